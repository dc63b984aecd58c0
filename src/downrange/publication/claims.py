"""Statements as people read them: the value, how sure, who says so, and the words.

Everything is read from the quads, so that a dataset from anywhere can be published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pyoxigraph import Literal

from downrange.namespaces import SF
from downrange.publication.index import (
    DERIVED,
    MEMBER,
    OBJECT,
    PREDICATE,
    QUOTED_FROM,
    SUBJECT,
    Index,
    Term,
    iri,
)
from downrange.publication.names import Names, Reference
from downrange.publication.texts import Text

_MODALITY = iri("sf:modality")
_RANK = iri("sf:rank")
_RANK_REASON = iri("sf:rankReason")
_AS_WRITTEN = iri("sf:asWritten")
_QUALIFIER = iri("sf:qualifier")
_INTERPRETATION = iri("sf:interpretation")
_PRECISION = iri("sf:timePrecision")
_ATTRIBUTED = iri("sf:attributedTo")
_STATED_ON = iri("sf:statedOn")
_EXACT = iri("oa:exact")
_RENDERED = iri("sf:renderedQuotation")
_SECTION = iri("sf:section")
START = iri("oa:start")
END = iri("oa:end")
_STRING = iri("xsd:string")
_KIND = iri("sf:conflictKind")
_COMMENT = iri("rdfs:comment")
_DIFFERENCE = iri("sf:difference")

_KEPT = 4096
_CERTAINTY = ("asserted", "planned", "probable", "suspected", "possible", "denied")
_RANKS = ("preferred", "normal", "deprecated")


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in its sentence: ``before`` [``lead`` *``exact``* ``tail``] ``after``.

    The words between ``before`` and ``after`` are the passage; ``exact`` are those of it that
    give the value, where they can be told apart. ``start`` and ``end`` are offsets into the
    document's text, in code points.
    """

    passage: str
    before: str
    lead: str
    exact: str
    tail: str
    after: str
    section: str
    start: int
    end: int
    document: Reference

    @property
    def words(self) -> str:
        return f"{self.lead}{self.exact}{self.tail}"

    @property
    def anchor(self) -> str:
        """The fragment of the place in the document's page."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. Marks that do not apply are empty; ``modality`` is so where asserted."""

    statement: str
    subject: str
    predicate: str
    value: Term
    as_written: str
    modality: str
    rank: str
    rank_reason: str
    qualifier: str
    interpretation: str
    precision: str
    speakers: tuple[Reference, ...]
    stated_on: Literal | None
    quotes: tuple[Quote, ...]
    conflicts: tuple[str, ...]
    mark: str
    """The modality, unless it goes without saying: of a plan everything is planned."""

    @property
    def same(self) -> tuple[object, ...]:
        """What two claims share that give the same value, however surely and whoever says so.

        A text is the same in any language; what is denied is told by itself.
        """
        value = self.value
        text = isinstance(value, Literal) and (
            value.language is not None or value.datatype.value == _STRING
        )
        return (value.value if text else str(value), self.qualifier, self.modality == "denied")

    @property
    def manner(self) -> tuple[object, ...]:
        """How surely, and who says so: what claims of one value may differ in."""
        return (self.modality, self.speakers, str(self.stated_on))

    @property
    def position(self) -> tuple[object, ...]:
        """Preferred before normal, sure before unsure, then in the order of the text."""
        place = min(((q.document.iri, q.start) for q in self.quotes), default=("", 0))
        return (
            _RANKS.index(self.rank) if self.rank in _RANKS else 1,
            _CERTAINTY.index(self.modality) if self.modality in _CERTAINTY else 0,
            place,
            self.statement,
        )


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """A claim that leads to a node, seen from there: as which property of what, how surely."""

    predicate: str
    subject: str
    modality: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict: statements that answer the same question differently.

    ``difference`` is the greatest difference of their numbers as text, empty where there is
    none.
    """

    iri: str
    kind: str
    sentence: str
    difference: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Claims:
    """Reads statements and conflicts from the index."""

    index: Index
    names: Names
    texts: Mapping[str, Text]

    def of(self, node: str) -> list[Claim]:
        """What is claimed of a node, in the order of ``Claim.position``."""
        return self._read(self.index.statements_of.get(node, ()))

    def to(self, node: str) -> list[Pointer]:
        """The claims that have the node for their value, by property and subject; sure ones first.

        Of some nodes there are thousands, so their words are left unread.
        """
        index = self.index
        found = {
            Pointer(
                index.node(statement, PREDICATE),
                index.node(statement, SUBJECT),
                _local(index.node(statement, _MODALITY), unless="asserted"),
            )
            for statement in index.statements_to.get(node, ())
        }
        return sorted(found)

    def from_passage(self, passage: str) -> list[Claim]:
        """What was read from a passage."""
        return self._read(self.index.statements_from.get(passage, ()))

    def _read(self, statements: Iterable[str]) -> list[Claim]:
        return sorted(map(self.claim, statements), key=lambda claim: claim.position)

    def claim(self, node: str) -> Claim:
        """One statement."""
        return self._claim(node)

    @cached_property
    def _claim(self) -> Callable[[str], Claim]:
        """Reads a statement; a page asks for the same one several times."""
        return lru_cache(maxsize=_KEPT)(self._read_claim)

    def _read_claim(self, node: str) -> Claim:
        index = self.index
        value = next(iter(index.objects(node, OBJECT)), Literal(""))
        written = index.text(node, _AS_WRITTEN)
        said_on = next(iter(index.objects(node, _STATED_ON)), None)
        quotes = [self.quote(p, written) for p in index.nodes(node, DERIVED)]
        subject = index.node(node, SUBJECT)
        modality = _local(index.node(node, _MODALITY), unless="asserted")
        return Claim(
            node,
            subject,
            index.node(node, PREDICATE),
            value,
            as_written=written,
            modality=modality,
            rank=_local(index.node(node, _RANK), unless="normal"),
            rank_reason=index.text(node, _RANK_REASON),
            qualifier=index.text(node, _QUALIFIER),
            interpretation=index.text(node, _INTERPRETATION),
            precision=index.text(node, _PRECISION),
            speakers=tuple(map(self.names.reference, index.nodes(node, _ATTRIBUTED))),
            stated_on=said_on if isinstance(said_on, Literal) else None,
            quotes=tuple(sorted(quotes, key=lambda q: (q.document.iri, q.start, q.end))),
            conflicts=tuple(index.conflicts_of.get(node, ())),
            mark="" if modality == self.names.standing(subject) else modality,
        )

    def quote(self, passage: str, written: str = "") -> Quote:
        """A passage in its sentence, the words ``written`` told apart where it has them."""
        index = self.index
        document = index.node(passage, QUOTED_FROM)
        start, end = index.number(passage, START), index.number(passage, END)
        words = self.words(passage)
        text = self.texts.get(document)
        before, after = text.around(start, end) if text else ("", "")
        lead, exact, tail = words.partition(written) if written else ("", "", "")
        if not exact:
            lead, exact, tail = "", words, ""
        return Quote(
            passage,
            before,
            lead,
            exact,
            tail,
            after,
            index.text(passage, _SECTION),
            start,
            end,
            self.names.reference(document),
        )

    def words(self, passage: str) -> str:
        """The words of a passage, as people read them."""
        return self.index.text(passage, _RENDERED) or self.index.text(passage, _EXACT)

    def disagreement(self, node: str) -> Disagreement:
        """One conflict with its members."""
        index = self.index
        members = [self.claim(member) for member in index.nodes(node, MEMBER)]
        return Disagreement(
            node,
            index.text(node, _KIND),
            index.text(node, _COMMENT),
            index.text(node, _DIFFERENCE),
            tuple(sorted(members, key=lambda c: (c.subject, c.predicate, c.position))),
        )


def _local(node: str, *, unless: str) -> str:
    """The local name of a concept of ours, empty where it goes without saying."""
    name = node.removeprefix(SF)
    return "" if name == unless else name
