"""Shapes as files: which there are, what each holds, and what it says for people.

``shapes/README.md`` has the conventions. A file called ``dataset-….ttl`` holds rules that
need several documents; every other one is about a single document's graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from downrange.errors import Place, ValidationError
from downrange.namespaces import expand
from downrange.validation.naming import SHAPES, held_by, name_anonymous_shapes
from downrange.validation.triples import Graph, Node, Term
from downrange.validation.wellformed import check_wellformed

HEADER = "header.ttl"
DATASET_PREFIX = "dataset-"

ADVICE = NamedNode(SHAPES + "advice")
_BASE = SHAPES.removesuffix("#")
_MESSAGE = expand("sh:message")
_SELECT = expand("sh:select")
_TYPE = expand("rdf:type")
_SHAPE_TYPES = (expand("sh:NodeShape"), expand("sh:PropertyShape"))

TARGETS = tuple(
    map(
        expand,
        ("sh:targetClass", "sh:targetNode", "sh:targetSubjectsOf", "sh:targetObjectsOf"),
    )
)


@dataclass(frozen=True, slots=True)
class ShapeFile:
    """One file of shapes, every shape in it with an IRI. ``name`` is for messages."""

    name: str
    triples: tuple[Triple, ...]

    @classmethod
    def parse(cls, name: str, text: str) -> ShapeFile:
        """Read shapes from Turtle.

        Raises ``ValidationError``, with the line, for text that is not Turtle, and for the
        mistakes that engines ignore (``downrange.validation.wellformed``).
        """
        try:
            parsed = [q.triple for q in parse(text, format=RdfFormat.TURTLE, base_iri=_BASE)]
        except SyntaxError as error:
            raise ValidationError(
                f"the shapes are not valid Turtle: {error.msg}.",
                place=Place(name, error.lineno, error.offset),
                advice="Correct the line.",
            ) from None
        try:
            check_wellformed(parsed)
            return cls(name, tuple(name_anonymous_shapes(parsed)))
        except ValidationError as error:
            raise ValidationError(
                f"the shapes are ill-formed: {error.message}",
                place=Place(name),
                advice=error.advice,
            ) from None

    @classmethod
    def read(cls, path: Path) -> ShapeFile:
        """Read a file of shapes; raises as ``parse``, and where it is unreadable."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ValidationError(
                f"the shapes cannot be read: {error}.",
                place=Place(str(path)),
                advice="A shapes file is Turtle in UTF-8.",
            ) from error
        return cls.parse(str(path), text)

    def described(self) -> set[NamedNode]:
        """What the file describes: its shapes and SPARQL constraints, anonymous ones included."""
        return {t.subject for t in self.triples if isinstance(t.subject, NamedNode)}

    def mentioned(self) -> set[NamedNode]:
        """Every IRI that stands as an object: shapes of other files may be among them."""
        return {t.object for t in self.triples if isinstance(t.object, NamedNode)}


