"""Links in brackets, by which an author says what some words stand for.

`[[id]]` is an entry by its name, `[[id|words]]` an entry by other words, and `[[none|words]]` says
that the words are no name here.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator

from charsu.support.diagnostics import Place

LINK = re.compile(r"\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]|\n]+))?\]\]")

_BROKEN = r"\[\[(?!\[)"
_LINK_OR_BROKEN = re.compile(f"{LINK.pattern}|{_BROKEN}")
# In Markdown, [[1]](address) and [[words](address)] are links of its own.
_LINK_OR_BROKEN_IN_MARKDOWN = re.compile(rf"{LINK.pattern}(?!\()|{_BROKEN}(?![^\[\]\n]*\](?:\]?\())")

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)"
    r"|(?<!`)(?P<ticks>`++)[^\n]+?(?P=ticks)(?!`)"
    r"|(?:(?<=\n\n)|\A)(?:(?:    |\t)[^\n]*\n+)+",
    re.MULTILINE | re.DOTALL,
)


NONE = "none"
"""Stands where an id would, for words that are no name."""


@dataclasses.dataclass(frozen=True)
class Reference:
    """An author's link, before anybody knows whether it leads somewhere."""

    id: str | None
    """None: brackets that are no link, such as [[]]."""
    place: Place


@dataclasses.dataclass(frozen=True, slots=True)
class Stated:
    """Words of which the author said what they stand for; `entry` None: they are no name."""

    start: int
    end: int
    entry: str | None
    place: Place | None = dataclasses.field(default=None, compare=False)
    """Where that stands; None: in brackets round the words."""


def references(text: str, start: Place, source: str | None = None, markdown: bool = False) -> Iterator[Reference]:
    """The links of a text.

    Args:
        text: what is read.
        start: where `source` begins.
        source: what stands in the file, if that is not `text` itself: with quotes, line ends, indentation.
        markdown: code is left alone, and Markdown's own links are.
    """
    if markdown:
        text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    places = _places(text if source is None else source, start)
    opened = [match.start() for match in _OPENED.finditer(text)]
    place_of = dict(zip(opened, places, strict=True)) if len(places) == len(opened) else {}
    for match in (_LINK_OR_BROKEN_IN_MARKDOWN if markdown else _LINK_OR_BROKEN).finditer(text):
        id = (match["id"] or "").strip()
        if id != NONE or not match["words"]:
            yield Reference(None if id in ("", NONE) else id, place_of.get(match.start(), start))


_OPENED = re.compile(r"\[(?=\[)")


def _places(source: str, start: Place) -> list[Place]:
    """Where each [[ stands."""
    found = []
    for number, line in enumerate(source.split("\n")):
        before = 0 if number else start.column - 1
        found += [
            Place(start.file, start.line + number, before + match.start() + 1) for match in _OPENED.finditer(line)
        ]
    return found


def split_links(raw: str, name_of: Callable[[str], str | None]) -> tuple[str, list[Stated]]:
    """Take the links out of prose: what is read, in NFC, and what was stated of which words.

    `name_of` gives the name of an entry; what it does not know is left as words without a link.
    """
    parts: list[str] = []
    stated: list[Stated] = []
    length = position = 0
    for match in LINK.finditer(raw):
        id = match["id"].strip()
        name = name_of(id)
        words = (match["words"] or "").strip() or name or id
        start = length + match.start() - position
        parts += [raw[position : match.start()], words]
        length, position = start + len(words), match.end()
        if name is not None or id == NONE:
            stated.append(Stated(start, length, id if name is not None else None))
    text = "".join((*parts, raw[position:]))
    return (text, stated) if unicodedata.is_normalized("NFC", text) else _normalized(text, stated)


def _normalized(text: str, stated: list[Stated]) -> tuple[str, list[Stated]]:
    """An accent that stood behind brackets, away from its letter, has joined it."""

    def moved(offset: int) -> int:
        return len(unicodedata.normalize("NFC", text[:offset]))

    return unicodedata.normalize("NFC", text), [Stated(moved(s.start), moved(s.end), s.entry) for s in stated]
