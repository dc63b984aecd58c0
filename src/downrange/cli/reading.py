"""Looking things up in a store by pattern, over the union of its graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from downrange.namespaces import contract, expand
from downrange.validation.wording import harmless

Term = NamedNode | BlankNode | Literal

_LABEL = expand("rdfs:label")


@dataclass(frozen=True, slots=True)
class Reader:
    """A store seen as descriptions of nodes. Answers are sorted, and each is given once.

    Texts and labels come fit for a terminal: on one line, without control characters.
    """

    store: Store

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return sorted({value for _, value in self._pairs(subject, predicate)}, key=str)

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, predicate, value)
        return sorted({q.subject for q in quads if isinstance(q.subject, NamedNode)}, key=str)

    def description(self, subject: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
        """All that is said of a node: predicate and object, sorted."""
        yield from sorted(set(self._pairs(subject, None)), key=str)

    def texts(self, subject: Term, predicate: NamedNode) -> list[str]:
        found = self.objects(subject, predicate)
        return [harmless(o.value) for o in found if isinstance(o, Literal)]

    def text(self, subject: Term, predicate: NamedNode) -> str:
        """The first text there is, empty where there is none."""
        return next(iter(self.texts(subject, predicate)), "")

    def node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode:
        """The one IRI there is; the subject itself where a broken dataset has none."""
        found = self.objects(subject, predicate)
        return next((o for o in found if isinstance(o, NamedNode)), subject)

    def label(self, term: Term) -> str:
        """What to call a term: its English label, any label, its compact IRI, its text."""
        if not isinstance(term, NamedNode):
            return harmless(term.value)
        labels = [o for o in self.objects(term, _LABEL) if isinstance(o, Literal)]
        preference = {"en": 0, None: 1}
        best = min(labels, key=lambda o: (preference.get(o.language, 2), o.value), default=None)
        return harmless(contract(term) if best is None else best.value)

    def entities(self) -> list[NamedNode]:
        """Every node that has a label and an IRI of an entity."""
        quads = self.store.quads_for_pattern(None, _LABEL, None)
        found = {q.subject for q in quads if isinstance(q.subject, NamedNode)}
        return sorted((node for node in found if self.slug(node)), key=str)

    def segment(self, entity: NamedNode) -> str:
        """``mission`` of ``{base}id/mission/progress-ms-04``; empty for other IRIs."""
        return self._path(entity)[0]

    def slug(self, entity: NamedNode) -> str:
        """``progress-ms-04`` of ``{base}id/mission/progress-ms-04``; empty for other IRIs."""
        return self._path(entity)[1]

    def _path(self, entity: NamedNode) -> tuple[str, str]:
        # A dataset built under another base is read all the same, by the part both share.
        _, found, path = entity.value.partition("/id/")
        segment, _, slug = path.partition("/")
        return (segment, slug) if found else ("", "")

    def _pairs(
        self, subject: Term, predicate: NamedNode | None
    ) -> Iterator[tuple[NamedNode, Term]]:
        if isinstance(subject, Literal):
            return
        for quad in self.store.quads_for_pattern(subject, predicate, None):
            if isinstance(quad.object, NamedNode | BlankNode | Literal):
                yield quad.predicate, quad.object
