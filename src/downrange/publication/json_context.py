"""The JSON-LD context of one description: of the published one, the terms that it uses.

The published context names every term of the ontology; a hundred times as many bytes as the
description of a small thing. Prefixes and aliases stay, since any of them may be needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from downrange.serialisation.layout import Json, Layout


class UsedTerms:
    """Cuts a layout's context down to what a description uses."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._iris = {
            name: _expanded(definition, layout.context)
            for name, definition in layout.context.items()
            if not name.startswith("@")
        }

    def layout(self, quads: Iterable[Quad]) -> Layout:
        """The layout for a description; what its context lacks, the description lacks too."""
        used = {""}
        for quad in quads:
            used.add(quad.predicate.value)
            value = quad.object
            if isinstance(value, NamedNode):
                used.add(value.value)
            elif isinstance(value, Literal):
                used.add(value.datatype.value)
        context = {
            name: definition
            for name, definition in self._layout.context.items()
            if self._iris.get(name, "") in used
        }
        return replace(self._layout, context=context)


def _expanded(definition: Json, context: Mapping[str, Json]) -> str:
    """The IRI of a term; empty for what is no term: an alias, a prefix."""
    named = definition.get("@id") if isinstance(definition, dict) else definition
    if not isinstance(named, str) or named.startswith("@"):
        return ""
    if named.endswith(("/", "#", ":")):
        return ""
    prefix, colon, local = named.partition(":")
    namespace = context.get(prefix)
    if not colon:
        vocabulary = context.get("@vocab")
        return f"{vocabulary}{named}" if isinstance(vocabulary, str) else named
    return f"{namespace}{local}" if isinstance(namespace, str) else named
