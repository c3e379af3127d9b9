"""The models of pages: what each page shows, the same in every language.

A model gathers what the wiki and the backlinks say about one page, in the order in which it is shown. The package
`render` turns it into words of a language.
"""

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from charsu.link.backlinks import Backlink
from charsu.link.cooccurrence import Companion
from charsu.link.mentions import Row
from charsu.model.dates import Date
from charsu.model.records import (
    Entry,
    EntryId,
    Kind,
    Language,
    Localized,
    Property,
    SegmentId,
    Statement,
    Text,
    Work,
)


@dataclasses.dataclass(frozen=True, slots=True)
class StatementGroup:
    """All statements of one property, side by side."""

    property: Property
    statements: tuple[Statement, ...]
    sources_disagree: bool
    """Sources give several values where one is expected."""


@dataclasses.dataclass(frozen=True, slots=True)
class Relation:
    """A relation, seen from either end."""

    entry: EntryId
    """The entry at the other end."""
    statement: Statement


@dataclasses.dataclass(frozen=True, slots=True)
class RelationGroup:
    """All relations of one kind and direction."""

    id: str
    label: Localized
    relations: tuple[Relation, ...]
    sources_disagree: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A row on an entry's page: it names the entry, or is evidence for it, or both."""

    row: Row
    evidence: tuple[Statement, ...]
    """The entry's own statements that rest on this segment."""
    is_within: bool = False
    """It names the entry within longer names only."""


@dataclasses.dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages of one text, in reading order."""

    text: Text
    passages: tuple[Passage, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class EntryView:
    """An entry's page."""

    entry: Entry
    kind: Kind
    statements: tuple[StatementGroup, ...]
    relations: tuple[RelationGroup, ...]
    passages: tuple[PassageGroup, ...]
    summarised: tuple[EntryId, ...]
    """Entries whose summary names this one."""
    companions: tuple[Companion, ...]
    """Entries named in the same rows, the most frequent first."""
    works: frozenset[str]
    """Ids of the works that the page cites."""


@dataclasses.dataclass(frozen=True, slots=True)
class ListItem:
    """An entry in the list of its kind."""

    entry: Entry
    dated_by: str | None
    """Id of the property that gives the dates."""
    dates: tuple[Date, ...]
    sources_disagree: bool
    """Whether they disagree on its date."""
    passages: int
    """Number of rows that name it or are evidence for it."""


@dataclasses.dataclass(frozen=True, slots=True)
class TextRow:
    """A row on a text's page, with what belongs to it."""

    row: Row
    role: str
    starts_paragraph: bool
    lines: Mapping[Language, int]
    """Line of the segment in the file of each version."""
    notes: tuple[Localized, ...]
    evidence: tuple[tuple[EntryId, tuple[Statement, ...]], ...]
    """Entries with their statements that rest on this segment."""
    formerly: tuple[SegmentId, ...]
    """Retired ids that lead here."""
    stale: Mapping[Language, str]
    """Language of a translation from an older wording of the original -> that wording."""
    older: tuple[str, ...]
    """Every older wording from which a translation was made, or on which a statement rests."""


@dataclasses.dataclass(frozen=True)
class TextView:
    """A text's page."""

    text: Text
    rows: tuple[TextRow, ...]
    named: tuple[EntryId, ...]
    """The entries that it names, in the order of their first mention: row by row, the original first."""

    @property
    def names(self) -> int:
        """Number of entries that the text names."""
        return len(self.named)

    @property
    def paragraphs(self) -> tuple[tuple[TextRow, ...], ...]:
        starts = [number for number, row in enumerate(self.rows) if row.starts_paragraph]
        return tuple(self.rows[start:end] for start, end in itertools.pairwise([*starts, len(self.rows)]))


@dataclasses.dataclass(frozen=True)
class WorkView:
    """A work with the statements that rest on it."""

    work: Work
    evidence: tuple[tuple[EntryId, tuple[Statement, ...]], ...]
    statements: int
    """How many there are."""
    has_own_pages: bool
    """They are too many for the list of works."""


@dataclasses.dataclass(frozen=True)
class ShortCitation:
    """A work's short name, in its parts."""

    who: str
    """Author, or else publisher."""
    year: str | None
    part: Localized | None
    title: str | None = None
    """Only where the rest would not tell two works apart."""


def by_entry(found: Iterable[Backlink]) -> tuple[tuple[EntryId, tuple[Statement, ...]], ...]:
    gathered: defaultdict[EntryId, list[Statement]] = defaultdict(list)
    for backlink in found:
        gathered[backlink.entry].append(backlink.statement)
    return tuple((id, tuple(statements)) for id, statements in gathered.items())
