"""Suggest what to add: names in the texts without an entry, and links that need a look."""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from charsu.link.mentions import Links, Prose
from charsu.model.records import EntryId, Language, SegmentId, Text, Wiki
from charsu.review.name_candidates import MissingName, missing_names
from charsu.support.diagnostics import Place
from charsu.text.wikilinks import NONE

__all__ = [
    "MissingName",
    "OneSided",
    "SuggestedFix",
    "Suggestions",
    "UnsureName",
    "fix_in_text_yml",
    "suggest",
    "unsure_names",
]


@dataclasses.dataclass(frozen=True)
class OneSided:
    """An entry that is linked in some versions of a row, but not in the others."""

    text: str
    segment: SegmentId
    entry: EntryId
    linked: tuple[Language, ...]
    missing: tuple[Language, ...]


@dataclasses.dataclass(frozen=True)
class SuggestedFix:
    """A way to decide what a name means."""

    entry: EntryId | None
    """What the name then means; None if it is not a name."""
    file: str
    """Path from the project's root."""
    lines: str
    """What to write there; in a text.yml, to be added to `names:` if that exists."""
    short: str
    """The lines in short: on one line, without `names:`."""


@dataclasses.dataclass(frozen=True)
class UnsureName:
    """An unsure name, with the ways to decide it."""

    words: str
    language: Language
    candidates: tuple[EntryId, ...]
    passage: str
    """The whole text of the passage."""
    text: str | None
    segment: SegmentId | None
    entry: EntryId | None
    """If the name is not in a text: the entry with the name in its summary or statements."""
    place: Place
    """The place of the segment, the statement, or the summary."""
    ways: tuple[SuggestedFix, ...]
    """One for each candidate, and one for "not a name"."""


@dataclasses.dataclass(frozen=True)
class Suggestions:
    """What could be added, the most useful first."""

    names: tuple[MissingName, ...] = ()
    one_sided: tuple[OneSided, ...] = ()
    unsure: tuple[UnsureName, ...] = ()
    """Names in texts first, in reading order."""

    def of_text(self, id: str) -> "Suggestions":
        """Return the suggestions for one text, with its passages only, ordered by frequency in it."""
        names = [
            dataclasses.replace(name, passages=tuple(passage for passage in name.passages if passage[0] == id))
            for name in self.names
        ]
        return Suggestions(
            tuple(sorted((name for name in names if name.passages), key=lambda name: -len(name.passages))),
            tuple(found for found in self.one_sided if found.text == id),
            tuple(found for found in self.unsure if found.text == id),
        )


def suggest(wiki: Wiki, links: Links) -> Suggestions:
    """Find what is not linked, or not surely."""
    return Suggestions(missing_names(wiki, links), _one_sided(wiki, links), tuple(unsure_names(wiki, links)))


# --- links in one language only -------------------------------------------------------------------


def _one_sided(wiki: Wiki, links: Links) -> tuple[OneSided, ...]:
    """Find links in one language only: first where the fewest versions lack a link, and entries that seldom lack one.

    Many are as they should be: one language says "he" where another repeats the name.
    """
    found = [
        OneSided(
            row.text,
            row.segment,
            entry,
            tuple(language for language in wiki.languages if entry in named.get(language, ())),
            tuple(language for language in wiki.languages if entry not in maybe.get(language, (entry,))),
        )
        for id in wiki.texts
        for row in links.rows[id]
        for named, maybe in [(_entries(row.versions, unsure=False), _entries(row.versions, unsure=True))]
        for entry in dict.fromkeys(entry for entries in named.values() for entry in entries)
    ]
    found = [each for each in found if each.missing]
    times = Counter(each.entry for each in found)
    return tuple(sorted(found, key=lambda each: (len(each.missing), times[each.entry])))


def _entries(versions: Mapping[Language, Prose], unsure: bool) -> dict[Language, dict[EntryId, None]]:
    """Return the entries that each version names, in order; with `unsure`, also less surely or within others."""
    return {
        language: dict.fromkeys(
            [
                *(
                    entry
                    for mention in prose.mentions
                    for entry in ([mention.entry] if mention.entry else mention.candidates if unsure else [])
                ),
                *(nested.entry for nested in prose.within if unsure),
            ]
        )
        for language, prose in versions.items()
    }


# --- unsure names ---------------------------------------------------------------------------------


def unsure_names(wiki: Wiki, links: Links) -> Iterator[UnsureName]:
    """Find unsure names: first in texts, then on the pages of entries."""
    for text in wiki.texts.values():
        places: Mapping[tuple[Language, SegmentId], Place] = {}
        for row in links.rows[text.id]:
            for language, words, candidates in _unsure_in(row.versions):
                places = places or segment_places(text)
                yield UnsureName(
                    words=words,
                    language=language,
                    candidates=candidates,
                    passage=row.versions[language].text,
                    text=text.id,
                    segment=row.segment,
                    entry=None,
                    place=places[language, row.segment],
                    ways=tuple(fix_in_text_yml(text, row.segment, words, entry) for entry in (*candidates, None)),
                )
    for entry in wiki.entries.values():
        summary = {language: entry.summary_places.get(language, Place(entry.file)) for language in entry.summary}
        written = [(summary, links.summaries[entry.id])]
        for statement in entry.statements:
            written += [
                (dict.fromkeys(versions, statement.place), versions)
                for said in (links.values, links.notes)
                if (versions := said.get(statement.place))
            ]
        for places_of, versions in written:
            for language, words, candidates in _unsure_in(versions):
                yield UnsureName(
                    words=words,
                    language=language,
                    candidates=candidates,
                    passage=versions[language].text,
                    text=None,
                    segment=None,
                    entry=entry.id,
                    place=places_of[language],
                    ways=tuple(_fix_in_brackets(entry.file, words, id) for id in (*candidates, None)),
                )


def _unsure_in(versions: Mapping[Language, Prose]) -> Iterable[tuple[Language, str, tuple[EntryId, ...]]]:
    """Return language, words and candidates; words that occur twice in a version are decided together."""
    return dict.fromkeys(
        (language, prose.text[mention.start : mention.end], mention.candidates)
        for language, prose in versions.items()
        for mention in prose.mentions
        if mention.entry is None
    )


def segment_places(text: Text) -> dict[tuple[Language, SegmentId], Place]:
    """Return the places of the segments of all versions."""
    return {
        (language, segment.id): segment.place
        for language, version in text.versions.items()
        for segment in version.segments
    }


# --- how to decide a name -------------------------------------------------------------------------


def fix_in_text_yml(text: Text, segment: SegmentId, words: str, entry: EntryId | None) -> SuggestedFix:
    """Decide in text.yml, for all versions of a segment, what words mean."""
    says = f"{_as_key(words)}: {entry or NONE}"
    return SuggestedFix(entry, text.place.file, f"names:\n  {segment}:\n    {says}", f"{segment}: {{{says}}}")


def _fix_in_brackets(file: str, words: str, entry: EntryId | None) -> SuggestedFix:
    """Decide it where the words are, in an entry."""
    link = f"[[{entry or NONE}|{words}]]"
    return SuggestedFix(entry, file, link, link)


_PLAIN = re.compile(r"[^\W\d_][\w .·・．’-]*(?<! )")
_NO_STRINGS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def _as_key(words: str) -> str:
    """Write words as a YAML key."""
    return (
        words if _PLAIN.fullmatch(words) and words.lower() not in _NO_STRINGS else json.dumps(words, ensure_ascii=False)
    )
