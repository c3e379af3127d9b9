"""Components that pages of several kinds share: steps from the home page, names, works cited, authors."""

from collections.abc import Iterable, Sequence

from charsu.link.cooccurrence import Companion
from charsu.model import limits
from charsu.model.changes import Authorship
from charsu.model.records import EntryId, Language
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.ordering import Neighbours
from charsu.view.page_context import PageContext
from charsu.view.page_models import ListItem


def crumbs(steps: Iterable[tuple[str | None, str]], current: str, context: PageContext) -> Html:
    """Return the steps from the home page to a page.

    Args:
        steps: address within the language, if the step has a page, and name.
        current: name of the page itself.
        context: of the page.
    """
    base, title, home = context.urls.base, context.html.say("crumbs.title"), context.html.say("site.home")
    parts = [Html(f'<nav class="crumbs" aria-label="{title}"><ol><li><a href="{base}">{home}</a></li>')]
    for address, name in steps:
        step = escape(name) if address is None else Html(f'<a href="{base}{escape(address)}">{escape(name)}</a>')
        parts.append(Html(f"<li>{step}</li>"))
    parts.append(Html(f'<li aria-current="page">{escape(current)}</li></ol></nav>'))
    return EMPTY.join(parts)


def fold(items: Sequence[Html], shown: int, summary: str) -> list[Html]:
    """Fold what follows the first items of a list."""
    start = Html(f'<details class="more"><summary>{escape(summary)}</summary>\n')
    return [*items[:shown], start, *items[shown:], Html("</details>\n")]


# --- names --------------------------------------------------------------------------------------


def other_names(id: EntryId, context: PageContext) -> Html:
    """Return the names of an entry in the other languages, each marked as in its language."""
    names = context.labels.other_names(id)
    return EMPTY.join(Html(f"<span {context.html.lang(language)}>{escape(name)}</span>") for language, name in names)


def all_names(id: EntryId, language: Language, context: PageContext) -> Html:
    """Return a list of the name and the aliases of an entry; names that no source is known to use are marked."""
    entry = context.site.wiki.entries[id]
    name, *aliases = entry.forms(language)
    unverified = {form for marked, form in entry.unverified if marked == language}
    forms = [Html(f"<strong>{escape(name)}</strong>"), *map(escape, aliases)]
    marks = [_unverified(context) if form in unverified else EMPTY for form in (name, *aliases)]
    items = EMPTY.join(Html(f"<li>{form}{mark}</li>\n") for form, mark in zip(forms, marks, strict=True))
    return Html(f'<ul class="names" {context.html.lang(language)}>\n{items}</ul>')


def _unverified(context: PageContext) -> Html:
    title, words = context.html.say("entry.unverified long"), context.html.say("entry.unverified")
    return Html(f' <small class="unverified" {context.html.lang(context.language)} title="{title}">{words}</small>')


# --- other entries ------------------------------------------------------------------------------


def companion_items(companions: Iterable[Companion], context: PageContext) -> Html:
    """Return the items of a list of entries, each in the colour of its kind, with its number of passages."""
    html, items = context.html, []
    for companion in companions:
        id, count = companion.entry, context.html.say("entry.passages", companion.passages)
        link = Html(f'<a class="{html.entry_class(id)}" href="{html.href(id)}">{html.name(id)}</a>')
        items.append(Html(f'<li>{link} <span class="count">{count}</span></li>\n'))
    return EMPTY.join(items)


def neighbour_links(neighbours: Neighbours, by_date: bool, context: PageContext) -> Html:
    """Return links to the entries before and after another one in a list, with the dates that decide the order."""
    links = EMPTY
    if neighbours.before:
        link = _neighbour(neighbours.before, context.html.say("next.previous"), by_date, context)
        links += Html(f'<p class="previous">{link}</p>\n')
    if neighbours.after:
        link = _neighbour(neighbours.after, context.html.say("next.next"), by_date, context)
        links += Html(f'<p class="next">{link}</p>\n')
    return links


