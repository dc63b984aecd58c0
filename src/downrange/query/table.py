"""Answers as a table for people: aligned text, or rich's table on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from downrange.query.answers import Row, Solutions, Term
from downrange.serialisation.layout import Layout
from downrange.serialisation.names import Names

if TYPE_CHECKING:
    from rich.table import Table

_NUMBERS = ("integer", "decimal", "double", "float", "int", "long")
_GAP = "  "


def plain_table(answer: Solutions, layout: Layout) -> str:
    """The rows in aligned columns, numbers to the right, with a rule under the names.

    Widths are of terminal cells: a CJK character or an emoji takes two. What a terminal would
    obey rather than show (control characters, direction marks) is written as an escape.
    """
    names = Names(layout)
    columns = [
        [name, *(cell(row[name], names) for row in answer.rows)] for name in answer.variables
    ]
    widths = [max(map(cell_width, column)) for column in columns]
    to_the_right = [_is_numeric(answer.rows, name) for name in answer.variables]
    lines = [
        _line([column[number] for column in columns], widths, to_the_right)
        for number in range(len(answer.rows) + 1)
    ]
    rule = _GAP.join("-" * width for width in widths)
    return "".join(f"{line}\n" for line in (lines[0], rule, *lines[1:]))


def rich_table(answer: Solutions, layout: Layout) -> Table:
    """The rows as rich's table, which fits itself to a terminal."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    names = Names(layout)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in answer.variables:
        right = _is_numeric(answer.rows, name)
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(cell(row[name], names)) for name in answer.variables))
    return table


def cell(term: Term | None, names: Names) -> str:
    """A term as people read it in a table: a short name, or the text alone."""
    match term:
        case None:
            return ""
        case NamedNode():
            return names(term.value)
        case Literal():
            return shown(term.value)
        case _:
            return shown(str(term))


def shown(text: str) -> str:
    """The text with everything that does not print as an escape (``\\n``, ``\\x1b``)."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def cell_width(text: str) -> int:
    """How many cells of a terminal a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _is_numeric(rows: Sequence[Row], name: str) -> bool:
    bound = [term for row in rows if (term := row[name]) is not None]
    return bool(bound) and all(
        isinstance(term, Literal) and term.datatype.value.rpartition("#")[2] in _NUMBERS
        for term in bound
    )


def _line(cells: Sequence[str], widths: Sequence[int], to_the_right: Sequence[bool]) -> str:
    padded = []
    for text, width, right in zip(cells, widths, to_the_right, strict=True):
        space = " " * (width - cell_width(text))
        padded.append(space + text if right else text + space)
    return _GAP.join(padded).rstrip()
