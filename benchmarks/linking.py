"""Time per entity of ``downrange link --extract``, on an invented extract.

python -m benchmarks.linking [COUNT]        (default: 100000 entities; ids and facts are made up)
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from downrange.linking.alignment import Alignment
from downrange.linking.index import ExtractIndex
from downrange.linking.judgement import judge
from downrange.linking.subject import Subject
from downrange.links.model import LinkTable
from downrange.namespaces import expand
from downrange.vocabulary import Vocabulary

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
BASE = "https://example.org/"
ASKED = 1000
FIRST_DAY = date(1960, 1, 1)


def statement(value: object) -> list[object]:
    return [{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}]


def designation(number: int) -> str:
    return f"{1957 + number // 1000}-{number % 1000:03}A"


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number % 25_000)


def entity(number: int) -> dict[str, object]:
    """A flight of one of a hundred series, each with its names, classes, day and designation."""
    label = f"Series {number % 100} flight {number // 100}"
    return {
        "id": f"Q{990_000_000 + number}",
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": f"{label} spacecraft"}]},
        "descriptions": {"en": {"language": "en", "value": "invented"}},
        "claims": {
            "P31": statement({"id": "Q40218"}),
            "P619": statement({"time": f"+{day(number).isoformat()}T00:00:00Z", "precision": 11}),
            "P247": statement(designation(number)),
        },
    }


def subject(number: int) -> Subject:
    label = f"Series {number % 100} flight {number // 100}"
    iri = NamedNode(f"{BASE}id/spacecraft/flight-{number}")
    time_of_launch = f"{day(number).isoformat()}T12:00:00Z"
    facts = {
        expand("sf:cosparId"): (Literal(designation(number)),),
        expand("sf:launchTime"): (Literal(time_of_launch, datatype=expand("xsd:dateTime")),),
    }
    return Subject(iri, "spacecraft", (label,), facts, {}, {}, frozenset({iri}))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    vocabulary = Vocabulary.load(ONTOLOGY / "spaceflight.ttl")
    alignment = Alignment.load(ONTOLOGY / "alignments.ttl", vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        extract = Path(folder) / "extract.jsonl"
        with extract.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(entity(number))}\n" for number in range(count))
        started = time.perf_counter()
        index = ExtractIndex.of(extract, alignment, Path(folder) / "cache")
        indexed = time.perf_counter()
        index.close()
        with closing(ExtractIndex.of(extract, alignment, Path(folder) / "cache")) as index:
            opened = time.perf_counter()
            numbers = [number * count // ASKED for number in range(ASKED)]
            judged = [judge(subject(n), index, alignment, LinkTable()) for n in numbers]
            ended = time.perf_counter()
        size = sum(file.stat().st_size for file in (Path(folder) / "cache").iterdir())
    right = sum(
        judgement.accepted is not None and judgement.accepted.item.id == f"Q{990_000_000 + number}"
        for number, judgement in zip(numbers, judged, strict=True)
    )
    print(f"{count} entities indexed once in {indexed - started:.1f} s, {size / 1e6:.0f} MB")
    print(f"opened again, its hash included, in {(opened - indexed) * 1000:.0f} ms")
    print(f"{(ended - opened) / ASKED * 1000:.2f} ms an entity, of {ASKED} asked; {right} linked")


if __name__ == "__main__":
    main()
