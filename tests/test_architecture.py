"""The shape of the engine: packages in one order, what each may use, and what none of them does."""

import ast
import dataclasses
import functools
import importlib
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
from helpers import ROOT, sample_wiki

ENGINE = Path(str(charsu.__file__)).parent
ADAPTER = ROOT / "hooks/mkdocs_events.py"
MODULES = {
    ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ENGINE.rglob("*.py"))
    if path != ENGINE / "__init__.py" and ENGINE / "starter" not in path.parents  # files of a new wiki
}
TEMPLATES = sorted((ENGINE / "theme").rglob("*.html"))

PACKAGES = re.findall(r"^    ([a-z0-9]+)  +\S", charsu.__doc__ or "", re.MULTILINE)
"""In the order of imports, as the engine's own docstring lists them."""


def package_of(module: str) -> str:
    return module.partition(".")[0]


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def imports_of(path: Path) -> frozenset[str]:
    """Modules that a file imports, written out: "charsu.read.texts"."""
    return frozenset(_imports_in(path))


def _imports_in(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=None):
                raise AssertionError(f"{path}:{node.lineno}: a relative import")
            case ast.ImportFrom(module=str(source), names=names):
                inner = [f"{source}.{alias.name}" for alias in names]
                modules = [name for name in inner if name.removeprefix("charsu.") in MODULES]
                yield from modules or [source]


def engine_imports(path: Path) -> set[str]:
    """Modules of the engine that a file imports: "read.texts"."""
    ours = (name for name in imports_of(path) if package_of(name) == "charsu")
    return {name.removeprefix("charsu.") for name in ours}


# --- packages -----------------------------------------------------------------------------------


def declared(package: str, word: str) -> set[str]:
    """What a package's docstring lists after a word: "Uses: support, model."."""
    text = ast.get_docstring(tree_of(ENGINE / package / "__init__.py")) or ""
    match = re.search(rf"^{word}: ([^:]*?)\.$", text, re.MULTILINE)
    assert match, f"charsu/{package}/__init__.py has no line '{word}: …'"
    return set() if match[1] == "nothing" else set(re.split(r",\s+", match[1]))


def used_by(package: str) -> set[str]:
    paths = [path for module, path in MODULES.items() if package_of(module) == package]
    return {package_of(name) for path in paths for name in engine_imports(path)} - {package}


def public_modules(package: str) -> set[str]:
    """Modules of a package that others import, or the adapter does."""
    others = [path for module, path in MODULES.items() if package_of(module) != package]
    names = {name for path in (*others, ADAPTER) for name in engine_imports(path)}
    return {name.partition(".")[2] for name in names if package_of(name) == package and "." in name}


def test_every_package_is_in_the_list_and_every_module_in_a_package() -> None:
    assert sorted(PACKAGES) == sorted({package_of(module) for module in MODULES})
    assert not [path.name for path in ENGINE.glob("*.py") if path.name != "__init__.py"]
    assert 10 <= len(PACKAGES) <= 15


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_uses_only_packages_above_it_and_says_which(package: str) -> None:
    assert used_by(package) <= set(PACKAGES[: PACKAGES.index(package)])
    assert used_by(package) == declared(package, "Uses")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_which_of_its_modules_others_use(package: str) -> None:
    assert public_modules(package) == declared(package, "Public")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_goes_in_what_comes_out_and_what_it_never_does(package: str) -> None:
    text = ast.get_docstring(tree_of(ENGINE / package / "__init__.py")) or ""
    assert re.search(r"^In: .+ Out: .+^Never: ", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_has_a_cycle(package: str) -> None:
    inner = {
        module: {name for name in engine_imports(path) if package_of(name) == package and name != package}
        for module, path in MODULES.items()
        if package_of(module) == package and module != package
    }
    while free := [module for module, needs in inner.items() if not needs & inner.keys()]:
        for module in free:
            del inner[module]
    assert not inner, "these modules import one another"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_holds_more_than_a_fifth_of_the_code(package: str) -> None:
    lines = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    assert sum(count for module, count in lines.items() if package_of(module) == package) <= sum(lines.values()) / 5


REASON = "This file is long because"


@pytest.mark.parametrize("module", [*MODULES, "mkdocs_events"])
def test_a_module_stays_short_or_says_why_not(module: str) -> None:
    text = MODULES.get(module, ADAPTER).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400 or REASON in text[:2000]


# --- sentences of absence -------------------------------------------------------------------------

READS = re.compile(r"\.(read_text|read_bytes|open|iterdir|glob|rglob|scandir)\(|\bopen\(|\bread_text\(")


def modules_in(*packages: str) -> list[str]:
    return [module for module in MODULES if package_of(module) in packages]


STENCILS = "render.stencils"
"""Reads what MkDocs has rendered, never what an author wrote."""


@pytest.mark.parametrize("module", modules_in("model", "text", "link", "view", "pictures", "render", "search"))
def test_what_comes_after_reading_opens_no_file(module: str) -> None:
    assert module == STENCILS or not READS.search(MODULES[module].read_text(encoding="utf-8"))
    assert "support.textfile" not in engine_imports(MODULES[module])


@pytest.mark.parametrize("module", modules_in("model", "text", "link", "view", "pictures", "render", "search"))
def test_what_comes_after_reading_parses_no_yaml_and_asks_no_git(module: str) -> None:
    assert {"yaml", "subprocess"}.isdisjoint(imports_of(MODULES[module]))
    assert "read" not in {package_of(name) for name in engine_imports(MODULES[module])}


def test_editing_and_reviewing_know_no_pages() -> None:
    assert {"view", "pictures", "render", "search"}.isdisjoint(used_by("edit") | used_by("review") | used_by("read"))


def test_commands_reach_pages_only_through_publish() -> None:
    assert {"view", "pictures", "render", "search"}.isdisjoint(used_by("commands"))


def test_pictures_and_the_search_know_no_templates() -> None:
    assert "render" not in used_by("pictures") | used_by("search")
    for module in modules_in("pictures", "search"):
        assert "jinja2" not in imports_of(MODULES[module])


def test_only_publish_and_the_adapter_know_all() -> None:
    everything = {"link", "view", "render", "search"}
    assert [package for package in PACKAGES if everything <= used_by(package)] == ["publish"]


@pytest.mark.parametrize("module", [module for module in MODULES if package_of(module) != "commands"])
def test_stages_report_problems_and_never_print_log_or_exit(module: str) -> None:
    assert "logging" not in imports_of(MODULES[module])
    for node in ast.walk(tree_of(MODULES[module])):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit")):
                raise AssertionError(f"{module}:{node.lineno} prints or exits")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="sys"), attr="exit")):
                raise AssertionError(f"{module}:{node.lineno} exits")


