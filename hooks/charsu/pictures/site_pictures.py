"""All pictures of a site: the data for the templates of their pages, and the small ones on the pages of entries.

What is drawn is found once for all languages; only names differ from one to the next.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

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
from charsu.pictures.entry_timeline import StripSketch, StripWords, draw_strip, sketch_strip, strip_of
from charsu.pictures.graph import Graph, RelationRow, by_kind, draw_graph, entries_drawn, find_rows, view_graph
from charsu.pictures.graph_labels import BOLD_NAMES, place_labels
from charsu.pictures.graph_layout import GRAPH_HEIGHT, GRAPH_WIDTH
from charsu.pictures.map_ground import ground_paths
from charsu.pictures.map_picture import draw_window
from charsu.pictures.map_selection import areas, most_met_places, zoomed
from charsu.pictures.timeline import Panel, Period, TimelineLine, most_met_lines, panels, periods, timeline_of
from charsu.pictures.timeline_layout import lay_out
from charsu.support.html import EMPTY, Html, escape, for_template
from charsu.view.kind_names import token
from charsu.view.labels import stand_alone
from charsu.view.page_context import PageContext
from charsu.view.site import Site

Sketch = TypeVar("Sketch")


MAP_WIDTH, WINDOW_WIDTH = 1000, 560
"""Width of the map, and of its other windows, in pixels."""


def period_address(period: Period) -> str:
    """Return the address of the timeline of a part of the time, within a language."""
    return f"timeline/from/{period.first}/"


def area_address(number: int) -> str:
    """Return the address of a map, within a language; number 0 is the map of everything."""
    return f"map/area/{number}/" if number else "map/"


class Pictures:
    """All pictures of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._strips = _Sketches(self._sketch_strip)
        self._nears = _Sketches(self._sketch_near)
        self._names: dict[Language, Callable[[EntryId], Html]] = {}
        self._words: dict[Language, StripWords] = {}
        self._small_maps = small_maps(site.atlas)

    # --- time ---

    @functools.cached_property
    def _lines(self) -> dict[EntryId, TimelineLine]:
        return {line.entry: line for line in timeline_of(self._site)}

    @property
    def dated(self) -> int:
        """Number of entries with a date."""
        return len(self._lines)

    @functools.cached_property
    def periods(self) -> tuple[Period, ...]:
        """The parts of the time that have timelines of their own."""
        return periods(tuple(self._lines.values()))

    @functools.cached_property
    def _shown_lines(self) -> dict[Period | None, tuple[TimelineLine, ...]]:
        """The lines of each timeline; None: the one of the whole time."""
        site, shown = self._site, {}
        for period in (None, *self.periods):
            lines = most_met_lines(period.lines if period else tuple(self._lines.values()), site.met, not period)
            shown[period] = tuple(map(self._with_texts, lines)) if self._texts else lines
        return shown

    def _with_texts(self, line: TimelineLine) -> TimelineLine:
        texts = tuple(group.text.id for group in self._site.entries[line.entry].passages)
        return dataclasses.replace(line, texts=texts)

    @functools.cached_property
    def _filters(self) -> dict[EntryId, Html]:
        """Entry -> the attributes by which a script filters its row and its mark."""
        return {line.entry: _filtered_by(line) for lines in self._shown_lines.values() for line in lines}

    @functools.cached_property
    def _panels(self) -> dict[Period | None, tuple[Panel, ...]]:
        return {period: panels(lines) for period, lines in self._shown_lines.items()}

    @functools.cached_property
    def _texts(self) -> list[str]:
        """Ids of the texts by which pictures can be filtered."""
        return list(self._site.texts) if len(self._site.texts) <= limits.TEXTS_IN_FILTER else []

    def timeline(self, context: PageContext, period: Period | None = None) -> dict[str, Any]:
        """Return the data for a timeline: of the whole time, or of a part of it."""
        vocabulary, lines, key = self._site.wiki.vocabulary, self._shown_lines[period], _by_name(context)
        drawn, height = lay_out(self._panels[period], context.name)
        parts = [("timeline/", context.say("pictures.whole"), period is None)]
        parts += [(period_address(each), context.words.date(each.date), each is period) for each in self.periods]
        return {
            "lines": lines,
            "rows": sorted(lines, key=lambda line: (line.start, line.end, key(line.entry))),
            "ranks": {line.entry: n for n, line in enumerate(sorted(lines, key=lambda line: key(line.entry)))},
            "panels": drawn,
            "height": height,
            "filters": self._filters,
            "kinds": [
                (token(kind), context.text(vocabulary.kinds[kind].plural), context.html.kind_class(kind))
                for kind in dict.fromkeys(line.kind for line in lines)
            ],
            "place_choices": [
                (id, context.name(id)) for id in sorted({id for line in lines for id in line.places}, key=key)
            ],
            "text_choices": [
                (id, context.labels.text_title(id)) for id in sorted({id for line in lines for id in line.texts})
            ],
            "legend": LEGEND,
            "all": len(period.lines) if period else len(self._lines),
            "parts": parts if self.periods else [],
        }

    def strip(self, context: PageContext, id: EntryId) -> Html:
        """Return the small timeline of an entry; empty if there is too little to show."""
        sketch = self._strips.of(id, context)
        return draw_strip(sketch, self._strip_words(context), context) if sketch else EMPTY

    def _sketch_strip(self, id: EntryId, context: PageContext) -> StripSketch | None:
        strip = strip_of(self._site.entries[id], self._lines)
        return sketch_strip(id, strip, self._on_timeline(id), context) if strip else None

    def _on_timeline(self, id: EntryId) -> str:
        """Return what leads from a timeline to an entry: to its row, or to everything at this place."""
        if id in self._rows:
            return f"{self._rows[id]}#row-{id}"
        return f"?place={id}" if id in self._dated_places else ""

    @functools.cached_property
    def _rows(self) -> dict[EntryId, str]:
        """Entry -> the address of the first timeline that shows it, below that of the whole time."""
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
        """What each map shows: the first one is the map of everything, the others are those of areas."""
        site, atlas = self._site, self._site.atlas
        met = site.met
        whole = most_met_places(atlas, met)
        return [whole, *(zoomed(most_met_places(atlas, met, ids)) for ids in areas(atlas))]

    @functools.cached_property
    def _ground(self) -> Html:
        return ground_paths(self._site.atlas, self._site.wiki.base_map)

    def map(self, context: PageContext, number: int = 0) -> dict[str, Any]:
        """Return the data for a map: its windows and its table."""
        atlas, ground, key = self.atlases[number], self._site.wiki.base_map, _by_name(context)

        def named(what: EntryId | Localized) -> str:
            return context.name(what) if isinstance(what, str) else stand_alone(context.text(what))

        widths = [MAP_WIDTH, *[WINDOW_WIDTH] * (len(atlas.bounds) - 1)]
        parts = [("map/", context.say("pictures.whole"), number == 0)]
        parts += [(area_address(n), self.area_name(context, n), n == number) for n in range(1, len(self.atlases))]
        return {
            "atlas": atlas,
            "pictures": [
                draw_window(atlas, ground, number, width, named)
                for number, width in enumerate(widths[: len(atlas.bounds)])
            ],
            "ground": for_template(self._ground),
            "all_places": sorted(atlas.places.values(), key=lambda place: key(place.entry.id)),
            "by_text": bool(self._texts),
            "all": len(atlas.places) if number else len(self._site.atlas.places),
            "elsewhere_left_out": 0 if number else len(self._site.atlas.elsewhere) - len(atlas.elsewhere),
            "parts": parts if len(parts) > 1 else [],
        }

    def area_name(self, context: PageContext, number: int) -> str:
        """Return the name of an area: the two places in it that readers meet most often."""
        met = self._site.met
        ids = sorted(self.atlases[number].places, key=lambda id: (-met.get(id, 0), id))
        return context.say("punctuation.between").join(context.name(id) for id in ids[:2])

    @functools.cached_property
    def _on_maps(self) -> dict[EntryId, str]:
        """Place -> the address of the first map that shows it."""
        found: dict[EntryId, str] = {}
        for number, atlas in enumerate(self.atlases):
            for id in atlas.places:
                found.setdefault(id, area_address(number))
        return found

    def small_map(self, context: PageContext, id: EntryId) -> Html:
        """Return the small map of an entry; empty if its place is not known."""
        small = self._small_maps.get(id)
        return draw_small_map(id, small, self._on_maps, context) if small else EMPTY

    # --- relations ---

    @functools.cached_property
    def _relation_rows(self) -> dict[str | None, list[RelationRow]]:
        """All relations; and, if one graph cannot show them all, those of each kind of entry."""
        wiki, rows = self._site.wiki, find_rows(self._site.wiki, self._site.derived)
        found: dict[str | None, list[RelationRow]] = {None: rows}
        if len({id for row in rows for id in (row.entry, row.target)}) > limits.NODES_IN_GRAPH:
            found.update(by_kind(rows, wiki))
        return found

    @functools.cached_property
    def graph(self) -> Graph:
        """The graph of all relations."""
        return view_graph(self._site.wiki, self._site.derived)

    @property
    def related_kinds(self) -> list[str]:
        """The kinds of entries whose relations have a graph of their own."""
        return [kind for kind in self._relation_rows if kind]

    @functools.cached_property
    def _graphs(self) -> dict[str | None, Graph]:
        found: dict[str | None, Graph] = {None: self.graph}
        for kind in self.related_kinds:
            found[kind] = draw_graph(self._relation_rows[kind], limits.NODES_IN_GRAPH_OF_KIND)
        return found

    @functools.cached_property
    def _in_graphs(self) -> dict[EntryId, str]:
        """Entry -> the address of the first graph that shows it."""
        inputs = _GraphsInputs(self._site.wiki.vocabulary.kinds, self._relation_rows)
        return self._site.derived.derive_one("in graphs", inputs, _entries_in_graphs)

    def relations_address(self, kind: str | None) -> str:
        """Return the address of the graph of a kind of entries, or of all, within a language."""
        return _relations_address(kind, self._site.wiki.vocabulary.kinds)

    def relations(self, context: PageContext, kind: str | None = None) -> dict[str, Any]:
        """Return the data for a graph: of all relations, or of those of a kind of entries."""
        shown, kinds = self._graphs[kind], self._site.wiki.vocabulary.kinds
        parts = [("relations/", context.say("pictures.whole"), kind is None)]
        parts += [(self.relations_address(id), context.text(kinds[id].plural), id == kind) for id in self.related_kinds]
        return {
            "graph": shown,
            "labels": place_labels(shown.nodes, {node.entry: context.name(node.entry) for node in shown.nodes}),
            "by_name": sorted((node.entry for node in shown.nodes), key=_by_name(context)),
            "size": (GRAPH_WIDTH, GRAPH_HEIGHT),
            "major": BOLD_NAMES,
            "parts": parts if self.related_kinds else [],
        }

    def near(self, context: PageContext, id: EntryId) -> Html:
        """Return the small graph of an entry; empty if it has few neighbours."""
        sketch = self._nears.of(id, context)
        return draw_neighbourhood(sketch, self._short_names(context), context) if sketch else EMPTY

    def _sketch_near(self, id: EntryId, context: PageContext) -> NearSketch | None:
        near = view_neighbourhood(self._site.entries[id])
        return sketch_neighbourhood(id, near, self._in_graphs.get(id), context) if near else None

    def _short_names(self, context: PageContext) -> Callable[[EntryId], Html]:
        """Return what gives the short names of entries in one language; it makes each of them once."""
        if context.language not in self._names:
            self._names[context.language] = functools.lru_cache(maxsize=100_000)(
                lambda id: escape(short_name(context.name(id)))
            )
        return self._names[context.language]

    def _strip_words(self, context: PageContext) -> StripWords:
        if context.language not in self._words:
            self._words[context.language] = StripWords(context)
        return self._words[context.language]


