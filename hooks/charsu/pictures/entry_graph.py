"""The small graph on an entry's page: the entry in the middle, its neighbours on both sides.

A sketch is the picture without its words. It is the same in every language; the picture in each is made from it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from charsu.model import limits
from charsu.model.records import EntryId, Localized
from charsu.pictures.geometry import TEXT_SIZE
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.support.text_width import shorten
from charsu.view.page_context import PageContext
from charsu.view.page_models import EntryView

NEAR_WIDTH = 340
_LINE_HEIGHT = 17
_MIDDLE = NEAR_WIDTH // 2
_ASIDE = 34
"""Distance from the middle to the nodes of the neighbours."""


NEAR_LABEL = (_MIDDLE - _ASIDE - 9) / TEXT_SIZE
"""Maximum length of a neighbour's name, in ems."""


# --- what it shows ---------------------------------------------------------------------------


class GraphNeighbour(NamedTuple):
    """An entry with a relation to the one in the middle."""

    entry: EntryId
    y: int


class NearGroup(NamedTuple):
    """Neighbours by one relation and direction."""

    label: Localized
    y: int
    """Baseline of the group's label."""
    near: tuple[GraphNeighbour, ...]
    more: int
    """Number of neighbours that are left out."""


class Side(NamedTuple):
    """The left or right side of the picture."""

    end: bool
    """Whether it is the right one."""
    text_x: int
    node_x: int
    groups: tuple[NearGroup, ...]
    dated: Html
    undated: Html
    """SVG paths of all edges that are dated, and of those that are not; "" if there are none."""


class Neighbourhood(NamedTuple):
    """The small graph, laid out."""

    x: int
    y: int
    height: int
    sides: tuple[Side, ...]


def view_neighbourhood(view: EntryView) -> Neighbourhood | None:
    """Return the neighbours of an entry, laid out; None if there are too few for a picture.

    Every group shows its first neighbour before any group shows its second.
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
    start = Html(f"M{_MIDDLE} {height // 2}Q{(_MIDDLE + node_x) // 2}")
    found, paths = [], {True: EMPTY, False: EMPTY}
    for (label, entries), count in zip(groups, shown, strict=True):
        near = []
        label_y = y + 13
        for id, dated in entries[:count]:
            y += _LINE_HEIGHT
            near.append(GraphNeighbour(id, y + 8))
            paths[dated] += Html(f"{start} {y + 8} {node_x} {y + 8}")
        y += _LINE_HEIGHT + 5
        found.append(NearGroup(label, label_y, tuple(near), len(entries) - count))
    text_x = node_x + (9 if end else -9)
    return Side(end, text_x, node_x, tuple(found), paths[True], paths[False])


def short_name(name: str) -> str:
    """Return a name, shortened to fit into the small graph."""
    return shorten(name, NEAR_LABEL)


# --- drawing ----------------------------------------------------------------------------------


class NearSketch(NamedTuple):
    """The small graph of an entry without its words."""

    pieces: tuple[Html, ...]
    """The piece before each of the words."""
    words: tuple[EntryId | NearGroup, ...]
    """The entry whose name comes next, or the group whose label does."""
    end: Html
    """The piece after the last of them."""
    around: Html
    """Address of a large graph that shows the entry, too; empty if there is none."""


def sketch_neighbourhood(id: EntryId, near: Neighbourhood, graph: str | None, context: PageContext) -> NearSketch:
    """Return the part of the picture that is the same in every language.

    Args:
        id: the entry.
        near: its neighbours.
        graph: the address of a large graph that shows the entry, too, if one does.
        context: the page, in any language.
    """
    pieces: list[Html] = []
    words: list[EntryId | NearGroup] = []
    so_far = Html(
        f'<figure class="near">\n<svg viewBox="0 0 {NEAR_WIDTH} {near.height}" aria-hidden="true" '
        f'class="{context.html.entry_class(id)}">\n'
    )
    for side in near.sides:
        node_x, text_x = side.node_x, side.text_x
        if side.undated:
            so_far += Html(f'<path class="undated" d="{side.undated}"/>')
        if side.dated:
            so_far += Html(f'<path d="{side.dated}"/>')
        so_far += Html("<g>\n") if side.end else Html('<g text-anchor="end">\n')
        for group in side.groups:
            pieces.append(Html(f'{so_far}<text class="of" x="{text_x}" y="{group.y}">'))
            words.append(group)
            so_far = Html("</text>")
            for entry, y in group.near:
                pieces.append(
                    Html(
                        f'{so_far}\n<a href="{context.html.href(entry)}" tabindex="-1" '
                        f'class="{context.html.entry_class(entry)}">'
                        f'<circle cx="{node_x}" cy="{y}" r="4"/><text x="{text_x}" y="{y + 4}">'
                    )
                )
                words.append(entry)
                so_far = Html("</text></a>\n")
        so_far += Html("</g>\n")
    end = Html(f'{so_far}<circle cx="{near.x}" cy="{near.y}" r="9"/>\n</svg>\n')
    around = Html(f"{context.urls.base}{escape_id(graph)}?node={escape_id(id)}") if graph else EMPTY
    return NearSketch(tuple(pieces), tuple(words), end, around)


def draw_neighbourhood(sketch: NearSketch, name: Callable[[EntryId], Html], context: PageContext) -> Html:
    """Return the small graph of an entry in one language.

    The list of relations below it says the same and more. So the picture is for the eye and the pointer only: it is
    hidden from screen readers, and the tab key skips it.

    Args:
        sketch: the picture without its words.
        name: returns the shortened name of an entry.
        context: the page.
    """
    words = [name(word) if isinstance(word, str) else _group_label(word, context) for word in sketch.words]
    drawn = EMPTY.join([piece + word for piece, word in zip(sketch.pieces, words, strict=True)])
    caption = EMPTY
    if sketch.around:
        link = Html(f'<a href="{sketch.around}">{context.html.say("graph.around")}</a>')
        caption = Html(f"<figcaption>{link}</figcaption>\n")
    return Html(f"{drawn}{sketch.end}{caption}</figure>\n")


def _group_label(group: NearGroup, context: PageContext) -> Html:
    label = escape(context.text(group.label))
    return Html(f"{label} {escape(context.say('graph.more', n=group.more))}") if group.more else label
