"""The hygiene of the ontology: rules in SPARQL, one a file, each row an offender.

A rule selects ``?term`` and ``?message`` and is asked on the ontology with its alignments,
beside one ``dcterms:references`` triple for each term that a question uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store

from downrange.errors import Place, QueryError, VocabularyError
from downrange.findings import Finding, Severity
from downrange.namespaces import PREFIXES, SF, expand

_REFERENCES = expand("dcterms:references")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_COMPACT = re.compile(r"\bsf:(\w+)")
_IN_FULL = re.compile(rf"<{re.escape(SF)}(\w+)>")


def terms_used(question: str) -> frozenset[NamedNode]:
    """The terms of the ontology that a question's SPARQL names, comments aside."""
    sparql = _COMMENT.sub("", question)
    names = {*_COMPACT.findall(sparql), *_IN_FULL.findall(sparql)}
    return frozenset(NamedNode(SF + name) for name in names)


def hygiene(rules: Path, ontologies: Iterable[Path], questions: Path) -> Iterator[Finding]:
    """What the rules in a folder hold against the ontology files, rule by rule.

    Raises ``VocabularyError`` where a file is not valid Turtle and ``QueryError`` where a rule
    is not a SELECT of ``?term`` and ``?message``.
    """
    store = Store()
    for path in ontologies:
        _load(store, path)
    for path in sorted(questions.glob("*.rq")):
        for term in terms_used(path.read_text(encoding="utf-8")):
            store.add(Quad(NamedNode(f"urn:question:{path.stem}"), _REFERENCES, term))
    for path in sorted(rules.glob("*.rq")):
        yield from offences(path, store)


def offences(rule: Path, store: Store) -> Iterator[Finding]:
    """What one rule holds against the terms in a store; see ``hygiene``."""
    try:
        rows = store.query(rule.read_text(encoding="utf-8"), prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"the rule is not valid SPARQL: {error}", place=_place(rule)) from error
    if not isinstance(rows, QuerySolutions) or {"term", "message"} != {
        variable.value for variable in rows.variables
    }:
        raise QueryError("a rule selects ?term and ?message.", place=_place(rule))
    for row in rows:
        yield Finding(
            Severity.VIOLATION,
            rule.stem,
            row["message"].value,
            document=str(rule),
            advice="Mend the term in ontology/spaceflight.ttl.",
            entity=row["term"].value,
        )


def _load(store: Store, path: Path) -> None:
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise VocabularyError(
            f"not valid Turtle: {error.msg}",
            place=Place(str(path), error.lineno, error.offset),
        ) from error


def _place(rule: Path) -> Place:
    return Place(str(rule))
