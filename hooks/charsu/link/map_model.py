"""The map model: places, and what happened at them; the same in every language.

A place is an entry that can have coordinates, or be the target of a relation that locates; the entries at the
other end of such relations are what happened there. What has no position is in the model, too, so that a page can
list it.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from charsu.link.disagreements import find_disagreements
from charsu.link.entry_dates import dates_of
from charsu.link.projection import Box, Sheet, fit
from charsu.model.base_map import MapFeature, Window
from charsu.model.dates import Date, earliest_first, iso_day
from charsu.model.geography import Bounds
from charsu.model.records import Coordinates, Entry, EntryId, Statement, Wiki


@dataclasses.dataclass(frozen=True)
class Position:
    """Where one statement puts a place, on the sheet."""

    coordinates: Coordinates
    x: float
    y: float
    ring: float
    """Radius of the circle within which the place is, in units of the sheet."""


@dataclasses.dataclass(frozen=True)
class Happening:
    """An entry that a relation puts at a place."""

    entry: Entry
    dates: tuple[Date, ...]
    places: tuple[EntryId, ...]
    texts: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class MapPlace:
    """A place, on the map or not."""

    entry: Entry
    positions: tuple[Position, ...]
    """Those on the map; if there are several, all are drawn."""
    stated: tuple[Coordinates, ...]
    """All coordinates, also those outside the map."""
    sources_disagree: bool
    """Sources disagree on the coordinates."""
    area: MapFeature | None
    """Its own shape; its position is then only the point for its label."""
    happenings: tuple[Happening, ...]
    """Earliest first."""
    related: tuple[Statement, ...]
    """Its relations to other places."""
    passages: int
    texts: tuple[str, ...]
    more: int = 0
    """Number of happenings that are left out."""

    @property
    def is_on_map(self) -> bool:
        """Whether it has a point on the map; a country may be drawn as an area only."""
        return bool(self.positions)


@dataclasses.dataclass(frozen=True)
class Atlas:
    """Everything that the maps of a site show."""

    windows: tuple[Window | None, ...]
    """None instead of a window: no author made one, and it is fitted to the places. Empty: there is nothing to draw."""
    bounds: tuple[Bounds, ...]
    """Those of the windows."""
    sheet: Sheet | None
    """None: there is nothing to draw."""
    places: Mapping[EntryId, MapPlace]
    elsewhere: tuple[Happening, ...]
    """Happenings without a place on the map."""
    happenings: Mapping[EntryId, Happening]
    """All happenings."""

    def box(self, number: int = 0) -> Box:
        """Return the part of the sheet that a window shows."""
        assert self.sheet is not None
        return self.sheet.box(self.bounds[number])


def view_atlas(wiki: Wiki, passages: Mapping[EntryId, int], texts: Mapping[EntryId, tuple[str, ...]]) -> Atlas:
    """Gather what maps show.

    Args:
        wiki: the wiki.
        passages: the number of rows that name an entry or are evidence for it.
        texts: ids of the texts with those rows.
    """
    properties = wiki.vocabulary.properties
    located = [p for p in properties.values() if p.locates]
    pointed = [p.id for p in properties.values() if p.value == "coordinates"]
    place_kinds = {kind for p in located for kind in p.targets}
    place_kinds.update(kind for id in pointed for kind in properties[id].kinds)
    happening_kinds = {kind for p in located for kind in p.kinds}
    at = {p.id for p in located}

    stated: dict[EntryId, tuple[Coordinates, ...]] = {}
    happenings: dict[EntryId, Happening] = {}
    there: defaultdict[EntryId, list[Happening]] = defaultdict(list)
    for id, entry in wiki.entries.items():
        points = [s.value for s in entry.statements if isinstance(s.value, Coordinates)]
        if points or entry.kind in place_kinds:
            stated[id] = tuple(dict.fromkeys(points))
        targets = tuple(dict.fromkeys(str(s.value) for s in entry.statements if s.property in at))
        if targets or entry.kind in happening_kinds:
            happening = Happening(entry, dates_of(entry, wiki.vocabulary)[1], targets, texts.get(id, ()))
            happenings[id] = happening
            for target in targets:
                there[target].append(happening)
    for target in there:
        stated.setdefault(target, ())

    windows, bounds = _windows(wiki, [point for points in stated.values() for point in points])
    sheet = Sheet(bounds[0]) if bounds else None
    areas = {shape.entry: shape for shape in wiki.base_map.shapes if shape.entry and shape.closed}
    places = {}
    for id in sorted(stated):
        entry = wiki.entries[id]
        places[id] = MapPlace(
            entry=entry,
            positions=tuple(_positions(stated[id], sheet, bounds)),
            stated=stated[id],
            sources_disagree=any(each.property in pointed for each in find_disagreements(entry, wiki.vocabulary)),
            area=areas.get(id),
            happenings=tuple(sorted(there[id], key=when)),
            related=tuple(s for s in entry.statements if properties[s.property].is_relation and str(s.value) in stated),
            passages=passages.get(id, 0),
            texts=texts.get(id, ()),
        )
    elsewhere = [h for h in happenings.values() if not any(places[place].is_on_map for place in h.places)]
    return Atlas(windows, bounds, sheet, places, tuple(sorted(elsewhere, key=when)), happenings)


def _windows(wiki: Wiki, points: Iterable[Coordinates]) -> tuple[tuple[Window | None, ...], tuple[Bounds, ...]]:
    """Return the windows that authors made, or one around everything."""
    ground = wiki.base_map
    if ground.windows:
        return ground.windows, tuple(window.bounds for window in ground.windows)
    found = [(point.longitude, point.latitude) for point in points]
    found += [point for shape in ground.shapes for line in shape.lines for point in line]
    return ((None,), (fit(found),)) if found else ((), ())


def _positions(points: Iterable[Coordinates], sheet: Sheet | None, bounds: tuple[Bounds, ...]) -> Iterable[Position]:
    if sheet is None:
        return
    frame = sheet.box(bounds[0])
    for point in points:
        x, y = sheet.place(point.longitude, point.latitude)
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            yield Position(point, x, y, sheet.length(point.accuracy, point.latitude))


def when(happening: Happening) -> tuple[object, ...]:
    """Return the key that sorts happenings: earliest first, undated ones last."""
    return (earliest_first(happening.dates), happening.entry.id)


def span(happenings: Iterable[Happening]) -> tuple[str, str] | None:
    """Return the first and last day of some happenings as ISO dates, "" for an open end; None if none is dated."""
    keys = [date.sort_key() for happening in happenings for date in happening.dates]
    if not keys:
        return None
    return iso_day(min(first for first, _ in keys)), iso_day(max(last for _, last in keys))
