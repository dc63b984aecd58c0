"""The program ``downrange``: its commands, and how errors become one line and an exit status."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from downrange.cli.lazy import LazyCommand, LazyGroup
from downrange.errors import DownrangeError

ALL_IS_WELL = 0
VIOLATIONS = 1
MISUSE = 2
_INTERRUPTED = 130
_DEBUG = "DOWNRANGE_DEBUG"

COMMANDS = {
    "build": LazyCommand(
        "downrange.cli.build", "Read documents, map, validate and write the dataset."
    ),
    "facts": LazyCommand("downrange.cli.facts", "Print what was read, before any RDF."),
    "validate": LazyCommand("downrange.cli.validate", "Check a dataset against its SHACL shapes."),
    "query": LazyCommand("downrange.cli.query", "Ask a named question, or any SPARQL query."),
    "explain": LazyCommand(
        "downrange.cli.explain", "Show what is known of an entity, and the words that say so."
    ),
    "conflicts": LazyCommand("downrange.cli.conflicts", "Show where sources disagree."),
    "check": LazyCommand("downrange.cli.check", "Check the project itself: what its CI runs."),
    "evaluate": LazyCommand(
        "downrange.cli.evaluate", "Score what is read against what people read."
    ),
    "link": LazyCommand(
        "downrange.cli.link", "Find Wikidata items for entities not looked up yet."
    ),
    "wikidata": LazyCommand(
        "downrange.cli.wikidata", "Compare with Wikidata, and propose what it lacks."
    ),
    "site": LazyCommand("downrange.cli.site", "Write the dataset as a static site."),
    "serve": LazyCommand(
        "downrange.cli.serve",
        "Run the dataset as a linked-data server: pages, data, a SPARQL endpoint.",
    ),
    "init": LazyCommand("downrange.cli.init", "Make a new project."),
    "annotate": LazyCommand(
        "downrange.cli.annotate", "State facts by hand, with the words that say them."
    ),
}


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Exit status: 0 all is well; 1 violations; 2 misuse, or nothing readable.",
)
@click.version_option(None, "--version", package_name="downrange", message="downrange %(version)s")
def program() -> None:
    """Documents about spaceflight in, an evidenced knowledge graph out.

    Every triple can be followed back to the words it came from, and every
    contradiction between sources is kept and shown.
    """


def main() -> NoReturn:
    """Run the program and exit: with one line on standard error where it could not do its job."""
    try:
        sys.exit(program.main(prog_name="downrange", standalone_mode=False) or ALL_IS_WELL)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DownrangeError as error:
        _fail(str(error))
    except (KeyboardInterrupt, click.Abort):
        click.echo("downrange: interrupted", err=True)
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has left: nobody is there to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ALL_IS_WELL)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}.")
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        _fail(
            f"this is a fault of the program: {type(error).__name__}: {error}. "
            f"Please report it, with what {_DEBUG}=1 prints."
        )


def _fail(message: str) -> NoReturn:
    """Say it on one line, whatever the message holds, and exit with the status of misuse."""
    line = "".join(c if c.isprintable() else "?" for c in " ".join(message.split()))
    click.echo(f"{click.style('downrange:', fg='red')} {line}", err=True)
    sys.exit(MISUSE)
