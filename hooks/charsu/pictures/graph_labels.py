"""Graph labels: positions for the names beside the nodes of a graph."""

import dataclasses
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from charsu.model.records import EntryId
from charsu.pictures.geometry import TEXT_SIZE
from charsu.pictures.graph import GraphNode
from charsu.pictures.graph_layout import GRAPH_WIDTH
from charsu.support.text_width import shorten, text_width


@dataclasses.dataclass(frozen=True)
class NodeLabel:
    """An entry's name beside its node."""

    text: str
    """The name, shortened if it is long."""
    x: int
    y: int
    """Left end of the baseline."""
    shown: bool
    """Whether it is there without touching another one; otherwise it is shown on request only."""


_LONGEST_LABEL, _SHORT_LABEL = 16, 9
"""Maximum length in ems; the second one if there is no room for the first."""


BOLD_NAMES = 24
"""Number of entries, those with most relations, whose names are in bold."""


_BOLD = 1.08
"""By what factor bold is wider."""


_CELL = 64


_Rectangle = tuple[float, float, float, float]


class _Occupied:
    """Occupied rectangles, in a grid that finds quickly whether another one touches any."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Rectangle]] = defaultdict(list)

    def _cells_of(self, box: _Rectangle) -> Iterator[tuple[int, int]]:
        for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
            for line in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
                yield column, line

    def add(self, box: _Rectangle) -> None:
        for cell in self._cells_of(box):
            self._cells[cell].append(box)

    def touches(self, box: _Rectangle) -> bool:
        left, top, right, bottom = box
        for cell in self._cells_of(box):
            for other in self._cells.get(cell, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return True
        return False


def place_labels(nodes: Sequence[GraphNode], names: Mapping[EntryId, str]) -> dict[EntryId, NodeLabel]:
    """Put names beside the nodes, the most important first, so that none touches another one or a node."""
    taken = _Occupied()
    for node in nodes:
        taken.add((node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius))
    labels = {}
    for rank, node in enumerate(nodes):
        bold = _BOLD if rank < BOLD_NAMES else 1.0
        for longest in (_LONGEST_LABEL, _SHORT_LABEL):
            text = shorten(names[node.entry], longest)
            wide = math.ceil(text_width(text) * bold * TEXT_SIZE)
            choices = list(_choices(node, wide))
            free = next((choice for choice in choices if not taken.touches(_box(choice, wide))), None)
            if free:
                taken.add(_box(free, wide))
                labels[node.entry] = NodeLabel(text, *free, shown=True)
                break
        else:
            labels[node.entry] = NodeLabel(shorten(names[node.entry], _LONGEST_LABEL), *choices[0], shown=False)
    return labels


def _choices(node: GraphNode, wide: int) -> Iterator[tuple[int, int]]:
    """Yield left ends of baselines within the picture: right of the node, left, below, above, and between."""
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
        if x >= 0 and x + wide <= GRAPH_WIDTH:
            yield x, y


def _box(baseline: tuple[int, int], wide: int) -> _Rectangle:
    """Return the room that a label takes, with Vietnamese marks above and descenders below."""
    x, y = baseline
    return (x, y - TEXT_SIZE, x + wide, y + 4)
