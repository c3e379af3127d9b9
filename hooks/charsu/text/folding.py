"""Folding: which letters count as the same, for linking, for sorting and for search.

One table, `RULES`, serves three purposes, each less strict than the one before:

    linking   only forms of one letter are the same; case and accents count. A wrong link is worse than a missing one.
    sorting   letters that any alphabet takes as one, in languages that have an alphabet of their own; other
              languages sort by the letters of search.
    search    case and accents do not count. Readers who type an accent get it: see `browser_table`.

Old and new Vietnamese tone placement (hòa, hoà) are the same for linking and search. Traditional and simplified
Chinese are the same for all three; see `han_variants`. So are letters that look alike; see `lookalikes`.

The browser folds queries and documents with the same data, which `browser_table` gives it. Python and the browser
run the same cases: `tests/cases/folding.json`.
"""

import enum
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from charsu.text import lookalikes
from charsu.text.han_variants import BOTH_IN_USE, SIMPLIFIED, variants_of
from charsu.text.lookalikes import settle_look_alikes
from charsu.text.script_runs import UNSPACED


class Purpose(enum.Flag):
    """What text is folded for."""

    LINKING = enum.auto()
    SORTING = enum.auto()
    SEARCH = enum.auto()


_LINKING, _SORTING, _SEARCH = Purpose.LINKING, Purpose.SORTING, Purpose.SEARCH
_NOT_LINKING = _SORTING | _SEARCH
_ALL = _LINKING | _NOT_LINKING


class Rule(NamedTuple):
    """Letters that count as others."""

    letters: str
    """Each of these; small letters, except for linking, where case counts."""
    same_as: str
    """What they count as; "" for nothing at all."""
    purposes: Purpose
    counts_if_typed: bool = False
    """Search: a reader who types the letter itself finds only that one, as with an accent."""


_DIGITS = "0123456789"
_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐"
"""The digit 0 of each script; the other nine follow it in Unicode."""

_FULL_WIDTH = {chr(0xFEE0 + ord(c)): c for c in _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}

NAME_DOTS = ".．・‧•·･∙⋅⸱ꞏ"
"""Dots between the parts of foreign names in Chinese and Japanese."""

_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
"""Soft hyphen, zero-width space and joiner, word joiner, byte order mark, marks of direction."""

_MARKS_OF_TRANSCRIPTION = "ʿʾʹʺ"
"""Ayn, hamza and soft signs, which most readers leave out."""

_YEH, _KAF = "\u064a\u0649", "\u0643"


def _compatible(first: int, last: int) -> Iterator[Rule]:
    """Yield the letters of a block of forms that Unicode keeps for old programs, such as ﻛ for ك."""
    for letter in map(chr, range(first, last + 1)):
        same = unicodedata.normalize("NFKC", letter)
        if same != letter and same.isalpha():
            same = re.sub(f"[{_KAF}]", "\u06a9", re.sub(f"[{_YEH}]", "\u06cc", same))
            yield Rule(letter, "".join(SIMPLIFIED.get(c, c) for c in same), _LINKING)


RULES: tuple[Rule, ...] = (
    # Punctuation within names. Elsewhere it separates words, whatever its form.
    Rule(NAME_DOTS.replace("·", ""), "·", _LINKING),
    Rule("’ʼʻ‘‛`´′＇", "'", _LINKING),
    Rule("\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-", _LINKING),
    # A name may be broken at the end of a line; and there are many spaces. Persian joins words with U+200C without
    # joining their letters, where many writers put a space.
    Rule("\n\t\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ", _LINKING),
    Rule("\u200c", " ", _LINKING),
    Rule(_UNSEEN, "", _ALL),
    # Characters of full width, ligatures and old forms. Sorting and search take all compatible forms as one.
    *(Rule(letter, same, _LINKING) for letter, same in _FULL_WIDTH.items()),
    *(Rule(letter, unicodedata.normalize("NFKC", letter), _LINKING) for letter in "ﬀﬁﬂﬃﬄﬅﬆĳĲ"),
    *_compatible(0xFB50, 0xFDFB),  # Arabic
    *_compatible(0xFE80, 0xFEFC),
    *_compatible(0x2F00, 0x2FD5),  # the radicals of Kangxi's dictionary, which look like letters
    # Yeh, kaf and heh, which Arabic, Persian and Urdu write with different characters.
    Rule(_YEH, "\u06cc", _ALL),
    Rule(_KAF, "\u06a9", _ALL),
    Rule("\u0629\u06d5\u06c1", "\u0647", _SEARCH),
    Rule("\u0640", "", _ALL),  # tatweel only widens a word
    # As apostrophes these would be the edge of a word when names are linked, so they are dropped there, too.
    Rule(_MARKS_OF_TRANSCRIPTION, "", _ALL),
    Rule("ʻʼ", "'", _NOT_LINKING),
    # Ligatures that languages spell out where a reader does not have them. With a capital, only the first is one.
    *(Rule(letter, same, _LINKING) for letter, same in {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}.items()),
    *(Rule(letter, same, _LINKING) for letter, same in {"ß": "ss", "ẞ": "SS"}.items()),
    # Latin letters that Unicode does not take apart into a letter and a mark. When names are linked, they are letters
    # of their own, as accented ones are.
    Rule("đð", "d", _SEARCH, counts_if_typed=True),
    Rule("ø", "o", _SEARCH, counts_if_typed=True),
    Rule("ł", "l", _SEARCH, counts_if_typed=True),
    Rule("ı", "i", _SEARCH, counts_if_typed=True),
    Rule("ħ", "h", _SEARCH, counts_if_typed=True),
    Rule("ŧ", "t", _SEARCH, counts_if_typed=True),
    Rule("þ", "th", _SEARCH, counts_if_typed=True),
    Rule("æ", "ae", _SEARCH, counts_if_typed=True),
    Rule("œ", "oe", _SEARCH, counts_if_typed=True),
    Rule("ß", "ss", _SEARCH, counts_if_typed=True),
    Rule("ς", "σ", _SEARCH),
    # Digits.
    *(
        Rule(chr(ord(zero) + value), digit, _ALL)
        for zero in _ZEROS
        for value, digit in enumerate(_DIGITS)
    ),
    # Traditional Chinese. When names are linked, letters that simplified texts have as well stay apart.
    *(Rule(letter, same, _NOT_LINKING if letter in BOTH_IN_USE else _ALL) for letter, same in SIMPLIFIED.items()),
)  # fmt: skip


