"""Map selection: what one map shows, if there are too many places for one."""

import dataclasses
import heapq
from collections.abc import Iterable, Mapping, Sequence

from charsu.link.map_model import Atlas
from charsu.link.projection import fit
from charsu.model import limits
from charsu.model.records import EntryId


def most_met_places(atlas: Atlas, met: Mapping[EntryId, int], ids: Iterable[EntryId] | None = None) -> Atlas:
    """Return what one map shows: the places and happenings that readers meet most often.

    Args:
        atlas: everything.
        met: how often readers meet an entry.
        ids: ids of the places to choose from; None on the first map, which may show any.
    """

    def best(items: Iterable[EntryId], most: int) -> set[EntryId]:
        return set(heapq.nsmallest(most, items, key=lambda id: (-met.get(id, 0), id)))

    is_first = ids is None and len(atlas.places) > limits.PLACES_ON_MAP
    chosen = best(
        atlas.places if ids is None else ids, limits.PLACES_ON_FIRST_MAP if is_first else limits.PLACES_ON_MAP
    )
    places = {id: place for id, place in atlas.places.items() if id in chosen}
    there = best({h.entry.id for place in places.values() for h in place.happenings}, limits.HAPPENINGS_ON_MAP)
    elsewhere = best((h.entry.id for h in atlas.elsewhere), limits.HAPPENINGS_ELSEWHERE) if ids is None else set()
    for id, place in places.items():
        shown = best((h.entry.id for h in place.happenings if h.entry.id in there), limits.HAPPENINGS_AT_PLACE)
        if len(shown) < len(place.happenings):
            kept = tuple(h for h in place.happenings if h.entry.id in shown)
            places[id] = dataclasses.replace(place, happenings=kept, more=len(place.happenings) - len(kept))
    return dataclasses.replace(
        atlas,
        places=places,
        elsewhere=tuple(h for h in atlas.elsewhere if h.entry.id in elsewhere),
        happenings={id: h for id, h in atlas.happenings.items() if id in there | elsewhere},
    )


def areas(atlas: Atlas) -> list[tuple[EntryId, ...]]:
    """Return the places of each part of the map, about as many in each; none if one map shows everything."""
    if len(atlas.places) <= limits.PLACES_ON_MAP:
        return []
    return _halved([id for id, place in atlas.places.items() if place.is_on_map], atlas, limits.AREAS)


def _halved(ids: Sequence[EntryId], atlas: Atlas, most: int) -> list[tuple[EntryId, ...]]:
    """Divide places across the longer side until one map can show each part, or there are `most` parts."""
    if not ids:
        return []
    if most == 1 or len(ids) <= limits.PLACES_ON_MAP:
        return [tuple(ids)]
    at = {id: (atlas.places[id].positions[0].x, atlas.places[id].positions[0].y) for id in ids}
    xs, ys = zip(*at.values(), strict=True)
    axis = 0 if max(xs) - min(xs) >= max(ys) - min(ys) else 1
    ordered = sorted(ids, key=lambda id: (at[id][axis], id))
    middle = len(ordered) // 2
    return [part for half in (ordered[:middle], ordered[middle:]) for part in _halved(half, atlas, most // 2)]


def zoomed(atlas: Atlas) -> Atlas:
    """Return the map of an area: fitted to its places."""
    points = [(p.coordinates.longitude, p.coordinates.latitude) for m in atlas.places.values() for p in m.positions[:1]]
    return dataclasses.replace(atlas, windows=(None,), bounds=(fit(points),))
