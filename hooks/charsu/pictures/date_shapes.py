"""Date shapes: what a date is drawn as.

A date is drawn as what it says, never as more: a day as a point; a month or a year, within which
something happened, as a pale span; what lasted from one date to another as a full bar, pale where
the source does not say exactly when it began or ended.
"""

import dataclasses
import functools
from collections.abc import Iterable
from typing import Literal, NamedTuple

from charsu.model.dates import Choice, Date, Point, Range, read_date
from charsu.pictures.geometry import ARROW_LENGTH, HALO_WIDTH, MIN_SPAN_WIDTH, STUB_LENGTH
from charsu.pictures.time_scale import Scale, day_number
from charsu.support.html import EMPTY, Html


@dataclasses.dataclass(frozen=True)
class DateShape:
    """One shape in the drawing of a date."""

    form: Literal["point", "within", "lasting", "life", "either"]
    """A day; a span within which something happened; a span that it filled; from a first to a last date; the line that
    joins alternatives."""
    start: int | None
    """First day; None if it is open."""
    end: int | None
    """Day after the last one; None if it is open."""
    soft_start: bool = False
    """Whether the beginning is approximate."""
    soft_end: bool = False
    """Whether the end is approximate."""
    uncertain: bool = False


@functools.lru_cache(maxsize=10_000)  # many pages show the same dates
def shapes_of(date: Date) -> tuple[DateShape, ...]:
    """Return the shapes of a date, from left to right."""
    match date.value:
        case Point() as point:
            return (_draw_point(point),)
        case Range(start=start, end=end) if start == end and start is not None:
            return (_draw_point(start),)
        case Range(start=start, end=end):
            return _draw_range(start, end)
        case Choice(points=points):
            shapes = sorted(map(_draw_point, points), key=lambda shape: (first_day(shape), last_day(shape)))
            return (DateShape("either", first_day(shapes[0]), max(map(last_day, shapes))), *shapes)


def _days(point: Point) -> tuple[int, int]:
    return day_number(*point.first_day()), day_number(*point.last_day()) + 1


def _draw_point(point: Point) -> DateShape:
    form: Literal["point", "within"] = "point" if point.precision == "day" else "within"
    return DateShape(form, *_days(point), point.approximate, point.approximate, point.uncertain)


def _draw_range(start: Point | None, end: Point | None) -> tuple[DateShape, ...]:
    """Return pale shapes for when it may have begun or ended, and a full one between them."""
    first, began = (None, None) if start is None else _days(start)
    ended, last = (None, None) if end is None else _days(end)
    if start and start.precision == "day":
        began = first
    if end and end.precision == "day":
        ended = last
    soft_start, soft_end = bool(start and start.approximate), bool(end and end.approximate)
    at_start, at_end = bool(start and start.uncertain), bool(end and end.uncertain)
    if began is not None and ended is not None and began >= ended:
        return (DateShape("within", first, last, soft_start, soft_end, at_start or at_end),)
    shapes = []
    if first != began:
        shapes.append(DateShape("within", first, began, soft_start, False, at_start))
    shapes.append(
        DateShape(
            "lasting", began, ended, soft_start and first == began, soft_end and last == ended, at_start or at_end
        )
    )
    if ended != last:
        shapes.append(DateShape("within", ended, last, False, soft_end, at_end))
    return tuple(shapes)


def first_day(shape: DateShape) -> int:
    """Return the first known day of a shape."""
    return shape.start if shape.start is not None else (shape.end or 0) - 1


def last_day(shape: DateShape) -> int:
    """Return the day after the last known one."""
    return shape.end if shape.end is not None else (shape.start or 0) + 1


# --- positions -------------------------------------------------------------------------------


class PlacedShape(NamedTuple):
    """A shape at its position in a picture."""

    shape: DateShape
    x: float
    """Left end; of a point, its middle."""
    width: float
    at_start: bool
    """Whether an arrow points to the left: it began earlier."""
    at_end: bool
    """Whether an arrow points to the right: it went on."""


def place_shape(shape: DateShape, scale: Scale) -> PlacedShape:
    """Return a shape at its position; an open end is an arrow."""
    start, end, form = shape.start, shape.end, shape.form
    left = scale.x(start) if start is not None else scale.x(end or 0) - STUB_LENGTH
    right = scale.x(end) if end is not None else left + STUB_LENGTH
    if form == "point":
        return PlacedShape(shape, round((left + right) / 2, 1), 0, False, False)
    width = max(right - left, 0 if form in ("life", "either") else MIN_SPAN_WIDTH)
    return PlacedShape(shape, left, round(width, 1), start is None, end is None)


def extent_of(drawn: Iterable[PlacedShape]) -> tuple[float, float]:
    """Return the left and the right end of several shapes together."""
    lefts, rights = [], []
    for shape, x, width, _, _ in drawn:
        half = (HALO_WIDTH if shape.soft_start else MIN_SPAN_WIDTH) if shape.form == "point" else 0
        lefts.append(x - half)
        rights.append(x + max(width, half))
    return min(lefts), max(rights)


