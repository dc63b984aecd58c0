"""The index that the search page's script reads: a row for each entity and each paragraph.

A row is ``[label, kind, file, more]``; the file is relative to the root of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from downrange.publication.document import paragraphs
from downrange.publication.paths import as_url, page_file
from downrange.publication.reading import Reading

FILE = "search.json"

Row = tuple[str, str, str, str]


def search_rows(reading: Reading) -> tuple[Row, ...]:
    """What is searched: entities, then the paragraphs of documents."""
    return (*_entities(reading), *_documents(reading))


def search_index(reading: Reading) -> bytes:
    """The index as JSON, a row on each line."""
    rows = search_rows(reading)
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    body = ",\n".join(lines)
    return f"[{body}]\n".encode()


def _entities(reading: Reading) -> Iterator[Row]:
    names = reading.names
    for node in names.entities:
        reference = names.reference(node)
        kind = f"{reference.standing} {reference.kind}".strip()
        more = "; ".join([*reading.entities.other_names(node), reading.one_line.of(node)])
        path = node.removeprefix(reading.base)
        yield reference.label, kind, as_url(page_file(path)), more


def _documents(reading: Reading) -> Iterator[Row]:
    """The paragraphs, so that a word of an article leads to where it stands."""
    for node in reading.names.documents:
        text = reading.texts.get(node)
        if text is None:
            continue
        page = as_url(page_file(node.removeprefix(reading.base)))
        label = reading.index.label(node)
        for offset, words in paragraphs(text.document.text):
            place = f"{page}#char={offset},{offset + len(words)}"
            yield label, "in the document", place, words
