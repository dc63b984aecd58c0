"""Entities, types and properties by the beginning of their name or id, for who types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from downrange.identity import slugify
from downrange.reconciliation.answers import Json
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.terms import Property, TypeTerm

T = TypeVar("T", TypeTerm, Property)

PAGE = 10
"""How many are suggested at a time."""
FARTHEST = 10_000
"""How many suggestions may be skipped; nobody pages through more."""


def suggest_entities(dataset: Reconcilable, prefix: str, skipped: int) -> Json:
    """Entities whose id is the prefix, whose name begins with it, or has a word that does."""
    found = chain(_by_id(dataset, prefix), dataset.name_index.beginning(slugify(prefix)))
    numbers = islice(dict.fromkeys(islice(found, skipped + PAGE + 1)), skipped, skipped + PAGE)
    return {"result": [_entity(dataset, dataset.register.nodes[n]) for n in numbers]}


def suggest_types(dataset: Reconcilable, prefix: str, skipped: int) -> Json:
    """Types by id or name; those above each are told with it."""
    terms = dataset.terms.types
    found = _terms(terms.values(), dataset.terms.find_types(prefix), prefix)
    return {"result": [_type(dataset, term) for term in islice(found, skipped, skipped + PAGE)]}


def suggest_properties(dataset: Reconcilable, prefix: str, skipped: int) -> Json:
    """Properties by id or name, those that entities have first."""
    used = dataset.facts.used("")
    known = dataset.terms.properties
    ordered = [
        *(known[n] for n in used if n in known),
        *(known[n] for n in sorted(known.keys() - used)),
    ]
    exact = frozenset(term.iri for term in dataset.terms.find_properties(prefix))
    found = _terms(ordered, exact, prefix)
    return {"result": [property_json(term) for term in islice(found, skipped, skipped + PAGE)]}


def property_json(term: Property) -> Json:
    """A property as suggested and proposed."""
    unit = f" In {term.unit}." if term.unit else ""
    return {"id": term.id, "name": term.name, "description": f"{term.definition}{unit}"}


def _by_id(dataset: Reconcilable, prefix: str) -> Iterator[int]:
    node = dataset.identifiers.node(prefix.strip())
    if node in dataset.register.numbers:
        yield dataset.register.numbers[node]


def _entity(dataset: Reconcilable, node: str) -> Json:
    return {
        "id": dataset.identifiers.id(node),
        "name": dataset.index.label(node),
        "description": dataset.description(node),
        "notable": [
            {"id": dataset.terms.types[kind].id, "name": dataset.terms.type_name(kind)}
            for kind in dataset.types(node)
        ],
    }


def _type(dataset: Reconcilable, term: TypeTerm) -> Json:
    known = {each.id: each.name for each in dataset.terms.types.values()}
    broader = [{"id": name, "name": known[name]} for name in term.broader if name in known]
    return {
        "id": term.id,
        "name": term.name,
        "description": term.definition,
        "broader": broader,
    }


def _terms(terms: Iterable[T], exact: frozenset[str], prefix: str) -> Iterator[T]:
    """The terms meant by an id, then those whose name begins so, then those with such a word."""
    plain = slugify(prefix)
    known = list(terms)
    ranks: tuple[list[T], list[T], list[T]] = ([], [], [])
    for term in known:
        local = slugify(term.id.partition(":")[2])
        name = slugify(term.name)
        if term.iri in exact:
            ranks[0].append(term)
        elif name.startswith(plain) or local.startswith(plain) or term.id.startswith(prefix):
            ranks[1].append(term)
        elif f"-{plain}" in name:
            ranks[2].append(term)
    yield from chain(*ranks)
