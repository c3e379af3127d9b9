"""Stencils: pages rendered once by MkDocs and its theme, with holes, from which others are stamped.

A stencil's holes are tokens that no text contains by chance. Since the token for the id also stands in
the stencil's own address, all that a theme derives from an address (canonical link, language links)
comes out right for every page that is stamped from it.
"""

import dataclasses
import html
import re
from collections.abc import Iterable
from pathlib import Path

from charsu.model import Vocabulary
from charsu.render import Page

ID = "charsu-hole-id"
TITLE = "charsu-hole-title"
DESCRIPTION = "charsu-hole-description"
BODY = "charsu-hole-body"

_HOLES = re.compile(f"({ID}|{TITLE}|{DESCRIPTION}|{BODY})")


@dataclasses.dataclass(frozen=True)
class Stencil:
    """Where a stencil stands, and which pages are stamped from it."""

    address: str
    """Within a language: "people/charsu-hole-id/", or without a hole if only one page is stamped."""
    section: str
    """Address of the section of the site that its pages belong to."""

    def id_of(self, address: str) -> str | None:
        """The id of a page that this stencil is for; None if it is for another one."""
        before, hole, after = self.address.partition(ID)
        if not hole:
            return "" if address == self.address else None
        id = address.removeprefix(before).removesuffix(after)
        return id if address == f"{before}{id}{after}" and "/" not in id else None


def stencils_for(vocabulary: Vocabulary, singles: Iterable[str]) -> list[Stencil]:
    """The stencils of a site: those of which there is one page first.

    Args:
        vocabulary: each of its kinds has a stencil.
        singles: addresses of pages that are the only one of their form.
    """
    sections = [f"{kind.folder}/" for kind in vocabulary.kinds.values()]
    found = [Stencil(address, address.partition("/")[0] + "/") for address in singles]
    return found + [Stencil(f"{section}{ID}/", section) for section in ("texts/", *sections)]


class Stamp:
    """A rendered stencil, cut at its holes."""

    def __init__(self, stencil: str) -> None:
        """`stencil`: the HTML as MkDocs wrote it."""
        self._parts = _HOLES.split(stencil)
        if BODY not in self._parts:
            raise ValueError("the stencil has no hole for the body; does the theme show page.content?")

    def press(self, id: str, page: Page) -> str:
        """Fill the holes for one page."""
        fillings = {
            ID: id,
            TITLE: html.escape(page.title),
            DESCRIPTION: html.escape(page.description),
            BODY: str(page.body),
        }
        return "".join([fillings.get(part, part) for part in self._parts])


class Stamps:
    """All stamps of one language."""

    def __init__(self, stencils: Iterable[Stencil], home: Path) -> None:
        """Take the stencils out of a built site.

        Args:
            stencils: the first one that a page fits is used.
            home: folder of the language's home page, below which they stand.
        """
        self._stencils = list(stencils)
        self._stamps: dict[str, Stamp] = {}
        for stencil in self._stencils:
            file = home / stencil.address / "index.html"
            self._stamps[stencil.address] = Stamp(file.read_text(encoding="utf-8"))
            file.unlink()
            if ID in stencil.address:
                file.parent.rmdir()

    def press(self, page: Page) -> str:
        """A page from the stencil that it fits."""
        stencil, id = _stencil_for(page.address, self._stencils)
        return self._stamps[stencil.address].press(id, page)


def _stencil_for(address: str, stencils: Iterable[Stencil]) -> tuple[Stencil, str]:
    for stencil in stencils:
        if (id := stencil.id_of(address)) is not None:
            return stencil, id
    raise ValueError(f"no stencil for {address}")
