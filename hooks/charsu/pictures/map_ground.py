"""The ground of the map."""

from collections.abc import Iterable, Sequence
from html import escape

from charsu.link.map_model import Atlas
from charsu.link.projection import SHEET_WIDTH, Sheet
from charsu.model.base_map import BaseMap
from charsu.model.geography import LonLat

# --- paths -----------------------------------------------------------------------------------


def path(lines: Iterable[Sequence[LonLat]], sheet: Sheet, closed: bool) -> str:
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


# --- the ground ------------------------------------------------------------------------------


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
    box = f"0 0 {SHEET_WIDTH} {SHEET_WIDTH}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g id="ground">{paths}</g></svg>\n'


def steps(span: float, most: int) -> float:
    """A round step in degrees by which a span is cut into `most` parts or fewer."""
    return next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90) if span / step <= most or step == 90)
