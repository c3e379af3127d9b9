"""The timeline: what each form of a date is drawn as, and that the picture keeps the order of time."""

import datetime
import itertools
from typing import Any

import pytest

from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.model.dates import read_date
from charsu.model.records import Kind, Statement
from charsu.pictures.date_shapes import DateShape, place_shape, shapes_of
from charsu.pictures.entry_timeline import strip_of
from charsu.pictures.geometry import TEXT_SIZE, TIMELINE_WIDTH
from charsu.pictures.time_scale import Scale, civil, day_number, iso, ticks
from charsu.pictures.timeline import TimelineLine, panels, timeline_of
from charsu.pictures.timeline_layout import lay_out, place_shapes
from charsu.support.text_width import text_width
from charsu.view.site import Site
from helpers import HERE, entry, property, sample_wiki, statement, vocabulary, wiki

# --- days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [(1970, 1, 1), (1995, 3, 11), (2000, 2, 29), (1900, 2, 28), (1, 1, 1), (1600, 12, 31)])
def test_a_day_number_is_that_of_the_calendar(day: tuple[int, int, int]) -> None:
    assert day_number(*day) == (datetime.date(*day) - datetime.date(1970, 1, 1)).days


def test_days_are_counted_back_before_our_era() -> None:
    numbers = range(day_number(-44, 12, 25), day_number(4, 3, 5))
    days = [civil(number) for number in numbers]
    assert [day_number(*day) for day in days] == list(numbers)
    assert days == sorted(days)
    assert iso(day_number(-43, 3, 15)) == "-0043-03-15"


# --- what a date is drawn as --------------------------------------------------------------------------


def drawing(edtf: str) -> str:
    """The shapes of a date, to be read: "within 1995-03-01..1995-03-31 soft-start uncertain"."""
    return ", ".join(map(_told, shapes_of(read_date(edtf))))


def _told(shape: DateShape) -> str:
    start = "" if shape.start is None else iso(shape.start)
    end = "" if shape.end is None else iso(shape.end - 1)
    marks = [name for name in ("soft_start", "soft_end", "uncertain") if getattr(shape, name)]
    return " ".join([shape.form, f"{start}..{end}", *(mark.replace("_", "-") for mark in marks)])


@pytest.mark.parametrize(
    ("edtf", "drawn"),
    [
        ("1995-03-11", "point 1995-03-11..1995-03-11"),
        ("1996-02-29", "point 1996-02-29..1996-02-29"),
        ("1995-03", "within 1995-03-01..1995-03-31"),
        ("1995", "within 1995-01-01..1995-12-31"),
        ("1995-03-XX", "within 1995-03-01..1995-03-31"),
        ("1995-XX-XX", "within 1995-01-01..1995-12-31"),
        ("1995-03-11?", "point 1995-03-11..1995-03-11 uncertain"),
        ("1995-03~", "within 1995-03-01..1995-03-31 soft-start soft-end"),
        ("1995%", "within 1995-01-01..1995-12-31 soft-start soft-end uncertain"),
        ("198X", "within 1980-01-01..1989-12-31"),
        ("198X~", "within 1980-01-01..1989-12-31 soft-start soft-end"),
        ("1995-21", "within 1995-03-01..1995-05-31"),
        ("1995-22", "within 1995-06-01..1995-08-31"),
        ("1995-23", "within 1995-09-01..1995-11-30"),
        ("1995-24", "within 1995-12-01..1995-12-31"),
        ("[1953,1954]", "either 1953-01-01..1954-12-31, within 1953-01-01..1953-12-31, within 1954-01-01..1954-12-31"),
        ("[1954-03-02?,1953]", "either 1953-01-01..1954-03-02, within 1953-01-01..1953-12-31,"
         " point 1954-03-02..1954-03-02 uncertain"),
        ("0000", "within 0000-01-01..0000-12-31"),
        ("-0043-03-15", "point -0043-03-15..-0043-03-15"),
        # ranges: pale where it is not known when they began or ended
        ("1995-03-11/1995-03-13", "lasting 1995-03-11..1995-03-13"),
        ("1995-03/1995-05", "within 1995-03-01..1995-03-31, lasting 1995-04-01..1995-04-30,"
         " within 1995-05-01..1995-05-31"),
        ("1994/1996", "within 1994-01-01..1994-12-31, lasting 1995-01-01..1995-12-31, within 1996-01-01..1996-12-31"),
        ("1947/1948", "within 1947-01-01..1948-12-31"),
        ("1989/1995-03-02", "within 1989-01-01..1989-12-31, lasting 1990-01-01..1995-03-02"),
        ("1995-03/1995-03-11", "within 1995-03-01..1995-03-11"),
        ("1994?/1996~", "within 1994-01-01..1994-12-31 uncertain, lasting 1995-01-01..1995-12-31 uncertain,"
         " within 1996-01-01..1996-12-31 soft-end"),
        ("1995-03-01~/1995-03-09", "lasting 1995-03-01..1995-03-09 soft-start"),
        ("1995-03-01/1995-03-09?", "lasting 1995-03-01..1995-03-09 uncertain"),
        ("1995-03-11/1995-03-11", "point 1995-03-11..1995-03-11"),
        ("1995~/1995~", "within 1995-01-01..1995-12-31 soft-start soft-end"),
        ("-0043/0014", "within -0043-01-01..-0043-12-31, lasting -0042-01-01..0013-12-31,"
         " within 0014-01-01..0014-12-31"),
        # open, and unknown
        ("1995/..", "within 1995-01-01..1995-12-31, lasting 1996-01-01.."),
        ("1995-03-11/", "lasting 1995-03-11.."),
        ("../1995-03", "lasting ..1995-02-28, within 1995-03-01..1995-03-31"),
        ("/1995-03-11?", "lasting ..1995-03-11 uncertain"),
    ],
)  # fmt: skip
def test_a_date_is_drawn_as_what_it_says(edtf: str, drawn: str) -> None:
    assert drawing(edtf) == drawn


