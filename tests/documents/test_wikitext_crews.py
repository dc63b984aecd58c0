"""Crew tables in wikitext: a line for each position, in the source's words."""

from __future__ import annotations

from downrange.documents.wikitext import parse_wikitext

CREW = """==Crew==
{{Spaceflight crew
|terminology = Cosmonaut
|position1   = Commander
|crew1_up    = [[Leonid Kizim]]
|crew1_down  = [[Leonid Kizim]]
|flights1_up = Second
|position2   = Flight Engineer
|crew2_up    = [[Vladimir Solovyov (cosmonaut)|Vladimir Solovyov]]
|crew2_down  = [[Gennadi Strekalov]]
}}
They flew in 1984.
"""


def test_each_who_holds_a_position_has_a_line() -> None:
    (section,) = (s for s in parse_wikitext(CREW).sections if s.title == "Crew")
    assert section.body.text.split("\n\n") == [
        "Commander: Leonid Kizim\n"
        "Flight Engineer: Vladimir Solovyov\n"
        "Flight Engineer, landing: Gennadi Strekalov",
        "They flew in 1984.",
    ]


def test_the_words_of_a_line_stand_in_the_source() -> None:
    (section,) = (s for s in parse_wikitext(CREW).sections if s.title == "Crew")
    words = "Flight Engineer: Vladimir Solovyov"
    start = section.body.text.index(words)
    span = section.body.source_span(start, start + len(words))
    source = span.of(CREW)
    assert source.startswith("Flight Engineer\n|crew2_up")
    assert source.rstrip("]").endswith("Vladimir Solovyov")


def test_a_position_that_nobody_holds_has_no_line() -> None:
    text = "{{Spaceflight crew|position1=Commander|crew1_up=|position2=Pilot|crew2_up=Li Wei}}"
    assert parse_wikitext(text).sections[0].body.text == "Pilot: Li Wei"
