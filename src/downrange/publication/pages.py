"""Which pages there are, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from downrange.publication.assets import asset_names
from downrange.publication.document import document_page
from downrange.publication.finding import Finder
from downrange.publication.paths import Here, as_url, page_file
from downrange.publication.reading import Reading
from downrange.publication.rendering import render
from downrange.publication.schema_org import about_dataset, about_document, about_entity
from downrange.publication.search import search_rows
from downrange.publication.site_pages import SitePages

FORMATS = (
    ("turtle", "Turtle", "ttl", "text/turtle"),
    ("jsonld", "JSON-LD", "jsonld", "application/ld+json"),
    ("ntriples", "N-Triples", "nt", "application/n-triples"),
)
"""The formats that every description is published in: name, title, extension, media type."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is called, what it is in a line, and how its body is made."""

    title: str
    summary: str
    template: str
    values: Callable[[], Mapping[str, object]]
    described: bool = False


class Pages:
    """Makes the pages of one dataset."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._site = SitePages(reading)

    def __contains__(self, path: str) -> bool:
        return self._find(path) is not None

    def paths(self) -> Iterator[str]:
        """Every page: those of the site, then documents, entities and conflicts."""
        yield from self._fixed
        names = self._reading.names
        for nodes in (names.documents, names.entities, names.conflicts):
            yield from (node.removeprefix(self._reading.base) for node in nodes)

    def title(self, path: str) -> str | None:
        page = self._find(path)
        return page.title if page else None

    def summary(self, path: str) -> str:
        """What a page is about in a line; empty where there is no page."""
        page = self._find(path)
        return page.summary if page else ""

    def page(self, path: str) -> str | None:
        """The HTML of a page."""
        page = self._find(path)
        return None if page is None else self._rendered(path, page)

    def search(self, query: str) -> str:
        """The search page with what is found: what its script shows, for those without it."""
        page = self._fixed["search"]
        values = {"query": query, "found": self._finder.find(query)}
        return self._rendered("search", replace(page, values=lambda: values))

    def notice(self, url_path: str, title: str, lines: Sequence[str]) -> str:
        """A page in the site's look that stands at any URL, to say why there is no other.

        ``url_path`` is the URL's, relative to the site; only its depth matters.
        """
        page = Page(title, "", "notice.html", lambda: {"lines": lines, "canonical": ""})
        return self._rendered("/" * url_path.count("/"), page)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(search_rows(self._reading))

    def _rendered(self, path: str, page: Page) -> str:
        project = self._reading.edition.project
        frame = {
            "here": Here(path),
            "project": project,
            "site_title": project.title or "Downrange",
            "assets": asset_names(),
            "services": self._reading.edition.services,
            "title": page.title,
            "summary": page.summary,
            "thing": f"{project.base}{path}" if page.described else "",
            "formats": FORMATS,
            "path": path,
            "canonical": f"{project.base}{as_url(page_file(path)) if path else ''}",
            "licence": project.licence,
        }
        return render(page.template, {**frame, **page.values()})

    def _find(self, path: str) -> Page | None:
        fixed = self._fixed.get(path)
        if fixed is not None:
            return fixed
        names, node = self._reading.names, f"{self._reading.base}{path}"
        place = names.place(node)
        if place != (path, ""):
            return None
        if path.startswith("document/"):
            return self._document(node)
        return self._conflict(node) if path.startswith("conflict/") else self._entity(node)

    @cached_property
    def _fixed(self) -> dict[str, Page]:
        site = self._site
        pages = {
            "": Page(
                self._reading.edition.project.title or "What is in here",
                self._reading.edition.project.description,
                "front.html",
                lambda: {**site.front(), "structured": about_dataset(self._reading)},
            ),
            "search": Page(
                "Everything in here", "Search, or read the list.", "search.html", site.search
            ),
            "conflicts": Page(
                "Where the sources disagree",
                "Statements that answer the same question differently, side by side.",
                "conflicts.html",
                site.conflicts,
            ),
            "questions": Page(
                "Questions and answers",
                "What the data can be asked, each with its answer.",
                "questions.html",
                site.questions,
            ),
            "report": Page(
                "The validation report",
                self._reading.edition.verdict,
                "report.html",
                site.report,
            ),
            "ns": Page(
                "The ontology",
                "Every term with its definition and an example.",
                "ontology.html",
                site.ontology,
                described=True,
            ),
            "shapes": Page(
                "The shapes",
                "What the data are held to, in SHACL.",
                "shapes.html",
                site.shapes,
                described=True,
            ),
            "dataset": Page(
                "The dataset",
                "Downloads, counts, licence and checksums.",
                "dataset.html",
                site.dataset,
                described=True,
            ),
        }
        for question in site.all_questions:
            pages[f"questions/{question.name}"] = Page(
                question.title or question.name,
                question.text,
                "question.html",
                lambda question=question: site.question(question),  # type: ignore[misc]
            )
        return pages

    def _entity(self, node: str) -> Page:
        reading = self._reading
        label = reading.index.label(node)

        def values() -> Mapping[str, object]:
            entities = reading.entities
            return {
                "entity": reading.names.reference(node),
                "other_names": entities.other_names(node),
                "groups": entities.groups(node),
                "mentions": entities.mentions(node),
                "disagreements": entities.disagreements(node),
                "links": reading.links.of(node),
                "timeline": reading.drawings.timeline(node),
                "neighbourhood": reading.drawings.neighbourhood(node),
                "names": reading.names,
                "structured": about_entity(reading, node),
            }

        return Page(label, reading.one_line.of(node), "entity.html", values, described=True)

    def _document(self, node: str) -> Page:
        reading = self._reading
        label = reading.index.label(node)

        def values() -> Mapping[str, object]:
            return {
                "document": document_page(reading, node),
                "names": reading.names,
                "structured": about_document(reading, node),
            }

        summary = "The source as it was read, with every passage that says something."
        return Page(label, summary, "document.html", values, described=True)

    def _conflict(self, node: str) -> Page:
        reading = self._reading
        conflict = reading.claims.disagreement(node)

        def values() -> Mapping[str, object]:
            return {"conflict": conflict, "names": reading.names}

        return Page(
            conflict.sentence or "A disagreement",
            f"A disagreement of the kind “{conflict.kind}”.",
            "conflict.html",
            values,
            described=True,
        )
