"""Translate the messages of the YAML library into an author's words.

The library (libyaml) says which token its grammar expected and where it noticed. An author needs to know
what was written wrongly, which is often further up, and how to write it.
"""

import re
from typing import Any

QUOTES = 'Text that contains ": " or " #", or begins with a sign such as [ or {, goes in "quotes".'

SyntaxProblem = tuple[tuple[int, int], str, str]
"""Line and column, both from 1; what was found; a way out."""


def explain_yaml_error(error: Any, text: str) -> SyntaxProblem:
    """Explain what is wrong with a YAML file.

    Args:
        error: the `yaml.MarkedYAMLError`.
        text: the whole file.
    """
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return (1, 1), f"this is not YAML: {error.problem or error.context}", QUOTES
    lines = text.split("\n")
    at = place_within(lines, mark)
    opened = place_within(lines, error.context_mark) if error.context_mark else at
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
    indent = line[: len(line) - len(line.lstrip())]
    problem, context = str(error.problem), str(error.context)

    if "\t" in indent:
        return (at[0], indent.index("\t") + 1), "there is a tab where YAML needs spaces", "Indent with two spaces."
    if "quoted scalar" in context and "unexpected" in problem:
        return opened, "the quote that opens here is never closed", "Close it with the same quote."
    if "quoted scalar" in context:
        backslash = max(line.rfind("\\", 0, mark.column + 1), 0)
        return (
            (at[0], backslash + 1),
            f"YAML does not know '{line[backslash : backslash + 2]}'",
            "Within \"double quotes\" a backslash is written \\\\; within 'single quotes' it stands for itself.",
        )
    if "flow sequence" in context or "flow mapping" in context:
        open_sign, close_sign = ("[", "]") if "sequence" in context else ("{", "}")
        if opened[0] == at[0]:
            return (
                at,
                f"a comma or {close_sign} is missing before this",
                f'Between {open_sign} and {close_sign}, text with a comma, a colon or a bracket goes in "quotes".',
            )
        return (
            opened,
            f"the {open_sign} that opens here is not closed",
            f'Close it with {close_sign}. Put text that contains " #" in "quotes", or a comment begins there.',
        )
    if "mapping values are not allowed" in problem:
        return _colon(at, before)
    if "block sequence entries are not allowed" in problem:
        return at, "a list begins on the same line as its key", "Begin it on the next line, or write [one, two]."
    if "could not find expected ':'" in problem:
        return (
            opened,
            "this key has no colon after it",
            "Write key: value, with a space after the colon. Indent text that continues the line above.",
        )
    if "block mapping" in context or "block collection" in context:
        return _block(at, before, here, in_list="collection" in context)
    if "block scalar" in context:
        return at, "text begins on the same line as its | or >", 'Begin it on the next line, or put it in "quotes".'
    if "scanning an alias" in context or "scanning an anchor" in context or "a directive" in context:
        return _cannot_begin(opened, lines)
    if "cannot start any token" in problem:
        return _cannot_begin(at, lines)
    if "node content" in problem and here:
        return _cannot_begin(at, lines)
    if "node content" in problem:
        return opened, "the file ends where a value is expected", "Check that every opening bracket is closed."
    return at, f"this is not YAML: {problem}", QUOTES


def place_within(lines: list[str], mark: Any) -> tuple[int, int]:
    """Return line and column of the library's mark, counted from 1. The mark may lie after the last line."""
    if mark.line < len(lines):
        return mark.line + 1, mark.column + 1
    return len(lines), len(lines[-1]) + 1


def _colon(at: tuple[int, int], before: str) -> SyntaxProblem:
    if re.search(r":\s", before):
        return at, "this value has a second colon", 'Text that contains ": " goes in "quotes".'
    key = len(before) - len(before.lstrip(" -"))
    return (
        (at[0], key + 1),
        "this key does not fit the lines above it",
        'Indent it like the keys above; or, if it belongs to the text above, put that text in "quotes".',
    )


def _block(at: tuple[int, int], before: str, here: str, in_list: bool) -> SyntaxProblem:
    if before.strip():
        return at, "the value has ended before this", 'Put all of it in "quotes"; a " within them is written \\".'
    if here == ":":
        return at, "this colon has no key before it", "Write key: value."
    if in_list:
        return (
            at,
            "this line is between the items of a list, but is not an item",
            "Begin it with a hyphen; or, if it belongs to the item above, indent it like the keys of that item.",
        )
    if here == "-":
        return at, "there is a list item among keys", "Indent it below the key that it belongs to."
    return at, "this line is not indented like those above it", "Keys that belong together begin in the same column."


def _cannot_begin(at: tuple[int, int], lines: list[str]) -> SyntaxProblem:
    sign = lines[at[0] - 1][at[1] - 1 : at[1]]
    return at, f"a value cannot begin with {sign}", 'Put it in "quotes".'
