"""Lists: the pages that list entries, texts, works and disagreements, cut where they are long.

What each of them shows is planned here; `render` makes it HTML, but for the rows of which there are very many.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic

from markupsafe import Markup, escape

from charsu.i18n.messages import Words
from charsu.link.disagreements import Disagreement
from charsu.model import limits
from charsu.model.dates import Date
from charsu.model.records import EntryId, Kind, Language, Statement
from charsu.support.text_width import shorten
from charsu.view import pagination
from charsu.view.ordering import Ordered
from charsu.view.overflow import SUMMARIES, Further, Part, view_further
from charsu.view.page_context import Here, entry_address, stand_alone
from charsu.view.page_models import ListItem, Site, TextView, WorkView
from charsu.view.pagination import Item, Paged, page_address


@dataclasses.dataclass(frozen=True)
class Plan:
    """A page of a list, as it is to be rendered."""

    fragment: str
    address: str
    """Within its language."""
    title: str
    heading: str
    """What stands on the page itself; the same on all pages of a list."""
    lead: str
    values: Mapping[str, Any]
    number: int = 1
    """Of the page, where the list is cut."""


_LONGEST_END = 14
"""Ems of a name that a page begins or ends with."""


class Lists:
    """All lists of a site."""

    def __init__(self, site: Site, ordered: Callable[[Language], Mapping[str, Ordered]]) -> None:
        """`ordered`: gives, for a language, kind -> its entries in order."""
        self._site = site
        self._ordered = ordered
        self._disagreements_cut: dict[Language, list[Sequence[tuple[EntryId, list[Disagreement]]]]] = {}

    @functools.cached_property
    def further(self) -> Mapping[EntryId, Further]:
        """What stands on further pages of the entries that have such."""
        found = self._site.backlinks
        least = min(limits.RELATIONS_ON_ENTRY_PAGE, limits.SUMMARIES_ON_ENTRY_PAGE, limits.PASSAGES_ON_ENTRY_PAGE)
        # Few have; and whether an entry may have some is told without viewing it.
        much = [
            id
            for id, entry in self._site.wiki.entries.items()
            if any(len(of.get(id, ())) + len(entry.statements) > least for of in (found.inverses, found.mentioned))
            or len(found.summarised.get(id, ())) > least
        ]
        return {id: further for id in much if (further := view_further(self._site.entries[id]))}

    def plans(self, words: Words) -> Iterator[Plan]:
        """All of them in one language."""
        for kind in self._site.wiki.vocabulary.kinds.values():
            yield from self._entries(words, kind)
        yield from self._texts(words)
        yield from self._works(words)
        for view in self._site.works:
            if view.has_own_pages:
                yield from self._work(words, view)
        yield from self._disagreements(words)

    def forms(self) -> list[str]:
        """The forms of the addresses of which there are several, with "{id}" and "{number}" for what differs."""
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

    def _entries(self, words: Words, kind: Kind) -> Iterator[Plan]:
        ordered, heading = self._ordered(words.language)[kind.id], kind.plural[words.language]
        lead = f"{heading}: {words.say('list.entries', n=len(ordered.by_name))}"
        values = {"kind": kind, "count": len(ordered.by_name)}
        address, by_date = f"{kind.folder}/", f"{heading} · {words.say('list.by date')}"
        named = _Long[ListItem](
            "list.html", address, heading, heading, lead, lambda item: self._name(words, item.entry.id)
        )
        yield from _plans(words, named, "items", pagination.cut(ordered.by_name), values | {"order": "name"})
        if kind.dates:
            dated = _Long[ListItem](
                "list.html", f"{address}by-date/", by_date, heading, lead, lambda item: _date(words, item)
            )
            yield from _plans(words, dated, "items", pagination.cut(ordered.by_date), values | {"order": "date"})

    def _name(self, words: Words, id: EntryId) -> str:
        return shorten(stand_alone(self._site.wiki.entries[id].names[words.language]), _LONGEST_END)

    def further_plans(self, words: Words) -> Iterator[Plan]:
        """What does not stand on an entry's own page, since there is so much of it."""
        for id, further in self.further.items():
            address, name = entry_address(self._site, id), self._site.wiki.entries[id].names[words.language]
            heading = stand_alone(name)
            said = [_part(words, part) for part in further.parts]
            ends = [(end, end) for end in (heading, *said)]
            for number, (part, what) in enumerate(zip(further.parts, said, strict=True), 2):
                yield Plan(
                    "further.html",
                    page_address(address, number),
                    f"{heading} · {what}",
                    heading,
                    f"{heading}{words.say('punctuation.colon')}{what}",
                    {"view": self._site.entries[id], "part": part, "what": what, "paged": Paged(address, number, ends)},
                    number,
                )

    # --- texts and works ---

    def _texts(self, words: Words) -> Iterator[Plan]:
        texts, title = list(self._site.texts.values()), words.say("texts.title")
        lead = words.say("texts.lead", n=len(texts))
        plan = _Long[TextView](
            "texts.html", "texts/", title, title, lead, lambda v: shorten(v.text.title[words.language], _LONGEST_END)
        )
        yield from _plans(words, plan, "texts", pagination.cut(texts), {})

    def _works(self, words: Words) -> Iterator[Plan]:
        title, lead = words.say("works.title"), words.say("works.lead", n=len(self._site.works))
        plan = _Long("works.html", "works/", title, title, lead, _who)
        yield from _plans(words, plan, "works", self._site.work_pages, {})

    def _work(self, words: Words, view: WorkView) -> Iterator[Plan]:
        """The statements that rest on one work, by the names of their entries."""
        work, ranks = view.work, self._site.ranks[words.language]
        citation = self._site.citations[work.id]
        part = citation.part[words.language] if citation.part else None
        name = words.say("punctuation.comma").join(filter(None, (citation.who, citation.year, part, citation.title)))
        evidence = sorted(view.evidence, key=lambda of_entry: ranks[of_entry[0]])
        page = pagination.Room(limits.ENTRIES_PER_PAGE_OF_WORK, limits.STATEMENTS_PER_PAGE_OF_WORK)
        pages = pagination.cut_by(evidence, lambda of_entry: len(of_entry[1]), page, page)
        plan = _Long[tuple[EntryId, tuple[Statement, ...]]](
            "work.html",
            f"works/{work.id}/",
            f"{name} · {words.say('works.title')}",
            work.title,
            words.say("works.statements", n=view.statements),
            lambda of_entry: self._name(words, of_entry[0]),
        )
        yield from _plans(words, plan, "evidence", pages, {"view": view})

    # --- disagreements ---

    def _disagreement_pages(self, language: Language) -> list[Sequence[tuple[EntryId, list[Disagreement]]]]:
        if language not in self._disagreements_cut:
            by_entry: dict[EntryId, list[Disagreement]] = {}
            for disagreement in self._site.disagreements:
                by_entry.setdefault(disagreement.entry, []).append(disagreement)
            ranks = self._site.ranks[language]
            self._disagreements_cut[language] = pagination.cut_disagreements(
                sorted(by_entry.items(), key=lambda item: ranks[item[0]])
            )
        return self._disagreements_cut[language]

    def disagreement_addresses(self, language: Language) -> Mapping[EntryId, str]:
        """Where the disagreements on an entry stand, within a language: "disagreements/#of-ID"."""
        return {
            id: f"{page_address('disagreements/', number)}#of-{id}"
            for number, page in enumerate(self._disagreement_pages(language), 1)
            for id, _ in page
        }

    def _disagreements(self, words: Words) -> Iterator[Plan]:
        title, lead = words.say("disagreements.title"), words.say("disagreements.lead", n=len(self._site.disagreements))
        plan = _Long[tuple[EntryId, list[Disagreement]]](
            "disagreements.html", "disagreements/", title, title, lead, lambda item: self._name(words, item[0])
        )
        yield from _plans(words, plan, "disagreements", self._disagreement_pages(words.language), {})


