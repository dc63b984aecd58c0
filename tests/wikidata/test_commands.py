"""``downrange wikidata``: what is printed, what is told, and how it exits."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import click
import pytest

from downrange.cli import main
from downrange.cli.wikidata import COMMANDS
from tests.linking.server import Reply, Request, of_json, serving
from tests.wikidata import v1
from tests.wikidata.graph import BASE, REPORT, Dataset, typed
from tests.wikidata.shapes import Json, entity, item, quantity, statement, text, time

ITEM = "Q990000101"
HOSTILE = "<script>alert(1)</script>\"'\u202e\x1b[2J"

PROJECT = f"""
base = "{BASE}"
title = "Invented"
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
publisher = "Nobody"
"""
HEADER = """\
#mapping_set_id: https://example.org/links
#license: https://creativecommons.org/publicdomain/zero/1.0/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment
"""
ROWS = (
    ("id:mission/invented-1", "skos:exactMatch", "wd:Q990000101"),
    ("id:mission/invented-3", "skos:exactMatch", "sssom:NoTermFound"),
    ("id:mission/invented-4", "skos:closeMatch", "wd:Q990000104"),
    ("id:spacecraft/invented-1", "sf:wikidataItem", "wd:Q990000101"),
    ("id:organization/roscosmos", "skos:exactMatch", "wd:Q190795"),
)
TABLE = HEADER + "".join(
    "\t".join((*row, "semapv:ManualMappingCuration", "invented")) + "\n" for row in ROWS
)


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["downrange", "wikidata", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        status = ended.value.code
        return Outcome(status if isinstance(status, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a built dataset of invented missions, and a table of links."""
    dataset = Dataset()
    source = dataset.document(REPORT, f"Report {HOSTILE}", "2024-05-31")
    for number in (1, 2, 3, 4):
        dataset.entity(f"mission/invented-{number}", f"Invented {number}", "sf:Mission")
    mission = dataset.entity("mission/invented-1", "Invented 1", "sf:Mission")
    launch = dataset.entity("event/invented-1-launch", "launch", "sf:Launch", "sf:Event")
    craft = dataset.entity("spacecraft/invented-1", "Invented 1", "sf:Spacecraft")
    agency = dataset.entity("organization/roscosmos", "Roscosmos", "sf:Organization")
    dataset.add(mission, "sf:launch", launch)
    dataset.add(mission, "sf:spacecraft", craft)
    mass, moment = typed("7285", "xsd:decimal"), typed("2016-12-01T14:51:52Z", "xsd:dateTime")
    dataset.claim(craft, "sf:launchMass", mass, words=f"7285 kg {HOSTILE}", document=source)
    dataset.claim(launch, "sf:launchTime", moment, words="at 14:51:52 UTC", document=source)
    dataset.claim(mission, "sf:operator", agency, words="by Roscosmos", document=source)
    folder = tmp_path / "project"
    (folder / "build").mkdir(parents=True)
    (folder / "data" / "links").mkdir(parents=True)
    (folder / "downrange.toml").write_text(PROJECT, "utf-8")
    (folder / "build" / "dataset.nq").write_text("".join(dataset.n_quads()), "utf-8")
    (folder / "data" / "links" / "wikidata.sssom.tsv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


LAUNCH = statement("P619", time("+2016-12-01"), references=[{"P854": text("javascript:alert(1)")}])
OTHER_MASS = statement("P2067", quantity("+6000", "Q11570"))


def saved(folder: Path, *entities: Json) -> Path:
    path = folder / "items.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in entities), "utf-8")
    return path


def test_the_table_shows_both_sides_and_their_evidence(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, HOSTILE, LAUNCH, OTHER_MASS))
    told = run("compare", "invented-1", "--extract", extract)
    assert told.status == 0
    blocks = re.split(r"\n\n", told.out)
    assert [block.split(":")[0].strip() for block in blocks[1:]] == [
        "conflicts",
        "missing there",
        "agrees",
    ]
    assert "here  7285 kg" in blocks[1]
    assert "there 6000 kg" in blocks[1]
    assert "“by Roscosmos”" in blocks[2]
    assert "here  2016-12-01 14:51:52 UTC" in blocks[3]
    assert "Wikidata keeps no time of day" in blocks[3]
    assert "conflicts 1, missing there 1, agrees 1" in told.err
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out + told.err


