"""Scripts by their codes in ISO 15924: https://www.unicode.org/iso15924/iso15924-codes.html"""

from __future__ import annotations

import pytest

from downrange.values.scripts import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Progress MS-04", "Latn"),
        ("Прогресс МС-04", "Cyrl"),
        # As the article on Progress MS-04 has it, with a Latin C by mistake.
        ("Прогресс МC-04", "Cyrl"),
        ("Ἀρχιμήδης", "Grek"),
        ("天舟一号", "Hani"),
        ("はやぶさ", "Hira"),
        ("누리호", "Hang"),
        ("11D55", "Latn"),
        ("1957-001", ""),
        ("", ""),
    ],
)
def test_a_text_is_in_the_script_of_most_of_its_letters(text: str, script: str) -> None:
    assert script_of(text) == script
