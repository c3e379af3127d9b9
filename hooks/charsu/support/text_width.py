"""Approximate width of words in a sans-serif font, for names in pictures.

The reader's font is not known when a picture is drawn, so widths are too large rather than too small.
"""

import functools
import unicodedata

_NARROW, _WIDE = frozenset("iIjlftr.,:;'’‘()|!· -ìíỉĩị"), frozenset("mwMWÆŒ@%—")


@functools.lru_cache(maxsize=65536)
def text_width(text: str) -> float:
    """Return the width of a text in ems."""
    return sum(map(_character_width, text))


@functools.cache  # at most as many as there are characters
def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.4
    if character in _WIDE:
        return 0.95
    return 0.72 if character.isupper() else 0.62


def shorten(text: str, width: float) -> str:
    """Cut a name that is wider than `width` ems, between words if possible."""
    if text_width(text) <= width:
        return text
    taken, so_far = 0, 1.0  # the width of "…"
    for character in text:
        so_far += _character_width(character)
        if so_far > width:
            break
        taken += 1
    cut = text[:taken]
    head, space, _ = cut.rpartition(" ")
    if space and not text[taken : taken + 1].isspace() and len(head) > taken / 2:
        cut = head
    return cut.rstrip(" ,(–-·") + "…"