def test_strict_fails_on_a_conflict_and_on_nothing_else(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, "x", OTHER_MASS))
    assert run("compare", "invented-1", "--extract", extract, "--strict").status == 1
    saved(project, entity(ITEM, "x", LAUNCH))
    assert run("compare", "invented-1", "--extract", extract, "--strict").status == 0


def test_json_has_every_row(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, "x", LAUNCH, OTHER_MASS, statement("P31", item("Q5"))))
    told = run("compare", "invented-1", "--extract", extract, "--format", "json")
    (one,) = json.loads(told.out)
    assert (one["entity"], one["item"]) == (f"{BASE}id/mission/invented-1", ITEM)
    assert one["properties_not_compared"] == ["P31"]
    rows = {row["property"]: row for row in one["rows"]}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "P2067": "conflicts",
        "P137": "missing there",
        "P619": "agrees",
    }
    assert rows["P137"]["here"]["item"] == "Q190795"
    assert rows["P619"]["here"]["quotations"][0]["words"] == "at 14:51:52 UTC"
    assert rows["P619"]["there"][0]["references"] == ["reference URL javascript:alert(1)"]


class Page(HTMLParser):
    """The elements of a page, checked for being closed in order."""

    EMPTY = frozenset({"meta"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


def test_the_page_is_accessible_and_loads_nothing(run: Run, project: Path) -> None:
    extract = saved(
        project,
        entity(ITEM, HOSTILE, LAUNCH, OTHER_MASS, statement("P856", text("x"))),
        entity("Q190795", HOSTILE),
    )
    told = run("compare", "--extract", extract, "--format", "html")
    page = Page()
    page.feed(told.out)
    page.close()
    assert page.open == []
    assert told.out.startswith("<!DOCTYPE html>")
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("section")) == 2
    assert {a["scope"] for a in page.all("th")} == {"col", "row"}
    labelled = {a["aria-labelledby"] for a in page.all("section")}
    assert labelled == {a["id"] for a in page.all("h2")}
    # Nothing is loaded, nothing runs, and no address but of the web is a link.
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.seen}
    assert not any("src" in attributes for _, attributes in page.seen)
    assert not re.search(r"url\(|@import", told.out)
    assert {str(a["href"]).partition(":")[0] for a in page.all("a")} == {
        "https",
        "#entity-1",
        "#entity-2",
    }
    assert "<script>alert(1)</script>" in page.text
    assert "\x1b" not in told.out
    assert "\u202e" not in told.out


def test_quickstatements_go_out_and_the_rest_is_told(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, "x", OTHER_MASS))
    told = run("quickstatements", "invented-1", "--extract", extract)
    assert told.status == 0
    commands = v1.read(told.out)
    assert [(c.item, c.property, c.value) for c in commands] == [
        (ITEM, "P137", ("item", ("Q190795",))),
        (ITEM, "P619", ("time", ("+2016-12-01T00:00:00Z", "11"))),
    ]
    assert all(
        c.sources
        == (
            ("S854", ("string", (REPORT,))),
            ("S813", ("time", ("+2024-05-31T00:00:00Z", "11"))),
        )
        for c in commands
    )
    assert "2 commands, none sent" in told.err
    assert "1 left out" in told.err
    assert "launch mass 7285 kg: Wikidata contradicts it" in told.err
    assert "P448" not in told.out


def test_quickstatements_may_go_to_a_file(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, "x", OTHER_MASS, LAUNCH))
    told = run("quickstatements", "invented-1", "--extract", extract, "-o", "edits.txt")
    assert (told.status, told.out) == (0, "")
    assert "1 command in edits.txt" in told.err
    assert len(v1.read((project / "edits.txt").read_text("utf-8"))) == 1


