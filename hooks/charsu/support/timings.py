"""How long each stage of a build took, for measurements."""

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
    """Measure how long a block takes; times of the same name are added."""
    started = time.perf_counter()
    try:
        yield
    finally:
        _seconds[name] = _seconds.get(name, 0.0) + time.perf_counter() - started


def write_times() -> None:
    """Write the seconds of the stages if the environment asks for them, and start again from zero."""
    if file := os.environ.get(TIMES):
        Path(file).write_text(json.dumps({name: round(s, 4) for name, s in _seconds.items()}), encoding="utf-8")
    _seconds.clear()
