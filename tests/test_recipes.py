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
from pathlib import Path

import pytest

from building import build
from helpers import ROOT

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this project, set up."""
    root = tmp_path / "project"
    shutil.copytree(
        ROOT, root, symlinks=True, ignore=shutil.ignore_patterns(".*", "site", "site.*", "__pycache__", "*.egg-info")
    )
    environment = Path(sys.prefix)
    (root / ".venv").symlink_to(environment)
    ready = max((root / name).stat().st_mtime for name in ("requirements.txt", "pyproject.toml", "setup.sh"))
    assert (environment / "ready").stat().st_mtime >= ready, "make setup comes first"
    return root


def test_all_guides_tell_the_same_recipes() -> None:
    english = read_recipes(GUIDES["en"])
    assert list(english) == list(range(1, RECIPES + 1))
    assert all({"diff", "sh"} == {step.form for step in recipe} for recipe in english.values())
    for guide in GUIDES.values():
        assert read_recipes(guide) == english, guide


@pytest.mark.parametrize("number", range(1, RECIPES + 1))
def test_who_follows_a_recipe_ends_with_a_good_wiki(number: int, project: Path) -> None:
    assert run("./wiki check --strict", project).startswith("0 errors, 0 warnings ")
    follow(read_recipes(GUIDES["en"])[number], project)
    assert run("./wiki check --strict", project).startswith("0 errors, 0 warnings ")


def test_all_recipes_together_pass_what_watches_over_the_texts_and_build(project: Path) -> None:
    for recipe in read_recipes(GUIDES["en"]).values():
        follow(recipe, project)
    own = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_annotation.py", "tests/test_texts.py"]
    done = subprocess.run(own, cwd=project, capture_output=True, text=True, check=False, env=own_environment())
    assert done.returncode == 0, done.stdout
    status, output = build(project, "--strict")
    assert status == 0, output
    assert "places/bazarak/" in (project / "site/people/ahmad-shah-massoud/index.html").read_text(encoding="utf-8")
    assert "their own people</a>" in (project / "site/texts/kandahar-2001/index.html").read_text(encoding="utf-8")


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
