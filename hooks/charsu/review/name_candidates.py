"""Missing: names in the texts that no entry has, each with its forms in all languages.

Every version is looked at by what its script offers: capitals; characters that are read for their sound, beside a
name in letters that sounds alike; title marks. What is one name in several languages is then put together: the same
letters, the same sound, or, where a translation says it in words of its own, the same passages.
"""

import dataclasses
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from charsu.link.mentions import Links, Row
from charsu.model.records import EntryId, Language, SegmentId, Wiki
from charsu.review.capitalised import Capitals, Usage, capital_names, free_capitals
from charsu.review.transliteration import has_han, heard_in, runs
from charsu.text.name_matcher import UNSPACED, fold


@dataclasses.dataclass(frozen=True)
class MissingName:
    """A name in the texts that no entry has."""

    forms: Mapping[Language, tuple[str, ...]]
    """As the versions write it, the most frequent form first; only languages in which it was found."""
    passages: tuple[tuple[str, SegmentId], ...]
    """Text and segment of each row in which it stands, in reading order."""


def missing_names(wiki: Wiki, links: Links) -> tuple[MissingName, ...]:
    """All of them, those that stand in most passages first."""
    rows = [_Row(row) for id in wiki.texts for row in links.rows[id]]
    usage = {language: Usage([*_prose(links, language)], _capitals(rows, language)) for language in wiki.languages}
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
    """All that is written in a language, which tells how its words are used."""
    for rows in links.rows.values():
        for row in rows:
            if language in row.versions:
                yield row.versions[language].text
    for written in (links.summaries, links.values, links.notes):
        for versions in written.values():
            if language in versions:
                yield versions[language].text


def _capitals(rows: Iterable["_Row"], language: Language) -> Set[str]:
    """The words that may be names or parts of some."""
    return {word.words for row in rows for word in row.capitals.get(language, ())}


def _known_forms(wiki: Wiki, language: Language) -> Mapping[str, Set[EntryId]]:
    known: defaultdict[str, set[EntryId]] = defaultdict(set)
    for entry in wiki.entries.values():
        for form in entry.forms(language):
            known[form].add(entry.id)
    return known


# --- one row --------------------------------------------------------------------------------------


class _Row:
    """One segment in all its versions, and where something is known in it."""

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
        """The entries that a version surely names."""
        mentions = self.prose[language].mentions
        return {mention.entry for mention in mentions if mention.entry and mention.why in _SURE}

    @functools.cached_property
    def unknown(self) -> Mapping[Language, str]:
        """The versions with line breaks in the place of all that is known."""
        return {language: _without(text, self.taken[language]) for language, text in self.versions.items()}


_SURE = frozenset({"stated", "name", "alias"})
"""Why a name stands for an entry that needs no other names to be decided."""


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        if end - start == 1:
            continue  # such a short name may be found within a longer one that is not known
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


_TITLE = re.compile(r"《([^《》\n]{1,40})》")


def _look_at(
    row: _Row,
    number: int,
    usage: Mapping[Language, Usage],
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
                to_be_heard[name.words] = None  # of "Nile Valley" only the half is written by its sound
    for language, text in row.versions.items():
        if not has_han(text):
            continue
        taken = list(row.taken[language])
        for heard in heard_in(text, to_be_heard, taken) if to_be_heard else ():
            taken.append((heard.run.start, heard.run.end))
            groups.add(language, heard.run.words, number)
            groups.join(heard.run.words, heard.name)
        marked = [(run.start, run.end) for run in runs(text) if run.has_dots]
        marked += [match.span(1) for match in _TITLE.finditer(text)]
        for start, end in marked:
            if not any(s < end and start < e for s, e in taken):
                groups.add(language, text[start:end], number)


def _is_derived(name: Capitals, row: _Row, language: Language, known: Mapping[str, Set[EntryId]]) -> bool:
    """Whether it is a known name with an ending, as the other versions say: Pakistani, of Pakistan."""
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
    """Forms that are one name, as far as one can tell."""

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
    """All forms that were found, put together step by step."""

    def __init__(self) -> None:
        self._of: dict[str, _Group] = {}

    def all(self) -> list[_Group]:
        """In the order in which they were first found."""
        return list({id(group): group for group in self._of.values()}.values())

    def add(self, language: Language, words: str, row: int) -> None:
        group = self._of.setdefault(_key(words), _Group())
        group.keys.add(_key(words))
        group.rows.add(row)
        group.written[language][words] += 1

    def add_form(self, group: _Group, language: Language, words: str, times: int) -> None:
        """Add what stands in the rows of a group, which is another one's form, perhaps."""
        group = self._of[min(group.keys)]  # it may have been joined to another one meanwhile
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
        """Massoud is Ahmad Shah Massoud, unless there is a second one of that name."""
        longer: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._of:
            words = key.split(" ")
            for start in range(1, len(words)):
                longer[" ".join(words[start:])].append(key)
        for short in sorted(longer.keys() & self._of.keys(), key=lambda key: (-len(key), key)):
            if len({id(self._of[key]) for key in longer[short]}) == 1:
                self.join(longer[short][0], short)

    def join_what_stands_in_the_same_rows(self) -> None:
        """Where each of two languages has one name that the other has not, they are the same."""
        by_rows: defaultdict[frozenset[int], list[_Group]] = defaultdict(list)
        for group in self.all():
            by_rows[frozenset(group.rows)].append(group)
        for groups in by_rows.values():
            languages = [language for group in groups for language in group.written]
            if len(languages) == len(set(languages)):
                for group in groups[1:]:
                    self.join(min(groups[0].keys), min(group.keys))


def _key(words: str) -> str:
    """What is left of a name where only its spelling differs."""
    return " ".join(fold(words).casefold().split())


# --- what recurs ----------------------------------------------------------------------------------

_LONGEST = 12
_SHORT = 2
_FEW = 2
"""Two rows have many characters in common by chance."""


def _what_recurs(group: _Group, rows: Sequence[_Row]) -> Iterator[tuple[Language, str, int]]:
    """In a version whose script tells no names: the words that stand in all rows of the name, and in no others.

    Yields:
        The language, the words, and how many rows there are.
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
    """Whatever may be words: any characters side by side, or one to three words in a script with spaces."""
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
