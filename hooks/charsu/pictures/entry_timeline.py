"""The small timeline on an entry’s page."""

import functools
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from charsu.model import limits
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, Localized
from charsu.pictures.date_shapes import MASKS, draw_shapes, shapes_of
from charsu.pictures.geometry import TIMELINE_ROW, TIMELINE_ROW_WITH_LABEL
from charsu.pictures.time_scale import MAJOR_TICK_FORMATS, TICK_FORMATS, Scale, Tick, rounded_span, ticks
from charsu.pictures.timeline import Dated, TimelineLine, dated_by, dates_disagree
from charsu.pictures.timeline_layout import label_width, place_label, place_shapes
from charsu.view.page_context import Here
from charsu.view.page_models import EntryView

STRIP_WIDTH, STRIP_HEAD, STRIP_ROW = 560, 34, 24


STRIP_ABOVE = TIMELINE_ROW_WITH_LABEL - TIMELINE_ROW
"""Room of a label that stands above its shapes."""


# --- what it shows ---------------------------------------------------------------------------


class StripLine(NamedTuple):
    """A dated statement that concerns an entry, or something dated that is related to it."""

    label: Localized | None
    """Of the property or relation; None where the other entry says enough by itself."""
    other: EntryId | None
    """The entry at the other end."""
    section: str | None
    """Where the statement stands on the entry's page; None: the other entry's page is meant."""
    line: TimelineLine


class Strip(NamedTuple):
    """The small timeline of an entry."""

    told: tuple[StripLine, ...]
    left_out: int
    """How many more there are."""
    scale: Scale

    @property
    def has_masks(self) -> bool:
        """Whether some shape in it is soft or doubtful."""
        shapes = (shape for told in self.told for shape in told.line.shapes)
        return any(shape.soft_start or shape.soft_end or shape.uncertain for shape in shapes)


def strip_of(view: EntryView, lines: Mapping[EntryId, TimelineLine]) -> Strip | None:
    """What is dated about an entry, earliest first; None if that is fewer than two dates.

    A related entry belongs here where its kind is dated by one property only: it happened, it did not live.

    Args:
        view: the entry.
        lines: what has dates of its own.
    """
    own: list[StripLine] = []
    # Several statements may say the same.
    during: dict[tuple[int, Date], StripLine] = {}
    events: dict[EntryId, StripLine] = {}
    related: dict[tuple[int, EntryId, Date], StripLine] = {}
    for group in view.statements:
        label = group.property.label
        if group.property.value == "date":
            found = dated_by(view.entry, group.property.id)
            disagree = dates_disagree(group.property, found)
            own.append(_told(label, None, "statements", view.entry, found, disagree))
            continue
        for statement in group.statements:
            if date := statement.during:
                dated = _dated(statement.property, date)
                during[id(label), date] = _told(label, None, "statements", view.entry, dated)
    for relations in view.relations:
        label = relations.label
        for relation in relations.relations:
            other = lines.get(relation.entry)
            if other and other.happened:
                events[relation.entry] = StripLine(None, relation.entry, None, other)
            elif date := relation.statement.during:
                dated = _dated(relation.statement.property, date)
                related[id(label), relation.entry, date] = _told(label, relation.entry, "relations", view.entry, dated)
    # Whatever is left out, it is never one of the entry's own dates.
    told = [*own, *events.values(), *related.values(), *during.values()]
    dates = (dated.date for one in told for dated in one.line.dated)
    first = next(dates, None)
    if all(date == first for date in dates):
        return None
    shown = (
        told[: max(limits.LINES_IN_SMALL_TIMELINE, len(own))]
        if len(told) > limits.LINES_IN_SMALL_TIMELINE + 1
        else told
    )
    shown.sort(key=lambda one: (one.line.start, one.line.end))
    start, end, _ = rounded_span(shown[0].line.start, max([one.line.end for one in shown]))
    return Strip(tuple(shown), len(told) - len(shown), Scale(start, end, STRIP_WIDTH))


def _dated(property: str, date: Date) -> tuple[Dated, ...]:
    return (Dated(property, date, (), shapes_of(date)),)


def _told(
    label: Localized,
    other: EntryId | None,
    section: str,
    entry: Entry,
    dated: tuple[Dated, ...],
    sources_disagree: bool = False,
) -> StripLine:
    return StripLine(label, other, section, TimelineLine(entry.id, entry.kind, dated, None, sources_disagree))


# --- words -----------------------------------------------------------------------------------


class LineLabel(NamedTuple):
    """What a line of a small timeline says."""

    words: str
    """Beside its shapes; as HTML."""
    width: float
    """How wide they are, about."""
    title: str
    """The same with its dates; as HTML."""


