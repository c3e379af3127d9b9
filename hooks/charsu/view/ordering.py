"""The order of the entries of a kind in the lists of a language, and the neighbours of each entry."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from charsu.model.dates import earliest_first
from charsu.model.records import EntryId
from charsu.view.page_models import ListItem


@dataclasses.dataclass(frozen=True)
class Neighbours:
    """The entries before and after another one in a list."""

    before: ListItem | None
    after: ListItem | None


@dataclasses.dataclass(frozen=True)
class Ordered:
    """The entries of one kind, in the two orders of a language."""

    by_name: tuple[ListItem, ...]
    by_date: tuple[ListItem, ...]
    """By the earliest date of each; undated ones last, by name."""
    beside_by_name: Mapping[EntryId, Neighbours]
    beside_by_date: Mapping[EntryId, Neighbours]
    """Only the dated ones, among themselves."""


def put_in_order(items: Iterable[ListItem], ranks: Mapping[EntryId, int]) -> Ordered:
    """Put the entries of a kind in order; `ranks`: the rank of each entry by its name, in a language."""
    by_name = sorted(items, key=lambda item: ranks[item.entry.id])
    by_date = sorted(by_name, key=lambda item: earliest_first(item.dates))
    dated = [item for item in by_date if item.dates]
    return Ordered(tuple(by_name), tuple(by_date), _beside(by_name), _beside(dated))


def _beside(items: Sequence[ListItem]) -> dict[EntryId, Neighbours]:
    """Return the neighbours of each item; a single item has none."""
    ends = [None, *items, None] if len(items) > 1 else []
    return {
        item.entry.id: Neighbours(before, after)
        for (before, item), (_, after) in pairwise(pairwise(ends))
        if item is not None
    }
