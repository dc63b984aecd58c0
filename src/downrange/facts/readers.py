"""Which function reads which kind of value."""

from __future__ import annotations

from downrange.facts import node_readers as nodes
from downrange.facts import partners
from downrange.facts import value_readers as values
from downrange.facts.mapping import Reading
from downrange.facts.value_readers import Reader

_READERS: dict[Reading, Reader] = {
    Reading.TEXT: values.read_text,
    Reading.TEXTS: values.read_text,
    Reading.NAMES: values.read_names,
    Reading.QUANTITY: values.read_quantity,
    Reading.NUMBER: values.read_number,
    Reading.COUNT: values.read_count,
    Reading.LONGITUDE: values.read_longitude,
    Reading.TIME: values.read_time,
    Reading.DURATION: values.read_duration,
    Reading.IDENTIFIER: values.read_identifier,
    Reading.URL: values.read_url,
    Reading.SPECIFICATION: values.read_specification,
    Reading.ENCOUNTER_KIND: values.read_encounter_kind,
    Reading.CRAFT: nodes.read_craft,
    Reading.ROCKET: nodes.read_rocket,
    Reading.SITE: nodes.read_site,
    Reading.PLACE: nodes.read_place,
    Reading.REFERENCE_SYSTEM: nodes.read_reference_system,
    Reading.APSIS: nodes.read_apsis,
    Reading.CARGO_ITEMS: nodes.read_cargo_items,
    Reading.PARTNER: partners.read_partner,
    Reading.COMPONENT: nodes.read_component,
}


def reader_for(reading: Reading) -> Reader:
    return _READERS[reading]
