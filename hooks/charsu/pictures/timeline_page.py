"""The page of a timeline: its marks, and the rows of its table."""

from collections.abc import Iterable, Mapping, Sequence

from charsu.model.records import EntryId
from charsu.pictures.date_shapes import PlacedShape, draw_shapes
from charsu.pictures.time_scale import MAJOR_TICK_FORMATS, TICK_FORMATS, Tick
from charsu.pictures.timeline import Dated, TimelineLine
from charsu.pictures.timeline_layout import DrawnLine, DrawnPanel
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.page_context import PageContext

# --- the picture ------------------------------------------------------------------------------

Marks = Sequence[tuple[Dated, Sequence[PlacedShape]]]


def draw_panels(panels: Sequence[DrawnPanel], filters: Mapping[EntryId, Html], context: PageContext) -> Html:
    """Return all panels of a timeline.

    Args:
        panels: the panels, laid out.
        filters: entry -> the attributes by which a script filters its mark.
        context: the page.
    """
    parts: list[Html] = []
    for number, drawn in enumerate(panels):
        panel = drawn.panel
        title = escape(context.words.date(panel.date))
        parts.append(
            Html(
                f'<g class="panel" id="panel-{number}" transform="translate(0,{drawn.y})" data-a="{panel.start}" '
                f'data-b="{panel.end}">\n<text class="panel-title" y="15">{title}</text>\n'
            )
        )
        parts.append(_draw_axis(drawn, panels, context))
        for kind, y, members in drawn.groups:
            heading = escape(context.text(context.site.wiki.vocabulary.kinds[kind].plural))
            colour = context.html.kind_class(kind)
            parts.append(Html(f'<text class="group {colour}" y="{y - drawn.y}">{heading}</text>\n'))
            for one in members:
                line = _draw_line(one, colour, filters[one.line.entry], context)
                parts.append(
                    Html(f'<g class="line {colour}" transform="translate(0,{one.y - drawn.y})">\n{line}</g>\n')
                )
        parts.append(Html("</g>\n"))
    return EMPTY.join(parts)


def _draw_axis(drawn: DrawnPanel, panels: Sequence[DrawnPanel], context: PageContext) -> Html:
    parts = [Html('<g class="axis">\n')]
    for number, x, width in drawn.bands:
        title = escape(context.words.date(panels[number].panel.date))
        parts.append(
            Html(
                f'<a href="#panel-{number}"><title>{title}</title>'
                f'<rect class="band" x="{x}" y="62" width="{width}" height="{drawn.height - 62}"/>'
                f'<path class="band-mark" d="M{x + width / 2} 62l-5-7h10z"/></a>'
            )
        )
    lines = EMPTY.join(Html(f"M{tick.x} 56V{drawn.height}") for tick in drawn.ticks)
    parts.append(Html(f'<path class="grid" d="M0 62h960{lines}"/>\n'))
    for tick in drawn.ticks:
        if tick.major and tick.x < 890 and tick.unit in MAJOR_TICK_FORMATS:
            name = _name(tick, MAJOR_TICK_FORMATS, context)
            parts.append(Html(f'<text class="tick major" x="{tick.x}" y="36">{name}</text>'))
        if tick.x < 925:
            parts.append(Html(f'<text class="tick" x="{tick.x}" y="51">{_name(tick, TICK_FORMATS, context)}</text>'))
    parts.append(Html("</g>\n"))
    return EMPTY.join(parts)


def _name(tick: Tick, formats: Mapping[str, str], context: PageContext) -> Html:
    return escape(context.words.tick(formats[tick.unit], *tick.civil))


