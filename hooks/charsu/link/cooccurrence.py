"""Together: which entries are named in the same rows, and how often.

The same for all languages, since a row is one segment in all its versions. The work grows with the
number of mentions, times the few others of a row.
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
    """An entry that is named where another one is named."""

    entry: EntryId
    passages: int
    """How many rows name both."""


def find_companions(id: EntryId, mentioned: Mapping[EntryId, Sequence[Row]]) -> tuple[Companion, ...]:
    """The most frequent companions of an entry.

    Where two stand beside it equally often, the one that is named less often elsewhere comes first.

    Args:
        id: the entry.
        mentioned: the rows that name each entry.
    """
    both = Counter(other for row in mentioned.get(id, ()) for other in row.named if other != id)
    most = heapq.nsmallest(
        limits.COMPANIONS_ON_ENTRY_PAGE, both.items(), key=lambda it: (-it[1], len(mentioned[it[0]]), it[0])
    )
    return tuple(Companion(other, times) for other, times in most)
