"""Files, folders, globs and standard input; what cannot be read is told, the rest is read."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest

from downrange.documents.limits import MAX_DOCUMENT_BYTES
from downrange.documents.model import Document, DocumentFormat
from downrange.documents.reader import read_documents
from downrange.errors import DocumentError


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(*paths: object, stdin: bytes = b"") -> list[Document | DocumentError]:
    return list(read_documents([str(path) for path in paths], io.BytesIO(stdin)))


def document(*paths: object, stdin: bytes = b"") -> Document:
    (result,) = read(*paths, stdin=stdin)
    assert isinstance(result, Document), result
    return result


def error(*paths: object, stdin: bytes = b"") -> DocumentError:
    (result,) = read(*paths, stdin=stdin)
    assert isinstance(result, DocumentError), result
    return result


def slugs(results: list[Document | DocumentError]) -> list[str]:
    return [r.source.slug if isinstance(r, Document) else type(r).__name__ for r in results]


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf= A =\r\n\r\nOne.\rTwo e\xcc\x81.\r\n"
    result = document(write(tmp_path / "a.txt", raw))
    text = "= A =\n\nOne.\nTwo e\u0301.\n"
    assert result.text == text
    assert result.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert result.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("raw", "message", "place"),
    [
        (b"", "empty", "a.txt"),
        (b" \n\t\n", "empty", "a.txt"),
        (b"one\ntwo\0three", "NUL at byte 7", "a.txt:2:4"),
        (b"one\r\nt\xc3\xa9\xff", "0xFF at byte 8", "a.txt:2:3"),
        ("Zürich".encode("utf-16"), "NUL at byte 3", "a.txt:1:4"),
        ("Zürich".encode("latin-1"), "0xFC at byte 1", "a.txt:1:2"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes, message: str, place: str) -> None:
    result = error(write(tmp_path / "a.txt", raw))
    assert message in result.message
    assert str(result.place).endswith(place)
    assert result.advice


def test_an_enormous_article_is_refused(tmp_path: Path) -> None:
    result = error(write(tmp_path / "a.txt", b"word " * (MAX_DOCUMENT_BYTES // 5 + 1)))
    assert "more than" in result.message


def test_a_folder_is_read_in_order_and_below(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "Bravo.")
    write(tmp_path / "a.wiki", "'''Alpha'''.")
    write(tmp_path / "sub" / "c.txt", "Charlie.")
    write(tmp_path / ".hidden" / "d.txt", "Delta.")
    write(tmp_path / "e.png", b"\x89PNG\0")
    assert slugs(read(tmp_path)) == ["a", "b", "c"]


def test_paths_may_overlap_and_come_in_any_order(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.txt", "Alpha."), write(tmp_path / "b.txt", "Bravo.")
    assert slugs(read(b, tmp_path, f"{tmp_path}/*.txt", a)) == ["a", "b"]


def test_a_bad_document_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Alpha.")
    write(tmp_path / "b.txt", b"\xff")
    write(tmp_path / "c.txt", "Charlie.")
    assert slugs(read(tmp_path)) == ["a", "DocumentError", "c"]


@pytest.mark.parametrize("path", ["nowhere.txt", "none/*.txt", "a\0b"])
def test_a_path_that_is_nothing_is_an_error(tmp_path: Path, path: str) -> None:
    assert error(tmp_path / path if "\0" not in path else path).advice


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert "no document" in error(tmp_path).message


def test_standard_input_without_a_title_is_named_by_its_digest() -> None:
    raw = b"Sputnik flew."
    result = document("-", stdin=raw)
    assert result.title == ""
    assert result.source.slug == hashlib.sha256(raw).hexdigest()[:16]
    assert (result.source.site, result.source.location) == ("local", "-")


def test_a_corpus_on_standard_input() -> None:
    stdin = b'{"id": 7, "title": "Vostok 1", "text": "Gagarin flew."}\n'
    assert document("-", stdin=stdin).source.slug == "vostok-1"


def test_standard_input_is_left_open() -> None:
    stream = io.BufferedReader(io.BytesIO(b"Words."))
    list(read_documents(["-"], stream))
    assert not stream.closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= A =\n\n- Operator: NASA\n", DocumentFormat.ARTICLE_TEXT),
        ("Plain prose about {braces} and [brackets].", DocumentFormat.ARTICLE_TEXT),
        ("{{Infobox spaceflight|name=A}}", DocumentFormat.WIKITEXT),
        ("Launched by [[NASA]].", DocumentFormat.WIKITEXT),
        ("'''Apollo 7''' flew.", DocumentFormat.WIKITEXT),
    ],
)
def test_the_format_is_told_from_the_content(
    tmp_path: Path, text: str, expected: DocumentFormat
) -> None:
    assert document(write(tmp_path / "a.txt", text)).format is expected


def test_a_wikitext_file_has_its_name_for_a_title(tmp_path: Path) -> None:
    result = document(write(tmp_path / "Falcon_9_v1.1.wiki", "A rocket."))
    assert (result.title, result.source.slug) == ("Falcon 9 v1.1", "falcon-9-v1-1")


METADATA = 'title = "Apollo 13"\nurl = "https://EN.wikipedia.org/wiki/Apollo_13"\n'


def test_metadata_beside_a_document(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", METADATA + "retrieved = 2024-05-31\n")
    result = document(write(tmp_path / "a.txt", "Prose."))
    assert (result.title, result.source.site) == ("Apollo 13", "en.wikipedia.org")
    assert (result.source.slug, result.source.retrieved) == ("apollo-13", "2024-05-31")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('licens = "x"', "nearest name is “licence”"),
        ("slug = 3", "“slug” is int 3"),
        ('url = "wikipedia"', "not the address"),
        ('url = "https://a b/"', "not the address"),
        ('retrieved = "yesterday"', "not a date"),
        ('language = "english language"', "not a tag"),
        ("[source]", "nearest name is"),
        ("licence = ", "not TOML"),
    ],
)
def test_wrong_metadata_is_refused_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    write(tmp_path / "a.toml", f'# About a.txt\ntitle = "Apollo 13"\n{line}\n')
    result = error(write(tmp_path / "a.txt", "Prose."))
    assert message in result.message
    assert str(result.place).endswith("a.toml:3")


def test_two_documents_of_one_name_are_told_apart_by_metadata(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "= Apollo 13 =\n\nThe mission.")
    write(tmp_path / "b.txt", "= Apollo 13 =\n\nThe film.")
    first, second = read(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, DocumentError)
    assert "a.txt" in second.message
    assert "b.txt" in str(second.place)
    assert "slug =" in second.advice
    write(tmp_path / "b.toml", 'slug = "apollo-13-film"')
    assert slugs(read(tmp_path)) == ["apollo-13", "apollo-13-film"]


def test_one_title_on_two_sites_stays_two_documents(tmp_path: Path) -> None:
    for name, host in (("a", "en.wikipedia.org"), ("b", "www.example.org")):
        write(tmp_path / f"{name}.txt", "= Apollo 13 =\n\nProse.")
        write(tmp_path / f"{name}.toml", f'url = "https://{host}/Apollo_13"')
    results = read(tmp_path)
    assert [r.source.site for r in results if isinstance(r, Document)] == [
        "en.wikipedia.org",
        "www.example.org",
    ]


ROWS = (
    json.dumps({"id": "1", "title": "Apollo 7", "text": "{{Infobox spaceflight|name=Apollo 7}}"}),
    '{"id": "2", "title": ',
    "",
    json.dumps({"id": 3, "text": "= Apollo 8 =\n\n- Operator: NASA\n"}),
    json.dumps({"id": 4}),
    json.dumps(["no", "object"]),
    json.dumps({"id": 5, "text": 5}),
    '{"id": 6, "text": "half \\ud800 a pair"}',
    json.dumps({"id": 7, "text": "NUL \0 here"}),
    json.dumps({"id": 8, "text": "x", "url": "ftp://nowhere"}),
    json.dumps(
        {"id": "9", "title": "Apollo 9", "text": "Prose.", "url": "https://a.org/9", "licence": "L"}
    ),
)


@pytest.mark.parametrize(
    ("extension", "compress"),
    [(".jsonl", bytes), (".jsonl.gz", gzip.compress), (".ndjson.bz2", bz2.compress)],
)
def test_a_corpus_names_its_bad_lines(tmp_path, extension, compress) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / f"corpus{extension}", compress("\n".join(ROWS).encode()))
    results = read(path)
    documents = [r for r in results if isinstance(r, Document)]
    assert [d.source.slug for d in documents] == ["apollo-7", "apollo-8", "apollo-9"]
    assert [d.format for d in documents] == [
        DocumentFormat.WIKITEXT,
        DocumentFormat.ARTICLE_TEXT,
        DocumentFormat.ARTICLE_TEXT,
    ]
    assert documents[2].source.site == "a.org"
    assert documents[2].source.licence == "L"
    places = [str(r.place) for r in results if isinstance(r, DocumentError)]
    assert [p.removeprefix(f"{path}:").split(":")[0] for p in places] == [
        "2", "5", "6", "7", "8", "9", "10",
    ]  # fmt: skip


def test_a_truncated_corpus_gives_what_came_before(tmp_path: Path) -> None:
    rows = "".join(f'{{"id": "r{n}", "text": "Row number {n}."}}\n' for n in range(5000))
    path = write(tmp_path / "c.jsonl.gz", gzip.compress(rows.encode())[:-2000])
    *before, last = read(path)
    assert isinstance(last, DocumentError)
    assert "cannot be read further" in last.message
    assert slugs(before)[:2] == ["r0", "r1"]


@pytest.mark.parametrize("name", ["c.jsonl.gz", "c.jsonl.bz2"])
def test_what_only_seems_compressed_is_an_error(tmp_path: Path, name: str) -> None:
    assert error(write(tmp_path / name, '{"id": 1, "text": "x"}')).advice
