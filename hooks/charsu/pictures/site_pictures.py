"""Pictures of a site."""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from charsu.link.map_model import Atlas
from charsu.model import limits
from charsu.model.records import EntryId, Kind, Language, Localized
from charsu.pictures.date_shapes import LEGEND
from charsu.pictures.entry_graph import (
    NearSketch,
    draw_neighbourhood,
    short_name,
    sketch_neighbourhood,
    view_neighbourhood,
)
from charsu.pictures.entry_map import draw_small_map, small_maps
from charsu.pictures.entry_timeline import Lettering, StripSketch, draw_strip, sketch_strip, strip_of
from charsu.pictures.graph import Graph, RelationRow, by_kind, draw_graph, entries_drawn, find_rows, view_graph
from charsu.pictures.graph_labels import BOLD_NAMES, place_labels
from charsu.pictures.graph_layout import GRAPH_HEIGHT, GRAPH_WIDTH
from charsu.pictures.map_ground import ground_paths
from charsu.pictures.map_picture import draw_window
from charsu.pictures.map_selection import areas, most_met_places, zoomed
from charsu.pictures.timeline import Panel, Period, TimelineLine, most_met_lines, panels, periods, timeline_of
from charsu.pictures.timeline_layout import lay_out
from charsu.view.page_context import Here, stand_alone, token
from charsu.view.page_models import Site

Sketch = TypeVar("Sketch")


MAP_WIDTH, WINDOW_WIDTH = 1000, 560
"""Of the map, and of its other windows, in pixels."""


def period_address(period: Period) -> str:
    """Of the timeline of a part of the time, within a language."""
    return f"timeline/from/{period.first}/"


def area_address(number: int) -> str:
    """Of a map, within a language; number 0 is that of everything."""
    return f"map/area/{number}/" if number else "map/"


