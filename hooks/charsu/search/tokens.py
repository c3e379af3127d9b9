"""Tokens: the words and keys of a text, by which the index knows it.

In scripts without spaces every letter is a word, and the keys are pairs of neighbouring letters.
"""

import re
import sys
from collections.abc import Iterable

from charsu.text.folding import SEARCH_LETTERS, fold_for_search, prepare_for_search
from charsu.text.script_runs import UNSPACED

WORD = re.compile(rf"[^\W_{UNSPACED}]+|(?![\W_])[{UNSPACED}]")
"""A word of folded text."""


class _LettersAndSpaces(dict[int, str]):
    """Code point -> its folded letters, a space for what separates words; one item at most for each code point."""

    def __missing__(self, code: int) -> str:
        self[code] = _SEPARATOR.sub(" ", SEARCH_LETTERS[code])
        return self[code]


_SEPARATOR = re.compile(r"[\W_]")
_SEPARATORS = re.compile(r"[\W_]+")
_LETTERS_AND_SPACES = _LettersAndSpaces()
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]").match


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the folded words of texts in their order."""
    return tuple(word for text in texts for word in WORD.findall(fold_for_search(text)))


def plain_words(name: str) -> str:
    """Return the folded words of a name with one space between them."""
    return _SEPARATORS.sub(" ", fold_for_search(name)).strip()


def index_keys(texts: Iterable[str]) -> set[str]:
    """Return the keys of texts: words; in scripts without spaces, every letter with the one after it."""
    keys: set[str] = set()
    for word in set(prepare_for_search("\n".join(texts)).translate(_LETTERS_AND_SPACES).split()):
        if word.isascii():  # most words
            keys.add(word)
        else:
            for run in _RUN.findall(word):
                keys.update([run[start : start + 2] for start in range(len(run))] if _UNSPACED(run) else [run])
    return keys


def intern_all(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as strings that all documents share, because a large wiki has millions of them."""
    return tuple(map(sys.intern, keys))
