"""The models of works: the statements that cite them, and their short names."""

import dataclasses
from collections import Counter
from collections.abc import Sequence

from charsu.i18n.collation import sort_key
from charsu.link.backlinks import Backlinks
from charsu.model import limits
from charsu.model.records import Wiki, Work
from charsu.view import pagination
from charsu.view.page_models import ShortCitation, WorkView, by_entry


def view_works(wiki: Wiki, backlinks: Backlinks) -> list[WorkView]:
    """Return all works, in an order that is the same in every language, as their titles are."""
    key, found = sort_key("en"), backlinks.works
    works = sorted(wiki.works.values(), key=lambda work: (key(work.author or work.publisher or work.title), work.id))
    counts = {work.id: len(found.get(work.id, ())) for work in works}
    single = _single_page_of_works()
    is_single = len(works) <= single.items and sum(counts.values()) <= single.weight
    most = limits.STATEMENTS_OF_WORK_ON_SINGLE_PAGE if is_single else limits.STATEMENTS_OF_WORK_IN_SPLIT_LIST
    return [WorkView(work, by_entry(found.get(work.id, ())), counts[work.id], counts[work.id] > most) for work in works]


def _single_page_of_works() -> pagination.Room:
    return pagination.Room(limits.WORKS_ON_SINGLE_PAGE, limits.STATEMENTS_ON_SINGLE_PAGE_OF_WORKS)


def _weight(view: WorkView) -> int:
    """Return the number of statements that the list of works shows with a work."""
    return 0 if view.has_own_pages else view.statements


def short_citations(wiki: Wiki) -> dict[str, ShortCitation]:
    """Return the short names of works, with a title where the rest would not tell two works apart."""
    short = {id: _citation(work) for id, work in wiki.works.items()}
    counts = Counter(map(repr, short.values()))
    return {
        id: dataclasses.replace(citation, title=wiki.works[id].title) if counts[repr(citation)] > 1 else citation
        for id, citation in short.items()
    }


def _citation(work: Work) -> ShortCitation:
    year = str(work.published.sort_day()[0]) if work.published else None
    return ShortCitation(work.author or work.publisher or work.title, year, work.part)


def split_works(works: Sequence[WorkView]) -> Sequence[Sequence[WorkView]]:
    """Split the list of works into pages."""
    page = pagination.Room(limits.WORKS_PER_PAGE, limits.STATEMENTS_PER_PAGE_OF_WORKS)
    return pagination.cut_by(works, _weight, _single_page_of_works(), page)
