"""Finding names in running text: one pass, leftmost and longest first.

At each place where a name may begin, its first letters tell how long the names are that begin so, and what
stands there is looked up in each of these lengths; so the cost grows with the text, not with the number of names.

Text and names are *folded* first, each code point to exactly one other, so that offsets hold for
both: the dots between the parts of a foreign name in Chinese are one letter, apostrophes and
hyphens are of one form, old and new Vietnamese tone placement (hòa, hoà) are the same, and so are
the two forms that yeh and kaf have in Arabic and in Persian.
"""

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from charsu.model.records import Entry, EntryId, Language, Vocabulary

_SAME_LETTER: Mapping[str, str] = {
    **dict.fromkeys(".．・‧•", "·"),
    **dict.fromkeys("’ʼ‘`", "'"),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("\n\t\u00a0\u202f", " "),  # a name may be broken at the end of a line
    **{"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"},  # yeh and kaf, as Arabic has them
    "\u200c": " ",  # Persian joins words without joining their letters; many write a space
}

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tone_placements() -> dict[str, str]:
    """Both orders of the pairs whose tone mark may stand on either vowel: new style -> old style."""
    placements = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = unicodedata.normalize("NFC", a + b + tone)
                old = unicodedata.normalize("NFC", a + tone) + b
                placements[new] = old
    return placements


_OLD_PLACEMENT = _tone_placements()
_NEW_PLACEMENT = re.compile("|".join(_OLD_PLACEMENT))


def fold(text: str) -> str:
    """Make forms equal that are one name to a reader; the length stays the same.

    Raises:
        ValueError: the text is not NFC, so that offsets would not be those of other programs.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("text must be NFC")
    folded = text if text.isascii() else _NEW_PLACEMENT.sub(lambda match: _OLD_PLACEMENT[match[0]], text)
    for letter, same in _SAME_LETTER.items():  # many times as fast as str.translate
        folded = folded.replace(letter, same)
    return folded


# Scripts that put no space between words: every place in them may be the edge of a word.
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u2e80-\u9fff\uf900-\ufaff"  # Han, Kana
    "\U00020000-\U0003ffff"  # Han, rare characters
)
_ANY_UNSPACED = re.compile(f"[{UNSPACED}]")


def within_word(text: str, position: int) -> bool:
    """Whether the characters on both sides of `position` belong to one word."""
    return 0 < position < len(text) and _is_of_word(text[position - 1]) and _is_of_word(text[position])


@functools.cache
def _is_of_word(character: str) -> bool:
    """A letter, digit or underscore of a spaced script, or a mark that stands on one."""
    return (
        character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")
    ) and not _unspaced(character)


_JOINED = re.compile(r"\u200c(\w*)")
_ENDINGS = frozenset(
    [
        *("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"),
        *("ای", "ام", "ات", "اش", "مان", "تان", "شان", "اند", "ایم", "اید", "را"),
    ]
)
"""What Persian puts behind a noun with a zero-width non-joiner; anything else there makes it another word."""

_MARKS = re.compile("[\u064b-\u0655\u0670]*")
"""Vowels that may be written on the last letter of a name, such as that of the ezafe; they are no part of it."""

_ADDED = re.compile("[\u064b-\u0655\u0670\u200c]")
"""What one of the two begins with."""


def _ends_name(text: str, position: int) -> bool:
    """Whether a name may end before `position`, in text that is not folded."""
    if position < len(text) and _ADDED.match(text, position):
        position = _MARKS.match(text, position).end()  # type: ignore[union-attr]
        if joined := _JOINED.match(text, position):
            return joined[1] in _ENDINGS
    return not within_word(text, position)


class Candidate(NamedTuple):
    """An entry that some words may stand for."""

    entry: EntryId
    is_full_name: bool
    """The words are the entry's name; otherwise an alias."""
    is_weak: bool
    """The words do not say enough on their own."""


class Found(NamedTuple):
    """A name in a text; which entry it stands for is not decided yet."""

    start: int
    end: int
    """Offsets in code points, `end` not included."""
    candidates: tuple[Candidate, ...]
    """In the order of their entries; empty if these words are listed as not a name."""


_HEAD = 2
"""So many letters of a name tell of which lengths names may be that begin so."""


