"""Posting lists: the numbers of the documents in which each key of an index occurs.

A large wiki has millions of such occurrences. So keys that occur in the same documents of a part share one list, and
the lists of many parts are kept as bytes.
"""

import base64
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

SharedPostings = list[tuple[Sequence[int], str]]
"""Document numbers, and the keys that occur in exactly these documents, one key a line. It can be written as JSON."""

PostingLists = Mapping[str, bytes]
"""Key -> the numbers of its documents in any order; `document_numbers` reads them."""


def invert(documents: Iterable[tuple[int, Iterable[str]]]) -> SharedPostings:
    """Return the posting lists of documents; each document has a number and its keys, each key once."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for number, keys in documents:
        for key in keys:
            by_key[key].append(number)
    sharing: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, numbers in by_key.items():
        sharing[tuple(numbers)].append(key)
    return [(numbers, "\n".join(keys)) for numbers, keys in sharing.items()]


def unshare(postings: Iterable[tuple[Sequence[int], str]]) -> PostingLists:
    """Return one list for each key, from the shared lists of one part or of several."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for numbers, keys in postings:
        for key in keys.split("\n"):
            by_key[key] += numbers
    return {key: array("I", numbers).tobytes() for key, numbers in by_key.items()}


def merge(parts: Iterable[PostingLists]) -> PostingLists:
    """Return the posting lists of several parts, whose documents differ, as one."""
    by_key: defaultdict[str, list[bytes]] = defaultdict(list)
    for part in parts:
        for key, numbers in part.items():
            by_key[key].append(numbers)
    return {key: b"".join(found) for key, found in by_key.items()}


def document_numbers(packed: bytes) -> Sequence[int]:
    """Return the document numbers of a posting list in any order."""
    return array("I", packed)


# --- as text, for the browser -----------------------------------------------------------------

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _gap_digits(gap: int) -> str:
    """Return a number in digits of five bits, the lowest first; the sixth bit says that more digits follow."""
    digits = ""
    while gap > 31:
        digits += DIGITS[32 + gap % 32]
        gap //= 32
    return digits + DIGITS[gap]


def number_packer(limit: int) -> Callable[[Collection[int]], str]:
    """Return a function that packs numbers below `limit`, given in any order, into a string.

    The string has the gaps between the numbers, less one. Where that would be longer, it has "*" and one bit for each
    possible number; that bounds the size of every list.
    """
    gaps = ["", *map(_gap_digits, range(limit))]

    def pack(numbers: Collection[int]) -> str:
        if 6 * len(numbers) > limit + 24:
            bits = bytearray(b"0" * (limit + -limit % 8))
            for number in numbers:
                bits[number] = 49  # "1"
            return "*" + base64.b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()
        rising = sorted(numbers)
        return "".join(map(gaps.__getitem__, map(int.__sub__, rising, (-1, *rising))))

    return pack
