"""Extraction alone: from an article's text to its facts.

python -m benchmarks.extraction [COUNT]     (default: 50 articles)

Prints the CPU milliseconds that one article takes, reading it, its infobox and its prose apart
(the least of several runs, for other programs disturb a measurement and never help it);
then articles of two, four and eight times the length of prose, each beside the first: where
extraction is linear the last column stays near 1. Curated facts are left out, for they are of
one article.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import ARTICLE, write_corpus
from downrange.dataset.knowledge import Knowledge
from downrange.documents.model import Document
from downrange.documents.reader import read_documents
from downrange.facts.reading import Reading, read_facts
from downrange.project import Project

DEFAULT = 50
RUNS = 5
LENGTHS = (1, 2, 4, 8)
WANTED = 3_000


def milliseconds(work: Callable[[], object], count: int) -> float:
    """The least CPU time of some work for each of ``count`` articles."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000 / count


def documents(folder: Path) -> list[Document]:
    return [found for found in read_documents([str(folder)]) if isinstance(found, Document)]


def longer(times: int) -> str:
    """The article with its prose several times over."""
    head, sign, prose = ARTICLE.read_text("utf-8").partition("\n\nProgress MS-04 (")
    return head + (sign + prose) * times


def measure(knowledge: Knowledge, count: int, folder: Path) -> None:
    """Print what each step takes, over ``count`` articles."""
    write_corpus(folder, count)
    read = documents(folder)
    told = [read_facts(document, knowledge.naming, knowledge.mapping) for document in read]
    steps = {
        "text": lambda: documents(folder),
        "infobox": lambda: [
            read_facts(document, knowledge.naming, knowledge.mapping) for document in read
        ],
        "prose": lambda: [tuple(knowledge.engine.facts(reading)) for reading in told],
    }
    total = 0.0
    for name, work in steps.items():
        taken = milliseconds(work, count)
        total += taken
        print(f"{name:<8} {taken:>8.1f} ms an article")
    print(f"{'all':<8} {total:>8.1f} ms: {60_000 / total:,.0f} articles a minute", end="")
    print(f" ({WANTED:,} wanted)")


def growth(knowledge: Knowledge, folder: Path) -> Iterator[tuple[int, float]]:
    """The length in characters and the CPU time of the article at several lengths."""
    for times in LENGTHS:
        place = folder / str(times)
        place.mkdir()
        (place / "article.txt").write_text(longer(times), "utf-8")
        document = documents(place)[0]
        reading = Reading(
            document, read_facts(document, knowledge.naming, knowledge.mapping).topic, ()
        )
        repeats = max(1, 8 // times)
        yield (
            len(document.text),
            milliseconds(
                lambda reading=reading, repeats=repeats: [
                    tuple(knowledge.engine.facts(reading)) for _ in range(repeats)
                ],
                repeats,
            ),
        )


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    known = Knowledge.load(Project.load(Path(__file__).parent))
    with TemporaryDirectory() as temporary:
        # Patterns are compiled when they are first asked: not what is measured.
        measure_folder = Path(temporary) / "first"
        write_corpus(measure_folder, 1)
        [
            tuple(known.engine.facts(read_facts(d, known.naming, known.mapping)))
            for d in documents(measure_folder)
        ]
        measure(known, number, Path(temporary) / "corpus")
        print(f"\n{'characters':>10} {'CPU':>11} {'for each character':>20}")
        first = 0.0
        for length, taken in growth(known, Path(temporary)):
            first = first or taken / length
            print(f"{length:>10,} {taken:>8.1f} ms {taken / length / first:>18.2f} x")
