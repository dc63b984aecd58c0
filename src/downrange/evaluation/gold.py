"""Gold files: what a person read in a document, one JSON object a line.

Fields are those of ``downrange facts``. ``subject``, ``property`` and ``value`` are what a fact
needs; ``document`` where there are several. ``property`` and any of ``subject``, ``subject_class``,
``subject_label``, ``value``, ``value_class`` and ``value_label`` may be a list: alternatives,
each of them right. A node is given by its IRI or the path of it (``mission/apollo-7``), by what
it is called (``subject_label``), or by its class and the mission it belongs to (``mission``).
``value`` is a number in ``unit`` (that of the property where none is given), a time, a text, a
compact IRI of a concept (``sf:failure``) or a node. ``note`` is for the next person to read.

A line with ``"optional": true`` is a fact that is right to read and no fault to leave: it counts
for precision alone. A line with ``"negative": true`` is one that must not be read. A line
``{"complete": [{"document": …, "sections": […]}]}`` says where the file has everything the
text says (all sections where none is named); without such a line it has everything everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import NamedNode

from downrange.errors import EvaluationError, Place, VocabularyError
from downrange.evaluation.properties import (
    HYPOTHESIS,
    PLAN,
    PLANNING,
    SUPPOSING,
    is_inverted,
    readings,
)
from downrange.facts.model import Modality
from downrange.identity import slugify
from downrange.vocabulary import PropertyTerm, Vocabulary

_FIELDS = frozenset(
    {
        *("document", "mission", "subject", "subject_class", "subject_label", "property"),
        *("value", "value_label", "value_class", "unit", "as_written", "modality"),
        *("attributed_to", "qualifier", "rank", "quote", "start", "end", "section"),
        *("extracted_by", "negative", "optional", "note"),
    }
)
_SPEAKING = {"reported": Modality.ASSERTED, "announced": Modality.ASSERTED}


@dataclass(frozen=True, slots=True)
class GoldNode:
    """A node as gold gives it: whatever is empty, decides nothing.

    ``paths`` are (segment, slug) pairs, ``names`` slugs, ``owner`` the slug of its mission.
    """

    paths: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    classes: tuple[NamedNode, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class GoldLiteral:
    """Alternatives of a literal as written; numbers in ``unit``, the property's where empty."""

    forms: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GoldConcept:
    """Alternatives of a concept of the ontology (``sf:failure``)."""

    terms: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One gold fact. ``modality`` is ``None`` and other fields are empty where gold is silent.

    ``predicates`` are alternatives, in the form that ``canonical`` gives them.
    """

    line: int
    document: str
    subject: GoldNode
    predicates: tuple[NamedNode, ...]
    value: GoldNode | GoldLiteral | GoldConcept
    modality: Modality | None
    attributed_to: str
    qualifier: str | None
    section: str
    quote: str
    optional: bool
    words: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Where a gold file has everything: a document and the slugs of its sections, all if empty."""

    document: str
    sections: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file. ``complete`` is ``None`` where it does not say what it has completely."""

    file: str
    facts: tuple[GoldFact, ...]
    negatives: tuple[GoldFact, ...]
    complete: tuple[Complete, ...] | None

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that it speaks of, as it names them, each once."""
        return tuple(dict.fromkeys(fact.document for fact in (*self.facts, *self.negatives)))

    def is_complete(self, names: frozenset[str], section: str) -> bool:
        """Whether a section of the document that goes by ``names`` is annotated completely."""
        if self.complete is None:
            return True
        return any(
            (not part.document or part.document in names)
            and (not part.sections or slugify(section) in part.sections)
            for part in self.complete
        )


def load_gold(path: Path, vocabulary: Vocabulary) -> Gold:
    """Read a gold file; raises ``EvaluationError`` with the line where it is wrong."""
    facts: list[GoldFact] = []
    negatives: list[GoldFact] = []
    complete: list[Complete] | None = None
    segments = {term.segment for term in vocabulary.classes.values() if term.segment}
    for number, row in read_objects(path):
        reading = _Reading(Place(str(path), number), row, vocabulary, frozenset(segments))
        if "complete" in row:
            complete = [*(complete or []), *reading.complete()]
        elif row.get("negative") is True:
            negatives.append(reading.fact(number))
        else:
            facts.append(reading.fact(number))
    if not facts and not negatives:
        raise EvaluationError(
            "there is no fact in it.", place=Place(str(path)), advice="Give one JSON object a line."
        )
    return Gold(
        str(path), tuple(facts), tuple(negatives), None if complete is None else tuple(complete)
    )


