"""The context of a page: how it sees the rest of the site, from its language and its address.

A context consists of parts with one task each: the words of the interface, the labels of things, addresses, and inline
HTML. Components (`render`) and pictures are functions of a context. Pages of one language and one depth have the same.
"""

from collections.abc import Iterable

from charsu.i18n.messages import Words
from charsu.model.changes import Authorship, ChangedItem
from charsu.model.records import EntryId, Localized
from charsu.view.changes import NamedChange, changed_items
from charsu.view.inline_html import AnnotatedRows, InlineHtml
from charsu.view.labels import Labels
from charsu.view.repo_host import RepoHost
from charsu.view.site import Site
from charsu.view.urls import Urls


class PageContext:
    """The site as one page sees it."""

    def __init__(
        self,
        site: Site,
        words: Words,
        home: str,
        address: str,
        repo_host: RepoHost | None = None,
        site_url: str | None = None,
        rows: AnnotatedRows | None = None,
    ) -> None:
        """Make the context of a page.

        Args:
            site: what there is.
            words: those of the page's language.
            home: path of the language's home page from the site's root.
            address: the page's, within its language.
            repo_host: where the project's files are edited; None if that is not known.
            site_url: where the site is published, with a slash at the end, if that is known.
            rows: the rows of texts that pages of the site have shown already.
        """
        self.site = site
        self.words = words
        self.language = words.language
        self.repo_host = repo_host
        self.labels = Labels(site, words)
        self.urls = Urls(site, home, address, site_url)
        self.html = InlineHtml(site, words, self.labels, self.urls, rows or AnnotatedRows())
        # The three that are used on every line:
        self.say = words.say
        self.name = self.labels.name

    def text(self, localized: Localized) -> str:
        """Return what is said in the page's language."""
        return localized[self.language]

    def changes(self, items: Iterable[ChangedItem]) -> list[NamedChange]:
        return changed_items(self.site, items, self.language)

    def authorship(self, id: EntryId, is_text: bool = False) -> Authorship | None:
        """Return who wrote an entry or a text, and when; None if that is not known."""
        return self.site.history.written.get(ChangedItem(is_text, id)) if self.site.history else None
