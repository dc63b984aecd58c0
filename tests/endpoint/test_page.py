"""The query page, which works without scripts."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from downrange.endpoint import Editor, Endpoint, EndpointDescription
from downrange.endpoint.editor import PACKAGE, integrity_of
from downrange.errors import ProjectError
from downrange.publication.negotiation import POLICY
from tests.endpoint.conftest import BASE
from tests.endpoint.inline import InlineBackend, ask

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def page(endpoint: Endpoint, address: str = "/sparql") -> str:
    response = ask(endpoint, "GET", address, accept=BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


def answered(endpoint: Endpoint, query: str) -> str:
    return page(endpoint, f"/sparql?query={quote(query)}")


def text_area(text: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_a_browser_is_given_a_form(endpoint: Endpoint) -> None:
    text = page(endpoint)
    assert re.search(r'<form class="query" id="ask" action="sparql" method="get">', text)
    assert "SELECT" in text_area(text), "there is a query to begin with"


def test_the_first_query_is_valid(endpoint: Endpoint) -> None:
    query = text_area(page(endpoint))
    assert ask(endpoint, "GET", f"/sparql?query={quote(query)}").status_code == 200


def test_rows_are_a_table(endpoint: Endpoint) -> None:
    text = answered(endpoint, "SELECT ?m ?mass { ?m sf:launchMass ?mass }")
    assert '<th scope="col">m</th><th scope="col">mass</th>' in text
    assert '<a href="./id/mission/one">mission:one</a>' in text
    assert "<td>7000.5</td>" in text
    assert "1 row." in text
    assert text_area(text) == "SELECT ?m ?mass { ?m sf:launchMass ?mass }"


def test_the_raw_results_are_one_click_away(endpoint: Endpoint) -> None:
    text = answered(endpoint, "SELECT ?mass { ?m sf:launchMass ?mass }")
    links = [html.unescape(link) for link in re.findall(r'href="(sparql\?query=[^"]*)"', text)]
    by_format = {parse_qs(urlsplit(link).query)["format"][0]: link for link in links}
    csv = ask(endpoint, "GET", f"/{by_format['csv']}", accept=BROWSER)
    assert csv.text == "mass\r\n7000.5\r\n"


def test_yes_and_no(endpoint: Endpoint) -> None:
    assert '<p class="answer">Yes.</p>' in answered(endpoint, "ASK { ?s ?p ?o }")
    assert '<p class="answer">No.</p>' in answered(endpoint, "ASK { ?s ?p 1 }")


def test_a_graph_is_turtle(endpoint: Endpoint) -> None:
    text = html.unescape(answered(endpoint, "DESCRIBE mission:one"))
    assert "@prefix sf: <https://w3id.org/downrange/ns#> ." in text
    assert "sf:launchMass 7000.5" in text


def test_what_is_cut_is_said_to_be(endpoint: Endpoint) -> None:
    many = " ".join(map(str, range(501)))
    text = answered(endpoint, f"SELECT ?x {{ VALUES ?x {{ {many} }} }}")
    assert "<td>499</td>" in text
    assert "<td>500</td>" not in text
    assert "The first 500 rows are shown, and there are more" in text


def test_a_wrong_query_stays_in_the_form_with_what_is_wrong(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", f"/sparql?query={quote('ASK {}}<b>')}", accept=BROWSER)
    assert response.status_code == 400
    assert "Line 1, column 7<" in response.text
    assert text_area(response.text) == "ASK {}}<b>"
    assert "<b>" not in response.text.replace("</b>", "")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?label { ?s rdfs:label ?label }",
        'SELECT ("<script>alert(1)</script>" AS ?x) {}',
        'SELECT (IRI("javascript:alert(1)") AS ?x) {}',
        'SELECT (STRLANG("<script>", "en-x-a") AS ?x) {}',
        'SELECT (IRI("https://w3id.org/downrange//evil.example/<script>") AS ?x) {}',
        'CONSTRUCT { <a> <b> "</code><script>alert(1)</script>" } {}',
        "SELECT * { ?s ?p '</textarea><script>alert(1)</script>' }",
        "</textarea><script>alert(1)</script>",
    ],
)
def test_nothing_of_data_or_query_becomes_markup(endpoint: Endpoint, query: str) -> None:
    text = answered(endpoint, query)
    scripts = re.findall(r"<script[^>]*>", text)
    assert all(" src=" in script for script in scripts)
    assert "<b>&" not in text
    assert 'href="javascript' not in text
    assert 'href="//' not in text
    assert not re.search(r'\shref="\./?/', text), "a link of ours leads to no other host"


def test_the_named_questions_are_examples_with_their_parameters(endpoint: Endpoint) -> None:
    text = page(endpoint)
    assert '<input type="hidden" name="question" value="cargo-manifest">' in text
    assert '<label>mission <input name="mission" value="progress-ms-04"' in text


def test_a_question_fills_the_form_with_what_is_asked_about(endpoint: Endpoint) -> None:
    filled = text_area(page(endpoint, "/sparql?question=cargo-manifest&mission=Soyuz+MS-02"))
    assert f"<{BASE}id/mission/soyuz-ms-02>" in filled
    assert ask(endpoint, "GET", f"/sparql?query={quote(filled)}").status_code == 200


@pytest.mark.parametrize(
    "fields",
    ["question=no-such", "question=cargo-manifest&mission=%3C%3E", "question=%3Cscript%3E"],
)
def test_a_question_that_cannot_be_filled_in(endpoint: Endpoint, fields: str) -> None:
    response = ask(endpoint, "GET", f"/sparql?{fields}", accept=BROWSER)
    assert response.status_code == 400
    assert "<script>" not in response.text


def test_every_question_can_be_filled_in_and_asked(
    endpoint: Endpoint, description: EndpointDescription
) -> None:
    for question in description.questions:
        shown = page(endpoint, f"/sparql?question={question.name}")
        response = ask(endpoint, "GET", f"/sparql?query={quote(text_area(shown))}")
        assert response.status_code == 200, question.name


def test_a_program_without_a_query_is_given_the_description(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/sparql", accept="*/*")
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"


def test_the_policy_is_that_of_the_site(endpoint: Endpoint) -> None:
    response = ask(endpoint, "GET", "/sparql", accept=BROWSER)
    assert response.headers["content-security-policy"] == POLICY
    assert not re.search(r"\sstyle=|\son[a-z]+=", response.text), "nothing that it would forbid"


def test_the_files_of_the_page_are_there(endpoint: Endpoint) -> None:
    text = page(endpoint)
    files = re.findall(r'(?:href|src)="(sparql-files/[^"]*)"', text)
    assert len(files) == 2
    for file in files:
        response = ask(endpoint, "GET", f"/{file}")
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    assert ask(endpoint, "GET", "/sparql-files/..%2fpage.py").status_code == 404


# The editor


def fake(folder: Path, text: str) -> Path:
    built = folder / "node_modules" / "@zazuko" / "yasqe" / "build"
    built.mkdir(parents=True)
    for name in ("yasqe.min.js", "yasqe.min.css"):
        (built / name).write_text(text, encoding="utf-8")
    return folder


def test_no_editor_is_no_fault(tmp_path: Path) -> None:
    assert Editor.installed(tmp_path) is None


def test_another_file_than_the_pinned_one_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="not the editor that is known"):
        Editor.installed(fake(tmp_path, "alert(1)"))


def test_integrity_is_that_of_the_recommendation() -> None:
    """The example of https://www.w3.org/TR/SRI/#integrity-metadata."""
    assert integrity_of(b"alert('Hello, world.');") == (
        "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
    )


