"""Geography: degrees -> places on a sheet, shapes -> SVG paths, and where the names go.

A sheet is the plane of one map. Its unit is chosen so that the map's first window is `WIDTH` units
wide; y grows downwards, as in SVG.
"""

import dataclasses
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from charsu.support.text_width import text_width

EARTH = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""

WIDTH = 1000
"""Width of a map's first window, in units of its sheet: the pixels for which it is drawn."""

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y on a sheet."""


@dataclasses.dataclass(frozen=True)
class Bounds:
    """A part of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def outline(self, steps: int = 24) -> list[Point]:
        """Points around it, of which a projection can bend the sides."""
        share = [step / steps for step in range(steps)]
        lon, lat = self.east - self.west, self.north - self.south
        return [
            *((self.west + lon * s, self.south) for s in share),
            *((self.east, self.south + lat * s) for s in share),
            *((self.east - lon * s, self.north) for s in share),
            *((self.west, self.north - lat * s) for s in share),
        ]


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle on a sheet or in a picture."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box", gap: float = 0) -> bool:
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


# --- projection -------------------------------------------------------------------------------


class Lambert:
    """Lambert's conformal conic projection of a sphere of radius 1, with two standard parallels.

    J. P. Snyder, Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395
    (1987), pp. 106-107, equations 14-15, 15-1 to 15-5.
    """

    def __init__(self, first: float, second: float, lat: float, lon: float) -> None:
        """Degrees: the standard parallels, and the point that becomes (0, 0)."""
        one, two = math.radians(first), math.radians(second)
        if math.isclose(first, second):
            self._n = math.sin(one)
        else:
            self._n = math.log(math.cos(one) / math.cos(two)) / math.log(_tan(two) / _tan(one))
        self._f = math.cos(one) * _tan(one) ** self._n / self._n
        self._lon = lon
        self._top = self._radius(math.radians(lat))

    def _radius(self, lat: float) -> float:
        return float(self._f / _tan(lat) ** self._n)

    def project(self, lon: float, lat: float) -> Point:
        """To the east and to the north of the point that is (0, 0), in radii of the sphere."""
        radius, angle = self._radius(math.radians(lat)), self._n * math.radians(lon - self._lon)
        return radius * math.sin(angle), self._top - radius * math.cos(angle)

    def scale(self, lat: float) -> float:
        """How much longer a short line is on the map than on the sphere, the same in all directions."""
        return self._n * self._radius(math.radians(lat)) / math.cos(math.radians(lat))


def _tan(lat: float) -> float:
    return math.tan(math.pi / 4 + lat / 2)


class Plain:
    """Degrees as they are, shortened to the east by the cosine of the middle latitude (equirectangular).

    For windows that a cone does not fit: around the equator, near a pole, or of half the world.
    """

    def __init__(self, lat: float, lon: float) -> None:
        self._lat, self._lon = lat, lon

    def project(self, lon: float, lat: float) -> Point:
        shorter = math.cos(math.radians(self._lat))
        return math.radians(lon - self._lon) * shorter, math.radians(lat - self._lat)

    def scale(self, lat: float) -> float:
        return 1.0


