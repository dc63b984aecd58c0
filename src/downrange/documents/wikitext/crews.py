"""Crew tables, which give a member a line: *Commander: John W. Young*.

https://en.wikipedia.org/wiki/Template:Spaceflight_crew. ``position1`` is held by ``crew1_up``,
who was launched, and by ``crew1_down``, who landed, where that is another.
"""

from __future__ import annotations

from downrange.documents.model import Span
from downrange.documents.wikitext.calls import Call

_MOST = 20
_UP = ("crew{}_up", "crew{}")
_DOWN = "crew{}_down"


def crew(call: Call) -> None:
    """A line for each position that somebody held, its words the source's own."""
    start, end = call.span.start, call.span.end
    call.out.paragraph(Span(start, start + 2))
    for number in range(1, _MOST + 1):
        position = f"position{number}"
        up = next((n for n in (form.format(number) for form in _UP) if call.text(n)), "")
        down = _DOWN.format(number)
        if up:
            _line(call, position, up, ": ")
        if call.text(down) not in ("", call.text(up)):
            _line(call, position, down, ", landing: " if up else ": ")
    call.out.paragraph(Span(end - 2, end))


def _line(call: Call, position: str, name: str, between: str) -> None:
    """*Position: name*; a name alone where the position has none."""
    if call.text(position):
        words = call.show_words(position)
        call.out.write(between, Span(words.end, words.end + 1))
    words = call.show_words(name)
    call.out.line(Span(words.end, words.end + 1))
