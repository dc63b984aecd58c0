"""What ``downrange check`` checks: each check yields a sentence for everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from downrange.cli.annotate_check import wrong_annotations
from downrange.cli.question_checks import wrong_questions
from downrange.dataset.knowledge import Knowledge
from downrange.errors import DownrangeError
from downrange.facts.mapping_files import load_mappings
from downrange.links.sssom import library_is_here, wrong_rows
from downrange.links.table import FILE_NAME as LINK_TABLE
from downrange.links.table import read_table, unknown_classes
from downrange.project import Project
from downrange.prose.examples import wrong_examples
from downrange.query.hygiene import hygiene
from downrange.resources import Resource
from downrange.serialisation.published_context import context_text
from downrange.validation.background import read_background
from downrange.validation.examples import check_examples
from downrange.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Check:
    """A check by name, and what it finds wrong with a project."""

    name: str
    problems: Callable[[Project], Iterator[str]]


def found_by(check: Check, project: Project) -> list[str]:
    """What a check finds wrong; what stops it from being made is wrong too."""
    try:
        return list(check.problems(project))
    except DownrangeError as error:
        return [str(error)]


def refresh(project: Project) -> list[Path]:
    """Write the project's generated files anew; the files that changed."""
    path = project.resource(Resource.CONTEXT)
    text = _context_of(project)
    if path.read_text("utf-8") == text:
        return []
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def _generated_files(project: Project) -> Iterator[str]:
    path = project.resource(Resource.CONTEXT)
    if path.read_text("utf-8") != _context_of(project):
        yield f"{path} is not what the ontology gives: run downrange check --refresh"


def _hygiene(project: Project) -> Iterator[str]:
    folder = project.resource(Resource.ONTOLOGY)
    rules = project.resource(Resource.RULES)
    questions = project.resource(Resource.QUESTIONS)
    for finding in hygiene(rules, sorted(folder.glob("*.ttl")), questions):
        yield f"{finding.entity}: {finding.message} ({finding.code})"


def _mappings(project: Project) -> Iterator[str]:
    """A wrong row is refused at load, with its line."""
    paths = sorted(project.resource(Resource.MAPPINGS).glob("*.toml"))
    load_mappings(paths, _vocabulary(project))
    yield from ()


def _patterns(project: Project) -> Iterator[str]:
    """A wrong pattern is refused at load, with its line; then its examples are run."""
    yield from wrong_examples(Knowledge.load(project).engine)


def _shape_examples(project: Project) -> Iterator[str]:
    folder = project.resource(Resource.SHAPES)
    background = read_background(project.resource(Resource.ONTOLOGY))
    for failure in check_examples(folder, background):
        yield str(failure)


def _links(project: Project) -> Iterator[str]:
    """A wrong row is refused at load; the standard's library, where installed, looks again."""
    path = project.resource(Resource.LINKS) / LINK_TABLE
    table = read_table(path, project.base)
    segments = {term.segment for term in _vocabulary(project).classes.values()}
    yield from unknown_classes(table, segments, project.base)
    if path.is_file() and library_is_here():
        yield from wrong_rows(path, table, project.base)


def _questions(project: Project) -> Iterator[str]:
    yield from wrong_questions(project, _vocabulary(project))


def _context_of(project: Project) -> str:
    ontology = project.resource(Resource.ONTOLOGY) / "spaceflight.ttl"
    return context_text(ontology.read_text("utf-8"))


def _vocabulary(project: Project) -> Vocabulary:
    return Vocabulary.load(project.resource(Resource.ONTOLOGY) / "spaceflight.ttl")


CHECKS = (
    Check("generated files", _generated_files),
    Check("hygiene rules", _hygiene),
    Check("mappings", _mappings),
    Check("patterns", _patterns),
    Check("annotations", wrong_annotations),
    Check("shape examples", _shape_examples),
    Check("links", _links),
    Check("questions", _questions),
)
