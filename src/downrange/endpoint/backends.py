"""Where answers come from: processes of our own on a store on disk, or another endpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from downrange.endpoint.cache import Cache, is_lasting
from downrange.endpoint.evaluation import Setting
from downrange.endpoint.lanes import Lanes
from downrange.endpoint.limits import Limits
from downrange.endpoint.replies import Refused, Result
from downrange.endpoint.requests import Asked, Task
from downrange.namespaces import PREFIXES


class Backend(Protocol):
    """What an endpoint asks."""

    @property
    def limits(self) -> Limits:
        """What one query may cost."""
        ...

    @property
    def edition(self) -> str:
        """A name of the data as they are now, empty where they may change."""
        ...

    @property
    def features(self) -> Collection[str]:
        """What is known of it, by names of the service description vocabulary."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """While it is entered, questions are answered."""
        ...

    async def answer(self, asked: Asked, client: str) -> Result:
        """The result of a task. ``client`` is who asks, by address.

        Raises ``Refused`` where there is none. Cancelling it stops the work.
        """
        ...


class LocalBackend:
    """Answers from a store on disk, by processes that can be killed.

    ``store`` is the folder of an Oxigraph store, which nobody may be writing; each process opens
    it for reading. ``prefixes`` need no declaration in queries, ``base`` resolves their
    relative IRIs, ``services`` are the hosts that SERVICE may ask. ``edition`` names the
    content of the store (its hash, say): where it is given, results carry an ``ETag`` and are
    kept.
    """

    def __init__(
        self,
        store: str | Path,
        *,
        prefixes: Mapping[str, str] = PREFIXES,
        base: str = "",
        services: Collection[str] = (),
        limits: Limits | None = None,
        edition: str = "",
    ) -> None:
        self.limits = limits or Limits()
        self.edition = edition
        federated = ("BasicFederatedQuery",) if services else ()
        self.features = ("UnionDefaultGraph", *federated)
        self._lanes = Lanes(Setting(str(store), prefixes, base, frozenset(services), self.limits))
        self._cache = Cache(self.limits.cached_bytes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await self._lanes.start()
        try:
            yield
        finally:
            await self._lanes.stop()

    async def answer(self, asked: Asked, client: str) -> Result:
        lasting = bool(self.edition) and (asked.task is not Task.QUERY or is_lasting(asked.text))
        key = asked.digest() if lasting else b""
        kept = self._cache.get(key) if lasting else None
        if kept is not None:
            return kept
        outcome = (await self._lanes.run(asked, client)).outcome
        if isinstance(outcome, Refused):
            raise outcome
        if lasting:
            self._cache.put(key, outcome)
        return outcome
