"""The README's command reference, made from the ``--help`` texts.

Run ``python -m tests.readme.reference`` (or ``.ci/chore refresh``) to write it anew.
"""

from __future__ import annotations

from pathlib import Path

import click

from downrange.cli.program import COMMANDS, program

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN = "<!-- commands: written by .ci/chore refresh -->\n"
END = "<!-- /commands -->\n"
WIDTH = 80


def help_text(name: str) -> str:
    """What ``downrange NAME --help`` prints, on a terminal of 80 columns."""
    parent = click.Context(program, info_name="downrange", terminal_width=WIDTH)
    command = program.get_command(parent, name)
    assert command is not None
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        **program.context_settings,  # type: ignore[arg-type]
    )
    return command.get_help(context)


def reference() -> str:
    """The whole reference, as it stands between the markers."""
    parts = [f"### `downrange {name}`\n\n```text\n{help_text(name)}\n```\n" for name in COMMANDS]
    return "\n" + "\n".join(parts) + "\n"


def refreshed(readme: str) -> str:
    """A README with the reference of now; raises ``ValueError`` where it lacks the markers."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("README.md lacks the markers of the command reference")
    return f"{before}{begin}{reference()}{end}{after}"


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
