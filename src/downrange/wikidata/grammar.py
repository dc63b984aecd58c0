"""QuickStatements V1: commands, and a reader that refuses what the service would misread.

The grammar is that of the service's own parser, ``importDataFromV1`` and ``parseValueV1`` in
https://github.com/magnusmanske/quickstatements (see also
https://www.wikidata.org/wiki/Help:QuickStatements). It has no escapes, so a string is either
as it is or not at all. What the service would guess at is refused here: a time without its
precision (it would be taken for a year), one finer than a day, and a quantity with an exponent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from downrange.errors import LinkError
from downrange.validation.wording import harmless

_ITEM = r"Q[1-9][0-9]{0,17}"
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T00:00:00Z/11"
_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])-00T00:00:00Z/10"
_YEAR = r"[0-9]{4}-00-00T00:00:00Z/9"
_STRING = r'"[^"|\x00-\x1f\x7f-\x9f\u2028\u2029\s](?:[^"|\x00-\x1f\x7f-\x9f\u2028\u2029]*[^"|\s])?"'
_VALUE = re.compile(
    rf"(?:{_ITEM}|\+(?:{_DAY}|{_MONTH}|{_YEAR})|{_NUMBER}(?:U[1-9][0-9]{{0,17}})?|{_STRING})"
)
_COMMENT = re.compile(r" /\* ((?:(?!\*/)[^|\x00-\x1f\x7f-\x9f\u2028\u2029])+) \*/$")
_UNTYPABLE = re.compile(r"[|\x00-\x1f\x7f-\x9f\u2028\u2029]+|\*/")


@dataclass(frozen=True, slots=True)
class Command:
    """A statement to add to ``item``, with its reference, and what to say of the edit.

    Values are written as QuickStatements has them; ``reference`` are property and value.
    """

    item: str
    property_id: str
    value: str
    reference: tuple[tuple[str, str], ...] = ()
    comment: str = ""

    def __str__(self) -> str:
        fields = [self.item, self.property_id, self.value]
        for property_id, value in self.reference:
            fields += [f"S{property_id.removeprefix('P')}", value]
        said = f" /* {self.comment} */" if self.comment else ""
        return "\t".join(fields) + said


def checked(command: Command) -> str:
    """The line of a command. Raises ``LinkError`` where it would not be read as it is meant."""
    line = str(command)
    if read_command(line) != command:
        raise LinkError(f"the command {line!r} would be read as another one.")
    return line


def read_command(line: str) -> Command:
    """The command on a line. Raises ``LinkError`` where it is none, saying which field is wrong."""
    comment = _COMMENT.search(line)
    fields = line[: comment.start() if comment else None].split("\t")
    if len(fields) < 3 or len(fields) % 2 == 0:
        raise LinkError(f"a command has an item, a property and a value, then pairs: {line!r}.")
    kinds = [_ITEM, r"P[1-9][0-9]*"] + [r"S[1-9][0-9]*"] * ((len(fields) - 3) // 2)
    names = [*fields[:2], *fields[3::2]]
    for name, kind in zip(names, kinds, strict=True):
        if not re.fullmatch(kind, name):
            raise LinkError(f"{name[:60]!r} cannot stand where it does in {line!r}.")
    for value in fields[2::2]:
        if not _VALUE.fullmatch(value):
            raise LinkError(f"{value[:60]!r} is no value that QuickStatements reads.")
    pairs = zip(fields[3::2], fields[4::2], strict=True)
    return Command(
        fields[0],
        fields[1],
        fields[2],
        tuple((f"P{name[1:]}", value) for name, value in pairs),
        comment[1] if comment else "",
    )


def commented(words: str) -> str:
    """Words made fit for a comment: on one line, harmless, and without what would end it."""
    return " ".join(_UNTYPABLE.sub(" ", harmless(words)).split())
