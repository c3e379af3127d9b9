"""One build from start to end: load -> resolve -> link -> render -> export.

Everything before `render` is done once for all languages; each stage needs what the one before it
returns, so none can run too early.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from charsu.backlinks import find_backlinks
from charsu.cards import CARD, card_json
from charsu.export import entries_json, mentions_json, quality_json, random_lists, sitemaps
from charsu.feed import changes_xml
from charsu.forwarding import forwarding_pages
from charsu.here import entry_address
from charsu.history import read_history
from charsu.link import link
from charsu.memory import Memory
from charsu.model import EntryId, Language
from charsu.output import write_file
from charsu.parallel import collected_seldom, for_each
from charsu.pictures.maps import ground_svg
from charsu.problems import Problems
from charsu.render import INLINE_IDS, Page, Renderer
from charsu.resolve import read_wiki
from charsu.schema import as_text, schemas
from charsu.search import WrittenPage, named_entries, search_documents, search_files
from charsu.stages import stage
from charsu.stencils import Stamps, Stencil
from charsu.views import Site, view_site
from charsu.words import Words


def read_site(
    root: Path,
    languages: tuple[Language, ...],
    problems: Problems,
    memory: Memory | None = None,
    before: Site | None = None,
) -> Site | None:
    """What people wrote, linked and gathered into pages.

    Args:
        root: the folder that holds `entries/` and `docs/`.
        languages: those of the site, the default one first.
        problems: receives all mistakes of authors.
        memory: knows what was read before; gets what is read now.
        before: an older state of the site, of which as much is taken over as is still so.

    Returns:
        The site, or None if there were problems.
    """
    with collected_seldom():
        with stage("load"):
            wiki = read_wiki(root, languages, problems, memory)
        if wiki is None:
            return None
        with stage("link"):
            links = link(wiki, (before.wiki, before.links) if before else None)
        with stage("history"):
            renamed = {redirect.id: redirect.target for redirect in wiki.redirects}
            history = read_history(root, renamed)
        with stage("views"):
            return view_site(wiki, links, find_backlinks(wiki, links), history)


TEXTS_AT_ONCE, ENTRIES_AT_ONCE = 5, 50
"""So many pages a process writes before it asks for more."""


def write_site(
    site: Site,
    renderer: Renderer,
    words: Mapping[Language, Words],
    stencils: list[Stencil],
    out: Path,
    homes: Mapping[Language, str],
    written_pages: set[str],
    site_url: str | None,
    site_name: str,
) -> None:
    """Stamp all generated pages, and write what other programs read, on all cores.

    Args:
        out: the folder of the built site, which holds the stencils.
        homes: language -> path of its home page below `out`: "" or "zh/".
        written_pages: addresses, within a language, of the pages that are there already.
        site_url: where the site is published; without it there is no sitemap and no feed.
        site_name: how feeds call the site.

    Raises:
        WorkerError: another process failed.
    """
    writers = [
        _Writer(site, renderer, words[language], Stamps(stencils, out / home), f"{out}/{home}")
        for language, home in homes.items()
    ]
    tasks: list[Callable[[], list[str]]] = []
    for writer in writers:
        tasks += [writer.write_pictures, writer.write_lists, writer.write_further]
    tasks += [partial(_write_texts, writers, ids) for ids in _some_at_a_time(site.texts, TEXTS_AT_ONCE)]
    tasks += [partial(_write_entries, writers, ids) for ids in _some_at_a_time(site.entries, ENTRIES_AT_ONCE)]
    exports: dict[str, Callable[[], str]] = {
        "data/entries.json": lambda: entries_json(site, homes),
        "data/mentions.json": lambda: mentions_json(site),
        "data/quality.json": lambda: quality_json(site),
    }
    if site.atlas.sheet:
        exports["assets/map.svg"] = lambda: ground_svg(site.atlas, site.wiki.ground)
    tasks += [partial(_export, f"{out}/{name}", content) for name, content in exports.items()]
    with stage("pages"):
        addresses = written_pages.union(*for_each(tasks, lambda task: task()))
    with stage("exports"):
        for name, content in _small_exports(site, words, homes, addresses, site_url, site_name).items():
            write_file(f"{out}/{name}", content)


def _some_at_a_time(ids: Iterable[str], number: int) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(itertools.islice(rest, number)):
        yield some


class _Writer:
    """Writes pages of one language; each method gives their addresses."""

    def __init__(self, site: Site, renderer: Renderer, words: Words, stamps: Stamps, home: str) -> None:
        """`home`: folder of the language's home page."""
        self._site, self._renderer, self._words, self._stamps, self._home = site, renderer, words, stamps, home

    def write_pictures(self) -> list[str]:
        return self._write(self._renderer.pictures(self._words))

    def write_lists(self) -> list[str]:
        return self._write(self._renderer.lists(self._words))

    def write_further(self) -> list[str]:
        return self._write(self._renderer.further(self._words))

    def write_text(self, id: str) -> list[str]:
        return self._write(self._renderer.texts(self._words, [id]))

    def write_entry(self, id: EntryId) -> list[str]:
        """The page of an entry, and its card beside it."""
        card = card_json(self._site.items[id], self._site, self._renderer.here(self._words, ""))
        write_file(f"{self._home}{entry_address(self._site, id)}{CARD}", card)
        return self._write(self._renderer.entries(self._words, [id]))

    def _write(self, pages: Iterable[Page]) -> list[str]:
        written = []
        for page in pages:
            write_file(f"{self._home}{page.address}index.html", self._stamps.press(page))
            written.append(page.address)
        return written


