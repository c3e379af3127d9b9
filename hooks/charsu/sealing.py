"""Sealing: what was made from an older wording of an original, and so may no longer hold."""

import dataclasses
from typing import Literal

from charsu.model import EntryId, Language, SegmentId, Wiki
from charsu.problems import Place


@dataclasses.dataclass(frozen=True)
class Stale:
    """Something made from an older wording of a segment of an original."""

    text: str
    segment: SegmentId
    what: Literal["translation", "statements", "name"]
    language: Language | None
    """Of the translation."""
    entry: EntryId | None
    """Whose statements rest on the segment; or whom the settled name names, None: nobody."""
    words: str | None
    """The settled name."""
    older: str
    """The wording from which it was made."""
    place: Place
    """Where to correct it: the translation's line, the first of the statements, the name in text.yml."""


def find_stale(wiki: Wiki) -> tuple[Stale, ...]:
    """In the order of texts and segments."""
    return ()
