"""Render: views -> the bodies of pages, through the fragments in `theme/fragments/`.

Only this is done once for each language. A fragment is given its view and a `Here`: how the page
sees the rest of the site from its language and its address.
"""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from charsu.atlas import span
from charsu.backlinks import Contest
from charsu.cite import citation_json
from charsu.collate import sort_key
from charsu.entry_page import Beside, entry_body
from charsu.forge import Forge
from charsu.here import (
    entry_address,
    first_sentence,
    kind_class,
    kind_token,
    kind_tokens,
    stand_alone,
    token,
)
from charsu.ledger import segment_number
from charsu.link import Row
from charsu.markup import Annotated
from charsu.model import EntryId, Language, SegmentId
from charsu.order import Ordered, put_in_order, work_key
from charsu.pictures import Pictures
from charsu.pictures.graph import short
from charsu.pictures.small import MASKS, draw_shapes
from charsu.pieces import Pieces
from charsu.views import Site, TextView
from charsu.words import Words

SHOWN_CHANGES = 24
"""Changes of one kind and day that the page of changes shows unfolded; it never folds a single one."""


UNFOLDED_GAPS, SHOWN_GAPS = 8, 100
"""Gaps of one kind that the page of what is missing shows unfolded, and at most; data/quality.json has them all."""


@dataclasses.dataclass(frozen=True)
class Page:
    """A page to be stamped."""

    address: str
    """Within its language: "people/ismail-khan/"."""
    language: Language
    title: str
    description: str
    body: Markup


