"""Script runs: mark the words of another script in running text.

Browsers choose a font, and screen readers a voice, by the language in the markup. Han characters in an English
sentence are Chinese; for Arabic and Cyrillic letters only the script is certain, not the language.
"""

import functools
import re
from collections.abc import Callable

from babel.core import get_global

from charsu.model.records import Language

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u2e80-\u9fff\uf900-\ufaff"  # Han, Kana
    "\U00020000-\U0003ffff"  # Han, rare characters
)
"""Scripts that put no space between words, as ranges for a character class: any place may be the edge of a word."""

_JOINTS = r"[ \u00b7\u2027\u30fb.\u200c-]"
"""What may join the parts of a name: a space, a dot, a hyphen."""

_LETTERS = {
    "Hani": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Arab": r"\u0620-\u065f\u066e-\u06d3\u06ee-\u06ff\u0750-\u077f",
    "Cyrl": r"\u0400-\u052f",
}

_RUNS = {script: re.compile(f"[{letters}]+(?:{_JOINTS}?[{letters}]+)*") for script, letters in _LETTERS.items()}

_LANGUAGES = {"Hani": "zh", "Arab": "und-Arab", "Cyrl": "und-Cyrl"}
"""The language in the markup; "und" means undetermined."""

_OF_SCRIPT = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hani"}

_ACCENTED_LETTERS = r"\u00c0-\u024f\u1ea0-\u1ef9"
_LATIN = rf"[A-Za-z{_ACCENTED_LETTERS}]*"
_ACCENTED = rf"{_LATIN}[{_ACCENTED_LETTERS}]{_LATIN}"
_ACCENTED_WORDS = re.compile(f"{_ACCENTED}(?: {_ACCENTED})*")

_ONLY_VIETNAMESE = re.compile(r"[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Letters that only Vietnamese has: with a horn, or with two marks. No other language in Latin letters is certain."""


def script_of(language: Language) -> str:
    """Return the usual script of a language, by its code in ISO 15924: "Latn", "Hani", "Arab"."""
    likely = str(get_global("likely_subtags").get(language.replace("-", "_"), ""))
    script = next((part for part in likely.split("_") if len(part) == 4 and part.isalpha()), "Latn")
    return _OF_SCRIPT.get(script, script)


@functools.lru_cache(maxsize=64)
def foreign_marker(language: Language) -> Callable[[str], str]:
    """Return a function that marks foreign words in text (or HTML without tags) of a language."""
    runs = [(run, _LANGUAGES[script]) for script, run in _RUNS.items() if script != script_of(language)]
    letters = [_LETTERS[script] for script in _LETTERS if script != script_of(language)]
    foreign = re.compile(f"[{''.join(letters)}{'' if language.startswith('vi') else _ACCENTED_LETTERS}]")

    def mark(text: str) -> str:
        if text.isascii() or not foreign.search(text):
            return text
        for run, lang in runs:
            text = run.sub(rf'<span lang="{lang}">\g<0></span>', text)
        return text if language.startswith("vi") else _ACCENTED_WORDS.sub(_marked_vietnamese, text)

    return mark


def _marked_vietnamese(words: re.Match[str]) -> str:
    return f'<span lang="vi">{words[0]}</span>' if _ONLY_VIETNAMESE.search(words[0]) else words[0]
