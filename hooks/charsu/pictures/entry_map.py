"""The small map on an entry’s page."""

import dataclasses
from collections.abc import Mapping
from html import escape

from charsu.link.map_model import Atlas, MapPlace
from charsu.model.records import EntryId
from charsu.view.page_context import Here

SMALL = 240
"""Width in pixels."""


@dataclasses.dataclass(frozen=True)
class SmallMap:
    """Where an entry is, or what it is about happened."""

    height: int
    scale: str
    """From the sheet to this picture."""
    places: tuple[MapPlace, ...]
    points: tuple[tuple[float, float, float], ...]
    """x, y and radius of the ring."""
    areas: tuple[EntryId, ...]


def small_maps(atlas: Atlas) -> dict[EntryId, SmallMap]:
    """The small map of every entry that has one."""
    if atlas.sheet is None:
        return {}
    box = atlas.box()
    scale = SMALL / box.width
    height = round(box.height * scale)

    def small(places: list[MapPlace]) -> SmallMap:
        points = [
            (round(p.x * scale, 1), round(p.y * scale, 1), 0 if place.area else round(p.ring * scale, 1))
            for place in places
            for p in place.positions
        ]
        areas = [place.entry.id for place in places if place.area]
        return SmallMap(height, f"{scale:.4f}", tuple(places), tuple(points), tuple(areas))

    found = {}
    for id, happening in atlas.happenings.items():
        there = [atlas.places[place] for place in happening.places if atlas.places[place].is_on_map]
        if there:
            found[id] = small(there)
    for id, place in atlas.places.items():
        if place.is_on_map:
            found[id] = small([place])
    return found


def draw_small_map(id: EntryId, small: SmallMap, maps: Mapping[EntryId, str], here: Here) -> str:
    """Where an entry is, or where it happened; its ground is that of assets/map.svg.

    `maps`: place -> the address of the large map that shows it, if one does.
    """
    sheet = f"{here.root}assets/map.svg"
    areas = "".join(f'<use class="area" href="{sheet}#area-{area}"/>' for area in small.areas)
    points = "".join(
        (f'<circle class="ring" cx="{x}" cy="{y}" r="{ring}"/>' if ring > 4 else "")
        + f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>'
        for x, y, ring in small.points
    )
    told = []
    for place in small.places:
        there = place.entry.id
        exact = here.told("map.label point") if place.area else escape(here.accuracy(place.stated))
        if there in maps:
            name = here.told("map.on map") if there == id else here.named(there)
            told.append(f'\n<a href="{here.base}{maps[there]}#row-{there}">{name}</a> {exact}')
        else:
            told.append(f"\n{exact}" if there == id else f"\n{here.link(there)} {exact}")
    label = escape(here.say("map.where", name=here.name(id)))
    return (
        f'<figure class="entry-map">\n<svg viewBox="0 0 {SMALL} {small.height}" role="img" aria-label="{label}">'
        f'<g transform="scale({small.scale})"><use href="{sheet}#ground"/>{areas}</g>{points}</svg>\n'
        f"<figcaption>{here.told('punctuation.semicolon').join(told)}\n</figcaption>\n</figure>\n"
    )
