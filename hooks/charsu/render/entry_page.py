"""The body of an entry's page.

Put together by plain functions, from the head down, and not by a fragment: most pages of a wiki are pages of
entries, and a template takes longer than all else together.
"""

import dataclasses
from html import escape

from markupsafe import Markup

from charsu.model import limits
from charsu.pictures.site_pictures import Pictures
from charsu.render.components import Pieces
from charsu.view.markup import mark_own
from charsu.view.ordering import Neighbours
from charsu.view.overflow import PASSAGES, SUMMARIES, Further, first_passages, relations_key, view_further
from charsu.view.page_models import EntryView
from charsu.view.pagination import page_address

FACTS = ("date", "coordinates", "number")
"""Forms of values that stand among the facts, beside the text."""


@dataclasses.dataclass(frozen=True)
class Beside:
    """Where an entry stands in the lists of its kind."""

    by_name: Neighbours | None
    by_date: Neighbours | None


def entry_body(view: EntryView, here: Pieces, pictures: Pictures, beside: Beside, references: list[str]) -> Markup:
    """The body of an entry's page.

    Args:
        view: what it shows.
        here: how it sees the site.
        pictures: those of the site.
        beside: the entries before and behind it.
        references: ids of the works that it cites, in order.
    """
    id, further = view.entry.id, view_further(view)
    parts = [
        '<div class="entry">\n',
        _head(view, here),
        f'<div class="lead" id="summary">\n<p>{here.summary(id)}</p>\n</div>\n',
        _facts(view, here, pictures.small_map(here, id)),
        '<div class="body">\n',
        _article(view, here),
        pictures.strip(here, id),
        _statements(view, here),
        _relations(view, here, pictures.near(here, id), further),
        _together(view, here),
        _mentions(view, here, further),
        here.references(references),
        _neighbours(view, here, beside),
        here.written_by(here.written(id)),
    ]
    if here.forge:
        parts.append(f'<script defer src="{here.root}assets/correct.js"></script>\n')
    parts.append("</div>\n</div>\n")
    return mark_own("".join(parts), id)


def _head(view: EntryView, here: Pieces) -> str:
    entry, kind, name = view.entry, view.kind, here.name(view.entry.id)
    steps: list[tuple[str | None, str]] = [(f"{kind.folder}/", here.text(kind.plural))]
    if entry.type:
        steps.append((None, here.text(kind.types[entry.type])))
    jumps = []
    if view.statements:
        jumps.append(f'<a href="#statements">{here.told("entry.statements")}</a>')
    if view.relations or view.summarised:
        jumps.append(f'<a href="#relations">{here.told("entry.relations")}</a>')
    if view.companions:
        jumps.append(f'<a href="#together">{here.told("together.title")}</a>')
    if view.passages:
        count = sum(len(group.passages) for group in view.passages)
        jumps.append(f'<a href="#mentions">{here.told("entry.passages", count)}</a>')
    return (
        f'<header class="head">\n{here.crumbs(steps, name)}\n<h1 id="top">{escape(name)}</h1>\n'
        f'<p class="other-names">{here.other_names_marked(entry.id)}</p>\n'
        f'<p class="jump">{"".join(jumps)}</p>\n</header>\n'
    )


def _facts(view: EntryView, here: Pieces, small_map: str) -> str:
    entry, kind = view.entry, view.kind
    what = here.text(kind.types[entry.type] if entry.type else kind.label)
    rows = [f"<div><dt>{here.told('list.type')}</dt><dd>{escape(what)}</dd></div>\n"]
    for group in view.statements:
        if group.property.value in FACTS:
            values = dict.fromkeys(statement.value for statement in group.statements)
            told = "".join(f"<dd>{escape(here.plain_value(value))}</dd>\n" for value in values)
            if group.contested:
                told += f'<dd><a class="contested" href="#statements">{here.told("entry.disagree")}</a></dd>\n'
            rows.append(f"<div>\n<dt>{escape(here.text(group.property.label))}</dt>\n{told}</div>\n")
    for language in (here.language, *here.other_languages()):
        forms = here.forms_listed(entry.id, language)
        rows.append(f"<div>\n<dt>{escape(here.language_names[language])}</dt>\n<dd>{forms}</dd>\n</div>\n")
    report = f" {here.report(entry.id, f'{kind.folder}/{entry.id}/')}" if here.forge else ""
    source = f"{here.told('entry.source file')}{here.told('punctuation.colon')}{here.edit(entry.place, entry.file)}"
    return (
        f'<aside class="facts" aria-label="{here.told("entry.facts")}">\n<dl>\n{"".join(rows)}</dl>\n'
        f'{small_map}<p class="source-file">{source}{report}</p>\n</aside>\n'
    )


