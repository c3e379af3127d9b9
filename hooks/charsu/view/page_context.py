"""Here: how a page sees the rest of the site, from its language and its address.

Fragments ask it for links, names, dates and sources. What looks the same on page after page is made once.
"""

import dataclasses
import functools
import html
import re
import urllib.parse
from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from charsu.i18n.collation import sort_key
from charsu.i18n.messages import Words, direction
from charsu.link.cooccurrence import Companion
from charsu.link.mentions import Prose, Row
from charsu.model import limits
from charsu.model.changes import Authorship, ChangedItem
from charsu.model.dates import Date
from charsu.model.records import (
    Coordinates,
    Entry,
    EntryId,
    Language,
    Localized,
    Property,
    SegmentId,
    Source,
    Statement,
    Value,
    Vocabulary,
)
from charsu.support.diagnostics import Place, visible
from charsu.text.ledger import segment_number
from charsu.text.script_runs import foreign_marker
from charsu.view.markup import Annotated, Reason, annotate, link_html, render_article
from charsu.view.ordering import Neighbours
from charsu.view.page_models import Citation, EntryView, ListItem, Site
from charsu.view.repo_host import Forge

MOST_ANNOTATED = 10_000
"""Rows that are kept as HTML."""

AnnotatedRows = dict[tuple[str, SegmentId], dict[Language, Annotated]]
"""Text and segment of a row -> its versions."""


