"""Which braces and brackets of wikitext belong together, and how deep they nest.

Made before any parser sees the text, in one pass with a stack: what has no partner, or lies
deeper than MediaWiki itself would go, is neutralised, so that ten thousand unclosed or nested
templates cost no more than ten thousand characters of prose. Matching is that of MediaWiki's
preprocessor (https://www.mediawiki.org/wiki/Preprocessor_ABNF), except that a template may
close over an unclosed link: one lost bracket must not cost the whole infobox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from downrange.documents.model import Span
from downrange.documents.wikitext.regions import blanked
from downrange.findings import Finding, Severity

MAX_DEPTH = 20
"""How deep templates and links may nest. MediaWiki allows 40; articles need seven or eight."""

MAX_PAIRS = 50_000
"""How many templates and links are read of one document; the largest articles have a fifth."""

NEUTRAL = "."
_DELIMITERS = re.compile(r"\{{2,}|\}{2,}|\[{2,}|\]{2,}")
_STRAY = re.compile(_DELIMITERS.pattern + r"|\A[{}\[\]]|[{}\[\]]\Z")
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Balanced:
    """A text of the same length in which every double brace and bracket has its partner.

    ``unread`` are stretches that lie too deep; they are blank in ``text``.
    """

    text: str
    unread: tuple[Span, ...]
    findings: tuple[Finding, ...]


# A document may hold millions of delimiters, so here, unlike elsewhere, spans are plain pairs
# of numbers: where an opening or closing delimiter begins and ends.
_Delimiter = tuple[int, int]
_Pair = tuple[_Delimiter, _Delimiter]


@dataclass(slots=True)
class _Run:
    """An opening run (``{{{``) of which ``left`` characters are still to be matched."""

    character: str
    start: int
    left: int


class _Matcher:
    """The stack of open runs, and the pairs found so far."""

    def __init__(self) -> None:
        self.pairs: list[_Pair] = []
        self.unmatched: list[int] = []
        self._stack: list[_Run] = []
        self._open_braces = 0

    def open(self, character: str, start: int, end: int) -> None:
        self._stack.append(_Run(character, start, end - start))
        self._open_braces += character == "{"

    def close(self, character: str, start: int, end: int) -> None:
        """Match as much of a closing run as the stack has partners for."""
        while end - start >= 2 and self._reveal(character):
            run = self._stack[-1]
            width = 3 if character == "{" and min(run.left, end - start) >= 3 else 2
            inner = run.start + run.left
            self.pairs.append(((inner - width, inner), (start, start + width)))
            start += width
            run.left -= width
            if run.left < 2:
                self._drop()

    def finish(self) -> None:
        while self._stack:
            self.unmatched.append(self._stack[-1].start)
            self._drop()
        self.unmatched.sort()

    def _reveal(self, character: str) -> bool:
        """Bring a partner to the top of the stack; braces may close over open brackets."""
        if character == "{":
            while self._open_braces and self._stack[-1].character == "[":
                self.unmatched.append(self._stack[-1].start)
                self._drop()
        return bool(self._stack) and self._stack[-1].character == character

    def _drop(self) -> None:
        self._open_braces -= self._stack.pop().character == "{"


def balance(text: str) -> Balanced:
    """The text with every delimiter neutralised that has no partner or lies too deep."""
    matcher = _Matcher()
    for match in _DELIMITERS.finditer(text):
        character = match[0][0]
        if character in "{[":
            matcher.open(character, *match.span())
        else:
            matcher.close("{" if character == "}" else "[", *match.span())
    matcher.finish()
    kept, unread = _within_limits(sorted(matcher.pairs))
    findings = []
    if matcher.unmatched:
        findings.append(_unclosed(text, matcher.unmatched))
    if unread:
        findings.append(_too_much(text, unread))
    delimiters = sorted(delimiter for pair in kept for delimiter in pair)
    neutral = _neutralised(text, delimiters)
    return Balanced(blanked(neutral, unread), tuple(unread), tuple(findings))


def _within_limits(pairs: list[_Pair]) -> tuple[list[_Pair], list[Span]]:
    """The pairs that are read, and the outermost stretches that are not."""
    kept: list[_Pair] = []
    unread: list[Span] = []
    around: list[int] = []
    read_from = 0
    for pair in pairs:
        (start, _), (_, end) = pair
        if start < read_from:
            continue
        while around and around[-1] <= start:
            around.pop()
        if len(around) < MAX_DEPTH and len(kept) < MAX_PAIRS:
            kept.append(pair)
            around.append(end)
        else:
            unread.append(Span(start, end))
            read_from = end
    return kept, unread


def _neutralised(text: str, kept: list[_Delimiter]) -> str:
    """The text with every character of its delimiters neutralised that is not kept."""
    pieces: list[str] = []
    position = 0
    for start, end in kept:
        pieces += _STRAY.sub(_neutral, text[position:start]), text[start:end]
        position = end
    pieces.append(_STRAY.sub(_neutral, text[position:]))
    return "".join(pieces)


def _neutral(run: re.Match[str]) -> str:
    return NEUTRAL * len(run[0])


def _unclosed(text: str, starts: list[int]) -> Finding:
    first = starts[0]
    what = "template" if text[first] == "{" else "link"
    more = f", nor are {len(starts) - 1:,} templates or links after it" if len(starts) > 1 else ""
    return Finding(
        Severity.WARNING,
        f"unclosed-{what}",
        f"A {what} is not closed{more}; what it holds was read as prose.",
        advice="Close it in the source, or check whether the document was cut off.",
        quote=text[first : first + _QUOTED],
        start=first,
        end=min(first + _QUOTED, len(text)),
    )


def _too_much(text: str, unread: list[Span]) -> Finding:
    first = unread[0].start
    return Finding(
        Severity.WARNING,
        "nested-too-deep",
        f"{len(unread):,} templates or links lie more than {MAX_DEPTH} deep, or beyond the "
        f"first {MAX_PAIRS:,}; they were not read.",
        advice="Simplify the source.",
        quote=text[first : first + _QUOTED],
        start=first,
        end=min(first + _QUOTED, len(text)),
    )
