"""Drawing: the pictures of the map, ready for a fragment to write as SVG.

The ground is drawn once, into `assets/map.svg`; every picture refers to it. Marks and names have their
size in pixels of the picture, whatever the zoom; rings have theirs on the ground.
"""

import dataclasses
from collections.abc import Callable
from html import escape

from charsu.link.map_model import Atlas, Happening, MapPlace, Position, fan, mark_radius
from charsu.model.base_map import BaseMap, MapFeature, Window
from charsu.model.geography import WIDTH, ZOOMS, Box, Label, Placed, Point, path, place_labels, round_length, steps
from charsu.model.records import EntryId, Localized

TYPE = 13
"""Size of the names of places, in pixels."""

NAMED = 150
"""So many places, those with most passages, get a name of their own on the map; all have it as title."""


@dataclasses.dataclass(frozen=True)
class Spot:
    """A happening in the fan around a place."""

    happening: Happening
    x: float
    y: float


@dataclasses.dataclass(frozen=True)
class Mark:
    """A place at one of its positions."""

    place: MapPlace
    position: Position
    x: float
    y: float
    ring: float
    """In the units of the picture."""
    radius: float
    """In pixels."""
    name: str
    label: Placed
    spots: tuple[Spot, ...]
    """Only at the first of several positions."""
    reach: float
    """Radius of the fan."""

    @property
    def badge(self) -> float:
        """How far to the right and upwards the number of what happened there stands, in pixels."""
        return round(self.radius * 0.7 + 4.5, 1)


@dataclasses.dataclass(frozen=True)
class Name:
    """The name of a shape."""

    shape: MapFeature
    text: str
    x: float
    y: float
    label: Placed


@dataclasses.dataclass(frozen=True)
class Bar:
    """A scale bar."""

    metres: int
    length: float


@dataclasses.dataclass(frozen=True)
class Picture:
    """One window of the map."""

    window: Window | None
    width: int
    height: int
    scale: float
    transform: str
    """From the sheet to this picture."""
    marks: tuple[Mark, ...]
    """Those that stand for areas first; last, on top, where most happened, so that its number is not covered."""
    names: tuple[Name, ...]
    apart: tuple[tuple[Point, Point], ...]
    """Lines between positions of one place on which sources disagree."""
    bar: Bar
    unit: float
    """Metres of one unit of the picture, in its middle."""


def draw(
    atlas: Atlas, ground: BaseMap, number: int, width: int, named: Callable[[EntryId | Localized], str]
) -> Picture:
    """Draw a window.

    Args:
        number: of the window.
        width: of the picture, in pixels.
        named: gives what a reader calls an entry, or a name in several languages.
    """
    box, sheet = atlas.box(number), atlas.sheet
    assert sheet is not None
    scale = width / box.width
    height = round(box.height * scale)
    frame = Box(0, 0, width, height)

    def on_picture(x: float, y: float) -> Point:
        return round((x - box.x) * scale, 1), round((y - box.y) * scale, 1)

    found: list[Mark] = []
    apart: list[tuple[Point, Point]] = []
    for place in atlas.places.values():
        points = [on_picture(position.x, position.y) for position in place.positions]
        if place.contested:
            apart += [(points[0], other) for other in points[1:]]
        for order, ((x, y), position) in enumerate(zip(points, place.positions, strict=True)):
            if 0 <= x <= width and 0 <= y <= height:
                radius = mark_radius(place.passages)
                happenings = place.happenings if order == 0 else ()
                around = fan(len(happenings), radius)
                found.append(
                    Mark(
                        place=place,
                        position=position,
                        x=x,
                        y=y,
                        ring=round(position.ring * scale, 2),
                        radius=radius,
                        name=named(place.entry.id),
                        label=_NOWHERE,
                        spots=tuple(Spot(h, *at) for h, at in zip(happenings, around, strict=True)),
                        reach=max(((x * x + y * y) ** 0.5 for x, y in around), default=0) + 13,
                    )
                )
    found.sort(key=lambda mark: (-mark.place.passages, mark.place.entry.id))
    shapes = [shape for shape in ground.shapes if shape.label and (shape.names or shape.layer == "country")]
    marks, names = _with_labels(
        found, [(shape, on_picture(*sheet.place(*(shape.label or (0, 0))))) for shape in shapes], frame, named
    )
    middle = (atlas.bounds[number].south + atlas.bounds[number].north) / 2
    metres = 1 / (sheet.length(1, middle) * scale)
    longest = round_length(metres * 130)
    return Picture(
        window=atlas.windows[number],
        width=width,
        height=height,
        scale=scale,
        transform=f"scale({scale:.4f}) translate({-box.x:.2f} {-box.y:.2f})",
        marks=tuple(sorted(marks, key=lambda mark: (mark.place.area is None, len(mark.spots)))),
        names=tuple(names),
        apart=tuple(apart),
        bar=Bar(longest, round(longest / metres, 1)),
        unit=metres,
    )


_NOWHERE = Placed(0, 0, "start", len(ZOOMS))

_SIZES = {"country": 14, "land": 14, "province": 11.5, "water": 11.5}
"""Layer -> size of its names, in pixels."""


