"""Reading one file of an author, whatever it turns out to be."""

import os
import re
import stat
import unicodedata
from pathlib import Path

from charsu.support.diagnostics import Place, Problems

MAX_BYTES = 1_000_000
"""Maximum size. No entry or text comes near it; a larger file is a mistake, such as a picture with a wrong name."""

BOM = b"\xef\xbb\xbf"

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u2028\u2029"  # ends of lines that no editor counts as such
    r"\u202a-\u202e\u2066-\u2069"  # overrides of the writing direction: a line looks like another one than it is
    r"\ufeff\ufffe\uffff]"  # a byte order mark within the text, and what is no character
)
"""Invisible characters that change what is read."""


def list_folder(folder: Path, root: Path, problems: Problems) -> list[Path]:
    """Return the files and folders in a folder, sorted by name, without hidden ones; none if it does not exist."""
    return [folder / name for name in names_in(folder, root, problems)]


def names_in(folder: Path, root: Path, problems: Problems) -> list[str]:
    """Return the same as names, which is faster for a folder of ten thousand files."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.add(Place(folder.relative_to(root).as_posix()), f"the folder cannot be read: {error.strerror}")
        return []


def is_there(path: Path) -> bool:
    """Return whether a file of this name exists, even one that cannot be read."""
    return path.exists() or path.is_symlink()


def read_text(path: Path, file: str, problems: Problems, limit: int = MAX_BYTES) -> str | None:
    """Read a UTF-8 file as NFC text.

    Args:
        path: where it is on this machine.
        file: its name in problems: the path from the folder of the wiki.
        problems: receives whatever is wrong with the file as a file.
        limit: maximum size in bytes.

    Returns:
        The text, each line ending in a line feed, or None if there was a problem.
    """
    here = Place(file)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            problems.add(here, "this is a folder, not a file", "Rename the folder, or move it elsewhere.")
            return None
        if not stat.S_ISREG(status.st_mode):
            problems.add(here, "this is a device or a pipe, not a file", "Remove it.")
            return None
        if status.st_size > limit:
            problems.add(
                here,
                f"the file has {status.st_size:,} bytes; {limit:,} is the most",
                "Is this the right file? Split it, or move what is not text elsewhere.",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        hint = "It is a link to another file; see where it leads." if path.is_symlink() else "May you read it?"
        problems.add(here, f"the file cannot be read: {error.strerror}", hint)
        return None
    return decode(data, file, problems)


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Turn the bytes of a file into NFC text; see `read_text`."""
    if data.startswith(BOM):
        problems.add(
            Place(file),
            "the file begins with a byte order mark",
            'Save it as "UTF-8", not as "UTF-8 with BOM".',
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        problems.add(
            _place_of(before, file),
            f"the byte 0x{data[error.start]:02X} is not UTF-8",
            'Save the file in the encoding "UTF-8".',
        )
        return None
    if found := CONTROL.search(text):
        place = _place_of(text[: found.start()], file)
        if found[0] == "\r":
            problems.add(
                place,
                "the line ends in a carriage return (Windows line ends)",
                'Save the file with line ends "LF" ("Unix").',
            )
        else:
            problems.add(
                place,
                f"the control character {code_point(found[0])} stands here",
                "Delete it; it cannot be seen, and only disturbs.",
            )
        return None
    return unicodedata.normalize("NFC", text)


def code_point(character: str) -> str:
    """Return a character as "U+0041"."""
    return f"U+{ord(character):04X}"


def _place_of(before: str, file: str) -> Place:
    """Return the place after `before`."""
    last_line = unicodedata.normalize("NFC", before.rpartition("\n")[2])
    return Place(file, before.count("\n") + 1, len(last_line) + 1)
