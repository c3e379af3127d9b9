"""The small map on an entry's page: where the entry is, or where it happened."""

import dataclasses
from collections.abc import Mapping

from charsu.link.map_model import Atlas, MapPlace
from charsu.model.records import EntryId
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.page_context import PageContext

WIDTH = 240
"""Width in pixels."""


@dataclasses.dataclass(frozen=True)
class SmallMap:
    """The map of an entry, laid out."""

    height: int
    scale: Html
    """From the sheet to this picture."""
    places: tuple[MapPlace, ...]
    points: tuple[tuple[float, float, float], ...]
    """x, y and radius of the ring."""
    areas: tuple[EntryId, ...]


def small_maps(atlas: Atlas) -> dict[EntryId, SmallMap]:
    """Return the small map of every entry that has one."""
    if atlas.sheet is None:
        return {}
    box = atlas.box()
    scale = WIDTH / box.width
    height = round(box.height * scale)

    def small(places: list[MapPlace]) -> SmallMap:
        points = [
            (round(p.x * scale, 1), round(p.y * scale, 1), 0 if place.area else round(p.ring * scale, 1))
            for place in places
            for p in place.positions
        ]
        areas = [place.entry.id for place in places if place.area]
        return SmallMap(height, Html(f"{scale:.4f}"), tuple(places), tuple(points), tuple(areas))

    found = {}
    for id, happening in atlas.happenings.items():
        there = [atlas.places[place] for place in happening.places if atlas.places[place].is_on_map]
        if there:
            found[id] = small(there)
    for id, place in atlas.places.items():
        if place.is_on_map:
            found[id] = small([place])
    return found


def draw_small_map(id: EntryId, small: SmallMap, maps: Mapping[EntryId, str], context: PageContext) -> Html:
    """Return the small map of an entry; its ground is that of assets/map.svg.

    Args:
        id: the entry.
        small: its map.
        maps: place -> the address of the large map that shows it, if one does.
        context: the page.
    """
    sheet = Html(f"{context.urls.root}assets/map.svg")
    areas = EMPTY.join(Html(f'<use class="area" href="{sheet}#area-{escape_id(area)}"/>') for area in small.areas)
    points = EMPTY.join(_draw_point(x, y, ring) for x, y, ring in small.points)
    captions = context.html.say("punctuation.semicolon").join(
        _caption(place, id, maps, context) for place in small.places
    )
    label = escape(context.say("map.where", name=context.name(id)))
    return Html(
        f'<figure class="entry-map">\n<svg viewBox="0 0 {WIDTH} {small.height}" role="img" aria-label="{label}">'
        f'<g transform="scale({small.scale})"><use href="{sheet}#ground"/>{areas}</g>{points}</svg>\n'
        f"<figcaption>{captions}\n</figcaption>\n</figure>\n"
    )


def _draw_point(x: float, y: float, ring: float) -> Html:
    dot = Html(f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>')
    return Html(f'<circle class="ring" cx="{x}" cy="{y}" r="{ring}"/>{dot}') if ring > 4 else dot


def _caption(place: MapPlace, id: EntryId, maps: Mapping[EntryId, str], context: PageContext) -> Html:
    """Return the link to a place on a large map, and how exact its position is."""
    there = place.entry.id
    exact = context.html.say("map.label point") if place.area else escape(context.labels.accuracy(place.stated))
    if there in maps:
        name = context.html.say("map.on map") if there == id else context.html.name(there)
        href = Html(f"{context.urls.base}{escape_id(maps[there])}#row-{escape_id(there)}")
        return Html(f'\n<a href="{href}">{name}</a> {exact}')
    return Html(f"\n{exact}") if there == id else Html(f"\n{context.html.link(there)} {exact}")
