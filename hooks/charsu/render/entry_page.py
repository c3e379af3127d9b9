"""The body of an entry's page.

It is put together by functions, from the top down, not by a fragment: most pages of a wiki are pages of entries, and
a template would take longer than everything else together.
"""

import dataclasses

from charsu.model import limits
from charsu.pictures.site_pictures import Pictures
from charsu.render.components import (
    all_names,
    authorship,
    companion_items,
    crumbs,
    neighbour_links,
    other_names,
    references,
)
from charsu.render.corrections import edit_link, report_link
from charsu.render.passages import passages_of
from charsu.render.statements import relation_group, statement_groups
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.ordering import Neighbours
from charsu.view.overflow import PASSAGES, SUMMARIES, FurtherPages, find_further_pages, first_passages, relations_key
from charsu.view.page_context import PageContext
from charsu.view.page_models import EntryView
from charsu.view.pagination import page_address

FACTS = ("date", "coordinates", "number")
"""Forms of values that are listed among the facts, beside the text."""


@dataclasses.dataclass(frozen=True)
class Positions:
    """Where an entry is in the lists of its kind."""

    by_name: Neighbours | None
    by_date: Neighbours | None


def entry_body(
    view: EntryView, context: PageContext, pictures: Pictures, positions: Positions, works: list[str]
) -> Html:
    """Return the body of an entry's page.

    Args:
        view: what it shows.
        context: of the page.
        pictures: those of the site.
        positions: the entries before and after it.
        works: ids of the works that it cites, in order.
    """
    id, further = view.entry.id, find_further_pages(view)
    parts = [
        Html('<div class="entry">\n'),
        _head(view, context),
        Html(f'<div class="lead" id="summary">\n<p>{context.html.summary(id, own=id)}</p>\n</div>\n'),
        _facts(view, context, pictures.small_map(context, id)),
        Html('<div class="body">\n'),
        _article(view, context),
        pictures.strip(context, id),
        _statements(view, context),
        _relations(view, context, pictures.near(context, id), further),
        _companions(view, context),
        _mentions(view, context, further),
        references(works, context),
        _neighbours(view, context, positions),
        authorship(context.authorship(id), context),
    ]
    if context.repo_host:
        parts.append(Html(f'<script defer src="{context.urls.root}assets/correct.js"></script>\n'))
    parts.append(Html("</div>\n</div>\n"))
    return EMPTY.join(parts)


def _head(view: EntryView, context: PageContext) -> Html:
    html, entry, kind, name = context.html, view.entry, view.kind, context.name(view.entry.id)
    steps: list[tuple[str | None, str]] = [(f"{kind.folder}/", context.text(kind.plural))]
    if entry.type:
        steps.append((None, context.text(kind.types[entry.type])))
    jumps = []
    if view.statements:
        jumps.append(Html(f'<a href="#statements">{html.say("entry.statements")}</a>'))
    if view.relations or view.summarised:
        jumps.append(Html(f'<a href="#relations">{html.say("entry.relations")}</a>'))
    if view.companions:
        jumps.append(Html(f'<a href="#together">{html.say("together.title")}</a>'))
    if view.passages:
        count = sum(len(group.passages) for group in view.passages)
        jumps.append(Html(f'<a href="#mentions">{html.say("entry.passages", count)}</a>'))
    return Html(
        f'<header class="head">\n{crumbs(steps, name, context)}\n<h1 id="top">{html.name(entry.id)}</h1>\n'
        f'<p class="other-names">{other_names(entry.id, context)}</p>\n'
        f'<p class="jump">{EMPTY.join(jumps)}</p>\n</header>\n'
    )


def _facts(view: EntryView, context: PageContext, small_map: Html) -> Html:
    html, labels, entry, kind = context.html, context.labels, view.entry, view.kind
    kind_of = escape(labels.kind_of(entry.id))
    rows = [Html(f"<div><dt>{html.say('list.type')}</dt><dd>{kind_of}</dd></div>\n")]
    for group in view.statements:
        if group.property.value in FACTS:
            values = dict.fromkeys(statement.value for statement in group.statements)
            found = EMPTY.join([Html(f"<dd>{escape(labels.plain_value(value))}</dd>\n") for value in values])
            if group.contested:
                link = Html(f'<a class="contested" href="#statements">{html.say("entry.disagree")}</a>')
                found += Html(f"<dd>{link}</dd>\n")
            rows.append(Html(f"<div>\n<dt>{escape(context.text(group.property.label))}</dt>\n{found}</div>\n"))
    for language in (context.language, *labels.other_languages()):
        name, names = escape(labels.language_names[language]), all_names(entry.id, language, context)
        rows.append(Html(f"<div>\n<dt>{name}</dt>\n<dd>{names}</dd>\n</div>\n"))
    report = EMPTY
    if context.repo_host:
        report = Html(f" {report_link(entry.id, f'{kind.folder}/{entry.id}/', context)}")
    file = edit_link(entry.place, context, entry.file)
    source = Html(f"{html.say('entry.source file')}{html.say('punctuation.colon')}{file}")
    return Html(
        f'<aside class="facts" aria-label="{html.say("entry.facts")}">\n<dl>\n{EMPTY.join(rows)}</dl>\n'
        f'{small_map}<p class="source-file">{source}{report}</p>\n</aside>\n'
    )


