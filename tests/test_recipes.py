"""The recipes of CONTRIBUTING, followed to the letter in a copy of the project, in each language that tells them.

A recipe is a section with a number in its heading. Its blocks are done in their order: `diff` changes the
file named last before it, `sh` is run. Whoever follows it must end with a wiki without a problem.
"""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from building import Once, build_from_start
from committing import commit, git
from helpers import ROOT, SAMPLE
from live_content import READERS

GUIDES = {"en": "CONTRIBUTING.md", "zh": "CONTRIBUTING.zh.md", "vi": "CONTRIBUTING.vi.md"}
RECIPES = 5

HEADING = re.compile(r"^## .*?([0-9]+).*$", re.MULTILINE)
BLOCK = re.compile(r"^```(diff|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`((?:docs|entries)/[\w./-]+\.\w+)`")


@dataclasses.dataclass(frozen=True)
class Step:
    """A block of a recipe."""

    form: str
    """"diff" or "sh"."""
    content: str
    file: str | None
    """What a diff changes."""


def read_recipes(guide: str) -> dict[int, tuple[Step, ...]]:
    text = (ROOT / guide).read_text(encoding="utf-8")
    sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    recipes = {}
    for section in sections:
        if heading := HEADING.match(section):
            steps = []
            for block in BLOCK.finditer(section):
                files = FILE.findall(section[: block.start()])
                steps.append(Step(block[1], block[2], files[-1] if block[1] == "diff" else None))
            recipes[int(heading[1])] = tuple(steps)
    return recipes


def follow(recipe: tuple[Step, ...], root: Path) -> None:
    for step in recipe:
        if step.file:
            apply(step.content, root / step.file)
        else:
            run(step.content, root)


def apply(diff: str, file: Path) -> None:
    """Change a file as a person would: take away what has a minus before it, put in what has a plus."""
    lines = diff.splitlines(keepends=True)
    older = "".join(line[1:] for line in lines if line[0] in " -")
    newer = "".join(line[1:] for line in lines if line[0] in " +")
    content = file.read_text(encoding="utf-8")
    if not older:
        file.write_text(content + newer, encoding="utf-8")
        return
    assert content.count(older) == 1, f"{file}: the recipe no longer fits; it looks for\n{older}"
    file.write_text(content.replace(older, newer), encoding="utf-8")


def run(commands: str, root: Path) -> str:
    done = subprocess.run(
        ["sh", "-e", "-c", commands], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def original(once: Once) -> Path:
    """A copy of this project, set up and committed, with the sample as its content, in which the recipes fit for ever.

    Nothing is wrong with it.
    """

    def make(root: Path) -> None:
        hidden = [".*", "__pycache__", "*.egg-info"]
        shutil.copytree(
            ROOT,
            root,
            symlinks=True,
            dirs_exist_ok=True,
            ignore=lambda folder, names: {
                *shutil.ignore_patterns(*hidden)(folder, names),
                *(name for name in names if Path(folder) == ROOT and name.split(".")[0] in ("docs", "entries", "site")),
            },
        )
        shutil.copytree(SAMPLE / "docs", root / "docs")
        shutil.copytree(SAMPLE / "entries", root / "entries")
        for name in (".gitattributes", ".mailmap", ".vscode"):
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
        environment = Path(sys.prefix)
        (root / ".venv").symlink_to(environment)
        ready = max((root / name).stat().st_mtime for name in ("requirements.txt", "pyproject.toml", "setup.sh"))
        assert (environment / "ready").stat().st_mtime >= ready, "make setup comes first"
        (root / ".gitignore").write_text(".venv\n__pycache__/\n/site\n/site.*\n*.egg-info\n", encoding="utf-8")
        run("./wiki schema --write", root)
        assert run("./wiki check --strict", root).startswith("0 errors, 0 warnings ")
        git(root, "init", "--quiet")
        commit(root, "2024-05-02T10:00:00+02:00")

    return once("project", make)


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "project", symlinks=True))


