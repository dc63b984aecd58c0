"""``downrange evaluate``: how much of what texts say is read, and how much of it is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from downrange.cli.progress import busy
from downrange.cli.source import open_project
from downrange.dataset.knowledge import Knowledge
from downrange.documents.model import Document
from downrange.documents.reader import read_documents
from downrange.evaluation import evaluate, load_gold
from downrange.evaluation.report import as_json, benchmark_json, benchmark_lines, lines
from downrange.evaluation.scoring import Part
from downrange.evaluation.text2kgbench import (
    RELATIONS,
    benchmark,
    load_relations,
    load_sentences,
)
from downrange.facts.model import Fact
from downrange.project import Project

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("gold", required=False, type=_FILE)
@click.argument("documents", nargs=-1, metavar="[DOC]...")
@click.option(
    "--text2kgbench",
    "sentences",
    multiple=True,
    type=_FILE,
    help="Score sentences of Text2KGBench instead of a gold file; may be given several times.",
)
@click.option(
    "--ontology",
    type=_FILE,
    help="The ontology of Text2KGBench, for its relations' labels.  [default: those of its"
    " space ontology]",
)
@click.option(
    "--only",
    type=click.Choice([part.value for part in Part]),
    default=Part.ALL.value,
    show_default=True,
    help="Which part of the documents is scored: the facts of infoboxes, or all others.",
)
@click.option(
    "--by",
    type=click.Choice(["all", "mapping", "pattern", "annotation"]),
    default="all",
    show_default=True,
    help="Whose facts are scored: those of every reader, or of one.",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables and lists for people, or one JSON object.",
)
def command(
    *,
    gold: Path | None,
    documents: Sequence[str],
    sentences: Sequence[Path],
    ontology: Path | None,
    only: str,
    by: str,
    layout: str,
) -> None:
    """Score what is read against what people read.

    GOLD holds the facts of some documents, one JSON object a line, in the fields of
    downrange facts; DOC is whatever build reads (without it, the project's documents).
    Subject, property and value must be given, each in whatever way tells it: an IRI or
    the path of one (mission/apollo-7), subject_label or value_label, or a class with the
    mission that the node belongs to. Lists are alternatives. A line with
    "optional": true may be read or left, one with "negative": true must not be read. A
    line {"complete": [{"document": ..., "sections": [...]}]} says where the gold has
    everything: precision is measured there only, or everywhere where there is no such
    line.

    Matching: people, places, missions ... by the path of their IRI or any of their names,
    never fuzzily. Events, plans, roles, cargo, orbits by class, mission and the words
    that gold gives. Numbers after conversion of units, within 0.5 % or half a unit of the
    last place written. Times at the coarser of both precisions. Texts when normalised.
    P and R count what is right in subject, property and value; the strict ones want
    the modality right too. A gold fact must be found in the paragraph of its quote.

    \b
    Examples:
      downrange evaluate tests/evaluation/gold/progress-ms-04.jsonl --only prose
      downrange evaluate gold.jsonl Apollo_7.wiki --format json | jq .total
      downrange evaluate --text2kgbench space-train.jsonl
    """
    if bool(gold) == bool(sentences):
        raise click.UsageError("give either GOLD or --text2kgbench.")
    if ontology and not sentences:
        raise click.UsageError("--ontology goes with --text2kgbench.")
    project = open_project()
    if gold is not None:
        _score_gold(project, gold, documents, Asked(Part(only), by, layout))
    else:
        _score_sentences(project, sentences, ontology, layout)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the documents is scored, by whose reading, and how it is printed."""

    part: Part
    by: str
    layout: str


def _score_gold(project: Project, file: Path, documents: Sequence[str], asked: Asked) -> None:
    knowledge = Knowledge.load(project)
    expected = load_gold(file, knowledge.vocabulary)
    with busy("reading"):
        read = _read(knowledge, documents or [str(project.documents)], asked.by)
        authority = knowledge.naming.authority
        found = evaluate(expected, read, knowledge.vocabulary, authority, asked.part)
    _print(lines(found) if asked.layout == "table" else [json.dumps(as_json(found), indent=1)])


def _score_sentences(
    project: Project, files: Sequence[Path], ontology: Path | None, layout: str
) -> None:
    relations = load_relations(ontology) if ontology else RELATIONS
    sentences = load_sentences(files, relations)
    knowledge = Knowledge.load(project)
    with busy("reading"):
        found = benchmark(sentences, lambda document: _facts(knowledge, document), relations)
    names = relations.values()
    if layout == "table":
        _print(benchmark_lines(found, names))
    else:
        _print([json.dumps(benchmark_json(found, names), indent=1, ensure_ascii=False)])


def _read(
    knowledge: Knowledge, paths: Iterable[str], by: str
) -> Iterator[tuple[Document, Sequence[Fact]]]:
    """The documents with their facts; what cannot be read is told on standard error."""
    for document in read_documents(list(paths)):
        if isinstance(document, Document):
            facts = _facts(knowledge, document)
            yield document, [f for f in facts if by in ("all", f.extracted_by.partition("/")[0])]
        else:
            click.echo(f"downrange: {document}", err=True)


def _facts(knowledge: Knowledge, document: Document) -> Sequence[Fact]:
    return knowledge.read(document).facts


def _print(said: Iterable[str]) -> None:
    for line in said:
        click.echo(line)
