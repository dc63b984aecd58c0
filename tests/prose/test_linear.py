"""No text makes a pattern or a finder take more than its length allows.

Each is fed 100 kB of near misses: a sentence that it almost reads, over and over, without a
stop. Twice the text takes about twice the time where matching is linear and four times where
it is quadratic; the limit lies between, and a measurement is repeated before it counts, for
other programs run beside this one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from downrange.prose.capitalised import capitalised
from downrange.prose.designators import find_designators
from downrange.prose.encoding import encode
from downrange.prose.hardware import Hardware
from downrange.prose.modality import stance
from downrange.prose.patterns import Pattern
from downrange.prose.sentences import split
from downrange.prose.values import find_values
from tests.prose.reading import engine, facts, mentions

LENGTH = 100_000
LIMIT = 3.2
# What takes less than this is fast enough whatever its growth, and cannot be measured well.
TOO_SHORT = 0.05
TRIES = 4


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def grows_linearly(work: Callable[[str], object], text: str) -> bool:
    """Whether a text takes clearly less than four times as long as its first half."""
    for attempt in range(TRIES):
        # What was read before may be remembered, so each attempt has a text of its own.
        text = " " * attempt + text
        whole = seconds(work, text)
        if whole < TOO_SHORT or whole < LIMIT * seconds(work, text[: len(text) // 2]):
            return True
    return False


def repeated(words: str) -> str:
    return (words * (LENGTH // len(words) + 1))[:LENGTH]


@pytest.mark.parametrize("one", engine().patterns, ids=lambda one: one.rule)
def test_a_pattern_is_linear_in_what_it_almost_reads(one: Pattern) -> None:
    example = one.positive[0]
    sentence = encode(example.text, mentions(example.text, example.title)).text.rstrip(". ")
    # Without its last third the sentence begins to match and fails, each time anew.
    near_miss = repeated(sentence[: max(8, len(sentence) * 2 // 3)] + " ")
    near_miss = f"{' '.join(one.grammar.words)} {near_miss}"
    assert grows_linearly(lambda text: list(one.grammar.matches(text)), near_miss)


UNITS = {
    "names": "Neil Armstrong and Buzz Aldrin, Jr. met Michael van den Collins ",
    "missions": "STS-1, STS-7 and Soyuz TM-32 / Expedition 30, ",
    "values": "on 3 December 2016 at 16:43 UTC, 705 kg of cargo and 3,500 km for six minutes ",
    "capitals": "Aa Bb. C. de la Dd-Ee (Ff) ",
    "cues": "if it was not planned to may have been and the would never have, which and was ",
    "stops": "e.g. a.m. U.S. Dr. A. ",
    "lines": "Neil\n\n",
    "dots": ".",
    "dots and spaces": ". . ...   ",
    "letters": "Aa",
    "spaces": " ",
    "brackets": '([“‘"((( ',
    "hyphens": "a-b-c-1-2-3-X-",
    "digits": "1234567890 1,234,567 ",
}
FINDERS: dict[str, Callable[[str], object]] = {
    "sentences": lambda text: list(split(text)),
    "capitalised": lambda text: list(capitalised(text)),
    "designators": lambda text: list(find_designators(text)),
    "hardware": lambda text: list(Hardware(engine().names.naming).find(text)),
    "values": lambda text: list(find_values(text)),
    "modality": lambda text: stance(text, len(text) // 2, len(text) // 2 + 9),
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
@pytest.mark.parametrize("finder", FINDERS.values(), ids=FINDERS.keys())
def test_a_finder_is_linear(finder: Callable[[str], object], unit: str) -> None:
    assert grows_linearly(finder, repeated(unit))


@pytest.mark.parametrize(
    "unit",
    [
        "Jim Lovell flew as commander of Apollo 13 and was planned to not fly on Apollo 14, ",
        "Progress MS-04 was launched on 1 December 2016 from the Baikonur Cosmodrome and ",
        *UNITS.values(),
    ],
)
def test_the_whole_is_linear_in_a_sentence_without_an_end(unit: str) -> None:
    assert grows_linearly(lambda text: facts(text, "Apollo 13"), repeated(unit))
