"""``downrange link`` as a user runs it: offline, online, reviewed, checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from downrange.cli import main
from downrange.links.model import EXACT, Standing
from downrange.links.table import read_table
from downrange.namespaces import expand
from tests.linking.server import Request, in_turn, of_json, serving
from tests.linking.subjects import BASE, DATA, node
from tests.linking.wikidata import Wikibase, entity

MISSION = "Q2133344"
TERN = entity(
    "Q990000001",
    "Tern 4",
    description="\x1b[31mred\x07",
    P31=MISSION,
    P619="+2031-02-03/11",
    P247="2031-007A",
)
ADA = entity("Q990000002", "Ada Gull", P31="Q5")


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    (folder / "data" / "links").mkdir(parents=True)
    (folder / "downrange.toml").write_text(
        f'base = "{BASE}"\ntitle = "t"\nlicence = "https://example.org/l"\npublisher = "p"\n',
        "utf-8",
    )
    (folder / "dataset.trig").write_text(DATA, "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object) -> Outcome:
        always = ("--dataset", project / "dataset.trig", "--cache", project / "cache")
        command = ["downrange", "link", *map(str, (*arguments, *always))]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        status = ended.value.code
        return Outcome(status if isinstance(status, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def extract(project: Path) -> Path:
    path = project / "extract.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in (TERN, ADA)), "utf-8")
    return path


def table(project: Path) -> Path:
    return project / "data" / "links" / "wikidata.sssom.tsv"


def review(project: Path) -> Path:
    return project / "data" / "links" / "review.tsv"


def test_an_extract_links_what_is_certain_and_leaves_the_rest(
    run: Run, project: Path, extract: Path
) -> None:
    outcome = run("--extract", extract, "--explain", "--date", "2031-03-01")
    assert outcome.status == 0
    assert "linked  Tern 4  Q990000001 Tern 4  (exact, 0.99)" in outcome.out
    assert "+ cospar id: 2031-007A" in outcome.out
    assert "+ launch time: 2031-02-03" in outcome.out
    assert "review  Ada Gull: " in outcome.out
    assert "\x1b" not in outcome.out
    links = read_table(table(project), BASE)
    [link] = links.of(node("mission/tern-4"))
    assert (link.predicate, link.item) == (EXACT, expand("wd:Q990000001"))
    assert (link.date, link.justification) == ("2031-03-01", "semapv:CompositeMatching")
    assert "launch time: 2031-02-03" in link.evidence
    assert links.standing(node("person/ada-gull")) is Standing.NOT_LOOKED_UP
    assert "id:person/ada-gull\tAda Gull\tskos:exactMatch\twd:Q990000002" in review(
        project
    ).read_text("utf-8")


def test_running_it_again_changes_nothing(run: Run, project: Path, extract: Path) -> None:
    run("--extract", extract)
    before = table(project).read_bytes(), review(project).read_bytes()
    outcome = run("--extract", extract)
    assert "linked" not in outcome.out
    assert (table(project).read_bytes(), review(project).read_bytes()) == before


@pytest.mark.parametrize("date", ["yesterday", "2031-02-29", "20310301", "2031-3-1"])
def test_a_date_is_one_before_anything_is_done(
    run: Run, project: Path, extract: Path, date: str
) -> None:
    outcome = run("--extract", extract, "--date", date)
    assert outcome.status == 2
    assert "is no date such as" in outcome.err
    assert not review(project).exists()


def test_one_entity_can_be_named(run: Run, project: Path, extract: Path) -> None:
    outcome = run("Ada Gull", "--extract", extract)
    assert "Ada Gull" in outcome.out
    assert "Tern 4" not in outcome.out


def test_a_person_decides_and_the_table_has_it(run: Run, project: Path, extract: Path) -> None:
    run("--extract", extract)
    text = review(project).read_text("utf-8")
    review(project).write_text(text.replace("\tid:person/ada", "yes\tid:person/ada"), "utf-8")
    outcome = run("--accept", "--date", "2031-03-02")
    assert outcome.status == 0
    assert outcome.out.startswith("1 decisions taken over, ")
    [link] = read_table(table(project), BASE).of(node("person/ada-gull"))
    assert (link.item_name, link.date) == ("Q990000002", "2031-03-02")
    assert link.justification == "semapv:ManualMappingCuration"
    assert "ada-gull" not in review(project).read_text("utf-8")


def test_a_decision_against_the_table_changes_nothing(
    run: Run, project: Path, extract: Path
) -> None:
    run("--extract", extract)
    text = review(project).read_text("utf-8").replace("Q990000002", "Q990000001")
    review(project).write_text(text.replace("\tid:person/ada", "yes\tid:person/ada"), "utf-8")
    before = table(project).read_bytes(), review(project).read_bytes()
    outcome = run("--accept")
    assert outcome.status == 2
    assert "exact match of another entity" in outcome.err
    assert (table(project).read_bytes(), review(project).read_bytes()) == before
    assert sorted(f.name for f in table(project).parent.iterdir()) == [
        "review.tsv",
        "wikidata.sssom.tsv",
    ]


def test_wikidata_is_asked_where_nothing_else_is_named(run: Run, project: Path) -> None:
    kind = entity(MISSION, "space mission")
    with serving(Wikibase([TERN, ADA, kind])) as service:
        outcome = run("--api", service.url, "--contact", "mailto:curator@museum.example")
        asked = len(service.asked)
        run("--api", service.url)
        assert len(service.asked) == asked, "an answer is asked for once"
    assert outcome.status == 0, outcome.err
    assert "linked  Tern 4  Q990000001" in outcome.out
    assert "mailto:curator@museum.example" in service.asked[0].headers["user-agent"]


def test_a_service_proposes_and_a_person_decides(run: Run, project: Path) -> None:
    def answer(request: Request) -> object:
        if request.method == "GET":
            return of_json(
                {"versions": ["0.2"], "identifierSpace": "http://www.wikidata.org/entity/"}
            )
        named = [{"id": "Q990000001", "name": "Tern 4", "score": 100, "match": True}]
        return of_json({"q0": {"result": named}})

    with serving(answer) as service:  # type: ignore[arg-type]
        outcome = run("mission/tern-4", "--service", service.url)
    assert "review  Tern 4" in outcome.out
    assert "wd:Q990000001" in review(project).read_text("utf-8")


def test_merged_and_deleted_items_end_with_status_one(
    run: Run, project: Path, extract: Path
) -> None:
    run("--extract", extract)
    merged = Wikibase([entity("Q990000009", "Tern 4")], merged={"Q990000001": "Q990000009"})
    with serving(merged) as service:
        outcome = run("--check", "--api", service.url)
    assert outcome.status == 1
    assert "Q990000001 (Tern 4) was merged into Q990000009" in outcome.out
    with serving(Wikibase([TERN])) as service:
        outcome = run("--check", "--api", service.url)
    # The rows that the package brings are gone from this invented Wikidata; ours is there.
    assert "Q990000001" not in outcome.out


def test_a_service_that_does_not_answer_ends_with_status_two(run: Run) -> None:
    refusal = of_json({"error": {"code": "badtoken", "info": "no"}})
    with serving(in_turn(refusal)) as service:
        outcome = run("--api", service.url)
    assert outcome.status == 2
    assert "refuses: badtoken (no)" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [("--check", "--accept"), ("--api", "http://x/", "--service", "http://x/")],
)
def test_what_does_not_go_together_is_misuse(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2


def test_without_a_review_there_is_nothing_to_accept(run: Run) -> None:
    outcome = run("--accept")
    assert outcome.status == 2
    assert "Run downrange link first." in outcome.err


def test_without_the_extra_it_says_what_to_install(
    run: Run, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("downrange.cli.link.find_spec", lambda name: None)
    outcome = run("--api", "http://127.0.0.1:9/")
    assert outcome.status == 2
    assert "pip install 'downrange[link]'" in outcome.err
    assert run("--extract", extract).status == 0
    monkeypatch.setitem(sys.modules, "downrange.linking.checking", None)  # it needs the extra
    assert "pip install 'downrange[link]'" in run("--check").err
