"""A build in slices: made by processes of their own, and joined into the very site that one build makes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import build, tree
from charsu.commands import main
from charsu.slices import GATHERED, Slice, SliceError, join, read_slice
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


@pytest.fixture(scope="module")
def slices(wiki: Path, whole: dict[str, bytes]) -> list[Path]:
    """Each was made in a folder of its own, as on a machine of its own."""
    found = []
    for number in range(1, SLICES + 1):
        root = wiki.with_name(f"{wiki.name}-{number}")
        shutil.copytree(wiki, root, ignore=shutil.ignore_patterns("site"))
        status, output = build(root, "--strict", SITE_URL="https://wiki.example/", WIKI_SLICE=f"{number}/{SLICES}")
        assert status == 0, output
        found.append(root / "site")
    return found


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
    done = subprocess.run(command, capture_output=True, text=True, check=False)
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
