"""Every value of a running text, each grammar applied once.

The grammars build on one another (an elapsed time is a duration, a duration is made of
quantities), so a reader who wants several kinds asks here and no text is scanned twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from downrange.values.clocks import ClockTime, find_clock_times
from downrange.values.coordinates import Coordinates, find_coordinates
from downrange.values.date_ranges import DateRange, date_ranges_among
from downrange.values.durations import Duration, Elapsed, durations_among, elapsed_among
from downrange.values.money import Money, find_money
from downrange.values.quantities import Quantity, quantities_in_prose, scan
from downrange.values.relative_dates import (
    PartialDate,
    RelativeDate,
    find_partial_dates,
    relative_dates_among,
)
from downrange.values.substances import SubstanceMass, substance_masses_among
from downrange.values.times import Time, find_times


@dataclass(frozen=True, slots=True)
class ProseValues:
    """The values of a text, each kind in the order of the text; kinds may overlap.

    ``quantities`` also has the parts of ``durations``, ``relative_dates`` may share the words
    of a duration, and ``clock_times`` those of a complete time.
    """

    quantities: tuple[Quantity, ...]
    durations: tuple[Duration, ...]
    elapsed: tuple[Elapsed, ...]
    substance_masses: tuple[SubstanceMass, ...]
    times: tuple[Time, ...]
    clock_times: tuple[ClockTime, ...]
    date_ranges: tuple[DateRange, ...]
    relative_dates: tuple[RelativeDate, ...]
    partial_dates: tuple[PartialDate, ...]
    money: tuple[Money, ...]
    coordinates: tuple[Coordinates, ...]


def read_prose(text: str) -> ProseValues:
    """What every ``find_...`` of this package gives for ``text``, for the price of one."""
    scanned = scan(text)
    quantities = tuple(quantities_in_prose(text, scanned))
    durations = tuple(durations_among(text, scanned))
    times = tuple(find_times(text))
    return ProseValues(
        quantities=quantities,
        durations=durations,
        elapsed=tuple(elapsed_among(text, durations)),
        substance_masses=tuple(substance_masses_among(text, quantities)),
        times=times,
        clock_times=tuple(find_clock_times(text)),
        date_ranges=tuple(date_ranges_among(text, times)),
        relative_dates=tuple(relative_dates_among(text, durations)),
        partial_dates=tuple(find_partial_dates(text)),
        money=tuple(find_money(text)),
        coordinates=tuple(find_coordinates(text)),
    )
