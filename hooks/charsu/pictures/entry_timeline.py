"""The small timeline on an entry's page: its own dates, and what happened that is related to it.

A sketch is the picture without its words. It is the same in every language; the picture in each is made from it.
"""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from charsu.model import limits
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, Localized
from charsu.pictures.date_shapes import MASKS, draw_shapes, shapes_of
from charsu.pictures.geometry import TIMELINE_ROW, TIMELINE_ROW_WITH_LABEL
from charsu.pictures.time_scale import MAJOR_TICK_FORMATS, TICK_FORMATS, Scale, Tick, rounded_span, ticks
from charsu.pictures.timeline import Dated, TimelineLine, dated_by, dates_disagree
from charsu.pictures.timeline_layout import label_width, place_label, place_shapes
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.page_context import PageContext
from charsu.view.page_models import EntryView

STRIP_WIDTH, STRIP_HEAD, STRIP_ROW = 560, 34, 24
STRIP_ABOVE = TIMELINE_ROW_WITH_LABEL - TIMELINE_ROW
"""Room for a label above its shapes."""


# --- what it shows ---------------------------------------------------------------------------


class StripLine(NamedTuple):
    """A dated statement about an entry, or something dated that is related to it."""

    label: Localized | None
    """The label of the property or relation; None if the name of the other entry is enough."""
    other: EntryId | None
    """The entry at the other end."""
    section: str | None
    """Id of the section of the entry's page with the statement; None: the line leads to the other entry's page."""
    line: TimelineLine


class Strip(NamedTuple):
    """The small timeline of an entry."""

    lines: tuple[StripLine, ...]
    left_out: int
    """Number of lines that are left out."""
    scale: Scale

    @property
    def has_masks(self) -> bool:
        """Whether a shape in it is soft or doubtful."""
        shapes = (shape for each in self.lines for shape in each.line.shapes)
        return any(shape.soft_start or shape.soft_end or shape.uncertain for shape in shapes)


