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
from downrange.findings import Finding, Severity

MAX_DEPTH = 40
"""How deep templates and links may nest: MediaWiki's default ``$wgMaxTemplateDepth``."""

MAX_PAIRS = 100_000
"""How many templates and links are read of one document; the largest articles have a tenth."""

NEUTRAL = "."
_DELIMITERS = re.compile(r"\{{2,}|\}{2,}|\[{2,}|\]{2,}")
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Balanced:
    """A text of the same length in which every double brace and bracket has its partner."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """Two delimiters that belong together, by the spans of both."""

    opening: Span
    closing: Span


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
        self._stack: list[_Run] = []
        self._open_braces = 0
        self.unmatched: list[int] = []

    def open(self, character: str, span: Span) -> None:
        self._stack.append(_Run(character, span.start, span.end - span.start))
        self._open_braces += character == "{"

    def close(self, character: str, span: Span) -> None:
        """Match as much of a closing run as the stack has partners for."""
        start = span.start
        while span.end - start >= 2 and self._reveal(character):
            run = self._stack[-1]
            width = 3 if character == "{" and min(run.left, span.end - start) >= 3 else 2
            end_of_run = run.start + run.left
            opening = Span(end_of_run - width, end_of_run)
            self.pairs.append(_Pair(opening, Span(start, start + width)))
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
    runs = [(match[0][0], Span(*match.span())) for match in _DELIMITERS.finditer(text)]
    for character, span in runs:
        if character in "{[":
            matcher.open(character, span)
        else:
            matcher.close("{" if character == "}" else "[", span)
    matcher.finish()
    kept, too_deep = _within_limits(sorted(matcher.pairs))
    findings = []
    if matcher.unmatched:
        findings.append(_unclosed(text, matcher.unmatched))
    if too_deep:
        findings.append(_too_much(text, too_deep))
    kept_spans = sorted(span for pair in kept for span in (pair.opening, pair.closing))
    return Balanced(_neutralised(text, [span for _, span in runs], kept_spans), tuple(findings))


def _within_limits(pairs: list[_Pair]) -> tuple[list[_Pair], list[_Pair]]:
    kept: list[_Pair] = []
    refused: list[_Pair] = []
    around: list[int] = []
    for pair in pairs:
        while around and around[-1] <= pair.opening.start:
            around.pop()
        fits = len(around) < MAX_DEPTH and len(kept) < MAX_PAIRS
        (kept if fits else refused).append(pair)
        if fits:
            around.append(pair.closing.end)
    return kept, refused


def _neutralised(text: str, runs: list[Span], kept: list[Span]) -> str:
    """The text with every character of the runs neutralised that no kept span covers."""
    pieces, position = [], 0
    remaining = iter(kept)
    keep = next(remaining, None)
    for run in runs:
        pieces.append(text[position : run.start])
        position = run.start
        while keep is not None and keep.start < run.end:
            pieces += NEUTRAL * (keep.start - position), keep.of(text)
            position = keep.end
            keep = next(remaining, None)
        pieces.append(NEUTRAL * (run.end - position))
        position = run.end
    return "".join((*pieces, text[position:]))


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


def _too_much(text: str, refused: list[_Pair]) -> Finding:
    first = refused[0].opening.start
    return Finding(
        Severity.WARNING,
        "nested-too-deep",
        f"{len(refused):,} templates or links lie more than {MAX_DEPTH} deep, or beyond the "
        f"first {MAX_PAIRS:,}; they were not read.",
        advice="Simplify the source; MediaWiki would not show them either.",
        quote=text[first : first + _QUOTED],
        start=first,
        end=min(first + _QUOTED, len(text)),
    )
