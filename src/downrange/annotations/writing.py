"""Annotations as a TOML file, for people to review and to move among the curated ones.

See https://toml.io/en/v1.0.0#string: a JSON string is a basic string of TOML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from downrange.annotations.model import AnnotationFile, Concept, FactRow, Name, NodeRow, Value
from downrange.namespaces import contract
from downrange.vocabulary import Vocabulary


def toml_text(
    file: AnnotationFile, facts: Iterable[FactRow], sha256: str, vocabulary: Vocabulary
) -> str:
    """A file with some of an annotation file's facts and the nodes that these need."""
    kept = list(facts)
    needed = {str(name) for row in kept for name in _names(row)}
    lines = [
        f"# Proposed by {file.place.file}: not read by a build. Review each fact, then move it",
        "# to the document's file in the folder above.",
        f"document = {_quoted(f'{file.site}/{file.slug}')}",
        f"sha256 = {_quoted(sha256)}",
    ]
    for node in file.nodes:
        if node.path in needed:
            lines += ["", "[[node]]", *_node(node, vocabulary)]
    for row in kept:
        lines += ["", f"# line {row.place.line}", "[[fact]]", *_fact(row)]
    return "\n".join(lines) + "\n"


def _names(row: FactRow) -> Iterator[Name]:
    yield row.subject
    yield from (said.value for said in row.said if isinstance(said.value, Name))
    if row.attributed_to is not None:
        yield row.attributed_to


def _node(node: NodeRow, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"id = {_quoted(node.path)}"
    if node.cls is not None:
        yield f"class = {_quoted(contract(node.cls.iri))}"
    if node.stands_for is not None and node.cls is not None:
        plan = node.cls == vocabulary.class_("sf:Plan")
        yield f"{'plan_of' if plan else 'hypothesis_of'} = {_quoted(contract(node.stands_for))}"
    if node.label:
        yield f"label = {_quoted(node.label)}"
    if node.of:
        yield f"of = {_quoted(node.of)}"
    if node.called:
        yield f"called = [{', '.join(map(_quoted, node.called))}]"


def _fact(row: FactRow) -> Iterator[str]:
    yield f"id = {_quoted(row.id)}"
    yield f"quote = {_quoted(row.quote)}"
    if row.occurrence:
        yield f"occurrence = {row.occurrence}"
    if row.start is not None:
        yield f"start = {row.start}"
    yield f"subject = {_value(row.subject)}"
    if row.modality is not None:
        yield f"modality = {_quoted(row.modality.value)}"
    if row.attributed_to is not None:
        yield f"attributed_to = {_value(row.attributed_to)}"
    for key, words in (
        ("stated_on", row.stated_on),
        ("qualifier", row.qualifier),
        ("interpretation", row.interpretation),
        ("deprecated", row.deprecated),
    ):
        if words:
            yield f"{key} = {_quoted(words)}"
    of: dict[str, list[str]] = {}
    for said in row.said:
        name = contract(said.property.iri).removeprefix("sf:")
        of.setdefault(name, []).append(_value(said.value))
    for name, values in of.items():
        yield f"sf.{name} = {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"


def _value(value: Value) -> str:
    if isinstance(value, Concept):
        return _quoted(contract(value.iri))
    if isinstance(value, Name):
        if value.cls is None:
            return _quoted(str(value))
        cls = _quoted(contract(value.cls.iri))
        return f"{{ label = {_quoted(value.label)}, class = {cls} }}"
    if value.language:
        return f"{{ text = {_quoted(value.words)}, language = {_quoted(value.language)} }}"
    return _quoted(value.words)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
