"""Drawings made from the data, as numbers: the templates turn them into SVG.

Widths are those of a narrow column, so that one drawing serves a desk and a phone and its
letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pyoxigraph import NamedNode

from downrange.publication.claims import Claims, Pointer
from downrange.publication.entity import Entities
from downrange.publication.index import Index, iri
from downrange.publication.names import Names, Reference

LINE = 17
"""Height of a line of text, in pixels."""

_CHARACTERS = 31
_MOST_LINES = 3
_EVENTS = tuple(iri(f"sf:{n}") for n in ("launch", "hasEvent", "plannedEvent", "hypotheticalEvent"))
_MOST_NEIGHBOURS = 7
_ROW = 44
_LETTERS = 15
_WIDTH = 360
_WIDE, _WIDEST = 22, 46
_KINDS = {
    **dict.fromkeys(("event", "circumstance"), "event"),
    **dict.fromkeys(("person", "organization", "role"), "who"),
    **dict.fromkeys(("place", "launch-site", "spaceport", "celestial-body"), "place"),
    **dict.fromkeys(("orbit", "orbit-regime", "reference-system"), "place"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on a timeline: ``y`` is where its first line stands, in pixels.

    ``date`` is empty where it is that of the mark above.
    """

    y: int
    date: str
    clock: str
    event: Reference
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events from top to bottom, in the order of time; ``height`` in pixels."""

    marks: tuple[Mark, ...]
    height: int

    @property
    def has_possible(self) -> bool:
        return any(mark.event.standing == "possible" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node beside the entity: ``y`` in pixels, ``lines`` its label as the drawing has room.

    ``kind`` has the colour that passages of a document have for the like.
    """

    y: int
    lines: tuple[str, ...]
    kind: str
    property: str
    node: Reference
    standing: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What points to an entity stands on its left, what it points to on its right."""

    left: tuple[Neighbour, ...]
    right: tuple[Neighbour, ...]
    height: int
    more: int

    @property
    def middle(self) -> int:
        return self.height // 2

    @property
    def centre(self) -> int:
        """Where the entity itself stands, from the left: in the middle, unless a side is empty."""
        if not self.left:
            return 12
        return _WIDTH // 2 if self.right else _WIDTH - 12


@dataclass(frozen=True)
class Drawings:
    """Lays out drawings of entities."""

    index: Index
    names: Names
    claims: Claims
    entities: Entities

    def timeline(self, node: str) -> Timeline | None:
        """The dated events of a node, ``None`` where there are fewer than two."""
        events = {event for predicate in _EVENTS for event in self.index.nodes(node, predicate)}
        launch = self.index.node(node, _EVENTS[0])
        moments = {event: self.entities.moment(event, launch) for event in events}
        dated = sorted(
            (moment, self.names.standing(event) != "planned", event)
            for event, moment in moments.items()
            if moment
        )
        if len(dated) < 2:
            return None
        marks: list[Mark] = []
        y, last = LINE, ""
        for _, _, event in dated:
            date, clock = _parts(self.entities.when(event), last)
            reference = self.names.reference(event)
            lines = tuple(_wrapped(reference.label, _CHARACTERS, _MOST_LINES))
            if date != last and marks:
                y += LINE // 2
            marks.append(Mark(y, "" if date == last else date, clock, reference, lines))
            y += LINE * (len(lines) + bool(clock)) + 8
            last = date
        return Timeline(tuple(marks), y)

    def neighbourhood(self, node: str) -> Neighbourhood | None:
        """The nearest nodes, some of each property; ``None`` where there is none."""
        outgoing = self._ends(
            Pointer(c.predicate, c.value.value, c.modality)
            for c in self.claims.of(node)
            if isinstance(c.value, NamedNode)
        )
        known = {pointer.subject for pointer in outgoing}
        incoming = [p for p in self._ends(self.claims.to(node)) if p.subject not in known]
        left, right = incoming[:_MOST_NEIGHBOURS], outgoing[:_MOST_NEIGHBOURS]
        if not left and not right:
            return None
        more = len(incoming) + len(outgoing) - len(left) - len(right)
        letters = _WIDE if left and right else _WIDEST
        sides = [[self._told(pointer, letters) for pointer in side] for side in (left, right)]
        height = max(map(_height, sides)) + 10
        return Neighbourhood(
            tuple(_placed(sides[0], height)), tuple(_placed(sides[1], height)), height, more
        )

    def _ends(self, pointers: Iterable[Pointer]) -> list[Pointer]:
        """Each neighbour once, one of every property before a second of any."""
        seen: set[str] = set()
        by_property: dict[str, list[Pointer]] = {}
        for pointer in pointers:
            end = pointer.subject
            if end not in seen and self.names.segment(end) and self.names.place(end):
                seen.add(end)
                by_property.setdefault(pointer.predicate, []).append(pointer)
        ranks = zip_longest(*by_property.values())
        return [pointer for rank in ranks for pointer in rank if pointer is not None]

    def _told(self, pointer: Pointer, letters: int) -> Neighbour:
        reference = self.names.reference(pointer.subject)
        return Neighbour(
            0,
            tuple(_wrapped(reference.label, letters, 2)),
            _KINDS.get(self.names.segment(pointer.subject), "thing"),
            _cut(self.names.term(pointer.predicate), letters),
            reference,
            reference.standing or pointer.modality,
        )


def _height(neighbours: Sequence[Neighbour]) -> int:
    return sum(_ROW + _LETTERS * (len(n.lines) - 1) for n in neighbours)


def _placed(neighbours: Sequence[Neighbour], height: int) -> Iterator[Neighbour]:
    """One below the other, as a whole in the middle of the height."""
    y = (height - _height(neighbours)) // 2 + _ROW // 2
    for neighbour in neighbours:
        yield replace(neighbour, y=y)
        y += _ROW + _LETTERS * (len(neighbour.lines) - 1)


def _parts(when: str, last: str) -> tuple[str, str]:
    """A time as date and clock: ``1 Dec 2016`` and ``14:51:52 UTC``, or a time since lift-off."""
    if when.startswith("T+"):
        return last, when
    end = when.removeprefix("until ")
    date, _, clock = end.partition(", ")
    if end != when:
        clock = f"until {clock}" if clock else "until then"
    return " ".join(word[:3] if word.isalpha() else word for word in date.split()), clock


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _wrapped(text: str, letters: int, most: int) -> list[str]:
    """The text in lines that fit; a last line that does not is cut."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, letters + 2) for line in lines]