def test_the_package_is_pinned_with_integrity() -> None:
    """Every package of the lock file has a hash, and none runs a script when it is installed."""
    import json  # noqa: PLC0415

    lock = json.loads((PACKAGE / "package-lock.json").read_text("utf-8"))
    asked = json.loads((PACKAGE / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages["node_modules/@zazuko/yasqe"]["version"] == asked["@zazuko/yasqe"]
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert not entry.get("hasInstallScript"), name


def test_an_installed_editor_is_on_the_page_with_its_hash(
    description: EndpointDescription, endpoint: Endpoint
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from pyoxigraph import Store  # noqa: PLC0415

    files = {"yasqe.min.js": b"1", "yasqe.min.css": b"2"}
    editor = Editor(files, {name: integrity_of(content) for name, content in files.items()})
    backend = InlineBackend(Store(), prefixes=description.prefixes)
    with_editor = Endpoint(backend, replace(description, editor=editor))
    text = page(with_editor)
    found = re.search(r'<script src="(sparql-files/yasqe[^"]*)" integrity="([^"]*)" defer>', text)
    assert found
    assert found[2] == integrity_of(b"1")
    assert ask(with_editor, "GET", f"/{found[1]}").content == b"1"
    assert '<option value="sf:launchMass">' in text, "the terms are there to be completed"
    assert "yasqe" not in page(endpoint)
