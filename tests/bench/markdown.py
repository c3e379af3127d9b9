"""The wiki written out as plain Markdown: what somebody would have who keeps it without Charsu.

The same pages with the same words: names, summaries, statements with their sources, relations from
both ends, who is named together, all passages; lists of each kind by name and by date, texts, works,
disagreements. Every link that Charsu finds is written out, and every backlink.

Left out is what Charsu has beyond that, so the others have less to do: it draws timelines, maps,
graphs and cards, and counts what is missing. It shows each passage in all its languages, side by side;
here it stands in the page's own, or, if that is wanted, in all of them, too.

Written for Python-Markdown and for Goldmark alike: links and `{#id}` mean the same to both.
"""

import dataclasses
import html
import re
from collections.abc import Callable, Iterable, Iterator

from charsu.i18n.messages import Words
from charsu.link.mentions import Prose, Row
from charsu.model.dates import Date
from charsu.model.records import EntryId, Language, Source, Statement
from charsu.text.ledger import segment_number
from charsu.view.labels import first_sentence
from charsu.view.ordering import put_in_order
from charsu.view.page_context import PageContext
from charsu.view.page_models import EntryView, ListItem, TextView
from charsu.view.site import Site
from charsu.view.urls import entry_address

Address = str
"""Within a language, with a slash at its end: "people/person-0001/", "people/", "" for the home page."""

Href = Callable[[Address, Address], str]
"""(from page, to page) -> what stands in the Markdown of the first as a link to the second."""


@dataclasses.dataclass(frozen=True)
class MarkdownPage:
    """A page without its front matter."""

    address: Address
    title: str
    description: str
    body: str


_SPECIAL = re.compile(r"[\\`*_\[\]]")


