"""Site files: everything that is made from a wiki, file by file, each when it is asked for.

A build asks for all of them, in parts that any process can make; `wiki serve` for those that somebody looks at.
"""

import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from charsu.i18n.messages import Words
from charsu.model.records import EntryId, Language
from charsu.pictures.maps import ground_svg
from charsu.publish.build_slices import InputHashes, part_file, write_down
from charsu.publish.export import entries_json, mentions_json, quality_json, random_lists
from charsu.publish.feed import changes_xml
from charsu.publish.redirects import forwarding_pages
from charsu.read.editor_schemas import as_text, schemas
from charsu.render.cards import CARD, card_json
from charsu.render.renderer import Page, Renderer
from charsu.render.stencils import Stamps
from charsu.search.documents import DocumentRank, SearchDocument, number_documents, search_documents
from charsu.search.index import begin_search, search_files
from charsu.search.name_index import NamedEntry, named_entry
from charsu.support.lazydict import LazyDict
from charsu.support.outputs import Content
from charsu.support.parallel import chunked
from charsu.view import pagination
from charsu.view.markdown_pages import Document
from charsu.view.page_context import Here, entry_address
from charsu.view.page_models import Site

TEXTS_AT_ONCE, ENTRIES_AT_ONCE = 5, 50
"""So many pages stand in one part."""

PAGE = "index.html"

File = tuple[str, Content]
"""Path from the root of the site, and content."""