def _article(view: EntryView, context: PageContext) -> Html:
    """Return the longer article, if there is one; in another language rather than not at all."""
    articles = view.entry.articles
    if not articles:
        return EMPTY
    language = context.language if context.language in articles else next(iter(articles))
    missing = EMPTY
    if language != context.language:
        words = context.say("entry.missing article", language=context.words.language_name(language))
        missing = Html(f'<p class="missing">{escape(words)}</p>\n')
    html = context.html
    article = Html(f'<div class="article" {html.lang(language)}>{html.article(view.entry.id, language)}</div>')
    return Html(f'<section id="article">\n{missing}{article}\n</section>\n')


def _statements(view: EntryView, context: PageContext) -> Html:
    if not view.statements:
        return Html('<section id="statements">\n</section>\n')
    title, groups = context.html.say("entry.statements"), statement_groups(view.statements, view.entry.id, context)
    return Html(f'<section id="statements">\n<h2>{title}</h2>\n<dl class="statements">\n{groups}</dl>\n</section>\n')


def _relations(view: EntryView, context: PageContext, near: Html, further: FurtherPages | None) -> Html:
    if not (view.relations or view.summarised):
        return Html('<section id="relations">\n</section>\n')
    html, groups = context.html, []
    for number, group in enumerate(view.relations):
        label, shown = context.text(group.label), group.relations[: limits.RELATIONS_ON_ENTRY_PAGE]
        rest = _rest(view, context, further, relations_key(number), len(group.relations) - len(shown))
        groups.append(relation_group(label, shown, group.contested, view.entry.id, context, rest))
    if view.summarised:
        first = view.summarised[: limits.SUMMARIES_ON_ENTRY_PAGE]
        links = EMPTY.join([*map(html.link, first)])
        links += _rest(view, context, further, SUMMARIES, len(view.summarised) - len(first))
        summaries = Html(f'<dt>{html.say("entry.summaries")}</dt>\n<dd class="inline-list">{links}</dd>')
        groups.append(Html(f'<div class="group">\n{summaries}\n</div>\n'))
    return Html(
        f'<section id="relations">\n<h2>{html.say("entry.relations")}</h2>\n{near}'
        f'<dl class="statements relations">\n{EMPTY.join(groups)}</dl>\n</section>\n'
    )


def _rest(view: EntryView, context: PageContext, further: FurtherPages | None, key: str, n: int) -> Html:
    """Return a link to the rest of a list, if there is any."""
    if further is None or key not in further.begins:
        return EMPTY
    address = page_address(context.urls.entry(view.entry.id), further.begins[key])
    return Html(f'<p class="further"><a href="{escape(address)}">{context.html.say("pages.further", n)}</a></p>\n')


def _companions(view: EntryView, context: PageContext) -> Html:
    """Return the entries that are named in the same passages as this one."""
    if not view.companions:
        return EMPTY
    title, items = context.html.say("together.title"), companion_items(view.companions, context)
    return Html(f'<section id="together">\n<h2>{title}</h2>\n<ol>\n{items}</ol>\n</section>\n')


def _mentions(view: EntryView, context: PageContext, further: FurtherPages | None) -> Html:
    html, groups = context.html, []
    for group, shown in first_passages(view.passages):
        title, text = escape(context.text(group.text.title)), escape_id(group.text.id)
        link = Html(f'<a href="{context.urls.base}texts/{text}/">{title}</a>')
        count = Html(f'<span class="count">{html.say("entry.passages", len(group.passages))}</span>')
        passages = passages_of(shown, view.entry.id, context)
        groups.append(Html(f'<h3 class="passages-text">{link} {count}</h3>\n{passages}'))
    found = EMPTY.join(groups) or Html(f'<p class="empty">{html.say("entry.no passages")}</p>\n')
    n = sum(len(group.passages) for group in view.passages) - limits.PASSAGES_ON_ENTRY_PAGE
    found += _rest(view, context, further, PASSAGES, n)
    return Html(f'<section id="mentions">\n<h2>{html.say("entry.mentions")}</h2>\n{found}</section>\n')


def _neighbours(view: EntryView, context: PageContext, positions: Positions) -> Html:
    """Return the entries before and after this one in the lists of its kind."""
    if not positions.by_name:
        return EMPTY
    html, kind = context.html, escape(context.text(view.kind.plural))
    folder = Html(f"{context.urls.base}{escape(view.kind.folder)}")

    def between(address: Html, order: Html, neighbours: Neighbours, by_date: bool) -> Html:
        link = Html(f'<p><a href="{folder}/{address}">{kind} · {order}</a></p>')
        return Html(f'<div class="between">{link}\n{neighbour_links(neighbours, by_date, context)}</div>\n')

    found = between(EMPTY, html.say("list.by name"), positions.by_name, False)
    if positions.by_date:
        found += between(Html("by-date/"), html.say("list.by date"), positions.by_date, True)
    return Html(f'<nav class="neighbours" aria-label="{html.say("next.title")}">\n{found}</nav>\n')
