"""The shapes cover the ontology: every class, every property on every node that may have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from downrange.namespaces import SF, contract, expand
from downrange.validation.shapes import ShapeSet
from downrange.validation.triples import Graph, Term
from downrange.vocabulary import Vocabulary

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology" / "spaceflight.ttl"
CLASSES = sorted(c.value.removeprefix(SF) for c in Vocabulary.load(ONTOLOGY).classes)
EVIDENCE = {"Document", "Passage", "Statement", "Conflict"}

# What the properties of the evidence layer point at is said by shapes of that layer, and the
# classes that a plan or hypothesis names are terms of the ontology, not of the data.
UNCONSTRAINED_DOMAIN = expand("owl:Thing")


@pytest.fixture(scope="module")
def about() -> Graph:
    """The ontology as a graph."""
    return Graph(parse(path=str(ONTOLOGY), format=RdfFormat.TURTLE))


def kebab(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()


def instances(about: Graph, cls: str) -> list[NamedNode]:
    found = [s for s in about.subjects() if expand(cls) in about.objects(s, expand("rdf:type"))]
    return [s for s in found if isinstance(s, NamedNode) and s.value.startswith(SF)]


def objects(graph: Graph, subject: Term, *curies: str) -> set[Term]:
    return {o for curie in curies for o in graph.objects(subject, expand(curie))}


def constrained(shapes: ShapeSet) -> Iterator[tuple[NamedNode, Term, Term]]:
    """Each named path that a shape constrains: the shape with the target, the path, its shape."""
    graph = shapes.graph
    for shape in shapes.shapes():
        for held in graph.objects(shape, expand("sh:property")):
            for path in graph.objects(held, expand("sh:path")):
                if isinstance(path, NamedNode):
                    yield shape, path, held


def datatypes(graph: Graph, shape: Term, seen: set[Term] | None = None) -> set[Term]:
    """The datatypes that a shape allows, within ``sh:or`` and ``sh:node`` too."""
    seen = set() if seen is None else seen
    if shape in seen:
        return set()
    seen.add(shape)
    found = objects(graph, shape, "sh:datatype")
    for head in graph.objects(shape, expand("sh:or")):
        for member in graph.list_members(head):
            found |= datatypes(graph, member, seen)
    for other in graph.objects(shape, expand("sh:node")):
        found |= datatypes(graph, other, seen)
    for head in graph.objects(shape, expand("sh:in")):
        if any(not isinstance(member, NamedNode) for member in graph.list_members(head)):
            found.add(expand("xsd:string"))
    if objects(graph, shape, "sh:pattern"):
        found.add(expand("xsd:string"))
    return found


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_its_file(name: str, folder: Path) -> None:
    path = folder / f"{kebab(name)}.ttl"
    assert path.exists(), f"sf:{name} has no {path.name}"
    targets = [
        t.object
        for t in parse(path=str(path), format=RdfFormat.TURTLE)
        if t.predicate == expand("sh:targetClass")
    ]
    assert expand(f"sf:{name}") in targets


def test_every_property_is_constrained_wherever_it_may_stand(
    about: Graph, shapes: ShapeSet, vocabulary: Vocabulary
) -> None:
    graph = shapes.graph
    reached: dict[Term, set[Term]] = {}
    for shape, path, _ in constrained(shapes):
        reached.setdefault(path, set()).update(objects(graph, shape, "sh:targetClass"))
        if path in objects(graph, shape, "sh:targetSubjectsOf"):
            reached[path].add(UNCONSTRAINED_DOMAIN)
    missing = []
    for iri in vocabulary.properties:
        covered = reached.get(iri, set())
        for domain in objects(about, iri, "rdfs:domain", "schema:domainIncludes"):
            if not isinstance(domain, NamedNode) or UNCONSTRAINED_DOMAIN in covered:
                continue
            known = vocabulary.classes.get(domain)
            above = {domain, *(known.ancestors if known else ())}
            if domain != UNCONSTRAINED_DOMAIN and not covered & above:
                missing.append(f"{contract(iri)} of {contract(domain)}")
    assert sorted(missing) == []


def test_every_literal_has_the_datatype_of_its_range(
    about: Graph, shapes: ShapeSet, vocabulary: Vocabulary
) -> None:
    allowed: dict[Term, set[Term]] = {}
    for _, path, held in constrained(shapes):
        allowed.setdefault(path, set()).update(datatypes(shapes.graph, held))
    wrong = []
    for iri in instances(about, "owl:DatatypeProperty"):
        wanted = objects(about, iri, "rdfs:range", "schema:rangeIncludes")
        assert wanted, f"{contract(iri)} has no range"
        if not wanted <= allowed.get(iri, set()):
            wrong.append(f"{contract(iri)}: {sorted(map(str, allowed.get(iri, set())))}")
    assert sorted(wrong) == []
    with_unit = [p for p in vocabulary.properties.values() if p.unit is not None]
    assert with_unit
    for term in with_unit:
        assert expand("xsd:decimal") in allowed[term.iri], contract(term.iri)


@pytest.mark.parametrize(
    ("path", "scheme", "extra"),
    [
        ("sf:modality", "sf:modalities", set()),
        ("sf:rank", "sf:ranks", set()),
        ("sf:cargoKind", "sf:cargoKinds", set()),
        ("sf:outcome", "sf:outcomes", {"sf:unknown"}),
        ("sf:encounterKind", "sf:encounterKinds", {"sf:unknown"}),
    ],
)
def test_lists_of_concepts_are_those_of_the_ontology(
    path: str, scheme: str, extra: set[str], about: Graph, shapes: ShapeSet
) -> None:
    wanted = concepts(about, scheme) | {expand(curie) for curie in extra}
    lists = [
        set(shapes.graph.list_members(head))
        for _, named, held in constrained(shapes)
        if named == expand(path)
        for head in shapes.graph.objects(held, expand("sh:in"))
    ]
    assert lists
    assert all(listed == wanted for listed in lists)


def test_unknown_and_none_are_those_of_the_ontology(about: Graph, shapes: ShapeSet) -> None:
    shape = NamedNode("https://w3id.org/downrange/shapes#UnknownOrNone")
    [head] = shapes.graph.objects(shape, expand("sh:in"))
    assert set(shapes.graph.list_members(head)) == concepts(about, "sf:absentValues")


def concepts(about: Graph, scheme: str) -> set[Term]:
    found: Iterable[NamedNode] = instances(about, "skos:Concept")
    return {c for c in found if expand(scheme) in about.objects(c, expand("skos:inScheme"))}


@pytest.mark.parametrize("name", ["Entity", "Evidence"])
def test_shapes_of_all_entities_reach_every_class(
    name: str, shapes: ShapeSet, vocabulary: Vocabulary
) -> None:
    shape = NamedNode(f"https://w3id.org/downrange/shapes#{name}")
    targets = set(shapes.graph.objects(shape, expand("sh:targetClass")))
    left_out = {
        cls.iri.value.removeprefix(SF)
        for cls in vocabulary.classes.values()
        if not targets & {cls.iri, *cls.ancestors}
    }
    assert left_out == EVIDENCE


@pytest.mark.slow
def test_shapes_are_shapes_by_the_shapes_of_shapes(shapes: ShapeSet) -> None:
    """SHACL's own shapes for shapes: https://www.w3.org/TR/shacl/#shacl-shacl."""
    import pyshacl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph()
    text = "\n".join(f"{triple} ." for triple in map(as_triple, shapes.triples))
    graph.parse(data=text, format="ntriples")
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, report


def as_triple(triple: Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object}"


def test_no_arithmetic_relies_on_the_order_of_its_signs(folder: Path) -> None:
    """``shacl`` 0.3.4 reads ``a - b - c`` as ``a - (b - c)``, and so with ``/``."""
    for path in sorted(folder.glob("*.ttl")):
        for query in re.findall(r'sh:select\s+"""(.*?)"""', path.read_text("utf-8"), re.DOTALL):
            bare = re.sub(r'"[^"]*"|<[^>\s]*>', '""', query)
            while (inner := re.sub(r"\([^()]*\)", "0", bare)) != bare:
                for group in re.findall(r"\([^()]*\)", bare):
                    assert len(re.findall(r"\s[-/]\s", group)) <= 1, f"{path.name}: {group}"
                    assert not re.search(r"\s/\s.*\s\*\s|\s\*\s.*\s/\s", group), path.name
                bare = inner