def projection_for(bounds: Bounds) -> Lambert | Plain:
    """What suits a window: a cone that touches the earth a sixth of its height from either edge."""
    lat, lon = (bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2
    height = bounds.north - bounds.south
    if abs(lat) < 8 or height > 60 or bounds.east - bounds.west > 120 or max(abs(bounds.south), abs(bounds.north)) > 84:
        return Plain(lat, lon)
    return Lambert(bounds.south + height / 6, bounds.north - height / 6, lat, lon)


class Sheet:
    """The plane of a map."""

    def __init__(self, bounds: Bounds) -> None:
        """`bounds`: the first window, which becomes `WIDTH` units wide, from (0, 0)."""
        self._projection = projection_for(bounds)
        self._boxes: dict[Bounds, Box] = {}
        points = [self._projection.project(*point) for point in bounds.outline()]
        self._west = min(x for x, _ in points)
        self._north = max(y for _, y in points)
        self._unit = WIDTH / (max(x for x, _ in points) - self._west)

    def place(self, lon: float, lat: float) -> Point:
        x, y = self._projection.project(lon, lat)
        return (x - self._west) * self._unit, (self._north - y) * self._unit

    def length(self, metres: float, lat: float) -> float:
        """How long a short line at a latitude is on the sheet."""
        return metres / EARTH * self._projection.scale(lat) * self._unit

    def box(self, bounds: Bounds) -> Box:
        """The smallest rectangle that holds a part of the earth."""
        if bounds not in self._boxes:
            self._boxes[bounds] = self._box(bounds)
        return self._boxes[bounds]

    def _box(self, bounds: Bounds) -> Box:
        points = [self.place(*point) for point in bounds.outline()]
        x, y = min(x for x, _ in points), min(y for _, y in points)
        return Box(x, y, max(x for x, _ in points) - x, max(y for _, y in points) - y)


def fit(points: Sequence[Point], margin: float = 0.12, least: float = 0.5) -> Bounds:
    """Bounds around points (longitude, latitude), with a margin; at least some degrees wide and high."""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    wide = max((east - west) * margin, (least - (east - west)) / 2)
    high = max((north - south) * margin, (least - (north - south)) / 2)
    return Bounds(west - wide, max(south - high, -89), east + wide, min(north + high, 89))


# --- shapes -----------------------------------------------------------------------------------


def path(lines: Iterable[Sequence[Point]], sheet: Sheet, closed: bool) -> str:
    """Lines of degrees as the data of an SVG path: tenths of a unit, each point relative to the last."""
    parts = []
    for line in lines:
        last = (0, 0)
        steps: list[tuple[int, int]] = []
        for lon, lat in line[:-1] if closed and line[0] == line[-1] else line:
            x, y = sheet.place(lon, lat)
            here = (round(x * 10), round(y * 10))
            if steps and here == last:
                continue
            steps.append((here[0] - last[0], here[1] - last[1]))
            last = here
        if len(steps) < 2:
            continue
        words = [f"{_tenths(x)}{_joined(_tenths(y))}" for x, y in steps]
        rest = words[1] + "".join(map(_joined, words[2:]))
        parts.append(f"M{words[0]}l{rest}" + ("z" if closed else ""))
    return "".join(parts)


def _tenths(value: int) -> str:
    """A number of tenths, as short as SVG allows: "1.5", "-.5", "2"."""
    whole, tenth = divmod(abs(value), 10)
    number = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{number}" if value < 0 else number


def _joined(word: str) -> str:
    return word if word.startswith("-") else f" {word}"


# --- a scale ----------------------------------------------------------------------------------


def round_length(longest: float) -> int:
    """The roundest length in metres (1, 2 or 5 and noughts) that is not longer than `longest`."""
    power = 10 ** math.floor(math.log10(longest))
    return int(next(step * power for step in (5, 2, 1) if step * power <= longest))


def steps(span: float, most: int) -> float:
    """A round step in degrees by which a span is cut into `most` parts or fewer."""
    return next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90) if span / step <= most or step == 90)


# --- names ------------------------------------------------------------------------------------

Anchor = Literal["start", "middle", "end"]

