from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downrange.values.clocks import find_clock_times
from downrange.values.times import Precision, find_times, parse_time, time_on_day

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES = {
    Precision.YEAR: "gYear",
    Precision.MONTH: "gYearMonth",
    Precision.DAY: "date",
    Precision.HOUR: "dateTime",
    Precision.MINUTE: "dateTime",
    Precision.SECOND: "dateTime",
}


@pytest.mark.parametrize(
    ("text", "literal", "precision"),
    [
        ("1 December 2016, 14:51:52 UTC", "2016-12-01T14:51:52Z", "second"),
        ("1 December 2016 at 14:51:52 UTC", "2016-12-01T14:51:52Z", "second"),
        ("June 28, 2015, at 14:21:11 UTC", "2015-06-28T14:21:11Z", "second"),
        ("April 11, 1970, 19:13:00\u00a0UTC", "1970-04-11T19:13:00Z", "second"),
        ("January 27, 1967\n 23:31:19\u00a0UTC", "1967-01-27T23:31:19Z", "second"),
        ("2016-12-01T14:51:52Z", "2016-12-01T14:51:52Z", "second"),
        ("2016-12-01 14:51:52 GMT", "2016-12-01T14:51:52Z", "second"),
        ("19 April 1975, 07:30 UTC", "1975-04-19T07:30:00Z", "minute"),
        ("14:51 UTC on 1 December 2016", "2016-12-01T14:51:00Z", "minute"),
        ("14:51 UTC, 1 December 2016", "2016-12-01T14:51:00Z", "minute"),
        ("3 pm GMT on 1 December 2016", "2016-12-01T15:00:00Z", "hour"),
        ("February 21, 1967 (planned)", "1967-02-21", "day"),
        ("10 February 1992", "1992-02-10", "day"),
        ("1st of December, 2016", "2016-12-01", "day"),
        ("Dec. 1, 2016", "2016-12-01", "day"),
        ("11-Sep-2009", "2009-09-11", "day"),
        ("1957 October 4", "1957-10-04", "day"),
        ("1967-01-27", "1967-01-27", "day"),
        ("in March 2016", "2016-03", "month"),
        ("April, 2009", "2009-04", "month"),
        ("2014", "2014", "year"),
        ("2014 (planned)", "2014", "year"),
        ("Q3 2016", "2016", "year"),
        ("1 December 2016 (2016-12-01), 14:51:52 UTC", "2016-12-01T14:51:52Z", "second"),
        ("15 September 2016, 10:02 p.m. EDT (02:02 UTC)", "2016-09-16T02:02:00Z", "minute"),
    ],
)
def test_infobox_values(text: str, literal: str, precision: str) -> None:
    time = parse_time(text)
    assert time is not None
    assert (time.literal.value, time.precision) == (literal, precision)
    assert time.literal.datatype.value == _XSD + _TYPES[time.precision]
    assert time.interpretation == ""


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        # Apollo 16 was launched at 12:54 PM EST, which its infobox gives as 17:54:00 UTC, and
        # landed at 2:45 PM EST, 19:45:05 UTC; Apollo 13 at 13:13 CST, 19:13:00 UTC.
        ("12:54 PM EST on April 16, 1972", "1972-04-16T17:54:00Z"),
        ("2:45 PM EST on April 27, 1972", "1972-04-27T19:45:00Z"),
        ("April 11, 1970, at 13:13 CST", "1970-04-11T19:13:00Z"),
        ("7:21\u00a0pm EST, April 14, 1970", "1970-04-15T00:21:00Z"),
        ("3 December 2016, 19:43 UTC+3", "2016-12-03T16:43:00Z"),
        ("3 December 2016, 19:43 UTC+03:00", "2016-12-03T16:43:00Z"),
        ("3 December 2016, 22:13 IST", "2016-12-03T16:43:00Z"),
        ("4 December 2016, 01:43 JST", "2016-12-03T16:43:00Z"),
        ("3 December 2016, 08:43 PST", "2016-12-03T16:43:00Z"),
        ("3 December 2016, 10:43 a.m. CST", "2016-12-03T16:43:00Z"),
        ("4 December 2016, 12:43 am Beijing Time", "2016-12-03T16:43:00Z"),
        ("3 December 2016, 19:43 Moscow Time", "2016-12-03T16:43:00Z"),
        ("3 December 2012, 20:43 MSK", "2012-12-03T16:43:00Z"),
        ("3 July 1990, 20:43 Moscow Time", "1990-07-03T16:43:00Z"),
        ("3 December 1969, 19:43 Moscow Time", "1969-12-03T16:43:00Z"),
        ("11:05 PM EST (04:05 UTC) on December 3, 2016", "2016-12-04T04:05:00Z"),
        ("April 11, 1970, 11 pm local time (03:00 UTC)", "1970-04-12T03:00:00Z"),
        ("1 December 2016, 20:51 local time (14:51 UTC)", "2016-12-01T14:51:00Z"),
        ("January 27, 1967, 1:00 pm EST (1800 GMT)", "1967-01-27T18:00:00Z"),
    ],
)
def test_zones(text: str, literal: str) -> None:
    time = parse_time(text)
    assert time is not None
    assert time.literal.value == literal
    assert (time.start, time.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("April 10, 1972, at 8:30 AM", "no zone"),
        ("1967-01-27 23:31:19", "no zone"),
        ("10:05 AM local time on Friday, October 11, 1968", "unknown"),
        ("1 October 1990, 12:00 Moscow Time", "unknown"),
        ("January 27, 1967, 6:31:19 (23:31:19 GMT)", "morning or evening"),
        ("1 December 2016, 13:75 pm UTC", ""),
        ("1 December 2016, 14:51 pm UTC", "no time of day"),
    ],
)
def test_what_is_not_fixed_is_not_guessed(text: str, said: str) -> None:
    time = parse_time(text)
    assert time is not None
    assert time.precision is Precision.DAY
    assert said in time.interpretation
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", time.literal.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("in 2014", "2014-01-01T00:00:00Z", "2014-12-31T23:59:59Z"),
        ("in February 2016", "2016-02-01T00:00:00Z", "2016-02-29T23:59:59Z"),
        ("in December 2016", "2016-12-01T00:00:00Z", "2016-12-31T23:59:59Z"),
        ("1 December 2016", "2016-12-01T00:00:00Z", "2016-12-01T23:59:59Z"),
        ("1 December 2016, 3 pm UTC", "2016-12-01T15:00:00Z", "2016-12-01T15:59:59Z"),
        ("1 December 2016, 14:51 UTC", "2016-12-01T14:51:00Z", "2016-12-01T14:51:59Z"),
        ("1 December 2016, 14:51:52 UTC", "2016-12-01T14:51:52Z", "2016-12-01T14:51:52Z"),
        ("27 January 1967, 23:31:04.7 UTC", "1967-01-27T23:31:04.7Z", "1967-01-27T23:31:04.7Z"),
    ],
)
def test_the_interval_that_words_cover(text: str, earliest: str, latest: str) -> None:
    time = parse_time(text)
    assert time is not None
    assert (time.earliest.value, time.latest.value) == (earliest, latest)
    assert time.earliest.datatype.value == time.latest.datatype.value == _XSD + "dateTime"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UTC",
        "14:51:52 UTC",
        "Failed to orbit",
        "M-27M",
        "65P",
        "s/n 434",
        "B1018",
        "11D55",
        "1998-067A",
        "Soyuz 2016",
        "31 February 2011",
        "February 30, 2012",
        "2011-02-29",
        "3/4/1961",
        "after 2000 orbits",
        "from 1900 to 2100 km",
        "in 1960s",
        "They may march",
        "14–16 October 1976",
        "Progress MS-04",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 1 December 2016", "about"),
        ("no earlier than March 2016", "at least"),
        ("not before 2017", "at least"),
        ("no later than 20 December 2016", "at most"),
        ("on 3 December 2016, at about 16:43 UTC", "about"),
        ("on 3 December 2016", ""),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    times = [t.qualifier for t in find_times(text)]
    assert times == [qualifier]


