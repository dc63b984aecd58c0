"""Answers as text: the formats of SPARQL 1.1 for rows and truths, RDF formats for graphs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from downrange.errors import QueryError
from downrange.query.answers import Answer, Graph, Solutions, Term, Truth
from downrange.query.table import plain_table
from downrange.serialisation.formats import find_format
from downrange.serialisation.layout import Layout

RESULT_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")

_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE = {
    _XSD + "integer": re.compile("0|-?[1-9][0-9]*"),
    _XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    _XSD + "boolean": re.compile("true|false"),
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPH_FORMATS = {"table": "turtle", "ttl": "turtle", "json": "jsonld", "xml": "rdfxml"}


def print_answer(answer: Answer, form: str, layout: Layout) -> str:
    """The answer in one of ``RESULT_FORMATS``.

    A graph is printed as Turtle, JSON-LD (``json``) or RDF/XML (``xml``). Raises
    ``QueryError`` for a format that there is not, or that does not suit the answer.
    """
    if form not in RESULT_FORMATS:
        raise QueryError(
            f"There is no result format {form!r}.", advice=f"Use {', '.join(RESULT_FORMATS)}."
        )
    match answer:
        case Graph():
            return _graph(answer, form, layout)
        case Truth():
            return _truth(answer, form)
        case Solutions() if form == "table":
            return plain_table(answer, layout)
        case Solutions():
            return _writer(_ROWS, form, "rows")(answer)


def csv(answer: Solutions) -> str:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/#csv: values alone, lines end in CR LF."""
    lines = [",".join(map(_csv_field, answer.variables))]
    for row in answer.rows:
        lines.append(",".join(_csv_field(_csv_value(row[name])) for name in answer.variables))
    return "".join(f"{line}\r\n" for line in lines)


def tsv(answer: Solutions) -> str:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv: whole terms, as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join(_tsv_value(row[name]) for name in answer.variables) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def results_json(answer: Solutions) -> str:
    """https://www.w3.org/TR/sparql11-results-json/"""
    bindings = [
        {name: _json_term(term) for name, term in row.items() if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def results_xml(answer: Solutions) -> str:
    """https://www.w3.org/TR/rdf-sparql-XMLres/; ``QueryError`` for what XML cannot carry."""
    lines = [f'    <variable name="{escape(name)}"/>' for name in answer.variables]
    head = "\n".join(("  <head>", *lines, "  </head>")) if lines else "  <head/>"
    body = "".join(
        "    <result>\n"
        + "".join(
            f'      <binding name="{escape(name)}">{_xml_term(term)}</binding>\n'
            for name, term in row.items()
            if term is not None
        )
        + "    </result>\n"
        for row in answer.rows
    )
    return _xml(f"{head}\n  <results>\n{body}  </results>\n")


_ROWS: dict[str, Callable[[Solutions], str]] = {
    "csv": csv,
    "tsv": tsv,
    "json": results_json,
    "xml": results_xml,
}


def _truth(answer: Truth, form: str) -> str:
    text = "true" if answer.value else "false"
    match form:
        case "json":
            return json.dumps({"head": {}, "boolean": answer.value}, indent=2) + "\n"
        case "xml":
            return _xml(f"  <head/>\n  <boolean>{text}</boolean>\n")
        case "ttl":
            raise _unsuited(form, "yes or no", ["table", "csv", "tsv", "json", "xml"])
        case _:
            return f"{text}\n"


def _graph(answer: Graph, form: str, layout: Layout) -> str:
    if form not in _GRAPH_FORMATS:
        raise _unsuited(form, "a graph", list(_GRAPH_FORMATS))
    quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in answer.triples]
    return find_format(_GRAPH_FORMATS[form]).text(quads, layout)


def _writer(
    table: dict[str, Callable[[Solutions], str]], form: str, what: str
) -> Callable[[Solutions], str]:
    if form not in table:
        raise _unsuited(form, what, ["table", *table])
    return table[form]


def _unsuited(form: str, what: str, suited: list[str]) -> QueryError:
    return QueryError(
        f"The query answers with {what}, which {form!r} cannot hold.",
        advice=f"Use {', '.join(suited)}" + (", or ask with CONSTRUCT." if form == "ttl" else "."),
    )


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _csv_field(text: str) -> str:
    if any(mark in text for mark in '",\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv_value(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
    return str(term)


def _json_term(term: Term) -> dict[str, str]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal() if term.language is not None:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case Literal() if term.datatype.value != _XSD + "string":
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case Literal():
            return {"type": "literal", "value": term.value}
        case _:
            raise _unsuited("json", "a triple term", ["table", "tsv"])


def _xml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n{body}</sparql>\n'
    )


def _xml_term(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{escape(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{term.value}</bnode>"
        case Literal():
            barred = _NOT_XML.search(term.value)
            if barred:
                raise QueryError(
                    f"XML cannot hold the character U+{ord(barred[0]):04X} of an answer.",
                    advice="Use table, csv, tsv or json.",
                )
            qualifier = ""
            if term.language is not None:
                qualifier = f' xml:lang="{term.language}"'
            elif term.datatype.value != _XSD + "string":
                qualifier = f' datatype="{escape(term.datatype.value)}"'
            text = escape(term.value, quote=False).replace("\r", "&#13;")
            return f"<literal{qualifier}>{text}</literal>"
        case _:
            raise _unsuited("xml", "a triple term", ["table", "tsv"])