# --- SVG -------------------------------------------------------------------------------------


def draw_shapes(shapes: Iterable[PlacedShape]) -> Html:
    """Return the SVG of shapes on a line whose middle is 0; `data-a` and `data-b` are day numbers."""
    return EMPTY.join(map(_draw_shape, shapes))


_HEIGHTS = {"within": 8, "lasting": 10, "life": 3}


def _draw_shape(one: PlacedShape) -> Html:
    shape, x = one.shape, one.x
    days = Html(f'data-a="{_day(shape.start)}" data-b="{_day(shape.end)}"')
    doubtful = Html(" doubtful") if shape.uncertain else EMPTY
    if shape.form == "point":
        point = Html(f'<circle class="point{doubtful}" {days} cx="{x}" r="4.5"/>')
        if shape.soft_start:
            halo = Html(f'<rect class="halo" {days} x="{x - 13}" y="-4" width="26" height="8" mask="url(#soft-both)"/>')
            point = halo + point
        if doubtful:
            point += Html(f'<circle class="hatch" {days} cx="{x}" r="4.5" mask="url(#hatch)"/>')
        return point
    if shape.form == "either":
        return Html(f'<line class="either" {days} x1="{x}" x2="{x + one.width}"/>')
    height = _HEIGHTS[shape.form]
    left = x + (ARROW_LENGTH if one.at_start else 0)
    width = one.width - (ARROW_LENGTH if one.at_start else 0) - (ARROW_LENGTH if one.at_end else 0)
    box = Html(f'{days} x="{left}" y="{-height / 2}" width="{width}" height="{height}"')
    drawn = Html(f'<g{_softened(shape)}><rect class="{shape.form}{doubtful}" {box}/>')
    if doubtful:
        drawn += Html(f'<rect class="hatch" {box} mask="url(#hatch)"/>')
    drawn += Html("</g>")
    if one.at_start:
        drawn += Html(f'<path class="arrow" d="M10-6L0 0l10 6z" data-edge="start" {days} transform="translate({x})"/>')
    if one.at_end:
        end = x + one.width
        drawn += Html(
            f'<path class="arrow" d="M-10-6L0 0l-10 6z" data-edge="end" {days} transform="translate({end})"/>'
        )
    return drawn


def _day(number: int | None) -> Html:
    return EMPTY if number is None else Html(f"{number}")


def _softened(shape: DateShape) -> Html:
    if shape.soft_start and shape.soft_end:
        return Html(' mask="url(#soft-both)"')
    if shape.soft_start:
        return Html(' mask="url(#soft-start)"')
    return Html(' mask="url(#soft-end)"') if shape.soft_end else EMPTY


_SOFT = EMPTY.join(
    Html(
        f'<mask id="soft-{side}" maskContentUnits="objectBoundingBox"><rect x="-0.1" y="-1" width="1.2" height="3" '
        f'fill="url(#fade-{side})"/></mask>\n'
    )
    for side in (Html("start"), Html("end"), Html("both"))
)
MASKS = Html(
    '<defs>\n<linearGradient id="fade-start"><stop offset="0" stop-color="#000"/><stop offset="0.6" stop-color="#fff"/>'
    '</linearGradient>\n<linearGradient id="fade-end"><stop offset="0.4" stop-color="#fff"/><stop offset="1" '
    'stop-color="#000"/></linearGradient>\n<linearGradient id="fade-both"><stop offset="0" stop-color="#000"/><stop '
    f'offset="0.5" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>\n{_SOFT}'
    '<pattern id="stripes" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="2" height="4" fill="#fff"/></pattern>\n<mask id="hatch" x="-1" y="-1" width="3" height="3">'
    '<rect x="-9999" y="-20" width="29999" height="40" fill="url(#stripes)"/></mask>\n</defs>\n'
)
"""Masks that soft and doubtful shapes refer to."""


# --- the legend ------------------------------------------------------------------------------


def _legend_of(*shown: tuple[str, str]) -> tuple[tuple[str, tuple[PlacedShape, ...]], ...]:
    """Return each date as it is drawn in the first forty days of a year."""
    first = shapes_of(read_date("1970-01-01"))[0].start or 0
    return tuple(
        (key, tuple(place_shape(s, Scale(first, first + 40, 40)) for s in shapes_of(read_date(date))))
        for key, date in shown
    )


LEGEND = _legend_of(
    ("day", "1970-01-20"),
    ("within", "1970-01"),
    ("lasting", "1970-01-03/1970-02-05"),
    ("approximate", "1970-01-05~/1970-02-05~"),
    ("uncertain", "1970-01?"),
    ("open", "1970-01-10/.."),
    ("either", "[1970-01-08,1970-02-03]"),
)
"""Key of the message that explains a drawing, and the drawing."""
