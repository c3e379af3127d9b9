"""Phonetics: roughly how a name sounds, so that a reader who does not know its spelling finds it."""

import functools
import re

from charsu.model.records import Entry
from charsu.search.tokens import words_in

SOUND_RULES = (
    ("[^a-z]", ""),
    ("([zscjt])h", "$1"),
    ("ph", "f"),
    ("[kg]h|[qcg]", "k"),
    ("dj", "j"),
    ("w", "v"),
    ("r", "l"),
    ("^[aeiouy]+", "a"),
    (r"\B[aeiouyh]", ""),
    (r"\B(.)\1+", "$1"),
)
"""Patterns and what replaces them, one after the other: consonants stay, and similar ones become the same.

The browser applies the same rules; "$1" is the first group, as in JavaScript."""

_RULES = [(re.compile(pattern), replacement.replace("$1", r"\1")) for pattern, replacement in SOUND_RULES]


@functools.lru_cache(maxsize=1 << 16)
def sound_key(plain: str) -> str:
    """Return a key that words of similar sound share; `plain` is folded."""
    for pattern, replacement in _RULES:
        plain = pattern.sub(replacement, plain)
    return plain


_HAN = re.compile("[\u4e00-\u9fff]")


def romanized_names(entry: Entry) -> list[str]:
    """Return the names of an entry in Chinese characters, as pinyin without spaces and tones."""
    return list(dict.fromkeys(_romanize(name) for name in entry.names.values() if _HAN.search(name)))


@functools.lru_cache(maxsize=1 << 16)
def _romanize(name: str) -> str:
    from pypinyin import lazy_pinyin  # slow to import, and most commands do not need it

    return "".join(words_in(lazy_pinyin(name)))
