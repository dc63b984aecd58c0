"""A dataset with what trips parsers: in literals of any length, and in IRIs."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from downrange.namespaces import expand
from tests.stores.published import BASE

_FACTS = NamedNode(f"{BASE}graph/facts")
_NOTE, _WRITTEN, _TARGET = (expand(f"sf:{name}") for name in ("note", "asWritten", "target"))

_TEXTS = [
    *("", " ", "  both ends  ", '"', '""', '"""', "'''", "\\", "\\\\n", "\\u0022", "\n", "\r"),
    *("\r\n", "\t", "\x7f", "\x85", "\u2028\u2029", "\ufeff", "\xa0", "🚀 \U0001d11e"),
    *("\u202eright to left", "\u200f", "\u061c", "Прогресс", "天宮", "हिन्दी", "לווין", "]]>"),
    *("<!-- -->", "&amp; & <", "@en", "^^", "# no comment", "${x}", "%20", "{ } [ ]", "_:b . ;"),
    '"> <script>alert(1)</script>',
    "Ω" * 5000,
    "x" * 100_000,
]
TEXTS = [*_TEXTS, "|".join(_TEXTS)]

# XML 1.0 has none of these.
BARRED_FROM_XML = ["\b\f", "\x01", "\x08\x0b", "\x1f", "\uffff"]

# Valid, but Jena warns of them: a character that stands for a lost one, letters that are not
# composed (in RDF/XML), a letter beyond the first 65,536 in an IRI (which it reads as two).
DOUBTFUL_TEXTS = ["\ufffd", "e\u0301"]
_BEYOND = "\U00020000"

# No segment is "." or "..": readers of Turtle may take them out (RFC 3986, 5.2.4), and Jena does.
_SLUGS = [
    *("progress-ms-04", "прогресс-мс-04", "天宮-1", "हिन्दी", "a", "1", "0a", "-", "~x", "a.b"),
    *("a.", "a:b", "a;b,c=d", "a&b", "l'x", "soyuz-(p15000-148)", "%20", "%C3%A9", "*", "!", "$"),
    *("+", "@x", "a_b", "x?a=1&b='2'", "x?", "x#", "x#a/b", "a//b", "a/", ""),
]  # fmt: skip
_PLACES = [
    *(BASE, f"{BASE}id/mission/", f"{BASE}document/en.wikipedia.org/"),
    *(
        "http://example.org:8080/",
        "https://xn--e1afmkfd.example/",
        "https://en.wikipedia.org/wiki/",
    ),
]


def quads() -> list[Quad]:
    """The quads that every store must take as they are."""
    return [*_notes(TEXTS + BARRED_FROM_XML, "nasty"), *_links(_SLUGS)]


def doubtful_quads() -> list[Quad]:
    """Those that are right, and of which Jena warns."""
    return [*_notes(DOUBTFUL_TEXTS, "doubtful"), *_links([_BEYOND])]


def text_of(quad: Quad) -> str:
    """The text of a quad's value."""
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object.value


def _notes(texts: list[str], slug: str) -> list[Quad]:
    mission = NamedNode(f"{BASE}id/mission/{slug}")
    plain = [Quad(mission, _NOTE, Literal(text), _FACTS) for text in texts]
    return plain + [
        Quad(mission, _WRITTEN, Literal(text, language="en-gb"), _FACTS) for text in texts
    ]


def _links(slugs: list[str]) -> list[Quad]:
    iris = [NamedNode(place + slug) for place in _PLACES for slug in slugs]
    return [Quad(iri, _TARGET, iri, _FACTS) for iri in iris]
