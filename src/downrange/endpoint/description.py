"""What an endpoint tells of itself, and to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from downrange.endpoint.editor import Editor
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.edition import Services
from downrange.query.engine import known_prefixes
from downrange.query.questions import Question, Resolver, resolver
from downrange.vocabulary import Vocabulary


@dataclass(frozen=True)
class EndpointDescription:
    """The project that an endpoint belongs to, and what its query page offers.

    ``prefixes`` are those that queries may use undeclared, ``questions`` the examples, and
    ``editor`` a text editor for SPARQL where one is installed. ``address`` is the URL of the
    endpoint where that differs from the URL that it is asked at, as behind a proxy.
    """

    project: Project
    vocabulary: Vocabulary
    questions: tuple[Question, ...] = ()
    services: Services = field(default_factory=Services)
    editor: Editor | None = None
    address: str = ""

    @classmethod
    def of(
        cls, publication: Publication, *, editor: Editor | None = None, address: str = ""
    ) -> EndpointDescription:
        """That of a publication, with the named questions of its project."""
        edition = publication.edition
        return cls(
            *(edition.project, edition.vocabulary, publication.questions, edition.services),
            editor=editor,
            address=address,
        )

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        return known_prefixes(self.vocabulary, self.project.base)

    @cached_property
    def resolve(self) -> Resolver:
        """How the parameter of a question becomes a term."""
        return resolver(self.vocabulary, self.project.base)
