"""Records of the base map: the shapes under the marks of the map, its windows and its credits."""

import dataclasses
from typing import Literal

from charsu.model.geography import Bounds
from charsu.model.identifiers import EntryId, Localized

Layer = Literal["land", "country", "province", "water"]
"""The subject of the map; the countries around it; the parts it is divided into; rivers and lakes."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MapFeature:
    """One feature of entries/map.geojson."""

    layer: Layer
    entry: EntryId | None = None
    names: Localized | None = None
    """Only if there is no entry."""
    label: tuple[float, float] | None = None
    """Longitude and latitude of the label."""
    lines: tuple[tuple[tuple[float, float], ...], ...]
    """Longitudes and latitudes."""
    closed: bool
    """Whether its lines are borders of areas."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Window:
    """A part of the earth that is drawn as a map of its own."""

    title: Localized
    bounds: Bounds
    note: Localized | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Credit:
    """The credit for a part of the map."""

    of: Localized
    who: str
    licence: Localized
    url: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class BaseMap:
    """What is drawn under the marks of the map: entries/map.yml and entries/map.geojson, both optional."""

    shapes: tuple[MapFeature, ...] = ()
    windows: tuple[Window, ...] = ()
    """The main map first; if there are none, the map is fitted to what it shows."""
    credits: tuple[Credit, ...] = ()
