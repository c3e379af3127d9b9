"""Problems: the mistakes of authors, each with its place and a way out.

A stage adds problems to the `Problems` it is given and goes on; it never prints, logs or exits.
Exceptions are for our own mistakes.
"""

import dataclasses
import difflib
from collections.abc import Iterable, Iterator


@dataclasses.dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a file that somebody wrote."""

    file: str
    """Path from the project's root, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in code points."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what was found, and a way out."""

    place: Place
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class Problems:
    """Collects problems; iterates over them in the order of files and lines, each once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, place: Place, message: str, hint: str | None = None) -> None:
        self._found.add(Problem(place, message, hint))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda p: (p.place, p.message, p.hint or "")))

    def __len__(self) -> int:
        return len(self._found)


def quote(text: str, limit: int = 60) -> str:
    """Show what an author wrote, cut down to size, control characters made visible."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown) + "'"


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Suggest the nearest of `known`; list them all where they are few; else say nothing."""
    choices = sorted(set(known))
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {quote(near[0])}?"
    if 0 < len(choices) <= 12:
        return "Known: " + ", ".join(choices) + "."
    return None
