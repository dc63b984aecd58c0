"""Where the data that Downrange works with is found.

Three places are tried, in this order: the project's own folder, the copy that an installed
wheel carries (``downrange/_resources``), and the checkout that an editable install runs from.
All three are laid out alike.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from downrange.errors import ProjectError

PACKAGED = Path(__file__).resolve().parent / "_resources"
CHECKOUT = Path(__file__).resolve().parents[2]


class Resource(StrEnum):
    """A kind of resource. The value is where it stands in a project that moves nothing."""

    ONTOLOGY = "ontology"
    QUESTIONS = "ontology/questions"
    RULES = "ontology/rules"
    CONTEXT = "ontology/context.jsonld"
    SHAPES = "shapes"
    MAPPINGS = "data/mappings"
    PATTERNS = "data/patterns"
    AUTHORITY = "data/authority"
    LINKS = "data/links"


def find(resource: Resource, own: Path | None = None) -> Path:
    """The folder (for ``CONTEXT``, the file) that holds a resource.

    ``own`` is where the project would keep it; a folder without any file does not count, so
    that an empty folder cannot hide the defaults. Raises ``ProjectError`` where no place
    has it, naming those that were tried.
    """
    tried = [own] if own is not None else []
    tried += [PACKAGED / resource.value, CHECKOUT / resource.value]
    for place in tried:
        if _holds_something(place):
            return place
    places = ", ".join(str(place) for place in tried)
    raise ProjectError(
        f"the {resource.name.lower()} cannot be found: looked for {places}.",
        advice="Reinstall downrange, or name the folder in downrange.toml.",
    )


def _holds_something(place: Path) -> bool:
    if place.is_file():
        return True
    return place.is_dir() and any(child.is_file() for child in place.iterdir())
