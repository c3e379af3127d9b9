"""Render: views -> the bodies of pages, through the fragments in `theme/fragments/`.

Only this is done once for each language. A fragment is given its view and a `Here`: how the page
sees the rest of the site from its language and its address.
"""

import dataclasses
import functools
import html
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from charsu.atlas import span
from charsu.backlinks import Contest
from charsu.cite import citation_json
from charsu.collate import sort_key
from charsu.dates import Date, read_date
from charsu.drawing import draw as draw_map
from charsu.drawing import ground_paths, small_maps
from charsu.graph import (
    HEIGHT,
    MAJOR,
    NEAR_LABEL,
    NEAR_WIDTH,
    WIDTH,
    Graph,
    Neighbourhood,
    place_labels,
    shorten,
    view_graph,
    view_neighbourhood,
)
from charsu.history import Day, Item
from charsu.link import Mention, Prose, Row
from charsu.markup import Annotated, link_html, render_article
from charsu.model import (
    Coordinates,
    Entry,
    EntryId,
    Language,
    Localized,
    Property,
    Source,
    Statement,
    Value,
    Vocabulary,
)
from charsu.order import Ordered, put_in_order, work_key
from charsu.scripts import foreign_marker
from charsu.timeline import (
    STRIP_HEAD,
    STRIP_WIDTH,
    Drawn,
    DrawnLine,
    Line,
    Panel,
    Scale,
    Strip,
    draw,
    lay_out,
    panels,
    place,
    place_line,
    strip_of,
    timeline_of,
)
from charsu.views import Citation, EntryView, Site, TextView
from charsu.words import Words

SHOWN_PASSAGES = 4
"""Passages of one text that an entry's page shows unfolded; it never folds a single one."""

MAP_WIDTH, WINDOW_WIDTH = 1000, 560
"""Of the map, and of its other windows, in pixels."""

SHOWN_RELATIONS = 8
"""Relations of one kind that an entry's page shows unfolded; it never folds a single one."""

SHOWN_CHANGES = 24
"""Changes of one kind and day that the page of changes shows unfolded; it never folds a single one."""


@dataclasses.dataclass(frozen=True)
class Page:
    """A page to be stamped."""

    address: str
    """Within its language: "people/ismail-khan/"."""
    language: Language
    title: str
    description: str
    body: Markup


