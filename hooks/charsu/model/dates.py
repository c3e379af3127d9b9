"""Dates in EDTF, the Library of Congress' Extended Date/Time Format (ISO 8601-2).

The `edtf` library decides what a date is, and a test holds one regular expression to the same decisions. Here the
many forms become three small records that can be compared and written out: a point, a range, and a choice.
"""

import calendar
import contextlib
import dataclasses
import functools
import io
import re
from collections.abc import Iterable

from charsu.support.pickling import pickled_by_value

SEASONS = ("spring", "summer", "autumn", "winter")
"""EDTF's 21 to 24."""


@pickled_by_value
@dataclasses.dataclass(frozen=True, order=True, slots=True)
class Point:
    """A day, a month, a season, a year or a decade."""

    year: int
    month: int | None = None
    day: int | None = None
    season: str | None = None
    """One of `SEASONS`; then there is no month."""
    decade: bool = False
    """Whether it is a decade, such as 198X; then `year` is its first year."""
    uncertain: bool = False
    approximate: bool = False

    @property
    def precision(self) -> str:
        """One of "day", "month", "season", "year", "decade"."""
        if self.day:
            return "day"
        if self.month:
            return "month"
        if self.season:
            return "season"
        return "decade" if self.decade else "year"

    @property
    def plain(self) -> bool:
        """Whether it is neither uncertain nor approximate."""
        return not (self.uncertain or self.approximate)

    def first_day(self) -> tuple[int, int, int]:
        return (self.year, self.month or self._season_month() or 1, self.day or 1)

    def last_day(self) -> tuple[int, int, int]:
        year = self.year + 9 if self.decade else self.year
        month = self.month or self._season_month(last=True) or 12
        return (year, month, self.day or calendar.monthrange(max(year, 1), month)[1])

    def _season_month(self, last: bool = False) -> int | None:
        """Return the first or last month of the season, in the northern hemisphere and within its year."""
        if self.season is None:
            return None
        return min(3 * SEASONS.index(self.season) + (5 if last else 3), 12)


@pickled_by_value
@dataclasses.dataclass(frozen=True, slots=True)
class Range:
    """From one point to another, both included; None where it is open or unknown."""

    start: Point | None
    end: Point | None


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of these points; it is not known which."""

    points: tuple[Point, ...]


@pickled_by_value
@dataclasses.dataclass(frozen=True, slots=True)
class Date:
    """A date as an author wrote it, with its meaning."""

    edtf: str = dataclasses.field(compare=False)
    """As written: 1995-03 and 1995-03-XX are the same date."""
    value: Point | Range | Choice

    def sort_key(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Return the earliest and the latest day; an open end reaches to the end of time."""
        match self.value:
            case Point() as point:
                return point.first_day(), point.last_day()
            case Range(start=start, end=end):
                earliest = start.first_day() if start else (-9999, 1, 1)
                return earliest, end.last_day() if end else (9999, 12, 31)
            case Choice(points=points):
                return min(p.first_day() for p in points), max(p.last_day() for p in points)

    def sort_day(self) -> tuple[int, int, int]:
        """Return the day by which lists sort: the earliest, or the latest if the start is open."""
        earliest, latest = self.sort_key()
        return latest if isinstance(self.value, Range) and self.value.start is None else earliest


def iso_day(day: tuple[int, int, int]) -> str:
    """Return a day of a `sort_key` in ISO 8601: "1995-03-11", "-0043-03-15"; "" for the ends of time."""
    year, month, day_of_month = day
    sign = "-" if year < 0 else ""
    return "" if abs(year) == 9999 else f"{sign}{abs(year):04}-{month:02}-{day_of_month:02}"


def earliest_first(dates: Iterable[Date]) -> tuple[object, ...]:
    """Return a key that sorts by the earliest of several dates; whatever has no dates comes last."""
    days = [(date.sort_day(), date.sort_key()) for date in dates]
    return (0, min(days)) if days else (1,)


# The form of almost all dates. If there is no such day, reading it gives a more exact message than the library.
_COMMON_POINT = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
_COMMON = re.compile(rf"{_COMMON_POINT}(/({_COMMON_POINT}|(\.\.)?))?")

LONGEST_DATE = 100
"""Maximum number of characters: the library takes seconds for a list of a thousand dates."""


_MONTH_XX = re.compile("(?<=[0-9]{4})-XX(?!-)")
"""1995-XX means 1995; but the library does not read it within a range or a choice."""


@functools.lru_cache(maxsize=10_000)
def is_edtf(text: str) -> bool:
    """Return whether the library reads a text as a date."""
    import edtf  # it takes a while to load, and is not needed for dates in a common form

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it cannot read
            edtf.parse_edtf(_MONTH_XX.sub("", text))
    except (edtf.EDTFParseException, AttributeError, TypeError):  # it crashes on some texts, such as "../"
        return False
    return True


_POINT = re.compile(r"(?P<year>-?\d{3}[\dX])(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?P<mark>[?~%]?)")


NO_DATE = "no EDTF date"
"""The message about text that is not even similar to a date."""


@functools.lru_cache(maxsize=10_000)  # many entries share a date
def read_date(text: str) -> Date:
    """Read an EDTF date.

    It may be a day, month, year or decade, each with `?`, `~` or `%`; a season; a range (`a/b`), also an open one
    (`a/..`); or a choice (`[a,b]`).

    Raises:
        ValueError: the text is not EDTF, or is an impossible date, a range that runs backwards, or in one of the
            forms (exponents, times of day …) that no page here could write out.
    """
    if len(text) > LONGEST_DATE or not (_COMMON.fullmatch(text) or _form().fullmatch(text) or is_edtf(text)):
        raise ValueError(NO_DATE)
    if text.startswith("[") and text.endswith("]") and ".." not in text:
        date = Date(text, Choice(tuple(_read_point(part.strip()) for part in text[1:-1].split(","))))
    elif "/" in text:
        start, end = (None if part in ("", "..") else _read_point(part) for part in text.split("/"))
        date = Date(text, Range(start, end))
    else:
        date = Date(text, _read_point(text))
    if date.value == Range(None, None):
        raise ValueError("a range without a beginning and without an end")
    earliest, latest = date.sort_key()
    if earliest > latest:
        raise ValueError("a range from a later to an earlier date")
    return date


