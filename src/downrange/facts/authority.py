"""The authority file: known entities, their classes and every name they go by.

``authority/*.ttl`` holds ``rdfs:label``, ``skos:altLabel`` and a class for each entity, with
relative IRIs (``<id/organization/roscosmos>``) that are resolved against the project's base.
A name is matched as a whole, after normalisation; nothing is ever matched fuzzily, so MS-04
cannot become MS-05.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from downrange.errors import MappingError, Place
from downrange.facts.model import Entity
from downrange.identity import Minter, slugify
from downrange.namespaces import contract, expand
from downrange.vocabulary import ClassTerm, Vocabulary

_TYPE = expand("rdf:type")
_LABEL = expand("rdfs:label")
_ALT_LABEL = expand("skos:altLabel")


@dataclass(frozen=True, slots=True)
class Authority:
    """The known entities.

    ``by_name`` leads from a path segment and a normalised name to the one entity that goes by
    it; a name that two entities of a segment share leads nowhere. ``triples`` are what the
    files say.
    """

    entities: Mapping[NamedNode, Entity]
    by_name: Mapping[tuple[str, str], Entity]
    triples: tuple[Triple, ...]

    def find(self, segment: str, name: str) -> Entity | None:
        return self.by_name.get((segment, slugify(name)))


def load_authority(paths: Iterable[Path], vocabulary: Vocabulary, base: str) -> Authority:
    """Read authority files.

    Raises ``MappingError`` where a file is no Turtle, or an entity lacks a class that the
    ontology knows or a label.
    """
    triples: set[Triple] = set()
    entities: dict[NamedNode, Entity] = {}
    for path in sorted(paths):
        said = _read(path, base)
        entities.update(_entities(path, said, vocabulary))
        triples.update(said)
    return Authority(
        entities, _index(entities.values(), vocabulary), tuple(sorted(triples, key=str))
    )


def _read(path: Path, base: str) -> list[Triple]:
    try:
        quads = parse(path=str(path), format=RdfFormat.TURTLE, base_iri=base)
        return [quad.triple for quad in quads]
    except SyntaxError as error:
        place = Place(str(path), error.lineno, error.offset)
        raise MappingError(f"not valid Turtle: {error.msg}", place=place) from error


def _entities(
    path: Path, triples: list[Triple], vocabulary: Vocabulary
) -> Iterable[tuple[NamedNode, Entity]]:
    about: defaultdict[NamedNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            about[triple.subject].append(triple)
    for iri, said in about.items():
        types = [t.object for t in said if t.predicate == _TYPE]
        classes = [c for c in types if isinstance(c, NamedNode) and c in vocabulary.classes]
        labels = _literals(said, _LABEL)
        if not classes or not labels:
            missing = "class of the ontology" if not classes else "rdfs:label"
            raise MappingError(f"<{iri.value}> has no {missing}.", place=Place(str(path)))
        label, *translations = sorted(labels, key=lambda name: (name.language != "en", str(name)))
        others = sorted(name.value for name in (*translations, *_literals(said, _ALT_LABEL)))
        language = label.language or "en"
        yield iri, Entity(iri, classes[0], label.value, tuple(others), language)


def _literals(said: list[Triple], predicate: NamedNode) -> list[Literal]:
    return [t.object for t in said if t.predicate == predicate and isinstance(t.object, Literal)]


def _index(entities: Iterable[Entity], vocabulary: Vocabulary) -> dict[tuple[str, str], Entity]:
    found: defaultdict[tuple[str, str], set[Entity]] = defaultdict(set)
    for entity in entities:
        segment = vocabulary.classes[entity.cls].segment
        for name in (entity.label, *entity.other_labels):
            found[segment, slugify(name)].add(entity)
    return {key: next(iter(known)) for key, known in found.items() if len(known) == 1}


_LONGEST_NAME = 250
_DISAMBIGUATION = re.compile(
    r"\s\((?:[\w\s]{0,40}\b)?(?:satellite|spacecraft|space probe|mission|spaceflight|rover|lander|"
    r"orbiter|space telescope|space observatory)\)$",
    re.I,
)


def page_name(title: str) -> str:
    """What a page is about, from its title: ``Aryabhata (satellite)`` is about Aryabhata."""
    return _DISAMBIGUATION.sub("", title.strip()).strip()


class UnnameableError(ValueError):
    """Some words can name nothing: no letter or digit is in them, or far too many are."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Gives entities for names: the known one, else a new one named by its slug.

    Every method raises ``UnnameableError`` where the words can name nothing.
    """

    vocabulary: Vocabulary
    minter: Minter
    authority: Authority

    def entity(self, cls: str, name: str, slug: str = "") -> Entity:
        """An entity of the class ``cls`` (``sf:Person``) that the text calls ``name``.

        ``slug`` names it where its name alone would not.
        """
        return self.of_class(self.vocabulary.class_(cls), name, slug)

    def of_class(self, cls: ClassTerm, name: str, slug: str = "") -> Entity:
        known = None if slug else self.authority.find(cls.segment, name)
        if known is not None:
            return known
        segment = slug or slugify(name)
        if not segment or len(segment) > _LONGEST_NAME:
            raise UnnameableError(f"{name[:40]!r} cannot name a {contract(cls.iri)}")
        iri = self.minter.entity(cls, segment)
        return self.authority.entities.get(iri) or Entity(iri, cls.iri, name)

    def linked(self, cls: ClassTerm, name: str, target: str) -> Entity:
        """An entity that the text calls ``name`` and links to the page ``target``.

        The words decide where they are known, the page's title otherwise: it is the fuller
        name (``ISRO`` -> ``Indian Space Research Organisation``).
        """
        page = page_name(target)
        known = (
            self.authority.find(cls.segment, name)
            or self.authority.find(cls.segment, target)
            or self.authority.find(cls.segment, page)
        )
        if known is not None:
            return known
        return self.of_class(cls, page or name)
