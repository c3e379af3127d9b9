"""YAML in which every key and every value remembers its place.

A small part of YAML is accepted: mappings, lists, and scalars, which stay strings until a reader
reads them (so `no` and `1:30` are what the author wrote). Anchors, aliases, tags and several
documents in one file are refused: nobody needs them here, and aliases can make a short file explode.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from charsu.files import read_text
from charsu.problems import Place, Problems, quote

MAX_DEPTH = 12
"""How deeply lists and mappings may stand in one another."""


@dataclasses.dataclass(frozen=True)
class Scalar:
    """A single value, as written. An empty plain value is the empty string."""

    place: Place
    value: str


@dataclasses.dataclass(frozen=True)
class Items:
    """A list."""

    place: Place
    items: tuple["Node", ...]


@dataclasses.dataclass(frozen=True)
class Fields:
    """A mapping."""

    place: Place
    fields: Mapping[str, "Field"]


@dataclasses.dataclass(frozen=True)
class Field:
    """One key of a mapping, with its value."""

    key_place: Place
    value: "Node"


Node = Scalar | Items | Fields


class _RefusedError(Exception):
    """The rest of the file makes no sense after this problem."""


def read_yaml(root: Path, file: str, problems: Problems) -> Node | None:
    """Read a YAML file; `file` is its path from `root`."""
    text = read_text(root / file, file, problems)
    return None if text is None else parse(text, file, problems)


def parse(text: str, file: str, problems: Problems) -> Node | None:
    """Read one YAML document; None if there is none or it is broken."""
    reader = _Reader(file, problems)
    try:
        return reader.document(iter(yaml.parse(text, Loader=_Loader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        problems.add(place, *_explain(error, text, place))
    except _RefusedError:
        pass
    return None


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _explain(error: yaml.MarkedYAMLError, text: str, place: Place) -> tuple[str, str]:
    line = text.split("\n")[place.line - 1] if place.line <= text.count("\n") + 1 else ""
    if "\t" in line[: place.column]:
        return "a tab stands where YAML wants spaces", "Indent with two spaces."
    hint = 'Text that contains ": " or " #", or begins with a sign such as [ or {, goes in "quotes".'
    return f"this is not YAML: {error.problem or error.context}", hint


class _Reader:
    """Builds nodes from parser events, one method for each form of node."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems

    def document(self, events: Iterator[Any]) -> Node | None:
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._refuse(
                        event, "a second document begins here", "Keep one document in a file; remove the line ---."
                    )
            elif isinstance(event, yaml.NodeEvent):
                found = self._node(event, events, 1)
        if isinstance(found, Scalar) and not found.value:
            found = None
        if found is None:
            self._problems.add(Place(self._file), "the file is empty")
        return found

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias {quote('*' + str(event.anchor))} is not used here", "Write the value out.")
        if event.anchor:
            self._refuse(
                event,
                f"the anchor {quote('&' + event.anchor)} is not used here",
                "Write the value out wherever it is needed.",
            )
        if event.tag and event.tag != "!":
            self._refuse(event, f"the tag {quote(event.tag)} is not used here", "Remove it.")
        if depth > MAX_DEPTH:
            self._refuse(event, f"lists and mappings stand more than {MAX_DEPTH} deep in one another")
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.style is None and event.value in ("~", "null")
            return Scalar(self._place(event), "" if plain_null else event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            return Items(self._place(event), tuple(items))
        return self._mapping(event, events, depth)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Fields:
        fields: dict[str, Field] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._node(inner, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._problems.add(key.place, "a key must be a word, not a list or a mapping")
            elif key.value in fields:
                first = fields[key.value].key_place
                self._problems.add(
                    key.place,
                    f"the key {quote(key.value)} is written twice",
                    f"First in line {first.line}, column {first.column}. Keep one of them.",
                )
            else:
                fields[key.value] = Field(key.place, value)
        return Fields(self._place(event), fields)

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: Any, message: str, hint: str | None = None) -> None:
        self._problems.add(self._place(event), message, hint)
        raise _RefusedError
