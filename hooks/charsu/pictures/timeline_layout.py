"""Timeline layout: where the marks and labels of a timeline are."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import NamedTuple

from charsu.model.records import EntryId
from charsu.pictures.date_shapes import PlacedShape, extent_of, first_day, last_day, place_shape
from charsu.pictures.geometry import (
    TEXT_SIZE,
    TIMELINE_GAP,
    TIMELINE_GROUP,
    TIMELINE_HEAD,
    TIMELINE_ROW,
    TIMELINE_ROW_WITH_LABEL,
    Anchor,
)
from charsu.pictures.time_scale import Scale, Tick, ticks
from charsu.pictures.timeline import Dated, Panel, TimelineLine
from charsu.support.text_width import text_width


class DrawnLine(NamedTuple):
    line: TimelineLine
    y: int
    """Middle of its bar."""
    life: PlacedShape | None
    dated: tuple[tuple[Dated, tuple[PlacedShape, ...]], ...]
    label_x: float
    label_y: int
    anchor: Anchor
    link: tuple[float, float] | None
    """Ends of the line that joins dates on which sources disagree."""


@dataclasses.dataclass(frozen=True)
class DrawnPanel:
    panel: Panel
    y: int
    height: int
    ticks: tuple[Tick, ...]
    groups: tuple[tuple[str, int, tuple[DrawnLine, ...]], ...]
    """Kind, baseline of its heading, its lines."""
    bands: tuple[tuple[int, float, float], ...]
    """Panels that enlarge a part of this one: number, left end, width."""


class PlacedLine(NamedTuple):
    """The shapes of a line at their positions, the same in every language."""

    line: TimelineLine
    life: PlacedShape | None
    dated: tuple[tuple[Dated, tuple[PlacedShape, ...]], ...]
    left: float
    right: float
    link: tuple[float, float] | None


def place_shapes(line: TimelineLine, scale: Scale) -> PlacedLine:
    """Return the shapes of a line at their positions."""
    found = line.dated
    if len(found) > 1:  # short ones last, so that no long one covers them
        found = tuple(sorted(found, key=lambda one: first_day(one.shapes[0]) - max(map(last_day, one.shapes))))
    dated = tuple([(one, tuple([place_shape(shape, scale) for shape in one.shapes])) for one in found])
    life = place_shape(line.life, scale) if line.life else None
    left, right = extent_of([drawn for _, shapes in dated for drawn in shapes])
    return PlacedLine(
        line, life, dated, left, right, (scale.x(line.start), scale.x(line.end)) if line.sources_disagree else None
    )


def label_width(label: str) -> float:
    """Return about how wide a label is in a picture."""
    return TEXT_SIZE * text_width(label)


def place_label(left: float, right: float, width: float, room: int) -> tuple[float, Anchor, bool]:
    """Return the position of a label, which end of it is there, and whether it is above its shapes, not beside them.

    Args:
        left: left end of its shapes.
        right: right end of its shapes.
        width: width of the label.
        room: width of the picture.
    """
    if right + 8 + width <= room:
        return round(right + 8, 1), "start", False
    if left - 8 - width >= 0:
        return round(left - 8, 1), "end", False
    return round(min(max(left, 0), max(room - width, 0)), 1), "start", True


def place_line(placed: PlacedLine, scale: Scale, y: int, label: str) -> tuple[DrawnLine, int]:
    """Return a line at a height, with its label beside it or, for want of room, above it; and the height it takes."""
    x, anchor, above = place_label(placed.left, placed.right, label_width(label), scale.width)
    if above:
        height, middle = TIMELINE_ROW_WITH_LABEL, y + TIMELINE_ROW_WITH_LABEL - TIMELINE_ROW // 2
        label_y = middle - TIMELINE_ROW // 2 - 2
    else:
        height, middle = TIMELINE_ROW, y + TIMELINE_ROW // 2
        label_y = middle + 4
    return DrawnLine(placed.line, middle, placed.life, placed.dated, x, label_y, anchor, placed.link), height


def lay_out(found: Sequence[Panel], label: Callable[[EntryId], str]) -> tuple[tuple[DrawnPanel, ...], int]:
    """Lay out panels one below the other; return them and the height of the picture.

    Args:
        found: the panels.
        label: returns the label of an entry.
    """
    y, drawn = 0, []
    for panel in found:
        scale = Scale(panel.start, panel.end)
        top, at = y, y + TIMELINE_HEAD
        groups = []
        for kind in dict.fromkeys(line.kind for line in panel.lines):
            heading, at = at + TIMELINE_GROUP - 8, at + TIMELINE_GROUP
            lines = []
            for line in panel.lines:
                if line.kind == kind:
                    drawn_line, height = place_line(place_shapes(line, scale), scale, at, label(line.entry))
                    lines.append(drawn_line)
                    at += height
            groups.append((kind, heading, tuple(lines)))
        bands = tuple(
            (number, scale.x(other.start), round(max(scale.x(other.end) - scale.x(other.start), 2), 1))
            for number, other in enumerate(found)
            if other != panel and panel.start <= other.start and other.end <= panel.end
        )
        drawn.append(DrawnPanel(panel, top, at - top, ticks(panel.start, panel.end), tuple(groups), bands))
        y = at + TIMELINE_GAP
    return tuple(drawn), max(y - TIMELINE_GAP, 1)
