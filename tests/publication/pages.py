"""Pages as trees, read with the standard library: what the tests look into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "input", "img", "hr"}


@dataclass(slots=True)
class Element:
    """An element; ``children`` are elements and texts in order."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """All text within, white space as one space."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        return "".join(c if isinstance(c, str) else c.raw for c in self.children)

    def __iter__(self) -> Iterator[Element]:
        """Every element within, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def all(self, name: str, **attributes: str) -> list[Element]:
        """The elements of a name with these attributes (``class_`` is one of its classes)."""
        return [e for e in self if e.name == name and _has(e, attributes)]

    def one(self, name: str, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert found, f"no <{name}> with {attributes}"
        return found[0]

    def by_id(self, name: str) -> Element:
        found = [e for e in self if e.attributes.get("id") == name]
        assert len(found) == 1, f"{len(found)} elements have the id {name}"
        return found[0]


def _has(element: Element, wanted: dict[str, str]) -> bool:
    for key, value in wanted.items():
        if key == "class_":
            if value not in element.classes:
                return False
        elif element.attributes.get(key) != value:
            return False
    return True


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """The tree of a page; fails where an element is not closed in its turn."""
    assert html.startswith("<!DOCTYPE html>\n")
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].name}> is never closed"
    return parser.root


def fact(page: Element, name: str) -> Element:
    """The values of the first fact of that name."""
    for row in page.all("div", class_="fact"):
        if row.one("dt").text == name:
            return row.one("dd")
    raise AssertionError(f"no fact {name!r}")
