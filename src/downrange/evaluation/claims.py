"""What was read in a document, seen as claims that can be compared with gold."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from downrange.documents.model import Document, Span
from downrange.evaluation.properties import (
    HYPOTHESIS,
    PLAN,
    canonical,
    is_identifying,
    is_inverted,
    is_tie,
)
from downrange.facts.authority import Authority
from downrange.facts.model import Entity, Fact, Modality, weakest
from downrange.identity import slugify
from downrange.namespaces import contract


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with all that may identify it.

    ``names`` are slugs of whatever it is called, ``words`` those of its names, of its IRI and
    of what its own facts lead to. ``classes`` begins with the class that it is an example, a
    plan or a hypothesis of. ``owners`` are slugs of what it hangs on.
    """

    iri: NamedNode
    label: str
    names: frozenset[str]
    words: frozenset[str]
    classes: tuple[NamedNode, ...]
    owners: frozenset[str]

    @property
    def path(self) -> tuple[str, str]:
        """Its segment and slug."""
        segment, _, slug = self.iri.value.partition("/id/")[2].partition("/")
        return segment, slug


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact to be judged.

    ``modality`` is what node and statement say together. ``lines`` are the paragraphs that its
    evidence stands in. ``counts`` tells whether it is a claim of its own, which may be wrong.
    """

    subject: Node
    predicate: NamedNode
    value: Node | NamedNode | Literal
    modality: Modality
    fact: Fact
    speaker: Node | None
    lines: frozenset[int]
    counts: bool

    @property
    def words(self) -> str:
        """The claim in a line, as messages name it."""
        value = self.value
        if isinstance(value, Node):
            told = value.label
        else:
            told = value.value if isinstance(value, Literal) else contract(value)
        return f"{'/'.join(self.subject.path)} {contract(self.fact.property)} {told}"


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The lines of a text, which are its paragraphs, by offset."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Paragraphs:
        ends = (at + 1 for at, character in enumerate(text) if character == "\n")
        return cls((0, *ends))

    def lines(self, span: Span) -> frozenset[int]:
        first = bisect_right(self.starts, span.start)
        return frozenset(range(first, max(first, bisect_right(self.starts, span.end - 1)) + 1))


def claims(document: Document, facts: Iterable[Fact], authority: Authority) -> tuple[Claim, ...]:
    """The claims of a document, in text order, each once a paragraph."""
    said = sorted(facts, key=lambda fact: (fact.evidence.span, fact.extracted_by, str(fact)))
    nodes = _Nodes.of(said, authority)
    paragraphs = Paragraphs.of(document.text)
    found: dict[tuple[object, ...], Claim] = {}
    described = {
        (fact.subject.iri, line)
        for fact in said
        if _describes(fact)
        for line in paragraphs.lines(fact.evidence.span)
    }
    for fact in said:
        claim = _claim(fact, nodes, paragraphs, described)
        value = claim.value.iri if isinstance(claim.value, Node) else claim.value
        key = (claim.subject.iri, claim.predicate, value, claim.modality, claim.lines)
        found.setdefault(key, claim)
    return tuple(found.values())


def _claim(
    fact: Fact,
    nodes: _Nodes,
    paragraphs: Paragraphs,
    described: set[tuple[NamedNode, int]],
) -> Claim:
    subject: Node = nodes.node(fact.subject)
    value = nodes.node(fact.value) if isinstance(fact.value, Entity) else fact.value
    if is_inverted(fact.property) and isinstance(value, Node):
        subject, value = value, subject
    prop = canonical(fact.property, subject.classes)
    lines = paragraphs.lines(fact.evidence.span)
    redundant = (
        is_tie(prop)
        and isinstance(value, Node)
        and any((value.iri, line) in described for line in lines)
    )
    speaker = fact.attributed_to
    return Claim(
        subject,
        prop,
        value,
        nodes.modality(fact),
        fact,
        nodes.node(speaker) if speaker else None,
        lines,
        counts=not redundant and not is_identifying(prop),
    )


def _describes(fact: Fact) -> bool:
    prop = canonical(fact.property, (fact.subject.cls,))
    return not is_tie(prop) and not is_identifying(prop)


def _weakness(modality: Modality) -> int:
    return modality.weakness


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The entities of a document with their names, neighbours and owners."""

    names: dict[NamedNode, set[str]]
    neighbours: dict[NamedNode, set[NamedNode]]
    owners: dict[NamedNode, set[NamedNode]]
    sure: dict[NamedNode, Modality]
    made: dict[NamedNode, Node]

    @classmethod
    def of(cls, facts: Iterable[Fact], authority: Authority) -> _Nodes:
        names: defaultdict[NamedNode, set[str]] = defaultdict(set)
        neighbours: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        owners: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        sure: dict[NamedNode, Modality] = {}
        for fact in facts:
            if fact.subject.cls == HYPOTHESIS and fact.modality is not Modality.ASSERTED:
                known_sure = sure.setdefault(fact.subject.iri, fact.modality)
                sure[fact.subject.iri] = min(known_sure, fact.modality, key=_weakness)
            for entity in _entities(fact):
                known = authority.entities.get(entity.iri)
                for one in (entity, known) if known else (entity,):
                    names[one.iri].update(map(slugify, (one.label, *one.other_labels)))
            if isinstance(fact.value, Entity):
                if is_tie(canonical(fact.property, (fact.subject.cls,))):
                    owners[fact.value.iri].add(fact.subject.iri)
                else:
                    neighbours[fact.subject.iri].add(fact.value.iri)
        return cls(names, neighbours, owners, sure, {})

    def modality(self, fact: Fact) -> Modality:
        """The fact's own, weakened by that of the nodes it is about."""
        tied = is_tie(canonical(fact.property, (fact.subject.cls,)))
        about = (fact.subject, fact.value) if tied else (fact.subject,)
        return weakest((fact.modality, *map(self._of_node, about)))

    def _of_node(self, node: Entity | NamedNode | Literal) -> Modality:
        """Of a plan: planned. Of a hypothesis: the surest that is said of it, else possible."""
        if isinstance(node, Entity) and node.cls == PLAN:
            return Modality.PLANNED
        if isinstance(node, Entity) and node.cls == HYPOTHESIS:
            return self.sure.get(node.iri, Modality.POSSIBLE)
        return Modality.ASSERTED

    def node(self, entity: Entity) -> Node:
        if entity.iri not in self.made:
            self.made[entity.iri] = self._node(entity)
        return self.made[entity.iri]

    def _node(self, entity: Entity) -> Node:
        slug = entity.iri.value.rpartition("/")[2]
        names = frozenset(self.names.get(entity.iri, ()))
        words = {slug, *names}
        for other in self.neighbours.get(entity.iri, ()):
            words |= {other.value.rpartition("/")[2], *self.names.get(other, ())}
        owners = self.owners.get(entity.iri, set())
        called = {name for owner in owners for name in self.names.get(owner, ())}
        called |= {owner.value.rpartition("/")[2] for owner in owners}
        return Node(
            entity.iri,
            entity.label,
            names,
            frozenset(word for name in words for word in name.split("-")),
            (entity.stands_for, entity.cls) if entity.stands_for else (entity.cls,),
            frozenset(called),
        )


def _entities(fact: Fact) -> Iterator[Entity]:
    yield fact.subject
    for term in (fact.value, fact.attributed_to):
        if isinstance(term, Entity):
            yield term
