"""Name changes: which prose has to be linked again after an edit, because names in it changed."""

from collections.abc import Iterable, Iterator, Mapping

from charsu.model.records import Entry, Language, Text, Wiki
from charsu.text.folding import fold_for_linking
from charsu.text.name_matcher import Names
from charsu.text.wikilinks import split_links


def names_differ(older: Wiki, wiki: Wiki) -> bool:
    """Return whether other words may be names, or names of other entries."""
    if older.vocabulary is not wiki.vocabulary or older.entries.keys() != wiki.entries.keys():
        return True
    pairs = ((older.entries[id], entry) for id, entry in wiki.entries.items() if older.entries[id] is not entry)
    return any((a.names, a.aliases, a.weak) != (b.names, b.aliases, b.weak) for a, b in pairs)


def changed_names(
    before: Mapping[Language, Names], now: Mapping[Language, Names], older: Wiki, wiki: Wiki
) -> Iterator[str]:
    """Yield all words that mean other entries than before, folded; and brackets that are filled with a name."""
    if before is now:
        return
    for language, names in now.items():
        yield from names.differences(before[language])
    for id in older.entries.keys() | wiki.entries.keys():
        one, other = older.entries.get(id), wiki.entries.get(id)
        if one is None or other is None or (one is not other and one.names != other.names):
            yield fold_for_linking(f"[[{id}")


class ChangedNames:
    """Finds prose that may have to be linked in another way than before."""

    def __init__(self, words: Iterable[str], wiki: Wiki) -> None:
        self._words = set(words)
        self._wiki = wiki

    def concern(self, texts: Iterable[tuple[Language, str]]) -> bool:
        """Return whether a changed name is in one of these texts."""
        if not self._words:
            return False
        folded = fold_for_linking("\n".join(form for language, text in texts for form in self._forms(language, text)))
        return any(words in folded for words in self._words)

    def _forms(self, language: Language, text: str) -> Iterator[str]:
        yield text
        if "[[" in text:  # without the brackets, a name may begin within them and end after them
            yield split_links(text, self._wiki.names_in(language))[0]


def prose_of(entry: Entry) -> Iterator[tuple[Language, str]]:
    """Yield all that is linked in an entry, each piece with its language."""
    yield from entry.summary.items()
    for statement in entry.statements:
        if isinstance(statement.value, Mapping):
            yield from statement.value.items()
        if statement.note:
            yield from statement.note.items()


def prose_of_text(text: Text) -> Iterator[tuple[Language, str]]:
    """Yield all segments of a text, each with its language."""
    return ((language, segment.text) for language, version in text.versions.items() for segment in version.segments)
