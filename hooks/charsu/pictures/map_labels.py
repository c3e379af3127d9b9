"""Map labels: positions for the names on a map, at each zoom."""

import dataclasses
import math
from collections.abc import Iterator, Sequence

from charsu.link.projection import Box
from charsu.pictures.geometry import MAP_ZOOMS, SCALE_BAR_HEIGHT, Anchor
from charsu.support.text_width import text_width


@dataclasses.dataclass(frozen=True)
class MapLabel:
    """A name to be placed. Sizes are in pixels, which zooming does not change."""

    x: float
    y: float
    text: str
    size: float
    """Height of the letters."""
    reach: float
    """Radius of the mark beside which it is placed; 0: it is placed on the point itself."""


@dataclasses.dataclass(frozen=True)
class PlacedLabel:
    """The position of a name, and the zoom from which there is room for it."""

    dx: float
    dy: float
    """From the point to the baseline, in pixels."""
    anchor: Anchor
    zoom: int
    """Index in `MAP_ZOOMS`; the number of zooms if there is never room."""


def place_map_labels(
    labels: Sequence[MapLabel], marks: Sequence[tuple[float, float, float]], frame: Box
) -> list[PlacedLabel]:
    """Find a position for each name, the most important first, so that no two overlap, and none overlaps a mark.

    At each zoom, from the smallest to the largest, each name without a position tries those around its point. A
    position is good if nothing is in the way at this zoom and at all larger ones.

    Args:
        labels: the names, the most important first.
        marks: x and y in units of the picture, and the radius in pixels.
        frame: the picture, in its units; every name is within it.
    """
    crowd = _Crowd(marks, frame)
    found: dict[int, PlacedLabel] = {}
    for zoom in range(len(MAP_ZOOMS)):
        for number, label in enumerate(labels):
            if number not in found and (spot := _free_spot(label, zoom, crowd)):
                found[number] = spot
                crowd.add(label, spot)
    never = len(MAP_ZOOMS)
    return [
        found[number] if number in found else dataclasses.replace(_spots(label)[0], zoom=never)
        for number, label in enumerate(labels)
    ]


def _spots(label: MapLabel) -> list[PlacedLabel]:
    """Return the positions that a name may have around its point, the best first."""
    up, low = -label.size * 0.32, label.size * 0.36
    if not label.reach:
        return [PlacedLabel(0, low, "middle", 0)]
    side, slant = label.reach + 3, label.reach * 0.7 + 2
    return [
        PlacedLabel(side, low, "start", 0),
        PlacedLabel(-side, low, "end", 0),
        PlacedLabel(slant, up - slant, "start", 0),
        PlacedLabel(slant, label.size * 0.75 + slant, "start", 0),
        PlacedLabel(-slant, up - slant, "end", 0),
        PlacedLabel(-slant, label.size * 0.75 + slant, "end", 0),
        PlacedLabel(0, -side - 1, "middle", 0),
        PlacedLabel(0, side + label.size * 0.8, "middle", 0),
    ]


def label_box(label: MapLabel, spot: PlacedLabel, zoom: float) -> Box:
    """Return the rectangle that a name covers, in pixels at a zoom."""
    width = label.size * text_width(label.text)
    left = {"start": 0.0, "middle": -width / 2, "end": -width}[spot.anchor]
    x, y = label.x * zoom + spot.dx + left, label.y * zoom + spot.dy - label.size * 0.8
    return Box(x, y, width, label.size * 1.05)


def _free_spot(label: MapLabel, zoom: int, crowd: "_Crowd") -> PlacedLabel | None:
    for spot in _spots(label):
        if all(crowd.is_free(label, spot, number) for number in range(zoom, len(MAP_ZOOMS))):
            return dataclasses.replace(spot, zoom=zoom)
    return None


_CELL = 64
"""Size of the cells of the grid, in pixels: about that of a name, so that it is compared with few others."""


class _Crowd:
    """Everything that has a position on the picture, at every zoom, in a grid that finds it quickly."""

    def __init__(self, marks: Sequence[tuple[float, float, float]], frame: Box) -> None:
        self._frame = frame
        self._marks: list[dict[tuple[int, int], list[tuple[Box, float, float]]]] = [{} for _ in MAP_ZOOMS]
        self._names: list[dict[tuple[int, int], list[Box]]] = [{} for _ in MAP_ZOOMS]
        for number, zoom in enumerate(MAP_ZOOMS):
            for x, y, reach in marks:
                box = Box(x * zoom - reach, y * zoom - reach, 2 * reach, 2 * reach)
                for cell in _cells(box):
                    self._marks[number].setdefault(cell, []).append((box, x, y))

    def add(self, label: MapLabel, spot: PlacedLabel) -> None:
        """Add a name at its position."""
        for number, zoom in enumerate(MAP_ZOOMS):
            box = label_box(label, spot, zoom)
            for cell in _cells(box):
                self._names[number].setdefault(cell, []).append(box)

    def is_free(self, label: MapLabel, spot: PlacedLabel, number: int) -> bool:
        """Return whether there is room for a name at a zoom; its own mark is not in its way."""
        zoom, frame = MAP_ZOOMS[number], self._frame
        box = label_box(label, spot, zoom)
        whole = Box(frame.x * zoom, frame.y * zoom, frame.width * zoom, frame.height * zoom - SCALE_BAR_HEIGHT)
        if not whole.holds(box):
            return False
        marks, names = self._marks[number], self._names[number]
        for cell in _cells(box, _BETWEEN):
            for mark, x, y in marks.get(cell, ()):
                own = label.reach and x == label.x and y == label.y
                if not own and box.meets(mark):
                    return False
            if any(box.meets(other, _BETWEEN) for other in names.get(cell, ())):
                return False
        return True


_BETWEEN = 2
"""Minimum gap between two names, in pixels."""


def _cells(box: Box, gap: float = 0) -> Iterator[tuple[int, int]]:
    left, right = math.floor((box.x - gap) / _CELL), math.floor((box.x + box.width + gap) / _CELL)
    top, bottom = math.floor((box.y - gap) / _CELL), math.floor((box.y + box.height + gap) / _CELL)
    for column in range(left, right + 1):
        for line in range(top, bottom + 1):
            yield column, line
