"""``downrange link``: candidates for entities without a link, and a person's decisions on them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date as day
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from downrange.cli.finding_entities import find_entity
from downrange.cli.link_files import LinkFiles
from downrange.cli.program import ALL_IS_WELL, VIOLATIONS
from downrange.cli.progress import busy
from downrange.cli.reading import Reader
from downrange.cli.source import dataset_option, ontology_of, open_store
from downrange.errors import LinkError
from downrange.linking.alignment import Alignment
from downrange.linking.judgement import Judgement
from downrange.linking.linker import Linking, link
from downrange.linking.source import Source
from downrange.linking.subject import linkable
from downrange.links.model import LinkTable
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.wording import harmless

if TYPE_CHECKING:
    from downrange.linking.client import WikidataClient
    from downrange.linking.transport import Manners

_NEEDED = ("httpx",)
_SHOWN = 5


def _real_date(_context: click.Context, _option: click.Parameter, words: str) -> str:
    try:
        given = day.fromisoformat(words) if words else None
    except ValueError:
        given = None
    if words and (given is None or given.isoformat() != words):
        raise click.BadParameter(f"{words!r} is no date such as 2026-11-22.")
    return words


@click.command()
@click.argument("entities", nargs=-1, metavar="[ENTITY]...")
@click.option(
    "--extract",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Look in an extract of Wikidata (JSON lines or RDF, also .gz and .bz2), offline.",
)
@click.option("--service", metavar="URL", help="Ask a service of the Reconciliation API 0.2.")
@click.option("--api", metavar="URL", help="Ask another Wikibase than Wikidata.")
@click.option("--check", "checking", is_flag=True, help="Find merged and deleted items.")
@click.option("--accept", "accepting", is_flag=True, help="Take over what review.tsv decides.")
@click.option("--explain", "explaining", is_flag=True, help="Show what speaks for and against.")
@click.option(
    "--date",
    default="",
    metavar="YYYY-MM-DD",
    callback=_real_date,
    help="The mapping date of new rows.",
)
@click.option("--contact", metavar="ADDRESS", help="Your address, for the User-Agent.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where answers and indexes are kept.  [default: ~/.cache/downrange]",
)
@dataset_option
@click.pass_context
def command(
    context: click.Context,
    *,
    entities: tuple[str, ...],
    extract: Path | None,
    service: str | None,
    api: str | None,
    checking: bool,
    accepting: bool,
    explaining: bool,
    date: str,
    contact: str | None,
    cache: Path | None,
    file: Path | None,
) -> None:
    """Find Wikidata items for entities not looked up yet.

    Without ENTITY, for all of the dataset. Candidates come from an extract, a
    service, or else from Wikidata itself. One is accepted without a person only
    where its name, its class, and an identifier, a day or a mission or person that
    it is tied to agree, nothing disagrees, and no other comes near; it then stands
    in the table of links. The rest goes to links/review.tsv: write yes, no or none into its first
    column, and run downrange link --accept.

    \b
    Examples:
      downrange link --extract wikidata-space.jsonl.gz --explain
      downrange link progress-ms-04
      downrange link --accept --date 2026-11-22
      downrange link --check
    """
    if checking and accepting:
        raise click.UsageError("Give one of --check and --accept.")
    if sum(given is not None for given in (extract, service, api)) > 1:
        raise click.UsageError("Give one of --extract, --service and --api.")
    project = Project.load(Path.cwd())
    files = LinkFiles.of(project)
    where = _Where(extract, service, api, contact, cache or default_cache())
    if accepting:
        taken, open_rows = files.accept(date)
        click.echo(f"{len(taken)} decisions taken over, {open_rows} left in {files.review}")
        return
    if checking:
        table = files.table()
        problems = where.gone(table)
        for problem in problems:
            click.echo(harmless(problem))
        click.echo(f"{len(table.links)} rows, {len(problems)} items gone", err=True)
        context.exit(VIOLATIONS if problems else ALL_IS_WELL)
    alignment = Alignment.load(
        project.resource(Resource.ONTOLOGY) / "alignments.ttl", ontology_of(project)
    )
    store = open_store(project, file)
    wanted = {find_entity(Reader(store), name) for name in entities}
    subjects = list(linkable(store, ontology_of(project), project.base))
    if wanted:
        subjects = [subject for subject in subjects if subject.iri in wanted]
    with busy("looking"), where.source(alignment) as source:
        found = link(subjects, source, alignment, files.table(), date)
    files.keep(found)
    _report(found, explaining)
    click.echo(
        f"{len(found.accepted)} linked in {files.file}, {len(found.left)} left in {files.review}",
        err=True,
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """Where to look; what is not given is ``None``."""

    extract: Path | None
    service: str | None
    api: str | None
    contact: str | None
    cache: Path

    @contextmanager
    def source(self, alignment: Alignment) -> Iterator[Source]:
        """What gives candidates, for as long as the block lasts."""
        if self.extract is not None:
            from downrange.linking.index import ExtractIndex  # noqa: PLC0415

            folder = self.cache / "extracts"
            with closing(ExtractIndex.of(self.extract, alignment, folder)) as index:
                yield index
        elif self.service is not None:
            require_network()
            from downrange.linking.service import ReconciliationSource  # noqa: PLC0415
            from downrange.linking.transport import Transport  # noqa: PLC0415

            with Transport(self.cache / "http", self.manners()) as transport:
                yield ReconciliationSource.connect(transport, self.service, alignment)
        else:
            from downrange.linking.online import WikidataSource  # noqa: PLC0415

            with self.client(self.cache / "http") as client:
                yield WikidataSource(client, alignment)

    def gone(self, table: LinkTable) -> list[str]:
        """What is wrong with the items of a table, asked anew whatever is remembered."""
        require_network()
        from downrange.linking.checking import gone_items  # noqa: PLC0415

        with TemporaryDirectory() as folder, self.client(Path(folder)) as client:
            return list(gone_items(table, client))

    def client(self, folder: Path) -> WikidataClient:
        require_network()
        from downrange.linking.client import WIKIDATA, WikidataClient  # noqa: PLC0415

        return WikidataClient(folder, self.api or WIKIDATA, self.manners())

    def manners(self) -> Manners:
        from downrange.linking.transport import Manners  # noqa: PLC0415

        return Manners(contact=self.contact) if self.contact else Manners()


def _report(found: Linking, explaining: bool) -> None:
    for new, judgement in found.accepted:
        click.echo(
            f"{click.style('linked', fg='green')}  {harmless(judgement.subject.label)}"
            f"  {new.item_name} {harmless(new.item_label)}  ({new.manner}, {new.confidence})"
        )
        if explaining:
            _explain(judgement)
    for judgement in found.left:
        doubts = harmless("; ".join(judgement.doubts))
        click.echo(
            f"{click.style('review', fg='yellow')}  {harmless(judgement.subject.label)}: {doubts}"
        )
        if explaining:
            _explain(judgement)


def _explain(judgement: Judgement) -> None:
    """Each candidate with its score, and a line for each comparison."""
    for candidate in judgement.candidates[:_SHOWN]:
        item = candidate.item
        veto = "  vetoed" if candidate.vetoed else ""
        click.echo(
            f"    {candidate.score:.2f}  {item.id}  {harmless(item.label)}"
            f"  {click.style(harmless(item.description), dim=True)}{veto}"
        )
        for feature in candidate.features:
            mark = "-" if feature.disagrees else "+" if feature.agreement == 1 else "~"
            click.echo(f"          {mark} {harmless(str(feature))}")


def require_network() -> None:
    if any(find_spec(name) is None for name in _NEEDED):
        raise LinkError(
            "asking a service needs the extra 'link'.",
            advice="Install it: pip install 'downrange[link]', or give --extract.",
        )


def default_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "downrange"
