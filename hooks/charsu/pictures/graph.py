"""Graph: the relations of the whole wiki as nodes and edges, and where each stands in a picture.

Nodes are entries, edges are relations. What is drawn is decided and laid out here, once for all
languages; only labels are placed for each language, since names differ in length. Units are those
of the picture: about one CSS pixel where a page is wide.
"""

import dataclasses
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import igraph

from charsu.incremental.derived_cache import DerivedCache
from charsu.link.disagreements import find_disagreements
from charsu.model import limits
from charsu.model.dates import Date, iso_day
from charsu.model.records import Entry, EntryId, Localized, Property, Statement, Wiki
from charsu.support.text_width import shorten, text_width
from charsu.view.page_models import EntryView

WIDTH, HEIGHT = 1200, 800

MOST_RADIUS = 30
"""However many relations an entry has, its node leaves room for the others."""

FONT_SIZE = 12


@dataclasses.dataclass(frozen=True)
class RelationRow:
    """One relation: a row of the table."""

    id: str
    """Id of the table's row: "row-<entry>-<number of the statement on its entry>"."""
    entry: EntryId
    """The entry on which it is written."""
    statement: Statement
    relation: Property
    contested: bool
    """One value was to be expected, and sources name several."""
    span: tuple[str, str] | None
    """First and last day in ISO 8601, "" where open; None if it is undated."""

    @property
    def target(self) -> EntryId:
        return str(self.statement.value)


@dataclasses.dataclass(frozen=True)
class Node:
    """An entry in the picture."""

    entry: EntryId
    relations: int
    """How many relations begin or end here."""
    x: int
    y: int
    radius: int


@dataclasses.dataclass(frozen=True)
class Edge:
    """All relations between two entries, as one line."""

    rows: tuple[RelationRow, ...]
    path: str
    """SVG path from rim to rim."""
    arrow_at_start: bool
    arrow_at_end: bool
    dated: bool
    contested: bool
    faint: bool
    """All its relations are of the most frequent properties."""


