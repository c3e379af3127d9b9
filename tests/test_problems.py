"""What authors are told about their mistakes, to the letter.

Each folder of `problems/` is a mistake: it holds only the files that differ from the good wiki in
`wiki/`, and `expected.txt` with all that is said about them. A mistake that git or an editor would
spoil (a byte order mark, a folder in the place of a file) is made here by a small recipe instead, and
then its folder holds nothing but `expected.txt`. `--update-golden` writes those files anew.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from charsu.publish.pipeline import read_site
from charsu.support.diagnostics import Place, Problems
from charsu.support.textfile import MAX_BYTES

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh", "vi")
EXPECTED = "expected.txt"

ANNA = "entries/people/anna-kask.yml"
JURIS = "entries/people/juris-ozols.yml"
ORIGINAL = "docs/texts/storm/index.en.md"
TRANSLATION = "docs/texts/storm/index.zh.md"

Golden = Callable[[str, Path], None]


# --- mistakes that no file can keep -------------------------------------------------------------


def _change(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda root: _write(root / file, change((root / file).read_bytes()))


def _new(file: str, content: bytes) -> Callable[[Path], None]:
    return lambda root: _write(root / file, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _remove(*files: str) -> Callable[[Path], None]:
    def remove(root: Path) -> None:
        for file in files:
            (root / file).unlink()

    return remove


def _folder_instead(*files: str) -> Callable[[Path], None]:
    def replace(root: Path) -> None:
        for file in files:
            (root / file).unlink(missing_ok=True)
            (root / file).mkdir(parents=True)

    return replace


def _link(file: str, target: str) -> Callable[[Path], None]:
    return lambda root: (root / file).symlink_to(target)


def _all(*recipes: Callable[[Path], None]) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        for recipe in recipes:
            recipe(root)

    return do


def _entry(content: str) -> Callable[[Path], None]:
    return _new("entries/people/marta-liiv.yml", content.encode())


def _named(name: str) -> bytes:
    return f"name: {{en: {name}, zh: {name}, vi: {name}}}\nsummary: {{en: x, zh: x, vi: x}}\n".encode()


_BOMB = "".join(
    f"{a}: &{a} [*{b}, *{b}, *{b}, *{b}, *{b}, *{b}]\n" for b, a in zip("abcdefgh", "bcdefghi", strict=True)
)

RECIPES: dict[str, Callable[[Path], None]] = {
    "file-with-bom": _all(
        _change(ANNA, lambda data: b"\xef\xbb\xbf" + data),
        _change(ORIGINAL, lambda data: b"\xef\xbb\xbf" + data),
        _change("entries/people/anna-kask.en.md", lambda data: b"\xef\xbb\xbf" + data),
    ),
    "file-with-crlf": _all(
        _change(ANNA, lambda data: data.replace(b"\n", b"\r\n")),
        _change(TRANSLATION, lambda data: data.replace(b"\n", b"\r\n")),
        _change("docs/index.en.md", lambda data: data.replace(b"\n", b"\r\n")),
    ),
    "file-in-another-encoding": _all(
        _change(ANNA, lambda data: data.decode().encode("utf-16")),
        _change(TRANSLATION, lambda data: data.decode().encode("gb18030")),
        _new("entries/people/marta-liiv.yml", "name: {en: Märta}\n".encode("latin-1")),
        _new("entries/people/cut-within-a-letter.yml", "name: {en: Märta".encode()[:-4]),
    ),
    "file-with-control-characters": _all(
        _change(ANNA, lambda data: data.replace(b"Keeper of", b"Keeper\x00 of")),
        _change(JURIS, lambda data: data.replace(b"Captain", "\u202eCaptain".encode())),
        _change(ORIGINAL, lambda data: data.replace(b"the Meri", "the\u2028Meri".encode())),
        _change(TRANSLATION, lambda data: data.replace("风暴".encode(), "风\ufeff暴".encode())),
    ),
    "file-that-is-huge": _all(
        _new("entries/places/photograph.yml", b"x" * (MAX_BYTES + 1)),
        _change(TRANSLATION, lambda data: data + "很长。\n".encode() * 100_000),
    ),
    "file-that-is-empty": _all(
        _change(ANNA, lambda _: b""),
        _change("entries/people/anna-kask.en.md", lambda _: b"\n"),
        _change("entries/sources.yml", lambda _: b"# nothing yet\n"),
        _change("docs/texts/storm/text.yml", lambda _: b"---\n"),
        _change(TRANSLATION, lambda _: b"\n \n"),
        _change(JURIS, lambda _: b"null\n"),
    ),
    "file-that-is-a-folder": _all(
        _folder_instead(ANNA, "entries/people/anna-kask.en.md", "entries/sources.yml", TRANSLATION),
        _folder_instead("entries/people/more", "docs/texts/storm/text.yml", "docs/texts/calm"),
    ),
    "file-that-is-a-link-to-itself": _all(
        _remove(ANNA, TRANSLATION),
        _link(ANNA, "anna-kask.yml"),
        _link(TRANSLATION, "index.zh.md"),
        _link("entries/people/loop", "../people"),
    ),
    "file-that-is-a-link-to-nothing": _all(_remove(ANNA), _link(ANNA, "/nowhere/anna-kask.yml")),
    "file-that-is-a-pipe": _all(_remove(ANNA), lambda root: os.mkfifo(root / ANNA)),
    "file-names-with-strange-characters": _all(
        _new("entries/people/marta\nliiv.yml", _named("Marta Liiv")),
        _new("entries/people/\u202ekarl-liiv.yml", _named("Karl Liiv")),
        _new("entries/people/Liisa Liiv's.yml", _named("Liisa Liiv")),
        _new("entries/people/.hidden.yml", b"name: x\n"),
    ),
    "anchors-that-explode": _entry(f"a: &a [lol, lol, lol]\n{_BOMB}name: *i\n"),
    "aliases-that-explode": _entry(f"{_BOMB.partition(chr(10))[2]}name: *i\n"),
    "nested-ten-thousand-deep": _all(
        _new("entries/people/in-braces.yml", b"name: " + b"{en: " * 10_000 + b"}" * 10_000),
        _new("entries/people/in-brackets.yml", b"name: " + b"[" * 10_000),
        _new("entries/people/in-hyphens.yml", b"- " * 10_000),
        _new("entries/people/in-indents.yml", b"".join(b" " * n + b"a:\n" for n in range(900))),
    ),
    "long-words": _entry(
        f"name: {'x' * 300_000}\nsummary: {{en: '{'[[' * 100_000}', zh: '{'`' * 100_000}', vi: '{' ' * 100_000}'}}\n"
        f"statements:\n  - born: '{'[1900,' * 10_000}'\n    sources: [{'y' * 100_000}]\n"
    ),
    "no-vocabulary": _all(
        _remove("entries/vocabulary.yml"),
        _change("entries/sources.yml", lambda data: data + b"Bad Work: {title: x}\n"),
        _change(TRANSLATION, lambda data: data + "多了一行。\n".encode()),
    ),
    "no-sources": _remove("entries/sources.yml"),
    "no-text-yml": _remove("docs/texts/storm/text.yml"),
    "no-original": _remove(ORIGINAL),
    "no-version-at-all": _remove(ORIGINAL, TRANSLATION, "docs/texts/storm/index.vi.md"),
    "no-translation": _remove(TRANSLATION),
    "no-entry-of-an-article": _remove(ANNA),
}


# --- all of them --------------------------------------------------------------------------------

CASES = sorted(path.name for path in (HERE / "problems").iterdir() if path.is_dir())
assert CASES, "there are no cases in tests/problems"


def wiki_with(case: str, folder: Path) -> Path:
    """Lay the files of a case over the good wiki."""
    root = folder / "wiki"
    shutil.copytree(HERE / "wiki", root)
    shutil.copytree(HERE / "problems" / case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))
    if case in RECIPES:
        RECIPES[case](root)
    return root


def told(root: Path) -> str:
    """All that is said about a wiki; a site is only built if that is nothing."""
    problems = Problems()
    site = read_site(root, LANGUAGES, problems)
    assert (site is None) == bool(problems.errors)
    return "".join(f"{problem}\n" for problem in problems)


def test_nothing_is_said_about_the_good_wiki() -> None:
    assert told(HERE / "wiki") == ""


def test_every_case_says_what_is_expected() -> None:
    assert set(RECIPES) <= set(CASES), "a recipe has no folder"
    for case in CASES:
        files = [path for path in (HERE / "problems" / case).rglob("*") if path.is_file()]
        assert HERE / "problems" / case / EXPECTED in files, f"{case} lacks {EXPECTED}"
        assert len(files) > 1 or case in RECIPES, f"{case} has no mistake in it"


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_about(case: str, tmp_path: Path, golden: Golden) -> None:
    said = told(wiki_with(case, tmp_path))
    assert said, "nothing is said about it"
    golden(said, HERE / "problems" / case / EXPECTED)


@pytest.mark.parametrize(
    "case", ["anchors-that-explode", "aliases-that-explode", "nested-ten-thousand-deep", "long-words"]
)
def test_nothing_hangs(case: str, tmp_path: Path) -> None:
    root = wiki_with(case, tmp_path)
    start = time.perf_counter()
    told(root)
    assert time.perf_counter() - start < 2


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "wiki"
    shutil.copytree(HERE / "wiki", root)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == root / ANNA:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(root) == f"{ANNA}:1:1: the file cannot be read: Permission denied\n    May you read it?\n"


def test_problems_come_in_the_order_of_files_lines_and_columns() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1), Place("a", 9, 2)]
    problems = Problems()
    for place in places:
        problems.add(place, "this")
    assert [problem.place for problem in problems] == [places[3], places[2], places[1], places[0]]


# --- files that somebody was just writing -------------------------------------------------------

STRANGE = "\t\n\r\0\\:-#[]{}|>&*!%@`'\",?~\u200b\u0301\ufeff\u202e\uffff\U0001f600đ李"
CUT = [ANNA, "entries/vocabulary.yml", "entries/sources.yml", "docs/texts/storm/text.yml", TRANSLATION]


@pytest.mark.parametrize("file", CUT)
def test_a_file_cut_anywhere_gives_problems_only(file: str, root: Path) -> None:
    content = (root / file).read_text(encoding="utf-8")
    for end in range(0, len(content), max(1, len(content) // 50)):
        (root / file).write_text(content[:end], encoding="utf-8", newline="")
        told(root)


@pytest.mark.parametrize("file", CUT)
def test_a_file_with_a_strange_character_anywhere_gives_problems_only(file: str, root: Path) -> None:
    content = (root / file).read_text(encoding="utf-8")
    dice = random.Random(1)
    for _ in range(50):
        start = dice.randrange(len(content))
        end = start + dice.randrange(3)
        (root / file).write_text(content[:start] + dice.choice(STRANGE) + content[end:], encoding="utf-8", newline="")
        told(root)
