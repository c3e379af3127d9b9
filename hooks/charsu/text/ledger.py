"""Ledger: the lasting ids of segments, whatever is done to their text.

An id is given once. A line that is split keeps it on its first part; lines that are merged keep the first
one's. The other ids retire, and lead to where their words are now, or stood. What is new gets an id of its
own, by where it stands:

    p3s8     behind the last line of paragraph 3, which was p3s7
    p3s2a    between p3s2 and the next line, or split off p3s2; the next such is p3s2b, and so on: z, aa, ab
    p3s0a    before the first line of paragraph 3
    p3as1    first in a new paragraph behind paragraph 3; behind the last one, which was 8, it is p9s1
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
"""The id of a segment: of its paragraph, and of the line in it."""


def wording_of(text: str) -> WordingHash:
    """The same text is the same wording, in every ledger."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@functools.cache  # the same few ids stand in every text
def segment_number(id: SegmentId) -> str:
    """`p3s2a` as people read it: 3.2a."""
    return SEGMENT.sub(r"\1.\2", id)


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of an original, as it is now."""

    text: str
    paragraph: int
    """Counted from 1, as the blank lines have it."""


def understand(ledger: Ledger, lines: Sequence[Line]) -> tuple[tuple[SegmentId, ...], tuple[Change, ...]]:
    """Tell which segment each line is.

    Returns:
        The id of each line; and what was done since the text was sealed, in the order of the text: first
        what happened in its place, then what has moved.
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
    """Where all ids lead that are no more, also those that retire by the changes.

    Args:
        ledger: that of the text, from before the changes.
        changes: as they were understood.
        ids: those of the lines as they are now; there is one at least.
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
            behind = next((other for other in olds[place[id] :] if other in living), ids[0])
            retired[id] = RetiredSegment("before", behind) if before is None else RetiredSegment("behind", before)
    return retired


# --- ids for what is new --------------------------------------------------------------------------


def _give_ids(
    ids: Sequence[SegmentId], lines: Sequence[Line], pieces: Iterable[Piece], retired: Iterable[SegmentId]
) -> list[SegmentId]:
    """The id of each line: that of the older line that it is, or a new one."""
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
        behind = _Neighbour.of(kept[upcoming[-1]], lines[upcoming[-1]], line) if upcoming else None
        given.append(free.after(before) if before and number in split_off else free.between(before, behind))
    return given


@dataclasses.dataclass(frozen=True)
class _Neighbour:
    """A line before or behind a new one, that has its id already."""

    paragraph: str
    """As its id has it."""
    line: str
    is_together: bool
    """No blank line stands between the two."""

    @classmethod
    def of(cls, id: SegmentId, neighbour: Line, new: Line) -> "_Neighbour":
        paragraph, line = _parts(id)
        return cls(paragraph, line, neighbour.paragraph == new.paragraph)


def _parts(id: SegmentId) -> tuple[str, str]:
    match = SEGMENT.fullmatch(id)
    assert match, "a ledger holds nothing else"
    return match[1], match[2]


class _Free:
    """Gives ids that were never given."""

    def __init__(self, used: Iterable[SegmentId]) -> None:
        self._lines: dict[str, set[str]] = {}
        """Paragraph -> lines in it, as ids have them."""
        for id in used:
            self._take(*_parts(id))

    def between(self, before: _Neighbour | None, behind: _Neighbour | None) -> SegmentId:
        """For a line between two others, either of which may be missing."""
        if before and behind and before.paragraph == behind.paragraph:
            return self.after(before)
        if before and before.is_together:
            return self._take(before.paragraph, _next_number(self._lines[before.paragraph]))
        if behind and behind.is_together:
            return self._take(behind.paragraph, self._lettered("0", self._lines[behind.paragraph]))
        if behind:
            return self._take(self._lettered(before.paragraph if before else "0", self._lines), "1")
        return self._take(_next_number(self._lines), "1")

    def after(self, before: _Neighbour) -> SegmentId:
        """For a line close behind another one."""
        return self._take(before.paragraph, self._lettered(before.line, self._lines[before.paragraph]))

    def _take(self, paragraph: str, line: str) -> SegmentId:
        self._lines.setdefault(paragraph, set()).add(line)
        return f"p{paragraph}s{line}"

    @staticmethod
    def _lettered(near: str, used: Iterable[str]) -> str:
        """The number of `near` with the letters behind the last ones it was given with."""
        number = _number(near)
        last = max((_rank(part) for part in used if _number(part) == number), default=0)
        return f"{number}{_letters(last + 1)}"


def _next_number(used: Iterable[str]) -> str:
    return str(max(map(_number, used), default=0) + 1)


def _number(part: str) -> int:
    return int(part.rstrip(_ALPHABET))


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _rank(part: str) -> int:
    """Of its letters in the row a, b … z, aa, ab …, from 1; 0 for none."""
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
    """A ledger as its file has it: each fact in a line of its own, so that git can join what two people did."""
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
