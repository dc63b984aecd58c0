"""Who says it, within the text: *TASS reported*, *Roscosmos said that*, *according to NASA*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from downrange.prose.encoding import Encoded, class_of
from downrange.prose.mentions import Kind, Mention

_WHO = class_of((Kind.ORG, Kind.PERSON))
_ANYONE = re.compile(_WHO)
_WHEN = class_of((Kind.TIME,))
_SAID = (
    r"(?:said|stated|announced|reported|confirmed|claimed|concluded|determined|found|declared|"
    r"revealed|explained|argued|suggested|noted|denied|told\s\w+)"
)
_FORMS = (
    # On 3 December 2016, Roskosmos said that ...
    re.compile(
        rf"(?:(?:On|In)\s(?P<when>{_WHEN}),?\s)?(?:[Tt]he\s)?(?P<who>{_WHO})(?:\s(?:also|later|"
        rf"officially|had|has)){{0,2}}\s{_SAID}(?:\son\s(?P<day>{_WHEN}))?,?\s(?P<that>that\b)"
    ),
    # According to Roscosmos, ...
    re.compile(rf"[Aa]ccording\sto\s(?:the\s)?(?P<who>{_WHO})(?P<that>)"),
    # ..., the official Russian TASS news agency reported.
    re.compile(
        rf"(?P<that>),\s(?:the\s(?:[a-z]+\s)?(?:[A-Z][a-z]+\s)?)?(?P<who>{_WHO})"
        rf"(?:\snews\sagency)?\s{_SAID}\W*$"
    ),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker and the day of their words, and what of the encoded sentence they say."""

    who: Mention
    when: Mention | None
    start: int
    end: int


def speaker(encoded: Encoded) -> Speaker | None:
    """Who says a sentence or a part of it, ``None`` where the text itself does."""
    for form in _FORMS if _ANYONE.search(encoded.text) else ():
        match = form.search(encoded.text)
        if match is None:
            continue
        groups = match.groupdict()
        when = groups.get("when") or groups.get("day")
        ends_it = not match["that"] and match.end() == len(encoded.text)
        start, end = (0, match.start()) if ends_it else (match.start("that"), len(encoded.text))
        if match.re is _FORMS[1]:
            start, end = 0, len(encoded.text)
        return Speaker(
            encoded.mentions[match["who"]],
            encoded.mentions[when] if when else None,
            start,
            end,
        )
    return None
