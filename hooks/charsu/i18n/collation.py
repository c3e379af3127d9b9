"""Collation: the order in which each language sorts names.

Chinese is sorted by pinyin (then tone), Vietnamese by its own alphabet (then tone), Persian and related languages by
theirs, any other language by its letters without accents and strokes: Đ as D, Æ as AE. Which characters are the same
letter is decided in `charsu.text.folding`. The machine's locale is never used. An entry may say otherwise: `sort`.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping

from charsu.i18n.surnames import surname_reading
from charsu.model.records import Entry, Kind
from charsu.text.folding import fold_for_search, fold_for_sorting

SortKey = tuple[object, ...]

_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VIETNAMESE_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot: the order of dictionaries."""

_LETTER_MARKS = "\u0302\u0306\u031b"
"""Circumflex, breve, horn: they make another letter of the alphabet, not a tone."""


def _plain(name: str) -> SortKey:
    return ("".join(filter(_is_sorted, fold_for_search(name))), name)


def _chinese(name: str, first: str = "") -> SortKey:
    """Sort by pinyin; `first`: how the first characters are read, if an editor or a table of surnames says so."""
    from pypinyin.seg.simpleseg import seg  # slow to import, and most commands sort nothing

    # The parts between dots are read one by one: many names share them, so the cache has them.
    read = [_syllables(part) for part in seg(fold_for_sorting(name))]
    toneless, toned = (tuple(syllable for part in read for syllable in part[way]) for way in (0, 1))
    if first:
        stated = [_stated_syllable(syllable) for syllable in re.split(r"[\s'’-]+", first.strip())]
        toneless = (*(plain for plain, _ in stated), *toneless[len(stated) :])
        toned = (*(with_tone for _, with_tone in stated), *toned[len(stated) :])
    return (toneless, toned, name)


def _stated_syllable(pinyin: str) -> tuple[str, str]:
    """Return a syllable without and with its tone, from "zēng", "zeng1" or "zeng"."""
    from pypinyin.contrib.tone_convert import to_normal, to_tone3

    plain, with_tone = to_normal(pinyin.casefold(), v_to_u=False), to_tone3(pinyin.casefold(), v_to_u=False)
    return plain.rstrip("12345").replace("ü", "v"), with_tone.replace("ü", "v")


@functools.lru_cache(maxsize=1 << 16)
def _syllables(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the syllables of a part of a name without tones, and with them."""
    from pypinyin import Style, lazy_pinyin

    def read(style: Style) -> tuple[str, ...]:
        readings = ("".join(filter(str.isalnum, s)).casefold() for s in lazy_pinyin(part, style=style))
        return tuple(filter(None, readings))

    return read(Style.NORMAL), read(Style.TONE3)


def _vietnamese(name: str) -> SortKey:
    letters: list[str] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFD", fold_for_sorting(name)):
        if character in _VIETNAMESE_TONES and tones:
            tones[-1] = _VIETNAMESE_TONES.index(character) + 1
        elif character in _LETTER_MARKS and letters:
            combined = unicodedata.normalize("NFC", letters[-1] + character)
            letters[-1] = combined if combined in _VIETNAMESE else letters[-1]
        elif _is_sorted(character):
            letters.append(character)
            tones.append(0)
    return (tuple(_rank(_VIETNAMESE, letter) for letter in letters), tuple(tones), name)


def _rank(alphabet: str, letter: str) -> tuple[int, str]:
    """Return the place of a letter: spaces and digits come before the alphabet, letters of other alphabets after it."""
    if letter.isalpha() and letter not in alphabet:
        return (len(alphabet), letter)
    return (alphabet.find(letter), letter)


_PERSIAN = "آابپتټثجچحخځڅدډذرړزژږسشښصضطظعغفقکگګلمنڼوهةیېۍ"
"""With the additional letters of Pashto in their places."""

_HAMZA_SEATS_IN_PERSIAN = str.maketrans("أإٱۀؤئ", "اااهوی")


def _persian(name: str) -> SortKey:
    letters = filter(_is_sorted, fold_for_sorting(name).translate(_HAMZA_SEATS_IN_PERSIAN))
    return (tuple(_rank(_PERSIAN, letter) for letter in letters), name)


_TO_ARABIC = str.maketrans("\u06cc\u06a9", "\u064a\u0643")
"""Yeh and kaf as Arabic writes them."""


def _arabic(name: str) -> SortKey:
    """Sort by the alphabet, which Unicode has in its order; a seat of the hamza is the letter itself."""
    letters = filter(_is_sorted, fold_for_search(name).translate(_TO_ARABIC))
    return ("".join(letters), name)


def _is_sorted(character: str) -> bool:
    return character.isalnum() or character.isspace()


_ORDERS: Mapping[str, Callable[[str], SortKey]] = {
    **{"zh": _chinese, "vi": _vietnamese, "ar": _arabic},
    **dict.fromkeys(("fa", "ps"), _persian),
}


_HAN = re.compile("[\u3400-\u9fff]")


def entry_sort_key(language: str, kinds: Mapping[str, Kind]) -> Callable[[Entry], SortKey]:
    """Return the key by which entries are sorted in a language: by their names, or by what they state under `sort`."""
    by_name = sort_key(language)

    def key(entry: Entry) -> SortKey:
        name, stated = entry.names[language], entry.sort.get(language, "")
        if by_name is _chinese and not _HAN.search(stated):
            has_surname = entry.kind in kinds and kinds[entry.kind].surnames
            return _chinese(name, stated or (has_surname and surname_reading(fold_for_sorting(name))) or "")
        return (*by_name(stated)[:-1], name) if stated else by_name(name)

    return key


def sort_key(language: str) -> Callable[[str], SortKey]:
    """Return the key by which names are sorted in a language."""
    return _ORDERS.get(language.partition("-")[0], _plain)
