"""Scores claims against gold: precision, recall and F1, by kind, with what was missed and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import NamedNode

from downrange.documents.model import Document, Span
from downrange.errors import EvaluationError, Place
from downrange.evaluation.claims import Claim, Node, Paragraphs, claims
from downrange.evaluation.gold import Gold, GoldFact, GoldNode
from downrange.evaluation.matching import Matching
from downrange.evaluation.properties import is_tie, kind_of
from downrange.facts.authority import Authority
from downrange.facts.model import Fact
from downrange.identity import slugify
from downrange.vocabulary import Vocabulary

INFOBOX = "Infobox"
"""The section of facts that an infobox says."""


class Part(StrEnum):
    """Which part of the documents is scored."""

    ALL = "all"
    PROSE = "prose"
    INFOBOX = "infobox"

    def has(self, section: str) -> bool:
        if self is Part.ALL:
            return True
        return (slugify(section) == slugify(INFOBOX)) is (self is Part.INFOBOX)


class Fault(StrEnum):
    """What is wrong with a claim, as far as a gold fact comes near it."""

    SUBJECT = "subject"
    VALUE = "value"
    MODALITY = "modality"
    FORBIDDEN = "forbidden"
    SPURIOUS = "spurious"


@dataclass(slots=True)
class Share:
    """So many of so many; ``None`` as a number where there are none to count."""

    right: int = 0
    of: int = 0

    def count(self, outcome: object) -> None:
        self.of += 1
        self.right += bool(outcome)

    def add(self, other: Share) -> None:
        self.right += other.right
        self.of += other.of

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Score:
    """The counts of one kind.

    ``precision`` and ``recall`` are of claims right in subject, property and value; the strict
    ones want the modality right too. ``subject``: of claims whose property and value a gold
    fact in their paragraph has, those whose subject it has; ``value`` and ``modality`` likewise.
    ``exact_time``, ``speaker`` and ``qualifier`` are told of gold facts that were found.
    """

    precision: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)
    strict_precision: Share = field(default_factory=Share)
    strict_recall: Share = field(default_factory=Share)
    subject: Share = field(default_factory=Share)
    value: Share = field(default_factory=Share)
    modality: Share = field(default_factory=Share)
    exact_time: Share = field(default_factory=Share)
    speaker: Share = field(default_factory=Share)
    qualifier: Share = field(default_factory=Share)

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            getattr(self, name).add(getattr(other, name))

    @property
    def f1(self) -> float | None:
        return harmonic_mean(self.precision.share, self.recall.share)

    @property
    def strict_f1(self) -> float | None:
        return harmonic_mean(self.strict_precision.share, self.strict_recall.share)


def harmonic_mean(precision: float | None, recall: float | None) -> float | None:
    """F1; 0 where both are, ``None`` where either cannot be told."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact that was not found; ``near`` is what came nearest and ``fault`` what it lacks."""

    kind: str
    gold: GoldFact
    fault: Fault | None = None
    near: Claim | None = None


