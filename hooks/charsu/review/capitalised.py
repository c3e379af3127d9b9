"""Find words that look like names because they are capitalised.

Works for every script with capitals, and for words of such scripts within texts in others. There is no list
of common words: whether a word at the start of a sentence is a name is decided by how the same word is
written elsewhere, and by the other versions of the same segment.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from charsu.model.records import Language
from charsu.text.script_runs import UNSPACED

_WORD = re.compile(rf"[^\W\d_{UNSPACED}][^\W{UNSPACED}]*(?:[-.'’‑][^\W{UNSPACED}]+)*")
_POSSESSIVE = ("'s", "’s")
_PARTICLES = frozenset(
    {"af", "al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e"}
    | {"el", "ibn", "la", "le", "of", "ol", "ul", "um", "van", "von", "y", "zu"}
)
"""Lower-case words within a name: Osama bin Laden, Ministry of Defence. An article may follow one."""
_ARTICLES = frozenset({"the", "la", "las", "le", "les", "los", "der", "den"})
_JOINED_PARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|ul|ol|d|l|o)[-'’](?=(.))")

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir"})
"""Words that precede a name and are not part of it."""


class CapitalisedWords(NamedTuple):
    """Capitalised words at a place in a text."""

    start: int
    end: int
    """Offsets in code points, `end` not included."""
    words: str


def free_capitals(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[CapitalisedWords]:
    """Find the capitalised words outside of `marks`, which are sorted; each without a possessive 's."""
    passed = 0  # number of marks that end before the word
    for start, word in _large(text):
        while passed < len(marks) and marks[passed][1] <= start:
            passed += 1
        if passed == len(marks) or start + len(word) <= marks[passed][0]:
            yield CapitalisedWords(start, start + len(word), word)


def capital_names(
    text: str,
    free: Iterable[CapitalisedWords],
    marks: Sequence[tuple[int, int]],
    language: Language,
    usage: "WordUsage",
    beside: Iterable[str] = (),
) -> Iterator[CapitalisedWords]:
    """Find sequences of capitalised words that may be names.

    Args:
        text: the text to search.
        free: its capitalised words outside of `marks`.
        marks: spans that are known to be a name, or known not to be one; sorted.
        language: the language, whose months and days are not names.
        usage: how the words are written elsewhere in the language.
        beside: the other versions of the same segment.
    """
    for sequence in _sequences(free, text, marks, usage):
        words = _without_what_only_begins(sequence, text, language, usage, beside)
        if any(len(word.words) > 1 for word in words):  # single letters alone mean nothing
            start, end = words[0].start, words[-1].end + len(usage.rest_of(words[-1].words, text[words[-1].end :]))
            if usage.may_end_a_name(words):
                # "Nile Valley" is a different name from "Nile", which is known.
                start = next((mark for mark, stop in marks if stop < start and _is_space(text[stop:start])), start)
            if start < words[0].start or not _is_title(words, text, marks, usage):
                yield CapitalisedWords(start, end, text[start:end])


def _without_what_only_begins(
    words: list[CapitalisedWords], text: str, language: Language, usage: "WordUsage", beside: Iterable[str]
) -> list[CapitalisedWords]:
    """Drop leading words that are not part of a name: the first word of a sentence, days, titles and articles."""
    if _starts_sentence(text, words[0].start) and not _is_name_at_start(words, text, usage, beside):
        words = words[1:]
    no_names, parts = _no_names(language)
    if all(word.words.casefold() in parts or usage.is_title(word.words) for word in words):
        return []
    first = next(
        n for n, word in enumerate(words) if not (word.words.casefold() in no_names or usage.is_title(word.words))
    )
    return words[first:]


def _is_name_at_start(words: list[CapitalisedWords], text: str, usage: "WordUsage", beside: Iterable[str]) -> bool:
    first = words[0].words
    if usage.is_name(first):
        return True
    two = text[words[0].start : words[min(1, len(words) - 1)].end]
    return any(two in other and (two != first or not usage.is_common(first)) for other in beside)


def _is_title(words: list[CapitalisedWords], text: str, marks: Iterable[tuple[int, int]], usage: "WordUsage") -> bool:
    """Whether the words are only a title of the person named after them: General Ney."""
    end = words[-1].end
    return all(usage.is_known_small(word.words) for word in words) and any(
        mark > end and _is_space(text[end:mark]) for mark, _ in marks
    )


