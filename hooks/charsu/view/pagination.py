"""Split long lists into pages, so that no page grows with the wiki.

The first page has the address of the list itself, the others are below it: "people/page/2/". No entry can have such an
address, since its id contains no slash. The pages link to each other by their first and last items, as a dictionary
does; if there are many pages, by groups of pages first.
"""

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from charsu.model import limits

Item = TypeVar("Item")


class Room(NamedTuple):
    """Maximum size of a page."""

    items: int
    weight: int
    """Of all items together, where items differ in size."""


def cut(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Split a list of rows into pages; there is at least one."""
    return cut_by(items, lambda item: 0, Room(limits.ROWS_ON_SINGLE_PAGE, 0), Room(limits.ROWS_PER_PAGE, 0))


def cut_disagreements(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Split a list of entries on which sources disagree."""
    single, page = limits.CONTESTED_ENTRIES_ON_SINGLE_PAGE, limits.CONTESTED_ENTRIES_PER_PAGE
    return cut_by(items, lambda item: 0, Room(single, 0), Room(page, 0))


def cut_by(items: Sequence[Item], weigh: Callable[[Item], int], whole: Room, page: Room) -> list[Sequence[Item]]:
    """Split a list whose items differ in size; there is at least one page. An item that is too large has its own.

    Args:
        items: all of them, in order.
        weigh: the size of an item.
        whole: maximum size of a list that is not split.
        page: maximum size of each page of a list that is split.
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
    """Return the address of a page of the list at `address`."""
    return address if number == 1 else f"{address}page/{number}/"


@dataclasses.dataclass(frozen=True)
class Jump:
    """A page, or a group of pages, in a choice of pages."""

    first: int
    last: int
    """Numbers of pages, both included."""
    within: tuple["Jump", ...]
    """The choices within a group, if it contains the page that shows them."""


@dataclasses.dataclass(frozen=True)
class Paged:
    """What a page of a list shows of the others."""

    address: str
    """Of the first page."""
    number: int
    """Number of the page itself, from 1."""
    ends: Sequence[tuple[str, str]]
    """First and last item of each page, in words."""

    @property
    def count(self) -> int:
        return len(self.ends)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """All pages, or groups of them; the group with this page is open."""
        return jumps(self.count, self.number)

    def at(self, number: int) -> str:
        """Return the address of a page."""
        return page_address(self.address, number)


@functools.lru_cache(maxsize=1000)
def jumps(count: int, current: int) -> tuple[Jump, ...]:
    """Return the choices that one of many pages offers: never more than PAGE_CHOICES at once, however many pages.

    Args:
        count: how many pages there are.
        current: number of the page that offers the choices.
    """
    return _jumps(1, count, current)


def _jumps(first: int, last: int, current: int) -> tuple[Jump, ...]:
    count = last - first + 1
    levels = 1
    while limits.PAGE_CHOICES**levels < count:
        levels += 1
    choices = next(n for n in range(1, limits.PAGE_CHOICES + 1) if n**levels >= count)
    size = choices ** (levels - 1)
    found = []
    for start in range(first, last + 1, size):
        end = min(start + size - 1, last)
        is_open = start < end and start <= current <= end
        found.append(Jump(start, end, _jumps(start, end, current) if is_open else ()))
    return tuple(found)
