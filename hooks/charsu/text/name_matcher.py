"""Name matcher: find names in running text in one pass, leftmost and longest first.

Names are indexed by their first letters, with the lengths of the names that begin so. Wherever a name may begin, the
text is cut to each of these lengths and looked up; so the cost grows with the text, not with the number of names.

Text and names are folded first, so that different forms of one name are equal; see `folding`.
"""

import copy
import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from charsu.model.records import Entry, EntryId, Language, Vocabulary
from charsu.text.addresses import addresses_in
from charsu.text.folding import fold_for_linking, fold_with_places
from charsu.text.script_runs import UNSPACED

_ANY_UNSPACED = re.compile(f"[{UNSPACED}]")


def within_word(text: str, position: int) -> bool:
    """Whether the characters on both sides of `position` belong to one word."""
    return 0 < position < len(text) and _is_of_word(text[position - 1]) and _is_of_word(text[position])


@functools.lru_cache(maxsize=1 << 13)
def _is_of_word(character: str) -> bool:
    """Whether a character is a letter, digit or underscore of a spaced script, or a mark on one."""
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
"""Endings that Persian joins to a noun with a zero-width non-joiner; anything else there makes it another word."""

_MARKS = re.compile("[\u064b-\u0655\u0670]*")
"""Vowels that may be written on the last letter of a name, such as the ezafe; they are not part of the name."""

_ADDED = re.compile("[\u064b-\u0655\u0670\u200c]")
"""The first character of such a vowel or ending."""


def _ends_name(text: str, position: int) -> bool:
    """Whether a name may end before `position`, in text that is not folded."""
    if position < len(text) and _ADDED.match(text, position):
        position = _MARKS.match(text, position).end()  # type: ignore[union-attr]
        if joined := _JOINED.match(text, position):
            return joined[1] in _ENDINGS
    return not within_word(text, position)


class Candidate(NamedTuple):
    """An entry that some words may name."""

    entry: EntryId
    is_full_name: bool
    """True: the words are the entry's name. False: an alias."""
    is_weak: bool
    """The words alone do not say which entry is meant."""


class Found(NamedTuple):
    """A name in a text, before it is decided which entry it means."""

    start: int
    end: int
    """Offsets in code points, `end` not included."""
    candidates: tuple[Candidate, ...]
    """In the order of their entries; empty if the vocabulary lists these words as not a name."""
    is_word: bool = False
    """The texts show that the words are an ordinary word as well."""


_HEAD = 2
"""Number of first letters by which names are indexed."""


