"""A document's page: the whole article, and every passage within reach."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from downrange.dataset import Dataset
from downrange.publication import Publication
from downrange.publication.claims import Quote
from downrange.publication.document import Note, blocks
from downrange.publication.names import Reference
from tests.publication.conftest import DOCUMENT, GetPage

_OA = "http://www.w3.org/ns/oa#"


def _passages(dataset: Dataset) -> set[tuple[int, int, str]]:
    """Start, end and hash of every passage, from the quads."""
    said: dict[str, dict[str, str]] = {}
    for quad in dataset.quads:
        if isinstance(quad.subject, NamedNode) and "/passage/" in quad.subject.value:
            said.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return {
        (int(about[f"{_OA}start"]), int(about[f"{_OA}end"]), iri.rpartition("/")[2])
        for iri, about in said.items()
    }


def test_the_whole_article_is_there(get: GetPage, text: str) -> None:
    shown = get(DOCUMENT).by_id("text")
    pieces = [e for e in shown if "data-o" in e.attributes]
    for piece in pieces:
        offset = int(piece.attributes["data-o"])
        assert text[offset : offset + len(piece.raw)] == piece.raw
    covered = {
        i
        for p in pieces
        for i in range(int(p.attributes["data-o"]), int(p.attributes["data-o"]) + len(p.raw))
    }
    left_out = "".join(c for i, c in enumerate(text) if i not in covered)
    # Only what marks headings and fields: "== Cargo ==", "- Key: Value", line feeds.
    assert set(left_out) <= set("= -\n")


def test_every_passage_has_an_anchor_and_a_note(get: GetPage, dataset: Dataset) -> None:
    page = get(DOCUMENT)
    passages = _passages(dataset)
    assert len(passages) > 150
    for start, end, name in passages:
        page.by_id(f"char={start},{end}")
        page.by_id(f"p-{name}")


def test_every_note_can_be_reached_by_links_alone(get: GetPage, dataset: Dataset) -> None:
    page = get(DOCUMENT)
    notes = {n.attributes["id"]: n for n in page.all("article", class_="note")}
    reached = {a.attributes["href"][1:] for a in page.by_id("text").all("a", class_="s")}
    waiting = list(reached)
    while waiting:
        for link in notes[waiting.pop()].all("a"):
            target = link.attributes["href"].removeprefix("#")
            if target in notes and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == set(notes)


def test_a_segment_knows_all_passages_that_cover_it(get: GetPage, dataset: Dataset) -> None:
    passages = _passages(dataset)
    segments = get(DOCUMENT).by_id("text").all("a", class_="s")
    nested = 0
    for segment in segments:
        low = int(segment.attributes["data-o"])
        high = low + len(segment.raw)
        covering = {name for start, end, name in passages if start < high and end > low}
        assert set(segment.attributes["data-p"].split()) == covering
        nested += len(covering) > 1
    assert nested > 20


def test_a_note_tells_the_statements_of_its_passage(get: GetPage, text: str) -> None:
    words = "Launch Mass: 7285 kg"
    start = text.index(words)
    segment = next(a for a in get(DOCUMENT).by_id("text").all("a", class_="s") if a.raw == words)
    assert segment.attributes["data-o"] == str(start)
    note = get(DOCUMENT).by_id(segment.attributes["href"][1:])
    [statement] = note.one("ul", class_="statements").all("li")
    assert statement.text.startswith("Progress MS-04 launch mass 7285 kg")


def test_kind_and_modality_are_told_apart_without_colour(get: GetPage, text: str) -> None:
    links = get(DOCUMENT).by_id("text").all("a", class_="s")
    by_words = {a.raw: a for a in links}
    assert "k-figure" in by_words["Launch Mass: 7285 kg"].classes
    planned = by_words["Orbit Periapsis: 193.0 km"]
    assert {"k-figure", "m-planned"} <= set(planned.classes)
    possible = [a for a in links if "manufacturing defect" in a.raw]
    assert any({"m-possible", "m-suspected"} & set(a.classes) for a in possible)
    legend = get(DOCUMENT).one("aside", class_="legend").text
    for word in ("What happened", "planned", "possible"):
        assert word in legend


def test_says_where_the_source_is_from_and_on_which_terms(get: GetPage) -> None:
    header = get(DOCUMENT).one("header", class_="title")
    assert header.all("a", href="https://en.wikipedia.org/wiki/Progress_MS-04")
    assert "Contributors of Wikipedia" in header.text
    assert header.all("a", href="https://creativecommons.org/licenses/by-sa/4.0/")


def test_passages_and_statements_are_told_of_here(
    publication: Publication, dataset: Dataset, get: GetPage
) -> None:
    [graph] = dataset.graphs
    for statement in graph.statements[:40]:
        path = statement.iri.value.removeprefix(dataset.project.base)
        place = publication.location(path)
        assert place is not None
        assert place[0] == DOCUMENT
        assert any(e.attributes.get("id") == place[1] for e in get(DOCUMENT))


def _note(number: int, start: int, end: int) -> Note:
    quote = Quote("", "", "", "", "", "", "", start, end, Reference("", ""))
    return Note(f"{number:03}", quote, "plain", "", (), ())


@given(
    st.text(alphabet="ab \n=-:𝒳é", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=12),
)
def test_segments_are_cut_at_every_boundary(text: str, spans: list[tuple[int, int]]) -> None:
    notes = [
        _note(number, start, min(start + length, len(text)))
        for number, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    cut = [segment for block in blocks(text, notes) for segment in block.segments]
    for segment in cut:
        low, high = segment.offset, segment.offset + len(segment.text)
        assert segment.text == text[low:high]
        covering = {n.name for n in notes if n.quote.start < high and n.quote.end > low}
        assert {n.name for n in segment.notes} == covering
        for note in segment.notes:  # no passage begins or ends within a segment
            assert note.quote.start <= low
            assert high <= note.quote.end
    offsets = [segment.offset for segment in cut]
    assert offsets == sorted(set(offsets))
    begun = [note.name for segment in cut for note in segment.begins]
    assert len(begun) == len(set(begun))
