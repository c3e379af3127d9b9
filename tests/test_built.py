"""A build of what has not changed is known to be done; and nothing else is."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from building import tree
from charsu.publish import build_record, inputs
from helpers import ROOT
from synthetic import write_wiki

WIKI = Path(sys.executable).with_name("wiki")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A wiki whose site has been built, as far as anybody can tell by looking."""
    write_wiki(tmp_path, entries=20)
    (tmp_path / "locales").mkdir()
    (tmp_path / "site/people").mkdir(parents=True)
    (tmp_path / "site/people/index.html").write_text("People", encoding="utf-8")
    build_record.write_record(tmp_path, build_record.fingerprint(tmp_path, {}))
    return tmp_path


def is_built(root: Path, **environment: str) -> bool:
    return build_record.is_built(root, build_record.fingerprint(root, environment))


def test_where_nothing_has_changed_the_site_is_built(root: Path) -> None:
    assert is_built(root)
    assert is_built(root, SOMETHING="else")


def edit(root: Path) -> None:
    file = root / "entries/people/person-0001.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("name:", "name: "), encoding="utf-8")


def edit_without_another_size(root: Path) -> None:
    file = root / "docs/index.en.md"
    content = file.read_text(encoding="utf-8")
    time.sleep(0.02)
    file.write_text(content[:-2] + "x\n", encoding="utf-8")


def commit(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git/HEAD").write_text("0123", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an-entry": edit,
    "a-letter": edit_without_another_size,
    "a-new-entry": lambda root: (root / "entries/people/new.yml").write_text("x", encoding="utf-8"),
    "an-entry-gone": lambda root: (root / "entries/people/person-0002.yml").unlink(),
    "the-settings": lambda root: (root / "mkdocs.yml").touch(),
    "interface-words": lambda root: (root / "locales/en.yml").write_text("", encoding="utf-8"),
    "a-commit": commit,
    "a-page-changed": lambda root: (root / "site/people/index.html").write_text("Poeple", encoding="utf-8"),
    "a-page-gone": lambda root: (root / "site/people/index.html").unlink(),
    "a-page-more": lambda root: (root / "site/new.html").write_text("New", encoding="utf-8"),
    "a-hidden-file-more": lambda root: (root / "site/.new").write_text("New", encoding="utf-8"),
    "no-record": build_record.remove_record,
    "a-damaged-record": lambda root: (root / build_record.RECORD).write_text('{"inputs": "0', encoding="utf-8"),
    "another-record": lambda root: (root / build_record.RECORD).write_text("[]", encoding="utf-8"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_has_changed_is_noticed(root: Path, change: Callable[[Path], object]) -> None:
    change(root)
    assert not is_built(root)


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL", "REPO_BRANCH", "WIKI_SEARCH", "WIKI_SLICE"])
def test_settings_of_the_environment_count(root: Path, name: str) -> None:
    assert not is_built(root, **{name: "other"})


def test_another_version_of_the_engine_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "another one")
    assert not is_built(root)


def test_an_engine_that_was_edited_counts(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engine = tmp_path / "engine/charsu"
    engine.mkdir(parents=True)
    (engine / "names.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(inputs, "_ENGINE", engine)
    build_record.write_record(root, build_record.fingerprint(root, {}))
    assert is_built(root)
    (engine / "__pycache__").mkdir()
    (engine / "__pycache__/names.cpython-311.pyc").write_bytes(b"as Python keeps it")
    assert is_built(root)
    (engine / "names.py").write_text("a = 12\n", encoding="utf-8")
    assert not is_built(root)


def test_what_changes_while_it_is_built_is_built_the_next_time(root: Path) -> None:
    before = build_record.fingerprint(root, {})
    edit(root)
    build_record.write_record(root, before)
    assert not is_built(root)


def run(root: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "WIKI_SEARCH": "off", "PYTHONPATH": str(ROOT / "hooks")}
    return subprocess.Popen(
        [WIKI, "build", *arguments],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_builds_at_once_wait_for_each_other_and_the_third_has_nothing_to_do(tmp_path: Path) -> None:
    write_wiki(tmp_path, entries=20)
    both = [run(tmp_path), run(tmp_path, "--force")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    first = tree(tmp_path / "site")
    assert "people/index.html" in first

    third = run(tmp_path)
    assert third.communicate(timeout=60)[0] == "Nothing has changed since site/ was built.\n"
    assert tree(tmp_path / "site") == first

    # A site that somebody has spoilt is built again, to the same bytes.
    (tmp_path / "site/people/index.html").write_text("", encoding="utf-8")
    fourth = run(tmp_path)
    assert "Nothing has changed" not in fourth.communicate(timeout=120)[0]
    assert tree(tmp_path / "site") == first


def test_the_engine_of_another_checkout_is_not_mixed_with_this_one(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "other/hooks", ignore=shutil.ignore_patterns("__pycache__"))
    write_wiki(tmp_path / "wiki", entries=20, hooks=tmp_path / "other/hooks")
    process = run(tmp_path / "wiki")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"built with the engine in {tmp_path}/other, but you called the one in {ROOT}." in said
    assert not (tmp_path / "wiki/site").exists()
