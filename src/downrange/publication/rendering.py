"""Templates: found beside this module, filled in with everything escaped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from downrange.errors import ProjectError
from downrange.publication.claims import Claim
from downrange.publication.wording import inverted, number_in_words, show, time_in_words

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once. Raises ``ProjectError`` where Jinja2 is not installed."""
    try:
        import jinja2  # noqa: PLC0415  only those who publish need it
    except ModuleNotFoundError:
        raise ProjectError(
            "pages are written with Jinja2, which is not installed.",
            advice="Install it: pip install 'downrange[web]'",
        ) from None
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["number"] = lambda count: number_in_words(str(count))
    made.filters["date"] = lambda literal: time_in_words(literal.value)
    made.filters["data_block"] = data_block
    made.filters["licence_name"] = licence_name
    made.filters["conflict_kind"] = lambda kind: _CONFLICT_KINDS.get(kind, kind)
    made.filters["inverted"] = inverted
    made.filters["plain_segment"] = lambda segment: _PLURALS.get(segment, f"{segment}s")
    made.globals["show"] = _shown
    return made


def render(template: str, values: Mapping[str, object]) -> str:
    """A page from a template. Everything that is not mark-up of the template is escaped."""
    return environment().get_template(template).render(values)


_LICENCES = {
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}
_CONFLICT_KINDS = {
    "value": "Different values",
    "rounding": "Rounded differently",
    "precision": "More and less precise",
    "hypothesis": "Different explanations",
    "planActual": "Planned one way, done another",
    "outcome": "Different outcomes",
    "identifier": "Identifiers that do not fit",
    "total": "Parts and totals",
}
_PLURALS = {
    "mission": "missions",
    "spacecraft": "spacecraft",
    "cargo": "cargo",
    "person": "people",
    "celestial-body": "celestial bodies",
    "organization": "organisations",
    "launch-vehicle": "launch vehicles",
    "launch-vehicle-type": "launch vehicle types",
    "spacecraft-type": "spacecraft types",
    "engine-type": "engine types",
    "docking-port": "docking ports",
    "equipment-group": "equipment",
    "launch-site": "launch sites",
    "orbit-regime": "orbit regimes",
    "reference-system": "reference systems",
    "monetary-amount": "amounts of money",
    "event": "events, planned and possible ones included",
}


def licence_name(address: str) -> str:
    """``CC BY-SA 4.0`` for its address; any other licence by its address."""
    return _LICENCES.get(address, address)


def data_block(value: object) -> str:
    """JSON that can stand in ``<script type="application/ld+json">``: no ``<`` can end it."""
    from markupsafe import Markup  # noqa: PLC0415  comes with Jinja2

    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it can end the element


def _shown(names: object, claim: Claim) -> object:
    return show(names, claim.predicate, claim.value, claim.precision)  # type: ignore[arg-type]
