"""The small marks of wikitext: quotes, entities, tags, bullets, and what a link points at."""

from __future__ import annotations

import html
import re

from downrange.documents.model import Span

TOKEN = re.compile(
    r"(?P<space>\s{2,}|[^\S ])"
    r"|(?P<quotes>'{2,})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>)"
    r"|(?P<external>\[(?:(?:https?:|ftps?:)?//|mailto:)[^\s\[\]<>\"]+)"
    r"|(?P<bracket>\])"
    r"|(?P<switch>__[A-Z]{3,24}__)"
)
"""What is not copied as it stands. White space is met where it is not one plain space."""

BULLET = re.compile(r"[*#:;]+[ \t]*")

LINE_TAGS = frozenset(["br", "li", "tr", "dt", "dd", "hr", "div", "center"])
BLOCK_TAGS = frozenset(["p", "blockquote", "ul", "ol", "dl", "table", "poem"])
_INLINE_TAGS = """
    abbr b bdi bdo big caption cite code data del dfn em font h1 h2 h3 h4 h5 h6 i indicator ins
    kbd mark nobr noinclude onlyinclude q rb references rp rt ruby s samp section small span
    strike strong sub sup td th time tt u var wbr
"""
INLINE_TAGS = frozenset(_INLINE_TAGS.split())

_HIDDEN_NAMESPACES = frozenset(["file", "image", "category", "media"])
_INTERLANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,12})*")
_PIPE_TRICK = re.compile(r"^(?:[^:]*:)?([^(,]*[^(,\s])")


def hidden_link(target: str) -> bool:
    """Whether a link shows no words: a picture, a category, the page in another language."""
    prefix, colon, _ = target.partition(":")
    if not colon:
        return False
    name = prefix.strip()
    return name.lower() in _HIDDEN_NAMESPACES or _INTERLANGUAGE.fullmatch(name) is not None


def link_target(target: str) -> str:
    """The title of the page a link points at, without ``#section``; ``""`` within the page."""
    page = html.unescape(target).partition("#")[0]
    return " ".join(page.replace("_", " ").split()).lstrip(":").strip()


def shown_target(span: Span, target: str) -> Span:
    """What a link without a label shows: its target without a colon before it."""
    start = span.start + len(target) - len(target.lstrip(": \t\n"))
    return Span(start, max(start, span.start + len(target.rstrip())))


def pipe_trick(target: str) -> str:
    """What ``[[target|]]`` shows: the title without namespace and what tells it apart.

    https://en.wikipedia.org/wiki/Help:Pipe_trick
    """
    match = _PIPE_TRICK.match(target.strip())
    return match[1].strip() if match else target.strip()
