"""The project's engine, and documents made of a few words, for the tests of prose."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from downrange.dataset.knowledge import Knowledge
from downrange.facts.model import Entity, Fact
from downrange.facts.reading import Reading
from downrange.namespaces import contract
from downrange.project import Project
from downrange.prose.encoding import Encoded, encode
from downrange.prose.engine import Engine
from downrange.prose.examples import as_document
from downrange.prose.mentions import Mention
from downrange.prose.patterns import Example, Pattern
from downrange.prose.setting import setting_of

REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def engine() -> Engine:
    """The engine of the repository's own project."""
    return Knowledge.load(Project.load(REPOSITORY)).engine


def pattern(name: str) -> Pattern:
    """A pattern by its id."""
    return next(p for p in engine().patterns if p.id == name)


def facts(text: str, title: str = "") -> list[Fact]:
    """Every fact that all patterns find in a text."""
    return list(engine().facts(_reading(text, title)))


def said(text: str, title: str = "") -> set[str]:
    """The facts of a text as *property value* and the modality where it is not asserted."""
    return {
        f"{contract(fact.property)} {_value(fact)}"
        + ("" if fact.modality == "asserted" else f" {fact.modality}")
        for fact in facts(text, title)
    }


def mentions(text: str, title: str = "") -> list[Mention]:
    """The mentions of a text that is one sentence."""
    names = list(engine().names.find(text))
    setting = setting_of(_reading(text, title), engine().names.naming, names)
    return engine().mentions(text, [*names, *setting.refer.find(text)], setting)


def encoded(text: str) -> Encoded:
    """A text that is one sentence, encoded."""
    return encode(text, mentions(text))


def label(mention: Mention) -> str:
    """What a mention of a name is called."""
    return mention.value.label if isinstance(mention.value, Entity) else str(mention.value)


def _reading(text: str, title: str) -> Reading:
    return Reading(as_document(Example(text, title)), None, ())


def _value(fact: Fact) -> str:
    if isinstance(fact.value, Entity):
        return fact.value.label
    return fact.value.value
