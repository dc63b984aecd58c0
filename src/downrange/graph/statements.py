"""Facts about the same thing meet in one statement, and the statements of a question are ranked.

A statement is keyed by subject, predicate, canonical object, modality, qualifiers and speaker;
each fact that says it adds a passage. Ranks compare the statements of one subject and
predicate within a document (https://www.wikidata.org/wiki/Help:Ranking).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from downrange.facts.model import Fact
from downrange.graph.agreement import Agreement, compare
from downrange.graph.model import Rank, Statement, by_question, term_of, text_order
from downrange.graph.wider import Wider
from downrange.identity import DocumentName, Minter
from downrange.vocabulary import Vocabulary


def statements(
    facts: Iterable[Fact], name: DocumentName, minter: Minter, vocabulary: Vocabulary
) -> tuple[Statement, ...]:
    """The ranked statements of one document's facts, ordered by IRI."""
    said: defaultdict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        said[minter.statement(name, _key(fact))].append(fact)
    merged = [
        _judged(Statement(iri, tuple(sorted(group, key=text_order))))
        for iri, group in sorted(said.items(), key=lambda item: item[0].value)
    ]
    return _ranked(merged, vocabulary)


def _judged(item: Statement) -> Statement:
    """The statement as deprecated where a reader of the document gives a reason."""
    reasons = dict.fromkeys(fact.deprecated for fact in item.facts if fact.deprecated)
    if not reasons:
        return item
    return replace(item, rank=Rank.DEPRECATED, rank_reason="; ".join(reasons))


def _key(fact: Fact) -> tuple[str, ...]:
    return (
        fact.subject.iri.value,
        fact.property.value,
        str(term_of(fact.value)),
        fact.modality.value,
        fact.qualifier,
        fact.precision,
        fact.attributed_to.iri.value if fact.attributed_to else "",
        str(fact.stated_on) if fact.stated_on else "",
    )


def _ranked(merged: Sequence[Statement], vocabulary: Vocabulary) -> tuple[Statement, ...]:
    ranked = {item.iri: item for item in merged}
    wider = Wider.among(merged, vocabulary)
    for (_, predicate), group in by_question(merged).items():
        term = vocabulary.properties.get(predicate)
        if len(group) > 1 and term is not None and term.single_valued:
            standing = [item for item in group if item.holds and item.rank is Rank.NORMAL]
            for better in _preferred(standing, wider):
                ranked[better.iri] = better
    return tuple(ranked.values())


def _preferred(group: list[Statement], wider: Wider) -> list[Statement]:
    """The statements that say the same as others, only more finely."""
    finest = [item for item in group if not any(_refines(o, item, wider) for o in group)]
    if len(finest) == len(group):
        return []
    reason = "the finest of values that agree"
    return [replace(item, rank=Rank.PREFERRED, rank_reason=reason) for item in finest]


def _refines(finer: Statement, coarser: Statement, wider: Wider) -> bool:
    return finer is not coarser and compare(finer, coarser, wider) is Agreement.FINER


def direct(group: Iterable[Statement]) -> list[Statement]:
    """Of the statements of one question those that the direct layer says."""
    holding = [item for item in group if item.holds and item.rank is not Rank.DEPRECATED]
    preferred = [item for item in holding if item.rank is Rank.PREFERRED]
    return preferred or holding
