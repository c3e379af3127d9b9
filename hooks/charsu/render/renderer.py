"""Render the models of pages as HTML bodies, through the fragments in `theme/fragments/`.

Only this is done once for each language. A fragment gets the model of its page and the page's context.
"""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from charsu.i18n.messages import Words
from charsu.link.mentions import Row
from charsu.model.records import EntryId, Language
from charsu.pictures.site_pictures import Pictures, area_address, period_address
from charsu.render.cite import citation_json
from charsu.render.entry_page import Positions, entry_body
from charsu.render.list_pages import Lists, PagePlan
from charsu.render.templates import TemplateHtml, environment_for
from charsu.support.cached_method import cached_method
from charsu.support.html import EMPTY, Html, escape, for_template, trusted
from charsu.view.inline_html import AnnotatedRows
from charsu.view.labels import first_sentence
from charsu.view.markdown_pages import Document
from charsu.view.markup import clean
from charsu.view.ordering import Ordered, put_in_order
from charsu.view.overflow import FurtherPage
from charsu.view.page_context import PageContext
from charsu.view.repo_host import RepoHost
from charsu.view.site import Site
from charsu.view.urls import entry_address


@dataclasses.dataclass(frozen=True)
class Page:
    """A page to be stamped."""

    address: str
    """Within its language: "people/ismail-khan/"."""
    language: Language
    title: str
    description: str
    body: Html
    number: int = 1
    """What the address has for a number, where there are several of its form."""


