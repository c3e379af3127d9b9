"""Load: the files that people write -> records.

Every mistake in a file is told here, with its place. Whether what one file says of another is true
(does that entry exist?) is the next stage's matter; see `resolve`.
"""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from charsu.brackets import Reference
from charsu.load.entries import load_entries
from charsu.load.texts import load_texts
from charsu.load.vocabulary import load_vocabulary
from charsu.load.works import load_works
from charsu.model import Entry, Language, Text, Vocabulary, Work
from charsu.problems import Problems


@dataclasses.dataclass(frozen=True)
class Sources:
    """All that was read, nothing of it compared yet."""

    languages: tuple[Language, ...]
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    work_ids: frozenset[str]
    """Of all works, the refused ones too: a mistake in a work must not look like a missing work."""
    entries: tuple[Entry, ...]
    entry_kinds: Mapping[str, str]
    """Id -> kind of every entry file, the refused ones too."""
    texts: Mapping[str, Text]
    text_ids: frozenset[str]
    """Of all texts, the refused ones too."""
    references: tuple[Reference, ...]
    """Every [[id]] that somebody wrote."""


def load(root: Path, languages: tuple[Language, ...], problems: Problems) -> Sources | None:
    """Read `entries/` and `docs/texts/` below `root`.

    Returns None if the vocabulary could not be read: without it, every other file would look wrong.
    """
    before = len(problems)
    vocabulary = load_vocabulary(root, languages, problems)
    if vocabulary is None or len(problems) > before:
        return None
    works, work_ids = load_works(root, languages, vocabulary, problems)
    entries, entry_kinds, entry_references = load_entries(root, languages, vocabulary, problems)
    texts, text_ids, text_references = load_texts(root, languages, problems)
    return Sources(
        languages=languages,
        vocabulary=vocabulary,
        works=works,
        work_ids=work_ids,
        entries=entries,
        entry_kinds=entry_kinds,
        texts=texts,
        text_ids=text_ids,
        references=(*entry_references, *text_references),
    )
