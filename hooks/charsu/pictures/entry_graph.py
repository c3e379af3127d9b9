"""The small graph on an entry’s page."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from charsu.model import limits
from charsu.model.records import EntryId, Localized
from charsu.pictures.geometry import TEXT_SIZE
from charsu.support.text_width import shorten
from charsu.view.page_context import Here
from charsu.view.page_models import EntryView

NEAR_WIDTH = 340


_LINE_HEIGHT = 17


_MIDDLE = NEAR_WIDTH // 2


_ASIDE = 34
"""From the middle to the neighbours' nodes."""


NEAR_LABEL = (_MIDDLE - _ASIDE - 9) / TEXT_SIZE
"""Room for a neighbour's name, in ems."""


# --- what it shows ---------------------------------------------------------------------------


class Neighbour(NamedTuple):
    """A neighbour."""

    entry: EntryId
    y: int


class NearGroup(NamedTuple):
    """Neighbours by one relation and direction."""

    label: Localized
    y: int
    """Baseline of the group's label."""
    near: tuple[Neighbour, ...]
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
    heights = [_LINE_HEIGHT * (count + 1) + 5 for count in shown]
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
            y += _LINE_HEIGHT
            near.append(Neighbour(id, y + 8))
            paths[dated] += f"{start} {y + 8} {node_x} {y + 8}"
        y += _LINE_HEIGHT + 5
        found.append(NearGroup(label, label_y, tuple(near), len(entries) - count))
    text_x = node_x + (9 if end else -9)
    return Side(end, text_x, node_x, tuple(found), paths[True], paths[False])


def short_name(name: str) -> str:
    """A name as it fits into the small picture of an entry's neighbours."""
    return shorten(name, NEAR_LABEL)


# --- drawing ---------------------------------------------------------------------------------


class NearSketch(NamedTuple):
    """An entry in the middle, its neighbours around it, but for the words."""

    pieces: tuple[str, ...]
    """What stands before each of the words."""
    words: tuple[EntryId | NearGroup, ...]
    """The entry whose name stands there, or the group whose label does."""
    end: str
    """What stands behind the last one."""
    around: str
    """Address of a picture of many relations that shows the entry, too; "" if there is none."""


def sketch_neighbourhood(id: EntryId, near: Neighbourhood, graph: str | None, here: Here) -> NearSketch:
    """Draw what is the same in every language.

    Args:
        id: the entry.
        near: its neighbours.
        graph: the address of a picture of many relations that shows the entry, too, if one does.
        here: the page, in whatever language.
    """
    pieces: list[str] = []
    words: list[EntryId | NearGroup] = []
    so_far = (
        f'<figure class="near">\n<svg viewBox="0 0 {NEAR_WIDTH} {near.height}" aria-hidden="true" '
        f'class="{here.kind_class(id)}">\n'
    )
    for side in near.sides:
        node_x, text_x = side.node_x, side.text_x
        if side.undated:
            so_far += f'<path class="undated" d="{side.undated}"/>'
        if side.dated:
            so_far += f'<path d="{side.dated}"/>'
        so_far += "<g>\n" if side.end else '<g text-anchor="end">\n'
        for group in side.groups:
            pieces.append(f'{so_far}<text class="of" x="{text_x}" y="{group.y}">')
            words.append(group)
            so_far = "</text>"
            for entry, y in group.near:
                pieces.append(
                    f'{so_far}\n<a href="{here.href(entry)}" tabindex="-1" class="{here.kind_class(entry)}">'
                    f'<circle cx="{node_x}" cy="{y}" r="4"/><text x="{text_x}" y="{y + 4}">'
                )
                words.append(entry)
                so_far = "</text></a>\n"
        so_far += "</g>\n"
    end = f'{so_far}<circle cx="{near.x}" cy="{near.y}" r="9"/>\n</svg>\n'
    return NearSketch(tuple(pieces), tuple(words), end, f"{here.base}{graph}?node={id}" if graph else "")


def draw_neighbourhood(sketch: NearSketch, name: Callable[[EntryId], str], here: Here) -> str:
    """The entry in the middle, its neighbours around it.

    The list of relations below says the same and more, so the picture is for the eye and the pointer only: hidden
    from screen readers, no stop for the tab key.
    """
    words = [name(word) if isinstance(word, str) else _group_label(word, here) for word in sketch.words]
    drawn = "".join([piece + word for piece, word in zip(sketch.pieces, words, strict=True)])
    around = ""
    if sketch.around:
        link = f'<a href="{sketch.around}">{here.told("graph.around")}</a>'
        around = f"<figcaption>{link}</figcaption>\n"
    return f"{drawn}{sketch.end}{around}</figure>\n"


def _group_label(group: NearGroup, here: Here) -> str:
    more = f" {escape(here.say('graph.more', n=group.more))}" if group.more else ""
    return f"{escape(here.text(group.label))}{more}"
