"""The same work for many items, on all cores: the same results as one process, and every failure is told."""

import dataclasses
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from building import build_from_start, tree
from charsu.model.dates import read_date
from charsu.model.records import Coordinates, Segment, Source, Statement
from charsu.support import parallel
from charsu.support.diagnostics import Place
from charsu.support.parallel import PROCESSES, WorkerError, cores, gc_rarely, map_chunks, parallel_map
from synthetic import ROOT, write_wiki


@pytest.fixture(autouse=True)
def _no_process_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(PROCESSES, "3")
    # Other tests may have left a thread behind, which does nothing that these would have to wait for.
    threads = threading.active_count()
    monkeypatch.setattr(parallel, "active_threads", lambda: threading.active_count() - threads + 1)
    started: list[int] = []
    fork = os.fork

    def noted_fork() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", noted_fork)
    yield
    assert [process for process in started if is_child(process)] == []


def is_child(process: int) -> bool:
    """Whether this process has started that one and not waited for its end."""
    try:
        os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


# --- results ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 100])
def test_results_stand_in_the_order_of_the_items(processes: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, str(processes))
    items = [f"{number}·中" for number in range(count)]
    assert parallel_map(items, lambda item: (item, item * 2)) == [(item, item * 2) for item in items]


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize(("count", "parts"), [(0, []), (1, [1]), (7, [7]), (8, [7, 1]), (30, [7, 7, 7, 7, 2])])
def test_some_items_at_a_time(processes: int, count: int, parts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, str(processes))
    found = map_chunks(range(count), list, 7)
    assert [len(each) for each in found] == parts
    assert [number for each in found for number in each] == list(range(count))


def test_work_is_done_in_several_processes_each_item_once(tmp_path: Path) -> None:
    def work(number: int) -> int:
        with (tmp_path / "done").open("a", encoding="utf-8") as file:
            file.write(f"{number}\n")
        # So that none of them does all of it: each waits until a second one has begun.
        (tmp_path / f"process-{os.getpid()}").touch()
        while len(list(tmp_path.glob("process-*"))) < 2:
            pass
        return os.getpid()

    found = set(parallel_map(range(50), work))
    assert 2 <= len(found) <= 3
    done = (tmp_path / "done").read_text(encoding="utf-8").split()
    assert sorted(map(int, done)) == list(range(50))


def test_results_may_be_large() -> None:
    """Larger than what a pipe holds before somebody reads it."""
    assert [len(found) for found in parallel_map(range(6), lambda number: "x" * 3_000_000)] == [3_000_000] * 6


def test_records_are_sent_whole() -> None:
    place = Place("entries/people/ana.yml", 3, 5)
    source = Source(text="storm", segment="p1s1", place=place)
    date = read_date("1989/1995-03~")
    records: list[Any] = [
        Statement(property="born", value=date, sources=(source,), place=place, value_place=Place("x", 1)),
        Segment(id="p1s1", text="Ana", paragraph=1, role="prose", place=place),
        Coordinates(34.5, 69.1, 1000.0),
    ]
    for record, sent in zip(records, pickle.loads(pickle.dumps(records)), strict=True):
        assert type(sent) is type(record)
        for field in dataclasses.fields(record):
            assert getattr(sent, field.name) == getattr(record, field.name)
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(sent, dataclasses.fields(record)[0].name, "other")


def test_what_results_have_in_common_is_sent_once() -> None:
    shared = ("a name that stands in many results",)

    def work(number: int) -> tuple[int, tuple[str]]:
        time.sleep(0.002)
        return os.getpid(), shared

    found = parallel_map(list(range(60)), work)
    objects = {process: {id(name) for at, name in found if at == process} for process, _ in found}
    assert all(len(same) == 1 for same in objects.values())


def test_with_threads_one_process_does_the_work() -> None:
    """A fork of it could wait for ever for what one of its threads had locked."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert set(parallel_map(range(5), lambda number: os.getpid())) == {os.getpid()}
    finally:
        end.set()
        thread.join()


INTERRUPTED = """
import os, signal, sys, time
sys.path.insert(0, sys.argv[1])
from charsu.support.interrupts import exit_on_interrupt
from charsu.support.parallel import parallel_map

def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(30)

exit_on_interrupt()
parallel_map(range(9), work)
"""


@pytest.mark.parametrize("is_terminal", [True, False])
def test_ctrl_c_ends_all_processes_at_once(is_terminal: bool) -> None:
    """A terminal sends it to each of them, `kill` to the first one only."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(ROOT / "hooks")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert len({process.stdout.readline() for _ in range(3)}) == 3
    (os.killpg if is_terminal else os.kill)(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_what_is_printed_is_printed_once(capfd: pytest.CaptureFixture[str]) -> None:
    print("before", end="")
    parallel_map(range(5), str)
    print(" behind")
    assert capfd.readouterr().out == "before behind\n"


def in_another_process(work: Callable[[int], object]) -> Callable[[int], object]:
    """Work that one of the other processes does, while the first one waits for it to begin."""
    first, (begun, beginning) = os.getpid(), os.pipe()
    seen: list[bytes] = []

    def done(number: int) -> object:
        if os.getpid() != first:
            os.write(beginning, b"x")
            return work(number)
        if not seen:
            seen.append(os.read(begun, 1))
        return number

    return done


# --- failures ---------------------------------------------------------------------------------------


def fails(number: int) -> int:
    if number == 4:
        raise LookupError(f"number {number} fails")
    return number


@pytest.mark.parametrize("processes", [2, 5])
def test_a_failure_is_told_with_its_place(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, str(processes))
    with pytest.raises(WorkerError) as caught:
        parallel_map(range(9), fails)
    told = str(caught.value)
    assert told.startswith("Traceback")
    assert "in fails" in told
    assert told.rstrip().endswith("LookupError: number 4 fails")


def test_one_process_fails_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "1")
    with pytest.raises(LookupError, match="number 4"):
        parallel_map(range(9), fails)


