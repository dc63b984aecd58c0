"""Asks a named question of a dataset, or, where it is about terms, of the ontology."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from downrange.project import Project
from downrange.query.answers import Answer
from downrange.query.engine import ask, known_prefixes
from downrange.query.questions import Question, parameter_values, resolver
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary

_ONTOLOGY = "ontology"
"""Among the fixtures of a question that asks about terms, which a dataset does not hold."""


def answer(
    question: Question,
    given: Mapping[str, str],
    data: Callable[[], Store],
    project: Project,
    vocabulary: Vocabulary,
    *,
    services: Collection[str] = (),
) -> Answer:
    """The answer to a question with the parameters given, as texts.

    ``data`` is called for the dataset's store only if the question is about data. A federated
    question may ask the hosts that ``services`` names. Raises
    ``QueryError`` for a parameter that the question has not, or that is missing or wrong.
    """
    values = parameter_values(question, given, resolver(vocabulary, project.base))
    fixtures = question.fixture.split()
    if _ONTOLOGY in fixtures:
        store = ontology_store(project.resource(Resource.ONTOLOGY))
        if len(fixtures) > 1:
            store.bulk_extend(data())
    else:
        store = data()
    prefixes = known_prefixes(vocabulary, project.base)
    return ask(
        store,
        question.sparql,
        bindings=values,
        prefixes=prefixes,
        base=project.base,
        services=services,
    )


def ontology_store(folder: Path) -> Store:
    """The ontology and its alignments, in memory."""
    store = Store()
    for path in sorted(folder.glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store
