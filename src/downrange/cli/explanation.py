"""What a dataset says of an entity, gathered for people: facts, the words, the disagreements.

Everything is read from the quads, so that a dataset from anywhere can be explained. See
DESIGN section 3 for the two layers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pyoxigraph import Literal, NamedNode

from downrange.cli.reading import Reader, Term
from downrange.namespaces import SF, expand

_TYPE = expand("rdf:type")
_SUBJECT = expand("rdf:subject")
_PREDICATE = expand("rdf:predicate")
_OBJECT = expand("rdf:object")
_DERIVED = expand("prov:wasDerivedFrom")
_QUOTED_FROM = expand("prov:wasQuotedFrom")
_EXACT = expand("oa:exact")
_START = expand("oa:start")
_STATEMENT = expand("sf:Statement")
_CONFLICT = expand("sf:Conflict")
_MEMBER = expand("sf:member")
_LAUNCH_TIME = expand("sf:launchTime")
_TIME = expand("sf:time")

DEPENDENT = {"event", "orbit", "cargo", "role", "circumstance", "monetary-amount"}
"""Nodes that mean little without the entity that has them, by the path segment of their class."""

_PART_ORDER = ("spacecraft", "event", "orbit", "cargo")


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its words, where they stand, and the document they are from."""

    words: str
    start: int
    section: str
    document: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, ready to be read. Marks that do not apply are empty."""

    statement: NamedNode
    predicate: NamedNode
    value: Term
    as_written: str
    modality: str
    rank: str
    rank_reason: str
    qualifier: str
    interpretation: str
    precision: str
    speaker: str
    stated_on: str
    quotes: tuple[Quote, ...]

    @property
    def position(self) -> tuple[str, int, str]:
        """Where the words stand, so that claims can be told in the order of the text."""
        document, start = min(((q.document, q.start) for q in self.quotes), default=("", 0))
        return document, start, self.predicate.value


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements that answer the same question differently, and how a person would say so."""

    iri: NamedNode
    kind: str
    sentence: str
    difference: str
    claims: tuple[tuple[NamedNode, Claim], ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One node: what it is, what else it is called, what is claimed of it in text order.

    ``stands_for`` is what a plan is a plan of, or a hypothesis a hypothesis of.
    """

    entity: NamedNode
    classes: tuple[NamedNode, ...]
    stands_for: NamedNode | None
    other_labels: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim about another entity that has this one for its value."""

    subject: NamedNode
    claim: Claim


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity, its parts, where else it is named, and the disagreements any of it is in."""

    whole: Description
    parts: tuple[Description, ...]
    mentions: tuple[Mention, ...]
    disagreements: tuple[Disagreement, ...]


def explain(reader: Reader, entity: NamedNode) -> Explanation:
    """All that is said of an entity and of the nodes that belong to it."""
    whole = describe(reader, entity)
    described = [describe(reader, part) for part in _parts(reader, entity)]
    parts = sorted((part for part in described if part.claims), key=partial(_part_order, reader))
    statements = {claim.statement for one in (whole, *parts) for claim in one.claims}
    return Explanation(
        _without_what_parts_say(whole, parts),
        tuple(_without_what_parts_say(part, parts) for part in parts),
        tuple(_mentions(reader, entity, {entity, *(part.entity for part in described)})),
        tuple(d for d in disagreements(reader) if {c.statement for _, c in d.claims} & statements),
    )


def _without_what_parts_say(one: Description, parts: list[Description]) -> Description:
    """Leave out claims that only lead to parts whose own claims quote the same words.

    All those of a property or none: some of the cargo alone would read as if it were all. And
    the time of a launch, which repeats its launch time.
    """
    quoted = {
        part.entity: {quote for claim in part.claims for quote in claim.quotes} for part in parts
    }
    launched = {claim.value for claim in one.claims if claim.predicate == _LAUNCH_TIME}
    telling = {
        claim.predicate
        for claim in one.claims
        if not (isinstance(claim.value, NamedNode) and claim.value in quoted)
        or not quoted[claim.value].issuperset(claim.quotes)
    }
    kept = [c for c in one.claims if c.predicate in telling]
    kept = [c for c in kept if c.predicate != _TIME or c.value not in launched]
    return replace(one, claims=tuple(kept))


def describe(reader: Reader, entity: NamedNode) -> Description:
    """One node, without what belongs to it."""
    classes = tuple(c for c in reader.objects(entity, _TYPE) if isinstance(c, NamedNode))
    kinds = [
        kind
        for predicate in (expand("sf:planOf"), expand("sf:hypothesisOf"))
        for kind in reader.objects(entity, predicate)
        if isinstance(kind, NamedNode)
    ]
    claims = [claim(reader, statement) for statement in reader.subjects(_SUBJECT, entity)]
    if expand("sf:Plan") in classes:
        # Of a plan everything is planned: the heading says it once.
        claims = [replace(c, modality="") if c.modality == "planned" else c for c in claims]
    labels = {t for p in ("rdfs:label", "skos:altLabel") for t in reader.texts(entity, expand(p))}
    return Description(
        entity,
        classes,
        next(iter(kinds), None),
        tuple(sorted(labels - {reader.label(entity)})),
        tuple(sorted(claims, key=lambda c: c.position)),
    )


def disagreements(reader: Reader) -> list[Disagreement]:
    """Every conflict of the dataset, by the subject of its first member."""
    found = []
    for iri in reader.subjects(_TYPE, _CONFLICT):
        members = [m for m in reader.objects(iri, _MEMBER) if isinstance(m, NamedNode)]
        claims = [(reader.node(m, _SUBJECT), claim(reader, m)) for m in members]
        found.append(
            Disagreement(
                iri,
                reader.text(iri, expand("sf:conflictKind")),
                reader.text(iri, expand("rdfs:comment")) or reader.text(iri, expand("rdfs:label")),
                reader.text(iri, expand("sf:difference")),
                tuple(sorted(claims, key=lambda pair: (pair[0].value, pair[1].position))),
            )
        )
    return sorted(found, key=lambda d: (d.claims[0][0].value if d.claims else "", d.iri.value))


def claim(reader: Reader, statement: NamedNode) -> Claim:
    """One statement with its passages."""
    speakers = reader.objects(statement, expand("sf:attributedTo"))
    return Claim(
        statement,
        reader.node(statement, _PREDICATE),
        next(iter(reader.objects(statement, _OBJECT)), Literal("")),
        as_written=reader.text(statement, expand("sf:asWritten")),
        modality=_local(reader.objects(statement, expand("sf:modality")), unless="asserted"),
        rank=_local(reader.objects(statement, expand("sf:rank")), unless="normal"),
        rank_reason=reader.text(statement, expand("sf:rankReason")),
        qualifier=reader.text(statement, expand("sf:qualifier")),
        interpretation=reader.text(statement, expand("sf:interpretation")),
        precision=reader.text(statement, expand("sf:timePrecision")),
        speaker=", ".join(sorted(reader.label(s) for s in speakers)),
        stated_on=reader.text(statement, expand("sf:statedOn")),
        quotes=_quotes(reader, statement),
    )


def _mentions(reader: Reader, entity: NamedNode, told: set[NamedNode]) -> Iterator[Mention]:
    """The claims that lead here, but for those already told of the entity's own nodes."""
    for statement in reader.subjects(_OBJECT, entity):
        subject = reader.node(statement, _SUBJECT)
        if subject not in told:
            yield Mention(subject, claim(reader, statement))


def _parts(reader: Reader, entity: NamedNode) -> list[NamedNode]:
    """The nodes that belong to an entity: reached from it, and dependent on it or of its slug."""
    found: dict[NamedNode, None] = {}
    waiting = [entity]
    while waiting:
        node = waiting.pop()
        for target in _targets(reader, node):
            if target not in found and target != entity and _belongs(reader, target, entity):
                found[target] = None
                waiting.append(target)
    return list(found)


def _targets(reader: Reader, node: NamedNode) -> Iterable[NamedNode]:
    """What a node leads to, in the direct layer or by a claim that did not make it there."""
    for predicate, value in reader.description(node):
        if isinstance(value, NamedNode) and predicate.value.startswith(SF):
            yield value
    for statement in reader.subjects(_SUBJECT, node):
        for value in reader.objects(statement, _OBJECT):
            if isinstance(value, NamedNode):
                yield value


def _belongs(reader: Reader, part: NamedNode, owner: NamedNode) -> bool:
    return reader.segment(part) in DEPENDENT or (
        reader.slug(part) != "" and reader.slug(part) == reader.slug(owner)
    )


def _part_order(reader: Reader, part: Description) -> tuple[int, str, tuple[str, int, str], str]:
    """The craft first, then events as they happened, orbits and cargo as the text has them."""
    segment = reader.segment(part.entity)
    rank = _PART_ORDER.index(segment) if segment in _PART_ORDER else len(_PART_ORDER)
    earliest = reader.text(part.entity, expand("sf:earliest")) or "9"
    return rank, earliest, part.claims[0].position, part.entity.value


def _quotes(reader: Reader, statement: NamedNode) -> tuple[Quote, ...]:
    quotes = []
    for passage in reader.objects(statement, _DERIVED):
        rendered = reader.text(passage, expand("sf:renderedQuotation"))
        documents = reader.objects(passage, _QUOTED_FROM)
        quotes.append(
            Quote(
                rendered or reader.text(passage, _EXACT),
                int(reader.text(passage, _START) or 0),
                reader.text(passage, expand("sf:section")),
                next((d.value for d in documents if isinstance(d, NamedNode)), ""),
            )
        )
    shortest = [one for one in quotes if not any(_within(other, one) for other in quotes)]
    return tuple(sorted(shortest, key=lambda q: (q.document, q.start)))


def _within(inner: Quote, outer: Quote) -> bool:
    """Whether a passage is part of another: of the two, the shorter one says enough."""
    return (
        inner != outer
        and inner.document == outer.document
        and inner.words in outer.words
        and 0 <= inner.start - outer.start <= len(outer.words)
    )


def _local(values: list[Term], *, unless: str) -> str:
    """The local name of a concept of ours, empty where it goes without saying."""
    name = next((v.value.removeprefix(SF) for v in values if isinstance(v, NamedNode)), "")
    return "" if name == unless else name
