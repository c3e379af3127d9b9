"""The small pictures on the pages of entries, as SVG: where, when, and among whom.

They need no script, and say in a few strokes what the page says in words. Of time and of relations an entry has a
sketch: the picture but for its words, the same in every language, from which the picture in each is drawn.
"""

import functools
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from charsu.model.records import EntryId
from charsu.pictures.graph import NEAR_WIDTH, NearGroup, Neighbourhood, short
from charsu.pictures.maps import SMALL, SmallMap
from charsu.pictures.timeline import (
    STRIP_ABOVE,
    STRIP_HEAD,
    STRIP_ROW,
    STRIP_WIDTH,
    Drawn,
    Scale,
    Shape,
    Strip,
    Tick,
    Told,
    label_width,
    place_label,
    place_shapes,
    ticks,
)
from charsu.view.page_context import Here

# --- words ------------------------------------------------------------------------------------


class LineLabel(NamedTuple):
    """What a line of a small timeline says."""

    words: str
    """Beside its shapes; as HTML."""
    width: float
    """How wide they are, about."""
    title: str
    """The same with its dates; as HTML."""


class Lettering:
    """The words of small pictures in one language; the same stand on page after page, and are written once."""

    def __init__(self, here: Here) -> None:
        """`here`: any page in the language."""
        self._here = here
        self._colon, self._semicolon = here.say("punctuation.colon"), here.say("punctuation.semicolon")
        self.short_name = functools.cache(self._short_name)
        self._events: dict[EntryId, LineLabel] = {}
        self._axis = functools.lru_cache(maxsize=1000)(self._draw_axis)  # many strips have the same ends

    def _short_name(self, id: EntryId) -> str:
        """The name of an entry, cut short if it is long; as HTML."""
        return escape(short(self._here.name(id)))

    def label(self, told: Told) -> LineLabel:
        """What is said of something that is told."""
        if told.label or told.other is None:
            return self._label(told)
        label = self._events.get(told.other)
        if label is None:
            label = self._events[told.other] = self._label(told)
        return label

    def _label(self, told: Told) -> LineLabel:
        here = self._here
        parts = [here.text(told.label)] if told.label else []
        parts += [here.name(told.other)] if told.other else []
        label = self._colon.join(parts)
        dates = self._semicolon.join([here.words.date(dated.date) for dated in told.line.dated])
        return LineLabel(escape(label), label_width(label), escape(f"{label}{self._colon}{dates}"))

    def axis(self, scale: Scale, height: int) -> str:
        """The scale of a small timeline that is so high."""
        return str(height).join(self._axis(scale.start, scale.end))

    def _draw_axis(self, start: int, end: int) -> list[str]:
        """What stands around the height of the picture, each time it is told."""
        shown = ticks(start, end, STRIP_WIDTH)
        lines = "".join([f"M{tick.x} 22V{_HOLE}" for tick in shown])
        parts = [f'<path class="grid" d="M0 28h{STRIP_WIDTH}{lines}"/>\n']
        for tick in shown:
            if tick.major and tick.unit in MAJOR_TICK and tick.x < STRIP_WIDTH - 60:
                parts.append(f'<text class="tick major" x="{tick.x}" y="9">{self._tick(tick, MAJOR_TICK)}</text>')
            if tick.x < STRIP_WIDTH - 30:
                parts.append(f'<text class="tick" x="{tick.x}" y="21">{self._tick(tick, TICK)}</text>')
        return "".join(parts).split(_HOLE)

    def _tick(self, tick: Tick, forms: Mapping[str, str]) -> str:
        return escape(self._here.words.tick(forms[tick.unit], *tick.civil))


_HOLE = "\0"
"""Where something that is drawn is cut, for what is not the same in every picture."""

MAJOR_TICK = {"month": "y", "day": "yMMM"}
TICK = {"year": "y", "month": "MMM", "day": "d"}

# --- dates ------------------------------------------------------------------------------------


def draw_shapes(shapes: Iterable[Drawn]) -> Markup:
    """How dates are drawn, on a line whose middle is 0. `data-a` and `data-b` are day numbers."""
    return Markup(_draw_shapes(shapes))


def _draw_shapes(shapes: Iterable[Drawn]) -> str:
    return "".join(map(_draw_shape, shapes))


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
    if not (shape.soft_start or shape.soft_end):
        return ""
    side = "both" if shape.soft_start and shape.soft_end else "start" if shape.soft_start else "end"
    return f' mask="url(#soft-{side})"'


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


class SketchedLine(NamedTuple):
    """One line of a small timeline, but for its words."""

    told: Told
    left: float
    """Where its shapes begin."""
    right: float
    """Where they end."""
    colour: str
    """Class of its kind."""
    link: str
    """What begins around its words."""
    shapes: str


class StripSketch(NamedTuple):
    """The small timeline of an entry, but for its words."""

    strip: Strip
    lines: tuple[SketchedLine, ...]
    head: str
    masks: str
    timeline: str
    """Address of a timeline that shows the entry."""


def sketch_strip(id: EntryId, strip: Strip, query: str, here: Here) -> StripSketch:
    """Draw what is the same in every language.

    Args:
        id: the entry.
        strip: what its small timeline tells.
        query: what the address of the timeline gets, so that it shows the entry.
        here: the page, in whatever language.
    """
    return StripSketch(
        strip=strip,
        lines=tuple([_sketch_line(told, strip.scale, here) for told in strip.told]),
        head=f'<figure class="strip {here.kind_class(id)}">\n',
        masks=MASKS if strip.has_masks else "",
        timeline=f"{here.base}timeline/{query}",
    )


