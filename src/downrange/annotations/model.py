"""Annotations as written: nodes that a document brings in, and facts with their quotations.

Nothing here has been held against the document yet; the gate does that.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from downrange.errors import MappingError, Place
from downrange.facts.model import Modality
from downrange.vocabulary import ClassTerm, PropertyTerm


@dataclass(frozen=True, slots=True)
class Name:
    """How an annotation names an entity: by its path under ``{base}id/``, or by label and class.

    ``path`` is ``module/zvezda``; where it is empty, ``label`` is a known one, of ``cls`` where
    that is given.
    """

    path: str = ""
    label: str = ""
    cls: ClassTerm | None = None

    def __str__(self) -> str:
        return self.path or self.label


@dataclass(frozen=True, slots=True)
class Text:
    """A literal as an annotation gives it: words of the text, or the value read from them.

    ``language`` is a BCP 47 tag where the words are of another language than the document.
    """

    words: str
    language: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the ontology as a value: ``sf:failedToOrbit``."""

    iri: NamedNode
    label: str

    def __str__(self) -> str:
        return self.label


Value = Name | Text | Concept


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node that a document brings in, or new words for one that is known.

    ``cls`` is ``None`` for a known node. ``stands_for`` is the class that a plan or hypothesis
    is of. ``of`` is what the node belongs to: its mission, or a role's organisation. ``called``
    are the words by which the document refers to it (*the booster*).
    """

    path: str
    cls: ClassTerm | None
    label: str
    stands_for: NamedNode | None
    of: str
    called: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Said:
    """A property and the value that an annotation gives it."""

    property: PropertyTerm
    value: Value


@dataclass(frozen=True, slots=True)
class FactRow:
    """One quotation and what it says of one subject.

    ``occurrence`` counts from 1 where the same words stand several times in the text, else it
    is 0; ``start`` is the offset that a program gives, ``None`` where it is to be found.
    ``modality`` is ``None`` where the subject decides: planned of a plan, else asserted.
    ``stated_on`` are the words of a date. ``deprecated`` is why the statement is known to be
    wrong, empty where it is not.
    """

    id: str
    quote: str
    occurrence: int
    start: int | None
    subject: Name
    said: tuple[Said, ...]
    modality: Modality | None
    attributed_to: Name | None
    stated_on: str
    qualifier: str
    interpretation: str
    deprecated: str
    place: Place


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """The annotations of one document, which ``site`` and ``slug`` name.

    ``sha256`` is that of the document's text when they were made; ``name`` is the file's stem.
    ``wrong`` are the rows that could not be read.
    """

    name: str
    site: str
    slug: str
    sha256: str
    nodes: tuple[NodeRow, ...]
    facts: tuple[FactRow, ...]
    place: Place
    wrong: tuple[MappingError, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An annotation that did not pass the gate, and why.

    ``code`` is a stable kebab-case name (``words-not-found``, ``value-not-in-words``).
    """

    id: str
    code: str
    message: str
    advice: str
    quote: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: {self.id}: {self.message} {self.advice}".rstrip()
