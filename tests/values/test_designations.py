from __future__ import annotations

import pytest

from downrange.values.designations import (
    cospar_year,
    find_cospar_ids,
    find_satcat_numbers,
    find_serials,
    parse_designated,
    parse_satcat_numbers,
)
from downrange.values.sites import parse_site


@pytest.mark.parametrize(
    ("text", "name", "serial", "designation"),
    [
        ("Progress MS-04 s/n 434", "Progress MS-04", "434", None),
        ("Progress (No.135)", "Progress", "135", None),
        ("Progress No. 135", "Progress", "135", None),
        ("Soyuz 7K-OK (№ 5)", "Soyuz 7K-OK", "5", None),
        ("Soyuz-U (s/n P15000-148)", "Soyuz-U", "P15000-148", None),
        ("Soyuz-U s/n Yu15000-363", "Soyuz-U", "Yu15000-363", None),
        ("Soyuz-U (s/n Ю15000-363)", "Soyuz-U", "Ю15000-363", None),
        ("Falcon 9 v1.1 (B1018)", "Falcon 9 v1.1", "B1018", None),
        ("Falcon 9 Block 5 B1051.3", "Falcon 9 Block 5", "B1051.3", None),
        ("Saturn IB AS-204", "Saturn IB", "AS-204", None),
        ("Saturn IB SA-205", "Saturn IB", "SA-205", None),
        ("Saturn V SA-508", "Saturn V", "SA-508", None),
        ("Saturn\u00a0V SA-511", "Saturn\u00a0V", "SA-511", None),
        ("Apollo CSM-109", "Apollo CSM-109", None, "CSM-109"),
        ("Apollo LM-7", "Apollo LM-7", None, "LM-7"),
        ("CSM-012", "CSM-012", None, "CSM-012"),
        ("Kosmos-3M", "Kosmos-3M", None, None),
        ("Soyuz-2.1a", "Soyuz-2.1a", None, None),
        ("Ariane 5 ECA", "Ariane 5 ECA", None, None),
        ("Proton-M/Briz-M", "Proton-M/Briz-M", None, None),
        ("AS-204", "AS-204", None, None),
        ("Progress MS-04", "Progress MS-04", None, None),
        ("Salyut 7", "Salyut 7", None, None),
    ],
)
def test_names_and_serial_numbers(
    text: str, name: str, serial: str | None, designation: str | None
) -> None:
    designated = parse_designated(text)
    assert designated is not None
    assert designated.name.text == name
    assert (designated.serial.text if designated.serial else None) == serial
    assert (designated.designation.text if designated.designation else None) == designation
    for words in (designated.name, designated.serial, designated.designation):
        assert words is None or text[words.start : words.end] == words.text


@pytest.mark.parametrize("text", ["", "  ", ", "])
def test_no_name(text: str) -> None:
    assert parse_designated(text) is None


def test_serials_in_prose() -> None:
    text = "Soyuz-U (s/n P15000-148) flew, Saturn IB AS-204 did not, nor the B1 bomber"
    assert [words.text for words in find_serials(text)] == ["P15000-148", "AS-204"]


def test_cospar_designations() -> None:
    text = "CSM: 1972-031A, LM: 1972-031C; not 1998-67A, 1965-033, 1899-001A or 2014-001ABCD"
    assert [words.text for words in find_cospar_ids(text)] == ["1972-031A", "1972-031C"]
    assert cospar_year("1965-033A") == 1965
    assert cospar_year("1965-033") is None


def test_satellite_catalogue_numbers() -> None:
    assert [words.text for words in parse_satcat_numbers("CSM: 6000\nLM: 6005")] == ["6000", "6005"]
    assert [words.text for words in parse_satcat_numbers("07752")] == ["07752"]
    assert parse_satcat_numbers("1972-031A") == ()
    prose = "with NORAD ID 25544, SATCAT number 41905, and 2442 kg"
    assert [words.text for words in find_satcat_numbers(prose)] == ["25544", "41905"]


@pytest.mark.parametrize(
    ("text", "spaceport", "pad", "rest"),
    [
        ("Baikonur, Site 1/5", "Baikonur", "Site 1/5", ""),
        ("Baikonur 1/5", "Baikonur", "Site 1/5", ""),
        ("Baikonur\u00a01/5", "Baikonur", "Site 1/5", ""),
        (
            "Baikonur Cosmodrome Site 31/6, Kazakhstan",
            "Baikonur Cosmodrome",
            "Site 31/6",
            "Kazakhstan",
        ),
        ("Cape Canaveral, SLC-40", "Cape Canaveral", "SLC-40", ""),
        ("Cape Canaveral SLC-40", "Cape Canaveral", "SLC-40", ""),
        ("Cape Canaveral Space Launch Complex 40", "Cape Canaveral", "SLC-40", ""),
        ("MARS, Pad 0A", "MARS", "Pad 0A", ""),
        ("Kennedy LC-39A", "Kennedy", "LC-39A", ""),
        (
            "Launch Complex 39A, Kennedy Space Center, Florida",
            "Kennedy Space Center",
            "LC-39A",
            "Florida",
        ),
        ("Cape Kennedy LC-34", "Cape Kennedy", "LC-34", ""),
        ("Kapustin Yar 107/2", "Kapustin Yar", "Site 107/2", ""),
        ("Guiana Space Centre ELA-3", "Guiana Space Centre", "ELA-3", ""),
        ("Kourou, ELS", "Kourou", "ELS", ""),
        ("Vandenberg, SLC-4E", "Vandenberg", "SLC-4E", ""),
        ("Jiuquan, SLS-1", "Jiuquan", "SLS-1", ""),
        ("Jiuquan, LA-4/SLS-1", "Jiuquan", "LA-4/SLS-1", ""),
        ("Tanegashima, LA-Y2", "Tanegashima", "LA-Y2", ""),
        ("Plesetsk, Site 43/4", "Plesetsk", "Site 43/4", ""),
        ("Vostochny Site 1S", "Vostochny", "Site 1S", ""),
        ("Satish Dhawan, Second Launch Pad", "Satish Dhawan", "Second Launch Pad", ""),
        ("LC-39A", None, "LC-39A", ""),
        ("Plesetsk", "Plesetsk", None, ""),
        ("Omelek Island, Kwajalein", "Omelek Island", None, "Kwajalein"),
    ],
)
def test_sites(text: str, spaceport: str | None, pad: str | None, rest: str) -> None:
    site = parse_site(text)
    assert site is not None
    assert (site.spaceport.text if site.spaceport else None) == spaceport
    assert (site.pad.text if site.pad else None) == pad
    assert site.rest == rest
    if site.spaceport:
        assert text[site.spaceport.start : site.spaceport.end] == site.spaceport.text
    if site.pad and pad:
        assert text[site.pad.start : site.pad.end].endswith(pad[-2:])


def test_no_site() -> None:
    assert parse_site(" ,") is None
