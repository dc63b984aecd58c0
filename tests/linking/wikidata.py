"""Entities as Wikidata's API and dumps give them, with invented ids and contents.

The shapes are those of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html and of
the modules wbsearchentities and wbgetentities. Every id from Q990000000 on is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from downrange.identity import slugify
from tests.linking.server import Reply, Request, of_json

Json = dict[str, object]


def entity(
    name: str,
    label: str,
    *aliases: str,
    description: str = "invented",
    language: str = "en",
    **claims: str | Iterable[str],
) -> Json:
    """An entity's JSON. A claim's value is an item, ``+2016-12-01/11`` for a time, or a string."""
    return {
        "type": "item",
        "id": name,
        "modified": "2026-10-01T00:00:00Z",
        "labels": {language: {"language": language, "value": label}},
        "descriptions": {"en": {"language": "en", "value": description}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {
            key: [statement(key, v) for v in ([value] if isinstance(value, str) else value)]
            for key, value in claims.items()
        },
    }


def statement(key: str, value: str, rank: str = "normal") -> Json:
    """A statement with its main snak, as in dumps."""
    snak = {"snaktype": "value", "property": key, "datavalue": datavalue(value)}
    return {"mainsnak": snak, "type": "statement", "rank": rank}


def datavalue(value: str) -> Json:
    if value.startswith("+"):
        date, _, precision = value.partition("/")
        time = {
            "time": f"{date}T00:00:00Z",
            "precision": int(precision),
            "timezone": 0,
            "before": 0,
            "after": 0,
            "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
        }
        return {"type": "time", "value": time}
    if value.startswith("Q"):
        item = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
        return {"type": "wikibase-entityid", "value": item}
    return {"type": "string", "value": value}


class Wikibase:
    """Answers as Wikidata's API does, out of some entities.

    ``merged`` leads from the id of a merged item to the one it was merged into.
    """

    def __init__(self, entities: Iterable[Json], merged: Mapping[str, str] | None = None) -> None:
        self.entities = {str(one["id"]): one for one in entities}
        self.merged = dict(merged or {})

    def __call__(self, request: Request) -> Reply:
        match request.parameters.get("action"):
            case "wbsearchentities":
                return of_json(self.search(request.parameters))
            case "wbgetentities":
                return of_json(self.get(request.parameters))
            case action:
                info = f'Unrecognized value for parameter "action": {action}.'
                return of_json({"error": {"code": "badvalue", "info": info}})

    def search(self, parameters: Mapping[str, str]) -> Json:
        wanted = slugify(parameters["search"])
        hits = []
        for name, one in self.entities.items():
            labels = one["labels"]
            assert isinstance(labels, dict)
            term = labels.get(parameters["language"])
            if term and slugify(term["value"]).startswith(wanted):
                hits.append({"id": name, "title": name, "label": term["value"]})
        return {"searchinfo": {"search": parameters["search"]}, "search": hits, "success": 1}

    def get(self, parameters: Mapping[str, str]) -> Json:
        found: Json = {}
        for asked in parameters["ids"].split("|"):
            name = self.merged.get(asked, asked)
            one = self.entities.get(name)
            if one is None:
                found[asked] = {"id": asked, "missing": ""}
            elif name != asked:
                found[asked] = one | {"redirects": {"from": asked, "to": name}}
            else:
                found[asked] = one
        return {"entities": found, "success": 1}
