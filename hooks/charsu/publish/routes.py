"""Routes: everything that is made from a wiki, and which maker makes which path.

`Routes._table` says it once, for both who ask: a build wants all files, in batches that any process can make;
`wiki serve` wants one file at a time, when a browser asks for it.
"""

import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from charsu.i18n.messages import Words
from charsu.model import limits
from charsu.model.records import EntryId, Language
from charsu.pictures.map_ground import ground_svg
from charsu.publish.build_slices import Contribution, InputHashes, contribution_json, part_file
from charsu.publish.export import entries_json, mentions_json, quality_json, random_lists
from charsu.publish.feed import changes_xml
from charsu.publish.redirects import forwarding_pages
from charsu.read.editor_schemas import as_text, schemas
from charsu.render.cards import CARD, card_json
from charsu.render.renderer import Page, Renderer
from charsu.render.stencils import Stamps
from charsu.search.documents import DocumentRank, SearchDocument, number_documents, search_documents, work_documents
from charsu.search.index import begin_search, search_files
from charsu.search.name_index import NamedEntry, named_entry
from charsu.support.lazydict import LazyDict
from charsu.support.outputs import PAGE, Content, file_address, page_file
from charsu.support.parallel import chunked
from charsu.view.markdown_pages import Document
from charsu.view.page_context import PageContext
from charsu.view.site import Site
from charsu.view.urls import entry_address

TEXTS_PER_BATCH, ENTRIES_PER_BATCH = 5, 50

File = tuple[str, Content]
"""Path from the root of the site, and content."""

Batch = Callable[[], Iterable[File]]
"""Makes some files that have something in common."""

Maker = Callable[[Contribution], Iterable[File]]
"""Makes files, and adds to the contribution of its batch what all batches together are made of."""


class SitePath(NamedTuple):
    """A path from the root of the site, taken apart."""

    path: str
    language: Language
    address: str
    """Folder within the language: "people/ana/", or "" for the home page."""
    section: str
    """First folder within the language: "people"."""
    item: str
    """Second folder within the language: "ana"."""
    is_page: bool


class Route(NamedTuple):
    """One kind of files: which paths are of this kind, and which makers make them."""

    name: str
    key: Callable[[SitePath], str | None]
    """Of a path of this kind: the key of its maker. None for any other path."""
    makers: Mapping[str, Maker]
    """Key -> maker. A build calls all of them."""
    alone: Callable[[SitePath], Maker] | None = None
    """Makes the file of a path and few others. Without it, the maker of the build is called, and its files are kept."""
    is_listed: bool = True
    """Whether its pages are in the sitemap; what only leads elsewhere is not."""


