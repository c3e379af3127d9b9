"""Time scales: days as numbers, and where they are in a picture.

Time is counted in days from 1 January 1970, in the Gregorian calendar extended backwards. A span of days
is half open: it ends with the day after its last one.
"""

import dataclasses
import functools
from typing import Literal, NamedTuple

from charsu.model.dates import iso_day
from charsu.pictures.geometry import (
    DAY_STEPS,
    DAY_TICK_WIDTH,
    DAYS_PER_MONTH,
    DAYS_PER_YEAR,
    MONTH_STEPS,
    TICK_WIDTH,
    YEAR_STEPS,
)

# --- days ------------------------------------------------------------------------------------


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of days since 1970-01-01; `datetime` knows no years before 1."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@functools.lru_cache(maxsize=10_000)  # very many pages show the same few days
def civil(number: int) -> tuple[int, int, int]:
    """Return the year, month and day of a day number."""
    era, of_era = divmod(number + 719468, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def iso(number: int) -> str:
    """Return a day number as "1995-03-11"."""
    return iso_day(civil(number))


# --- scales ----------------------------------------------------------------------------------


Unit = Literal["decade", "year", "month", "day"]


def rounded_span(start: int, end: int) -> tuple[int, int, Unit]:
    """Return a longer span with round ends, and the unit to which they are rounded."""
    length = (end - start) / DAYS_PER_YEAR
    unit: Unit = "decade" if length > 40 else "year" if length > 2 else "month" if length > 0.07 else "day"
    return _round(start, unit), _round(end - 1, unit, up=True), unit


def _round(number: int, unit: Unit, up: bool = False) -> int:
    """Return the first day of the unit that contains a day, or of the next unit."""
    year, month, _ = civil(number)
    match unit:
        case "decade":
            return day_number(year // 10 * 10 + 10 * up, 1, 1)
        case "year":
            return day_number(year + up, 1, 1)
        case "month":
            return day_number(year + (up and month == 12), month % 12 + 1 if up else month, 1)
    return number + 2 if up else number - 1


TIMELINE_WIDTH = 960
"""Of the picture on paper; units of it are about a pixel."""


@dataclasses.dataclass(frozen=True)
class Scale:
    """Converts days to units of a picture."""

    start: int
    end: int
    width: int = TIMELINE_WIDTH

    def x(self, day: int) -> float:
        """Return where a day begins, to one decimal; within the picture."""
        if day <= self.start:
            return 0.0
        if day >= self.end:
            return float(self.width)
        return round((day - self.start) * self.width / (self.end - self.start), 1)


# --- ticks -----------------------------------------------------------------------------------


class Tick(NamedTuple):
    x: float
    day: int
    unit: Literal["year", "month", "day"]
    major: bool
    """Whether the year of the months after it, or the month of the days after it, is written above it."""

    @property
    def civil(self) -> tuple[int, int, int]:
        return civil(self.day)


TICK_FORMATS = {"year": "y", "month": "MMM", "day": "d"}
MAJOR_TICK_FORMATS = {"month": "y", "day": "yMMM"}
"""How the names of ticks are written, and of what they belong to: CLDR's date skeletons."""


@functools.lru_cache(maxsize=1000)  # many small timelines have the same ends
def ticks(start: int, end: int, width: int = TIMELINE_WIDTH) -> tuple[Tick, ...]:
    """Return ticks at the beginnings of years, months or days, as dense as there is room for their names."""
    per_day = width / (end - start)
    scale = Scale(start, end, width)
    unit, step = _steps(per_day)
    year, month, _ = civil(start)
    found: list[Tick] = []
    if unit == "year":
        first = -(-year // step) * step if start > day_number(year, 1, 1) or year % step else year
        days = [day_number(y, 1, 1) for y in range(first, civil(end)[0] + 1, step)]
        return tuple(Tick(scale.x(d), d, "year", True) for d in days if start <= d < end)
    while day_number(year, month, 1) < end:
        begins = day_number(year, month, 1)
        if unit == "month":
            if (month - 1) % step == 0 and begins >= start:
                found.append(Tick(scale.x(begins), begins, "month", month == 1 or not found))
        else:
            month_days = range(begins, day_number(year + month // 12, month % 12 + 1, 1))
            chosen = [
                d
                for d in month_days
                if (d - begins) % step == 0 and (step == 1 or len(month_days) - (d - begins) > step / 2)
            ]
            found += [
                Tick(scale.x(d), d, "day", d == begins or (not found and d == next(c for c in chosen if c >= start)))
                for d in chosen
                if start <= d < end
            ]
        year, month = year + month // 12, month % 12 + 1
    return tuple(found)


def _steps(per_day: float) -> tuple[Literal["year", "month", "day"], int]:
    """Return the smallest unit for whose names there is room, and the number of units from one tick to the next."""
    for days in DAY_STEPS:
        if per_day * days >= DAY_TICK_WIDTH:
            return "day", days
    for months in MONTH_STEPS:
        if per_day * DAYS_PER_MONTH * months >= TICK_WIDTH:
            return "month", months
    fitting = (years for years in YEAR_STEPS if per_day * DAYS_PER_YEAR * years >= TICK_WIDTH)
    return "year", next(fitting, YEAR_STEPS[-1])
