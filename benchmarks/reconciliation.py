"""How long the reconciliation service takes over a batch of ten queries, on invented entities.

python -m benchmarks.reconciliation [COUNT]        (default: 100000 entities; names are made up)

The batch is asked of the service without a network, JSON to JSON. The same names are also looked
for by comparing each with every entity's, which is what one would write first: the ratio of the
two, from the same run, tells more than either.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from downrange.namespaces import SF, expand
from downrange.project import Project
from downrange.publication import Publication
from downrange.publication.edition import Edition
from downrange.reconciliation.answers import own_answers
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.query import read_batch
from downrange.resources import Resource
from downrange.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
BATCH = 10
ROUNDS = 40
SERIES = ("Progress", "Soyuz", "Kosmos", "Molniya", "Meteor", "Explorer", "Pioneer", "Luna")
MARKS = ("", "M", "MS", "TM", "TMA", "U", "2", "FG", "L", "K")
FACTS = NamedNode("https://example.org/graph/facts")


def name(number: int) -> str:
    """``Progress MS-17``: one of eighty series."""
    series = SERIES[number % len(SERIES)]
    mark = MARKS[number // len(SERIES) % len(MARKS)]
    return f"{series} {mark}-{number // 80:02}" if mark else f"{series} {number // 80}"


def quads(number: int, base: str) -> list[Quad]:
    mission = NamedNode(f"{base}id/mission/flight-{number}")
    return [
        Quad(mission, expand("rdf:type"), NamedNode(f"{SF}Mission"), FACTS),
        Quad(mission, expand("rdfs:label"), Literal(name(number), language="en"), FACTS),
        Quad(
            mission, expand("sf:cosparId"), Literal(f"{1957 + number // 1000}-{number:06}A"), FACTS
        ),
        Quad(
            mission, expand("sf:operator"), NamedNode(f"{base}id/organization/{number % 50}"), FACTS
        ),
    ]


def batch(numbers: list[int], ask: Callable[[int], dict[str, object]]) -> str:
    return json.dumps({f"q{at}": ask(number) for at, number in enumerate(numbers)})


def exact(number: int) -> dict[str, object]:
    return {"query": name(number), "type": "sf:Mission", "type_strict": "should"}


def misspelt(number: int) -> dict[str, object]:
    text = name(number)
    return {"query": text[:2] + text[3:], "type": "sf:Mission", "type_strict": "should"}


def with_values(number: int) -> dict[str, object]:
    found = f"{1957 + number // 1000}-{number:06}A"
    return exact(number) | {"properties": [{"pid": "sf:cosparId", "v": found}]}


def unknown(number: int) -> dict[str, object]:
    return {"query": f"Vessel of nobody {number}"}


def naively(names: list[tuple[str, str]], queries: list[str]) -> list[str]:
    """The nearest name to each query, by comparing it with all."""
    found = []
    for query in queries:
        asked = query.casefold()
        matcher = SequenceMatcher(b=asked)
        best, which = 0.0, ""
        for label, node in names:
            matcher.set_seq1(label)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                ratio = matcher.ratio()
                if ratio > best:
                    best, which = ratio, node
        found.append(which)
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    project = Project.load(ROOT)
    vocabulary = Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")
    said = frozenset(quad for number in range(count) for quad in quads(number, project.base))
    publication = Publication(Edition(project, vocabulary, said, (), ""))
    started = time.perf_counter()
    dataset = Reconcilable(publication)
    answers = own_answers(dataset)
    print(f"{count} entities indexed once in {time.perf_counter() - started:.1f} s")
    numbers = [at * (count // (ROUNDS * BATCH) or 1) % count for at in range(ROUNDS * BATCH)]
    quick = 0.0
    for ask in (exact, misspelt, with_values, unknown):
        times = []
        right = matched = 0
        for at in range(0, len(numbers), BATCH):
            some = numbers[at : at + BATCH]
            text = batch(some, ask)
            begun = time.perf_counter()
            answer = json.loads(json.dumps(answers.to(read_batch(text))))
            times.append((time.perf_counter() - begun) * 1000)
            first = [(each["result"] or [{}])[0] for each in answer.values()]
            matched += sum(bool(best.get("match")) for best in first)
            right += sum(
                best.get("id") == f"mission/flight-{number}"
                for best, number in zip(first, some, strict=True)
            )
        quick = quick or statistics.median(times)
        print(
            f"{ask.__name__:12} {statistics.median(times):6.2f} ms a batch of {BATCH} (median; the"
            f" first {times[0]:.0f}); right first {right}, matched {matched} of {len(numbers)}"
        )
    names = [(dataset.index.label(node).casefold(), node) for node in dataset.register.nodes]
    begun = time.perf_counter()
    naively(names, [name(number) for number in numbers[1:3]])
    slow = (time.perf_counter() - begun) / 2 * BATCH * 1000
    print(f"comparing with every name: {slow:.0f} ms a batch, {slow / quick:.0f} times as long")


if __name__ == "__main__":
    main()
