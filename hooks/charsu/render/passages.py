"""Passages as HTML: rows of texts in all their versions, one below the other, as entries' pages show them."""

from charsu.link.mentions import Row
from charsu.model import limits
from charsu.model.records import EntryId
from charsu.render.components import fold
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.text.ledger import segment_number
from charsu.view.page_context import PageContext
from charsu.view.page_models import Passage, PassageGroup


def passages_of(group: PassageGroup, own: EntryId, context: PageContext) -> Html:
    """Return the passages of one text on the page of the entry `own`, folded if they are many."""
    found, shown = _passages(group, own, context), limits.PASSAGES_BEFORE_FOLD
    if len(found) > shown + 1:
        found = fold(found, shown, context.say("entry.more passages", n=len(found) - shown))
    return EMPTY.join(found)


def passages_unfolded(group: PassageGroup, own: EntryId, context: PageContext) -> Html:
    return EMPTY.join(_passages(group, own, context))


def _passages(group: PassageGroup, own: EntryId, context: PageContext) -> list[Html]:
    return [_passage(passage, own, context) for passage in group.passages]


def _passage(passage: Passage, own: EntryId, context: PageContext) -> Html:
    row, html, cited = passage.row, context.html, EMPTY
    if passage.evidence:
        vocabulary = context.site.wiki.vocabulary
        properties = dict.fromkeys(statement.property for statement in passage.evidence)
        labels = Html(" · ").join(escape(context.text(vocabulary.properties[id].label)) for id in properties)
        cited = Html(f' <span class="cited-for">{html.say("entry.cited for")} {labels}</span>')
    if passage.is_within:
        cited = Html(f' <span class="cited-for">{html.say("entry.named within")}</span>') + cited
    text, segment, title = escape_id(row.text), escape_id(row.segment), html.say("entry.open on page")
    number = escape_id(segment_number(row.segment))
    return Html(
        f'<div class="passage" data-text="{text}" data-segment="{segment}">\n<p class="passage-head">'
        f'<a href="{context.urls.base}texts/{text}/#{segment}" title="{title}">{number}</a>{cited}</p>\n'
        f'<div class="versions">\n{versions_of(row, context, own)}</div>\n</div>\n'
    )


def versions_of(row: Row, context: PageContext, own: EntryId | None = None) -> Html:
    """Return a row in all its versions, one below the other."""
    html, segment, versions = context.html, escape_id(row.segment), context.labels.versions(row.text)
    return EMPTY.join(
        [
            Html(
                f'<p class="version" {html.lang(language)} data-segment="{segment}">'
                f"{html.language_label(language)}{words}</p>\n"
            )
            for language, words in zip(versions, html.row(row, versions, own), strict=True)
        ]
    )
