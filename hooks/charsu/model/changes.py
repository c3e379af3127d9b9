"""What git knows of a wiki: which entries and texts were added, changed or removed, when and by whom."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Literal

from charsu.model.dates import Date, read_date

ChangeKind = Literal["added", "changed", "removed"]


@dataclasses.dataclass(frozen=True, order=True)
class ChangedItem:
    """An entry or a text that was changed; it may no longer exist."""

    is_text: bool
    id: str


@dataclasses.dataclass(frozen=True)
class ChangeDay:
    """What the commits of one day did."""

    day: datetime.date
    """In the committer's time zone."""
    last: datetime.datetime
    """When the last of its commits was made, with its time zone."""
    changes: dict[ChangeKind, tuple[ChangedItem, ...]]
    """Added, changed and removed, in this order; each sorted by id, and none of them empty."""

    @property
    def date(self) -> Date:
        """The day as a date that can be written out."""
        return read_date(self.day.isoformat())

    @property
    def id(self) -> str:
        """The id of its section on the page of changes, by which feed readers know it."""
        return f"day-{self.day.isoformat()}"


@dataclasses.dataclass(frozen=True)
class Authorship:
    """Who wrote an entry or a text, and when it was last changed."""

    last: datetime.datetime
    """When the last commit that touched one of its files was made, with its time zone."""
    authors: tuple[str, ...]
    """Names; the author of most commits first, and of several with the same count the one of the latest commit."""

    @property
    def date(self) -> Date:
        """The day of the last change in the committer's time zone, as a date that can be written out."""
        return read_date(self.last.date().isoformat())


@dataclasses.dataclass(frozen=True)
class History:
    """What the commits of a wiki did."""

    days: tuple[ChangeDay, ...]
    """The latest day first."""
    written: Mapping[ChangedItem, Authorship]
    """Also of what no longer exists."""
