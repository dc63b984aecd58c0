"""Masses of something: ``705 kg of propellant``, ``50 kg of oxygen and air``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from downrange.values.quantities import Quantity, find_quantities
from downrange.values.units import Dimension


@dataclass(frozen=True, slots=True)
class SubstanceMass:
    """A mass and the substance, at ``text[substance_start:substance_end]``, that it is of."""

    mass: Quantity
    substance: str
    substance_start: int
    substance_end: int


# A substance is a noun with what stands before it: up to four words, none of which can begin
# or follow the next phrase, and once more after "and".
_STOP = (
    "a|an|the|its|their|his|to|for|from|into|in|on|at|aboard|onboard|by|with|was|were|is|are|has"
    "|had|have|that|which|who|including|during|as|per|about|than|up|out|it|they|he|she|but|or"
    "|and|of|be|been|will|would|could|after|before|while|when|then|also|each|left|went|came"
    "|via|within|over|under|toward|towards|through|between"
)
_NOUN = rf"(?!(?:{_STOP})\b)[A-Za-z][A-Za-z-]{{1,24}}\b"
_PHRASE = rf"{_NOUN}(?:\s{_NOUN}){{0,3}}?"
_ENDS = rf"(?=\s?(?:[.,;:()\n]|\Z|[–—])|\s(?:{_STOP})\b|\s\w+ed\b)"
_OF = re.compile(
    rf"\sof\s(?:the\s|its\s)?(?P<substance>{_PHRASE}{_ENDS}"
    rf"(?:\sand\s(?!(?:{_STOP})\b)(?!\w+ed\b){_PHRASE}{_ENDS})?)"
)
_NOT_SUBSTANCES = frozenset({"thrust", "force", "altitude", "it", "them", "mass", "weight"})


def find_substance_masses(text: str) -> Iterator[SubstanceMass]:
    """Every mass of a substance that follows it with ``of``, in order."""
    return substance_masses_among(text, find_quantities(text))


def substance_masses_among(text: str, quantities: Iterable[Quantity]) -> Iterator[SubstanceMass]:
    """What ``find_substance_masses`` gives, where ``find_quantities(text)`` was already called."""
    for mass in quantities:
        if mass.dimension is not Dimension.MASS:
            continue
        match = _OF.match(text, mass.whole_end)
        if match and match["substance"].casefold() not in _NOT_SUBSTANCES:
            yield SubstanceMass(mass, match["substance"], *match.span("substance"))
