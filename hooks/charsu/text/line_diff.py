"""Line diff: find which lines of a text are which lines of its older version.

Lines that are unique and equal in both versions are the same line, wherever they are. Between those that kept their
order, dynamic programming finds which lines were kept, reworded, split, merged, inserted and deleted. It compares
the letters that lines share, so it needs no spaces between words.
"""

import bisect
import dataclasses
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

Piece = tuple[tuple[int, ...], tuple[int, ...]]
"""Indices of older lines, and of the newer lines that they became; one of the two may be empty."""

LARGEST = 3_000
"""Maximum number of pairs of lines to compare in one gap, a tenth of a second's work; a larger gap is halved."""

_STEPS = ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (1, 0), (0, 1))
"""Numbers of older lines and of the newer lines that they may have become; the first of equal scores wins."""

_REWORDED = 0.25
"""Minimum similarity of two wordings of one line; unrelated lines hardly reach 0.15."""

_SAME_LETTERS = 0.7
"""Minimum similarity of a line and the lines into which it was split."""

_OWN_SHARE = 0.6
"""Minimum share of each of these lines that is in it besides the others; otherwise that line was inserted."""


@dataclasses.dataclass(frozen=True)
class _Gap:
    """Indices of older and newer lines between two lines that are known to be the same."""

    olds: list[int]
    news: list[int]


