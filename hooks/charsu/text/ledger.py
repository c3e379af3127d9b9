"""Ledger: permanent ids for the segments of a text, however the text is edited.

An id is given once. If a line is split, its first part keeps the id; if lines are merged, the result keeps the id of
the first one. The other ids are retired, and lead to where their words are now, or were. A new line gets a new id,
which depends on its place:

    p3s8     after the last line of paragraph 3, which was p3s7
    p3s2a    between p3s2 and the next line, or split off p3s2; the next one is p3s2b, and so on: z, aa, ab
    p3s0a    before the first line of paragraph 3
    p3as1    first in a new paragraph after paragraph 3; after the last paragraph, which was 8, it is p9s1
"""

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.model.ledger import Change, Ledger, RetiredSegment, TextChangeKind, WordingHash
from charsu.model.records import SegmentId
from charsu.text.line_diff import Piece, align

SEGMENT = re.compile(r"p([0-9]+[a-z]*)s([0-9]+[a-z]*)")
"""The id of a segment: the id of its paragraph, and of the line in the paragraph."""


def wording_of(text: str) -> WordingHash:
    """Return a hash of a text; the same text has the same hash in every ledger."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@functools.lru_cache(maxsize=1 << 14)  # many texts have the same ids
def segment_number(id: SegmentId) -> str:
    """Return an id as people read it: 3.2a for `p3s2a`."""
    return SEGMENT.sub(r"\1.\2", id)


@dataclasses.dataclass(frozen=True)
class OriginalLine:
    """A line of an original, as it is now."""

    text: str
    paragraph: int
    """Number of its paragraph, from 1; blank lines separate paragraphs."""


def understand(ledger: Ledger, lines: Sequence[OriginalLine]) -> tuple[tuple[SegmentId, ...], tuple[Change, ...]]:
    """Find which segment each line is.

    Returns:
        The id of each line; and what was changed since the text was sealed, in the order of the text: first the
        changes in place, then the lines that moved.
    """
    ids = list(ledger.segments)
    older = [ledger.wordings[ledger.segments[id].original] for id in ids]
    stay, moved = align(older, [line.text for line in lines])
    given = _give_ids(ids, lines, [*stay, *moved], ledger.retired)

    def changes(pieces: Iterable[Piece], always: TextChangeKind | None = None) -> Iterator[Change]:
        for olds, news in pieces:
            before = tuple((ids[old], older[old]) for old in olds)
            after = tuple((given[new], lines[new].text) for new in news)
            if always or before != after:
                yield Change(always or _what_happened(olds, news), before, after)

    return tuple(given), (*changes(stay), *changes(moved, "moved"))


def _what_happened(olds: Sequence[int], news: Sequence[int]) -> TextChangeKind:
    if not olds or not news:
        return "deleted" if olds else "inserted"
    return "split" if len(news) > 1 else "merged" if len(olds) > 1 else "reworded"


def retire(ledger: Ledger, changes: Iterable[Change], ids: Sequence[SegmentId]) -> Mapping[SegmentId, RetiredSegment]:
    """Return where each retired id leads, including those that the changes retire.

    Args:
        ledger: the ledger of the text before the changes.
        changes: the changes that `understand` found.
        ids: ids of the lines as they are now, at least one.
    """
    retired = dict(ledger.retired)
    living = set(ids)
    olds = list(ledger.segments)
    place = {id: number for number, id in enumerate(olds)}
    for change in changes:
        gone = [id for id, _ in change.older if id not in living]
        for id in gone:
            if change.newer:
                retired[id] = RetiredSegment("into", change.newer[0][0])
                continue
            before = next((other for other in reversed(olds[: place[id]]) if other in living), None)
            following = next((other for other in olds[place[id] :] if other in living), ids[0])
            retired[id] = RetiredSegment("before", following) if before is None else RetiredSegment("after", before)
    return retired


# --- ids for new lines ----------------------------------------------------------------------------


def _give_ids(
    ids: Sequence[SegmentId], lines: Sequence[OriginalLine], pieces: Iterable[Piece], retired: Iterable[SegmentId]
) -> list[SegmentId]:
    """Return the id of each line: the id of the older line that it continues, or a new one."""
    kept: dict[int, SegmentId] = {}
    split_off: set[int] = set()
    for olds, news in pieces:
        if olds and news:
            kept[news[0]] = ids[olds[0]]
            split_off.update(news[1:])
    free = _Free([*ids, *retired])
    given: list[SegmentId] = []
    upcoming = sorted(kept, reverse=True)
    for number, line in enumerate(lines):
        if number in kept:
            given.append(kept[upcoming.pop()])
            continue
        before = _Neighbour.of(given[-1], lines[number - 1], line) if given else None
        following = _Neighbour.of(kept[upcoming[-1]], lines[upcoming[-1]], line) if upcoming else None
        given.append(free.after(before) if before and number in split_off else free.between(before, following))
    return given


@dataclasses.dataclass(frozen=True)
class _Neighbour:
    """A line before or after a new one; it already has an id."""

    paragraph: str
    """The part of its id."""
    line: str
    is_together: bool
    """There is no blank line between the two."""

    @classmethod
    def of(cls, id: SegmentId, neighbour: OriginalLine, new: OriginalLine) -> "_Neighbour":
        paragraph, line = _parts(id)
        return cls(paragraph, line, neighbour.paragraph == new.paragraph)


def _parts(id: SegmentId) -> tuple[str, str]:
    match = SEGMENT.fullmatch(id)
    assert match, "a ledger has only such ids"
    return match[1], match[2]


class _Free:
    """Gives ids that have never been given before."""

    def __init__(self, used: Iterable[SegmentId]) -> None:
        self._lines: dict[str, set[str]] = {}
        """Paragraph -> its lines, as parts of ids."""
        for id in used:
            self._take(*_parts(id))

    def between(self, before: _Neighbour | None, following: _Neighbour | None) -> SegmentId:
        """Return an id for a line between two others, either of which may be missing."""
        if before and following and before.paragraph == following.paragraph:
            return self.after(before)
        if before and before.is_together:
            return self._take(before.paragraph, _next_number(self._lines[before.paragraph]))
        if following and following.is_together:
            return self._take(following.paragraph, self._lettered("0", self._lines[following.paragraph]))
        if following:
            return self._take(self._lettered(before.paragraph if before else "0", self._lines), "1")
        return self._take(_next_number(self._lines), "1")

    def after(self, before: _Neighbour) -> SegmentId:
        """Return an id for a line directly after another one."""
        return self._take(before.paragraph, self._lettered(before.line, self._lines[before.paragraph]))

    def _take(self, paragraph: str, line: str) -> SegmentId:
        self._lines.setdefault(paragraph, set()).add(line)
        return f"p{paragraph}s{line}"

    @staticmethod
    def _lettered(near: str, used: Iterable[str]) -> str:
        """Return the number of `near` with the next letters that it has not been given with."""
        number = _number(near)
        last = max((_rank(part) for part in used if _number(part) == number), default=0)
        return f"{number}{_letters(last + 1)}"


def _next_number(used: Iterable[str]) -> str:
    return str(max(map(_number, used), default=0) + 1)


def _number(part: str) -> int:
    return int(part.rstrip(_ALPHABET))


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _rank(part: str) -> int:
    """Return the place of the letters in the series a, b … z, aa, ab …, from 1; 0 if there are none."""
    rank = 0
    for letter in part.lstrip("0123456789"):
        rank = rank * len(_ALPHABET) + _ALPHABET.index(letter) + 1
    return rank


def _letters(rank: int) -> str:
    letters = ""
    while rank:
        rank, place = divmod(rank - 1, len(_ALPHABET))
        letters = _ALPHABET[place] + letters
    return letters


# --- the file -------------------------------------------------------------------------------------


def ledger_json(ledger: Ledger) -> str:
    """Return the content of a ledger's file: one fact on each line, so that git can merge the work of two people."""
    segments = {
        id: {key: value for key, value in dataclasses.asdict(sealed).items() if value}
        for id, sealed in ledger.segments.items()
    }
    for facts in segments.values():
        facts.update({key: dict(sorted(value.items())) for key, value in facts.items() if isinstance(value, Mapping)})
    content = {
        "segments": segments,
        "retired": {
            id: {retired.how: retired.segment} for id, retired in sorted(ledger.retired.items(), key=_in_order)
        },
        "wordings": dict(sorted(ledger.wordings.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _in_order(item: tuple[SegmentId, object]) -> tuple[tuple[int, int], ...]:
    return tuple((_number(part), _rank(part)) for part in _parts(item[0]))
