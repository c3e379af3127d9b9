"""Links for correcting: to the place in a file, on the host where the project's files are edited, and to a report."""

from charsu.model.records import Language
from charsu.support.diagnostics import Place, visible
from charsu.support.html import EMPTY, Html, escape
from charsu.view.page_context import PageContext


def edit_link(place: Place, context: PageContext, words: str | None = None) -> Html:
    """Return a link into the editor of the host; without a host, only its words.

    Args:
        place: where something is written.
        context: of the page.
        words: what the link says; if not given, file and line.
    """
    code = Html(f"<code>{escape(f'{visible(place.file)}:{place.line}' if words is None else words)}</code>")
    if context.repo_host is None:
        return code
    return Html(f'<a href="{escape(context.repo_host.edit(place))}">{code}</a>')


def correction_link(place: Place, context: PageContext) -> Html:
    """Return a small link to where a statement is written; nothing without a host."""
    if context.repo_host is None:
        return EMPTY
    word = context.html.say("correct.this")
    return Html(f'<a class="correct" href="{escape(context.repo_host.edit(place))}">{word}</a>')


def report_link(where: str, address: str, context: PageContext) -> Html:
    """Return a link to a form for mistakes, for pages with a host.

    scripts/correct.js makes others like it, for parts of the page, from the template that it carries.

    Args:
        where: the id of what the page shows.
        address: the page's, within its language.
        context: of the page.
    """
    host, html = context.repo_host, context.html
    assert host is not None, "there is nowhere to report to"
    href = host.report("correction", where=where, address=context.urls.published(address))
    return Html(
        f'<a class="report" href="{escape(href)}" data-template="{escape(host.report_template("correction"))}" '
        f'data-where="{escape(where)}" data-briefly="{html.say("correct.report briefly")}">'
        f"{html.say('correct.report')}</a>"
    )


def version_place(text: str, language: Language, context: PageContext) -> Place:
    """Return the beginning of the file of a version."""
    folder = context.site.wiki.texts[text].place.file.rpartition("/")[0]
    return Place(f"{folder}/index.{language}.md")
