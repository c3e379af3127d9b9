"""Capitals: words that look like names because they are written large.

Works for every script that has capitals, and for words of such scripts within texts that have none. There is no
list of common words: whether a word at the start of a sentence is a name is told by how the same word is
written elsewhere, and by the other versions of the same segment.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from charsu.model import Language
from charsu.names import UNSPACED

_WORD = re.compile(rf"[^\W\d_{UNSPACED}][^\W{UNSPACED}]*(?:[-.'’‑][^\W{UNSPACED}]+)*")
_POSSESSIVE = ("'s", "’s")
_PARTICLES = frozenset(
    {"af", "al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e"}
    | {"el", "ibn", "la", "le", "of", "ol", "ul", "um", "van", "von", "y", "zu"}
)
"""Small words within a name: Osama bin Laden, Ministry of Defence. One may be followed by an article."""
_ARTICLES = frozenset({"the", "la", "las", "le", "les", "los", "der", "den"})
_JOINED_PARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|ul|ol|d|l|o)[-'’](?=(.))")

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir"})
"""Stand before a name, and are no part of it."""


class Capitals(NamedTuple):
    """Words written large, as they stand in a text."""

    start: int
    end: int
    """Offsets in code points, `end` not included."""
    words: str


def capital_names(
    text: str, taken: Iterable[tuple[int, int]], language: Language, usage: "Usage", beside: Iterable[str] = ()
) -> Iterator[Capitals]:
    """Sequences of words with capitals.

    Args:
        text: what is read.
        taken: where a name is known already, or words are known to be none.
        language: its months and days are no names.
        usage: how words are written elsewhere in the language.
        beside: the other versions of the same segment.
    """
    marks = sorted(taken)
    for sequence in _sequences(text, marks, usage):
        words = _without_what_only_begins(sequence, text, language, usage, beside)
        if any(len(word.words) > 1 for word in words):  # single letters say nothing on their own
            start, end = words[0].start, words[-1].end + len(usage.rest_of(words[-1].words, text[words[-1].end :]))
            if usage.may_end_a_name(words):
                # "Nile Valley" is another name than "Nile", which is known.
                start = next((mark for mark, stop in marks if stop < start and _is_space(text[stop:start])), start)
            if start < words[0].start or not _is_title(words, text, marks, usage):
                yield Capitals(start, end, text[start:end])


def _without_what_only_begins(
    words: list[Capitals], text: str, language: Language, usage: "Usage", beside: Iterable[str]
) -> list[Capitals]:
    """Without a word that is large as the first of its sentence, without days, titles and articles."""
    if _starts_sentence(text, words[0].start) and not _is_name_at_start(words, text, usage, beside):
        words = words[1:]
    calendar, parts = _calendar(language)
    no_names = calendar | _TITLES | _PARTICLES | _ARTICLES
    if all(word.words.casefold() in no_names | parts for word in words):
        return []
    first = next(n for n, word in enumerate(words) if word.words.casefold() not in no_names)
    return words[first:]


def _is_name_at_start(words: list[Capitals], text: str, usage: "Usage", beside: Iterable[str]) -> bool:
    first = words[0].words
    if usage.is_name(first):
        return True
    two = text[words[0].start : words[min(1, len(words) - 1)].end]
    return any(two in other and (two != first or not usage.is_common(first)) for other in beside)


def _is_title(words: list[Capitals], text: str, marks: list[tuple[int, int]], usage: "Usage") -> bool:
    """Whether they only say what somebody is who is named behind: General Ney."""
    end = words[-1].end
    return all(usage.is_known_small(word.words) for word in words) and any(
        mark > end and _is_space(text[end:mark]) for mark, _ in marks
    )


def _sequences(text: str, marks: list[tuple[int, int]], usage: "Usage") -> Iterator[list[Capitals]]:
    """Words with capitals that stand side by side outside of `marks`, which are sorted, and what joins them."""
    sequence: list[Capitals] = []
    small: list[Capitals] = []
    passed = 0  # so many marks end before the word
    for match in _WORD.finditer(text):
        if not sequence and not _is_capital(match[0]):
            continue  # as most words
        word = _as_capitals(match)
        while passed < len(marks) and marks[passed][1] <= word.start:
            passed += 1
        free = passed == len(marks) or word.end <= marks[passed][0]
        last = small[-1] if small else sequence[-1] if sequence else None
        if last and (not free or not _is_beside(text, last, word)):
            yield sequence
            sequence, small = [], []
        if not free:
            continue
        if not _is_capital(word.words):
            small = [*small, word] if sequence else []
            if len(small) <= _MOST_SMALL:
                continue
        elif not small or _joins(small) or usage.is_phrase(text[sequence[-1].start : word.end]):
            sequence, small = [*sequence, word], []
            continue
        if sequence:
            yield sequence
        sequence, small = ([word], []) if _is_capital(word.words) else ([], [])
    if sequence:
        yield sequence


_MOST_SMALL = 2
"""Between two words with capitals: "Ministry of the Interior"."""


def _is_beside(text: str, word: Capitals, following: Capitals) -> bool:
    return _is_space(text[word.end : following.start])


def _is_space(between: str) -> bool:
    return between != "" and not between.strip(" \u00a0")


def _joins(small: list[Capitals]) -> bool:
    first, *others = (word.words for word in small)
    return first in _PARTICLES and all(word in _PARTICLES | _ARTICLES for word in others)


def _words(text: str) -> Iterator[Capitals]:
    """The words of spaced scripts with their places, large or small, without the 's of a possessor."""
    return map(_as_capitals, _WORD.finditer(text))


