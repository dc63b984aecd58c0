"""A Wikidata item as far as it can be compared: names, and the values of its statements.

Read from the JSON of dumps and of the API,
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html .
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from downrange.errors import LinkError

_ID = re.compile(r"Q[1-9][0-9]{0,17}")
_TIME = re.compile(r"\+0*(\d{4})-(\d\d)-(\d\d)T")
_LANGUAGES = ("en", "mul", "en-gb", "en-us", "en-ca")
YEAR, MONTH, DAY = 9, 10, 11
"""Wikidata's precisions of a time; it stores none finer than a day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time: ``2016-12-01`` with as much of it known as ``precision`` (9 to 11) says."""

    date: str
    precision: int

    @property
    def known(self) -> str:
        """The part that is known: ``2016``, ``2016-12`` or ``2016-12-01``."""
        return self.date[: {YEAR: 4, MONTH: 7}.get(self.precision, 10)]


Value = str | Moment
"""An item's id, a string or external identifier, or a time. Other kinds are left out."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its id, names and statements (property id to values; deprecated ones left out).

    ``labels`` are the English and the language-independent ones. ``edited`` is the ISO date of
    the last edit, empty where unknown.
    """

    id: str
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""
    statements: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    edited: str = ""

    @property
    def label(self) -> str:
        """What to call it: its first label, else its id."""
        return self.labels[0] if self.labels else self.id

    def values(self, property_id: str) -> tuple[Value, ...]:
        return self.statements.get(property_id, ())

    def joined(self, other: Item) -> Item:
        """This item with what another part of it says."""
        statements = dict(self.statements)
        for key, values in other.statements.items():
            statements[key] = tuple(dict.fromkeys((*self.values(key), *values)))
        return Item(
            self.id,
            tuple(dict.fromkeys((*self.labels, *other.labels))),
            tuple(dict.fromkeys((*self.aliases, *other.aliases))),
            self.description or other.description,
            statements,
            self.edited or other.edited,
        )

    @classmethod
    def read(cls, entity: Mapping[str, object]) -> Item:
        """The item in an entity's JSON.

        What is not as the format says is left out. Raises ``LinkError`` where it is no item.
        """
        name = str(entity.get("id", ""))
        if not is_item_id(name):
            raise LinkError(f"{name[:40]!r} is no id of a Wikidata item.")
        claims = entity.get("claims")
        statements = {
            str(key): values
            for key, group in (claims.items() if isinstance(claims, Mapping) else ())
            if (values := tuple(dict.fromkeys(_values(group))))
        }
        return cls(
            name,
            tuple(dict.fromkeys(_terms(entity.get("labels")))),
            tuple(dict.fromkeys(_terms(entity.get("aliases")))),
            next(_terms(entity.get("descriptions")), ""),
            statements,
            str(entity.get("modified", ""))[:10],
        )


def is_item_id(text: str) -> bool:
    """Whether a text is the id of an item: ``Q190795``."""
    return _ID.fullmatch(text) is not None


def is_text(text: str) -> bool:
    """Whether a string of JSON can be written anywhere: half a surrogate pair cannot."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _terms(by_language: object) -> Iterator[str]:
    """Labels, descriptions (one to a language) or aliases (a list to a language)."""
    if not isinstance(by_language, Mapping):
        return
    for language in _LANGUAGES:
        found = by_language.get(language, ())
        for term in found if isinstance(found, list | tuple) else (found,):
            value = term.get("value") if isinstance(term, Mapping) else None
            if isinstance(value, str) and value.strip() and is_text(value):
                yield value


def _values(group: object) -> Iterator[Value]:
    for statement in group if isinstance(group, list) else ():
        if not isinstance(statement, Mapping) or statement.get("rank") == "deprecated":
            continue
        snak = statement.get("mainsnak")
        data = snak.get("datavalue") if isinstance(snak, Mapping) else None
        value = _value(data.get("value")) if isinstance(data, Mapping) else None
        if value is not None:
            yield value


def _value(value: object) -> Value | None:
    if isinstance(value, str):
        return value if is_text(value) else None
    if not isinstance(value, Mapping):
        return None
    if isinstance(value.get("id"), str) and is_text(value["id"]):
        return str(value["id"])
    if isinstance(value.get("numeric-id"), int):
        return f"Q{value['numeric-id']}"
    match = _TIME.match(str(value.get("time", "")))
    precision = value.get("precision")
    if match and isinstance(precision, int) and precision >= YEAR:
        return Moment("-".join(match.groups()), min(precision, DAY))
    return None
