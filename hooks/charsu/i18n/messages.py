"""Interface words, numbers and dates in the reader's language.

`catalogues` reads the words; what Unicode's CLDR knows (dates, numbers, plural forms, lists, units) comes from Babel.
Each language caches what it has written, since pages repeat themselves and CLDR's rules take time.
"""

import dataclasses
import datetime
import functools
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from charsu.model.dates import Choice, Date, Point, Range
from charsu.model.records import Coordinates, Language
from charsu.support.cached_method import cached_method

Direction = Literal["ltr", "rtl"]

_ZEROS = {
    **{"arab": "\u0660", "arabext": "\u06f0", "deva": "\u0966", "beng": "\u09e6", "mymr": "\u1040"},
    **{"khmr": "\u17e0", "laoo": "\u0ed0", "tibt": "\u0f20", "cakm": "\U00011136", "olck": "\u1c50"},
}
"""Numbering system -> its digit 0, for the systems other than ours that CLDR has as the usual one of some language."""


class Words:
    """The interface in one language. It is immutable once all languages are loaded."""

    def __init__(self, language: Language, messages: Mapping[str, Any]) -> None:
        """`messages`: section -> key -> message, plural forms of it, or a further mapping."""
        self.language = language
        self.all: Mapping[Language, Words] = {language: self}
        """The words of all languages of the site."""
        self._messages = messages
        self._locale = Locale.parse(messages["locale"])
        # Babel uses the signs of a numbering system, but never its digits.
        zero = _ZEROS.get(self._locale.default_numbering_system, "0")
        self._dates: dict[str, str] = {}
        self._digits = {ord("0") + n: chr(ord(zero) + n) for n in range(10)}

    @property
    def tag(self) -> str:
        """Name of the language for browsers: "en-GB", with the calendar and the digits of these pages."""
        numbers = self._locale.default_numbering_system
        return f"{self._locale}-u-ca-gregory-nu-{numbers}".replace("_", "-")

    @functools.cached_property
    def direction(self) -> Direction:
        return "rtl" if self._locale.text_direction == "rtl" else "ltr"

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        """Return the message at `key`, such as "entry.passages", with its {braces} filled in.

        `n` chooses the plural form, and is written as this language writes numbers.

        Raises:
            KeyError: there is no such message. The mistake is a template's, never an author's.
        """
        return self._fill_in(key, n, values) if values else self._say(key, n)

    @cached_method
    def _say(self, key: str, n: int | None) -> str:
        return self._fill_in(key, n, {})

    def _fill_in(self, key: str, n: int | None, values: dict[str, object]) -> str:
        message: Any = self._messages
        for part in key.split("."):
            message = message[part]
        if n is not None:
            if isinstance(message, Mapping):
                message = message.get(self._locale.plural_form(n), message["other"])
            values["n"] = self.number(n)
        return str(message).format(**values)

    def language_name(self, language: Language) -> str:
        """Return what this language calls another one."""
        return str(self._messages["language names"].get(language) or self._locale.languages.get(language, language))

    def language_names(self, languages: Iterable[Language]) -> str:
        """Return a list of languages, as this language calls them."""
        return self.all_of(self.language_name(each) for each in languages)

    @cached_method
    def number(self, number: float) -> str:
        written = format_decimal(number, locale=self._locale, decimal_quantization=False, numbering_system="default")
        return written.translate(self._digits)

    def percent(self, hundredths: int) -> str:
        written = format_percent(hundredths / 100, locale=self._locale, numbering_system="default")
        return written.translate(self._digits)

    def all_of(self, items: Iterable[str]) -> str:
        """Return a list of all of several things: "Ana, Bo and Cy"."""
        return format_list(list(items), locale=self._locale)

    def either(self, items: Iterable[str]) -> str:
        """Return a list of alternatives: "Ana, Bo or Cy"."""
        return format_list(list(items), "or", locale=self._locale)

    # --- dates ---

    def date(self, date: Date) -> str:
        """Return a date written out, also if it is uncertain, approximate or open."""
        written = self._dates.get(date.edtf)  # a string is hashed once, a date each time
        if written is None:
            written = self._dates[date.edtf] = self._written_out(date).translate(self._digits)
        return written

    def _written_out(self, date: Date) -> str:
        match date.value:
            case Point() as point:
                return self._point(point)
            case Choice(points=points):
                return self.either(self._point(point) for point in points)
            case Range(start=None, end=Point() as end):
                return self.say("dates.until", date=self._point(end))
            case Range(start=Point() as start, end=None):
                return self.say("dates.from", date=self._point(start))
            case Range(start=Point() as start, end=Point() as end):
                return self._range(start, end)
        raise AssertionError(date)

    def _range(self, start: Point, end: Point) -> str:
        if start == end:
            return self._point(start)
        if start.plain and end.plain and start.precision == end.precision and min(start.year, end.year) > 0:
            first, last = _first_day(start), _first_day(end)
            if start.precision == "month":
                return str(format_interval(first, last, "yMMMM", locale=self._locale))
            if start.precision == "year":
                return str(format_interval(first, last, "y", locale=self._locale))
            if start.precision == "day" and (start.year, start.month) == (end.year, end.month):
                return self.say(
                    "dates.same month",
                    first=start.day,
                    last=end.day,
                    start=self._point(start),
                    end=self._point(end),
                )
        return self.say("dates.range", start=self._point(start), end=self._point(end))

    def _point(self, point: Point) -> str:
        text = self._plain_point(point)
        if point.uncertain and point.approximate:
            return self.say("dates.approximate and uncertain", date=text)
        if point.uncertain:
            return self.say("dates.uncertain", date=text)
        return self.say("dates.approximate", date=text) if point.approximate else text

    def _plain_point(self, point: Point) -> str:
        if point.year < 1:  # EDTF has a year 0; no reader's calendar does
            counted = dataclasses.replace(point, year=1 - point.year)
            return self.say("dates.before our era", date=self._plain_point(counted))
        if point.precision == "decade":
            return self.say("dates.decade", year=point.year)
        if point.precision == "season":
            return self.say(f"dates.seasons.{point.season}", year=point.year)
        first = _first_day(point)
        if point.precision == "day":
            return format_date(first, "long", locale=self._locale)
        skeleton = "yMMMM" if point.precision == "month" else "y"
        midnight = datetime.datetime.combine(first, datetime.time())
        return str(format_skeleton(skeleton, midnight, locale=self._locale))

    @cached_method
    def tick(self, skeleton: str, year: int, month: int, day: int) -> str:
        """Return a day for the axis of a picture, as short as a skeleton of CLDR says: "y", "MMM", "yMMM", "d"."""
        if year < 1:
            written = self.say("dates.before our era", date=str(1 - year)) if "y" in skeleton else str(month)
            return written.translate(self._digits)
        moment = datetime.datetime(year, month, day)
        return str(format_skeleton(skeleton, moment, locale=self._locale)).translate(self._digits)

    # --- places ---

    def coordinates(self, point: Coordinates) -> str:
        """Return latitude and longitude in decimal degrees."""
        return self.say(
            "geo.coordinates",
            lat=self._degrees(point.latitude),
            ns=self.say("geo.north" if point.latitude >= 0 else "geo.south"),
            lon=self._degrees(point.longitude),
            ew=self.say("geo.east" if point.longitude >= 0 else "geo.west"),
        )

    @cached_method
    def _degrees(self, value: float) -> str:
        written = format_decimal(abs(value), format="0.0###", locale=self._locale, numbering_system="default")
        return written.translate(self._digits)

    def distance(self, metres: float) -> str:
        number, unit, form = metres, "length-meter", None
        if metres >= 1000:
            number, unit, form = metres / 1000, "length-kilometer", "#,##0.#"
        written = format_unit(number, unit, "short", form, locale=self._locale, numbering_system="default")
        return written.translate(self._digits)


def _first_day(point: Point) -> datetime.date:
    return datetime.date(*point.first_day())


@functools.cache
def direction(language: Language) -> Direction:
    """Return the direction in which a language is written; left to right if CLDR does not know it."""
    try:
        return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"
