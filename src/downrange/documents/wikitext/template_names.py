"""Names of templates: how they compare, and which of them carry nothing to read."""

from __future__ import annotations

INFOBOX_TITLES = {
    title.casefold(): title
    for title in ("Infobox spaceflight", "Infobox spaceflight/IP", "Infobox spaceflight/Dock")
}

_SILENT_PREFIXES = (
    "cite", "cs1", "use ", "pp-", "portal", "commons", "wikimedia", "good ", "featured ",
    "sister ", "reflist", "ref", "infobox", "navbox", "defaultsort", "multistub", "stub",
    "include-", "webarchive", "sidebar", "update", "expand", "more ", "unreferenced",
)  # fmt: skip

_SILENT_SUFFIXES = (" stub", "-stub", " sidebar", " navbox", " needed", "-inline", " inline")

_NAMES = """
    - | about | according to whom | albums | anchor | apollo program | audio |
    authority control | bots | by whom | cbignore | citation | citation style | clarify |
    cleanup | clear | clearleft | clearright | cn | col-2 | col-3 | col-begin | col-break |
    col-end | colbegin | colend | coord missing | copy edit | copyedit | css image crop |
    current | current spaceflight | dead link | details | displaytitle | disputed inline |
    distinguish | div col | div col end | dubious | efn | efn-lr | efn-ua | engvarb |
    external media | fact | failed verification | flag icon | flagicon | flagicon image | for |
    for multiple | full citation | further | further information | gallery | harv | harvnb |
    harvtxt | hatnote | image frame | imdb episode | imdb title | ipa | ipac-en |
    italic title | legend | legend0 | legend2 | library resources box | listen | location map |
    lowercase title | main | main article | main articles | merge | merge from | merge to |
    multiple image | nasa space program | nobots | notability | note | notelist | notetag |
    official website | one source | original research | orphan | other uses | pov |
    primary sources | r | redirect | refimprove | refn | respell | rp | see | see also | sfn |
    sfnp | short description | shy | small div | split | spoken wikipedia | subject bar |
    superimpose | toc left | toc limit | toc right | tone | verify source | visible anchor |
    when | where | which | who | why | wj | youtube | yt | zwj | zwnj | zwsp
"""
_SILENT = frozenset(name.strip() for name in _NAMES.split("|"))


def template_key(name: str) -> str:
    """A template's name as names are compared: case, underscores and ``Template:`` aside."""
    return " ".join(name.replace("_", " ").split()).casefold().removeprefix("template:").lstrip()


def template_title(name: str) -> str:
    """A template's title: the canonical one of a spaceflight infobox, else as MediaWiki has it."""
    key = template_key(name)
    title = " ".join(name.replace("_", " ").split())
    if key in INFOBOX_TITLES:
        return INFOBOX_TITLES[key]
    bare = title[len(title) - len(key) :] if len(title) >= len(key) else title
    return bare[:1].upper() + bare[1:]


def is_infobox(key: str) -> bool:
    return key.startswith("infobox")


def is_silent(key: str) -> bool:
    """Whether a template is for maintenance, navigation or reference, and shows no value."""
    return key in _SILENT or key.startswith(_SILENT_PREFIXES) or key.endswith(_SILENT_SUFFIXES)
