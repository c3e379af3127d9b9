"""Inline HTML in the language of a page: names, links, prose, values, sources."""

import urllib.parse
from collections.abc import Collection, Iterable

from charsu.i18n.messages import Words, direction
from charsu.link.mentions import Prose, Row
from charsu.model import limits
from charsu.model.records import EntryId, Language, Localized, Property, SegmentId, Source, Statement
from charsu.support.cached_method import cached_method
from charsu.support.html import EMPTY, Html, escape, escape_content, escape_id, trusted
from charsu.text.script_runs import foreign_marker
from charsu.view.kind_names import kind_class
from charsu.view.labels import Labels
from charsu.view.markup import Annotated, Reason, Tags, annotate, link_html, mention_tags, render_article
from charsu.view.site import Site
from charsu.view.urls import Urls

MAX_ANNOTATED_ROWS = 10_000
"""Maximum number of rows kept as HTML at a time."""


class AnnotatedRows:
    """The rows of the texts of a site with holes for their tags: pages of all languages share them."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, SegmentId], dict[Language, Annotated]] = {}

    def of(self, row: Row) -> dict[Language, Annotated]:
        """Return the versions of a row."""
        key = (row.text, row.segment)
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= MAX_ANNOTATED_ROWS:
                self._rows.clear()
            found = self._rows[key] = {language: annotate(prose) for language, prose in row.versions.items()}
        return found


class InlineHtml:
    """Makes inline HTML for pages of one language and one depth, so each link or name is made once for all of them.

    Where a method takes `own`, that is the entry on whose page the HTML is: its mentions are marked, not linked.
    """

    def __init__(self, site: Site, words: Words, labels: Labels, urls: Urls, rows: AnnotatedRows) -> None:
        self._site = site
        self._words = words
        self._language = words.language
        self._labels = labels
        self._urls = urls
        self._rows = rows
        self._directions = {direction(each) for each in site.wiki.languages}
        self._kind_classes = {kind: kind_class(site.wiki.vocabulary, kind) for kind in site.wiki.vocabulary.kinds}
        self._mark_foreign = foreign_marker(self._language)

    # --- words ---

    @cached_method
    def say(self, key: str, n: int | None = None) -> Html:
        """Return a message of the interface that has no values but a number."""
        return escape(self._words.say(key, n))

    @cached_method
    def lang(self, language: Language) -> Html:
        """Return the attributes of an element whose words are in a language."""
        return Html(f'lang="{escape_id(language)}"{self.dir(language)}')

    @cached_method
    def dir(self, language: Language) -> Html:
        """Return the attribute for the direction of a language; empty if everything on the page has the same."""
        runs = direction(language)
        mixed = len(self._directions) > 1 or runs != self._words.direction
        return Html(f' dir="{escape_id(runs)}"') if mixed else EMPTY

    def foreign(self, words: str, language: Language | None = None) -> Html:
        """Return words marked as in their language; if that is not known, as far as their letters show it."""
        if language and language != self._language:
            return Html(f"<span {self.lang(language)}>{escape(words)}</span>")
        return trusted(self._mark_foreign(escape_content(words)))  # the marker puts tags into escaped text

    @cached_method
    def language_label(self, language: Language) -> Html:
        """Return the name of a language before one of its versions."""
        name, own = escape(self._labels.language_names[language]), self.lang(self._language)
        return Html(f'<span class="version-language" {own}>{name}</span>')

    def all_of(self, items: Iterable[Html]) -> Html:
        """Return a list of all of several things: "Ana, Bo and Cy"."""
        return trusted(self._words.all_of(items))  # puts commas and a word of the language between them

    def forms(self, words: Localized) -> Html:
        """Return what several languages call one thing, each form once; this page's language comes first."""
        forms: dict[str, Language] = {}
        for language in dict.fromkeys([self._language, *words]):
            if language in words:
                forms.setdefault(words[language], language)
        shown = (self.foreign(form, language) for form, language in forms.items())
        return Html(" · ").join(Html(f"<strong>{form}</strong>") for form in shown)

    # --- entries ---

    @cached_method
    def name(self, id: EntryId) -> Html:
        """Return an entry's name as a label."""
        return escape(self._labels.name(id))

    @cached_method
    def href(self, id: EntryId) -> Html:
        """Return the address of an entry's page, for an attribute."""
        return escape(self._urls.entry(id))

    @cached_method
    def link(self, id: EntryId) -> Html:
        """Return a link to an entry."""
        return Html(f'<a data-entry="{escape_id(id)}" href="{self.href(id)}">{self.name(id)}</a>')

    def entry_class(self, id: EntryId) -> Html:
        """Return the class that gives an entry the colour of its kind."""
        return self._kind_classes[self._site.wiki.entries[id].kind]

    def kind_class(self, kind: str) -> Html:
        """Return the class that gives things of a kind their colour."""
        return self._kind_classes[kind]

    # --- prose ---

    def mention_title(self, reason: Reason) -> str:
        """Return the title of a mention, as plain text: the entry, and why it is linked."""
        entry, why, candidates = reason
        if entry is None:
            names = self._words.either(self._labels.name(id) for id in candidates[: limits.CANDIDATES_NAMED])
            more = len(candidates) - limits.CANDIDATES_NAMED
            rest = f" {self._words.say('pages.rest', n=more)}" if more > 0 else ""
            return f"{self._words.say('why.unsure')} {names}{rest}"
        return f"{self._labels.name(entry)} · {self._words.say(f'why.{why}')}"

    @cached_method
    def mention_tags(self, reason: Reason) -> Tags:
        """Return the tags of a mention."""
        return mention_tags(reason, self._urls.entry, self.mention_title(reason), self._within_label)

    def _within_label(self, id: EntryId) -> tuple[str, str]:
        return self._labels.name(id), self.mention_title((id, "within", ()))

    def prose(self, prose: Prose, own: EntryId | None = None) -> Html:
        """Return prose with links."""
        return annotate(prose).fill(self.mention_tags, own)

    def row(self, row: Row, languages: Iterable[Language], own: EntryId | None = None) -> list[Html]:
        """Return versions of a row."""
        versions = self._rows.of(row)
        return [versions[language].fill(self.mention_tags, own) for language in languages]

    def summary(self, id: EntryId, own: EntryId | None = None) -> Html:
        return self.prose(self._site.links.summaries[id][self._language], own)

    def article(self, id: EntryId, language: Language) -> Html:
        """Return the longer article of an entry, as its own page has it."""
        return self.link_names(render_article(self._site.wiki.entries[id].articles[language]), language, (id,), id)

    def link_names(
        self, source: Html, language: Language, known: Collection[EntryId] = (), own: EntryId | None = None
    ) -> Html:
        """Return HTML in a language with its names as links; `known` entries count as already named."""
        names, name_of = self._site.links.names[language], self._site.wiki.names_in(language)
        return link_html(source, language, names, name_of, self.mention_tags, known, own)

    # --- statements ---

    def value(self, property: Property, statement: Statement, own: EntryId | None = None) -> Html:
        """Return what a statement says."""
        prose = self._site.links.values.get(statement.place)
        if prose:
            return self.prose(prose[self._language], own)
        if property.is_relation:
            return self.link(str(statement.value))
        text = self._labels.plain_value(statement.value)
        if property.link:
            address = property.link.format(urllib.parse.quote(text, safe=""))
            return Html(f'<a href="{escape(address)}" rel="external">{escape(text)}</a>')
        return Html(f'<bdi dir="auto">{self.foreign(text)}</bdi>')

    def note(self, statement: Statement, own: EntryId | None = None) -> Html | None:
        """Return the note on a statement, if there is one."""
        prose = self._site.links.notes.get(statement.place)
        return self.prose(prose[self._language], own) if prose else None

    def cite(self, sources: Iterable[Source]) -> Html:
        """Return the short names of sources, each a link to the work or the segment."""
        return EMPTY.join(
            [
                self._cite_work(source.work) if source.work else self._cite_segment(source.text, source.segment)
                for source in sources
            ]
        )

    @cached_method
    def _cite_work(self, id: str) -> Html:
        name, title = self._labels.citation(id), self._site.citations[id].title
        shown = self.foreign(name.removesuffix(title or ""))
        if title:
            shown += self.foreign(title, self._site.wiki.works[id].language)
        return Html(f'<a class="source" href="{escape(self._urls.work(id))}" title="{escape(name)}">{shown}</a>')

    @cached_method
    def _cite_segment(self, text: str | None, segment: SegmentId | None) -> Html:
        name = escape(self._labels.segment(text or "", segment or ""))
        href = escape(self._urls.text(text or "", segment))
        return Html(f'<a class="source source--segment" href="{href}" title="{name}">{name}</a>')
