"""``downrange annotate`` as people and programs run it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.annotations.small import ARTICLE, a_fact, annotations
from tests.cli.conftest import Run

FILE = Path("data/annotations/test-1.toml")
ABOUT = {"document": "local/test-1"}
WATER = {
    **ABOUT,
    "quote": "420 kg of water to nobody",
    "subject": "cargo/test-1-total-cargo",
    "property": "sf:mass",
    "value": "420",
}
SHAPELESS = (
    '[[node]]\nid = "role/test-1-x"\nclass = "sf:Role"\nlabel = "somebody"\n',
    a_fact('subject = "role/test-1-x"', 'sf.position = "nobody"', 'id = "headless"'),
)


@pytest.mark.usefixtures("project")
def test_annotations_that_are_right(run: Run) -> None:
    outcome = run("annotate", "check")
    assert outcome.status == 0
    assert outcome.out.endswith("test-1.toml: 1 annotation, 2 facts, ok\n")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("more", "why"),
    [
        ((a_fact('sf.mass = "1 kg"'),), "is not in the words of the quotation"),
        ((a_fact('sf.mass = "1 kg"', quote="1 kg of lead"),), "the words are not in the text"),
        ((a_fact('sf.mas = "420 kg"'),), "Did you mean sf:mass"),
        (SHAPELESS, "headless: breaks a shape: somebody, sf:holder: A role has a holder"),
        ((a_fact('sf.mass = "420 kg"', 'subject = "cargo/x"'),), "nothing is known of 'cargo/x'"),
        (("[[fact",), "not valid TOML"),
    ],
)
def test_annotations_that_are_refused(more: tuple[str, ...], why: str, run: Run) -> None:
    FILE.write_text(annotations(*more), "utf-8")
    outcome = run("annotate", "check")
    assert outcome.status == 1
    assert why in outcome.out
    assert "1 refused" in outcome.out


@pytest.mark.usefixtures("project")
def test_annotations_of_an_edited_text(run: Run) -> None:
    document = Path("data/documents/test-1.txt")
    document.write_text(ARTICLE.replace("nobody", "no one"), "utf-8")
    outcome = run("annotate", "check")
    assert outcome.status == 1
    assert "every quotation still stands in it" in outcome.out


@pytest.mark.usefixtures("project")
def test_a_build_goes_on_without_outdated_annotations(run: Run) -> None:
    document = Path("data/documents/test-1.txt")
    document.write_text(ARTICLE.replace("caught fire", "burnt"), "utf-8")
    outcome = run("build", "-o", "out")
    assert outcome.status == 1
    assert "1 of 1 quotations are no longer in it" in outcome.err
    written = Path("out/dataset.nq").read_text("utf-8")
    assert "annotation/test-1#" not in written
    assert "mapping/infobox-spaceflight#operator" in written


@pytest.mark.usefixtures("project")
def test_a_build_takes_annotations_in(run: Run) -> None:
    assert run("build", "-o", "out").status == 0
    written = Path("out/dataset.nq").read_text("utf-8")
    assert "<https://example.org/annotation/test-1#fire>" in written


@pytest.mark.usefixtures("project")
def test_what_is_left_to_do(run: Run) -> None:
    outcome = run("annotate", "todo", "data/documents/test-1.txt")
    assert outcome.status == 0
    assert "the pump of the booster probably caught fire" in marked(outcome.out)
    left = [line for line in outcome.out.splitlines() if line.startswith("todo")]
    assert left[-1] == "todo 5 (Afterwards): Nobody heard of it again."
    assert not any("caught fire" in line for line in left)
    assert "\x1b[" not in outcome.out
    short = run("annotate", "todo", "--left", "data/documents/test-1.txt")
    assert short.out.splitlines() == left


def marked(shown: str) -> str:
    """What stands in square brackets: the words that facts cover."""
    return " | ".join(re.findall(r"\[([^\]]*)\]", shown))


def proposed(*rows: dict[str, object] | str) -> Path:
    path = Path("mine.jsonl")
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.usefixtures("project")
def test_proposals_that_pass_are_written_for_review(run: Run) -> None:
    place = {
        "id": "place/test-1-nowhere",
        "class": "sf:Place",
        "label": "Nowhere",
        "called": ["nobody"],
    }
    somewhere = {
        **WATER,
        "subject": "event/test-1-fire-hypothesis",
        "property": "sf:place",
        "value": "place/test-1-nowhere",
        "modality": "possible",
    }
    outcome = run("annotate", "import", proposed({**ABOUT, **place}, WATER, somewhere))
    assert (outcome.status, outcome.out) == (0, "")
    path = Path("data/annotations/proposed/mine.toml")
    written = tomllib.loads(path.read_text("utf-8"))
    assert [fact["quote"] for fact in written["fact"]] == ["420 kg of water to nobody"] * 2
    assert [node["id"] for node in written["node"]] == ["place/test-1-nowhere"]
    assert run("annotate", "check", path).status == 0
    # Nothing proposed is published.
    assert run("build", "-o", "out").status == 0
    assert "test-1-nowhere" not in Path("out/dataset.nq").read_text("utf-8")


@pytest.mark.usefixtures("project")
def test_each_refused_proposal_is_told_why(run: Run) -> None:
    outcome = run(
        "annotate",
        "import",
        proposed(
            WATER,
            {**WATER, "value": "421"},
            {**WATER, "quote": "420 kg of wine"},
            {**WATER, "property": "sf:mas"},
            {**WATER, "start": 0, "end": 25},
            {**WATER, "subject": "cargo/test-2"},
            {**WATER, "document": "local/test-2"},
            "nonsense",
        ),
    )
    assert outcome.status == 1
    refused = "\n".join(sorted(outcome.out.splitlines()))
    for number, why in (
        (2, "it states 420"),
        (3, "the words are not in the text"),
        (4, "Did you mean sf:mass"),
        (5, "at the offset 0"),
        (6, "nothing is known of 'cargo/test-2'"),
        (8, "not valid JSON"),
    ):
        assert any(
            f"mine.jsonl:{number}:" in line and why in line for line in refused.splitlines()
        ), (number, why, refused)
    assert "the project has no document local/test-2. Did you mean local/test-1?" in refused
    written = tomllib.loads(Path("data/annotations/proposed/mine.toml").read_text("utf-8"))
    assert len(written["fact"]) == 1


@pytest.mark.usefixtures("project")
def test_what_downrange_facts_prints_can_be_proposed(run: Run) -> None:
    printed = run("facts", "--format", "jsonl").out
    fires = [line for line in printed.splitlines() if "#fire" in line and "sf:participant" in line]
    assert fires
    outcome = run("annotate", "import", proposed(*fires))
    assert (outcome.status, outcome.out) == (0, "")


@pytest.mark.usefixtures("project")
def test_nothing_proposed_is_overwritten(run: Run) -> None:
    assert run("annotate", "import", proposed(WATER)).status == 0
    again = run("annotate", "import", proposed(WATER))
    assert again.status == 2
    assert "exists already" in again.err
    assert run("annotate", "import", proposed(WATER), "--name", "other").status == 0


def test_a_project_without_annotations(empty: Path, run: Run) -> None:
    outcome = run("annotate", "check")
    assert outcome.status == 0
    assert "there are no annotations" in outcome.err
