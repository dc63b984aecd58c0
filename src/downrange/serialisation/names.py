"""How Turtle and TriG name an IRI: prefixed, relative to the base, or in full.

Entities get a prefix for each class (``mission:progress-ms-04``), which is what reads and
diffs best. Documents, passages and statements have ``/`` in their names, which a prefixed
name could only carry escaped (``\\/``, which several stores misread), so they are written
relative to ``@base``: ``<document/en.wikipedia.org/progress-ms-04>``.
"""

from __future__ import annotations

import re

from downrange.serialisation.description import ENTITY_PATH
from downrange.serialisation.layout import Layout

# PN_LOCAL of https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL without ``:``, ``.`` and
# escapes: each of these is legal there, and each is misread by some parser in use.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL_NAME = re.compile(f"[{_LETTERS}_0-9][{_LETTERS}_0-9\u00b7\u0300-\u036f-]*")
_PREFIX = re.compile("[a-z](?:[a-z0-9-]*[a-z0-9])?")

# References that every resolver takes back to the same IRI: no scheme, no empty and no dot
# segment, no query (https://www.rfc-editor.org/rfc/rfc3986#section-5.2).
_ORDINARY = "A-Za-z0-9~._%!$&'()*+,=\u0080-\U0010ffff-"
_SEGMENT = rf"(?!\.{{1,2}}(?:[/#]|\Z))[{_ORDINARY}]+"
_SAFE_REFERENCE = re.compile(rf"(?:{_SEGMENT}/)*{_SEGMENT}(?:#[{_ORDINARY}/]+)?")
_SAFE_BASE = re.compile(rf"[a-z][a-z0-9+.-]*://[^/?#]+/(?:{_SEGMENT}/)*")

# Characters that may stand in Turtle as they are, and that hide or reorder what a person sees.
_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def relative(iri: str, base: str) -> str | None:
    """The reference that resolves to the IRI against the base, ``None`` where none is safe."""
    if not base or not iri.startswith(base) or not _SAFE_BASE.fullmatch(base):
        return None
    reference = iri[len(base) :]
    return reference if _SAFE_REFERENCE.fullmatch(reference) else None


def visible(text: str) -> str:
    """Turtle text with its unseen characters (direction marks, separators) as ``\\u`` escapes."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


class Names:
    """Names IRIs for one document and remembers which prefixes it used."""

    def __init__(self, layout: Layout) -> None:
        self._base = layout.base
        self._entities = f"{layout.base}{ENTITY_PATH}" if layout.base else None
        self._reserved = frozenset(layout.prefixes)
        self._prefix_of = {namespace: prefix for prefix, namespace in layout.prefixes.items()}
        self._names: dict[str, str] = {}
        self._used: dict[str, str] = {}
        self._based = False

    def __call__(self, iri: str) -> str:
        """The shortest name that every parser reads back as this IRI."""
        name = self._names.get(iri)
        if name is None:
            name = self._names[iri] = self._prefixed(iri) or self._bracketed(iri)
        return name

    def header(self) -> str:
        """The ``@base`` and ``@prefix`` lines for the names given so far, and an empty line."""
        lines = [f"@base <{self._base}> .\n"] if self._based else []
        lines += [f"@prefix {p}: <{namespace}> .\n" for p, namespace in sorted(self._used.items())]
        return "".join(lines) + "\n" if lines else ""

    def _prefixed(self, iri: str) -> str | None:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        namespace, local = iri[:cut], iri[cut:]
        prefix = self._prefix_of.get(namespace) or self._data_prefix(namespace)
        if prefix is None or not _LOCAL_NAME.fullmatch(local):
            return None
        self._used[prefix] = namespace
        return f"{prefix}:{local}"

    def _data_prefix(self, namespace: str) -> str | None:
        if self._entities is None or not namespace.startswith(self._entities):
            return None
        segment = namespace[len(self._entities) : -1]
        if segment in self._reserved or not _PREFIX.fullmatch(segment):
            return None
        return segment

    def _bracketed(self, iri: str) -> str:
        reference = relative(iri, self._base)
        if reference is None:
            return f"<{visible(iri)}>"
        self._based = True
        return f"<{visible(reference)}>"
