"""Edit a file's text at exact places; the rest stays to the letter.

Readers report places in the NFC form of a file (see `textfile`), but the file need not be in that form.
So offsets count in the NFC form, and are translated to the actual content.
"""

import bisect
import itertools
import unicodedata

from charsu.read.yaml_nodes import Fields, Items, Node, Scalar
from charsu.support.diagnostics import Place


class TextEdits:
    """A file's text with edits to be made in it."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text = unicodedata.normalize("NFC", raw)
        """The text that offsets refer to, in code points."""
        self._starts = [0, *itertools.accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]
        self._edits: list[tuple[int, int, str]] = []

    def offset(self, place: Place) -> int:
        """Return the offset of a place."""
        return self._starts[place.line - 1] + place.column - 1

    def line_of(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect.bisect_right(self._starts, offset)

    def line_start(self, line: int) -> int:
        """Return where a line begins; after the last one, where the text ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def end(self, node: Node) -> int:
        """Return the offset after the last character of a value."""
        match node:
            case Scalar():
                return self.offset(node.place) + len(node.source.rstrip())
            case Items() | Fields() if node.end is not None:
                return self.offset(node.end)
            case Items():
                return self.end(node.items[-1])
            case Fields():
                return max(self.end(field.value) for field in node.fields.values())

    def line_after(self, node: Node) -> int:
        """Return where the line after a value begins."""
        return self.line_start(self.line_of(self.end(node)) + 1)

    def replace(self, start: int, end: int, new: str) -> None:
        """Replace a span of the text when `result` is called. Adding the same edit twice has no effect.

        Raises:
            ValueError: the edit overlaps another one, which is a mistake of the caller.
        """
        edit = (start, end, new)
        if edit in self._edits and start < end:
            return
        if any(start < e and s < end for s, e, _ in self._edits):
            raise ValueError(f"two edits at {start}")
        self._edits.append(edit)

    def insert(self, offset: int, new: str) -> None:
        """Insert text; several insertions at one offset keep their order."""
        self.replace(offset, offset, new)

    def insert_line(self, offset: int, line: str) -> None:
        """Insert whole lines where a line begins or the text ends; `line` comes without its last line end."""
        is_after_all = offset == len(self.text) and self.text and not self.text.endswith("\n")
        self.insert(offset, f"\n{line}\n" if is_after_all else f"{line}\n")

    def result(self) -> str:
        """Return the text with all edits made."""
        parts, position = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            first, last = self._in_raw(start), self._in_raw(end)
            parts += [self._raw[position:first], new]
            position = last
        return "".join([*parts, self._raw[position:]])

    def _in_raw(self, offset: int) -> int:
        """Translate an offset in the NFC form to one in the file; an accent belongs to the letter before it."""
        if len(self._raw) == len(self.text) and self._raw == self.text:
            return offset
        number = self.line_of(offset) - 1
        lines = self._raw.split("\n")
        before, line = sum(len(line) + 1 for line in lines[:number]), lines[number]
        column = offset - self._starts[number]
        ends = (end for end in range(len(line), -1, -1) if len(unicodedata.normalize("NFC", line[:end])) <= column)
        return before + next(ends)