@dataclass(frozen=True, slots=True)
class Error:
    """A claim that the gold does not have, or has otherwise."""

    kind: str
    claim: Claim
    fault: Fault
    document: str
    sentence: str
    gold: GoldFact | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by kind and in all; misses in the gold's order, errors in the text's."""

    scores: dict[str, Score]
    total: Score
    misses: tuple[Miss, ...]
    errors: tuple[Error, ...]
    documents: tuple[str, ...]


def evaluate(
    gold: Gold,
    read: Iterable[tuple[Document, Sequence[Fact]]],
    vocabulary: Vocabulary,
    authority: Authority,
    part: Part = Part.ALL,
) -> Evaluation:
    """Score the facts of documents against gold.

    Documents that gold says nothing of are left out. Raises ``EvaluationError`` where none of
    those it speaks of was read, or a quotation is not in its document.
    """
    tally = _Tally(Matching(vocabulary), vocabulary, part)
    known: list[str] = []
    for document, facts in read:
        names = _names(document)
        about = [f for f in gold.facts if f.document in names or not f.document]
        against = [f for f in gold.negatives if f.document in names or not f.document]
        if not about and not against:
            continue
        known.append(document.source.slug)
        places = _Places.of((*about, *against), document, gold.file)
        found = [
            claim
            for claim in claims(document, facts, authority)
            if part.has(claim.fact.evidence.section)
        ]
        scope = _Scope(document, gold, names, places)
        wanted = [f for f in about if part.has(f.section) and not f.optional]
        tally.recall(wanted, found, places)
        tally.precision(about, against, found, scope)
    if not known:
        raise EvaluationError(
            f"none of the documents it speaks of was read: {', '.join(gold.documents)}.",
            place=Place(gold.file),
            advice="Name them behind the gold file.",
        )
    return tally.evaluation(tuple(known))


def _names(document: Document) -> frozenset[str]:
    return frozenset({document.source.slug, slugify(document.title)} - {""})


@dataclass(frozen=True, slots=True)
class _Places:
    """Where gold facts stand in a document: the paragraphs of their quotations, by gold's line."""

    paragraphs: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, golds: Iterable[GoldFact], document: Document, file: str) -> _Places:
        """Look the quotations up; raises ``EvaluationError`` where one is not in the text."""
        lines = Paragraphs.of(document.text)
        found = {}
        for gold in golds:
            spans = [*_occurrences(gold.quote, document.text)]
            if gold.quote and not spans:
                raise EvaluationError(
                    f"{gold.quote[:60]!r} is not in {document.source.slug}.",
                    place=Place(file, gold.line),
                    advice="Quote the text as stored, mark-up included.",
                )
            found[gold.line] = frozenset(line for span in spans for line in lines.lines(span))
        return cls(found)

    def has(self, gold: GoldFact, claim: Claim) -> bool:
        """Whether a claim was read where the gold fact stands."""
        if gold.quote:
            return bool(self.paragraphs[gold.line] & claim.lines)
        return not gold.section or gold.section == slugify(claim.fact.evidence.section)