# One after the other in all languages: much of a page is the same in each.


def _write_texts(writers: Sequence[_Writer], ids: Iterable[str]) -> list[str]:
    return [address for id in ids for writer in writers for address in writer.write_text(id)]


def _write_entries(writers: Sequence[_Writer], ids: Iterable[EntryId]) -> list[str]:
    return [address for id in ids for writer in writers for address in writer.write_entry(id)]


def _export(file: str, content: Callable[[], str]) -> list[str]:
    write_file(file, content())
    return []


def _small_exports(
    site: Site,
    words: Mapping[Language, Words],
    homes: Mapping[Language, str],
    addresses: set[str],
    site_url: str | None,
    site_name: str,
) -> dict[str, str]:
    exports: dict[str, str] = {}
    for language, home in homes.items():  # no pages of the site: neither the sitemap nor search knows them
        exports |= forwarding_pages(site.wiki, words[language], home, site_url)
    address = f"{site_url}data/schema/" if site_url else None
    for name, schema in schemas(site.wiki.vocabulary, site.wiki.languages, address).items():
        exports[f"data/schema/{name}"] = as_text(schema)
    if len(site.wiki.entries) > INLINE_IDS:
        exports |= random_lists(site, INLINE_IDS)
    if site_url:
        exports |= sitemaps(addresses, homes, site_url)
        if site.history and site.history.days:
            for language, home in homes.items():
                exports[f"{home}changes.xml"] = changes_xml(
                    site, site.history.days, words[language], f"{site_url}{home}", site_name
                )
    return exports


def write_search(
    site: Site,
    renderer: Renderer,
    words: Mapping[Language, Words],
    written: Mapping[str, Mapping[Language, WrittenPage]],
    out: Path,
) -> None:
    """Write `search/`: what is searched, and the indexes of words and names.

    Args:
        written: the pages that MkDocs rendered: address within a language -> language -> page.
        out: the folder of the built site.
    """
    heres = {language: renderer.here(words[language], "") for language in words}
    entries = named_entries(site)
    for name, content in search_files(site, search_documents(site, entries, heres, written), entries).items():
        write_file(f"{out}/search/{name}", content)