def _article(view: EntryView, here: Pieces) -> str:
    """The longer article, if there is one; in another language rather than not at all."""
    articles = view.entry.articles
    if not articles:
        return ""
    language = here.language if here.language in articles else next(iter(articles))
    missing = ""
    if language != here.language:
        words = here.say("entry.missing article", language=here.words.language_name(language))
        missing = f'<p class="missing">{escape(words)}</p>\n'
    article = f'<div class="article" {here.lang(language)}>{here.article(view, language)}</div>'
    return f'<section id="article">\n{missing}{article}\n</section>\n'


def _statements(view: EntryView, here: Pieces) -> str:
    if not view.statements:
        return '<section id="statements">\n</section>\n'
    groups = here.statement_groups(view.statements, view.entry.id)
    listed = f'<h2>{here.told("entry.statements")}</h2>\n<dl class="statements">\n{groups}</dl>'
    return f'<section id="statements">\n{listed}\n</section>\n'


def _relations(view: EntryView, here: Pieces, near: str, further: Further | None) -> str:
    if not (view.relations or view.summarised):
        return '<section id="relations">\n</section>\n'
    groups = []
    for number, group in enumerate(view.relations):
        label, shown = here.text(group.label), group.relations[: limits.RELATIONS_ON_ENTRY_PAGE]
        more = _more(view, here, further, relations_key(number), len(group.relations) - len(shown))
        groups.append(here.relations(label, shown, group.contested, view.entry.id, more))
    if view.summarised:
        first = view.summarised[: limits.SUMMARIES_ON_ENTRY_PAGE]
        links = "".join(map(here.link, first))
        links += _more(view, here, further, SUMMARIES, len(view.summarised) - len(first))
        summaries = f'<dt>{here.told("entry.summaries")}</dt>\n<dd class="inline-list">{links}</dd>'
        groups.append(Markup(f'<div class="group">\n{summaries}\n</div>\n'))
    return (
        f'<section id="relations">\n<h2>{here.told("entry.relations")}</h2>\n{near}'
        f'<dl class="statements relations">\n{"".join(groups)}</dl>\n</section>\n'
    )


def _more(view: EntryView, here: Pieces, further: Further | None, key: str, n: int) -> str:
    """A link to where the rest of a list stands, if there is more of it."""
    if further is None or key not in further.begins:
        return ""
    address = page_address(here.href(view.entry.id), further.begins[key])
    return f'<p class="further"><a href="{address}">{here.told("pages.further", n)}</a></p>\n'


def _together(view: EntryView, here: Pieces) -> str:
    """Entries that are named in the same rows as this one."""
    if not view.companions:
        return ""
    title = here.told("together.title")
    return f'<section id="together">\n<h2>{title}</h2>\n<ol>\n{here.companions(view.companions)}</ol>\n</section>\n'


def _mentions(view: EntryView, here: Pieces, further: Further | None) -> str:
    groups = []
    for group, shown in first_passages(view.passages):
        title = f'<a href="{here.base}texts/{group.text.id}/">{escape(here.text(group.text.title))}</a>'
        count = f'<span class="count">{here.told("entry.passages", len(group.passages))}</span>'
        groups.append(f'<h3 class="passages-text">{title} {count}</h3>\n{here.passages(shown)}')
    passages = "".join(groups) or f'<p class="empty">{here.told("entry.no passages")}</p>\n'
    rest = sum(len(group.passages) for group in view.passages) - limits.PASSAGES_ON_ENTRY_PAGE
    passages += _more(view, here, further, PASSAGES, rest)
    return f'<section id="mentions">\n<h2>{here.told("entry.mentions")}</h2>\n{passages}</section>\n'


def _neighbours(view: EntryView, here: Pieces, beside: Beside) -> str:
    """Who stands before and behind the entry, in the lists of its kind."""
    if not beside.by_name:
        return ""
    kind, folder = escape(here.text(view.kind.plural)), f"{here.base}{view.kind.folder}"

    def between(address: str, order: str, neighbours: Neighbours, by_date: bool) -> str:
        listed = f'<p><a href="{folder}/{address}">{kind} · {order}</a></p>'
        return f'<div class="between">{listed}\n{here.neighbours(neighbours, by_date)}</div>\n'

    found = between("", here.told("list.by name"), beside.by_name, False)
    if beside.by_date:
        found += between("by-date/", here.told("list.by date"), beside.by_date, True)
    return f'<nav class="neighbours" aria-label="{here.told("next.title")}">\n{found}</nav>\n'
