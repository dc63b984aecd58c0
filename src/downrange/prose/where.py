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
_CREWED = "crewed"
# Whose commander a commander is: not a cargo ship's that docks with a station.
_FLOWN_BY_PEOPLE = re.compile(
    r"(?:Soyuz|Apollo|Gemini|Mercury|Vostok|Voskhod|STS|Shenzhou|Skylab|SpaceX Crew|Crew|"
    r"Expedition|Mir|Salyut|Boeing|Starliner|Artemis|Inspiration|Axiom|Polaris|Freedom|Friendship|"
    r"Liberty Bell|Aurora|Sigma|Faith)\b"
)


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on the place of a sentence.

    ``section`` is the form that the title of its section has, whole and in any case, ``None``
    for any. ``missions`` is ``topic`` where the sentence may name no mission but the
    document's topic, which there must be, and ``crewed`` where that must be a flight with a
    crew besides; else it is empty.
    """

    section: re.Pattern[str] | None = None
    missions: str = ""

    def holds(self, sentence: Sentence, topic: Entity | None, named: Iterable[Mention]) -> bool:
        """Whether a sentence that names ``named`` is such a place."""
        if self.section is not None and not self.section.fullmatch(sentence.section):
            return False
        if not self.missions:
            return True
        if self.missions == _CREWED and (topic is None or not _FLOWN_BY_PEOPLE.match(topic.label)):
            return False
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
        among(missions, (_TOPIC, _CREWED), "value of 'missions'")
    section = str(table.get("section", ""))
    try:
        return Where(re.compile(section, re.I) if section else None, missions)
    except re.error as error:
        raise MappingError(f"'section' is no regular expression: {error}") from error
