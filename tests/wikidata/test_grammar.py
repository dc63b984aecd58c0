"""The grammar of QuickStatements V1: what is written is read the same by the service's rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.errors import LinkError
from downrange.wikidata.grammar import Command, checked, commented, read_command
from tests.wikidata import v1


@pytest.mark.parametrize(
    "line",
    [
        "Q990000001\tP137\tQ190795",
        "Q990000001\tP2067\t7285U11570",
        "Q990000001\tP2045\t-51.66U28390",
        "Q990000001\tP1418\t34",
        "Q990000001\tP619\t+2016-12-01T00:00:00Z/11",
        "Q990000001\tP619\t+2016-12-00T00:00:00Z/10",
        "Q990000001\tP619\t+2016-00-00T00:00:00Z/9",
        'Q990000001\tP247\t"2016-099A"\tS854\t"https://example.org/"\tS813\t+2024-05-31T00:00:00Z/11',
        'Q990000001\tP247\t"2016-099A" /* Invented: “a word” */',
    ],
)
def test_a_command_is_read_as_it_was_written(line: str) -> None:
    assert str(read_command(line)) == line
    assert checked(read_command(line)) == line
    (service,) = v1.read(f"{line}\n")
    assert (service.item, service.property) == tuple(line.split("\t")[:2])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Q990000001\tP137",
        "Q990000001|P137|Q190795",
        "-Q990000001\tP137\tQ190795",
        "LAST\tP137\tQ190795",
        "CREATE",
        "Q0\tP137\tQ190795",
        "Q990000001\tQ137\tQ190795",
        'Q990000001\tLen\t"label"',
        "Q990000001\tP137\tRoscosmos",
        "Q990000001\tP137\tsomevalue",
        # Without its precision the service takes a time for a year, and none is finer than a day.
        "Q990000001\tP619\t+2016-12-01T00:00:00Z",
        "Q990000001\tP619\t+2016-12-01T14:51:52Z/14",
        "Q990000001\tP619\t+2016-12-01T14:51:52Z/11",
        "Q990000001\tP619\t+2016-12-32T00:00:00Z/11",
        "Q990000001\tP619\t+2016-12-01T00:00:00Z/9",
        "Q990000001\tP619\t2016-12-01",
        "Q990000001\tP2067\t7.285e3U11570",
        "Q990000001\tP2067\t7285[7284,7286]U11570",
        "Q990000001\tP2067\t7285 kg",
        "Q990000001\tP2067\t7285UQ11570",
        'Q990000001\tP247\t"a"b"',
        'Q990000001\tP247\t"a|b"',
        'Q990000001\tP247\t" a"',
        'Q990000001\tP247\t""',
        'Q990000001\tP247\t"a\u2028b"',
        'Q990000001\tP247\t"a"\tS854',
        'Q990000001\tP247\t"a"\tP854\t"b"',
        'Q990000001\tP247\t"a" /* one */ two */',
        'Q990000001\tP247\t"a"\n',
        "Q990000001\tP137\tQ190795\nQ990000002\tP137\tQ190795",
    ],
)
def test_what_the_service_would_misread_is_refused(line: str) -> None:
    with pytest.raises(LinkError):
        read_command(line)


@given(st.text())
def test_no_string_breaks_out(words: str) -> None:
    command = Command("Q990000001", "P247", f'"{words}"', (("P854", '"https://example.org/"'),))
    try:
        line = checked(command)
    except LinkError:
        return
    (service,) = v1.read(f"{line}\n")
    assert service.value == ("string", (words,))
    assert len(service.sources) == 1


@given(st.text())
def test_no_comment_breaks_out(words: str) -> None:
    said = commented(words)
    line = checked(Command("Q990000001", "P137", "Q190795", (), said))
    (service,) = v1.read(f"{line}\n")
    assert service.value == ("item", ("Q190795",))
    assert service.summary == said


@given(st.text(alphabet='*/ "|\t\nab'))
def test_no_comment_of_delimiters_breaks_out(words: str) -> None:
    line = checked(Command("Q990000001", "P137", "Q190795", (), commented(words)))
    assert len(v1.read(line)) == 1
