"""Named questions: SPARQL files with a header that says what they ask, and with what.

A file ``cargo-manifest.rq`` begins with comments, of which the first is its title::

    # Cargo manifest
    # question: What did the mission carry, and how much of each?
    # fixture: progress-ms-04
    # parameter mission: sf:Mission = progress-ms-04

``parameter NAME: TYPE = DEFAULT`` declares ``?NAME``; without a default it must be given. The
type is a class (the value is then a slug, a compact IRI or an IRI) or an ``xsd:`` datatype.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from downrange.errors import Place, QueryError, VocabularyError
from downrange.identity import Minter, slugify
from downrange.namespaces import PREFIXES, expand
from downrange.serialisation.description import EVIDENCE_SEGMENTS
from downrange.vocabulary import Vocabulary

FEDERATED = "federated"
"""The folder of questions that reach other endpoints by SERVICE, beside those that do not."""

_FIELD = re.compile(r"#\s*(title:|question:|fixture:|parameter\s)\s*(.*)")
_PARAMETER = re.compile(r"([A-Za-z]\w*)\s*:\s*(\w+:\w+)\s*(?:=\s*(.*))?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: ``type`` is a compact IRI, ``default`` is ``None`` for none."""

    name: str
    type: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question. ``fixture`` names the data that its expected answer is of.

    ``expected`` is the file with that answer, which may not exist.
    """

    name: str
    title: str
    text: str
    fixture: str
    parameters: tuple[Parameter, ...]
    sparql: str
    path: Path

    @property
    def expected(self) -> Path:
        return self.path.with_suffix(".tsv")


Resolver = Callable[[Parameter, str], NamedNode | Literal]


def load_questions(folder: Path) -> tuple[Question, ...]:
    """The questions of a folder (``*.rq``), by name. Raises ``QueryError`` for a wrong header."""
    return tuple(read_question(path) for path in sorted(folder.glob("*.rq")))


def load_all_questions(folder: Path) -> tuple[Question, ...]:
    """The questions of a folder, and behind them the federated ones, which ask other endpoints."""
    return (*load_questions(folder), *load_questions(folder / FEDERATED))


def read_question(path: Path) -> Question:
    """One question. Raises ``QueryError`` with file and line for a wrong header."""
    sparql = path.read_text(encoding="utf-8")
    question = Question(path.stem, "", "", "", (), sparql, path)
    for number, line in enumerate(sparql.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            break
        question = _with_header_line(question, line, Place(str(path), number))
    return question


def find_question(questions: Iterable[Question], name: str) -> Question:
    """The question of that name. Raises ``QueryError`` with the nearest names."""
    by_name = {question.name: question for question in questions}
    if name in by_name:
        return by_name[name]
    near = difflib.get_close_matches(name, by_name, n=3, cutoff=0.5)
    advice = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(by_name)}."
    raise QueryError(
        f"There is no question {name!r}.", advice=advice if by_name else "There are none."
    )


def parameter_values(
    question: Question, given: Mapping[str, str], resolve: Resolver
) -> dict[str, NamedNode | Literal]:
    """The bindings for a question: what is given, else the defaults.

    Raises ``QueryError`` for a parameter that the question has not, or that is missing.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise QueryError(
                f"The question {question.name} has no parameter {name!r}.",
                advice=f"It has {', '.join(known) or 'none'}.",
            )
    values: dict[str, NamedNode | Literal] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"The question {question.name} needs {parameter.name} ({parameter.type}).",
                advice=f"Give it: --set {parameter.name}=VALUE",
            )
        values[parameter.name] = resolve(parameter, value)
    return values


def resolver(vocabulary: Vocabulary, base: str) -> Resolver:
    """How a parameter's text becomes a term, under a dataset's base IRI.

    The value of a class is an IRI, a compact IRI of a known prefix (``sf:planned``), or a
    name that becomes a slug: ``Progress MS-04`` of ``sf:Mission`` is
    ``{base}id/mission/progress-ms-04``. A document is named by site and slug, a statement or a
    passage by site, slug and hash.
    """

    def resolve(parameter: Parameter, value: str) -> NamedNode | Literal:
        if parameter.type.startswith("xsd:"):
            return Literal(value, datatype=expand(parameter.type))
        try:
            if _IRI.match(value):
                return NamedNode(value)
            if value.partition(":")[0] in PREFIXES and ":" in value:
                return expand(value)
            cls = vocabulary.class_(parameter.type)
            if cls.segment in EVIDENCE_SEGMENTS:
                return NamedNode(f"{base}{cls.segment}/{value}")
            slug = slugify(value)
            if not cls.segment or not slug:
                raise ValueError
            return Minter(base).entity(cls, slug)
        except (ValueError, VocabularyError):
            raise QueryError(
                f"{value!r} is no value for the parameter {parameter.name} ({parameter.type}).",
                advice="Give a name, a slug, or an IRI.",
            ) from None

    return resolve


def _with_header_line(question: Question, line: str, place: Place) -> Question:
    field = _FIELD.match(line)
    if field is None:
        words = line.lstrip("#").strip()
        return question if question.title or not words else replace(question, title=words)
    value = field[2].strip()
    match field[1]:
        case "title:":
            return replace(question, title=value)
        case "question:":
            return replace(question, text=value)
        case "fixture:":
            return replace(question, fixture=value)
        case _:
            return replace(question, parameters=(*question.parameters, _parameter(value, place)))


def _parameter(text: str, place: Place) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    if match is None or match[2].partition(":")[0] not in PREFIXES:
        raise QueryError(
            f"The parameter {text!r} is not understood.",
            place=place,
            advice="Write it as in `# parameter mission: sf:Mission = progress-ms-04`.",
        )
    return Parameter(match[1], match[2], match[3].strip() if match[3] is not None else None)