class Here:
    """How a page sees the site: in its language, from its address. Pages of one depth see it alike."""

    def __init__(
        self,
        site: Site,
        words: Words,
        home: str,
        address: str,
        forge: Forge | None = None,
        site_url: str | None = None,
        annotated: AnnotatedRows | None = None,
    ) -> None:
        """What a page is given.

        Args:
            site: what there is.
            words: those of the page's language.
            home: path of the language's home page from the site's root.
            address: the page's, within its language.
            forge: where the project's files are edited; None: nobody knows.
            site_url: where the site is published, with a slash at the end, if that is known.
            annotated: the rows of texts that pages of this depth have shown in whatever language.
        """
        self.site = site
        self.words = words
        self.language = words.language
        self.base = "../" * address.count("/") or "./"
        """Leads from the page to the home page of its language."""
        self.root = "../" * (home + address).count("/") or "./"
        """Leads from the page to the root of the site, where `assets/` is."""
        self.language_names = {each: stand_alone(words.language_name(each)) for each in site.wiki.languages}
        """What this page's language calls each language of the site, as a label."""
        self._directions = {direction(each) for each in site.wiki.languages}
        self.forge = forge
        self._published = f"{site_url}{home}" if site_url else None
        self._annotated: AnnotatedRows = {} if annotated is None else annotated
        self._kind_classes = {kind: kind_class(site.wiki.vocabulary, kind) for kind in site.wiki.vocabulary.kinds}
        # What looks the same on page after page is made once.
        self.explain = functools.cache(self._explain)
        self._told: dict[tuple[str, int | None], str] = {}
        self._hrefs: dict[EntryId, str] = {}
        self._named: dict[EntryId, str] = {}
        self._links: dict[EntryId, Markup] = {}
        self._versions: dict[str, list[Language]] = {}
        self._langs: dict[Language, Markup] = {}
        self._cited: dict[str, Markup] = {}
        self._referred: dict[str, Markup] = {}
        self._accuracies: dict[float, str] = {}
        self._neighbours: dict[tuple[EntryId, bool], str] = {}

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        return self.words.say(key, n, **values)

    def told(self, key: str, n: int | None = None) -> str:
        """A message that needs no other values, as HTML."""
        message = self._told.get((key, n))
        if message is None:
            message = self._told[key, n] = html.escape(self.say(key, n))
        return message

    # --- entries ---

    def href(self, id: EntryId) -> str:
        """Address of an entry, relative to this page."""
        href = self._hrefs.get(id)
        if href is None:
            href = self._hrefs[id] = f"{self.base}{entry_address(self.site, id)}"
        return href

    def name(self, id: EntryId) -> str:
        """The entry's name as it stands by itself: with a capital, whatever it begins with in running text."""
        return stand_alone(self.site.wiki.entries[id].names[self.language])

    def named(self, id: EntryId) -> str:
        """The same, as HTML."""
        name = self._named.get(id)
        if name is None:
            name = self._named[id] = html.escape(self.name(id))
        return name

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
        link = self._links.get(id)
        if link is None:
            link = Markup(f'<a data-entry="{id}" href="{self.href(id)}">{self.named(id)}</a>')
            self._links[id] = link
        return link

    def companions(self, companions: Iterable[Companion]) -> str:
        """The items of a list of entries, each in the colour of its kind, with the number of passages; as HTML."""
        return "".join(map(self._companion, companions))

    def _companion(self, companion: Companion) -> str:
        id = companion.entry
        link = f'<a class="{self.kind_class(id)}" href="{self.href(id)}">{self.named(id)}</a>'
        return f'<li>{link} <span class="count">{self.told("entry.passages", companion.passages)}</span></li>\n'

    def neighbours(self, beside: Neighbours, by_date: bool) -> str:
        """Links to the entries before and behind another one in a list, with the dates that place them; as HTML."""
        found = ""
        if beside.before:
            link = self._neighbour(beside.before, self.say("next.previous"), by_date)
            found += f'<p class="previous">{link}</p>\n'
        if beside.behind:
            link = self._neighbour(beside.behind, self.say("next.next"), by_date)
            found += f'<p class="next">{link}</p>\n'
        return found

    def _neighbour(self, item: ListItem, word: str, by_date: bool) -> str:
        # Each entry is somebody's next and somebody else's previous; only the word differs.
        key = (item.entry.id, by_date)
        if key not in self._neighbours:
            dates = self._dates_of(item) if by_date else ""
            id = item.entry.id
            self._neighbours[key] = f'<a href="{self.href(id)}"><small>\0</small> {self.named(id)}{dates}</a>'
        return self._neighbours[key].replace("\0", html.escape(word))

    def _dates_of(self, item: ListItem) -> str:
        vocabulary = self.site.wiki.vocabulary
        dates = self.say("punctuation.between").join(map(self.words.date, item.dates))
        if item.dated_by and len(vocabulary.kinds[item.entry.kind].dates) > 1:
            label = vocabulary.properties[item.dated_by].label[self.language]
            dates = f"{label}{self.say('punctuation.colon')}{dates}"
        return f" <small>{html.escape(dates)}</small>"

    def kind_class(self, id: EntryId) -> str:
        """The class that gives an entry the colour of its kind."""
        return self._kind_classes[self.site.wiki.entries[id].kind]

    def colour(self, kind: str) -> str:
        """The class that gives things of a kind their colour."""
        return self._kind_classes[kind]

    def kind_of(self, id: EntryId) -> str:
        """What an entry is, as closely as its author said."""
        entry = self.site.wiki.entries[id]
        kind = self.site.wiki.vocabulary.kinds[entry.kind]
        return self.text(kind.types[entry.type] if entry.type else kind.label)

    def either_property(self, ids: Iterable[str]) -> str:
        """The labels of properties of which one is enough."""
        return self.words.either(self.text(self.site.wiki.vocabulary.properties[id].label) for id in ids)

    def text(self, localized: Localized) -> str:
        return localized[self.language]

    def lang(self, language: Language) -> Markup:
        """The attributes of an element whose words are of a language."""
        attributes = self._langs.get(language)
        if attributes is None:
            attributes = self._langs[language] = Markup('lang="{}"{}').format(language, self.way(language))
        return attributes

    def way(self, language: Language) -> Markup:
        """The attribute of an element that runs as a language is written, where that goes without saying: nothing."""
        runs = direction(language)
        mixed = len(self._directions) > 1 or runs != self.words.direction
        return Markup(' dir="{}"').format(runs) if mixed else Markup()

    def marked(self, words: str, language: Language | None = None) -> Markup:
        """Words marked as of their language; where nobody says which one it is, as far as their letters tell."""
        if language and language != self.language:
            return Markup("<span {}>{}</span>").format(self.lang(language), words)
        return Markup(foreign_marker(self.language)(html.escape(words, quote=False)))

    def forms(self, words: Localized) -> Markup:
        """What several languages call one thing, each form once; this page's language has the first word."""
        forms: dict[str, Language] = {}
        for language in dict.fromkeys([self.language, *words]):
            if language in words:
                forms.setdefault(words[language], language)
        shown = (self.marked(form, language) for form, language in forms.items())
        return Markup(" · ").join(Markup("<strong>{}</strong>").format(form) for form in shown)

    def other_languages(self) -> list[Language]:
        return [language for language in self.site.wiki.languages if language != self.language]

    def _explain(self, reason: Reason) -> str:
        """Title of a link, as HTML: the entry, and why it is linked."""
        entry, why, candidates = reason
        if entry is None:
            names = self.words.either(self.name(id) for id in candidates[: limits.CANDIDATES_NAMED])
            more = len(candidates) - limits.CANDIDATES_NAMED
            rest = f" {self.say('pages.rest', n=more)}" if more > 0 else ""
            return html.escape(f"{self.say('why.unsure')} {names}{rest}")
        return html.escape(f"{self.name(entry)} · {self.say(f'why.{why}')}")

    def linked(self, prose: Prose) -> str:
        """Prose with links, as HTML."""
        return annotate(prose, self.href).titled(self.explain)

    def row(self, row: Row, languages: Iterable[Language]) -> list[str]:
        """Versions of a row, as HTML; they stand on the pages of all whom it names, in all languages."""
        key = (row.text, row.segment)
        annotated = self._annotated.get(key)
        if annotated is None:
            if len(self._annotated) > MOST_ANNOTATED:
                self._annotated.clear()  # of a large wiki, not all rows stay in memory
            versions = {language: annotate(prose, self.href) for language, prose in row.versions.items()}
            annotated = self._annotated[key] = versions
        return [annotated[language].titled(self.explain) for language in languages]

    def summary(self, id: EntryId) -> str:
        """As HTML."""
        return self.linked(self.site.links.summaries[id][self.language])

    def article(self, view: EntryView, language: Language) -> Markup:
        """The longer article, its names linked."""
        return self.names_linked(render_article(view.entry.articles[language]), language, (view.entry.id,))

    def names_linked(self, source: str, language: Language, known: Collection[EntryId] = ()) -> Markup:
        """HTML in a language with its names as links; `known` entries count as named already."""
        linked = link_html(
            source,
            language,
            self.site.links.names[language],
            self.site.wiki.names_in(language),
            self.href,
            self.explain,
            known=known,
        )
        return Markup(linked)

    # --- statements ---

    def value(self, property: Property, statement: Statement) -> str:
        """What a statement says, as HTML."""
        prose = self.site.links.values.get(statement.place)
        if prose:
            return self.linked(prose[self.language])
        if property.is_relation:
            return self.link(str(statement.value))
        text = self.plain_value(statement.value)
        if property.link:
            return Markup('<a href="{}" rel="external">{}</a>').format(
                property.link.format(urllib.parse.quote(text, safe="")), text
            )
        return f'<bdi dir="auto">{self.marked(text)}</bdi>'

    def plain_value(self, value: Value) -> str:
        """What a statement says, as words."""
        match value:
            case Date():
                return self.words.date(value)
            case Coordinates():
                return self.say("geo.place", point=self.words.coordinates(value), accuracy=self.accuracy([value]))
            case float():
                return self.words.number(value)
            case str():
                return value
        return value[self.language]

    def accuracy(self, points: Iterable[Coordinates]) -> str:
        """How exact positions are, in words; the least exact of several."""
        metres = max(point.accuracy for point in points)
        if metres not in self._accuracies:
            self._accuracies[metres] = self.say("entry.accuracy", distance=self.words.distance(metres))
        return self._accuracies[metres]

    def either_date(self, dates: Iterable[Date]) -> str:
        """The dates that sources give for one thing."""
        return self.words.either(self.words.date(date) for date in dates)

    def text_choices(self) -> list[tuple[str, str]]:
        """Texts to choose from: id and title."""
        return [(id, self.text_title(id)) for id in self.site.texts]

    def translator_note(self, note: Localized) -> Markup:
        """A note on a segment; the ids of segments in it become links within the page."""
        parts = re.split(r"\b(p[0-9]+[a-z]*s[0-9]+[a-z]*)", note[self.language])
        link = Markup('<a href="#{}">{}</a>')
        return Markup("").join(
            link.format(p, segment_number(p)) if i % 2 else self.marked(p) for i, p in enumerate(parts)
        )

    def older_wording(self, statement: Statement, row: Row) -> str | None:
        """The wording of a segment on which a statement rests, if it is not the present one."""
        stale = self.site.stale.get(statement.place, ())
        return next((each.older for each in stale if (each.text, each.segment) == (row.text, row.segment)), None)

    def note(self, statement: Statement) -> str | None:
        """As HTML, if there is one."""
        prose = self.site.links.notes.get(statement.place)
        return self.linked(prose[self.language]) if prose else None

    # --- sources ---

    def cite(self, sources: Iterable[Source]) -> Markup:
        """The short names of sources, each a link to the work or the segment."""
        return Markup("".join(map(self._cite, sources)))

    def _cite(self, source: Source) -> Markup:
        # The same few sources stand on page after page.
        if source.id not in self._cited:
            if source.work:
                kind, address = "source", self.base + self.site.work_addresses[source.work]
                citation = self.site.citations[source.work]
                name = self._short_name(citation)
                shown = self.marked(name.removesuffix(citation.title or ""))
                if citation.title:
                    shown += self.marked(citation.title, self.site.wiki.works[source.work].language)
            else:
                text, segment = source.text or "", source.segment or ""
                kind, name = "source source--segment", f"{self.text_title(text)} {segment_number(segment)}"
                address, shown = f"{self.base}texts/{text}/#{segment}", Markup.escape(name)
            link = f'<a class="{kind}" href="{address}" title="{html.escape(name)}">{shown}</a>'
            self._cited[source.id] = Markup(link)
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
            title = self.marked(work.title, work.language)
            if work.url:
                title = Markup('<a href="{}" rel="external">{}</a>').format(work.url, title)
            date = self.words.date(work.published) if work.published else self.say("works.no date")
            who = work.publisher if work.author else None  # without an author, the short name is the publisher's
            self._referred[id] = Markup('<a class="reference" href="{}">{}</a> <cite>{}</cite> <span>{}</span>').format(
                self.base + self.site.work_addresses[id],
                self.marked(self._short_name(dataclasses.replace(self.site.citations[id], title=None))),
                title,
                self.marked(self.say("punctuation.comma").join(filter(None, (who, date)))),
            )
        return self._referred[id]

    # --- files ---

    # --- changes ---

    def changed(self, items: Iterable[ChangedItem]) -> list["Changed"]:
        return changed_items(self.site, items, self.language)

    def written(self, id: str, is_text: bool = False) -> Authorship | None:
        """Who wrote an entry or a text, and when; None if nobody knows."""
        return self.site.history.written.get(ChangedItem(is_text, id)) if self.site.history else None

    def authors(self, names: Sequence[str]) -> Markup:
        """Authors in a list, of which many are only counted; a single one never is."""
        shown = names[: limits.AUTHORS_NAMED] if len(names) > limits.AUTHORS_NAMED + 1 else names
        items = [Markup("<bdi>{}</bdi>").format(self.marked(name)) for name in shown]
        if len(shown) < len(names):
            items.append(escape(self.say("authors.others", n=len(names) - len(shown))))
        return Markup(self.words.together(items))

    # --- corrections ---

    def edit(self, place: Place, words: str | None = None) -> Markup:
        """Where something is written: a link into the editor of the forge; without one, only the words.

        `words`: what the link says; if not given, file and line.
        """
        said = f"{visible(place.file)}:{place.line}" if words is None else words
        if self.forge is None:
            return Markup(f"<code>{html.escape(said)}</code>")
        return Markup('<a href="{}"><code>{}</code></a>').format(self.forge.edit(place), said)

    def correct(self, place: Place) -> Markup:
        """A small link to where a statement is written; nothing without a forge."""
        if self.forge is None:
            return Markup()
        word = self.say("correct.this")
        return Markup('<a class="correct" href="{}">{}</a>').format(self.forge.edit(place), word)

    def version_place(self, text: str, language: Language) -> Place:
        """The beginning of the file in which a version stands."""
        folder = self.site.wiki.texts[text].place.file.rpartition("/")[0]
        return Place(f"{folder}/index.{language}.md")

    def lines(self, lines: Mapping[Language, int], shown: Iterable[Language]) -> str:
        """Where a segment stands in the versions, in the order in which they are shown; one number if all agree."""
        numbers = [str(lines[language]) for language in shown]
        return numbers[0] if len(set(numbers)) == 1 else " ".join(numbers)

    def report(self, where: str, address: str) -> Markup:
        """A link to a form for mistakes, for pages with a forge.

        scripts/correct.js makes others like it, for parts of the page, out of the template that it carries.

        Args:
            where: the id of what the page shows.
            address: the page's, within its language.
        """
        assert self.forge is not None, "there is nowhere to report to"
        published = f"{self._published}{address}" if self._published else ""
        link = Markup('<a class="report" href="{}" data-template="{}" data-where="{}" data-briefly="{}">{}</a>')
        return link.format(
            self.forge.report("correction", where=where, address=published),
            self.forge.report_template("correction"),
            where,
            self.say("correct.report briefly"),
            self.say("correct.report"),
        )

    def text_title(self, id: str) -> str:
        return self.site.wiki.texts[id].title[self.language]

    def versions(self, text: str) -> list[Language]:
        """Languages of a text in the order in which this page shows them: its own, the original, the others."""
        shown = self._versions.get(text)
        if shown is None:
            versions = self.site.wiki.texts[text].versions
            order = [self.language, self.site.wiki.texts[text].original, *self.site.wiki.languages]
            shown = self._versions[text] = [language for language in dict.fromkeys(order) if language in versions]
        return shown


