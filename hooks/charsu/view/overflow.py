"""Further pages of an entry, for what does not fit on its own page.

The entry's page shows the first relations of each kind, the first summaries and passages. The others follow, part by
part, on "people/ana/page/2/" and so on, each part on a page of its own.
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
    """Return the key in `FurtherPages.begins` of the relations of one kind; `number`: of the group, from 0."""
    return f"relations-{number}"


@dataclasses.dataclass(frozen=True)
class FurtherPage:
    """One further page: it shows relations of one kind, or summaries, or passages."""

    key: str
    start: int
    end: int
    """Numbers of the first and the last of them, among all."""
    label: Localized | None = None
    """Label of the relations."""
    relations: tuple[Relation, ...] = ()
    summaries: tuple[EntryId, ...] = ()
    passages: tuple[PassageGroup, ...] = ()

    @property
    def works(self) -> frozenset[str]:
        """Ids of the works that the page cites."""
        return frozenset(s.work for relation in self.relations for s in relation.statement.sources if s.work)


@dataclasses.dataclass(frozen=True)
class FurtherPages:
    """All further pages of an entry."""

    parts: tuple[FurtherPage, ...]
    """The entry's page is the first one, so the first of these is number 2."""

    @property
    def begins(self) -> Mapping[str, int]:
        """Key of a part -> number of its first page."""
        return {part.key: number for number, part in reversed(list(enumerate(self.parts, 2)))}


def find_further_pages(view: EntryView) -> FurtherPages | None:
    """Split off what does not fit on the entry's page; None if everything fits."""
    parts: list[FurtherPage] = []
    for number, group in enumerate(view.relations):
        for start, relations in _after(group.relations, limits.RELATIONS_ON_ENTRY_PAGE):
            key, end = relations_key(number), start + len(relations) - 1
            parts.append(FurtherPage(key, start, end, label=group.label, relations=relations))
    for start, ids in _after(view.summarised, limits.SUMMARIES_ON_ENTRY_PAGE):
        parts.append(FurtherPage(SUMMARIES, start, start + len(ids) - 1, summaries=ids))
    flat = [(group, n) for group in view.passages for n in range(len(group.passages))]
    for start, found in _after(flat, limits.PASSAGES_ON_ENTRY_PAGE):
        parts.append(FurtherPage(PASSAGES, start, start + len(found) - 1, passages=_grouped(found)))
    return FurtherPages(tuple(parts)) if parts else None


def first_passages(groups: Iterable[PassageGroup]) -> Iterator[tuple[PassageGroup, PassageGroup]]:
    """Yield, for each text, all passages and those that the entry's page shows."""
    room = limits.PASSAGES_ON_ENTRY_PAGE
    for group in groups:
        if len(group.passages) <= room:
            yield group, group
        elif room > 0:
            yield group, dataclasses.replace(group, passages=group.passages[:room])
        room -= len(group.passages)


def _after(items: Sequence[pagination.Item], most: int) -> Iterator[tuple[int, tuple[pagination.Item, ...]]]:
    """Yield the items after the first `most`, as many at a time, each group with the number of its first item."""
    for start in range(most, len(items), most):
        yield start + 1, tuple(items[start : start + most])


def _grouped(found: Sequence[tuple[PassageGroup, int]]) -> tuple[PassageGroup, ...]:
    """Group passages by text again; each is given by its group and its number in it."""
    groups = []
    for _, same in itertools.groupby(found, key=lambda one: one[0].text.id):
        of_text = list(same)
        group = of_text[0][0]
        groups.append(dataclasses.replace(group, passages=tuple(group.passages[n] for _, n in of_text)))
    return tuple(groups)
