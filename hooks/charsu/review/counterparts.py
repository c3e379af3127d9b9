"""Counterparts: what recurs in the other versions of the rows that have a name.

A name recurs, row by row, with its form in every other version. A word that begins a clause does not, nor does a
pronoun: translators choose another word each time.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from charsu.model.records import EntryId, Language
from charsu.review.name_groups import NameGroup
from charsu.text.script_runs import UNSPACED

_LONGEST = 12
_SHORT = 2
_FEW = 2
"""Two rows share many characters by chance."""

_MOST = 0.6
"""The share of rows with a name in which another version must have its form; the others may have a pronoun."""

_ELSEWHERE = 4
"""For this many times with the name, a form may occur once without it."""

_SAMPLE = 60
"""Rows that are enough to see what recurs."""

_TELLING = 5
"""If nothing recurs in at least this many rows, the word is no name."""

_SOMETHING = 0.4
"""The share of rows with a name that must have something in another version for it to confirm the name."""

_OTHERS = 2
"""An entry confirms a name if it is not named more than this many times as often, over all versions of the rows."""


class AlignedVersions:
    """The versions of all rows, without what is known."""

    def __init__(
        self, unknown: Sequence[Mapping[Language, str]], named: Sequence[Mapping[Language, Set[EntryId]]]
    ) -> None:
        """Take the versions of each row.

        Args:
            unknown: their words, with known names replaced by line breaks.
            named: the entries that they surely name.
        """
        self._unknown = unknown
        self._named = named

    @functools.cached_property
    def _entries(self) -> Counter[EntryId]:
        """Entry -> the number of versions that name it."""
        return Counter(id for row in self._named for named in row.values() for id in named)

    @functools.cached_property
    def _whole(self) -> Mapping[Language, str]:
        languages = dict.fromkeys(language for row in self._unknown for language in row)
        return {language: "\n".join(row.get(language, "") for row in self._unknown) for language in languages}

    def count(self, words: str) -> int:
        """Return how often words occur in all versions."""
        return sum(text.count(words) for text in self._whole.values())

    def forms_of(self, group: NameGroup) -> Iterator[tuple[Language, str, int]]:
        """In versions whose script does not mark names, find what occurs in most rows of a name and hardly elsewhere.

        Yields:
            The language, the words, and the number of rows.
        """
        for language, there in self._other_rows(group):
            if len(there) < _FEW or _has_capitals(self._unknown[there[0]][language]):
                continue
            short = _SHORT if len(there) > _FEW else _SHORT + 1
            for words, times in self._recurring(language, there, _MOST if len(there) > _FEW + 1 else 1.0):
                if len(words) >= short and _ELSEWHERE * (self._whole[language].count(words) - times) <= times:
                    yield language, words, times
                    break

    def is_without_counterpart(self, group: NameGroup, groups_in_row: Callable[[int], Sequence[NameGroup]]) -> bool:
        """Whether a name of one language has enough rows to tell, and nothing recurs with it in any other version."""
        if len(group.written) > 1:
            return False
        silent = False
        for language, there in self._other_rows(group):
            if len(there) < _TELLING:
                continue
            least = _SOMETHING * len(there)
            together = Counter(id(other) for row in there for other in groups_in_row(row) if language in other.rows_of)
            entries = Counter(id for row in there for id in self._named[row].get(language, ()))
            silent = True
            if any(times >= least for times in together.values()) or any(
                times >= least and self._entries[id] <= _OTHERS * times * len(self._named[there[0]])
                for id, times in entries.items()
            ):
                return False
            if not _has_capitals(self._unknown[there[0]][language]) and any(
                len(words) >= _SHORT and self._whole[language].count(words) - times <= times
                for words, times in self._recurring(language, there, _SOMETHING)
            ):
                return False
        return silent

    def _other_rows(self, group: NameGroup) -> Iterator[tuple[Language, list[int]]]:
        """Yield the languages in which a name was not found, with its rows that have such a version."""
        rows = sorted(group.rows)
        for language in dict.fromkeys(language for row in rows for language in self._unknown[row]):
            if language not in group.written:
                yield language, [row for row in rows if language in self._unknown[row]]

    def _recurring(self, language: Language, there: Sequence[int], share: float) -> list[tuple[str, int]]:
        """Return pieces that occur in this share of rows, the longest first, each with the number of its rows."""
        sample = there[:: max(1, len(there) // _SAMPLE)]
        counts = Counter(piece for row in sample for piece in set(_pieces(self._unknown[row][language])))
        least = max(share * len(sample), _FEW)
        often = sorted(
            (piece for piece, times in counts.items() if times >= least), key=lambda piece: (-len(piece), piece)
        )
        kept: list[str] = []
        for piece in often:
            if not any(piece in longer and counts[longer] == counts[piece] for longer in kept):
                kept.append(piece)
        return [(piece, sum(piece in self._unknown[row][language] for row in there)) for piece in kept]


def _has_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c.isupper() or c.islower() for c in letters) > len(letters)


_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_SPACED_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def _pieces(text: str) -> Iterator[str]:
    """Split text into possible words: any adjacent characters, or one to three words in a script with spaces."""
    for match in _UNSPACED_RUN.finditer(re.sub(r"[^\w\s]", "\n", text)):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                yield run[start:end]
    for match in _SPACED_WORDS.finditer(text):
        words = match[0].split(" ")
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 3) + 1):
                yield " ".join(words[start:end])
