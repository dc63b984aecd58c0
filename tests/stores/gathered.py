"""Many examples in one graph, each under IRIs of its own: an engine in Java starts in seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from downrange.namespaces import PREFIXES
from downrange.validation.engine import Result
from downrange.validation.expectations import Example, Expectation, read_examples
from downrange.validation.shapes import ShapeSet
from downrange.validation.triples import Term

_VOCABULARIES = tuple(PREFIXES.values())
_HOST = re.compile(r"(?<=[^/]/)(?=[^/]|$)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One example; ``tag`` is in all its IRIs but those of vocabularies."""

    tag: str
    file: Path
    example: Example

    @property
    def triples(self) -> set[Triple]:
        """The example's data, under its own IRIs."""
        return {
            Triple(_own_node(q.subject, self.tag), q.predicate, _own(q.object, self.tag))
            for q in self.example.quads
        }

    @property
    def expectations(self) -> Sequence[Expectation]:
        """What it must give, under its own IRIs."""
        return [
            replace(
                expectation,
                focus_node=_own(expectation.focus_node, self.tag),
                value=expectation.value and _own(expectation.value, self.tag),
            )
            for expectation in self.example.expectations
        ]

    def results(self, results: Iterable[Result], shapes: ShapeSet) -> list[Result]:
        """Of all results those about this example, by the shapes that it is an example of."""
        nodes = {term for triple in self.triples for term in (triple.subject, triple.object)}
        return [
            result
            for result in results
            if result.focus_node in nodes
            and (file := shapes.file_of(result.source_shape)) is not None
            and file.name == str(self.file)
        ]


def gather(shapes: ShapeSet) -> list[Gathered]:
    """Every example beside the files of some shapes."""
    files = [Path(file.name) for file in shapes.files]
    beside = [(file, file.with_suffix(".examples.trig")) for file in files]
    return [
        Gathered(f"{file.stem}-{example.name}", file, example)
        for file, examples in beside
        if examples.exists()
        for example in read_examples(examples)
    ]


def _own(term: Term | Triple, tag: str) -> Term:
    return term if isinstance(term, Literal) else _own_node(term, tag)


def _own_node(term: Term | Triple, tag: str) -> NamedNode:
    """The tag goes after the host, so that what follows the last slash stays as it is."""
    if not isinstance(term, NamedNode):
        raise TypeError(f"an example of {tag} has {term}, which others might share")
    if term.value.startswith(_VOCABULARIES):
        return term
    return NamedNode(_HOST.sub(f"{tag}/", term.value, count=1))
