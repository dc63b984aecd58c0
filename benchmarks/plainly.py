"""The same job done plainly with rdflib and pyshacl, as one would in an afternoon.

It reads the infobox lines of each article, makes for each one direct triple, a statement and a
passage of the size that Downrange makes, validates the whole with the same shapes in pyshacl,
and writes N-Quads, TriG, Turtle and JSON-LD. It interprets no value, finds no conflict and
keeps no rank, so it does less.

    python -m benchmarks.plainly DOCUMENTS OUTPUT
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, Dataset, Graph, Literal, Namespace, URIRef

SF = Namespace("https://w3id.org/downrange/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
BASE = "https://w3id.org/downrange/"
SHAPES = Path(__file__).resolve().parents[1] / "shapes"
LINE = re.compile(r"^- ([^:\n]+): (.+)$", re.MULTILINE)


def slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.casefold()).strip("-")


def add_article(dataset: Dataset, text: str) -> None:
    """One article's triples: direct, statements, passages."""
    title = text.partition("=")[2].partition("=")[0].strip()
    mission = URIRef(f"{BASE}id/mission/{slug(title)}")
    document = URIRef(f"{BASE}document/en.wikipedia.org/{slug(title)}")
    direct = dataset.graph(URIRef(f"{BASE}graph/facts"))
    own = dataset.graph(URIRef(f"{BASE}graph/document/en.wikipedia.org/{slug(title)}"))
    direct.add((mission, RDF.type, SF.Mission))
    direct.add((mission, RDFS.label, Literal(title, lang="en")))
    for found in LINE.finditer(text):
        key, value = found[1], found[2]
        first, *rest = key.title().replace(" ", "")
        predicate = SF[first.lower() + "".join(rest)]
        direct.add((mission, predicate, Literal(value)))
        digest = hashlib.sha256(found[0].encode()).hexdigest()[:16]
        statement = URIRef(f"{BASE}statement/en.wikipedia.org/{slug(title)}/{digest}")
        passage = URIRef(f"{BASE}passage/en.wikipedia.org/{slug(title)}/{digest}")
        own.add((statement, RDF.type, SF.Statement))
        own.add((statement, RDF.subject, mission))
        own.add((statement, RDF.predicate, predicate))
        own.add((statement, RDF.object, Literal(value)))
        own.add((statement, SF.modality, SF.asserted))
        own.add((statement, SF.rank, SF.normal))
        own.add((statement, SF.asWritten, Literal(value)))
        own.add((statement, PROV.wasDerivedFrom, passage))
        own.add((passage, RDF.type, SF.Passage))
        own.add((passage, PROV.wasQuotedFrom, document))
        own.add((passage, OA.hasSource, document))
        own.add((passage, OA.start, Literal(found.start())))
        own.add((passage, OA.end, Literal(found.end())))
        own.add((passage, OA.exact, Literal(found[0])))
        own.add((passage, SF.section, Literal("Infobox")))


def main(documents: Path, output: Path) -> None:
    dataset = Dataset(default_union=True)
    for path in sorted(documents.glob("*.txt")):
        add_article(dataset, path.read_text("utf-8"))
    shapes = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path)
    merged = Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    _, _, report = pyshacl.validate(merged, shacl_graph=shapes)
    output.mkdir()
    (output / "report.txt").write_text(report, "utf-8")
    merged.serialize(output / "dataset.ttl", format="turtle")
    for name, rdf_format in (("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")):
        dataset.serialize(output / f"dataset.{name}", format=rdf_format)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
