"""Look-alikes: letters that look like those of another alphabet, where a word shows that the other was meant.

People type Cyrillic о in an English word, or Icelandic Ð for Vietnamese Đ, and see no difference. Which letters look
alike is from Unicode's confusables.txt (Unicode Technical Standard 39), limited to letters of alphabets in use. They
count as one only inside a word that mixes two alphabets, so Cyrillic and Greek words stay what they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

FOREIGN = "АВЕЅІЈКМНОРСТУХѴҮӀԌԜаеорсухѕіјһԁԛԝѵүΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ"
LATIN = "ABESIJKMHOPCTYXVYIGWaeopcyxsijhdqwvyABEZHIKMNOPTYXaivopu"
"""Cyrillic and Greek letters, and at the same places the Latin letters that look like them."""

SAME_EVERYWHERE = {"Ð": "Đ", "Ɖ": "Đ"}
"""Latin letters that look like one of another language, whatever the word."""

_TO_LATIN = str.maketrans(FOREIGN, LATIN)
_OF_LATIN = {
    name: str.maketrans({latin: other for latin, other in zip(LATIN, FOREIGN, strict=True) if other in letters})
    for name, letters in (("cyrillic", re.sub("[^Ѐ-ԯ]", "", FOREIGN)), ("greek", re.sub("[^Ͱ-Ͽ]", "", FOREIGN)))
}
_EVERYWHERE = str.maketrans(SAME_EVERYWHERE)

LATIN_RANGES = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
OTHER_RANGES = "\u0370-\u03ff\u0400-\u052f"
"""The letters of the alphabets that may be mixed, as ranges for a character class."""

RARE = OTHER_RANGES + "".join(SAME_EVERYWHERE)
"""A text without any of these has nothing to replace."""

_ANY_RARE = re.compile(f"[{RARE}]")
_MIXED = re.compile(
    f"[{LATIN_RANGES}{OTHER_RANGES}]*(?:[{LATIN_RANGES}][{OTHER_RANGES}]|[{OTHER_RANGES}][{LATIN_RANGES}])"
    f"[{LATIN_RANGES}{OTHER_RANGES}]*"
)
_GREEK = re.compile("[Ͱ-Ͽ]")


class LookAlike(NamedTuple):
    """A word with letters of another alphabet."""

    start: int
    written: str
    meant: str


def settle_look_alikes(text: str) -> str:
    """Return text in which each word has the letters of one alphabet, as far as they look alike; offsets stay."""
    if text.isascii() or not _ANY_RARE.search(text):
        return text
    return _MIXED.sub(lambda match: _of_one_alphabet(match[0]), text).translate(_EVERYWHERE)


def find_mixed_words(text: str) -> Iterator[LookAlike]:
    """Yield the words whose letters are of two alphabets, but could be of one."""
    if not text.isascii() and _ANY_RARE.search(text):
        for match in _MIXED.finditer(text):
            meant = _of_one_alphabet(match[0])
            if meant != match[0]:
                yield LookAlike(match.start(), match[0], meant)


def _of_one_alphabet(word: str) -> str:
    """Return a word in Latin letters if it can be, or else in those of its other alphabet; or as it is."""
    latin = word.translate(_TO_LATIN)
    if not _ANY_OTHER.search(latin):
        return latin
    other = word.translate(_OF_LATIN["greek" if _GREEK.search(word) else "cyrillic"])
    return word if _ANY_LATIN.search(other) else other


_ANY_OTHER = re.compile(f"[{OTHER_RANGES}]")
_ANY_LATIN = re.compile(f"[{LATIN_RANGES}]")
