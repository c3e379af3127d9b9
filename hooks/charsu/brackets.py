"""Links in brackets, by which an author says what some words stand for.

`[[id]]` is an entry by its name, `[[id|words]]` an entry by other words, and `[[none|words]]` says
that the words are no name here.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator

from charsu.problems import Place

LINK = re.compile(r"\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]|\n]+))?\]\]")

_CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)|(?P<ticks>`+)[^\n]+?(?P=ticks)", re.MULTILINE | re.DOTALL)


NONE = "none"
"""Stands where an id would, for words that are no name."""


@dataclasses.dataclass(frozen=True)
class Reference:
    """An author's link, before anybody knows whether it leads somewhere."""

    id: str
    place: Place


@dataclasses.dataclass(frozen=True)
class Stated:
    """Words of which the author said what they stand for; `entry` None: they are no name."""

    start: int
    end: int
    entry: str | None


def references(text: str, start: Place, markdown: bool = False) -> Iterator[Reference]:
    """The links of a text that begins at `start`. In `markdown`, code is left alone."""
    if markdown:
        text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in LINK.finditer(text):
        if match["id"].strip() == NONE:
            continue
        before = text[: match.start()]
        line = before.count("\n")
        column = len(before.rpartition("\n")[2]) + (1 if line else start.column)
        yield Reference(match["id"].strip(), Place(start.file, start.line + line, column))


def split_links(raw: str, name_of: Callable[[str], str | None]) -> tuple[str, list[Stated]]:
    """Take the links out of prose: what is read, and what was stated of which words.

    `name_of` gives the name of an entry; what it does not know is left as words without a link.
    """
    parts: list[str] = []
    stated: list[Stated] = []
    length = position = 0
    for match in LINK.finditer(raw):
        id = match["id"].strip()
        name = name_of(id)
        words = (match["words"] or name or id).strip()
        start = length + match.start() - position
        parts += [raw[position : match.start()], words]
        length, position = start + len(words), match.end()
        if name is not None or id == NONE:
            stated.append(Stated(start, length, id if name is not None else None))
    return "".join((*parts, raw[position:])), stated
