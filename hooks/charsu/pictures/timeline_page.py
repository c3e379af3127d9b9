"""The page of a timeline: its marks, and the rows of its table."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markupsafe import Markup

from charsu.model.records import EntryId
from charsu.pictures.date_shapes import PlacedShape, draw_shapes
from charsu.pictures.time_scale import MAJOR_TICK_FORMATS, TICK_FORMATS, Tick
from charsu.pictures.timeline import Dated, TimelineLine
from charsu.pictures.timeline_layout import DrawnLine, DrawnPanel
from charsu.view.page_context import Here

# --- the picture -----------------------------------------------------------------------------


Marks = Sequence[tuple[Dated, Sequence[PlacedShape]]]


def draw_panels(panels: Sequence[DrawnPanel], filters: Mapping[EntryId, str], here: Here) -> Markup:
    """All panels of a timeline.

    Args:
        panels: each in its place.
        filters: entry -> the attributes by which a script filters its mark.
        here: the page.
    """
    parts = []
    for number, drawn in enumerate(panels):
        panel = drawn.panel
        parts.append(
            f'<g class="panel" id="panel-{number}" transform="translate(0,{drawn.y})" data-a="{panel.start}" '
            f'data-b="{panel.end}">\n<text class="panel-title" y="15">{escape(here.words.date(panel.date))}</text>\n'
        )
        parts.append(_draw_axis(drawn, panels, here))
        for kind, y, members in drawn.groups:
            heading = escape(here.text(here.site.wiki.vocabulary.kinds[kind].plural))
            colour = here.colour(kind)
            parts.append(f'<text class="group {colour}" y="{y - drawn.y}">{heading}</text>\n')
            for one in members:
                parts.append(f'<g class="line {colour}" transform="translate(0,{one.y - drawn.y})">\n')
                parts.append(f"{_draw_line(one, colour, filters[one.line.entry], here)}</g>\n")
        parts.append("</g>\n")
    return Markup("".join(parts))


def _draw_axis(drawn: DrawnPanel, panels: Sequence[DrawnPanel], here: Here) -> str:
    parts = ['<g class="axis">\n']
    for number, x, width in drawn.bands:
        parts.append(
            f'<a href="#panel-{number}"><title>{escape(here.words.date(panels[number].panel.date))}</title>'
            f'<rect class="band" x="{x}" y="62" width="{width}" height="{drawn.height - 62}"/>'
            f'<path class="band-mark" d="M{x + width / 2} 62l-5-7h10z"/></a>'
        )
    lines = "".join(f"M{tick.x} 56V{drawn.height}" for tick in drawn.ticks)
    parts.append(f'<path class="grid" d="M0 62h960{lines}"/>\n')
    for tick in drawn.ticks:
        if tick.major and tick.x < 890 and tick.unit in MAJOR_TICK_FORMATS:
            parts.append(f'<text class="tick major" x="{tick.x}" y="36">{_name(tick, MAJOR_TICK_FORMATS, here)}</text>')
        if tick.x < 925:
            parts.append(f'<text class="tick" x="{tick.x}" y="51">{_name(tick, TICK_FORMATS, here)}</text>')
    return "".join([*parts, "</g>\n"])


def _name(tick: Tick, forms: Mapping[str, str], here: Here) -> str:
    return escape(here.words.tick(forms[tick.unit], *tick.civil))


def _draw_line(one: DrawnLine, colour: str, attributes: str, here: Here) -> str:
    """The dates of an entry: one mark; where sources disagree, one for each date."""
    line, name, parts = one.line, here.named(one.line.entry), []
    if one.link:
        parts.append(
            f'<line class="either" data-a="{line.start}" data-b="{line.end}" x1="{one.link[0]}" x2="{one.link[1]}"/>'
        )
    marks: Sequence[Marks] = [[each] for each in one.dated] if line.sources_disagree else [one.dated]
    for number, dated in enumerate(marks):
        anchor = f"row-{line.entry}"
        if line.sources_disagree:
            anchor += f"-{line.dated.index(dated[0][0]) + 1}"
        told = here.told("punctuation.semicolon").join(_told(each, line, here) for each, _ in dated)
        parts.append(
            f'<a class="mark {colour}" href="#{anchor}" data-row="row-{line.entry}" {attributes}>'
            f"<title>{name}{here.told('punctuation.colon')}{told}</title>"
        )
        if number == 0 and one.life:
            parts.append(draw_shapes([one.life]))
        parts += [draw_shapes(shapes) for _, shapes in dated]
        if number == 0:
            end = ' text-anchor="end"' if one.anchor == "end" else ""
            parts.append(f'<text class="label" x="{one.label_x}" y="{one.label_y - one.y}"{end}>{name}</text>')
        parts.append("</a>\n")
    return "".join(parts)


def _told(dated: Dated, line: TimelineLine, here: Here) -> str:
    """What a mark says of a date."""
    return f"{_property(dated, line, here, '{} ')}{escape(here.words.date(dated.date))}"


def _property(dated: Dated, line: TimelineLine, here: Here, form: str) -> str:
    """Which date it is, where entries of a kind have several."""
    vocabulary = here.site.wiki.vocabulary
    if len(vocabulary.kinds[line.kind].dates) < 2:
        return ""
    return form.format(escape(here.text(vocabulary.properties[dated.property].label)))


# --- the table -------------------------------------------------------------------------------


def timeline_rows(
    lines: Iterable[TimelineLine], ranks: Mapping[EntryId, int], filters: Mapping[EntryId, str], here: Here
) -> Markup:
    """The rows of the table from which a timeline grows.

    Args:
        lines: in the order of the table.
        ranks: where each entry stands among these by name.
        filters: entry -> the attributes by which a script filters its row.
        here: the page.
    """
    vocabulary, comma, parts = here.site.wiki.vocabulary, here.told("punctuation.comma"), []
    for line in lines:
        id = line.entry
        parts.append(
            f'<tr id="row-{id}" {filters[id]}><td data-sort="{ranks[id]}">{here.link(id)}</td>\n'
            f"<td>{escape(here.text(vocabulary.kinds[line.kind].label))}</td>\n"
            f'<td data-sort="{line.start}"><ul class="dates">\n'
        )
        for number, dated in enumerate(line.dated, 1):
            anchor = f' id="row-{id}-{number}"' if line.sources_disagree else ""
            sources = "".join(here.cite(statement.sources) for statement in dated.statements)
            parts.append(
                f"<li{anchor}>{_property(dated, line, here, '<small>{}</small> ')}"
                f'{escape(here.words.date(dated.date))} <span class="sources">{sources}</span></li>\n'
            )
        parts.append("</ul>")
        if line.sources_disagree:
            disagree = here.told("entry.disagree")
            parts.append(f' <a class="contested" href="{here.href(id)}#statements">{disagree}</a>')
        parts.append(f"</td>\n<td>{comma.join(map(here.link, line.places))}</td></tr>\n")
    return Markup("".join(parts))