def _with_labels(
    marks: list[Mark], shapes: list[tuple[MapFeature, Point]], frame: Box, named: Callable[[EntryId | Localized], str]
) -> tuple[list[Mark], list[Name]]:
    """Find places for all names: neighbours first, then places by their passages, then what only helps to find them."""
    names = [
        Name(shape, named(shape.names or shape.entry or ""), x, y, _NOWHERE)
        for shape, (x, y) in shapes
        if 0 <= x <= frame.width and 0 <= y <= frame.height
    ]
    names.sort(key=lambda name: name.shape.layer != "country")
    large = sum(name.shape.layer == "country" for name in names)
    wanted = [Label(n.x, n.y, n.text, _SIZES[n.shape.layer], 0) for n in names]
    beside = [Label(m.x, m.y, m.name, TYPE, _reach(m)) for m in marks[:NAMED]]
    obstacles = [(m.x, m.y, _reach(m)) for m in marks]
    placed = place_labels([*wanted[:large], *beside, *wanted[large:]], obstacles, frame)
    first, second, third = placed[:large], placed[large : large + len(beside)], placed[large + len(beside) :]
    second += [_NOWHERE] * (len(marks) - len(second))
    return (
        [dataclasses.replace(mark, label=label) for mark, label in zip(marks, second, strict=True)],
        [dataclasses.replace(name, label=label) for name, label in zip(names, [*first, *third], strict=True)],
    )


def _reach(mark: Mark) -> float:
    """Of a mark and what stands beside it, in pixels."""
    beside = {0: mark.radius, 1: mark.badge + 5}
    return max(mark.radius, beside.get(len(mark.spots), mark.badge + 8))


# --- small pictures on the pages of entries -----------------------------------------------------

SMALL = 240
"""Width in pixels."""


@dataclasses.dataclass(frozen=True)
class SmallMap:
    """Where an entry is, or what it is about happened."""

    height: int
    scale: str
    """From the sheet to this picture."""
    places: tuple[MapPlace, ...]
    points: tuple[tuple[float, float, float], ...]
    """x, y and radius of the ring."""
    areas: tuple[EntryId, ...]


def small_maps(atlas: Atlas) -> dict[EntryId, SmallMap]:
    """The small map of every entry that has one."""
    if atlas.sheet is None:
        return {}
    box = atlas.box()
    scale = SMALL / box.width
    height = round(box.height * scale)

    def small(places: list[MapPlace]) -> SmallMap:
        points = [
            (round(p.x * scale, 1), round(p.y * scale, 1), 0 if place.area else round(p.ring * scale, 1))
            for place in places
            for p in place.positions
        ]
        areas = [place.entry.id for place in places if place.area]
        return SmallMap(height, f"{scale:.4f}", tuple(places), tuple(points), tuple(areas))

    found = {}
    for id, happening in atlas.happenings.items():
        there = [atlas.places[place] for place in happening.places if atlas.places[place].is_on_map]
        if there:
            found[id] = small(there)
    for id, place in atlas.places.items():
        if place.is_on_map:
            found[id] = small([place])
    return found


# --- the ground -------------------------------------------------------------------------------

_STYLES = {
    "country": "fill:var(--map-around);stroke:var(--map-border);stroke-width:.8",
    "land": "fill:var(--map-land);stroke:var(--map-outline);stroke-width:1.5;stroke-linejoin:round",
    "province": "fill:var(--map-none,none);stroke:var(--map-border);stroke-width:.7;stroke-linejoin:round",
    "water": "stroke:var(--map-water);stroke-width:1.1;stroke-linejoin:round;fill:",
}


def ground_paths(atlas: Atlas, ground: BaseMap) -> str:
    """The ground as SVG, in the units of the sheet; its colours are custom properties of the page."""
    sheet = atlas.sheet
    if sheet is None:
        return ""
    box = atlas.box()
    parts = [
        f'<path style="fill:var(--map-around)" d="M{box.x - 900:.0f} {box.y - 900:.0f}h{box.width + 1800:.0f}'
        f'v{box.height + 1800:.0f}h-{box.width + 1800:.0f}z"/>'
    ]
    for layer in ("country", "land", "water", "province"):
        unnamed = ""
        for shape in ground.shapes:
            if shape.layer != layer:
                continue
            data = path(shape.lines, sheet, shape.closed)
            style = _STYLES[layer] + (("var(--map-water)" if shape.closed else "none") if layer == "water" else "")
            if shape.entry and layer == "province":
                id = escape(f"area-{shape.entry}")
                parts.append(f'<path id="{id}" style="{style}" vector-effect="non-scaling-stroke" d="{data}"/>')
            elif shape.closed:
                unnamed += data
            else:
                parts.append(f'<path style="{style}" vector-effect="non-scaling-stroke" d="{data}"/>')
        if unnamed:
            style = _STYLES[layer] + ("var(--map-water)" if layer == "water" else "")
            parts.append(f'<path style="{style}" vector-effect="non-scaling-stroke" d="{unnamed}"/>')
        if layer == "land":
            parts.append(_graticule(atlas))
    return "".join(parts)


def _graticule(atlas: Atlas) -> str:
    """Meridians and parallels at round degrees."""
    assert atlas.sheet is not None
    b = atlas.bounds[0]
    step = steps(max(b.east - b.west, b.north - b.south), 8)
    far = step * 2
    west, east, south, north = b.west - far, b.east + far, max(b.south - far, -89), min(b.north + far, 89)
    count = 30
    lines = []
    for k in range(int(west // step) + 1, int(east // step) + 1):
        lines.append([(k * step, south + (north - south) * n / count) for n in range(count + 1)])
    for k in range(int(south // step) + 1, int(north // step) + 1):
        lines.append([(west + (east - west) * n / count, k * step) for n in range(count + 1)])
    style = "fill:none;stroke:var(--map-grid);stroke-width:.6"
    return f'<path style="{style}" vector-effect="non-scaling-stroke" d="{path(lines, atlas.sheet, closed=False)}"/>'


def ground_svg(atlas: Atlas, ground: BaseMap) -> str:
    """`assets/map.svg`: the ground, to be referred to as `map.svg#ground`."""
    paths = ground_paths(atlas, ground)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {WIDTH}"><g id="ground">{paths}</g></svg>\n'