def _as_capitals(match: re.Match[str]) -> Capitals:
    words = _without_possessor(match[0])
    return Capitals(match.start(), match.start() + len(words), words)


def _without_possessor(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE) else word


@functools.cache
def _is_capital(word: str) -> bool:
    joined = _JOINED_PARTICLE.match(word)
    return (joined[1] if joined else word[0]).isupper()


_SENTENCE_START = re.compile(r"(?:^|[.!?。！？:：]\W*|[\n\r]\W*|[–—…“‘«\"(（]\s*)$")
_FAR = 12
"""No more than so many characters stand between the end of a sentence and the next one."""


def _starts_sentence(text: str, position: int) -> bool:
    if position > 1 and text[position - 1] == " " and text[position - 2].isalnum():
        return False  # as most words stand
    return _SENTENCE_START.search(text[max(0, position - _FAR) : position]) is not None


# --- how words are written ------------------------------------------------------------------------


def _are_beside(between: str, small: list[str]) -> bool:
    """Whether two words with capitals stand side by side, or join what stands between: these few words and spaces."""
    if between == " ":
        return True
    if not between or len(small) > _MOST_SMALL:
        return False
    return list(filter(None, between.replace("\u00a0", " ").split(" "))) == [*map(_without_possessor, small)]


class Usage:
    """How often the words of a language are written small, and large where nothing but a name asks for it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        self._alone: set[str] = set()
        """Words that stand large without another one before them."""
        self._phrases: Counter[str] = Counter()
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        """Word with a capital -> the texts in which it stands, as often as it does."""
        self._rests: dict[str, str] = {}
        """Such a word -> what always follows it; only of words that were asked for."""
        written: Counter[str] = Counter()
        for text in texts:
            written.update(self._read(text))
        for word, times in written.items():
            if not _is_capital(word):
                self._small[_without_possessor(word)] += times

    def _read(self, text: str) -> list[str]:
        """Look at the words with capitals; of the whole wiki's other words, only how many there are is of interest.

        Returns:
            All words.
        """
        words: list[str] = []
        large: list[str] = []
        # Of the last word with a capital: which word it is, where it begins and ends.
        last, first, last_end = -1, 0, 0
        for match in _WORD.finditer(text):
            word = match[0]
            words.append(word)
            if not _is_capital(word):
                continue
            small, last = words[last + 1 : -1], len(words) - 1
            start = match.start()
            is_beside = last - len(small) - 1 >= 0 and _are_beside(text[last_end:start], small)
            word = _without_possessor(word)
            last_end = start + len(word)
            self._texts[word].append(text)
            if not _starts_sentence(text, start):
                large.append(word)
                if small or not is_beside:
                    self._alone.add(word)
                if small and is_beside:
                    self._phrases[text[first:last_end]] += 1
            first = start
        self._large.update(large)
        return words

    def is_name(self, word: str) -> bool:
        """Whether it is mostly written large."""
        return self._large[word] > self._small[word.lower()]

    def is_common(self, word: str) -> bool:
        """Whether it is mostly written small."""
        return self._small[word.lower()] > self._large[word]

    def is_known_small(self, word: str) -> bool:
        """Whether it is ever written small."""
        return self._small[word.lower()] > 0

    def is_phrase(self, words: str) -> bool:
        """Whether its last word stands mostly in these words: Liên minh phương Bắc, but not Rome and Paris."""
        last = words.split()[-1]
        return self._phrases[words] > 1 and 2 * self._phrases[words] > self._large[last]

    def may_end_a_name(self, words: list[Capitals]) -> bool:
        """Whether they may belong to the name before them."""
        return all(self.is_known_small(word.words) or word.words not in self._alone for word in words)

    def rest_of(self, word: str, behind: str) -> str:
        """What always follows a common word that is written large, where it does here: Hồi giáo."""
        if not self.is_known_small(word):
            return ""
        if word not in self._rests:
            self._rests[word] = self._always_behind(word)
        rest = self._rests[word]
        is_here = _FOLLOWING.match(behind)
        return behind[: is_here.end(1)] if rest and is_here and is_here[1] == rest else ""

    def _always_behind(self, word: str) -> str:
        """The small word that follows wherever `word` is written large, whatever comes then; or nothing."""
        following = {
            (match[1], match[2])
            for text in dict.fromkeys(self._texts.get(word, ()))
            for here in _words(text)
            if here.words == word and (match := _FOLLOWING.match(text, here.end))
        }
        rest, *others = {first for first, _ in following} or {""}
        return rest if not others and rest.islower() and len(following) >= _OFTEN else ""


_OFTEN = 3
_FOLLOWING = re.compile(r"[ \u00a0]?(\w*)\W*(\w*)")


@functools.cache
def _calendar(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The names of months and days that are one word, and the words of the others."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return frozenset(), frozenset()
    names = [
        name.casefold().strip(".").split()
        for forms in (locale.months, locale.days)
        for context in forms.values()
        for width in ("wide", "abbreviated")
        for name in context.get(width, {}).values()
    ]
    return frozenset(n[0] for n in names if len(n) == 1), frozenset(part for n in names for part in n)
