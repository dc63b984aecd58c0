"""QuickStatements V1 as its service reads it, for tests: apart from the product's own reader.

The patterns are those of ``parseValueV1`` and ``importDataFromV1``, one by one, in
https://github.com/magnusmanske/quickstatements (public_html/quickstatements.php).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Read:
    """A line as the service understands it: values are (kind, groups)."""

    item: str
    property: str
    value: tuple[str, tuple[str, ...]]
    sources: tuple[tuple[str, tuple[str, tuple[str, ...]]], ...]
    summary: str


_COMMENT = re.compile(r"^(.*?) */\* *(.*?) *\*/ *$")
_VALUES = {
    "item": re.compile(r"^([PQ]\d+)$", re.IGNORECASE),
    "string": re.compile(r'^"(.*)"$'),
    "monolingual": re.compile(r'^([a-z_-]+):"(.*)"$', re.IGNORECASE),
    "time": re.compile(r"^([+-]?\d+-\d\d-\d\dT\d\d:\d\d:\d\dZ)/?(\d*)$", re.IGNORECASE),
    "coordinates": re.compile(r"^@\s*([+-]?[0-9.]+)\s*/\s*([+-]?[0-9.]+)$"),
    "quantity": re.compile(r"^([+-]?\d+(?:\.\d+)?)(?:U(\d+))?$"),
}


def value(words: str) -> tuple[str, tuple[str, ...]]:
    """The first pattern that fits, in the service's order."""
    words = words.strip()
    for kind, pattern in _VALUES.items():
        if match := pattern.match(words):
            return kind, tuple(group or "" for group in match.groups())
    raise AssertionError(f"unknown V1 value format: {words!r}")


def read(data: str) -> list[Read]:
    """What the service makes of a whole paste."""
    if "\n" not in data:
        data = data.replace("||", "\n")
    if "\t" not in data:
        data = data.replace("|", "\t")
    found = []
    for row in filter(None, (line.strip() for line in data.split("\n"))):
        comment = _COMMENT.match(row)
        columns = (comment[1] if comment else row).split("\t")
        assert not columns[0].startswith("-"), "nothing is ever removed"
        assert re.fullmatch(r"Q\d+", columns[0])
        assert re.fullmatch(r"P\d+", columns[1])
        assert len(columns) % 2 == 1, "incomplete reference list"
        pairs = list(zip(columns[3::2], columns[4::2], strict=True))
        assert all(re.fullmatch(r"S\d+", key) for key, _ in pairs)
        found.append(
            Read(
                columns[0],
                columns[1],
                value(columns[2]),
                tuple((key, value(words)) for key, words in pairs),
                comment[2] if comment else "",
            )
        )
    return found
