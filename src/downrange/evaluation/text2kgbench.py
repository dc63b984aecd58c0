"""Text2KGBench: four relations of its space ontology, scored as its authors score them.

Mihindukulasooriya et al., *Text2KGBench: A Benchmark for Ontology-Driven Knowledge Graph
Generation from Text* (ISWC 2023, https://doi.org/10.1007/978-3-031-47243-5_14); the measure is
that of ``src/evaluation/run_eval.py`` in https://github.com/cenguix/Text2KGBench:

* rows are grouped by sentence; a sentence's gold is the set of its triples;
* of what is read in a sentence, only triples of relations that its gold has are compared;
* a triple is one string, subject, relation and object without white space and underscores, in
  lower case; triples are equal where these strings are;
* precision, recall and F1 are of each sentence; their averages over *all* sentences are the
  score. A sentence in which nothing (or nothing of those relations) was read counts 0 in all
  three, so precision here is no measure of how much of the output is true: for that,
  ``answered_precision`` averages over the sentences with output, and every triple is listed.

Each sentence is read as a document of its own, without a title. Asserted facts become triples:

* P450 *astronaut mission*: person, mission ← ``sf:crewMember`` of the mission;
* P3015 *backup or reserve team or crew*: mission, person ← ``sf:backupCrewMember``;
* P622 *spacecraft docking/undocking date*: mission, date ← ``sf:time`` of a docking or
  undocking, written as the benchmark writes days (``02 March 2016``), by the UTC day;
* P1158 *location of landing*: mission, place ← ``sf:place`` of a landing, and ``sf:target`` of an
  encounter that was a lander's.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from downrange.documents.assembly import StoredText, assemble
from downrange.documents.metadata import Metadata
from downrange.documents.model import Document
from downrange.errors import EvaluationError, Place
from downrange.evaluation.gold import read_objects
from downrange.evaluation.properties import canonical, is_tie
from downrange.evaluation.scoring import harmonic_mean
from downrange.evaluation.values import time_parts
from downrange.facts.model import Entity, Fact, Modality
from downrange.namespaces import expand

RELATIONS = {
    "P450": "astronaut mission",
    "P622": "spacecraft docking/undocking date",
    "P1158": "location of landing",
    "P3015": "backup or reserve team or crew",
}
"""The relations that the ontology can say, with the benchmark's labels."""

_CREW = expand("sf:crewMember")
_BACKUP = expand("sf:backupCrewMember")
_TIME = expand("sf:time")
_PLACE = expand("sf:place")
_TARGET = expand("sf:target")
_ENCOUNTER_KIND = expand("sf:encounterKind")
_LANDER = expand("sf:lander")
_DOCKINGS = {expand("sf:Docking"), expand("sf:Undocking")}
_LANDING = expand("sf:Landing")
_SPACE = re.compile(r"_|\s+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple by labels, as the benchmark has them."""

    subject: str
    relation: str
    object: str

    @property
    def key(self) -> str:
        """What is compared."""
        return "".join(
            _SPACE.sub("", part).lower() for part in (self.subject, self.relation, self.object)
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its gold triples."""

    id: str
    text: str
    gold: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was read in a sentence, of any of the four relations, and its score."""

    sentence: Sentence
    read: tuple[Triple, ...]

    @property
    def compared(self) -> tuple[Triple, ...]:
        """The triples of relations that the sentence's gold has."""
        asked = {triple.relation for triple in self.sentence.gold}
        return tuple(triple for triple in self.read if triple.relation in asked)

    @property
    def right(self) -> tuple[Triple, ...]:
        gold = {triple.key for triple in self.sentence.gold}
        return tuple(triple for triple in self.compared if triple.key in gold)

    @property
    def precision(self) -> float:
        compared = {triple.key for triple in self.compared}
        return len({triple.key for triple in self.right}) / len(compared) if compared else 0.0

    @property
    def recall(self) -> float:
        right = {triple.key for triple in self.right}
        return len(right) / len({triple.key for triple in self.sentence.gold})

    @property
    def f1(self) -> float:
        return harmonic_mean(self.precision, self.recall) or 0.0


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The results of all sentences, in their order."""

    results: tuple[Result, ...]

    @property
    def precision(self) -> float:
        return self._mean([result.precision for result in self.results])

    @property
    def recall(self) -> float:
        return self._mean([result.recall for result in self.results])

    @property
    def f1(self) -> float:
        """The mean of the sentences' F1, not the F1 of the means."""
        return self._mean([result.f1 for result in self.results])

    @property
    def answered(self) -> tuple[Result, ...]:
        """The sentences in which something comparable was read."""
        return tuple(result for result in self.results if result.compared)

    @property
    def answered_precision(self) -> float | None:
        """The mean precision of those sentences; ``None`` where there are none."""
        answered = self.answered
        return self._mean([result.precision for result in answered]) if answered else None

    def of_relation(self, relation: str) -> Benchmark:
        """The results of sentences whose gold has the relation."""
        return Benchmark(
            tuple(r for r in self.results if any(t.relation == relation for t in r.sentence.gold))
        )

    @staticmethod
    def _mean(numbers: Sequence[float]) -> float:
        return sum(numbers) / len(numbers) if numbers else 0.0


def load_sentences(
    paths: Iterable[Path], relations: Mapping[str, str] = RELATIONS
) -> tuple[Sentence, ...]:
    """The sentences of benchmark files, in order of first mention.

    A row has ``sent`` and either one triple (``sub_label``, ``rel_label``, ``obj_label``) or a
    list of them (``triples`` of ``sub``, ``rel``, ``obj``). Triples of other relations than
    ``relations`` are left out, and so are sentences that have no others. Raises
    ``EvaluationError`` where a row is neither or no sentence is left.
    """
    ids: dict[str, str] = {}
    gold: defaultdict[str, list[Triple]] = defaultdict(list)
    paths = tuple(paths)
    for path in paths:
        for number, row in read_objects(path):
            place = Place(str(path), number)
            text = row.get("sent")
            if not isinstance(text, str) or not text.strip():
                raise EvaluationError('there is no "sent".', place=place)
            for triple in _gold_triples(row, place):
                if triple.relation in relations.values() and triple not in gold[text]:
                    gold[text].append(triple)
                    ids.setdefault(text, str(row.get("id", f"{path.stem}-{number}")))
    found = tuple(Sentence(ids[text], text, tuple(gold[text])) for text in ids)
    if not found:
        raise EvaluationError(
            f"there is no sentence with one of the relations {', '.join(relations.values())}.",
            place=Place(", ".join(map(str, paths))),
        )
    return found


def load_relations(path: Path) -> dict[str, str]:
    """The labels that a benchmark ontology gives the four relations.

    Raises ``EvaluationError`` where it lacks one.
    """
    try:
        ontology = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"cannot be read: {error}.", place=Place(str(path))) from error
    listed = ontology.get("relations") if isinstance(ontology, dict) else None
    labels = {
        str(item.get("pid")): str(item.get("label"))
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict)
    }
    for pid, label in RELATIONS.items():
        if pid not in labels:
            raise EvaluationError(
                f"the ontology has no relation {pid} ({label}).",
                place=Place(str(path)),
                advice="Give the benchmark's space ontology.",
            )
    return {pid: labels[pid] for pid in RELATIONS}


