"""Applies patterns to prose: sentences in, facts out.

For each sentence its mentions are found once, the sentence is encoded, and every pattern with
one of its literals in the sentence is matched. What a match states goes through the clause's
modality and the sentence's speaker before it becomes a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from downrange.documents.model import Document
from downrange.facts.model import Fact
from downrange.facts.reading import Reading
from downrange.prose.encoding import encode
from downrange.prose.mentions import Mention, without_overlaps
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern
from downrange.prose.scene import Scene
from downrange.prose.sentences import Sentence, sentences
from downrange.prose.setting import Setting, setting_of
from downrange.prose.speakers import speaker
from downrange.prose.values import find_values


@dataclass(frozen=True)
class Engine:
    """Patterns, ready to be applied to any document."""

    patterns: tuple[Pattern, ...]
    names: NameFinder

    @cached_property
    def _by_literal(self) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
        literals = sorted({literal for pattern in self.patterns for literal in pattern.literals})
        return tuple(
            (literal, tuple(p for p in self.patterns if literal in p.literals))
            for literal in literals
        )

    def facts(self, reading: Reading) -> Iterator[Fact]:
        """Every fact that patterns find in a document's prose, in text order.

        What ``reading`` already tells of the document is the setting they are read in.
        """
        read = list(sentences(reading.document))
        named = (mention for sentence in read for mention in self.names.known(sentence.text))
        setting = setting_of(reading, self.names.naming, named)
        for sentence in read:
            yield from self._sentence_facts(reading.document, sentence, setting)

    def _sentence_facts(
        self, document: Document, sentence: Sentence, setting: Setting
    ) -> Iterator[Fact]:
        asked = self._asked(sentence.text)
        if not asked:
            return
        encoded = encode(sentence.text, self.mentions(sentence.text, setting))
        scene = Scene(self.names, document, sentence, encoded, setting, speaker(encoded))
        for pattern in asked:
            yield from scene.facts(pattern)

    def _asked(self, text: str) -> list[Pattern]:
        """The patterns that have a literal in a text, in their order."""
        found = {
            pattern.id: pattern
            for literal, patterns in self._by_literal
            if literal in text
            for pattern in patterns
        }
        return [pattern for pattern in self.patterns if pattern.id in found]

    def mentions(self, text: str, setting: Setting) -> list[Mention]:
        """The names and values of a sentence, without overlaps."""
        found = [*find_values(text), *self.names.find(text), *setting.refer.find(text)]
        return [setting.refer.resolved(mention) for mention in without_overlaps(found)]
