"""Readers: convert one YAML value into one checked Python value.

Every reader takes a node and the problems. It returns the value, or None after adding a problem, so that
one mistake does not hide the next. `accepts` declares in JSON Schema what it takes; see `json_schema`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import TypeVar

from charsu.model.dates import EDTF_FORM, LONGEST_DATE, NO_DATE, Date, near_date, read_date
from charsu.model.records import Language
from charsu.read.json_schema import INK, NOTHING, SPACE, Schema, accepts, spaced, whole
from charsu.read.yaml_nodes import Fields, Items, Node, Scalar
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.textfile import CONTROL, code_point

T = TypeVar("T")

Reader = Callable[[Node, Problems], T | None]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id. Ids are part of addresses, so they are restricted to plain characters."""


LONGEST_NAME = 200
"""Maximum length of a name, in characters; longer text is a description."""


def describe(node: Node) -> str:
    """Describe in words what an author wrote."""
    match node:
        case Scalar(value=""):
            return "nothing"
        case Scalar(value=value):
            return quote(value) if value.strip() else "only spaces"
        case Items():
            return "a list"
        case Fields():
            return "a mapping"


def expected(what: str, node: Node, problems: Problems, hint: str | None = None) -> None:
    """Report that `what` was expected and something else was written."""
    if isinstance(node, Scalar) and not node.value.strip():
        hint = "Fill it in, or remove it if it may be missing."
    problems.add(node.place, f"expected {what}, found {describe(node)}", hint)


_TEXT: Schema = {
    "title": "text",
    "type": ["string", "number", "boolean"],  # editors read 1995 and true as numbers and truth values
    "pattern": whole(rf"{SPACE}*{INK}(?:{SPACE}|{INK})*"),
}


@accepts(_TEXT)
def text(node: Node, problems: Problems) -> str | None:
    """Read text that is not empty; surrounding space is removed."""
    if isinstance(node, Scalar) and (words := node.value.split()):
        return " ".join(words)
    expected("text", node, problems, 'Text that begins with [ or {, or contains ": ", goes in "quotes".')
    return None


_HIDDEN = (
    r"\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    r"\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb"
)
"""For the schema: invisible characters of the Basic Plane; `INK` excludes control characters already."""

_SIGNS = (
    r"!-\/:-@\[-`{-~\xa1-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7"
    r"\u200c\u200d\u2010-\u205e\u2190-\u23ff\u3001-\u3003\u3008-\u3020"
)
"""For the schema: characters that are not letters. Incomplete, since the full list is long and grows with Unicode."""


@accepts(
    {
        "title": "name",
        "type": ["string", "number", "boolean"],
        # Several spaces in a row count as one character.
        "pattern": rf"^(?![\s\S]*\[\[)(?=[\s\S]*[^{_SIGNS}{_HIDDEN}{SPACE[1:-1]}])"
        + spaced(rf"(?:[^{_HIDDEN}{INK[2:-1]}]|{SPACE}+(?={INK})){{1,{LONGEST_NAME}}}").removeprefix("^"),
        "patternErrorMessage": f"A name is plain words without links, at most {LONGEST_NAME} characters.",
    }
)
def name(node: Node, problems: Problems) -> str | None:
    """Read a name: words by which a text may call something."""
    found = text(node, problems)
    if found is None:
        return None
    hidden = next((c for c in found if unicodedata.category(c) == "Cf" and c not in _JOINERS), None)
    if not any(character.isalnum() for character in found):
        problems.add(node.place, f"the name {quote(found)} has no letter", "Write it as it appears in texts.")
    elif "[[" in found:
        problems.add(node.place, f"the name {quote(found)} contains brackets", "A name is plain words, without links.")
    elif hidden:
        problems.add(
            node.place,
            f"the name {quote(found)} contains {code_point(hidden)}, which cannot be seen",
            "Delete it; otherwise the name would be found in no text.",
        )
    elif len(found) > LONGEST_NAME:
        problems.add(
            node.place,
            f"this name has {len(found)} characters; at most {LONGEST_NAME} are allowed",
            "Write here what it is called; what it is belongs in 'summary'.",
        )
    else:
        return found
    return None


_JOINERS = "\u200c\u200d"
"""Characters that join letters or keep them apart: visible in Persian, and in signs made of several characters."""


@accepts({"title": "true or false", "enum": [True, False, "true", "false"]})
def flag(node: Node, problems: Problems) -> bool | None:
    if isinstance(node, Scalar) and node.value in ("true", "false"):
        return node.value == "true"
    expected("true or false", node, problems, "Write true, or leave it out.")
    return None


_NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"


@accepts(
    {
        "title": "number",
        "type": ["number", "string"],
        "pattern": whole(_NUMBER),
        "exclusiveMinimum": -(10**15),
        "exclusiveMaximum": 10**15,
    }
)
def number(node: Node, problems: Problems) -> float | None:
    if isinstance(node, Scalar) and re.fullmatch(_NUMBER, node.value):
        return float(node.value)
    expected("a number", node, problems, "Write it like 12 or -3.5, with a point and no spaces.")
    return None


_DATE_HINT = (
    "Dates are written 1995-03-11, 1995-03~ (about), 1995? (uncertain), 1989/1995-03 (from–to), "
    '1995/.. (open) or "[1953,1954]" (one of them).'
)


@accepts(
    {
        "title": "date",
        "description": _DATE_HINT,
        "anyOf": [
            {
                "type": "string",
                "pattern": whole(EDTF_FORM),
                "maxLength": LONGEST_DATE,
                "patternErrorMessage": f"Expected a date in EDTF. {_DATE_HINT}",
            },
            # To editors, 1995 without quotes is a number. So is 0044, which they read as 44: it needs quotes there.
            {"type": "integer", "minimum": 1000, "maximum": 9999},
            {"type": "integer", "minimum": -9998, "maximum": -1000},
        ],
    }
)
def date(node: Node, problems: Problems) -> Date | None:
    if not isinstance(node, Scalar) or not node.value.strip():
        quotes = 'One of several dates goes in quotes: "[1953,1954]".'
        expected("a date", node, problems, quotes if isinstance(node, Items) else _DATE_HINT)
        return None
    try:
        return read_date(node.value)
    except ValueError as error:
        why = "" if str(error) == NO_DATE else f", {error}"
        near = near_date(node.value)
        problems.add(
            node.place,
            f"expected a date in EDTF, found {quote(node.value)}{why}",
            f"Did you mean {near}?" if near else _DATE_HINT,
        )
        return None


IN_ADDRESSES = rf"""[^"'<>\\{SPACE[1:-1]}{CONTROL.pattern[1:-1]}]"""
"""Pattern of one character of an address."""


@accepts(
    {
        "title": "address",
        "type": "string",
        "pattern": spaced(f"https?://{IN_ADDRESSES}+"),
        "patternErrorMessage": "An address begins with https:// or http:// and has no spaces.",
    }
)
def url(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not re.fullmatch(f"https?://{IN_ADDRESSES}+", found):
        expected("an address", node, problems, "It begins with https:// or http:// and has no spaces.")
        return None
    return found


@accepts(
    {
        "title": "id",
        "type": ["string", "integer"],
        "pattern": spaced(SLUG.pattern),
        "minimum": 0,
        "patternErrorMessage": "An id has small letters a–z, digits and single hyphens.",
    }
)
def slug(node: Node, problems: Problems) -> str | None:
    found = text(node, problems)
    if found is not None and not SLUG.fullmatch(found):
        expected("an id", node, problems, slug_hint(found))
        return None
    return found


def slug_hint(words: str, what: str = "An id") -> str:
    """Return the hint for an author who wrote `words` as an id."""
    near = slug_of(words)
    rule = f"{what} has small letters a–z, digits and single hyphens."
    return f"{rule} Did you mean {quote(near)}?" if near and near != words else rule


def slug_of(words: str) -> str:
    """Return the id nearest to some words in Latin letters; empty for words in other scripts."""
    letters = unicodedata.normalize("NFKD", words.lower()).translate(_PLAIN_LETTERS)
    return "-".join(re.findall("[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


_PLAIN_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "'": None, "’": None})


def language_code(languages: Collection[Language]) -> Reader[Language]:
    """Read a language of this site."""

    @accepts(lambda: {"enum": list(languages)})
    def read(node: Node, problems: Problems) -> Language | None:
        found = text(node, problems)
        if found is not None and found not in languages:
            problems.add(node.place, f"{quote(found)} is not a language of this site", did_you_mean(found, languages))
            return None
        return found

    return read


def one_of(choices: Collection[str], what: str) -> Reader[str]:
    """Read one of a few words; `what` names them in problems."""

    @accepts(lambda: {"enum": list(choices)} if choices else NOTHING)
    def read(node: Node, problems: Problems) -> str | None:
        found = text(node, problems)
        if found is not None and found not in choices:
            otherwise = "entries/vocabulary.yml says which there are." if choices else "There are none; remove it."
            problems.add(node.place, f"there is no {what} {quote(found)}", did_you_mean(found, choices, otherwise))
            return None
        return found

    return read
