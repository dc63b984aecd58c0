"""Entities by name: exactly, by the beginning, and by names that are like it.

A like name is looked for by the rarest of its words, of which a misspelt one stands for those that
share half its trigrams; where a name has a designator, only among names with the same.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from downrange.reconciliation.names import (
    Words,
    designator,
    is_part_of_designator,
    likeness,
    phrase,
    spelt_alike,
    trigrams,
    words_of,
)
from downrange.reconciliation.register import Register

Fits = Callable[[int], bool]

_LEAST_LIKENESS = 0.3
_MOST_WORDS = 12
_MOST_SCANNED = 2_000
_MOST_COMPARED = 200
_MOST_SPELLINGS = 5
_MOST_MISSPELT = 4
_SHORTEST_MISSPELT = 4


class NameIndex:
    """Made once of a register, and only read afterwards."""

    def __init__(self, register: Register) -> None:
        self._by_slug: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(len(register)):
            for slug in register.labels[number] | register.aliases[number]:
                self._by_slug[slug].append(number)
        self._slugs = sorted(self._by_slug)
        # Short names first: of many with a common word, the ones that have little else.
        named = sorted(self._slugs, key=lambda slug: (len(slug), slug))
        self._names = [(words_of(slug), slug) for slug in named]
        self._designators: list[str] = []
        self._with_designator: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._with_word: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for name, (words, _) in enumerate(self._names):
            mark = phrase(designator(words))
            self._designators.append(mark)
            self._with_designator[mark].append(name)
            for word in set(words):
                self._with_word[word].append(name)
        self._words = sorted(self._with_word)
        self._with_trigram: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, word in enumerate(self._words):
            if not is_part_of_designator(word):
                for trigram in trigrams(word):
                    self._with_trigram[trigram].append(at)
        self._spellings = lru_cache(maxsize=4_096)(self._spellings_of)

    def named(self, slugs: Iterable[str]) -> list[int]:
        """The entities that bear one of some names, in their order."""
        return sorted({number for slug in slugs for number in self._by_slug.get(slug, ())})

    def alike(self, slugs: Iterable[str], fits: Fits) -> dict[int, float]:
        """Entities that fit and have a name like one of some, each with how like it is."""
        found: dict[int, float] = {}
        for slug in sorted(slugs):
            asked = words_of(slug)[:_MOST_WORDS]
            for name in self._near(asked, fits):
                words, known = self._names[name]
                alike = likeness(asked, words)
                if alike >= _LEAST_LIKENESS:
                    for number in self._by_slug[known]:
                        found[number] = max(alike, found.get(number, 0.0))
        return {number: alike for number, alike in found.items() if fits(number)}

    def beginning(self, prefix: str) -> Iterator[int]:
        """Entities with a name that begins so, by name; then those with such words in it."""
        seen: set[int] = set()
        for number in self._beginning(prefix):
            if number not in seen:
                seen.add(number)
                yield number

    def _beginning(self, prefix: str) -> Iterator[int]:
        for at in range(bisect_left(self._slugs, prefix), len(self._slugs)):
            slug = self._slugs[at]
            if not slug.startswith(prefix):
                break
            yield from self._by_slug[slug]
        *whole, last = words_of(prefix)[:_MOST_WORDS] or ("",)
        endings: set[int] = set()
        for at in range(*self._span(last)) if last else ():
            endings.update(self._with_word[self._words[at]])
            if len(endings) > _MOST_SCANNED:
                break
        for word in whole:
            endings.intersection_update(self._with_word.get(word, ()))
        for name in sorted(endings):
            yield from self._by_slug[self._names[name][1]]

    def _span(self, prefix: str) -> tuple[int, int]:
        """Where the words stand that begin so."""
        return bisect_left(self._words, prefix), bisect_left(self._words, f"{prefix}\U0010ffff")

    def _near(self, asked: Words, fits: Fits) -> list[int]:
        mark = phrase(designator(asked))
        if not mark:
            return self._sharing(asked, lambda name: self._fit(name, fits))
        same = self._with_designator.get(mark, array("I"))
        if len(same) <= _MOST_COMPARED:
            return list(same)
        return self._sharing(
            [word for word in asked if not is_part_of_designator(word)],
            lambda name: self._designators[name] == mark and self._fit(name, fits),
        )

    def _fit(self, name: int, fits: Fits) -> bool:
        return any(fits(number) for number in self._by_slug[self._names[name][1]])

    def _sharing(self, words: Iterable[str], wanted: Fits) -> list[int]:
        """The names that share most words, as far as their rarer words find them."""
        groups = []
        unknown = 0
        for word in dict.fromkeys(words):
            spellings: tuple[str, ...] = (word,)
            if word not in self._with_word:
                unknown += 1
                spellings = self._spellings(word) if unknown <= _MOST_MISSPELT else ()
            groups.append([self._with_word[spelling] for spelling in spellings])
        groups.sort(key=lambda group: sum(map(len, group)))
        shared: Counter[int] = Counter()
        left = _MOST_SCANNED
        for group in groups:
            for names in group:
                shared.update(filter(wanted, islice(names, left)))
                left -= min(left, len(names))
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return [name for name, _ in best[:_MOST_COMPARED]]

    def _spellings_of(self, word: str) -> tuple[str, ...]:
        """The known words that one may be a misspelling of, the likest first."""
        if len(word) < _SHORTEST_MISSPELT or is_part_of_designator(word):
            return ()
        shared: Counter[int] = Counter()
        for trigram in trigrams(word):
            shared.update(self._with_trigram.get(trigram, ()))
        near = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: 4 * _MOST_SPELLINGS]
        alike = [(spelt_alike(word, self._words[at]), self._words[at]) for at, _ in near]
        likest = sorted(((how, other) for how, other in alike if how), key=lambda x: (-x[0], x[1]))
        return tuple(other for _, other in likest[:_MOST_SPELLINGS])
