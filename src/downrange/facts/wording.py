"""What the words of an infobox value say besides the value itself.

A field may hold an outcome instead of a value (``Failed to orbit``), a plan beside what
happened (``2 years (planned) 4 years (achieved)``), a value that was lost when its text was
made (``UTC``), or a part of the craft before a colon (``CSM: 1972-031A``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.documents.model import RenderedText
from downrange.facts.model import Modality

_PLANNED = r"planned|scheduled|expected|intended|proposed|projected|target(?:ed)?|nominal|design"
_ACTUAL = r"achieved|actual|elapsed|final|completed|in progress|so far|at end of mission"
_MARKER = re.compile(
    rf"\(\s*(?P<inside>(?:[^()]*\b)?(?:(?P<planned>{_PLANNED})|(?P<actual>{_ACTUAL}))\b[^()]*)\)"
    rf"|(?<=[\s,;])(?:(?P<planned_word>{_PLANNED})|(?P<actual_word>{_ACTUAL}))"
    r"\s*(?=$|[,;\n]|\s\d)"
    rf"|(?:^|(?<=[\n,;.(]))\s{{0,4}}(?:(?P<planned_head>{_PLANNED})|(?P<actual_head>{_ACTUAL}))\s*:\s*",
    re.I,
)
# 6 days (planned: 5 days): the words in brackets are a claim of their own.
_VALUE_INSIDE = re.compile(rf"(?:{_PLANNED}|{_ACTUAL})\s*(?:at|as|for)?\s*:?\s*(?=[~\d])", re.I)
_SCOPE = re.compile(r"\s*(?P<scope>[A-Z][\w/ -]{0,30}?)\s*:\s+(?=\S)")
# Nobody says of what has happened that it will not happen before.
_NOT_BEFORE = re.compile(r"\s{0,4}(?:NET|no\searlier\sthan|not\sbefore)\s(?=\w)", re.I)
_ADDED = re.compile(r"\s*(?:plus|\+)\s*(?=\d)", re.I)
_BETWEEN = " \t\n,;·•/\u00a0\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a field: its words, how sure they are, and the part it is about, if named."""

    words: RenderedText
    modality: Modality
    scope: str = ""


def claims(item: RenderedText) -> Iterator[Claim]:
    """The claims of one item of a field, in order; none where it is blank.

    A marker behind a claim (``2 years (planned) 4 years (achieved)``) or before it
    (``Planned: 7 days``) says how sure it is; without one it is asserted.
    """
    start, said = 0, Modality.ASSERTED
    for marker in _MARKER.finditer(item.text):
        modality = _modality(marker)
        if marker["planned_head"] or marker["actual_head"]:
            yield from _scoped(_trimmed(item, start, marker.start()), said)
            start, said = marker.end(), modality
            continue
        value = _VALUE_INSIDE.match(marker["inside"] or "")
        if value is not None:
            yield from _scoped(_trimmed(item, start, marker.start()), said)
            inner = marker.start("inside") + value.end()
            yield from _scoped(_trimmed(item, inner, marker.end("inside")), modality)
        else:
            yield from _scoped(_trimmed(item, start, marker.start()), modality)
        start, said = marker.end(), Modality.ASSERTED
    yield from _scoped(_trimmed(item, start, len(item.text)), said)


def whole_claim(item: RenderedText) -> Claim:
    """An item as one claim: names and texts mean the words between their markers too."""
    said = list(claims(item))
    modality = said[0].modality if len(said) == 1 else Modality.ASSERTED
    return Claim(_trimmed(item, 0, len(item.text)), modality)


def adds_to_the_one_before(words: str) -> bool:
    """Whether an item of a list is a term of a sum: ``Plus 4 on the lunar surface``."""
    return _ADDED.match(words) is not None


def _modality(marker: re.Match[str]) -> Modality:
    planned = marker["planned"] or marker["planned_word"] or marker["planned_head"]
    return Modality.PLANNED if planned else Modality.ASSERTED


def _scoped(words: RenderedText, modality: Modality) -> Iterator[Claim]:
    if not words.text:
        return
    scope = _SCOPE.match(words.text)
    if scope is None:
        yield Claim(words, Modality.PLANNED if _NOT_BEFORE.match(words.text) else modality)
        return
    yield Claim(words.slice(scope.end(), len(words.text)), modality, scope["scope"])


