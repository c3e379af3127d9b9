"""Load: the files that people write -> records.

Every mistake in a file is told here, with its place. Whether what one file says of another is true
(does that entry exist?) is the next stage's matter; see `resolve`.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from charsu.incremental.readcache import CachedRead, NoCache, ReadCache
from charsu.model.records import BaseMap, Entry, Language, Redirect, Source, Text, Vocabulary, Work
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
    """All that was read, nothing of it compared yet."""

    languages: tuple[Language, ...]
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    work_ids: frozenset[str] | None
    """Of all works, the refused ones too: a mistake in a work must not look like a missing work.
    None if they are not known, which is told already."""
    entries: tuple[Entry, ...]
    entry_kinds: Mapping[str, str | None]
    """Id -> kind of every entry file, the refused ones too; None if the vocabulary does not tell the kind."""
    texts: Mapping[str, Text]
    text_ids: frozenset[str]
    """Of all texts, the refused ones too."""
    references: tuple[Reference, ...]
    """Every [[id]] that somebody wrote, and every entry on the map."""
    base_map: BaseMap
    redirects: tuple[Redirect, ...] = ()


def load(
    root: Path, languages: tuple[Language, ...], problems: Problems, cache: ReadCache | None = None
) -> ParsedWiki | None:
    """Read `entries/` and `docs/` below `root`.

    Args:
        root: the project's folder.
        languages: those of the site.
        problems: receives the mistakes.
        cache: knows what was read before; gets what is read now.

    Returns:
        What was read; None if the vocabulary could not be: without it, every entry would look wrong.
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
        problems.add(Place(WORKS), "this file is missing", f"It lists the works that are cited, as in {cited.place}.")
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