class ShapeSet:
    """Shapes that are used together, from any number of files.

    Raises ``ValidationError`` where no file has a shape (everything would conform), and where
    two files describe the same one.
    """

    def __init__(self, files: Iterable[ShapeFile]) -> None:
        self.files = tuple(files)
        self.graph = Graph(t for file in self.files for t in file.triples)
        self._file_of: dict[NamedNode, ShapeFile] = {}
        for file in self.files:
            for subject in file.described():
                other = self._file_of.setdefault(subject, file)
                if other is not file:
                    raise ValidationError(
                        f"{subject} is described in {other.name} too.",
                        place=Place(file.name),
                        advice="Give one of the two shapes another name.",
                    )
        self._holder = self._holders()
        self._check_references()
        if not any(True for _ in self.shapes()):
            raise ValidationError(
                f"there is no shape in {', '.join(f.name for f in self.files) or 'no file'}.",
                advice="Name the folder of the shapes in downrange.toml, or reinstall downrange.",
            )

    @property
    def triples(self) -> list[Triple]:
        return [t for file in self.files for t in file.triples]

    def shapes(self) -> Iterator[NamedNode]:
        """The shapes, sorted: what is typed as one, has a target, or is held by another shape."""
        for subject in sorted(self._file_of, key=str):
            if self._is_shape(subject):
                yield subject

    def constraints(self) -> Iterator[NamedNode]:
        """The SPARQL constraints, sorted."""
        for subject in sorted(self._file_of, key=str):
            if self.graph.objects(subject, _SELECT):
                yield subject

    def file_of(self, shape: Term | None) -> ShapeFile | None:
        """The file that describes a shape or SPARQL constraint."""
        return self._file_of.get(shape) if isinstance(shape, NamedNode) else None

    def states_message(self, shape: Node | None, constraint: Node | None) -> bool:
        """Whether the shapes state the message of a result, rather than its engine."""
        return any(
            self.graph.objects(node, _MESSAGE) for node in (constraint, shape) if node is not None
        )

    def advice(self, shape: Node | None, constraint: Node | None) -> str:
        """``shapes:advice`` of the constraint, its shape, or the nearest shape around it."""
        node: Node | None = constraint if constraint is not None else shape
        seen = set()
        while node is not None and node not in seen:
            seen.add(node)
            found = self.graph.text(node, ADVICE)
            if found:
                return found
            node = self._holder.get(node)
        return ""

    def restricted_to(self, file: ShapeFile) -> ShapeSet:
        """The shapes of one file, with those of other files that they refer to."""
        wanted = {file.name: file}
        pending = [file]
        while pending:
            for mentioned in pending.pop().mentioned():
                other = self._file_of.get(mentioned)
                if other is not None and other.name not in wanted:
                    wanted[other.name] = other
                    pending.append(other)
        return ShapeSet(wanted[name] for name in sorted(wanted))

    def by_file(self) -> Iterator[tuple[ShapeFile, ShapeSet]]:
        """Each file that has shapes, with all that it needs: to find the one to blame."""
        having = {self._file_of[shape].name for shape in self.shapes()}
        for file in self.files:
            if file.name in having:
                yield file, self.restricted_to(file)

    def _holders(self) -> dict[Node, NamedNode]:
        """For each shape or SPARQL constraint that others hold, the least of its holders."""
        holders: dict[Node, NamedNode] = {}
        for subject in sorted(self._file_of, key=str):
            for held in held_by(self.graph, subject):
                if isinstance(held, NamedNode):
                    holders.setdefault(held, subject)
        return holders

    def _check_references(self) -> None:
        for held, holder in self._holder.items():
            if held not in self.graph:
                raise ValidationError(
                    f"{holder} refers to the shape {held}, which no file describes.",
                    place=Place(self._file_of[holder].name),
                    advice="Correct its name; engines let everything pass a shape that is missing.",
                )

    def _is_shape(self, subject: NamedNode) -> bool:
        if self.graph.objects(subject, _SELECT):
            return False
        targeted = any(self.graph.objects(subject, target) for target in TARGETS)
        typed = any(t in _SHAPE_TYPES for t in self.graph.objects(subject, _TYPE))
        return targeted or typed or subject in self._holder


def document_files(folder: Path) -> list[Path]:
    """The files whose shapes run on one document's graph: every ``*.ttl`` but ``dataset-*.ttl``."""
    return [p for p in sorted(folder.glob("*.ttl")) if not p.name.startswith(DATASET_PREFIX)]


def dataset_files(folder: Path) -> list[Path]:
    """The files whose shapes run on the union of all graphs: ``dataset-*.ttl``, and the header.

    Empty where there is no ``dataset-*.ttl``.
    """
    files = sorted(folder.glob(f"{DATASET_PREFIX}*.ttl"))
    header = folder / HEADER
    return [*files, header] if files and header.exists() else files


def document_shapes(folder: Path) -> ShapeSet:
    """The shapes of ``document_files``; ``ValidationError`` where one is wrong or none is there."""
    return ShapeSet(ShapeFile.read(path) for path in document_files(folder))


def dataset_shapes(folder: Path) -> ShapeSet | None:
    """The shapes of ``dataset_files``, ``None`` where there are no such files.

    Raises ``ValidationError`` where one is wrong.
    """
    files = dataset_files(folder)
    return ShapeSet(ShapeFile.read(path) for path in files) if files else None
