"""Suggest: names in the texts that have no entry yet, and links that somebody should look at."""

import dataclasses
from collections.abc import Mapping

from charsu.link import Links
from charsu.model import EntryId, Language, SegmentId, Wiki


@dataclasses.dataclass(frozen=True)
class MissingName:
    """A name in the texts that no entry has."""

    forms: Mapping[Language, tuple[str, ...]]
    """As the versions write it, the most frequent form first; only languages in which it was found."""
    passages: tuple[tuple[str, SegmentId], ...]
    """Text and segment of each row in which it stands, in reading order."""


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
    return Suggestions()