@dataclasses.dataclass(frozen=True)
class Graph:
    """The page of relations."""

    nodes: tuple[Node, ...]
    """Those with most relations first."""
    edges: tuple[Edge, ...]
    rows: tuple[RelationRow, ...]
    """Every relation between entries of the picture, in the order of entries and of what is said on them."""
    faint: tuple[str, ...]
    """Ids of the properties that are drawn as hairlines, the most frequent first."""
    unrelated: tuple[EntryId, ...]
    """Entries without a relation to another one."""
    left_out: tuple[EntryId, ...]
    """Entries that are not drawn since there are too many, those with most relations first."""
    relations: int
    """How many relations the wiki has, shown or not."""

    @property
    def frequencies(self) -> list[tuple[Property, int]]:
        """The properties in the table and how often each stands there, in the order of the rows' frequency."""
        counts = Counter(row.relation.id for row in self.rows)
        found = {row.relation.id: row.relation for row in self.rows}
        return [(found[id], count) for id, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


@dataclasses.dataclass(frozen=True)
class Label:
    """An entry's name beside its node."""

    text: str
    """The name, cut short if it is long."""
    x: int
    y: int
    """Left end of the baseline."""
    shown: bool
    """It stands there without touching another one; otherwise it is shown only when it is asked for."""


def view_graph(wiki: Wiki, kept: DerivedCache | None = None) -> Graph:
    """Gather the relations, choose what is drawn, and lay it out; `kept`: what was found before."""
    rows = find_rows(wiki, kept)
    found = draw_graph(rows)
    related = {id for row in rows for id in (row.entry, row.target)}
    return dataclasses.replace(found, unrelated=tuple(id for id in wiki.entries if id not in related))


def find_rows(wiki: Wiki, kept: DerivedCache | None = None) -> list[RelationRow]:
    """All relations, in the order of entries and of what is said on them; `kept`: what was found before."""
    found = (kept or DerivedCache()).of_each(
        "relations",
        wiki.entries,
        lambda id: (wiki.vocabulary, wiki.entries[id]),
        lambda id: tuple(_rows(wiki.entries[id], wiki)),
    )
    return [row for rows in found.values() for row in rows]


def by_kind(rows: Iterable[RelationRow], wiki: Wiki) -> dict[str, list[RelationRow]]:
    """Kind of entries -> the relations that begin or end at one of them; kinds without any are left out."""
    kind_of = {id: entry.kind for id, entry in wiki.entries.items()}
    found: dict[str, list[RelationRow]] = {kind: [] for kind in wiki.vocabulary.kinds}
    for row in rows:
        for kind in {kind_of[row.entry], kind_of[row.target]}:
            found[kind].append(row)
    return {kind: of_kind for kind, of_kind in found.items() if of_kind}


def draw_graph(rows: Sequence[RelationRow], most: int = limits.NODES_IN_GRAPH) -> Graph:
    """Choose what is drawn of some relations, at most so many entries, and lay it out."""
    counts = _count(rows)
    chosen, shown = _most_related(rows, counts, most)
    faint = _most_frequent(shown)
    by_pair: defaultdict[tuple[EntryId, EntryId], list[RelationRow]] = defaultdict(list)
    for row in shown:
        if row.entry != row.target:
            by_pair[min(row.entry, row.target), max(row.entry, row.target)].append(row)
    places = _lay_out(chosen, list(by_pair), counts)
    nodes = {id: Node(id, counts[id], x, y, _radius(counts[id])) for id, (x, y) in places.items()}
    drawn = set(chosen)
    return Graph(
        nodes=tuple(nodes.values()),
        edges=tuple(_edge(tuple(found), nodes[a], nodes[b], faint) for (a, b), found in by_pair.items()),
        rows=tuple(shown),
        faint=faint,
        unrelated=(),
        left_out=tuple(id for id in _by_importance(counts) if id not in drawn),
        relations=len(rows),
    )


def entries_drawn(rows: Sequence[RelationRow], most: int = limits.NODES_IN_GRAPH) -> list[EntryId]:
    """The entries that `draw_graph` draws, without laying them out."""
    return _most_related(rows, _count(rows), most)[0]


def _count(rows: Iterable[RelationRow]) -> Counter[EntryId]:
    return Counter(id for row in rows for id in (row.entry, row.target))


def _rows(entry: Entry, wiki: Wiki) -> Iterator[RelationRow]:
    disagreements = {disagreement.property for disagreement in find_disagreements(entry, wiki.vocabulary)}
    for number, statement in enumerate(entry.statements, 1):
        property = wiki.vocabulary.properties[statement.property]
        if property.is_relation:
            span = days(statement.during) if statement.during else None
            id, contested = f"row-{entry.id}-{number}", property.id in disagreements
            yield RelationRow(id, entry.id, statement, property, contested, span)


def days(date: Date) -> tuple[str, str]:
    """First and last day of a date in ISO 8601; "" for an end that is open.

    An approximate or uncertain date has the days that are written: "1996~" those of 1996.
    """
    first, last = date.sort_key()
    return iso_day(first), iso_day(last)


# --- what is drawn ----------------------------------------------------------------------------


def _by_importance(counts: Mapping[EntryId, int]) -> list[EntryId]:
    return sorted((id for id in counts if counts[id]), key=lambda id: (-counts[id], id))


def _most_related(
    rows: Sequence[RelationRow], counts: Mapping[EntryId, int], most: int
) -> tuple[list[EntryId], list[RelationRow]]:
    """Relations between the entries with most of them, as many as there is room for; and these entries.

    Relations are chosen, and not entries: those with most relations may have none with one another, and would stand
    in the picture by themselves.
    """
    chosen: set[EntryId] = set()
    taken: set[str] = set()
    for row in heapq.nsmallest(
        limits.RELATIONS_IN_GRAPH, rows, key=lambda row: -min(counts[row.entry], counts[row.target])
    ):
        ends = {row.entry, row.target}
        if len(chosen | ends) <= most:
            chosen |= ends
            taken.add(row.id)
    return _by_importance({id: counts[id] for id in chosen}), [row for row in rows if row.id in taken]


def _most_frequent(rows: Iterable[RelationRow]) -> tuple[str, ...]:
    """The properties that would crowd the picture: all but the rarer ones that there is room for."""
    counts = sorted(Counter(row.relation.id for row in rows).items(), key=lambda item: (item[1], item[0]))
    in_full, room = 0, limits.EDGES_IN_FULL
    for _, count in counts:
        room -= count
        if room < 0:
            break
        in_full += 1
    return tuple(id for id, _ in reversed(counts[in_full:]))


# --- where it stands --------------------------------------------------------------------------


def _radius(relations: int) -> int:
    return min(round(4 + 1.5 * math.sqrt(relations)), MOST_RADIUS)


def _lay_out(
    ids: Sequence[EntryId], pairs: Sequence[tuple[EntryId, EntryId]], counts: Mapping[EntryId, int]
) -> dict[EntryId, tuple[int, int]]:
    """Where each node stands: those that share neighbours are near each other, and no two touch.

    Stress majorisation (Gansner, Koren, North 2004): distances in the picture come as near as they can
    to distances in the graph. An edge is the longer the more neighbours its ends do not share (Graphviz's
    "subset" model), which keeps those around a hub apart.

    igraph gives the distances and, by classical scaling, the start; the few steps from there are ours.
    igraph's own methods for this (Kamada–Kawai, Fruchterman–Reingold) are chaotic: a change of 1e-13 at the
    start, which is what machines differ by, moves nodes across the picture. Majorisation only ever runs
    downhill: the start is rounded, plain arithmetic and square roots are the same on every machine, and
    what would differ nevertheless stays as small as it was.
    """
    if len(ids) < 3:
        shares = [(n + 1) / (len(ids) + 1) for n in range(len(ids))]
        return {id: (round(WIDTH * share), HEIGHT // 2) for id, share in zip(ids, shares, strict=True)}
    number = {id: n for n, id in enumerate(ids)}
    near: defaultdict[EntryId, set[EntryId]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    lengths = [math.sqrt(len((near[a] ^ near[b]) - {a, b}) + 1) for a, b in pairs]
    graph = igraph.Graph(n=len(ids), edges=[(number[a], number[b]) for a, b in pairs])
    far = graph.distances(weights=lengths)
    longest = max(distance for line in far for distance in line if distance < math.inf)
    # Parts that no path joins stand beside each other.
    far = [[min(distance, longest) for distance in line] for line in far]
    xs, ys = _start(far)
    _majorise(xs, ys, far)
    across, down = _spread(xs, WIDTH), _spread(ys, HEIGHT)
    places = _apart([[x, y] for x, y in zip(across, down, strict=True)], [_radius(counts[id]) for id in ids])
    return dict(zip(ids, places, strict=True))


def _scaled(far: list[list[float]]) -> list[list[float]]:
    """Classical multidimensional scaling: two coordinates for each node."""
    # Asked of a graph in several parts, igraph would lay each out by itself, and join them by chance.
    points: list[list[float]] = igraph.Graph.Star(len(far)).layout_mds(dist=far).coords
    return points


def _start(far: list[list[float]]) -> tuple[list[float], list[float]]:
    """Where majorisation starts: scaled, each axis with one sign, and no two nodes in one place."""
    points = _scaled(far)
    axes = []
    for axis, turn in ((0, math.cos), (1, math.sin)):
        values = [round(point[axis], 3) for point in points]
        sign = 1 if max(values) >= -min(values) else -1
        # Twins, which have the same neighbours, would otherwise part in a direction that the last digit decides.
        spiral = [round(0.03 * math.sqrt(n) * turn(2.4 * n), 3) for n in range(len(values))]
        axes.append([sign * value + aside for value, aside in zip(values, spiral, strict=True)])
    return axes[0], axes[1]


_STEPS = 12
"""Stress falls by half within five, and hardly at all after ten."""


def _majorise(xs: list[float], ys: list[float], far: list[list[float]]) -> None:
    """Move each node to where its distances to all others ask it to be; near ones count for more."""
    weights = [[1 / (distance * distance) if distance else 0.0 for distance in line] for line in far]
    totals = [sum(line) for line in weights]
    pulls = [[w * d for w, d in zip(of, line, strict=True)] for of, line in zip(weights, far, strict=True)]
    root = math.sqrt  # asked for a million times
    for _ in range(_STEPS):
        for n, total in enumerate(totals):
            x, y = xs[n], ys[n]
            to_x = to_y = 0.0
            for other_x, other_y, pull, weight in zip(xs, ys, pulls[n], weights[n], strict=True):
                dx, dy = x - other_x, y - other_y
                square = dx * dx + dy * dy
                if square:
                    part = pull / root(square)
                    to_x += weight * other_x + part * dx
                    to_y += weight * other_y + part * dy
                else:
                    to_x += weight * other_x
                    to_y += weight * other_y
            xs[n], ys[n] = to_x / total, to_y / total


_MARGIN = 24
_GAP = 12
"""Between the rims of two nodes, to which half of their sizes is added: an important one needs room for its name."""

_EVEN = 0.8
"""How evenly nodes are spread: 0 as they are laid out, 1 at equal distances along each side."""


def _spread(values: Sequence[float], size: int) -> list[int]:
    """Places along one side of the picture, more even than they are laid out.

    A layout is dense in its middle, where the picture says most.
    """
    values = [round(value, 4) for value in values]  # equal ones stay in the order of their entries everywhere
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    low, wide = values[order[0]], (values[order[-1]] - values[order[0]]) or 1
    room = size - 2 * _MARGIN
    found = [0] * len(values)
    for rank, n in enumerate(order):
        share = (1 - _EVEN) * (values[n] - low) / wide + _EVEN * rank / (len(values) - 1)
        found[n] = _MARGIN + round(room * share)
    return found


def _apart(points: list[list[float]], radii: Sequence[int]) -> list[tuple[int, int]]:
    """Push nodes apart until none is nearer to another one than the gap, or nearly so."""
    reach = 3 * max(radii) + _GAP
    for _ in range(80):
        moved = False
        cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for n, (x, y) in enumerate(points):
            cells[int(x // reach), int(y // reach)].append(n)
        for n, point in enumerate(points):
            column, line = int(point[0] // reach), int(point[1] // reach)
            others = [o for c in (-1, 0, 1) for r in (-1, 0, 1) for o in cells.get((column + c, line + r), ()) if o < n]
            for o in others:
                other = points[o]
                dx, dy = point[0] - other[0], point[1] - other[1]
                far = math.sqrt(dx * dx + dy * dy)
                lacking = 1.5 * (radii[n] + radii[o]) + _GAP - far
                if lacking > 0.5:
                    if not far:
                        dx, far = 1.0, 1.0
                    share = lacking / far / 2
                    point[0] += dx * share
                    point[1] += dy * share
                    other[0] -= dx * share
                    other[1] -= dy * share
                    moved = True
        for point in points:
            point[0] = min(max(point[0], _MARGIN), WIDTH - _MARGIN)
            point[1] = min(max(point[1], _MARGIN), HEIGHT - _MARGIN)
        if not moved:
            break
    return [(round(x), round(y)) for x, y in points]


def _edge(rows: tuple[RelationRow, ...], start: Node, end: Node, faint: Sequence[str]) -> Edge:
    dx, dy = end.x - start.x, end.y - start.y
    far = math.sqrt(dx * dx + dy * dy) or 1
    to_end = any(row.target == end.entry and not row.relation.symmetric for row in rows)
    to_start = any(row.target == start.entry and not row.relation.symmetric for row in rows)

    def rim(node: Node, arrow: bool, sign: int) -> str:
        from_centre = sign * (node.radius + (2 if arrow else 0)) / far
        return f"{round(node.x + dx * from_centre)} {round(node.y + dy * from_centre)}"

    return Edge(
        rows=rows,
        path=f"M{rim(start, to_start, 1)}L{rim(end, to_end, -1)}",
        arrow_at_start=to_start,
        arrow_at_end=to_end,
        dated=any(row.span for row in rows),
        contested=any(row.contested for row in rows),
        faint=all(row.relation.id in faint for row in rows),
    )


# --- labels -----------------------------------------------------------------------------------


def short(name: str) -> str:
    """A name as it fits into the small picture of an entry's neighbours."""
    return shorten(name, NEAR_LABEL)


_LONGEST_LABEL, _SHORT_LABEL = 16, 9
"""Ems; the second where there is no room for the first."""

MAJOR = 24
"""So many entries, those with most relations, have their names in bold."""

_BOLD = 1.08
"""How much wider that is."""

_CELL = 64

_Box = tuple[float, float, float, float]


class _Taken:
    """Boxes on the picture; finds at once whether another one touches them."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Box]] = defaultdict(list)

    def _cells_of(self, box: _Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
            for line in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
                yield column, line

    def add(self, box: _Box) -> None:
        for cell in self._cells_of(box):
            self._cells[cell].append(box)

    def touches(self, box: _Box) -> bool:
        left, top, right, bottom = box
        for cell in self._cells_of(box):
            for other in self._cells.get(cell, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return True
        return False


def place_labels(nodes: Sequence[Node], names: Mapping[EntryId, str]) -> dict[EntryId, Label]:
    """Put names beside the nodes, the most important first; none touches another one or a node."""
    taken = _Taken()
    for node in nodes:
        taken.add((node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius))
    labels = {}
    for rank, node in enumerate(nodes):
        bold = _BOLD if rank < MAJOR else 1.0
        for longest in (_LONGEST_LABEL, _SHORT_LABEL):
            text = shorten(names[node.entry], longest)
            wide = math.ceil(text_width(text) * bold * FONT_SIZE)
            choices = list(_choices(node, wide))
            free = next((choice for choice in choices if not taken.touches(_box(choice, wide))), None)
            if free:
                taken.add(_box(free, wide))
                labels[node.entry] = Label(text, *free, shown=True)
                break
        else:
            labels[node.entry] = Label(shorten(names[node.entry], _LONGEST_LABEL), *choices[0], shown=False)
    return labels


def _choices(node: Node, wide: int) -> Iterator[tuple[int, int]]:
    """Left ends of baselines: right of the node, left, below, above, and between; within the picture."""
    away = node.radius + 3
    slant = round(node.radius * 0.7) + 2
    for x, y in (
        (node.x + away, node.y + 4),
        (node.x - away - wide, node.y + 4),
        (node.x - wide // 2, node.y + away + 9),
        (node.x - wide // 2, node.y - away),
        (node.x + away, node.y - 5),
        (node.x + away, node.y + 13),
        (node.x - away - wide, node.y - 5),
        (node.x - away - wide, node.y + 13),
        (node.x + slant, node.y + slant + 9),
        (node.x + slant, node.y - slant),
        (node.x - slant - wide, node.y + slant + 9),
        (node.x - slant - wide, node.y - slant),
    ):
        if x >= 0 and x + wide <= WIDTH:
            yield x, y


def _box(baseline: tuple[int, int], wide: int) -> _Box:
    """Room of a label, Vietnamese marks above and descenders below included."""
    x, y = baseline
    return (x, y - FONT_SIZE, x + wide, y + 4)


# --- around one entry -------------------------------------------------------------------------

NEAR_WIDTH = 340

_LINE = 17
_MIDDLE = NEAR_WIDTH // 2
_ASIDE = 34
"""From the middle to the neighbours' nodes."""
NEAR_LABEL = (_MIDDLE - _ASIDE - 9) / FONT_SIZE
"""Room for a neighbour's name, in ems."""


class Near(NamedTuple):
    """A neighbour."""

    entry: EntryId
    y: int


class NearGroup(NamedTuple):
    """Neighbours by one relation and direction."""

    label: Localized
    y: int
    """Baseline of the group's label."""
    near: tuple[Near, ...]
    more: int
    """How many more there are."""


class Side(NamedTuple):
    """Left or right of the entry in the middle."""

    end: bool
    """Right of the middle."""
    text_x: int
    node_x: int
    groups: tuple[NearGroup, ...]
    dated: str
    undated: str
    """SVG paths of all edges that are dated, and of those that are not; "" if there are none."""


class Neighbourhood(NamedTuple):
    """An entry in the middle, its neighbours on both sides of it."""

    x: int
    y: int
    height: int
    sides: tuple[Side, ...]


def view_neighbourhood(view: EntryView) -> Neighbourhood | None:
    """What is near an entry; None if that is too little for a picture.

    Every group shows its first neighbour before any shows its second.
    """
    groups = []
    for group in view.relations:
        dated: dict[EntryId, bool] = {}
        for relation in group.relations:
            dated[relation.entry] = dated.get(relation.entry, False) or relation.statement.during is not None
        groups.append((group.label, list(dated.items())))
    groups = groups[: limits.NEIGHBOURS_IN_SMALL_GRAPH]
    sizes = [len(found) for _, found in groups]
    if sum(sizes) < 3:
        return None
    room, shown = limits.NEIGHBOURS_IN_SMALL_GRAPH - len(groups), [1] * len(groups)
    while room > 0 and shown != sizes:
        for n, size in enumerate(sizes):
            if room > 0 and shown[n] < size:
                shown[n] += 1
                room -= 1
    heights = [_LINE * (count + 1) + 5 for count in shown]
    # The left side is read first and gets the larger half.
    left, split, whole = 0, 0, sum(heights)
    while split < len(heights) and left + heights[split] / 2 <= whole / 2:
        left += heights[split]
        split += 1
    if split == 0:
        left, split = heights[0], 1
    right = whole - left
    height = max(left, right)
    sides = (
        _side(groups[:split], shown[:split], left, height, end=False),
        _side(groups[split:], shown[split:], right, height, end=True),
    )
    return Neighbourhood(_MIDDLE, height // 2, height, sides)


def _side(
    groups: Sequence[tuple[Localized, list[tuple[EntryId, bool]]]],
    shown: Sequence[int],
    own: int,
    height: int,
    end: bool,
) -> Side:
    y = (height - own) // 2
    node_x = _MIDDLE + (_ASIDE if end else -_ASIDE)
    start = f"M{_MIDDLE} {height // 2}Q{(_MIDDLE + node_x) // 2}"
    found, paths = [], {True: "", False: ""}
    for (label, entries), count in zip(groups, shown, strict=True):
        near = []
        label_y = y + 13
        for id, dated in entries[:count]:
            y += _LINE
            near.append(Near(id, y + 8))
            paths[dated] += f"{start} {y + 8} {node_x} {y + 8}"
        y += _LINE + 5
        found.append(NearGroup(label, label_y, tuple(near), len(entries) - count))
    text_x = node_x + (9 if end else -9)
    return Side(end, text_x, node_x, tuple(found), paths[True], paths[False])
