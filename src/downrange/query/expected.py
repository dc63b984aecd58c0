"""Expected answers: read from a file, compared with what a question answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from downrange.errors import Place, QueryError
from downrange.namespaces import PREFIXES
from downrange.query.answers import Answer, Graph, Row, Solutions, Truth
from downrange.query.engine import ask


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an answer differs from the expected one; ``message`` is empty where it does not.

    ``missing`` rows were expected and not given, ``unexpected`` ones given and not expected.
    """

    message: str = ""
    missing: tuple[Row, ...] = ()
    unexpected: tuple[Row, ...] = ()

    @property
    def agrees(self) -> bool:
        return not self.message


def read_expected(
    path: Path, *, prefixes: Mapping[str, str] = PREFIXES, base: str = ""
) -> Solutions | Truth:
    """The answer in a file: SPARQL's tab-separated results, or ``true`` or ``false`` alone.

    Beyond the standard a cell may be a prefixed name or an IRI relative to the base. Raises
    ``QueryError`` with the line of a cell that is no term.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines in (["true"], ["false"]):
        return Truth(lines == ["true"])
    if not lines or not all(name.startswith("?") for name in lines[0].split("\t") if name):
        raise QueryError(
            "An expected answer begins with the names of its columns.",
            place=Place(str(path), 1),
            advice="Write each with its question mark, and tabs between them.",
        )
    names = tuple(name.removeprefix("?") for name in lines[0].split("\t") if name)
    rows = [
        _row(line, names, Place(str(path), number), prefixes, base)
        for number, line in enumerate(lines[1:], start=2)
    ]
    return Solutions(names, tuple(rows))


def compare(answer: Answer, expected: Answer) -> Comparison:
    """Whether an answer is the expected one: the same columns, and the same rows as often."""
    match answer, expected:
        case Solutions(), Solutions():
            return _compare_rows(answer, expected)
        case (Truth(), Truth()) | (Graph(), Graph()) if answer == expected:
            return Comparison()
    return Comparison(f"Expected {_short(expected)}, found {_short(answer)}.")


def compare_in_order(answer: Answer, expected: Answer) -> Comparison:
    """As ``compare``, and the rows in the same order: for a query with ``ORDER BY``."""
    comparison = compare(answer, expected)
    if comparison.agrees and answer != expected:
        return Comparison("The rows are the expected ones in another order.")
    return comparison


def _compare_rows(answer: Solutions, expected: Solutions) -> Comparison:
    if answer.variables != expected.variables:
        return Comparison(f"Expected the columns {_names(expected)}, found {_names(answer)}.")
    given, wanted = Counter(answer.rows), Counter(expected.rows)
    missing, unexpected = tuple((wanted - given).elements()), tuple((given - wanted).elements())
    if missing or unexpected:
        message = f"{len(missing)} rows are missing, {len(unexpected)} are unexpected."
        return Comparison(message, missing, unexpected)
    return Comparison()


def _row(
    line: str, names: Iterable[str], place: Place, prefixes: Mapping[str, str], base: str
) -> Row:
    cells = line.split("\t")
    names = tuple(names)
    if len(cells) != len(names):
        raise QueryError(
            f"A row of {len(names)} columns has {len(cells)} cells.",
            place=place,
            advice="Separate cells by tabs; an unbound value is an empty cell.",
        )
    variables = " ".join(f"?{name}" for name in names)
    values = " ".join(cell or "UNDEF" for cell in cells)
    # The grammar of a VALUES block is just that of terms, so the engine reads them.
    query = f"SELECT {variables} {{ VALUES ({variables}) {{ ({values}) }} }}"
    try:
        answer = ask(Store(), query, prefixes=prefixes, base=base)
    except QueryError as error:
        raise QueryError(
            f"A cell of {line!r} is no term.",
            place=place,
            advice='Write terms as in SPARQL: <iri>, sf:planned, 7285.0, "text"@en.',
        ) from error
    if not isinstance(answer, Solutions) or len(answer) != 1:
        raise QueryError(f"{line!r} is not one row.", place=place)
    return answer.rows[0]


def _names(answer: Solutions) -> str:
    return " ".join(f"?{name}" for name in answer.variables)


def _short(answer: Answer) -> str:
    match answer:
        case Truth():
            return "true" if answer.value else "false"
        case Solutions():
            return f"{len(answer)} rows"
        case Graph():
            return f"a graph of {len(answer)} triples"
