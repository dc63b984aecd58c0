"""What an example must give, and whether it did.

``shapes/README.md`` has the conventions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from downrange.errors import Place, ValidationError
from downrange.findings import Severity
from downrange.namespaces import contract, expand
from downrange.validation.engine import Result
from downrange.validation.naming import SHAPES
from downrange.validation.paths import Path as PropertyPath
from downrange.validation.paths import read_path, show_path
from downrange.validation.report_graph import SEVERITIES
from downrange.validation.triples import Graph, Term

EXPECTS = NamedNode(SHAPES + "expects")
_FOCUS = expand("sh:focusNode")
_PATH = expand("sh:resultPath")
_COMPONENT = expand("sh:sourceConstraintComponent")
_SEVERITY = expand("sh:resultSeverity")
_VALUE = expand("sh:value")
_SHAPE = expand("sh:sourceShape")
_MESSAGE = expand("sh:resultMessage")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A result that an example must give; what is ``None`` in the last three is not compared."""

    focus_node: Term
    path: PropertyPath | None
    component: Term
    severity: Severity
    value: Term | None = None
    source_shape: Term | None = None
    message: str | None = None

    def met_by(self, result: Result) -> bool:
        return (
            (self.focus_node, self.path, self.component, self.severity)
            == (result.focus_node, result.path, result.component, result.severity)
            and self.value in (None, result.value)
            and self.source_shape in (None, result.source_shape)
            and self.message in (None, result.message)
        )

    def __str__(self) -> str:
        named = (self.focus_node, self.path, self.component, self.severity, self.value)
        return _show(*named)


@dataclass(frozen=True, slots=True)
class Example:
    """One named graph of an examples file, with the results it must give."""

    name: str
    quads: tuple[Quad, ...]
    expectations: tuple[Expectation, ...]

    @property
    def valid(self) -> bool:
        return self.name.startswith("valid-")


def read_examples(path: Path) -> list[Example]:
    """The examples of a TriG file, in the order of their names.

    Raises ``ValidationError`` where the file is unreadable or no TriG, and where an expectation
    lacks its focus node or component.
    """
    try:
        quads = list(parse(path.read_bytes(), format=RdfFormat.TRIG))
    except SyntaxError as error:
        raise ValidationError(
            f"the examples are not valid TriG: {error.msg}.",
            place=Place(str(path), error.lineno, error.offset),
            advice="Correct the line.",
        ) from None
    except OSError as error:
        raise ValidationError(f"the examples cannot be read: {error}.") from error
    about = Graph(q for q in quads if isinstance(q.graph_name, DefaultGraph))
    data: dict[Term, list[Quad]] = {s: [] for s in about.subjects() if about.objects(s, EXPECTS)}
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            data.setdefault(quad.graph_name, []).append(quad)
    return [
        Example(local_name(name), tuple(data[name]), _expectations(about, name, path))
        for name in sorted(data, key=str)
    ]


def differences(expected: Sequence[Expectation], results: Sequence[Result]) -> Iterator[str]:
    """What is missing and what is unexpected, when each result meets one expectation at most."""
    met_by: dict[int, int] = {}

    def assign(index: int, tried: set[int]) -> bool:
        for candidate, result in enumerate(results):
            if candidate in tried or not expected[index].met_by(result):
                continue
            tried.add(candidate)
            if candidate not in met_by or assign(met_by[candidate], tried):
                met_by[candidate] = index
                return True
        return False

    for index, expectation in enumerate(expected):
        if not assign(index, set()):
            yield f"does not give the expected result {expectation}"
    for candidate, result in enumerate(results):
        if candidate not in met_by:
            named = (result.focus_node, result.path, result.component, result.severity)
            yield f"gives the unexpected result {_show(*named, result.value)} ({result.message})"


def _expectations(about: Graph, name: Term, path: Path) -> tuple[Expectation, ...]:
    return tuple(
        _expectation(about, node, local_name(name), path) for node in about.objects(name, EXPECTS)
    )


def _expectation(about: Graph, node: Term, example: str, path: Path) -> Expectation:
    focus, component = about.first(node, _FOCUS), about.first(node, _COMPONENT)
    if focus is None or component is None:
        raise ValidationError(
            f"an expectation of {example} lacks sh:focusNode or sh:sourceConstraintComponent.",
            place=Place(str(path)),
            advice="State both; see shapes/README.md.",
        )
    at = about.first(node, _PATH)
    severity = about.first(node, _SEVERITY)
    message = about.first(node, _MESSAGE)
    return Expectation(
        focus_node=focus,
        path=read_path(about, at) if at is not None else None,
        component=component,
        severity=_severity(severity, example, path),
        value=about.first(node, _VALUE),
        source_shape=about.first(node, _SHAPE),
        message=message.value if isinstance(message, Literal) else None,
    )


def _severity(term: Term | None, example: str, path: Path) -> Severity:
    if term is None:
        return Severity.VIOLATION
    if not isinstance(term, NamedNode) or term not in SEVERITIES:
        raise ValidationError(
            f"an expectation of {example} has the severity {term}.",
            place=Place(str(path)),
            advice="Use sh:Violation, sh:Warning or sh:Info.",
        )
    return SEVERITIES[term]


def local_name(term: Term) -> str:
    return term.value.replace("#", "/").rsplit("/", 1)[-1]


def _show(
    focus: Term,
    path: PropertyPath | None,
    component: Term,
    severity: Severity,
    value: Term | None,
) -> str:
    parts = (
        f"about {_show_term(focus)}",
        f"path {show_path(path)}" if path is not None else "no path",
        _show_term(component).removesuffix("ConstraintComponent"),
        severity.label,
        f"value {_show_term(value)}" if value is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _show_term(term: Term) -> str:
    return contract(term) if isinstance(term, NamedNode) else str(term)
