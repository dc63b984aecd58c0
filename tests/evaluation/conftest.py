"""A small document and facts made by hand, so that every score can be counted on paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from downrange.documents.assembly import StoredText, assemble
from downrange.documents.metadata import Metadata
from downrange.documents.model import Document, Span
from downrange.evaluation import Evaluation, evaluate, load_gold
from downrange.evaluation.scoring import Part
from downrange.facts.authority import Authority
from downrange.facts.model import Entity, Evidence, Fact, Modality
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

BASE = "https://example.org/"

TEXT = """\
Apollo 7 was launched on 11 October 1968, commanded by Wally Schirra.
It was to dock with nothing, and Deke Slayton said that it might have landed in Texas.

== Mission ==
Its mass was 16,519 kg, and it flew for ten days.
"""
LEAD_1 = "Apollo 7 was launched on 11 October 1968, commanded by Wally Schirra."
LEAD_2 = "It was to dock with nothing"
MISSION = "Its mass was 16,519 kg, and it flew for ten days."


def entity(path: str, cls: str, label: str, stands_for: str = "") -> Entity:
    """An entity under a base of the tests' own, by path, class and label."""
    iri = NamedNode(f"{BASE}id/{path}")
    return Entity(iri, expand(cls), label, stands_for=expand(stands_for) if stands_for else None)


APOLLO = entity("mission/apollo-7", "sf:Mission", "Apollo 7")
CRAFT = entity("spacecraft/apollo-7", "sf:Spacecraft", "Apollo 7")
LAUNCH = entity("event/apollo-7-launch", "sf:Launch", "launch of Apollo 7")
SCHIRRA = entity("person/wally-schirra", "sf:Person", "Wally Schirra")
EISELE = entity("person/donn-eisele", "sf:Person", "Donn Eisele")
SLAYTON = entity("person/deke-slayton", "sf:Person", "Deke Slayton")


def number(text: str) -> Literal:
    return Literal(text, datatype=expand("xsd:decimal"))


def day(text: str) -> Literal:
    return Literal(text, datatype=expand("xsd:date"))


def fact(
    subject: Entity,
    prop: str,
    value: Entity | Literal | str,
    quote: str = LEAD_1,
    *,
    modality: Modality = Modality.ASSERTED,
    speaker: Entity | None = None,
    qualifier: str = "",
) -> Fact:
    """A fact whose evidence is ``quote``; a string is a concept (``sf:failure``)."""
    start = TEXT.index(quote)
    section = "Mission" if start > TEXT.index("==") else "Lead"
    return Fact(
        subject,
        expand(prop),
        expand(value) if isinstance(value, str) else value,
        Evidence(Span(start, start + len(quote)), section),
        "pattern/by-hand",
        modality=modality,
        attributed_to=speaker,
        qualifier=qualifier,
    )


@dataclass(frozen=True)
class Scorer:
    """Writes gold rows to a file and scores facts against them."""

    vocabulary: Vocabulary
    folder: Path

    def __call__(
        self, facts: Sequence[Fact], *gold: dict[str, object], part: Part = Part.ALL
    ) -> Evaluation:
        path = self.write(*gold)
        read = [(self.document, facts)]
        loaded = load_gold(path, self.vocabulary)
        return evaluate(loaded, read, self.vocabulary, Authority({}, {}, ()), part)

    def write(self, *gold: dict[str, object]) -> Path:
        path = self.folder / "gold.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in gold), "utf-8")
        return path

    @property
    def document(self) -> Document:
        stored = StoredText(TEXT.encode(), TEXT, "apollo-7.txt", "apollo-7", ".txt")
        return assemble(stored, Metadata(title="Apollo 7"))


@pytest.fixture(scope="session")
def vocabulary(repository: Path) -> Vocabulary:
    return Vocabulary.load(repository / "ontology" / "spaceflight.ttl")


@pytest.fixture
def score(vocabulary: Vocabulary, tmp_path: Path) -> Scorer:
    return Scorer(vocabulary, tmp_path)


Score = Callable[..., Evaluation]