def test_a_lone_year_with_its_qualifier() -> None:
    time = parse_time("NET 2025")
    assert time is not None
    assert (time.literal.value, time.qualifier) == ("2025", "at least")


def test_the_article(article: Path, shared: Path) -> None:
    path = article if article.is_file() else shared / "documents/text/progress-ms-04.txt"
    text = path.read_text(encoding="utf-8")
    found = [(text[t.start : t.end], t.literal.value) for t in find_times(text)]
    assert found == [
        ("1 December 2016, 14:51:52 UTC", "2016-12-01T14:51:52Z"),
        ("2015", "2015"),
        ("2014", "2014"),
        ("28 April 2015", "2015-04-28"),
        ("March 2016", "2016-03"),
        ("1 July 2016", "2016-07-01"),
        ("September 2016", "2016-09"),
        ("1 December 2016", "2016-12-01"),
        ("3 December 2016, at 16:43:06 UTC", "2016-12-03T16:43:06Z"),
        ("1 December 2016 at 14:51:52 UTC", "2016-12-01T14:51:52Z"),
        ("3 December 2016", "2016-12-03"),
        ("20 December 2016", "2016-12-20"),
        ("11 January 2017", "2017-01-11"),
        ("23 January 2017", "2017-01-23"),
        ("28 January 2017", "2017-01-28"),
    ]