class Names:
    """All names that may stand in texts of one language."""

    def __init__(self, forms: Mapping[str, tuple[Candidate, ...]]) -> None:
        """`forms`: folded words -> the entries they may stand for."""
        self._forms = forms
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for form in forms:
            lengths[form[:_HEAD]].add(len(form))
        for head in [head for head in lengths if len(head) == _HEAD and head[:1] in lengths]:
            lengths[head].add(1)
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        """Beginning -> how long names are that begin so, the longest first."""
        self._start = _start_of({form[0] for form in forms})

    def differences(self, others: "Names") -> Iterator[str]:
        """Words, folded, that are not the same names there."""
        for form, candidates in self._forms.items():
            if others._forms.get(form) != candidates:
                yield form
        yield from others._forms.keys() - self._forms.keys()

    def find(self, text: str) -> Iterator[Found]:
        """Find the names in NFC text: leftmost first, the longest of those that begin together.

        A name in letters of a spaced script stands at the edges of words, and with its case.
        """
        folded = fold(text)
        position = 0
        while match := self._start.search(folded, position):
            start = match.start()
            found = self._longest_at(folded, start, text)
            if found is None or _is_second_half(folded, start, text) or within_word(folded, start):
                position = start + 1
            else:
                yield found
                position = found.end

    def _longest_at(self, folded: str, start: int, text: str) -> Found | None:
        lengths = self._lengths.get(folded[start : start + _HEAD]) or self._lengths.get(folded[start]) or []
        for length in lengths:
            candidates = self._forms.get(folded[start : start + length])
            if candidates is not None and start + length <= len(folded) and _ends_name(text, start + length):
                return Found(start, start + length, candidates)
        return None


def _start_of(letters: Iterable[str]) -> re.Pattern[str]:
    """Where a name may begin that begins with one of some letters: in a spaced script, where a word does."""
    of_words: list[str] = []
    others: list[str] = []
    for letter in sorted(letters):
        (of_words if _is_of_word(letter) else others).append(re.escape(letter))
    found = [rf"(?<![^\W{UNSPACED}])[{''.join(of_words)}]"] if of_words else []
    found += [f"[{''.join(others)}]"] if others else []
    return re.compile("|".join(found) or "(?!)")


def _is_second_half(folded: str, start: int, text: str) -> bool:
    """Whether what begins here only goes on with what stands before it."""
    before = text[start - 1 : start]
    # "anti-Taliban" names the Taliban, but "south-western Kabul" is not "western Kabul".
    # What a zero-width non-joiner ties to the word before it is a part of that word.
    return before == "\u200c" or (folded[start - 1 : start] == "-" and folded[start].islower())


def names_of(entries: Iterable[Entry], vocabulary: Vocabulary, languages: Iterable[Language]) -> dict[Language, Names]:
    """The names to look for in each language.

    A text is searched for the names of its own language, and for names of the other languages in
    letters of another script: "(Rasul Pahlawan)" in a Chinese text is a name as well.
    """
    languages = tuple(languages)
    own: dict[Language, dict[str, set[Candidate]]] = {language: {} for language in languages}
    for entry in entries:
        for language in languages:
            for form in entry.forms(language):
                candidate = Candidate(entry.id, form == entry.names[language], (language, form) in entry.weak)
                for variant in _variants(fold(form)):
                    own[language].setdefault(variant, set()).add(candidate)
    for language in languages:
        for words in vocabulary.not_names.get(language, ()):
            own[language] |= {variant: set() for variant in _variants(fold(words))}
    scripts = {language: {form: _script(form) for form in forms} for language, forms in own.items()}
    result = {}
    for language in languages:
        forms = dict(own[language])
        counted = Counter(scripts[language].values())
        usual = max(counted, key=lambda script: counted[script], default="")
        for other in languages:
            for form, script in scripts[other].items():
                if script not in (usual, "") and form not in own[language]:
                    forms[form] = forms.get(form, set()) | own[other][form]
        result[language] = Names({form: _one_for_each_entry(candidates) for form, candidates in forms.items()})
    return result


def _variants(form: str) -> tuple[str, ...]:
    """A name that begins with a small letter may begin a sentence with a capital."""
    capital = form[0].upper() + form[1:]
    return (form,) if capital == form or len(capital) != len(form) else (form, capital)


def _one_for_each_entry(candidates: Set[Candidate]) -> tuple[Candidate, ...]:
    """An entry that has the same words twice is taken by the surer of the two."""
    if len(candidates) < 2:
        return tuple(candidates)
    best: dict[EntryId, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.is_weak, not c.is_full_name)):
        best.setdefault(candidate.entry, candidate)
    return tuple(best[entry] for entry in sorted(best))


def _unspaced(form: str) -> bool:
    return _ANY_UNSPACED.search(form) is not None


def _script(form: str) -> str:
    """The script of a name, by its first letter: "LATIN", "ARABIC", "" for a number; those without spaces are one."""
    if _unspaced(form):
        return "UNSPACED"
    letter = next(filter(str.isalpha, form), None)
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
