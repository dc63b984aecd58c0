"""Every grammar is linear: near misses of any length cost time in proportion to it.

Each row repeats words that nearly match. Ten times the text may take no more than a multiple
of ten times as long, with room for a loaded computer; a pattern that backtracks over more
than a fixed stretch would take a hundred times as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import pytest

from downrange.values.clocks import find_clock_times
from downrange.values.coordinates import find_coordinates, parse_longitude
from downrange.values.designations import (
    find_cospar_ids,
    find_satcat_numbers,
    find_serials,
    parse_designated,
)
from downrange.values.numbers import find_numbers, find_ordinals
from downrange.values.prose import read_prose
from downrange.values.sites import parse_site
from downrange.values.times import parse_time

_NEAR_MISSES = {
    "digits": "1",
    "thousands": ",000",
    "decimals": "1.",
    "number words": "one ",
    "hundreds": "two hundred and ",
    "tens": "twenty-",
    "scales": "a million ",
    "halves": "three and a ",
    "ranges": "1–",
    "to": "5 to ",
    "units": "5 km, and ",
    "unit letters": "5 k",
    "durations": "5 days, ",
    "between": "between 5 and ",
    "parentheses": "5 km (",
    "conversions": "5 km (3 mi; ",
    "plus": "T+",
    "days": "1 December ",
    "months": "December ",
    "month ranges": "May – ",
    "years": "2016 ",
    "year ranges": "2016–",
    "clocks": "14:51:",
    "clock zones": "14:51 UTC on ",
    "in": "in 2016–",
    "dollars": "$1",
    "rubles": "2,135 billion ",
    "currency": "5 rubles$",
    "serials": "s/n ",
    "serial parts": "s/n P1-1-",
    "saturns": "Saturn V ",
    "cospar": "1998-",
    "satcat": "NORAD ID ",
    "sites": "Launch ",
    "pads": "LC-",
    "commas": "Site, ",
    "degrees": "51°38′",
    "sixtieths": "51°38′24″N ",
    "of": "5 kg of ",
    "substances": "5 kg of oxygen and ",
    "letters": "kilogram",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "line feeds": "\n",
    "dashes": "–",
    "brackets": "(",
}
_GRAMMARS: tuple[Callable[[str], object], ...] = (
    read_prose,
    find_numbers,
    find_ordinals,
    find_clock_times,
    find_coordinates,
    parse_longitude,
    find_serials,
    find_cospar_ids,
    find_satcat_numbers,
    parse_designated,
    parse_site,
    parse_time,
)
_SHORT, _LONG = 10_000, 100_000
_ALLOWANCE = 4.0
_TOO_SHORT_TO_MEASURE = 0.02


def _cost(grammar: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    result = grammar(text)
    if isinstance(result, Iterable):
        for _ in result:
            pass
    return time.process_time() - start


@pytest.mark.parametrize("name", _NEAR_MISSES)
def test_near_misses_cost_linear_time(name: str) -> None:
    words = _NEAR_MISSES[name]
    for grammar in _GRAMMARS:
        short = _cost(grammar, words * (_SHORT // len(words)))
        long = _cost(grammar, words * (_LONG // len(words)))
        bound = max(short, _TOO_SHORT_TO_MEASURE) * _ALLOWANCE * _LONG / _SHORT
        assert long <= bound, f"{grammar.__name__}: {short:.3f} s, then {long:.3f} s"
