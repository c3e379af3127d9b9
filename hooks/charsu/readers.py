"""Readers: one YAML value in, one checked Python value out.

Every reader takes a node and the problems. It returns what its name says, or None after it has
added a problem, so that one mistake does not hide the next one.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from charsu.dates import NO_DATE, Date, near_date, read_date
from charsu.files import code_point
from charsu.located import Field, Fields, Items, Node, Scalar
from charsu.model import Coordinates, Language, Localized
from charsu.problems import Place, Problems, did_you_mean, nearest, quote

T = TypeVar("T")

Reader = Callable[[Node, Problems], T | None]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id: it stands in addresses, so it is plain for ever."""


LONGEST_NAME = 200
"""Characters. Whatever is longer is a description."""


def describe(node: Node) -> str:
    """Say what an author wrote, in words."""
    match node:
        case Scalar(value=""):
            return "nothing"
        case Scalar(value=value):
            return quote(value) if value.strip() else "only spaces"
        case Items():
            return "a list"
        case Fields():
            return "a mapping"


def _expected(what: str, node: Node, problems: Problems, hint: str | None = None) -> None:
    """Tell that something else was written than `what`."""
    if isinstance(node, Scalar) and not node.value.strip():
        hint = "Fill it in, or leave it out."
    problems.add(node.place, f"expected {what}, found {describe(node)}", hint)


def text(node: Node, problems: Problems) -> str | None:
    """Some words, not empty, without space around them."""
    if isinstance(node, Scalar) and node.value.strip():
        return " ".join(node.value.split())
    _expected("text", node, problems, 'Text that begins with [ or {, or contains ": ", goes in "quotes".')
    return None


def name(node: Node, problems: Problems) -> str | None:
    """Words by which a text may call something."""
    found = text(node, problems)
    if found is None:
        return None
    hidden = next((c for c in found if unicodedata.category(c) == "Cf" and c not in _JOINERS), None)
    if not any(character.isalnum() for character in found):
        problems.add(node.place, f"the name {quote(found)} has no letter in it", "Write it as texts have it.")
    elif hidden:
        problems.add(
            node.place,
            f"the name {quote(found)} contains {code_point(hidden)}, which cannot be seen",
            "Delete it; no text would be found to have this name.",
        )
    elif len(found) > LONGEST_NAME:
        problems.add(
            node.place,
            f"this name has {len(found)} characters; {LONGEST_NAME} is the most",
            "What it is called stands here; what it is, in 'summary'.",
        )
    else:
        return found
    return None


_JOINERS = "\u200c\u200d"
"""Which letters join: seen in Persian, and in signs made of several."""


def flag(node: Node, problems: Problems) -> bool | None:
    if isinstance(node, Scalar) and node.value in ("true", "false"):
        return node.value == "true"
    _expected("true or false", node, problems, "Write true, or leave it out.")
    return None


def number(node: Node, problems: Problems) -> float | None:
    if isinstance(node, Scalar) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", node.value):
        return float(node.value)
    _expected("a number", node, problems, "Such as 12 or -3.5, with a point and no spaces.")
    return None


def date(node: Node, problems: Problems) -> Date | None:
    if not isinstance(node, Scalar) or not node.value.strip():
        quotes = 'One of several dates goes in quotes: "[1953,1954]".'
        _expected("a date", node, problems, quotes if isinstance(node, Items) else _DATE_HINT)
        return None
    try:
        return read_date(node.value)
    except ValueError as error:
        why = "" if str(error) == NO_DATE else f", {error}"
        near = near_date(node.value)
        problems.add(
            node.place,
            f"expected a date in EDTF, found {quote(node.value)}{why}",
            f"Did you mean {near}?" if near else _DATE_HINT,
        )
        return None


_DATE_HINT = (
    "Dates are written 1995-03-11, 1995-03~ (about), 1995? (uncertain), 1989/1995-03 (from–to), "
    '1995/.. (open) or "[1953,1954]" (one of them).'
)


