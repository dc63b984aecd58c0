"""Comparisons as one page of HTML: no script, no resource from elsewhere, readable without colour.

Every text comes from a document or from Wikidata, and is escaped; an address becomes a link only
if it is one of the web. Tables have captions and headers of rows and columns
(https://www.w3.org/WAI/tutorials/tables/), and colours a contrast of 7:1 at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from downrange.documents.metadata import site_of
from downrange.validation.wording import harmless
from downrange.wikidata.comparison import Comparison
from downrange.wikidata.facts import Quotation
from downrange.wikidata.item import Snak, WikidataStatement
from downrange.wikidata.ours import OurValue
from downrange.wikidata.questions import Row
from downrange.wikidata.values import ItemValue, TextValue
from downrange.wikidata.wording import Wording, counts

_WIKIDATA = "https://www.wikidata.org/wiki/"
_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #767676; --soft: #f2f2f2;
  --link: #00317a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f0f0; --paper: #161616; --line: #9a9a9a; --soft: #262626; --link: #a8c7ff; } }
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
  margin: 0 auto; max-width: 75rem; padding: 1rem; }
a { color: var(--link); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: .5rem 0; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: start;
  vertical-align: top; overflow-wrap: break-word; }
th[scope=row] { min-width: 9rem; }
td { min-width: 11rem; }
thead th { background: var(--soft); }
blockquote { margin: .3rem 0; padding-inline-start: .6rem;
  border-inline-start: 3px solid var(--line); }
.conflicts { border-inline-start: 6px double; }
p { margin: .2rem 0; }
"""


def as_html(comparisons: Iterable[Comparison], wording: Wording) -> str:
    """The page, complete."""
    found = list(comparisons)
    return "".join(f"{line}\n" for line in _page(found, _Writer(wording)))


def _page(found: list[Comparison], writer: _Writer) -> Iterator[str]:
    names = ", ".join(harmless(one.label) for one in found[:3])
    title = escape(f"Wikidata compared: {names}{' …' if len(found) > 3 else ''}")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield "<h1>Wikidata compared</h1>"
    yield "<p>What the sources say and what Wikidata says, each with its evidence.</p>"
    if len(found) > 1:
        yield '<nav aria-label="Entities"><ul>'
        for number, one in enumerate(found, start=1):
            yield f'<li><a href="#entity-{number}">{_text(one.label)}</a></li>'
        yield "</ul></nav>"
    for number, one in enumerate(found, start=1):
        yield from writer.comparison(number, one)
    yield "</main>\n</body>\n</html>"


class _Writer:
    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def comparison(self, number: int, one: Comparison) -> Iterator[str]:
        item = _link(_WIKIDATA + one.item.id, f"{one.item.id} {one.item.label}")
        yield f'<section aria-labelledby="entity-{number}">'
        yield f'<h2 id="entity-{number}">{_text(one.label)}</h2>'
        yield f"<p>{_link(one.entity.value, one.entity.value)} beside {item}</p>"
        if one.redirected:
            merged = f"It is linked to {one.asked}, which was merged into {one.item.id}."
            yield f"<p><strong>{_text(merged)}</strong></p>"
        yield '<div class="scroll" role="region" tabindex="0" '
        yield f'aria-labelledby="entity-{number}"><table>'
        yield f"<caption>{_text(counts(one))}</caption>"
        columns = ("Property", "Outcome", "Here", "Wikidata")
        head = "".join(f'<th scope="col">{name}</th>' for name in columns)
        yield f"<thead><tr>{head}</tr></thead>\n<tbody>"
        for row in one.rows:
            yield from self.row(row)
        yield "</tbody></table></div>"
        if one.uncompared:
            more = ", ".join(one.uncompared)
            yield f"<p>Properties there that are not compared: {_text(more)}</p>"
        yield "</section>"

    def row(self, row: Row) -> Iterator[str]:
        yield f'<tr class="{row.outcome.value.replace(" ", "-")}">'
        name = _link(f"{_WIKIDATA}Property:{row.wikidata}", row.wikidata)
        yield f'<th scope="row">{_text(row.label)} ({name})</th>'
        notes = "".join(f"<p>{_text(words)}</p>" for words in (row.note, row.reason) if words)
        yield f"<td><strong>{_text(row.outcome.value)}</strong>{notes}</td>"
        here = "".join(self.ours(row.ours)) if row.ours else "not here"
        there = "".join(self.theirs(statement) for statement in row.theirs) or "not there"
        yield f"<td>{here}</td><td>{there}</td></tr>"

    def ours(self, value: OurValue) -> Iterator[str]:
        words = " ".join(filter(None, (value.qualifier, value.words)))
        mark = "" if value.modality == "asserted" else f" ({value.modality})"
        yield f"<p>{_text(words + mark)}</p>"
        for quotation in value.quotations:
            yield f"<blockquote>{_text(quotation.words)}</blockquote>"
            yield f"<p>{_cited(quotation)}</p>"
        for words in value.disputed:
            yield f"<p>Disputed: {_text(words)}</p>"

    def theirs(self, statement: WikidataStatement) -> str:
        rank = "" if statement.rank == "normal" else f" ({statement.rank.value} rank)"
        parts = [f"<p>{self.value(Snak('', statement.value))}{rank}</p>"]
        if statement.qualifiers:
            parts.append(f"<p>Qualified: {self.snaks(statement.qualifiers)}</p>")
        parts += [f"<p>Reference: {self.snaks(one)}</p>" for one in statement.references]
        return "".join(parts if statement.references else [*parts, "<p>Without a reference</p>"])

    def snaks(self, snaks: Iterable[Snak]) -> str:
        return "; ".join(
            f"{_text(self.wording.name(snak.property))} {self.value(snak)}" for snak in snaks
        )

    def value(self, snak: Snak) -> str:
        words = self.wording.value(snak.value)
        match snak.value:
            case ItemValue(id=name):
                return _link(_WIKIDATA + name, words)
            case TextValue(text=text):
                return _link(text, words)
        return _text(words)


def _cited(quotation: Quotation) -> str:
    title = _link(quotation.url, quotation.title)
    return f"{title}, {_text(quotation.section)}" if quotation.section else title


def _link(address: str, words: str) -> str:
    """A link where the address is one of the web; its words alone otherwise."""
    if not site_of(address) or any(c.isspace() for c in address):
        return _text(words)
    return f'<a href="{escape(address)}">{_text(words)}</a>'


def _text(words: str) -> str:
    return escape(harmless(words))
