"""Suggest: names in the texts that have no entry yet, and links that somebody should look at."""

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

__all__ = ["MissingName", "OneSided", "Suggestions", "UnsureName", "Way", "suggest", "unsure_names", "way_to_state"]


@dataclasses.dataclass(frozen=True)
class OneSided:
    """A name that is linked in some versions of a row and, though they are there, in none of the others."""

    text: str
    segment: SegmentId
    entry: EntryId
    linked: tuple[Language, ...]
    missing: tuple[Language, ...]


@dataclasses.dataclass(frozen=True)
class Way:
    """How somebody settles what a name stands for."""

    entry: EntryId | None
    """Whom or what it then stands for; None: it is no name."""
    file: str
    """Path from the project's root."""
    lines: str
    """What to write there; in a text.yml, to be joined with the `names:` that are there."""
    short: str
    """The same on one line, without `names:`."""


@dataclasses.dataclass(frozen=True)
class UnsureName:
    """A name that nothing decides, with all that may decide it."""

    words: str
    language: Language
    candidates: tuple[EntryId, ...]
    passage: str
    """All that is written there."""
    text: str | None
    segment: SegmentId | None
    entry: EntryId | None
    """Where it does not stand in a text: the entry in whose summary or statements it stands."""
    place: Place
    """Of the segment, the statement, or the summary."""
    ways: tuple[Way, ...]
    """One for each candidate, and one that says that it is no name."""


@dataclasses.dataclass(frozen=True)
class Suggestions:
    """What somebody could add, the most rewarding first."""

    names: tuple[MissingName, ...] = ()
    one_sided: tuple[OneSided, ...] = ()
    unsure: tuple[UnsureName, ...] = ()
    """Those in texts first, in reading order."""

    def of_text(self, id: str) -> "Suggestions":
        """What concerns one text, with its passages only; frequency counts there."""
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
    """Read the texts for what is not linked, or not surely."""
    return Suggestions(missing_names(wiki, links), _one_sided(wiki, links), tuple(unsure_names(wiki, links)))


# --- links in one language only -------------------------------------------------------------------


def _one_sided(wiki: Wiki, links: Links) -> tuple[OneSided, ...]:
    """Where the fewest versions lack a link first, and of these the entries that seldom lack one.

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
    """The entries that each version names, in order; with those that it may name, if asked."""
    return {
        language: dict.fromkeys(
            entry
            for mention in prose.mentions
            for entry in ([mention.entry] if mention.entry else mention.candidates if unsure else [])
        )
        for language, prose in versions.items()
    }


# --- unsure names ---------------------------------------------------------------------------------


def unsure_names(wiki: Wiki, links: Links) -> Iterator[UnsureName]:
    """The names that nothing decides: in texts, then on the pages of entries."""
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
                    ways=tuple(way_to_state(text, row.segment, words, entry) for entry in (*candidates, None)),
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
                    ways=tuple(_way_in_brackets(entry.file, words, id) for id in (*candidates, None)),
                )


def _unsure_in(versions: Mapping[Language, Prose]) -> Iterable[tuple[Language, str, tuple[EntryId, ...]]]:
    """Language, words and candidates; words that stand twice in a version are settled together."""
    return dict.fromkeys(
        (language, prose.text[mention.start : mention.end], mention.candidates)
        for language, prose in versions.items()
        for mention in prose.mentions
        if mention.entry is None
    )


def segment_places(text: Text) -> dict[tuple[Language, SegmentId], Place]:
    """Where the segments of all versions stand."""
    return {
        (language, segment.id): segment.place
        for language, version in text.versions.items()
        for segment in version.segments
    }


# --- what settles a name --------------------------------------------------------------------------


def way_to_state(text: Text, segment: SegmentId, words: str, entry: EntryId | None) -> Way:
    """To say in text.yml, for all versions of a segment, what words stand for."""
    says = f"{_as_key(words)}: {entry or NONE}"
    return Way(entry, text.place.file, f"names:\n  {segment}:\n    {says}", f"{segment}: {{{says}}}")


def _way_in_brackets(file: str, words: str, entry: EntryId | None) -> Way:
    """To say it where the words stand, in an entry."""
    link = f"[[{entry or NONE}|{words}]]"
    return Way(entry, file, link, link)


_PLAIN = re.compile(r"[^\W\d_][\w .·・．’-]*(?<! )")
_NO_STRINGS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def _as_key(words: str) -> str:
    """As YAML reads it as these words, whatever they are."""
    return (
        words if _PLAIN.fullmatch(words) and words.lower() not in _NO_STRINGS else json.dumps(words, ensure_ascii=False)
    )
