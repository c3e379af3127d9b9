"""Together: which entries are named in the same rows, and how often.

The same for all languages, since a row is one segment in all its versions. The work grows with the
number of mentions, times the few others of a row.
"""

import dataclasses
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from charsu.backlinks import entries_named
from charsu.link import Row
from charsu.model import EntryId

COMPANIONS = 10
"""How many of them an entry's page shows."""


@dataclasses.dataclass(frozen=True, slots=True)
class Companion:
    """An entry that is named where another one is named."""

    entry: EntryId
    passages: int
    """How many rows name both."""


def find_companions(rows: Iterable[Row]) -> Mapping[EntryId, tuple[Companion, ...]]:
    """The most frequent companions of each entry that has any.

    Where two stand beside an entry equally often, the one that is named less often elsewhere comes first.
    """
    named: Counter[EntryId] = Counter()
    both: defaultdict[EntryId, Counter[EntryId]] = defaultdict(Counter)
    for row in rows:
        ids = entries_named(row)
        named.update(ids)
        for id in ids if len(ids) > 1 else ():
            both[id].update(ids - {id})
    return {
        id: tuple(
            Companion(other, times)
            for other, times in heapq.nsmallest(
                COMPANIONS, others.items(), key=lambda found: (-found[1], named[found[0]], found[0])
            )
        )
        for id, others in both.items()
    }
