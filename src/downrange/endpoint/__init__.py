"""SPARQL 1.1 Protocol and the read half of the Graph Store Protocol, for a server.

::

    description = EndpointDescription.of(publication)
    backend = LocalBackend(store_folder, prefixes=description.prefixes, base=project.base)
    endpoint = Endpoint(backend, description)
    app = Starlette(routes=endpoint.routes(), lifespan=lambda _app: endpoint.running())

Importing the package costs nothing, which the processes that answer queries rely on: what it
offers is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from downrange.endpoint.backends import Backend, LocalBackend
    from downrange.endpoint.description import EndpointDescription
    from downrange.endpoint.editor import Editor
    from downrange.endpoint.endpoint import Endpoint
    from downrange.endpoint.limits import Limits
    from downrange.endpoint.remote import RemoteBackend

__all__ = [
    "Backend",
    "Editor",
    "Endpoint",
    "EndpointDescription",
    "Limits",
    "LocalBackend",
    "RemoteBackend",
]

_MODULES = {
    "Backend": "backends",
    "Editor": "editor",
    "Endpoint": "endpoint",
    "EndpointDescription": "description",
    "Limits": "limits",
    "LocalBackend": "backends",
    "RemoteBackend": "remote",
}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"downrange.endpoint.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
