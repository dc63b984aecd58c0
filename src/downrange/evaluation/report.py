"""Evaluations for people (lines of text) and for programs (objects for JSON)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from downrange.evaluation.claims import Claim
from downrange.evaluation.gold import GoldFact
from downrange.evaluation.scoring import Error, Evaluation, Fault, Miss, Score, Share
from downrange.evaluation.text2kgbench import Benchmark, Result, Triple

Json = Mapping[str, object]

_LONGEST = 240
_HEADER = (
    f"{'kind':<18}{'gold':>5}{'found':>6}{'read':>6}{'right':>6}"
    f"{'P':>7}{'R':>6}{'F1':>6}{'strict P':>10}{'R':>6}{'F1':>6}"
    f"{'subject':>9}{'value':>7}{'modality':>10}"
)


def lines(evaluation: Evaluation) -> Iterator[str]:
    """The scores as a table, then what was missed and what is wrong, each with its words."""
    yield _HEADER
    for kind, score in evaluation.scores.items():
        yield _row(kind, score)
    yield _row("all", evaluation.total)
    yield ""
    total = evaluation.total
    for words, share in (
        ("times as precise as the gold's", total.exact_time),
        ("speakers as in the gold", total.speaker),
        ("qualifiers as in the gold", total.qualifier),
    ):
        yield f"{words}: {share.right} of {share.of}"
    yield f"documents: {', '.join(evaluation.documents)}"
    yield ""
    yield f"missed, or with a wrong modality: {len(evaluation.misses)}"
    for miss in evaluation.misses:
        yield from _miss(miss)
    yield ""
    yield f"wrong, or not in the gold: {len(evaluation.errors)}"
    for error in evaluation.errors:
        yield from _error(error)


def as_json(evaluation: Evaluation) -> Json:
    """The same as one object; shares as right, of and share, which is null of none."""
    return {
        "documents": evaluation.documents,
        "total": _score(evaluation.total),
        "kinds": {kind: _score(score) for kind, score in evaluation.scores.items()},
        "misses": [
            {
                "kind": miss.kind,
                "line": miss.gold.line,
                "gold": miss.gold.words,
                "modality": miss.gold.modality,
                "quote": miss.gold.quote,
                "fault": miss.fault,
                "read": miss.near.words if miss.near else None,
            }
            for miss in evaluation.misses
        ],
        "errors": [
            {
                "kind": error.kind,
                "document": error.document,
                "fault": error.fault,
                "read": error.claim.words,
                "modality": error.claim.modality,
                "quote": error.sentence,
                "section": error.claim.fact.evidence.section,
                "extracted_by": error.claim.fact.extracted_by,
                "gold": error.gold.words if error.gold else None,
            }
            for error in evaluation.errors
        ],
    }


def benchmark_lines(result: Benchmark, relations: Iterable[str]) -> Iterator[str]:
    """A benchmark's averages, in all and by relation, then every sentence short of F1 1."""
    yield f"{'relation':<34}{'sentences':>10}{'P':>7}{'R':>6}{'F1':>6}{'answered':>10}{'P':>6}"
    for relation in relations:
        part = result.of_relation(relation)
        if part.results:
            yield _averages(relation, part)
    yield _averages("all", result)
    short = [one for one in result.results if one.f1 < 1]
    yield ""
    yield f"sentences short of F1 1.00: {len(short)}"
    for one in short:
        yield f"  {one.sentence.id}: {_one_line(one.sentence.text)}"
        for triple in one.sentence.gold:
            yield f"    {'found ' if triple.key in _keys(one.right) else 'missed'} {_words(triple)}"
        right = _keys(one.right)
        for triple in one.read:
            if triple.key not in right:
                yield f"    read   {_words(triple)}"


def benchmark_json(result: Benchmark, relations: Iterable[str]) -> Json:
    """The same as one object, with everything read in each sentence."""
    parts = {relation: result.of_relation(relation) for relation in relations}
    return {
        "total": _means(result),
        "relations": {relation: _means(part) for relation, part in parts.items()},
        "sentences": [_sentence(one) for one in result.results],
    }


def _row(kind: str, score: Score) -> str:
    return (
        f"{kind:<18}{score.recall.of:>5}{score.recall.right:>6}"
        f"{score.precision.of:>6}{score.precision.right:>6}"
        f"{_number(score.precision.share):>7}{_number(score.recall.share):>6}"
        f"{_number(score.f1):>6}{_number(score.strict_precision.share):>10}"
        f"{_number(score.strict_recall.share):>6}{_number(score.strict_f1):>6}"
        f"{_number(score.subject.share):>9}{_number(score.value.share):>7}"
        f"{_number(score.modality.share):>10}"
    )


def _miss(miss: Miss) -> Iterator[str]:
    modality = f" [{miss.gold.modality}]" if miss.gold.modality else ""
    yield f"  {miss.gold.words}{modality}  ({miss.kind}, line {miss.gold.line})"
    if miss.near is not None:
        yield f"    {miss.fault} differs: {_read(miss.near)}"
    if miss.gold.quote:
        yield f"    “{_one_line(miss.gold.quote)}”"


def _error(error: Error) -> Iterator[str]:
    yield f"  {_read(error.claim)}  ({error.kind}, {error.claim.fact.extracted_by})"
    if error.gold is not None:
        yield f"    {_reproach(error.fault)}: {_expected(error.gold)}"
    yield f"    “{_one_line(error.sentence)}”"


def _reproach(fault: Fault) -> str:
    return "the gold forbids" if fault is Fault.FORBIDDEN else f"{fault} differs"


def _read(claim: Claim) -> str:
    return f"{claim.words} [{claim.modality}]"


def _expected(gold: GoldFact) -> str:
    return f"{gold.words}{f' [{gold.modality}]' if gold.modality else ''}, line {gold.line}"


def _score(score: Score) -> Json:
    shares = {name: _share(getattr(score, name)) for name in Score.__slots__}
    return {**shares, "f1": score.f1, "strict_f1": score.strict_f1}


def _share(share: Share) -> Json:
    return {"right": share.right, "of": share.of, "share": share.share}


def _averages(name: str, part: Benchmark) -> str:
    return (
        f"{name:<34}{len(part.results):>10}{part.precision:>7.2f}{part.recall:>6.2f}"
        f"{part.f1:>6.2f}{len(part.answered):>10}{_number(part.answered_precision):>6}"
    )


def _means(part: Benchmark) -> Json:
    return {
        "sentences": len(part.results),
        "precision": part.precision,
        "recall": part.recall,
        "f1": part.f1,
        "answered": len(part.answered),
        "answered_precision": part.answered_precision,
    }


def _sentence(one: Result) -> Json:
    return {
        "id": one.sentence.id,
        "sent": one.sentence.text,
        "gold": [_parts(triple) for triple in one.sentence.gold],
        "read": [_parts(triple) for triple in one.read],
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
    }


def _parts(triple: Triple) -> Json:
    return {"sub": triple.subject, "rel": triple.relation, "obj": triple.object}


def _keys(triples: Iterable[Triple]) -> set[str]:
    return {triple.key for triple in triples}


def _words(triple: Triple) -> str:
    return f"{triple.subject} | {triple.relation} | {triple.object}"


def _number(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
