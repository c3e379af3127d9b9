"""A cache of what was read from files, for the next time that the same wiki is read.

Between two saves of an author hardly anything changes. What was made from a file that is still the same, or from
other objects that are, is not made again.
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
"""State of some files: every change of one of them gives another signature."""


def signature(paths: Iterable[str]) -> Signature | None:
    """Return the signature of files; None if one of them does not exist, or was changed so recently that its time may
    not show the next change.
    """
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
    """All other objects that it is made from."""
    compute: Callable[[Problems], T]
    """Makes it from these files and inputs, and reports what is wrong."""


class ReadCache:
    """Values made from files.

    Key: that of a `CachedRead`.
    Valid while: each file has the same path, times, size and number, none was written within the clock's tick, and
    the other inputs are the same objects. A value is not stored if a file was written while it was read.
    Lives: one process. It is never written to a file.
    Cost: one look at the state of each file.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], tuple[Signature, tuple[object, ...], Any, Problems]] = {}
        self._values: dict[tuple[str, ...], Any] = {}
        self.computed: list[tuple[str, ...]] = []
        """Keys of what was computed and not found; the test that counts them empties it."""

    def get(self, reading: CachedRead[T], problems: Problems) -> T:
        """Return what a reading gave the last time if it would give the same now, and report its problems again."""
        return self.get_all([reading], problems)[0]

    def get_all(self, readings: Sequence[CachedRead[T]], problems: Problems) -> list[T]:
        """Do the same for many, in their order."""
        signatures = [self._signature(reading) for reading in readings]
        known = [self._known(*both) for both in zip(readings, signatures, strict=True)]
        missing = [number for number, found in enumerate(known) if found is None]
        computed = [each for several in map_chunks([readings[n] for n in missing], _compute, 100) for each in several]
        for number, (value, reported) in zip(missing, computed, strict=True):
            known[number] = value, reported
            self._store(readings[number], signatures[number], value, reported)
        for found in known:
            if found and len(found[1]):
                problems.take(found[1])
        return [found[0] for found in known if found]

    def intern(self, key: tuple[str, ...], value: T) -> T:
        """Return the object of the last time if it is equal to `value`, so that what depends on it stays valid."""
        known = self._values.get(key)
        if known == value:
            return known
        self._values[key] = value
        return value

    def store(self, key: tuple[str, ...], value: Any) -> None:
        """Store something for the next reading."""
        self._values[key] = value

    def stored(self, key: tuple[str, ...]) -> Any:
        """Return what was stored the last time; None if nothing was."""
        return self._values.get(key)

    def _signature(self, reading: CachedRead[Any]) -> Signature | None:
        return signature(reading.paths)

    def _known(self, reading: CachedRead[T], files: Signature | None) -> tuple[T, Problems] | None:
        known = self._made.get(reading.key)
        if known is None or files is None or known[0] != files or len(known[1]) != len(reading.inputs):
            return None
        is_same = all(one is other for one, other in zip(known[1], reading.inputs, strict=True))
        return (known[2], known[3]) if is_same else None

    def _store(self, reading: CachedRead[Any], files: Signature | None, value: Any, reported: Problems) -> None:
        self.computed.append(reading.key)
        if files is not None and files == signature(reading.paths):  # not written while it was read
            self._made[reading.key] = (files, reading.inputs, value, reported)
        else:
            self._made.pop(reading.key, None)


class NoCache(ReadCache):
    """Caches nothing: for commands, which read a wiki only once."""

    def intern(self, key: tuple[str, ...], value: T) -> T:
        return value

    def store(self, key: tuple[str, ...], value: Any) -> None:
        pass

    def _signature(self, reading: CachedRead[Any]) -> Signature | None:
        return None

    def _store(self, reading: CachedRead[Any], files: Signature | None, value: Any, reported: Problems) -> None:
        pass


def _compute(readings: Sequence[CachedRead[T]]) -> list[tuple[T, Problems]]:
    found = []
    for reading in readings:
        reported = Problems()
        found.append((reading.compute(reported), reported))
    return found
