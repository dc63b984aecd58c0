"""Charts as numbers: bars and columns whose lengths the templates draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from downrange.publication.names import Reference

_LONGEST_BAR = 150
_TALLEST_COLUMN = 90
_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Bar:
    """A count of something; ``length`` in pixels."""

    label: str
    count: int
    reference: Reference
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A count of one year or of several; ``x``, ``width`` and ``height`` in pixels."""

    label: str
    count: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A histogram over years; ``step`` is how many years a column stands for."""

    columns: tuple[Column, ...]
    first: int
    last: int
    step: int
    greatest: int


def bars(given: Iterable[Bar]) -> tuple[Bar, ...]:
    """The bars with their lengths, the greatest as long as there is room."""
    kept = tuple(given)
    greatest = max((bar.count for bar in kept), default=1) or 1
    return tuple(
        Bar(b.label, b.count, b.reference, round(b.count * _LONGEST_BAR / greatest, 1))
        for b in kept
    )


def columns(counts: Mapping[int, int]) -> Columns | None:
    """A histogram of counts by year; ``None`` where there are fewer than two years."""
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    step = max(1, -(-(last - first + 1) // 64))
    number = (last - first) // step + 1
    summed = [0] * number
    for year, count in counts.items():
        summed[(year - first) // step] += count
    greatest, width = max(summed), _WIDTH / number
    return Columns(
        tuple(
            Column(
                str(first + i * step)
                if step == 1
                else f"{first + i * step}–{first + i * step + step - 1}",
                count,
                round(i * width, 1),
                round(width * 0.8, 1),
                round(count * _TALLEST_COLUMN / greatest, 1),
            )
            for i, count in enumerate(summed)
        ),
        first,
        last,
        step,
        greatest,
    )
