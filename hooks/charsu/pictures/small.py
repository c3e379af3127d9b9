"""The small pictures on the pages of entries, as SVG: where, when, and among whom.

They need no script, and say in a few strokes what the page says in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markupsafe import Markup

from charsu.here import Here
from charsu.model import EntryId
from charsu.pictures.graph import NEAR_WIDTH, Neighbourhood, short
from charsu.pictures.maps import SMALL, SmallMap
from charsu.pictures.timeline import STRIP_WIDTH, Drawn, DrawnLine, Shape, Tick

# --- dates ------------------------------------------------------------------------------------


def draw_shapes(shapes: Iterable[Drawn]) -> Markup:
    """How dates are drawn, on a line whose middle is 0. `data-a` and `data-b` are day numbers."""
    return Markup("".join(map(_draw_shape, shapes)))


_HEIGHTS = {"within": 8, "lasting": 10, "life": 3}
_ARROW = 8
"""Room for the arrow at an open end."""


def _draw_shape(one: Drawn) -> str:
    shape, x = one.shape, one.x
    days = f'data-a="{"" if shape.start is None else shape.start}" data-b="{"" if shape.end is None else shape.end}"'
    doubtful = " doubtful" if shape.uncertain else ""
    if shape.form == "point":
        halo = f'<rect class="halo" {days} x="{x - 13}" y="-4" width="26" height="8" mask="url(#soft-both)"/>'
        point = f'{halo if shape.soft_start else ""}<circle class="point{doubtful}" {days} cx="{x}" r="4.5"/>'
        if doubtful:
            point += f'<circle class="hatch" {days} cx="{x}" r="4.5" mask="url(#hatch)"/>'
        return point
    if shape.form == "either":
        return f'<line class="either" {days} x1="{x}" x2="{x + one.width}"/>'
    height = _HEIGHTS[shape.form]
    left = x + (_ARROW if one.at_start else 0)
    width = one.width - (_ARROW if one.at_start else 0) - (_ARROW if one.at_end else 0)
    box = f'{days} x="{left}" y="{-height / 2}" width="{width}" height="{height}"'
    drawn = f'<g{_softened(shape)}><rect class="{shape.form}{doubtful}" {box}/>'
    if doubtful:
        drawn += f'<rect class="hatch" {box} mask="url(#hatch)"/>'
    drawn += "</g>"
    if one.at_start:
        drawn += f'<path class="arrow" d="M10-6L0 0l10 6z" data-edge="start" {days} transform="translate({x})"/>'
    if one.at_end:
        end = x + one.width
        drawn += f'<path class="arrow" d="M-10-6L0 0l-10 6z" data-edge="end" {days} transform="translate({end})"/>'
    return drawn


def _softened(shape: Shape) -> str:
    side = {(True, True): "both", (True, False): "start", (False, True): "end"}.get((shape.soft_start, shape.soft_end))
    return f' mask="url(#soft-{side})"' if side else ""


MASKS = (
    '<defs>\n<linearGradient id="fade-start"><stop offset="0" stop-color="#000"/><stop offset="0.6" stop-color="#fff"/>'
    '</linearGradient>\n<linearGradient id="fade-end"><stop offset="0.4" stop-color="#fff"/><stop offset="1" '
    'stop-color="#000"/></linearGradient>\n<linearGradient id="fade-both"><stop offset="0" stop-color="#000"/><stop '
    'offset="0.5" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>\n'
    + "".join(
        f'<mask id="soft-{side}" maskContentUnits="objectBoundingBox"><rect x="-0.1" y="-1" width="1.2" height="3" '
        f'fill="url(#fade-{side})"/></mask>\n'
        for side in ("start", "end", "both")
    )
    + '<pattern id="stripes" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="2" height="4" fill="#fff"/></pattern>\n<mask id="hatch" x="-1" y="-1" width="3" height="3">'
    '<rect x="-9999" y="-20" width="29999" height="40" fill="url(#stripes)"/></mask>\n</defs>\n'
)
"""What shapes refer to, where they are soft or doubtful."""

MAJOR_TICK = {"month": "y", "day": "yMMM"}
TICK = {"year": "y", "month": "MMM", "day": "d"}


def draw_ticks(ticks: Sequence[Tick], height: int, here: Here) -> str:
    """The scale of a small timeline."""
    lines = "".join([f"M{tick.x} 22V{height}" for tick in ticks])
    parts = [f'<path class="grid" d="M0 28h{STRIP_WIDTH}{lines}"/>\n']
    for tick in ticks:
        x, unit = tick.x, tick.unit
        if tick.major and unit in MAJOR_TICK and x < STRIP_WIDTH - 60:
            words = escape(here.words.tick(MAJOR_TICK[unit], *tick.civil))
            parts.append(f'<text class="tick major" x="{x}" y="9">{words}</text>')
        if x < STRIP_WIDTH - 30:
            words = escape(here.words.tick(TICK[unit], *tick.civil))
            parts.append(f'<text class="tick" x="{x}" y="21">{words}</text>')
    return "".join(parts)


def draw_line(line: DrawnLine, label: str, dates: str, href: str, shapes: str, here: Here) -> str:
    """One line of a small timeline."""
    label = escape(label)
    either = f'<line class="either" x1="{line.link[0]}" x2="{line.link[1]}"/>' if line.link else ""
    title = f"<title>{label}{here.told('punctuation.colon')}{escape(dates)}</title>"
    anchor = ' text-anchor="end"' if line.anchor == "end" else ""
    words = f'<text class="label" x="{line.label_x}" y="{line.label_y - line.y}"{anchor}>{label}</text>'
    link = f'<a href="{href}">{either}{title}{shapes}{words}</a>'
    return f'<g class="{here.colour(line.line.kind)}" transform="translate(0,{line.y})">{link}</g>\n'


def draw_strip(
    id: EntryId, lines: str, ticks: Sequence[Tick], height: int, masks: bool, query: str, left_out: int, here: Here
) -> str:
    """The small timeline of an entry: its own dated statements, and what happened that is related to it.

    Args:
        id: the entry.
        lines: as `draw_line` draws them.
        ticks: its scale.
        height: in pixels.
        masks: whether some shape is soft or doubtful.
        query: what the address of the timeline gets, so that it shows the entry.
        left_out: how many more lines there would be.
        here: the page.
    """
    title = here.told("timeline.title")
    more = f" {escape(here.say('timeline.more', n=left_out))}" if left_out else ""
    return (
        f'<figure class="strip {here.kind_class(id)}">\n'
        f'<svg viewBox="0 0 {STRIP_WIDTH} {height}" role="group" aria-label="{title}">\n{MASKS if masks else ""}'
        f"{draw_ticks(ticks, height, here)}\n{lines}</svg>\n"
        f'<figcaption><a href="{here.base}timeline/{query}">{title}</a>{more}</figcaption>\n</figure>\n'
    )


# --- places -----------------------------------------------------------------------------------


def draw_small_map(id: EntryId, small: SmallMap, maps: Mapping[EntryId, str], here: Here) -> str:
    """Where an entry is, or where it happened; its ground is that of assets/map.svg.

    `maps`: place -> the address of the large map that shows it, if one does.
    """
    sheet = f"{here.root}assets/map.svg"
    areas = "".join(f'<use class="area" href="{sheet}#area-{area}"/>' for area in small.areas)
    points = "".join(
        (f'<circle class="ring" cx="{x}" cy="{y}" r="{ring}"/>' if ring > 4 else "")
        + f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>'
        for x, y, ring in small.points
    )
    told = []
    for place in small.places:
        there = place.entry.id
        exact = here.told("map.label point") if place.area else escape(here.accuracy(place.stated))
        if there in maps:
            name = here.told("map.on map") if there == id else here.named(there)
            told.append(f'\n<a href="{here.base}{maps[there]}#row-{there}">{name}</a> {exact}')
        else:
            told.append(f"\n{exact}" if there == id else f"\n{here.link(there)} {exact}")
    label = escape(here.say("map.where", name=here.name(id)))
    return (
        f'<figure class="entry-map">\n<svg viewBox="0 0 {SMALL} {small.height}" role="img" aria-label="{label}">'
        f'<g transform="scale({small.scale})"><use href="{sheet}#ground"/>{areas}</g>{points}</svg>\n'
        f"<figcaption>{here.told('punctuation.semicolon').join(told)}\n</figcaption>\n</figure>\n"
    )


# --- relations --------------------------------------------------------------------------------


def draw_neighbourhood(id: EntryId, near: Neighbourhood, graph: str | None, here: Here) -> str:
    """The entry in the middle, its neighbours around it.

    The list of relations below says the same and more, so the picture is for the eye and the pointer only: hidden
    from screen readers, no stop for the tab key.

    `graph`: the address of a picture of many relations that shows the entry, too, if one does.
    """
    parts = [f'<svg viewBox="0 0 {NEAR_WIDTH} {near.height}" aria-hidden="true" class="{here.kind_class(id)}">\n']
    for side in near.sides:
        if side.undated:
            parts.append(f'<path class="undated" d="{side.undated}"/>')
        if side.dated:
            parts.append(f'<path d="{side.dated}"/>')
        parts.append("<g>\n" if side.end else '<g text-anchor="end">\n')
        for group in side.groups:
            more = f" {escape(here.say('graph.more', n=group.more))}" if group.more else ""
            parts.append(
                f'<text class="of" x="{side.text_x}" y="{group.y}">{escape(here.text(group.label))}{more}</text>'
            )
            for each in group.near:
                name = escape(short(here.name(each.entry)))
                parts.append(
                    f'\n<a href="{here.href(each.entry)}" tabindex="-1" class="{here.kind_class(each.entry)}">'
                    f'<circle cx="{side.node_x}" cy="{each.y}" r="4"/>'
                    f'<text x="{side.text_x}" y="{each.y + 4}">{name}</text></a>\n'
                )
        parts.append("</g>\n")
    around = ""
    if graph:
        link = f'<a href="{here.base}{graph}?node={id}">{here.told("graph.around")}</a>'
        around = f"<figcaption>{link}</figcaption>\n"
    return (
        f'<figure class="near">\n{"".join(parts)}<circle cx="{near.x}" cy="{near.y}" r="9"/>\n</svg>\n'
        f"{around}</figure>\n"
    )
