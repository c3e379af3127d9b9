"""Addresses: what stands in running text but is no running text, so that nobody is named in it.

These are web addresses, mail addresses, domains, paths of files, and code between backquotes. "Kabul/Kandahar" is
prose: a path begins with a slash, a drive or a dot, or ends with the name of a file. So is a name between backquotes,
which some use as quotation marks or for the ayn: code has signs that no name has.
"""

import re

_END = r"\s<>\"“”‘’「」『』（）《》，。；：、！？"
"""What ends an address; letters of any script may be part of it."""

_DOMAINS = "com|org|net|edu|gov|int|mil|info|biz|af|cn|de|eu|fr|hk|in|io|ir|jp|kr|pk|ru|tj|tw|uk|uz|vn"

_PATTERN = re.compile(
    rf"""
      (?<!\w)`(?=[^`\n]*[_=(){{}}<>$/\\;])[^`\s](?:[^`\n]*[^`\s])?`(?!\w)  # `print(Paris)`, but not `Paris`
    | (?:[a-z][a-z0-9+.-]*://|(?<!\w)(?:www\.|mailto:))[^{_END}]+        # https://example.org/Paris, www.Paris.fr
    | (?<![\w.+-])[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+                # Paris@example.org
    | (?<![\w.-])(?:[A-Za-z0-9-]+\.)+(?:{_DOMAINS})(?![\w-])(?:/[^{_END}]*)?  # Paris.fr, example.org/Paris
    | (?<![\w/.])(?:~|\.{{1,2}})?/[\w.@-]+/[\w./@-]+                     # /home/Paris/x, ~/Paris/x, ./Paris/x
    | (?<![\w\\])(?:[A-Za-z]:)?\\[\w.@-]+\\[\w.\\@-]+                    # C:\Paris\x
    | (?<![\w/.])(?:[\w.@-]+/)+[\w@-]+(?:\.[a-z][a-z0-9]{{0,4}})+(?!\w)  # docs/Paris/file.txt
    """,
    re.VERBOSE,
)


_SIGN = re.compile(r"[/@`\\]|\.[a-z]")
"""Each address has one of these; most texts have none."""


def addresses_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each address in a text."""
    return tuple(match.span() for match in _PATTERN.finditer(text)) if _SIGN.search(text) else ()
