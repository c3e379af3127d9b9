"""Memory: what the last reading of a wiki found, for the next one.

Between two saves of an author hardly anything changes. So whatever was made from a file, or from something else
that is still the very same, is not made again. A memory lasts as long as its process, and is never written down.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from charsu.problems import Problems
from charsu.snapshot import RECENT

T = TypeVar("T")

Signature = tuple[object, ...]
"""Of files: it is another one after every change."""


def signature(paths: Iterable[str]) -> Signature | None:
    """Tell files by their names, times and sizes; None if one of them has just been changed, or is not there."""
    found: list[object] = []
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            return None
        if abs(time.time_ns() - status.st_mtime_ns) < RECENT:
            return None
        found += [path, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
    return tuple(found)


class Memory:
    """What was made, and of what."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], tuple[Signature, tuple[object, ...], Any, Problems]] = {}
        self._values: dict[tuple[str, ...], Any] = {}

    def recall(
        self,
        key: tuple[str, ...],
        paths: Iterable[str],
        given: tuple[object, ...],
        problems: Problems,
        make: Callable[[Problems], T],
    ) -> T:
        """What `make` gave the last time, if it would give the same again; the problems it told are told again.

        Args:
            key: what it is called.
            paths: all files that it is made from.
            given: whatever else it is made from; these very objects.
            problems: receives what is wrong.
            make: makes it.
        """
        files = signature(paths)
        known = self._made.get(key)
        if known and known[0] == files and len(known[1]) == len(given):
            _, before, value, told = known
            if all(one is other for one, other in zip(before, given, strict=True)):
                problems.take(told)
                return value  # type: ignore[no-any-return]
        told = Problems()
        made = make(told)
        problems.take(told)
        if files is not None and files == signature(paths):  # nobody wrote while it was read
            self._made[key] = (files, given, made, told)
        else:
            self._made.pop(key, None)
        return made

    def same(self, key: tuple[str, ...], value: T) -> T:
        """The very object of the last time, if it is equal to `value`."""
        known = self._values.get(key)
        if known == value:
            return known
        self._values[key] = value
        return value


class Forgetful(Memory):
    """For who reads once."""

    def recall(
        self,
        key: tuple[str, ...],
        paths: Iterable[str],
        given: tuple[object, ...],
        problems: Problems,
        make: Callable[[Problems], T],
    ) -> T:
        return make(problems)

    def same(self, key: tuple[str, ...], value: T) -> T:
        return value