class _Sketches(Generic[Sketch]):
    """A cache of one sketch: the pages of an entry in all languages are made one after the other."""

    def __init__(self, make: Callable[[EntryId, PageContext], Sketch]) -> None:
        """`make` is called with an entry and a page in any language; pages of one depth have the same sketch."""
        self._make = make
        self._last: tuple[EntryId, str, Sketch] | None = None

    def of(self, id: EntryId, context: PageContext) -> Sketch:
        last = self._last
        if last is None or last[:2] != (id, context.urls.base):
            last = self._last = (id, context.urls.base, self._make(id, context))
        return last[2]


def _by_name(context: PageContext) -> Callable[[EntryId], int]:
    return context.site.ranks[context.language].__getitem__


def _filtered_by(line: TimelineLine) -> Html:
    """Return the attributes by which a script filters a row and a mark."""
    kind, places, texts = escape(token(line.kind)), escape(" ".join(line.places)), escape(" ".join(line.texts))
    days = Html(f'data-from="{escape(line.day_from)}" data-to="{escape(line.day_to)}"')
    return Html(f'data-kind="{kind}" {days} data-place="{places}" data-text="{texts}"')


class _GraphsInputs(NamedTuple):
    """What decides which graph shows an entry, and where that graph is: its address is the folder of a kind."""

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
