"""Map pictures: the windows of a map, laid out.

Marks and names have their size in pixels, whatever the zoom; rings have theirs on the ground.
"""

import dataclasses
import math
from collections.abc import Callable

from charsu.link.map_model import Atlas, Happening, MapPlace, Position
from charsu.link.projection import Box, SheetPoint
from charsu.model.base_map import BaseMap, MapFeature, Window
from charsu.model.records import EntryId, Localized
from charsu.pictures.geometry import MAP_ZOOMS
from charsu.pictures.map_labels import MapLabel, PlacedLabel, place_map_labels
from charsu.support.html import Html

TEXT_SIZE = 13
"""Size of the names of places, in pixels."""


NAMED_PLACES = 150
"""Number of places, those with most passages, whose names are on the map; all have theirs as a title."""


@dataclasses.dataclass(frozen=True)
class Spot:
    """A happening in the fan around a place."""

    happening: Happening
    x: float
    y: float


@dataclasses.dataclass(frozen=True)
class MapMark:
    """A place at one of its positions."""

    place: MapPlace
    position: Position
    x: float
    y: float
    ring: float
    """Its radius, in units of the picture."""
    radius: float
    """Radius of the mark, in pixels."""
    name: str
    label: PlacedLabel
    spots: tuple[Spot, ...]
    """What happened there; only at the first of several positions."""
    reach: float
    """Radius of the fan."""

    @property
    def badge(self) -> float:
        """How far to the right and upwards the number of happenings is, in pixels."""
        return round(self.radius * 0.7 + 4.5, 1)


@dataclasses.dataclass(frozen=True)
class MapName:
    """The name of a shape."""

    shape: MapFeature
    text: str
    x: float
    y: float
    label: PlacedLabel


@dataclasses.dataclass(frozen=True)
class ScaleBar:
    """A scale bar."""

    metres: int
    length: float


@dataclasses.dataclass(frozen=True)
class MapPicture:
    """One window of the map."""

    window: Window | None
    width: int
    height: int
    scale: float
    transform: Html
    """SVG transform from the sheet to this picture."""
    marks: tuple[MapMark, ...]
    """Those of areas first. Places where most happened are last, on top, so that their numbers are not covered."""
    names: tuple[MapName, ...]
    apart: tuple[tuple[SheetPoint, SheetPoint], ...]
    """Lines between positions of one place on which sources disagree."""
    bar: ScaleBar
    unit: float
    """Length of a unit in the middle of the picture, in metres."""


def draw_window(
    atlas: Atlas, ground: BaseMap, number: int, width: int, named: Callable[[EntryId | Localized], str]
) -> MapPicture:
    """Lay out a window.

    Args:
        atlas: what the map shows.
        ground: what is drawn below it.
        number: number of the window.
        width: width of the picture, in pixels.
        named: returns the name of an entry, or of something with names in several languages, as readers see it.
    """
    box, sheet = atlas.box(number), atlas.sheet
    assert sheet is not None
    scale = width / box.width
    height = round(box.height * scale)
    frame = Box(0, 0, width, height)

    def on_picture(x: float, y: float) -> SheetPoint:
        return round((x - box.x) * scale, 1), round((y - box.y) * scale, 1)

    found: list[MapMark] = []
    apart: list[tuple[SheetPoint, SheetPoint]] = []
    for place in atlas.places.values():
        points = [on_picture(position.x, position.y) for position in place.positions]
        if place.sources_disagree:
            apart += [(points[0], other) for other in points[1:]]
        for order, ((x, y), position) in enumerate(zip(points, place.positions, strict=True)):
            if 0 <= x <= width and 0 <= y <= height:
                radius = mark_radius(place.passages)
                happenings = place.happenings if order == 0 else ()
                around = fan(len(happenings), radius)
                found.append(
                    MapMark(
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
    return MapPicture(
        window=atlas.windows[number],
        width=width,
        height=height,
        scale=scale,
        transform=Html(f"scale({scale:.4f}) translate({-box.x:.2f} {-box.y:.2f})"),
        marks=tuple(sorted(marks, key=lambda mark: (mark.place.area is None, len(mark.spots)))),
        names=tuple(names),
        apart=tuple(apart),
        bar=ScaleBar(longest, round(longest / metres, 1)),
        unit=metres,
    )


_NOWHERE = PlacedLabel(0, 0, "start", len(MAP_ZOOMS))


_SIZES = {"country": 14, "land": 14, "province": 11.5, "water": 11.5}
"""Layer -> height of the letters in its names, in pixels."""


def _with_labels(
    marks: list[MapMark],
    shapes: list[tuple[MapFeature, SheetPoint]],
    frame: Box,
    named: Callable[[EntryId | Localized], str],
) -> tuple[list[MapMark], list[MapName]]:
    """Find positions for all names: neighbours first, then places by their passages, then features of the ground."""
    names = [
        MapName(shape, named(shape.names or shape.entry or ""), x, y, _NOWHERE)
        for shape, (x, y) in shapes
        if 0 <= x <= frame.width and 0 <= y <= frame.height
    ]
    names.sort(key=lambda name: name.shape.layer != "country")
    large = sum(name.shape.layer == "country" for name in names)
    wanted = [MapLabel(n.x, n.y, n.text, _SIZES[n.shape.layer], 0) for n in names]
    beside = [MapLabel(m.x, m.y, m.name, TEXT_SIZE, _reach(m)) for m in marks[:NAMED_PLACES]]
    obstacles = [(m.x, m.y, _reach(m)) for m in marks]
    placed = place_map_labels([*wanted[:large], *beside, *wanted[large:]], obstacles, frame)
    first, second, third = placed[:large], placed[large : large + len(beside)], placed[large + len(beside) :]
    second += [_NOWHERE] * (len(marks) - len(second))
    return (
        [dataclasses.replace(mark, label=label) for mark, label in zip(marks, second, strict=True)],
        [dataclasses.replace(name, label=label) for name, label in zip(names, [*first, *third], strict=True)],
    )


def _reach(mark: MapMark) -> float:
    """Return the radius of a mark and what is attached to it, in pixels."""
    beside = {0: mark.radius, 1: mark.badge + 5}
    return max(mark.radius, beside.get(len(mark.spots), mark.badge + 8))


def round_length(longest: float) -> int:
    """Return the longest round length in metres (1, 2 or 5 and zeros) up to `longest`."""
    power = 10 ** math.floor(math.log10(longest))
    return int(next(step * power for step in (5, 2, 1) if step * power <= longest))


# --- marks -----------------------------------------------------------------------------------


def mark_radius(passages: int) -> float:
    """Return the radius of a mark in pixels; its area grows with the passages."""
    return round(min(4.5 + math.sqrt(passages) * 1.1, 13), 1)


DOT = 24
"""Room for each mark in a fan, in pixels, so that a finger hits it."""


def fan(number: int, inner: float) -> list[tuple[float, float]]:
    """Return positions for small marks in rings around a mark, in pixels from its centre.

    Args:
        number: number of small marks.
        inner: radius of the mark, which none of them covers.
    """
    found: list[tuple[float, float]] = []
    radius = inner + DOT * 0.75
    while len(found) < number:
        least = min(number - len(found), 14)
        radius = max(radius, least * DOT / (2 * math.pi))
        room = min(number - len(found), int(2 * math.pi * radius / DOT + 1e-9))
        for step in range(room):
            angle = 2 * math.pi * step / room - math.pi / 2
            found.append((round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)))
        radius += DOT
    return found
