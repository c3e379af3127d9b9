"""The rows of a text as HTML, its versions side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence

from charsu.model import limits
from charsu.model.records import Language, Localized
from charsu.render.statements import evidence_items
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.text.ledger import segment_number
from charsu.view.page_context import PageContext
from charsu.view.page_models import TextRow, TextView


def text_rows(view: TextView, context: PageContext) -> Html:
    """Return all rows of a text, paragraph by paragraph."""
    shown, found = context.labels.versions(view.text.id), []
    for paragraph in view.paragraphs:
        rows = EMPTY.join([_row(row, view, shown, context) for row in paragraph])
        found.append(Html(f'<div class="paragraph">{rows}</div>\n'))
    return EMPTY.join(found)


def _row(row: TextRow, view: TextView, shown: Sequence[Language], context: PageContext) -> Html:
    html, segment, number = context.html, escape_id(row.row.segment), segment_number(row.row.segment)
    lines = Html(f' data-lines="{escape(_lines(row.lines, shown))}"') if context.repo_host else EMPTY
    parts = [Html(f'<div class="row row--{escape_id(row.role)}"{lines}>')]
    parts += [Html(f'<span class="formerly" id="{escape_id(id)}"></span>') for id in row.formerly]
    label = escape(context.say("texts.segment", number=number))
    parts.append(Html(f'<a class="segment-link" href="#{segment}" aria-label="{label}">{escape_id(number)}</a>'))
    for column, (language, version) in enumerate(zip(shown, html.row(row.row, shown), strict=True), 1):
        is_first = column == 1
        tag = "h2" if row.role == "heading" and is_first else "blockquote" if row.role == "quotation" else "p"
        address = Html(f'class="segment" id="{segment}"') if is_first else Html(f'data-segment="{segment}"')
        stale = EMPTY
        if language in row.stale:
            own, older, words = html.lang(context.language), escape(row.stale[language]), html.say("stale.translation")
            stale = Html(f' <small class="stale-mark" {own} title="{older}">{words}</small>')
        parts.append(
            Html(
                f'<{escape_id(tag)} class="column column-{column}"{html.dir(language)}>{html.language_label(language)}'
                f"<span {address} {html.lang(language)}>{version}</span>{stale}</{escape_id(tag)}>"
            )
        )
    return EMPTY.join([*parts, _foot(row, view, context), Html("</div>")])


def _lines(lines: Mapping[Language, int], shown: Iterable[Language]) -> str:
    """Return the line of a segment in each version, in the order of the page; one number if all agree."""
    numbers = [str(lines[language]) for language in shown]
    return numbers[0] if len(set(numbers)) == 1 else " ".join(numbers)


def _foot(row: TextRow, view: TextView, context: PageContext) -> Html:
    if not (row.notes or row.evidence or row.older):
        return EMPTY
    html, parts = context.html, [Html('<div class="row-foot">')]
    if row.older:
        lang = html.lang(view.text.original)
        older = EMPTY.join(Html(f"<p {lang}>{escape(words)}</p>") for words in row.older)
        parts.append(Html(f'<details class="stale"><summary>{html.say("stale.older")}</summary>{older}</details>'))
    for note in row.notes:
        head = html.say("texts.note")
        parts.append(Html(f'<p class="translator-note"><strong>{head}</strong> {_note(note, context)}</p>'))
    if row.evidence:
        summary = html.say("texts.evidence", sum(len(statements) for _, statements in row.evidence))
        most = limits.ENTRIES_EVIDENCED_BY_ROW
        items = evidence_items(row.evidence[:most], context, row.row)
        if len(row.evidence) > most:
            items += Html(f"<li>{html.say('pages.rest', len(row.evidence) - most)}</li>\n")
        parts.append(Html(f'<details class="evidence"><summary>{summary}</summary><ul>\n{items}</ul></details>'))
    return EMPTY.join([*parts, Html("</div>")])


def _note(note: Localized, context: PageContext) -> Html:
    """Return a note on a segment; the ids of segments in it become links within the page."""
    parts = re.split(r"\b(p[0-9]+[a-z]*s[0-9]+[a-z]*)", context.text(note))
    return EMPTY.join(
        Html(f'<a href="#{escape(part)}">{escape(segment_number(part))}</a>') if n % 2 else context.html.foreign(part)
        for n, part in enumerate(parts)
    )
