"""An extract made searchable: an SQLite database that is written once and asked ever after.

Its name has the hash of the extract, so that another extract, or the same one changed, is another
index. Names are found by their slug, which is exact, else by all of their words (FTS5,
https://www.sqlite.org/fts5.html); nothing is ever matched by likeness.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal

from downrange.linking.alignment import INSTANCE_OF, SUBCLASS_OF, Alignment
from downrange.linking.extract import read_extract
from downrange.linking.item import Item, Moment, is_item_id
from downrange.linking.subject import Subject, name_slugs

_LAYOUT = "1"
_MOST = 50
_SCHEMA = """
CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE name (slug TEXT NOT NULL, item INTEGER NOT NULL);
CREATE TABLE identifier (value TEXT NOT NULL, property TEXT NOT NULL, item INTEGER NOT NULL);
CREATE TABLE above (item INTEGER NOT NULL, class INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (slug, content = '', detail = none, columnsize = 0);
"""
_AFTERWARDS = """
CREATE INDEX name_slug ON name (slug);
CREATE INDEX identifier_value ON identifier (value);
CREATE INDEX above_item ON above (item);
"""
_EXACTLY = "SELECT DISTINCT item FROM name WHERE slug = ? LIMIT ?"
_BY_WORDS = """
SELECT DISTINCT name.item FROM words JOIN name ON name.rowid = words.rowid
WHERE words MATCH ? LIMIT ?
"""
_BY_IDENTIFIER = "SELECT DISTINCT item FROM identifier WHERE value = ? AND property = ? LIMIT ?"
_ABOVE = """
WITH RECURSIVE climb (class) AS (
    SELECT class FROM above WHERE item = ? UNION SELECT above.class FROM above, climb
    WHERE above.item = climb.class
) SELECT class FROM climb LIMIT 10000
"""


class ExtractIndex:
    """Candidates from an extract; use it in ``closing(...)``."""

    def __init__(self, database: sqlite3.Connection, alignment: Alignment) -> None:
        self._database = database
        self._alignment = alignment

    @classmethod
    def of(cls, extract: Path, alignment: Alignment, cache: Path) -> ExtractIndex:
        """The index of an extract, made in ``cache`` where it is not there yet.

        Raises ``LinkError`` where the extract cannot be read.
        """
        file = cache / f"{_key(extract, alignment)}.sqlite"
        if not file.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(".partial")
            partial.unlink(missing_ok=True)
            with closing(sqlite3.connect(partial)) as database:
                _write(database, read_extract(extract), alignment.properties)
            partial.replace(file)
        return cls(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True), alignment)

    def close(self) -> None:
        self._database.close()

    def candidates(self, subject: Subject) -> list[Item]:
        """Items with an identifier or a name of the entity, else with all words of a name."""
        found = dict.fromkeys(chain(self._identified(subject), self._named(subject)))
        if not found:
            found = dict.fromkeys(self._by_words(subject))
        return [item for number in found if (item := self._item(number)) is not None]

    def classes(self, item: Item) -> frozenset[str]:
        direct = {str(value) for value in item.values(INSTANCE_OF)}
        higher = (self._ask(_ABOVE, int(name[1:])) for name in direct if name[1:].isdecimal())
        return frozenset(direct | {f"Q{number}" for number in chain.from_iterable(higher)})

    def _identified(self, subject: Subject) -> Iterator[int]:
        for predicate, values in subject.facts.items():
            for name in sorted(self._alignment.nearest.get(predicate, ())):
                for value in values:
                    if isinstance(value, Literal):
                        yield from self._ask(_BY_IDENTIFIER, value.value, name, _MOST)

    def _named(self, subject: Subject) -> Iterator[int]:
        for slug in sorted(subject.slugs):
            yield from self._ask(_EXACTLY, slug, _MOST)

    def _by_words(self, subject: Subject) -> Iterator[int]:
        for slug in sorted(subject.slugs):
            words = " ".join(f'"{word}"' for word in slug.split("-"))
            yield from self._ask(_BY_WORDS, words, _MOST)

    def _item(self, number: int) -> Item | None:
        row = self._database.execute("SELECT body FROM item WHERE id = ?", (number,)).fetchone()
        return _unpacked(number, row[0]) if row else None

    def _ask(self, sql: str, *values: str | int) -> list[int]:
        return [row[0] for row in self._database.execute(sql, values)]


def _key(extract: Path, alignment: Alignment) -> str:
    with extract.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update("\x1f".join((_LAYOUT, *sorted(alignment.properties))).encode())
    return digest.hexdigest()


def _write(database: sqlite3.Connection, items: Iterable[Item], properties: frozenset[str]) -> None:
    # A database that is half written is thrown away, so that nothing need be safe on the way.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    writer = _Writer(database, properties)
    for item in items:
        writer.add(item)
    database.executescript(_AFTERWARDS)
    database.commit()


@dataclass(frozen=True, slots=True)
class _Writer:
    database: sqlite3.Connection
    properties: frozenset[str]

    def add(self, item: Item) -> None:
        number = int(item.id[1:])
        said = {key: values for key, values in item.statements.items() if key in self.properties}
        self.put(number, replace(item, statements=said))
        for slug in sorted(name_slugs((*item.labels, *item.aliases))):
            row = self.insert("name", slug, number)
            self.database.execute("INSERT INTO words (rowid, slug) VALUES (?, ?)", (row, slug))
        for key, values in said.items():
            for value in values:
                if not isinstance(value, str) or key == INSTANCE_OF:
                    continue
                if not is_item_id(value):
                    self.insert("identifier", value, key, number)
                elif key == SUBCLASS_OF:
                    self.insert("above", number, int(value[1:]))

    def put(self, number: int, item: Item) -> None:
        """Keep an item, together with what came of it before."""
        try:
            self.insert("item", number, _packed(item))
        except sqlite3.IntegrityError:
            known = self.database.execute("SELECT body FROM item WHERE id = ?", (number,))
            whole = _unpacked(number, known.fetchone()[0]).joined(item)
            self.database.execute("UPDATE item SET body = ? WHERE id = ?", (_packed(whole), number))

    def insert(self, table: str, *values: str | int) -> int | None:
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  the table is one of ours
        return self.database.execute(sql, values).lastrowid


def _packed(item: Item) -> str:
    said = {
        key: [[v.date, v.precision] if isinstance(v, Moment) else v for v in values]
        for key, values in item.statements.items()
    }
    body = [item.labels, item.aliases, item.description, said, item.edited]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _unpacked(number: int, body: str) -> Item:
    labels, aliases, description, said, edited = json.loads(body)
    statements = {
        key: tuple(Moment(*v) if isinstance(v, list) else v for v in values)
        for key, values in said.items()
    }
    return Item(f"Q{number}", tuple(labels), tuple(aliases), description, statements, edited)
