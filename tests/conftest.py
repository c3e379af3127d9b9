"""What all tests share."""

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import Visit, launch, serve
from building import build, start_mkdocs
from helpers import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


def pytest_configure() -> None:
    # Whoever runs the tests in the background has them ignore Ctrl-C, and whatever they start ignores it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


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


# --- the real site --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site twice: from this checkout, and from a copy elsewhere under other circumstances."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    for name in ("docs", "entries", "hooks"):
        shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", ".mailmap"):
        shutil.copy(ROOT / name, there)
    if (ROOT / ".git").exists():  # both have the same history, which is a part of what they are built from
        git = ROOT / ".git"
        link = git.read_text(encoding="utf-8") if git.is_file() else f"gitdir: {git}\n"
        (there / ".git").write_text(link, encoding="utf-8")
    elsewhere = start_mkdocs(there, "build", "--strict", PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C")
    status, output = build(ROOT, "--strict", "--site-dir", str(here / "site"), PYTHONHASHSEED="1", TZ="UTC")
    elsewhere.communicate(timeout=120)
    assert status == 0, output
    assert not re.search(r"WARNING|ERROR|Traceback", output), output
    assert elsewhere.returncode == 0
    return here / "site", there / "site"


@pytest.fixture(scope="session")
def site(builds: tuple[Path, Path]) -> Path:
    """The folder of the real site, built as `make build` does."""
    return builds[0]


# --- in a browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the tests fail, they never skip."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the real site is served: "http://127.0.0.1:…/"."""
    with serve(site) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens pages of the real site, and holds that nothing goes wrong on them."""
    with Visit(browser, address) as visit:
        yield visit