# --- what stands on it --------------------------------------------------------------------------------


def site_of(*stated: tuple[str, list[Statement]], dates: tuple[str, ...] = ("began", "ended")) -> Site:
    """A small wiki: id and statements of each entry."""
    words = vocabulary(
        [
            property("began", "date", single=True),
            property("ended", "date", single=True),
            property("there", "entry", locates=True),
            property("knew", "entry"),
            property("visited", "date"),
        ],
        dates=dates,
    )
    kinds = dict(words.kinds)
    kinds["happening"] = Kind(
        id="happening", folder="happenings", label={}, plural={}, dates=("began",), types={}, place=HERE
    )
    words = type(words)(kinds=kinds, properties=words.properties, work_kinds={}, not_names=words.not_names)
    entries = [
        entry(id, id, statements=said, kind="happening" if id.startswith("event") else "thing") for id, said in stated
    ]
    small = wiki(entries, words=words)
    links = link(small)
    return Site(small, links, find_backlinks(small, links))


def said(property: str, edtf: str, **more: Any) -> Statement:
    return statement(property, read_date(edtf), **more)


def test_a_life_goes_from_the_last_day_of_its_beginning_to_the_first_of_its_end() -> None:
    (line,) = timeline_of(site_of(("one", [said("began", "1946"), said("ended", "1995-03-13")])))
    assert line.life == DateShape("life", day_number(1947, 1, 1), day_number(1995, 3, 13))
    assert not line.sources_disagree


def test_where_sources_disagree_each_date_is_drawn_and_none_chosen() -> None:
    statements = [
        said("began", "1946-06-05"),
        said("began", "1946"),
        said("ended", "1995-03-12"),
        said("ended", "1996"),
    ]
    (line,) = timeline_of(site_of(("one", statements)))
    assert line.sources_disagree
    assert [dated.date.edtf for dated in line.dated] == ["1946-06-05", "1946", "1995-03-12", "1996"]
    assert line.life == DateShape("life", day_number(1947, 1, 1), day_number(1995, 3, 12))
    assert (line.day_from, line.day_to) == ("1946-01-01", "1996-12-31")


def test_a_property_that_may_have_several_dates_is_no_disagreement() -> None:
    statements = [said("visited", "1990"), said("visited", "1995")]
    site = site_of(("one", statements), dates=("visited",))
    (line,) = timeline_of(site)
    assert not line.sources_disagree
    found = strip_of(site.entries["one"], {})
    assert found and [one.line.sources_disagree for one in found.lines] == [False]
    for each, scale in ((line, Scale(line.start, line.end)), (found.lines[0].line, found.scale)):
        assert place_shapes(each, scale).link is None


def test_the_small_timeline_shows_on_which_dates_sources_disagree() -> None:
    site = site_of(("one", [said("began", "1990"), said("began", "1995"), said("visited", "1996")]))
    found = strip_of(site.entries["one"], {})
    assert found and [one.line.sources_disagree for one in found.lines] == [True, False]


def test_two_statements_of_one_date_are_one_drawing_with_both_statements() -> None:
    (line,) = timeline_of(site_of(("one", [said("began", "1946"), said("began", "1946-XX", sources=["other"])])))
    assert [len(dated.statements) for dated in line.dated] == [2]
    assert not line.sources_disagree


def test_one_end_alone_is_no_life_and_an_open_date_has_no_day() -> None:
    (line,) = timeline_of(site_of(("one", [said("began", "1946/..")])))
    assert line.life is None
    assert (line.day_from, line.day_to) == ("1946-01-01", "")


def test_what_has_no_date_is_not_on_the_timeline() -> None:
    found = timeline_of(site_of(("one", [statement("knew", "two")]), ("two", [said("began", "1946")])))
    assert [line.entry for line in found] == ["two"]
    assert panels(()) == ()


def test_everything_dated_in_the_sample_stands_in_exactly_one_panel() -> None:
    real = sample_wiki()
    links = link(real)
    lines = timeline_of(Site(real, links, find_backlinks(real, links)))
    found = panels(lines)
    assert len(found) > 2
    assert sorted(line.entry for panel in found for line in panel.lines) == sorted(line.entry for line in lines)
    for panel in found:
        assert all(panel.start <= line.start < line.end <= panel.end for line in panel.lines)