def test_a_trial_compares_and_does_not_propose(run: Run, project: Path) -> None:
    extract = saved(project, entity("Q990000102", "x"))
    trial = "--link", "id/mission/invented-2=Q990000102"
    assert run("compare", *trial, "--extract", extract).status == 0
    assert run("quickstatements", *trial, "--extract", extract).status == 2
    for wrong in ("invented-2", "mission/invented-2=P31", "mission/invented-2=Q0"):
        assert run("compare", "--link", wrong, "--extract", extract).status == 2
    assert run("compare", "--link", "mission/nowhere=Q1", "--extract", extract).status == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("invented-2", ("not looked up in Wikidata yet", "downrange link mission/invented-2")),
        ("invented-3", ("was looked up", "no item was found")),
        ("invented-4", ("only exact links are compared",)),
        ("spacecraft/invented-1", ("shares the item Q990000101", "Compare mission/invented-1")),
        ("event/invented-1-launch", ("has no item of its own", "Compare what it belongs to")),
        ("nowhere", ("nothing is known of 'nowhere'",)),
    ],
)
def test_what_cannot_be_compared_says_why_and_what_to_do(
    run: Run, project: Path, name: str, words: tuple[str, ...]
) -> None:
    told = run("compare", name, "--extract", saved(project))
    assert (told.status, told.out) == (2, "")
    assert all(part in told.err for part in words)
    assert told.err.count("\n") == 1


def test_an_extract_without_the_item(run: Run, project: Path) -> None:
    extract = saved(project, entity("Q990000999", "x"))
    told = run("compare", "invented-1", "--extract", extract)
    assert told.status == 2
    assert f"{ITEM} (Invented 1) is not in" in told.err
    saved(project, entity(ITEM, "x"))
    told = run("compare", "--extract", extract)
    assert told.status == 0
    assert "1 linked items are not in" in told.err


def test_an_extract_that_is_cut_off(run: Run, project: Path) -> None:
    extract = saved(project, entity(ITEM, "x", LAUNCH))
    extract.write_bytes(extract.read_bytes()[:-40])
    told = run("compare", "invented-1", "--extract", extract)
    assert (told.status, told.out) == (2, "")
    assert "items.jsonl:1: is not the JSON of an entity" in told.err


def wikidata(*entities: Json) -> Callable[[Request], Reply]:
    """``wbgetentities`` over some items, as the API answers it."""
    known = {str(one["id"]): one for one in entities}

    def answer(request: Request) -> Reply:
        asked = request.parameters["ids"].split("|")
        found = {name: known.get(name, {"id": name, "missing": ""}) for name in asked}
        return of_json({"entities": found, "success": 1})

    return answer


def test_items_are_asked_for_politely_and_once(run: Run, project: Path) -> None:
    with serving(wikidata(entity(ITEM, "x", LAUNCH, OTHER_MASS))) as service:
        online = "--api", service.url, "--contact", "mailto:someone@example.org"
        for _ in range(2):
            told = run("compare", "invented-1", *online)
            assert told.status == 0
            assert "conflicts 1, missing there 1, agrees 1" in told.err
        # Then for the operator that is missing there: it may have been merged.
        request, second = service.asked
        assert request.parameters["ids"] == ITEM
        assert second.parameters["ids"] == "Q190795"
        assert "mailto:someone@example.org" in request.headers["user-agent"]


@pytest.mark.parametrize(("linked", "said"), [("Q190795", "Q990000300"), ("Q990000300", "Q190795")])
def test_values_that_were_merged_are_one(run: Run, project: Path, linked: str, said: str) -> None:
    """Whichever side still has the old id."""
    table = project / "data" / "links" / "wikidata.sssom.tsv"
    table.write_text(table.read_text("utf-8").replace("Q190795", linked), "utf-8")
    mission = entity(ITEM, "x", LAUNCH, statement("P137", item(said)))
    there = {**entity("Q990000300", "R"), "redirects": {"from": "Q190795", "to": "Q990000300"}}

    def answer(request: Request) -> Reply:
        asked = request.parameters["ids"].split("|")
        known = {ITEM: mission, "Q990000300": there, "Q190795": there}
        return of_json({"entities": {str(known[n]["id"]): known[n] for n in asked}, "success": 1})

    with serving(answer) as service:
        told = run("compare", "invented-1", "--api", service.url, "--format", "json")
    assert told.status == 0, told.err
    (row,) = (r for r in json.loads(told.out)[0]["rows"] if r["property"] == "P137")
    assert row["outcome"] == "agrees"


