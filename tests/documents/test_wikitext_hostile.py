"""Wikitext nobody meant well by: cheap, never a traceback, and the rest is still read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.documents.limits import MAX_VALUE_CHARACTERS
from downrange.documents.model import RenderedText, Span
from downrange.documents.wikitext import parse_wikitext
from downrange.documents.wikitext.nesting import MAX_DEPTH, balance

INFOBOX = "{{Infobox spaceflight\n| name = X\n| launch_mass = {{convert|5|t|lb}}\n}}\n"
MANY = 10_000


def cost(text: str) -> float:
    start = time.process_time()
    parse_wikitext(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        ("{{a|" * MANY, "unclosed-template"),
        ("{{" * MANY, "unclosed-template"),
        ("{{a|" * MANY + "}}" * MANY, "nested-too-deep"),
        ("[[a|" * MANY, "unclosed-link"),
        ("[[a|" * MANY + "]]" * MANY, "nested-too-deep"),
        ("{{{a|" * MANY + "}}}" * MANY, "nested-too-deep"),
        ("<ref>" * MANY, "unclosed-tag"),
        ("<!--" * MANY, "unclosed-comment"),
    ],
)
def test_ten_thousand_of_a_kind_cost_little_and_are_told(tail: str, code: str) -> None:
    content = parse_wikitext(INFOBOX + "Prose.\n" + tail)
    assert code in {finding.code for finding in content.findings}
    assert len(content.findings) < 5
    (infobox,) = content.infoboxes
    assert [field.value.text for field in infobox.fields] == ["X", "5 t"]
    assert content.sections[0].body.text.startswith("Prose.")
    # A parser that is quadratic in them takes seconds to minutes.
    assert min(cost(INFOBOX + tail) for _ in range(2)) < 0.5


GROWING = [
    "{{a|",
    "}}",
    "[[",
    "<ref>",
    "<ref name=a>",
    "<!--",
    "<a ",
    "& ",
    "''",
    "[http://x ",
    "=\n",
    "== a\n",
    "== a ==\n",
    "{|\n",
    "* a\n",
    " ",
    "|a=b",
    "{{x}}",
    "[[a]]",
    "__A",
]


@pytest.mark.parametrize("piece", GROWING)
def test_the_cost_grows_with_the_length(piece: str) -> None:
    small, large = piece * 2_000, piece * 16_000
    base = min(cost(small) for _ in range(3))
    # Eight times the text; quadratic would be sixty-four times the cost.
    assert min(cost(large) for _ in range(2)) < max(0.05, 30 * base)


@pytest.mark.parametrize("piece", ["a<br>", "[[a]]<br>", "a<ref>b</ref><br>", "{{br}}b", "1,"])
def test_a_value_of_many_items_is_read(piece: str) -> None:
    value = piece * (MAX_VALUE_CHARACTERS // len(piece))
    start = time.process_time()
    (infobox,) = parse_wikitext(f"{{{{Infobox spaceflight|a={value}}}}}").infoboxes
    assert infobox.fields[0].value.text
    assert time.process_time() - start < 5


@pytest.mark.parametrize("number", ["1," * 15_000 + "x", "1" * 30_000 + "x", "1+" * 15_000])
def test_an_endless_number_is_no_number(number: str) -> None:
    text = f"{{{{Infobox spaceflight|a={{{{convert|{number}|km}}}}}}}}"
    assert [f.code for f in parse_wikitext(text).findings] == ["unreadable-template"]
    assert cost(text) < 0.5


def test_an_enormous_value_is_left_out_and_told() -> None:
    text = "{{Infobox spaceflight|name=X|a=" + "x" * 10_000_000 + "|apsis=gee}}"
    content = parse_wikitext(text)
    assert [field.name for field in content.infoboxes[0].fields] == ["name", "apsis"]
    (finding,) = content.findings
    assert finding.code == "oversized-value"
    assert len(finding.quote) < 100


def test_nesting_within_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    value = "{{nowrap|" * depth + "x" + "}}" * depth
    (infobox,) = parse_wikitext(f"{{{{Infobox spaceflight|a={value}}}}}").infoboxes
    assert infobox.fields[0].value.text == "x"


def test_nested_values_are_rendered_once_each() -> None:
    value = "{{convert|" * (MAX_DEPTH - 2) + "5" + "|km}}" * (MAX_DEPTH - 2)
    assert cost(f"{{{{Infobox spaceflight|a={value}}}}}") < 0.2


def test_a_lost_bracket_does_not_cost_the_infobox() -> None:
    text = "{{Infobox spaceflight|operator=[[NASA|apsis=gee\n}} Prose."
    content = parse_wikitext(text)
    assert len(content.infoboxes) == 1
    assert [finding.code for finding in content.findings] == ["unclosed-link"]


def test_a_lost_reference_end_does_not_swallow_what_follows() -> None:
    text = "{{Infobox spaceflight|name=A<ref>x|apsis=gee<ref>y</ref>}}"
    content = parse_wikitext(text)
    assert [field.name for field in content.infoboxes[0].fields] == ["name", "apsis"]
    assert [finding.code for finding in content.findings] == ["unclosed-tag"]


def test_markup_within_a_comment_is_none() -> None:
    text = "{{Infobox spaceflight|name=A<!-- }} | apsis=gee {{ --> B}}"
    content = parse_wikitext(text)
    assert [field.value.text for field in content.infoboxes[0].fields] == ["A B"]
    assert content.findings == ()


PIECES = st.sampled_from([
    "{{", "}}", "{{{", "}}}", "[[", "]]", "[", "]", "|", "=", "\n", "\n\n", " ", "''", "'''",
    "<ref>", "</ref>", "<ref name=a/>", '<ref name="a">', "<!--", "-->", "<br>", "<nowiki>",
    "</nowiki>", "{|", "|}", "\n{|\n", "\n|}\n", "==", "\n== A ==\n", "* ", "\n* ", "# ",
    "Infobox spaceflight", "\n| name = ", "\n| launch_date = ", "Infobox spaceflight/Dock",
    "{{Infobox spaceflight\n|name=A\n|mass={{convert|5|kg}}\n}}", "{{convert|5|km|mi}}",
    "{{ubl|a|b}}", "{{start date|1967|1|27}}", "{{coord|1|N|2|E}}", "{{plainlist|\n* a\n}}",
    "[[Moon|Lunar]]", "[[File:a.jpg|b]]", "[http://a.org b]", "&nbsp;", "&amp;", "<small>",
    "{{cite web|url=http://a.org|title=B}}", "<sup>2</sup>", "\u200f", "é", "\x01", "\U0001f680",
])  # fmt: skip
MANGLED = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join)


@given(MANGLED)
def test_mangled_wikitext_is_read_and_every_span_holds(text: str) -> None:
    content = parse_wikitext(text)
    for infobox in content.infoboxes:
        assert infobox.span.of(text).startswith("{{")
        for field in infobox.fields:
            assert infobox.span.start < field.span.start <= field.value_span.start
            assert field.value_span.end == field.span.end < infobox.span.end
            assert field.value_span.of(text).strip() != ""
            assert "\n".join(item.text for item in field.items) == field.value.text
            within = Span(field.value_span.start, infobox.span.end)
            for item in (field.value, *field.items):
                check_rendered(item, text, within)
    for section in content.sections:
        check_rendered(section.body, text, Span(0, len(text)))
    for finding in content.findings:
        assert finding.start is not None
        assert finding.quote == text[finding.start : finding.end]


def check_rendered(rendered: RenderedText, text: str, parent: Span) -> None:
    """The map covers the text, in order, inside its parent, and tells the truth."""
    position = 0
    source_position = parent.start
    for segment in rendered.segments:
        assert segment.start == position < segment.end
        position = segment.end
        assert source_position <= segment.source.start <= segment.source.end <= parent.end
        source_position = segment.source.start
        words = rendered.text[segment.start : segment.end]
        assert not segment.verbatim or segment.source.of(text) == words
    assert position == len(rendered.text)
    assert rendered.text == rendered.text.strip(" \n")
    for start, end in slices(len(rendered.text)):
        whole = rendered.source_span(0, len(rendered.text))
        span = rendered.source_span(start, end)
        assert whole.start <= span.start < span.end <= whole.end
        part = rendered.slice(start, end)
        assert part.text == rendered.text[start:end]
        assert part.source_span(0, len(part.text)) == span
    for link in rendered.links:
        assert 0 <= link.span.start < link.span.end <= len(rendered.text)
        assert link.target


def slices(length: int) -> Iterator[tuple[int, int]]:
    step = max(1, length // 5)
    return (
        (start, end)
        for start in range(0, length, step)
        for end in range(start + 1, length + 1, step)
    )


@given(st.text("{}[]|a \n", max_size=60))
def test_balancing_keeps_every_character_in_its_place(text: str) -> None:
    balanced = balance(text).text
    assert len(balanced) == len(text)
    for before, after in zip(text, balanced, strict=True):
        assert after == before or (before in "{}[]" and after == ".") or after == " "
    assert balance(balanced).findings == ()
    assert balance(balanced).text == balanced


def test_wikitextparser_is_imported_only_for_wikitext() -> None:
    import subprocess  # noqa: PLC0415

    code = (
        "import sys, io\n"
        "from downrange.documents.reader import read_documents\n"
        "list(read_documents(['-'], io.BytesIO(b'= A =\\n\\n- Operator: NASA')))\n"
        "sys.exit('wikitextparser' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
