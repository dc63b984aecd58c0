"""What a client accepts: media types and content codings, by RFC 9110, section 12.5.

https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 . A header is never refused for its form:
an element that is no media range, or whose quality is no number from 0 to 1, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Offers = tuple[tuple[str, tuple[str, ...]], ...]
"""What may be chosen: a name and its media types for each, the preferred one first."""

_QUALITY = re.compile(r"(?:[01]?\.[0-9]*|[01])")
_LONGEST_REMEMBERED = 512
_UNMENTIONED = -1.0


@dataclass(frozen=True, slots=True)
class MediaRange:
    """``text/*;q=0.5``. ``plain`` says that it has no parameter that narrows it further."""

    main: str
    sub: str
    quality: float
    plain: bool = True

    def fits(self, media_type: str) -> int:
        """How narrowly it fits a media type: 0 not at all, 4 by name."""
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 4 if self.plain else 3
        if self.sub != "*":
            return 0
        if self.main == main:
            return 2
        return 1 if self.main == "*" else 0


def media_ranges(header: str) -> Iterator[MediaRange]:
    """The ranges of an ``Accept`` header, in their order."""
    for element in _split(header, ","):
        name, *parameters = (part.strip() for part in _split(element, ";"))
        main, slash, sub = name.lower().partition("/")
        if name == "*":  # what Java has sent for decades
            main, slash, sub = "*", "/", "*"
        if not (main and slash and sub) or (main == "*" and sub != "*"):
            continue
        quality, plain = _read(parameters)
        if quality is not None:
            yield MediaRange(main, sub, quality, plain)


def _read(parameters: list[str]) -> tuple[float | None, bool]:
    """The quality, ``None`` for a malformed one, and whether nothing else narrows the range."""
    quality: float | None = 1.0
    plain = True
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        name, value = name.strip().lower(), value.strip().lower()
        if name == "q":
            quality = _quality(value)
        elif name and (name, value.strip('"')) != ("charset", "utf-8"):
            plain = False
    return quality, plain


def _quality(value: str) -> float | None:
    if value == "." or not _QUALITY.fullmatch(value):
        return None
    number = float(value)
    return number if number <= 1.0 else None


def _split(text: str, separator: str) -> Iterator[str]:
    """The parts of a text between separators that stand in no quoted string."""
    if '"' not in text:
        yield from text.split(separator)
        return
    start, quoted, escaped = 0, False, False
    for place, character in enumerate(text):
        if escaped:
            escaped = False
        elif character == '"':
            quoted = not quoted
        elif quoted:
            escaped = character == "\\"
        elif character == separator:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def chosen(header: str, offers: Offers) -> str:
    """The name of the offer that a client likes best; empty where it accepts none.

    Of the ranges that fit a media type the narrowest counts. Of offers with one quality the one
    that is named comes before one that only a wildcard allows, then the one offered first.
    """
    if len(header) > _LONGEST_REMEMBERED:
        return _chosen(header, offers)
    return _remembered(header, offers)


def _chosen(header: str, offers: Offers) -> str:
    if not header.strip():
        return offers[0][0]
    ranges = tuple(media_ranges(header))
    best, best_name = (0.0, False), ""
    for name, media_types in offers:
        liking = _liking_of_all(ranges, media_types)
        if liking[0] > 0 and liking > best:
            best, best_name = liking, name
    return best_name


def _liking_of_all(
    ranges: tuple[MediaRange, ...], media_types: tuple[str, ...]
) -> tuple[float, bool]:
    """That of the best of an offer's types that are named, else of its first type."""
    likings = [_liking(ranges, media_type) for media_type in media_types]
    return max((liking for liking in likings if liking[1]), default=likings[0])


_remembered = lru_cache(maxsize=1024)(_chosen)


def _liking(ranges: tuple[MediaRange, ...], media_type: str) -> tuple[float, bool]:
    """The quality of a media type, and whether it is named."""
    narrowest, quality = 0, _UNMENTIONED
    for media_range in ranges:
        fit = media_range.fits(media_type)
        if fit and (fit > narrowest or (fit == narrowest and media_range.quality > quality)):
            narrowest, quality = fit, media_range.quality
    return quality, narrowest > 2


@lru_cache(maxsize=256)
def accepts_gzip(header: bytes) -> bool:
    """Whether an ``Accept-Encoding`` header allows gzip, and likes it no less than no coding."""
    qualities = dict[str, float]()
    for element in header.decode("latin-1").lower().split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        quality, _ = _read(parameters)
        if name and quality is not None:
            qualities[name.removeprefix("x-")] = quality
    every = qualities.get("*", 0.0)
    gzip = qualities.get("gzip", every)
    return gzip > 0 and gzip >= qualities.get("identity", 0.0)