@pytest.mark.parametrize("module", modules_in("model"))
def test_records_are_frozen(module: str) -> None:
    found = vars(importlib.import_module(f"charsu.{module}")).values()
    records = [each for each in found if isinstance(each, type) and dataclasses.is_dataclass(each)]
    assert all(each.__dataclass_params__.frozen for each in records)  # type: ignore[attr-defined]


# --- the map ----------------------------------------------------------------------------------------

MAP = ROOT / "ARCHITECTURE.md"
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+(?:\.(?:py|js|css|html|md|yml|json|sh)|/))`")


def missing_paths(text: str) -> list[str]:
    """Paths in backquotes that are in neither the project, the engine nor the tests."""
    tops = (ROOT, ROOT / "hooks", ENGINE, ENGINE / "theme")
    return [path for path in PATH.findall(text) if not any((top / path).exists() for top in tops)]


def test_the_map_is_short_and_its_paths_exist() -> None:
    text = MAP.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    assert len(PATH.findall(text)) > 30 and missing_paths(text) == []
    assert [package for package in PACKAGES if f"`{package}/`" not in text] == []


NOT_IN_THE_CHECKOUT = {"site/", "site.built", "_gathered/"}


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("how-it-works.*.md")), ids=lambda path: path.name)
def test_how_it_works_names_files_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    paths = [path for path in PATH.findall(text) if path.endswith((".py", ".js")) or path.startswith("hooks/")]
    assert paths and missing_paths(" ".join(f"`{path}`" for path in paths)) == []


# --- MkDocs -----------------------------------------------------------------------------------------

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
    assert "mkdocs" not in {name.split(".")[0] for name in imports_of(MODULES[module])}


# --- the subject ------------------------------------------------------------------------------

OF_THE_SUBJECT = re.compile(r"afghan|kabul|taliban|喀布尔|阿富汗|塔利班", re.IGNORECASE)


EXAMPLES = {"read.vocabulary": {"people"}}
"""Module -> what its problems show an author as an example."""


@functools.cache
def words_of_the_vocabulary() -> set[str]:
    """Kinds and their folders, properties and relations; but for those that the engine has words of its own for."""
    vocabulary = sample_wiki().vocabulary
    folders = {kind.folder for kind in vocabulary.kinds.values()}
    return {*vocabulary.kinds, *folders, *vocabulary.properties} - set(get_args(ValueForm))


def strings_in_python(path: Path) -> Iterator[str]:
    """Strings that are more than documentation."""
    tree = tree_of(path)
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


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ENGINE / "theme").as_posix())
def test_the_theme_does_not_know_the_subject(template: Path) -> None:
    assert told_of_the_subject(strings_in_template(template)) == []


def test_the_event_module_does_not_know_the_subject() -> None:
    assert told_of_the_subject(strings_in_python(ADAPTER)) == []
