"""A conflict in a sentence: what is told differently, in whose words, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from downrange.facts.model import Entity, Modality
from downrange.graph.model import Statement
from downrange.vocabulary import Vocabulary

_FORMS = {
    "planActual": "{What}: {answers}{apart}.",
    "hypothesis": "{What} is left open: {answers}{apart}.",
    "outcome": "It is told in different ways {what}: {answers}{apart}.",
    "rounding": "{What} is given as {answers}{apart}, no more than rounding explains.",
}
_OTHERWISE = "The sources differ on {what}: {answers}{apart}."
_BEFORE = {
    Modality.PLANNED: "planned was ",
    Modality.PROBABLE: "probably ",
    Modality.SUSPECTED: "as is suspected, ",
    Modality.POSSIBLE: "possibly ",
    Modality.DENIED: "not ",
}
_LONGEST_QUOTE = 80


def sentence(
    kind: str,
    what: str,
    members: Iterable[Statement],
    difference: Literal | None,
    vocabulary: Vocabulary,
) -> str:
    """One sentence on a conflict: each answer once, in the order of the text."""
    ordered = sorted(members, key=_place)
    if kind == "planActual":
        ordered.sort(key=lambda item: item.modality is not Modality.PLANNED)
    asked = {item.predicate for item in ordered if kind != "identifier"}
    said = [
        _answer(item, vocabulary) + (_property(item, vocabulary) if len(asked) > 1 else "")
        for item in ordered
    ]
    if kind == "planActual":
        came = (item.modality is Modality.ASSERTED for item in ordered)
        said = [f"what came was {a}" if c else a for a, c in zip(said, came, strict=True)]
    return _FORMS.get(kind, _OTHERWISE).format(
        what=what,
        What=what[:1].upper() + what[1:],
        answers=_listed(list(dict.fromkeys(said))),
        apart=_apart(ordered, difference, vocabulary),
    )


def _place(item: Statement) -> tuple[int, int, str]:
    span = item.facts[0].evidence.span
    return span.start, span.end, item.iri.value


def _answer(item: Statement, vocabulary: Vocabulary) -> str:
    """The value as a person says it, how surely, and by whose account."""
    fact = item.facts[0]
    speaker = f" (according to {fact.attributed_to.label})" if fact.attributed_to else ""
    # A hypothesis is called possible or probable in its own label.
    hedged = isinstance(fact.value, Entity) and fact.value.stands_for is not None
    before = "" if hedged else _BEFORE.get(item.modality, "")
    return f"{before}{_value(item, vocabulary)}{speaker}"


def _value(item: Statement, vocabulary: Vocabulary) -> str:
    fact = item.facts[0]
    written = " ".join(fact.as_written.split())
    if isinstance(fact.value, Entity):
        return fact.value.label
    if isinstance(fact.value, NamedNode):
        concept = vocabulary.concepts.get(fact.value)
        name = concept.label if concept and concept.label else fact.value.value
        plain = written.casefold() in {"", name.casefold()} or len(written) > _LONGEST_QUOTE
        return name if plain else f"{name} (“{written}”)"
    bare = f"{fact.qualifier} {fact.value.value} {_unit(item, vocabulary)}"
    return written or bare.strip()


def _property(item: Statement, vocabulary: Vocabulary) -> str:
    """What an answer is of, where answers to several questions stand side by side."""
    term = vocabulary.properties.get(item.predicate)
    return f" ({term.label})" if term else ""


def _listed(answers: Sequence[str]) -> str:
    *first, last = answers
    return f"{', '.join(first)} and {last}" if first else last


def _apart(members: Sequence[Statement], difference: Literal | None, vocabulary: Vocabulary) -> str:
    if difference is None or difference.value == "0":
        return ""
    return f", {difference.value} {_unit(members[0], vocabulary)}".rstrip() + " apart"


def _unit(item: Statement, vocabulary: Vocabulary) -> str:
    term = vocabulary.properties.get(item.predicate)
    return term.unit_symbol if term else ""