def test_all_guides_tell_the_same_recipes() -> None:
    english = read_recipes(GUIDES["en"])
    assert list(english) == list(range(1, RECIPES + 1))
    assert all({"diff", "sh"} == {step.form for step in recipe} for recipe in english.values())
    for guide in GUIDES.values():
        assert read_recipes(guide) == english, guide


@pytest.mark.parametrize("number", range(1, RECIPES + 1))
def test_who_follows_a_recipe_ends_with_a_good_wiki(number: int, project: Path) -> None:
    follow(read_recipes(GUIDES["en"])[number], project)
    assert run("./wiki check --strict", project).startswith("0 errors, 0 warnings ")
    commit(project, "2024-06-03T10:00:00+02:00")
    hold_content(project, but=["build", "nowhere"])


def test_all_recipes_together_pass_all_that_content_is_held_to(project: Path, tmp_path: Path) -> None:
    for recipe in read_recipes(GUIDES["en"]).values():
        follow(recipe, project)
    commit(project, "2024-06-03T10:00:00+02:00")
    hold_content(project, "--basetemp", str(tmp_path / "held"))
    [site] = tmp_path.glob("held/once/live/here/site")
    assert "places/bazarak/" in (site / "people/ahmad-shah-massoud/index.html").read_text(encoding="utf-8")
    assert "their own people</a>" in (site / "texts/kandahar-2001/index.html").read_text(encoding="utf-8")


def test_a_reworded_original_fails_nothing_but_what_watches_over_the_originals(project: Path) -> None:
    file = project / "docs/texts/kandahar-2001/index.vi.md"
    text = file.read_text(encoding="utf-8")
    assert text.count("Omar") > 1
    file.write_text(text.replace("của thủ lĩnh Omar", "của thủ lĩnh tối cao Omar"), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    run("./wiki seal kandahar-2001 --yes", project)
    assert "\n0 errors, " in run("./wiki check", project)
    commit(project, "2024-06-03T10:00:00+02:00")
    hold_content(project, but=["build", "nowhere", "an_original_is_its_source"])
    status, output = build_from_start(project, "--strict")
    assert status == 0, output


OF_THE_ENGINE = ("sample", "only_these_modules", "found_out")
"""Words in the names of tests beside those, that say the same of every content: here they run anyway."""


def hold_content(project: Path, *options: str, but: Sequence[str] = ()) -> None:
    """Run the tests that hold the content of a project to something; the others do not read it.

    `but`: words in the names of those that are not run.
    """
    tests = [f"tests/{name}.py" for name in sorted(READERS)]
    options = (*options, "-k", f"not ({' or '.join([*OF_THE_ENGINE, *but])})")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *tests, *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=own_environment())
    assert done.returncode == 0, done.stdout
    assert run("git status --porcelain", project) == ""


def own_environment() -> dict[str, str]:
    """Without what pytest-xdist tells its workers."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


# --- the guides themselves ----------------------------------------------------------------------------


@pytest.mark.parametrize("guide", GUIDES.values())
def test_every_link_of_a_guide_leads_somewhere(guide: str) -> None:
    text = re.sub(r"^```.*?^```$", "", (ROOT / guide).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    anchors = {anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(([^()\s]+)\)", text)
    assert len(links) > 20
    for link in links:
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif not link.startswith("https://"):
            assert (ROOT / link).exists(), link


def anchor(title: str) -> str:
    """As forges make it of a heading."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
    return re.sub(r"[^\w -]", "", plain).replace(" ", "-")


def test_all_guides_have_the_same_sections_and_blocks() -> None:
    def shape(guide: str) -> list[str]:
        text = (ROOT / guide).read_text(encoding="utf-8")
        return [match[1] for match in re.finditer(r"^(#{1,3}(?= )|```\w+|\|(?=-))", text, re.MULTILINE)]

    english = shape(GUIDES["en"])
    assert len(english) > 40
    for guide in GUIDES.values():
        assert shape(guide) == english, guide
