"""What the content of this wiki is held to, besides its annotation and its originals: `wiki check`, and its build.

Everything else that tests ask for, they ask of wikis of their own: so whoever changes the content as CONTRIBUTING
says need not know them. What fails here says what to do.
"""

import ast
import html
import os
import re
import shutil
import sys
import urllib.parse
from pathlib import Path

import pytest

from building import Once, build_from_start, start_mkdocs, tree
from charsu.read import editor_schemas
from charsu.review.check import check
from charsu.support.diagnostics import Problems
from helpers import LANGUAGES, ROOT
from live_content import FOLDERS, READERS, Guard, live_wiki


def test_wiki_check_finds_no_error() -> None:
    problems = Problems()
    check(ROOT, LANGUAGES, problems)
    assert not [each for each in problems if not each.is_warning], "\n".join(map(str, problems))


def test_the_schemas_beside_the_entries_are_those_of_the_vocabulary() -> None:
    vocabulary = live_wiki().vocabulary
    folder = ROOT / editor_schemas.FOLDER
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    now = {
        name: editor_schemas.as_text(schema) for name, schema in editor_schemas.schemas(vocabulary, LANGUAGES).items()
    }
    assert written == now, "run: wiki schema --write"
    settings = (ROOT / editor_schemas.SETTINGS).read_text(encoding="utf-8")
    assert settings == editor_schemas.editor_settings(settings, vocabulary.kinds.values()), "run: wiki schema --write"
    assert (ROOT / "entries/people" / editor_schemas.schema_modeline("person").rpartition("=")[2]).resolve().is_file()


# --- the build ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def builds(once: Once) -> tuple[Path, Path]:
    """The site twice: from this checkout, and from a copy elsewhere under other circumstances."""

    def make(folder: Path) -> None:
        here, there = folder / "here", folder / "there"
        here.mkdir()
        for name in ("docs", "entries", "hooks"):
            shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("mkdocs.yml", ".mailmap"):
            shutil.copy(ROOT / name, there)
        if (ROOT / ".git").exists():  # both have the same history, which is a part of what they are built from
            git = ROOT / ".git"
            link = git.read_text(encoding="utf-8") if git.is_file() else f"gitdir: {git}\n"
            (there / ".git").write_text(link, encoding="utf-8")
        elsewhere = start_mkdocs(there, "build", "--strict", PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C")
        status, output = build_from_start(
            ROOT, "--strict", "--site-dir", str(here / "site"), PYTHONHASHSEED="1", TZ="UTC"
        )
        elsewhere.communicate(timeout=300)
        assert status == 0, output
        assert not re.search(r"WARNING|ERROR|Traceback", output), output
        assert elsewhere.returncode == 0

    folder = once("live", make)
    return folder / "here/site", folder / "there/site"


def test_two_builds_are_the_same_to_the_byte(builds: tuple[Path, Path]) -> None:
    """Whatever the folder, the time zone, and the order in which Python's sets come."""
    first, second = map(tree, builds)
    assert set(first) == set(second)
    assert not [name for name in first if first[name] != second[name]]


def test_a_finished_build_leaves_nothing_beside_the_site(builds: tuple[Path, Path]) -> None:
    assert [path.name for path in builds[0].parent.iterdir()] == ["site"]
    copied = {"docs", "entries", "hooks", "mkdocs.yml", ".mailmap", "site"} | (
        {".git"} if (ROOT / ".git").exists() else set()
    )
    assert {path.name for path in builds[1].parent.iterdir()} == copied


def test_no_page_leads_nowhere(builds: tuple[Path, Path]) -> None:
    """Links in articles, too, of which `wiki check` knows only those in double brackets."""
    site = builds[0]
    pages = {}
    for file in site.rglob("*.html"):
        found = re.findall(r'<[^>]* (id|href|src)="([^"]*)"', file.read_text(encoding="utf-8"))
        pages[file] = found
    ids = {file: {html.unescape(value) for name, value in found if name == "id"} for file, found in pages.items()}
    nowhere, followed = [], 0
    for file, found in pages.items():
        for name, value in found:
            address = html.unescape(value)
            path, _, fragment = address.partition("#")
            if name == "id" or ":" in path or path.startswith("//") or file.name == "404.html":
                continue
            followed += 1
            path = urllib.parse.unquote(path.partition("?")[0])
            target = Path(os.path.normpath(site / path[1:] if path.startswith("/") else file.parent / path))
            target = target / "index.html" if target.is_dir() else target if path else file
            known = ids.get(target)
            if not target.exists() or (fragment and known and urllib.parse.unquote(fragment) not in known):
                nowhere.append(f"{file.relative_to(site)} leads to {address}")
    assert followed > 1000
    assert not nowhere, nowhere[:20]


# --- nobody else reads it -----------------------------------------------------------------------------


def test_only_these_modules_ask_for_the_live_content() -> None:
    found = set()
    for file in (ROOT / "tests").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "live_content":
                found |= {file.stem} if {"live_wiki", "FOLDERS"} & {name.name for name in node.names} else set()
    assert found <= READERS
    assert {file.stem for file in (ROOT / "tests").glob("test_*.py")} > READERS


def test_a_module_that_reads_the_live_content_is_found_out() -> None:
    guard = Guard()
    guard.watch("test_engine")
    entry = FOLDERS[0] / "vocabulary.yml"
    harmless: list[tuple[str, tuple[object, ...]]] = [
        ("open", (str(ROOT / "mkdocs.yml"), "r", 0)),
        ("open", (3, "r", 0)),
        ("os.listdir", (str(ROOT / "tests/sample/entries"),)),
        ("subprocess.Popen", (sys.executable, [sys.executable, "-c", ""], str(ROOT), None)),
        ("subprocess.Popen", ("wiki", ["wiki", "check"], str(ROOT / "tests/wiki"), None)),
    ]
    for event in harmless:
        guard(*event)
    assert not guard.found
    forbidden: list[tuple[str, tuple[object, ...]]] = [
        ("open", (entry, "r", 0)),
        ("os.scandir", (os.fsencode(FOLDERS[1]),)),
        ("open", (str(ROOT / "tests/../docs/texts/a/text.yml"), "r", 0)),
        ("subprocess.Popen", ("mkdocs", [Path("bin/mkdocs"), "build"], ROOT, None)),
        ("subprocess.Popen", ("wiki", ["wiki", "check"], str(FOLDERS[0]), None)),
    ]
    for event in forbidden:
        before = sum(map(len, guard.found.values()))
        guard(*event)
        assert sum(map(len, guard.found.values())) == before + 1, event
    assert list(guard.found) == ["test_engine"]
    guard.watch("test_content")
    guard("open", (entry, "r", 0))
    assert list(guard.found) == ["test_engine"]
