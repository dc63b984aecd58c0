"""The publication of a dataset: every page and every description, by path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pyoxigraph import Quad, Store

from downrange.dataset.dataset import Dataset
from downrange.project import Project
from downrange.publication.answers import Answers
from downrange.publication.assets import assets
from downrange.publication.descriptions import Descriptions
from downrange.publication.edition import Edition
from downrange.publication.pages import Pages
from downrange.publication.reading import Reading
from downrange.query.questions import Question
from downrange.serialisation.formats import find_format


class Publication:
    """What is published of a dataset, and how it looks: pure, for a static site or a server.

    A *path* is that of a resource relative to the base IRI: ``id/mission/progress-ms-04``,
    ``document/en.wikipedia.org/progress-ms-04``, ``conflict/0a1b…``, ``ns``, ``questions``,
    ``questions/cargo-manifest``, ``conflicts``, ``report``, ``search``, ``dataset``, and the
    empty one for the front page. Pages link to each other by relative links that end in
    ``.html``. Raises ``ProjectError`` where Jinja2 is missing as soon as a page is asked for.
    """

    def __init__(self, edition: Edition, open_store: Callable[[], Store] | None = None) -> None:
        self.edition = edition
        self.reading = Reading(edition, open_store)

    @classmethod
    def of(cls, dataset: Dataset) -> Publication:
        """The publication of a dataset as ``downrange.build`` gives it."""
        return cls(Edition.of(dataset))

    @classmethod
    def read(
        cls, folder: str | Path, project: Project, documents: Iterable[str | Path] = ()
    ) -> Publication:
        """The publication of a build in a folder; see ``Edition.read``."""
        return cls(Edition.read(Path(folder), project, documents))

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.reading)

    @cached_property
    def descriptions(self) -> Descriptions:
        return Descriptions(self.reading)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The named questions, asked about what this dataset has."""
        return Answers(self.reading).questions

    def paths(self) -> Iterator[str]:
        """The path of everything that has a page, the front page first."""
        yield from self.pages.paths()

    def page(self, path: str) -> str | None:
        """The HTML page of a resource, ``None`` where there is none."""
        return self.pages.page(path)

    def search(self, query: str) -> str:
        """The HTML of the search page with what is found."""
        return self.pages.search(query)

    def notice(self, url_path: str, title: str, lines: Sequence[str]) -> str:
        """HTML that says why there is no page at a URL; see ``Pages.notice``."""
        return self.pages.notice(url_path, title, lines)

    def title(self, path: str) -> str | None:
        """What the page of a resource is called, ``None`` where there is none."""
        return self.pages.title(path)

    def data(self, path: str) -> frozenset[Quad]:
        """The description of a resource: its triples, the statements about it with their
        passages, and the conflicts they are in. Empty where nothing is known.

        Statements and passages, which have no page of their own, are described too.
        """
        return self.descriptions.of(path)

    def description(self, path: str, format_name: str) -> str:
        """``data`` of a resource in a format, all graphs merged into one.

        A client that follows an IRI reads one graph; what lies in named ones many never see.
        """
        reading = self.reading
        quads = self.descriptions.merged(path)
        jsonld = format_name == "jsonld"
        layout = reading.used_terms.layout(quads) if jsonld else reading.layout
        return find_format(format_name).text(quads, layout)

    def location(self, path: str) -> tuple[str, str] | None:
        """The path of the page that tells of a resource, and the fragment of it there.

        A passage, for one, is told of on the page of its document. ``None`` where none does.
        """
        if path in self.pages:
            return path, ""
        return self.reading.names.place(f"{self.edition.project.base}{path}")

    def prepare(self) -> None:
        """Make what all pages share, so that processes forked from now on have it."""
        self.page("")
        for kind in ("id/", "document/", "conflict/"):
            path = next((path for path in self.paths() if path.startswith(kind)), "")
            self.page(path)
            self.data(path)

    def assets(self) -> Mapping[str, bytes]:
        """Style sheet and scripts by their path; the name changes with the content."""
        return assets()
