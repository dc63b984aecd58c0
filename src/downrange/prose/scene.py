"""A sentence in its setting, and what the matches of a pattern in it tell.

A match tells what its clause is sure enough of (``modality``), of the clause's subject where the
pattern leaves that open (``subjects``), and in the words of its speaker (``speakers``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.documents.model import Document, DocumentFormat
from downrange.facts.model import Evidence, Fact, weakest
from downrange.prose.bindings import Bindings
from downrange.prose.encoding import Encoded
from downrange.prose.mentions import Mention
from downrange.prose.modality import Stance, stance, stance_around
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern
from downrange.prose.phrases import Found, phrases_around
from downrange.prose.sentences import Sentence
from downrange.prose.setting import Setting
from downrange.prose.speakers import Speaker
from downrange.prose.subjects import subjects
from downrange.prose.telling import Telling


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its mentions, its speaker, and the setting it is read in."""

    names: NameFinder
    document: Document
    sentence: Sentence
    encoded: Encoded
    setting: Setting
    told: Speaker | None

    def facts(self, pattern: Pattern) -> Iterator[Fact]:
        """Every fact that a pattern finds in the sentence."""
        named = self.encoded.mentions.values()
        if not pattern.where.holds(self.sentence, self.setting.refer.topic, named):
            return
        for match in pattern.grammar.matches(self.encoded.text):
            who: tuple[Mention, ...] = ()
            if pattern.subject and not pattern.grammar.group(match, pattern.subject):
                who = subjects(self.encoded, match.start(), pattern.subject_kinds)
                if not who:
                    continue
            start, end = self.encoded.span(match.start(), match.end())
            taken = self.stance(pattern, start, end)
            if taken.claims:
                yield from dict.fromkeys(self.telling(pattern, match, who, taken).facts())

    def telling(
        self, pattern: Pattern, match: re.Match[str], who: tuple[Mention, ...], taken: Stance
    ) -> Telling:
        """What a match tells whose subject is ``who`` where the pattern leaves it open."""
        places = [self.encoded.place(mention) for mention in who]
        subject = pattern.grammar.group(match, pattern.subject)
        first = match.start(subject) if subject else min((match.start(), *places))
        phrases = phrases_around(self.encoded, pattern.phrases, first, match.end())
        found = (Found(pattern.grammar, match), *phrases)
        bindings = Bindings(
            pattern, found, who, self.encoded, self.sentence, self.document.text, self.names
        )
        floor = (pattern.modality,) if pattern.modality is not None else ()
        start = min((*(one.match.start() for one in found), *places))
        start, end = self.encoded.span(start, max(one.match.end() for one in found))
        told = self.told
        if told is not None and not told.start <= match.start() < told.end:
            told = None
        modality = weakest((taken.modality, *floor))
        return Telling(bindings, self.setting, modality, self.evidence(start, end), told)

    def stance(self, pattern: Pattern, start: int, end: int) -> Stance:
        """How sure the sentence is of a pattern's match, by the pattern's rule."""
        text = self.sentence.text
        if pattern.presupposed:
            return stance(text[start:end], 0, end - start)
        return (stance if pattern.modality is None else stance_around)(text, start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        """Some words of the sentence, without white space and commas around them."""
        text = self.sentence.text
        while start < end and text[start] in " ,\n":
            start += 1
        while end > start and text[end - 1] in " ,\n":
            end -= 1
        article = self.document.format is DocumentFormat.ARTICLE_TEXT
        span = self.sentence.words.source_span(start, end)
        return Evidence(span, self.sentence.section, "" if article else text[start:end])
