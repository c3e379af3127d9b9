"""Read the base map: entries/map.yml and entries/map.geojson, either of which may be missing.

The shapes are GeoJSON (RFC 7946). All JSON is YAML, so it is parsed as YAML, which gives every mistake a place.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from charsu.model.base_map import BaseMap, Credit, Layer, MapFeature, Window
from charsu.model.geography import Bounds, LonLat
from charsu.model.records import Language
from charsu.read import mappings, readers
from charsu.read.json_schema import accepts, schema_of
from charsu.read.mappings import FieldReader
from charsu.read.readers import Reader
from charsu.read.yaml_nodes import Fields, Items, Node, read_yaml
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.textfile import is_there
from charsu.text.wikilinks import Reference

MAP = "entries/map.yml"
SHAPES = "entries/map.geojson"

LAYERS: tuple[Layer, ...] = get_args(Layer)


def load_base_map(root: Path, languages: Sequence[Language], problems: Problems) -> tuple[BaseMap, list[Reference]]:
    """Read the base map.

    Returns:
        The base map, empty if there are no such files; every reference to an entry in it.
    """
    windows: tuple[Window, ...] = ()
    credits: tuple[Credit, ...] = ()
    shapes: tuple[MapFeature, ...] = ()
    references: list[Reference] = []
    if is_there(root / MAP) and (node := read_yaml(root, MAP, problems)):
        windows, credits = read_map(node, languages, problems)
    if is_there(root / SHAPES) and (node := read_yaml(root, SHAPES, problems)):
        fields = FieldReader(node, ("type", "features", "bbox"), problems)
        fields.require("type", readers.one_of(("FeatureCollection",), "type"), "FeatureCollection")
        found = fields.require("features", mappings.list_of(_shape_reader(languages, references)), "[…]")
        shapes = found or ()
    return BaseMap(shapes=shapes, windows=windows, credits=credits), references


# --- windows and credits ----------------------------------------------------------------------


def read_map(
    node: Node, languages: Sequence[Language], problems: Problems
) -> tuple[tuple[Window, ...], tuple[Credit, ...]]:
    """Read the windows and credits of entries/map.yml."""
    fields = FieldReader(node, ("windows", "credits"), problems, BaseMap)
    windows = fields.require("windows", mappings.list_of(_window_reader(languages)), "[…]") or ()
    return windows, fields.get("credits", mappings.list_of(_credit_reader(languages))) or ()


def _window_reader(languages: Sequence[Language]) -> Reader[Window]:
    def window(node: Node, problems: Problems) -> Window | None:
        fields = FieldReader(node, ("title", "bounds", "note"), problems, Window)
        title = fields.require("title", mappings.localized(languages), mappings.in_each(languages))
        bounds = fields.require("bounds", _bounds, _BOUNDS_EXAMPLE)
        note = fields.get("note", mappings.localized(languages))
        if not fields.complete or title is None or bounds is None:
            return None
        return Window(title=title, bounds=bounds, note=note)

    return window


_BOUNDS_EXAMPLE = "{west: 18, east: 22.5, south: 57, north: 59}"
_BOUNDS_HINT = f"Write {_BOUNDS_EXAMPLE}: degrees, positive to the east and north."


def _bounds(node: Node, problems: Problems) -> Bounds | None:
    fields = FieldReader(node, ("west", "east", "south", "north"), problems)
    west, east = (fields.require(name, _longitude, "0") for name in ("west", "east"))
    south, north = (fields.require(name, _latitude, "0") for name in ("south", "north"))
    if west is None or east is None or south is None or north is None:
        return None
    for low, high, first, second in ((west, east, "west", "east"), (south, north, "south", "north")):
        if not low < high:
            problems.add(
                fields.value_place(first), f"{first} ({low:g}) must be less than {second} ({high:g})", _BOUNDS_HINT
            )
            return None
    return Bounds(west=west, south=south, east=east, north=north)


def _degrees(most: int) -> Reader[float]:
    @accepts(lambda: {"allOf": [schema_of(readers.number)], "minimum": -most, "maximum": most})
    def degrees(node: Node, problems: Problems) -> float | None:
        found = readers.number(node, problems)
        if found is not None and abs(found) > most:
            problems.add(node.place, f"expected {-most} to {most} degrees, found {found:g}", _POINT_HINT)
            return None
        return found

    return degrees


_longitude, _latitude = _degrees(180), _degrees(90)


def _credit_reader(languages: Sequence[Language]) -> Reader[Credit]:
    def credit(node: Node, problems: Problems) -> Credit | None:
        fields = FieldReader(node, ("of", "who", "licence", "url"), problems, Credit)
        of = fields.require("of", mappings.localized(languages), mappings.in_each(languages))
        who = fields.require("who", readers.text)
        licence = fields.require("licence", mappings.localized(languages), mappings.in_each(languages))
        url = fields.get("url", readers.url)
        if not fields.complete or of is None or who is None or licence is None:
            return None
        return Credit(of=of, who=who, licence=licence, url=url)

    return credit


# --- shapes -----------------------------------------------------------------------------------

_POINT_HINT = "A point is [longitude, latitude], in degrees."

_DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Type of a geometry -> how many lists its points are nested in."""


