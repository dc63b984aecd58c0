"""Values as a reader of the page sees them, one mark or template at a time."""

from __future__ import annotations

import pytest

from downrange.documents.model import Infobox, InfoboxField
from downrange.documents.wikitext import parse_wikitext


def only_field(value: str) -> InfoboxField:
    (infobox,) = parse_wikitext(f"{{{{Infobox spaceflight\n| key = {value}\n}}}}").infoboxes
    (field,) = infobox.fields
    return field


def infobox(text: str) -> Infobox:
    (found,) = parse_wikitext(text).infoboxes
    return found


VALUES = {
    # quantities: https://en.wikipedia.org/wiki/Template:Convert, as put in
    "{{convert|45000|lb|kg|disp=flip}}": "45000 lb",
    "{{cvt|10,735|kg}}": "10,735 kg",
    "{{Convert|46|-|52|m|ft|abbr=on}}": "46–52 m",
    "{{convert|3|and|5|km}}": "3 and 5 km",
    "{{convert|3|to|5|km|mi}}": "3 to 5 km",
    "{{convert|3|x|5|m}}": "3 × 5 m",
    "{{convert|3|x|5|x|7|m}}": "3 × 5 × 7 m",
    "{{convert|5|ft|6|in|m}}": "5 ft 6 in",
    "{{convert|260|km|0|abbr=on}}": "260 km",
    "{{convert|-40|C}}": "-40 °C",
    "{{convert|4.5|e6km|mi}}": "4.5 million km",
    "{{convert|{{formatnum:5}}|km}}": None,
    "{{convert|about five|km}}": None,
    "{{val|1.5|0.2|e=6|u=km}}": "1.5 ± 0.2×10^6 km",
    "N{{chem|2|O|4}}": "N2O4",
    "{{frac|3|1|2}} hours": "3 1/2 hours",
    "{{euro|5 million}}": "€5 million",
    # dates: https://en.wikipedia.org/wiki/Template:Start_date
    "{{Start date|1967|01|27}}": "January 27, 1967",
    "{{start date|1967|1|27|df=yes}}": "27 January 1967",
    "{{Start_date|2016|12|1|14|51|52|Z|df=y}}": "1 December 2016, 14:51:52 UTC",
    "{{start date and age|1993|02|24|08|30}}": "February 24, 1993, 08:30",
    "{{end date|1975|4}}": "April 1975",
    "{{end-date|1975}}": "1975",
    "{{start-date|October 11, 1968, 15:02:45|timezone=yes}}&nbsp;UTC": (
        "October 11, 1968, 15:02:45 UTC"
    ),
    "{{start date|1967|13|27}}": None,
    "{{date|2016-12-01}}": "1 December 2016",
    "{{as of|2017|6}}": "As of June 2017",
    "{{time interval|11 October 1968 15:02:45|22 October 1968 11:11:48|show=dhms|sep=,}}": (
        "10 days, 20 hours, 9 minutes, 3 seconds"
    ),
    "{{time interval|2016-12-01 00:00|2016-12-02 01:00}}": "1 day and 1 hour",
    "{{time interval|1 December 2016}}": None,
    # places: https://en.wikipedia.org/wiki/Template:Coord
    "{{coord|21|38|24|S|165|21|42|W|type:event}}": "21°38′24″S 165°21′42″W",
    "{{Coord|0|43|S|156|13|W}}": "0°43′S 156°13′W",
    "{{coord|8.97301|S|15.50019|E}}": "8.97301°S 15.50019°E",
    "{{coord|-8.97|15.5|display=inline}}": "8.97°S 15.5°E",
    "{{coord}}": None,
    "{{flag|USA}}": "United States",
    "{{flagicon|USA}} [[NASA]]": "NASA",
    "{{flagcountry|Soviet Union}}": "Soviet Union",
    "{{USSR}}": "Soviet Union",
    "{{USS|Iwo Jima|LPH-2|6}}": "USS Iwo Jima (LPH-2)",
    "{{ship|USS|Hornet}}": "USS Hornet",
    # lists
    "{{ubl|a|b}}": "a\nb",
    "{{Unbulleted list\n |a\n |<small>b\n |c</small>\n}}": "a\nb\nc",
    "{{plainlist|\n* a\n* b\n}}": "a\nb",
    "{{flatlist|\n* a\n* [[b]]\n}}": "a\nb",
    "{{hlist|a|b}}": "a\nb",
    "\n* a\n* b": "a\nb",
    "a\n* \n* b": "a\nb",
    "a<br>b<br/>c<br />d{{br}}e": "a\nb\nc\nd\ne",
    "a{{ubl|b|}}c": "a\nb\nc",
    # words
    "''a'' '''b''' it's": "a b it's",
    "a&nbsp;b &mdash; c&#8211;d": "a b — c–d",
    "a{{nbsp}}b{{snd}}c{{ndash}}d": "a b – c–d",
    "{{nowrap|a {{small|b}}}}": "a b",
    "<small>a</small> <span style='x'>b</span>": "a b",
    "{{abbr|LEO|low Earth orbit}}": "LEO",
    "{{lang|ru|Прогресс}}": "Прогресс",
    "{{ill|Voronezh|ru|x}}": "Voronezh",
    "H<sub>2</sub>O 10<sup>6</sup> 1<sup>st</sup>": "H2O 10^6 1st",
    "a<!-- not b -->c": "ac",
    "<!-- only a note -->": None,
    "<nowiki>[[a]] {{b}}</nowiki>": "[[a]] {{b}}",
    "a\nb": "a b",
    "a   b\tc": "a b c",
    "{{success}}": "Success",
    # links
    "[[Moon|Lunar]]": "Lunar",
    "[[low Earth orbit]]al": "low Earth orbital",
    "[[Apollo 13 (film)|]]": "Apollo 13",
    "[[:Category:Moon]]": "Category:Moon",
    "a [[File:x.jpg|thumb|b [[c]]]] d": "a d",
    "[https://nasa.gov NASA page]": "NASA page",
    "[https://nasa.gov]": "https://nasa.gov",
    "{{URL|nasa.gov}}": "nasa.gov",
    # what cannot be known
    "{{never heard of it|a}}": None,
    "{{#if:a|b}}{{{c|d}}}": None,
    # what must not be taken for mark-up
    '"> <script>alert(1)</script>': '"> <script>alert(1)</script>',
    "a \u202eb\u200f": "a \u202eb\u200f",
    "1 < 2 > 0": "1 < 2 > 0",
    "AT&T &unknown; &": "AT&T &unknown; &",
}