def test_after_a_failure_nobody_begins_anything_more(tmp_path: Path) -> None:
    def work(number: int) -> None:
        if number == 0:
            raise LookupError
        while not (tmp_path / "failed").exists() and number < 3:
            (tmp_path / "failed").touch()
        (tmp_path / f"done-{number}").touch()
        signal.sigtimedwait([], 0.01)

    with pytest.raises(WorkerError):
        parallel_map(range(1000), work)
    assert len(list(tmp_path.glob("done-*"))) < 900


def test_a_result_that_cannot_be_sent_is_a_failure() -> None:
    with pytest.raises(WorkerError, match="pickle"):
        parallel_map(range(30), in_another_process(lambda number: lambda: number))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_ended_is_told(end: signal.Signals) -> None:
    def work(number: int) -> int:
        os.kill(os.getpid(), end)
        return number

    with pytest.raises(WorkerError, match=rf"ended by signal {int(end)}; was there too little memory\?"):
        parallel_map(range(9), in_another_process(work))


def test_a_process_that_ends_by_itself_is_told() -> None:
    with pytest.raises(WorkerError, match="ended early"):
        parallel_map(range(9), in_another_process(lambda number: os._exit(0)))


# --- how many -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["0", "-1", "two", "1.5", " ", "²"])
def test_a_wish_that_is_no_number_is_told(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, wish)
    with pytest.raises(WorkerError, match=rf"WIKI_PROCESSES: expected a number from 1, found '{wish}'"):
        cores()


def test_without_a_wish_all_cores_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "")
    assert cores() == len(os.sched_getaffinity(0))
    monkeypatch.delenv(PROCESSES)
    assert cores() == len(os.sched_getaffinity(0))
    monkeypatch.setenv(PROCESSES, "7")
    assert cores() == 7


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was(is_on: bool) -> None:
    was_on = gc.isenabled()
    try:
        gc.enable() if is_on else gc.disable()
        thresholds = gc.get_threshold()
        with gc_rarely(), gc_rarely():
            assert gc.get_threshold() > thresholds
        assert gc.get_threshold() == thresholds
        assert gc.isenabled() == is_on
    finally:
        gc.enable() if was_on else gc.disable()


# --- a whole build ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wiki of several parts, with a theme of its own, built by one process."""
    root = tmp_path_factory.mktemp("wiki")
    write_wiki(root, entries=220, texts=22, hooks=root / "hooks")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    status, output = build_from_start(root, "--strict", SITE_URL="https://wiki.example/", WIKI_PROCESSES="1")
    assert status == 0, output
    return root


def test_any_number_of_processes_makes_the_same_bytes(wiki: Path) -> None:
    before = tree(wiki / "site")
    assert len(before) > 1000
    status, output = build_from_start(wiki, "--strict", SITE_URL="https://wiki.example/", WIKI_PROCESSES="3")
    assert status == 0, output
    after = tree(wiki / "site")
    assert list(after) == list(before)
    assert [path for path in before if before[path] != after[path]] == []


KILLED_IF_FORKED = (
    "import os; from pathlib import Path as P;"
    " os.kill(os.getpid(), 9 * (P(f'/proc/{os.getppid()}/cmdline').read_text() == P('/proc/self/cmdline').read_text()))"
)
"""Only the first process has been started by another command than its own."""


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ('raise LookupError("no words for this")', "LookupError: no words for this"),
        (KILLED_IF_FORKED, "A process of this build was ended by signal 9"),
    ],
)
def test_a_process_that_fails_fails_the_build(wiki: Path, mistake: str, said: str) -> None:
    before, module = tree(wiki / "site"), wiki / "hooks/charsu/render/entry_page.py"
    good = module.read_text(encoding="utf-8")
    module.write_text(
        good.replace("    if not positions.by_name:\n", f"    {mistake}\n    if not positions.by_name:\n"), "utf-8"
    )
    assert module.read_text(encoding="utf-8") != good
    try:
        status, output = build_from_start(wiki, WIKI_PROCESSES="3")
    finally:
        module.write_text(good, encoding="utf-8")
    assert status == 1
    assert said in output
    assert "mkdocs_events.py" not in output, "where it was waited for is of no interest"
    assert tree(wiki / "site") == before
    assert [path.name for path in wiki.iterdir() if path.name.startswith("site.")] == []


def test_a_wish_that_is_no_number_fails_the_build(wiki: Path) -> None:
    before = tree(wiki / "site")
    status, output = build_from_start(wiki, WIKI_PROCESSES="many")
    assert status == 1
    assert "WIKI_PROCESSES: expected a number from 1, found 'many'" in output
    assert "Traceback" not in output
    assert tree(wiki / "site") == before
