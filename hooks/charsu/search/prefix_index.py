"""Shards: what readers look up by its beginning, cut into files of bounded weight.

A *drawer* is a folder of such files. Its items are sorted by their keys and cut into runs; a run is a file, called
by the beginning that tells its keys from those before. Where there are many files, lists of their beginnings are
files too, and so on, until one short list is left: the *signposts*, which readers load first.

Of a beginning that more than two files share nobody wants to load all: what is said of these has a drawer of its
own, and `common` tells which they are. `search.js` goes by the same rule, so neither has to tell the other.
"""

import base64
import itertools
import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

SIGNPOSTS = 1000
"""A list of beginnings is no longer."""

Parts = Callable[[str], Iterable[tuple[str, str]]]
"""Key -> what stands under it: parts in JSON, each with an id. Of parts with the same id, a file holds one."""

Files = dict[str, str]
"""Path -> content."""

Wrap = Callable[[str, str], tuple[str, str]]
"""Path without ending and JSON -> path and content of the file."""


def as_json(path: str, content: str) -> tuple[str, str]:
    return f"{path}.json", content


def as_script(path: str, content: str) -> tuple[str, str]:
    """A script, since a page opened from a folder may read no other file."""
    return f"{path}.js", f'(charsu.shelf??={{}})["{path}"]={content};\n'


def order(key: str) -> bytes:
    """Sorts keys as JavaScript does."""
    return key.encode("utf-16-be")


def drawer(
    path: str, keys: Sequence[str], parts: Parts, bound: int, wrap: Wrap
) -> tuple[list[object], list[str], Files]:
    """What stands under keys, as files.

    Args:
        path: the folder.
        keys: sorted by `order`.
        bound: of a file's weight, in bytes; what stands under a single key may be heavier.

    Returns:
        The signposts, as [how many storeys of them are files, beginnings]; the beginnings of all files that hold
        parts; and the files.
    """
    files: Files = {}

    def put(storey: int, first: str, content: str) -> None:
        name, content = wrap(f"{path}/{file_name(storey, first)}", content)
        files[name] = content

    firsts = []
    for first, run in _runs(keys, parts, bound):
        firsts.append(first)
        put(0, first, "{" + ",".join(run) + "}")
    storey, level = 0, firsts
    while len(level) > SIGNPOSTS:
        storey += 1
        above = []
        for listed in _cut_lists(level):
            above.append(listed[0])
            put(storey, listed[0], json.dumps(listed, ensure_ascii=False, separators=(",", ":")))
        level = above
    return [storey, level], firsts, files


def file_name(storey: int, first: str) -> str:
    """What every file system can hold: "0-kabu", "0-55809"."""
    return f"{storey}-" + re.sub(r"[^a-z0-9]", lambda found: f"_{ord(found[0]):x}", first)


def common(firsts: Iterable[str], keys: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The beginnings that more than two files share, each with the keys that begin so.

    Args:
        firsts: the beginnings of all files.
        keys: all of them, sorted by `order`.
    """
    counted = Counter(first[:length] for first in firsts for length in range(1, len(first)))
    for beginning in sorted((each for each, count in counted.items() if count > 1), key=order):
        start = bisect_left(keys, order(beginning), key=order)
        yield beginning, keys[start : bisect_left(keys, order(beginning) + _HIGHEST, key=order)]


_HIGHEST = b"\xff\xff"


def _runs(keys: Sequence[str], parts: Parts, bound: int) -> Iterator[tuple[str, Iterable[str]]]:
    """Beginnings and parts of files. Chance, the same in every build, says at which keys: one more moves few cuts."""
    first, last, weight = "", "", 0
    run: dict[str, str] = {}
    in_one = _fit(keys, parts, bound)
    for key in keys:
        new = [(id, part) for id, part in parts(key) if id not in run]
        added = sum([_weight(part) for _, part in new])
        full = weight + added > bound or (weight > bound / 2 and zlib.crc32(key.encode()) % 32 == 0)
        if run and full and not in_one:
            yield first, run.values()
            first, run, new = _telling(last, key), {}, list(parts(key))
            weight, added = 0, sum([_weight(part) for _, part in new])
        run.update(new)
        weight += added
        last = key
    if run:
        yield first, run.values()


def _fit(keys: Iterable[str], parts: Parts, bound: int) -> bool:
    """Whether all goes into one file."""
    seen: dict[str, str] = {}
    weight = 0
    for key in keys:
        new = [(id, part) for id, part in parts(key) if id not in seen]
        weight += sum([_weight(part) for _, part in new])
        if weight > bound:
            return False
        seen.update(new)
    return True


def _weight(part: str) -> int:
    """In bytes, with a comma."""
    return 1 + (len(part) if part.isascii() else len(part.encode()))


def _telling(before: str, key: str) -> str:
    """The shortest beginning of a key that the one before it has not."""
    for length, (a, b) in enumerate(itertools.zip_longest(before, key), start=1):
        if a != b:
            return key[:length]
    return key


def _cut_lists(level: Sequence[str]) -> list[list[str]]:
    lists: list[list[str]] = [[]]
    for each in level:
        if (len(lists[-1]) >= max(2, SIGNPOSTS // 4) and zlib.crc32(each.encode()) % 32 == 0) or len(
            lists[-1]
        ) >= SIGNPOSTS:
            lists.append([])
        lists[-1].append(each)
    return lists


# --- lists of numbers ---------------------------------------------------------------------------------

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _gap(gap: int) -> str:
    """A number in digits of five bits, the lowest first; 32 in a digit says that there are more."""
    digits = ""
    while gap > 31:
        digits += _DIGITS[32 + gap % 32]
        gap //= 32
    return digits + _DIGITS[gap]


def packer(below: int) -> Callable[[Collection[int]], str]:
    """Gives a function that packs numbers, in whatever order, into a string: the gaps between them, less one; or, where
    that would be longer, "*" and a bit for each number there is, which no list is heavier than.

    Args:
        below: the numbers are below it.
    """
    gaps = ["", *map(_gap, range(below))]

    def pack(numbers: Collection[int]) -> str:
        if 6 * len(numbers) > below + 24:
            bits = bytearray(b"0" * (below + -below % 8))
            for number in numbers:
                bits[number] = 49  # "1"
            return "*" + base64.b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()
        rising = sorted(numbers)
        return "".join(map(gaps.__getitem__, map(int.__sub__, rising, (-1, *rising))))

    return pack