ZOOMS = (0.35, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How many pixels a unit of the picture may have: on a telephone, as drawn, and zoomed in."""


FOOT = 30
"""Pixels at the lower edge of a picture that its scale bar needs."""


@dataclasses.dataclass(frozen=True)
class Label:
    """A name that wants a place; sizes in pixels, which zooming does not change."""

    x: float
    y: float
    text: str
    size: float
    """Of the type."""
    reach: float
    """Radius of the mark that it stands beside; 0: it stands on the point itself."""


@dataclasses.dataclass(frozen=True)
class Placed:
    """Where a name stands, and from which zoom on there is room for it."""

    dx: float
    dy: float
    """From the point to the name's base line, in pixels."""
    anchor: Anchor
    zoom: int
    """Index in `ZOOMS`; their number if there is never room."""


def place_labels(labels: Sequence[Label], marks: Sequence[tuple[float, float, float]], frame: Box) -> list[Placed]:
    """Find a place for each name, the most important first, so that no two meet, and none meets a mark.

    For each zoom, beginning with the smallest, every name that has none yet tries the places around
    its point; one counts if the name is free there at this zoom and at all larger ones.

    Args:
        labels: in the order of their importance.
        marks: x, y in units, and the radius in pixels.
        frame: the picture, in units; no name leaves it as drawn.
    """
    crowd = _Crowd(marks, frame)
    found: dict[int, Placed] = {}
    for zoom in range(len(ZOOMS)):
        for number, label in enumerate(labels):
            if number not in found and (spot := _free_spot(label, zoom, crowd)):
                found[number] = spot
                crowd.add(label, spot)
    never = len(ZOOMS)
    return [
        found[number] if number in found else dataclasses.replace(_spots(label)[0], zoom=never)
        for number, label in enumerate(labels)
    ]


def _spots(label: Label) -> list[Placed]:
    """The places around a point that a name may take, the best first."""
    up, low = -label.size * 0.32, label.size * 0.36
    if not label.reach:
        return [Placed(0, low, "middle", 0)]
    side, slant = label.reach + 3, label.reach * 0.7 + 2
    return [
        Placed(side, low, "start", 0),
        Placed(-side, low, "end", 0),
        Placed(slant, up - slant, "start", 0),
        Placed(slant, label.size * 0.75 + slant, "start", 0),
        Placed(-slant, up - slant, "end", 0),
        Placed(-slant, label.size * 0.75 + slant, "end", 0),
        Placed(0, -side - 1, "middle", 0),
        Placed(0, side + label.size * 0.8, "middle", 0),
    ]


def label_box(label: Label, spot: Placed, zoom: float) -> Box:
    """What a name covers, in pixels at a zoom."""
    width = label.size * text_width(label.text)
    left = {"start": 0.0, "middle": -width / 2, "end": -width}[spot.anchor]
    x, y = label.x * zoom + spot.dx + left, label.y * zoom + spot.dy - label.size * 0.8
    return Box(x, y, width, label.size * 1.05)


def _free_spot(label: Label, zoom: int, crowd: "_Crowd") -> Placed | None:
    for spot in _spots(label):
        if all(crowd.is_free(label, spot, number) for number in range(zoom, len(ZOOMS))):
            return dataclasses.replace(spot, zoom=zoom)
    return None


_CELL = 64
"""Pixels: about as large as a name, so that it has few others to be compared with."""


class _Crowd:
    """All that stands on a picture already, at every zoom, where it is found at once."""

    def __init__(self, marks: Sequence[tuple[float, float, float]], frame: Box) -> None:
        self._frame = frame
        self._marks: list[dict[tuple[int, int], list[tuple[Box, float, float]]]] = [{} for _ in ZOOMS]
        self._names: list[dict[tuple[int, int], list[Box]]] = [{} for _ in ZOOMS]
        for number, zoom in enumerate(ZOOMS):
            for x, y, reach in marks:
                box = Box(x * zoom - reach, y * zoom - reach, 2 * reach, 2 * reach)
                for cell in _cells(box):
                    self._marks[number].setdefault(cell, []).append((box, x, y))

    def add(self, label: Label, spot: Placed) -> None:
        """Put a name where it stands."""
        for number, zoom in enumerate(ZOOMS):
            box = label_box(label, spot, zoom)
            for cell in _cells(box):
                self._names[number].setdefault(cell, []).append(box)

    def is_free(self, label: Label, spot: Placed, number: int) -> bool:
        """Whether a name has room there at a zoom; its own mark is not in its way."""
        zoom, frame = ZOOMS[number], self._frame
        box = label_box(label, spot, zoom)
        whole = Box(frame.x * zoom, frame.y * zoom, frame.width * zoom, frame.height * zoom - FOOT)
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
