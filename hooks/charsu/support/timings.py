"""Stages: how long each part of a build took, for whoever measures it."""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

TIMES = "WIKI_TIMES"
"""Environment variable: the file into which a build writes the seconds of its stages, as JSON."""

_seconds: dict[str, float] = {}


@contextlib.contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the time that something takes; what has the same name is added up."""
    started = time.perf_counter()
    try:
        yield
    finally:
        _seconds[name] = _seconds.get(name, 0.0) + time.perf_counter() - started


def write_times() -> None:
    """Write the seconds of the stages, if anybody wants them, and begin anew."""
    if file := os.environ.get(TIMES):
        Path(file).write_text(json.dumps({name: round(s, 4) for name, s in _seconds.items()}), encoding="utf-8")
    _seconds.clear()