def _neighbour(item: ListItem, word: Html, by_date: bool, context: PageContext) -> Html:
    id, dates = item.entry.id, _dates_of(item, context) if by_date else EMPTY
    return Html(f'<a href="{context.html.href(id)}"><small>{word}</small> {context.html.name(id)}{dates}</a>')


def _dates_of(item: ListItem, context: PageContext) -> Html:
    vocabulary = context.site.wiki.vocabulary
    dates = context.say("punctuation.between").join(map(context.words.date, item.dates))
    if item.dated_by and len(vocabulary.kinds[item.entry.kind].dates) > 1:
        label = context.text(vocabulary.properties[item.dated_by].label)
        dates = f"{label}{context.say('punctuation.colon')}{dates}"
    return Html(f" <small>{escape(dates)}</small>")


# --- works --------------------------------------------------------------------------------------


def references(works: Sequence[str], context: PageContext) -> Html:
    """Return the list of works that a page cites, in full; nothing if there are none."""
    if not works:
        return EMPTY
    title = context.html.say("references.title")
    items = EMPTY.join(Html(f"<li>{_reference(id, context)}</li>\n") for id in works)
    return Html(f'<section id="references">\n<h2>{title}</h2>\n<ul>\n{items}</ul>\n</section>\n')


def _reference(id: str, context: PageContext) -> Html:
    """Return a work in full, after the short name by which the page cites it."""
    html, work = context.html, context.site.wiki.works[id]
    title = html.foreign(work.title, work.language)
    if work.url:
        title = Html(f'<a href="{escape(work.url)}" rel="external">{title}</a>')
    date = context.words.date(work.published) if work.published else context.say("works.no date")
    who = work.publisher if work.author else None  # without an author, the short name is the publisher's
    name = html.foreign(context.labels.citation(id, with_title=False))
    details = html.foreign(context.say("punctuation.comma").join(filter(None, (who, date))))
    href = escape(context.urls.work(id))
    return Html(f'<a class="reference" href="{href}">{name}</a> <cite>{title}</cite> <span>{details}</span>')


# --- authors ------------------------------------------------------------------------------------


def authorship(written: Authorship | None, context: PageContext) -> Html:
    """Return who wrote what a page shows, and when; nothing if that is not known."""
    if written is None:
        return EMPTY
    html = context.html
    colon, date = html.say("punctuation.colon"), escape(context.words.date(written.date))
    day = escape(written.last.date().isoformat())
    parts = Html(f'<span>{html.say("authors.changed")}{colon}<time datetime="{day}">{date}</time></span>')
    if written.authors:
        parts += Html(f" <span>{html.say('authors.by')}{colon}{authors(written.authors, context)}</span>")
    return Html(f'<p class="written">{parts}</p>\n')


def authors(names: Sequence[str], context: PageContext) -> Html:
    """Return authors in a list; those of many are only counted, but never a single one."""
    most = limits.AUTHORS_NAMED
    shown = names[:most] if len(names) > most + 1 else names
    items = [Html(f"<bdi>{context.html.foreign(name)}</bdi>") for name in shown]
    if len(shown) < len(names):
        items.append(escape(context.say("authors.others", n=len(names) - len(shown))))
    return context.html.all_of(items)


# --- a text's entries ---------------------------------------------------------------------------


def register(ids: Iterable[EntryId], context: PageContext) -> Html:
    """Return the entries that a text names, each in the colour of its kind."""
    entries, kinds, html = context.site.wiki.entries, context.site.wiki.vocabulary.kinds, context.html
    items = []
    for id in ids:
        kind = escape(context.text(kinds[entries[id].kind].label))
        link = Html(f'<a href="{html.href(id)}">{html.name(id)}</a>')
        attributes = Html(f'class="{html.entry_class(id)}" data-entry="{escape_id(id)}"')
        items.append(Html(f"<li {attributes}>{link} <small>{kind}</small></li>\n"))
    return EMPTY.join(items)
