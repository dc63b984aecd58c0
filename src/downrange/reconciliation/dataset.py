"""A published dataset as the services see it: everything is indexed once, here."""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import NamedNode

from downrange.namespaces import contract
from downrange.publication.index import iri
from downrange.publication.publication import Publication
from downrange.reconciliation.comparing import Comparer
from downrange.reconciliation.facts import Facts
from downrange.reconciliation.identifiers import OwnIdentifiers, WikidataIdentifiers
from downrange.reconciliation.matching import Matcher
from downrange.reconciliation.name_index import NameIndex
from downrange.reconciliation.register import Register
from downrange.reconciliation.terms import Property, Terms

_LEFT_OUT = frozenset((iri("rdf:type"), iri("sf:extractedBy")))


class Reconcilable:
    """A dataset whose entities can be found by name and by value."""

    def __init__(self, publication: Publication) -> None:
        self._reading = publication.reading
        self.project = publication.edition.project
        self.index = self._reading.index
        self.names = self._reading.names
        self.register = Register.of(self.index, self.names)
        self.name_index = NameIndex(self.register)
        self.terms = Terms(self.project, publication.edition.vocabulary)
        self.facts = Facts(self.index, self.register, self.project.base)
        self.identifiers = OwnIdentifiers(self.project.base, self.register)

    @cached_property
    def matcher(self) -> Matcher:
        """Matches by the dataset's own ids."""
        comparer = Comparer(self.index, self.register, self.identifiers)
        return Matcher(
            self.register, self.name_index, self.terms, self.facts, comparer, self.identifiers
        )

    @cached_property
    def wikidata_matcher(self) -> Matcher:
        """Matches by the ids of the Wikidata items that entities are linked to."""
        identifiers = WikidataIdentifiers(self.register.nodes, self._reading.links.table)
        comparer = Comparer(self.index, self.register, identifiers)
        return Matcher(
            self.register, self.name_index, self.terms, self.facts, comparer, identifiers
        )

    def description(self, node: str) -> str:
        """What an entity is, in one line."""
        return self._reading.one_line.of(node)

    def properties(self, kind: str) -> list[Property]:
        """The properties that entities of a class have, those that most have first.

        ``kind`` is the IRI of the class, empty for all. Those of what belongs to such an entity
        (the launch of a mission) come last.
        """
        known = self.terms.properties
        lent = (
            name
            for other in self.facts.kinds_beside(kind)
            for name in self.facts.used(other)
            if name in known and other in known[name].domains
        )
        names = dict.fromkeys((*self.facts.used(kind), *lent))
        return [known[name] for name in names if name in known and name not in _LEFT_OUT]

    def types(self, node: str) -> list[str]:
        """The IRIs of an entity's most specific classes; of a plan, that it is one."""
        number = self.register.numbers[node]
        stated = self.register.types[number] & self.terms.types.keys()
        broader = {b for name in stated for b in self.terms.types[name].broader}
        return sorted(n for n in stated if contract(NamedNode(n)) not in broader)