class Here:
    """How a page sees the site: in its language, from its address. Pages of one depth see it alike."""

    def __init__(self, site: Site, words: Words, home: str, address: str) -> None:
        """`home`: path of the language's home page from the site's root; `address`: the page's, within its language."""
        self.site = site
        self.words = words
        self.language = words.language
        self.base = "../" * address.count("/") or "./"
        """Leads from the page to the home page of its language."""
        self.root = "../" * (home + address).count("/") or "./"
        """Leads from the page to the root of the site, where `assets/` is."""
        self.language_names = {each: stand_alone(words.language_name(each)) for each in site.wiki.languages}
        """What this page's language calls each language of the site, as a label."""
        self._linked: dict[int, tuple[Prose, Annotated]] = {}
        self._cited: dict[str, Markup] = {}
        self._referred: dict[str, Markup] = {}
        self._short: dict[EntryId, str] = {}

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        return self.words.say(key, n, **values)

    # --- entries ---

    def href(self, id: EntryId) -> str:
        """Address of an entry, relative to this page."""
        return f"{self.base}{entry_address(self.site, id)}"

    def name(self, id: EntryId) -> str:
        """The entry's name as it stands by itself: with a capital, whatever it begins with in running text."""
        return stand_alone(self.site.wiki.entries[id].names[self.language])

    def short_name(self, id: EntryId) -> str:
        """The entry's name as it fits into the small picture of its neighbours'."""
        if id not in self._short:
            self._short[id] = shorten(self.name(id), NEAR_LABEL)
        return self._short[id]

    def other_names(self, id: EntryId) -> list[tuple[Language, str]]:
        """What the other languages call an entry, each name once."""
        seen = {self.name(id)}
        found = []
        for language in self.other_languages():
            name = stand_alone(self.site.wiki.entries[id].names[language])
            if name not in seen:
                found.append((language, name))
            seen.add(name)
        return found

    def link(self, id: EntryId) -> Markup:
        return Markup('<a data-entry="{}" href="{}">{}</a>').format(id, self.href(id), self.name(id))

    def kind_class(self, id: EntryId) -> str:
        """The class that gives an entry the colour of its kind."""
        return kind_class(self.site.wiki.vocabulary, self.site.wiki.entries[id].kind)

    def text(self, localized: Localized) -> str:
        return localized[self.language]

    def marked(self, words: str, language: Language | None = None) -> Markup:
        """Words marked as of their language; where nobody says which one it is, as far as their letters tell."""
        if language and language != self.language:
            return Markup('<span lang="{}">{}</span>').format(language, words)
        return Markup(foreign_marker(self.language)(html.escape(words, quote=False)))

    def other_languages(self) -> list[Language]:
        return [language for language in self.site.wiki.languages if language != self.language]

    def explain(self, mention: Mention) -> str:
        """Title of a link: the entry, and why it is linked."""
        if mention.entry is None:
            candidates = self.words.either(self.name(id) for id in mention.candidates)
            return f"{self.say('why.unsure')} {candidates}"
        return f"{self.name(mention.entry)} · {self.say(f'why.{mention.why}')}"

    def linked(self, prose: Prose, subject: EntryId | None = None) -> Markup:
        """Prose with links; a passage stands on the pages of all whom it names, and is annotated once."""
        found = self._linked.get(id(prose))
        if found is None:
            # The prose is kept beside its HTML, so that no other one can get its id.
            found = self._linked[id(prose)] = (prose, Annotated(prose, self.href, self.explain))
        return found[1].seen_from(subject)

    def summary(self, id: EntryId) -> Markup:
        return self.linked(self.site.links.summaries[id][self.language], id)

    def article(self, view: EntryView, language: Language) -> Markup:
        """The longer article, its names linked."""
        return self.names_linked(render_article(view.entry.articles[language]), language, view.entry.id)

    def names_linked(self, source: str, language: Language, subject: EntryId | None = None) -> Markup:
        """HTML in a language with its names as links; `subject` is the entry whose page this is."""
        linked = link_html(
            source,
            language,
            self.site.links.names[language],
            self.site.wiki.names_in(language),
            self.href,
            self.explain,
            known={subject} if subject else (),
            subject=subject,
        )
        return Markup(linked)

    # --- statements ---

    def value(self, property: Property, statement: Statement, subject: EntryId | None = None) -> Markup:
        """What a statement says, as HTML."""
        prose = self.site.links.values.get(statement.place)
        if prose:
            return self.linked(prose[self.language], subject)
        if property.is_relation:
            return self.link(str(statement.value))
        text = self.plain_value(statement.value)
        if property.link:
            return Markup('<a href="{}" rel="external">{}</a>').format(
                property.link.format(urllib.parse.quote(text, safe="")), text
            )
        return Markup('<bdi dir="auto">{}</bdi>').format(self.marked(text))

    def plain_value(self, value: Value) -> str:
        """What a statement says, as words."""
        match value:
            case Date():
                return self.words.date(value)
            case Coordinates():
                accuracy = self.say("entry.accuracy", distance=self.words.distance(value.accuracy))
                return self.say("geo.place", point=self.words.coordinates(value), accuracy=accuracy)
            case float():
                return self.words.number(value)
            case str():
                return value
        return value[self.language]

    def accuracy(self, points: Iterable[Coordinates]) -> str:
        """How exact positions are, in words; the least exact of several."""
        return self.say("entry.accuracy", distance=self.words.distance(max(point.accuracy for point in points)))

    def either_date(self, dates: Iterable[Date]) -> str:
        """The dates that sources give for one thing."""
        return self.words.either(self.words.date(date) for date in dates)

    def text_choices(self) -> list[tuple[str, str]]:
        """Texts to choose from: id and title."""
        return [(id, self.text_title(id)) for id in self.site.texts]

    def note(self, statement: Statement, subject: EntryId | None = None) -> Markup | None:
        prose = self.site.links.notes.get(statement.place)
        return self.linked(prose[self.language], subject) if prose else None

    # --- sources ---

    def cite(self, sources: Iterable[Source]) -> Markup:
        """The short names of sources, each a link to the work or the segment."""
        return Markup("").join(self._cite(source) for source in sources)

    def _cite(self, source: Source) -> Markup:
        # The same few sources stand on page after page.
        if source.id not in self._cited:
            if source.work:
                kind, address = "source", f"{self.base}works/#{source.work}"
                citation = self.site.citations[source.work]
                name = self._short_name(citation)
                shown = self.marked(name.removesuffix(citation.title or ""))
                if citation.title:
                    shown += self.marked(citation.title, self.site.wiki.works[source.work].language)
            else:
                text, segment = source.text or "", source.segment or ""
                kind, name = "source source--segment", f"{self.text_title(text)} {segment_number(segment)}"
                address, shown = f"{self.base}texts/{text}/#{segment}", Markup.escape(name)
            link = Markup('<a class="{}" href="{}" title="{}">{}</a>').format(kind, address, name, shown)
            self._cited[source.id] = link
        return self._cited[source.id]

    def _short_name(self, citation: Citation) -> str:
        name = f"{citation.who} {citation.year}" if citation.year else citation.who
        if citation.part:
            name += self.say("punctuation.comma") + citation.part[self.language]
        return name + self.say("punctuation.colon") + citation.title if citation.title else name

    def reference(self, id: str) -> Markup:
        """A work in a list of those that a page cites: the short name that stands there, and all that tells it."""
        if id not in self._referred:
            work = self.site.wiki.works[id]
            title = (
                Markup('<a href="{}" rel="external">{}</a>').format(work.url, work.title) if work.url else work.title
            )
            lang = Markup(' lang="{}"').format(work.language) if work.language else ""
            date = self.words.date(work.published) if work.published else self.say("works.no date")
            who = work.publisher if work.author else None  # without an author, the short name is the publisher's
            self._referred[id] = Markup(
                '<a class="reference" href="{}works/#{}">{}</a> <cite{}>{}</cite> <span>{}</span>'
            ).format(
                self.base,
                id,
                self._short_name(dataclasses.replace(self.site.citations[id], title=None)),
                lang,
                title,
                self.say("punctuation.comma").join(filter(None, (who, date))),
            )
        return self._referred[id]

    # --- changes ---

    def day(self, day: Day) -> str:
        return self.words.date(read_date(day.day.isoformat()))

    def changed(self, items: Iterable[Item]) -> list["Changed"]:
        return changed_items(self.site, items, self.language)

    def text_title(self, id: str) -> str:
        return self.site.wiki.texts[id].title[self.language]

    def versions(self, text: str) -> list[Language]:
        """Languages of a text in the order in which this page shows them: its own, the original, the others."""
        versions = self.site.wiki.texts[text].versions
        order = [self.language, self.site.wiki.texts[text].original, *self.site.wiki.languages]
        return [language for language in dict.fromkeys(order) if language in versions]