Batch = Callable[[], Iterable[File]]
"""Makes some files that have something in common."""


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
        self._kept: dict[str, Mapping[str, Content]] = {}

    def parts(self) -> list[Batch]:
        """What makes all of them, but for what is made of all parts together; see `slices`.

        The parts may be made in any order, by several processes.
        """
        makers: list[_Maker] = [self._names] if self._has_search else []
        makers.append(self._quality)
        for language in self._homes:
            makers += [partial(self._pictures, language), partial(self._lists, language)]
            makers.append(partial(self._further, language))
        makers += [self._data, self._documents_stamped]
        makers += [partial(self._texts, ids) for ids in chunked(list(self._site.texts), TEXTS_AT_ONCE)]
        makers += [partial(self._entries, ids) for ids in chunked(list(self._site.entries), ENTRIES_AT_ONCE)]
        makers.append(self._small)
        return [partial(self._gathered, number, maker) for number, maker in enumerate(makers)]

    def prepare(self) -> None:
        """Do what all parts need, before several processes would each do it by themselves."""
        self._renderer.prepare()

    def common(self, parts: int, slices: int, state: InputHashes) -> dict[str, object]:
        """What all slices of a build know alike.

        Args:
            parts: how many there are.
            slices: how many there are.
            state: of what the site is made, but for its history; empty, if there is only one.
        """
        known = {"parts": parts, "slices": slices, "homes": self._homes, "site_url": self._site_url}
        if not state:
            return known
        history = hashlib.sha256(repr(self._site.history).encode()).hexdigest()
        return known | {"state": {**state, "the history that git has": history}}

    def _gathered(self, number: int, maker: "_Maker") -> Iterator[File]:
        """The files of a part, and the one in which it writes down what it contributes to the whole."""
        others = tuple(home for home in self._homes.values() if home)
        gathered: dict[str, Any] = {"pages": [], "documents": [], "start": None}
        for path, content in maker(gathered):
            yield path, content
            # What only leads elsewhere is no page.
            if path.endswith(PAGE) and not path.startswith(others) and maker != self._small:
                gathered["pages"].append(path.removesuffix(PAGE))
        yield part_file(number), write_down(gathered)

    # --- one file ---

    def file(self, path: str) -> Content | None:
        """The content of a file; None if it is none of these. There is no sitemap before all is made."""
        language, home = max(self._homes.items(), key=lambda item: (path.startswith(item[1]), len(item[1])))
        folder, _, name = path.removeprefix(home).rpartition("/")
        section, _, id = folder.partition("/")
        owner = id.partition("/")[0]
        maker: _Maker
        if id in self._site.entries and entry_address(self._site, id) == f"{folder}/":
            return dict(self._entry(id, language)).get(path)
        if section == "texts" and id in self._site.texts:
            return dict(self._text(id, language)).get(path)
        if path.startswith("search/"):
            maker = self._search if self._has_search else _nothing
        elif path == "data/quality.json" or (section == "quality" and name == PAGE):
            maker = self._quality
        elif path in ("data/entries.json", "data/mentions.json"):
            maker = self._data
        elif name != PAGE or section == "data":
            maker = self._small
        elif any(document.address.rstrip("/") == folder for document in self._documents):
            maker = self._documents_stamped
        elif section in ("timeline", "map", "relations"):
            maker = partial(self._pictures, language)
        elif owner in self._site.entries and entry_address(self._site, owner) == f"{section}/{owner}/":
            maker = partial(self._further, language)
        else:
            maker = partial(self._lists, language)
        found = self._made(maker, repr((section, language, getattr(maker, "func", maker)))).get(path)
        return self._made(self._small, "small").get(path) if found is None and name == PAGE else found

    def _made(self, maker: "_Maker", key: str) -> Mapping[str, Content]:
        if key not in self._kept:
            self._kept[key] = dict(maker({"documents": []}))
        return self._kept[key]

    def _search(self, gathered: "_Gathered") -> Iterator[File]:
        """All files of the search."""
        documents = self._search_documents(self._site.texts, self._site.entries, self._documents)
        for name, content in search_files(self._site, documents, self._named.values()).items():
            yield f"search/{name}", content

    # --- pages ---

    def _stamped(self, pages: Iterable[Page]) -> Iterator[File]:
        for page in pages:
            yield f"{self._homes[page.language]}{page.address}{PAGE}", self._stamps[page.language].press(page)

    def _pictures(self, language: Language, gathered: "_Gathered") -> Iterator[File]:
        yield from self._stamped(self._renderer.pictures(self._words[language]))

    def _lists(self, language: Language, gathered: "_Gathered") -> Iterator[File]:
        yield from self._stamped(self._renderer.lists(self._words[language]))

    def _further(self, language: Language, gathered: "_Gathered") -> Iterator[File]:
        yield from self._stamped(self._renderer.further(self._words[language]))

    def _documents_stamped(self, gathered: "_Gathered") -> Iterator[File]:
        for document in self._documents:
            yield from self._stamped([self._renderer.document(self._words[document.language], document)])
        yield from self._indexed_if_wanted(gathered, documents=self._documents)

    def _quality(self, gathered: "_Gathered") -> Iterator[File]:
        """What is missing, which is looked for once for all."""
        yield "data/quality.json", quality_json(self._site)
        for language in self._homes:
            yield from self._stamped([self._renderer.quality(self._words[language])])

    # One after the other in all languages: much of a page is the same in each.

    def _texts(self, ids: Sequence[str], gathered: "_Gathered") -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._text(id, language)
        yield from self._indexed_if_wanted(gathered, texts=ids)
        self._site.texts.discard(ids)

    def _entries(self, ids: Sequence[str], gathered: "_Gathered") -> Iterator[File]:
        for id, language in itertools.product(ids, self._homes):
            yield from self._entry(id, language)
        yield from self._indexed_if_wanted(gathered, entries=ids)
        self._site.entries.discard(ids)

    def _text(self, id: str, language: Language) -> Iterator[File]:
        yield from self._stamped(self._renderer.texts(self._words[language], [id]))

    def _entry(self, id: str, language: Language) -> Iterator[File]:
        """The page of an entry; beside the one in the default language its card, which speaks all of them."""
        yield from self._stamped(self._renderer.entries(self._words[language], [id]))
        if not self._homes[language]:
            yield f"{entry_address(self._site, id)}{CARD}", card_json(self._site.items[id], self._site, self._heres)

    # --- what programs read ---

    def _names(self, gathered: "_Gathered") -> Iterator[File]:
        """The names of all entries, which the search finds by themselves."""
        named = (named_entry(entry, self._site) for entry in self._site.wiki.entries.values())
        gathered["start"], files = begin_search(self._site, named, self._numbers)
        for name, content in files.items():
            yield f"search/{name}", content

    def _indexed_if_wanted(
        self,
        gathered: "_Gathered",
        texts: Iterable[str] = (),
        entries: Iterable[EntryId] = (),
        documents: Sequence[Document] = (),
    ) -> Iterator[File]:
        if self._has_search:
            for document in self._search_documents(texts, entries, documents):
                yield self._indexed(document, gathered)

    def _search_documents(
        self, texts: Iterable[str], entries: Iterable[EntryId], documents: Sequence[Document]
    ) -> Iterator[SearchDocument]:
        return search_documents(self._site, self._named, self._heres, texts, entries, documents)

    def _indexed(self, document: SearchDocument, gathered: "_Gathered") -> File:
        """The file of what is found as one; under what it is found is gathered."""
        number = self._numbers[document.rank]
        gathered["documents"].append((number, document.keys, document.names))
        return f"search/documents/{number}.json", document.content

    @functools.cached_property
    def _heres(self) -> Mapping[Language, Here]:
        """How the home page of each language sees the site."""
        return {language: self._renderer.here(words, "") for language, words in self._words.items()}

    @functools.cached_property
    def _named(self) -> Mapping[EntryId, NamedEntry]:
        entries = self._site.wiki.entries
        return LazyDict(entries, lambda id: named_entry(entries[id], self._site))

    @functools.cached_property
    def _numbers(self) -> Mapping[DocumentRank, int]:
        return number_documents(self._site, [document.address for document in self._documents])

    def _data(self, gathered: "_Gathered") -> Iterator[File]:
        yield "data/entries.json", entries_json(self._site, self._homes)
        yield "data/mentions.json", mentions_json(self._site)

    def _small(self, gathered: "_Gathered") -> Iterator[File]:
        site, site_url = self._site, self._site_url
        address = f"{site_url}data/schema/" if site_url else None
        for name, schema in schemas(site.wiki.vocabulary, site.wiki.languages, address).items():
            yield f"data/schema/{name}", as_text(schema)
        if site.atlas.sheet:
            yield "assets/map.svg", ground_svg(site.atlas, site.wiki.ground)
        if len(site.wiki.entries) > pagination.INLINE_IDS:
            yield from random_lists(site, pagination.INLINE_IDS).items()
        for language, home in self._homes.items():
            yield from self._forwarding(language)
            if site_url and site.history and site.history.days:
                days, words = site.history.days, self._words[language]
                yield f"{home}changes.xml", changes_xml(site, days, words, f"{site_url}{home}", self._site_name)

    def _forwarding(self, language: Language) -> Iterable[File]:
        wiki, home = self._site.wiki, self._homes[language]
        return forwarding_pages(wiki, self._words[language], home, self._site_url).items()


_Gathered = dict[str, Any]
"""What a part contributes to what is made of all together: addresses of its `pages`; number, keys and names of its
search `documents`; and what the search `start`s with, of the part that knows."""

_Maker = Callable[[_Gathered], Iterable[File]]


def _nothing(gathered: _Gathered) -> Iterable[File]:
    return ()
