"""A project: a folder with ``downrange.toml``, which says what its dataset is called.

The file, with every key it may have::

    base = "https://example.org/missions/"      # every IRI of the data begins with this
    title = "Crewed missions"
    licence = "https://creativecommons.org/licenses/by-sa/4.0/"
    publisher = "Example Museum"
    description = "What our articles say."      # optional, as are the rest
    version = "2026.1"

    [folders]                                   # relative to the project
    documents = "data/documents"
    mappings = "data/mappings"
    output = "build"

A folder that the project does not have comes from the installed package (see ``resources``).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from downrange.errors import Place, ProjectError
from downrange.resources import Resource, find

FILE_NAME = "downrange.toml"
DEFAULT_BASE = "http://localhost:8000/"

_REQUIRED = ("base", "title", "licence", "publisher")
_OPTIONAL = ("description", "version")
_IRIS = ("base", "licence")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a project keeps what, relative to its root."""

    documents: str = "data/documents"
    annotations: str = "data/annotations"
    output: str = "build"
    ontology: str = Resource.ONTOLOGY.value
    shapes: str = Resource.SHAPES.value
    mappings: str = Resource.MAPPINGS.value
    patterns: str = Resource.PATTERNS.value
    authority: str = Resource.AUTHORITY.value
    links: str = Resource.LINKS.value

    def own(self, resource: Resource) -> str:
        """Where a project with these folders keeps a resource of its own."""
        return {
            Resource.ONTOLOGY: self.ontology,
            Resource.QUESTIONS: f"{self.ontology}/questions",
            Resource.RULES: f"{self.ontology}/rules",
            Resource.CONTEXT: f"{self.ontology}/context.jsonld",
            Resource.SHAPES: self.shapes,
            Resource.MAPPINGS: self.mappings,
            Resource.PATTERNS: self.patterns,
            Resource.AUTHORITY: self.authority,
            Resource.LINKS: self.links,
        }[resource]


@dataclass(frozen=True, slots=True)
class Project:
    """What ``downrange.toml`` says, or the defaults where there is none.

    ``root`` is the project's folder (absolute). ``file`` is its ``downrange.toml``, ``None``
    where there is none: the base is then ``DEFAULT_BASE``, which ``downrange serve`` answers.
    ``base`` is an http(s) IRI that ends in ``/``. ``licence`` is an IRI. Texts that are not
    given are empty.
    """

    root: Path
    file: Path | None = None
    base: str = DEFAULT_BASE
    title: str = ""
    licence: str = ""
    publisher: str = ""
    description: str = ""
    version: str = ""
    folders: Folders = Folders()

    @classmethod
    def load(cls, start: Path) -> Project:
        """The project that a folder belongs to: its own or the nearest one above it.

        Where there is none, a project with the defaults, rooted at ``start``. Raises
        ``ProjectError``, with the line, where the file is wrong.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            file = folder / FILE_NAME
            if file.is_file():
                return cls.read(file)
        return cls(start)

    @classmethod
    def read(cls, file: Path) -> Project:
        """The project that one ``downrange.toml`` describes."""
        return _Reading(file, _text_of(file)).project()

    @property
    def documents(self) -> Path:
        """The folder whose documents are built when no other path is given."""
        return self.root / self.folders.documents

    @property
    def annotations(self) -> Path:
        """The folder of curated facts, which need not exist."""
        return self.root / self.folders.annotations

    @property
    def output(self) -> Path:
        """The folder that ``downrange build`` writes."""
        return self.root / self.folders.output

    def resource(self, resource: Resource) -> Path:
        """Where a resource is: the project's own copy, else the package's.

        Raises ``ProjectError`` where it is nowhere.
        """
        return find(resource, self.root / self.folders.own(resource))


def check_base(base: str) -> str:
    """What is wrong with a base IRI, in words; empty where it is fit for use."""
    if problem := _check_iri(base):
        return problem
    if "?" in base or "#" in base:
        return "has a query or a fragment, which the IRIs made from it would carry"
    if not base.endswith("/"):
        return f'does not end in "/" (did you mean "{base}/"?)'
    return ""


def _check_iri(text: str) -> str:
    try:
        NamedNode(text)
        parts = urlsplit(text)
    except ValueError:
        return "is not a valid IRI"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return 'is not an IRI that begins with "https://" or "http://" and a host'
    return ""


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}.", place=Place(str(file))) from error
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"is not UTF-8: {error.reason} at byte {error.start}.", place=Place(str(file))
        ) from error


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of a project file: checks it key by key, and knows where each key stands."""

    file: Path
    text: str

    def project(self) -> Project:
        table = self.parsed()
        self.known(table, "", (*_REQUIRED, *_OPTIONAL, "folders"))
        for key in _REQUIRED:
            if key not in table:
                raise ProjectError(
                    f'the key "{key}" is missing.',
                    place=Place(str(self.file)),
                    advice=f"Required are {', '.join(_REQUIRED)}.",
                )
        texts = {
            key: self.string(table, "", key) for key in (*_REQUIRED, *_OPTIONAL) if key in table
        }
        for key in _IRIS:
            problem = check_base(texts[key]) if key == "base" else _check_iri(texts[key])
            if problem:
                raise self.wrong("", key, f'{key} = "{texts[key]}" {problem}.')
        return Project(self.file.parent, self.file, **texts, folders=self.folders(table))

    def parsed(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            where = (int(found[1]), int(found[2])) if found else (self.text.count("\n") + 1, None)
            said = str(error).partition(" (at ")[0]
            raise ProjectError(
                f"is not valid TOML: {said}.", place=Place(str(self.file), *where)
            ) from error

    def folders(self, table: Mapping[str, object]) -> Folders:
        given = table.get("folders", {})
        if not isinstance(given, dict):
            raise self.wrong("", "folders", "folders is not a table; write [folders].")
        self.known(given, "folders", tuple(folder.name for folder in fields(Folders)))
        named = {key: self.string(given, "folders", key) for key in given}
        for key, place in named.items():
            if key != "output" and not (self.file.parent / place).is_dir():
                raise self.wrong("folders", key, f'the folder "{place}" does not exist.')
        return Folders(**named)

    def known(self, table: Mapping[str, object], header: str, names: tuple[str, ...]) -> None:
        for key in table:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
                advice = f'Did you mean "{near[0]}"?' if near else f"Known are {', '.join(names)}."
                raise self.wrong(header, key, f'there is no key "{key}".', advice)

    def string(self, table: Mapping[str, object], header: str, key: str) -> str:
        value = table[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(header, key, f"{key} = {value!r} is not a text in quotes.")
        return value

    def wrong(self, header: str, key: str, message: str, advice: str = "") -> ProjectError:
        return ProjectError(
            message, place=Place(str(self.file), self.line_of(header, key)), advice=advice
        )

    def line_of(self, header: str, key: str) -> int | None:
        """The line that sets a key: ``tomllib`` does not tell, so the text is looked through."""
        current = ""
        wanted = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[\]=.]""")
        for number, line in enumerate(self.text.split("\n"), start=1):
            if current == header and wanted.match(line):
                return number
            if opened := re.match(r"\s*\[\s*([^\]\s]+)\s*\]", line):
                current = opened[1]
        return None
