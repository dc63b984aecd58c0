"""Launch sites: the spaceport and the pad that one phrase names.

``Baikonur, Site 1/5`` and ``Baikonur 1/5`` are the same pad, so each pad also has one
canonical name (``Site 1/5``), and long forms have their abbreviation (``Launch Complex 39A``
is ``LC-39A``). What is not surely a pad stays in the spaceport's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from downrange.values.designations import Words


@dataclass(frozen=True, slots=True)
class Site:
    """A launch site as written. ``pad.text`` is its canonical name, its span the words'.

    ``rest`` is what follows a comma after both (a country, a state), ``""`` where nothing does.
    """

    spaceport: Words | None
    pad: Words | None
    rest: str = ""


_NUMBER = r"\d{1,3}(?:[A-Z]{1,2})?(?:/\d{1,2}[A-Z]?)?"
_ABBREVIATED = r"(?:SLC|LC|LP|SLS|ELA|ELV|ELS|ELM|LA|SLP|FLP|PU|TSLA|CCLS|MLP)"
_PAD = re.compile(
    r"(?<![\w/-])(?:"
    rf"(?P<abbreviated>{_ABBREVIATED}-?\d{{0,3}}(?<=[\dA-Z])-?[A-Z]{{0,2}}\d{{0,2}}"
    rf"(?:/(?:{_ABBREVIATED}-)?\d{{1,3}}[A-Z]?)?)"
    rf"|(?P<long>Space\sLaunch\sComplex|Launch\sComplex|Launch\sPad|Launch\sSite|Area|Site|Pad)"
    rf"[\s-](?P<number>{_NUMBER})"
    rf"|(?P<bare>\d{{1,3}}/\d{{1,2}})"
    rf"|(?P<named>(?:First|Second|Third)\sLaunch\sPad|Gagarin's\sStart|Skid\sStrip)"
    r")(?![\w/-])"
)
_SHORT = {
    "space launch complex": "SLC-",
    "launch complex": "LC-",
    "launch pad": "Pad ",
    "launch site": "Site ",
    "area": "Area ",
    "site": "Site ",
    "pad": "Pad ",
}
_AROUND = " \t\n\u00a0\u202f,;(–-"


def parse_site(text: str) -> Site | None:
    """The launch site that a value names, ``None`` where it names nothing.

    A pad may stand alone (``LC-39A``), a spaceport may (``Plesetsk``).
    """
    pads = list(_PAD.finditer(text))
    if not pads:
        spaceport, rest = _split(text, 0, len(text))
        return Site(spaceport, None, rest) if spaceport else None
    first = pads[0]
    pad = Words(_canonical(first), first.start(), first.end())
    before, rest_before = _split(text, 0, first.start())
    if before is not None:
        after = text[first.end() :].strip(_AROUND + ").")
        return Site(before, pad, ", ".join(part for part in (rest_before, after) if part))
    # Space Launch Complex 40, Cape Canaveral; LC-39A at Kennedy Space Center
    lead = re.compile(r"(?:\s?,|\sat|\sof|\sin)?\s+(?:the\s)?").match(text, first.end())
    after_start = lead.end() if lead else first.end()
    spaceport, rest = _split(text, after_start, len(text))
    return Site(spaceport, pad, rest)


def _canonical(match: re.Match[str]) -> str:
    if match["bare"]:
        return f"Site {match['bare']}"
    if match["long"]:
        kind = re.sub(r"\s", " ", match["long"]).casefold()
        return f"{_SHORT[kind]}{match['number']}"
    return re.sub(r"\s", " ", match[0])


def _split(text: str, start: int, end: int) -> tuple[Words | None, str]:
    """The words up to the first comma, and what follows it."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    if start == end:
        return None, ""
    comma = text.find(",", start, end)
    stop = comma if comma != -1 else end
    name_end = stop
    while name_end > start and text[name_end - 1] in _AROUND:
        name_end -= 1
    rest = text[stop:end].strip(_AROUND)
    return Words(text[start:name_end], start, name_end), rest
