"""The engine serves other wikis: new ones made by `wiki init`, and one on another subject written here."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click.testing
import pytest
from packaging.utils import canonicalize_name
from playwright.sync_api import Browser

from browsing import PHONE, Visit, check_accessibility, overflow, serve
from building import build
from charsu.commands import main
from charsu.commands.init import init
from charsu.edit.new_wiki import EXAMPLE_LANGUAGES, STARTER, is_language, new_wiki, own_name
from charsu.model.records import Language
from charsu.support.distribution import requirements
from helpers import ROOT
from test_architecture import OF_THE_SUBJECT

ENGINE = {"PYTHONPATH": str(ROOT / "hooks")}

SETS: dict[str, Sequence[Language]] = {
    "two": ("fr", "de"),
    "three": ("en", "zh", "vi"),
    "one": ("es",),
    "five": ("fa", "ar", "en", "zh", "sw"),
}
"""Languages of new wikis: without interface words, with them; without translations; from right to left by default
and without an example."""


def make(folder: Path, languages: Sequence[Language], *more: str) -> str:
    options = [option for language in languages for option in ("--language", language)]
    done = click.testing.CliRunner().invoke(main, ["init", str(folder), *options, *more])
    assert done.exit_code == 0, done.output
    return str(done.output)


@pytest.fixture(scope="module", params=SETS)
def wiki(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Language]]:
    """A new wiki, and its languages."""
    folder = tmp_path_factory.mktemp("new") / "wiki"
    make(folder, SETS[request.param])
    return folder, SETS[request.param]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **ENGINE, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore::DeprecationWarning"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


# --- a new wiki ------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_a_new_wiki(
    wiki: tuple[Path, Sequence[Language]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(wiki[0])
    done = click.testing.CliRunner().invoke(main, ["check", "--strict"])
    assert done.exit_code == 0 and done.output.startswith("0 errors, 0 warnings in "), done.output


def test_editors_complete_and_check_a_new_wiki_from_the_first_day(
    wiki: tuple[Path, Sequence[Language]], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = wiki[0]
    monkeypatch.chdir(root)
    files = [*(root / "entries/.schema").iterdir(), root / ".vscode/settings.json"]
    before = {file: file.read_bytes() for file in files}
    assert root / "entries/.schema/entry-person.json" in before
    assert click.testing.CliRunner().invoke(main, ["schema", "--write"]).exit_code == 0
    assert {file: file.read_bytes() for file in files} == before


def test_the_tests_of_a_new_wiki_are_green(wiki: tuple[Path, Sequence[Language]]) -> None:
    done = run(wiki[0], "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout


def test_a_new_wiki_builds_in_its_languages_and_knows_nothing_of_this_one(
    wiki: tuple[Path, Sequence[Language]],
) -> None:
    folder, languages = wiki
    status, output = build(folder, "--strict", **ENGINE)
    assert status == 0, output
    assert not re.search("WARNING|ERROR|Traceback", output), output
    for language in languages:
        home = folder / "site" / ("" if language == languages[0] else language)
        page = (home / "index.html").read_text(encoding="utf-8")
        way = ' dir="rtl"' if language in ("fa", "ar") else ""
        assert f'<html lang="{language}"{way} ' in page
        assert f'<body dir="{"rtl" if way else "ltr"}"' in page
        assert (home / "people/eleanor-roosevelt/index.html").exists()
    assert list((folder / "site/search").rglob("*.json"))
    pages = sorted((folder / "site").rglob("*.html"))
    assert len(pages) > 20 * len(languages)
    assert not [page for page in pages if OF_THE_SUBJECT.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("languages", [["en"], ["vi", "sw"], ["sw", "yo"], EXAMPLE_LANGUAGES], ids=" ".join)
def test_nothing_is_wrong_with_a_text_in_one_language_in_none_or_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: Sequence[Language]
) -> None:
    make(tmp_path / "wiki", languages)
    monkeypatch.chdir(tmp_path / "wiki")
    done = click.testing.CliRunner().invoke(main, ["check", "--strict"])
    assert done.exit_code == 0 and done.output.startswith("0 errors, 0 warnings in "), done.output


def test_nothing_of_the_engine_is_copied(wiki: tuple[Path, Sequence[Language]]) -> None:
    python = {path.relative_to(wiki[0]).as_posix() for path in wiki[0].rglob("*.py")}
    assert python == {"hooks/wiki.py", "tests/test_wiki.py"}
    assert len((wiki[0] / "hooks/wiki.py").read_text(encoding="utf-8").splitlines()) == 3


def test_a_new_wiki_has_words_to_translate_for_languages_that_the_engine_does_not_know(tmp_path: Path) -> None:
    told = make(tmp_path / "wiki", ["en", "sw"])
    assert "the interface words: " in told and "locales/sw.yml" in told
    assert "the example has English in place of sw" in told
    assert (tmp_path / "wiki/locales/sw.yml").read_text(encoding="utf-8").startswith("# Interface words in Kiswahili")
    assert not (tmp_path / "wiki/locales/en.yml").exists()


def test_the_text_leads_with_a_language_in_which_it_was_drawn_up() -> None:
    assert "\noriginal: fr\n" in new_wiki("x", ["fa", "fr"], [])["docs/texts/declaration/text.yml"]
    assert "\noriginal: fa\n" in new_wiki("x", ["sw", "fa"], [])["docs/texts/declaration/text.yml"]
    assert not [file for file in new_wiki("x", ["sw", "yo"], []) if file.startswith("docs/texts")]


def test_the_example_says_everything_in_every_language() -> None:
    lines = [line for file in STARTER.rglob("*.yml") for line in file.read_text(encoding="utf-8").splitlines()]
    localized = [line for line in lines if "{en: " in line]
    assert len(localized) > 40
    assert not [line for line in localized for each in EXAMPLE_LANGUAGES if not re.search(rf"[{{ ]{each}: ", line)]


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = click.testing.CliRunner().invoke(main, ["init", str(tmp_path), "-l", "en"])
    assert done.exit_code == 2
    assert f"{tmp_path} is not empty. Choose another folder, or empty it." in done.output
    assert list(tmp_path.iterdir()) == [tmp_path / "mine.txt"]


@pytest.mark.parametrize("code", ["english", "xx", "EN", "../en", "fa_IR", ""])
def test_what_is_no_language_is_refused(tmp_path: Path, code: str) -> None:
    assert not is_language(code)
    done = click.testing.CliRunner().invoke(main, ["init", str(tmp_path / "wiki"), "-l", code])
    assert done.exit_code == 2
    assert "is not a language code; write one such as fa, fr or pt-BR." in done.output
    assert not (tmp_path / "wiki").exists()


def test_a_language_calls_itself_as_its_writers_do() -> None:
    assert [own_name(language) for language in ("fr", "ka", "zh")] == ["Français", "ქართული", "中文"]


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    done = click.testing.CliRunner().invoke(init, [str(tmp_path / "wiki")])
    assert done.exit_code == 2
    assert "Name at least one language, the default one first: --language en --language fa" in done.output


def test_a_name_is_a_name_and_no_yaml(tmp_path: Path) -> None:
    make(tmp_path / "wiki", ["fr"], "--name", 'Le "phare": #1 $x')
    assert r'site_name: "Le \"phare\": #1 $x"' in (tmp_path / "wiki/mkdocs.yml").read_text(encoding="utf-8")


def test_the_requirements_are_the_engine_and_all_that_it_needs() -> None:
    engine, *others = requirements()
    assert "charsu" in engine or engine.startswith("--editable file:")
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    ours = {(canonicalize_name(name), version) for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", locked, re.M)}
    wanted = [line.split("==") for line in others]
    assert {(canonicalize_name(name), version) for name, version in wanted} <= ours
    assert {line.partition("==")[0] for line in others} >= {"mkdocs", "mkdocs-material", "pytest", "PyYAML", "pathspec"}


# --- from right to left, in a browser -------------------------------------------------------------


@pytest.fixture(scope="module")
def persian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a wiki in Persian and English is served."""
    folder = tmp_path_factory.mktemp("persian") / "wiki"
    make(folder, ["fa", "en"])
    status, output = build(folder, "--strict", **ENGINE)
    assert status == 0, output
    with serve(folder / "site") as address:
        yield address


