"""Declares in a query the prefixes that it uses without saying so, for a store that knows none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from downrange.query.tokens import Kind, Token, significant

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def supplied(sparql: str, tokens: tuple[Token, ...], prefixes: Mapping[str, str], base: str) -> str:
    """The query with declarations before it, on its first line so that its lines keep their number.

    Only prefixes that are used and not declared are added, and ``base`` where an IRI is relative;
    it comes first, so that one of the query's own takes its place.
    """
    used, declared = set[str](), set[str]()
    relative = False
    previous = ""
    for token in significant(tokens):
        if token.kind is Kind.PREFIXED:
            prefix = token.text.partition(":")[0]
            (declared if previous == "PREFIX" else used).add(prefix)
        relative = relative or (token.kind is Kind.IRI and not _ABSOLUTE.match(token.text))
        previous = token.keyword
    declarations = [f"BASE <{base}>"] if base and relative else []
    declarations += [
        f"PREFIX {prefix}: <{prefixes[prefix]}>"
        for prefix in sorted(used - declared)
        if prefix in prefixes
    ]
    return " ".join((*declarations, sparql))
