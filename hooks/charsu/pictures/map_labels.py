"""Map labels: places for names on a map."""

import dataclasses
import math
from collections.abc import Iterator, Sequence

from charsu.link.projection import Box
from charsu.pictures.geometry import MAP_ZOOMS, SCALE_BAR_HEIGHT, Anchor
from charsu.support.text_width import text_width


@dataclasses.dataclass(frozen=True)
class MapLabel:
    """A name that wants a place; sizes in pixels, which zooming does not change."""

    x: float
    y: float
    text: str
    size: float
    """Of the type."""
    reach: float
    """Radius of the mark that it stands beside; 0: it stands on the point itself."""


@dataclasses.dataclass(frozen=True)
class PlacedLabel:
    """Where a name stands, and from which zoom on there is room for it."""

    dx: float
    dy: float
    """From the point to the name's base line, in pixels."""
    anchor: Anchor
    zoom: int
    """Index in `MAP_ZOOMS`; their number if there is never room."""


def place_map_labels(
    labels: Sequence[MapLabel], marks: Sequence[tuple[float, float, float]], frame: Box
) -> list[PlacedLabel]:
    """Find a place for each name, the most important first, so that no two meet, and none meets a mark.

    For each zoom, beginning with the smallest, every name that has none yet tries the places around
    its point; one counts if the name is free there at this zoom and at all larger ones.

    Args:
        labels: in the order of their importance.
        marks: x, y in units, and the radius in pixels.
        frame: the picture, in units; no name leaves it as drawn.
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
    """The places around a point that a name may take, the best first."""
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
    """What a name covers, in pixels at a zoom."""
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
"""Pixels: about as large as a name, so that it has few others to be compared with."""


class _Crowd:
    """All that stands on a picture already, at every zoom, where it is found at once."""

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
        """Put a name where it stands."""
        for number, zoom in enumerate(MAP_ZOOMS):
            box = label_box(label, spot, zoom)
            for cell in _cells(box):
                self._names[number].setdefault(cell, []).append(box)

    def is_free(self, label: MapLabel, spot: PlacedLabel, number: int) -> bool:
        """Whether a name has room there at a zoom; its own mark is not in its way."""
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
"""Pixels between two names."""


def _cells(box: Box, gap: float = 0) -> Iterator[tuple[int, int]]:
    left, right = math.floor((box.x - gap) / _CELL), math.floor((box.x + box.width + gap) / _CELL)
    top, bottom = math.floor((box.y - gap) / _CELL), math.floor((box.y + box.height + gap) / _CELL)
    for column in range(left, right + 1):
        for line in range(top, bottom + 1):
            yield column, line
