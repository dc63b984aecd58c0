"""The quads of a dataset, indexed once, so that every page afterwards is a few look-ups.

Keys are plain strings: hashing an IRI of pyoxigraph costs ten times as much, and a site asks
millions of times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from downrange.collecting import uncollected
from downrange.namespaces import PREFIXES

Term = NamedNode | Literal
_TERMS = (NamedNode, Literal)


def iri(curie: str) -> str:
    """The IRI of a compact one as a string: ``rdf:type``."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


TYPE = iri("rdf:type")
LABEL = iri("rdfs:label")
SUBJECT = iri("rdf:subject")
PREDICATE = iri("rdf:predicate")
OBJECT = iri("rdf:object")
STATEMENT = iri("sf:Statement")
CONFLICT = iri("sf:Conflict")
DERIVED = iri("prov:wasDerivedFrom")
QUOTED_FROM = iri("prov:wasQuotedFrom")
MEMBER = iri("sf:member")

_LANGUAGES = {"en": 0, None: 1}


class Index:
    """Looks up what is said of a node, whatever the graph. Answers are sorted."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[str, dict[str, list[Term]]] = {}
        self._quads: defaultdict[str, list[Quad]] = defaultdict(list)
        self._graphs: defaultdict[str, list[Quad]] = defaultdict(list)
        with uncollected():
            for quad in quads:
                self._add(quad)
            for said in self._about.values():
                for predicate, objects in said.items():
                    if len(objects) > 1:
                        said[predicate] = sorted(set(objects), key=str)
        self._labels: dict[str, str] = {}
        self.statements_of = self._inverse(SUBJECT)
        self.statements_to = self._inverse(OBJECT)
        self.statements_from = self._inverse(DERIVED)
        self.passages_in = self._inverse(QUOTED_FROM)
        self.conflicts_of = self._inverse(MEMBER)
        self.of_type = self._inverse(TYPE)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value, graph = quad
        if not isinstance(subject, NamedNode) or not isinstance(value, _TERMS):
            return
        key = subject.value
        said = self._about.get(key)
        if said is None:
            said = self._about[key] = {}
        said.setdefault(predicate.value, []).append(value)
        self._quads[key].append(quad)
        if isinstance(graph, NamedNode):
            self._graphs[graph.value].append(quad)

    def _inverse(self, predicate: str) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject, said in self._about.items():
            for value in said.get(predicate, ()):
                if isinstance(value, NamedNode):
                    found[value.value].append(subject)
        for subjects in found.values():
            subjects.sort()
        return dict(found)

    def __contains__(self, node: str) -> bool:
        return node in self._about

    def __iter__(self) -> Iterator[str]:
        """Every subject, sorted."""
        return iter(sorted(self._about))

    def triples(self) -> Iterator[tuple[str, str, list[Term]]]:
        """Every subject and predicate with their objects, each triple once whatever its graphs."""
        for subject, said in self._about.items():
            for predicate, objects in said.items():
                yield subject, predicate, objects

    def description(self, node: str) -> dict[str, list[Term]]:
        """All that is said of a node: predicates with their objects."""
        return self._about.get(node, {})

    def quads(self, node: str) -> list[Quad]:
        """The quads whose subject a node is, in no order."""
        return self._quads.get(node, [])

    def graph(self, name: str) -> list[Quad]:
        """The quads of a named graph, in no order."""
        return self._graphs.get(name, [])

    def graph_names(self) -> list[str]:
        return sorted(self._graphs)

    def objects(self, node: str, predicate: str) -> list[Term]:
        return self._about.get(node, {}).get(predicate, [])

    def nodes(self, node: str, predicate: str) -> list[str]:
        """The objects that are IRIs."""
        return [o.value for o in self.objects(node, predicate) if isinstance(o, NamedNode)]

    def node(self, node: str, predicate: str) -> str:
        """The first object that is an IRI; empty where there is none."""
        return next(iter(self.nodes(node, predicate)), "")

    def texts(self, node: str, predicate: str) -> list[str]:
        """The objects that are literals, as text."""
        return [o.value for o in self.objects(node, predicate) if isinstance(o, Literal)]

    def text(self, node: str, predicate: str) -> str:
        """The first literal; empty where there is none."""
        return next(iter(self.texts(node, predicate)), "")

    def number(self, node: str, predicate: str) -> int:
        """The first literal as a whole number; 0 where there is none or it is no such number."""
        text = self.text(node, predicate)
        return int(text) if text.removeprefix("-").isdecimal() else 0

    def label(self, node: str) -> str:
        """What to call a node: its English label, any label, else the end of its IRI."""
        known = self._labels.get(node)
        if known is None:
            labels = [o for o in self.objects(node, LABEL) if isinstance(o, Literal)]
            best = min(labels, key=lambda o: (_LANGUAGES.get(o.language, 2), o.value), default=None)
            known = self._labels[node] = best.value if best else _end(node)
        return known


def _end(node: str) -> str:
    return node.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or node
