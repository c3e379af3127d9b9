"""Readers: one YAML value in, one checked Python value out.

Every reader takes a node and the problems. It returns what its name says, or None after it has
added a problem, so that one mistake does not hide the next one.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from charsu.dates import Date, read_date
from charsu.located import Field, Fields, Items, Node, Scalar
from charsu.model import Coordinates, Language, Localized
from charsu.problems import Place, Problems, did_you_mean, quote

T = TypeVar("T")

Reader = Callable[[Node, Problems], T | None]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id: it stands in addresses, so it is plain for ever."""


def describe(node: Node) -> str:
    """Say what an author wrote, in words."""
    match node:
        case Scalar(value=""):
            return "nothing"
        case Scalar(value=value):
            return quote(value)
        case Items():
            return "a list"
        case Fields():
            return "a mapping"


def text(node: Node, problems: Problems) -> str | None:
    """Some words, not empty, without space around them."""
    if isinstance(node, Scalar) and node.value.strip():
        return " ".join(node.value.split())
    problems.add(node.place, f"expected text, found {describe(node)}", _quotes_hint(node))
    return None


def _quotes_hint(node: Node) -> str | None:
    if isinstance(node, (Fields, Items)):
        return 'Text that begins with [ or {, or contains ": ", goes in "quotes".'
    return None


def flag(node: Node, problems: Problems) -> bool | None:
    if isinstance(node, Scalar) and node.value in ("true", "false"):
        return node.value == "true"
    problems.add(node.place, f"expected true or false, found {describe(node)}")
    return None


def number(node: Node, problems: Problems) -> float | None:
    if isinstance(node, Scalar) and re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", node.value):
        return float(node.value)
    problems.add(
        node.place, f"expected a number, found {describe(node)}", "Such as 12 or -3.5, with a point and no spaces."
    )
    return None


def date(node: Node, problems: Problems) -> Date | None:
    if isinstance(node, Scalar):
        try:
            return read_date(node.value)
        except ValueError as error:
            if node.value:
                problems.add(
                    node.place,
                    f"expected a date in EDTF, found {describe(node)} ({error})",
                    "Such as 1995-03-11, 1995-03~ (about), 1995? (uncertain), 1989/1995-03 (from–to), "
                    '1995/.. (open) or "[1953,1954]" (one of them).',
                )
                return None
    problems.add(node.place, f"expected a date, found {describe(node)}", "Such as 1995-03-11 or 1995-03.")
    return None


