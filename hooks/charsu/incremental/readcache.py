"""Memory: what the last reading of a wiki found, for the next one.

Between two saves of an author hardly anything changes. So whatever was made from a file, or from something else
that is still the very same, is not made again. A cache lasts as long as its process, and is never written down.
"""

import dataclasses
import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from charsu.incremental.filestat import RECENT
from charsu.support.diagnostics import Problems
from charsu.support.parallel import map_chunks

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


@dataclasses.dataclass(frozen=True)
class CachedRead(Generic[T]):
    """Something that is made from files."""

    key: tuple[str, ...]
    """What it is called."""
    paths: tuple[str, ...]
    """All files that it is made from."""
    inputs: tuple[object, ...]
    """Whatever else it is made from: these very objects."""
    compute: Callable[[Problems], T]
    """Makes it, and tells what is wrong."""


class ReadCache:
    """What was made, and of what."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], tuple[Signature, tuple[object, ...], Any, Problems]] = {}
        self._values: dict[tuple[str, ...], Any] = {}

    def get(self, reading: CachedRead[T], problems: Problems) -> T:
        """What it gave the last time, if it would give the same again; the problems it told are told again."""
        return self.get_all([reading], problems)[0]

    def get_all(self, readings: Sequence[CachedRead[T]], problems: Problems) -> list[T]:
        """The same for many, in their order."""
        signatures = [self._signature(reading) for reading in readings]
        known = [self._known(*both) for both in zip(readings, signatures, strict=True)]
        missing = [number for number, found in enumerate(known) if found is None]
        made = [each for several in map_chunks([readings[n] for n in missing], _compute, 100) for each in several]
        for number, (value, told) in zip(missing, made, strict=True):
            known[number] = value, told
            self._store(readings[number], signatures[number], value, told)
        for found in known:
            if found and len(found[1]):
                problems.take(found[1])
        return [found[0] for found in known if found]

    def intern(self, key: tuple[str, ...], value: T) -> T:
        """The very object of the last time, if it is equal to `value`."""
        known = self._values.get(key)
        if known == value:
            return known
        self._values[key] = value
        return value

    def store(self, key: tuple[str, ...], value: Any) -> None:
        """Have something for the next reading."""
        self._values[key] = value

    def stored(self, key: tuple[str, ...]) -> Any:
        """What was kept the last time; None if nothing was."""
        return self._values.get(key)

    def _signature(self, reading: CachedRead[Any]) -> Signature | None:
        return signature(reading.paths)

    def _known(self, reading: CachedRead[T], files: Signature | None) -> tuple[T, Problems] | None:
        known = self._made.get(reading.key)
        if known is None or files is None or known[0] != files or len(known[1]) != len(reading.inputs):
            return None
        is_same = all(one is other for one, other in zip(known[1], reading.inputs, strict=True))
        return (known[2], known[3]) if is_same else None

    def _store(self, reading: CachedRead[Any], files: Signature | None, value: Any, told: Problems) -> None:
        if files is not None and files == signature(reading.paths):  # nobody wrote while it was read
            self._made[reading.key] = (files, reading.inputs, value, told)
        else:
            self._made.pop(reading.key, None)


class NoCache(ReadCache):
    """For who reads once."""

    def intern(self, key: tuple[str, ...], value: T) -> T:
        return value

    def store(self, key: tuple[str, ...], value: Any) -> None:
        pass

    def _signature(self, reading: CachedRead[Any]) -> Signature | None:
        return None

    def _store(self, reading: CachedRead[Any], files: Signature | None, value: Any, told: Problems) -> None:
        pass


def _compute(readings: Sequence[CachedRead[T]]) -> list[tuple[T, Problems]]:
    found = []
    for reading in readings:
        told = Problems()
        found.append((reading.compute(told), told))
    return found
