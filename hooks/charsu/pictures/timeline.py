"""Timeline: which entries it shows, and in which panels.

Where sources disagree on a date, each date is drawn by itself.
"""

import dataclasses
import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from charsu.link.disagreements import sources_disagree
from charsu.model import limits
from charsu.model.dates import Date, Point, Range
from charsu.model.records import Entry, EntryId, Property, Statement, Vocabulary
from charsu.pictures.date_shapes import DateShape, first_day, last_day, shapes_of
from charsu.pictures.time_scale import Unit, civil, iso, rounded_span
from charsu.view.site import Site


class Dated(NamedTuple):
    """One date of an entry."""

    property: str
    date: Date
    statements: tuple[Statement, ...]
    """Those that state it."""
    shapes: tuple[DateShape, ...]


@dataclasses.dataclass(frozen=True)
class TimelineLine:
    """All dates of an entry: one line of the picture."""

    entry: EntryId
    kind: str
    dated: tuple[Dated, ...]
    life: DateShape | None
    """From its first to its last date, if it has both."""
    sources_disagree: bool
    """Whether they disagree on a date."""
    happened: bool = False
    """Whether its kind has one date property only: it happened, it did not live."""
    places: tuple[EntryId, ...] = ()
    """Ids of the places where it is or happened."""
    texts: tuple[str, ...] = ()
    """Ids of the texts that name it or are evidence for it; empty if timelines cannot be filtered by text."""

    @functools.cached_property
    def shapes(self) -> tuple[DateShape, ...]:
        return tuple(shape for dated in self.dated for shape in dated.shapes)

    @functools.cached_property
    def start(self) -> int:
        """Its first day; if the start is open, the first known one."""
        return min(map(first_day, self.shapes))

    @functools.cached_property
    def end(self) -> int:
        """The day after its last one; if the end is open, after the last known one."""
        return max(map(last_day, self.shapes))

    @property
    def open_start(self) -> bool:
        return any(shape.start is None for shape in self.shapes)

    @property
    def open_end(self) -> bool:
        return any(shape.end is None for shape in self.shapes)

    @property
    def day_from(self) -> str:
        """Its first day as a date, "" if the start is open."""
        return "" if self.open_start else iso(self.start)

    @property
    def day_to(self) -> str:
        """Its last day as a date, "" if the end is open."""
        return "" if self.open_end else iso(self.end - 1)


def timeline_of(site: Site) -> tuple[TimelineLine, ...]:
    """Return a line for every entry with a date property of its kind; kinds are in the vocabulary's order."""
    wiki = site.wiki
    kinds = {kind: number for number, kind in enumerate(wiki.vocabulary.kinds)}
    found = site.derived.derive(
        "lines", wiki.entries, lambda id: (wiki.entries[id], wiki.vocabulary), lambda inputs: _line(*inputs)
    )
    lines = filter(None, found.values())
    return tuple(sorted(lines, key=lambda line: (kinds[line.kind], line.start, line.end, line.entry)))


def _line(entry: Entry, vocabulary: Vocabulary) -> TimelineLine | None:
    kind = vocabulary.kinds[entry.kind]
    by_property = {id: dated_by(entry, id) for id in kind.dates}
    dated = tuple(one for found in by_property.values() for one in found)
    if not dated:
        return None
    properties = vocabulary.properties
    return TimelineLine(
        entry=entry.id,
        kind=entry.kind,
        dated=dated,
        life=_life([found for found in by_property.values() if found]),
        happened=len(kind.dates) == 1,
        sources_disagree=any(dates_disagree(properties[id], found) for id, found in by_property.items()),
        places=tuple(dict.fromkeys(str(s.value) for s in entry.statements if properties[s.property].locates)),
    )


def dated_by(entry: Entry, property: str) -> tuple[Dated, ...]:
    """Return the dates that one property gives to an entry, each once, in the author's order."""
    found: defaultdict[Date, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        if statement.property == property and isinstance(statement.value, Date):
            found[statement.value].append(statement)
    return tuple(Dated(property, date, tuple(statements), shapes_of(date)) for date, statements in found.items())


def dates_disagree(property: Property, dated: Sequence[Dated]) -> bool:
    """Return whether sources disagree on the dates of one property."""
    return sources_disagree(property, [statement for one in dated for statement in one.statements])


def _life(found: Sequence[Sequence[Dated]]) -> DateShape | None:
    """Return the time from the last day on which it may have begun to the first on which it may have ended."""
    if len(found) < 2:
        return None
    start = max(last_day(shape) for dated in found[0] for shape in dated.shapes)
    end = min(first_day(shape) for dated in found[-1] for shape in dated.shapes)
    return DateShape("life", start, end) if start < end else None


# --- panels ----------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Panel:
    """A part of the picture with a scale of its own."""

    start: int
    end: int
    unit: Unit
    """The unit to which its ends are rounded."""
    lines: tuple[TimelineLine, ...]

    @property
    def date(self) -> Date:
        """The time it shows."""
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
"""Minimum number of entries close together that get a panel of their own."""


def panels(lines: Sequence[TimelineLine]) -> tuple[Panel, ...]:
    """Return a panel for the whole time, then an enlarged one for each busy time; each line is in one of them."""
    if not lines:
        return ()
    start, end = min(line.start for line in lines), max(line.end for line in lines)
    rest, crowds = list(lines), []
    for crowd in _crowds(lines, end - start):
        crowds.append(crowd)
        rest = [line for line in rest if line not in crowd]
    # The first panel covers the whole time, even if the entries at its ends are in other panels.
    own = _panel(rest, start, end)
    inner = [panel for crowd in crowds for panel in panels(crowd)]
    return (own, *sorted(inner, key=lambda panel: (panel.start, -panel.end))) if rest else tuple(inner)


def _panel(lines: Sequence[TimelineLine], start: int, end: int) -> Panel:
    start, end, unit = rounded_span(start, end)
    return Panel(start, end, unit, tuple(lines))


def _crowds(lines: Sequence[TimelineLine], length: int) -> Iterable[list[TimelineLine]]:
    """Yield groups of short lines with hardly a gap between them, which would share a spot on that scale."""
    if length < 62:
        return
    short = sorted((line for line in lines if line.end - line.start <= length / 20), key=lambda line: line.start)
    groups: list[list[TimelineLine]] = []
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


# --- parts of a large timeline ---------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Period:
    """A part of the time, with everything that begins or ends in it."""

    first: int
    last: int
    """Years, both included."""
    lines: tuple[TimelineLine, ...]

    @property
    def date(self) -> Date:
        """The time it shows."""
        return Date(f"{self.first}/{self.last}", Range(Point(self.first), Point(self.last)))


def most_met_lines(
    lines: Sequence[TimelineLine], met: Mapping[EntryId, int], is_first: bool = False
) -> tuple[TimelineLine, ...]:
    """Return the lines that one timeline shows: those of the entries that readers meet most often.

    Args:
        lines: all lines; their order is kept.
        met: how often readers meet an entry.
        is_first: whether it is the timeline of the whole time.
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


def periods(lines: Sequence[TimelineLine]) -> tuple[Period, ...]:
    """Return parts of the time in each of which about as much begins or ends; none if one timeline shows everything."""
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


def _years(line: TimelineLine) -> set[int]:
    """Return the years in which something on a line begins or ends."""
    starts = (shape.start for shape in line.shapes if shape.start is not None)
    ends = (shape.end - 1 for shape in line.shapes if shape.end is not None)
    return {civil(day)[0] for day in (*starts, *ends)}
