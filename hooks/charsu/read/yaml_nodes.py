"""Parse YAML into nodes; every key and every value knows its place in the file.

Only a small part of YAML is accepted: mappings, lists, and scalars, which stay strings until a reader
converts them (so `no` and `1:30` are what the author wrote). Anchors, aliases, tags and several
documents in one file are refused: a wiki does not need them, and aliases can make a short file explode.
"""

import dataclasses
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from charsu.read.yaml_errors import explain_yaml_error, place_within
from charsu.support.diagnostics import Place, Problems, quote
from charsu.support.textfile import CONTROL, code_point, read_text

MAX_DEPTH = 12
"""How deeply lists and mappings may be nested."""


class Scalar(NamedTuple):
    """A single value, as written. An empty plain value, `~` and `null` become the empty string."""

    place: Place
    value: str
    source: str = ""
    """The characters in the file that were read, including quotes and line ends."""


@dataclasses.dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: tuple["Node", ...]
    end: Place | None = None
    """The place after its closing bracket; None if it is written with hyphens."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fields:
    """A mapping."""

    place: Place
    fields: Mapping[str, "Field"]
    end: Place | None = None
    """The place after its closing brace; None if it has one key per line."""


class Field(NamedTuple):
    """One key of a mapping, with its value."""

    key_place: Place
    value: "Node"


Node = Scalar | Items | Fields


class _RefusedError(Exception):
    """After this problem, the rest of the file cannot be understood."""


def read_yaml(root: Path, file: str, problems: Problems) -> Node | None:
    """Read a YAML file; `file` is its path from `root`."""
    text = read_text(root / file, file, problems)
    return None if text is None else parse(text, file, problems)


def parse(text: str, file: str, problems: Problems) -> Node | None:
    """Parse one YAML document; None if there is none or it is broken."""
    reader = _Reader(text, file, problems)
    try:
        return reader.document(_Loader(text).get_event)
    except yaml.MarkedYAMLError as error:
        (line, column), message, hint = explain_yaml_error(error, text)
        problems.add(Place(file, line, column), message, hint)
    except _RefusedError:
        pass
    return None


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_NO_KEY = 'Text that begins with [ or { goes in "quotes".'


class _Reader:
    """Builds nodes from parser events, with one method for each type of node."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._lines = text.split("\n")
        self._file = file
        self._problems = problems
        self._next: Callable[[], Any]
        """Returns the next event."""

    def document(self, next_event: Callable[[], Any]) -> Node | None:
        self._next = next_event
        found: Node | None = None
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._refuse(
                        event, "a second document begins here", "Keep one document in a file; remove the line ---."
                    )
            elif isinstance(event, yaml.NodeEvent):
                found = self._node(event, 1)
        if isinstance(found, Scalar) and not found.value:
            found = None
        if found is None:
            self._problems.add(Place(self._file), "the file is empty", "Fill it in, or delete it.")
        return found

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH or event.anchor or event.tag:
            self._check(event, depth)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(inner := self._next(), SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Items(self._place(event), tuple(items), self._end(event, inner))
        return self._mapping(event, depth)

    def _check(self, event: Any, depth: int) -> None:
        """Refuse the parts of YAML that a wiki does not need."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias {quote('*' + str(event.anchor))} is not used here", "Write the value out.")
        if event.anchor:
            self._refuse(
                event,
                f"the anchor {quote('&' + event.anchor)} is not used here",
                'Write the value out wherever it is needed; text that begins with & goes in "quotes".',
            )
        if event.tag and event.tag != "!":
            self._refuse(
                event,
                f"the tag {quote(event.tag)} is not used here",
                'Remove it; text that begins with ! goes in "quotes".',
            )
        if depth > MAX_DEPTH:
            self._refuse(
                event,
                f"lists and mappings are nested more than {MAX_DEPTH} deep",
                "Nothing here needs that many; look for superfluous brackets or hyphens.",
            )

    def _scalar(self, event: Any) -> Scalar:
        value, start, end = event.value, event.start_mark, event.end_mark
        if start.line == end.line < len(self._lines):  # almost all of them
            place = Place(self._file, start.line + 1, start.column + 1)
            source = self._lines[start.line][start.column : end.column]
        else:
            place, source = self._place(event), self._between(start, end)
        if event.style == '"' and "\\" in source:  # an escape can produce what the file itself may not contain
            if found := CONTROL.search(value):
                self._refuse(
                    event,
                    f"an escape in this value writes the control character {code_point(found[0])}",
                    'Delete it. If a backslash is meant, write \\\\ for it within "double quotes".',
                )
            value = unicodedata.normalize("NFC", value)
        if not event.style and value in ("~", "null", "Null", "NULL"):
            value = ""
        return Scalar(place, value, source)

    def _between(self, start: Any, end: Any) -> str:
        if start.line >= len(self._lines):
            return ""
        first, last = self._lines[start.line], "".join(self._lines[end.line : end.line + 1])
        between = self._lines[start.line + 1 : end.line]
        return "\n".join((first[start.column :], *between, last[: end.column]))

    def _mapping(self, event: Any, depth: int) -> Fields:
        fields: dict[str, Field] = {}
        while not isinstance(inner := self._next(), MappingEndEvent):
            key = self._node(inner, depth + 1)
            after = self._next()
            value = self._node(after, depth + 1)
            if self._has_no_colon(inner, after):
                self._problems.add(
                    key.place,
                    f"{quote(inner.value)} has no colon and no value",
                    'Between { and }, text with a comma goes in "quotes".',
                )
            elif not isinstance(key, Scalar):
                self._problems.add(key.place, "a key must be a word, not a list or a mapping", _NO_KEY)
            elif key.value in fields:
                first = fields[key.value].key_place
                self._problems.add(
                    key.place,
                    f"the key {quote(key.value)} is written twice",
                    f"First in line {first.line}, column {first.column}. Keep one of them.",
                )
            else:
                fields[sys.intern(key.value)] = Field(key.place, value)
        return Fields(self._place(event), fields, self._end(event, inner))

    @staticmethod
    def _has_no_colon(key: Any, value: Any) -> bool:
        """Whether the library made a key of a piece of text between two commas, as in {en: one, two}."""
        if not (isinstance(value, ScalarEvent) and isinstance(key, ScalarEvent)) or value.value or value.style:
            return False
        ends: tuple[Any, Any] = (key.end_mark, value.start_mark)
        return bool(ends[0].index == ends[1].index)

    def _place(self, event: Any) -> Place:
        return Place(self._file, *place_within(self._lines, event.start_mark))

    def _end(self, start: Any, end: Any) -> Place | None:
        """Return the place after the closing bracket of a list or a mapping; None if it has none."""
        if not start.flow_style:
            return None
        return Place(self._file, *place_within(self._lines, end.end_mark))

    def _refuse(self, event: Any, message: str, hint: str | None = None) -> None:
        self._problems.add(self._place(event), message, hint)
        raise _RefusedError