@pytest.mark.parametrize(
    "path",
    ["", "events/universal-declaration/", "texts/declaration/", "people/", "timeline/", "map/", "relations/", "about/"],
)
@pytest.mark.parametrize("size", [PHONE, (1280, 900)], ids=["phone", "desktop"])
def test_pages_from_right_to_left_fit_and_are_accessible(
    browser: Browser, persian: str, path: str, size: tuple[int, int]
) -> None:
    with Visit(browser, persian) as visit:
        page = visit.open(path, size)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert overflow(page) == 0
        assert check_accessibility(page) == []


def test_each_version_of_a_text_runs_its_own_way(browser: Browser, persian: str) -> None:
    with Visit(browser, persian) as visit:
        page = visit.open("texts/declaration/")
        ways = page.evaluate(
            """[...document.querySelectorAll('#p2s1, [data-segment=p2s1]')]
            .map(segment => [segment.lang, getComputedStyle(segment).direction])"""
        )
        assert ways == [["fa", "rtl"], ["en", "ltr"]]
        persian_box, english_box = (page.locator(f".row:has(#p2s1) .column-{n}").bounding_box() for n in (1, 2))
        assert persian_box and english_box and persian_box["x"] > english_box["x"]


# --- another subject ------------------------------------------------------------------------------

