"""The shape of the engine: imports go one way, and nothing in it knows MkDocs or the subject of the wiki."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import jinja2
import pytest

import charsu
from charsu.model.records import ValueForm
from helpers import ROOT, real_wiki

ENGINE = Path(str(charsu.__file__)).parent
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ENGINE.rglob("*.py"))
    if path != ENGINE / "__init__.py" and ENGINE / "starter" not in path.parents  # files of a new wiki
}
TEMPLATES = sorted((ROOT / "hooks/charsu/theme").rglob("*.html"))

LISTED = re.findall(r"^    ([a-z.]+)  +\S", charsu.__doc__ or "", re.MULTILINE)


def test_every_module_stands_once_in_the_list() -> None:
    assert sorted(LISTED) == sorted(MODULES)


def imports(module: str) -> Iterator[str]:
    """Modules that a module imports, written out: "charsu.load.texts"."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=None):
                raise AssertionError(f"{module}:{node.lineno}: a relative import")
            case ast.ImportFrom(module=str(source), names=names):
                inner = [f"{source}.{alias.name}" for alias in names]
                modules = [name for name in inner if name.removeprefix("charsu.") in MODULES]
                yield from modules or [source]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_modules_above_it(module: str) -> None:
    above = LISTED[: LISTED.index(module)]
    ours = [name.removeprefix("charsu.") for name in imports(module) if name.split(".")[0] == "charsu"]
    assert not [name for name in ours if name not in above]


SLOW = {"pypinyin", "edtf", "igraph", "watchdog"}
"""What takes longer to load than most commands to do their work."""


@pytest.mark.parametrize("module", ["charsu.commands.check", "charsu.commands.new", "charsu.commands.build"])
def test_a_command_loads_nothing_slow_before_it_needs_it(module: str) -> None:
    told = f"import sys, {module}; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    loaded = subprocess.run([sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=True)
    assert module in loaded.stdout.split()
    assert SLOW.isdisjoint(loaded.stdout.split())


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_does_not_know_mkdocs(module: str) -> None:
    assert "mkdocs" not in {name.split(".")[0] for name in imports(module)}


# --- the subject ------------------------------------------------------------------------------

OF_THE_SUBJECT = re.compile(r"afghan|kabul|taliban|喀布尔|阿富汗|塔利班", re.IGNORECASE)


EXAMPLES = {"load.vocabulary": {"people"}}
"""Module -> what its problems show an author as an example."""


def words_of_the_vocabulary() -> set[str]:
    """Kinds and their folders, properties and relations; but for those that the engine has words of its own for."""
    vocabulary = real_wiki().vocabulary
    folders = {kind.folder for kind in vocabulary.kinds.values()}
    return {*vocabulary.kinds, *folders, *vocabulary.properties} - set(get_args(ValueForm))


def strings_in_python(path: Path) -> Iterator[str]:
    """Strings that are more than documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def strings_in_template(path: Path) -> Iterator[str]:
    for _, kind, text in jinja2.Environment().lex(path.read_text(encoding="utf-8")):
        if kind == "string":
            yield text[1:-1]
        elif kind == "data":
            yield text


def told_of_the_subject(strings: Iterable[str]) -> list[str]:
    known = words_of_the_vocabulary()
    return [text for text in strings if text in known or OF_THE_SUBJECT.search(text)]


@pytest.mark.parametrize("module", MODULES)
def test_the_engine_does_not_know_the_subject(module: str) -> None:
    assert set(told_of_the_subject(strings_in_python(MODULES[module]))) <= EXAMPLES.get(module, set())


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "hooks/charsu/theme").as_posix()
)
def test_the_theme_does_not_know_the_subject(template: Path) -> None:
    assert told_of_the_subject(strings_in_template(template)) == []


def test_the_event_module_does_not_know_the_subject() -> None:
    assert told_of_the_subject(strings_in_python(ROOT / "hooks/mkdocs_events.py")) == []
