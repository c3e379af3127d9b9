"""Load a wiki: parse the files that people write into records.

Every mistake within a file is reported here, with its place. References between files (does that entry
exist?) are checked in the next stage; see `resolve`.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from charsu.incremental.readcache import CachedRead, NoCache, ReadCache
from charsu.model.base_map import BaseMap
from charsu.model.records import Entry, Language, Redirect, Source, Text, Vocabulary, Work
from charsu.read.documents import load_document_links
from charsu.read.entries import load_entries
from charsu.read.map import load_base_map
from charsu.read.redirects import load_redirects
from charsu.read.texts import load_texts
from charsu.read.vocabulary import RESERVED_FOLDERS, VOCABULARY, load_vocabulary
from charsu.read.works import WORKS, load_works
from charsu.support.diagnostics import Place, Problems
from charsu.support.textfile import is_there
from charsu.text.wikilinks import Reference


@dataclasses.dataclass(frozen=True)
class ParsedWiki:
    """Everything that was read; references between files are not checked yet."""

    languages: tuple[Language, ...]
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    work_ids: frozenset[str] | None
    """The ids of all works, including refused ones: a mistake in a work must not look like a missing work.
    None if they are unknown, which is reported already."""
    entries: tuple[Entry, ...]
    entry_kinds: Mapping[str, str | None]
    """Id -> kind of every entry file, including refused ones; None if the file is not in the folder of a kind."""
    texts: Mapping[str, Text]
    text_ids: frozenset[str]
    """The ids of all texts, including refused ones."""
    references: tuple[Reference, ...]
    """Every [[id]] that an author wrote, and every entry on the base map."""
    base_map: BaseMap
    redirects: tuple[Redirect, ...] = ()


def load(
    root: Path, languages: tuple[Language, ...], problems: Problems, cache: ReadCache | None = None
) -> ParsedWiki | None:
    """Read `entries/` and `docs/` below `root`.

    Args:
        root: the project's folder.
        languages: the languages of the site.
        problems: receives the mistakes.
        cache: the cache of what was read before; it is updated.

    Returns:
        The parsed wiki; None if the vocabulary could not be read: without it, every entry would look wrong.
    """
    cache = cache or NoCache()
    languages = cache.intern(("languages",), languages)
    make_vocabulary = partial(load_vocabulary, root, languages)
    vocabulary = cache.get(
        CachedRead((VOCABULARY,), (f"{root}/{VOCABULARY}",), (languages,), make_vocabulary), problems
    )
    make_works = partial(load_works, root, languages, vocabulary)
    works, work_ids = cache.get(CachedRead((WORKS,), (f"{root}/{WORKS}",), (vocabulary,), make_works), problems)
    texts, text_ids, text_links = load_texts(root, languages, problems, cache)
    kinds = vocabulary.kinds.values() if vocabulary else ()
    document_links = load_document_links(
        root, {*RESERVED_FOLDERS, *languages, *(kind.folder for kind in kinds)}, problems
    )
    base_map, map_links = load_base_map(root, languages, problems)
    if vocabulary is None:
        return None
    entries, entry_kinds, entry_links = load_entries(root, languages, vocabulary, problems, cache)
    cited = next((s for s in _works_cited(entries, texts.values()) if s.work not in text_ids), None)
    if cited is not None and not is_there(root / WORKS):
        problems.add(
            Place(WORKS),
            "this file is missing",
            f"It must list the works that are cited, for example in {cited.place}.",
        )
        work_ids = None
    return ParsedWiki(
        languages=languages,
        vocabulary=vocabulary,
        works=works,
        work_ids=work_ids,
        entries=entries,
        entry_kinds=entry_kinds,
        texts=texts,
        text_ids=text_ids,
        references=(*entry_links, *text_links, *document_links, *map_links),
        base_map=base_map,
        redirects=load_redirects(root, vocabulary, problems),
    )


def _works_cited(entries: Iterable[Entry], texts: Iterable[Text]) -> Iterable[Source]:
    cited = [source for entry in entries for statement in entry.statements for source in statement.sources]
    cited += [source for text in texts for origin in text.provenance for source in origin.sources]
    return (source for source in cited if source.work is not None)