class Pictures:
    """All pictures of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._strips = _Sketches(self._sketch_strip)
        self._nears = _Sketches(self._sketch_near)
        self._names: dict[Language, Callable[[EntryId], str]] = {}
        self._letterings: dict[Language, Lettering] = {}
        self._small_maps = small_maps(site.atlas)

    # --- time ---

    @functools.cached_property
    def _lines(self) -> dict[EntryId, TimelineLine]:
        return {line.entry: line for line in timeline_of(self._site)}

    @property
    def dated(self) -> int:
        """How many entries have a date."""
        return len(self._lines)

    @functools.cached_property
    def periods(self) -> tuple[Period, ...]:
        """The parts of the time that have pictures of their own."""
        return periods(tuple(self._lines.values()))

    @functools.cached_property
    def _shown_lines(self) -> dict[Period | None, tuple[TimelineLine, ...]]:
        """What each timeline shows; None: the one of the whole time."""
        site, shown = self._site, {}
        for period in (None, *self.periods):
            lines = most_met_lines(period.lines if period else tuple(self._lines.values()), site.met, not period)
            # Of very many texts nobody chooses one by its title from a list.
            shown[period] = tuple(map(self._with_texts, lines)) if self._texts else lines
        return shown

    def _with_texts(self, line: TimelineLine) -> TimelineLine:
        texts = tuple(group.text.id for group in self._site.entries[line.entry].passages)
        return dataclasses.replace(line, texts=texts)

    @functools.cached_property
    def _filters(self) -> dict[EntryId, str]:
        """Entry -> the attributes by which a script filters its row and its mark."""
        return {line.entry: _filtered_by(line) for lines in self._shown_lines.values() for line in lines}

    @functools.cached_property
    def _panels(self) -> dict[Period | None, tuple[Panel, ...]]:
        return {period: panels(lines) for period, lines in self._shown_lines.items()}

    @functools.cached_property
    def _texts(self) -> list[str]:
        """Ids of the texts by which pictures can be filtered."""
        return list(self._site.texts) if len(self._site.texts) <= limits.TEXTS_IN_FILTER else []

    def timeline(self, here: Here, period: Period | None = None) -> dict[str, Any]:
        """What is dated, in one picture and one table: of the whole time, or of a part of it."""
        vocabulary, lines, key = self._site.wiki.vocabulary, self._shown_lines[period], _by_name(here)
        drawn, height = lay_out(self._panels[period], here.name)
        parts = [("timeline/", here.say("pictures.whole"), period is None)]
        parts += [(period_address(each), here.words.date(each.date), each is period) for each in self.periods]
        return {
            "lines": lines,
            "rows": sorted(lines, key=lambda line: (line.start, line.end, key(line.entry))),
            "ranks": {line.entry: n for n, line in enumerate(sorted(lines, key=lambda line: key(line.entry)))},
            "panels": drawn,
            "height": height,
            "filters": self._filters,
            "kinds": [
                (token(kind), here.text(vocabulary.kinds[kind].plural), here.colour(kind))
                for kind in dict.fromkeys(line.kind for line in lines)
            ],
            "place_choices": [
                (id, here.name(id)) for id in sorted({id for line in lines for id in line.places}, key=key)
            ],
            "text_choices": [(id, here.text_title(id)) for id in sorted({id for line in lines for id in line.texts})],
            "legend": LEGEND,
            "all": len(period.lines) if period else len(self._lines),
            "parts": parts if self.periods else [],
        }

    def strip(self, here: Here, id: EntryId) -> str:
        """The small timeline on the page of an entry; nothing if there is too little to show."""
        sketch = self._strips.of(id, here)
        return draw_strip(sketch, self._lettering(here), here) if sketch else ""

    def _sketch_strip(self, id: EntryId, here: Here) -> StripSketch | None:
        strip = strip_of(self._site.entries[id], self._lines)
        return sketch_strip(id, strip, self._on_timeline(id), here) if strip else None

    def _on_timeline(self, id: EntryId) -> str:
        """Where a timeline shows an entry: its row, or all that is at this place."""
        if id in self._rows:
            return f"{self._rows[id]}#row-{id}"
        return f"?place={id}" if id in self._dated_places else ""

    @functools.cached_property
    def _rows(self) -> dict[EntryId, str]:
        """Entry -> which timeline shows it, from the first one on; the first one itself, if it does."""
        found: dict[EntryId, str] = {}
        for period, lines in self._shown_lines.items():
            for line in lines:
                found.setdefault(line.entry, period_address(period).removeprefix("timeline/") if period else "")
        return found

    @functools.cached_property
    def _dated_places(self) -> set[EntryId]:
        return {place for line in self._shown_lines[None] for place in line.places}

    # --- place ---

    @functools.cached_property
    def atlases(self) -> list[Atlas]:
        """What each map shows; the first one is that of everything, the others are those of areas."""
        site, atlas = self._site, self._site.atlas
        met = site.met
        whole = most_met_places(atlas, met)
        return [whole, *(zoomed(most_met_places(atlas, met, ids)) for ids in areas(atlas))]

    @functools.cached_property
    def _ground(self) -> Markup:
        return Markup(ground_paths(self._site.atlas, self._site.wiki.base_map))

    def map(self, here: Here, number: int = 0) -> dict[str, Any]:
        """Places and what happened there, in pictures of several scales and one table; `number`: of the map."""
        atlas, ground, key = self.atlases[number], self._site.wiki.base_map, _by_name(here)

        def named(what: EntryId | Localized) -> str:
            return here.name(what) if isinstance(what, str) else stand_alone(here.text(what))

        widths = [MAP_WIDTH, *[WINDOW_WIDTH] * (len(atlas.bounds) - 1)]
        parts = [("map/", here.say("pictures.whole"), number == 0)]
        parts += [(area_address(n), self.area_name(here, n), n == number) for n in range(1, len(self.atlases))]
        return {
            "atlas": atlas,
            "pictures": [
                draw_window(atlas, ground, number, width, named)
                for number, width in enumerate(widths[: len(atlas.bounds)])
            ],
            "ground": self._ground,
            "all_places": sorted(atlas.places.values(), key=lambda place: key(place.entry.id)),
            "by_text": bool(self._texts),
            "all": len(atlas.places) if number else len(self._site.atlas.places),
            "elsewhere_left_out": 0 if number else len(self._site.atlas.elsewhere) - len(atlas.elsewhere),
            "parts": parts if len(parts) > 1 else [],
        }

    def area_name(self, here: Here, number: int) -> str:
        """An area, by the places in it that readers meet most often."""
        met = self._site.met
        ids = sorted(self.atlases[number].places, key=lambda id: (-met.get(id, 0), id))
        return here.say("punctuation.between").join(here.name(id) for id in ids[:2])

    @functools.cached_property
    def _on_maps(self) -> dict[EntryId, str]:
        """Place -> the address of the map that shows it, from the first one on."""
        found: dict[EntryId, str] = {}
        for number, atlas in enumerate(self.atlases):
            for id in atlas.places:
                found.setdefault(id, area_address(number))
        return found

    def small_map(self, here: Here, id: EntryId) -> str:
        """Where an entry is, or where it happened; nothing if that is not known."""
        small = self._small_maps.get(id)
        return draw_small_map(id, small, self._on_maps, here) if small else ""

    # --- relations ---

    @functools.cached_property
    def _relation_rows(self) -> dict[str | None, list[RelationRow]]:
        """All relations; and where one picture cannot show them all, those of each kind of entries that has any."""
        wiki, rows = self._site.wiki, find_rows(self._site.wiki, self._site.derived)
        found: dict[str | None, list[RelationRow]] = {None: rows}
        if len({id for row in rows for id in (row.entry, row.target)}) > limits.NODES_IN_GRAPH:
            found.update(by_kind(rows, wiki))
        return found

    @functools.cached_property
    def graph(self) -> Graph:
        """All relations, and where each entry stands in their picture."""
        return view_graph(self._site.wiki, self._site.derived)

    @property
    def related_kinds(self) -> list[str]:
        """The kinds of entries whose relations have a picture of their own."""
        return [kind for kind in self._relation_rows if kind]

    @functools.cached_property
    def _graphs(self) -> dict[str | None, Graph]:
        found: dict[str | None, Graph] = {None: self.graph}
        for kind in self.related_kinds:
            found[kind] = draw_graph(self._relation_rows[kind], limits.NODES_IN_GRAPH_OF_KIND)
        return found

    @functools.cached_property
    def _in_graphs(self) -> dict[EntryId, str]:
        """Entry -> the address of the picture that shows it, from the first one on."""
        inputs = _GraphsInputs(self._site.wiki.vocabulary.kinds, self._relation_rows)
        return self._site.derived.derive_one("in graphs", inputs, _entries_in_graphs)

    def relations_address(self, kind: str | None) -> str:
        """Of the relations of a kind of entries, or of all; within a language."""
        return _relations_address(kind, self._site.wiki.vocabulary.kinds)

    def relations(self, here: Here, kind: str | None = None) -> dict[str, Any]:
        """Relations: a picture and the table it grows from; all, or those of a kind of entries."""
        shown, kinds = self._graphs[kind], self._site.wiki.vocabulary.kinds
        parts = [("relations/", here.say("pictures.whole"), kind is None)]
        parts += [(self.relations_address(id), here.text(kinds[id].plural), id == kind) for id in self.related_kinds]
        return {
            "graph": shown,
            "labels": place_labels(shown.nodes, {node.entry: here.name(node.entry) for node in shown.nodes}),
            "by_name": sorted((node.entry for node in shown.nodes), key=_by_name(here)),
            "size": (GRAPH_WIDTH, GRAPH_HEIGHT),
            "major": BOLD_NAMES,
            "parts": parts if self.related_kinds else [],
        }

    def near(self, here: Here, id: EntryId) -> str:
        """The entries around an entry; nothing if they are few."""
        sketch = self._nears.of(id, here)
        return draw_neighbourhood(sketch, self._short_names(here), here) if sketch else ""

    def _sketch_near(self, id: EntryId, here: Here) -> NearSketch | None:
        near = view_neighbourhood(self._site.entries[id])
        return sketch_neighbourhood(id, near, self._in_graphs.get(id), here) if near else None

    def _short_names(self, here: Here) -> Callable[[EntryId], str]:
        """The names of entries as the small graph has them, in one language; each is made once."""
        if here.language not in self._names:
            self._names[here.language] = functools.cache(lambda id: escape(short_name(here.name(id))))
        return self._names[here.language]

    def _lettering(self, here: Here) -> Lettering:
        lettering = self._letterings.get(here.language)
        if lettering is None:
            lettering = self._letterings[here.language] = Lettering(here)
        return lettering


class _Sketches(Generic[Sketch]):
    """Keeps the last one: an entry's pages in all languages are made one after the other."""

    def __init__(self, make: Callable[[EntryId, Here], Sketch]) -> None:
        """`make` is given an entry and a page of whatever language; pages of one depth see the site alike."""
        self._make = make
        self._last: tuple[EntryId, str, Sketch] | None = None

    def of(self, id: EntryId, here: Here) -> Sketch:
        last = self._last
        if last is None or last[:2] != (id, here.base):
            last = self._last = (id, here.base, self._make(id, here))
        return last[2]