def url(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not re.fullmatch(r"https?://[^\s\"'<>\\]+", found):
        problems.add(
            node.place,
            f"expected an address, found {describe(node)}",
            "It begins with https:// or http:// and has no spaces.",
        )
        return None
    return found


def slug(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not SLUG.fullmatch(found):
        problems.add(
            node.place, f"expected an id, found {describe(node)}", "Small letters a–z, digits and single hyphens."
        )
        return None
    return found


def language_code(languages: Collection[Language]) -> Reader[Language]:
    """A language of this site."""

    def read(node: Node, problems: Problems) -> Language | None:
        found = text(node, problems)
        if found is not None and found not in languages:
            problems.add(node.place, f"{quote(found)} is not a language of this site", did_you_mean(found, languages))
            return None
        return found

    return read


def one_of(choices: Collection[str], what: str) -> Reader[str]:
    """One of a few words; `what` names them in the problem."""

    def read(node: Node, problems: Problems) -> str | None:
        found = text(node, problems)
        if found is not None and found not in choices:
            problems.add(node.place, f"there is no {what} {quote(found)}", did_you_mean(found, choices))
            return None
        return found

    return read


def list_of(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list; items that are wrong are left out after their problem is told."""

    def read_list(node: Node, problems: Problems) -> tuple[T, ...] | None:
        if not isinstance(node, Items):
            problems.add(
                node.place,
                f"expected a list, found {describe(node)}",
                "Write [one, two], or one item a line behind a hyphen.",
            )
            return None
        return tuple(value for item in node.items if (value := read(item, problems)) is not None)

    return read_list


def map_of(key: Callable[[str, Place, Problems], str | None], read: Reader[T]) -> Reader[dict[str, T]]:
    """A mapping whose keys and values are all of one form, in the order of the file."""

    def read_map(node: Node, problems: Problems) -> dict[str, T] | None:
        if not isinstance(node, Fields):
            problems.add(node.place, f"expected a mapping, found {describe(node)}")
            return None
        found: dict[str, T] = {}
        for name, field in node.fields.items():
            checked = key(name, field.key_place, problems)
            value = read(field.value, problems)
            if checked is not None and value is not None:
                found[checked] = value
        return found

    return read_map


def any_key(name: str, place: Place, problems: Problems) -> str | None:
    return name


def language_key(languages: Collection[Language]) -> Callable[[str, Place, Problems], str | None]:
    """A key that is a language of this site."""

    def check(name: str, place: Place, problems: Problems) -> str | None:
        if name in languages:
            return name
        problems.add(place, f"{quote(name)} is not a language of this site", did_you_mean(name, languages))
        return None

    return check


def localized(languages: Collection[Language], read: Reader[str] = text) -> Reader[Localized]:
    """The same text in every language of the site; none may be missing."""

    def read_localized(node: Node, problems: Problems) -> Localized | None:
        if not isinstance(node, Fields):
            example = ", ".join(f"{language}: …" for language in languages)
            problems.add(node.place, f"expected text in each language, found {describe(node)}", f"Write {{{example}}}.")
            return None
        found = map_of(language_key(languages), read)(node, problems)
        missing = [language for language in languages if language not in node.fields]
        if missing:
            problems.add(node.place, f"no text in {', '.join(missing)}", "Every language of the site needs its own.")
        if found is None or set(found) != set(languages):
            return None
        return found

    return read_localized


def coordinates(node: Node, problems: Problems) -> Coordinates | None:
    fields = mapping(node, {"lat", "lon", "accuracy"}, problems)
    if fields is None:
        return None
    if missing := sorted({"lat", "lon", "accuracy"} - set(fields)):
        problems.add(
            node.place,
            f"coordinates without {', '.join(missing)}",
            "Write {lat: 34.52813, lon: 69.17233, accuracy: 1000}; accuracy in metres.",
        )
        return None
    values = {}
    for name, low, high in (("lat", -90, 90), ("lon", -180, 180), ("accuracy", 0, 20_000_000)):
        value = number(fields[name].value, problems)
        if value is not None and not low <= value <= high:
            problems.add(fields[name].value.place, f"{name}: expected {low} to {high}, found {value:g}")
            value = None
        values[name] = value
    lat, lon, accuracy = values["lat"], values["lon"], values["accuracy"]
    if lat is None or lon is None or accuracy is None:
        return None
    return Coordinates(lat, lon, accuracy)


def mapping(node: Node, known: Collection[str], problems: Problems) -> Mapping[str, Field] | None:
    """The fields of a mapping; keys that are not `known` are told and left out."""
    if not isinstance(node, Fields):
        problems.add(node.place, f"expected a mapping, found {describe(node)}", f"Keys: {', '.join(sorted(known))}.")
        return None
    for name, field in node.fields.items():
        if name not in known:
            problems.add(field.key_place, f"there is no key {quote(name)} here", did_you_mean(name, known))
    return {name: field for name, field in node.fields.items() if name in known}


class Record:
    """Reads the fields of one mapping; `complete` tells whether all that must be there was good."""

    def __init__(self, node: Node, known: Collection[str], problems: Problems) -> None:
        self.place = node.place
        fields = mapping(node, known, problems)
        self._fields = fields or {}
        self._problems = problems
        self.complete = fields is not None

    def get(self, name: str, read: Reader[T]) -> T | None:
        """A field that may be left out. If it is there and wrong, the record is not complete."""
        field = self._fields.get(name)
        if field is None:
            return None
        value = read(field.value, self._problems)
        if value is None:
            self.complete = False
        return value

    def require(self, name: str, read: Reader[T]) -> T | None:
        """A field that must be there."""
        if name not in self._fields:
            if self._fields or self.complete:
                self._problems.add(self.place, f"the key {quote(name)} is missing")
            self.complete = False
            return None
        return self.get(name, read)

    def value_place(self, name: str) -> Place:
        return self._fields[name].value.place