def read_objects(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The JSON objects of a file with their line numbers; empty lines are left out."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"cannot be read: {error}.", place=Place(str(path))) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"no JSON: {error}.", place=Place(str(path), number)) from error
        if not isinstance(row, dict):
            raise EvaluationError(
                f"a line must be a JSON object; this is {line[:40]!r}.",
                place=Place(str(path), number),
            )
        yield number, row


@dataclass(frozen=True, slots=True)
class _Reading:
    """One line being read."""

    place: Place
    row: Mapping[str, object]
    vocabulary: Vocabulary
    segments: frozenset[str]

    def wrong(self, message: str, advice: str = "") -> EvaluationError:
        return EvaluationError(message, place=self.place, advice=advice)

    def complete(self) -> Iterator[Complete]:
        parts = self.row["complete"]
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            raise self.wrong('"complete" must be a list of objects with "document", "sections".')
        for part in parts:
            sections = part.get("sections", [])
            yield Complete(
                slugify(str(part.get("document", ""))), frozenset(map(slugify, sections))
            )

    def fact(self, line: int) -> GoldFact:
        self.check_fields()
        written = self.properties()
        classes = self.classes("subject_class")
        modality = self.modality()
        if modality is Modality.ASSERTED and (PLAN in classes or written[0].iri in PLANNING):
            modality = Modality.PLANNED
        if modality is Modality.ASSERTED and (HYPOTHESIS in classes or written[0].iri == SUPPOSING):
            modality = None  # Asserted of a hypothesis: how sure that one is, is not said.
        subject, value = self.node("subject"), self.value(written[0].range)
        if is_inverted(written[0].iri) and isinstance(value, GoldNode):
            subject, value = value, subject
        return GoldFact(
            line=line,
            document=_document(self.text("document")),
            subject=subject,
            predicates=tuple(p for term in written for p in readings(term.iri, classes)),
            value=value,
            modality=modality,
            attributed_to=slugify(self.text("attributed_to")),
            qualifier=self.text("qualifier") if "qualifier" in self.row else None,
            section=slugify(self.text("section")),
            quote=self.text("quote"),
            optional=self.row.get("optional") is True,
            words=self.summary(),
        )

    def check_fields(self) -> None:
        for name in sorted(set(self.row) - _FIELDS):
            near = get_close_matches(name, _FIELDS, n=1)
            advice = f"Did you mean {near[0]!r}?" if near else "Known are those of downrange facts."
            raise self.wrong(f"there is no field {name!r}.", advice)

    def properties(self) -> tuple[PropertyTerm, ...]:
        names = self.texts("property")
        if not names:
            raise self.wrong('there is no "property".', 'Give one, such as "sf:launchTime".')
        try:
            return tuple(map(self.vocabulary.property, names))
        except VocabularyError as error:
            raise self.wrong(error.message, error.advice) from error

    def modality(self) -> Modality | None:
        word = self.text("modality")
        if not word:
            return None
        try:
            return _SPEAKING.get(word) or Modality(word)
        except ValueError:
            known = ", ".join([*Modality, *_SPEAKING])
            raise self.wrong(f"there is no modality {word!r}.", f"Known are {known}.") from None

    def value(self, range_: NamedNode | None) -> GoldNode | GoldLiteral | GoldConcept:
        forms = self.texts("value")
        if any(form.startswith("sf:") for form in forms):
            return self.concept(forms)
        literal_class = any(not c.startswith("sf:") for c in self.texts("value_class"))
        is_node = (
            range_ in self.vocabulary.classes
            or bool(self.row.get("value_label"))
            or (bool(self.row.get("value_class")) and not literal_class)
            or any(_path(form, self.segments) for form in forms)
        )
        if is_node:
            return self.node("value")
        if not forms:
            raise self.wrong('there is no "value".', "Give a value, a label or a class of it.")
        return GoldLiteral(forms, self.text("unit"))

    def concept(self, curies: Iterable[str]) -> GoldConcept:
        try:
            return GoldConcept(tuple(self.vocabulary.concept(curie).iri for curie in curies))
        except VocabularyError as error:
            raise self.wrong(error.message, error.advice) from error

    def node(self, what: str) -> GoldNode:
        """The node that ``subject…`` or ``value…`` describe."""
        forms = self.texts(what)
        paths = tuple(path for form in forms if (path := _path(form, self.segments)))
        labels = [form for form in forms if not _path(form, self.segments)]
        labels += self.texts(f"{what}_label")
        node = GoldNode(
            paths,
            tuple(filter(None, map(slugify, labels))),
            self.classes(f"{what}_class"),
            slugify(self.text("mission").rpartition("/")[2]),
        )
        if not (node.paths or node.names or node.classes):
            raise self.wrong(f'there is no "{what}".', f'Give "{what}", its label or its class.')
        return node

    def classes(self, name: str) -> tuple[NamedNode, ...]:
        try:
            return tuple(self.vocabulary.class_(curie).iri for curie in self.texts(name))
        except VocabularyError as error:
            raise self.wrong(error.message, error.advice) from error

    def text(self, name: str) -> str:
        found = self.row.get(name, "")
        if not isinstance(found, str):
            raise self.wrong(f'"{name}" must be a string; it is {found!r}.')
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that may be a list; numbers are read as written."""
        found = self.row.get(name, "")
        items: Sequence[object] = found if isinstance(found, list) else [found]
        if not all(isinstance(item, str | int | float) for item in items):
            raise self.wrong(f'"{name}" must be a string, a number or a list of them.')
        return tuple(str(item) for item in items if item != "")

    def summary(self) -> str:
        """The fact in a line, as messages name it."""
        subject = _first(self.texts("subject_label"), self.texts("subject"))
        if not subject:
            subject = f"{_first(self.texts('subject_class'))} of {self.text('mission') or 'any'}"
        value = _first(self.texts("value"), self.texts("value_label"), self.texts("value_class"))
        unit = f" {self.text('unit')}" if self.text("unit") else ""
        return f"{subject} {_first(self.texts('property'))} {value}{unit}"


def _first(*choices: Iterable[str]) -> str:
    return next((choice for group in choices for choice in group), "")


def _document(name: str) -> str:
    """The slug of a document named by slug, title or IRI."""
    return slugify(name.rpartition("/")[2])


def _path(text: str, segments: frozenset[str]) -> tuple[str, str] | None:
    """``("mission", "apollo-7")`` of an IRI or a path; ``None`` of any other text."""
    path = text.partition("/id/")[2] or text
    segment, found, slug = path.partition("/")
    return (segment, slug) if found and slug and segment in segments else None