def _sequences(
    free: Iterable[CapitalisedWords], text: str, marks: Sequence[tuple[int, int]], usage: "WordUsage"
) -> Iterator[list[CapitalisedWords]]:
    """Group capitalised words that are adjacent, or joined by lower-case words outside of all marks."""
    sequence: list[CapitalisedWords] = []
    for word in free:
        if sequence and not _are_joined(sequence[-1], word, text, marks, usage):
            yield sequence
            sequence = []
        sequence = [*sequence, word]
    if sequence:
        yield sequence


def _are_joined(
    one: CapitalisedWords, other: CapitalisedWords, text: str, marks: Iterable[tuple[int, int]], usage: "WordUsage"
) -> bool:
    between = text[one.end : other.start]
    if _is_space(between):
        return True
    if not _FEW_SMALL.fullmatch(between) or any(one.end <= start < other.start for start, _ in marks):
        return False
    return _joins(*between.split()) or usage.is_phrase(text[one.start : other.end])


_FEW_SMALL = re.compile(rf"[ \u00a0]+(?:{_WORD.pattern}(?<!['’]s)[ \u00a0]+){{1,2}}")
"""What may join two capitalised words: "Ministry of the Interior"."""


def _is_space(between: str) -> bool:
    return between != "" and not between.strip(" \u00a0")


def _joins(particle: str, *others: str) -> bool:
    return particle in _PARTICLES and all(word in _PARTICLES | _ARTICLES for word in others)


def _large(text: str) -> Iterator[tuple[int, str]]:
    """Find the capitalised words, without a possessive 's, and where they start.

    No word spans a space, and most pieces between two spaces are lower-case and frequent, so pieces are cached.
    """
    start = 0
    for piece in text.split(" "):
        if not piece.islower():
            for offset, word in _large_in(piece):
                yield start + offset, word
        start += len(piece) + 1


@functools.lru_cache(maxsize=1 << 16)
def _large_in(piece: str) -> tuple[tuple[int, str], ...]:
    words = _WORD.finditer(piece)
    return tuple((word.start(), _without_possessor(word[0])) for word in words if _is_capital(word[0]))


