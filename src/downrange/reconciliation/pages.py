"""The small pages of the service: previews, flyouts, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from downrange.namespaces import SF
from downrange.publication.index import iri
from downrange.publication.wording import show
from downrange.reconciliation.comparing import Kind as ValueKind
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.evidence import MARGIN, THRESHOLD, WEIGHTS, Kind
from downrange.reconciliation.terms import Property

POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""The Content-Security-Policy of the pages: nothing runs, and any client may frame them."""

WIDTH, HEIGHT = 420, 260
"""The size of a preview, in pixels."""

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_FACTS = 6
_MOST_VALUES = 4
_MOST_NAMES = 6
_FURTHER_NAMES = (iri("skos:altLabel"), iri("sf:alternativeName"))
_LEFT_OUT = frozenset(map(iri, ("rdfs:label", "skos:closeMatch", "skos:exactMatch"))).union(
    _FURTHER_NAMES
)
_MEANINGS: Mapping[str, str] = {
    Kind.ID: "The query is its id.",
    Kind.LABEL: "Its name is the query.",
    Kind.ALIAS: "Another of its names is the query.",
    Kind.LIKENESS: "How like one of its names is, from 0 to 1.",
    Kind.ONLY: "Nothing else of the types asked for has that name.",
    Kind.TYPE: "It has the types asked for.",
    ValueKind.IDENTIFIER: "Of a property: a designation, catalogue or serial number.",
    ValueKind.DATE: "Of a property: a day, or a month or year as far as known.",
    ValueKind.NUMBER: "Of a property: a number; 0.5 within a hundredth.",
    ValueKind.RELATION: "Of a property: another entity; 0.5 for what that is a part of.",
    ValueKind.TEXT: "Of a property: words.",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table of weights."""

    id: str
    meaning: str
    weight: float
    left: str


@dataclass(frozen=True)
class SmallPages:
    """Writes the pages of a dataset's service."""

    dataset: Reconcilable

    def preview(self, node: str, view: str, style: str) -> str:
        """What an entity is, on a page to be framed. ``view`` is where its own page is."""
        values = {
            "label": self.dataset.index.label(node),
            "line": self.dataset.description(node),
            "names": self._names(node)[:_MOST_NAMES],
            "facts": list(self._facts(node)),
            "view": view,
            "style": style,
        }
        return _environment().get_template("preview.html").render(values)

    def flyout(self, name: str, label: str, line: str) -> str:
        """A fragment about an entity, a type or a property."""
        values = {"id": name, "label": label, "line": line}
        return _environment().get_template("flyout.html").render(values).strip()

    def about(self, service: str, style: str) -> str:
        """What the service is and how it decides."""
        rows = [_Row(k, _MEANINGS[k], WEIGHTS.agreeing[k], _left(k)) for k in _MEANINGS]
        values = {
            "name": f"{self.dataset.project.title or 'Downrange'}: reconciliation",
            "service": service,
            "style": style,
            "entities": len(self.dataset.register),
            "identifier_space": self.dataset.identifiers.space,
            "ontology": SF.rstrip("#"),
            "rows": rows,
            "threshold": round(THRESHOLD * 100),
            "margin": round(MARGIN * 100),
        }
        return _environment().get_template("about.html").render(values)

    def _names(self, node: str) -> list[str]:
        label = self.dataset.index.label(node)
        texts = (text for name in _FURTHER_NAMES for text in self.dataset.index.texts(node, name))
        return [text for text in dict.fromkeys(texts) if text != label]

    def _facts(self, node: str) -> Iterator[tuple[str, str]]:
        """A few facts, those first that most of its kind have; what is many things is left out."""
        label = self.dataset.index.label(node)
        terms = (t for kind in self.dataset.types(node)[:1] for t in self.dataset.properties(kind))
        said = ((term, self._words(node, term)) for term in terms if term.iri not in _LEFT_OUT)
        # "Launch: launch of Progress MS-04" tells nothing of Progress MS-04.
        telling = ((t.name, ", ".join(w)) for t, w in said if w and not any(label in x for x in w))
        return islice(telling, _MOST_FACTS)

    def _words(self, node: str, term: Property) -> list[str]:
        values = self.dataset.facts.values(node, term)
        if len(values) > _MOST_VALUES:
            return []
        return [show(self.dataset.names, term.iri, value).words for value in values]


@lru_cache(maxsize=1)
def style() -> bytes:
    """The style sheet of the pages."""
    return (_TEMPLATES / "style.css").read_bytes()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _left(kind: str) -> str:
    return str(WEIGHTS.left[kind]) if kind in WEIGHTS.left else ""
