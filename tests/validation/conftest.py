"""What the validation tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange.validation.engines import ENGINES
from tests.validation.small import HEADER, PREFIXES


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine's name in turn."""
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shape and the examples that ``shapes/README.md`` shows, as files."""
    shapes = tmp_path / "shapes"
    shapes.mkdir()
    readme = (Path(__file__).resolve().parents[2] / "shapes" / "README.md").read_text("utf-8")
    turtle, trig = (block.split("```")[0] for block in readme.split("```t")[1:])
    (shapes / "header.ttl").write_text(PREFIXES + HEADER, encoding="utf-8")
    (shapes / "orbit.ttl").write_text(turtle.removeprefix("urtle\n"), encoding="utf-8")
    (shapes / "orbit.examples.trig").write_text(trig.removeprefix("rig\n"), encoding="utf-8")
    return shapes
