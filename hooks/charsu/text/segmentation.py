"""Segmentation: split a plain source text into one sentence a line, with a blank line between paragraphs.

Joining the lines restores the source to the letter, because only white space changes: the text is split only where
joining puts back what was there, one space or, between Han characters, nothing. Where the end of a sentence is not
certain, the text is not split; authors easily notice a long line.
"""

import re

from charsu.model.records import Language
from charsu.text.script_runs import script_of

_CLOSING = "[\"'”’»›)\\]」』）】》]*"

_END_OF_HAN = re.compile(rf"[。！？][。！？…]*{_CLOSING}(?=\S)")

_END = re.compile(rf"[.!?…]{_CLOSING} (?=[\"'“‘«‹(\[¿¡]*(?P<next>\w))")
"""Where a sentence may end; `_begins` checks the next letter, in any script."""

_ABBREVIATIONS = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "st.",
        "gen.",
        "col.",
        "lt.",
        "capt.",
        "sgt.",
        "no.",
        "vs.",
        "cf.",
        "p.",
        "pp.",
        "tp.",
        "ts.",
        "ths.",
        "gs.",
        "pgs.",
        "bs.",
    ]
)
"""Abbreviations; a capital after one of them, or after an initial, does not begin a sentence."""


def cut(source: str, language: Language) -> str:
    """Return the content of a version's file.

    Args:
        source: paragraphs with blank lines between them; or, without any blank line, one paragraph a line.
        language: language of the source.
    """
    return "\n\n".join("\n".join(_sentences(paragraph, language)) for paragraph in paragraphs(source, language)) + "\n"


def paragraphs(source: str, language: Language) -> list[str]:
    """Return the paragraphs of a source text, each as one line."""
    lines = [line.strip() for line in source.split("\n")]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    found = [block for block in blocks if block]
    if len(found) == 1 and "" not in "\n".join(lines).strip("\n").split("\n"):
        found = [[line] for line in found[0]]
    return [join(block, language) for block in found]


def join(lines: list[str], language: Language) -> str:
    """Join the lines of a paragraph as pages show it."""
    return ("" if _is_han(language) else " ").join(lines)


def _is_han(language: Language) -> bool:
    """Whether there is no space between two sentences; Korean has spaces between words."""
    return script_of(language) == "Hani" and not language.startswith("ko")


def _sentences(paragraph: str, language: Language) -> list[str]:
    pattern = _END_OF_HAN if _is_han(language) else _END
    found, start = [], 0
    for match in pattern.finditer(paragraph):
        if _is_han(language) or (_begins(match["next"]) and not _is_abbreviated(paragraph, match)):
            found.append(paragraph[start : match.end()].removesuffix(" "))
            start = match.end()
    return [*found, paragraph[start:]]


def _begins(letter: str) -> bool:
    """Whether a sentence may begin with a letter: with a capital, or in a script without capitals."""
    return letter.isupper() or (letter.isalpha() and letter.upper() == letter.lower())


def _is_abbreviated(paragraph: str, end: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation; it does not if a closing quotation mark follows."""
    word = paragraph[paragraph.rfind(" ", 0, end.start()) + 1 : end.end() - 1].lstrip("\"'“‘«‹([")
    return word.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)+", word) is not None
