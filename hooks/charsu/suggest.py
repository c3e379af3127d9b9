"""Suggest: names in the texts that have no entry yet, and links that somebody should look at."""

import dataclasses

from charsu.link import Links
from charsu.missing import MissingName, missing_names
from charsu.model import EntryId, Language, SegmentId, Wiki

__all__ = ["MissingName", "OneSided", "Suggestions", "suggest"]


@dataclasses.dataclass(frozen=True)
class OneSided:
    """A name that is linked in some versions of a row and, though they are there, in none of the others."""

    text: str
    segment: SegmentId
    entry: EntryId
    linked: tuple[Language, ...]
    missing: tuple[Language, ...]


@dataclasses.dataclass(frozen=True)
class Suggestions:
    """What somebody could add, the most rewarding first."""

    names: tuple[MissingName, ...] = ()
    one_sided: tuple[OneSided, ...] = ()


def suggest(wiki: Wiki, links: Links) -> Suggestions:
    return Suggestions(missing_names(wiki, links))
