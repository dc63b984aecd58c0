"""What the commands of ``downrange wikidata`` compare: which entities, with items from where."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from pyoxigraph import NamedNode

from downrange.cli.explanation import DEPENDENT
from downrange.cli.finding_entities import find_entity
from downrange.cli.link import default_cache, require_network
from downrange.cli.progress import busy
from downrange.cli.reading import Reader
from downrange.cli.source import ontology_of, open_store
from downrange.errors import LinkError
from downrange.identity import Minter, slugify
from downrange.linking.alignment import Alignment
from downrange.links.model import LinkTable, Standing
from downrange.links.table import entity_prefix, load_links
from downrange.project import Project
from downrange.resources import Resource
from downrange.validation.wording import harmless
from downrange.vocabulary import Vocabulary
from downrange.wikidata.comparison import Comparer, Comparison
from downrange.wikidata.facts import Facts
from downrange.wikidata.linked import Links
from downrange.wikidata.merges import Merges, item_after, links_after, merged_values
from downrange.wikidata.ours import Ours
from downrange.wikidata.routes import RouteMap
from downrange.wikidata.sources import Answers, Source, extract_source, fetch

_TRIAL = re.compile(r"(?:id/)?([a-z-]+/[^\s=]+)=(Q[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Where:
    """Where the JSON of items comes from; what is not given is ``None``."""

    extract: Path | None
    api: str | None
    contact: str | None
    cache: Path | None

    def source(self) -> Source:
        """The extract, else Wikidata. Raises ``LinkError`` where the extra is not installed."""
        if self.extract is not None:
            return extract_source(self.extract)
        require_network()
        return self._ask

    def _ask(self, ids: Iterable[str]) -> Answers:
        from downrange.linking.client import WIKIDATA, WikidataClient  # noqa: PLC0415
        from downrange.linking.transport import Manners  # noqa: PLC0415

        manners = Manners(contact=self.contact) if self.contact else Manners()
        folder = (self.cache or default_cache()) / "http"
        with WikidataClient(folder, self.api or WIKIDATA, manners) as client:
            return {name: found.entity for name, found in client.entities(ids).items()}


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparisons, and what else the person should be told.

    ``problems`` are items that could not be had, ``notes`` are merely worth knowing.
    """

    comparisons: tuple[Comparison, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    names: Mapping[str, str]
    editions: Callable[[str], str]

    def name_of(self, item: str) -> str:
        """The name of an item that is compared or linked, empty of any other."""
        return self.names.get(item, "")

    def tell(self) -> None:
        """Everything else, on standard error."""
        for words in (*self.notes, *self.problems):
            click.echo(f"downrange: {harmless(words)}", err=True)


def where_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say where items come from, handed on as one ``where``."""

    @functools.wraps(command)
    def gathered(
        *args: Any,
        extract: Path | None,
        api: str | None,
        contact: str | None,
        cache: Path | None,
        **others: Any,
    ) -> None:
        command(*args, where=Where(extract, api, contact, cache), **others)

    options = (
        click.option(
            "--extract",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="Read items from a file (JSON of entities, a line each), offline.",
        ),
        click.option("--api", metavar="URL", help="Ask another Wikibase than Wikidata."),
        click.option("--contact", metavar="ADDRESS", help="Your address, for the User-Agent."),
        click.option(
            "--cache",
            type=click.Path(path_type=Path, file_okay=False),
            help="Where answers are kept.  [default: ~/.cache/downrange]",
        ),
    )
    return functools.reduce(lambda made, option: option(made), reversed(options), gathered)


def compared(entity: str, trials: Sequence[str], where: Where, dataset: Path | None) -> Compared:
    """An entity, or every linked one, beside its item.

    Raises ``LinkError`` where the entity has no item, or no item could be had at all;
    ``QueryError`` where there is no such entity.
    """
    project = Project.load(Path.cwd())
    store = open_store(project, dataset)
    reader = Reader(store)
    table = load_links(project)
    tried = dict(_trial(words, reader, project.base) for words in trials)
    links = Links.of(store, table, tried)
    wanted = _wanted(entity, reader, links, table, tried)
    source = where.source()
    with busy("reading items"):
        fetched = fetch(source, wanted.values())
    problems = list(fetched.wrong)
    gone = [(node, item) for node, item in wanted.items() if item in fetched.absent]
    if where.extract is None or entity or tried or not fetched.items:
        problems += [_absent(reader.label(node), item, where) for node, item in gone]
        gone = []
    if not fetched.items:
        raise LinkError(" ".join(problems))
    notes = [f"{len(gone)} linked items are not in {where.extract}"] if gone else []
    vocabulary = ontology_of(project)
    routes = RouteMap.of(_alignment(project, vocabulary))

    def compare(merges: Merges) -> tuple[Comparison, ...]:
        ours = Ours(Facts(store), links_after(links, merges), vocabulary)
        comparer = Comparer(ours, routes)
        return tuple(
            comparer.comparison(node, item, item_after(fetched.items[item], merges))
            for node, item in wanted.items()
            if item in fetched.items
        )

    found = compare({})
    try:
        with busy("reading items"):
            merges = merged_values(found, source)
    except LinkError as error:
        problems.append(f"Whether values were merged could not be asked: {error.message}")
    else:
        found = compare(merges) if merges else found
    names = {item: reader.label(node) for node, item in links.exact.items()}
    names |= {item.id: item.label for item in fetched.items.values() if item.label != item.id}
    return Compared(
        found, tuple(problems), tuple(notes), names, _editions(project, links, vocabulary)
    )


def _wanted(
    entity: str,
    reader: Reader,
    links: Links,
    table: LinkTable,
    tried: Mapping[NamedNode, str],
) -> dict[NamedNode, str]:
    """The entities to compare and their items."""
    if entity:
        node = find_entity(reader, entity)
        if node not in links.exact:
            raise _unlinked(node, reader, links, table)
        return {node: links.exact[node]}
    if tried:
        return dict(tried)
    known = set(reader.entities())
    found = {node: item for node, item in links.exact.items() if node in known}
    if not found:
        raise LinkError(
            "no entity of the dataset is linked to Wikidata yet.",
            advice="Find items with: downrange link",
        )
    return dict(sorted(found.items(), key=lambda pair: pair[0].value))


def _unlinked(node: NamedNode, reader: Reader, links: Links, table: LinkTable) -> LinkError:
    """Why an entity cannot be compared, and what to do about it."""
    path = f"{reader.segment(node)}/{reader.slug(node)}"
    who = f"{reader.label(node)} ({path})"
    if reader.segment(node) in DEPENDENT:
        return LinkError(
            f"{who} has no item of its own in Wikidata.", advice="Compare what it belongs to."
        )
    if shared := links.shared.get(node):
        other = links.entity(shared)
        advice = f"Compare {reader.segment(other)}/{reader.slug(other)}." if other else ""
        return LinkError(f"{who} shares the item {shared} with another entity.", advice=advice)
    trial = f"or try an item out: downrange wikidata compare --link id/{path}=Q..."
    match table.standing(node):
        case Standing.NONE_FOUND:
            found = "was looked up in Wikidata, and no item was found"
            advice = f"If it has one by now, link it: downrange link {path}; {trial}"
        case Standing.LINKED:
            found = "is linked to an item that is near, but not it: only exact links are compared"
            advice = f"Link it exactly if there is an item: downrange link {path}; {trial}"
        case _:
            found = (
                "was not looked up in Wikidata yet, so there is no item to compare it with, and "
                "none is guessed"
            )
            advice = f"Look it up: downrange link {path}; {trial}"
    return LinkError(f"{who} {found}.", advice=advice)


def _absent(label: str, item: str, where: Where) -> str:
    if where.extract is not None:
        return f"{item} ({label}) is not in {where.extract}."
    return f"{item} ({label}) does not exist in Wikidata any more: run downrange link --check."


def _trial(words: str, reader: Reader, base: str) -> tuple[NamedNode, str]:
    match = _TRIAL.fullmatch(words.removeprefix(base))
    if match is None:
        raise click.UsageError(f"--link {words!r} is none such as id/mission/progress-ms-04=Q123.")
    return find_entity(reader, f"{entity_prefix(base)}{match[1]}"), match[2]


def _alignment(project: Project, vocabulary: Vocabulary) -> Alignment:
    return Alignment.load(project.resource(Resource.ONTOLOGY) / "alignments.ttl", vocabulary)


def _editions(project: Project, links: Links, vocabulary: Vocabulary) -> Callable[[str], str]:
    """The item of a Wikipedia, by its name: only if the table of links has it."""
    organization = vocabulary.class_("sf:Organization")

    def item(name: str) -> str:
        slug = slugify(name)
        return links.item(Minter(project.base).entity(organization, slug)) if slug else ""

    return item
