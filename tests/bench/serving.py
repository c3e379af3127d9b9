"""From saving a file until the new page is served, with the server that an author runs.

A server is started as `make serve` starts it. Then a file is changed, and the address of a page that
it changes is asked again and again until the new words are in the answer. Before the next change, the
server has come to rest.
"""

import contextlib
import dataclasses
import os
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.contenders import HUGO, HUGO_ALL, Contender, hugo_source, mkdocs_source
from bench.measuring import at_work

_PATIENCE = 900
"""Seconds after which a page is not waited for any longer."""


@dataclasses.dataclass(frozen=True)
class Edit:
    """Something that an author does."""

    id: str
    """"entry", "text" or "everything": what it changes."""
    file: Path
    change: Callable[[str, str], str]
    """(content, new word) -> content with that word."""
    address: str
    """A page on which the word is to be read then."""


class NeverServedError(Exception):
    """A change did not come to its page."""


def measure_edits(contender: Contender, entry: str, text: str, times: int) -> dict[str, float]:
    """Seconds for each edit: medians.

    Args:
        contender: whose server it is.
        entry: address of an entry's page.
        text: address of a text's page.
        times: how often each is done; only once, where it takes more than half a minute.
    """
    found = {}
    with _served(contender) as (server, address):
        for edit in _edits(contender, entry, text):
            page, original = f"{address}{edit.address}", edit.file.read_text(encoding="utf-8")
            _wait_for(page, b"")
            seconds: list[float] = []
            try:
                while len(seconds) < times and not (seconds and seconds[0] > 30):
                    _rest(server)
                    word = f"changed{len(seconds)}{edit.id}"
                    edit.file.write_text(edit.change(original, word), encoding="utf-8", newline="\n")
                    seconds.append(_wait_for(page, word.encode()))
            finally:
                edit.file.write_text(original, encoding="utf-8", newline="\n")
            found[edit.id] = statistics.median(seconds)
    return found


def _edits(contender: Contender, entry: str, text: str) -> list[Edit]:
    root = contender.root

    def after(mark: str) -> Callable[[str, str], str]:
        return lambda content, word: content.replace(mark, f"{mark}{word} ", 1)

    def before_end(content: str, word: str) -> str:
        return f"{content.rstrip()} {word}.\n"

    if contender.id.startswith("charsu"):
        return [
            Edit("entry", root / f"entries/{entry.rstrip('/')}.yml", after('  en: "'), entry),
            Edit("text", root / f"docs/{text}index.en.md", before_end, text),
            Edit("everything", root / "entries/vocabulary.yml", after('"birthplace": {"label": {"en": "'), entry),
        ]
    if contender.id in (HUGO, HUGO_ALL):
        content, everything = root / "content/en", root / "layouts/baseof.html"
        files = [content / f"{hugo_source(page)}.md" for page in (entry, text)]
        mark = "<header>\n"
    else:
        files = [root / f"docs/{mkdocs_source(page)}.en.md" for page in (entry, text)]
        everything, mark = root / "mkdocs.yml", "site_name: "
    return [
        Edit("entry", files[0], after("\n---\n\n"), entry),
        Edit("text", files[1], after("\n---\n\n"), text),
        Edit("everything", everything, after(mark), entry),
    ]


@contextlib.contextmanager
def _served(contender: Contender) -> Iterator[tuple[int, str]]:
    """The server's process, and the address of its home page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(part).replace("{port}", port) for part in contender.serve]
    with (contender.root / "output.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=contender.root,
            env={**os.environ, **contender.environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process.pid, f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(60)


def _wait_for(page: str, word: bytes) -> float:
    """Seconds until a page is served that has a word."""
    started = time.perf_counter()
    while time.perf_counter() < started + _PATIENCE:
        try:
            with urllib.request.urlopen(page, timeout=_PATIENCE) as answer:
                found = word in answer.read()
        except OSError:  # it does not answer yet, or not with this page
            found = False
        if found:
            return time.perf_counter() - started
        time.sleep(0.005)
    raise NeverServedError(f"{page} never had {word.decode()!r}")


def _rest(server: int) -> None:
    """Wait until a server has done with whatever it does; looking for changed files is rest."""
    before, deadline = at_work(server), time.perf_counter() + 120
    while time.perf_counter() < deadline:
        time.sleep(1)
        now = at_work(server)
        if now - before < 0.5:
            return
        before = now