@pytest.mark.parametrize("source", VALUES)
def test_a_value_reads_as_on_the_page(source: str) -> None:
    expected = VALUES[source]
    if expected is None:
        fields = infobox(f"{{{{Infobox spaceflight\n| key = {source}\n}}}}").fields
        assert fields == ()
    else:
        assert only_field(source).value.text == expected


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("[[Moon]]", "Moon", "Moon"),
        ("see [[Soyuz_(rocket)#Soyuz-U|Soyuz-U]] s/n 1", "Soyuz (rocket)", "Soyuz-U"),
        ("{{nowrap|[[Low Earth orbit|LEO]]}}", "Low Earth orbit", "LEO"),
        ("{{USS|Hornet|CV-12}}", "USS Hornet (CV-12)", "USS Hornet (CV-12)"),
        ("[[Foo&amp;Bar|x]]", "Foo&Bar", "x"),
        ("[https://nasa.gov NASA]", "https://nasa.gov", "NASA"),
    ],
)
def test_a_link_covers_its_words(source: str, target: str, words: str) -> None:
    value = only_field(source).value
    (link,) = value.links
    assert (link.target, link.span.of(value.text)) == (target, words)


def test_a_link_within_the_page_is_none() -> None:
    value = only_field("[[#Crew|the crew]]").value
    assert (value.text, value.links) == ("the crew", ())


@pytest.mark.parametrize(
    "name",
    ["Infobox spaceflight", "infobox Spaceflight", "Infobox_spaceflight", "Template:Infobox "
     "spaceflight", " Infobox  spaceflight\n"],
)  # fmt: skip
def test_a_templates_name_in_any_form(name: str) -> None:
    assert infobox(f"{{{{{name}|name=A}}}}").template == "Infobox spaceflight"


def test_of_two_values_the_last_is_read_and_the_other_told() -> None:
    content = parse_wikitext("{{Infobox spaceflight|apsis=gee|apsis=selene}}")
    (field,) = content.infoboxes[0].fields
    assert field.value.text == "selene"
    assert [(f.code, f.quote) for f in content.findings] == [("duplicate-parameter", "apsis=gee")]


def test_an_unknown_template_is_told_once_with_its_place() -> None:
    text = "{{mystery|a}} Prose {{Mystery|b}} {{citation needed}} {{Use dmy dates}}."
    (finding,) = parse_wikitext(text).findings
    assert (finding.code, finding.quote, finding.start, finding.end) == (
        "unknown-template",
        "{{mystery|a}}",
        0,
        13,
    )


REFERENCES = """{{Infobox spaceflight
| name = A<ref>[https://a.org/1 First page], 1999</ref>
| operator = B<ref name=two/><ref name="missing" />
| programme = {{ubl|C<ref name=two/>|D}}
| apsis = {{ubl|E|F}}<ref name='two' />
| power = <ref name=two/>
}}
Prose.<ref name="two" group=note>{{Cite news |url=https://b.org |title=''Second'' page
 |newspaper=[[The Paper]] |date=2 May 2001 |access-date=3 May 2001<!-- x -->}}</ref>
"""


def test_references_by_content_and_by_name() -> None:
    name, operator, programme, apsis = infobox(REFERENCES).fields
    (first,) = name.value.citations
    assert (first.url, first.title) == ("https://a.org/1", "First page, 1999")
    second, missing = operator.value.citations
    assert (second.title, second.publisher) == ("Second page", "The Paper")
    assert (second.url, second.date, second.accessed) == (
        "https://b.org",
        "2 May 2001",
        "3 May 2001",
    )
    assert (missing.name, missing.title) == ("missing", "")
    assert [len(item.citations) for item in programme.items] == [1, 0]
    assert [len(item.citations) for item in apsis.items] == [1, 1]
    assert name.value_span.of(REFERENCES) == "A"


PROSE = """{{About|the mission}}
[[File:A.jpg|thumb|A caption with [[links]].]]
'''A''' was a [[mission]].<ref>Nobody</ref> It weighed
{{convert|5|t|lb}}.

* One
* Two
** Three
After the list.
{| class="wikitable"
! Head
|-
| == No heading ==
|}
{{reflist}}
== ''Crew'' & [[Moon|Lunar]] module <!-- note --> ==
: Indented.

{{quote|Houston, we've had a problem.}}
{{Navbox|a=
== Nor this ==
}}
=== Backup ===
[[Category:A]] [[fr:A]]
"""


def test_prose_without_what_surrounds_it() -> None:
    lead, crew, backup = parse_wikitext(PROSE).sections
    assert lead.body.text == (
        "A was a mission. It weighed 5 t.\n\nOne\nTwo\nThree\nAfter the list."
    )
    assert (crew.title, crew.level, crew.path) == ("Crew & Lunar module", 2, (crew.title,))
    assert crew.body.text == "Indented.\n\nHouston, we've had a problem."
    assert (backup.path, backup.body.text) == ((crew.title, "Backup"), "")
    assert lead.body.citations == ()
