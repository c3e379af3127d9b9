"""Scripts for the browser: JavaScript modules -> one classic script without comments.

Browsers load no modules in pages that are opened from a folder, so the site has classic scripts. Their sources are
modules, because a type checker and tests without a browser can read those. The part of the module syntax in use is
small: `import { a, b } from "./other.js";` and `export` before a declaration, both at the beginning of a line.
The modules of one script share one scope: a name is declared in one of them only, and an import does not rename it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|class |const |let )", re.MULTILINE)

_TOKEN = re.compile(
    r"""
      (?P<gap>(?:\s|//[^\n]*|/\*.*?\*/)+)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<word>[\w$#]+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)

_VALUE_ENDS = re.compile(r"[\w$)\]}\"'`]")
"""Last character of a value; a slash after it divides."""

_BEFORE_VALUE = frozenset({"return", "typeof", "case", "in", "of", "delete", "void", "throw", "await", "yield", "else"})
"""Keywords that a value follows; a slash after them begins a regular expression."""


def join_script(entry: Path) -> str:
    """Return a script and all modules that it imports as one classic script, each module after those it imports."""
    parts = "\n".join(code.strip("\n") for code in _modules(entry.resolve(), set(), ()))
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def imported_files(entry: Path) -> list[Path]:
    """Return the files that `join_script` joins."""
    seen: set[Path] = set()
    list(_modules(entry.resolve(), seen, ()))
    return sorted(seen)


def _modules(path: Path, seen: set[Path], importers: tuple[Path, ...]) -> Iterator[str]:
    if path in importers:
        raise ValueError(f"{path.name} imports itself, by way of {', '.join(each.name for each in importers)}")
    if path in seen:
        return
    seen.add(path)
    code = strip_comments(path.read_text(encoding="utf-8"))
    for name in _IMPORT.findall(code):
        yield from _modules((path.parent / name).resolve(), seen, (*importers, path))
    yield _EXPORT.sub("", _IMPORT.sub("", code))


def strip_comments(code: str) -> str:
    """Return the code without comments, empty lines and indentation; literals of all kinds stay as they are.

    A slash begins a regular expression where no value has just ended. After `)` and `}` it is taken to divide, so a
    regular expression at the beginning of a statement is not recognized; after `++` it is taken to begin one. A test
    compares the tokens of all our scripts, as a full parser reads them, before and after.
    """
    found: list[str] = []
    last = ""
    """The last token that is not a gap."""
    braces: list[bool] = []
    """For each open brace, whether it is in a template literal."""
    at = 0
    while match := _TOKEN.match(code, at):
        token, at = match[0], match.end()
        if match.lastgroup == "gap":
            found.append(_shorten(token, after_word=bool(re.match(r"\w", last[-1:]))))
            continue
        last_before, last = last, token
        if token == "{":
            braces.append(False)
        elif token == "/" and (not _VALUE_ENDS.match(last_before[-1:]) or last_before in _BEFORE_VALUE):
            if (regex := _REGEX.match(code, match.start())) is None:
                raise ValueError(f"This slash begins no regular expression: {code[match.start() :][:40]}")
            token, at, last = regex[0], regex.end(), ")"
        elif token == "`" or (token == "}" and braces and braces.pop()):
            if (text := _TEMPLATE.match(code, at)) is None:
                raise ValueError(f"This template literal does not end: {code[match.start() :][:40]}")
            token, at = token + text[0], text.end()
            last = text[1]
            if last == "${":
                braces.append(True)
        found.append(token)
    return "".join(found).lstrip()


def _shorten(gap: str, after_word: bool) -> str:
    """Return a run of white space and comments without the comments, empty lines and indentation."""
    if "\n" in gap:
        return "\n"
    return gap if gap.isspace() else " " * (after_word or gap[0].isspace())
