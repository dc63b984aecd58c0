"""A small article, and what the tests state about it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from downrange.annotations.library import Annotated, annotate
from downrange.annotations.model import AnnotationFile
from downrange.annotations.rows import load_annotations
from tests.facts.reading import document, naming, read, vocabulary

ARTICLE = """= Test 1 =

Test 1
- Operator: NASA
- Cargo Mass: 2442 kg

Test 1 was launched by NASA on 1 December 2016 with 420 kg of water. It failed six minutes \
into the flight. On 3 December 2016, Roscosmos said that the pump of the booster probably \
caught fire at least twice.

== Afterwards ==
The ship had carried 420 kg of water to nobody. Nobody heard of it again.
"""

SHA256 = hashlib.sha256(ARTICLE.encode()).hexdigest()
HEADER = f'document = "local/test-1"\nsha256 = "{SHA256}"\n'

FIRE = """
[[node]]
id = "event/test-1-fire-hypothesis"
class = "sf:HypotheticalEvent"
hypothesis_of = "sf:Anomaly"
label = "fire in the pump of Test 1"
of = "mission/test-1"

[[node]]
id = "equipment-group/test-1-pump"
class = "sf:EquipmentGroup"
label = "pump of Test 1"
called = ["the pump"]

[[fact]]
id = "fire"
quote = "the pump of the booster probably caught fire"
subject = "event/test-1-fire-hypothesis"
modality = "probable"
attributed_to = "organization/roscosmos"
stated_on = "3 December 2016"
sf.participant = "equipment-group/test-1-pump"
"""


def annotations(*more: str) -> str:
    """A whole annotation file: the header, the fire, and what a test adds."""
    return "\n".join((HEADER, FIRE, *more))


def a_fact(*lines: str, quote: str = "420 kg of water to nobody") -> str:
    """A fact about the cargo; lines replace those of the same key."""
    keys = {
        "quote": f'quote = "{quote}"',
        "subject": 'subject = "cargo/test-1-total-cargo"',
    }
    for line in lines:
        keys[line.partition(" =")[0]] = line
    return "\n".join(["[[fact]]", *keys.values()])


def load(path: Path, text: str) -> AnnotationFile:
    path.write_text(text, "utf-8")
    return load_annotations(path, vocabulary())


def judged(path: Path, *more: str) -> Annotated:
    """What the gate lets through of a file with these facts, and what it refuses."""
    file = load(path / "test-1.toml", annotations(*more))
    assert not file.wrong
    return annotate((file,), read(document(ARTICLE)), naming())
