"""A build in slices: made by processes of their own, and joined into the very site that one build makes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import build, tree
from charsu.commands import main
from charsu.publish import build_record, inputs
from charsu.publish.build_record import content_hashes
from charsu.publish.build_slices import COMMON, GATHERED, Slice, SliceError, join, read_slice
from committing import commit, git
from synthetic import write_wiki

SLICES = 3


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sliced")
    write_wiki(root, entries=120)
    return root


@pytest.fixture(scope="module")
def whole(wiki: Path) -> dict[str, bytes]:
    status, output = build(wiki, "--strict", SITE_URL="https://wiki.example/")
    assert status == 0, output
    return tree(wiki / "site")


def copy(wiki: Path, name: str) -> Path:
    """The same files elsewhere, written at another time."""
    root = wiki.with_name(f"{wiki.name}-{name}")
    shutil.copytree(wiki, root, ignore=shutil.ignore_patterns("site"), copy_function=shutil.copyfile)
    return root


def build_slice(root: Path, number: int, of: int = SLICES, **environment: str) -> Path:
    settings = {"SITE_URL": "https://wiki.example/", "WIKI_SLICE": f"{number}/{of}", **environment}
    status, output = build(root, "--strict", **settings)
    assert status == 0, output
    return root / "site"


@pytest.fixture(scope="module")
def slices(wiki: Path, whole: dict[str, bytes]) -> list[Path]:
    """Each was made in a folder of its own, as on a machine of its own."""
    numbers = range(1, SLICES + 1)
    # That a machine has more cores than another one makes no difference.
    return [build_slice(copy(wiki, str(number)), number, WIKI_PROCESSES=str(number)) for number in numbers]


def test_slices_are_joined_into_the_same_bytes(whole: dict[str, bytes], slices: list[Path], tmp_path: Path) -> None:
    join(slices[::-1], tmp_path / "site")
    joined = tree(tmp_path / "site")
    assert joined.keys() == whole.keys()
    assert [name for name in whole if joined[name] != whole[name]] == []
    assert any(name.startswith("search/words/") for name in joined)
    assert "sitemap.xml" in joined


def test_each_slice_makes_only_its_share_of_the_pages(whole: dict[str, bytes], slices: list[Path]) -> None:
    pages = sum(name.endswith(".html") for name in whole)
    shares = [sum(name.endswith(".html") for name in tree(folder)) for folder in slices]
    assert all(share < 0.6 * pages for share in shares)
    assert sum(shares) >= pages


def test_the_command_joins_them(whole: dict[str, bytes], slices: list[Path], tmp_path: Path) -> None:
    command: list[str | Path] = [Path(sys.executable).with_name("wiki"), "join", tmp_path / "site", *slices]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == whole


def test_a_missing_slice_is_told(slices: list[Path], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["join", str(tmp_path / "site"), str(slices[0]), str(slices[2])])
    assert done.exit_code == 1
    assert "missing: slice 2/3" in done.output
    assert list(tmp_path.iterdir()) == []


def test_slices_of_two_states_do_not_fit(slices: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(slices[1], other)
    (other / "assets/charsu.css").write_text("a {}", encoding="utf-8")
    with pytest.raises(SliceError, match=r"charsu\.css is not as in another slice"):
        join([slices[0], other, slices[2]], tmp_path / "site")


# --- states of a wiki -----------------------------------------------------------------------------


def edit_summary(root: Path) -> None:
    """So that no page and no file changes that the slices have in common."""
    file = root / "entries/people/person-0001.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("summary:"))
    lines[at + 1] = lines[at + 1].replace("a", "e", 1)
    file.write_text("".join(lines), encoding="utf-8")


def test_slices_that_were_made_before_and_after_an_edit_do_not_fit(
    wiki: Path, slices: list[Path], tmp_path: Path
) -> None:
    edit_summary(root := copy(wiki, "edited"))
    edited = build_slice(root, 2)
    common = [path for path in edited.rglob("*") if path.is_file() and (slices[0] / path.relative_to(edited)).is_file()]
    differing = [path for path in common if path.read_bytes() != (slices[0] / path.relative_to(edited)).read_bytes()]
    assert [path.relative_to(edited).as_posix() for path in differing] == [COMMON], "nothing else would tell"

    done = CliRunner().invoke(main, ["join", str(tmp_path / "site"), *map(str, [slices[0], edited, slices[2]])])
    assert done.exit_code == 1
    told = " ".join(done.output.split())
    assert f"Other than in {slices[0]}, {slices[2]}: {edited}: another state of entries Make these again" in told
    assert list(tmp_path.iterdir()) == []


def test_the_same_state_in_another_folder_fits(
    wiki: Path, whole: dict[str, bytes], slices: list[Path], tmp_path: Path
) -> None:
    again = copy(wiki, "again").rename(tmp_path / "elsewhere")
    edit_summary(again)
    shutil.copyfile(wiki / (entry := "entries/people/person-0001.yml"), again / entry)
    for of_a_tool in ("entries/people/.person-0001.yml.swp", "hooks/x.egg-info/SOURCES.txt", "hooks/__pycache__/x.pyc"):
        write(again / of_a_tool, "x")
    join([slices[0], build_slice(again, 2), slices[2]], tmp_path / "site")
    assert tree(tmp_path / "site") == whole


def test_slices_of_two_cuts_do_not_fit(wiki: Path, slices: list[Path], tmp_path: Path) -> None:
    other = build_slice(copy(wiki, "half"), 2, of=2)
    with pytest.raises(SliceError, match=r"-half.*another state of the cut, into 2 slices and not 3\n"):
        join([*slices, other], tmp_path / "site")


@pytest.mark.parametrize("is_whole", [True, False])
def test_slices_of_two_histories_do_not_fit(tmp_path: Path, is_whole: bool) -> None:
    """Of the same files: another date of a commit, or a history that is not whole."""
    roots = [tmp_path / "a", tmp_path / "b"]
    for root in roots:
        write_wiki(root, entries=20)
    git(roots[0], "init", "--quiet")
    commit(roots[0], "2024-05-02T10:00:00Z")
    shutil.copytree(roots[0] / ".git", roots[1] / ".git")
    if is_whole:
        git(roots[1], "commit", "--amend", "--no-edit", date="2024-06-03T10:00:00Z")
    else:
        (roots[1] / ".git/shallow").write_text(git(roots[1], "rev-parse", "HEAD") + "\n", encoding="utf-8")
    made = [build_slice(root, number, of=2, WIKI_SEARCH="off") for number, root in enumerate(roots, start=1)]
    with pytest.raises(SliceError, match="b/site: another state of the history that git has\n"):
        join(made, tmp_path / "site")


def write(file: Path, content: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


STATES: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "mkdocs.yml": lambda root, patch: write(root / "mkdocs.yml", "site_name: X\n"),
    "docs": lambda root, patch: (root / "docs/index.en.md").unlink(),
    "entries": lambda root, patch: (root / "entries/people/person-0001.yml").rename(root / "entries/people/x.yml"),
    "locales": lambda root, patch: write(root / "locales/en.yml"),
    "hooks": lambda root, patch: write(root / "hooks/own.py"),
    "the engine": lambda root, patch: patch.setattr(inputs, "_ENGINE", root / "engine/charsu"),
    "settings of the environment": lambda root, patch: patch.setenv("REPO_URL", "https://code.example/"),
    "versions of packages": lambda root, patch: patch.setattr(build_record, "versions", lambda: {"mkdocs": "0.1"}),
}


@pytest.mark.parametrize(("what", "change"), STATES.items(), ids=STATES)
def test_everything_that_is_read_is_a_part_of_the_state(
    what: str, change: Callable[[Path, pytest.MonkeyPatch], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_wiki(tmp_path / "wiki", entries=20)
    root = copy(tmp_path / "wiki", "copied")
    before = content_hashes(tmp_path / "wiki", os.environ)
    assert content_hashes(root, os.environ) == before
    change(root, monkeypatch)
    after = content_hashes(root, os.environ)
    changed = {name for name in before if after[name] != before[name]}
    assert changed - {"settings of the environment"} == {what} - {"settings of the environment"}
    assert what in changed


def test_how_a_slice_is_made_is_no_part_of_the_state(tmp_path: Path) -> None:
    write_wiki(tmp_path, entries=20)
    how = {"WIKI_SLICE": "1/3", "WIKI_PROCESSES": "2", "WIKI_TIMES": "on", "HOME": str(tmp_path)}
    assert content_hashes(tmp_path, how) == content_hashes(tmp_path, {})
    assert content_hashes(tmp_path, {"WIKI_SEARCH": "off"}) != content_hashes(tmp_path, {})


def test_what_is_no_slice_is_told(whole: dict[str, bytes], wiki: Path, tmp_path: Path) -> None:
    assert not any(name.startswith(GATHERED) for name in whole)
    with pytest.raises(SliceError, match="is no slice of a site"):
        join([wiki / "site"], tmp_path / "site")


@pytest.mark.parametrize(("text", "found"), [("1/1", Slice(1, 1)), ("3/16", Slice(3, 16))])
def test_a_slice_is_read(text: str, found: Slice) -> None:
    assert read_slice(text) == found


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/2/3"])
def test_what_is_no_slice_is_refused(text: str) -> None:
    with pytest.raises(SliceError, match="expected a slice such as 3/16"):
        read_slice(text)


def test_every_part_is_in_one_slice() -> None:
    parts = [number for slice in range(1, 5) for number in Slice(slice, 4).of_parts(11)]
    assert sorted(parts) == list(range(11))


def test_a_build_refuses_a_wrong_slice(wiki: Path) -> None:
    status, output = build(wiki, WIKI_SLICE="9/3")
    assert status != 0
    assert "expected a slice such as 3/16, found '9/3'" in output
