"""Projection: from degrees to positions on a sheet.

A sheet is the plane of one map. Its unit is chosen so that the map's first window is `WIDTH` units
wide; y grows downwards, as in SVG.
"""

import dataclasses
import math
from collections.abc import Sequence

from charsu.model.geography import Bounds, LonLat

EARTH = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""


SHEET_WIDTH = 1000
"""Width of a map's first window, in units of its sheet: the pixels for which it is drawn."""

SheetPoint = tuple[float, float]
"""x and y on a sheet or in a picture."""


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


class Lambert:
    """Lambert's conformal conic projection of a sphere of radius 1, with two standard parallels.

    J. P. Snyder, Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395
    (1987), pp. 106-107, equations 14-15, 15-1 to 15-5.
    """

    def __init__(self, first: float, second: float, lat: float, lon: float) -> None:
        """Make a projection from two standard parallels and the point that becomes (0, 0), all in degrees."""
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

    def project(self, lon: float, lat: float) -> SheetPoint:
        """Return how far east and north of the point (0, 0) a place is, in radii of the sphere."""
        radius, angle = self._radius(math.radians(lat)), self._n * math.radians(lon - self._lon)
        return radius * math.sin(angle), self._top - radius * math.cos(angle)

    def scale(self, lat: float) -> float:
        """Return by what factor a short line is longer on the map than on the sphere, in whatever direction."""
        return self._n * self._radius(math.radians(lat)) / math.cos(math.radians(lat))


def _tan(lat: float) -> float:
    return math.tan(math.pi / 4 + lat / 2)


class Equirectangular:
    """Equirectangular projection: degrees of longitude are shortened by the cosine of the middle latitude.

    It is for windows that no cone fits: around the equator, near a pole, or of half the world.
    """

    def __init__(self, lat: float, lon: float) -> None:
        self._lat, self._lon = lat, lon

    def project(self, lon: float, lat: float) -> SheetPoint:
        shorter = math.cos(math.radians(self._lat))
        return math.radians(lon - self._lon) * shorter, math.radians(lat - self._lat)

    def scale(self, lat: float) -> float:
        return 1.0


def projection_for(bounds: Bounds) -> Lambert | Equirectangular:
    """Return the projection that suits a window: if possible, a cone that cuts the earth a sixth of its height from
    either edge.
    """
    lat, lon = (bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2
    height = bounds.north - bounds.south
    if abs(lat) < 8 or height > 60 or bounds.east - bounds.west > 120 or max(abs(bounds.south), abs(bounds.north)) > 84:
        return Equirectangular(lat, lon)
    return Lambert(bounds.south + height / 6, bounds.north - height / 6, lat, lon)


class Sheet:
    """The plane of a map."""

    def __init__(self, bounds: Bounds) -> None:
        """Make the sheet whose first window, `bounds`, begins at (0, 0) and is `SHEET_WIDTH` units wide."""
        self._projection = projection_for(bounds)
        points = [self._projection.project(*point) for point in bounds.outline()]
        self._west = min(x for x, _ in points)
        self._north = max(y for _, y in points)
        self._unit = SHEET_WIDTH / (max(x for x, _ in points) - self._west)

    def place(self, lon: float, lat: float) -> SheetPoint:
        """Return where a point on the earth is on the sheet."""
        x, y = self._projection.project(lon, lat)
        return (x - self._west) * self._unit, (self._north - y) * self._unit

    def length(self, metres: float, lat: float) -> float:
        """Return how long a short line at a latitude is on the sheet."""
        return metres / EARTH * self._projection.scale(lat) * self._unit

    def box(self, bounds: Bounds) -> Box:
        """Return the smallest rectangle that holds a part of the earth."""
        points = [self.place(*point) for point in bounds.outline()]
        x, y = min(x for x, _ in points), min(y for _, y in points)
        return Box(x, y, max(x for x, _ in points) - x, max(y for _, y in points) - y)


def fit(points: Sequence[LonLat], margin: float = 0.12, least: float = 0.5) -> Bounds:
    """Return bounds around points, with a margin, at least `least` degrees wide and high."""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    wide = max((east - west) * margin, (least - (east - west)) / 2)
    high = max((north - south) * margin, (least - (north - south)) / 2)
    return Bounds(west - wide, max(south - high, -89), east + wide, min(north + high, 89))
