"""Timeline: what a date is drawn as, and where in a picture it stands.

A date is drawn as what it says, never as more: a day is a point; a month or a year, within which
something happened, a pale span; what lasted from one date to another a full bar, pale where it
is not known exactly when it began or ended. Where sources disagree each date is a drawing of its own.

Time is counted in days from 1 January 1970, in the Gregorian calendar carried backwards. A span of days
is half open: it ends with the day after its last one.
"""

import dataclasses
import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from charsu.link.disagreements import sources_disagree
from charsu.model import limits
from charsu.model.dates import Choice, Date, Point, Range, iso_day, read_date
from charsu.model.records import Entry, EntryId, Localized, Property, Statement, Wiki
from charsu.support.text_width import text_width
from charsu.view.page_models import EntryView, Site

# --- days -------------------------------------------------------------------------------------


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01; `datetime` knows no years before 1."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@functools.cache  # of these and the next there are few, on very many pages
def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    era, of_era = divmod(number + 719468, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


# --- dates ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Shape:
    """One piece of the drawing of a date."""

    form: Literal["point", "within", "lasting", "life", "either"]
    """A day; a span within which it was; a span that it filled; from a first to a last date; one of several points."""
    start: int | None
    """First day; None where it is open."""
    end: int | None
    """Day after the last one; None where it is open."""
    soft_start: bool = False
    """The beginning is approximate."""
    soft_end: bool = False
    """The end is approximate."""
    uncertain: bool = False


@functools.cache  # the same dates stand on page after page
def draw(date: Date) -> tuple[Shape, ...]:
    """What a date is drawn as, from left to right."""
    match date.value:
        case Point() as point:
            return (_draw_point(point),)
        case Range(start=start, end=end) if start == end and start is not None:
            return (_draw_point(start),)
        case Range(start=start, end=end):
            return _draw_range(start, end)
        case Choice(points=points):
            shapes = sorted(map(_draw_point, points), key=lambda shape: (_first(shape), _last(shape)))
            return (Shape("either", _first(shapes[0]), max(map(_last, shapes))), *shapes)


def _days(point: Point) -> tuple[int, int]:
    return day_number(*point.first_day()), day_number(*point.last_day()) + 1


def _draw_point(point: Point) -> Shape:
    form: Literal["point", "within"] = "point" if point.precision == "day" else "within"
    return Shape(form, *_days(point), point.approximate, point.approximate, point.uncertain)


def _draw_range(start: Point | None, end: Point | None) -> tuple[Shape, ...]:
    """Pale where it may have begun or ended, full between."""
    first, began = (None, None) if start is None else _days(start)
    ended, last = (None, None) if end is None else _days(end)
    if start and start.precision == "day":
        began = first
    if end and end.precision == "day":
        ended = last
    soft_start, soft_end = bool(start and start.approximate), bool(end and end.approximate)
    at_start, at_end = bool(start and start.uncertain), bool(end and end.uncertain)
    if began is not None and ended is not None and began >= ended:
        return (Shape("within", first, last, soft_start, soft_end, at_start or at_end),)
    shapes = []
    if first != began:
        shapes.append(Shape("within", first, began, soft_start, False, at_start))
    shapes.append(
        Shape("lasting", began, ended, soft_start and first == began, soft_end and last == ended, at_start or at_end)
    )
    if ended != last:
        shapes.append(Shape("within", ended, last, False, soft_end, at_end))
    return tuple(shapes)


def _first(shape: Shape) -> int:
    """The first day that is known of it."""
    return shape.start if shape.start is not None else (shape.end or 0) - 1


def _last(shape: Shape) -> int:
    """The day after the last one that is known of it."""
    return shape.end if shape.end is not None else (shape.start or 0) + 1


# --- what stands on a timeline ----------------------------------------------------------------


class Dated(NamedTuple):
    """One date that is stated of an entry."""

    property: str
    date: Date
    statements: tuple[Statement, ...]
    """Those that say so."""
    shapes: tuple[Shape, ...]


@dataclasses.dataclass(frozen=True)
class Line:
    """All dates of an entry, on one line of the picture."""

    entry: EntryId
    kind: str
    dated: tuple[Dated, ...]
    life: Shape | None
    """From its first to its last date, where its kind has such."""
    contested: bool
    """Sources disagree on a date."""
    happened: bool = False
    """Its kind is dated by one property only."""
    places: tuple[EntryId, ...] = ()
    """Where it is or happened."""
    texts: tuple[str, ...] = ()
    """Ids of the texts that name it or are evidence for it, where they can be chosen from."""

    @functools.cached_property
    def shapes(self) -> tuple[Shape, ...]:
        return tuple(shape for dated in self.dated for shape in dated.shapes)

    @functools.cached_property
    def start(self) -> int:
        """Its first day; of an open one the first that is known."""
        return min(map(_first, self.shapes))

    @functools.cached_property
    def end(self) -> int:
        """The day after its last one; of an open one after the last that is known."""
        return max(map(_last, self.shapes))

    @property
    def open_start(self) -> bool:
        return any(shape.start is None for shape in self.shapes)

    @property
    def open_end(self) -> bool:
        return any(shape.end is None for shape in self.shapes)

    @property
    def day_from(self) -> str:
        """Its first day as a date, "" where it is open."""
        return "" if self.open_start else iso(self.start)

    @property
    def day_to(self) -> str:
        """Its last day as a date, "" where it is open."""
        return "" if self.open_end else iso(self.end - 1)


def iso(number: int) -> str:
    """A day number as 1995-03-11."""
    return iso_day(civil(number))


def timeline_of(site: Site) -> tuple[Line, ...]:
    """Every entry that is dated by a property which its kind names for that, kinds in the vocabulary's order."""
    wiki = site.wiki
    kinds = {kind: number for number, kind in enumerate(wiki.vocabulary.kinds)}

    def placed(id: EntryId) -> tuple[tuple[int, int, int, EntryId], Line] | None:
        line = _line(wiki.entries[id], wiki)
        return ((kinds[line.kind], line.start, line.end, id), line) if line else None

    found = site.kept.of_each("lines", wiki.entries, lambda id: (wiki.vocabulary, wiki.entries[id]), placed)
    return tuple(line for _, line in sorted(filter(None, found.values()), key=lambda both: both[0]))


def _line(entry: Entry, wiki: Wiki) -> Line | None:
    kind = wiki.vocabulary.kinds[entry.kind]
    by_property = {id: dated_by(entry, id) for id in kind.dates}
    dated = tuple(one for found in by_property.values() for one in found)
    if not dated:
        return None
    properties = wiki.vocabulary.properties
    return Line(
        entry=entry.id,
        kind=entry.kind,
        dated=dated,
        life=_life([found for found in by_property.values() if found]),
        happened=len(kind.dates) == 1,
        contested=any(_disagree(properties[id], found) for id, found in by_property.items()),
        places=tuple(dict.fromkeys(str(s.value) for s in entry.statements if properties[s.property].locates)),
    )


def dated_by(entry: Entry, property: str) -> tuple[Dated, ...]:
    """The dates that one property gives to an entry, each once, in the author's order."""
    found: defaultdict[Date, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        if statement.property == property and isinstance(statement.value, Date):
            found[statement.value].append(statement)
    return tuple(Dated(property, date, tuple(statements), draw(date)) for date, statements in found.items())


def _disagree(property: Property, dated: Sequence[Dated]) -> bool:
    return sources_disagree(property, [statement for one in dated for statement in one.statements])


def _life(found: Sequence[Sequence[Dated]]) -> Shape | None:
    """From the last day on which it may have begun to the first on which it may have ended."""
    if len(found) < 2:
        return None
    start = max(_last(shape) for dated in found[0] for shape in dated.shapes)
    end = min(_first(shape) for dated in found[-1] for shape in dated.shapes)
    return Shape("life", start, end) if start < end else None


# --- panels -----------------------------------------------------------------------------------

YEAR = 365.2425
"""Days."""


Unit = Literal["decade", "year", "month", "day"]


@dataclasses.dataclass(frozen=True)
class Panel:
    """A part of the picture with a scale of its own."""

    start: int
    end: int
    unit: Unit
    """What its ends are rounded to."""
    lines: tuple[Line, ...]

    @property
    def date(self) -> Date:
        """The time that it shows."""
        (y, m, d), (to_y, to_m, to_d) = civil(self.start), civil(self.end - 1)
        match self.unit:
            case "month":
                span = Range(Point(y, m), Point(to_y, to_m))
            case "day":
                span = Range(Point(y, m, d), Point(to_y, to_m, to_d))
            case _:
                span = Range(Point(y), Point(to_y))
        return Date(f"{iso(self.start)}/{iso(self.end - 1)} {self.unit}", span)


CROWD = 8
"""So many entries close together get a panel of their own."""


def panels(lines: Sequence[Line]) -> tuple[Panel, ...]:
    """The whole time first, then an enlarged panel for each time in which much happened; each line stands in one."""
    if not lines:
        return ()
    start, end = min(line.start for line in lines), max(line.end for line in lines)
    rest, crowds = list(lines), []
    for crowd in _crowds(lines, end - start):
        crowds.append(crowd)
        rest = [line for line in rest if line not in crowd]
    # Without what is enlarged the rest still shows the whole time.
    own = _panel(rest, start, end)
    inner = [panel for crowd in crowds for panel in panels(crowd)]
    return (own, *sorted(inner, key=lambda panel: (panel.start, -panel.end))) if rest else tuple(inner)


def _panel(lines: Sequence[Line], start: int, end: int) -> Panel:
    start, end, unit = _rounded(start, end)
    return Panel(start, end, unit, tuple(lines))


def _rounded(start: int, end: int) -> tuple[int, int, Unit]:
    """A longer time with round ends, and what these are rounded to."""
    length = (end - start) / YEAR
    unit: Unit = "decade" if length > 40 else "year" if length > 2 else "month" if length > 0.07 else "day"
    return _round(start, unit), _round(end - 1, unit, up=True), unit


def _round(number: int, unit: Unit, up: bool = False) -> int:
    """The beginning of the unit that holds a day, or of the next one."""
    year, month, _ = civil(number)
    match unit:
        case "decade":
            return day_number(year // 10 * 10 + 10 * up, 1, 1)
        case "year":
            return day_number(year + up, 1, 1)
        case "month":
            return day_number(year + (up and month == 12), month % 12 + 1 if up else month, 1)
    return number + 2 if up else number - 1


def _crowds(lines: Sequence[Line], length: int) -> Iterable[list[Line]]:
    """Groups of short lines with hardly a gap between them, which the scale of the whole would put on one spot."""
    if length < 62:
        return
    short = sorted((line for line in lines if line.end - line.start <= length / 20), key=lambda line: line.start)
    groups: list[list[Line]] = []
    reach = 0
    for line in short:
        if groups and line.start - reach <= max(length / 96, 7):
            groups[-1].append(line)
        else:
            groups.append([line])
            reach = line.end
        reach = max(reach, line.end)
    for group in groups:
        span = max(line.end for line in group) - min(line.start for line in group)
        if len(group) >= CROWD and span <= length / 12 and len(group) < len(lines):
            yield [line for line in lines if line in group]


# --- of very many --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Period:
    """A part of the time, with all that begins or ends in it."""

    first: int
    last: int
    """Years, both included."""
    lines: tuple[Line, ...]

    @property
    def date(self) -> Date:
        """The time that it shows."""
        return Date(f"{self.first}/{self.last}", Range(Point(self.first), Point(self.last)))


def most_met(lines: Sequence[Line], met: Mapping[EntryId, int], is_first: bool = False) -> tuple[Line, ...]:
    """As many as a picture shows.

    Args:
        lines: what comes into question; the order stays.
        met: how often readers meet an entry.
        is_first: it is the picture of the whole time.
    """
    if len(lines) <= limits.LINES_ON_TIMELINE:
        return tuple(lines)
    chosen = heapq.nsmallest(
        limits.LINES_ON_FIRST_TIMELINE if is_first else limits.LINES_ON_TIMELINE,
        lines,
        key=lambda line: (-met.get(line.entry, 0), line.entry),
    )
    entries = {line.entry for line in chosen}
    return tuple(line for line in lines if line.entry in entries)


def periods(lines: Sequence[Line]) -> tuple[Period, ...]:
    """Parts of the time in which about as much begins or ends; none if one picture shows everything."""
    if len(lines) <= limits.LINES_ON_TIMELINE:
        return ()
    years = [(line, _years(line)) for line in lines]
    counts = Counter(year for _, found in years for year in found)
    least = -(-sum(counts.values()) // limits.PERIODS)
    bounds: list[tuple[int, int]] = []
    first, so_far = min(counts), 0
    for year in sorted(counts):
        so_far += counts[year]
        if so_far >= least:
            bounds.append((first, year))
            first, so_far = year + 1, 0
    if so_far:
        bounds.append((first, max(counts)))
    return tuple(
        Period(first, last, tuple(line for line, found in years if any(first <= year <= last for year in found)))
        for first, last in bounds
    )


def _years(line: Line) -> set[int]:
    """Those in which something of it begins or ends."""
    starts = (shape.start for shape in line.shapes if shape.start is not None)
    ends = (shape.end - 1 for shape in line.shapes if shape.end is not None)
    return {civil(day)[0] for day in (*starts, *ends)}


# --- where it stands --------------------------------------------------------------------------

WIDTH = 960
"""Of the picture on paper; units of it are about a pixel."""
ROW, ROW_WITH_LABEL, GROUP, HEAD, GAP = 19, 34, 24, 68, 26
TEXT = 12
"""Height of letters."""


@dataclasses.dataclass(frozen=True)
class Scale:
    """Days to units of the picture."""

    start: int
    end: int
    width: int = WIDTH

    def x(self, day: int) -> float:
        """Where a day begins, to one decimal; within the picture."""
        if day <= self.start:
            return 0.0
        if day >= self.end:
            return float(self.width)
        return round((day - self.start) * self.width / (self.end - self.start), 1)


class Drawn(NamedTuple):
    """A shape in its place."""

    shape: Shape
    x: float
    """Left end; of a point, its middle."""
    width: float
    at_start: bool
    """An arrow says that it goes on to the left."""
    at_end: bool


Anchor = Literal["start", "end"]
"""Which end of a label stands at its place."""


class DrawnLine(NamedTuple):
    line: Line
    y: int
    """Middle of its bar."""
    life: Drawn | None
    dated: tuple[tuple[Dated, tuple[Drawn, ...]], ...]
    label_x: float
    label_y: int
    anchor: Anchor
    link: tuple[float, float] | None
    """Ends of the line that joins contested dates."""


class Tick(NamedTuple):
    x: float
    day: int
    unit: Literal["year", "month", "day"]
    major: bool
    """It names what the ticks after it belong to: the year of months, the month of days."""

    @property
    def civil(self) -> tuple[int, int, int]:
        return civil(self.day)


@dataclasses.dataclass(frozen=True)
class DrawnPanel:
    panel: Panel
    y: int
    height: int
    ticks: tuple[Tick, ...]
    groups: tuple[tuple[str, int, tuple[DrawnLine, ...]], ...]
    """Kind, where its heading stands, its lines."""
    bands: tuple[tuple[int, float, float], ...]
    """Panels that enlarge a part of this one: number, left end, width."""


LEAST = 5.0
"""Width below which no span is drawn, and room that a point takes on each side."""


HALO = 13.0
"""Room of an approximate point on each side."""

STUB = 28.0
"""Length of what is open: an arrow, since nobody knows how far it goes."""


def place(shape: Shape, scale: Scale) -> Drawn:
    """Where a shape stands; one that is open ends in an arrow."""
    start, end, form = shape.start, shape.end, shape.form
    left = scale.x(start) if start is not None else scale.x(end or 0) - STUB
    right = scale.x(end) if end is not None else left + STUB
    if form == "point":
        return Drawn(shape, round((left + right) / 2, 1), 0, False, False)
    width = max(right - left, 0 if form in ("life", "either") else LEAST)
    return Drawn(shape, left, round(width, 1), start is None, end is None)


def _extent(drawn: Iterable[Drawn]) -> tuple[float, float]:
    lefts, rights = [], []
    for shape, x, width, _, _ in drawn:
        half = (HALO if shape.soft_start else LEAST) if shape.form == "point" else 0
        lefts.append(x - half)
        rights.append(x + max(width, half))
    return min(lefts), max(rights)


class Placed(NamedTuple):
    """The shapes of a line, which are the same in every language."""

    line: Line
    life: Drawn | None
    dated: tuple[tuple[Dated, tuple[Drawn, ...]], ...]
    left: float
    right: float
    link: tuple[float, float] | None


def place_shapes(line: Line, scale: Scale) -> Placed:
    """Where the shapes of a line stand."""
    found = line.dated
    if len(found) > 1:  # short ones last, so that no long one covers them
        found = tuple(sorted(found, key=lambda one: _first(one.shapes[0]) - max(map(_last, one.shapes))))
    dated = tuple([(one, tuple([place(shape, scale) for shape in one.shapes])) for one in found])
    life = place(line.life, scale) if line.life else None
    left, right = _extent([drawn for _, shapes in dated for drawn in shapes])
    return Placed(line, life, dated, left, right, (scale.x(line.start), scale.x(line.end)) if line.contested else None)


def label_width(label: str) -> float:
    """About as wide as it is in a picture."""
    return TEXT * text_width(label)


def place_label(left: float, right: float, width: float, room: int) -> tuple[float, Anchor, bool]:
    """Where a label stands, which end of it stands there, and whether that is above its shapes, not beside them.

    Args:
        left: where its shapes begin.
        right: where they end.
        width: its own.
        room: width of the picture.
    """
    if right + 8 + width <= room:
        return round(right + 8, 1), "start", False
    if left - 8 - width >= 0:
        return round(left - 8, 1), "end", False
    return round(min(max(left, 0), max(room - width, 0)), 1), "start", True


def place_line(placed: Placed, scale: Scale, y: int, label: str) -> tuple[DrawnLine, int]:
    """A line at a height, its label beside it or, where there is no room, above it; and the height it takes."""
    x, anchor, above = place_label(placed.left, placed.right, label_width(label), scale.width)
    if above:
        height, middle = ROW_WITH_LABEL, y + ROW_WITH_LABEL - ROW // 2
        label_y = middle - ROW // 2 - 2
    else:
        height, middle = ROW, y + ROW // 2
        label_y = middle + 4
    return DrawnLine(placed.line, middle, placed.life, placed.dated, x, label_y, anchor, placed.link), height


@functools.cache
def ticks(start: int, end: int, width: int = WIDTH) -> tuple[Tick, ...]:
    """Beginnings of years, months or days, as close as their names have room."""
    per_day = width / (end - start)
    scale = Scale(start, end, width)
    unit, step = _steps(per_day)
    year, month, _ = civil(start)
    found: list[Tick] = []
    if unit == "year":
        first = -(-year // step) * step if start > day_number(year, 1, 1) or year % step else year
        days = [day_number(y, 1, 1) for y in range(first, civil(end)[0] + 1, step)]
        return tuple(Tick(scale.x(d), d, "year", True) for d in days if start <= d < end)
    while day_number(year, month, 1) < end:
        begins = day_number(year, month, 1)
        if unit == "month":
            if (month - 1) % step == 0 and begins >= start:
                found.append(Tick(scale.x(begins), begins, "month", month == 1 or not found))
        else:
            month_days = range(begins, day_number(year + month // 12, month % 12 + 1, 1))
            chosen = [
                d
                for d in month_days
                if (d - begins) % step == 0 and (step == 1 or len(month_days) - (d - begins) > step / 2)
            ]
            found += [
                Tick(scale.x(d), d, "day", d == begins or (not found and d == next(c for c in chosen if c >= start)))
                for d in chosen
                if start <= d < end
            ]
        year, month = year + month // 12, month % 12 + 1
    return tuple(found)


def _steps(per_day: float) -> tuple[Literal["year", "month", "day"], int]:
    """The finest unit whose names have room, and of how many one is named."""
    for days in (1, 2, 5, 10):
        if per_day * days >= 34:
            return "day", days
    for months in (1, 3):
        if per_day * 30.4 * months >= 52:
            return "month", months
    step = next((years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500) if per_day * YEAR * years >= 52), 1000)
    return "year", step


def lay_out(found: Sequence[Panel], label: Callable[[EntryId], str]) -> tuple[tuple[DrawnPanel, ...], int]:
    """Every panel in its place, one below the other; and the height of the picture.

    Args:
        found: the panels.
        label: gives the words that stand beside the marks of an entry.
    """
    y, drawn = 0, []
    for panel in found:
        scale = Scale(panel.start, panel.end)
        top, at = y, y + HEAD
        groups = []
        for kind in dict.fromkeys(line.kind for line in panel.lines):
            heading, at = at + GROUP - 8, at + GROUP
            lines = []
            for line in panel.lines:
                if line.kind == kind:
                    drawn_line, height = place_line(place_shapes(line, scale), scale, at, label(line.entry))
                    lines.append(drawn_line)
                    at += height
            groups.append((kind, heading, tuple(lines)))
        bands = tuple(
            (number, scale.x(other.start), round(max(scale.x(other.end) - scale.x(other.start), 2), 1))
            for number, other in enumerate(found)
            if other != panel and panel.start <= other.start and other.end <= panel.end
        )
        drawn.append(DrawnPanel(panel, top, at - top, ticks(panel.start, panel.end), tuple(groups), bands))
        y = at + GAP
    return tuple(drawn), max(y - GAP, 1)


# --- on an entry's page -----------------------------------------------------------------------

STRIP_WIDTH, STRIP_HEAD, STRIP_ROW = 560, 34, 24
STRIP_ABOVE = ROW_WITH_LABEL - ROW
"""Room of a label that stands above its shapes."""


class Told(NamedTuple):
    """A dated statement that concerns an entry, or something dated that is related to it."""

    label: Localized | None
    """Of the property or relation; None where the other entry says enough by itself."""
    other: EntryId | None
    """The entry at the other end."""
    section: str | None
    """Where the statement stands on the entry's page; None: the other entry's page is meant."""
    line: Line


class Strip(NamedTuple):
    """The small timeline of an entry."""

    told: tuple[Told, ...]
    left_out: int
    """How many more there are."""
    scale: Scale

    @property
    def has_masks(self) -> bool:
        """Whether some shape in it is soft or doubtful."""
        shapes = (shape for told in self.told for shape in told.line.shapes)
        return any(shape.soft_start or shape.soft_end or shape.uncertain for shape in shapes)


def strip_of(view: EntryView, lines: Mapping[EntryId, Line]) -> Strip | None:
    """What is dated about an entry, earliest first; None if that is fewer than two dates.

    A related entry belongs here where its kind is dated by one property only: it happened, it did not live.

    Args:
        view: the entry.
        lines: what has dates of its own.
    """
    own: list[Told] = []
    # Several statements may say the same.
    during: dict[tuple[int, Date], Told] = {}
    events: dict[EntryId, Told] = {}
    related: dict[tuple[int, EntryId, Date], Told] = {}
    for group in view.statements:
        label = group.property.label
        if group.property.value == "date":
            found = dated_by(view.entry, group.property.id)
            contested = _disagree(group.property, found)
            own.append(_told(label, None, "statements", view.entry, found, contested))
            continue
        for statement in group.statements:
            if date := statement.during:
                dated = _dated(statement.property, date)
                during[id(label), date] = _told(label, None, "statements", view.entry, dated)
    for relations in view.relations:
        label = relations.label
        for relation in relations.relations:
            other = lines.get(relation.entry)
            if other and other.happened:
                events[relation.entry] = Told(None, relation.entry, None, other)
            elif date := relation.statement.during:
                dated = _dated(relation.statement.property, date)
                related[id(label), relation.entry, date] = _told(label, relation.entry, "relations", view.entry, dated)
    # Whatever is left out, it is never one of the entry's own dates.
    told = [*own, *events.values(), *related.values(), *during.values()]
    dates = (dated.date for one in told for dated in one.line.dated)
    first = next(dates, None)
    if all(date == first for date in dates):
        return None
    shown = (
        told[: max(limits.LINES_IN_SMALL_TIMELINE, len(own))]
        if len(told) > limits.LINES_IN_SMALL_TIMELINE + 1
        else told
    )
    shown.sort(key=lambda one: (one.line.start, one.line.end))
    start, end, _ = _rounded(shown[0].line.start, max([one.line.end for one in shown]))
    return Strip(tuple(shown), len(told) - len(shown), Scale(start, end, STRIP_WIDTH))


def _dated(property: str, date: Date) -> tuple[Dated, ...]:
    return (Dated(property, date, (), draw(date)),)


def _told(
    label: Localized,
    other: EntryId | None,
    section: str,
    entry: Entry,
    dated: tuple[Dated, ...],
    contested: bool = False,
) -> Told:
    return Told(label, other, section, Line(entry.id, entry.kind, dated, None, contested))


# --- the legend -------------------------------------------------------------------------------


def _legend_of(*shown: tuple[str, str]) -> tuple[tuple[str, tuple[Drawn, ...]], ...]:
    """Each drawing as it looks in the first forty days of a year."""
    first = draw(read_date("1970-01-01"))[0].start or 0
    return tuple(
        (key, tuple(place(s, Scale(first, first + 40, 40)) for s in draw(read_date(date)))) for key, date in shown
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
"""What each drawing means: key of the message, and the drawing of such a date."""
