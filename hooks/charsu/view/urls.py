"""The addresses of a site, as a page links to them.

They are relative, so that the site works below any address and from a folder. Pages of one language and one depth write
the same addresses.
"""

from charsu.model.records import EntryId, SegmentId
from charsu.support.cached_method import cached_method
from charsu.support.html import Html, escape
from charsu.view.site import Site


class Urls:
    """The addresses that one page writes."""

    def __init__(self, site: Site, home: str, address: str, site_url: str | None = None) -> None:
        """Prepare the addresses for a page.

        Args:
            site: what there is.
            home: path of the language's home page from the site's root.
            address: the page's, within its language.
            site_url: where the site is published, with a slash at the end, if that is known.
        """
        self._site = site
        self.base: Html = _up(address.count("/"))
        """Leads from the page to the home page of its language."""
        self.root: Html = _up((home + address).count("/"))
        """Leads from the page to the root of the site, where `assets/` is."""
        self._published = f"{site_url}{home}" if site_url else None

    @cached_method
    def entry(self, id: EntryId) -> str:
        """Return the address of an entry's page."""
        return f"{self.base}{entry_address(self._site, id)}"

    def text(self, id: str, segment: SegmentId | None = None) -> str:
        """Return the address of a text, or of a segment in it."""
        return f"{self.base}texts/{id}/#{segment}" if segment else f"{self.base}texts/{id}/"

    def work(self, id: str) -> str:
        """Return the address at which a work is listed."""
        return f"{self.base}{self._site.work_addresses[id]}"

    def published(self, address: str) -> str:
        """Return the absolute address of a page within the language; empty if the site's address is not known."""
        return f"{self._published}{address}" if self._published else ""


def _up(steps: int) -> Html:
    return escape("../" * steps or "./")


def entry_address(site: Site, id: EntryId) -> str:
    """Return the address of an entry within its language."""
    kind = site.wiki.vocabulary.kinds[site.wiki.entries[id].kind]
    return f"{kind.folder}/{id}/"
