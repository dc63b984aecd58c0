"""The grammar of patterns, what patterns need, and how sentences are encoded for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.errors import MappingError
from downrange.prose.encoding import class_of, encode
from downrange.prose.grammar import read_grammar
from downrange.prose.mentions import Kind, Mention
from downrange.prose.needs import needs
from downrange.prose.openings import read_opening
from downrange.prose.patterns import Pattern
from downrange.prose.sentences import split
from tests.prose.reading import encoded, engine


def matches(pattern: str, text: str) -> bool:
    return read_grammar(pattern).regex.search(encoded(text).text) is not None


def test_a_slot_takes_its_kinds_and_words_that_belong_to_them() -> None:
    assert matches("aboard {m:MISSION} in", "He was aboard the NASA mission STS-1 in 1981.")
    assert not matches("aboard {m:MISSION} in", "He was aboard Mir in 1981.")
    assert matches("{who:PERSON|ORG} said", "NASA said so.")
    assert matches("{who:PERSON} said", "Then Ada Zvonkova said so.")
    assert not matches("{who:PERSON!} said", "Then a friend of Ada Zvonkova's said so.")


def test_a_list_is_one_slot() -> None:
    grammar = read_grammar("on {m:MISSION+}[.]")
    text = encoded("He was on STS-1 (1981), his first flight, and STS-7, as well as STS-41-C.")
    match = grammar.regex.search(text.text)
    assert match is not None
    held = [c for c in match["m"] if c in text.mentions and text.mentions[c].kind is Kind.MISSION]
    assert [text.mentions[c].value.label for c in held] == ["STS-1", "STS-7", "STS-41-C"]


def test_a_gap_stays_in_its_clause_and_passes_no_mention_that_it_excludes() -> None:
    assert matches("from ... to", "It went from here straight to Mir.")
    assert not matches("from ... to", "It came from here; he went to Mir.")
    assert matches("from ... to", "It went from the U.S. straight to Mir.")
    assert not matches("from {...!MISSION} to", "It went from STS-1 straight to Mir.")
    assert matches("from {...!PERSON} to", "It went from STS-1 straight to Mir.")


@pytest.mark.parametrize("pattern", ["{m:MISION}", "{m:MISSION} ("])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(MappingError):
        assert read_grammar(pattern).regex


def test_a_wrong_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(MappingError, match="did you mean 'MISSION'"):
        read_grammar("{m:MISION}")


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("{m:MISSION} by {p:PERSON|ORG}", ("MISSION", "PERSON|ORG")),
        ("{m:MISSION}(?: on {t:TIME})?", ("MISSION",)),
        ("(?:{m:MISSION}|{p:PERSON}) flew", ()),
        ("{m:MISSION}|{p:PERSON}", ()),
        ("(?:a {m:MISSION} (?:b {p:PERSON})){1,2}", ("MISSION", "PERSON")),
        ("(?:{m:MISSION}){0,2}", ()),
        ("(?!{m:MISSION}){p:PERSON+}", ("PERSON",)),
        (r"\({m:MISSION}\)? [(|] {p:PERSON!}", ("MISSION", "PERSON")),
        ("{TIME}? {...!MISSION} {!PERSON} {ORG}", ("ORG",)),
    ],
)
def test_what_a_pattern_needs_is_what_no_match_is_without(
    pattern: str, needed: tuple[str, ...]
) -> None:
    assert needs(pattern).kinds == needed


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("{m:MISSION} was launched on", (" was launched on",)),
        ("was  launched? (?:from|at) the site", ("was launche", " the site")),
        ("(?:the launch)? (?:of the flight){1,2}", ("of the flight",)),
        ("the (?:launch|flight)s{0,2}", ("the ",)),
        ("(?!not flown)(?i:launched) in(?=space)", ("space",)),
        (r"\bflew\x20aboard\b[aeiou]some.body", ("flew", "aboard", "some", "body")),
        ("launched|was flown", ()),
    ],
)
def test_which_words_a_pattern_needs(pattern: str, needed: tuple[str, ...]) -> None:
    assert needs(pattern).words == needed


@pytest.mark.parametrize("one", engine().patterns, ids=lambda one: one.rule)
def test_trying_only_where_a_match_may_begin_loses_none(one: Pattern) -> None:
    grammar = one.grammar
    words = " ".join(example.text for example in (*one.positive, *one.negative))
    text = encoded(f"In Florida {words} {words}").text
    assert [m.span() for m in grammar.matches(text)] == [
        m.span() for m in grammar.regex.finditer(text)
    ]


@pytest.mark.parametrize(
    ("pattern", "kinds", "characters"),
    [
        ("{m:MISSION} flew", {"MISSION"}, set()),
        (r"(?<!of\x20)(?<!the\x20)\b{m:MISSION+} flew", {"MISSION"}, set()),
        ("(?:{m:MISSION}|^{p:PERSON|ORG!}) flew", {"MISSION", "PERSON|ORG"}, set()),
        ("(?:{m:MISSION}|It) flew", {"MISSION"}, {"I"}),
        ("{m:MISSION} flew|[Tt]he (?:{p:PERSON})", {"MISSION"}, {"[Tt]"}),
        ("(?: and|, it)?{m:MISSION}", {"MISSION"}, {r"\s", ","}),
        ("(?P<a>x|,)?(?:y )*{m:MISSION}", {"MISSION"}, {"x", ",", "y"}),
    ],
)
def test_what_a_pattern_opens_with(pattern: str, kinds: set[str], characters: set[str]) -> None:
    opening = read_opening(pattern)
    assert opening is not None
    assert (opening.kinds, opening.characters) == (kinds, characters)


@pytest.mark.parametrize(
    "pattern",
    [
        *("It {m:MISSION}", "{m:MISSION}?", "(?:{m:MISSION}|) flew", "(?=It){m:MISSION}"),
        *(
            "... {m:MISSION}",
            "[^.]{m:MISSION}",
            "{TIME} {m:MISSION}",
            "(?:{m:MISSION}|(?!It)) flew",
        ),
    ],
)
def test_where_an_opening_is_not_plain_none_is_taken(pattern: str) -> None:
    assert read_opening(pattern) is None


KINDS = tuple(Kind)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """A text and mentions in it that are in order and do not overlap."""
    text = draw(st.text(max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Mention(a, b, draw(st.sampled_from(KINDS)), "x") for a, b in spans]


@given(marked())
def test_every_encoded_character_leads_back_to_where_it_stands(
    example: tuple[str, list[Mention]],
) -> None:
    text, found = example
    sentence = encode(text, found)
    assert len(sentence.starts) == len(sentence.text) + 1
    assert list(sentence.starts) == sorted(sentence.starts)
    assert sentence.starts[-1] == len(text)
    for place, character in enumerate(sentence.text):
        at = sentence.starts[place]
        if character in sentence.mentions:
            assert sentence.mentions[character].start == at
        else:
            assert character == text[at] or (character == " " and not text[at].isalnum())
    assert list(sentence.mentions.values()) == found


def test_white_space_is_one_space_and_private_characters_of_the_text_are_no_mentions() -> None:
    private = class_of((Kind.MISSION,))[1]
    sentence = encode(f"a \n\t b{private}c\u00a0d", [])
    assert sentence.text == "a b c d"
    assert sentence.span(2, 3) == (5, 6)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It flew. It landed.", 2),
        ("The U.S. crew met Dr. Smith and J. F. Kennedy Jr. in May.", 1),
        ("Launched at 3 p.m. The crew slept.", 2),
        ("to the station (ISS).The mission ended.", 2),
        ("A title\nA sentence.", 2),
        ("It cost 2.5 million. No. 5 was next.", 2),
        ("", 0),
    ],
)
def test_sentences_end_at_stops_and_not_at_abbreviations(text: str, count: int) -> None:
    assert len(list(split(text))) == count


@given(st.text(max_size=200))
def test_sentences_are_in_order_without_overlap_and_lose_only_white_space(text: str) -> None:
    spans = list(split(text))
    ends = [0, *(end for _, end in spans)]
    assert all(a <= b for a, (b, _) in zip(ends, spans, strict=False))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
