"""The same work for many items, on all cores.

The other processes are forks of this one: they have all that was read, and nothing has to be sent to them. The work
for an item must not depend on the work for another one, so that one process gives the same results.
"""

import contextlib
import gc
import io
import multiprocessing
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from threading import active_count as active_threads
from typing import Any, TypeVar

from charsu.support.interrupts import interrupts_blocked

Item = TypeVar("Item")
Result = TypeVar("Result")

PROCESSES = "WIKI_PROCESSES"
"""Environment variable: maximum number of processes of a build; without it, one for each core."""


class WorkerError(Exception):
    """Work failed in another process; the message says how."""


def cores() -> int:
    """Return how many processes may work at the same time.

    Raises:
        WorkerError: the environment variable is not a number.
    """
    wished = os.environ.get(PROCESSES, "")
    if wished:
        if not wished.isdecimal() or int(wished) == 0:
            raise WorkerError(f"{PROCESSES}: expected a number from 1, found '{wished}'")
        return int(wished)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parallel_map(items: Sequence[Item], work: Callable[[Item], Result]) -> list[Result]:
    """Call a function for every item, and return the results in the order of the items.

    Args:
        items: each goes to the first process that is free.
        work: the function; its result can be pickled.

    Raises:
        WorkerError: some work failed; the message is the traceback of the process.
    """
    processes = min(cores(), len(items))
    # A fork of a process that has threads may wait for ever for what one of them had locked.
    if processes < 2 or not hasattr(os, "fork") or active_threads() > 1:
        return [work(item) for item in items]
    next_item = multiprocessing.get_context("fork").Value("l", 0)
    with gc_rarely():
        workers: list[_Worker] = []
        results: dict[int, Result] = {}
        try:
            workers += (_Worker(items, work, next_item) for _ in range(processes - 1))
            # This process works, too: one that only waited would hold a copy of everything.
            failures = [_work(items, work, next_item, results.__setitem__), *(each.answer(results) for each in workers)]
        except BaseException:  # Ctrl-C, for one
            for worker in workers:
                worker.stop()
            raise
    for failure in filter(None, failures):
        raise WorkerError(failure)
    return [results[number] for number in range(len(items))]


def map_chunks(items: Sequence[Item], work: Callable[[Sequence[Item]], Result], at_once: int = 200) -> list[Result]:
    """Call a function for chunks of items; `at_once`: the number of items in a chunk."""
    return parallel_map(chunked(items, at_once), work)


def chunked(items: Sequence[Item], number: int) -> list[Sequence[Item]]:
    """Cut a list into chunks of `number` items; the last one may be shorter."""
    return [items[start : start + number] for start in range(0, len(items), number)]


class _Worker:
    """A process, seen from the one that started it."""

    def __init__(self, items: Sequence[Any], work: Callable[[Any], Any], next_item: Any) -> None:
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        with interrupts_blocked():
            self._process = os.fork()
            if not self._process:
                # Ctrl-C reaches every process of a terminal; the first one ends the others.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self._process:
            os.close(writing)
            self._pipe: int | None = reading
            return
        os.close(reading)
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_packed_work(items, work, next_item))
        finally:
            os._exit(0)  # without what the first process does at its end

    def answer(self, results: dict[int, Any]) -> str | None:
        """Wait for its results, add them to `results` (number of an item -> result), and return what went wrong."""
        assert self._pipe is not None, "it has answered already"
        pipe, self._pipe = os.fdopen(self._pipe, "rb", closefd=True), None
        with pipe:
            data = pipe.read()
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if os.WIFSIGNALED(status):
            return f"A process of this build was ended by signal {os.WTERMSIG(status)}; was there too little memory?"
        if not data:
            return "A process of this build has ended early."
        unpickler = pickle.Unpickler(io.BytesIO(data))
        while isinstance(found := unpickler.load(), tuple):
            results[found[0]] = found[1]
        failure: str | None = found
        return failure

    def stop(self) -> None:
        """End it without an answer, unless it has ended."""
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


def _work(
    items: Sequence[Any], work: Callable[[Any], Any], next_item: Any, done: Callable[[int, Any], None]
) -> str | None:
    """Work on items until none is left, call `done` with number and result of each, and return what went wrong."""
    try:
        while (number := _take(next_item)) < len(items):
            done(number, work(items[number]))
    except Exception:
        with next_item.get_lock():
            next_item.value = len(items)  # the others need not go on
        return traceback.format_exc()
    return None


def _packed_work(items: Sequence[Any], work: Callable[[Any], Any], next_item: Any) -> bytes:
    """Do the same, and return it pickled: numbers with results, then what went wrong.

    Each result is pickled as soon as it is made, so that this process takes fewer items than the first one, which
    pickles none. One pickler is used for all, so that an object in several results stays one object.
    """
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    failure = _work(items, work, next_item, lambda number, result: pickler.dump((number, result)))
    if failure is not None:
        return pickle.dumps(failure)
    pickler.dump(None)
    return packed.getvalue()


def _take(next_item: Any) -> int:
    with next_item.get_lock():
        number: int = next_item.value
        next_item.value += 1
        return number


@contextlib.contextmanager
def gc_rarely() -> Iterator[None]:
    """Make the garbage collector run rarely.

    Records do not form cycles, so it would search millions of them for nothing; and in a fork, its marks would cause
    every page of memory to be copied.
    """
    thresholds = gc.get_threshold()
    gc.freeze()  # what exists already is not searched
    set_gc_rare()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextlib.contextmanager
def gc_paused() -> Iterator[None]:
    """Stop the garbage collector while records are made and little else.

    It would search each of millions for nothing; afterwards they count as old, and are searched less often.
    """
    is_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        if is_at_work:
            gc.enable()


def set_gc_rare() -> None:
    """Make it run rarely from now on, in a process that does its work and ends."""
    gc.set_threshold(200_000, 50, 1000)
