"""What references cite: ``<ref>`` tags, their names, and the citation templates in them.

https://en.wikipedia.org/wiki/Help:Citation_Style_1
"""

from __future__ import annotations

import re
from collections.abc import Callable

from downrange.documents.model import Citation, Span
from downrange.documents.wikitext.regions import REFERENCE, Region
from downrange.documents.wikitext.structure import Structure, Template, analyse
from downrange.documents.wikitext.template_names import template_key

_NAME = re.compile(r"""(?:^|\s)name\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))""", re.IGNORECASE)
_URL = re.compile(r"(?:https?:)?//[^\s\[\]<>\"|{}]+")

_URL_KEYS = ("url", "chapter-url", "chapterurl", "article-url", "section-url")
_TITLE_KEYS = ("title", "chapter", "script-title", "1")
_PUBLISHER_KEYS = (
    "publisher", "work", "website", "newspaper", "journal", "magazine", "agency", "periodical",
    "institution", "network", "via", "series",
)  # fmt: skip
_DATE_KEYS = ("date", "publication-date", "year")
_ACCESSED_KEYS = ("access-date", "accessdate")


class References:
    """The references of one document, by region and by name.

    ``plain`` gives what a span of a structure reads as. A reference is read when asked for
    and only once: an article has hundreds, its infobox a few.
    """

    def __init__(self, structure: Structure, plain: Callable[[Structure, Span], str]) -> None:
        self._text = structure.text
        self._plain = plain
        self._read: dict[Span, Citation] = {}
        self._named: dict[str, Region] = {}
        for node in structure.nodes:
            if isinstance(node, Region) and node.name == REFERENCE and self._has_content(node):
                self._named.setdefault(_name(node), node)

    def citation(self, region: Region) -> Citation | None:
        """What a reference cites; one used by its name alone cites what is defined elsewhere."""
        name = _name(region)
        if not self._has_content(region):
            defined = self._named.get(name) if name else None
            if defined is None:
                return Citation(region.span, name=name) if name else None
            region = defined
        if region.span not in self._read:
            self._read[region.span] = self._cited(region, name)
        return self._read[region.span]

    def _has_content(self, region: Region) -> bool:
        return region.content is not None and bool(region.content.of(self._text).strip())

    def _cited(self, region: Region, name: str) -> Citation:
        content = (region.content or region.span).of(self._text)
        inner = analyse(content)
        template = next(filter(_is_citation, inner.templates()), None)
        if template is not None:
            return self._from_template(region, name, inner, template)
        url = _URL.search(content)
        title = self._plain(inner, Span(0, len(content)))
        return Citation(region.span, url[0] if url else "", title, name=name)

    def _from_template(
        self, region: Region, name: str, inner: Structure, template: Template
    ) -> Citation:
        values = {argument.name.lower(): argument.value for argument in template.arguments}

        def first(keys: tuple[str, ...]) -> str:
            texts = (self._plain(inner, values[key]) for key in keys if key in values)
            return next(filter(None, texts), "")

        urls = (values[key].of(inner.text).strip() for key in _URL_KEYS if key in values)
        url = next(filter(_URL.fullmatch, urls), "")
        return Citation(
            region.span,
            url=url,
            title=first(_TITLE_KEYS),
            publisher=first(_PUBLISHER_KEYS),
            date=first(_DATE_KEYS),
            accessed=first(_ACCESSED_KEYS),
            name=name,
        )


def _name(region: Region) -> str:
    match = _NAME.search(region.attributes)
    return next((" ".join(group.split()) for group in match.groups() if group), "") if match else ""


def _is_citation(template: Template) -> bool:
    key = template_key(template.name)
    return key.startswith(("cite ", "vcite ")) or key in ("citation", "cite", "official website")
