"""Reading one file that an author wrote, whatever it may turn out to be."""

import unicodedata
from pathlib import Path

from charsu.problems import Place, Problems

MAX_BYTES = 1_000_000
"""No entry or text comes near this; a larger file is a mistake, such as a picture with a wrong name."""

BOM = b"\xef\xbb\xbf"


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Read a UTF-8 file as NFC text.

    Args:
        path: where it is on this machine.
        file: how problems call it: the path from the project's root.
        problems: receives whatever is wrong with the file as a file.

    Returns:
        The text, lines ending in "\\n", or None if there was a problem.
    """
    here = Place(file)
    if path.is_dir():
        problems.add(here, "this is a folder, not a file", "Rename the folder, or move it elsewhere.")
        return None
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.add(
                here,
                f"the file has {size:,} bytes; {MAX_BYTES:,} is the most",
                "Is this the right file? Split it, or move what is not text elsewhere.",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add(here, f"the file cannot be read: {error.strerror}")
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
    for position, character in enumerate(text):
        if character == "\r":
            problems.add(
                _place_of(text[:position], file),
                "the line ends in a carriage return (Windows line ends)",
                'Save the file with line ends "LF" ("Unix").',
            )
            return None
        if _is_control(character):
            problems.add(
                _place_of(text[:position], file),
                f"the control character U+{ord(character):04X} stands here",
                "Delete it; it cannot be seen, and only disturbs.",
            )
            return None
    return unicodedata.normalize("NFC", text)


# Overrides of the writing direction can make a line look like another one than it is.
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _is_control(character: str) -> bool:
    if character in "\n\t":
        return False
    return character < " " or "\x7f" <= character <= "\x9f" or character in _BIDI_OVERRIDES


def _place_of(before: str, file: str) -> Place:
    last_line = before.rpartition("\n")[2]
    return Place(file, before.count("\n") + 1, len(last_line) + 1)
