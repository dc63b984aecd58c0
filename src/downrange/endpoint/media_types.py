"""The formats of results, and which of them a client would rather have.

A query's form is only known once it is parsed, so what a client accepts is weighed for each of
the three kinds of result, and the process that evaluates the query takes what fits.
https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its short ``name`` for ``format=``, its media type, other names of that type.

    ``identity`` is the IRI that the service description has for it.
    """

    name: str
    media_type: str
    extension: str
    identity: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header has it: text needs its character set said."""
        return f"{self.media_type}; charset=utf-8" if self._is_text else self.media_type

    @property
    def _is_text(self) -> bool:
        return self.media_type.startswith("text/")


_FORMATS = "http://www.w3.org/ns/formats/"

JSON = Format(
    *("json", "application/sparql-results+json", "srj", f"{_FORMATS}SPARQL_Results_JSON"),
    also=("application/json",),
)
XML = Format(
    *("xml", "application/sparql-results+xml", "srx", f"{_FORMATS}SPARQL_Results_XML"),
    also=("application/xml", "text/xml"),
)
CSV = Format("csv", "text/csv", "csv", f"{_FORMATS}SPARQL_Results_CSV")
TSV = Format("tsv", "text/tab-separated-values", "tsv", f"{_FORMATS}SPARQL_Results_TSV")
TURTLE = Format("ttl", "text/turtle", "ttl", f"{_FORMATS}Turtle", also=("application/x-turtle",))
N_TRIPLES = Format(
    "nt", "application/n-triples", "nt", f"{_FORMATS}N-Triples", also=("text/plain",)
)
JSON_LD = Format(
    *("jsonld", "application/ld+json", "jsonld", f"{_FORMATS}JSON-LD"), also=("application/json",)
)
RDF_XML = Format("rdf", "application/rdf+xml", "rdf", f"{_FORMATS}RDF_XML")
TRIG = Format("trig", "application/trig", "trig", f"{_FORMATS}TriG")
N_QUADS = Format("nq", "application/n-quads", "nq", f"{_FORMATS}N-Quads")
PAGE = Format("html", HTML, "html", "")

ROWS = (JSON, XML, CSV, TSV)
"""For SELECT, the preferred one first."""

TRUTHS = (JSON, XML)
"""For ASK: the recommendations for CSV and TSV know rows alone."""

GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG, N_QUADS)
"""For CONSTRUCT and DESCRIBE, and for a graph of the graph store."""

DATASETS = (TRIG, N_QUADS, JSON_LD)
"""For the whole of the graph store."""

BY_NAME = {form.name: form for form in (*ROWS, *GRAPHS, PAGE)}

_LONGEST_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Range:
    """One range of an ``Accept`` header with its quality, in thousandths."""

    media_type: str
    quality: int


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """The ranges of a header; parameters other than ``q`` are passed over.

    What cannot be read counts as not said. An empty header accepts everything.
    """
    found = [_range(part) for part in accept[:_LONGEST_HEADER].lower().split(",") if part.strip()]
    return tuple(one for one in found if one is not None) or (Range("*/*", 1000),)


def _range(part: str) -> Range | None:
    media_type, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1000
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = round(float(value.strip()) * 1000)
            except (ValueError, OverflowError):
                return None
    if media_type.count("/") != 1 or not 0 <= quality <= 1000:
        return None
    return Range(media_type, quality)


def choose(accept: str, offered: Sequence[Format]) -> Format | None:
    """The offered format that is accepted with the highest quality; of equals the first.

    For a format the most specific range that fits it decides.
    """
    told = ranges(accept)
    weighed = [(_quality(told, form), -number) for number, form in enumerate(offered)]
    best, number = max(weighed, default=(0, 0))
    return offered[-number] if best else None


def _quality(told: Sequence[Range], form: Format) -> int:
    main = form.media_type.partition("/")[0]
    for names in ({form.media_type}, set(form.also), {f"{main}/*"}, {"*/*"}):
        fitting = [one.quality for one in told if one.media_type in names]
        if fitting:
            return max(fitting)
    return 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format for each kind of result, ``None`` where none of that kind is accepted."""

    rows: Format | None
    truth: Format | None
    graph: Format | None

    def __iter__(self) -> Iterator[Format | None]:
        return iter((self.rows, self.truth, self.graph))


@lru_cache(maxsize=512)
def wanted(accept: str) -> Wanted:
    """What a client that sends this header is to be given.

    A client that would rather have a page than any data, as browsers would, is given one.
    """
    if choose(accept, (JSON, TURTLE, *ROWS, *GRAPHS, PAGE)) is PAGE:
        return Wanted(PAGE, PAGE, PAGE)
    return Wanted(choose(accept, ROWS), choose(accept, TRUTHS), choose(accept, GRAPHS))


def only(name: str) -> Wanted | None:
    """What ``format=`` asks for; ``None`` where there is no such format."""
    form = BY_NAME.get(name)
    if form is None:
        return None
    if form is PAGE:
        return Wanted(PAGE, PAGE, PAGE)
    return Wanted(*(form if form in kind else None for kind in (ROWS, TRUTHS, GRAPHS)))
