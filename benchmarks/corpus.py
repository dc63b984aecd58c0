"""A corpus of any size: the article again and again, each time about another mission."""

from __future__ import annotations

from pathlib import Path

ARTICLE = Path(__file__).resolve().parents[1] / "data" / "documents" / "progress-ms-04.txt"


def write_corpus(folder: Path, count: int) -> None:
    """Write ``count`` articles that differ in their mission, its neighbours and its numbers."""
    folder.mkdir(parents=True)
    text = ARTICLE.read_text("utf-8")
    for number in range(count):
        mission = 1000 + 10 * number
        about = (
            text.replace("MS-03", f"MS-{mission - 10}")
            .replace("MS-04", f"MS-{mission}")
            .replace("MS-05", f"MS-{mission + 10}")
            .replace("65P", f"{mission}P")
            .replace("s/n 434", f"s/n {mission}")
            .replace("P15000-148", f"P15000-{mission}")
        )
        (folder / f"progress-ms-{mission}.txt").write_text(about, "utf-8")
