"""Further: what of an entry's page stands on further pages, since very much leads to the entry.

The entry's page shows the first relations of each kind, summaries and passages. What is more follows, part
by part, on "people/ana/page/2/" and so on, each part on a page of its own.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.model import limits
from charsu.model.records import EntryId, Localized
from charsu.view import pagination
from charsu.view.page_models import EntryView, PassageGroup, Relation

SUMMARIES, PASSAGES = "summaries", "passages"


def relations_key(number: int) -> str:
    """What the relations of one kind are called in `Further.begins`; `number`: of the group, from 0."""
    return f"relations-{number}"


@dataclasses.dataclass(frozen=True)
class Part:
    """What one further page shows: relations of one kind, or summaries, or passages."""

    key: str
    start: int
    end: int
    """Numbers of the first and the last of them, of all that there are."""
    label: Localized | None = None
    """What the relations are called."""
    relations: tuple[Relation, ...] = ()
    summaries: tuple[EntryId, ...] = ()
    passages: tuple[PassageGroup, ...] = ()

    @property
    def works(self) -> frozenset[str]:
        """Ids of the works that are cited."""
        return frozenset(s.work for relation in self.relations for s in relation.statement.sources if s.work)


@dataclasses.dataclass(frozen=True)
class Further:
    """All further pages of an entry."""

    parts: tuple[Part, ...]
    """The entry's page is the first one, so the first of these is number 2."""

    @property
    def begins(self) -> Mapping[str, int]:
        """Key of a part -> number of the first page on which it stands."""
        return {part.key: number for number, part in reversed(list(enumerate(self.parts, 2)))}


def view_further(view: EntryView) -> Further | None:
    """What is too much for the entry's page; None if nothing is."""
    parts: list[Part] = []
    for number, group in enumerate(view.relations):
        for start, relations in _behind(group.relations, limits.RELATIONS_ON_ENTRY_PAGE):
            key, end = relations_key(number), start + len(relations) - 1
            parts.append(Part(key, start, end, label=group.label, relations=relations))
    for start, ids in _behind(view.summarised, limits.SUMMARIES_ON_ENTRY_PAGE):
        parts.append(Part(SUMMARIES, start, start + len(ids) - 1, summaries=ids))
    flat = [(group, n) for group in view.passages for n in range(len(group.passages))]
    for start, found in _behind(flat, limits.PASSAGES_ON_ENTRY_PAGE):
        parts.append(Part(PASSAGES, start, start + len(found) - 1, passages=_grouped(found)))
    return Further(tuple(parts)) if parts else None


def first_passages(groups: Iterable[PassageGroup]) -> Iterator[tuple[PassageGroup, PassageGroup]]:
    """Of each text, all passages, and those that the entry's page shows."""
    room = limits.PASSAGES_ON_ENTRY_PAGE
    for group in groups:
        if len(group.passages) <= room:
            yield group, group
        elif room > 0:
            yield group, dataclasses.replace(group, passages=group.passages[:room])
        room -= len(group.passages)


def _behind(items: Sequence[pagination.Item], most: int) -> Iterator[tuple[int, tuple[pagination.Item, ...]]]:
    """What comes after the first ones, as many at a time; each with the number of its first."""
    for start in range(most, len(items), most):
        yield start + 1, tuple(items[start : start + most])


def _grouped(found: Sequence[tuple[PassageGroup, int]]) -> tuple[PassageGroup, ...]:
    """Passages, each given by its group and its number in it, text by text again."""
    groups = []
    for _, same in itertools.groupby(found, key=lambda one: one[0].text.id):
        of_text = list(same)
        group = of_text[0][0]
        groups.append(dataclasses.replace(group, passages=tuple(group.passages[n] for _, n in of_text)))
    return tuple(groups)
