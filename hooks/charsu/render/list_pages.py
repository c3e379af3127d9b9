"""Plan the pages that list entries, texts, works and disagreements; long lists are split into pages.

`renderer` turns a plan into HTML through a fragment; only the rows of entries, which are many, are made here.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic

from charsu.i18n.messages import Words
from charsu.link.disagreements import Disagreement
from charsu.model import limits
from charsu.model.dates import Date
from charsu.model.records import EntryId, Kind, Language, Statement
from charsu.render.components import other_names
from charsu.support.cached_method import cached_method
from charsu.support.html import EMPTY, Html, escape
from charsu.support.text_width import shorten
from charsu.view import pagination
from charsu.view.labels import stand_alone
from charsu.view.ordering import Ordered
from charsu.view.overflow import SUMMARIES, FurtherPage, FurtherPages, find_further_pages
from charsu.view.page_context import PageContext
from charsu.view.page_models import ListItem, TextView, WorkView
from charsu.view.pagination import Item, Paged, page_address
from charsu.view.site import Site
from charsu.view.urls import entry_address


@dataclasses.dataclass(frozen=True)
class PagePlan:
    """A page of a list, ready to be rendered."""

    fragment: str
    address: str
    """Within its language."""
    title: str
    heading: str
    """The heading on the page itself; the same on all pages of a list."""
    lead: str
    values: Mapping[str, Any]
    number: int = 1
    """Of the page, if the list is split."""


_LONGEST_END = 14
"""Maximum width, in ems, of the names that a page begins and ends with."""


class Lists:
    """All lists of a site."""

    def __init__(self, site: Site, ordered: Callable[[Language], Mapping[str, Ordered]]) -> None:
        """`ordered`: gives, for a language, kind -> its entries in order."""
        self._site = site
        self._ordered = ordered

    @functools.cached_property
    def further(self) -> Mapping[EntryId, FurtherPages]:
        """Entry -> its further pages, if it has any."""
        found = self._site.backlinks
        least = min(limits.RELATIONS_ON_ENTRY_PAGE, limits.SUMMARIES_ON_ENTRY_PAGE, limits.PASSAGES_ON_ENTRY_PAGE)
        # Few entries have any, and counting shows which may, without making their models.
        much = [
            id
            for id, entry in self._site.wiki.entries.items()
            if any(len(of.get(id, ())) + len(entry.statements) > least for of in (found.inverses, found.mentioned))
            or len(found.summarised.get(id, ())) > least
        ]
        return {id: further for id in much if (further := find_further_pages(self._site.entries[id]))}

    def plans(self, words: Words) -> Iterator[PagePlan]:
        """Yield all of them in one language."""
        for kind in self._site.wiki.vocabulary.kinds.values():
            yield from self._entries(words, kind)
        yield from self._texts(words)
        yield from self._works(words)
        for view in self._site.works:
            if view.has_own_pages:
                yield from self._work(words, view)
        yield from self._disagreements(words)

    def forms(self) -> list[str]:
        """Return the forms of addresses that several pages share, with "{id}" and "{number}" for what differs."""
        site, found = self._site, []
        for kind in site.wiki.vocabulary.kinds.values():
            if len(pagination.cut(site.lists[kind.id])) > 1:
                found += [f"{kind.folder}/page/{{number}}/"]
                found += [f"{kind.folder}/by-date/page/{{number}}/"] if kind.dates else []
        lists = {
            "texts/": len(pagination.cut(list(site.texts))),
            "works/": len(site.work_pages),
            "disagreements/": len(pagination.cut_disagreements(list({each.entry for each in site.disagreements}))),
        }
        found += [f"{address}page/{{number}}/" for address, count in lists.items() if count > 1]
        if any(view.has_own_pages for view in site.works):
            found += ["works/{id}/", "works/{id}/page/{number}/"]
        folders = dict.fromkeys(site.entries[id].kind.folder for id in self.further)
        return found + [f"{folder}/{{id}}/page/{{number}}/" for folder in folders]

    # --- entries ---

    def _entries(self, words: Words, kind: Kind) -> Iterator[PagePlan]:
        ordered, heading = self._ordered(words.language)[kind.id], kind.plural[words.language]
        lead = f"{heading}: {words.say('list.entries', n=len(ordered.by_name))}"
        values = {"kind": kind, "count": len(ordered.by_name)}
        address, by_date = f"{kind.folder}/", f"{heading} · {words.say('list.by date')}"
        by_name = _LongList[ListItem](
            "list.html", address, heading, heading, lead, lambda item: self._name(words, item.entry.id)
        )
        yield from _plans(words, by_name, "items", pagination.cut(ordered.by_name), values | {"order": "name"})
        if kind.dates:
            by_dates = _LongList[ListItem](
                "list.html", f"{address}by-date/", by_date, heading, lead, lambda item: _date(words, item)
            )
            yield from _plans(words, by_dates, "items", pagination.cut(ordered.by_date), values | {"order": "date"})

    def _name(self, words: Words, id: EntryId) -> str:
        return shorten(stand_alone(self._site.wiki.entries[id].names[words.language]), _LONGEST_END)

    def further_plans(self, words: Words) -> Iterator[PagePlan]:
        """Yield the further pages of entries, for what does not fit on their own pages."""
        for id, further in self.further.items():
            address, name = entry_address(self._site, id), self._site.wiki.entries[id].names[words.language]
            heading = stand_alone(name)
            ranges = [_part(words, part) for part in further.parts]
            ends = [(end, end) for end in (heading, *ranges)]
            for number, (part, what) in enumerate(zip(further.parts, ranges, strict=True), 2):
                yield PagePlan(
                    "further.html",
                    page_address(address, number),
                    f"{heading} · {what}",
                    heading,
                    f"{heading}{words.say('punctuation.colon')}{what}",
                    {"view": self._site.entries[id], "part": part, "what": what, "paged": Paged(address, number, ends)},
                    number,
                )

    # --- texts and works ---

    def _texts(self, words: Words) -> Iterator[PagePlan]:
        texts, title = list(self._site.texts.values()), words.say("texts.title")
        lead = words.say("texts.lead", n=len(texts))
        plan = _LongList[TextView](
            "texts.html", "texts/", title, title, lead, lambda v: shorten(v.text.title[words.language], _LONGEST_END)
        )
        yield from _plans(words, plan, "texts", pagination.cut(texts), {})

    def _works(self, words: Words) -> Iterator[PagePlan]:
        title, lead = words.say("works.title"), words.say("works.lead", n=len(self._site.works))
        plan = _LongList("works.html", "works/", title, title, lead, _who)
        yield from _plans(words, plan, "works", self._site.work_pages, {})

    def _work(self, words: Words, view: WorkView) -> Iterator[PagePlan]:
        """Yield the pages with the statements that cite one work, by the names of their entries."""
        work, ranks = view.work, self._site.ranks[words.language]
        citation = self._site.citations[work.id]
        part = citation.part[words.language] if citation.part else None
        name = words.say("punctuation.comma").join(filter(None, (citation.who, citation.year, part, citation.title)))
        evidence = sorted(view.evidence, key=lambda of_entry: ranks[of_entry[0]])
        page = pagination.Room(limits.ENTRIES_PER_PAGE_OF_WORK, limits.STATEMENTS_PER_PAGE_OF_WORK)
        pages = pagination.cut_by(evidence, lambda of_entry: len(of_entry[1]), page, page)
        plan = _LongList[tuple[EntryId, tuple[Statement, ...]]](
            "work.html",
            f"works/{work.id}/",
            f"{name} · {words.say('works.title')}",
            work.title,
            words.say("works.statements", n=view.statements),
            lambda of_entry: self._name(words, of_entry[0]),
        )
        yield from _plans(words, plan, "evidence", pages, {"view": view})

    # --- disagreements ---

    @cached_method
    def _disagreement_pages(self, language: Language) -> list[Sequence[tuple[EntryId, list[Disagreement]]]]:
        by_entry: dict[EntryId, list[Disagreement]] = {}
        for disagreement in self._site.disagreements:
            by_entry.setdefault(disagreement.entry, []).append(disagreement)
        ranks = self._site.ranks[language]
        return pagination.cut_disagreements(sorted(by_entry.items(), key=lambda item: ranks[item[0]]))

    def disagreement_addresses(self, language: Language) -> Mapping[EntryId, str]:
        """Return entry -> the address of its disagreements, within a language: "disagreements/#of-ID"."""
        return {
            id: f"{page_address('disagreements/', number)}#of-{id}"
            for number, page in enumerate(self._disagreement_pages(language), 1)
            for id, _ in page
        }

    def _disagreements(self, words: Words) -> Iterator[PagePlan]:
        title, lead = words.say("disagreements.title"), words.say("disagreements.lead", n=len(self._site.disagreements))
        plan = _LongList[tuple[EntryId, list[Disagreement]]](
            "disagreements.html", "disagreements/", title, title, lead, lambda item: self._name(words, item[0])
        )
        yield from _plans(words, plan, "disagreements", self._disagreement_pages(words.language), {})


@dataclasses.dataclass(frozen=True)
class _LongList(Generic[Item]):
    """What the pages of one list have in common."""

    fragment: str
    address: str
    title: str
    heading: str
    lead: str
    end: Callable[[Item], str]
    """How an item is named at the beginning or end of a page."""


def _plans(
    words: Words, long: _LongList[Item], name: str, pages: Sequence[Sequence[Item]], values: Mapping[str, Any]
) -> Iterator[PagePlan]:
    """Yield the pages of a list; `name`: under which a fragment gets the items of its page."""
    ends = [(long.end(page[0]), long.end(page[-1])) for page in pages] if len(pages) > 1 else []
    for number, items in enumerate(pages, 1):
        title = f"{long.title} · {words.say('pages.page', number=words.number(number))}" if number > 1 else long.title
        paged = Paged(long.address, number, ends) if ends else None
        address = page_address(long.address, number)
        found = {**values, name: items, "paged": paged}
        yield PagePlan(long.fragment, address, title, long.heading, long.lead, found, number)


def entry_rows(items: Iterable[ListItem], kind: Kind, context: PageContext) -> Html:
    """Return the rows of a list of entries of one kind."""
    html, properties = context.html, context.site.wiki.vocabulary.properties
    types = {id: escape(context.text(label)) for id, label in kind.types.items()}
    contested = Html(f' <span class="contested">{html.say("entry.disagree")}</span>')
    rows = []
    for item in items:
        entry = item.entry
        others = other_names(entry.id, context)
        rows.append(Html(f'<tr><td>{html.link(entry.id)}\n  <span class="other-names">{others}</span></td>'))
        if kind.dates:
            dates = EMPTY.join([Html(f"<span>{escape(context.words.date(date))}</span>") for date in item.dates])
            if item.dates and item.dated_by and len(kind.dates) > 1:
                dates = Html(f"<small>{escape(context.text(properties[item.dated_by].label))}</small> {dates}")
            dates = dates or Html(f'<span class="empty">{html.say("list.undated")}</span>')
            rows.append(Html(f'<td class="date">{dates}{contested if item.contested else EMPTY}</td>'))
        if kind.types:
            rows.append(Html(f"<td>{types[entry.type] if entry.type else EMPTY}</td>"))
        if item.passages:
            label, number = html.say("list.passages"), escape(context.words.number(item.passages))
            rows.append(
                Html(f'<td class="number" data-sort="{item.passages}" data-label="{label}">{number}</td></tr>\n')
            )
        else:
            rows.append(Html('<td class="number"></td></tr>\n'))
    return EMPTY.join(rows)


def _date(words: Words, item: ListItem) -> str:
    return words.date(min(item.dates, key=Date.sort_key)) if item.dates else words.say("list.undated")


def _who(view: WorkView) -> str:
    return shorten(view.work.author or view.work.publisher or view.work.title, _LONGEST_END)


def _part(words: Words, part: FurtherPage) -> str:
    """Return what a further page shows: "Members: 101–200"."""
    if part.label:
        what = part.label[words.language]
    else:
        what = words.say("entry.summaries") if part.key == SUMMARIES else words.say("entry.mentions")
    return f"{what}{words.say('punctuation.colon')}{words.number(part.start)}–{words.number(part.end)}"
