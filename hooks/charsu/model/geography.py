"""Geography: points and parts of the earth, in degrees."""

import dataclasses

LonLat = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclasses.dataclass(frozen=True)
class Bounds:
    """A part of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def outline(self, steps: int = 24) -> list[LonLat]:
        """Return points along the edge, so that a projection can bend its sides."""
        share = [step / steps for step in range(steps)]
        lon, lat = self.east - self.west, self.north - self.south
        return [
            *((self.west + lon * s, self.south) for s in share),
            *((self.east, self.south + lat * s) for s in share),
            *((self.east - lon * s, self.north) for s in share),
            *((self.west, self.north - lat * s) for s in share),
        ]
