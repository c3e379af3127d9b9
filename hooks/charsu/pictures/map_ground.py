"""The ground of the map: land, borders, water and the graticule, as SVG.

It is drawn once, into `assets/map.svg`, and every picture refers to it.
"""

from collections.abc import Iterable, Mapping, Sequence

from charsu.link.map_model import Atlas
from charsu.link.projection import SHEET_WIDTH, Sheet
from charsu.model.base_map import BaseMap, Layer
from charsu.model.geography import LonLat
from charsu.support.html import EMPTY, Html, escape

# --- paths -----------------------------------------------------------------------------------


def path(lines: Iterable[Sequence[LonLat]], sheet: Sheet, closed: bool) -> Html:
    """Return lines as the data of an SVG path, in tenths of a unit, each point relative to the one before."""
    parts: list[Html] = []
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
        points = [Html(f"{_tenths(x)}{_joined(_tenths(y))}") for x, y in steps]
        rest = points[1] + EMPTY.join(map(_joined, points[2:]))
        end = Html("z") if closed else EMPTY
        parts.append(Html(f"M{points[0]}l{rest}{end}"))
    return EMPTY.join(parts)


def _tenths(value: int) -> Html:
    """Return a number of tenths, as short as SVG allows: "1.5", "-.5", "2"."""
    whole, tenth = divmod(abs(value), 10)
    number = Html(f".{tenth}") if tenth else EMPTY
    if whole or not tenth:
        number = Html(f"{whole}{number}")
    return Html(f"-{number}") if value < 0 else number


def _joined(number: Html) -> Html:
    return number if number.startswith("-") else Html(f" {number}")


# --- the ground ------------------------------------------------------------------------------


_STYLES: Mapping[Layer, Html] = {
    "country": Html("fill:var(--map-around);stroke:var(--map-border);stroke-width:.8"),
    "land": Html("fill:var(--map-land);stroke:var(--map-outline);stroke-width:1.5;stroke-linejoin:round"),
    "water": Html("stroke:var(--map-water);stroke-width:1.1;stroke-linejoin:round;fill:"),
    "province": Html("fill:var(--map-none,none);stroke:var(--map-border);stroke-width:.7;stroke-linejoin:round"),
}
"""Layers, the lowest first, with their styles."""

_WATER_AREA, _WATER_LINE = Html("var(--map-water)"), Html("none")
"""What fills lakes, and rivers."""


def ground_paths(atlas: Atlas, ground: BaseMap) -> Html:
    """Return the ground as SVG, in units of the sheet; its colours are custom properties of the page."""
    sheet = atlas.sheet
    if sheet is None:
        return EMPTY
    box = atlas.box()
    width = box.width + 1800
    around = Html(f"M{box.x - 900:.0f} {box.y - 900:.0f}h{width:.0f}v{box.height + 1800:.0f}h-{width:.0f}z")
    parts = [Html(f'<path style="fill:var(--map-around)" d="{around}"/>')]
    for layer in _STYLES:
        unnamed: list[Html] = []
        for shape in ground.shapes:
            if shape.layer != layer:
                continue
            data = path(shape.lines, sheet, shape.closed)
            if shape.entry and layer == "province":
                parts.append(_path(layer, data, shape.closed, Html(f'id="area-{escape(shape.entry)}" ')))
            elif shape.closed:
                unnamed.append(data)
            else:
                parts.append(_path(layer, data, closed=False))
        if unnamed:
            parts.append(_path(layer, EMPTY.join(unnamed), closed=True))
        if layer == "land":
            parts.append(_graticule(atlas))
    return EMPTY.join(parts)


def _path(layer: Layer, data: Html, closed: bool, attributes: Html = EMPTY) -> Html:
    style = _STYLES[layer]
    if layer == "water":
        style += _WATER_AREA if closed else _WATER_LINE
    return Html(f'<path {attributes}style="{style}" vector-effect="non-scaling-stroke" d="{data}"/>')


def _graticule(atlas: Atlas) -> Html:
    """Return meridians and parallels at round degrees."""
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
    style = Html("fill:none;stroke:var(--map-grid);stroke-width:.6")
    data = path(lines, atlas.sheet, closed=False)
    return Html(f'<path style="{style}" vector-effect="non-scaling-stroke" d="{data}"/>')


def ground_svg(atlas: Atlas, ground: BaseMap) -> Html:
    """Return `assets/map.svg`: pictures refer to the ground as `map.svg#ground`."""
    paths = ground_paths(atlas, ground)
    box = Html(f"0 0 {SHEET_WIDTH} {SHEET_WIDTH}")
    return Html(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g id="ground">{paths}</g></svg>\n')


def steps(span: float, most: int) -> float:
    """Return a round step in degrees that divides a span into at most `most` parts."""
    return next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90) if span / step <= most or step == 90)
