"""The query page: a form that works without scripts, examples, and results to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from downrange.endpoint.description import EndpointDescription
from downrange.errors import QueryError
from downrange.namespaces import contract
from downrange.publication.assets import asset_names
from downrange.publication.paths import Here
from downrange.publication.rendering import render
from downrange.query.binding import bind
from downrange.query.questions import Question, find_question, parameter_values

PATH = "sparql"
FOLDER = f"{PATH}-files"
"""Where the page's own files are: its sheet and script, and the editor."""

FIRST = """# The spacecraft, heaviest first, each mass in the words of its source
SELECT ?craft ?mass ?words WHERE {
    ?craft sf:launchMass ?mass .
    ?statement rdf:subject ?craft ; rdf:predicate sf:launchMass ;
        sf:asWritten ?words .
}
ORDER BY DESC(?mass)
LIMIT 20
"""
"""What stands in the form at first."""

_STATIC = Path(__file__).parent / "static"
_LONGEST_VALUE = 500
_LONGEST_LINK = 6000

RAW = (
    ("json", "JSON"),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("xml", "XML"),
    ("ttl", "Turtle"),
    ("nt", "N-Triples"),
    ("jsonld", "JSON-LD"),
    ("rdf", "RDF/XML"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the query, and its result as mark-up or what is wrong with it."""

    query: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    result: str = ""
    problem: str = ""
    place: str = ""
    question: str = ""


class QueryPage:
    """Makes the pages of one endpoint."""

    def __init__(self, description: EndpointDescription) -> None:
        self._description = description

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The page's own files by name; the name changes with the content."""
        editor = self._description.editor
        known = {path.name: path.read_bytes() for path in sorted(_STATIC.iterdir())}
        known |= editor.files if editor else {}
        return {_hashed(name, content): content for name, content in known.items()}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {_plain(name): f"{FOLDER}/{name}" for name in self.files}

    def page(self, shown: Shown) -> bytes:
        """The page as HTML."""
        description = self._description
        named = find_or_none(description.questions, shown.question)
        values = {
            "title": "Ask the data",
            "summary": "SPARQL queries over everything in here; prefixes are supplied.",
            "shown": shown,
            "questions": description.questions,
            "asked": named,
            "raw": RAW,
            "links": self._links(shown),
            "prefixes": sorted(description.prefixes.items()),
            "terms": sorted(
                map(contract, (*description.vocabulary.classes, *description.vocabulary.properties))
            ),
            "files": self._names,
            "editor": description.editor,
        }
        return framed("sparql.html", PATH, values, description)

    def example(self, name: str, given: Mapping[str, str]) -> Shown:
        """A question in the form, its parameters filled in. Raises ``QueryError``."""
        question = find_question(self._description.questions, name)
        told = {
            parameter.name: given[parameter.name][:_LONGEST_VALUE]
            for parameter in question.parameters
            if given.get(parameter.name)
        }
        values = parameter_values(question, told, self._description.resolve)
        return Shown(bind(question.sparql, values), question=question.name)

    def _links(self, shown: Shown) -> Mapping[str, str]:
        """The same query in each format, where it fits into an address."""
        if not shown.result:
            return {}
        fields = [
            ("query", shown.query),
            *(("default-graph-uri", iri) for iri in shown.default_graphs),
            *(("named-graph-uri", iri) for iri in shown.named_graphs),
        ]
        address = f"{PATH}?{urlencode(fields)}"
        if len(address) > _LONGEST_LINK:
            return {}
        return {name: f"{address}&format={name}" for name, _ in RAW}


def framed(
    template: str, path: str, values: Mapping[str, object], description: EndpointDescription
) -> bytes:
    """A page in the frame of the site."""
    project = description.project
    frame = {
        "here": Here(path),
        "project": project,
        "site_title": project.title or "Downrange",
        "assets": asset_names(),
        "services": description.services,
        "thing": "",
        "formats": (),
        "path": path,
        "canonical": f"{project.base}{path}",
        "licence": project.licence,
    }
    return render(template, {**frame, **values}).encode()


def find_or_none(questions: Sequence[Question], name: str) -> Question | None:
    try:
        return find_question(questions, name) if name else None
    except QueryError:
        return None


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def _plain(name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem.rpartition('.')[0]}.{suffix}"
