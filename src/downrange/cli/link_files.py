"""The files of ``downrange link``: the table of links and the review beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from downrange.errors import LinkError
from downrange.linking.linker import Linking
from downrange.linking.review import (
    FILE_NAME as REVIEW,
)
from downrange.linking.review import (
    Row,
    decide,
    read_review,
    review_text,
    rows_text,
)
from downrange.links.model import Link, LinkTable
from downrange.links.table import COLUMNS, FILE_NAME, HEADER, read_table, with_rows
from downrange.project import Project
from downrange.resources import Resource


@dataclass(frozen=True, slots=True)
class LinkFiles:
    """A project's own table and review; ``known`` is the table that it starts from."""

    base: str
    file: Path
    review: Path
    known: Path

    @classmethod
    def of(cls, project: Project) -> LinkFiles:
        """A project without links of its own starts from the ones that the package has."""
        folder = project.root / project.folders.own(Resource.LINKS)
        known = project.resource(Resource.LINKS) / FILE_NAME
        return cls(project.base, folder / FILE_NAME, folder / REVIEW, known)

    def table(self) -> LinkTable:
        """The links so far. Raises ``LinkError`` where the table is wrong."""
        return read_table(self.known, self.base)

    def keep(self, found: Linking) -> None:
        """Write accepted links into the table, and what is left into the review."""
        self._add([new for new, _ in found.accepted])
        text = review_text(found.left, self.base, self._rows())
        self._replace(self.review, text)

    def accept(self, date: str) -> tuple[tuple[Link, ...], int]:
        """Take over the decisions of the review: the new links, and how many rows stay open.

        Raises ``LinkError`` where there is no review, or a decision contradicts the table; then
        nothing is changed.
        """
        if not self.review.is_file():
            raise LinkError(f"{self.review} does not exist.", advice="Run downrange link first.")
        decided = decide(read_review(self.review), self.base, date)
        self._add(decided.links)
        self._replace(self.review, rows_text(decided.undecided))
        return decided.links, len(decided.undecided)

    def _rows(self) -> tuple[Row, ...]:
        return read_review(self.review) if self.review.is_file() else ()

    def _add(self, links: tuple[Link, ...] | list[Link]) -> None:
        """The new table takes the old one's place once it was read without complaint."""
        text = self.known.read_text("utf-8-sig") if self.known.is_file() else _empty()
        if links:
            text = with_rows(text, links, self.base)
        elif self.file.is_file():
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_name(f".{self.file.name}.partial")
        try:
            partial.write_text(text, encoding="utf-8", newline="\n")
            read_table(partial, self.base)
            partial.replace(self.file)
        finally:
            partial.unlink(missing_ok=True)

    def _replace(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{file.name}.partial")
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(file)


def _empty() -> str:
    return HEADER + "\t".join(COLUMNS) + "\n"
