"""The command line. Each command is a module that is imported when it runs, and not before."""

from __future__ import annotations

from downrange.cli.program import main

__all__ = ["main"]