def entry_address(site: Site, id: EntryId) -> str:
    """Address of an entry within its language."""
    kind = site.wiki.vocabulary.kinds[site.wiki.entries[id].kind]
    return f"{kind.folder}/{id}/"


def list_addresses(site: Site) -> list[str]:
    """Addresses, within a language, of the pages of which there is one."""
    found = ["texts/", "works/", "disagreements/", "unsure/", "timeline/", "relations/", "changes/", "random/"]
    if site.atlas.places:
        found.append("map/")
    for kind in site.wiki.vocabulary.kinds.values():
        found += [f"{kind.folder}/", f"{kind.folder}/by-date/"] if kind.dates else [f"{kind.folder}/"]
    return found


@dataclasses.dataclass(frozen=True)
class Changed:
    """An entry or a text that was changed, as a page names it."""

    name: str
    """In the page's language; the id of what is no longer there."""
    address: str | None
    """Within the language; None for what is no longer there."""
    kind: str | None
    """Kind of an entry that is there."""


def changed_items(site: Site, items: Iterable[Item], language: Language) -> list[Changed]:
    """What was changed: texts first, then entries, by name."""
    key = sort_key(language)
    found = [(item, _changed(site, item, language)) for item in items]
    return [changed for _, changed in sorted(found, key=lambda pair: (not pair[0].is_text, key(pair[1].name)))]


def _changed(site: Site, item: Item, language: Language) -> Changed:
    if item.is_text and item.id in site.wiki.texts:
        return Changed(site.wiki.texts[item.id].title[language], f"texts/{item.id}/", None)
    if not item.is_text and item.id in site.wiki.entries:
        entry = site.wiki.entries[item.id]
        return Changed(stand_alone(entry.names[language]), entry_address(site, item.id), entry.kind)
    return Changed(item.id, None, None)


KIND_COLOURS = 10
"""How many colours the style sheet has for kinds."""


