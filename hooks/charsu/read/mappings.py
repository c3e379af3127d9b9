"""Readers for lists and mappings: convert whole nodes into checked Python values; see `readers`."""

import re
from collections.abc import Callable, Collection, Mapping

from charsu.model.records import Coordinates, Language, Localized
from charsu.read.json_schema import (
    INK,
    SPACE,
    Schema,
    SchemaProbe,
    accepts,
    add_field,
    begin_mapping,
    require_field,
    schema_of,
    whole,
)
from charsu.read.readers import Reader, T, expected, flag, number, text
from charsu.read.yaml_nodes import Field, Fields, Items, Node, Scalar
from charsu.support.diagnostics import Place, Problems, did_you_mean, nearest, quote


def list_of(read: Reader[T], once: Callable[[T], str] | None = None) -> Reader[tuple[T, ...]]:
    """Make a reader of lists; items that are wrong are reported and left out.

    Args:
        read: reads an item.
        once: describes an item in problems; two items of the same description are duplicates. None: allowed.
    """

    @accepts(lambda: {"type": "array", "items": schema_of(read), **({"uniqueItems": True} if once else {})})
    def read_list(node: Node, problems: Problems) -> tuple[T, ...] | None:
        if not isinstance(node, Items):
            simple = isinstance(node, Scalar) and re.fullmatch(r"[\w][\w.#-]*", node.value)
            example = f"[{simple[0]}]" if simple else "[one, two], or one item per line after a hyphen"
            expected("a list", node, problems, f"Write {example}.")
            return None
        values = [read(item, problems) for item in node.items]
        if once is not None and len(values) > 1:
            calls: set[str] = set()
            for item, value in zip(node.items, values, strict=True):
                if value is not None:
                    if (call := once(value)) in calls:
                        problems.add(item.place, f"{call} is written twice", "Once is enough.")
                    calls.add(call)
        return tuple([value for value in values if value is not None])

    return read_list


def map_of(key: Reader[str], read: Reader[T], example: str = "key: value, one per line") -> Reader[dict[str, T]]:
    """Make a reader of mappings whose keys and values all have one form; keeps the order of the file."""

    @accepts(lambda: _map_schema(schema_of(key), schema_of(read)))
    def read_map(node: Node, problems: Problems) -> dict[str, T] | None:
        if not isinstance(node, Fields):
            expected("a mapping", node, problems, f"Write {example}.")
            return None
        found: dict[str, T] = {}
        for name, field in node.fields.items():
            checked = key(Scalar(field.key_place, name), problems)
            value = read(field.value, problems)
            if checked is not None and value is not None:
                found[checked] = value
        return found

    return read_map


def _map_schema(key: Schema, value: Schema) -> Schema:
    if "enum" in key:  # editors complete known keys
        return {"type": "object", "properties": dict.fromkeys(key["enum"], value), "additionalProperties": False}
    return {"type": "object", "propertyNames": key, "additionalProperties": value}


@accepts({"title": "key", "pattern": whole(f"(?:{SPACE}|{INK})*")})
def any_key(node: Node, problems: Problems) -> str | None:
    return node.value if isinstance(node, Scalar) else None


def language_key(languages: Collection[Language]) -> Reader[Language]:
    """Make a reader of keys that are languages of this site."""
    known = {language: language for language in languages}

    @accepts(lambda: {"enum": list(languages)})
    def check(node: Node, problems: Problems) -> Language | None:
        name = node.value if isinstance(node, Scalar) else ""
        if name in known:
            return known[name]  # one string object for all entries saves memory
        problems.add(node.place, f"{quote(name)} is not a language of this site", did_you_mean(name, languages))
        return None

    return check


def in_each(languages: Collection[Language], example: str = "…") -> str:
    """Return an example of text in each language."""
    return "{" + ", ".join(f"{language}: {example}" for language in languages) + "}"


def localized(languages: Collection[Language], read: Reader[str] = text) -> Reader[Localized]:
    """Make a reader of text in every language of the site; none may be missing."""
    read_each = map_of(language_key(languages), read)

    @accepts(lambda: _localized_schema(languages, schema_of(read)))
    def read_localized(node: Node, problems: Problems) -> Localized | None:
        if not isinstance(node, Fields):
            expected("text in each language", node, problems, f"Write {in_each(languages)}.")
            return None
        found = read_each(node, problems)
        if found is not None and len(found) == len(languages):
            return found
        meant = {nearest(name, languages) for name in node.fields if name not in languages}
        missing = [language for language in languages if language not in node.fields and language not in meant]
        if missing:
            problems.add(node.place, f"there is no text in {', '.join(missing)}", f"Write {in_each(languages)}.")
        return None

    return read_localized