def list_addresses(site: Site) -> list[str]:
    """Return the addresses, within a language, of the pages that exist once."""
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
        repo_host: RepoHost | None = None,
        site_url: str | None = None,
    ) -> None:
        """Prepare what all pages need.

        Args:
            site: what they show.
            fragments: the folder of their templates.
            homes: language -> path of its home page from the site's root, "" or "zh/".
            has_feed: readers of feeds can follow the changes.
            repo_host: where the project's files are edited, if that is known.
            site_url: where the site is published, with a slash at the end, if that is known.
        """
        self._site = site
        self._homes = homes
        self._has_feed = has_feed
        self._repo_host = repo_host
        self._site_url = site_url
        self._contexts: dict[tuple[Language, int], PageContext] = {}
        self._rows = AnnotatedRows()
        self._works = {view.work.id: rank for rank, view in enumerate(site.works)}
        self._lists = Lists(site, self._ordered)
        self._pictures = Pictures(site)
        self._environment = environment_for(fragments)

    def prepare(self) -> None:
        """Prepare what most pages need, before other processes start; each of them would do it again."""
        for fragment in self._environment.list_templates():
            self._environment.get_template(fragment)
        for language in self._homes:
            self._ordered(language)

    def pages(self, words: Words) -> Iterator[Page]:
        """Yield all generated pages in one language."""
        yield from self.lists(words)
        yield self.quality(words)
        yield from self.pictures(words)
        yield from self.entries(words)
        yield from self.further(words)
        yield from self.texts(words)

    @cached_method
    def _ordered(self, language: Language) -> dict[str, Ordered]:
        """Return kind -> its entries in the orders of a language."""
        ranks = self._site.ranks[language]
        return {kind: put_in_order(items, ranks) for kind, items in self._site.lists.items()}

    def _in_order(self, works: Iterable[str]) -> list[str]:
        return sorted(works, key=self._works.__getitem__)

    def entries(self, words: Words, ids: Iterable[EntryId] | None = None) -> Iterator[Page]:
        """Yield the pages of entries; of all, if none are given."""
        ordered, language = self._ordered(words.language), words.language
        for id in self._site.entries if ids is None else ids:
            view = self._site.entries[id]
            address, order = entry_address(self._site, id), ordered[view.entry.kind]
            positions = Positions(order.beside_by_name.get(id), order.beside_by_date.get(id))
            context, works = self.context(words, address), self._in_order(view.works)
            yield Page(
                address=address,
                language=language,
                title=context.name(id),
                description=first_sentence(self._site.links.summaries[id][language].text),
                body=entry_body(view, context, self._pictures, positions, works),
            )

    def texts(self, words: Words, ids: Iterable[str] | None = None) -> Iterator[Page]:
        """Yield the pages of texts; of all, if none are given."""
        for id in self._site.texts if ids is None else ids:
            view = self._site.texts[id]
            before, after = self._beside_text[id]
            yield self._page(
                "text.html",
                words,
                f"texts/{id}/",
                title=view.text.title[words.language],
                description=first_sentence(view.text.about[words.language]),
                view=view,
                before=before,
                after=after,
                cited=self._in_order(
                    {source.work for origin in view.text.provenance for source in origin.sources if source.work}
                ),
                citation=for_template(citation_json(view.text, words.all)),
            )

    @functools.cached_property
    def _beside_text(self) -> dict[str, tuple[str | None, str | None]]:
        """Id of a text -> those of the texts before and after it."""
        ids: list[str | None] = [None, *self._site.texts, None]
        return dict(zip(self._site.texts, zip(ids, ids[2:], strict=False), strict=True))

    def lists(self, words: Words) -> Iterator[Page]:
        """Yield the lists, split where they are long, and two single pages: recent changes, and a random entry."""
        say = words.say
        for plan in self._lists.plans(words):
            yield self._planned(plan, words)
        yield self._changes(words)
        yield self._page("random.html", words, "random/", say("random.title"), say("random.lead"))

    def quality(self, words: Words) -> Page:
        """Return the page that lists what is missing."""
        title, lead = words.say("quality.title"), words.say("quality.lead")
        disagreements = self._lists.disagreement_addresses(words.language)
        return self._page("quality.html", words, "quality/", title, lead, disagreement_addresses=disagreements)

    def document(self, words: Words, document: Document) -> Page:
        """Return a page that an author wrote, cleaned, its names linked; the home page also shows what there is."""
        context = self.context(words, document.address)
        written = context.html.link_names(clean(document.html), words.language)
        if document.address:
            edit = EMPTY
            if self._repo_host:
                href, said = escape(self._repo_host.edit(document.place)), context.html.say("correct.page")
                edit = Html(f'<p class="source-file"><a href="{href}">{said}</a></p>\n')
            body = Html(f'<div class="document">{written}</div>\n{edit}')
        else:
            body = Html(f'<div class="home">\n<div class="hero">{written}</div>\n{self.home(words)}</div>\n')
        return Page(document.address, words.language, document.title, "", body)

    def further(self, words: Words) -> Iterator[Page]:
        """Yield further pages of the entries that have too many relations, summaries or passages for one page."""
        for plan in self._lists.further_plans(words):
            part: FurtherPage = plan.values["part"]
            yield self._planned(plan, words, cited=self._in_order(part.works))

    def page_forms(self) -> list[str]:
        """Return the forms of addresses that any number of pages may have, besides those of entries and texts."""
        found = self._lists.forms()
        if self._pictures.periods:
            found.append("timeline/from/{number}/")
        if self._pictures.related_kinds:
            found.append("relations/{id}/")
        if self._site.atlas.places and len(self._pictures.atlases) > 1:
            found.append("map/area/{number}/")
        return found

    def _planned(self, plan: PagePlan, words: Words, **more: Any) -> Page:
        context = self.context(words, plan.address)
        body = self._render(plan.fragment, context, title=plan.heading, lead=plan.lead, **plan.values, **more)
        return Page(plan.address, words.language, plan.title, plan.lead, body, plan.number)

    def _changes(self, words: Words) -> Page:
        feed = "changes.xml" if self._has_feed else None
        lead = words.say("changes.lead" if self._site.history and self._site.history.days else "changes.none")
        return self._page("changes.html", words, "changes/", words.say("changes.title"), lead, feed=feed)

    def pictures(self, words: Words) -> Iterator[Page]:
        """Yield timelines, maps and graphs, each with the table that it grows from; there is no map without places."""
        say, pictures, places = words.say, self._pictures, self._site.atlas.places.values()
        title, lead = say("timeline.title"), say("timeline.lead", n=pictures.dated)
        for period in (None, *pictures.periods):
            address = period_address(period) if period else "timeline/"
            shown = pictures.timeline(self.context(words, address), period)
            page = self._page("timeline.html", words, address, title, lead, **shown)
            part = f" · {words.date(period.date)}" if period else ""
            yield dataclasses.replace(page, title=f"{title}{part}", number=period.first if period else 1)
        title = say("graph.title")
        for kind in (None, *pictures.related_kinds):
            address = pictures.relations_address(kind)
            shown = pictures.relations(self.context(words, address), kind)
            lead = say("graph.lead", n=len(shown["graph"].rows))
            page = self._page("relations.html", words, address, title, lead, **shown)
            part = f" · {self._site.wiki.vocabulary.kinds[kind].plural[words.language]}" if kind else ""
            yield dataclasses.replace(page, title=f"{title}{part}")
        title, on_map = say("map.title"), sum(place.is_on_map for place in places)
        lead = say("map.lead", n=on_map, all=words.number(len(places)))
        for number in range(len(pictures.atlases) if places else 0):
            address = area_address(number)
            context = self.context(words, address)
            page = self._page("map.html", words, address, title, lead, **pictures.map(context, number))
            part = f" · {pictures.area_name(context, number)}" if number else ""
            yield dataclasses.replace(page, title=f"{title}{part}", number=number)

    def home(self, words: Words) -> Html:
        """Return what the home page shows below its own words."""
        shown = [
            ("timeline/", self._pictures.dated, words.say("home.dated")),
            ("map/", sum(place.is_on_map for place in self._site.atlas.places.values()), words.say("home.on map")),
            ("relations/", self._pictures.graph.relations, words.say("home.relations")),
        ]
        pictures = [picture for picture in shown if picture[1]]
        return self._render("home.html", self.context(words, ""), sample=self._sample, pictures=pictures)

    @functools.cached_property
    def _sample(self) -> Row | None:
        return _sample(self._site)

    def context(self, words: Words, address: str) -> PageContext:
        """Return the context of the page at an address; pages of one language and one depth share it."""
        key = (words.language, address.count("/"))
        if key not in self._contexts:
            home = self._homes[words.language]
            self._contexts[key] = PageContext(
                self._site, words, home, address, self._repo_host, self._site_url, self._rows
            )
        return self._contexts[key]

    def _page(self, fragment: str, words: Words, address: str, title: str, description: str, **values: Any) -> Page:
        body = self._render(fragment, self.context(words, address), title=title, lead=description, **values)
        return Page(address, words.language, title, description, body)

    def _render(self, fragment: str, context: PageContext, **values: Any) -> Html:
        html, template = TemplateHtml(context.html), self._environment.get_template(fragment)
        rendered = template.render(context=context, html=html, site=self._site, **values)
        return trusted(rendered)  # by Jinja, which escapes


def _is_whole(row: Row, site: Site) -> bool:
    """Is the row in every language, with no quotation cut off in it?"""
    texts = [prose.text for prose in row.versions.values()]
    return len(texts) == len(site.wiki.languages) and all(t.count("“") == t.count("”") for t in texts)


def _sample(site: Site) -> Row | None:
    """Return the passage for the home page: of those that name the most entries in every version, the shortest."""
    rows = [row for rows in site.links.rows.values() for row in rows if _is_whole(row, site)]
    if not rows:
        return None

    def worth(row: Row) -> tuple[float, ...]:
        names = min(len({m.entry for m in prose.mentions if m.entry}) for prose in row.versions.values())
        length = sum(len(prose.text) for prose in row.versions.values())
        return (min(names, 4), -length)

    return max(rows, key=worth)