def escape(words: str) -> str:
    """Words that mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\g<0>", html.escape(words, quote=False))


class Writer:
    """Writes the pages of a wiki in one language."""

    def __init__(self, site: Site, words: Words, href: Href, all_versions: bool = False) -> None:
        self.site = site
        self.all_versions = all_versions
        self.language: Language = words.language
        self.href = href
        self.context = PageContext(site, words, "", "")
        self.words = words
        self.say = self.context.say
        self.colon = words.say("punctuation.colon")
        self.page = ""
        """Address of the page that is being written."""

    def pages(self) -> Iterator[MarkdownPage]:
        yield self._home()
        yield from self._lists()
        for id, view in self.site.entries.items():
            address = self.page = entry_address(self.site, id)
            yield MarkdownPage(
                address,
                self.context.name(id),
                first_sentence(self.site.links.summaries[id][self.language].text),
                "\n\n".join(self._entry(view)),
            )
        for id, text in self.site.texts.items():
            address = self.page = f"texts/{id}/"
            title, about = text.text.title[self.language], text.text.about[self.language]
            yield MarkdownPage(address, title, first_sentence(about), "\n\n".join(self._text(text)))

    # --- pieces ---

    def _to(self, words: str, address: Address, anchor: str = "") -> str:
        return f"[{escape(words)}]({self.href(self.page, address)}{'#' if anchor else ''}{anchor})"

    def _link(self, id: EntryId) -> str:
        return self._to(self.context.name(id), entry_address(self.site, id))

    def _prose(self, prose: Prose) -> str:
        found, done = "", 0
        for mention in sorted(prose.mentions):
            found += escape(prose.text[done : mention.start])
            words = prose.text[mention.start : mention.end]
            found += self._to(words, entry_address(self.site, mention.entry)) if mention.entry else escape(words)
            done = mention.end
        return found + escape(prose.text[done:])

    def _value(self, statement: Statement) -> str:
        property = self.site.wiki.vocabulary.properties[statement.property]
        if prose := self.site.links.values.get(statement.place):
            return self._prose(prose[self.language])
        if property.is_relation:
            return self._link(str(statement.value))
        value = escape(self.context.labels.plain_value(statement.value))
        return f"[{value}]({property.link.format(value)})" if property.link else value

    def _said(self, statement: Statement, said: str) -> str:
        """A statement: when, what, a note, the sources."""
        parts = [said]
        if statement.during and not isinstance(statement.value, Date):
            parts.insert(0, f"*{escape(self.words.date(statement.during))}*")
        if note := self.site.links.notes.get(statement.place):
            parts.append(f"({self._prose(note[self.language])})")
        return " ".join([*parts, *map(self._source, statement.sources)])

    def _source(self, source: Source) -> str:
        if source.work:
            return self._to(self._short(source.work), "works/", source.work)
        text, segment = source.text or "", source.segment or ""
        return self._to(f"{self.context.labels.text_title(text)} {segment_number(segment)}", f"texts/{text}/", segment)

    def _short(self, work: str) -> str:
        citation = self.site.citations[work]
        return " ".join(part for part in (citation.who, citation.year, citation.title) if part)

    def _passage(self, row: Row) -> list[str]:
        """In the page's language, as far as it is there; then in the others, if they are wanted."""
        shown = self.context.labels.versions(row.text)
        return [self._prose(row.versions[language]) for language in (shown if self.all_versions else shown[:1])]

    # --- pages ---

    def _entry(self, view: EntryView) -> Iterator[str]:
        entry, say = view.entry, self.say
        yield " · ".join(escape(name) for _, name in self.context.labels.other_names(entry.id))
        yield self._prose(self.site.links.summaries[entry.id][self.language])
        forms = [
            f"- {self.context.labels.language_names[each]}{self.colon}{' · '.join(map(escape, entry.forms(each)))}"
            for each in self.site.wiki.languages
        ]
        kind_of = self._to(self.context.labels.kind_of(entry.id), f"{view.kind.folder}/")
        kind = f"- {say('list.type')}{self.colon}{kind_of}"
        yield "\n".join([kind, *forms])
        if article := entry.articles.get(self.language) or next(iter(entry.articles.values()), ""):
            yield re.sub(r"\[\[([\w-]+)\|([^\]]*)\]\]", lambda m: self._bracketed(m[1], m[2]), article.strip())
        if view.statements:
            yield f"## {say('entry.statements')}"
            yield "\n".join(
                f"- **{escape(self.context.text(group.property.label))}**"
                f"{' (' + say('entry.disagree') + ')' if group.contested else ''}{self.colon}"
                f"{self._said(statement, self._value(statement))}"
                for group in view.statements
                for statement in group.statements
            )
        if view.relations or view.summarised:
            yield f"## {say('entry.relations')}"
            items = [
                f"- **{escape(self.context.text(group.label))}**{self.colon}"
                f"{self._said(relation.statement, self._link(relation.entry))}"
                for group in view.relations
                for relation in group.relations
            ]
            items += [f"- {say('entry.summaries')}{self.colon}{self._link(id)}" for id in view.summarised]
            yield "\n".join(items)
        if view.companions:
            yield f"## {say('together.title')}"
            yield "\n".join(f"- {self._link(each.entry)} ({each.passages})" for each in view.companions)
        yield f"## {say('entry.mentions')}"
        for group in view.passages:
            yield f"### {self._to(self.context.text(group.text.title), f'texts/{group.text.id}/')}"
            for passage in group.passages:
                segment = passage.row.segment
                head = self._to(segment_number(segment), f"texts/{group.text.id}/", segment)
                labels = dict.fromkeys(each.property for each in passage.evidence)
                properties = self.site.wiki.vocabulary.properties
                cited = " · ".join(escape(self.context.text(properties[id].label)) for id in labels)
                why = f" {say('entry.cited for')} {cited}" if cited else ""
                own, *others = self._passage(passage.row)
                yield f"{head}{why} {own}"
                yield from others
        if view.works:
            yield f"## {say('references.title')}"
            yield "\n".join(f"- {self._work(id)}" for id in sorted(view.works))

    def _bracketed(self, id: str, words: str) -> str:
        return self._to(words, entry_address(self.site, id)) if id in self.site.wiki.entries else escape(words)

    def _work(self, id: str) -> str:
        work = self.site.wiki.works[id]
        year = self.words.date(work.published) if work.published else ""
        return escape(", ".join(part for part in (work.author, work.title, work.publisher, year) if part))

    def _text(self, view: TextView) -> Iterator[str]:
        yield escape(view.text.about[self.language])
        if view.text.date:
            yield escape(self.words.date(view.text.date))
        for row in view.rows:
            segment = row.row.segment
            number = self._to(segment_number(segment), self.page, segment)
            own, *others = self._passage(row.row)
            yield f"{number} {own}\n{{#{segment}}}"
            yield from others
            for note in row.notes:
                yield f"*{self.say('texts.note')}* {escape(note[self.language])}"
            if row.evidence:
                yield "\n".join(self._evidence(row.evidence))

    def _evidence(self, evidence: Iterable[tuple[EntryId, tuple[Statement, ...]]]) -> Iterator[str]:
        properties = self.site.wiki.vocabulary.properties
        for id, statements in evidence:
            for statement in statements:
                label = escape(self.context.text(properties[statement.property].label))
                yield f"- {self._link(id)} {label}{self.colon}{self._value(statement)}"

    def _lists(self) -> Iterator[MarkdownPage]:
        for kind in self.site.wiki.vocabulary.kinds.values():
            ordered = put_in_order(self.site.lists[kind.id], self.site.ranks[self.language])
            title = kind.plural[self.language]
            count = self.say("list.entries", n=len(ordered.by_name))
            for address, items in (
                (f"{kind.folder}/", ordered.by_name),
                (f"{kind.folder}/by-date/", ordered.by_date if kind.dates else ()),
            ):
                self.page = address
                if items:
                    yield MarkdownPage(address, title, f"{title}: {count}", "\n".join(map(self._item, items)))
        for address, title, blocks in (
            ("texts/", self.say("texts.title"), self._texts()),
            ("works/", self.say("works.title"), self._works()),
            ("disagreements/", self.say("disagreements.title"), self._disagreements()),
        ):
            self.page = address
            yield MarkdownPage(address, title, title, "\n\n".join(blocks))

    def _item(self, item: ListItem) -> str:
        dates = " · ".join(map(self.words.date, item.dates))
        return f"- {self._link(item.entry.id)} {escape(dates)} ({item.passages})"

    def _texts(self) -> Iterator[str]:
        for id, view in self.site.texts.items():
            yield f"## {self._to(view.text.title[self.language], f'texts/{id}/')}"
            yield escape(view.text.about[self.language])

    def _works(self) -> Iterator[str]:
        for view in self.site.works:
            yield f"{self._work(view.work.id)}\n{{#{view.work.id}}}"
            yield "\n".join(self._evidence(view.evidence))

    def _disagreements(self) -> Iterator[str]:
        for disagreement in self.site.disagreements:
            label = escape(self.context.text(self.site.wiki.vocabulary.properties[disagreement.property].label))
            yield f"## {self._link(disagreement.entry)}{self.colon}{label}"
            yield "\n".join(f"- {self._said(each, self._value(each))}" for each in disagreement.statements)

    def _home(self) -> MarkdownPage:
        self.page = ""
        items = [
            ("texts/", self.say("texts.title")),
            *((f"{kind.folder}/", kind.plural[self.language]) for kind in self.site.wiki.vocabulary.kinds.values()),
            ("works/", self.say("works.title")),
            ("disagreements/", self.say("disagreements.title")),
        ]
        title = self.say("site.home")
        return MarkdownPage("", title, title, "\n".join(f"- {self._to(words, address)}" for address, words in items))