def _localized_schema(languages: Collection[Language], value: Schema) -> Schema:
    return {
        "title": f"{value['title']} in each language",
        **_map_schema({"enum": list(languages)}, value),
        "required": list(languages),
    }


_LIMITS = {"lat": (-90, 90), "lon": (-180, 180), "accuracy": (0, 20_000_000)}
"""Smallest and largest value: degrees, and metres."""


@accepts(
    lambda: {
        "title": "coordinates",
        "description": _COORDINATES_HINT,
        "type": "object",
        "properties": {
            name: {"allOf": [schema_of(number)], "minimum": low, "maximum": high}
            for name, (low, high) in _LIMITS.items()
        },
        "required": list(_LIMITS),
        "additionalProperties": False,
    }
)
def coordinates(node: Node, problems: Problems) -> Coordinates | None:
    if not isinstance(node, Fields):
        expected("coordinates", node, problems, _COORDINATES_HINT)
        return None
    fields = mapping(node, _LIMITS, problems)
    if fields is None or len(fields) < len(node.fields):
        return None
    if missing := [key for key in _LIMITS if key not in fields]:
        problems.add(node.place, f"coordinates without {', '.join(missing)}", _COORDINATES_HINT)
        return None
    values = {}
    for name, (low, high) in _LIMITS.items():
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
    """Return the fields of a mapping; keys that are not `known` are reported and left out."""
    if not isinstance(node, Fields):
        expected("a mapping", node, problems, f"Its keys: {', '.join(sorted(known))}.")
        return None
    others = [name for name in node.fields if name not in known]
    for name in others:
        problems.add(node.fields[name].key_place, f"there is no key {quote(name)} here", did_you_mean(name, known))
    return {name: field for name, field in node.fields.items() if name in known} if others else node.fields


class FieldReader:
    """Reads the fields of one mapping; `complete` is false if a required field is missing or any field is wrong."""

    def __init__(self, node: Node, known: Collection[str], problems: Problems, becomes: type | None = None) -> None:
        """`becomes` is the record made of it; editors show the docstrings of its fields as help."""
        self.place = node.place
        self._probe = node if isinstance(node, SchemaProbe) else None
        self._becomes = becomes
        if self._probe:
            begin_mapping(self._probe, sorted(known), becomes)
        fields = mapping(node, known, problems)
        self.complete = fields is not None
        self._fields = fields or {}
        self._problems = problems
        written = node.fields if isinstance(node, Fields) else {}
        self.misspelt = {nearest(name, known) for name in written if name not in known}
        """Known keys that are there in a misspelling, so that they are not reported as missing too."""
        self._is_mapping = fields is not None

    def get(self, name: str, read: Reader[T]) -> T | None:
        """Read an optional field. If it is there and wrong, the mapping is not complete."""
        if self._probe:
            add_field(self._probe, name, schema_of(read), self._becomes)
        field = self._fields.get(name)
        if field is None:
            return None
        value = read(field.value, self._problems)
        if value is None:
            self.complete = False
        return value

    def require(
        self,
        name: str,
        read: Reader[T],
        example: str = "…",
        unless: str | None = None,
        missing: tuple[str, str] | None = None,
    ) -> T | None:
        """Read a required field.

        Args:
            name: its key.
            read: reads its value.
            example: a possible value, for the hint.
            unless: the key of a flag; if it is true, this field may be left out.
            missing: message and hint if the field is missing, instead of the usual ones.
        """
        if self._probe:
            require_field(self._probe, name, unless)
        if name not in self._fields and not (unless and self.get(unless, flag)):
            if self._is_mapping and name not in self.misspelt:
                usual = (f"the key {quote(name)} is missing", f"Write {name}: {example}")
                self._problems.add(self.place, *(missing or usual))
            self.complete = False
        return self.get(name, read)

    def value_place(self, name: str) -> Place:
        """Return the place of a field's value, or that of the mapping if there is no such field."""
        return self._fields[name].value.place if name in self._fields else self.place
