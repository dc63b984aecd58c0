"""A JSON-LD context read for writing: which term, prefix or keyword alias stands for an IRI.

It understands the part of https://www.w3.org/TR/json-ld11/#context-definitions that a
published vocabulary needs: ``@vocab``, prefixes, keyword aliases, and terms with ``@type``,
``@language`` and ``@container`` (``@set``, ``@language``). Anything else is refused rather than
half understood, and so is a context by URL: none is ever fetched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from downrange.errors import Place, SerialisationError
from downrange.serialisation.layout import Json
from downrange.serialisation.names import relative

_TOP_LEVEL = {"@version", "@vocab", "@language", "@protected", "@base"}
_IN_A_TERM = {"@id", "@type", "@language", "@container", "@prefix", "@protected"}
_CONTAINERS = {"@set", "@language"}


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A property's term: how its values are coerced and held.

    ``coercion`` is ``@id``, ``@vocab``, a datatype's IRI or empty. ``language`` is the language of
    its plain strings, empty for none.
    """

    name: str
    coercion: str = ""
    language: str = ""
    containers: frozenset[str] = frozenset()


def load_context(path: Path) -> dict[str, Json]:
    """The context in a file: ``{"@context": {...}}``, as ``ontology/context.jsonld`` has it.

    Raises ``SerialisationError`` where the file holds no such document.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        context = document["@context"]
    except (ValueError, KeyError, TypeError):
        context = None
    if not isinstance(context, dict):
        raise SerialisationError(
            "The file holds no JSON-LD context.",
            place=Place(str(path)),
            advice='Write an object with the key "@context" and the terms inline.',
        )
    return context


class Context:
    """The published context, compiled. Raises ``SerialisationError`` for one it cannot honour."""

    def __init__(self, published: Mapping[str, Json], base: str) -> None:
        unknown = [k for k in published if k.startswith("@") and k not in _TOP_LEVEL]
        if unknown:
            raise _unsupported(f"the keyword {unknown[0]!r}")
        self._published = published
        self._base = base
        self._vocab = _text(published.get("@vocab"), "@vocab")
        self._language = _text(published.get("@language"), "@language").lower()
        self._aliases: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._term_names: dict[str, str] = {}
        self._terms: dict[str, list[TermDefinition]] = defaultdict(list)
        for name, definition in published.items():
            if not name.startswith("@"):
                self._define(name, definition)

    def keyword(self, keyword: str) -> str:
        """``@id`` or its alias in the context (``id``), and so for the other keywords."""
        return self._aliases.get(keyword, keyword)

    @property
    def unnamed(self) -> TermDefinition:
        """How the values of a property without a term are read."""
        return TermDefinition("", language=self._language)

    def terms(self, predicate: str) -> list[TermDefinition]:
        """The terms that stand for a property, in the context's order."""
        return self._terms.get(predicate, [])

    def vocabulary_name(self, iri: str) -> str:
        """The shortest name for a class or a concept: a term, or as ``property_name``."""
        return self._term_names.get(iri) or self.property_name(iri)

    def property_name(self, iri: str) -> str:
        """The shortest key that is not a term: a vocabulary name, a compact IRI, or in full."""
        if self._vocab and iri.startswith(self._vocab):
            name = iri[len(self._vocab) :]
            if name and ":" not in name and name[0] != "@" and name not in self._published:
                return name
        return self._compact(iri)

    def reference(self, iri: str) -> str:
        """An IRI as the value of ``@id``: compact, relative to the base, or in full."""
        compact = self._compact(iri)
        return compact if compact != iri else relative(iri, self._base) or iri

    def _compact(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._prefixes.get(iri[:cut]), iri[cut:]
        if prefix is not None and local and f"{prefix}:{local}" not in self._published:
            return f"{prefix}:{local}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._published and not rest.startswith("//"):
            raise SerialisationError(
                f"JSON-LD cannot write <{iri}>: its scheme is also the term {scheme!r}.",
                advice="Rename that term in the context.",
            )
        return iri

    def _define(self, name: str, definition: Json) -> None:
        match definition:
            case None:
                return
            case str() if definition.startswith("@"):
                self._aliases[definition] = name
            case str():
                self._add(TermDefinition(name, language=self._language), self._expand(definition))
                if ":" not in name and definition.endswith(tuple(":/?#[]@")):
                    self._prefixes.setdefault(self._expand(definition), name)
            case dict():
                self._define_in_full(name, definition)
            case _:
                raise _unsupported(f"the definition of {name!r}")

    def _define_in_full(self, name: str, definition: dict[str, Json]) -> None:
        unknown = [key for key in definition if key not in _IN_A_TERM]
        if unknown:
            raise _unsupported(f"{unknown[0]!r} in the definition of {name!r}")
        identifier = _text(definition.get("@id", name), name)
        if identifier.startswith("@"):
            self._aliases[identifier] = name
            return
        iri = self._expand(identifier)
        if definition.get("@prefix") is True:
            self._prefixes.setdefault(iri, name)
        held = definition.get("@container", [])
        containers = frozenset(_text(c, name) for c in (held if isinstance(held, list) else [held]))
        if not containers <= _CONTAINERS:
            raise _unsupported(f"the container of {name!r}")
        coercion = _text(definition.get("@type"), name)
        if coercion in ("@json", "@none"):
            raise _unsupported(f"the type of {name!r}")
        language = _text(definition.get("@language", self._language), name).lower()
        expanded = coercion if coercion.startswith("@") else self._expand(coercion)
        self._add(TermDefinition(name, expanded, language, containers), iri)

    def _add(self, term: TermDefinition, iri: str) -> None:
        self._terms[iri].append(term)
        self._term_names.setdefault(iri, term.name)

    def _expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if not name:
            return ""
        if not colon:
            return self._vocab + name
        if local.startswith("//"):
            return name
        namespace = self._published.get(prefix)
        if isinstance(namespace, dict):
            namespace = namespace.get("@id")
        return f"{namespace}{local}" if isinstance(namespace, str) else name


def _text(value: Json, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _unsupported(f"the value of {where!r}")
    return value


def _unsupported(what: str) -> SerialisationError:
    return SerialisationError(
        f"The JSON-LD context has {what}, which the writer does not support.",
        advice="Keep to prefixes, aliases, and terms with @id, @type, @language, @container.",
    )