class Names:
    """All names to find in texts of one language."""

    def __init__(self, forms: Mapping[str, tuple[Candidate, ...]], words: Set[str] = frozenset()) -> None:
        """Index names.

        Args:
            forms: words folded for linking -> the entries that they may name.
            words: those of them that are ordinary words as well.
        """
        self._forms: dict[str, tuple[Candidate, ...]] = dict(forms)
        self.words = words
        self.plain = self
        """The same names as their entries give them: see `revised`."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for form in forms:
            lengths[form[:_HEAD]].add(len(form))
        for head in [head for head in lengths if len(head) == _HEAD and head[:1] in lengths]:
            lengths[head].add(1)
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        """First letters -> lengths of the names that begin so, the longest first."""
        self._start = _start_of({form[0] for form in forms})

    def differences(self, others: "Names") -> Iterator[str]:
        """Yield the folded words that name other entries in `others`, or are in one of the two only."""
        for form, candidates in self._forms.items():
            if others._forms.get(form) != candidates:
                yield form
        yield from others._forms.keys() - self._forms.keys()
        yield from self.words ^ others.words

    def entries(self, form: str) -> tuple[EntryId, ...]:
        """Return the entries that words may name; `form`: the words folded for linking."""
        return tuple(candidate.entry for candidate in self._forms.get(form, ()))

    def is_open(self, form: str) -> bool:
        """Return whether words, folded for linking, do not by themselves say which entry is meant."""
        candidates = self._forms.get(form, ())
        return len(candidates) > 1 or any(candidate.is_weak for candidate in candidates)

    def shared_names(self) -> Iterator[tuple[EntryId, ...]]:
        """Yield for each form that is the full name of several entries: these."""
        for candidates in self._forms.values():
            if len(candidates) > 1:
                full = tuple(candidate.entry for candidate in candidates if candidate.is_full_name)
                if len(full) > 1:
                    yield full

    def revised(self, words: Set[str], also: Mapping[str, Set[EntryId]]) -> "Names":
        """Return the same names as the texts show them to be used.

        Args:
            words: names that are ordinary words as well.
            also: names -> further entries that they may name. All are folded for linking, and known.
        """
        if not words and not also:
            return self
        names = copy.copy(self)
        names.words = words
        names._forms = dict(self._forms) if also else self._forms
        for form, entries in also.items():
            more = {Candidate(entry, False, False) for entry in entries - {*self.entries(form)}}
            names._forms[form] = tuple(sorted({*self._forms[form], *more}, key=lambda candidate: candidate.entry))
        return names

    def find(self, text: str) -> Iterator[Found]:
        """Find the names in NFC text: leftmost first, the longest of those that begin together.

        A name in a spaced script is found only at the edges of words, and in its own case; none within an address.
        """
        known = fold_with_places(text)
        seen, folded = known.text, known.folded
        addresses: tuple[tuple[int, int], ...] | None = None
        position = 0
        while match := self._start.search(folded, position):
            start = match.start()
            found = self._longest_at(folded, start, seen)
            if found is None or _is_second_half(start, seen) or within_word(folded, start):
                position = start + 1
                continue
            end, candidates = found
            if addresses is None:  # looked for only in texts with names
                addresses = addresses_in(seen)
            if beyond := max((last for first, last in addresses if first < end and start < last), default=0):
                position = max(beyond, start + 1)
                continue
            yield Found(*known.span(start, end), candidates, folded[start:end] in self.words)
            position = end

    def find_inside(self, words: str) -> tuple[Found, ...]:
        """Return every shorter name inside a name, at the edges of words: leftmost first, the longest of each place."""
        known = fold_with_places(words)
        seen, folded = known.text, known.folded
        found, size, forms, lengths_of = [], len(folded), self._forms, self._lengths
        for match in self._start.finditer(folded):
            start = match.start()
            for length in lengths_of.get(folded[start : start + _HEAD]) or lengths_of.get(folded[start]) or ():
                end = start + length
                if end > size or length == size:
                    continue
                candidates = forms.get(folded[start:end])
                if candidates is None or folded[start:end] in self.words or not _ends_name(seen, end):
                    continue
                if not (_is_second_half(start, seen) or within_word(folded, start)):
                    found.append(Found(*known.span(start, end), candidates))
        return tuple(found)

    def forms_with(self, words: Iterable[str]) -> Iterator[tuple[Candidate, ...]]:
        """Yield the candidates of every name in which one of some folded words stands."""
        pattern = re.compile("|".join(sorted(map(re.escape, filter(None, words)))) or "(?!)")
        return (candidates for form, candidates in self._forms.items() if pattern.search(form))

    def _longest_at(self, folded: str, start: int, text: str) -> tuple[int, tuple[Candidate, ...]] | None:
        """Return the end of the longest name that begins at a place, and its candidates."""
        lengths = self._lengths.get(folded[start : start + _HEAD]) or self._lengths.get(folded[start]) or []
        for length in lengths:
            candidates = self._forms.get(folded[start : start + length])
            if candidates is not None and start + length <= len(folded) and _ends_name(text, start + length):
                return start + length, candidates
        return None


def _start_of(letters: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the places where a name with one of some first letters may begin.

    In a spaced script that is the beginning of a word.
    """
    of_words: list[str] = []
    others: list[str] = []
    for letter in sorted(letters):
        (of_words if _is_of_word(letter) else others).append(re.escape(letter))
    found = [rf"(?<![^\W{UNSPACED}])[{''.join(of_words)}]"] if of_words else []
    found += [f"[{''.join(others)}]"] if others else []
    return re.compile("|".join(found) or "(?!)")


def _is_second_half(start: int, text: str) -> bool:
    """Whether the words at a place continue the word before them."""
    before = text[start - 1 : start]
    # "anti-Taliban" names the Taliban, but "south-western Kabul" is not "western Kabul"; a dash joins no words.
    # A zero-width non-joiner joins what follows to the word before.
    return before == "\u200c" or (before in _HYPHENS and text[start].islower())


_HYPHENS = ("-", "\u2010", "\u2011")


def names_of(entries: Iterable[Entry], vocabulary: Vocabulary, languages: Iterable[Language]) -> dict[Language, Names]:
    """Return the names to find in texts of each language.

    These are the names of the language itself, and names of the other languages in another script: "(Rasul
    Pahlawan)" in a Chinese text is a name as well.
    """
    languages = tuple(languages)
    own: dict[Language, dict[str, set[Candidate]]] = {language: {} for language in languages}
    for entry in entries:
        for language in languages:
            for form in entry.forms(language):
                candidate = Candidate(entry.id, form == entry.names[language], (language, form) in entry.weak)
                for variant in _variants(fold_for_linking(form)):
                    own[language].setdefault(variant, set()).add(candidate)
    for language in languages:
        for words in vocabulary.not_names.get(language, ()):
            own[language] |= {variant: set() for variant in _variants(fold_for_linking(words))}
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
    """Return a name, and its form at the beginning of a sentence if it begins with a small letter."""
    capital = form[0].upper() + form[1:]
    return (form,) if capital == form or len(capital) != len(form) else (form, capital)


def _one_for_each_entry(candidates: Set[Candidate]) -> tuple[Candidate, ...]:
    """Return one candidate for each entry: if it has the same words twice, the surer of the two."""
    if len(candidates) < 2:
        return tuple(candidates)
    best: dict[EntryId, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.is_weak, not c.is_full_name)):
        best.setdefault(candidate.entry, candidate)
    return tuple(best[entry] for entry in sorted(best))


def _unspaced(form: str) -> bool:
    return _ANY_UNSPACED.search(form) is not None


def _script(form: str) -> str:
    """Return the script of a name by its first letter: "LATIN", "ARABIC", "" for a number, "UNSPACED" for Chinese."""
    if _unspaced(form):
        return "UNSPACED"
    letter = next(filter(str.isalpha, form), None)
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
