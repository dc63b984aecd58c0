"""The program as a whole: its help, its exit statuses, its one-line errors."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from downrange.cli.program import COMMANDS
from tests.cli.conftest import Run


def test_help_lists_every_command_with_its_summary(run: Run) -> None:
    outcome = run("--help")
    assert outcome.status == 0
    for name, command in COMMANDS.items():
        assert f"{name} " in outcome.out
        assert command.summary.split()[0] in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_is_the_first_line_of_the_commands_own_help(name: str) -> None:
    command: click.Command = import_module(COMMANDS[name].module).command
    assert command.help is not None
    assert " ".join(command.help.split("\n\n")[0].split()) == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_is_explained(name: str, run: Run) -> None:
    command: click.Command = import_module(COMMANDS[name].module).command
    outcome = run(name, "--help")
    assert outcome.status == 0
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} has no help"
        else:
            name = parameter.metavar or str(parameter.name)
            assert name.strip("[].").upper().rstrip("S") in (command.help or "")


def test_an_unknown_command_is_misuse_and_the_nearest_is_named(run: Run) -> None:
    outcome = run("biuld")
    assert outcome.status == 2
    assert outcome.out == ""
    assert "there is no command 'biuld'. Did you mean 'build'?" in outcome.err


def test_an_unknown_option_is_misuse(run: Run) -> None:
    assert run("build", "--colour").status == 2


def test_a_fault_of_the_program_is_one_line_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr("downrange.cli.program.program.main", fail)
    outcome = run("check")
    assert outcome.status == 2
    assert outcome.err.startswith("downrange: this is a fault of the program: ZeroDivisionError")
    assert outcome.err.count("\n") == 1


def test_an_interruption_is_said_and_has_the_status_of_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("downrange.cli.program.program.main", interrupt)
    outcome = run("check")
    assert (outcome.status, outcome.err) == (130, "downrange: interrupted\n")