def test_what_was_compared_is_shown_where_values_cannot_be_asked_about(
    run: Run, project: Path
) -> None:
    known = wikidata(entity(ITEM, "x", LAUNCH))

    def answer(request: Request) -> Reply:
        return known(request) if request.parameters["ids"] == ITEM else of_json({}, 403)

    with serving(answer) as service:
        told = run("compare", "invented-1", "--api", service.url)
    assert told.status == 1
    assert "agrees" in told.out
    assert "Whether values were merged could not be asked" in told.err


def test_a_deleted_item_is_told_and_the_others_compared(run: Run, project: Path) -> None:
    with serving(wikidata(entity(ITEM, "x", LAUNCH))) as service:
        told = run("compare", "--api", service.url)
    assert told.status == 1
    assert "Q190795 (Roscosmos) does not exist in Wikidata any more" in told.err
    assert "downrange link --check" in told.err
    assert "agrees" in told.out


def test_a_merged_item_is_compared_and_not_written_to(run: Run, project: Path) -> None:
    merged = {**entity("Q990000200", "x"), "redirects": {"from": ITEM, "to": "Q990000200"}}

    others = wikidata()

    def answer(request: Request) -> Reply:
        if request.parameters["ids"] != ITEM:
            return others(request)
        return of_json({"entities": {"Q990000200": merged}, "success": 1})

    with serving(answer) as service:
        online = "invented-1", "--api", service.url
        told = run("compare", *online)
        assert told.status == 0
        assert f"linked to {ITEM}, which was merged into Q990000200" in told.out
        told = run("quickstatements", *online)
    assert (told.status, told.out) == (0, "")
    assert "link it anew first" in told.err


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (of_json({"entities": {}}), "says nothing of Q990000101"),
        (of_json({"error": {"code": "no-such-entity", "info": "odd"}}), "refuses: no-such-entity"),
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "instead of JSON"),
        (of_json({}, status=403), "answered 403"),
    ],
)
def test_what_wikidata_should_not_answer(run: Run, project: Path, reply: Reply, words: str) -> None:
    with serving(lambda _request: reply) as service:
        told = run("compare", "invented-1", "--api", service.url)
    assert (told.status, told.out) == (2, "")
    assert words in told.err


def test_a_dataset_without_links(run: Run, project: Path) -> None:
    (project / "data" / "links" / "wikidata.sssom.tsv").write_text(HEADER, "utf-8")
    told = run("compare", "--extract", saved(project))
    assert told.status == 2
    assert "no entity of the dataset is linked to Wikidata yet" in told.err
    assert "downrange link" in told.err


def test_the_flagship_is_not_looked_up_yet(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(repository)
    dataset = Dataset()
    dataset.entity("mission/progress-ms-04", "Progress MS-04", "sf:Mission")
    file = tmp_path / "dataset.nt"
    file.write_text("".join(dataset.n_quads()), "utf-8")
    told = run("compare", "progress-ms-04", "--dataset", file)
    assert told.status == 2
    assert "Progress MS-04 (mission/progress-ms-04) was not looked up in Wikidata yet" in told.err
    assert "downrange link mission/progress-ms-04" in told.err
    assert "--link id/mission/progress-ms-04=Q..." in told.err


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_explains_every_option(run: Run, name: str) -> None:
    command: click.Command = import_module(COMMANDS[name].module).command
    assert (command.help or "").splitlines()[0] == COMMANDS[name].summary
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    told = run(name, "--help")
    assert told.status == 0
    assert all(part in told.out for part in ("--extract", "--api", "ENTITY", "Examples:"))