def _without_possessor(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def _is_capital(word: str) -> bool:
    joined = _JOINED_PARTICLE.match(word)
    return (joined[1] if joined else word[0]).isupper() and not _CONTRACTION.fullmatch(word)


_CONTRACTION = re.compile(r"\w['’]\w{1,2}")
"""I've, I'm; not O'Neill."""


_SENTENCE_START = re.compile(r"(?:^|[.!?。！？:：]\W*|[\n\r]\W*|[–—…“‘«\"(（]\s*)$")
_FAR = 12
"""Maximum number of characters between the end of a sentence and the next one."""


def _starts_sentence(text: str, position: int) -> bool:
    if position > 1 and text[position - 1] == " " and text[position - 2].isalnum():
        return False  # most words
    return _SENTENCE_START.search(text[max(0, position - _FAR) : position]) is not None


def _starts_clause(text: str, position: int) -> bool:
    """Whether punctuation precedes a word that does not begin a sentence: said, Behold."""
    return text[:position].rstrip(" \u00a0")[-1:] in _CLAUSE_MARKS


_CLAUSE_MARKS = frozenset(",;–—-")


# --- how words are written ------------------------------------------------------------------------


class WordUsage:
    """How often words of a language are lower-case, and how often capitalised where only a name would be."""

    def __init__(self, texts: Sequence[str], words: Set[str]) -> None:
        """Count these words, which are capitalised, in all texts of the language."""
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        """How often words are capitalised where not even a clause begins."""
        self._followers: defaultdict[str, set[str]] = defaultdict(set)
        """Capitalised word -> the words with a capital that directly follow it."""
        self._alone: set[str] = set()
        """Words that occur capitalised without another capitalised word before them, within a sentence."""
        self._leading: set[str] = set()
        """All words that do so, also where a sentence begins."""
        self._phrases: Counter[str] = Counter()
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        """Capitalised word -> the texts in which it occurs, once for each occurrence."""
        self._rests: dict[str, str] = {}
        """Capitalised word -> what always follows it; filled in by `rest_of`."""
        pieces: Counter[str] = Counter()  # far fewer than all words
        for text in texts:
            pieces.update(text.split(" "))
        with_words: set[str] = set()
        for piece, times in pieces.items():
            for word in map(_without_possessor, _WORD.findall(piece)):
                if not _is_capital(word):
                    self._small[word] += times
                elif word in words:
                    with_words.add(piece)
        for text in texts:
            if not with_words.isdisjoint(text.split(" ")):
                self._read(text, words)

    def _read(self, text: str, words: Set[str]) -> None:
        """Count where the words are capitalised, and which capitalised words come before them."""
        first = last_end = 0  # where the last word with a capital begins and ends
        for start, word in _large(text):
            end = start + len(word)
            between = text[last_end:start] if last_end else ""
            if _is_space(between):
                self._followers[text[first:last_end]].add(word)
            else:
                self._leading.add(word)
            if word in words:
                self._texts[word].append(text)
                if not _starts_sentence(text, start):
                    self._large[word] += 1
                    self._inside[word] += not _starts_clause(text, start)
                    if not _is_space(between):
                        self._alone.add(word)
                        if _FEW_SMALL.fullmatch(between):
                            self._phrases[text[first:end]] += 1
            first, last_end = start, end

    def is_name(self, word: str) -> bool:
        """Whether the word is mostly capitalised."""
        return self._large[word] > self._small[word.lower()]

    def is_common(self, word: str) -> bool:
        """Whether the word is mostly lower-case."""
        return self._small[word.lower()] > self._large[word]

    def is_known_small(self, word: str) -> bool:
        """Whether the word is ever lower-case."""
        return self._small[word.lower()] > 0

    def is_ordinary(self, word: str) -> bool:
        """Whether an often capitalised word is now and then lower-case, or hardly ever occurs within a clause.

        Pronouns capitalised out of respect, titles and words that begin direct speech are so. A name may be such a
        word, too: only another version of the text can tell.
        """
        capitals = len(self._texts.get(word, ()))
        if capitals < _TELLING:
            return False
        return 10 * self._small[word.lower()] > self._large[word] or 10 * self._inside[word] < capitals

    @functools.cached_property
    def _titles(self) -> Set[str]:
        return {
            word
            for word, followers in self._followers.items()
            if self.is_known_small(word) and len(followers & self._leading) >= _SEVERAL
        }

    def is_title(self, word: str) -> bool:
        """Whether an ordinary, capitalised word precedes several names that also occur without it: King."""
        return word in self._titles

    def is_phrase(self, words: str) -> bool:
        """Whether the last word occurs mostly in this phrase: Liên minh phương Bắc, but not Rome and Paris."""
        last = words.split()[-1]
        return self._phrases[words] > 1 and 2 * self._phrases[words] > self._large[last]

    def may_end_a_name(self, words: list[CapitalisedWords]) -> bool:
        """Whether the words may belong to the name before them."""
        return all(self.is_known_small(word.words) or word.words not in self._alone for word in words)

    def rest_of(self, word: str, following: str) -> str:
        """Return what always follows a capitalised common word, if it does here, too: Hồi giáo."""
        if not self.is_known_small(word):
            return ""
        if word not in self._rests:
            self._rests[word] = self._always_after(word)
        rest = self._rests[word]
        is_here = _FOLLOWING.match(following)
        return following[: is_here.end(1)] if rest and is_here and is_here[1] == rest else ""

    def _always_after(self, word: str) -> str:
        """Return the lower-case word that follows wherever `word` is capitalised, in varying contexts; or nothing."""
        following = {
            (match[1], match[2])
            for text in dict.fromkeys(self._texts.get(word, ()))
            for start, here in _large(text)
            if here == word and (match := _FOLLOWING.match(text, start + len(word)))
        }
        rest, *others = {first for first, _ in following} or {""}
        return rest if not others and rest.islower() and len(following) >= _OFTEN else ""


_TELLING = 5
"""How often a word must be capitalised before the way in which it is written tells what it is."""

_SEVERAL = 4
"""Names that follow a word; a given name that is an ordinary word as well has fewer."""

_OFTEN = 3
_FOLLOWING = re.compile(r"[ \u00a0]?(\w*)\W*(\w*)")


@functools.lru_cache(maxsize=64)  # languages
def _no_names(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return words with which no name begins, such as months and days; and words that alone are not a name."""
    no_names = _TITLES | _PARTICLES | _ARTICLES
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return no_names, no_names
    names = [
        name.casefold().strip(".").split()
        for forms in (locale.months, locale.days)
        for context in forms.values()
        for width in ("wide", "abbreviated")
        for name in context.get(width, {}).values()
    ]
    return no_names.union(*(n for n in names if len(n) == 1)), no_names.union(*names)
