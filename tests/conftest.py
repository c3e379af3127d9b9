"""What all tests share."""

import fcntl
import gc
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import Visit, launch, serve
from building import Once, build
from committing import commit, git
from helpers import ROOT, SAMPLE
from live_content import Guard, reads_live_content


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


def pytest_configure() -> None:
    # Whoever runs the tests in the background has them ignore Ctrl-C, and whatever they start ignores it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Tests make few cycles, and keep many objects: collecting as often as Python does would take a tenth of their time.
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one more than the cores: a test often waits for a browser or for another process."""
    return len(os.sched_getaffinity(0)) + 1


# --- what a test is, and what it may read -------------------------------------------------------------


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark each test that needs a browser, whatever fixture it gets it by."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


_guard = Guard()
sys.addaudithook(_guard)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    _guard.watch(collector.path.stem if isinstance(collector, pytest.Module) else "")
    try:
        return (yield)
    finally:
        _guard.watch("")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    _guard.watch(item.path.stem)
    yield
    reads_live_content(_guard, item.path.stem)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    reads_live_content(_guard, item.path.stem)


# --- small things -----------------------------------------------------------------------------------


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare text with a file beside the tests; --update-golden rewrites the file."""

    def check(actual: str, expected: Path) -> None:
        if request.config.getoption("--update-golden"):
            expected.write_text(actual, encoding="utf-8", newline="\n")
        assert actual == expected.read_text(encoding="utf-8")

    return check


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small good wiki, in which a test may make mistakes; commands are called in it."""
    root = tmp_path / "wiki"
    shutil.copytree(ROOT / "tests/wiki", root)
    monkeypatch.chdir(root)
    return root


# --- what is made once for all tests ----------------------------------------------------------------


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once for all processes that run tests; a test must not change what is in it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "once"
    shared.mkdir(exist_ok=True)

    def make_once(name: str, make: Callable[[Path], None]) -> Path:
        folder, made = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                made.touch()
        return folder

    return make_once


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The folder of the sample's site, built as `make build` does."""

    def make(folder: Path) -> None:
        copy_sample(folder / "wiki")
        status, output = build(folder / "wiki", "--strict", "--site-dir", str(folder / "site"))
        assert status == 0 and not re.search(r"WARNING|ERROR|Traceback", output), output

    return once("sample", make) / "site"


def copy_sample(folder: Path) -> None:
    """Copy the sample, with a history of two days."""
    shutil.copytree(SAMPLE, folder)
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("../../hooks", str(ROOT / "hooks")), "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "docs", "entries/people", "entries/places")
    git(folder, "commit", "--quiet", "--message", "People and places", date="2024-05-02T10:00:00+02:00")
    commit(folder, "2024-06-03T10:00:00+02:00")


# --- in a browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the tests fail, they never skip."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the sample's site is served: "http://127.0.0.1:…/"."""
    with serve(site) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens pages of the sample's site, and holds that nothing goes wrong on them."""
    with Visit(browser, address) as visit:
        yield visit
