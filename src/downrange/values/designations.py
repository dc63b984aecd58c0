"""Names with a serial number or a designation in them, and the identifiers of catalogues.

A trailing token is a serial number only where something marks it as one: ``s/n``, ``No.``,
``№``, a Falcon's ``(B1018)``, ``AS-204`` or ``SA-508`` after a Saturn. ``Kosmos-3M``,
``Soyuz-2.1a``, ``Ariane 5 ECA`` and ``Proton-M/Briz-M`` are names of types and stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words at ``source[start:end]``; ``text`` is how they are to be called."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Designated:
    """A craft's or vehicle's name and what singles this one out.

    ``name`` is the name without the serial number (``Progress MS-04``, ``Saturn IB``, which
    may be the type). ``serial`` is a marked serial number. ``designation`` is a designator
    that is part of the name (``CSM-109`` in ``Apollo CSM-109``).
    """

    name: Words
    serial: Words | None = None
    designation: Words | None = None


_SERIAL_NUMBER = r"(?P<serial>[A-Za-zА-Яа-яЁё]{0,4}-?\d[\w./-]{0,20}(?<![./-]))"
_SERIALS = tuple(
    re.compile(form + r"(?![\w-])")
    for form in (
        # Progress MS-04 s/n 434; Soyuz-U (s/n P15000-148); Progress (No.135); Zond (№ 5)
        rf"(?<!\w)(?:[Ss]/[Nn]|[Ss]erial(?:\snumber|\sno\.?)?|[Nn]o\.|[Nn]r\.|№)\s?{_SERIAL_NUMBER}",
        # Falcon 9 v1.1 (B1018); Falcon 9 Block 5 B1051.3
        r"(?<![\w-])(?P<serial>B1\d{3}(?:[.‑-]\d{1,2})?)",
        # Saturn IB AS-204; Saturn V SA-508; Saturn IB (AS-206)
        r"(?<=Saturn\s(?:IB|1B)\s)\(?(?P<serial>(?:AS|SA)-\d{3})",
        r"(?<=Saturn\s(?:V|5|I|1)\s)\(?(?P<serial>(?:AS|SA)-\d{1,3})",
    )
)
_MODULE_DESIGNATION = re.compile(r"(?<![\w-])(?:CSM|CM|SM|LM|LTA|OV|BP)-\d{1,3}[A-Z]?(?![\w-])")


def parse_designated(text: str) -> Designated | None:
    """The name that one value of an infobox holds, with its serial number or designation.

    ``None`` where no name is left. Words after the serial number are no part of either.
    """
    serial: Words | None = None
    name_end = len(text)
    for pattern in _SERIALS:
        match = pattern.search(text)
        if match and text[: match.start()].strip():
            serial = Words(match["serial"], match.start("serial"), match.end("serial"))
            name_end = match.start()
            break
    name = _trimmed(text, 0, name_end)
    if name is None:
        return None
    module = _MODULE_DESIGNATION.search(text, name.start, name.end)
    designation = Words(module[0], module.start(), module.end()) if module else None
    return Designated(name, serial, designation)


def find_serials(text: str) -> Iterator[Words]:
    """Every marked serial number of a text; the name it belongs to ends before its marker."""
    found = {
        (match.start("serial"), match.end("serial"))
        for pattern in _SERIALS
        for match in pattern.finditer(text)
    }
    for start, end in sorted(found):
        yield Words(text[start:end], start, end)


_COSPAR = re.compile(r"(?:19[5-9]\d|20\d\d)(?<![\w-]....)-\d{3}[A-Z]{1,3}(?![\w-])")
_LAUNCH_OF_COSPAR = re.compile(r"(?P<year>\d{4})-(?P<launch>\d{3})(?P<piece>[A-Z]{1,3})")
_SATCAT = re.compile(r"(?<![\w.,/-])S?(?P<number>\d{1,6})(?![\w/-]|[.,]\d)")
_SATCAT_IN_PROSE = re.compile(
    r"(?i:\b(?:SATCAT|NORAD)(?:\s(?:ID|catalog(?:ue)?|number|no\.?|object)){0,3}[\s:#]{0,3})"
    r"S?(?P<number>\d{1,6})(?![\w/-]|[.,]\d)"
)


def find_cospar_ids(text: str) -> Iterator[Words]:
    """Every COSPAR designation of the form ``1998-067A``: a year, a launch, one to three letters.

    Greek designations (``1957 Alpha 2``), used until 1962, are not read.
    """
    for match in _COSPAR.finditer(text):
        yield Words(match[0], match.start(), match.end())


def cospar_year(identifier: str) -> int | None:
    """The launch year that a COSPAR designation states, ``None`` where it has not its form."""
    match = _LAUNCH_OF_COSPAR.fullmatch(identifier)
    return int(match["year"]) if match else None


def parse_satcat_numbers(text: str) -> tuple[Words, ...]:
    """The numbers of an infobox value that holds satellite catalogue numbers: ``CSM: 6000``."""
    return tuple(
        Words(match["number"], match.start("number"), match.end("number"))
        for match in _SATCAT.finditer(text)
    )


def find_satcat_numbers(text: str) -> Iterator[Words]:
    """Every number in running text that is called a satellite catalogue or NORAD number."""
    for match in _SATCAT_IN_PROSE.finditer(text):
        yield Words(match["number"], match.start("number"), match.end("number"))


def _trimmed(text: str, start: int, end: int) -> Words | None:
    """``text[start:end]`` without white space, commas and an opening bracket around it."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;([–-"):
        end -= 1
    return Words(text[start:end], start, end) if start < end else None
