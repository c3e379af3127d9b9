"""One build from start to end: load -> resolve -> link -> render -> export.

Everything before `render` is done once for all languages; each stage needs what the one before it
returns, so none can run too early.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from charsu.backlinks import find_backlinks
from charsu.cards import write_cards
from charsu.export import entries_json, mentions_json, quality_json, sitemap_xml
from charsu.feed import changes_xml
from charsu.forwarding import forwarding_pages
from charsu.history import read_history
from charsu.link import link
from charsu.model import Language
from charsu.pagefind import write_index
from charsu.pictures.maps import ground_svg
from charsu.problems import Problems
from charsu.render import Renderer
from charsu.resolve import read_wiki
from charsu.schema import as_text, schemas
from charsu.search import SearchDocument, WrittenPage, names_js, search_documents
from charsu.stencils import Stencil, stamp_pages
from charsu.views import Site, view_site
from charsu.words import Words


def read_site(root: Path, languages: tuple[Language, ...], problems: Problems) -> Site | None:
    """What people wrote, linked and gathered into pages.

    Args:
        root: the folder that holds `entries/` and `docs/`.
        languages: those of the site, the default one first.
        problems: receives all mistakes of authors.

    Returns:
        The site, or None if there were problems.
    """
    wiki = read_wiki(root, languages, problems)
    if wiki is None:
        return None
    links = link(wiki)
    renamed = {redirect.id: redirect.target for redirect in wiki.redirects}
    return view_site(wiki, links, find_backlinks(wiki, links), read_history(root, renamed))


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
    """Stamp all generated pages, and write what other programs read.

    Args:
        out: the folder of the built site, which holds the stencils.
        homes: language -> path of its home page below `out`: "" or "zh/".
        written_pages: addresses, within a language, of the pages that are there already.
        site_url: where the site is published; without it there is no sitemap and no feed.
        site_name: how feeds call the site.
    """
    addresses = set(written_pages)
    for language, home in homes.items():
        addresses.update(stamp_pages(renderer.pages(words[language]), stencils, out / home))
        write_cards(site, renderer.here(words[language], ""), out / home)
    exports = {
        "data/entries.json": entries_json(site, homes),
        "data/mentions.json": mentions_json(site),
        "data/quality.json": quality_json(site),
    }
    for language, home in homes.items():  # no pages of the site: neither the sitemap nor search knows them
        exports |= forwarding_pages(site.wiki, words[language], home, site_url)
    address = f"{site_url}data/schema/" if site_url else None
    for name, schema in schemas(site.wiki.vocabulary, site.wiki.languages, address).items():
        exports[f"data/schema/{name}"] = as_text(schema)
    if site.atlas.sheet:
        exports["assets/map.svg"] = ground_svg(site.atlas, site.wiki.ground)
    if site_url:
        exports["sitemap.xml"] = sitemap_xml(addresses, homes, site_url)
        if site.history and site.history.days:
            for language, home in homes.items():
                exports[f"{home}changes.xml"] = changes_xml(
                    site, site.history.days, words[language], f"{site_url}{home}", site_name
                )
    for name, content in exports.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(content, encoding="utf-8", newline="\n")


def write_search(
    site: Site,
    renderer: Renderer,
    words: Mapping[Language, Words],
    written: Mapping[str, Mapping[Language, WrittenPage]],
    out: Path,
) -> None:
    """Write `search/`: the names, the contents of all search documents, and their index.

    Args:
        written: the pages that MkDocs rendered: address within a language -> language -> page.
        out: the folder of the built site.

    Raises:
        PagefindError: there is no index.
    """
    documents = search_documents(site, {language: renderer.here(words[language], "") for language in words}, written)
    for document in documents:
        _write_content(document, out / "search")
    (out / "search/names.js").write_text(names_js(site), encoding="utf-8", newline="\n")
    write_index(documents, out / "search")


def _write_content(document: SearchDocument, folder: Path) -> None:
    file = folder / f"{document.address}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(document.content, ensure_ascii=False, separators=(",", ":"))
    file.write_text(content, encoding="utf-8", newline="\n")
