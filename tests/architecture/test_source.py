"""What holds for every module, read from its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "downrange"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 399

# The modules at the edge, which hand data to rdflib or pyshacl or take it from them.
EDGES = {
    "rdflib": {"dataset/dataset.py", "dataset/rdflib_bridge.py", "validation/pyshacl_engine.py"},
    "pyshacl": {"validation/pyshacl_engine.py"},
}

# What would make two builds of one input differ, or a test depend on the day.
CLOCK = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.ctime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def called(tree: ast.AST) -> Iterator[str]:
    """Every call as written: ``datetime.now``, ``print``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def foreign_imports(path: Path, tree: ast.AST) -> list[str]:
    """The packages that only edges may import, where this module is none."""
    return [
        package
        for package in sorted(set(imported(tree)) & set(EDGES))
        if not any(name_of(path).startswith(edge) for edge in EDGES[package])
    ]


def parse(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


def test_there_are_modules() -> None:
    assert len(MODULES) > 20


@every_module
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@every_module
def test_a_module_says_what_it_is_for(path: Path) -> None:
    tree = parse(path)
    assert isinstance(tree, ast.Module)
    assert ast.get_docstring(tree), "no docstring"


@every_module
def test_only_edges_import_rdflib_and_pyshacl(path: Path) -> None:
    assert foreign_imports(path, parse(path)) == []


@every_module
def test_no_module_reads_the_clock(path: Path) -> None:
    assert sorted(CLOCK & set(called(parse(path)))) == []


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    if not name_of(path).startswith("cli/"):
        assert "print" not in set(called(parse(path)))


def test_there_is_no_module_for_everything_else() -> None:
    assert [p for p in MODULES if p.stem in {"utils", "util", "helpers", "common", "misc"}] == []


def test_these_checks_can_fail() -> None:
    tree = ast.parse("import rdflib.term\nfrom datetime import datetime\nprint(datetime.now())")
    assert foreign_imports(SOURCE / "facts" / "seeded.py", tree) == ["rdflib"]
    assert {"print", "datetime.now"} <= set(called(tree))
    assert CLOCK & set(called(tree)) == {"datetime.now"}
