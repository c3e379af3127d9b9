"""What Ctrl-C does to a build: it ends at once and quietly, and leaves nothing half done."""

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

INTERRUPTED = 130
"""Exit status of a process that Ctrl-C has ended, as shells have it: 128 and the number of the signal."""


def exit_on_interrupt() -> None:
    """Let Ctrl-C end this process with status 130 from now on. Every `finally` still runs."""
    with contextlib.suppress(ValueError):  # not the main thread, which alone receives signals
        signal.signal(signal.SIGINT, _exit)


def _exit(number: int, frame: Any) -> None:
    # Not KeyboardInterrupt, which click would turn into status 1 and the word "Aborted!".
    raise SystemExit(INTERRUPTED)


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Hold back Ctrl-C until the end of the block, whose steps belong together."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