def kind_class(vocabulary: Vocabulary, kind: str) -> str:
    """Kinds take the colours of the style sheet in the order of the vocabulary."""
    return f"kind-{list(vocabulary.kinds).index(kind) % KIND_COLOURS + 1}"


def kind_tokens(entry: Entry) -> str:
    """The kind and the type of an entry as data-kind has them: "vessel vessel:fishing-boat"."""
    return f"{entry.kind} {kind_token(entry.kind, entry.type)}" if entry.type else entry.kind


def kind_token(kind: str, type: str) -> str:
    return f"{kind}:{type.replace(' ', '-')}"


def token(id: str) -> str:
    """The id of a kind or a property as one word, for lists of such in attributes and for addresses."""
    return id.replace(" ", "-")


def stand_alone(name: str) -> str:
    """A name as a heading: "người Hazara" in running text is "Người Hazara" there."""
    return name[:1].upper() + name[1:]


def segment_number(segment: str) -> str:
    """`p3s2` as people read it: 3.2."""
    return segment.removeprefix("p").replace("s", ".")


def segment_links(text: str) -> Markup:
    """Text on a text's page: the ids of its segments in it become links."""
    parts = re.split(r"\b(p[0-9]+s[0-9]+)", text)
    link = Markup('<a href="#{}">{}</a>')
    return Markup("").join(link.format(p, segment_number(p)) if i % 2 else p for i, p in enumerate(parts))


def first_sentence(text: str) -> str:
    """For descriptions: up to the first full stop that ends a sentence."""
    for position, character in enumerate(text):
        if character in "。！？" or (
            character in ".!?" and text[position + 1 : position + 2] in ("", " ") and position > 20
        ):
            return text[: position + 1]
    return text