# --- where it stands ----------------------------------------------------------------------------------

DATES = [
    "1919~",
    "1946",
    "1994/1996",
    "1995-03",
    "1995-03-11",
    "1995-03-12?",
    "1995-03-12/1995-04",
    "1995-09-05/..",
    "2011",
]


def test_geometry_keeps_the_order_of_time() -> None:
    scale = Scale(day_number(1900, 1, 1), day_number(2020, 1, 1))
    shapes = sorted(
        (s for edtf in DATES for s in shapes_of(read_date(edtf)) if s.start is not None), key=lambda s: s.start or 0
    )
    drawn = [(shape, place_shape(shape, scale)) for shape in shapes]
    for (one, left), (other, right) in itertools.pairwise(drawn):
        middle = 0.5 if "point" in (one.form, other.form) else 0
        assert left.x <= right.x + middle, (one, other)
    assert [scale.x(day) for day in (scale.start, scale.end)] == [0, TIMELINE_WIDTH]
    assert all(0 <= d.x <= d.x + d.width <= TIMELINE_WIDTH for _, d in drawn)


def test_a_short_span_is_still_seen_and_an_open_one_is_only_an_arrow() -> None:
    scale = Scale(day_number(1800, 1, 1), day_number(2020, 1, 1))
    (month,) = shapes_of(read_date("1995-03"))
    assert place_shape(month, scale).width == 5
    (open_end,) = shapes_of(read_date("1900-01-01/.."))
    drawn = place_shape(open_end, scale)
    assert drawn.at_end and not drawn.at_start
    assert drawn.width == 28


def test_labels_stand_in_the_picture_and_beside_their_marks() -> None:
    stated = [(f"name-{n}", [said("began", edtf)]) for n, edtf in enumerate(DATES)]
    lines = timeline_of(site_of(*stated))
    for label in ("short", "a long name " * 6, "阿富汗伊斯兰统一党" * 5):
        drawn, height = lay_out(panels(lines), lambda _, label=label: label)  # type: ignore[misc]
        last = 0
        for panel in drawn:
            for _, _, members in panel.groups:
                for line in members:
                    width = TEXT_SIZE * text_width(label)
                    left = line.label_x - (width if line.anchor == "end" else 0)
                    assert left >= -0.1 and left + width <= TIMELINE_WIDTH + 0.1
                    assert line.y > last
                    last = line.y
        assert last < height


@pytest.mark.parametrize(
    ("start", "end", "unit"),
    [((1820, 1, 1), (2020, 1, 1), "year"), ((1995, 1, 1), (1996, 1, 1), "month"), ((1995, 3, 1), (1995, 4, 1), "day"),
     ((-50, 1, 1), (50, 1, 1), "year"), ((1995, 12, 1), (1996, 3, 1), "day")],
)  # fmt: skip
def test_ticks_are_round_and_have_room(start: tuple[int, int, int], end: tuple[int, int, int], unit: str) -> None:
    found = ticks(day_number(*start), day_number(*end))
    assert {tick.unit for tick in found} == {unit}
    assert len(found) > 4
    assert all(right.x - left.x >= 25 for left, right in itertools.pairwise(found))
    assert found[0].major
    if unit != "day":
        assert all(tick.civil[2] == 1 for tick in found)


# --- on an entry's page -------------------------------------------------------------------------------


def strip(site: Site, id: str) -> list[tuple[Any, ...]]:
    """What the small timeline of an entry tells: property, other entry, section."""
    lines: dict[str, TimelineLine] = {line.entry: line for line in timeline_of(site)}
    found = strip_of(site.entries[id], lines)
    return [(one.label and one.label["en"], one.other, one.section) for one in found.lines] if found else []


def test_an_entry_s_page_shows_its_dates_and_what_happened_around_it() -> None:
    site = site_of(
        (
            "one",
            [said("began", "1946"), statement("knew", "two", during=read_date("1990")), statement("knew", "event-a")],
        ),
        ("two", [said("began", "1950")]),
        ("event-a", [said("began", "1995"), statement("there", "two")]),
    )
    assert strip(site, "one") == [("began", None, "statements"), ("knew", "two", "relations"), (None, "event-a", None)]
    # That others lived is not what happened; a single date is no timeline.
    assert strip(site, "event-a") == []


def test_an_entry_s_own_dates_are_never_left_out() -> None:
    events = [(f"event-{n}", [said("began", f"19{n}")]) for n in range(10, 50)]
    site = site_of(
        ("one", [said("began", "1800"), said("began", "1801"), said("ended", "1899"),
                 *(statement("knew", id) for id, _ in events)]),
        *events,
    )  # fmt: skip
    found = strip_of(site.entries["one"], {line.entry: line for line in timeline_of(site)})
    assert found and found.left_out == 30
    assert [len(one.line.dated) for one in found.lines if one.section] == [2, 1]
