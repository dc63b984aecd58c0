"""The DBpedia resource of an English Wikipedia page, which follows from its title alone."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import NamedNode

_RESOURCE = "http://dbpedia.org/resource/"
_ESCAPED = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *'"#%<>?[\\]^`{|}'}


def dbpedia_resource(title: str) -> NamedNode:
    """``http://dbpedia.org/resource/Progress_MS-04`` for the page ``Progress MS-04``.

    As DBpedia's extraction framework writes it (``DBpediaNamespace.iriEscapes``): spaces are
    underscores, the characters that RFC 3987 forbids are percent-encoded, and every other one
    stands for itself (``Zvezda_(ISS_module)``, ``Прогресс_МС``). Wikipedia's titles begin with a
    capital and have no space doubled or at an end.
    Raises ``ValueError`` where the title is empty.
    """
    words = "_".join(title.replace("_", " ").split())
    if not words:
        raise ValueError("a page without a title has no DBpedia resource")
    capital = words[0].upper()
    name = (capital if len(capital) == 1 else words[0]) + words[1:]
    return NamedNode(_RESOURCE + "".join(quote(c) if c in _ESCAPED else c for c in name))