def _trimmed(item: RenderedText, start: int, end: int) -> RenderedText:
    while start < end and item.text[start] in _BETWEEN:
        start += 1
    while end > start and item.text[end - 1] in _BETWEEN:
        end -= 1
    return item.slice(start, end)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome that stands where a value was expected.

    ``concept`` is the outcome's name in the ontology; ``cause`` what it followed, as written.
    """

    concept: str
    cause: str = ""
    cause_start: int = 0

    @property
    def rules_out_orbit(self) -> bool:
        return self.concept == "failedToOrbit"


_FAILED_TO_ORBIT = re.compile(
    r"\b(?:failed\s+to\s+(?:reach\s+|achieve\s+|attain\s+)?orbit|did\s+not\s+(?:reach|achieve)\s+orbit"
    r"|never\s+(?:reached|achieved)\s+orbit|unable\s+to\s+reach\s+orbit|no\s+orbit\s+achieved"
    r"|launch\s+failure|failed\s+(?:at|on|during)\s+launch|lost\s+(?:at|on|during|in)\s+launch"
    r"|destroyed\s+(?:at|on|during|in)\s+launch)\b",
    re.I,
)
_FAILED = re.compile(r"^\W*(?:mission\s+)?(?:failed|failure|total\s+failure|lost)\b", re.I)
_PARTIAL = re.compile(r"\bpartial(?:ly)?\s+(?:failure|failed|success(?:ful)?)\b", re.I)
_SUCCESS = re.compile(r"^\W*(?:mission\s+)?(?:success(?:ful)?)\b", re.I)
_CAUSE = re.compile(
    r"\b(?:following|after|because\s+of|due\s+to|owing\s+to|caused\s+by)\s+(?:an?\s+|the\s+)?"
    r"(?P<cause>[^.;()]{3,80}?)\s*$",
    re.I,
)


def outcome(words: str) -> Outcome | None:
    """The outcome a value states instead of itself, ``None`` where it states none."""
    for pattern, concept in (
        (_FAILED_TO_ORBIT, "failedToOrbit"),
        (_PARTIAL, "partialFailure"),
        (_FAILED, "failure"),
        (_SUCCESS, "success"),
    ):
        if pattern.search(words):
            cause = _CAUSE.search(words)
            if cause is None:
                return Outcome(concept)
            return Outcome(concept, cause["cause"], cause.start("cause"))
    return None


_ABSENT = re.compile(
    r"\W*(?:(?P<none>none|n/a|not\sapplicable|nil)"
    r"|(?P<unknown>unknown|undisclosed|classified|TB[ACD]|to\sbe\s(?:announced|determined|confirmed)))"
    r"\W*(?:\([^()]{0,80}\)\W*)?",
    re.I,
)


def absence(words: str) -> str:
    """``unknown`` or ``none`` where a value says that there is no other, else empty."""
    match = _ABSENT.fullmatch(words) if len(words) < 120 else None
    if match is None:
        return ""
    return "none" if match["none"] else "unknown"


_LEFT_OVER = re.compile(
    r"\b(?:UTC|GMT|Z|local\s+time|at|from|to|by|and|away|kg|kilograms?|lb|lbs|pounds?|km|mi|nmi"
    r"|kilomet(?:re|er)s?|miles?|nautical|met(?:re|er)s?|m|ft|feet|degrees?|minutes?|hours?|days?"
    r"|seconds?|years?|watts?|W|orbits?)\b|[°′″′']",
    re.I,
)
_LABEL = re.compile(r"^\s*[A-Z][\w/ -]{0,30}:\s*$")
_HOLLOW = re.compile(r"\(\s{0,4}(?:[,;/–-]|away\s+from|from|to|at|UTC|\s)[^()]*\)")


def is_lost(words: str) -> bool:
    """Whether only the trimmings of a value are left: a zone, a unit, a label, empty brackets.

    >>> is_lost("UTC"), is_lost("( away from Baikonur)"), is_lost("LRV:"), is_lost("7285 kg")
    (True, True, True, False)
    """
    if _LABEL.match(words):
        return True
    left = _LEFT_OVER.sub(" ", _HOLLOW.sub(" ", words))
    return not any(character.isalnum() for character in left)
