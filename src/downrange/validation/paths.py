"""Property paths of SHACL, and how they are read, written and shown.

https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from downrange.errors import ValidationError
from downrange.namespaces import contract, expand
from downrange.validation.triples import Graph, Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """From object to subject: ``^sf:hasPart``."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after another: ``sf:launch/sf:launchTime``."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One path or another: ``rdfs:label|skos:altLabel``."""

    choices: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path several times; ``sign`` is SPARQL's: ``*`` any, ``+`` at least one, ``?`` at most."""

    path: Path
    sign: str


Path = NamedNode | Inverse | Sequence | Alternative | Repeated

_INVERSE = expand("sh:inversePath")
_ALTERNATIVE = expand("sh:alternativePath")
_REPEATED = {
    expand("sh:zeroOrMorePath"): "*",
    expand("sh:oneOrMorePath"): "+",
    expand("sh:zeroOrOnePath"): "?",
}
_PREDICATE_OF_SIGN = {sign: contract(predicate) for predicate, sign in _REPEATED.items()}


def read_path(graph: Graph, node: Term) -> Path:
    """The path that a node of a shapes or report graph stands for.

    A choice among choices is one choice, and a sequence of sequences one sequence: Apache Jena's
    reports nest them two by two, whatever the shape says. Raises ``ValidationError`` where it
    stands for none.
    """
    if isinstance(node, NamedNode):
        return node
    if isinstance(node, BlankNode):
        if graph.is_list(node):
            steps = (read_path(graph, step) for step in graph.list_members(node))
            return Sequence(tuple(part for step in steps for part in _steps(step)))
        described = list(graph.description(node))
        if len(described) == 1:
            predicate, value = described[0]
            if predicate == _INVERSE:
                return Inverse(read_path(graph, value))
            if predicate == _ALTERNATIVE:
                choices = (read_path(graph, choice) for choice in graph.list_members(value))
                return Alternative(tuple(part for choice in choices for part in _choices(choice)))
            if predicate in _REPEATED:
                return Repeated(read_path(graph, value), _REPEATED[predicate])
    raise ValidationError(
        f"{node} is no property path.",
        advice="See https://www.w3.org/TR/shacl/#property-paths for the forms there are.",
    )


def _steps(path: Path) -> tuple[Path, ...]:
    return path.steps if isinstance(path, Sequence) else (path,)


def _choices(path: Path) -> tuple[Path, ...]:
    return path.choices if isinstance(path, Alternative) else (path,)


def show_path(path: Path) -> str:
    """The path as SPARQL writes it, with compact IRIs: ``^rdf:subject/sf:modality``."""
    match path:
        case NamedNode():
            return contract(path)
        case Inverse(inner):
            return "^" + _show_part(inner)
        case Sequence(steps):
            return "/".join(map(_show_part, steps))
        case Alternative(choices):
            return "|".join(map(_show_part, choices))
        case Repeated(inner, sign):
            return _show_part(inner) + sign


def _show_part(path: Path) -> str:
    shown = show_path(path)
    return shown if isinstance(path, NamedNode) else f"({shown})"


def path_turtle(path: Path) -> str:
    """The path as a Turtle object, blank nodes nested; needs the prefix ``sh``."""
    match path:
        case NamedNode():
            return str(path)
        case Inverse(inner):
            return f"[ sh:inversePath {path_turtle(inner)} ]"
        case Sequence(steps):
            return f"( {' '.join(map(path_turtle, steps))} )"
        case Alternative(choices):
            return f"[ sh:alternativePath ( {' '.join(map(path_turtle, choices))} ) ]"
        case Repeated(inner, sign):
            return f"[ {_PREDICATE_OF_SIGN[sign]} {path_turtle(inner)} ]"
