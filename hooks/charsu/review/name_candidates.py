"""Find names in the texts that have no entry, each with its forms in all languages.

Every version is searched by the means of its script: capitals; Chinese characters used for their sound, where
another version has a name that sounds alike; title marks. Forms of one name in several languages are then
grouped: by the same letters, the same sound, or, where a translation uses words of its own, the same passages.
"""

import dataclasses
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from charsu.link.mentions import Links, Row
from charsu.model.records import EntryId, Language, SegmentId, Wiki
from charsu.review.capitalised import CapitalisedWords, WordUsage, capital_names, free_capitals
from charsu.review.transliteration import has_han, runs, sound_matches
from charsu.text.folding import fold_for_linking
from charsu.text.script_runs import UNSPACED


@dataclasses.dataclass(frozen=True)
class MissingName:
    """A name in the texts that no entry has."""

    forms: Mapping[Language, tuple[str, ...]]
    """Its forms, the most frequent first; only languages in which it was found."""
    passages: tuple[tuple[str, SegmentId], ...]
    """Text and segment of each row in which it occurs, in reading order."""


def missing_names(wiki: Wiki, links: Links) -> tuple[MissingName, ...]:
    """Find all names without an entry, those in most passages first."""
    rows = [_RowToSearch(row) for id in wiki.texts for row in links.rows[id]]
    usage = {language: WordUsage([*_prose(links, language)], _capitals(rows, language)) for language in wiki.languages}
    known = {language: _known_forms(wiki, language) for language in wiki.languages}
    groups = _Groups()
    for number, row in enumerate(rows):
        _look_at(row, number, usage, known, groups)
    groups.join_short_forms()
    groups.join_what_stands_in_the_same_rows()
    for group in groups.all():
        for language, words, times in tuple(_what_recurs(group, rows)):
            groups.add_form(group, language, words, times)
    found = sorted(groups.all(), key=lambda group: (-len(group.rows), min(group.rows)))
    return tuple(
        MissingName(
            {language: group.forms(language) for language in wiki.languages if group.forms(language)},
            tuple((rows[n].text, rows[n].segment) for n in sorted(group.rows)),
        )
        for group in found
    )


def _prose(links: Links, language: Language) -> Iterator[str]:
    """Return all prose in a language, which shows how its words are used."""
    for rows in links.rows.values():
        for row in rows:
            if language in row.versions:
                yield row.versions[language].text
    for written in (links.summaries, links.values, links.notes):
        for versions in written.values():
            if language in versions:
                yield versions[language].text


def _capitals(rows: Iterable["_RowToSearch"], language: Language) -> Set[str]:
    """Return the words that may be names or parts of names."""
    return {word.words for row in rows for word in row.capitals.get(language, ())}


def _known_forms(wiki: Wiki, language: Language) -> Mapping[str, Set[EntryId]]:
    known: defaultdict[str, set[EntryId]] = defaultdict(set)
    for entry in wiki.entries.values():
        for form in entry.forms(language):
            known[form].add(entry.id)
    return known


# --- one row --------------------------------------------------------------------------------------


class _RowToSearch:
    """One segment in all its versions, with the spans in which something is known."""

    def __init__(self, row: Row) -> None:
        self.text = row.text
        self.segment = row.segment
        self.prose = row.versions
        self.versions = {language: prose.text for language, prose in row.versions.items()}
        self.taken = {
            language: sorted([*(mention[:2] for mention in prose.mentions), *prose.no_names])
            for language, prose in row.versions.items()
        }
        self.capitals = {
            language: [*free_capitals(text, self.taken[language])] for language, text in self.versions.items()
        }

    def named(self, language: Language) -> Set[EntryId]:
        """Return the entries that a version surely names."""
        mentions = self.prose[language].mentions
        return {mention.entry for mention in mentions if mention.entry and mention.why in _SURE}

    @functools.cached_property
    def unknown(self) -> Mapping[Language, str]:
        """The versions, with known spans replaced by line breaks."""
        return {language: _without(text, self.taken[language]) for language, text in self.versions.items()}


_SURE = frozenset({"stated", "name", "alias"})
"""Reasons for a link that do not depend on other names."""


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        if end - start == 1:
            continue  # so short a name may be found within a longer, unknown one
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


_TITLE = re.compile(r"《([^《》\n]{1,40})》")


def _look_at(
    row: _RowToSearch,
    number: int,
    usage: Mapping[Language, WordUsage],
    known: Mapping[Language, Mapping[str, Set[EntryId]]],
    groups: "_Groups",
) -> None:
    to_be_heard: dict[str, None] = {}
    for language, text in row.versions.items():
        beside = [other for of, other in row.versions.items() if of != language]
        for name in capital_names(text, row.capitals[language], row.taken[language], language, usage[language], beside):
            if _is_derived(name, row, language, known[language]):
                continue
            groups.add(language, name.words, number)
            if not any(start <= name.start < end for start, end in row.taken[language]):
                to_be_heard[name.words] = None  # of "Nile Valley" only half is written by its sound
    for language, text in row.versions.items():
        if not has_han(text):
            continue
        taken = list(row.taken[language])
        for heard in sound_matches(text, to_be_heard, taken) if to_be_heard else ():
            taken.append((heard.run.start, heard.run.end))
            groups.add(language, heard.run.words, number)
            groups.join(heard.run.words, heard.name)
        marked = [(run.start, run.end) for run in runs(text) if run.has_dots]
        marked += [match.span(1) for match in _TITLE.finditer(text)]
        for start, end in marked:
            if not any(s < end and start < e for s, e in taken):
                groups.add(language, text[start:end], number)