def _read_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError("an EDTF form that is not used here")
    year, month, day = match["year"], match["month"], match["day"]
    season = SEASONS[int(month) - 21] if month in ("21", "22", "23", "24") else None
    point = Point(
        year=int(year.replace("X", "0")),
        month=int(month) if month and month != "XX" and not season else None,
        day=int(day) if day and day != "XX" and month != "XX" else None,
        season=season,
        decade=year.endswith("X"),
        uncertain=match["mark"] in ("?", "%"),
        approximate=match["mark"] in ("~", "%"),
    )
    if point.decade and (point.month or point.season):
        raise ValueError("a month of an unknown year")
    if point.decade and point.year < 1:
        raise ValueError("a decade before the year 1")
    if (point.month and point.month > 12) or point.year == -9999:  # 10000 BC, which no calendar has words for
        raise ValueError("an EDTF form that is not used here")
    if month == "XX" and day not in (None, "XX"):
        raise ValueError("a day of an unknown month")
    if point.month and point.day and point.day > calendar.monthrange(max(point.year, 1), point.month)[1]:
        raise ValueError("a day that its month does not have")
    return point


# --- the same as one regular expression -------------------------------------------------------------


def _edtf_form() -> str:
    """Return the regular expression for what `read_date` accepts; it cannot refuse ranges that run backwards.

    Editors check dates with it during typing. Its syntax is common to Python and JavaScript.
    """
    year = "(?:[0-9]{4}|-(?!0000|9999)[0-9]{4})"
    leap_year = (
        "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"  # none before year 1
    )
    month = "(?:0[1-9]|1[0-2])"
    long_month = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    short_month = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    february = "02-(?:0[1-9]|1[0-9]|2[0-8])"
    plain = f"(?:{year}(?:-(?:{long_month}|{short_month}|{february}|{month}|XX))?|{leap_year}-02-29)"
    season = f"{year}-2[1-4]"
    decade = "(?!000)[0-9]{3}X"
    unknown = f"(?:{decade}|{year}-XX-XX|{year}-{month}-XX)"
    unknown_year = f"{decade}-XX(?:-XX)?"  # EDTF allows no mark after this one
    bound = f"(?:{plain}|{season})[?~%]?"
    bound_without_mark = f"(?:{plain}|{season}|{unknown}|{unknown_year})"
    ranges = rf"{bound}/(?:{bound}|\.\.)?|(?:\.\.)?/{bound}|{bound_without_mark}/{bound_without_mark}"
    item = rf"[ \t\n]*(?:(?:{plain}|{unknown})[?~%]?|{unknown_year})[ \t\n]*"
    choice = rf"\[{item}(?:,{item})+\]"
    return f"(?:{plain}|{unknown})[?~%]?|{season}|{unknown_year}|{ranges}|{choice}"


EDTF_FORM = _edtf_form()
"""A regular expression for a whole date. What matches it need not be given to the library, which takes 50 ms."""


@functools.cache
def _form() -> re.Pattern[str]:
    return re.compile(EDTF_FORM)


# --- dates in other forms ---------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-./](?P<month>\d\d?)(?:[-./](?P<day>\d\d?))?",
        r"(?P<day>\d\d?)[-./](?P<month>\d\d?)[-./](?P<year>\d{4})",
        r"(?P<about>c\.|ca\.?|circa|about|~) ?(?P<year>\d{4})",
        r"(?:(?P<day>\d\d?) )?(?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})",
        r"(?P<name>[a-z]{3,9})\.? (?P<day>\d\d?), ?(?P<year>\d{4})",
        r"(?P<year>\d{4})年(?:(?P<month>\d\d?)月)?(?:(?P<day>\d\d?)日)?",
        r"(?:ngày )?(?:(?P<day>\d\d?) )?tháng (?P<month>\d\d?) năm (?P<year>\d{4})",
        r"(?P<year>\d{4}) ?[-–—] ?(?P<end>\d{4})",
        r"(?P<year>(?P<century>\d\d)\d\d)[–/](?P<short>\d\d)",
    )
)
_DAY_OR_MONTH_FIRST = _OTHER_FORMS[1]


def near_date(text: str) -> str | None:
    """Return the EDTF for a date in another form, such as 13/3/1995; None if its meaning is not certain."""
    for form in _OTHER_FORMS:
        match = form.fullmatch(text.strip())
        if match is None:
            continue
        found = {name: value for name, value in match.groupdict().items() if value}
        month, day = found.get("month", ""), found.get("day", "")
        if form is _DAY_OR_MONTH_FIRST and int(day) <= 12 and day != month:
            return None  # 3/4/1995 is one day in Vietnam and another one in America
        if name := found.get("name", "")[:3].lower():
            month = str(_MONTHS.index(name) + 1) if name in _MONTHS else "0"
        date = "-".join([found["year"], *(part.zfill(2) for part in (month, day) if part)])
        end = found.get("end") or found.get("century", "") + found.get("short", "")
        date += "~" if "about" in found else f"/{end}" if end else ""
        try:
            return read_date(date).edtf
        except ValueError:
            return None
    return None
