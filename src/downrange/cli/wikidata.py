"""``downrange wikidata``: Wikidata beside the graph, and what could be added there."""

from __future__ import annotations

from downrange.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "compare": LazyCommand(
        "downrange.cli.wikidata_compare", "Show Wikidata's statements beside the graph's."
    ),
    "quickstatements": LazyCommand(
        "downrange.cli.wikidata_quickstatements",
        "Write what Wikidata lacks, as QuickStatements (V1).",
    ),
}

command = LazyGroup(
    name="wikidata",
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help="""Compare with Wikidata, and propose what it lacks.

    For entities with an exact link. Nothing is ever sent: what a person finds
    right, a person pastes.
    """,
)