def url(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not re.fullmatch(r"https?://[^\s\"'<>\\]+", found):
        _expected("an address", node, problems, "It begins with https:// or http:// and has no spaces.")
        return None
    return found


def slug(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not SLUG.fullmatch(found):
        _expected("an id", node, problems, slug_hint(found))
        return None
    return found


def slug_hint(words: str, what: str = "An id") -> str:
    """A way out for who wrote `words` as an id."""
    letters = unicodedata.normalize("NFKD", words.lower()).translate(_PLAIN_LETTERS)
    near = "-".join(re.findall("[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))
    rule = f"{what} has small letters a–z, digits and single hyphens."
    return f"{rule} Did you mean {quote(near)}?" if near and near != words else rule


_PLAIN_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "'": None, "’": None})


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
            otherwise = "entries/vocabulary.yml says which there are." if choices else "There are none; remove this."
            problems.add(node.place, f"there is no {what} {quote(found)}", did_you_mean(found, choices, otherwise))
            return None
        return found

    return read


def list_of(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list; items that are wrong are left out after their problem is told."""

    def read_list(node: Node, problems: Problems) -> tuple[T, ...] | None:
        if not isinstance(node, Items):
            simple = isinstance(node, Scalar) and re.fullmatch(r"[\w][\w.#-]*", node.value)
            example = f"[{simple[0]}]" if simple else "[one, two], or one item a line behind a hyphen"
            _expected("a list", node, problems, f"Write {example}.")
            return None
        return tuple(value for item in node.items if (value := read(item, problems)) is not None)

    return read_list


def map_of(
    key: Callable[[str, Place, Problems], str | None], read: Reader[T], example: str = "key: value, one a line"
) -> Reader[dict[str, T]]:
    """A mapping whose keys and values are all of one form, in the order of the file."""

    def read_map(node: Node, problems: Problems) -> dict[str, T] | None:
        if not isinstance(node, Fields):
            _expected("a mapping", node, problems, f"Write {example}.")
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


def in_each(languages: Collection[Language], example: str = "…") -> str:
    """How the same thing is written in each language."""
    return "{" + ", ".join(f"{language}: {example}" for language in languages) + "}"


def localized(languages: Collection[Language], read: Reader[str] = text) -> Reader[Localized]:
    """The same text in every language of the site; none may be missing."""

    def read_localized(node: Node, problems: Problems) -> Localized | None:
        if not isinstance(node, Fields):
            _expected("text in each language", node, problems, f"Write {in_each(languages)}.")
            return None
        found = map_of(language_key(languages), read)(node, problems)
        meant = {nearest(name, languages) for name in node.fields if name not in languages}
        missing = [language for language in languages if language not in node.fields and language not in meant]
        if missing:
            problems.add(node.place, f"there is no text in {', '.join(missing)}", f"Write {in_each(languages)}.")
        if found is None or set(found) != set(languages):
            return None
        return found

    return read_localized


def coordinates(node: Node, problems: Problems) -> Coordinates | None:
    if not isinstance(node, Fields):
        _expected("coordinates", node, problems, _COORDINATES_HINT)
        return None
    keys = ("lat", "lon", "accuracy")
    fields = mapping(node, keys, problems)
    if fields is None or len(fields) < len(node.fields):
        return None
    if missing := [key for key in keys if key not in fields]:
        problems.add(node.place, f"coordinates without {', '.join(missing)}", _COORDINATES_HINT)
        return None
    values = {}
    for name, low, high in (("lat", -90, 90), ("lon", -180, 180), ("accuracy", 0, 20_000_000)):
        value = number(fields[name].value, problems)
        if value is not None and not low <= value <= high:
            problems.add(
                fields[name].value.place,
                f"{name}: expected {low:,} to {high:,}, found {value:,.10g}",
                _COORDINATES_HINT,
            )
            value = None
        values[name] = value
    lat, lon, accuracy = values["lat"], values["lon"], values["accuracy"]
    if lat is None or lon is None or accuracy is None:
        return None
    return Coordinates(lat, lon, accuracy)


_COORDINATES_HINT = "Write {lat: 34.52813, lon: 69.17233, accuracy: 1000}: degrees, and metres."


def mapping(node: Node, known: Collection[str], problems: Problems) -> Mapping[str, Field] | None:
    """The fields of a mapping; keys that are not `known` are told and left out."""
    if not isinstance(node, Fields):
        _expected("a mapping", node, problems, f"Its keys: {', '.join(sorted(known))}.")
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
        self.complete = fields is not None
        self._fields = fields or {}
        self._problems = problems
        written = node.fields if isinstance(node, Fields) else {}
        self._misspelt = {nearest(name, known) for name in written if name not in known}
        """Keys that are there in another spelling; they are not missing as well."""
        self._is_mapping = fields is not None

    def get(self, name: str, read: Reader[T]) -> T | None:
        """A field that may be left out. If it is there and wrong, the record is not complete."""
        field = self._fields.get(name)
        if field is None:
            return None
        value = read(field.value, self._problems)
        if value is None:
            self.complete = False
        return value

    def require(self, name: str, read: Reader[T], example: str = "…") -> T | None:
        """A field that must be there; `example` is a value that it could have."""
        if name not in self._fields:
            if self._is_mapping and name not in self._misspelt:
                self._problems.add(self.place, f"the key {quote(name)} is missing", f"Write {name}: {example}")
            self.complete = False
            return None
        return self.get(name, read)

    def value_place(self, name: str) -> Place:
        """Where a field's value stands; where the whole stands if there is no such field."""
        return self._fields[name].value.place if name in self._fields else self.place
