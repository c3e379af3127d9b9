"""Cutting: a plain source text -> one sentence a line, a blank line between paragraphs.

Whoever joins the lines again has the source to the letter, since nothing but white space is touched: a
cut is made only where the joining puts back what stood there, one space or, between Han characters,
nothing. Where it is not sure that a sentence ends, there is no cut; an author sees a long line easily.
"""

import re

from charsu.model.records import Language
from charsu.text.script_runs import script_of

_CLOSING = "[\"'”’»›)\\]」』）】》]*"

_END_OF_HAN = re.compile(rf"[。！？][。！？…]*{_CLOSING}(?=\S)")

_END = re.compile(rf"[.!?…]{_CLOSING} (?=[\"'“‘«‹(\[¿¡]*(?P<next>\w))")
"""Where a sentence may end; whether what follows begins with a capital is seen by itself, in any script."""

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
"""After these a capital begins no sentence; nor does one after an initial."""


def cut(source: str, language: Language) -> str:
    """A version's file, made of a source text.

    Args:
        source: paragraphs with blank lines between them; or, without any blank line, one paragraph a line.
        language: of the source.
    """
    return "\n\n".join("\n".join(_sentences(paragraph, language)) for paragraph in paragraphs(source, language)) + "\n"


def paragraphs(source: str, language: Language) -> list[str]:
    """The paragraphs of a source text, each in one line."""
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
    """One paragraph of its lines, as pages show it."""
    return ("" if _is_han(language) else " ").join(lines)


def _is_han(language: Language) -> bool:
    """Whether nothing stands between two sentences; Korean, for one, has spaces between words."""
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
    """Whether a sentence may begin so: with a capital, or in a script that has none."""
    return letter.isupper() or (letter.isalpha() and letter.upper() == letter.lower())


def _is_abbreviated(paragraph: str, end: re.Match[str]) -> bool:
    """Whether the full stop is that of an abbreviation; it is not where a quotation is closed behind it."""
    word = paragraph[paragraph.rfind(" ", 0, end.start()) + 1 : end.end() - 1].lstrip("\"'“‘«‹([")
    return word.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)+", word) is not None
