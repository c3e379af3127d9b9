"""The state of files: which there are, and by their times and sizes whether one has changed."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence

Snapshot = dict[str, tuple[int, ...]]
"""Path of a file -> its times, size and number."""


def take_snapshot(paths: Iterable[str], hidden: bool = False) -> Snapshot:
    """Return the state of files, and of all files in folders.

    Args:
        paths: files and folders; those that do not exist are left out.
        hidden: whether to look at names that begin with a dot, too.
    """
    return {path: _state(status) for path, status in _files_below(paths, hidden)}


RECENT = 50_000_000
"""Nanoseconds. Two changes within this time may leave a file with the same times."""


def take_settled(paths: Sequence[str], before: Snapshot) -> Snapshot:
    """Return the same once every file is so old that one more change would show.

    Args:
        paths: as for `take_snapshot`.
        before: an older snapshot; a file with the same state there is old enough.
    """
    for _ in range(_PATIENCE):
        found, now = take_snapshot(paths), time.time_ns()
        times = [at for path, state in found.items() if before.get(path) != state for at in state[:2]]
        recent = max((at for at in times if abs(now - at) < RECENT), default=None)
        if recent is None:
            break
        time.sleep((recent + RECENT - now) / 1e9)
    return found


_PATIENCE = 20
"""Maximum number of waits for files that a program never stops writing."""


def _files_below(paths: Iterable[str], hidden: bool) -> Iterator[tuple[str, os.stat_result]]:
    for path in paths:
        try:
            if os.path.isdir(path):  # noqa: PTH112
                with os.scandir(path) as found:
                    inner = [(each.path, each.is_dir(), each.stat()) for each in found if hidden or each.name[0] != "."]
                yield from ((each, status) for each, is_folder, status in inner if not is_folder)
                yield from _files_below((each for each, is_folder, _ in inner if is_folder), hidden)
            else:
                yield path, os.stat(path)  # noqa: PTH116
        except OSError:
            continue  # it went away meanwhile


def _state(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