def test_clock_times_without_their_date() -> None:
    text = "failed at 23:30:55 GMT; at 6:31:06.2 (23:31:06.2 GMT) a cry; held at 5:40 pm until 6:20"
    clocks = list(find_clock_times(text))
    assert [text[c.start : c.end] for c in clocks] == ["23:30:55 GMT", "6:31:06.2 (23:31:06.2 GMT)"]
    times = [time_on_day(clock, date(1967, 1, 27)).literal.value for clock in clocks]
    assert times[0] == "1967-01-27T23:30:55Z"
    # The article means 6:31 in the evening but does not say so: from morning, GMT's day differs.
    assert times[1] == "1967-01-27"


_LAYOUTS = {
    "{d} {month} {y}": "day",
    "{month} {d}, {y}": "day",
    "{y}-{m:02}-{d:02}": "day",
    "{d} {mon} {y}": "day",
    "{y} {month} {d}": "day",
    "{d} {month} {y}, {H:02}:{M:02} UTC": "minute",
    "{month} {d}, {y}, at {H:02}:{M:02}:{S:02} UTC": "second",
    "{H:02}:{M:02} GMT on {d} {month} {y}": "minute",
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}Z": "second",
    "{y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02} UTC": "second",
    "{h} {half} UTC, {month} {d}, {y}": "hour",
    "{h}:{M:02}:{S:02} {half} UTC on {d} {month} {y}": "second",
}
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CUT = {"day": 24 * 3600, "hour": 3600, "minute": 60, "second": 1}


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from(sorted(_LAYOUTS)),
    st.sampled_from(["{}", "It was launched on {} from Baikonur.", "({})", "{}, and"]),
)
def test_a_written_time_is_read_back(moment: datetime, layout: str, frame: str) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    words = layout.format(
        d=moment.day,
        m=moment.month,
        y=moment.year,
        month=_NAMES[moment.month - 1],
        mon=_NAMES[moment.month - 1][:3],
        H=moment.hour,
        M=moment.minute,
        S=moment.second,
        h=moment.hour % 12 or 12,
        half="pm" if moment.hour >= 12 else "am",
    )
    text = frame.format(words)
    (time,) = find_times(text)
    assert text[time.start : time.end] == words
    assert time.precision == _LAYOUTS[layout]
    length = timedelta(seconds=_CUT[_LAYOUTS[layout]])
    earliest = datetime.fromisoformat(time.earliest.value)
    latest = datetime.fromisoformat(time.latest.value)
    assert earliest <= moment <= latest
    assert latest - earliest == length - timedelta(seconds=1)


@given(st.text(alphabet="0123456789:-–, ()ADJMarchMayUTCpmESTinof\n\u00a0", max_size=80))
def test_any_text_is_survived_and_spans_fit(text: str) -> None:
    end = 0
    for time in find_times(text):
        assert end <= time.start < time.end <= len(text)
        assert time.earliest.value <= time.latest.value
        end = time.end
