"""The graph's part of the job done plainly with rdflib and pyshacl, as one would by default.

It is spared the reading: it starts from the quads that Downrange made of the documents, puts
them into an ``rdflib.Dataset``, validates them with the same shapes in pyshacl, and writes
N-Quads, TriG, Turtle and JSON-LD.

    python -m benchmarks.plainly DATASET.nq OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyshacl
from rdflib import Dataset, Graph

ROOT = Path(__file__).resolve().parents[1]


def main(quads: Path, output: Path) -> None:
    dataset = Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    merged = Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    shapes = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        shapes.parse(path)
    ontology = Graph().parse(ROOT / "ontology" / "spaceflight.ttl")
    _, _, report = pyshacl.validate(merged, shacl_graph=shapes, ont_graph=ontology)
    output.mkdir()
    (output / "report.txt").write_text(report, "utf-8")
    merged.serialize(output / "dataset.ttl", format="turtle")
    for name, rdf_format in (("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")):
        dataset.serialize(output / f"dataset.{name}", format=rdf_format)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
