"""The README's command reference, made from the ``--help`` texts.

Run ``python -m tests.readme.reference`` (or ``.ci/chore refresh``) to write it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

from downrange.cli.lazy import LazyCommand
from downrange.cli.program import COMMANDS, program

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN = "<!-- commands: written by .ci/chore refresh -->\n"
END = "<!-- /commands -->\n"
WIDTH = 80


def help_texts(name: str) -> Iterator[str]:
    """What ``downrange NAME --help`` prints, and each of its subcommands, on 80 columns."""
    parent = click.Context(program, info_name="downrange", terminal_width=WIDTH)
    command = program.get_command(parent, name)
    assert command is not None
    yield from _helps(command, name, parent)


def _helps(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        **program.context_settings,  # type: ignore[arg-type]
    )
    yield command.get_help(context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            within = command.get_command(context, each)
            assert within is not None
            yield from _helps(within, each, context)


def entry(name: str, command: LazyCommand) -> str:
    """A command in one line, which opens to all that its help says."""
    blocks = "\n\n".join(f"```text\n{text}\n```" for text in help_texts(name))
    head = f"<summary><code>downrange {name}</code> {escape(command.summary)}</summary>"
    return f"<details>{head}\n\n{blocks}\n\n</details>\n"


def reference() -> str:
    """The whole reference, as it stands between the markers."""
    return "\n" + "".join(entry(name, command) for name, command in COMMANDS.items()) + "\n"


def refreshed(readme: str) -> str:
    """A README with the reference of now; raises ``ValueError`` where it lacks the markers."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("README.md lacks the markers of the command reference")
    return f"{before}{begin}{reference()}{end}{after}"


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