LIGHTHOUSE = {
    "mkdocs.yml": """
site_name: Le phare
theme: material
hooks: [hooks/wiki.py]
plugins:
  - i18n:
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: fa, name: فارسی}
""",
    "hooks/wiki.py": "from mkdocs_events import *\n",
    "docs/index.fr.md": "# Le phare\n\nVoir [[cordouan]].\n",
    "docs/index.fa.md": "# فانوس دریایی\n\n[[cordouan]] را ببینید.\n",
    "entries/vocabulary.yml": """
kinds:
  tower:
    folder: towers
    label: {fr: Tour, fa: برج}
    plural: {fr: Tours, fa: برج‌ها}
properties:
  height: {value: number, label: {fr: Hauteur, fa: بلندی}}
""",
    "entries/sources.yml": "survey:\n  title: Les phares\n  language: fr\n",
    "entries/towers/cordouan.yml": """
name: {fr: phare de Cordouan, fa: فانوس کوردوان}
aliases: {fr: [Cordouan], fa: [کوردوان]}
summary: {fr: Un phare., fa: یک فانوس دریایی.}
statements:
  - height: 67.5
    sources: ["visit#p1s1", survey]
""",
    "docs/texts/visit/text.yml": """
title: {fr: Une visite, fa: یک دیدار}
original: fr
about: {fr: Deux phrases., fa: دو جمله.}
rights: {fr: Libres., fa: آزاد.}
translations: {fa: {by: R, status: draft}}
""",
    "docs/texts/visit/index.fr.md": "Nous avons vu Cordouan.\nPuis la nuit tomba.\n",
    "docs/texts/visit/index.fa.md": "كوردوان‌ها را دیدیم.\nسپس شب شد.\n",
}


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site on another subject."""
    folder = tmp_path_factory.mktemp("lighthouse")
    for name, content in LIGHTHOUSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    status, output = build(folder, "--strict", **ENGINE)
    assert status == 0, output
    return folder / "site"


def test_names_are_linked_on_another_subject_in_every_language(lighthouse: Path) -> None:
    found = json.loads((lighthouse / "data/mentions.json").read_text(encoding="utf-8"))
    assert {(m["lang"], m["segment"], m["surface"], m["entry"]) for m in found if m.get("text") == "visit"} == {
        ("fr", "p1s1", "Cordouan", "cordouan"),
        ("fa", "p1s1", "كوردوان", "cordouan"),
    }


@pytest.mark.parametrize("home", ["", "fa/"])
def test_the_passage_stands_on_the_entry_s_page(lighthouse: Path, home: str) -> None:
    page = (lighthouse / home / "towers/cordouan/index.html").read_text(encoding="utf-8")
    assert re.search(r'class="passage" data-text="visit" data-segment="p1s1"', page)
    assert ("۶۷٫۵" if home else "67,5") in page
    assert "Nous avons vu" in page and "را دیدیم" in page
