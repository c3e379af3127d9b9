"""Mentions: the names found in running text, and what each was decided to mean."""

import dataclasses
from collections.abc import Mapping
from typing import Literal, NamedTuple

from charsu.model.records import EntryId, Language, SegmentId
from charsu.support.diagnostics import Place
from charsu.support.pickling import pickled_by_value
from charsu.text.name_matcher import Names

Why = Literal["stated", "name", "alias", "aligned", "in-text", "cited", "alive", "unsure"]
"""The reason for a decision; see `ladder`."""


@pickled_by_value
class Mention(NamedTuple):
    """A name found in running text."""

    start: int
    end: int
    """Offsets within the text, in code points of NFC, `end` not included."""
    entry: EntryId | None
    """None only if `why` is "unsure"."""
    why: Why
    candidates: tuple[EntryId, ...] = ()
    """The entries that an unsure name may mean."""


Because = Literal["stated", "aligned", "relation"]
"""What shows that a name within a longer one is meant; see `nested`."""


@pickled_by_value
class Nested(NamedTuple):
    """A name within a longer name that is a mention itself."""

    start: int
    end: int
    """Offsets within the text, as those of the longer name."""
    entry: EntryId
    because: Because


@pickled_by_value
class Prose(NamedTuple):
    """Running text with its mentions, and without the brackets of links."""

    text: str
    mentions: tuple[Mention, ...] = ()
    language: Language = ""
    """The language it is written in; empty if that is not known."""
    no_names: tuple[tuple[int, int], ...] = ()
    """Start and end of words that look like a name, but that an author or the vocabulary declares to be none."""
    within: tuple[Nested, ...] = ()
    """Names within the mentions that are meant, too: in the order of the text, a longer one before those in it."""

    def names_in(self, mention: Mention) -> tuple[Nested, ...]:
        """Return the names within a mention."""
        return tuple(n for n in self.within if mention.start <= n.start and n.end <= mention.end) if self.within else ()


@pickled_by_value
class Row(NamedTuple):
    """One segment in all its versions, linked."""

    text: str
    """Id of the text."""
    segment: SegmentId
    versions: Mapping[Language, Prose]
    named: tuple[EntryId, ...]
    """Every entry that a version surely names, in the order of their ids."""
    within: tuple[EntryId, ...] = ()
    """Every other entry that a version names within a longer name, in the order of their ids."""


@pickled_by_value
class Support(NamedTuple):
    """How rows with a name look in the other versions."""

    present: frozenset[Language]
    """The other versions that could support it."""
    supporting: frozenset[Language]
    """Those of them that name, or may name, one of its candidates."""


@pickled_by_value
class TextEvidence(NamedTuple):
    """What the versions of one text say about each other's names."""

    support: Mapping[tuple[Language, str], Mapping[Support, int]]
    """Language and words, folded for linking -> how many rows have which support."""
    named: Mapping[tuple[Language, EntryId], int]
    """In how many rows a language names, or may name, an entry."""


@pickled_by_value
class WordCounts(NamedTuple):
    """In how many rows the other versions could support a name, and in how many they do."""

    judged: int
    supported: int


@dataclasses.dataclass(frozen=True)
class Links:
    """Every name in the wiki, decided."""

    rows: dict[str, tuple[Row, ...]]
    """Id of a text -> its rows."""
    summaries: dict[EntryId, Mapping[Language, Prose]]
    named: dict[EntryId, tuple[EntryId, ...]]
    """Id of an entry -> the others that its summary surely names, in the order of their ids."""
    values: dict[Place, Mapping[Language, Prose]]
    """Place of a statement -> its value, if that is text."""
    notes: dict[Place, Mapping[Language, Prose]]
    """Place of a statement -> its note, if it has one."""
    names: Mapping[Language, Names]
    """All names of entries, for linking other prose."""
    evidence: Mapping[str, TextEvidence] = dataclasses.field(default_factory=dict)
    """Id of a text -> what its versions say about each other's names."""
    words: Mapping[Language, Mapping[str, WordCounts]] = dataclasses.field(default_factory=dict)
    """The names that are ordinary words as well, folded for linking, with the counts that show it."""


def entries_named(versions: Mapping[Language, Prose]) -> tuple[EntryId, ...]:
    """Return every entry that one of the versions surely names, in the order of their ids."""
    return tuple(sorted({m.entry for prose in versions.values() for m in prose.mentions if m.entry}))


def entries_within(versions: Mapping[Language, Prose]) -> tuple[EntryId, ...]:
    """Return every entry that the versions name within longer names only, in the order of their ids."""
    found = {nested.entry for prose in versions.values() for nested in prose.within}
    return tuple(sorted(found.difference(entries_named(versions)))) if found else ()
