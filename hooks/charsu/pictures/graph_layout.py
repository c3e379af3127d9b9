"""Graph layout: positions for the nodes of a graph."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import igraph

from charsu.model.records import EntryId

GRAPH_WIDTH, GRAPH_HEIGHT = 1200, 800


MAX_RADIUS = 30
"""Maximum radius of a node, so that it leaves room for the others."""


def radius_of(relations: int) -> int:
    """Return the radius of a node."""
    return min(round(4 + 1.5 * math.sqrt(relations)), MAX_RADIUS)


def lay_out_nodes(
    ids: Sequence[EntryId], pairs: Sequence[tuple[EntryId, EntryId]], counts: Mapping[EntryId, int]
) -> dict[EntryId, tuple[int, int]]:
    """Return positions for nodes: those that share neighbours are near each other, and no two touch.

    The method is stress majorisation (Gansner, Koren, North 2004): distances in the picture come as near as they
    can to distances in the graph. The more neighbours its ends do not share, the longer an edge is (Graphviz's
    "subset" model), which keeps the nodes around a hub apart.

    igraph computes the distances and, by classical scaling, the start; the few steps from there are done here.
    igraph's own methods (Kamada–Kawai, Fruchterman–Reingold) are chaotic: a change of 1e-13 at the start, which
    is how much machines differ, moves nodes across the picture. Majorisation only ever runs downhill: the start
    is rounded, plain arithmetic and square roots are the same on every machine, and any remaining difference
    stays small.
    """
    if len(ids) < 3:
        shares = [(n + 1) / (len(ids) + 1) for n in range(len(ids))]
        return {id: (round(GRAPH_WIDTH * share), GRAPH_HEIGHT // 2) for id, share in zip(ids, shares, strict=True)}
    number = {id: n for n, id in enumerate(ids)}
    near: defaultdict[EntryId, set[EntryId]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    lengths = [math.sqrt(len((near[a] ^ near[b]) - {a, b}) + 1) for a, b in pairs]
    graph = igraph.Graph(n=len(ids), edges=[(number[a], number[b]) for a, b in pairs])
    far = graph.distances(weights=lengths)
    longest = max(distance for line in far for distance in line if distance < math.inf)
    # Parts that no path joins are put side by side.
    far = [[min(distance, longest) for distance in line] for line in far]
    xs, ys = _start(far)
    _majorise(xs, ys, far)
    across, down = _spread(xs, GRAPH_WIDTH), _spread(ys, GRAPH_HEIGHT)
    places = _apart([[x, y] for x, y in zip(across, down, strict=True)], [radius_of(counts[id]) for id in ids])
    return dict(zip(ids, places, strict=True))


def _scaled(far: list[list[float]]) -> list[list[float]]:
    """Return two coordinates for each node, by classical multidimensional scaling."""
    # If it were given a graph in several parts, igraph would lay out each by itself, and join them at random.
    points: list[list[float]] = igraph.Graph.Star(len(far)).layout_mds(dist=far).coords
    return points


def _start(far: list[list[float]]) -> tuple[list[float], list[float]]:
    """Return where majorisation starts: scaled, each axis with one sign, and no two nodes in one place."""
    points = _scaled(far)
    axes = []
    for axis, turn in ((0, math.cos), (1, math.sin)):
        values = [round(point[axis], 3) for point in points]
        sign = 1 if max(values) >= -min(values) else -1
        # Otherwise the last digit would decide in which direction twins, which have the same neighbours, part.
        spiral = [round(0.03 * math.sqrt(n) * turn(2.4 * n), 3) for n in range(len(values))]
        axes.append([sign * value + aside for value, aside in zip(values, spiral, strict=True)])
    return axes[0], axes[1]


_STEPS = 12
"""Number of steps: stress falls by half within five, and hardly at all after ten."""


def _majorise(xs: list[float], ys: list[float], far: list[list[float]]) -> None:
    """Move each node to where its distances to all others pull it; near ones count for more."""
    weights = [[1 / (distance * distance) if distance else 0.0 for distance in line] for line in far]
    totals = [sum(line) for line in weights]
    pulls = [[w * d for w, d in zip(of, line, strict=True)] for of, line in zip(weights, far, strict=True)]
    root = math.sqrt  # called a million times
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
"""Gap between the rims of two nodes, plus half of their sizes: an important one needs room for its name."""


_EVEN = 0.8
"""How evenly nodes are spread: 0 as they are laid out, 1 at equal distances along each side."""


def _spread(values: Sequence[float], size: int) -> list[int]:
    """Return positions along one side of the picture, more evenly spread than they are laid out.

    A layout is dense in its middle, where the picture says most.
    """
    values = [round(value, 4) for value in values]  # on every machine, equal values stay in the order of their entries
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    low, wide = values[order[0]], (values[order[-1]] - values[order[0]]) or 1
    room = size - 2 * _MARGIN
    found = [0] * len(values)
    for rank, n in enumerate(order):
        share = (1 - _EVEN) * (values[n] - low) / wide + _EVEN * rank / (len(values) - 1)
        found[n] = _MARGIN + round(room * share)
    return found


def _apart(points: list[list[float]], radii: Sequence[int]) -> list[tuple[int, int]]:
    """Push nodes apart until none, or hardly any, is nearer to another one than the gap."""
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
            point[0] = min(max(point[0], _MARGIN), GRAPH_WIDTH - _MARGIN)
            point[1] = min(max(point[1], _MARGIN), GRAPH_HEIGHT - _MARGIN)
        if not moved:
            break
    return [(round(x), round(y)) for x, y in points]