def _letters_for(purpose: Purpose) -> dict[str, str]:
    return {letter: rule.same_as for rule in RULES if purpose in rule.purposes for letter in rule.letters}


# --- Vietnamese tones -------------------------------------------------------------------------

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The tone marks of Vietnamese."""

TONE_PAIRS = ("oa", "oe", "uy")
"""Pairs of vowels that have the tone on the first one in the old spelling, on the second one in the new."""


def _tone_placements() -> dict[str, str]:
    """Return both spellings of each pair with each tone: new -> old."""
    placements = {}
    for first, second in map(tuple, TONE_PAIRS):
        for tone in TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = unicodedata.normalize("NFC", a + b + tone)
                old = unicodedata.normalize("NFC", a + tone) + b
                placements[new] = old
    return placements


_OLD_PLACEMENT = _tone_placements()
_NEW_PLACEMENT = re.compile("[{}][{}]".format(*map("".join, zip(*_OLD_PLACEMENT, strict=True))))
"""Two classes, which match some other pairs as well: that is searched much faster than a list of all pairs."""

# --- linking ----------------------------------------------------------------------------------

_LINKED = _letters_for(_LINKING)
_RESIZED = {letter: same for letter, same in _LINKED.items() if len(same) != 1}
"""Letters that count as nothing or as several."""

_COMMON = ".．・‧•’ʼ‘`\u2010\u2011\u2013\u2014\n\t\u00a0\u202f\u064a\u0649\u0643\u200c"
"""Letters that many texts have: each is replaced at once, which is many times as fast as `str.translate`."""

_REPLACED = [(letter, _LINKED[letter]) for letter in _COMMON]
_REPLACED_IN_ASCII = [(letter, same) for letter, same in _REPLACED if letter.isascii()]
_RARE = {letter: same for letter, same in _LINKED.items() if letter not in _COMMON and letter not in _RESIZED}
_RARE_BY_CODE = str.maketrans(_RARE)
_ANY_RESIZED = re.compile(f"[{re.escape(''.join(_RESIZED))}]")
_ANY_RARE = re.compile(f"[{re.escape(''.join([*_RARE, *_RESIZED]))}{lookalikes.RARE}]")


class Folded(NamedTuple):
    """Text folded for linking, with the way back to the text as it is written."""

    written: str
    text: str
    """The text without the characters that count as nothing, its ligatures split."""
    folded: str
    """The same, folded; each character is at the same place."""
    places: Sequence[int] | None
    """The place of each character in the text as it is written; None: the same place."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters from `start` to `end` are in the text as it is written, with the marks around."""
        if self.places is None:
            return start, end
        start, end = self.places[start], self.places[end - 1] + 1
        while start > 0 and self.written[start - 1] in _MARKS_OF_TRANSCRIPTION:
            start -= 1
        while end < len(self.written) and self.written[end] in _MARKS_OF_TRANSCRIPTION:
            end += 1
        return start, end


def fold_with_places(text: str) -> Folded:
    """Fold NFC text for linking.

    Raises:
        ValueError: the text is not NFC, so that offsets would not be those of other programs.
    """
    _require_nfc(text)
    if text.isascii() or not _ANY_RARE.search(text):
        return Folded(text, text, _replace_common(text), None)
    resized, places = _resize(text)
    return Folded(text, resized, _replace_common(settle_look_alikes(resized)).translate(_RARE_BY_CODE), places)


