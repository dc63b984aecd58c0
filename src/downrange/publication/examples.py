"""What a named question is asked about, as an example: what this dataset has.

The defaults of questions are of the data that the questions are tested on. Where a dataset does
not know one, what is most told of in it, of the same class, stands for it.
"""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from downrange.namespaces import expand
from downrange.publication.index import Index
from downrange.query.questions import Parameter, Question, Resolver
from downrange.vocabulary import Vocabulary


def asked_here(
    question: Question, index: Index, vocabulary: Vocabulary, resolve: Resolver
) -> Question:
    """A question whose defaults are of the dataset with an index, as far as it has any."""
    parameters = (_known(p, index, vocabulary, resolve) for p in question.parameters)
    return replace(question, parameters=tuple(parameters))


def _known(
    parameter: Parameter, index: Index, vocabulary: Vocabulary, resolve: Resolver
) -> Parameter:
    term = vocabulary.classes.get(expand(parameter.type))
    if term is None or parameter.default is None:
        return parameter
    if resolve(parameter, parameter.default).value in index:
        return parameter
    found = {
        node
        for cls, nodes in index.of_type.items()
        if vocabulary.is_a(NamedNode(cls), term.iri)
        for node in nodes
    }
    if not found:
        return parameter
    most = min(found, key=lambda node: (-len(index.statements_of.get(node, ())), node))
    name = most.rpartition("/")[2]
    short = name if resolve(parameter, name).value == most else most
    return replace(parameter, default=short)
