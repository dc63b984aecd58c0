"""``downrange annotate todo``: what facts cover of a document's prose, and what is left."""

from __future__ import annotations

import sys

import click

from downrange.annotations.coverage import CoveredSentence, Stretch, coverage
from downrange.annotations.library import Annotations
from downrange.cli.annotate_source import Desk
from downrange.cli.progress import busy
from downrange.documents.model import Document
from downrange.facts.model import Fact


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--left", is_flag=True, help="Only the sentences that no fact covers.")
def command(document: str, left: bool) -> None:
    """Show what facts cover of a document, and list the sentences that none covers.

    DOC is whatever build reads. Words that some fact quotes stand in brackets, on a
    terminal in green; each sentence has its number and how many facts quote it.

    \b
    Example:
      downrange annotate todo data/documents/progress-ms-04.txt
    """
    desk = Desk.open()
    for one in desk.documents([document]):
        with busy("reading"):
            facts = _facts(desk, one)
            covered = coverage(one, facts)
        if not left:
            for number, sentence in enumerate(covered, start=1):
                click.echo(f"{number:>4} {sentence.facts:>3}  {_marked(sentence)}")
        _list_uncovered(one, covered)


def _facts(desk: Desk, document: Document) -> list[Fact]:
    annotations = Annotations.load(desk.project.annotations, desk.knowledge.vocabulary)
    noted = annotations.read(desk.infobox(document), desk.knowledge.naming)
    for finding in noted.findings:
        click.echo(f"downrange: {finding.message} {finding.advice}".rstrip(), err=True)
    return [*desk.told(document).facts, *noted.facts]


def _marked(sentence: CoveredSentence) -> str:
    return "".join(map(_shown, sentence.stretches)).replace("\n", " ")


def _shown(part: Stretch) -> str:
    if not part.covered or not any(character.isalnum() for character in part.words):
        return part.words
    return click.style(part.words, fg="green") if sys.stdout.isatty() else f"[{part.words}]"


def _list_uncovered(document: Document, covered: tuple[CoveredSentence, ...]) -> None:
    uncovered = [(n, s) for n, s in enumerate(covered, start=1) if not s.facts]
    words = sum(len(part.words.split()) for s in covered for part in s.stretches)
    quoted = sum(len(part.words.split()) for s in covered for part in s.stretches if part.covered)
    share = round(100 * quoted / words) if words else 100
    click.echo(
        f"{document.title or document.source.slug}: {len(covered) - len(uncovered)} of "
        f"{len(covered)} sentences covered, {share} % of the words",
        err=True,
    )
    for number, sentence in uncovered:
        text = " ".join(sentence.sentence.text.split())
        click.echo(
            f"{click.style('todo', fg='yellow')} {number} ({sentence.sentence.section}): {text}"
        )
