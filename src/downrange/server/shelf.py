"""Holds things ready, up to so many bytes: the one not asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


@dataclass(slots=True)
class Shelf(Generic[Kept]):
    """``limit`` and ``held`` are in bytes. Keys are paths of URLs as they travel."""

    limit: int
    held: int = 0
    _kept: OrderedDict[bytes, tuple[Kept, int]] = field(default_factory=OrderedDict)

    def get(self, key: bytes) -> Kept | None:
        """What is held under a path, now the last to go."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: bytes, thing: Kept, size: int) -> None:
        """Hold it, and let go of others until there is room; one too large is not held."""
        if size > self.limit:
            return
        if (old := self._kept.pop(key, None)) is not None:
            self.held -= old[1]
        self._kept[key] = thing, size
        self.held += size
        while self.held > self.limit:
            _, (_, freed) = self._kept.popitem(last=False)
            self.held -= freed

    def __len__(self) -> int:
        return len(self._kept)
