"""Applies patterns to prose: sentences in, facts out.

For each sentence its mentions are found once, the sentence is encoded, and every pattern with
one of its literals in the sentence is matched. What a match states goes through the clause's
modality and the sentence's speaker before it becomes a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import ahocorasick

from downrange.documents.model import Document
from downrange.facts.model import Entity, Fact
from downrange.facts.reading import Reading
from downrange.prose.dates import yearless_dates
from downrange.prose.encoding import encode
from downrange.prose.hardware import Hardware
from downrange.prose.mentions import Kind, Mention, without_overlaps
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern
from downrange.prose.pronouns import pronouns
from downrange.prose.scene import Scene
from downrange.prose.sentences import Sentence, sentences
from downrange.prose.setting import Setting, setting_of
from downrange.prose.speakers import speaker
from downrange.prose.values import VALUE_KINDS, find_values


@dataclass(frozen=True)
class Engine:
    """Patterns, ready to be applied to any document."""

    patterns: tuple[Pattern, ...]
    names: NameFinder

    @cached_property
    def _literals(self) -> ahocorasick.Automaton:
        """Finds every literal of every pattern in one pass; gives the places of its patterns."""
        asking: defaultdict[str, list[int]] = defaultdict(list)
        for place, pattern in enumerate(self.patterns):
            for literal in pattern.literals:
                asking[literal].append(place)
        automaton = ahocorasick.Automaton()
        for literal, places in asking.items():
            automaton.add_word(literal, places)
        automaton.make_automaton()
        return automaton

    def facts(self, reading: Reading) -> Iterator[Fact]:
        """Every fact that patterns find in a document's prose, in text order.

        What ``reading`` already tells of the document is the setting they are read in.
        """
        read = list(sentences(reading.document))
        named = [list(self.names.find(sentence.text)) for sentence in read]
        setting = setting_of(reading, self.names.naming, chain.from_iterable(named))
        named = [list(map(setting.refer.own, names)) for names in named]
        meant = [list(setting.refer.find(sentence.text)) for sentence in read]
        known = ([*said, *names] for said, names in zip(meant, named, strict=True))
        its = pronouns(zip(read, known, strict=True), setting.refer.topic)
        dates = yearless_dates((sentence.text for sentence in read), setting.launched)
        for sentence, *found in zip(read, named, dates, its, meant, strict=True):
            names = list(chain.from_iterable(found))
            yield from self._sentence_facts(reading.document, sentence, names, setting)

    def _sentence_facts(
        self, document: Document, sentence: Sentence, names: Sequence[Mention], setting: Setting
    ) -> Iterator[Fact]:
        """The facts of a sentence; its values are read only where a pattern may ask for them."""
        text = sentence.text
        asked = self._asked(text)
        if not asked:
            return
        hardware = Hardware(self.names.naming, setting.refer.vehicle).find(text)
        named = [*names, *hardware]
        asked = _fitting(asked, {*VALUE_KINDS, Kind.WORD, *(mention.kind for mention in named)})
        if not asked:
            return
        mentions = self.mentions(text, named, setting)
        encoded = encode(text, mentions)
        scene = Scene(self.names, document, sentence, encoded, setting, speaker(encoded))
        for pattern in _fitting(asked, {mention.kind for mention in mentions}):
            yield from scene.facts(pattern)

    def _asked(self, text: str) -> list[Pattern]:
        """The patterns that have a literal in a text, in their order."""
        if not len(self._literals):
            return []
        places = {place for _, found in self._literals.iter(text) for place in found}
        return [self.patterns[place] for place in sorted(places)]

    def mentions(self, text: str, names: Iterable[Mention], setting: Setting) -> list[Mention]:
        """The ``names`` found in a sentence and its values, without overlaps."""
        found = [*find_values(text), *names]
        resolved = [setting.refer.resolved(mention) for mention in without_overlaps(found)]
        missions = {
            mention.value.label
            for mention in resolved
            if mention.kind is Kind.MISSION and isinstance(mention.value, Entity)
        }
        settled = (self.names.settled(mention, missions) for mention in resolved)
        return [mention for mention in settled if mention is not None]


def _fitting(patterns: Iterable[Pattern], kinds: Set[Kind]) -> list[Pattern]:
    return [pattern for pattern in patterns if pattern.fits(kinds)]
