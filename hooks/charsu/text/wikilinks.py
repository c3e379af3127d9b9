"""Wikilinks: double brackets with which an author says what some words mean.

`[[id]]` names an entry by its name, `[[id|words]]` names it by other words, and `[[none|words]]` says that the
words are not a name here.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator

from charsu.support.diagnostics import Place

LINK = re.compile(r"\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]|\n]+))?\]\]")

_BROKEN = r"\[\[(?!\[)"
_LINK_OR_BROKEN = re.compile(f"{LINK.pattern}|{_BROKEN}")
# In Markdown, [[1]](address) and [[words](address)] are ordinary links.
_LINK_OR_BROKEN_IN_MARKDOWN = re.compile(rf"{LINK.pattern}(?!\()|{_BROKEN}(?![^\[\]\n]*\](?:\]?\())")

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)"
    r"|(?<!`)(?P<ticks>`++)[^\n]+?(?P=ticks)(?!`)"
    r"|(?:(?<=\n\n)|\A)(?:(?:    |\t)[^\n]*\n+)+",
    re.MULTILINE | re.DOTALL,
)


NONE = "none"
"""Replaces the id, for words that are not a name."""


@dataclasses.dataclass(frozen=True)
class Reference:
    """An author's link, before it is checked that its entry exists."""

    id: str | None
    """None: brackets that are not a link, such as [[]]."""
    place: Place


@dataclasses.dataclass(frozen=True, slots=True)
class Stated:
    """Words with the entry that the author says they mean; `entry` None: they are not a name."""

    start: int
    end: int
    entry: str | None
    place: Place | None = dataclasses.field(default=None, compare=False)
    """Where the author says so; None: in brackets around the words."""


def references(text: str, start: Place, source: str | None = None, markdown: bool = False) -> Iterator[Reference]:
    """Yield the links of a text.

    Args:
        text: the text.
        start: where `source` begins.
        source: the text as it is in the file, if that differs: with quotes, line ends, indentation.
        markdown: skip code, and the links of Markdown itself.
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
    """Return the place of each [[."""
    found = []
    for number, line in enumerate(source.split("\n")):
        before = 0 if number else start.column - 1
        found += [
            Place(start.file, start.line + number, before + match.start() + 1) for match in _OPENED.finditer(line)
        ]
    return found


def split_links(raw: str, name_of: Callable[[str], str | None]) -> tuple[str, list[Stated]]:
    """Take the links out of prose; return the text in NFC, and the words with their entries.

    `name_of` returns the name of an entry; a link to an entry that it does not know becomes words without a link.
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
    """Return text and offsets in NFC: an accent after brackets joins the letter before them."""

    def moved(offset: int) -> int:
        return len(unicodedata.normalize("NFC", text[:offset]))

    return unicodedata.normalize("NFC", text), [Stated(moved(s.start), moved(s.end), s.entry) for s in stated]
