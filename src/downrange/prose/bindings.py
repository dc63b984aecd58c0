"""What the slots of a match hold: mentions, the entities they name, or words."""

from __future__ import annotations

from dataclasses import dataclass

from downrange.facts.authority import UnnameableError
from downrange.facts.model import Entity
from downrange.prose.encoding import Encoded
from downrange.prose.mentions import Kind, Mention
from downrange.prose.names import NameFinder
from downrange.prose.patterns import Pattern
from downrange.prose.phrases import Found
from downrange.prose.rosters import Place, places
from downrange.prose.sentences import Sentence

# The kind of patterns that tell who flew, or stood by.
_CREW = "crew"


@dataclass(frozen=True, slots=True)
class Bindings:
    """A match of a pattern in a sentence; ``document`` is the text that the sentence is from.

    ``found`` are the match and the phrases around it; ``subject`` is what the pattern's open
    subject was found to be.
    """

    pattern: Pattern
    found: tuple[Found, ...]
    subject: tuple[Mention, ...]
    encoded: Encoded
    sentence: Sentence
    document: str
    names: NameFinder

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.sentence.text

    def source(self, mention: Mention) -> str:
        """The document's own words for a mention."""
        span = self.sentence.words.source_span(mention.start, mention.end)
        return span.of(self.document)

    def holds(self, name: str) -> bool:
        """Whether a slot or a named group holds anything; quicker than to look what."""
        if self.subject and name == self.pattern.subject:
            return True
        return any(one.grammar.group(one.match, name) for one in self.found)

    def bound(self, name: str) -> tuple[Mention, ...]:
        """The mentions that a slot holds; of a list its members, not what stands between them."""
        if self.subject and name == self.pattern.subject:
            return self.subject
        known = self.encoded.mentions
        return tuple(
            known[character]
            for one in self.found
            for group in one.grammar.groups(name)
            if group in one.grammar.slots
            for character in one.match[group] or ""
            if character in known and known[character].kind in one.grammar.slots[group].kinds
        )

    def entities(self, name: str) -> list[Entity]:
        """The entities that a slot holds."""
        found = (self.entity(mention, name) for mention in self.bound(name))
        return [entity for entity in found if entity is not None]

    def entity(self, mention: Mention, name: str) -> Entity | None:
        """The entity of a mention: known, or named by its words and the slot's first kind.

        A surname that may be anyone's names nobody; a crew's Charles Walker is the one known.
        """
        if isinstance(mention.value, Entity):
            return mention.value
        slots = (one.grammar.slots.get(one.grammar.group(one.match, name)) for one in self.found)
        slot = next(filter(None, slots), None)
        kinds = slot.kinds if slot is not None else self.pattern.subject_kinds
        if kinds[0] is Kind.PERSON and self.pattern.kind == _CREW:
            known = self.names.spacefarer(str(mention.value))
            if known is not None:
                return known
        entity = self.named(mention, kinds[0])
        nobody = kinds[0] is Kind.PERSON and entity is not None and " " not in entity.label
        return None if nobody else entity

    def named(self, mention: Mention, kind: Kind) -> Entity | None:
        """The entity of a mention taken for a kind, ``None`` where its words can name nothing."""
        try:
            return self.names.entity(mention, kind)
        except UnnameableError:
            return None

    def roster(self, name: str) -> list[Place]:
        """The people of a list that a named group holds, with their roles."""
        known = self.encoded.mentions
        for one in self.found:
            group = one.grammar.group(one.match, name)
            if group:
                return places((known[c] for c in one.match[group] if c in known), self.text)
        return []

    def person(self, mention: Mention) -> Entity | None:
        """The person of a mention; ``None`` for a single name that may be anyone's."""
        if isinstance(mention.value, Entity):
            return mention.value
        known = self.names.spacefarer(str(mention.value))
        entity = known or self.named(mention, Kind.PERSON)
        return entity if entity is not None and " " in entity.label else None

    def words(self, name: str) -> str:
        """The words of a slot or of a named group, empty where it did not match."""
        mentions = self.bound(name)
        if mentions:
            return self.text[mentions[0].start : mentions[0].end]
        for one in self.found:
            group = one.grammar.group(one.match, name)
            if group:
                start, end = self.encoded.span(*one.match.span(group))
                return self.text[start:end].strip()
        return ""
