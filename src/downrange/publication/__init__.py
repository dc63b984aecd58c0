"""What is published and how it looks: pages, descriptions and catalogue, for a site or a server."""

from downrange.publication.publication import Publication

__all__ = ["Publication"]
