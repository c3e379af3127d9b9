"""Prefix index: keys that readers look up by their first letters, split into files of bounded size.

The items of an index are sorted by their keys and cut into runs. Each run is a file, a *block*, named after its
*first prefix*: the shortest prefix of its first key that the last key of the block before does not have. If there
are many blocks, lists of their first prefixes are files too, on a *level* above the blocks, and so on, until one
short list is left: the *directory*, which readers load first.

A prefix that more than two blocks share is *common*: nobody wants to load all its blocks, so what is known about its
keys is stored again, under the prefix, in an index of common prefixes. `common_prefixes` finds these prefixes;
the browser applies the same rule, so neither has to tell the other which prefixes are common.
"""

import itertools
import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

MAX_PREFIXES = 1000
"""Maximum length of a list of first prefixes."""

ItemsOf = Callable[[str], Iterable[tuple[str, str]]]
"""Key -> its items as (id, JSON). A block has only one of several items with the same id."""

Files = dict[str, str]
"""Path -> content."""

FileFormat = Callable[[str, str], tuple[str, str]]
"""Path without extension, and JSON -> path and content of a file."""


class PrefixIndex(NamedTuple):
    """An index as readers load it."""

    directory: list[object]
    """Number of levels above the blocks that are files, and the first prefixes of the highest level."""
    first_prefixes: list[str]
    """Those of all blocks."""
    files: Files


def to_json(value: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_json(path: str, content: str) -> tuple[str, str]:
    """Return path and content of a JSON file."""
    return f"{path}.json", content


def as_script(path: str, content: str) -> tuple[str, str]:
    """Return path and content of a script, the only kind of file that a page opened from a folder may load."""
    return f"{path}.js", f'(charsu.shelf??={{}})["{path}"]={content};\n'


def utf16(key: str) -> bytes:
    """Return the sort key of a string in JavaScript."""
    return key.encode("utf-16-be")


def build_prefix_index(
    path: str, keys: Sequence[str], items_of: ItemsOf, max_bytes: int, file_format: FileFormat
) -> PrefixIndex:
    """Build an index.

    Args:
        path: folder of its files.
        keys: sorted by `utf16`.
        items_of: the items of a key.
        max_bytes: maximum size of a block; the items of a single key may be larger.
        file_format: how its files are written.
    """
    files: Files = {}

    def put(level: int, first: str, content: str) -> None:
        name, content = file_format(f"{path}/{file_name(level, first)}", content)
        files[name] = content

    first_prefixes = []
    for first, items in _blocks(keys, items_of, max_bytes):
        first_prefixes.append(first)
        put(0, first, "{" + ",".join(items) + "}")
    level, prefixes = 0, first_prefixes
    while len(prefixes) > MAX_PREFIXES:
        level += 1
        above = []
        for part in _split(prefixes):
            above.append(part[0])
            put(level, part[0], to_json(part))
        prefixes = above
    return PrefixIndex([level, prefixes], first_prefixes, files)


def file_name(level: int, first: str) -> str:
    """Return a name that every file system can hold: "0-kabu", "0-_5580" for 喀."""
    return f"{level}-" + re.sub(r"[^a-z0-9]", lambda found: f"_{ord(found[0]):x}", first)


def common_prefixes(first_prefixes: Iterable[str], keys: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the prefixes that more than two blocks share, each with the keys that have it.

    Args:
        first_prefixes: those of all blocks.
        keys: all keys, sorted by `utf16`.
    """
    counted = Counter(first[:length] for first in first_prefixes for length in range(1, len(first)))
    for prefix in sorted((each for each, count in counted.items() if count > 1), key=utf16):
        start = bisect_left(keys, utf16(prefix), key=utf16)
        yield prefix, keys[start : bisect_left(keys, utf16(prefix) + _HIGHEST, key=utf16)]


_HIGHEST = b"\xff\xff"


def _blocks(keys: Sequence[str], items_of: ItemsOf, max_bytes: int) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the first prefix and the items of each block.

    Where a block ends depends on a hash of the key, the same in every build; so one more key changes few blocks.
    """
    first, last, size = "", "", 0
    block: dict[str, str] = {}
    fits_in_one = _fits_in_one(keys, items_of, max_bytes)
    for key in keys:
        new = [(id, item) for id, item in items_of(key) if id not in block]
        added = sum([_size(item) for _, item in new])
        is_full = size + added > max_bytes or (size > max_bytes / 2 and zlib.crc32(key.encode()) % 32 == 0)
        if block and is_full and not fits_in_one:
            yield first, block.values()
            first, block, new = _distinguishing_prefix(last, key), {}, list(items_of(key))
            size, added = 0, sum([_size(item) for _, item in new])
        block.update(new)
        size += added
        last = key
    if block:
        yield first, block.values()


def _fits_in_one(keys: Iterable[str], items_of: ItemsOf, max_bytes: int) -> bool:
    """Whether one block can hold all items."""
    seen: dict[str, str] = {}
    size = 0
    for key in keys:
        new = [(id, item) for id, item in items_of(key) if id not in seen]
        size += sum([_size(item) for _, item in new])
        if size > max_bytes:
            return False
        seen.update(new)
    return True


def _size(item: str) -> int:
    """Return the bytes of an item and a comma."""
    return 1 + (len(item) if item.isascii() else len(item.encode()))


def _distinguishing_prefix(before: str, key: str) -> str:
    """Return the shortest prefix of a key that the key before it does not have."""
    for length, (a, b) in enumerate(itertools.zip_longest(before, key), start=1):
        if a != b:
            return key[:length]
    return key


def _split(prefixes: Sequence[str]) -> list[list[str]]:
    """Split a list into lists of at most `MAX_PREFIXES`, at places that depend on hashes, as in `_blocks`."""
    lists: list[list[str]] = [[]]
    for each in prefixes:
        length = len(lists[-1])
        may_end = length >= max(2, MAX_PREFIXES // 4) and zlib.crc32(each.encode()) % 32 == 0
        if may_end or length >= MAX_PREFIXES:
            lists.append([])
        lists[-1].append(each)
    return lists
