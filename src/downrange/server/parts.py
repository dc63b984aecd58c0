"""Puts a server together: the publication with its endpoint and its reconciliation service."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from downrange.endpoint import (
    Backend,
    Editor,
    Endpoint,
    EndpointDescription,
    Limits,
    LocalBackend,
    RemoteBackend,
)
from downrange.publication.edition import Services
from downrange.reconciliation.app import mounted, reconciliation_app
from downrange.server.application import Application, application
from downrange.server.mounts import Mounts
from downrange.server.opening import Opened
from downrange.server.stores import StoredDataset

SERVICES = Services(sparql="sparql", reconciliation="reconcile")
"""Where the services are, relative to the root."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a dataset is served.

    ``root_path`` is where a proxy shows it. ``endpoint`` is the URL of a store that is asked
    instead of our own, empty for ours; ``allowed`` are the hosts that ``SERVICE`` may ask,
    ``query_seconds`` what a query may take. ``workers`` processes serve.
    """

    root_path: str = ""
    endpoint: str = ""
    allowed: Sequence[str] = ()
    query_seconds: float = Limits().seconds
    workers: int = 1

    @property
    def limits(self) -> Limits:
        """Those of the endpoint in each worker; together they have as many processes as one."""
        usual = Limits()
        return replace(
            usual,
            seconds=self.query_seconds,
            cpu_seconds=math.ceil(self.query_seconds),
            workers=max(1, usual.workers // self.workers),
        )


def assemble(opened: Opened, settings: Settings) -> Application:
    """The application with all its parts."""
    publication = opened.publication
    description = EndpointDescription.of(publication, editor=Editor.installed())
    endpoint = Endpoint(_backend(description, opened.stored, settings), description)
    pages = f"{settings.root_path.rstrip('/')}/"
    reconciliation = reconciliation_app(publication, pages=pages)
    routes = (*endpoint.routes(), *mounted(reconciliation, f"/{SERVICES.reconciliation}"))
    return application(
        publication,
        opened.downloads,
        Mounts(routes, (endpoint.running,)),
        root_path=settings.root_path,
        modified=opened.modified,
    )


def _backend(
    description: EndpointDescription, stored: StoredDataset, settings: Settings
) -> Backend:
    prefixes, base = description.prefixes, description.project.base
    if settings.endpoint:
        return RemoteBackend(
            settings.endpoint,
            prefixes=prefixes,
            base=base,
            services=settings.allowed,
            limits=settings.limits,
        )
    return LocalBackend(
        stored.folder,
        prefixes=prefixes,
        base=base,
        services=settings.allowed,
        limits=settings.limits,
        edition=stored.sha256,
    )
