"""Downrange: documents about spaceflight in, an evidenced knowledge graph out.

::

    import downrange

    dataset = downrange.build(["article.txt"])
    dataset.query("SELECT ?m ?mass { ?m sf:launchMass ?mass }")

Importing the package costs nothing: what it offers is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from downrange.dataset import Dataset, build

__all__ = ["Dataset", "build"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("downrange.dataset"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
