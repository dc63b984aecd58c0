"""Statements as Wikidata's API gives them, written by hand.

The shapes are those of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html . Ids
from Q990000000 on are invented; others are those of data/links/wikidata.sssom.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Json = dict[str, object]
WD = "http://www.wikidata.org/entity/"
GREGORIAN, JULIAN = f"{WD}Q1985727", f"{WD}Q1985786"


def time(day: str, precision: int = 11, calendar: str = GREGORIAN) -> Json:
    """``+2016-12-01``, as time values are written."""
    value = {
        "time": f"{day}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": calendar,
    }
    return {"value": value, "type": "time"}


def quantity(amount: str, unit: str = "", lower: str = "", upper: str = "") -> Json:
    value = {"amount": amount, "unit": f"{WD}{unit}" if unit else "1"}
    bounds = {"upperBound": upper, "lowerBound": lower} if lower else {}
    return {"value": value | bounds, "type": "quantity"}


def item(name: str) -> Json:
    value = {"entity-type": "item", "numeric-id": int(name[1:]), "id": name}
    return {"value": value, "type": "wikibase-entityid"}


def text(words: str) -> Json:
    return {"value": words, "type": "string"}


def place(latitude: float, longitude: float, precision: float | None = None) -> Json:
    value = {
        "latitude": latitude,
        "longitude": longitude,
        "altitude": None,
        "precision": precision,
        "globe": f"{WD}Q2",
    }
    return {"value": value, "type": "globecoordinate"}


def snak(name: str, data: Json | str) -> Json:
    """A snak; of ``somevalue`` or ``novalue`` where the data are such a word."""
    if isinstance(data, str):
        return {"snaktype": data, "property": name, "hash": "0" * 40}
    return {"snaktype": "value", "property": name, "hash": "0" * 40, "datavalue": data}


def statement(
    name: str,
    data: Json | str,
    rank: str = "normal",
    qualifiers: Mapping[str, Json] | None = None,
    references: Sequence[Mapping[str, Json]] = (),
) -> Json:
    found: Json = {"mainsnak": snak(name, data), "type": "statement", "rank": rank}
    if qualifiers:
        found["qualifiers"] = {key: [snak(key, value)] for key, value in qualifiers.items()}
        found["qualifiers-order"] = list(qualifiers)
    if references:
        found["references"] = [
            {"hash": "0" * 40, "snaks": {key: [snak(key, value)] for key, value in one.items()}}
            for one in references
        ]
    return found


def entity(name: str, label: str, *statements: Json) -> Json:
    """An item with its statements under their properties."""
    claims: dict[str, list[Json]] = {}
    for one in statements:
        main = one["mainsnak"]
        assert isinstance(main, dict)
        claims.setdefault(str(main["property"]), []).append(one)
    return {
        "type": "item",
        "id": name,
        "modified": "2026-10-01T00:00:00Z",
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {},
        "aliases": {},
        "claims": claims,
    }