@dataclasses.dataclass(frozen=True)
class _Long(Generic[Item]):
    """What the pages of one list have in common."""

    fragment: str
    address: str
    title: str
    heading: str
    lead: str
    end: Callable[[Item], str]
    """What a page says that begins or ends with an item."""


def _plans(
    words: Words, long: _Long[Item], name: str, pages: Sequence[Sequence[Item]], values: Mapping[str, Any]
) -> Iterator[Plan]:
    """The pages of a list; `name`: by which a fragment knows the items of its page."""
    ends = [(long.end(page[0]), long.end(page[-1])) for page in pages] if len(pages) > 1 else []
    for number, items in enumerate(pages, 1):
        title = f"{long.title} · {words.say('pages.page', number=words.number(number))}" if number > 1 else long.title
        paged = Paged(long.address, number, ends) if ends else None
        address = page_address(long.address, number)
        found = {**values, name: items, "paged": paged}
        yield Plan(long.fragment, address, title, long.heading, long.lead, found, number)


def entry_rows(items: Iterable[ListItem], kind: Kind, here: Here) -> Markup:
    """The rows of a list of entries of one kind."""
    properties, types = (
        here.site.wiki.vocabulary.properties,
        {id: escape(here.text(of)) for id, of in kind.types.items()},
    )
    label, undated = escape(here.say("list.passages")), escape(here.say("list.undated"))
    contested = f' <span class="contested">{escape(here.say("entry.disagree"))}</span>'
    rows = []
    for item in items:
        entry = item.entry
        others = "".join(f"<span {here.lang(of)}>{escape(name)}</span>" for of, name in here.other_names(entry.id))
        rows.append(f'<tr><td>{here.link(entry.id)}\n  <span class="other-names">{others}</span></td>')
        if kind.dates:
            said = "".join(f"<span>{escape(here.words.date(date))}</span>" for date in item.dates)
            if item.dates and item.dated_by and len(kind.dates) > 1:
                said = f"<small>{escape(here.text(properties[item.dated_by].label))}</small> {said}"
            said = said or f'<span class="empty">{undated}</span>'
            rows.append(f'<td class="date">{said}{contested if item.contested else ""}</td>')
        if kind.types:
            rows.append(f"<td>{types[entry.type] if entry.type else ''}</td>")
        if item.passages:
            met = escape(here.words.number(item.passages))
            rows.append(f'<td class="number" data-sort="{item.passages}" data-label="{label}">{met}</td></tr>\n')
        else:
            rows.append('<td class="number"></td></tr>\n')
    return Markup("".join(rows))


def _date(words: Words, item: ListItem) -> str:
    return words.date(min(item.dates, key=Date.sort_key)) if item.dates else words.say("list.undated")


def _who(view: WorkView) -> str:
    return shorten(view.work.author or view.work.publisher or view.work.title, _LONGEST_END)


def _part(words: Words, part: Part) -> str:
    """What a further page shows: "Members: 101–200"."""
    if part.label:
        what = part.label[words.language]
    else:
        what = words.say("entry.summaries") if part.key == SUMMARIES else words.say("entry.mentions")
    return f"{what}{words.say('punctuation.colon')}{words.number(part.start)}–{words.number(part.end)}"
