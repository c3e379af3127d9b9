"""Paging: a long list, cut into pages, so that no page grows with the wiki.

The first page has the address of the list itself, the others stand below it: "people/page/2/". No entry
can have such an address, since its id has no slash in it. The pages lead to each other by what they
begin and end with, as a dictionary does; where there are many of them, by groups of pages first.
"""

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Room(NamedTuple):
    """What a page has room for."""

    items: int
    weight: int
    """Where items differ in size: of all of them together."""


WHOLE, ROWS = 200, 100
"""So many rows stand on one page; of a longer list, so many on each of its pages."""

CONTESTS_WHOLE, CONTESTS = Room(60, 0), Room(20, 0)
"""Entries on which sources disagree, with all that they say, on one page; and on each page if there are more."""

CHOICES = 20
"""So many pages, or groups of pages, can be chosen from at once."""

WORKS_WHOLE, WORKS = Room(300, 2000), Room(100, 500)
"""Works, with the statements that rest on them, that stand on one page; and on each page if there are more."""

MOST_EVIDENCE, MOST_EVIDENCE_OF_MANY = 200, 20
"""So many statements are told with a work, in a list on one page and on several; with more it has its own pages."""

EVIDENCE = Room(100, 300)
"""Entries, and statements on them, on each page of a work that has pages of its own."""

MOST_RELATIONS, MOST_SUMMARIES, MOST_PASSAGES = 60, 200, 60
"""Relations of one kind, summaries, and passages that an entry's page shows; the others are on further pages."""

MOST_TEXTS = 12
"""So many texts the home page shows."""

MOST_CHANGES = 200
"""Changes of one kind and day that the page of changes and the feed tell; the others are counted."""

INLINE_IDS = 500
"""So many entries the page that leads to a random one knows by itself; of more, it asks for a part of the list."""


def cut(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Cut a list of rows into pages; there is at least one."""
    return cut_by(items, lambda item: 0, Room(WHOLE, 0), Room(ROWS, 0))


def cut_contests(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Cut a list of entries on which sources disagree."""
    return cut_by(items, lambda item: 0, CONTESTS_WHOLE, CONTESTS)


def cut_by(items: Sequence[Item], weigh: Callable[[Item], int], whole: Room, page: Room) -> list[Sequence[Item]]:
    """Cut a list whose items differ in size; there is at least one page. What is too large has one to itself.

    Args:
        items: all of them, in order.
        weigh: the size of an item.
        whole: what stands on one page.
        page: of more, what stands on each.
    """
    weights = [weigh(item) for item in items]
    if len(items) <= whole.items and sum(weights) <= whole.weight:
        return [items]
    starts, so_far = [0], 0
    for number, weight in enumerate(weights):
        if number > starts[-1] and (number - starts[-1] >= page.items or so_far + weight > page.weight):
            starts.append(number)
            so_far = 0
        so_far += weight
    return [items[start:end] for start, end in zip(starts, [*starts[1:], len(items)], strict=True)]


def page_address(address: str, number: int) -> str:
    """Address of a page of the list at an address."""
    return address if number == 1 else f"{address}page/{number}/"


@dataclasses.dataclass(frozen=True)
class Jump:
    """A page to choose, or a group of pages."""

    first: int
    last: int
    """Numbers of pages, both included."""
    within: tuple["Jump", ...]
    """What there is to choose in a group; only where one is."""


@dataclasses.dataclass(frozen=True)
class Paged:
    """What a page of a list knows of the other ones."""

    address: str
    """Of the first page."""
    number: int
    """Of the page itself, from 1."""
    ends: Sequence[tuple[str, str]]
    """What each page begins and ends with."""

    @property
    def count(self) -> int:
        return len(self.ends)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """All pages, or groups of them, of which the one with this page is opened."""
        return jumps(self.count, self.number)

    def at(self, number: int) -> str:
        """Address of a page."""
        return page_address(self.address, number)


@functools.cache
def jumps(count: int, current: int) -> tuple[Jump, ...]:
    """What there is to choose from on one of many pages: never more than CHOICES at once, for any number of pages.

    Args:
        count: how many pages there are.
        current: number of the one on which it stands.
    """
    return _jumps(1, count, current)


def _jumps(first: int, last: int, current: int) -> tuple[Jump, ...]:
    count = last - first + 1
    levels = 1
    while CHOICES**levels < count:
        levels += 1
    choices = next(n for n in range(1, CHOICES + 1) if n**levels >= count)
    size = choices ** (levels - 1)
    found = []
    for start in range(first, last + 1, size):
        end = min(start + size - 1, last)
        is_open = start < end and start <= current <= end
        found.append(Jump(start, end, _jumps(start, end, current) if is_open else ()))
    return tuple(found)
