"""Records of a text's ledger: the ids of its segments, and the changes since it was sealed."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from charsu.model.identifiers import EntryId, Language, SegmentId

WordingHash = str
"""Hash that identifies a wording of a segment of an original: 12 hexadecimal digits."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SealedSegment:
    """What the ledger of a text records for one segment: the wording from which each thing was made.

    What has no record was made from `original`.
    """

    original: WordingHash
    """The wording of the original when it was last sealed."""
    translations: Mapping[Language, WordingHash] = dataclasses.field(default_factory=dict)
    statements: Mapping[EntryId, WordingHash] = dataclasses.field(default_factory=dict)
    """Entry -> the wording on which its statements that cite the segment rest."""
    names: Mapping[str, WordingHash] = dataclasses.field(default_factory=dict)
    """Words -> the wording for which an author decided what they mean."""

    def translated_from(self, language: Language) -> WordingHash:
        """Return the wording of the original from which a translation was made."""
        return self.translations.get(language, self.original)


@dataclasses.dataclass(frozen=True)
class RetiredSegment:
    """Where the id of a segment that no longer exists leads."""

    how: Literal["into", "after", "before"]
    """It was merged into another segment, or deleted from the place after ("after") or before another one."""
    segment: SegmentId


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ledger:
    """docs/texts/<text>/ledger.json: all ids that the text has ever used, and what was made from which wording."""

    segments: Mapping[SegmentId, SealedSegment] = dataclasses.field(default_factory=dict)
    """In the order of the text."""
    retired: Mapping[SegmentId, RetiredSegment] = dataclasses.field(default_factory=dict)
    wordings: Mapping[WordingHash, str] = dataclasses.field(default_factory=dict)
    """The text of every wording that the ledger refers to, and of no others."""

    def living(self, id: SegmentId) -> SegmentId | None:
        """Return the present segment to which an id leads; None if the id was never used."""
        while id in self.retired:
            id = self.retired[id].segment
        return id if id in self.segments else None


TextChangeKind = Literal["reworded", "split", "merged", "inserted", "deleted", "moved"]


@dataclasses.dataclass(frozen=True)
class Change:
    """A change to an original since it was last sealed, as far as it can be recognised."""

    what: TextChangeKind
    older: tuple[tuple[SegmentId, str], ...]
    """Ids and wordings before the change."""
    newer: tuple[tuple[SegmentId, str], ...]
    """Ids and wordings after the change."""

    @property
    def is_of_lines(self) -> bool:
        """Whether lines were added, removed or moved, and not only reworded."""
        return self.what != "reworded"
