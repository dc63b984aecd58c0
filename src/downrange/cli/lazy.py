"""A click group that knows its commands by name and imports one only to run it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command is (``module`` has it as ``command``) and its line in ``--help``."""

    module: str
    summary: str


class LazyGroup(click.Group):
    """Lists its commands without importing them: ``--help`` pays for none of them."""

    def __init__(self, *args: Any, lazy: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table: that of a day's work, not of the alphabet."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return None
        command: click.Command = import_module(self.lazy[cmd_name].module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        import difflib  # noqa: PLC0415  only a misspelt command pays for it

        if args and not args[0].startswith("-") and args[0] not in self.lazy:
            near = difflib.get_close_matches(args[0], self.lazy, n=1)
            advice = f"Did you mean {near[0]!r}?" if near else "See downrange --help."
            ctx.fail(f"there is no command {args[0]!r}. {advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in self.lazy.items()])
