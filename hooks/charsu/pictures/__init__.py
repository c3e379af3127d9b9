"""Pictures: what the fragments of timeline, map and graph are given, on pages of their own and on those of entries.

What is drawn is found once for all languages; only names differ from one to the next.
"""

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from charsu.collate import SortKey, sort_key
from charsu.here import Here, kind_class, stand_alone, token
from charsu.model import EntryId, Localized
from charsu.pictures import graph, maps, timeline
from charsu.pictures.graph import Graph, Neighbourhood
from charsu.pictures.small import draw_line, draw_neighbourhood, draw_shapes, draw_small_map, draw_strip
from charsu.pictures.timeline import Line, Panel, Placed, Strip, Told
from charsu.views import Site

MAP_WIDTH, WINDOW_WIDTH = 1000, 560
"""Of the map, and of its other windows, in pixels."""


class Pictures:
    """All pictures of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        # An entry's pages in all languages are made one after the other.
        self._strip_of = functools.lru_cache(maxsize=8)(self._view_strip)
        self._near_of = functools.lru_cache(maxsize=8)(self._view_near)
        self._small_maps = maps.small_maps(site.atlas)

    # --- time ---

    @functools.cached_property
    def _lines(self) -> dict[EntryId, Line]:
        return {line.entry: line for line in timeline.timeline_of(self._site)}

    @functools.cached_property
    def _panels(self) -> tuple[Panel, ...]:
        return timeline.panels(tuple(self._lines.values()))

    @property
    def dated(self) -> int:
        """How many entries have a date."""
        return len(self._lines)

    def timeline(self, here: Here) -> dict[str, Any]:
        """Everything that is dated, in one picture and one table."""
        vocabulary, lines, key = self._site.wiki.vocabulary, list(self._lines.values()), _by_name(here)
        drawn, height = timeline.lay_out(self._panels, here.name)
        return {
            "lines": lines,
            "rows": sorted(lines, key=lambda line: (line.start, line.end, key(line.entry))),
            "ranks": {line.entry: n for n, line in enumerate(sorted(lines, key=lambda line: key(line.entry)))},
            "panels": drawn,
            "height": height,
            "anchors": {line.entry: f"row-{line.entry}" for line in lines},
            "data": _filtered_by,
            "kinds": [
                (token(kind), here.text(vocabulary.kinds[kind].plural), kind_class(vocabulary, kind))
                for kind in dict.fromkeys(line.kind for line in lines)
            ],
            "place_choices": [
                (id, here.name(id)) for id in sorted({id for line in lines for id in line.places}, key=key)
            ],
            "text_choices": [(id, here.text_title(id)) for id in sorted({id for line in lines for id in line.texts})],
            "legend": timeline.LEGEND,
        }

    def strip(self, here: Here, id: EntryId) -> Markup:
        """The small timeline on the page of an entry; nothing if there is too little to show."""
        strip = self._strip_of(id)
        if strip is None:
            return Markup()
        lines, y = [], timeline.STRIP_HEAD
        for told, placed, shapes in strip.lines:
            parts = [here.text(told.label)] if told.label else []
            parts += [here.name(told.other)] if told.other else []
            label = here.say("punctuation.colon").join(parts)
            line, height = timeline.place_line(placed, strip.scale, y, label, timeline.STRIP_ROW)
            dates = here.say("punctuation.semicolon").join(here.words.date(dated.date) for dated in told.line.dated)
            href = f"#{told.section}" if told.section else here.href(told.line.entry)
            lines.append(draw_line(line, label, dates, href, shapes, here))
            y += height
        return draw_strip(
            id, "".join(lines), strip.strip.ticks, y, strip.has_masks, self._on_timeline(id), strip.strip.left_out, here
        )

    def _view_strip(self, id: EntryId) -> "_PlacedStrip | None":
        strip = timeline.strip_of(self._site.entries[id], self._lines)
        return _PlacedStrip.of(strip) if strip else None

    def _on_timeline(self, id: EntryId) -> str:
        """Where the timeline shows an entry: its row, or all that is at this place."""
        if id in self._lines:
            return f"#row-{id}"
        return f"?place={id}" if id in self._dated_places else ""

    @functools.cached_property
    def _dated_places(self) -> set[EntryId]:
        return {place for line in self._lines.values() for place in line.places}

    # --- place ---

    def map(self, here: Here) -> dict[str, Any]:
        """All places and what happened there, in pictures of several scales and one table."""
        atlas, ground, key = self._site.atlas, self._site.wiki.ground, _by_name(here)

        def named(what: EntryId | Localized) -> str:
            return here.name(what) if isinstance(what, str) else stand_alone(here.text(what))

        widths = [MAP_WIDTH, *[WINDOW_WIDTH] * (len(atlas.bounds) - 1)]
        return {
            "pictures": [
                maps.draw(atlas, ground, number, width, named)
                for number, width in enumerate(widths[: len(atlas.bounds)])
            ],
            "ground": Markup(maps.ground_paths(atlas, ground)),
            "all_places": sorted(atlas.places.values(), key=lambda place: key(place.entry.id)),
        }

    def small_map(self, here: Here, id: EntryId) -> Markup:
        """Where an entry is, or where it happened; nothing if that is not known."""
        small = self._small_maps.get(id)
        return draw_small_map(id, small, here) if small else Markup()

    # --- relations ---

    @functools.cached_property
    def graph(self) -> Graph:
        """All relations, and where each entry stands in their picture."""
        return graph.view_graph(self._site.wiki, self._site.contests)

    def relations(self, here: Here) -> dict[str, Any]:
        """All relations: a picture and the table it grows from."""
        names = {id: here.name(id) for id in self._site.wiki.entries}
        return {
            "graph": self.graph,
            "labels": graph.place_labels(self.graph.nodes, names),
            "by_name": sorted((node.entry for node in self.graph.nodes), key=_by_name(here)),
            "size": (graph.WIDTH, graph.HEIGHT),
            "major": graph.MAJOR,
        }

    def near(self, here: Here, id: EntryId) -> Markup:
        """The entries around an entry; nothing if they are few."""
        near = self._near_of(id)
        return draw_neighbourhood(id, near, here) if near else Markup()

    def _view_near(self, id: EntryId) -> Neighbourhood | None:
        return graph.view_neighbourhood(self._site.entries[id])


@dataclasses.dataclass(frozen=True)
class _PlacedStrip:
    """The small timeline of an entry, as far as it is the same in every language."""

    strip: Strip
    scale: timeline.Scale
    lines: tuple[tuple[Told, Placed, Markup], ...]
    """What is told, where its shapes stand, and how they are drawn."""
    has_masks: bool

    @classmethod
    def of(cls, strip: Strip) -> "_PlacedStrip":
        scale = timeline.Scale(strip.panel.start, strip.panel.end, timeline.STRIP_WIDTH)
        lines = []
        for told in strip.told:
            placed = timeline.place_shapes(told.line, scale)
            lines.append((told, placed, draw_shapes(shape for _, shapes in placed.dated for shape in shapes)))
        return cls(strip, scale, tuple(lines), strip.has_masks)


def _by_name(here: Here) -> Callable[[EntryId], SortKey]:
    key = sort_key(here.language)
    return lambda id: key(here.name(id))


def _filtered_by(line: Line) -> Markup:
    """The attributes by which a script filters a row and a mark."""
    return Markup('data-kind="{}" data-from="{}" data-to="{}" data-place="{}" data-text="{}"').format(
        token(line.kind), line.day_from, line.day_to, " ".join(line.places), " ".join(line.texts)
    )
