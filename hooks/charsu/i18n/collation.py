"""The order in which each language sorts names.

Chinese by pinyin (then tone), Vietnamese by its own alphabet (then tone), Persian and its neighbours by
theirs, any other language by its letters without accents. Sorting never looks at the machine's locale.
"""

import functools
import unicodedata
from collections.abc import Callable, Mapping

SortKey = tuple[object, ...]

_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VIETNAMESE_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot: the order of dictionaries."""

_LETTER_MARKS = "\u0302\u0306\u031b"
"""Circumflex, breve, horn: they make another letter of the alphabet, as opposed to a tone."""


def _plain(name: str) -> SortKey:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(c for c in decomposed if c.isalnum() or c.isspace())
    return (letters, name)


def _chinese(name: str) -> SortKey:
    from pypinyin.seg.simpleseg import seg  # takes a while to load, and most commands sort nothing

    # What stands between two dots is read by itself, and many names have it in common.
    read = [_syllables(part) for part in seg(name)]
    toneless, toned = (tuple(syllable for part in read for syllable in part[way]) for way in (0, 1))
    return (toneless, toned, name)


@functools.cache
def _syllables(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those of a part of a name, without tones and with them."""
    from pypinyin import Style, lazy_pinyin

    def read(style: Style) -> tuple[str, ...]:
        readings = ("".join(filter(str.isalnum, s)).casefold() for s in lazy_pinyin(part, style=style))
        return tuple(filter(None, readings))

    return read(Style.NORMAL), read(Style.TONE3)


def _vietnamese(name: str) -> SortKey:
    letters: list[str] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFD", name.casefold()):
        if character in _VIETNAMESE_TONES and tones:
            tones[-1] = _VIETNAMESE_TONES.index(character) + 1
        elif character in _LETTER_MARKS and letters:
            combined = unicodedata.normalize("NFC", letters[-1] + character)
            letters[-1] = combined if combined in _VIETNAMESE else letters[-1]
        elif character.isalnum() or character.isspace():
            letters.append(character)
            tones.append(0)
    return (tuple(_place_in(_VIETNAMESE, letter) for letter in letters), tuple(tones), name)


def _place_in(alphabet: str, letter: str) -> tuple[int, str]:
    """Spaces and digits stand before the alphabet, letters of other alphabets behind it."""
    if letter.isalpha() and letter not in alphabet:
        return (len(alphabet), letter)
    return (alphabet.find(letter), letter)


_PERSIAN = "آابپتټثجچحخځڅدډذرړزژږسشښصضطظعغفقکگګلمنڼوهةیېۍ"
"""With the further letters of Pashto in their places."""

_SAME_IN_PERSIAN = str.maketrans("أإٱيىكۀؤئ", "اااییکهوی")


def _persian(name: str) -> SortKey:
    letters = [c for c in unicodedata.normalize("NFC", name.casefold()).translate(_SAME_IN_PERSIAN) if _is_sorted(c)]
    return (tuple(_place_in(_PERSIAN, letter) for letter in letters), name)


def _arabic(name: str) -> SortKey:
    """By the alphabet, in whose order Unicode has the letters; the seats of the hamza are those letters."""
    letters, _ = _plain(unicodedata.normalize("NFC", name).translate(str.maketrans("ىة", "يه")))
    return (letters, name)


def _is_sorted(character: str) -> bool:
    return character.isalnum() or character.isspace()


_ORDERS: Mapping[str, Callable[[str], SortKey]] = {
    **{"zh": _chinese, "vi": _vietnamese, "ar": _arabic},
    **dict.fromkeys(("fa", "ps"), _persian),
}


def sort_key(language: str) -> Callable[[str], SortKey]:
    """The key by which names are sorted in a language."""
    return _ORDERS.get(language.partition("-")[0], _plain)
