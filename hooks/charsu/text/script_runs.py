"""Scripts: words of another language in running text, as far as their letters tell.

Browsers choose a face, and screen readers a voice, by the language that is marked. Han characters in an
English sentence are Chinese; of Arabic and Cyrillic letters only the script can be told.
"""

import functools
import re
from collections.abc import Callable

from babel.core import get_global

from charsu.model.records import Language

_JOINTS = r"[ \u00b7\u2027\u30fb.\u200c-]"
"""What may stand within a name: a space, a dot, a hyphen."""

_LETTERS = {
    "Hani": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Arab": r"\u0620-\u065f\u066e-\u06d3\u06ee-\u06ff\u0750-\u077f",
    "Cyrl": r"\u0400-\u052f",
}

_RUNS = {script: re.compile(f"[{letters}]+(?:{_JOINTS}?[{letters}]+)*") for script, letters in _LETTERS.items()}

_LANGUAGES = {"Hani": "zh", "Arab": "und-Arab", "Cyrl": "und-Cyrl"}
"""What the words are marked as: "und" is a language that nobody named."""

_OF_SCRIPT = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hani"}

_ACCENTED_LETTERS = r"\u00c0-\u024f\u1ea0-\u1ef9"
_LATIN = rf"[A-Za-z{_ACCENTED_LETTERS}]*"
_ACCENTED = rf"{_LATIN}[{_ACCENTED_LETTERS}]{_LATIN}"
_ACCENTED_WORDS = re.compile(f"{_ACCENTED}(?: {_ACCENTED})*")

_ONLY_VIETNAMESE = re.compile(r"[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Of languages in Latin letters Vietnamese alone can be told: by its horns, and its letters with two marks."""


def script_of(language: Language) -> str:
    """The script in which a language is usually written, as ISO 15924 has it: "Latn", "Hani", "Arab"."""
    likely = str(get_global("likely_subtags").get(language.replace("-", "_"), ""))
    script = next((part for part in likely.split("_") if len(part) == 4 and part.isalpha()), "Latn")
    return _OF_SCRIPT.get(script, script)


@functools.cache
def foreign_marker(language: Language) -> Callable[[str], str]:
    """Gives a function that marks foreign words within text (or HTML without tags) of a language."""
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
