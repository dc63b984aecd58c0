"""Comparisons as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from downrange.wikidata.comparison import Comparison
from downrange.wikidata.facts import Quotation
from downrange.wikidata.item import WikidataStatement
from downrange.wikidata.ours import OurValue
from downrange.wikidata.questions import Row
from downrange.wikidata.values import ItemValue
from downrange.wikidata.wording import Wording

Json = dict[str, object]


def as_json(comparisons: Iterable[Comparison], wording: Wording) -> str:
    """An array with an object for each entity; nothing that is empty is left out."""
    found = [_comparison(one, wording) for one in comparisons]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _comparison(one: Comparison, wording: Wording) -> Json:
    return {
        "entity": one.entity.value,
        "label": one.label,
        "item": one.item.id,
        "item_label": one.item.label,
        "linked_to": one.asked,
        "edited": one.item.names.edited,
        "rows": [_row(row, wording) for row in one.rows],
        "properties_not_compared": list(one.uncompared),
    }


def _row(row: Row, wording: Wording) -> Json:
    return {
        "outcome": row.outcome.value,
        "property": row.wikidata,
        "label": row.label,
        "note": row.note,
        "reason": row.reason,
        "here": _ours(row.ours) if row.ours else None,
        "there": [_theirs(statement, wording) for statement in row.theirs],
    }


def _ours(value: OurValue) -> Json:
    return {
        "value": value.term.value,
        "words": value.words,
        "item": value.item,
        "unit": value.predicate.unit_symbol,
        "modality": value.modality,
        "qualifier": value.qualifier,
        "disputed": list(value.disputed),
        "statements": [claim.statement.value for claim in value.claims],
        "quotations": [_quotation(quotation) for quotation in value.quotations],
    }


def _quotation(quotation: Quotation) -> Json:
    return {
        "words": quotation.words,
        "section": quotation.section,
        "document": quotation.document.value,
        "title": quotation.title,
        "url": quotation.url,
    }


def _theirs(statement: WikidataStatement, wording: Wording) -> Json:
    return {
        "value": wording.value(statement.value),
        "item": statement.value.id if isinstance(statement.value, ItemValue) else "",
        "rank": statement.rank.value,
        "qualifiers": wording.snaks(statement.qualifiers),
        "references": [wording.snaks(reference) for reference in statement.references],
    }
