"""Index: all files below `search/` that the browser loads.

Search works in two steps. The index says which *search documents* may match; the script `theme/scripts/search/`
loads these and decides. So the index may offer too many documents but never too few, and each rule that readers
notice (accents, quotes, Chinese) is in one place, the script.

No reader loads more when the wiki grows: both indexes are split into blocks, of which a search loads those with its
words; and of the documents found, it loads as many as it shows.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from charsu.model.records import EntryId, Localized, Wiki
from charsu.search.documents import ENTRY, PAGE, WORK, DocumentRank, SearchDocument
from charsu.search.name_index import NamedEntry, name_index
from charsu.search.postings import PostingLists, invert, unshare
from charsu.search.prefix_index import Files, as_script, to_json
from charsu.search.word_index import word_index
from charsu.text.folding import browser_variants
from charsu.view.kind_names import kind_class
from charsu.view.site import Site


def search_files(site: Site, documents: Iterable[SearchDocument], entries: Iterable[NamedEntry]) -> Files:
    """Return all files; they are the same whatever the order of documents and entries."""
    ordered = sorted(documents, key=lambda document: document.rank)
    start, files = begin_search(site, entries, (document.rank for document in ordered))
    files |= {f"documents/{number}.json": document.content for number, document in enumerate(ordered)}
    postings = unshare(invert((number, document.keys) for number, document in enumerate(ordered)))
    in_names = unshare(invert((number, document.names) for number, document in enumerate(ordered)))
    return files | word_files(start, len(ordered), postings, in_names)


def begin_search(
    site: Site, entries: Iterable[NamedEntry], ranks: Iterable[DocumentRank]
) -> tuple[dict[str, object], Files]:
    """Return what the browser loads first, except the directory of the word index; and the files of the names.

    Args:
        site: the pages.
        entries: all entries, in any order.
        ranks: those of all documents.
    """
    ordered = sorted(ranks)
    names, files = name_index(sorted(entries, key=lambda entry: (-entry.passages, entry.id)))
    start: dict[str, object] = {
        "languages": site.wiki.languages,
        "kinds": _kinds(site.wiki),
        "names": names,
        # The numbers of the first entry, page and work among the documents; and how many documents there are.
        "documents": [sum(rank[0] < kind for rank in ordered) for kind in (ENTRY, PAGE, WORK, WORK + 1)],
    }
    return start, {**files, **dict(as_script(path, content) for path, content in _texts(site))}


def word_files(start: Mapping[str, object], documents: int, postings: PostingLists, in_names: PostingLists) -> Files:
    """Return the files of the word index, the one that the browser loads first, and the traditional Chinese letters.

    Args:
        start: what `begin_search` returned.
        documents: number of documents.
        postings: the documents of each key.
        in_names: those of them that have the key in their names.
    """
    words, files = word_index(documents, postings, in_names)
    variants = browser_variants(itertools.chain.from_iterable(postings))
    scripts = {"start": to_json({**start, "words": words}), "variants": to_json(variants)}
    return {**files, **dict(as_script(path, content) for path, content in scripts.items())}


def _kinds(wiki: Wiki) -> list[object]:
    return [
        [
            kind.id,
            kind.folder,
            _by_language(kind.label, wiki),
            _by_language(kind.plural, wiki),
            kind_class(wiki.vocabulary, kind.id),
        ]
        for kind in wiki.vocabulary.kinds.values()
    ]


def _texts(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the texts by which readers narrow a search; and for each text the entries on whose pages it is."""
    entries: dict[str, list[EntryId]] = {id: [] for id in site.wiki.texts}
    for id in site.wiki.entries:
        for text in site.shown[id]:
            entries[text].append(id)
    yield "texts", to_json([[id, _by_language(text.title, site.wiki)] for id, text in site.wiki.texts.items()])
    for text, ids in entries.items():
        yield f"texts/{text}", to_json(sorted(ids))


def _by_language(localized: Localized, wiki: Wiki) -> list[str]:
    return [localized[language] for language in wiki.languages]