def _draw_line(one: DrawnLine, colour: Html, attributes: Html, context: PageContext) -> Html:
    """Return the dates of an entry: one mark; or, if sources disagree, one for each date."""
    line, id, name = one.line, escape_id(one.line.entry), context.html.name(one.line.entry)
    parts: list[Html] = []
    if one.link:
        ends = Html(f'x1="{one.link[0]}" x2="{one.link[1]}"')
        parts.append(Html(f'<line class="either" data-a="{line.start}" data-b="{line.end}" {ends}/>'))
    marks: Sequence[Marks] = [[each] for each in one.dated] if line.sources_disagree else [one.dated]
    colon, semicolon = context.html.say("punctuation.colon"), context.html.say("punctuation.semicolon")
    for number, dated in enumerate(marks):
        anchor = Html(f"row-{id}")
        if line.sources_disagree:
            anchor += Html(f"-{line.dated.index(dated[0][0]) + 1}")
        dates = semicolon.join(_date(each, line, context) for each, _ in dated)
        parts.append(
            Html(
                f'<a class="mark {colour}" href="#{anchor}" data-row="row-{id}" {attributes}>'
                f"<title>{name}{colon}{dates}</title>"
            )
        )
        if number == 0 and one.life:
            parts.append(draw_shapes([one.life]))
        parts += [draw_shapes(shapes) for _, shapes in dated]
        if number == 0:
            end = Html(' text-anchor="end"') if one.anchor == "end" else EMPTY
            parts.append(Html(f'<text class="label" x="{one.label_x}" y="{one.label_y - one.y}"{end}>{name}</text>'))
        parts.append(Html("</a>\n"))
    return EMPTY.join(parts)


def _date(dated: Dated, line: TimelineLine, context: PageContext) -> Html:
    """Return a date as the title of a mark has it: with its property, if the kind has several date properties."""
    date, label = escape(context.words.date(dated.date)), _property(dated, line, context)
    return Html(f"{label} {date}") if label else date


def _property(dated: Dated, line: TimelineLine, context: PageContext) -> Html:
    """Return the label of a date's property, if entries of its kind can have several; otherwise nothing."""
    vocabulary = context.site.wiki.vocabulary
    if len(vocabulary.kinds[line.kind].dates) < 2:
        return EMPTY
    return escape(context.text(vocabulary.properties[dated.property].label))


# --- the table --------------------------------------------------------------------------------


def timeline_rows(
    lines: Iterable[TimelineLine], ranks: Mapping[EntryId, int], filters: Mapping[EntryId, Html], context: PageContext
) -> Html:
    """Return the rows of the table from which a timeline grows.

    Args:
        lines: the lines, in the order of the table.
        ranks: the rank of each entry by name.
        filters: entry -> the attributes by which a script filters its row.
        context: the page.
    """
    vocabulary, comma = context.site.wiki.vocabulary, context.html.say("punctuation.comma")
    parts: list[Html] = []
    for line in lines:
        id, link = escape_id(line.entry), context.html.link(line.entry)
        kind = escape(context.text(vocabulary.kinds[line.kind].label))
        parts.append(
            Html(
                f'<tr id="row-{id}" {filters[line.entry]}><td data-sort="{ranks[line.entry]}">{link}</td>\n'
                f'<td>{kind}</td>\n<td data-sort="{line.start}"><ul class="dates">\n'
            )
        )
        for number, dated in enumerate(line.dated, 1):
            anchor = Html(f' id="row-{id}-{number}"') if line.sources_disagree else EMPTY
            label, date = _property(dated, line, context), escape(context.words.date(dated.date))
            labelled = Html(f"<small>{label}</small> {date}") if label else date
            sources = EMPTY.join(context.html.cite(statement.sources) for statement in dated.statements)
            parts.append(Html(f'<li{anchor}>{labelled} <span class="sources">{sources}</span></li>\n'))
        parts.append(Html("</ul>"))
        if line.sources_disagree:
            href, words = context.html.href(line.entry), context.html.say("entry.disagree")
            parts.append(Html(f' <a class="contested" href="{href}#statements">{words}</a>'))
        parts.append(Html(f"</td>\n<td>{comma.join(map(context.html.link, line.places))}</td></tr>\n"))
    return EMPTY.join(parts)
