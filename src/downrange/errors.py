"""The errors of Downrange: a small tree under one root.

Each message says what was wrong, what was found, where, and what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a file and, where known, its line and column (both from 1)."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        known = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(known)


class DownrangeError(Exception):
    """The root of every error that Downrange raises on purpose.

    ``message`` says what was wrong and what was found, ``place`` where, ``advice`` what to do.
    """

    def __init__(self, message: str, *, place: Place | None = None, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.advice = advice

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_to_do = f" {self.advice}" if self.advice else ""
        return f"{where}{self.message}{what_to_do}"


class DocumentError(DownrangeError):
    """A document could not be read."""


class ProjectError(DownrangeError):
    """``downrange.toml`` or a resource it names is missing or wrong."""


class VocabularyError(DownrangeError):
    """The ontology lacks a term, or says something about one that cannot be."""


class MappingError(DownrangeError):
    """A mapping, pattern or authority row is wrong."""


class QueryError(DownrangeError):
    """A SPARQL query is wrong, or a named question does not exist."""


class ValidationError(DownrangeError):
    """Validation could not be carried out (not: the data do not conform)."""


class SerialisationError(DownrangeError):
    """A dataset could not be written."""


class LinkError(DownrangeError):
    """A link table, an extract or what a linking service answered is wrong or out of reach."""


class EvaluationError(DownrangeError):
    """A gold file or benchmark file is wrong, or does not fit the documents it speaks of."""


class ServingError(DownrangeError):
    """A dataset cannot be served: the port is taken, the build is missing."""