def _occurrences(words: str, text: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


@dataclass(frozen=True, slots=True)
class _Scope:
    """A document, and where in it precision is measured."""

    document: Document
    gold: Gold
    names: frozenset[str]
    places: _Places

    def measures(self, claim: Claim) -> bool:
        return claim.counts and self.gold.is_complete(self.names, claim.fact.evidence.section)


@dataclass(slots=True)
class _Tally:
    """The scores while they are counted."""

    matching: Matching
    vocabulary: Vocabulary
    part: Part
    scores: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)

    def recall(self, golds: Iterable[GoldFact], found: Sequence[Claim], places: _Places) -> None:
        for gold in golds:
            kind = self.kind_of_gold(gold)
            score = self.scores[kind]
            near = [c for c in found if c.predicate in gold.predicates and places.has(gold, c)]
            right = [c for c in near if self.is_right(gold, c)] or [
                c for c in found if places.has(gold, c) and self.matching.implies(gold, c)
            ]
            best = min(right, key=lambda c: self.distance(gold, c), default=None)
            strict = best is not None and self.matching.same_modality(gold, best)
            score.recall.count(best)
            score.strict_recall.count(strict)
            if best is not None:
                self.details(gold, best, score)
            if not strict:
                self.misses.append(self.miss(kind, gold, best, near))

    def is_right(self, gold: GoldFact, claim: Claim) -> bool:
        return (
            claim.predicate in gold.predicates
            and self.matching.same_subject(gold, claim)
            and self.matching.same_value(gold, claim)
        )

    def distance(self, gold: GoldFact, claim: Claim) -> tuple[bool, bool, bool]:
        """What a right claim lacks; the least comes first."""
        precise = self.matching.same_precision(gold, claim)
        return (
            not self.matching.same_modality(gold, claim),
            precise is False,
            not self.matching.same_speaker(gold, claim),
        )

    def details(self, gold: GoldFact, claim: Claim, score: Score) -> None:
        precise = self.matching.same_precision(gold, claim)
        if precise is not None:
            score.exact_time.count(precise)
        if gold.attributed_to:
            score.speaker.count(self.matching.same_speaker(gold, claim))
        if gold.qualifier is not None:
            score.qualifier.count(gold.qualifier == claim.fact.qualifier)

    def miss(self, kind: str, gold: GoldFact, best: Claim | None, near: Sequence[Claim]) -> Miss:
        if best is not None:
            return Miss(kind, gold, Fault.MODALITY, best)
        for claim in near:
            if self.matching.same_subject(gold, claim):
                return Miss(kind, gold, Fault.VALUE, claim)
        for claim in near:
            if self.matching.same_value(gold, claim):
                return Miss(kind, gold, Fault.SUBJECT, claim)
        return Miss(kind, gold)

    def precision(
        self,
        golds: Sequence[GoldFact],
        negatives: Sequence[GoldFact],
        found: Iterable[Claim],
        scope: _Scope,
    ) -> None:
        for claim in found:
            kind = self.kind_of_claim(claim)
            forbidden = self.forbidding(claim, negatives, scope.places)
            if forbidden is None and not scope.measures(claim):
                continue
            right = [gold for gold in golds if self.is_right(gold, claim)]
            strict = any(self.matching.same_modality(gold, claim) for gold in right)
            score = self.scores[kind]
            score.precision.count(right and forbidden is None)
            score.strict_precision.count(strict and forbidden is None)
            if forbidden is not None:
                self.wrong(kind, claim, Fault.FORBIDDEN, scope, forbidden)
            elif right:
                score.subject.count(right)
                score.value.count(right)
                score.modality.count(strict)
                if not strict:
                    self.wrong(kind, claim, Fault.MODALITY, scope, right[0])
            else:
                self.near_misses(kind, claim, golds, scope)

    def near_misses(
        self, kind: str, claim: Claim, golds: Iterable[GoldFact], scope: _Scope
    ) -> None:
        """Count what a wrong claim has right, and keep it."""
        near = [g for g in golds if claim.predicate in g.predicates and scope.places.has(g, claim)]
        subject = next((g for g in near if self.matching.same_value(g, claim)), None)
        value = next((g for g in near if self.matching.same_subject(g, claim)), None)
        if subject is not None:
            self.scores[kind].subject.count(False)
            self.wrong(kind, claim, Fault.SUBJECT, scope, subject)
        elif value is not None:
            self.scores[kind].value.count(False)
            self.wrong(kind, claim, Fault.VALUE, scope, value)
        else:
            self.wrong(kind, claim, Fault.SPURIOUS, scope, None)

    def forbidding(
        self, claim: Claim, negatives: Iterable[GoldFact], places: _Places
    ) -> GoldFact | None:
        for gold in negatives:
            if (
                self.is_right(gold, claim)
                and places.has(gold, claim)
                and self.matching.same_modality(gold, claim)
            ):
                return gold
        return None

    def wrong(
        self, kind: str, claim: Claim, fault: Fault, scope: _Scope, gold: GoldFact | None
    ) -> None:
        document = scope.document
        sentence = claim.fact.evidence.span.of(document.text)
        self.errors.append(Error(kind, claim, fault, document.source.slug, sentence, gold))

    def kind_of_gold(self, gold: GoldFact) -> str:
        of = gold.value if is_tie(gold.predicates[0]) and isinstance(gold.value, GoldNode) else None
        node = of or gold.subject
        classes = node.classes or tuple(
            cls.iri
            for segment, _ in node.paths
            for cls in self.vocabulary.classes.values()
            if cls.segment == segment and not self.has_parent_there(cls.iri, segment)
        )
        return kind_of(gold.predicates[0], classes, self.vocabulary)

    def has_parent_there(self, cls: NamedNode, segment: str) -> bool:
        ancestors = self.vocabulary.classes[cls].ancestors
        return any(self.vocabulary.classes[a].segment == segment for a in ancestors)

    def kind_of_claim(self, claim: Claim) -> str:
        value = claim.value
        node = value if is_tie(claim.predicate) and isinstance(value, Node) else claim.subject
        return kind_of(claim.predicate, node.classes, self.vocabulary)

    def evaluation(self, documents: tuple[str, ...]) -> Evaluation:
        total = Score()
        for score in self.scores.values():
            total.add(score)
        scores = dict(sorted(self.scores.items()))
        return Evaluation(scores, total, tuple(self.misses), tuple(self.errors), documents)
