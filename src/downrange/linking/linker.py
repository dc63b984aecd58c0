"""Links what can be linked without a person, and gathers what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from downrange.linking.alignment import Alignment
from downrange.linking.judgement import Candidate, Judgement, judge, predicate_for
from downrange.linking.source import Source
from downrange.linking.subject import Subject
from downrange.links.model import EXACT, Link, LinkTable, Standing
from downrange.namespaces import expand

_COMPOSITE = "semapv:CompositeMatching"


@dataclass(frozen=True, slots=True)
class Linking:
    """What came of it: links accepted without a person, and what is left to one."""

    accepted: tuple[tuple[Link, Judgement], ...]
    left: tuple[Judgement, ...]


def link(
    subjects: Iterable[Subject], source: Source, alignment: Alignment, table: LinkTable, date: str
) -> Linking:
    """Judge every entity that was not looked up yet, until nothing more is accepted.

    A new link can be what another entity's relations lack, so those left are judged again.
    ``date`` is the ``mapping_date`` of new rows, ISO 8601 or empty. Raises ``LinkError`` where the
    source cannot be asked.
    """
    waiting = [s for s in subjects if table.standing(s.iri) is Standing.NOT_LOOKED_UP]
    accepted: list[tuple[Link, Judgement]] = []
    while True:
        left = []
        before = len(accepted)
        for subject in waiting:
            judgement = judge(subject, source, alignment, table)
            best = judgement.accepted
            if best is None:
                left.append(judgement)
                continue
            new = link_to(subject, best, table, date)
            accepted.append((new, judgement))
            table = LinkTable((*table.links, new))
        if len(accepted) == before:
            return Linking(tuple(accepted), tuple(left))
        waiting = [judgement.subject for judgement in left]


def link_to(subject: Subject, candidate: Candidate, table: LinkTable, date: str) -> Link:
    """The row for an entity and the item it was found to be."""
    return Link(
        subject.iri,
        predicate_for(subject, candidate, table) or EXACT,
        expand(f"wd:{candidate.item.id}"),
        subject.label,
        candidate.item.label,
        _COMPOSITE,
        Decimal(f"{candidate.score:.2f}"),
        date,
        evidence(candidate),
    )


def evidence(candidate: Candidate) -> str:
    """What agrees, in words: ``label: Progress MS-04; class: mission; launch time: 2016-12-01``."""
    return "; ".join(str(feature) for feature in candidate.features if not feature.disagrees)
