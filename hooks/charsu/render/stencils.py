"""Stencils: pages that MkDocs and its theme rendered once, with holes, from which others are stamped.

The holes of a stencil are tokens that no text contains by chance. The token for the id is also in the stencil's own
address, so all that a theme derives from an address (canonical link, language links) is right in every stamped page.
"""

import dataclasses
import functools
import html
import re
from collections.abc import Iterable
from pathlib import Path

from charsu.model.records import Vocabulary
from charsu.render.renderer import Page
from charsu.support.outputs import page_file

ID = "charsu-hole-id"
NUMBER = "charsu-hole-number"
TITLE = "charsu-hole-title"
DESCRIPTION = "charsu-hole-description"
BODY = "charsu-hole-body"

_HOLES = re.compile(f"({ID}|{NUMBER}|{TITLE}|{DESCRIPTION}|{BODY})")
_IN_ADDRESSES = {ID: "(?P<id>[^/]*)", NUMBER: "-?[0-9]+"}


@dataclasses.dataclass(frozen=True)
class Stencil:
    """The address of a stencil, and which pages are stamped from it."""

    address: str
    """Within a language: "people/charsu-hole-id/", or without a hole if only one page is stamped. The further pages
    of a list have a hole for their number: "people/page/charsu-hole-number/"."""
    section: str
    """Address of the section of the site that its pages belong to."""

    def id_of(self, address: str) -> str | None:
        """Return the id of a page at an address; None if this stencil is not for it."""
        match = self._form.fullmatch(address)
        return match.groupdict().get("id", "") if match else None

    @functools.cached_property
    def _form(self) -> re.Pattern[str]:
        parts = re.split(f"({ID}|{NUMBER})", self.address)
        return re.compile("".join(_IN_ADDRESSES.get(part) or re.escape(part) for part in parts))


def stencils_for(vocabulary: Vocabulary, singles: Iterable[str], forms: Iterable[str] = ()) -> list[Stencil]:
    """Return the stencils of a site: first those for a single page.

    Args:
        vocabulary: each of its kinds has a stencil.
        singles: addresses of pages that exist once.
        forms: of addresses that any number of pages may have, with "{id}" and "{number}" for what differs.
    """
    sections = [f"{kind.folder}/" for kind in vocabulary.kinds.values()]
    addresses = [*singles, *(form.format(id=ID, number=NUMBER) for form in forms)]
    found = [Stencil(address, address.partition("/")[0] + "/") for address in addresses]
    return found + [Stencil(f"{section}{ID}/", section) for section in ("texts/", *sections)]


class Stamp:
    """A rendered stencil, split at its holes."""

    def __init__(self, stencil: str) -> None:
        """`stencil`: the HTML as MkDocs wrote it."""
        # The theme's part of a page is encoded once for all pages.
        self._parts = [part.encode() for part in _HOLES.split(stencil)]
        if BODY.encode() not in self._parts:
            raise ValueError("the stencil has no hole for the body; does the theme show page.content?")

    def fill(self, id: str, page: Page) -> bytes:
        """Return one page in UTF-8, with its values in the holes."""
        fillings = {
            ID: id,
            NUMBER: str(page.number),
            TITLE: html.escape(page.title),
            DESCRIPTION: html.escape(page.description),
            BODY: page.body,
        }
        filled = {hole.encode(): filling.encode() for hole, filling in fillings.items()}
        return b"".join([filled.get(part, part) for part in self._parts])


def tight(stencil: str) -> str:
    """Remove the empty lines and the margins that templates leave, and that every page would carry."""
    if _LINES_SHOWN.search(stencil):
        return stencil
    lines = (line.strip(" \t\r") for line in stencil.split("\n"))
    return "\n".join(line for line in lines if line)


_LINES_SHOWN = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)
"""Elements in which lines and margins mean something."""


class Stamps:
    """All stamps of one language."""

    def __init__(self, stencils: Iterable[Stencil], home: Path) -> None:
        """Take the stencils out of a built site.

        Args:
            stencils: a page uses the first one that it fits.
            home: folder of the language's home page, which contains them.
        """
        self._stamps: dict[str, Stamp] = {}
        self._alike: dict[tuple[str, int], list[Stencil]] = {}
        stencils = list(stencils)
        for stencil in stencils:
            self._alike.setdefault(_form(stencil.address), []).append(stencil)
            file = home / page_file(stencil.address)
            self._stamps[stencil.address] = Stamp(tight(file.read_text(encoding="utf-8")))
            file.unlink()
        for stencil in stencils:
            _take_away(home, stencil.address)

    def stamp(self, page: Page) -> bytes:
        """Return a page, stamped from the stencil that it fits, in UTF-8.

        Raises:
            NoStencilError: it fits none.
        """
        stencil, id = _stencil_for(page.address, self._alike.get(_form(page.address), ()))
        return self._stamps[stencil.address].fill(id, page)


def _take_away(home: Path, address: str) -> None:
    """Remove the folders of a stencil that are named after its holes."""
    steps = address.rstrip("/").split("/")
    for end in range(len(steps), 0, -1):
        folder = home.joinpath(*steps[:end])
        if {ID, NUMBER} & {*steps[:end]} and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


class NoStencilError(Exception):
    """MkDocs has rendered no stencil for a page."""


def _form(address: str) -> tuple[str, int]:
    """Return what an address shares with that of its stencil: the section and the depth."""
    return address.partition("/")[0], address.count("/")


def _stencil_for(address: str, stencils: Iterable[Stencil]) -> tuple[Stencil, str]:
    for stencil in stencils:
        if (id := stencil.id_of(address)) is not None:
            return stencil, id
    raise NoStencilError(f"no stencil for {address}")
