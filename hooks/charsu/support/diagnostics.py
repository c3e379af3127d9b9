"""Problems: the mistakes of authors, each with its place and a way out.

An error stops the build. A warning stops nothing; an author should look at it at some time.
A stage adds problems to the `Problems` it is given and goes on; it never prints, logs or exits.
Exceptions are for our own mistakes.
"""

import dataclasses
import difflib
import functools
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from charsu.support.pickling import pickled_by_value

LISTED = 15
"""Maximum number of choices that are listed if none is similar."""


@pickled_by_value
class Place(NamedTuple):
    """A place in an author's file."""

    file: str
    """Path from the project's root, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in code points of NFC."""

    def __str__(self) -> str:
        return f"{visible(self.file)}:{self.line}:{self.column}"


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what was found, and a way out."""

    place: Place
    message: str
    hint: str | None = None
    is_warning: bool = False

    def __str__(self) -> str:
        text = f"{self.place}: {'warning: ' if self.is_warning else ''}{self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class Problems:
    """Collects problems; iterates over them in the order of files and lines, each once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, place: Place, message: str, hint: str | None = None) -> None:
        self._found.add(Problem(place, message, hint))

    def warn(self, place: Place, message: str, hint: str | None = None) -> None:
        self._found.add(Problem(place, message, hint, is_warning=True))

    def take(self, others: "Problems") -> None:
        """Add the problems of another collection."""
        self._found |= others._found

    @property
    def errors(self) -> int:
        """The number of problems that stop a build."""
        return sum(not problem.is_warning for problem in self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda p: (p.place, p.message, p.hint or "")))

    def __len__(self) -> int:
        return len(self._found)


def visible(text: str) -> str:
    """Return a text with escapes for characters that cannot be seen or printed."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def quote(text: str, limit: int = 60) -> str:
    """Return what an author wrote in quotes, shortened, with control characters made visible."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"'{visible(shown)}'"


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Suggest the most similar of `known`, or list them all if they are few; else return `otherwise`."""
    choices = tuple(sorted(set(known)))
    near = nearest(word, choices)
    if near is not None:
        return f"Did you mean {quote(near)}?"
    if 0 < len(choices) <= LISTED:
        return "Known: " + ", ".join(choices) + "."
    return otherwise


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` was probably meant to be; None if none is similar."""
    return _nearest(word[:100], tuple(sorted(set(known))))


@functools.lru_cache(maxsize=1024)  # one unknown id may be named a thousand times, among thousands of known ones
def _nearest(word: str, choices: tuple[str, ...]) -> str | None:
    by_look = {_look(choice): choice for choice in reversed(choices)}
    near = difflib.get_close_matches(_look(word), by_look, n=1, cutoff=0.6)
    return by_look[near[0]] if near else None


def _look(word: str) -> str:
    """Return a word without differences of case, accents and kinds of space."""
    letters = unicodedata.normalize("NFKD", word.casefold()).replace("đ", "d")
    return "".join("-" if c in " _" else c for c in letters if not unicodedata.combining(c))
