"""``docs/reconciliation.md``: its examples are what comes out, its numbers are the code's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import downrange
from downrange.project import Project
from downrange.publication import Publication
from downrange.reconciliation.answers import own_answers
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.evidence import MARGIN, THRESHOLD
from downrange.reconciliation.forms import MOST_BYTES
from downrange.reconciliation.query import BATCH_SIZE, Strictness, read_batch
from downrange.reconciliation.refusal import RefusalError


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "reconciliation.md").read_text("utf-8")


def test_the_example_is_what_comes_out(page: str, repository: Path, article: Path) -> None:
    [queries] = re.findall(r"--data-urlencode 'queries=(.*?)'\n", page, re.S)
    [answer, error] = re.findall(r"```json\n(.*?)```", page, re.S)
    dataset = downrange.build([article], project=Project.load(repository))
    answers = own_answers(Reconcilable(Publication.of(dataset)))
    assert answers.to(read_batch(queries)) == json.loads(answer)
    with pytest.raises(RefusalError) as refused:
        read_batch('{"row-1": {"query": "x", "typ": "y"}}')
    told = json.loads(error)
    assert told == {
        "status": "error",
        "message": refused.value.message,
        "where": refused.value.where,
        "advice": refused.value.advice,
    }


def test_the_numbers_are_those_of_the_code(page: str) -> None:
    assert f"at least **{THRESHOLD * 100:.0f}**" in page
    assert f"within **{MARGIN * 100:.0f}**" in page
    assert f"at most {BATCH_SIZE} queries" in page
    assert f"{MOST_BYTES // 1024**2} MiB" in page
    for strictness in Strictness:
        assert f"`{strictness}`" in page