def _sketch_line(told: Told, scale: Scale, here: Here) -> SketchedLine:
    line = told.line
    placed = place_shapes(line, scale)
    href = f"#{told.section}" if told.section else here.href(line.entry)
    either = f'<line class="either" x1="{placed.link[0]}" x2="{placed.link[1]}"/>' if placed.link else ""
    shapes = "".join([_draw_shapes(drawn) for _, drawn in placed.dated])
    return SketchedLine(told, placed.left, placed.right, here.colour(line.kind), f'<a href="{href}">{either}', shapes)


def draw_strip(sketch: StripSketch, lettering: Lettering, here: Here) -> str:
    """The small timeline of an entry: its own dated statements, and what happened that is related to it."""
    y, lines = STRIP_HEAD, []
    for told, left, right, colour, link, shapes in sketch.lines:
        words, width, title = lettering.label(told)
        x, anchor, above = place_label(left, right, width, STRIP_WIDTH)
        if above:
            y += STRIP_ABOVE
        at = f'x="{x}" y="{-STRIP_ROW // 2 - 2 if above else 4}"{_ENDS if anchor == "end" else ""}'
        lines.append(
            f'<g class="{colour}" transform="translate(0,{y + STRIP_ROW // 2})">{link}<title>{title}</title>{shapes}'
            f'<text class="label" {at}>{words}</text></a></g>\n'
        )
        y += STRIP_ROW
    title, left_out = here.told("timeline.title"), sketch.strip.left_out
    more = f" {escape(here.say('timeline.more', n=left_out))}" if left_out else ""
    return (
        f'{sketch.head}<svg viewBox="0 0 {STRIP_WIDTH} {y}" role="group" aria-label="{title}">\n{sketch.masks}'
        f"{lettering.axis(sketch.strip.scale, y)}\n{''.join(lines)}</svg>\n"
        f'<figcaption><a href="{sketch.timeline}">{title}</a>{more}</figcaption>\n</figure>\n'
    )


_ENDS = ' text-anchor="end"'


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


class NearSketch(NamedTuple):
    """An entry in the middle, its neighbours around it, but for the words."""

    pieces: tuple[str, ...]
    """What stands before each of the words."""
    words: tuple[EntryId | NearGroup, ...]
    """The entry whose name stands there, or the group whose label does."""
    end: str
    """What stands behind the last one."""
    around: str
    """Address of a picture of many relations that shows the entry, too; "" if there is none."""


def sketch_neighbourhood(id: EntryId, near: Neighbourhood, graph: str | None, here: Here) -> NearSketch:
    """Draw what is the same in every language.

    Args:
        id: the entry.
        near: its neighbours.
        graph: the address of a picture of many relations that shows the entry, too, if one does.
        here: the page, in whatever language.
    """
    pieces: list[str] = []
    words: list[EntryId | NearGroup] = []
    so_far = (
        f'<figure class="near">\n<svg viewBox="0 0 {NEAR_WIDTH} {near.height}" aria-hidden="true" '
        f'class="{here.kind_class(id)}">\n'
    )
    for side in near.sides:
        node_x, text_x = side.node_x, side.text_x
        if side.undated:
            so_far += f'<path class="undated" d="{side.undated}"/>'
        if side.dated:
            so_far += f'<path d="{side.dated}"/>'
        so_far += "<g>\n" if side.end else f"<g{_ENDS}>\n"
        for group in side.groups:
            pieces.append(f'{so_far}<text class="of" x="{text_x}" y="{group.y}">')
            words.append(group)
            so_far = "</text>"
            for entry, y in group.near:
                pieces.append(
                    f'{so_far}\n<a href="{here.href(entry)}" tabindex="-1" class="{here.kind_class(entry)}">'
                    f'<circle cx="{node_x}" cy="{y}" r="4"/><text x="{text_x}" y="{y + 4}">'
                )
                words.append(entry)
                so_far = "</text></a>\n"
        so_far += "</g>\n"
    end = f'{so_far}<circle cx="{near.x}" cy="{near.y}" r="9"/>\n</svg>\n'
    return NearSketch(tuple(pieces), tuple(words), end, f"{here.base}{graph}?node={id}" if graph else "")


def draw_neighbourhood(sketch: NearSketch, lettering: Lettering, here: Here) -> str:
    """The entry in the middle, its neighbours around it.

    The list of relations below says the same and more, so the picture is for the eye and the pointer only: hidden
    from screen readers, no stop for the tab key.
    """
    name = lettering.short_name
    words = [name(word) if isinstance(word, str) else _group_label(word, here) for word in sketch.words]
    drawn = "".join([piece + word for piece, word in zip(sketch.pieces, words, strict=True)])
    around = ""
    if sketch.around:
        link = f'<a href="{sketch.around}">{here.told("graph.around")}</a>'
        around = f"<figcaption>{link}</figcaption>\n"
    return f"{drawn}{sketch.end}{around}</figure>\n"


def _group_label(group: NearGroup, here: Here) -> str:
    more = f" {escape(here.say('graph.more', n=group.more))}" if group.more else ""
    return f"{escape(here.text(group.label))}{more}"