class Renderer:
    """Renders the pages of one site."""

    def __init__(self, site: Site, fragments: Path, homes: Mapping[Language, str], has_feed: bool = False) -> None:
        """`homes`: language -> path of its home page from the site's root, "" or "zh/"."""
        self._site = site
        self._homes = homes
        self._has_feed = has_feed
        self._heres: dict[tuple[Language, int], Here] = {}
        self._orders: dict[Language, dict[str, Ordered]] = {}
        self._works = {work.id: rank for rank, work in enumerate(sorted(site.wiki.works.values(), key=work_key))}
        self._strips: dict[EntryId, Strip | None] = {}
        self._strip_shapes: dict[tuple[EntryId, int], Markup] = {}
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(fragments),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["segment_number"] = segment_number
        self._environment.filters["segment_links"] = segment_links
        self._environment.filters["stand_alone"] = stand_alone
        self._environment.filters["token"] = token
        self._environment.globals["kind_class"] = kind_class
        self._environment.globals["kind_token"] = kind_token
        self._environment.globals["kind_tokens"] = kind_tokens
        self._environment.globals["span"] = span
        self._environment.globals["small_maps"] = small_maps(site.atlas)
        self._environment.globals["near_width"] = NEAR_WIDTH
        self._environment.globals["shown_passages"] = SHOWN_PASSAGES
        self._environment.globals["shown_relations"] = SHOWN_RELATIONS
        self._environment.globals["shown_changes"] = SHOWN_CHANGES

    def pages(self, words: Words) -> Iterator[Page]:
        """All generated pages in one language."""
        yield from self.lists(words)
        yield self.timeline(words)
        yield self.relations(words)
        yield from self.entries(words)
        yield from self.texts(words)
        yield from self.map(words)

    def _ordered(self, language: Language) -> dict[str, Ordered]:
        """Kind -> its entries in the orders of a language."""
        if language not in self._orders:
            self._orders[language] = {kind: put_in_order(items, language) for kind, items in self._site.lists.items()}
        return self._orders[language]

    def _references(self, works: Iterable[str]) -> list[str]:
        return sorted(works, key=self._works.__getitem__)

    def entries(self, words: Words) -> Iterator[Page]:
        ordered = self._ordered(words.language)
        for id, view in self._site.entries.items():
            entry = view.entry
            language = words.language
            yield self._page(
                "entry.html",
                words,
                entry_address(self._site, id),
                title=stand_alone(entry.names[language]),
                description=first_sentence(self._site.links.summaries[id][language].text),
                view=view,
                strip=self._strip(id, words),
                near=self._neighbourhoods[id],
                article=language if language in entry.articles else next(iter(entry.articles), None),
                beside_by_name=ordered[entry.kind].beside_by_name.get(id),
                beside_by_date=ordered[entry.kind].beside_by_date.get(id),
                references=self._references(view.works),
            )

    def texts(self, words: Words) -> Iterator[Page]:
        views: list[TextView | None] = [None, *self._site.texts.values(), None]
        for (id, view), before, behind in zip(self._site.texts.items(), views, views[2:], strict=False):
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

    def lists(self, words: Words) -> Iterator[Page]:
        """The pages of which there is one: lists, works, disagreements, unsure names."""
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
        yield self._page("unsure.html", words, "unsure/", say("unsure.title"), say("unsure.lead"), unsure=site.unsure)
        yield self._changes(words)
        yield self._page("random.html", words, "random/", words.say("random.title"), words.say("random.lead"))

    def _changes(self, words: Words) -> Page:
        feed = "changes.xml" if self._has_feed else None
        lead = words.say("changes.lead" if self._site.history else "changes.none")
        return self._page("changes.html", words, "changes/", words.say("changes.title"), lead, feed=feed)

    def timeline(self, words: Words) -> Page:
        """Everything that is dated, in one picture and one table."""
        say, wiki, lines = words.say, self._site.wiki, self._lines
        here = self.here(words, "timeline/")
        key = sort_key(words.language)
        drawn, height = lay_out(self._panels, here.name)
        kinds = [wiki.vocabulary.kinds[id] for id in dict.fromkeys(line.kind for line in lines)]
        places = sorted({id for line in lines for id in line.places}, key=lambda id: key(here.name(id)))
        texts = sorted({id for line in lines for id in line.texts})
        return self._page(
            "timeline.html",
            words,
            "timeline/",
            say("timeline.title"),
            say("timeline.lead", n=len(lines)),
            lines=lines,
            rows=sorted(lines, key=lambda line: (line.start, line.end, key(here.name(line.entry)))),
            panels=drawn,
            height=height,
            anchors={line.entry: f"row-{line.entry}" for line in lines},
            data=_timeline_data,
            kinds=[
                (kind.id.replace(" ", "-"), here.text(kind.plural), kind_class(wiki.vocabulary, kind.id))
                for kind in kinds
            ],
            places=[(id, here.name(id)) for id in places],
            texts=[(id, here.text_title(id)) for id in texts],
            legend=LEGEND,
        )

    def _strip(self, id: EntryId, words: Words) -> dict[str, Any] | None:
        """What the small timeline on an entry's page shows."""
        if id not in self._strips:
            self._strips[id] = strip_of(self._site.entries[id], self._lines_by_entry)
        strip = self._strips[id]
        if strip is None:
            return None
        here = self.here(words, entry_address(self._site, id))
        scale = Scale(strip.panel.start, strip.panel.end, STRIP_WIDTH)
        drawn, y = [], STRIP_HEAD
        for number, told in enumerate(strip.told):
            parts = [told.label[words.language]] if told.label else []
            parts += [here.name(told.other)] if told.other else []
            label = words.say("punctuation.colon").join(parts)
            line, height = place_line(told.line, scale, y, label)
            if (id, number) not in self._strip_shapes:
                # What is drawn is the same in every language; only words differ.
                self._strip_shapes[id, number] = self._draw_shapes(line)
            dates = words.say("punctuation.semicolon").join(words.date(dated.date) for dated in told.line.dated)
            href = f"#{told.section}" if told.section else here.href(told.line.entry)
            drawn.append((line, label, dates, href, self._strip_shapes[id, number]))
            y += height
        has_masks = any(
            shape.soft_start or shape.soft_end or shape.uncertain for told in strip.told for shape in told.line.shapes
        )
        return {
            "lines": drawn,
            "height": y,
            "ticks": strip.ticks,
            "left_out": strip.left_out,
            "masks": has_masks,
            "query": self._timeline_place(id),
        }

    def _timeline_place(self, id: EntryId) -> str:
        """Where the timeline shows an entry: its row, or all that is at this place."""
        if id in self._lines_by_entry:
            return f"#row-{id}"
        return f"?place={id}" if any(id in line.places for line in self._lines) else ""

    def _draw_shapes(self, line: DrawnLine) -> Markup:
        macros: Any = self._environment.get_template("pictures/timeline-macros.html").module
        return Markup("").join(macros.drawn(shape) for _, shapes in line.dated for shape in shapes)

    @functools.cached_property
    def _lines_by_entry(self) -> dict[EntryId, Line]:
        return {line.entry: line for line in self._lines}

    @functools.cached_property
    def _lines(self) -> tuple[Line, ...]:
        """All that is dated; the same for every language."""
        return timeline_of(self._site)

    @functools.cached_property
    def _panels(self) -> tuple[Panel, ...]:
        return panels(self._lines)

    def map(self, words: Words) -> Iterator[Page]:
        """The map, with the table that it grows from; none if there are no places."""
        say, atlas, address = words.say, self._site.atlas, "map/"
        if not atlas.places:
            return
        here, ground = self.here(words, address), self._site.wiki.ground
        key = sort_key(words.language)

        def named(what: EntryId | Localized) -> str:
            return here.name(what) if isinstance(what, str) else stand_alone(what[words.language])

        yield self._page(
            "map.html",
            words,
            address,
            say("map.title"),
            say(
                "map.lead",
                n=sum(place.is_on_map for place in atlas.places.values()),
                all=words.number(len(atlas.places)),
            ),
            pictures=[
                draw_map(atlas, ground, number, MAP_WIDTH if number == 0 else WINDOW_WIDTH, named)
                for number in range(len(atlas.bounds))
            ],
            ground=Markup(ground_paths(atlas, ground)),
            places=sorted(atlas.places.values(), key=lambda place: key(here.name(place.entry.id))),
        )

    @functools.cached_property
    def _graph(self) -> Graph:
        return view_graph(self._site.wiki, self._site.contests)

    @functools.cached_property
    def _neighbourhoods(self) -> dict[EntryId, Neighbourhood | None]:
        return {id: view_neighbourhood(view) for id, view in self._site.entries.items()}

    def relations(self, words: Words) -> Page:
        """All relations: a picture and the table it grows from."""
        graph, entries = self._graph, self._site.wiki.entries
        key = sort_key(words.language)
        names = {id: stand_alone(entry.names[words.language]) for id, entry in entries.items()}
        return self._page(
            "relations.html",
            words,
            "relations/",
            words.say("graph.title"),
            words.say("graph.lead", n=len(graph.rows)),
            graph=graph,
            labels=place_labels(graph.nodes, names),
            by_name=sorted((node.entry for node in graph.nodes), key=lambda id: key(names[id])),
            size=(WIDTH, HEIGHT),
            major=MAJOR,
        )

    def home(self, words: Words) -> Markup:
        """What the home page shows below its own words."""
        return self._render("home.html", self.here(words, ""), sample=_sample(self._site))

    def here(self, words: Words, address: str) -> Here:
        """How a page at an address sees the site; one and the same for all pages of that depth."""
        key = (words.language, address.count("/"))
        if key not in self._heres:
            self._heres[key] = Here(self._site, words, self._homes[words.language], address)
        return self._heres[key]

    def _page(self, fragment: str, words: Words, address: str, title: str, description: str, **values: Any) -> Page:
        body = self._render(fragment, self.here(words, address), title=title, lead=description, **values)
        return Page(address, words.language, title, description, body)

    def _render(self, fragment: str, here: Here, **values: Any) -> Markup:
        return Markup(self._environment.get_template(fragment).render(here=here, site=self._site, **values))


def _timeline_data(line: Line) -> Markup:
    """The attributes by which a script filters a row and a mark."""
    return Markup('data-kind="{}" data-from="{}" data-to="{}" data-place="{}" data-text="{}"').format(
        line.kind.replace(" ", "-"), line.day_from, line.day_to, " ".join(line.places), " ".join(line.texts)
    )


def _legend_of(*shown: tuple[str, str]) -> tuple[tuple[str, tuple[Drawn, ...]], ...]:
    """Each drawing as it looks in the first forty days of a year."""
    first = draw(read_date("1970-01-01"))[0].start or 0
    return tuple(
        (key, tuple(place(s, Scale(first, first + 40, 40)) for s in draw(read_date(date)))) for key, date in shown
    )


LEGEND = _legend_of(
    ("day", "1970-01-20"),
    ("within", "1970-01"),
    ("lasting", "1970-01-03/1970-02-05"),
    ("approximate", "1970-01-05~/1970-02-05~"),
    ("uncertain", "1970-01?"),
    ("open", "1970-01-10/.."),
    ("either", "[1970-01-08,1970-02-03]"),
)
"""What each drawing means: key of the message, and the drawing of such a date."""


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
