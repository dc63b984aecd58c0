"""Mistakes in shapes that engines pass over in silence, or take in different ways.

An engine ignores what it does not know, so a misspelt ``sh:maxcount`` or a property shape
without a path constrains nothing and everything conforms. Those are refused here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from downrange.errors import ValidationError
from downrange.namespaces import PREFIXES, expand
from downrange.validation.paths import read_path
from downrange.validation.triples import Graph, as_term

_PROPERTY = expand("sh:property")
_PATH = expand("sh:path")
_SEVERITY = expand("sh:severity")
_SPARQL = expand("sh:sparql")
_MESSAGE = expand("sh:message")
_SELECT = expand("sh:select")

# Properties of SHACL Core and SHACL-SPARQL that a shapes graph may use:
# https://www.w3.org/TR/shacl/
_NAMES = """
    alternativePath and class closed datatype deactivated declare defaultValue description
    disjoint entailment equals flags group hasValue ignoredProperties in inversePath
    languageIn lessThan lessThanOrEquals maxCount maxExclusive maxInclusive maxLength message
    minCount minExclusive minInclusive minLength name namespace node nodeKind not oneOrMorePath
    or order path pattern prefix prefixes property qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape qualifiedValueShapesDisjoint select severity shapesGraph sparql
    suggestedShapesGraph targetClass targetNode targetObjectsOf targetSubjectsOf uniqueLang xone
    zeroOrMorePath zeroOrOnePath
"""
_PROPERTIES = frozenset(_NAMES.split())
_SEVERITIES = tuple(map(expand, ("sh:Violation", "sh:Warning", "sh:Info")))


def check_wellformed(triples: Iterable[Triple]) -> None:
    """Refuse what engines would ignore; raises ``ValidationError`` with the reason.

    A name outside SHACL Core and SHACL-SPARQL, a property shape without exactly one valid path, a
    severity that is none of the three, a SPARQL constraint without exactly one query, or in a shape
    with a message.
    """
    triples = list(triples)
    graph = Graph(triples)
    for triple in triples:
        _check_name(triple.predicate)
        if triple.predicate == _SEVERITY and triple.object not in _SEVERITIES:
            raise _wrong(f"{triple.object} is no severity", "Use sh:Violation, sh:Warning …")
        if triple.predicate == _PROPERTY:
            paths = graph.objects(as_term(triple.object), _PATH)
            if len(paths) != 1:
                raise _wrong(
                    f"a property shape of {triple.subject} has {len(paths)} values of sh:path",
                    "Give it exactly one; a shape without any constrains nothing.",
                )
        if triple.predicate == _PATH:
            _check_path(graph, triple)
        if triple.predicate == _SPARQL and len(graph.objects(as_term(triple.object), _SELECT)) != 1:
            raise _wrong(
                f"a SPARQL constraint of {triple.subject} has no sh:select, or several",
                "Give it exactly one; sh:ask serves in constraint components only.",
            )
        if triple.predicate == _SPARQL and graph.objects(as_term(triple.subject), _MESSAGE):
            raise _wrong(
                f"{triple.subject} has a message of its own and a SPARQL constraint; engines "
                "disagree whose message a result of the constraint has",
                "Move the constraint, or whatever the message is about, to another node shape.",
            )


def _check_name(predicate: NamedNode) -> None:
    namespace = PREFIXES["sh"]
    if not predicate.value.startswith(namespace):
        return
    local = predicate.value.removeprefix(namespace)
    if local not in _PROPERTIES:
        near = difflib.get_close_matches(local, sorted(_PROPERTIES), n=2)
        advice = f"Did you mean {' or '.join('sh:' + n for n in near)}?" if near else ""
        raise _wrong(
            f"sh:{local} is not among the properties of SHACL Core and SHACL-SPARQL",
            advice or "See shapes/README.md for what is used here.",
        )


def _check_path(graph: Graph, triple: Triple) -> None:
    try:
        read_path(graph, as_term(triple.object))
    except ValidationError as error:
        raise _wrong(f"the path of {triple.subject}: {error.message}", error.advice) from None


def _wrong(what: str, advice: str) -> ValidationError:
    return ValidationError(f"{what}.", advice=advice)
