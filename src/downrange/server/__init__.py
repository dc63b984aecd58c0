"""The linked-data server: pages and data by content negotiation, all parts mounted."""

from downrange.server.application import Application, application
from downrange.server.mounts import Mounts

__all__ = ["Application", "Mounts", "application"]
