"""What a document says, before any RDF graph: entities, facts and the words that say them.

Every reader of facts (infobox mapping, prose patterns, annotations) gives this one type.
Terms are pyoxigraph's, so an IRI that is none cannot get in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import Citation, Span


class Modality(StrEnum):
    """How sure the words are, surest first (``sf:asserted`` ...)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    PROBABLE = "probable"
    SUSPECTED = "suspected"
    POSSIBLE = "possible"
    DENIED = "denied"

    @property
    def weakness(self) -> int:
        return _WEAKNESS[self]


_WEAKNESS = {modality: place for place, modality in enumerate(Modality)}


def weakest(modalities: Iterable[Modality]) -> Modality:
    """Of several modalities the weakest; asserted where there is none."""
    return max(modalities, key=lambda m: m.weakness, default=Modality.ASSERTED)


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph: its IRI, its most specific class and what to call it.

    ``stands_for`` is the class that a plan or a hypothesis is of (``sf:planOf``,
    ``sf:hypothesisOf``), ``None`` for everything else. ``other_labels`` are names the
    document uses beside ``label``.
    """

    iri: NamedNode
    cls: NamedNode
    label: str
    other_labels: tuple[str, ...] = ()
    language: str = "en"
    stands_for: NamedNode | None = None

    def __hash__(self) -> int:
        # Entities that are equal have one IRI, and they are looked up all the time.
        return hash(self.iri)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that says a fact: a span of the document's text and where it stands.

    ``section`` is ``Infobox``, a section's title, or ``Lead``. ``rendered`` is the passage as
    a person reads it where that differs from the source (wikitext), else empty.
    """

    span: Span
    section: str
    rendered: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim, at one place in one document.

    ``value`` is an entity, a concept or other IRI (``sf:unknown``), or a literal in its
    canonical form and in the unit that the property declares. ``as_written`` are the words of
    the value. ``qualifier`` is one of ``about``, ``at least``, ``at most``, ``almost`` ...,
    or empty. ``interpretation`` says how odd words were read. ``precision`` is ``minute``
    where a time is written to the minute (XSD has no such type), else empty.
    ``attributed_to`` is who says so within the document and ``stated_on`` when they said it.
    ``extracted_by`` names the row, pattern or annotation, as a path under the base IRI
    (``mapping/infobox-spaceflight#launch_mass``). ``deprecated`` is why a reader of the whole
    document holds the claim to be wrong, empty where none does.
    """

    subject: Entity
    property: NamedNode
    value: Entity | NamedNode | Literal
    evidence: Evidence
    extracted_by: str
    as_written: str = ""
    modality: Modality = Modality.ASSERTED
    qualifier: str = ""
    interpretation: str = ""
    precision: str = ""
    attributed_to: Entity | None = None
    stated_on: Literal | None = None
    deprecated: str = ""
