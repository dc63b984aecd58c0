"""Checks a link table with ``sssom-pydantic``, an implementation of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from downrange.links.model import LinkTable
from downrange.links.table import NO_TERM_FOUND, entity_prefix
from downrange.namespaces import PREFIXES


def library_is_here() -> bool:
    """Whether the extra ``downrange[link]`` is installed."""
    return find_spec("sssom_pydantic") is not None


def wrong_rows(path: Path, table: LinkTable, base: str) -> Iterator[str]:
    """What the standard finds wrong with a table, and where its reader and ours disagree.

    ``table`` is what ``read_table`` made of the same file. Needs the extra ``link``.
    """
    import curies  # noqa: PLC0415  these three are of the extra
    import sssom_pydantic  # noqa: PLC0415
    import yaml  # noqa: PLC0415  the library does not catch its errors

    ours = {"id": entity_prefix(base), "sf": PREFIXES["sf"]}
    try:
        mappings, converter, about, errors = sssom_pydantic.read(
            path, converter=curies.Converter.from_prefix_map(ours), return_errors=True
        )
    except (ValueError, yaml.YAMLError) as error:
        yield f"{path}: {' '.join(str(error).split())}"
        return
    for row in errors:
        yield f"{path}:{row.line_number}: {' '.join(str(row.exception).split())}"
    if not about.license:
        yield f"{path}: the mapping set has no license"
    theirs = {
        tuple(converter.expand_reference(term) for term in (m.subject, m.predicate, m.object))
        for m in mappings
    }
    for link in table:
        item = link.item.value if link.item else converter.expand(NO_TERM_FOUND)
        if not errors and (link.subject.value, link.predicate.value, item) not in theirs:
            yield f"{path}: the row of {link.subject.value} is read otherwise by sssom-pydantic"
