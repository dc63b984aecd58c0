"""Whatever the input, the program ends with a clear word and the other documents are built."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import rdflib

from tests.cli.conftest import Run

# rdflib's own parser still uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

INFOBOX = "= Test 9 =\n\nTest 9\n- Mission Type: Test\n- Operator: {}\n- Launch Mass: 10 kg\n"

# What each file holds. Every one is refused with a finding or read; none may do harm.
HOSTILE: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 8,
    "latin-1.txt": "= Café =\n\n- Operator: Société".encode("latin-1"),
    "utf-16.txt": "= Test =\n".encode("utf-16"),
    "nul.txt": b"= Test\x00 8 =\n\nTest\x00 8\n- Operator: A\x00B\n",
    "script.txt": INFOBOX.format('"> <script>alert(1)</script>').encode(),
    "iri-break.txt": INFOBOX.format("a> . <b> <c> <d").encode(),
    "spaces.txt": INFOBOX.format("  http://exa mple.org/{}|\\^`  ").encode(),
    "marks.txt": INFOBOX.format("\u202eabc\u202c \u200f\ufeff \u0007").encode(),
    "quotes.txt": INFOBOX.format('"""\\"\\u0000\\\r\n\'').encode(),
    "surrogate.txt": b"= Test 7 =\n\n- Operator: \xed\xa0\x80\n",
    "only-heading.txt": b"= =\n==\n== ==\n",
    "no-title.txt": b"- Launch Mass: 7 kg\n",
    "nested.wiki": b"{{Infobox spaceflight|name=" + b"{{a|" * 10_000,
    "closed.wiki": b"{{" * 5_000 + b"x" + b"}}" * 5_000,
    "links.wiki": b"{{Infobox spaceflight|name=Test 6|operator=" + b"[[" * 10_000 + b"}}",
    "comment.wiki": b"{{Infobox spaceflight|name=Test 5|operator=<!-- " + b"<!--" * 1_000,
    "truncated.jsonl.gz": gzip.compress(b'{"id": "1", "title": "T", "text": "x"}\n' * 99)[:40],
    "broken.jsonl": b'{"id": "1", "title": "T", "text": "fine"}\n{"id": \n[]\n{"id": "2"}\n',
}


@pytest.fixture
def folder(empty: Path, article: Path) -> Path:
    (empty / "article.txt").write_bytes(article.read_bytes())
    return empty


def harmless(err: str) -> bool:
    return "Traceback" not in err and "fault of the program" not in err


def test_hostile_documents_do_not_stop_the_others(run: Run, folder: Path) -> None:
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    outcome = run("build", "article.txt", *HOSTILE)
    assert outcome.status == 1
    assert harmless(outcome.err)
    written = (folder / "build" / "dataset.nq").read_text("utf-8")
    assert "/id/mission/progress-ms-04>" in written
    # An independent parser, which refuses what is no RDF.
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format="nquads")
    assert not any("<" in str(node) or " " in str(node) for node in dataset.subjects())


@pytest.mark.parametrize("name", HOSTILE)
def test_alone_it_ends_with_a_clear_word(run: Run, folder: Path, name: str) -> None:
    (folder / name).write_bytes(HOSTILE[name])
    outcome = run("build", name)
    assert outcome.status in (0, 1, 2)
    assert harmless(outcome.err)
    assert outcome.err.strip()


# An escape that clears the screen, a bell, and a mark that turns the direction of writing.
OBEYED = "\x1b\x07\u202e"


@pytest.mark.parametrize("command", ["facts", "explain", "build"])
def test_nothing_is_printed_that_a_terminal_would_obey(
    run: Run, folder: Path, command: str
) -> None:
    name = "Test\x1b[2J \x07\u202e9"
    text = INFOBOX.format("Some\x1b[2Jbody \u202e\x07").replace("Test 9", name)
    (folder / "obeyed.txt").write_text(text, "utf-8")
    run("build", "obeyed.txt")
    arguments = {"facts": ["obeyed.txt"], "build": ["obeyed.txt"], "explain": ["test-2j-9"]}
    outcome = run(command, *arguments[command])
    assert harmless(outcome.err)
    assert not set(OBEYED) & set(outcome.out + outcome.err)


def test_a_file_without_permission_or_of_another_kind_is_refused(run: Run, folder: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    outcome = run("build", "article.txt", "loop.txt")
    assert outcome.status in (1, 2)
    assert harmless(outcome.err)
    assert "loop.txt" in outcome.err


def test_an_article_of_fifty_megabytes_is_read_or_refused(run: Run, folder: Path) -> None:
    filler = "The mission went on, day after day, as planned in 2016. " * 20_000 + "\n\n"
    with (folder / "big.txt").open("w") as big:
        big.write(INFOBOX.format("Somebody"))
        for _ in range(50):
            big.write(filler)
    outcome = run("build", "article.txt", "big.txt")
    assert outcome.status in (0, 1)
    assert harmless(outcome.err)


def test_an_infobox_value_of_ten_megabytes_is_read_or_refused(run: Run, folder: Path) -> None:
    (folder / "wide.txt").write_text(INFOBOX.format("x, " * 3_500_000))
    outcome = run("build", "article.txt", "wide.txt")
    assert outcome.status in (0, 1)
    assert harmless(outcome.err)
