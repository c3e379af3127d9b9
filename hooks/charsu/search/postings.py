"""Standing: in which documents each key of an index stands, put together of what parts of a build know.

In a large wiki keys stand in documents millions of times. So no such time is written down by itself: keys that stand
in the same documents of a part share the list of these; and what is known of many parts is kept in bytes.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Shared = list[tuple[Sequence[int], str]]
"""Numbers of documents, with the keys that stand in just these, one a line. It goes into JSON as it is."""

Standing = Mapping[str, bytes]
"""Key -> the numbers of its documents, in whatever order; `numbers_in` reads them."""


def turn_round(documents: Iterable[tuple[int, Iterable[str]]]) -> Shared:
    """Where keys stand.

    Args:
        documents: the number of each, and its keys, each once.
    """
    standing: defaultdict[str, list[int]] = defaultdict(list)
    for number, keys in documents:
        for key in keys:
            standing[key].append(number)
    sharing: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, numbers in standing.items():
        sharing[tuple(numbers)].append(key)
    return [(numbers, "\n".join(keys)) for numbers, keys in sharing.items()]


def gather(shared: Iterable[tuple[Sequence[int], str]]) -> Standing:
    """The same by key, of one part or of several."""
    standing: defaultdict[str, list[int]] = defaultdict(list)
    for numbers, keys in shared:
        for key in keys.split("\n"):
            standing[key] += numbers
    return {key: array("I", numbers).tobytes() for key, numbers in standing.items()}


def together(gathered: Iterable[Standing]) -> Standing:
    """What was gathered of some parts, and of others."""
    pieces: defaultdict[str, list[bytes]] = defaultdict(list)
    for each in gathered:
        for key, numbers in each.items():
            pieces[key].append(numbers)
    return {key: b"".join(found) for key, found in pieces.items()}


def numbers_in(pickled_by_value: bytes) -> Sequence[int]:
    """The numbers of documents, in whatever order."""
    return array("I", pickled_by_value)
