"""The set-up: versions and hashes of what it installs, and scripts that only a bare machine can try."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers import ROOT

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
DIRECT: dict[str, list[str]] = {
    "requirements.txt": [*PYPROJECT["project"]["dependencies"], *GROUPS["site"]],
    "requirements-test.txt": GROUPS["test"],
    "requirements-bench.txt": GROUPS["bench"],
    "requirements-lock.txt": GROUPS["lock"],
}
SCRIPTS = sorted([ROOT / "setup.sh", ROOT / "wiki", *(ROOT / "tests").glob("*.sh")])


def read(file: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Package -> its line in a requirements file, and the hashes below it."""
    content = re.sub(r"^ *#.*\n", "", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for line in content.replace("\\\n", " ").splitlines():
        words = line.split(" --hash=")
        requirement = Requirement(words[0])
        found[canonicalize_name(requirement.name)] = (requirement, [word.strip() for word in words[1:]])
    return found


def versions(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Package -> the version that is asked for."""
    return {canonicalize_name(each.name): str(each.specifier) for each in requirements}


def test_the_requirements_files_are_those_that_pyproject_describes() -> None:
    assert {path.name for path in ROOT.glob("requirements*")} == set(DIRECT)
    assert set(GROUPS) == {"site", "test", "bench", "lock"}


@pytest.mark.parametrize("file", DIRECT)
def test_the_requirements_have_the_versions_of_pyproject(file: str) -> None:
    locked = versions(requirement for requirement, _ in read(file).values())
    wanted = versions(map(Requirement, DIRECT[file]))
    assert wanted and {name: locked.get(name) for name in wanted} == wanted, "make lock"


@pytest.mark.parametrize("file", DIRECT)
def test_every_requirement_is_exact_and_has_hashes(file: str) -> None:
    found = read(file)
    assert found
    for name, (requirement, hashes) in found.items():
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), name
        assert hashes and all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), name


def test_the_site_and_the_tests_need_the_same_versions() -> None:
    site, tools = (versions(each for each, _ in read(file).values()) for file in list(DIRECT)[:2])
    shared = site.keys() & tools.keys()
    assert "pytest" in shared and {name: site[name] for name in shared} == {name: tools[name] for name in shared}


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.split()) <= 700
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", readme)
    assert len(targets) > 8 and [target for target in targets if not (ROOT / target).exists()] == []


def test_a_site_is_set_up_without_what_only_tests_need() -> None:
    site = read("requirements.txt")
    assert {"mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pyyaml", "pytest"} <= site.keys()
    assert not {"playwright", "mypy", "ruff", "hypothesis", "hugo", "uv"} & site.keys()


def test_the_engine_is_built_with_the_setuptools_that_has_a_hash() -> None:
    assert PYPROJECT["build-system"]["requires"] == [each for each in GROUPS["site"] if each.startswith("setuptools")]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_runs_in_the_plainest_shell(script: Path) -> None:
    content = script.read_text(encoding="utf-8")
    assert content.startswith("#!/bin/sh\n") and "\nset -eu\n" in content
    assert script.stat().st_mode & 0o111
    subprocess.run(["sh", "-n"], input=content, text=True, check=True)


def test_the_error_is_shown_when_there_is_no_chromium(tmp_path: Path) -> None:
    python, nothing = tmp_path / "python", tmp_path / "bin"
    error = "libatomic.so.1: cannot open shared object file"
    python.write_text(f"#!/bin/sh\necho {error} >&2\nexit 127\n", encoding="utf-8")
    python.chmod(0o755)
    nothing.mkdir()
    for program in ("sh", "cat", "dirname", "id", "mktemp", "rm", "tail"):
        (nothing / program).symlink_to(str(shutil.which(program)))
    done = subprocess.run(
        ["/bin/sh", ROOT / "tests/install_chromium.sh", python],
        env={"PATH": str(nothing)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert error in done.stderr
    assert f"{python} -m playwright install --with-deps chromium" in done.stderr