class Lettering:
    """The words of small pictures in one language; the same stand on page after page, and are written once."""

    def __init__(self, here: Here) -> None:
        """`here`: any page in the language."""
        self._here = here
        self._colon, self._semicolon = here.say("punctuation.colon"), here.say("punctuation.semicolon")
        self._events: dict[EntryId, LineLabel] = {}
        self._axis = functools.lru_cache(maxsize=1000)(self._draw_axis)  # many strips have the same ends

    def label(self, told: StripLine) -> LineLabel:
        """What is said of something that is told."""
        if told.label or told.other is None:
            return self._label(told)
        label = self._events.get(told.other)
        if label is None:
            label = self._events[told.other] = self._label(told)
        return label

    def _label(self, told: StripLine) -> LineLabel:
        here = self._here
        parts = [here.text(told.label)] if told.label else []
        parts += [here.name(told.other)] if told.other else []
        label = self._colon.join(parts)
        dates = self._semicolon.join([here.words.date(dated.date) for dated in told.line.dated])
        return LineLabel(escape(label), label_width(label), escape(f"{label}{self._colon}{dates}"))

    def axis(self, scale: Scale, height: int) -> str:
        """The scale of a small timeline that is so high."""
        return str(height).join(self._axis(scale.start, scale.end))

    def _draw_axis(self, start: int, end: int) -> list[str]:
        """What stands around the height of the picture, each time it is told."""
        shown = ticks(start, end, STRIP_WIDTH)
        lines = "".join([f"M{tick.x} 22V{_HOLE}" for tick in shown])
        parts = [f'<path class="grid" d="M0 28h{STRIP_WIDTH}{lines}"/>\n']
        for tick in shown:
            if tick.major and tick.unit in MAJOR_TICK_FORMATS and tick.x < STRIP_WIDTH - 60:
                parts.append(
                    f'<text class="tick major" x="{tick.x}" y="9">{self._tick(tick, MAJOR_TICK_FORMATS)}</text>'
                )
            if tick.x < STRIP_WIDTH - 30:
                parts.append(f'<text class="tick" x="{tick.x}" y="21">{self._tick(tick, TICK_FORMATS)}</text>')
        return "".join(parts).split(_HOLE)

    def _tick(self, tick: Tick, forms: Mapping[str, str]) -> str:
        return escape(self._here.words.tick(forms[tick.unit], *tick.civil))


_HOLE = "\0"
"""Where something that is drawn is cut, for what is not the same in every picture."""


# --- drawing ---------------------------------------------------------------------------------


class SketchedLine(NamedTuple):
    """One line of a small timeline, but for its words."""

    told: StripLine
    left: float
    """Where its shapes begin."""
    right: float
    """Where they end."""
    colour: str
    """Class of its kind."""
    link: str
    """What begins around its words."""
    shapes: str


class StripSketch(NamedTuple):
    """The small timeline of an entry, but for its words."""

    strip: Strip
    lines: tuple[SketchedLine, ...]
    head: str
    masks: str
    timeline: str
    """Address of a timeline that shows the entry."""


def sketch_strip(id: EntryId, strip: Strip, query: str, here: Here) -> StripSketch:
    """Draw what is the same in every language.

    Args:
        id: the entry.
        strip: what its small timeline tells.
        query: what the address of the timeline gets, so that it shows the entry.
        here: the page, in whatever language.
    """
    return StripSketch(
        strip=strip,
        lines=tuple([_sketch_line(told, strip.scale, here) for told in strip.told]),
        head=f'<figure class="strip {here.kind_class(id)}">\n',
        masks=MASKS if strip.has_masks else "",
        timeline=f"{here.base}timeline/{query}",
    )


def _sketch_line(told: StripLine, scale: Scale, here: Here) -> SketchedLine:
    line = told.line
    placed = place_shapes(line, scale)
    href = f"#{told.section}" if told.section else here.href(line.entry)
    either = f'<line class="either" x1="{placed.link[0]}" x2="{placed.link[1]}"/>' if placed.link else ""
    shapes = "".join([draw_shapes(drawn) for _, drawn in placed.dated])
    return SketchedLine(told, placed.left, placed.right, here.colour(line.kind), f'<a href="{href}">{either}', shapes)


def draw_strip(sketch: StripSketch, lettering: Lettering, here: Here) -> str:
    """The small timeline of an entry: its own dated statements, and what happened that is related to it."""
    y, lines = STRIP_HEAD, []
    for told, left, right, colour, link, shapes in sketch.lines:
        words, width, title = lettering.label(told)
        x, anchor, above = place_label(left, right, width, STRIP_WIDTH)
        if above:
            y += STRIP_ABOVE
        at = f'x="{x}" y="{-STRIP_ROW // 2 - 2 if above else 4}"{_ENDS if anchor == "end" else ""}'
        lines.append(
            f'<g class="{colour}" transform="translate(0,{y + STRIP_ROW // 2})">{link}<title>{title}</title>{shapes}'
            f'<text class="label" {at}>{words}</text></a></g>\n'
        )
        y += STRIP_ROW
    title, left_out = here.told("timeline.title"), sketch.strip.left_out
    more = f" {escape(here.say('timeline.more', n=left_out))}" if left_out else ""
    return (
        f'{sketch.head}<svg viewBox="0 0 {STRIP_WIDTH} {y}" role="group" aria-label="{title}">\n{sketch.masks}'
        f"{lettering.axis(sketch.strip.scale, y)}\n{''.join(lines)}</svg>\n"
        f'<figcaption><a href="{sketch.timeline}">{title}</a>{more}</figcaption>\n</figure>\n'
    )


_ENDS = ' text-anchor="end"'