def entry_address(site: Site, id: EntryId) -> str:
    """Address of an entry within its language."""
    kind = site.wiki.vocabulary.kinds[site.wiki.entries[id].kind]
    return f"{kind.folder}/{id}/"


@dataclasses.dataclass(frozen=True)
class Changed:
    """An entry or a text that was changed, as a page names it."""

    name: str
    """In the page's language; the id of what is no longer there."""
    address: str | None
    """Within the language; None for what is no longer there."""
    kind: str | None
    """Kind of an entry that is there."""


def changed_items(site: Site, items: Iterable[ChangedItem], language: Language) -> list[Changed]:
    """What was changed: texts first, then entries, by name."""
    key = sort_key(language)
    found = [(item, _changed(site, item, language)) for item in items]
    return [changed for _, changed in sorted(found, key=lambda pair: (not pair[0].is_text, key(pair[1].name)))]


def _changed(site: Site, item: ChangedItem, language: Language) -> Changed:
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
    kind = token(entry.kind)
    return f"{kind} {kind_token(entry.kind, entry.type)}" if entry.type else kind


def kind_token(kind: str, type: str) -> str:
    return f"{token(kind)}:{token(type)}"


def token(id: str) -> str:
    """The id of a kind or a property as one word, for lists of such in attributes and for addresses."""
    return id.replace(" ", "-")


def stand_alone(name: str) -> str:
    """A name as a heading: "người Hazara" in running text is "Người Hazara" there."""
    return name[:1].upper() + name[1:]


def first_sentence(text: str) -> str:
    """For descriptions: up to the first full stop that ends a sentence."""
    for position, character in enumerate(text):
        if character in "。！？" or (
            character in ".!?" and text[position + 1 : position + 2] in ("", " ") and position > 20
        ):
            return text[: position + 1]
    return text