def _by_name(here: Here) -> Callable[[EntryId], int]:
    return here.site.ranks[here.language].__getitem__


def _filtered_by(line: TimelineLine) -> str:
    """The attributes by which a script filters a row and a mark."""
    kind, places, texts = escape(token(line.kind)), " ".join(line.places), " ".join(line.texts)
    days = f'data-from="{line.day_from}" data-to="{line.day_to}"'
    return f'data-kind="{kind}" {days} data-place="{places}" data-text="{texts}"'


class _GraphsInputs(NamedTuple):
    """All that it depends on which picture shows an entry: a kind's folder is its address."""

    kinds: Mapping[str, Kind]
    rows: Mapping[str | None, Sequence[RelationRow]]


def _entries_in_graphs(inputs: _GraphsInputs) -> dict[EntryId, str]:
    found: dict[EntryId, str] = {}
    for kind, rows in inputs.rows.items():
        for id in entries_drawn(rows, limits.NODES_IN_GRAPH_OF_KIND if kind else limits.NODES_IN_GRAPH):
            found.setdefault(id, _relations_address(kind, inputs.kinds))
    return found


def _relations_address(kind: str | None, kinds: Mapping[str, Kind]) -> str:
    return f"relations/{kinds[kind].folder}/" if kind else "relations/"
