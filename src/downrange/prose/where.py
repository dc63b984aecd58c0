"""Where in a document a pattern is applied: what its words alone do not tell.

*Commander: John Young* is about the crew under the heading *Crew* and about the backups under
*Backup crew*; *the backup crew was …* is about the document's topic where no other mission is
spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from downrange.errors import MappingError
from downrange.facts.model import Entity
from downrange.prose.mentions import Kind, Mention
from downrange.prose.rows import among
from downrange.prose.sentences import Sentence

_KEYS = ("section", "missions")
_TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on the place of a sentence.

    ``section`` is the form that the title of its section has, whole and in any case, ``None``
    for any. ``missions`` is ``topic`` where the sentence may name no mission but the
    document's topic, which there must be; else it is empty.
    """

    section: re.Pattern[str] | None = None
    missions: str = ""

    def holds(self, sentence: Sentence, topic: Entity | None, named: Iterable[Mention]) -> bool:
        """Whether a sentence that names ``named`` is such a place."""
        if self.section is not None and not self.section.fullmatch(sentence.section):
            return False
        if self.missions != _TOPIC:
            return True
        others = (m for m in named if m.kind is Kind.MISSION and m.value != topic)
        return topic is not None and next(others, None) is None


def read_where(table: object) -> Where:
    """The ``where`` of a pattern.

    Raises ``VocabularyError`` for a key that does not exist and ``MappingError`` for a value
    that is none.
    """
    if not isinstance(table, Mapping):
        raise MappingError(f"'where' is no table: {table!r}.")
    for key in table:
        among(key, _KEYS, "key of 'where'")
    missions = str(table.get("missions", ""))
    if missions:
        among(missions, (_TOPIC,), "value of 'missions'")
    section = str(table.get("section", ""))
    try:
        return Where(re.compile(section, re.I) if section else None, missions)
    except re.error as error:
        raise MappingError(f"'section' is no regular expression: {error}") from error