class Routes:
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
        """Know what files are made of, and make none yet.

        Args:
            site: what pages show.
            renderer: makes the bodies of pages.
            words: the interface words of each language.
            stamps: what the pages of each language are stamped from.
            documents: the pages that people wrote in Markdown.
            homes: language -> path of its home page: "" or "zh/".
            site_url: where the site is published; without it there is no sitemap and no feed.
            site_name: how feeds call the site.
            has_search: whether there is an index of the search.
        """
        self._site, self._renderer, self._words, self._stamps = site, renderer, words, stamps
        self._documents, self._homes, self._site_url, self._site_name = documents, homes, site_url, site_name
        self._has_search = has_search
        self._made: dict[tuple[str, str], Mapping[str, Content]] = {}
        """Name of a route and key of a maker -> its files, for `file`."""

    @functools.cached_property
    def _table(self) -> tuple[Route, ...]:
        """Every route. For a path that fits several, the first one counts."""
        site, random = self._site, "data/random/"
        documents = {page_file(document.address) for document in self._documents}
        old_addresses = {f"{redirect.address}/" for redirect in site.wiki.redirects}
        texts, entries = list(site.texts), list(site.entries)

        def per_language(maker: Callable[[Language, Contribution], Iterable[File]]) -> dict[str, Maker]:
            return {language: partial(maker, language) for language in self._homes}

        def numbered(makers: Iterable[Maker]) -> dict[str, Maker]:
            return {str(number): maker for number, maker in enumerate(makers)}

        def only_if(holds: Callable[[SitePath], bool]) -> Callable[[SitePath], str | None]:
            return lambda at: "" if holds(at) else None

        def language_if(holds: Callable[[SitePath], bool]) -> Callable[[SitePath], str | None]:
            return lambda at: at.language if holds(at) else None

        search = Route(
            "search",
            only_if(lambda at: at.path.startswith("search/")),
            {"": self._names},
            alone=lambda at: lambda contribution: self._search_files,
        )
        return (
            *([search] if self._has_search else []),
            Route(
                "quality",
                only_if(lambda at: at.path == "data/quality.json" or (at.section == "quality" and at.is_page)),
                {"": self._quality},
            ),
            Route("data", only_if(lambda at: at.path in ("data/entries.json", "data/mentions.json")), {"": self._data}),
            Route("schemas", only_if(lambda at: at.path.startswith("data/schema/")), {"": self._schemas}),
            Route("random", only_if(lambda at: at.path.startswith(random)), {"": self._random}),
            Route("map", only_if(lambda at: at.path == "assets/map.svg"), {"": self._map}),
            Route(
                "feed",
                language_if(lambda at: at.path == f"{self._homes[at.language]}changes.xml"),
                per_language(self._feed),
            ),
            Route(
                "documents",
                only_if(lambda at: at.is_page and f"{at.address}{PAGE}" in documents),
                {"": self._documents_stamped},
            ),
            Route(
                "redirects",
                language_if(lambda at: at.is_page and at.address in old_addresses),
                per_language(self._redirects),
                is_listed=False,
            ),
            Route(
                "pictures",
                language_if(lambda at: at.is_page and at.section in ("timeline", "map", "relations")),
                per_language(self._pictures),
            ),
            Route(
                "texts",
                lambda at: at.item if at.address == f"texts/{at.item}/" and at.item in site.texts else None,
                numbered(partial(self._texts, ids) for ids in chunked(texts, TEXTS_PER_BATCH)),
                alone=lambda at: partial(self._text, at.item, at.language),
            ),
            Route(
                "entries",
                lambda at: at.item if at.item in site.entries and at.address == entry_address(site, at.item) else None,
                numbered(partial(self._entries, ids) for ids in chunked(entries, ENTRIES_PER_BATCH)),
                alone=lambda at: partial(self._entry, at.item, at.language),
            ),
            Route(
                "overflow",
                language_if(
                    lambda at: (
                        at.is_page
                        and at.item in site.entries
                        and entry_address(site, at.item) == f"{at.section}/{at.item}/"
                    )
                ),
                per_language(self._further),
            ),
            Route("lists", language_if(lambda at: at.is_page), per_language(self._lists)),
        )

    def batches(self) -> list[Batch]:
        """Return what makes all files but those that are made of all batches together; see `build_slices`.

        The batches may be made in any order, by several processes. Small ones come last, so that all processes end
        at about the same time.
        """
        routes = sorted(self._table, key=lambda route: route.name in ("texts", "entries"))
        makers = [(route, maker) for route in routes for maker in route.makers.values()]
        return [partial(self._batch, number, *both) for number, both in enumerate(makers)]

    def prepare(self) -> None:
        """Make what all batches need, so that not every process makes it for itself."""
        self._renderer.prepare()

    def common(self, parts: int, slices: int, state: InputHashes) -> dict[str, object]:
        """Return what all slices of a build have in common.

        Args:
            parts: the number of batches.
            slices: the number of slices.
            state: hashes of what the site is made of, except its history; empty if there is only one slice.
        """
        known = {"parts": parts, "slices": slices, "homes": self._homes, "site_url": self._site_url}
        if not state:
            return known
        history = hashlib.sha256(repr(self._site.history).encode()).hexdigest()
        return known | {"state": {**state, "the history that git has": history}}

    def _batch(self, number: int, route: Route, maker: Maker) -> Iterator[File]:
        """Make the files of a batch, and the one that records what it contributes to the whole."""
        others = tuple(home for home in self._homes.values() if home)
        contribution = Contribution()
        for path, content in maker(contribution):
            yield path, content
            if route.is_listed and path.endswith(PAGE) and not path.startswith(others):
                contribution.pages.append(file_address(path))
        yield part_file(number), contribution_json(contribution)

    # --- one file ---

    def file(self, path: str) -> Content | None:
        """Return the content of one file; None if it is none of these. Only a whole build has a sitemap."""
        at = self._split(path)
        for route in self._table:
            key = route.key(at)
            if key is not None:
                return self._files_of(route, key, at).get(path)
        return None

    def _split(self, path: str) -> SitePath:
        language, home = max(self._homes.items(), key=lambda item: (path.startswith(item[1]), len(item[1])))
        folder, _, name = path.removeprefix(home).rpartition("/")
        section, _, rest = folder.partition("/")
        return SitePath(path, language, f"{folder}/" if folder else "", section, rest.partition("/")[0], name == PAGE)

    def _files_of(self, route: Route, key: str, at: SitePath) -> Mapping[str, Content]:
        """Return a file together with those that are made with it; what was made of many is kept."""
        if route.alone:
            return dict(route.alone(at)(Contribution()))
        if (route.name, key) not in self._made:
            self._made[route.name, key] = dict(route.makers[key](Contribution()))
        return self._made[route.name, key]

    @functools.cached_property
    def _search_files(self) -> list[File]:
        """All files of the search, in whose making a build shares."""
        documents = self._search_documents(self._site.texts, self._site.entries, self._documents)
        documents = itertools.chain(documents, work_documents(self._site, self._contexts))
        files = search_files(self._site, documents, self._named.values())
        return [(f"search/{name}", content) for name, content in files.items()]

    # --- pages ---

    def _stamped(self, pages: Iterable[Page]) -> Iterator[File]:
        for page in pages:
            yield f"{self._homes[page.language]}{page_file(page.address)}", self._stamps[page.language].stamp(page)

    def _pictures(self, language: Language, contribution: Contribution) -> Iterator[File]:
        yield from self._stamped(self._renderer.pictures(self._words[language]))

    def _lists(self, language: Language, contribution: Contribution) -> Iterator[File]:
        yield from self._stamped(self._renderer.lists(self._words[language]))

    def _further(self, language: Language, contribution: Contribution) -> Iterator[File]:
        yield from self._stamped(self._renderer.further(self._words[language]))

    def _documents_stamped(self, contribution: Contribution) -> Iterator[File]:
        for document in self._documents:
            yield from self._stamped([self._renderer.document(self._words[document.language], document)])
        yield from self._indexed_if_wanted(contribution, documents=self._documents)

    def _quality(self, contribution: Contribution) -> Iterator[File]:
        """Make what says what is missing, which is looked for once for all languages."""
        yield "data/quality.json", quality_json(self._site)
        for language in self._homes:
            yield from self._stamped([self._renderer.quality(self._words[language])])

    # One after the other in all languages: much of a page is the same in each.

    def _texts(self, ids: Sequence[str], contribution: Contribution) -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._text(id, language, contribution)
        yield from self._indexed_if_wanted(contribution, texts=ids)
        self._site.texts.discard(ids)

    def _entries(self, ids: Sequence[str], contribution: Contribution) -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._entry(id, language, contribution)
        yield from self._indexed_if_wanted(contribution, entries=ids)
        self._site.entries.discard(ids)

    def _text(self, id: str, language: Language, contribution: Contribution) -> Iterator[File]:
        yield from self._stamped(self._renderer.texts(self._words[language], [id]))

    def _entry(self, id: str, language: Language, contribution: Contribution) -> Iterator[File]:
        """Make the page of an entry; with the one in the default language its card, which is in all languages."""
        yield from self._stamped(self._renderer.entries(self._words[language], [id]))
        if not self._homes[language]:
            yield f"{entry_address(self._site, id)}{CARD}", card_json(self._site.items[id], self._site, self._contexts)

    # --- what programs read ---

    def _names(self, contribution: Contribution) -> Iterator[File]:
        """Make what the search needs to find entries by their names; and the works, as search documents."""
        named = (named_entry(entry, self._site) for entry in self._site.wiki.entries.values())
        contribution.start, files = begin_search(self._site, named, self._numbers)
        for name, content in files.items():
            yield f"search/{name}", content
        for document in work_documents(self._site, self._contexts):
            yield self._indexed(document, contribution)

    def _indexed_if_wanted(
        self,
        contribution: Contribution,
        texts: Iterable[str] = (),
        entries: Iterable[EntryId] = (),
        documents: Sequence[Document] = (),
    ) -> Iterator[File]:
        if self._has_search:
            for document in self._search_documents(texts, entries, documents):
                yield self._indexed(document, contribution)

    def _search_documents(
        self, texts: Iterable[str], entries: Iterable[EntryId], documents: Sequence[Document]
    ) -> Iterator[SearchDocument]:
        return search_documents(self._site, self._named, self._contexts, texts, entries, documents)

    def _indexed(self, document: SearchDocument, contribution: Contribution) -> File:
        """Make the file of one search document, and contribute the keys under which it is found."""
        number = self._numbers[document.rank]
        contribution.documents.append((number, document.keys, document.names))
        return f"search/documents/{number}.json", document.content

    @functools.cached_property
    def _contexts(self) -> Mapping[Language, PageContext]:
        """The context of the home page of each language."""
        return {language: self._renderer.context(words, "") for language, words in self._words.items()}

    @functools.cached_property
    def _named(self) -> Mapping[EntryId, NamedEntry]:
        entries = self._site.wiki.entries
        return LazyDict(entries, lambda id: named_entry(entries[id], self._site))

    @functools.cached_property
    def _numbers(self) -> Mapping[DocumentRank, int]:
        return number_documents(self._site, [document.address for document in self._documents])

    def _data(self, contribution: Contribution) -> Iterator[File]:
        yield "data/entries.json", entries_json(self._site, self._homes)
        yield "data/mentions.json", mentions_json(self._site)

    def _schemas(self, contribution: Contribution) -> Iterator[File]:
        address = f"{self._site_url}data/schema/" if self._site_url else None
        wiki = self._site.wiki
        for name, schema in schemas(wiki.vocabulary, wiki.languages, address).items():
            yield f"data/schema/{name}", as_text(schema)

    def _map(self, contribution: Contribution) -> Iterator[File]:
        """Make the ground that the small maps of entries share."""
        if self._site.atlas.sheet:
            yield "assets/map.svg", ground_svg(self._site.atlas, self._site.wiki.base_map)

    def _random(self, contribution: Contribution) -> Iterable[File]:
        """Make the lists that a random entry is drawn from, if the page cannot carry them itself."""
        if len(self._site.wiki.entries) <= limits.RANDOM_ENTRIES_INLINE:
            return ()
        return random_lists(self._site, limits.RANDOM_ENTRIES_INLINE).items()

    def _feed(self, language: Language, contribution: Contribution) -> Iterator[File]:
        site, home, history = self._site, self._homes[language], self._site.history
        if self._site_url and history and history.days:
            words, url = self._words[language], f"{self._site_url}{home}"
            yield f"{home}changes.xml", changes_xml(site, history.days, words, url, self._site_name)

    def _redirects(self, language: Language, contribution: Contribution) -> Iterable[File]:
        wiki, home = self._site.wiki, self._homes[language]
        return forwarding_pages(wiki, self._words[language], home, self._site_url).items()