def _shape_reader(languages: Sequence[Language], references: list[Reference]) -> Reader[MapFeature]:
    def shape(node: Node, problems: Problems) -> MapFeature | None:
        fields = FieldReader(node, ("type", "properties", "geometry", "id", "bbox"), problems)
        fields.require("type", readers.one_of(("Feature",), "type"), "Feature")
        properties = fields.require("properties", _mapping, "{layer: land}")
        geometry = fields.require("geometry", _geometry, "{type: Polygon, coordinates: […]}")
        if properties is None:
            return None
        said = FieldReader(properties, ("layer", "entry", "name", "label"), problems)
        layer: Layer | None = said.require("layer", _layer, "land")
        entry = said.get("entry", readers.slug)
        if entry is not None:
            references.append(Reference(entry, said.value_place("entry")))
        names = said.get("name", mappings.localized(languages))
        label = said.get("label", _point)
        if entry is not None and names is not None:
            problems.add(
                said.value_place("name"),
                "this shape has both a name and an entry",
                "The map shows the entry's name; remove this one.",
            )
        if not (fields.complete and said.complete) or layer is None or geometry is None:
            return None
        lines, closed = geometry
        return MapFeature(layer=layer, entry=entry, names=names, label=label, lines=lines, closed=closed)

    return shape


def _mapping(node: Node, problems: Problems) -> Fields | None:
    if isinstance(node, Fields):
        return node
    readers.expected("a mapping", node, problems, "Write {layer: land}.")
    return None


def _list(node: Node, problems: Problems) -> Items | None:
    if isinstance(node, Items):
        return node
    readers.expected("a list", node, problems, _POINT_HINT)
    return None


def _layer(node: Node, problems: Problems) -> Layer | None:
    found = readers.text(node, problems)
    if found is None:
        return None
    layer = next((layer for layer in LAYERS if layer == found), None)
    if layer is None:
        problems.add(node.place, f"there is no layer {quote(found)}", did_you_mean(found, LAYERS))
    return layer


def _geometry(node: Node, problems: Problems) -> tuple[tuple[tuple[LonLat, ...], ...], bool] | None:
    """Read the lines of a geometry, and whether they are borders of areas."""
    fields = FieldReader(node, ("type", "coordinates", "bbox"), problems)
    form = fields.require("type", readers.one_of(_DEPTHS, "type of geometry"), "Polygon")
    coordinates = fields.require("coordinates", _list, "[…]")
    if form is None or coordinates is None:
        return None
    closed = form.endswith("Polygon")
    lines = _lines(coordinates, _DEPTHS[form], 4 if closed else 2, problems)
    return None if lines is None else (lines, closed)


def _lines(node: Node, depth: int, least: int, problems: Problems) -> tuple[tuple[LonLat, ...], ...] | None:
    """Return all lines in lists that are nested `depth` deep."""
    if not isinstance(node, Items) or not node.items:
        readers.expected("a list of points" if depth == 1 else "a list of lines", node, problems, _POINT_HINT)
        return None
    if depth > 1:
        found = [_lines(item, depth - 1, least, problems) for item in node.items]
        return None if None in found else tuple(line for lines in found for line in lines or ())
    points = tuple(point for item in node.items if (point := _point(item, problems)) is not None)
    if len(points) < len(node.items):
        return None
    if len(points) < least:
        problems.add(node.place, f"a line of {len(points)} points; it needs at least {least}", _POINT_HINT)
        return None
    if least == 4 and points[0] != points[-1]:
        problems.add(node.place, "the border of an area is not closed", "Repeat its first point at the end.")
        return None
    return (points,)


def _point(node: Node, problems: Problems) -> LonLat | None:
    if not isinstance(node, Items) or len(node.items) not in (2, 3):
        what = f"a list of {len(node.items)}" if isinstance(node, Items) else readers.describe(node)
        problems.add(node.place, f"expected a point, found {what}", _POINT_HINT)
        return None
    lon, lat = _longitude(node.items[0], problems), _latitude(node.items[1], problems)
    return None if lon is None or lat is None else (lon, lat)
