"""Word evidence: names that are ordinary words as well, as the versions of texts show.

"So" may be the name of a man. But if the Chinese and Vietnamese lines beside it hardly ever name him, though they do
elsewhere, it is an ordinary word: then it is his name only in rows where another version names him.

What a version does not say is evidence only if it could have said it: the version is there, is no draft and not older
than the original, and its language names such an entry in `LEAST_ROWS_NAMED` rows or more. So a wiki in one language,
or with one short text, links as if there were no such rule.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from charsu.link.mentions import Prose, Row, Support, TextEvidence, WordCounts
from charsu.model.records import Entry, EntryId, Language, SegmentId, Text
from charsu.text.folding import fold_for_linking
from charsu.text.ledger import wording_of
from charsu.text.name_matcher import Names

LEAST_ROWS_NAMED = 3
"""A language must name an entry in this many rows before its silence is evidence."""

LEAST_ROWS_JUDGED = 6
"""A name is judged only if another version could have supported it in this many rows."""


def gather_evidence(text: Text, rows: Iterable[Row], names: Mapping[Language, Names]) -> TextEvidence:
    """Return what the versions of a text say; `rows` must be linked as if no name were an ordinary word."""
    support: defaultdict[tuple[Language, str], Counter[Support]] = defaultdict(Counter)
    named: Counter[tuple[Language, EntryId]] = Counter()
    able = [language for language, version in text.versions.items() if version.status != "draft"]
    if len(able) < 2:
        return TextEvidence({}, {})
    stale = _stale_lines(text)
    folded: dict[str, str] = {}
    for row in rows:
        said = {
            language: list(_named_in(row.versions[language], names[language], folded))
            for language in able
            if (language, row.segment) not in stale
        }
        may_mean = {language: frozenset(id for _, ids in found for id in ids) for language, found in said.items()}
        for language, entries in may_mean.items():
            named.update((language, entry) for entry in entries)
            others = frozenset(may_mean.keys() - {language})
            for words, ids in said[language]:
                if words:
                    supporting = frozenset(other for other in others if not may_mean[other].isdisjoint(ids))
                    support[language, words][Support(others, supporting)] += 1
    return TextEvidence({key: dict(found) for key, found in support.items()}, dict(named))


def _named_in(prose: Prose, names: Names, folded: dict[str, str]) -> Iterator[tuple[str, tuple[EntryId, ...]]]:
    """Yield the names in a version: words, folded for linking, or "" if an author decided them; and their entries.

    `folded` keeps what words are folded to: the names of a text come again and again.
    """
    for mention in prose.mentions:
        if mention.why == "stated":
            yield "", (mention.entry,) if mention.entry else ()
        else:
            written = prose.text[mention.start : mention.end]
            words = folded.get(written) or folded.setdefault(written, fold_for_linking(written))
            yield words, names.entries(words)


def _stale_lines(text: Text) -> Set[tuple[Language, SegmentId]]:
    """Return the lines of translations that were made from another wording of the original."""
    if text.ledger is None:
        return frozenset()
    stale = set()
    for segment in text.segments:
        sealed = text.ledger.segments.get(segment.id)
        if sealed:
            now = wording_of(segment.text)
            for language in text.versions.keys() - {text.original}:
                if sealed.translated_from(language) != now:
                    stale.add((language, segment.id))
    return stale


def sum_named(evidence: Iterable[TextEvidence]) -> Counter[tuple[Language, EntryId]]:
    """Return in how many rows of all texts a language names, or may name, an entry."""
    named: Counter[tuple[Language, EntryId]] = Counter()
    for of_text in evidence:
        named.update(of_text.named)
    return named


def find_words(
    evidence: Iterable[TextEvidence], names: Mapping[Language, Names], named: Mapping[tuple[Language, EntryId], int]
) -> dict[Language, dict[str, WordCounts]]:
    """Return the names that are ordinary words as well, folded for linking, with the counts that show it."""
    support: defaultdict[tuple[Language, str], Counter[Support]] = defaultdict(Counter)
    for of_text in evidence:
        for key, found in of_text.support.items():
            support[key].update(found)
    words: dict[Language, dict[str, WordCounts]] = {language: {} for language in names}
    for (language, form), found in support.items():
        candidates = names[language].entries(form)
        able = {
            other
            for other in names
            if other != language and sum(named.get((other, entry), 0) for entry in candidates) >= LEAST_ROWS_NAMED
        }
        counts = WordCounts(
            sum(rows for each, rows in found.items() if each.present & able),
            sum(rows for each, rows in found.items() if each.supporting & able),
        )
        if counts.judged >= LEAST_ROWS_JUDGED and 2 * counts.supported < counts.judged:
            words[language][form] = counts
    return words


def find_namesakes(
    entries: Mapping[EntryId, Entry], names: Mapping[Language, Names], named: Mapping[tuple[Language, EntryId], int]
) -> dict[Language, dict[str, set[EntryId]]]:
    """Return names that may mean further entries, since a language never names these as their entries say.

    Two people share their name in English, and their entries write it in two ways in Chinese. If the Chinese versions
    never use one of these, they may write both people in the other way.

    Returns:
        Language -> name, folded for linking -> entries that it may mean as well.
    """
    found: dict[Language, dict[str, set[EntryId]]] = {language: {} for language in names}
    pairs = (
        (language, other, shared) for other in names for shared in names[other].shared_names() for language in names
    )
    for language, other, shared in pairs:
        if language != other:
            used = [entry for entry in shared if named.get((language, entry), 0) >= LEAST_ROWS_NAMED]
            unused = {
                entry
                for entry in shared
                if not named.get((language, entry)) and named.get((other, entry), 0) >= LEAST_ROWS_NAMED
            }
            for entry in used if unused else ():
                form = fold_for_linking(entries[entry].names[language])
                found[language].setdefault(form, set()).update(unused)
    return found
