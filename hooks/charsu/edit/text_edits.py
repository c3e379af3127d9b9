"""Edits: changes at exact places of a file's text; the rest stays as it is, to the letter.

Readers know places in the NFC form of a file (see `files`), and a file need not be in that form. So
offsets here count in the NFC form, and are carried over to what the file really holds.
"""

import bisect
import itertools
import unicodedata

from charsu.read.yaml_nodes import Fields, Items, Node, Scalar
from charsu.support.diagnostics import Place


class TextEdits:
    """A file's text, and what is to change in it."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text = unicodedata.normalize("NFC", raw)
        """In it offsets count, in code points."""
        self._starts = [0, *itertools.accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]
        self._edits: list[tuple[int, int, str]] = []

    def offset(self, place: Place) -> int:
        """Where a place lies in the text."""
        return self._starts[place.line - 1] + place.column - 1

    def line_of(self, offset: int) -> int:
        """The line in which an offset lies, counted from 1."""
        return bisect.bisect_right(self._starts, offset)

    def line_start(self, line: int) -> int:
        """Where a line begins, or, behind the last one, where the text ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def end(self, node: Node) -> int:
        """Behind the last character of a value."""
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
        """Where the line after a value begins."""
        return self.line_start(self.line_of(self.end(node)) + 1)

    def replace(self, start: int, end: int, new: str) -> None:
        """To be done by `result`. The same edit counts once.

        Raises:
            ValueError: it overlaps another one; a mistake of the caller.
        """
        edit = (start, end, new)
        if edit in self._edits and start < end:
            return
        if any(start < e and s < end for s, e, _ in self._edits):
            raise ValueError(f"two edits at {start}")
        self._edits.append(edit)

    def insert(self, offset: int, new: str) -> None:
        """What is inserted at one offset stands in the order of insertion."""
        self.replace(offset, offset, new)

    def insert_line(self, offset: int, line: str) -> None:
        """Insert one or several whole lines, without the last line end, where a line begins or the text ends."""
        is_after_all = offset == len(self.text) and self.text and not self.text.endswith("\n")
        self.insert(offset, f"\n{line}\n" if is_after_all else f"{line}\n")

    def result(self) -> str:
        """The text with its edits made."""
        parts, position = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            first, last = self._in_raw(start), self._in_raw(end)
            parts += [self._raw[position:first], new]
            position = last
        return "".join([*parts, self._raw[position:]])

    def _in_raw(self, offset: int) -> int:
        """The offset in the file of an offset in its NFC form; an accent belongs to the letter before it."""
        if len(self._raw) == len(self.text) and self._raw == self.text:
            return offset
        number = self.line_of(offset) - 1
        lines = self._raw.split("\n")
        before, line = sum(len(line) + 1 for line in lines[:number]), lines[number]
        column = offset - self._starts[number]
        ends = (end for end in range(len(line), -1, -1) if len(unicodedata.normalize("NFC", line[:end])) <= column)
        return before + next(ends)
