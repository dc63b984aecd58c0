"""What a writer needs beside the quads: the base, the prefixes and the JSON-LD context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from downrange.namespaces import PREFIXES

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a dataset is laid out as text; it never changes which triples are written.

    ``base`` is the dataset's base IRI (it ends in ``/``; empty: every IRI is written in
    full). ``prefixes`` are namespaces by prefix; data prefixes (``mission:``) follow from the
    base. ``context`` is the published JSON-LD context, inline: none is ever fetched.
    """

    base: str = ""
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(PREFIXES))
    context: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