def list_addresses(site: Site) -> list[str]:
    """Addresses, within a language, of the pages of which there is one."""
    found = ["texts/", "works/", "disagreements/", "quality/", "timeline/", "relations/", "changes/", "random/"]
    if site.atlas.places:
        found.append("map/")
    for kind in site.wiki.vocabulary.kinds.values():
        found += [f"{kind.folder}/", f"{kind.folder}/by-date/"] if kind.dates else [f"{kind.folder}/"]
    return found


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self,
        site: Site,
        fragments: Path,
        homes: Mapping[Language, str],
        has_feed: bool = False,
        forge: Forge | None = None,
        site_url: str | None = None,
    ) -> None:
        """What all pages are made of.

        Args:
            site: what they show.
            fragments: the folder of their templates.
            homes: language -> path of its home page from the site's root, "" or "zh/".
            has_feed: readers of feeds can follow the changes.
            forge: where the project's files are edited, if that is known.
            site_url: where the site is published, with a slash at the end, if that is known.
        """
        self._site = site
        self._homes = homes
        self._has_feed = has_feed
        self._forge = forge
        self._site_url = site_url
        self._heres: dict[tuple[Language, int], Pieces] = {}
        self._annotated: dict[int, dict[tuple[str, SegmentId, Language], Annotated]] = {}
        self._orders: dict[Language, dict[str, Ordered]] = {}
        self._works = {work.id: rank for rank, work in enumerate(sorted(site.wiki.works.values(), key=work_key))}
        self._pictures = Pictures(site)
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(fragments),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["segment_number"] = segment_number
        self._environment.filters["stand_alone"] = stand_alone
        self._environment.filters["token"] = token
        self._environment.filters["short"] = short
        self._environment.globals["kind_class"] = kind_class
        self._environment.globals["kind_token"] = kind_token
        self._environment.globals["kind_tokens"] = kind_tokens
        self._environment.globals["span"] = span
        self._environment.globals["draw_shapes"] = draw_shapes
        self._environment.globals["masks"] = Markup(MASKS)
        self._environment.globals["shown_changes"] = SHOWN_CHANGES
        self._environment.globals["unfolded_gaps"] = UNFOLDED_GAPS
        self._environment.globals["shown_gaps"] = SHOWN_GAPS

    def pages(self, words: Words) -> Iterator[Page]:
        """All generated pages in one language."""
        yield from self.lists(words)
        yield from self.pictures(words)
        yield from self.entries(words)
        yield from self.texts(words)

    def _ordered(self, language: Language) -> dict[str, Ordered]:
        """Kind -> its entries in the orders of a language."""
        if language not in self._orders:
            self._orders[language] = {kind: put_in_order(items, language) for kind, items in self._site.lists.items()}
        return self._orders[language]

    def _references(self, works: Iterable[str]) -> list[str]:
        return sorted(works, key=self._works.__getitem__)

    def entries(self, words: Words, ids: Iterable[EntryId] | None = None) -> Iterator[Page]:
        """The pages of entries; of all, if none are given."""
        ordered, language = self._ordered(words.language), words.language
        for id in self._site.entries if ids is None else ids:
            view = self._site.entries[id]
            address, order = entry_address(self._site, id), ordered[view.entry.kind]
            beside = Beside(order.beside_by_name.get(id), order.beside_by_date.get(id))
            here, references = self.here(words, address), self._references(view.works)
            yield Page(
                address=address,
                language=language,
                title=here.name(id),
                description=first_sentence(self._site.links.summaries[id][language].text),
                body=entry_body(view, here, self._pictures, beside, references),
            )

    def texts(self, words: Words, ids: Iterable[str] | None = None) -> Iterator[Page]:
        """The pages of texts; of all, if none are given."""
        for id in self._site.texts if ids is None else ids:
            view = self._site.texts[id]
            before, behind = self._beside_text[id]
            yield self._page(
                "text.html",
                words,
                f"texts/{id}/",
                title=view.text.title[words.language],
                description=first_sentence(view.text.about[words.language]),
                view=view,
                before=before,
                behind=behind,
                references=self._references(
                    {source.work for origin in view.text.provenance for source in origin.sources if source.work}
                ),
                citation=citation_json(view.text, words.all),
            )

    @functools.cached_property
    def _beside_text(self) -> dict[str, tuple[TextView | None, TextView | None]]:
        """Id of a text -> the texts before and behind it."""
        views: list[TextView | None] = [None, *self._site.texts.values(), None]
        return dict(zip(self._site.texts, zip(views, views[2:], strict=False), strict=True))

    def lists(self, words: Words) -> Iterator[Page]:
        """The pages of which there is one: lists, works, disagreements, what is missing."""
        say, site = words.say, self._site
        key = sort_key(words.language)
        for kind in site.wiki.vocabulary.kinds.values():
            ordered = self._ordered(words.language)[kind.id]
            title = kind.plural[words.language]
            count = say("list.entries", n=len(ordered.by_name))
            for order, address, items in (
                ("name", f"{kind.folder}/", ordered.by_name),
                ("date", f"{kind.folder}/by-date/", ordered.by_date),
            ):
                if order == "name" or kind.dates:
                    page = self._page(
                        "list.html", words, address, title, f"{title}: {count}", kind=kind, items=items, order=order
                    )
                    by_date = f"{title} · {say('list.by date')}"
                    yield page if order == "name" else dataclasses.replace(page, title=by_date)
        texts = list(site.texts.values())
        yield self._page(
            "texts.html", words, "texts/", say("texts.title"), say("texts.lead", n=len(texts)), texts=texts
        )
        works = sorted(site.works, key=lambda view: self._works[view.work.id])
        yield self._page(
            "works.html", words, "works/", say("works.title"), say("works.lead", n=len(works)), works=works
        )
        by_entry: dict[EntryId, list[Contest]] = {}
        for contest in site.contests:
            by_entry.setdefault(contest.entry, []).append(contest)
        yield self._page(
            "disagreements.html",
            words,
            "disagreements/",
            say("disagreements.title"),
            say("disagreements.lead", n=len(site.contests)),
            contests=sorted(by_entry.items(), key=lambda item: key(site.wiki.entries[item[0]].names[words.language])),
        )
        yield self._page("quality.html", words, "quality/", say("quality.title"), say("quality.lead"))
        yield self._changes(words)
        yield self._page("random.html", words, "random/", words.say("random.title"), words.say("random.lead"))

    def _changes(self, words: Words) -> Page:
        feed = "changes.xml" if self._has_feed else None
        lead = words.say("changes.lead" if self._site.history and self._site.history.days else "changes.none")
        return self._page("changes.html", words, "changes/", words.say("changes.title"), lead, feed=feed)

    def pictures(self, words: Words) -> Iterator[Page]:
        """Timeline, map and graph, each with the table that it grows from; there is no map without places."""
        say, pictures, places = words.say, self._pictures, self._site.atlas.places.values()
        address, title = "timeline/", say("timeline.title")
        shown = pictures.timeline(self.here(words, address))
        lead = say("timeline.lead", n=len(shown["lines"]))
        yield self._page("timeline.html", words, address, title, lead, **shown)
        address, title = "relations/", say("graph.title")
        lead = say("graph.lead", n=len(pictures.graph.rows))
        yield self._page("relations.html", words, address, title, lead, **pictures.relations(self.here(words, address)))
        if places:
            address, title = "map/", say("map.title")
            on_map = sum(place.is_on_map for place in places)
            lead = say("map.lead", n=on_map, all=words.number(len(places)))
            yield self._page("map.html", words, address, title, lead, **pictures.map(self.here(words, address)))

    def home(self, words: Words) -> Markup:
        """What the home page shows below its own words."""
        shown = [
            ("timeline/", self._pictures.dated, words.say("home.dated")),
            ("map/", sum(place.is_on_map for place in self._site.atlas.places.values()), words.say("home.on map")),
            ("relations/", len(self._pictures.graph.rows), words.say("home.relations")),
        ]
        pictures = [picture for picture in shown if picture[1]]
        return self._render("home.html", self.here(words, ""), sample=_sample(self._site), pictures=pictures)

    def here(self, words: Words, address: str) -> Pieces:
        """How a page at an address sees the site; one and the same for all pages of that depth."""
        depth = address.count("/")
        if (words.language, depth) not in self._heres:
            home, annotated = self._homes[words.language], self._annotated.setdefault(depth, {})
            here = Pieces(self._site, words, home, address, self._forge, self._site_url, annotated)
            self._heres[words.language, depth] = here
        return self._heres[words.language, depth]

    def _page(self, fragment: str, words: Words, address: str, title: str, description: str, **values: Any) -> Page:
        body = self._render(fragment, self.here(words, address), title=title, lead=description, **values)
        return Page(address, words.language, title, description, body)

    def _render(self, fragment: str, here: Pieces, **values: Any) -> Markup:
        return Markup(self._environment.get_template(fragment).render(here=here, site=self._site, **values))


def _is_whole(row: Row, site: Site) -> bool:
    """It stands in every language, and no quotation is cut off in it."""
    texts = [prose.text for prose in row.versions.values()]
    return len(texts) == len(site.wiki.languages) and all(t.count("“") == t.count("”") for t in texts)


def _sample(site: Site) -> Row | None:
    """The passage that the home page shows: among those that name most entries in every version, the shortest."""
    rows = [row for rows in site.links.rows.values() for row in rows if _is_whole(row, site)]
    if not rows:
        return None

    def worth(row: Row) -> tuple[float, ...]:
        names = min(len({m.entry for m in prose.mentions if m.entry}) for prose in row.versions.values())
        length = sum(len(prose.text) for prose in row.versions.values())
        return (min(names, 4), -length)

    return max(rows, key=worth)
