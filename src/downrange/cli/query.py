"""``downrange query``: ask a named question, or any SPARQL query."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode

from downrange.cli.source import (
    dataset_option,
    ontology_of,
    open_store,
)
from downrange.dataset.asking import answer
from downrange.dataset.writing import layout_of
from downrange.errors import QueryError
from downrange.project import Project
from downrange.query.answers import Answer, Solutions
from downrange.query.engine import ask, known_prefixes
from downrange.query.questions import (
    Question,
    find_question,
    load_all_questions,
    parameter_values,
    read_question,
    resolver,
)
from downrange.query.results import RESULT_FORMATS, print_answer
from downrange.query.table import rich_table
from downrange.resources import Resource


@click.command()
@click.argument("name", required=False, metavar="[QUESTION]")
@click.option(
    "-f",
    "--file",
    "query_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with a SPARQL query.",
)
@click.option("-q", "--query", "sparql", help="A SPARQL query.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value; may be given again for another.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(RESULT_FORMATS),
    default="table",
    show_default=True,
    help="How the answer is printed; ttl is for CONSTRUCT and DESCRIBE.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="HOST",
    help="Let SERVICE ask this host; may be given again for another.",
)
@dataset_option
def command(
    *,
    name: str | None,
    query_file: Path | None,
    sparql: str | None,
    settings: tuple[str, ...],
    form: str,
    services: tuple[str, ...],
    file: Path | None,
) -> None:
    """Ask a named question, or any SPARQL query.

    QUESTION is the name of a question; without any, all questions are listed. Known
    prefixes (sf:, rdfs:, mission: ...) need no declaration. Queries run on the
    union of all graphs unless they say otherwise.

    With --set, a question's parameter takes a name, a slug or an IRI
    (mission=progress-ms-04). A variable of any other query is set to a string, or
    to an IRI in angle brackets; no value can change the query's structure.

    A query stays within the dataset. With --allow-service, its SERVICE parts may
    ask that host, and what they hold is sent there.

    \b
    Examples:
      downrange query
      downrange query cargo-manifest --set mission=progress-ms-04
      downrange query -q "SELECT ?m ?mass { ?m sf:launchMass ?mass }" --format csv
    """
    if sum(given is not None for given in (name, query_file, sparql)) > 1:
        raise click.UsageError("Give one of QUESTION, -f and -q.")
    project = Project.load(Path.cwd())
    given = dict(map(_setting, settings))
    if query_file is not None:
        written = read_question(query_file)
        declared = {parameter.name for parameter in written.parameters}
        typed = {key: value for key, value in given.items() if key in declared}
        others = {key: value for key, value in given.items() if key not in declared}
        resolve = resolver(ontology_of(project), project.base)
        values = parameter_values(written, typed, resolve) | _terms(others)
        reply = _ask(project, file, written.sparql, values, services)
    elif sparql is not None:
        reply = _ask(project, file, sparql, _terms(given), services)
    else:
        questions = load_all_questions(project.resource(Resource.QUESTIONS))
        if name is None:
            _list(questions)
            return
        question = find_question(questions, name)
        data = partial(open_store, project, file)
        reply = answer(question, given, data, project, ontology_of(project), services=services)
        _say_if_empty(question, given, reply)
    _print(project, reply, form)


def _ask(
    project: Project,
    file: Path | None,
    sparql: str,
    values: Mapping[str, Literal | NamedNode],
    services: tuple[str, ...],
) -> Answer:
    prefixes = known_prefixes(ontology_of(project), project.base)
    store = open_store(project, file)
    return ask(
        store, sparql, bindings=values, prefixes=prefixes, base=project.base, services=services
    )


def _print(project: Project, reply: Answer, form: str) -> None:
    layout = layout_of(project)
    if form == "table" and isinstance(reply, Solutions) and sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415  only a terminal pays for it

        Console().print(rich_table(reply, layout))
    else:
        click.echo(print_answer(reply, form, layout), nl=False)


def _say_if_empty(question: Question, given: Mapping[str, str], reply: Answer) -> None:
    """Where there is no row, say what was asked about: a default may be of other data."""
    if not question.parameters or not isinstance(reply, Solutions) or reply.rows:
        return
    asked = [
        f"{p.name}={given[p.name]}" if p.name in given else f"{p.name}={p.default} (the default)"
        for p in question.parameters
    ]
    name = question.parameters[0].name
    click.echo(
        f"downrange: no answer for {', '.join(asked)}. Ask about another: "
        f"downrange query {question.name} --set {name}=...",
        err=True,
    )


def _list(questions: Iterable[Question]) -> None:
    """Every question, what it asks and what it can be given."""
    for question in questions:
        click.echo(click.style(question.name, bold=True))
        click.echo(f"    {question.text or question.title}")
        for parameter in question.parameters:
            default = f", {parameter.default} by default" if parameter.default else ""
            setting = f"--set {parameter.name}=... ({parameter.type}{default})"
            click.echo(click.style(f"    {setting}", dim=True))


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE.", param_hint="--set")
    return name.lstrip("?"), value


def _terms(given: Mapping[str, str]) -> dict[str, Literal | NamedNode]:
    return {name: _term(name, value) for name, value in given.items()}


def _term(name: str, value: str) -> Literal | NamedNode:
    if not (value.startswith("<") and value.endswith(">")):
        return Literal(value)
    try:
        return NamedNode(value[1:-1])
    except ValueError:
        raise QueryError(f"{value} is not a valid IRI, as a value for ?{name}.") from None