def strip_of(view: EntryView, lines: Mapping[EntryId, TimelineLine]) -> Strip | None:
    """Return what is dated about an entry, earliest first; None if there are fewer than two dates.

    A related entry is on it with its own dates if its kind has one date property only: it happened, it did not live.

    Args:
        view: the entry.
        lines: the line of each entry with dates of its own.
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
            own.append(_strip_line(label, None, "statements", view.entry, found, disagree))
            continue
        for statement in group.statements:
            if date := statement.during:
                dated = _dated(statement.property, date)
                during[id(label), date] = _strip_line(label, None, "statements", view.entry, dated)
    for relations in view.relations:
        label = relations.label
        for relation in relations.relations:
            other = lines.get(relation.entry)
            if other and other.happened:
                events[relation.entry] = StripLine(None, relation.entry, None, other)
            elif date := relation.statement.during:
                dated = _dated(relation.statement.property, date)
                related[id(label), relation.entry, date] = _strip_line(
                    label, relation.entry, "relations", view.entry, dated
                )
    # The entry's own dates come first: none of them is ever left out.
    found_lines = [*own, *events.values(), *related.values(), *during.values()]
    dates = (dated.date for one in found_lines for dated in one.line.dated)
    first = next(dates, None)
    if all(date == first for date in dates):
        return None
    shown = (
        found_lines[: max(limits.LINES_IN_SMALL_TIMELINE, len(own))]
        if len(found_lines) > limits.LINES_IN_SMALL_TIMELINE + 1
        else found_lines
    )
    shown.sort(key=lambda one: (one.line.start, one.line.end))
    start, end, _ = rounded_span(shown[0].line.start, max([one.line.end for one in shown]))
    return Strip(tuple(shown), len(found_lines) - len(shown), Scale(start, end, STRIP_WIDTH))


def _dated(property: str, date: Date) -> tuple[Dated, ...]:
    return (Dated(property, date, (), shapes_of(date)),)


def _strip_line(
    label: Localized,
    other: EntryId | None,
    section: str,
    entry: Entry,
    dated: tuple[Dated, ...],
    sources_disagree: bool = False,
) -> StripLine:
    return StripLine(label, other, section, TimelineLine(entry.id, entry.kind, dated, None, sources_disagree))


# --- words ------------------------------------------------------------------------------------


class StripLabel(NamedTuple):
    """The words of a line."""

    words: Html
    """The label beside its shapes."""
    width: float
    """About how wide the label is."""
    title: Html
    """The label with the dates."""


class StripWords:
    """The words of small timelines in one language. Many pages show the same ones, so they are made once."""

    def __init__(self, context: PageContext) -> None:
        """`context`: any page in the language."""
        self._context = context
        self._colon, self._semicolon = context.say("punctuation.colon"), context.say("punctuation.semicolon")
        self._events: dict[EntryId, StripLabel] = {}
        """Labels of the events of the site: each is on the pages of many entries."""
        self._axis = functools.lru_cache(maxsize=1000)(self._draw_axis)  # many strips have the same ends

    def label(self, one: StripLine) -> StripLabel:
        """Return the label of a line."""
        if one.label or one.other is None:
            return self._label(one)
        if one.other not in self._events:
            self._events[one.other] = self._label(one)
        return self._events[one.other]

    def _label(self, one: StripLine) -> StripLabel:
        context = self._context
        parts = [context.text(one.label)] if one.label else []
        parts += [context.name(one.other)] if one.other else []
        words = self._colon.join(parts)
        dates = self._semicolon.join([context.words.date(dated.date) for dated in one.line.dated])
        return StripLabel(escape(words), label_width(words), escape(f"{words}{self._colon}{dates}"))

    def axis(self, scale: Scale, height: int) -> Html:
        """Return the axis of a small timeline of some height."""
        return Html(f"{height}").join(self._axis(scale.start, scale.end))

    def _draw_axis(self, start: int, end: int) -> list[Html]:
        """Return the pieces of an axis, between which the height of the picture is written."""
        shown = ticks(start, end, STRIP_WIDTH)
        pieces, so_far = [], Html(f'<path class="grid" d="M0 28h{STRIP_WIDTH}')
        for tick in shown:
            pieces.append(Html(f"{so_far}M{tick.x} 22V"))
            so_far = EMPTY
        so_far += Html('"/>\n')
        for tick in shown:
            if tick.major and tick.unit in MAJOR_TICK_FORMATS and tick.x < STRIP_WIDTH - 60:
                name = self._tick(tick, MAJOR_TICK_FORMATS)
                so_far += Html(f'<text class="tick major" x="{tick.x}" y="9">{name}</text>')
            if tick.x < STRIP_WIDTH - 30:
                so_far += Html(f'<text class="tick" x="{tick.x}" y="21">{self._tick(tick, TICK_FORMATS)}</text>')
        return [*pieces, so_far]

    def _tick(self, tick: Tick, formats: Mapping[str, str]) -> Html:
        return escape(self._context.words.tick(formats[tick.unit], *tick.civil))


# --- drawing ----------------------------------------------------------------------------------


class SketchedLine(NamedTuple):
    """One line of a small timeline without its words."""

    line: StripLine
    left: float
    """Left end of its shapes."""
    right: float
    """Right end of its shapes."""
    colour: Html
    """Class of its kind."""
    link: Html
    """The start of the link around its words."""
    shapes: Html


class StripSketch(NamedTuple):
    """The small timeline of an entry without its words."""

    strip: Strip
    lines: tuple[SketchedLine, ...]
    head: Html
    masks: Html
    timeline: Html
    """Address of a timeline that shows the entry."""


def sketch_strip(id: EntryId, strip: Strip, query: str, context: PageContext) -> StripSketch:
    """Return the part of the picture that is the same in every language.

    Args:
        id: the entry.
        strip: what its small timeline shows.
        query: what is added to the address of the timeline, so that it shows the entry.
        context: the page, in any language.
    """
    return StripSketch(
        strip=strip,
        lines=tuple([_sketch_line(one, strip.scale, context) for one in strip.lines]),
        head=Html(f'<figure class="strip {context.html.entry_class(id)}">\n'),
        masks=MASKS if strip.has_masks else EMPTY,
        timeline=Html(f"{context.urls.base}timeline/{escape(query)}"),
    )


def _sketch_line(one: StripLine, scale: Scale, context: PageContext) -> SketchedLine:
    line = one.line
    placed = place_shapes(line, scale)
    href = Html(f"#{escape_id(one.section)}") if one.section else context.html.href(line.entry)
    link = Html(f'<a href="{href}">')
    if placed.link:
        link += Html(f'<line class="either" x1="{placed.link[0]}" x2="{placed.link[1]}"/>')
    shapes = EMPTY.join([draw_shapes(drawn) for _, drawn in placed.dated])
    return SketchedLine(one, placed.left, placed.right, context.html.kind_class(line.kind), link, shapes)


def draw_strip(sketch: StripSketch, words: StripWords, context: PageContext) -> Html:
    """Return the small timeline of an entry in one language."""
    y = STRIP_HEAD
    lines: list[Html] = []
    for one, left, right, colour, link, shapes in sketch.lines:
        label, width, title = words.label(one)
        x, anchor, above = place_label(left, right, width, STRIP_WIDTH)
        if above:
            y += STRIP_ABOVE
        at = Html(f'x="{x}" y="{-STRIP_ROW // 2 - 2 if above else 4}"')
        if anchor == "end":
            at += Html(' text-anchor="end"')
        lines.append(
            Html(
                f'<g class="{colour}" transform="translate(0,{y + STRIP_ROW // 2})">{link}<title>{title}</title>'
                f'{shapes}<text class="label" {at}>{label}</text></a></g>\n'
            )
        )
        y += STRIP_ROW
    title, left_out = context.html.say("timeline.title"), sketch.strip.left_out
    more = Html(f" {escape(context.say('timeline.more', n=left_out))}") if left_out else EMPTY
    return Html(
        f'{sketch.head}<svg viewBox="0 0 {STRIP_WIDTH} {y}" role="group" aria-label="{title}">\n{sketch.masks}'
        f"{words.axis(sketch.strip.scale, y)}\n{EMPTY.join(lines)}</svg>\n"
        f'<figcaption><a href="{sketch.timeline}">{title}</a>{more}</figcaption>\n</figure>\n'
    )
