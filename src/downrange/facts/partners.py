"""What a craft docks with: one of its mission's craft, a part of one, a station, a module."""

from __future__ import annotations

from collections.abc import Iterator

from downrange.documents.model import RenderedText
from downrange.facts.authority import UnnameableError
from downrange.facts.cast import Cast
from downrange.facts.mapping import Row
from downrange.facts.model import Entity
from downrange.facts.names import Name, names
from downrange.facts.value_readers import About, Said
from downrange.facts.wording import Claim
from downrange.namespaces import expand

_HAS_PART = expand("sf:hasPart")


def read_partner(claim: Claim, row: Row, subject: Entity, cast: Cast) -> Iterator[Said]:
    """What a docking is with."""
    cls = cast.naming.vocabulary.class_("sf:Spacecraft")
    for name in names(claim.words, cast.naming, cls):
        entity = _partner(name, cast)
        whole = cast.whole_of(name.text)
        part = whole is not None and cast.craft_named(name.text) is None
        more = (About(whole, _HAS_PART, entity, name.words),) if whole and part else ()
        yield Said(entity, name.words, more=more)


def partner(words: RenderedText, cast: Cast) -> str:
    """The label of what some words say that a docking is with; empty where they do not."""
    cls = cast.naming.vocabulary.class_("sf:Spacecraft")
    try:
        first = next(iter(names(words, cast.naming, cls)), None)
        return _partner(first, cast).label if first else ""
    except UnnameableError:
        return ""


def _partner(name: Name, cast: Cast) -> Entity:
    own = cast.craft_named(name.text)
    if own is not None:
        return own
    naming = cast.naming
    for segment in ("spacecraft", "module"):
        known = naming.authority.find(segment, name.text) or naming.authority.find(
            segment, name.target
        )
        if known is not None:
            return known
    if not name.target and cast.whole_of(name.text) is not None:
        stage = name.text.casefold().endswith("stage")
        return cast.owned("sf:Stage" if stage else "sf:Module", name.text)
    return naming.linked(naming.vocabulary.class_("sf:Spacecraft"), name.text, name.target)
