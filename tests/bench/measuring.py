"""One process, measured: its time, and the memory of it and of all that it starts."""

import dataclasses
import multiprocessing
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_PROC = Path("/proc")
_EVERY = 0.2
"""Seconds from one look at the memory to the next; looking takes the process itself some milliseconds."""


@dataclasses.dataclass(frozen=True)
class Run:
    """One process from its start to its end."""

    seconds: float
    working: float
    """Seconds in which its cores were at work, those of all its processes together."""
    peak: float
    """Most memory in use at one time, in megabytes, by the process and all that it started.

    Memory that several of them share is counted once: the proportional set size of each is added up,
    five times a second. What is used between two looks is missed, but never the largest resident set
    of a single process, which the system itself keeps. Where there is no /proc, this is all there is.
    """


class FailedError(Exception):
    """A process ended with an error; says what it told."""


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command and wait for its end.

    Raises:
        FailedError: it ended with an error.
    """
    log = folder / "output.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        watched = _Watched(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watched.stop()
    if process.returncode:
        raise FailedError(f"{command[0]} in {folder.name}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    # Linux counts what this process holds until the new one has become another program: less than that says nothing.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = usage.ru_maxrss if usage.ru_maxrss > own else 0
    largest = told / (1024 if sys.platform != "darwin" else 1024**2)  # Linux counts in kilobytes
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(watched.peak, largest))


class _Watched:
    """Looks at the memory of a process and of its descendants, until it is told to stop."""

    def __init__(self, process: int) -> None:
        self.peak = 0.0
        self._process = process
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if _PROC.exists():
            self._thread.start()

    def _watch(self) -> None:
        while not self._stopped.wait(_EVERY):
            self.peak = max(self.peak, sum(map(_memory, family(self._process))))

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()


def family(process: int) -> list[int]:
    """A process and all that it started, as far as they still run."""
    found = [process]
    for each in found:  # grows while it is gone through
        try:
            for task in (_PROC / str(each) / "task").iterdir():
                found += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:
            continue  # it has ended by now
    return found


def _memory(process: int) -> float:
    """Megabytes; of what it shares with others, its share."""
    try:
        for line in (_PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def at_work(process: int) -> float:
    """Seconds in which a process and all that it started have had a core; 0 where nobody tells."""
    ticks = 0
    for each in family(process) if _PROC.exists() else ():
        try:
            fields = (_PROC / str(each) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def apart(function: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
    """Call a function in a process of its own, so that its memory is given back and nothing here is changed."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *args, **named).result()
