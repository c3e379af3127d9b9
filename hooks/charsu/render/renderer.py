"""Render: views -> the bodies of pages, through the fragments in `theme/fragments/`.

Only this is done once for each language. A fragment is given its view and a `Here`: how the page
sees the rest of the site from its language and its address.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from charsu.i18n.messages import Words
from charsu.link.map_model import span
from charsu.link.mentions import Row
from charsu.model import limits
from charsu.model.records import EntryId, Language
from charsu.pictures.date_shapes import MASKS, draw_shapes
from charsu.pictures.map_page import draw_marks, draw_names, place_rows
from charsu.pictures.relations_page import draw_edges, draw_nodes, relation_rows
from charsu.pictures.site_pictures import Pictures, area_address, period_address
from charsu.pictures.timeline_page import draw_panels, timeline_rows
from charsu.render.cite import citation_json
from charsu.render.components import Pieces
from charsu.render.entry_page import Beside, entry_body
from charsu.render.list_pages import Lists, Plan, entry_rows
from charsu.support.javascript import imported_files, join_script
from charsu.text.ledger import segment_number
from charsu.view import pagination
from charsu.view.markdown_pages import Document
from charsu.view.markup import clean, mark_own
from charsu.view.ordering import Ordered, put_in_order
from charsu.view.overflow import Part
from charsu.view.page_context import (
    AnnotatedRows,
    entry_address,
    first_sentence,
    kind_token,
    kind_tokens,
    stand_alone,
    token,
)
from charsu.view.page_models import Site
from charsu.view.repo_host import Forge


def shown_gaps(gaps: Sequence[pagination.Item]) -> Sequence[pagination.Item]:
    """Gaps of one kind, as far as the page of what is missing shows them."""
    return gaps if len(gaps) <= limits.GAPS_LISTED_IN_FULL else gaps[: limits.GAPS_OF_MANY]


@dataclasses.dataclass(frozen=True)
class Page:
    """A page to be stamped."""

    address: str
    """Within its language: "people/ismail-khan/"."""
    language: Language
    title: str
    description: str
    body: Markup
    number: int = 1
    """What the address has for a number, where there are several of its form."""


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
        self._annotated: dict[int, AnnotatedRows] = {}
        self._orders: dict[Language, dict[str, Ordered]] = {}
        self._works = {view.work.id: rank for rank, view in enumerate(site.works)}
        self._lists = Lists(site, self._ordered)
        self._pictures = Pictures(site)
        self._environment = _environment(fragments)

    def prepare(self) -> None:
        """Do now what most pages need, before other processes are started, each of which would do it again."""
        for fragment in self._environment.list_templates():
            self._environment.get_template(fragment)
        for language in self._homes:
            self._ordered(language)

    def pages(self, words: Words) -> Iterator[Page]:
        """All generated pages in one language."""
        yield from self.lists(words)
        yield self.quality(words)
        yield from self.pictures(words)
        yield from self.entries(words)
        yield from self.further(words)
        yield from self.texts(words)

    def _ordered(self, language: Language) -> dict[str, Ordered]:
        """Kind -> its entries in the orders of a language."""
        if language not in self._orders:
            self._orders[language] = {
                kind: put_in_order(items, self._site.ranks[language]) for kind, items in self._site.lists.items()
            }
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
    def _beside_text(self) -> dict[str, tuple[str | None, str | None]]:
        """Id of a text -> those of the texts before and behind it."""
        ids: list[str | None] = [None, *self._site.texts, None]
        return dict(zip(self._site.texts, zip(ids, ids[2:], strict=False), strict=True))

    def lists(self, words: Words) -> Iterator[Page]:
        """Lists, cut where they are long; and the pages of which there is one: changes, chance."""
        say = words.say
        for plan in self._lists.plans(words):
            yield self._planned(plan, words)
        yield self._changes(words)
        yield self._page("random.html", words, "random/", say("random.title"), say("random.lead"))

    def quality(self, words: Words) -> Page:
        """What is missing."""
        title, lead = words.say("quality.title"), words.say("quality.lead")
        disagreements = self._lists.disagreement_addresses(words.language)
        return self._page("quality.html", words, "quality/", title, lead, disagreement_addresses=disagreements)

    def document(self, words: Words, document: Document) -> Page:
        """A page that somebody wrote, cleaned, its names linked; the home page with what there is to see."""
        here = self.here(words, document.address)
        written = here.names_linked(clean(document.html), words.language)
        if document.address:
            edit = Markup()
            if self._forge:
                link = f'<a href="{escape(self._forge.edit(document.place))}">{here.told("correct.page")}</a>'
                edit = Markup(f'<p class="source-file">{link}</p>\n')
            body = Markup(f'<div class="document">{written}</div>\n{edit}')
        else:
            body = Markup(f'<div class="home">\n<div class="hero">{written}</div>\n{self.home(words)}</div>\n')
        return Page(document.address, words.language, document.title, "", body)

    def further(self, words: Words) -> Iterator[Page]:
        """Further pages of the entries to which very much leads."""
        for plan in self._lists.further_plans(words):
            part: Part = plan.values["part"]
            page = self._planned(plan, words, references=self._references(part.works))
            yield dataclasses.replace(page, body=mark_own(page.body, plan.values["view"].entry.id))

    def page_forms(self) -> list[str]:
        """The forms of the addresses of which there may be any number, besides those of entries and texts."""
        found = self._lists.forms()
        if self._pictures.periods:
            found.append("timeline/from/{number}/")
        if self._pictures.related_kinds:
            found.append("relations/{id}/")
        if self._site.atlas.places and len(self._pictures.atlases) > 1:
            found.append("map/area/{number}/")
        return found

    def _planned(self, plan: Plan, words: Words, **more: Any) -> Page:
        here = self.here(words, plan.address)
        body = self._render(plan.fragment, here, title=plan.heading, lead=plan.lead, **plan.values, **more)
        return Page(plan.address, words.language, plan.title, plan.lead, body, plan.number)

    def _changes(self, words: Words) -> Page:
        feed = "changes.xml" if self._has_feed else None
        lead = words.say("changes.lead" if self._site.history and self._site.history.days else "changes.none")
        return self._page("changes.html", words, "changes/", words.say("changes.title"), lead, feed=feed)

    def pictures(self, words: Words) -> Iterator[Page]:
        """Timelines, maps and graph, each with the table that it grows from; there is no map without places."""
        say, pictures, places = words.say, self._pictures, self._site.atlas.places.values()
        title, lead = say("timeline.title"), say("timeline.lead", n=pictures.dated)
        for period in (None, *pictures.periods):
            address = period_address(period) if period else "timeline/"
            shown = pictures.timeline(self.here(words, address), period)
            page = self._page("timeline.html", words, address, title, lead, **shown)
            part = f" · {words.date(period.date)}" if period else ""
            yield dataclasses.replace(page, title=f"{title}{part}", number=period.first if period else 1)
        title = say("graph.title")
        for kind in (None, *pictures.related_kinds):
            address = pictures.relations_address(kind)
            shown = pictures.relations(self.here(words, address), kind)
            lead = say("graph.lead", n=len(shown["graph"].rows))
            page = self._page("relations.html", words, address, title, lead, **shown)
            part = f" · {self._site.wiki.vocabulary.kinds[kind].plural[words.language]}" if kind else ""
            yield dataclasses.replace(page, title=f"{title}{part}")
        title, on_map = say("map.title"), sum(place.is_on_map for place in places)
        lead = say("map.lead", n=on_map, all=words.number(len(places)))
        for number in range(len(pictures.atlases) if places else 0):
            address = area_address(number)
            here = self.here(words, address)
            page = self._page("map.html", words, address, title, lead, **pictures.map(here, number))
            part = f" · {pictures.area_name(here, number)}" if number else ""
            yield dataclasses.replace(page, title=f"{title}{part}", number=number)

    def home(self, words: Words) -> Markup:
        """What the home page shows below its own words."""
        shown = [
            ("timeline/", self._pictures.dated, words.say("home.dated")),
            ("map/", sum(place.is_on_map for place in self._site.atlas.places.values()), words.say("home.on map")),
            ("relations/", self._pictures.graph.relations, words.say("home.relations")),
        ]
        pictures = [picture for picture in shown if picture[1]]
        return self._render("home.html", self.here(words, ""), sample=self._sample, pictures=pictures)

    @functools.cached_property
    def _sample(self) -> Row | None:
        return _sample(self._site)

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


class _Scripts(jinja2.BaseLoader):
    """Loads scripts that pages have in them, and again when one of their files has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, None, Callable[[], bool]]:
        entry = self._folder / template
        if entry.suffix != ".js" or not entry.is_file():
            raise jinja2.TemplateNotFound(template)
        times = {path: path.stat().st_mtime_ns for path in imported_files(entry)}
        return join_script(entry), None, lambda: all(path.stat().st_mtime_ns == time for path, time in times.items())

    def list_templates(self) -> list[str]:
        return []


@functools.cache
def _environment(fragments: Path) -> jinja2.Environment:
    """What renders the fragments of a folder. They are compiled once, however often the wiki is read."""
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(fragments), _Scripts(fragments.parent / "scripts")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
    environment.filters["segment_number"] = segment_number
    environment.filters["stand_alone"] = stand_alone
    environment.filters["token"] = token
    environment.globals["kind_token"] = kind_token
    environment.globals["kind_tokens"] = kind_tokens
    environment.globals["span"] = span
    for large in (
        draw_panels,
        timeline_rows,
        draw_edges,
        draw_nodes,
        relation_rows,
        draw_names,
        draw_marks,
        place_rows,
    ):
        environment.globals[large.__name__] = large
    environment.globals["entry_rows"] = entry_rows
    environment.globals["draw_shapes"] = lambda shapes: Markup(draw_shapes(shapes))
    environment.globals["masks"] = Markup(MASKS)
    environment.globals["limits"] = limits
    environment.globals["shown_gaps"] = shown_gaps
    return environment


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
