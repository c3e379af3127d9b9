"""Cooccurrence: which entries are named in the same rows, and how often.

It is the same in every language, since a row is one segment in all its versions. The work grows with the
number of mentions, times the few other entries in a row.
"""

import dataclasses
import heapq
from collections import Counter
from collections.abc import Mapping, Sequence

from charsu.link.mentions import Row
from charsu.model import limits
from charsu.model.records import EntryId


@dataclasses.dataclass(frozen=True, slots=True)
class Companion:
    """An entry that is named in the same rows as another one."""

    entry: EntryId
    passages: int
    """Number of rows that name both."""


def find_companions(id: EntryId, mentioned: Mapping[EntryId, Sequence[Row]]) -> tuple[Companion, ...]:
    """Return the most frequent companions of an entry.

    Of two that are named with it equally often, the one that is named less often elsewhere comes first.

    Args:
        id: the entry.
        mentioned: the rows that name each entry.
    """
    both = Counter(other for row in mentioned.get(id, ()) for other in row.named if other != id)
    most = heapq.nsmallest(
        limits.COMPANIONS_ON_ENTRY_PAGE, both.items(), key=lambda it: (-it[1], len(mentioned[it[0]]), it[0])
    )
    return tuple(Companion(other, times) for other, times in most)
