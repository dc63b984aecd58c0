"""Everything that pages are made from, read from one edition, each part made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from pyoxigraph import Store

from downrange.dataset.writing import layout_of
from downrange.publication.catalogue import Catalogue
from downrange.publication.claims import Claims
from downrange.publication.drawing import Drawings
from downrange.publication.dumps import Dumps
from downrange.publication.edition import Edition
from downrange.publication.entity import Entities
from downrange.publication.index import Index, iri
from downrange.publication.json_context import UsedTerms
from downrange.publication.links import LinkReader
from downrange.publication.names import Names
from downrange.publication.one_line import OneLine
from downrange.publication.texts import Text, texts_by_iri
from downrange.query.store import memory_store
from downrange.serialisation.layout import Layout

_TEXT_SHA256 = iri("sf:textSha256")


class Reading:
    """One edition, indexed; the views of it share the index.

    ``open_store`` gives a store with the quads where there is one already.
    """

    def __init__(self, edition: Edition, open_store: Callable[[], Store] | None = None) -> None:
        self.edition = edition
        self._open_store = open_store or (lambda: memory_store(edition.quads))
        self.base = edition.project.base
        self.index = Index(edition.quads)
        self.names = Names(self.index, edition.vocabulary, self.base)

    @cached_property
    def texts(self) -> dict[str, Text]:
        """The documents' texts by IRI."""
        hashes = {node: self.index.text(node, _TEXT_SHA256) for node in self.names.documents}
        return texts_by_iri(self.edition.documents, self.base, hashes)

    @cached_property
    def claims(self) -> Claims:
        return Claims(self.index, self.names, self.texts)

    @cached_property
    def entities(self) -> Entities:
        return Entities(self.index, self.names, self.claims)

    @cached_property
    def one_line(self) -> OneLine:
        return OneLine(self.index, self.names)

    @cached_property
    def drawings(self) -> Drawings:
        return Drawings(self.index, self.names, self.claims, self.entities)

    @cached_property
    def links(self) -> LinkReader:
        return LinkReader(self.index, self.names, self.edition.project)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.edition, self.index, self.names, self.dumps)

    @cached_property
    def dumps(self) -> Dumps:
        """The files that hold everything."""
        return Dumps(self.edition.quads, self.layout)

    @cached_property
    def store(self) -> Store:
        """The quads in a store, for questions."""
        return self._open_store()

    @cached_property
    def layout(self) -> Layout:
        """How descriptions are laid out as text."""
        return layout_of(self.edition.project)

    @cached_property
    def used_terms(self) -> UsedTerms:
        """The layout of JSON-LD, with the terms that a description uses."""
        return UsedTerms(self.layout)
