"""``downrange annotate``: facts that a reader states, with the exact words that say them."""

from __future__ import annotations

from downrange.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "check": LazyCommand(
        "downrange.cli.annotate_check", "Check annotations against the text and the shapes."
    ),
    "todo": LazyCommand(
        "downrange.cli.annotate_todo", "Show what facts cover of a document, and what is left."
    ),
    "import": LazyCommand(
        "downrange.cli.annotate_import", "Take proposals through the same check, for review."
    ),
}

command = LazyGroup(
    name="annotate",
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help="""State facts by hand, with the words that say them.

    What needs a reader (who is meant, what caused what) stands in data/annotations,
    a TOML file for each document, with the SHA-256 of its text. A build takes it in
    beside what infoboxes and patterns say.
    """,
)
