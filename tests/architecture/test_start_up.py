"""What is imported when. Sets of modules are compared, for seconds vary and imports do not."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("rdflib", "pyshacl", "shacl", "rich", "wikitextparser", "pyld", "pint", "lxml")


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running ``code``."""
    report = (
        "import sys; print(*sorted({n.partition('.')[0] for n in sys.modules}), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", f"import atexit\natexit.register(lambda: exec({report!r}))\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stderr.split())


def command(*arguments: str) -> str:
    return (
        f"import sys; sys.argv = {['downrange', *arguments]!r}\n"
        "from downrange.cli import main\nmain()"
    )


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert modules_after("import downrange").isdisjoint({*HEAVY, "pyoxigraph", "click"})


def test_help_imports_neither_rdf_nor_colours() -> None:
    assert modules_after(command("--help")).isdisjoint({*HEAVY, "pyoxigraph", "tomllib"})


@pytest.mark.parametrize("name", ["build", "query", "init"])
def test_a_commands_help_imports_nothing_heavy(name: str) -> None:
    assert modules_after(command(name, "--help")).isdisjoint(HEAVY)


def test_this_check_can_fail() -> None:
    assert "rdflib" in modules_after("import rdflib")
