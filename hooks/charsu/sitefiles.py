"""Site files: everything that is made from a wiki, file by file, each when it is asked for.

A build asks for all of them, in parts that any process can make; `wiki serve` for those that somebody looks at.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from charsu import paging
from charsu.cards import CARD, card_json
from charsu.documents import Document
from charsu.export import entries_json, mentions_json, quality_json, random_lists, sitemaps
from charsu.feed import changes_xml
from charsu.forwarding import forwarding_pages
from charsu.here import entry_address
from charsu.model import Language
from charsu.pictures.maps import ground_svg
from charsu.render import Page, Renderer
from charsu.schema import as_text, schemas
from charsu.search import named_entries, search_documents, search_files
from charsu.stencils import Stamps
from charsu.views import Site
from charsu.words import Words

TEXTS_AT_ONCE, ENTRIES_AT_ONCE = 5, 50
"""So many pages stand in one part."""

PAGE = "index.html"

File = tuple[str, str]
"""Path from the root of the site, and content."""

Part = Callable[[], Iterable[File]]
"""Makes some files that have something in common."""


class SiteFiles:
    """All files of a site that are made from the wiki."""

    def __init__(
        self,
        site: Site,
        renderer: Renderer,
        words: Mapping[Language, Words],
        stamps: Mapping[Language, Stamps],
        documents: Sequence[Document],
        homes: Mapping[Language, str],
        site_url: str | None,
        site_name: str,
        has_search: bool = True,
    ) -> None:
        """What they are made of.

        Args:
            site: what pages show.
            renderer: makes their bodies.
            words: those of each language.
            stamps: those of each language.
            documents: the pages that people wrote in Markdown.
            homes: language -> path of its home page: "" or "zh/".
            site_url: where the site is published; without it there is no sitemap and no feed.
            site_name: how feeds call the site.
            has_search: whether there is an index of the search.
        """
        self._site, self._renderer, self._words, self._stamps = site, renderer, words, stamps
        self._documents, self._homes, self._site_url, self._site_name = documents, homes, site_url, site_name
        self._has_search = has_search
        self._kept: dict[str, Mapping[str, str]] = {}

    def parts(self) -> list[Part]:
        """What makes all of them but the sitemap. The parts may be made in any order, by several processes."""
        parts: list[Part] = [self._search] if self._has_search else []
        parts += [self._quality, *(partial(self._pictures, language) for language in self._homes)]
        parts += [partial(self._lists, language) for language in self._homes]
        parts += [partial(self._further, language) for language in self._homes]
        parts += [self._data, self._small, self._documents_stamped]
        parts += [partial(self._texts, ids) for ids in _some_at_a_time(self._site.texts, TEXTS_AT_ONCE)]
        parts += [partial(self._entries, ids) for ids in _some_at_a_time(self._site.entries, ENTRIES_AT_ONCE)]
        return parts

    def sitemap(self, paths: Iterable[str]) -> Mapping[str, str]:
        """The sitemap, by the paths of all files. What only leads elsewhere is no page."""
        if not self._site_url:
            return {}
        default = next(iter(self._homes))
        elsewhere = {path for language in self._homes for path, _ in self._forwarding(language)}
        others = tuple(home for home in self._homes.values() if home)
        addresses = {
            path.removesuffix(PAGE)
            for path in paths
            if path.endswith(PAGE) and not path.startswith(others) and path not in elsewhere
        }
        assert self._homes[default] == "", "the default language stands at the root"
        return sitemaps(addresses, self._homes, self._site_url)

    # --- one file ---

    def file(self, path: str) -> str | None:
        """The content of a file; None if it is none of these."""
        language, home = max(self._homes.items(), key=lambda item: (path.startswith(item[1]), len(item[1])))
        folder, _, name = path.removeprefix(home).rpartition("/")
        section, _, id = folder.partition("/")
        kinds = self._site.wiki.vocabulary.kinds.values()
        part: Part
        if id in self._site.entries and entry_address(self._site, id) == f"{folder}/":
            part = partial(self._entry, id, language)
        elif section == "texts" and id in self._site.texts:
            part = partial(self._text, id, language)
        elif section in ("timeline", "map", "relations"):
            part = partial(self._pictures, language)
        elif (section == "quality" and name == PAGE) or path == "data/quality.json":
            part = self._quality
        elif path.startswith("search/"):
            part = self._search if self._has_search else list
        elif section == "data" and id == "" and path.startswith("data/"):
            part = self._data
        elif id.count("/") > 1 and section in {kind.folder for kind in kinds}:
            part = partial(self._further, language)
        elif name == PAGE and any(document.address.rstrip("/") == folder for document in self._documents):
            part = self._documents_stamped
        elif name == PAGE:
            part = partial(self._lists, language)
        else:
            part = self._small
        return self._made(part).get(path)

    def _made(self, part: Part) -> Mapping[str, str]:
        key = repr(part)
        if key not in self._kept:
            self._kept[key] = dict(part())
        return self._kept[key]

    # --- pages ---

    def _stamped(self, pages: Iterable[Page]) -> Iterator[File]:
        for page in pages:
            yield f"{self._homes[page.language]}{page.address}{PAGE}", self._stamps[page.language].press(page)

    def _pictures(self, language: Language) -> Iterator[File]:
        yield from self._stamped(self._renderer.pictures(self._words[language]))

    def _lists(self, language: Language) -> Iterator[File]:
        yield from self._stamped(self._renderer.lists(self._words[language]))

    def _further(self, language: Language) -> Iterator[File]:
        yield from self._stamped(self._renderer.further(self._words[language]))

    def _documents_stamped(self) -> Iterator[File]:
        for document in self._documents:
            yield from self._stamped([self._renderer.document(self._words[document.language], document)])

    def _quality(self) -> Iterator[File]:
        """What is missing, which is looked for once for all."""
        yield "data/quality.json", quality_json(self._site)
        for language in self._homes:
            yield from self._stamped([self._renderer.quality(self._words[language])])

    # One after the other in all languages: much of a page is the same in each.

    def _texts(self, ids: Iterable[str]) -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._text(id, language)

    def _entries(self, ids: Iterable[str]) -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._entry(id, language)

    def _text(self, id: str, language: Language) -> Iterator[File]:
        yield from self._stamped(self._renderer.texts(self._words[language], [id]))

    def _entry(self, id: str, language: Language) -> Iterator[File]:
        """The page of an entry, and its card beside it."""
        yield from self._stamped(self._renderer.entries(self._words[language], [id]))
        card = card_json(self._site.items[id], self._site, self._renderer.here(self._words[language], ""))
        yield f"{self._homes[language]}{entry_address(self._site, id)}{CARD}", card

    # --- what programs read ---

    def _search(self) -> Iterator[File]:
        heres = {language: self._renderer.here(self._words[language], "") for language in self._words}
        entries = named_entries(self._site)
        documents = search_documents(self._site, entries, heres, self._documents)
        for name, content in search_files(self._site, documents, entries).items():
            yield f"search/{name}", content

    def _data(self) -> Iterator[File]:
        yield "data/entries.json", entries_json(self._site, self._homes)
        yield "data/mentions.json", mentions_json(self._site)

    def _small(self) -> Iterator[File]:
        site, site_url = self._site, self._site_url
        address = f"{site_url}data/schema/" if site_url else None
        for name, schema in schemas(site.wiki.vocabulary, site.wiki.languages, address).items():
            yield f"data/schema/{name}", as_text(schema)
        if site.atlas.sheet:
            yield "assets/map.svg", ground_svg(site.atlas, site.wiki.ground)
        if len(site.wiki.entries) > paging.INLINE_IDS:
            yield from random_lists(site, paging.INLINE_IDS).items()
        for language, home in self._homes.items():
            yield from self._forwarding(language)
            if site_url and site.history and site.history.days:
                days, words = site.history.days, self._words[language]
                yield f"{home}changes.xml", changes_xml(site, days, words, f"{site_url}{home}", self._site_name)

    def _forwarding(self, language: Language) -> Iterable[File]:
        wiki, home = self._site.wiki, self._homes[language]
        return forwarding_pages(wiki, self._words[language], home, self._site_url).items()


def _some_at_a_time(ids: Iterable[str], number: int) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(itertools.islice(rest, number)):
        yield some