def _resize(text: str) -> tuple[str, Sequence[int] | None]:
    """Replace the characters that count as nothing or as several; return the places of what is left as well."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in _ANY_RESIZED.finditer(text):
        place, same = match.start(), _RESIZED[match[0]]
        parts += [text[done:place], same]
        places += [*range(done, place), *[place] * len(same)]
        done = place + 1
    if not parts:
        return text, None
    return "".join([*parts, text[done:]]), [*places, *range(done, len(text))]


def fold_for_linking(text: str) -> str:
    """Make all forms of one name equal.

    Raises:
        ValueError: the text is not NFC.
    """
    return fold_with_places(text).folded


def fold_in_place(text: str) -> str:
    """Fold NFC text for linking but for letters that count as nothing or as several, so that offsets stay the same.

    Raises:
        ValueError: the text is not NFC, so that offsets would not be those of other programs.
    """
    _require_nfc(text)
    folded = _replace_common(text)
    return folded if text.isascii() else settle_look_alikes(folded).translate(_RARE_BY_CODE)


def _require_nfc(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("text must be NFC")


def _replace_common(text: str) -> str:
    if text.isascii():
        for letter, same in _REPLACED_IN_ASCII:
            text = text.replace(letter, same)
        return text
    text = _NEW_PLACEMENT.sub(lambda match: _OLD_PLACEMENT.get(match[0], match[0]), text)
    for letter, same in _REPLACED:
        text = text.replace(letter, same)
    return text


# --- sorting and search -----------------------------------------------------------------------

_SORTED = _letters_for(_SORTING)
_SORTED_BY_CODE = str.maketrans(_SORTED)
_ANY_SORTED = re.compile(f"[{re.escape(''.join(_SORTED))}]")


def fold_for_sorting(text: str) -> str:
    """Return small letters in the form that alphabets have; accents and strokes stay, since they may make a letter."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKC", settle_look_alikes(text)).casefold()
    return text.translate(_SORTED_BY_CODE) if _ANY_SORTED.search(text) else text


_SEARCHED = _letters_for(_SEARCH)


class _SearchLetters(dict[int, str]):
    """Code point -> its small letters without marks; holds one item at most for each code point."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        letters = "".join(c for c in parts if not unicodedata.category(c).startswith("M")).lower()
        self[code] = "".join(_SEARCHED.get(c, c) for c in letters)
        return self[code]


SEARCH_LETTERS: Mapping[int, str] = _SearchLetters()
"""For `str.translate`: what `fold_for_search` makes of each code point."""


_NAME_DOT = re.compile(rf"[{re.escape(NAME_DOTS)}](?<=[{UNSPACED}].)(?=[{UNSPACED}])")


def prepare_for_search(text: str) -> str:
    """Return text in which look-alikes are settled, and without the dots of foreign names, which many leave out."""
    return text if text.isascii() else _NAME_DOT.sub("", settle_look_alikes(text))


def fold_for_search(text: str) -> str:
    """Return the small letters of text without marks: "Đường" and "đường" become "duong"."""
    return text.lower() if text.isascii() else prepare_for_search(text).translate(SEARCH_LETTERS)


@functools.cache
def browser_table() -> Mapping[str, object]:
    """Return the data with which the browser folds as `fold_for_search` does, except traditional Chinese.

    `same` and `typed` map letters; those of `typed` count when a reader types them, as accents do. `zeros` are the
    digits 0 of scripts. `tones` and `tonePairs` are those of Vietnamese. `unspaced` are the ranges of scripts
    without spaces between words. `dots` are those of foreign names. `alphabets` and the rest are those of `lookalikes`.
    """
    rules = [rule for rule in RULES if _SEARCH in rule.purposes and rule.same_as not in tuple(_DIGITS)]
    return {
        "same": {
            c: rule.same_as for rule in rules if not rule.counts_if_typed for c in rule.letters if c not in SIMPLIFIED
        },
        "typed": {c: rule.same_as for rule in rules if rule.counts_if_typed for c in rule.letters},
        "zeros": _ZEROS,
        "tones": TONES,
        "tonePairs": TONE_PAIRS,
        "unspaced": UNSPACED,
        "dots": NAME_DOTS,
        "foreign": lookalikes.FOREIGN,
        "latin": lookalikes.LATIN,
        "latinRanges": lookalikes.LATIN_RANGES,
        "otherRanges": lookalikes.OTHER_RANGES,
        "everywhere": lookalikes.SAME_EVERYWHERE,
    }


def browser_variants(letters: Iterable[str]) -> str:
    """Return the traditional letters that may be typed for some simplified ones, each followed by its simplified form.

    The browser loads them only when Chinese is searched: they are as large as its whole script.
    """
    return variants_of(frozenset(letters))
