"""Results as mark-up for the query page. Everything that comes from the data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import islice

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    RdfFormat,
    Triple,
)
from pyoxigraph import serialize as serialise

MOST_ROWS = 500
"""The rows, or triples, that a page shows; the data formats have them all."""

_LINKED = ("http://", "https://")
_Term = NamedNode | BlankNode | Literal | Triple | None


class Markup:
    """Writes terms with short names, and links what is described here to its page here."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self._base = base
        self._prefixes = prefixes
        self._by_space = {space: prefix for prefix, space in prefixes.items()}

    def rows(self, solutions: QuerySolutions) -> str:
        """A table."""
        names = [variable.value for variable in solutions.variables]
        shown = list(islice(solutions, MOST_ROWS + 1))
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = "\n".join(
            f"<tr>{''.join(f'<td>{self.term(term)}</td>' for term in row)}</tr>"
            for row in shown[:MOST_ROWS]
        )
        if not shown:
            return '<p class="answer">No rows.</p>'
        return (
            '<div class="scroll" tabindex="0" role="region" aria-label="The rows as a table">'
            f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n"
            + _cut(len(shown), "row")
        )

    def graph(self, triples: Iterable[Triple]) -> str:
        """Turtle, as it may be copied."""
        shown = list(islice(triples, MOST_ROWS + 1))
        if not shown:
            return '<p class="answer">No triples.</p>'
        text = serialise(
            shown[:MOST_ROWS], format=RdfFormat.TURTLE, prefixes=used(shown, self._prefixes)
        )
        turtle = escape((text or b"").decode("utf-8", "replace"))
        return f'<pre class="code" tabindex="0"><code>{turtle}</code></pre>\n' + _cut(
            len(shown), "triple"
        )

    def truth(self, value: bool) -> str:
        return f'<p class="answer">{"Yes" if value else "No"}.</p>'

    def term(self, term: _Term) -> str:
        match term:
            case None:
                return '<span class="aside">—</span>'
            case NamedNode():
                return self._name(term.value)
            case Literal(language=str() as language):
                return (
                    f'<span lang="{escape(language)}">{escape(term.value)}</span>'
                    f' <span class="aside">{escape(language)}</span>'
                )
            case Literal():
                return escape(term.value)
            case _:
                return escape(str(term))

    def _name(self, iri: str) -> str:
        text = escape(self._short(iri))
        if self._base and iri.startswith(self._base):
            # A path of our own cannot begin another address: what follows the base is escaped.
            return f'<a href="./{escape(iri[len(self._base) :].lstrip("/"))}">{text}</a>'
        if iri.startswith(_LINKED):
            return f'<a href="{escape(iri)}" rel="noreferrer nofollow">{text}</a>'
        return text

    def _short(self, iri: str) -> str:
        for cut in _cuts(iri):
            prefix = self._by_space.get(iri[:cut])
            if prefix is not None:
                return f"{prefix}:{iri[cut:]}"
        return iri


def used(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that some IRI of the triples begins with."""
    spaces = {iri[:cut] for triple in triples for iri in _iris(triple) for cut in _cuts(iri)}
    return {prefix: space for prefix, space in prefixes.items() if space in spaces}


def _iris(triple: Triple) -> Iterator[str]:
    for term in triple:
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _cuts(iri: str) -> Iterator[int]:
    """Where a namespace may end: behind its last ``#`` or its last ``/``."""
    for mark in "#/":
        position = iri.rfind(mark)
        if position >= 0:
            yield position + 1


def _cut(shown: int, what: str) -> str:
    if shown <= MOST_ROWS:
        return f'<p class="aside">{shown:,} {what}{"" if shown == 1 else "s"}.</p>'
    return (
        f'<p class="notice">The first {MOST_ROWS:,} {what}s are shown, and there are more: '
        "take all of them as data.</p>"
    )