def align(older: Sequence[str], newer: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Pair the lines of both versions; each line is in exactly one piece.

    Returns:
        The pieces that stayed in place, in the order of the text; and lines that moved.
    """
    same = _unique_pairs(range(len(older)), range(len(newer)), older, newer)
    spine = _longest_increasing(same)
    moved: list[Piece] = [((old,), (new,)) for old, new in {*same} - {*spine}]
    gone, come = {old for olds, _ in moved for old in olds}, {new for _, news in moved for new in news}
    whole = _Gap([i for i in range(len(older)) if i not in gone], [j for j in range(len(newer)) if j not in come])
    pieces: list[Piece] = []
    todo = list(_divided(whole, spine))[::-1]
    while todo:
        part = todo.pop()
        if isinstance(part, _Gap):
            todo += list(_narrowed(part, older, newer))[::-1]
        else:
            pieces.append(part)
    stay, also_moved = _without_moved(pieces, older, newer)
    return _single_lines_paired(stay), sorted([*moved, *also_moved])


def _narrowed(gap: _Gap, older: Sequence[str], newer: Sequence[str]) -> Iterable[_Gap | Piece]:
    """Return the pieces of a gap, or the smaller gaps in it."""
    if not gap.olds or not gap.news:
        return [*(((old,), ()) for old in gap.olds), *(((), (new,)) for new in gap.news)]
    if spine := _longest_increasing(_unique_pairs(gap.olds, gap.news, older, newer)):
        return _divided(gap, spine)
    if len(gap.olds) * len(gap.news) > LARGEST:
        olds, news = len(gap.olds) // 2, len(gap.news) // 2
        return [_Gap(gap.olds[:olds], gap.news[:news]), _Gap(gap.olds[olds:], gap.news[news:])]
    return _best_pieces(gap, older, newer)


def _divided(gap: _Gap, spine: Iterable[tuple[int, int]]) -> Iterator[_Gap | Piece]:
    """Split a gap at lines that are the same; each part is smaller than the gap."""
    old_start = new_start = 0
    for old, new in spine:
        old_end, new_end = bisect.bisect_left(gap.olds, old), bisect.bisect_left(gap.news, new)
        yield _Gap(gap.olds[old_start:old_end], gap.news[new_start:new_end])
        yield ((old,), (new,))
        old_start, new_start = old_end + 1, new_end + 1
    yield _Gap(gap.olds[old_start:], gap.news[new_start:])


# --- lines that are the same ----------------------------------------------------------------------


def _unique_pairs(
    olds: Iterable[int], news: Iterable[int], older: Sequence[str], newer: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the lines that are unique in both versions and equal, in the order of the older ones."""
    old_places, new_places = _unique(olds, older), _unique(news, newer)
    return [(old, new_places[line]) for line, old in old_places.items() if line in new_places]


def _unique(indices: Iterable[int], lines: Sequence[str]) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for index in indices:
        places.setdefault(lines[index], []).append(index)
    return {line: found[0] for line, found in places.items() if len(found) == 1}


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest sequence of pairs whose order is the same in both versions."""
    ends: list[int] = []  # for each length, the smallest newer line with which a sequence of that length can end,
    last: list[int] = []  # and the pair of that line
    before: list[int | None] = []
    for place, (_, new) in enumerate(pairs):
        length = bisect.bisect_left(ends, new)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [new], [place]
    found = []
    at = last[-1] if last else None
    while at is not None:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


# --- lines that are similar         ---------------------------------------------------------------


def _best_pieces(gap: _Gap, older: Sequence[str], newer: Sequence[str]) -> Iterator[Piece]:
    """Return the pieces with the highest total score."""
    olds, news = gap.olds, gap.news
    old_lines, new_lines = [older[old] for old in olds], [newer[new] for new in news]
    best = {(0, 0): (0.0, (0, 0))}  # numbers of lines that are paired -> their score, and the last step
    for done_olds in range(len(olds) + 1):
        for done_news in range(len(news) + 1):
            for step in _STEPS if done_olds or done_news else ():
                before = done_olds - step[0], done_news - step[1]
                if before[0] < 0 or before[1] < 0:
                    continue
                score = _score(tuple(old_lines[before[0] : done_olds]), tuple(new_lines[before[1] : done_news]))
                if score is None:
                    continue
                score += best[before][0]
                if (done_olds, done_news) not in best or score > best[done_olds, done_news][0]:
                    best[done_olds, done_news] = score, step
    at = len(olds), len(news)
    found: list[Piece] = []
    while at != (0, 0):
        step = best[at][1]
        start = at[0] - step[0], at[1] - step[1]
        found.append((tuple(olds[start[0] : at[0]]), tuple(news[start[1] : at[1]])))
        at = start
    yield from reversed(found)


def _score(olds: tuple[str, ...], news: tuple[str, ...]) -> float | None:
    """Return a score for newer lines being what older ones became; None: they are not."""
    if not olds or not news:
        return 0
    if olds == news:
        return 2  # as much as two rewordings: a line that nobody edited keeps its id
    common = _common(_grams("".join(olds)), _grams("".join(news)))
    if len(olds) == len(news) == 1:
        return common if common >= _REWORDED else None
    (whole,), parts = (olds, news) if len(olds) == 1 else (news, olds)
    if common < _SAME_LETTERS or not all(_has_own_share(place, parts, whole) for place in range(len(parts))):
        return None
    return 1.5 * common  # more than a rewording of one of the parts


def _common(one: Counter[str], other: Counter[str]) -> float:
    """Return the similarity of two lines, from 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _has_own_share(place: int, parts: Sequence[str], whole: str) -> bool:
    """Whether a part is in the whole besides the other parts: a line that repeats another one was inserted."""
    rest = _grams(whole)
    for other, part in enumerate(parts):
        if other != place:
            rest = rest - _grams(part)
    own = _grams(parts[place])
    return (own & rest).total() >= _OWN_SHARE * own.total()


@functools.lru_cache(maxsize=4096)
def _grams(line: str) -> Counter[str]:
    """Return the letter sequences by which a line is compared: trigrams, or bigrams where a letter is a syllable."""
    letters = "".join(line.split())
    return Counter(letters[i : i + (2 if letters[i] >= "\u2e80" else 3)] for i in range(len(letters)))


# --- corrections ----------------------------------------------------------------------------------


def _without_moved(
    pieces: Iterable[Piece], older: Sequence[str], newer: Sequence[str]
) -> tuple[list[Piece], list[Piece]]:
    """Separate what stayed in place from lines that were deleted in one place and inserted unchanged in another."""
    pieces = list(pieces)
    gone: dict[str, list[int]] = {}
    for olds, news in pieces:
        if not news:
            gone.setdefault(older[olds[0]], []).append(olds[0])
    moved: list[Piece] = []
    for olds, news in pieces:
        if not olds and gone.get(newer[news[0]]):
            moved.append(((gone[newer[news[0]]].pop(0),), news))
    gone_olds, come_news = {olds for olds, _ in moved}, {news for _, news in moved}
    stay = [(olds, news) for olds, news in pieces if olds not in gone_olds and news not in come_news]
    return stay, moved


def _single_lines_paired(pieces: Sequence[Piece]) -> list[Piece]:
    """Pair one line that replaces one other: it is that line reworded, whatever it says now."""
    found: list[Piece] = []
    run: list[Piece] = []  # deletions and insertions between lines that are still there
    for piece in [*pieces, ((-1,), (-1,))]:
        if not piece[0] or not piece[1]:
            run.append(piece)
            continue
        olds = tuple(old for olds, _ in run for old in olds)
        news = tuple(new for _, news in run for new in news)
        found += [(olds, news)] if len(olds) == len(news) == 1 else run
        run = []
        found.append(piece)
    return found[:-1]
