"""Pieces: what stands on page after page in one form, such as a statement, a passage, a row of a text.

A large site has millions of them, so they are put together by plain functions; fragments say where on a page
they stand. A piece is the same on every page of a language from which links lead alike: on the page of an entry
its own names become marks in the end, all at once.
"""

import functools
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from charsu.link.mentions import Row
from charsu.model import limits
from charsu.model.changes import Authorship
from charsu.model.records import EntryId, Language, Property, Statement
from charsu.text.ledger import segment_number
from charsu.view.markup import mark_own
from charsu.view.page_context import Here
from charsu.view.page_models import Passage, PassageGroup, Relation, StatementGroup, TextRow, TextView


class Pieces(Here):
    """How a page sees the site, and the pieces it is made of."""

    # --- where a page stands ---

    def crumbs(self, steps: Iterable[tuple[str | None, str]], current: str) -> Markup:
        """Steps from the home page to a page, each an address within the language, or none, and a name."""
        links = "".join(
            f"<li>{name}</li>" if address is None else f'<li><a href="{self.base}{address}">{name}</a></li>'
            for address, name in ((address, escape(name)) for address, name in steps)
        )
        return Markup(f'{self._home_crumb}{links}<li aria-current="page">{escape(current)}</li></ol></nav>')

    @functools.cached_property
    def _home_crumb(self) -> str:
        title, home = self.told("crumbs.title"), self.told("site.home")
        return f'<nav class="crumbs" aria-label="{title}"><ol><li><a href="{self.base}">{home}</a></li>'

    # --- an entry ---

    def other_names_marked(self, id: EntryId) -> Markup:
        """What the other languages call an entry, each name in its language."""
        names = (f"<span {self.lang(language)}>{escape(name)}</span>" for language, name in self.other_names(id))
        return Markup("".join(names))

    def forms_listed(self, id: EntryId, language: Language) -> Markup:
        """Name and aliases of an entry, the name first; those that nobody has seen in a source are marked as such."""
        entry = self.site.wiki.entries[id]
        name, *aliases = entry.forms(language)
        unverified = {form for marked, form in entry.unverified if marked == language}
        items = [f"<strong>{escape(name)}</strong>{self._unverified if name in unverified else ''}"]
        items += [f"{escape(form)}{self._unverified if form in unverified else ''}" for form in aliases]
        listed = "".join(f"<li>{item}</li>\n" for item in items)
        return Markup(f'<ul class="names" {self.lang(language)}>\n{listed}</ul>')

    @functools.cached_property
    def _unverified(self) -> str:
        title, words = self.told("entry.unverified long"), self.told("entry.unverified")
        return f' <small class="unverified" {self.lang(self.language)} title="{title}">{words}</small>'

    # --- statements ---

    def statement(self, statement: Statement, said: str, subject: EntryId | None = None, dated: bool = True) -> str:
        """One statement: when, what it says, a note, the sources; on its own entry's page, where to correct it.

        Args:
            statement: what is stated.
            said: its value, as HTML.
            subject: the entry whose page this is.
            dated: whether it tells when it was so.
        """
        lines = ['<div class="value">']
        if statement.during and dated:
            lines.append(f'<span class="during">{escape(self.words.date(statement.during))}</span>')
        lines.append(f'<span class="said">{said}</span>')
        if note := self.note(statement):
            lines.append(f'<span class="note">{note}</span>')
        lines.append(f'<span class="sources">{self.cite(statement.sources)}</span>')
        for stale in self.site.stale.get(statement.place, ()):
            words = self.say("stale.statement", text=self.text_title(stale.text), segment=segment_number(stale.segment))
            original = self.site.wiki.texts[stale.text].original
            older = f"<p {self.lang(original)}>{escape(stale.older)}</p>"
            lines.append(f'<details class="stale"><summary>{escape(words)}</summary>{older}</details>')
        if self.forge and subject:
            lines.append(self.correct(statement.place))
        return "\n".join([*lines, "</div>\n"])

    def statements(self, property: Property, statements: Iterable[Statement], subject: EntryId | None = None) -> Markup:
        """All that is said of one property."""
        dated = property.value != "date"
        return Markup("".join(self.statement(s, self.value(property, s), subject, dated) for s in statements))

    def statement_groups(self, groups: Iterable[StatementGroup], subject: EntryId) -> Markup:
        """All that an entry's page states, property by property."""
        found = []
        for group in groups:
            label, stated = self.text(group.property.label), self.statements(group.property, group.statements, subject)
            found.append(self._group(label, stated, group.contested))
        return Markup("".join(found))

    def relations(
        self, label: str, relations: Sequence[Relation], contested: bool, subject: EntryId, behind: str = ""
    ) -> Markup:
        """Relations of one kind and direction, many of them folded; and what stands behind them, as HTML."""
        stated = self._relations(relations, subject)
        shown = limits.RELATIONS_BEFORE_FOLD
        if len(stated) > shown + 1:
            stated = self._folded(stated, shown, self.say("entry.more", n=len(stated) - shown))
        return Markup(self._group(label, "".join([*stated, behind]), contested))

    def relations_unfolded(self, relations: Iterable[Relation], subject: EntryId) -> Markup:
        return Markup("".join(self._relations(relations, subject)))

    def _relations(self, relations: Iterable[Relation], subject: EntryId) -> list[str]:
        return [self.statement(r.statement, self.link(r.entry), subject) for r in relations]

    def _group(self, label: str, stated: str, contested: bool) -> str:
        mark = f' <span class="contested">{self.told("entry.disagree")}</span>' if contested else ""
        modifier = " group--contested" if contested else ""
        return f'<div class="group{modifier}"><dt>{escape(label)}{mark}</dt>\n<dd>\n{stated}</dd></div>\n'

    def _folded(self, items: Sequence[str], shown: int, summary: str) -> list[str]:
        opened = f'<details class="more"><summary>{escape(summary)}</summary>\n'
        return [*items[:shown], opened, *items[shown:], "</details>\n"]

    # --- passages ---

    def passages(self, group: PassageGroup) -> str:
        """The passages of one text on an entry's page, many of them folded; as HTML."""
        found = [self._passage(passage) for passage in group.passages]
        shown = limits.PASSAGES_BEFORE_FOLD
        if len(found) > shown + 1:
            found = self._folded(found, shown, self.say("entry.more passages", n=len(found) - shown))
        return "".join(found)

    def passages_unfolded(self, group: PassageGroup) -> Markup:
        return Markup("".join(map(self._passage, group.passages)))

    def _passage(self, passage: Passage) -> str:
        row, cited = passage.row, ""
        if passage.evidence:
            properties = dict.fromkeys(statement.property for statement in passage.evidence)
            labels = (self.site.wiki.vocabulary.properties[id].label for id in properties)
            said = " · ".join(escape(self.text(label)) for label in labels)
            cited = f' <span class="cited-for">{self.told("entry.cited for")} {said}</span>'
        text, segment, title = row.text, row.segment, self.told("entry.open on page")
        return (
            f'<div class="passage" data-text="{text}" data-segment="{segment}">\n<p class="passage-head">'
            f'<a href="{self.base}texts/{text}/#{segment}" title="{title}">{segment_number(segment)}</a>{cited}</p>\n'
            f'<div class="versions">\n{self._versions_of(row)}</div>\n</div>\n'
        )

    def versions_of(self, row: Row) -> Markup:
        """A row in all its versions, one below the other."""
        return Markup(self._versions_of(row))

    def _versions_of(self, row: Row) -> str:
        segment, versions = row.segment, self.versions(row.text)
        return "".join(
            [
                f"{self._begun[each]}{segment}{self._labelled[each]}{words}</p>\n"
                for each, words in zip(versions, self.row(row, versions), strict=True)
            ]
        )

    # A version in each language, up to the id of its segment, and from there up to its words.

    @functools.cached_property
    def _begun(self) -> dict[Language, str]:
        languages = self.site.wiki.languages
        return {each: f'<p class="version" {self.lang(each)} data-segment="' for each in languages}

    @functools.cached_property
    def _labelled(self) -> dict[Language, str]:
        return {each: f'">{self._language_label(each)}' for each in self.site.wiki.languages}

    def _language_label(self, language: Language) -> str:
        if language not in self._language_labels:
            name, own = escape(self.language_names[language]), self.lang(self.language)
            self._language_labels[language] = f'<span class="version-language" {own}>{name}</span>'
        return self._language_labels[language]

    @functools.cached_property
    def _language_labels(self) -> dict[Language, str]:
        return {}

    # --- a text ---

    def rows(self, view: TextView) -> Markup:
        """All rows of a text, its versions side by side."""
        shown = self.versions(view.text.id)
        return Markup(
            "".join(
                f'<div class="paragraph">{"".join(self._row(row, view, shown) for row in paragraph)}</div>\n'
                for paragraph in view.paragraphs
            )
        )

    def register(self, ids: Iterable[EntryId]) -> Markup:
        """The entries that a text names, each in the colour of its kind."""
        entries, kinds = self.site.wiki.entries, self.site.wiki.vocabulary.kinds
        items = []
        for id in ids:
            kind = escape(self.text(kinds[entries[id].kind].label))
            link = f'<a href="{self.href(id)}">{self.named(id)}</a>'
            items.append(f'<li class="{self.kind_class(id)}" data-entry="{id}">{link} <small>{kind}</small></li>\n')
        return Markup("".join(items))

    def _row(self, row: TextRow, view: TextView, shown: Sequence[Language]) -> str:
        segment = row.row.segment
        number = segment_number(segment)
        lines = f' data-lines="{self.lines(row.lines, shown)}"' if self.forge else ""
        label = self._segment_labels.get(number)
        if label is None:
            label = self._segment_labels[number] = escape(self.say("texts.segment", number=number))
        parts = [f'<div class="row row--{row.role}"{lines}>']
        parts += [f'<span class="formerly" id="{id}"></span>' for id in row.formerly]
        parts.append(f'<a class="segment-link" href="#{segment}" aria-label="{label}">{number}</a>')
        for column, (language, version) in enumerate(zip(shown, self.row(row.row, shown), strict=True), 1):
            is_first = column == 1
            tag = "h2" if row.role == "heading" and is_first else "blockquote" if row.role == "quotation" else "p"
            address = f'class="segment" id="{segment}"' if is_first else f'data-segment="{segment}"'
            stale = ""
            if language in row.stale:
                own, older = self.lang(self.language), escape(row.stale[language])
                words = self.told("stale.translation")
                stale = f' <small class="stale-mark" {own} title="{older}">{words}</small>'
            parts.append(
                f'<{tag} class="column column-{column}"{self.way(language)}>{self._language_label(language)}'
                f"<span {address} {self.lang(language)}>{version}</span>{stale}</{tag}>"
            )
        return "".join([*parts, self._row_foot(row, view), "</div>"])

    @functools.cached_property
    def _segment_labels(self) -> dict[str, str]:
        return {}

    def _row_foot(self, row: TextRow, view: TextView) -> str:
        if not (row.notes or row.evidence or row.older):
            return ""
        parts = ['<div class="row-foot">']
        if row.older:
            older = "".join(f"<p {self.lang(view.text.original)}>{escape(words)}</p>" for words in row.older)
            summary = self.told("stale.older")
            parts.append(f'<details class="stale"><summary>{summary}</summary>{older}</details>')
        for note in row.notes:
            head = self.told("texts.note")
            parts.append(f'<p class="translator-note"><strong>{head}</strong> {self.translator_note(note)}</p>')
        if row.evidence:
            summary = self.told("texts.evidence", sum(len(statements) for _, statements in row.evidence))
            most = limits.ENTRIES_EVIDENCED_BY_ROW
            listed = self.evidence(row.evidence[:most], row.row)
            if len(row.evidence) > most:
                listed += Markup(f"<li>{self.told('pages.rest', len(row.evidence) - most)}</li>\n")
            parts.append(f'<details class="evidence"><summary>{summary}</summary><ul>\n{listed}</ul></details>')
        return "".join([*parts, "</div>"])

    def evidence(self, evidence: Iterable[tuple[EntryId, Iterable[Statement]]], row: Row | None = None) -> Markup:
        """Entries with the statements that rest on a work, or on a row."""
        items = []
        for id, statements in evidence:
            stated = "".join(f"\n {self._evidence_statement(id, statement, row)}" for statement in statements)
            items.append(f"<li>{self.link(id)}{stated}</li>\n")
        return Markup("".join(items))

    def _evidence_statement(self, id: EntryId, statement: Statement, row: Row | None) -> str:
        property = self.site.wiki.vocabulary.properties[statement.property]
        label, colon = escape(self.text(property.label)), self.told("punctuation.colon")
        during = ""
        if statement.during and property.value != "date":
            during = f' <span class="during">{escape(self.words.date(statement.during))}</span>'
        value = mark_own(self.value(property, statement), id)
        stated = f'<span class="evidence-statement">{label}{colon}{value}{during}</span>'
        if row and (older := self.older_wording(statement, row)):
            mark = self.told("stale.evidence")
            stated += f' <small class="stale-mark" title="{escape(older)}">{mark}</small>'
        return stated

    # --- works ---

    def references(self, works: Sequence[str]) -> Markup:
        """The works that a page cites, told in full."""
        if not works:
            return Markup()
        title = self.told("references.title")
        listed = "".join(f"<li>{self.reference(id)}</li>\n" for id in works)
        return Markup(f'<section id="references">\n<h2>{title}</h2>\n<ul>\n{listed}</ul>\n</section>\n')

    # --- authors ---

    def written_by(self, written: Authorship | None) -> Markup:
        """Who wrote what a page shows, and when, as far as that is known."""
        if written is None:
            return Markup()
        colon, date = self.told("punctuation.colon"), escape(self.words.date(written.date))
        changed = f'{self.told("authors.changed")}{colon}<time datetime="{written.last.date()}">{date}</time>'
        said = f"<span>{changed}</span>"
        if written.authors:
            said += f" <span>{self.told('authors.by')}{colon}{self.authors(written.authors)}</span>"
        return Markup(f'<p class="written">{said}</p>\n')
