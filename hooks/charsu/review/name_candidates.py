"""Find names in the texts that have no entry, each with its forms in all languages.

Every version is searched by the means of its script: capitals; Chinese characters used for their sound, where
another version has a name that sounds alike; title marks. Forms of one name in several languages are then
grouped: by the same letters, the same sound, or, where a translation uses words of its own, the same passages.
"""

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Set

from charsu.link.mentions import Links, Row
from charsu.model.records import EntryId, Language, SegmentId, Wiki
from charsu.review.capitalised import CapitalisedWords, WordUsage, capital_names, free_capitals
from charsu.review.counterparts import AlignedVersions
from charsu.review.name_groups import NameGroup, NameGroups
from charsu.review.transliteration import has_han, runs, sound_matches


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
    groups = NameGroups()
    sounds: defaultdict[tuple[str, str], int] = defaultdict(int)
    for number, row in enumerate(rows):
        _look_at(row, number, usage, known, groups, sounds)
    versions = AlignedVersions([row.unknown for row in rows], [row.named for row in rows])
    groups.join_names_that_sound_alike(sounds, versions.count)
    groups.join_short_forms()
    groups.drop_where(lambda group: not group.is_confirmed and _is_ordinary(group, usage))
    groups.join_names_of_the_same_rows()
    groups.join_names_that_recur_together()
    for group in groups.all():
        for language, words, times in tuple(versions.forms_of(group)):
            groups.add_form(group, language, words, times)
    in_row = groups.by_row()
    groups.drop_where(lambda group: versions.is_without_counterpart(group, lambda row: in_row.get(row, ())))
    found = sorted(groups.all(), key=lambda group: (-len(group.rows), min(group.rows)))
    return tuple(
        MissingName(
            {language: group.forms(language) for language in wiki.languages if group.forms(language)},
            tuple((rows[n].text, rows[n].segment) for n in sorted(group.rows)),
        )
        for group in found
    )


def _is_ordinary(group: NameGroup, usage: Mapping[Language, WordUsage]) -> bool:
    """Whether each form is a single word that is written as ordinary words are."""
    return all(
        " " not in words and usage[language].is_ordinary(words)
        for language, forms in group.written.items()
        for words in forms
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

    @functools.cached_property
    def named(self) -> Mapping[Language, Set[EntryId]]:
        """The entries that each version surely names."""
        return {
            language: {mention.entry for mention in prose.mentions if mention.entry and mention.why in _SURE}
            for language, prose in self.prose.items()
        }

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
    groups: NameGroups,
    sounds: MutableMapping[tuple[str, str], int],
) -> None:
    """Note what may be a name in a row; in `sounds`, how often characters sound like a name in letters."""
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
            sounds[heard.run.words, heard.name] += 1
        marked = [(run.start, run.end) for run in runs(text) if run.has_dots]
        marked += [match.span(1) for match in _TITLE.finditer(text)]
        for start, end in marked:
            if not any(s < end and start < e for s, e in taken):
                groups.add(language, text[start:end], number)


def _is_derived(
    name: CapitalisedWords, row: _RowToSearch, language: Language, known: Mapping[str, Set[EntryId]]
) -> bool:
    """Whether it is a known name with an ending, and the other versions confirm it: Pakistani, from Pakistan."""
    others = [named for of, named in row.named.items() if of != language]
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
