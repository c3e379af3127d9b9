"""Statements as HTML: on an entry's page, in lists of disagreements, and with what they rest on.

A statement on its own entry's page (`subject`) marks the entry's names instead of linking them, and has a link to where
it can be corrected.
"""

from collections.abc import Iterable, Sequence

from charsu.link.mentions import Row
from charsu.model import limits
from charsu.model.records import EntryId, Property, Statement
from charsu.render.components import fold
from charsu.render.corrections import correction_link
from charsu.support.html import EMPTY, Html, escape
from charsu.text.ledger import segment_number
from charsu.view.page_context import PageContext
from charsu.view.page_models import Relation, StatementGroup


def statement_html(
    statement: Statement, value: Html, context: PageContext, subject: EntryId | None = None, dated: bool = True
) -> Html:
    """Return one statement: when, what, a note, the sources.

    Args:
        statement: the statement.
        value: its value.
        context: of the page.
        subject: the entry whose page this is, if it is the statement's own.
        dated: whether to write when it was so.
    """
    html, site = context.html, context.site
    lines = [Html('<div class="value">')]
    if statement.during and dated:
        lines.append(Html(f'<span class="during">{escape(context.words.date(statement.during))}</span>'))
    lines.append(Html(f'<span class="said">{value}</span>'))
    if note := html.note(statement, subject):
        lines.append(Html(f'<span class="note">{note}</span>'))
    lines.append(Html(f'<span class="sources">{html.cite(statement.sources)}</span>'))
    for stale in site.stale.get(statement.place, ()):
        text, segment = context.labels.text_title(stale.text), segment_number(stale.segment)
        summary = escape(context.say("stale.statement", text=text, segment=segment))
        older = Html(f"<p {html.lang(site.wiki.texts[stale.text].original)}>{escape(stale.older)}</p>")
        lines.append(Html(f'<details class="stale"><summary>{summary}</summary>{older}</details>'))
    if context.repo_host and subject:
        lines.append(correction_link(statement.place, context))
    return Html("\n").join([*lines, Html("</div>\n")])


def property_statements(
    property: Property, statements: Iterable[Statement], context: PageContext, subject: EntryId | None = None
) -> Html:
    """Return all statements of one property."""
    dated, value = property.value != "date", context.html.value
    return EMPTY.join(
        [statement_html(each, value(property, each, subject), context, subject, dated) for each in statements]
    )


def statement_groups(groups: Iterable[StatementGroup], subject: EntryId, context: PageContext) -> Html:
    """Return all that an entry's page states, property by property."""
    found = []
    for group in groups:
        statements = property_statements(group.property, group.statements, context, subject)
        found.append(_group(context.text(group.property.label), statements, group.contested, context))
    return EMPTY.join(found)


def relation_group(
    label: str, relations: Sequence[Relation], contested: bool, subject: EntryId, context: PageContext, rest: Html
) -> Html:
    """Return relations of one kind and direction, folded if they are many; then `rest`, which leads to further ones."""
    found, shown = _relations(relations, subject, context), limits.RELATIONS_BEFORE_FOLD
    if len(found) > shown + 1:
        found = fold(found, shown, context.say("entry.more", n=len(found) - shown))
    return _group(label, EMPTY.join([*found, rest]), contested, context)


def relations_unfolded(relations: Iterable[Relation], subject: EntryId, context: PageContext) -> Html:
    return EMPTY.join(_relations(relations, subject, context))


def _relations(relations: Iterable[Relation], subject: EntryId, context: PageContext) -> list[Html]:
    return [statement_html(each.statement, context.html.link(each.entry), context, subject) for each in relations]


def _group(label: str, statements: Html, contested: bool, context: PageContext) -> Html:
    mark, modifier = EMPTY, EMPTY
    if contested:
        mark = Html(f' <span class="contested">{context.html.say("entry.disagree")}</span>')
        modifier = Html(" group--contested")
    return Html(f'<div class="group{modifier}"><dt>{escape(label)}{mark}</dt>\n<dd>\n{statements}</dd></div>\n')


# --- what rests on a source -------------------------------------------------------------------------


def evidence_items(
    evidence: Iterable[tuple[EntryId, Iterable[Statement]]], context: PageContext, row: Row | None = None
) -> Html:
    """Return entries with their statements that cite a work, or a row."""
    items = []
    for id, statements in evidence:
        listed = EMPTY.join([Html(f"\n {_evidence(id, statement, row, context)}") for statement in statements])
        items.append(Html(f"<li>{context.html.link(id)}{listed}</li>\n"))
    return EMPTY.join(items)


def _evidence(id: EntryId, statement: Statement, row: Row | None, context: PageContext) -> Html:
    html, property = context.html, context.site.wiki.vocabulary.properties[statement.property]
    label, colon, during = escape(context.text(property.label)), html.say("punctuation.colon"), EMPTY
    if statement.during and property.value != "date":
        during = Html(f' <span class="during">{escape(context.words.date(statement.during))}</span>')
    value = html.value(property, statement, own=id)
    found = Html(f'<span class="evidence-statement">{label}{colon}{value}{during}</span>')
    if row and (older := _older_wording(statement, row, context)):
        mark = html.say("stale.evidence")
        found += Html(f' <small class="stale-mark" title="{escape(older)}">{mark}</small>')
    return found


def _older_wording(statement: Statement, row: Row, context: PageContext) -> str | None:
    """Return the wording of a segment on which a statement rests, if it is not the present one."""
    stale = context.site.stale.get(statement.place, ())
    return next((each.older for each in stale if (each.text, each.segment) == (row.text, row.segment)), None)
