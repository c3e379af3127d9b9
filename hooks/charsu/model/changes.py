"""What git knows of a wiki: which entries and texts were added, changed or removed, when and by whom."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Literal

from charsu.model.dates import Date, read_date

ChangeKind = Literal["added", "changed", "removed"]


@dataclasses.dataclass(frozen=True, order=True)
class ChangedItem:
    """An entry or a text that was changed; there may no longer be one of this id."""

    is_text: bool
    id: str


@dataclasses.dataclass(frozen=True)
class ChangeDay:
    """What the commits of one day did."""

    day: datetime.date
    """As the committer's calendar had it."""
    last: datetime.datetime
    """When the last of them was made, with its time zone."""
    changes: dict[ChangeKind, tuple[ChangedItem, ...]]
    """In the order added, changed, removed; each in the order of the ids, and none of them empty."""

    @property
    def date(self) -> Date:
        """The day, to be written out."""
        return read_date(self.day.isoformat())

    @property
    def id(self) -> str:
        """Of its section on the page of changes; feeds know it by that."""
        return f"day-{self.day.isoformat()}"


@dataclasses.dataclass(frozen=True)
class Authorship:
    """Who wrote an entry or a text, and when it was last changed."""

    last: datetime.datetime
    """When the last commit that touched one of its files was made, with its time zone."""
    authors: tuple[str, ...]
    """As they call themselves; whoever made most commits first, of several the one whose last is the latest."""

    @property
    def date(self) -> Date:
        """The day of the last change, as the committer's calendar had it, to be written out."""
        return read_date(self.last.date().isoformat())


@dataclasses.dataclass(frozen=True)
class History:
    """What the commits of a wiki tell."""

    days: tuple[ChangeDay, ...]
    """The latest day first."""
    written: Mapping[ChangedItem, Authorship]
    """Also of what is no longer there."""