def benchmark(
    sentences: Iterable[Sentence],
    read: Callable[[Document], Sequence[Fact]],
    relations: Mapping[str, str] = RELATIONS,
) -> Benchmark:
    """Score what ``read`` reads in each sentence."""
    return Benchmark(
        tuple(
            Result(sentence, triples(read(as_document(sentence)), relations))
            for sentence in sentences
        )
    )


def as_document(sentence: Sentence) -> Document:
    """A sentence as a document of its own, without title or headings."""
    raw = sentence.text.encode("utf-8", "surrogatepass")
    return assemble(StoredText(raw, sentence.text, sentence.id, sentence.id), Metadata())


def triples(facts: Sequence[Fact], relations: Mapping[str, str] = RELATIONS) -> tuple[Triple, ...]:
    """The benchmark's triples that asserted facts give, each once, in the facts' order."""
    asserted = [
        fact
        for fact in facts
        if fact.modality is Modality.ASSERTED and fact.subject.stands_for is None
    ]
    owners = _owners(facts)
    landers = {
        fact.subject
        for fact in asserted
        if fact.property == _ENCOUNTER_KIND and fact.value == _LANDER
    }
    found = [
        triple
        for fact in asserted
        for triple in (
            *_triples_of(fact, owners.get(fact.subject.iri, fact.subject), relations),
            *_landing_on(fact, owners.get(fact.subject.iri, fact.subject), landers, relations),
        )
    ]
    return tuple({triple.key: triple for triple in found}.values())


def _triples_of(fact: Fact, owner: Entity, relations: Mapping[str, str]) -> Iterator[Triple]:
    value, subject = fact.value, fact.subject
    if isinstance(value, Entity):
        if fact.property == _CREW:
            yield Triple(value.label, relations["P450"], subject.label)
        elif fact.property == _BACKUP:
            yield Triple(subject.label, relations["P3015"], value.label)
        elif fact.property == _PLACE and subject.cls == _LANDING:
            yield Triple(owner.label, relations["P1158"], value.label)
    elif isinstance(value, Literal) and fact.property == _TIME and subject.cls in _DOCKINGS:
        yield Triple(owner.label, relations["P622"], _day(value.value))


def _landing_on(
    fact: Fact, owner: Entity, landers: Set[Entity], relations: Mapping[str, str]
) -> Iterator[Triple]:
    """The body that a lander landed on."""
    if fact.property == _TARGET and fact.subject in landers and isinstance(fact.value, Entity):
        yield Triple(owner.label, relations["P1158"], fact.value.label)


def _day(time: str) -> str:
    """``02 March 2016``; less where the time says less."""
    year, month, day = (*time_parts(time)[:3], 0, 0, 0)[:3]
    parts = (f"{day:02}" if day else "", _MONTHS[month - 1] if month else "", str(year))
    return " ".join(filter(None, parts))


def _owners(facts: Iterable[Fact]) -> dict[NamedNode, Entity]:
    """The mission that each event hangs on."""
    return {
        fact.value.iri: fact.subject
        for fact in facts
        if isinstance(fact.value, Entity) and is_tie(canonical(fact.property, ()))
    }


def _gold_triples(row: Mapping[str, object], place: Place) -> Iterator[Triple]:
    listed = row.get("triples")
    items = listed if isinstance(listed, list) else [row]
    names = (
        ("sub", "rel", "obj")
        if isinstance(listed, list)
        else (
            "sub_label",
            "rel_label",
            "obj_label",
        )
    )
    for item in items:
        parts = [item.get(name) if isinstance(item, dict) else None for name in names]
        if not all(isinstance(part, str) for part in parts):
            raise EvaluationError(f"a triple needs {', '.join(names)}.", place=place)
        yield Triple(*map(str, parts))
