"""Runs the examples of patterns: each positive one gives its facts, each negative one none.

An example is a document of one section, the lead without ``section``; a ``title`` gives it a
topic. A pattern is run alone on its examples. Of what it gives, the facts whose property one of
its own ``state`` rows names are compared (what only ties a node to its mission is not listed),
as a set, each written

    [subject ]property value[ modality]

with an entity's label, a concept's compact IRI or a literal's lexical form as the value; the
modality is left out where it is *asserted*. The subject's label may be left out: then it is
not compared. A negative example gives no fact at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from downrange.documents.model import (
    Document,
    DocumentFormat,
    RenderedText,
    Section,
    Source,
    Span,
)
from downrange.facts.model import Entity, Fact, Modality
from downrange.facts.reading import Reading
from downrange.namespaces import contract
from downrange.prose.engine import Engine
from downrange.prose.patterns import Example, Pattern


def wrong_examples(engine: Engine) -> Iterator[str]:
    """A sentence for every example of an engine's patterns that does not come out as stated."""
    for pattern in engine.patterns:
        yield from (f"{pattern.rule}: {problem}" for problem in problems(engine, pattern))


def problems(engine: Engine, pattern: Pattern) -> Iterator[str]:
    """What is wrong with the examples of one pattern."""
    for example in pattern.positive:
        given = [f for f in told(engine, pattern, example) if f.property in pattern.properties]
        listed = {words: _is(words) for words in example.facts}
        wrong = [f"not {words!r}" for words, same in listed.items() if not any(map(same, given))]
        wrong += [
            f"also {_written(fact)!r}"
            for fact in given
            if not any(same(fact) for same in listed.values())
        ]
        if wrong:
            yield f"{example.text!r} gives {', '.join(dict.fromkeys(wrong))}."
    for example in pattern.negative:
        for fact in told(engine, pattern, example):
            yield f"{example.text!r} is a negative example and gives {_written(fact)!r}."


def told(engine: Engine, pattern: Pattern, example: Example) -> list[Fact]:
    """Every fact that a pattern alone gives for an example."""
    return list(replace(engine, patterns=(pattern,)).facts(Reading(as_document(example), None, ())))


def as_document(example: Example) -> Document:
    """An example as a document of one section."""
    text = example.text
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    body = RenderedText.verbatim(text, Span(0, len(text)))
    return Document(
        DocumentFormat.ARTICLE_TEXT,
        Source("local", "example", "an example"),
        example.title,
        text,
        digest,
        digest,
        sections=(Section(example.section, 1, (), None, body),),
    )


def _is(words: str) -> Callable[[Fact], bool]:
    """Whether a fact is the one that some words write."""
    subject, sign, rest = words.partition("sf:")

    def same(fact: Fact) -> bool:
        return _claim(fact) == sign + rest and subject.strip() in ("", fact.subject.label)

    return same


def _written(fact: Fact) -> str:
    return f"{fact.subject.label} {_claim(fact)}"


def _claim(fact: Fact) -> str:
    surely = fact.modality is Modality.ASSERTED
    return f"{contract(fact.property)} {_value(fact)}" + ("" if surely else f" {fact.modality}")


def _value(fact: Fact) -> str:
    if isinstance(fact.value, Entity):
        return fact.value.label
    return contract(fact.value) if isinstance(fact.value, NamedNode) else fact.value.value
