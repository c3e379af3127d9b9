"""Reading pages of a built site: a strict reader of HTML, and what tests ask of its elements."""

import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """An element with its attributes, and the elements and words in it."""

    __slots__ = ("_within", "attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []
        self._within: list[Element] | None = None

    def get(self, name: str) -> str:
        """An attribute; the empty string if it is not there."""
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def text(self) -> str:
        """All words in it, as they stand."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", cls: str = "", **attributes: str) -> Iterator["Element"]:
        """The elements in it of that tag, class and attributes ("" asks for none); `data_x` stands for data-x."""
        wanted = [(name.replace("_", "-"), value) for name, value in attributes.items()]
        for element in self._elements():
            if (
                (not tag or element.tag == tag)
                and (not cls or cls in element.classes)
                and all(element.attributes.get(name) == value for name, value in wanted)
            ):
                yield element

    def _elements(self) -> list["Element"]:
        """All elements in it, in their order; a page that has been read does not change, so this is done once."""
        if self._within is None:
            self._within, waiting = [], [self]
            while waiting:
                element = waiting.pop()
                self._within.append(element)
                waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
            del self._within[0]
        return self._within

    def one(self, tag: str = "", cls: str = "", **attributes: str) -> "Element":
        """The only such element."""
        found = list(self.all(tag, cls, **attributes))
        assert len(found) == 1, f"{len(found)} of {tag} {cls} {attributes}"
        return found[0]


def read_html(source: str) -> Element:
    """Read a page.

    Raises:
        AssertionError: an element is not closed, or another one is.
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    assert not reader.open[1:], f"not closed: {reader.open[-1].tag}"
    return reader.open[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute stands twice: {attrs}"
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        last = self.open.pop()
        assert last.tag == tag, f"line {self.getpos()[0]}: </{tag}> closes <{last.tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@functools.cache
def read_page(file: Path) -> Element:
    """Read a page of a site that no test changes; each process does so once, since it takes time."""
    return read_html(file.read_text(encoding="utf-8"))


def read_pages(site: Path) -> dict[str, Element]:
    """Every page of a site by its address: "zh/people/" or "404.html"."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        try:
            pages[address] = read_page(file)
        except AssertionError as error:
            raise AssertionError(f"{address}: {error}") from None
    return pages


_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*:)?(?P<host>//[^/?#]*)?(?P<path>[^?#]*)(\?[^#]*)?(#(?P<id>.*))?")


def leaves_the_site(address: str) -> bool:
    """Whether an address names another host, or something else than a page."""
    match = _ADDRESS.match(address)
    return bool(match and (match["scheme"] or match["host"]))


def resolve_address(address: str, page: str) -> tuple[str, str]:
    """Where an address leads that stands on a page: an address from the site's root, and an id or ""."""
    match = _ADDRESS.match(address)
    assert match
    path = match["path"]
    if not path:
        return page, match["id"] or ""
    folders = [] if path.startswith("/") else page.split("/")[:-1]
    *steps, last = path.lstrip("/").split("/")
    for step in [*steps, last] if last in (".", "..") else steps:
        if step == "..":
            assert folders, f"{address} on {page} leads out of the site"
            folders.pop()
        elif step not in (".", ""):
            folders.append(step)
    name = "" if last in (".", "..") else last
    return "".join(f"{folder}/" for folder in folders) + name, match["id"] or ""