def _is_derived(
    name: CapitalisedWords, row: _RowToSearch, language: Language, known: Mapping[str, Set[EntryId]]
) -> bool:
    """Whether it is a known name with an ending, and the other versions confirm it: Pakistani, from Pakistan."""
    others = [row.named(of) for of in row.versions if of != language]
    for ending in range(1, _LONGEST_ENDING + 1):
        stem = known.get(name.words[:-ending], frozenset())
        if (
            stem
            and len(name.words) - ending >= _SHORTEST_STEM
            and (not others or any(stem & named for named in others))
        ):
            return True
    return False


_SHORTEST_STEM, _LONGEST_ENDING = 4, 4


# --- what is one name -----------------------------------------------------------------------------


class _Group:
    """Forms that are probably the same name."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.rows: set[int] = set()
        self.written: defaultdict[Language, Counter[str]] = defaultdict(Counter)

    def forms(self, language: Language) -> tuple[str, ...]:
        return tuple(words for words, _ in self.written[language].most_common()) if language in self.written else ()

    def take(self, other: "_Group") -> None:
        self.keys |= other.keys
        self.rows |= other.rows
        for language, forms in other.written.items():
            self.written[language].update(forms)


class _Groups:
    """All forms that were found, grouped step by step."""

    def __init__(self) -> None:
        self._of: dict[str, _Group] = {}

    def all(self) -> list[_Group]:
        """Return the groups in the order in which they were first found."""
        return list({id(group): group for group in self._of.values()}.values())

    def add(self, language: Language, words: str, row: int) -> None:
        group = self._of.setdefault(_key(words), _Group())
        group.keys.add(_key(words))
        group.rows.add(row)
        group.written[language][words] += 1

    def add_form(self, group: _Group, language: Language, words: str, times: int) -> None:
        """Add a form found in the rows of a group; if another group has the form, join the two."""
        group = self._of[min(group.keys)]  # it may have been joined with another group meanwhile
        other = self._of.setdefault(_key(words), group)
        group.keys.add(_key(words))
        if other is group:
            group.written[language][words] += times
        else:
            self._join(group, other)

    def join(self, words: str, others: str) -> None:
        self._join(self._of[_key(words)], self._of[_key(others)])

    def _join(self, one: _Group, other: _Group) -> None:
        if one is not other:
            one.take(other)
            self._of |= dict.fromkeys(other.keys, one)

    def join_short_forms(self) -> None:
        """Join Massoud with Ahmad Shah Massoud, unless another longer name ends like that."""
        longer: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._of:
            words = key.split(" ")
            for start in range(1, len(words)):
                longer[" ".join(words[start:])].append(key)
        for short in sorted(longer.keys() & self._of.keys(), key=lambda key: (-len(key), key)):
            if len({id(self._of[key]) for key in longer[short]}) == 1:
                self.join(longer[short][0], short)

    def join_what_stands_in_the_same_rows(self) -> None:
        """Join names that occur in the same rows, if each language has at most one of them."""
        by_rows: defaultdict[frozenset[int], list[_Group]] = defaultdict(list)
        for group in self.all():
            by_rows[frozenset(group.rows)].append(group)
        for groups in by_rows.values():
            languages = [language for group in groups for language in group.written]
            if len(languages) == len(set(languages)):
                for group in groups[1:]:
                    self.join(min(groups[0].keys), min(group.keys))


def _key(words: str) -> str:
    """Return a key that is equal for spellings of the same name."""
    return " ".join(fold_for_linking(words).casefold().split())


# --- what recurs ----------------------------------------------------------------------------------

_LONGEST = 12
_SHORT = 2
_FEW = 2
"""Two rows share many characters by chance."""


def _what_recurs(group: _Group, rows: Sequence[_RowToSearch]) -> Iterator[tuple[Language, str, int]]:
    """In a version whose script does not mark names, find the words common to all rows of the name and to no others.

    Yields:
        The language, the words, and the number of rows.
    """
    for language in {language: None for number in group.rows for language in rows[number].versions}:
        there = [number for number in sorted(group.rows) if language in rows[number].versions]
        if language in group.written or len(there) < _FEW or _has_capitals(rows[there[0]].versions[language]):
            continue
        shared = set.intersection(*(set(_pieces(rows[number].unknown[language])) for number in there))
        for words in sorted(shared, key=lambda words: (-len(words), words)):
            elsewhere = sum(
                words in row.unknown.get(language, "") for number, row in enumerate(rows) if number not in group.rows
            )
            if len(words) >= (_SHORT if len(there) > _FEW else _SHORT + 1) and 4 * elsewhere <= len(there):
                yield language, words, len(there)
                break


def _has_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isupper() or c.islower() for c in letters) > len(letters)


_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_SPACED_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def _pieces(text: str) -> Iterator[str]:
    """Split text into possible words: any adjacent characters, or one to three words in a script with spaces."""
    for match in _UNSPACED_RUN.finditer(re.sub(r"[^\w\s]", "\n", text)):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                yield run[start:end]
    for match in _SPACED_WORDS.finditer(text):
        words = match[0].split(" ")
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 3) + 1):
                yield " ".join(words[start:end])
