"""wiki rename and wiki merge: every reference at its place, all or nothing, and no address lost."""

import dataclasses
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from building import build, tree
from charsu.commands import shared
from charsu.edit.references import renamed_in_annotation, renamed_in_ledger
from charsu.edit.renaming import rename_entry
from charsu.edit.text_edits import TextEdits
from charsu.i18n.catalogues import load_words
from charsu.model.ledger import Ledger, SealedSegment
from charsu.publish.redirects import forwarding_pages
from charsu.read.load import ParsedWiki, load
from charsu.read.resolve import read_wiki
from charsu.support.diagnostics import Place, Problems
from commanding import call
from helpers import LANGUAGES, ROOT, SAMPLE
from synthetic import write_wiki

HERE = Path(__file__).parent

MARTA = """\
# Marta: vilsa is a word here.
name: {en: Marta Liiv, zh: 玛尔塔·利夫, vi: Marta Liiv}
summary:
  en: "She left [[ vilsa ]] for good: vilsa, [[vilsa|the island]]."   # [[vilsa]] in a comment stays
  zh: >-
    她离开了
    [[vilsa]]。
  vi: 'Bà rời [[vilsa|đảo]], không phải vilsa-2.'
statements:
  - keeper of: 'vilsa'  # vilsa
    sources: [parish-book]
  - {role: {en: vilsa, zh: vilsa, vi: vilsa}, sources: ["storm#p2s1"]}
  - keeper of: "vilsa"
    sources: [almanac-1893]
"""

FILES = {
    "entries/people/marta-liiv.yml": MARTA,
    "entries/places/vilsa.en.md": "The [[vilsa]] of `[[vilsa]]`.\n\n    [[vilsa]]\n\nA vilsa, [[vilsa]](vilsa.md).\n",
    "entries/map.geojson": '{"type": "FeatureCollection", "features": [\n{"type": "Feature", "properties":'
    ' {"layer": "land", "entry": "vilsa"}, "geometry": {"type": "LineString", "coordinates": [[20, 58], [21, 58]]}}]}'
    "\n",
    "tests/annotation/storm.en.txt": "## [vilsa|vilsa] is a mark\np2s1\tOff [Vilsa|vilsa], vilsa, [Vilsa|vilsa-2].\n",
}


@pytest.fixture
def root(root: Path) -> Path:
    """A wiki in which every form of reference leads to `vilsa`; commands are called in it."""
    for file, content in FILES.items():
        write(root / file, content)
    text = root / "docs/texts/storm/text.yml"
    text.write_text(
        text.read_text(encoding="utf-8").replace("  p3s1:", "  p2s1:\n    Vilsa: 'vilsa'\n  p3s1:"), encoding="utf-8"
    )
    return root


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")


def lay_out(root: Path, files: dict[str, bytes]) -> None:
    """Make a folder hold these files and no others."""
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def read(root: Path) -> ParsedWiki:
    problems = Problems()
    parsed = load(root, LANGUAGES, problems)
    assert parsed and not problems.errors, "\n".join(map(str, problems))
    return parsed


def errors(root: Path) -> list[str]:
    problems = Problems()
    read_wiki(root, LANGUAGES, problems)
    return [str(problem) for problem in problems if not problem.is_warning]


# --- rename: exactly what must change ------------------------------------------------------------------


def test_every_reference_is_changed_and_nothing_else(root: Path) -> None:
    before = tree(root)

    result = call("rename", "vilsa", "vilsa-island", "--yes")

    assert result.exit_code == 0, result.output
    changed = {
        name: [line for line in content.decode().split("\n") if "vilsa-island" in line]
        for name, content in tree(root).items()
        if content != before.get(name)
    }
    assert changed == {
        "docs/index.en.md": ["Begin with [[anna-kask]] or [[vilsa-island|the island]]."],
        "docs/texts/storm/text.yml": ["    Vilsa: 'vilsa-island'"],
        "entries/map.geojson": [
            '{"type": "Feature", "properties": {"layer": "land", "entry": "vilsa-island"}, "geometry":'
            ' {"type": "LineString", "coordinates": [[20, 58], [21, 58]]}}]}'
        ],
        "entries/people/anna-kask.en.md": ["Anna Kask came to [[vilsa-island]] as a child."],
        "entries/people/anna-kask.yml": [
            "  en: Keeper of the light on [[vilsa-island]] and sister of [[juris-ozols|Captain Ozols]].",
            '  zh: "[[vilsa-island]]灯塔看守人。"',
            "  vi: Người gác đèn ở [[vilsa-island]].",
            "  - keeper of: vilsa-island",
        ],
        "entries/people/marta-liiv.yml": [
            '  en: "She left [[ vilsa-island ]] for good: vilsa, [[vilsa-island|the island]]."'
            "   # [[vilsa]] in a comment stays",
            "    [[vilsa-island]]。",
            "  vi: 'Bà rời [[vilsa-island|đảo]], không phải vilsa-2.'",
            "  - keeper of: 'vilsa-island'  # vilsa",
            '  - keeper of: "vilsa-island"',
        ],
        "entries/places/vilsa-island.en.md": ["The [[vilsa-island]] of `[[vilsa]]`."],
        "entries/places/vilsa-island.yml": [],
        "entries/redirects.yml": ["places/vilsa: vilsa-island"],
        "tests/annotation/storm.en.txt": ["p2s1\tOff [Vilsa|vilsa-island], vilsa, [Vilsa|vilsa-2]."],
    }
    assert set(before) - set(tree(root)) == {"entries/places/vilsa.yml", "entries/places/vilsa.en.md"}
    assert errors(root) == []


def test_there_and_back_again_is_where_it_was_to_the_byte(root: Path) -> None:
    before = tree(root)
    assert call("rename", "vilsa", "vilsa-island", "--yes").exit_code == 0
    assert call("rename", "places/vilsa-island", "places/vilsa", "--yes").exit_code == 0
    after = tree(root)
    assert after.pop("entries/redirects.yml").decode().split("\n")[2:] == ["places/vilsa-island: vilsa", ""]
    assert after == before


def test_every_entry_of_the_sample_could_be_renamed() -> None:
    parsed = read(SAMPLE)
    for entry in parsed.entries:
        plan = rename_entry(SAMPLE, parsed, entry.id, "qqq-new-qqq")
        for file, content in plan.changeset.contents.items():
            if content is not None and file != "entries/redirects.yml":
                old = plan.changeset.moves.get(file, file)
                before, after = (SAMPLE / old).read_bytes().decode(), content.replace("qqq-new-qqq", entry.id)
                if file.endswith("ledger.json"):  # its lines stand in the order of ids
                    assert sorted(after.replace(",", "").split("\n")) == sorted(before.replace(",", "").split("\n"))
                else:
                    assert after == before, (entry.id, file)


def test_a_file_that_is_not_in_nfc_keeps_its_bytes(root: Path) -> None:
    file = root / "entries/people/anna-kask.yml"
    written = unicodedata.normalize("NFD", file.read_text(encoding="utf-8")).replace(
        "ở [[vilsa]]", unicodedata.normalize("NFD", "ở đảo nhỏ ở [[vilsa]], ở")
    )
    written = written.replace(
        unicodedata.normalize("NFD", "ở [[vilsa]]"), unicodedata.normalize("NFD", "ở ở [[vilsa]]")
    )
    write(file, written)
    assert not unicodedata.is_normalized("NFC", written)
    assert call("rename", "vilsa", "qqq", "--yes").exit_code == 0
    assert file.read_bytes().decode() == written.replace("[[vilsa]]", "[[qqq]]").replace(": vilsa", ": qqq")


def test_an_accent_belongs_to_the_letter_before_it() -> None:
    edits = TextEdits("e\u0301 x\ne\u0301 x")
    start = edits.offset(Place("a", 2, 1))
    edits.replace(start, start + 1, "E")
    assert edits.result() == "e\u0301 x\nE x"


# --- rename: what is refused --------------------------------------------------------------------------

REFUSED = {
    ("vlisa", "x"): "There is no entry 'vlisa'. Did you mean 'vilsa'?",
    ("people/vilsa", "x"): "There is no entry 'vilsa' in 'people'; it is entries/places/vilsa.yml.",
    ("vilsa", "people/x"): "'vilsa' is in places/, the folder of its kind, and cannot move to 'people'."
    " Leave the folder out.",
    ("vilsa", "Đảo Vilsa"): "'Đảo Vilsa' cannot be the id of an entry. An id has small letters a–z, digits and"
    " single hyphens. Did you mean 'dao-vilsa'?",
    ("vilsa", "none"): "The id 'none' is used by the site itself. Choose another one.",
    ("vilsa", "meri"): "There is already an entry 'meri'. Choose another id, or merge the two with wiki merge.",
    ("vilsa", "captain"): "The id 'captain' once belonged to the entry 'juris-ozols', and links to it lead there"
    " (entries/redirects.yml:1:1). Choose another one.",
    ("vilsa", "vilsa"): "'vilsa' is already its id.",
    ("captain", "x"): "There is no entry 'captain'. It was renamed to 'juris-ozols'.",
}


@pytest.mark.parametrize("old, new", REFUSED)
def test_what_cannot_be_is_refused_with_a_way_out(root: Path, old: str, new: str) -> None:
    write(root / "entries/redirects.yml", "people/captain: juris-ozols\n")
    before = tree(root)
    result = call("rename", old, new, "--yes")
    assert (result.exit_code, result.output) == (2, f"Error: {REFUSED[old, new]}\n")
    assert tree(root) == before


def test_a_reference_behind_an_escape_is_told_and_nothing_is_written(root: Path) -> None:
    write(root / "entries/people/marta-liiv.yml", MARTA.replace('"vilsa"', '"\\x76ilsa"'))
    before = tree(root)
    result = call("rename", "vilsa", "qqq", "--yes")
    assert result.exit_code == 1
    assert result.output == (
        "Error: entries/people/marta-liiv.yml:13:16: 'vilsa' is written here in a way that cannot be changed"
        " automatically. Write qqq here by hand, or vilsa without escapes, and run the command again.\n"
    )
    assert tree(root) == before


def test_a_wiki_with_errors_is_left_alone(root: Path) -> None:
    write(root / "entries/people/marta-liiv.yml", "name: x\n")
    before = tree(root)
    result = call("rename", "vilsa", "qqq", "--yes")
    assert result.exit_code == 1
    assert "entries/people/marta-liiv.yml:1:7: error: expected text in each language" in result.output
    assert result.output.endswith("Error: Correct these errors first. Nothing was written.\n")
    assert tree(root) == before


# --- showing and asking -------------------------------------------------------------------------------


def test_the_change_is_shown_and_nothing_is_written_unasked(root: Path) -> None:
    before = tree(root)
    for arguments, status in ((["--dry-run"], 0), ([], 1)):
        result = call("rename", "meri", "mary", *arguments)
        assert result.exit_code == status
        assert result.output.startswith(
            "--- a/entries/people/juris-ozols.yml\n"
            "+++ b/entries/people/juris-ozols.yml\n"
            "@@ -3,7 +3,7 @@\n"
            " statements:\n"
            '   - born: "[1853,1854]"\n'
            "     sources: [parish-book]\n"
            "-  - captain of: meri\n"
            "+  - captain of: mary\n"
            "     sources: [almanac-1893]\n"
            "   - kin of: anna-kask\n"
            "     sources: [parish-book]\n"
            "--- /dev/null\n"
            "+++ b/entries/redirects.yml\n"
        )
        assert (
            "\n1 reference in 1 file:\n"
            "      1  entries/people/juris-ozols.yml\n"
            "  entries/ships/meri.yml becomes entries/ships/mary.yml\n" in result.output
        )
        assert tree(root) == before
    assert result.output.endswith(
        "Error: Nothing was written: this is not a terminal, so nobody can confirm. Add --yes to do it.\n"
    )


@pytest.mark.parametrize("answer, written", [("n", False), ("", False), ("y", True)])
def test_on_a_terminal_the_command_asks(
    root: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    monkeypatch.setattr(shared, "is_interactive", lambda: True)
    before = tree(root)
    result = call("rename", "meri", "mary", says=f"{answer}\n")
    assert result.exit_code == (0 if written else 1)
    assert (tree(root) != before) is written
    assert ("Nothing was written." in result.output) is not written


def test_a_file_that_changed_meanwhile_stops_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "is_interactive", lambda: True)
    file = root / "entries/people/juris-ozols.yml"

    def confirm(question: str, err: bool) -> bool:
        file.write_text(file.read_text(encoding="utf-8") + "# new\n", encoding="utf-8")
        return True

    monkeypatch.setattr("click.confirm", confirm)
    before = tree(root)
    result = call("rename", "meri", "mary")
    assert result.exit_code == 1
    assert result.output.endswith(
        "Error: entries/people/juris-ozols.yml has changed meanwhile. Nothing was written; run the command again.\n"
    )
    assert {name for name, content in tree(root).items() if content != before[name]} == {
        "entries/people/juris-ozols.yml"
    }


def test_places_that_nobody_can_judge_are_told(root: Path) -> None:
    write(root / "tests/test_meri.py", 'SHIP = "meri"\nOTHER = "meri-2"\n')
    write(root / "docs/about.en.md", "# About\n\n[Meri](../ships/meri/) and /ships/meri/#statements\n")
    result = call("rename", "meri", "mary", "--yes")
    assert result.output.endswith(
        "meri is now mary. Its old address leads there.\n"
        "3 lines elsewhere may also refer to meri; check them:\n"
        "  docs/about.en.md:3:17\n"
        "  docs/about.en.md:3:35\n"
        "  tests/test_meri.py:1:9\n"
    )


def test_only_warnings_that_are_new_are_shown(root: Path) -> None:
    """A name of two entries was unsure before and is unsure after; that one of them has another id is no news."""
    write(
        root / "entries/people/b-kask.yml",
        "name: {en: B. Kask, zh: 卡斯克乙, vi: Kask B}\naliases: {en: [Kask], vi: [Kask]}\n"
        "summary: {en: x, zh: x, vi: x}\nweak: {en: [Kask], vi: [Kask]}\n",
    )
    for language, words in (("en", "Kask came.\n"), ("zh", "来了。\n"), ("vi", "Kask đến.\n")):
        write(root / f"docs/texts/calm/index.{language}.md", words)
    text = (root / "docs/texts/storm/text.yml").read_text(encoding="utf-8")
    write(root / "docs/texts/calm/text.yml", text.partition("notes:")[0])
    unsure = "nothing decides what 'Kask' means"
    assert unsure in call("check").output
    result = call("rename", "b-kask", "a-b-kask", "--yes")
    assert result.exit_code == 0, result.output
    assert unsure not in result.output
    assert unsure in call("check").output


# --- all or nothing -------------------------------------------------------------------------------------

Step = Callable[..., object]


def interrupt(patch: pytest.MonkeyPatch, root: Path, at: int, run: Callable[[], object]) -> bool:
    """Let nothing more be done below `root` once so many steps were; whether that was before the end."""
    steps = 0

    def stopping(step: Step) -> Step:
        def do(path: Path, *arguments: object, **more: object) -> object:
            nonlocal steps
            if path.is_relative_to(root):
                steps += 1
                if steps > at:
                    raise KeyboardInterrupt
            return step(path, *arguments, **more)

        return do

    for name in ("replace", "rename", "unlink", "mkdir", "write_text"):
        patch.setattr(Path, name, stopping(getattr(Path, name)))
    run()
    return steps > at


@pytest.mark.parametrize("command", [("rename", "vilsa", "qqq"), ("merge", "anna-kask", "juris-ozols")])
def test_whatever_interrupts_it_all_is_done_or_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Each time, one step later: the machine stops, and the next command finds what there is."""
    before = tree(root)
    shutil.copytree(root, root.with_name("done"))
    monkeypatch.chdir(root.with_name("done"))
    assert call(*command, "--yes").exit_code == 0
    done = tree(root.with_name("done"))
    monkeypatch.chdir(root)

    outcomes: list[bool] = []
    was_interrupted = True
    while was_interrupted:
        with monkeypatch.context() as patch:
            was_interrupted = interrupt(patch, root, len(outcomes), lambda: call(*command, "--yes"))
        call("check")
        assert tree(root) in (before, done), f"half done at step {len(outcomes)}"
        outcomes.append(tree(root) == done)
        if was_interrupted:
            lay_out(root, before)
    assert outcomes == sorted(outcomes), "what was done once is done at every later step"
    assert len(outcomes) > 20 and outcomes.count(True) > 5


# --- merge ------------------------------------------------------------------------------------------------

OLD = """\
# Perhaps the same woman.
name: {en: A. Kask, zh: 卡斯克女士, vi: Bà Kask}
aliases:
  en: [Kask, "Kask, Anna"]
weak:
  en: [Kask, A. Kask]
unverified:
  zh: [卡斯克女士]
summary: {en: Kept a light., zh: 看守灯塔。, vi: Gác đèn.}
statements:
# From the book.
- role: {en: Keeper, zh: 看守人, vi: Người gác đèn}   # the same
  during: 1884/1901
  sources: [parish-book, "storm#p2s2"]
  note: {en: After her father., zh: 继其父之后。, vi: Sau cha bà.}

# And this one: she is kin of herself now.
- kin of: anna-kask
  sources: [parish-book]
- born: 1862
  sources: [almanac-1893]
  # It may be a slip.
# Behind all.
"""

KARL = """\
name: {en: Karl Liiv, zh: 卡尔·利夫, vi: Karl Liiv}
summary: {en: A son., zh: 儿子。, vi: Con trai.}
statements:
  - kin of: anna-kask
    sources: [parish-book]
  - kin of: a-kask
    sources: [parish-book]
  - kin of: a-kask
    sources: [almanac-1893]
"""

MERGED = """\
name: {en: Anna Kask, zh: 安娜·卡斯克, vi: Anna Kask}
aliases:
  en: [Kask, A. Kask, 'Kask, Anna']
  zh: [卡斯克, 卡斯克女士]
  vi: [Kask, Bà Kask]
weak:
  en: [Kask, A. Kask]
unverified:
  zh: [卡斯克女士]
summary:
  en: Keeper of the light on [[vilsa]] and sister of [[juris-ozols|Captain Ozols]].
  zh: "[[vilsa]]灯塔看守人。"
  vi: Người gác đèn ở [[vilsa]].
statements:
  - born: 1861-05~
    sources: [parish-book]
  - role: {en: Keeper, zh: 看守人, vi: Người gác đèn}
    during: 1884/1901
    sources: [parish-book, "storm#p2s2"]
    note: {en: After her father., zh: 继其父之后。, vi: Sau cha bà.}
  - keeper of: vilsa
    sources: ["storm#p2s2"]
  - born: 1862
    sources: [almanac-1893]
    # It may be a slip.
"""


@pytest.fixture
def two(root: Path) -> Path:
    write(root / "entries/people/a-kask.yml", OLD)
    write(root / "entries/people/a-kask.en.md", "Her letters.\n")
    write(root / "entries/people/a-kask.zh.md", "她的信。\n")
    write(root / "entries/people/karl-liiv.yml", KARL)
    write(root / "entries/redirects.yml", "people/kask: a-kask\n")
    return root


def test_two_entries_become_one(two: Path) -> None:
    result = call("merge", "a-kask", "anna-kask", "--yes")
    assert result.exit_code == 0, result.output
    assert (two / "entries/people/anna-kask.yml").read_text(encoding="utf-8") == MERGED
    assert (two / "entries/people/anna-kask.zh.md").read_text(encoding="utf-8") == "她的信。\n"
    assert (two / "entries/redirects.yml").read_text(encoding="utf-8") == (
        "people/a-kask: anna-kask\npeople/kask: anna-kask\n"
    )
    assert (two / "entries/people/karl-liiv.yml").read_text(encoding="utf-8") == KARL.replace(
        "  - kin of: a-kask\n    sources: [parish-book]\n", ""
    ).replace(": a-kask", ": anna-kask")
    assert not list(two.glob("entries/people/a-kask*"))
    assert errors(two) == []


def test_what_has_no_place_is_told_before(two: Path) -> None:
    result = call("merge", "a-kask", "anna-kask", "--dry-run")
    assert (
        "Dropped: the summary in en\n    Kept a light.\n"
        "Dropped: the summary in zh\n    看守灯塔。\n"
        "Dropped: the summary in vi\n    Gác đèn.\n"
        "Dropped: comments\n    # Perhaps the same woman.\n"
        "Dropped: the article in en\n    Her letters.\n" in result.output
    )
    assert "  entries/people/a-kask.zh.md becomes entries/people/anna-kask.zh.md\n" in result.output


def test_the_other_way_round_names_go_where_none_are(two: Path) -> None:
    """Lists in brackets, lists that are missing, items with other indentation."""
    assert call("merge", "anna-kask", "a-kask", "--yes").exit_code == 0
    merged = (two / "entries/people/a-kask.yml").read_text(encoding="utf-8")
    assert merged.startswith(
        OLD.partition("aliases:")[0] + "aliases:\n"
        '  en: [Kask, "Kask, Anna", Anna Kask]\n'
        "  zh: [安娜·卡斯克, 卡斯克]\n"
        "  vi: [Anna Kask, Kask]\n"
    )
    assert "- keeper of: vilsa\n  sources:" in merged
    assert "kin of" not in merged
    assert errors(two) == []


FORMS_OF_LISTS = {
    "aliases: {en: [Mer]}": "aliases: {en: [Mer, Mary], zh: [玛丽], vi: [Mary]}",
    "aliases: {en: []}": "aliases: {en: [Mary], zh: [玛丽], vi: [Mary]}",
    "aliases: {}": "aliases: {en: [Mary], zh: [玛丽], vi: [Mary]}",
    "aliases:\n    en:\n    - Mer   # short\n    - Meer": (
        "aliases:\n    en:\n    - Mer   # short\n    - Meer\n    - Mary\n    zh: [玛丽]\n    vi: [Mary]"
    ),
    'aliases: {"en": ["Mer",], }': 'aliases: {"en": ["Mer", Mary,], zh: [玛丽], vi: [Mary], }',
    "aliases:\n  vi: [\n    Mer,\n    Mary\n  ]  # two": (
        "aliases:\n  vi: [\n    Mer,\n    Mary\n  ]  # two\n  en: [Mary]\n  zh: [玛丽]"
    ),
    "": "aliases:\n  en: [Mary]\n  zh: [玛丽]\n  vi: [Mary]",
}


@pytest.mark.parametrize("written", FORMS_OF_LISTS)
def test_aliases_join_as_the_others_are_written(root: Path, written: str) -> None:
    names, rest = (root / "entries/ships/meri.yml").read_text(encoding="utf-8").split("\n", 1)
    write(root / "entries/ships/meri.yml", "\n".join(filter(None, (names, written, rest))))
    write(
        root / "entries/ships/mary.yml",
        "name: {en: Mary, zh: 玛丽, vi: Mary}\nsummary: {en: A ship., zh: 船。, vi: Tàu.}\n",
    )
    result = call("merge", "mary", "meri", "--yes")
    assert result.exit_code == 0, result.output
    merged = (root / "entries/ships/meri.yml").read_text(encoding="utf-8")
    assert merged == f"{names}\n{FORMS_OF_LISTS[written]}\n{rest}"


def test_an_entry_without_statements_takes_those_of_the_other(root: Path) -> None:
    write(
        root / "entries/ships/mary.yml",
        "name: {en: Mary, zh: 玛丽, vi: Mary}\nsummary: {en: A ship., zh: 船。, vi: Tàu.}",  # no line end
    )
    assert call("merge", "meri", "mary", "--yes").exit_code == 0
    assert (
        (root / "entries/ships/mary.yml")
        .read_text(encoding="utf-8")
        .endswith(
            "vi: Tàu.}\n"
            "statements:\n  - crew: 7\n    sources: [almanac-1893]\n"
            "  - Wikidata: Q4115189\n    sources: [almanac-1893]\n"
        )
    )
    assert errors(root) == []


def test_the_last_statement_may_go(root: Path) -> None:
    write(
        root / "entries/people/karl-liiv.yml",
        "name: {en: Karl Liiv, zh: 卡尔·利夫, vi: Karl Liiv}\nsummary: {en: x, zh: x, vi: x}\n"
        "statements:\n  - kin of: karl-the-elder\n    sources: [parish-book]\n",
    )
    write(
        root / "entries/people/karl-the-elder.yml",
        "name: {en: Old Karl, zh: 老卡尔, vi: Ông Karl}\nsummary: {en: x, zh: x, vi: x}\n",
    )
    assert call("merge", "karl-the-elder", "karl-liiv", "--yes").exit_code == 0
    assert "statements" not in (root / "entries/people/karl-liiv.yml").read_text(encoding="utf-8")
    assert errors(root) == []


NOT_MERGED = {
    ("vilsa", "meri"): "'vilsa' is of the kind 'place', and 'meri' of the kind 'ship'."
    " Only entries of the same kind can be merged.",
    ("meri", "meri"): "'meri' cannot be merged with itself.",
    ("meri", "mery"): "There is no entry 'mery'. Did you mean 'meri'?",
}


@pytest.mark.parametrize("old, into", NOT_MERGED)
def test_what_cannot_be_merged_is_refused(root: Path, old: str, into: str) -> None:
    before = tree(root)
    result = call("merge", old, into, "--yes")
    assert (result.exit_code, result.output) == (2, f"Error: {NOT_MERGED[old, into]}\n")
    assert tree(root) == before


@pytest.mark.parametrize("statements", ["[{crew: 8, sources: [almanac-1893]}]", "[]"])
def test_statements_in_brackets_are_refused_with_a_way_out(root: Path, statements: str) -> None:
    write(
        root / "entries/ships/mary.yml",
        "name: {en: Mary, zh: 玛丽, vi: Mary}\nsummary: {en: A ship., zh: 船。, vi: Tàu.}\n"
        f"statements: {statements}\n",
    )
    result = call("merge", "meri", "mary", "--yes")
    assert (result.exit_code, result.output) == (
        1,
        "Error: The statements in entries/ships/mary.yml are in brackets. Write each as an item after a hyphen,"
        " and run the command again.\n",
    )


def test_an_empty_list_of_statements_adds_none(root: Path) -> None:
    write(
        root / "entries/ships/mary.yml",
        "name: {en: Mary, zh: 玛丽, vi: Mary}\nsummary: {en: A ship., zh: 船。, vi: Tàu.}\nstatements: []\n",
    )
    assert call("merge", "mary", "meri", "--yes").exit_code == 0
    assert errors(root) == []


# --- what stands beside the wiki ----------------------------------------------------------------------------


def test_marks_of_readers_are_renamed() -> None:
    text = "## [a|x]\np1\t[a b|x] x [x|y] [x|x-y]\n"
    assert renamed_in_annotation(text, "x", "z") == ("## [a|x]\np1\t[a b|z] x [x|y] [x|x-y]\n", 1)


@pytest.mark.parametrize("new, expected", [("z", "a\nz\nxy\n"), ("a", "a\nxy\n")])
def test_a_list_of_ids_has_each_of_them_once(new: str, expected: str) -> None:
    assert renamed_in_annotation("a\nx\nxy\n", "x", new) == (expected, 1)


LEDGER = Ledger(
    segments={
        "p1s1": SealedSegment(original="aaa", statements={"anna": "aaa", "meri": "bbb", "x": "ccc"}),
        "p1s2": SealedSegment(original="bbb", statements={"x": "bbb"}),
        "p1s3": SealedSegment(original="x", names={"x": "x"}),
    },
    wordings={"x": "x"},
)


def test_a_ledger_knows_statements_by_the_new_id() -> None:
    renamed, count = renamed_in_ledger(LEDGER, "x", "b")
    assert count == 2
    assert renamed.segments == {
        "p1s1": SealedSegment(original="aaa", statements={"anna": "aaa", "meri": "bbb", "b": "ccc"}),
        "p1s2": SealedSegment(original="bbb", statements={"b": "bbb"}),
        "p1s3": LEDGER.segments["p1s3"],
    }
    assert (renamed.retired, renamed.wordings) == (LEDGER.retired, LEDGER.wordings)


@pytest.mark.parametrize(
    "old, new, kept", [("x", "anna", "ccc"), ("anna", "x", "ccc"), ("meri", "x", "ccc"), ("x", "meri", "bbb")]
)
def test_of_two_records_in_a_ledger_a_stale_one_is_kept(old: str, new: str, kept: str) -> None:
    renamed, _ = renamed_in_ledger(LEDGER, old, new)
    assert renamed.segments["p1s1"].statements[new] == kept
    assert old not in renamed.segments["p1s1"].statements


def test_the_ledger_of_a_text_is_as_sealing_would_write_it_and_comes_back_to_the_byte(root: Path) -> None:
    ledger = root / "docs/texts/storm/ledger.json"
    assert call("seal", "storm", "--yes").exit_code == 0
    before = ledger.read_text(encoding="utf-8")
    assert '"marta-liiv"' in before
    assert call("rename", "marta-liiv", "a-captain", "--yes").exit_code == 0
    after = ledger.read_text(encoding="utf-8")
    assert after != before and '"marta-liiv"' not in after
    assert call("seal", "storm", "--yes").exit_code == 0
    assert ledger.read_text(encoding="utf-8") == after
    assert call("rename", "a-captain", "marta-liiv", "--yes").exit_code == 0
    assert ledger.read_text(encoding="utf-8") == before


# --- old addresses ------------------------------------------------------------------------------------------


def test_old_addresses_stay_in_order_and_lead_to_the_last_name(root: Path) -> None:
    write(root / "entries/redirects.yml", "# Kept.\npeople/z: anna-kask  # why\nships/b: meri\n")
    for old, new in (("meri", "mary"), ("mary", "marie"), ("juris-ozols", "juris")):
        assert call("rename", old, new, "--yes").exit_code == 0
    assert (root / "entries/redirects.yml").read_text(encoding="utf-8") == (
        "# Kept.\npeople/juris-ozols: juris\npeople/z: anna-kask  # why\n"
        "ships/b: marie\nships/mary: marie\nships/meri: marie\n"
    )


def test_an_old_id_is_told_with_the_new_one(root: Path) -> None:
    write(root / "entries/redirects.yml", "ships/mary: marie\nships/marie: meri\n")
    write(root / "docs/about.en.md", "# About\n\n[[mary]]\n")
    assert errors(root) == ["docs/about.en.md:3:1: 'mary' was renamed to 'meri'\n    Write meri."]


def test_a_page_at_the_old_address_leads_on_in_every_language(root: Path) -> None:
    write(root / "entries/redirects.yml", "people/mary: marie\nships/marie: meri\n")
    wiki_read = read_wiki(root, LANGUAGES, Problems())
    assert wiki_read
    words = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
    pages = forwarding_pages(wiki_read, words["zh"], "zh/", "https://wiki.example/below/")
    assert list(pages) == ["zh/people/mary/index.html", "zh/ships/marie/index.html"]
    page = pages["zh/people/mary/index.html"]
    assert '<html lang="zh" dir="ltr">' in page
    assert '<link rel="canonical" href="https://wiki.example/below/zh/ships/meri/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta http-equiv="refresh" content="0; url=../../ships/meri/">' in page
    assert 'location.replace("../../ships/meri/" + location.search + location.hash)' in page
    assert '本页的新地址：<br><a href="../../ships/meri/">梅里</a>' in page
    [page, _] = forwarding_pages(wiki_read, words["en"], "", None).values()
    assert '<link rel="canonical" href="../../ships/meri/">' in page


def test_that_page_runs_the_way_its_language_does(root: Path) -> None:
    write(root / "entries/redirects.yml", "people/mary: anna-kask\n")
    wiki_read = read_wiki(root, LANGUAGES, Problems())
    assert wiki_read
    arabic = load_words(ROOT / "hooks/charsu/theme/locales", ["ar"])["ar"]
    entries = {
        id: dataclasses.replace(each, names={**each.names, "ar": "آنا"}) for id, each in wiki_read.entries.items()
    }
    [page] = forwarding_pages(dataclasses.replace(wiki_read, entries=entries), arabic, "ar/", None).values()
    assert '<html lang="ar" dir="rtl">' in page


def test_names_on_that_page_are_escaped(root: Path) -> None:
    file = root / "entries/ships/meri.yml"
    write(file, file.read_text(encoding="utf-8").replace("en: Meri", "en: '<b>\"M&M'"))
    write(root / "entries/redirects.yml", "ships/mary: meri\n")
    wiki_read = read_wiki(root, LANGUAGES, Problems())
    assert wiki_read
    words = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
    [page] = forwarding_pages(wiki_read, words["en"], "", None).values()
    assert "<b>" not in page and page.count("&lt;b&gt;&quot;M&amp;M") == 3


def test_a_built_site_has_the_old_addresses_and_neither_sitemap_nor_search_know_them(tmp_path: Path) -> None:
    write_wiki(tmp_path, entries=20, texts=1)
    write(tmp_path / "entries/redirects.yml", "people/somebody: person-0002\n")
    status, output = build(tmp_path, "--strict", SITE_URL="https://wiki.example/")
    assert status == 0, output
    site = tmp_path / "site"
    for home in ("", "zh/", "vi/"):
        page = (site / f"{home}people/somebody/index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="https://wiki.example/{home}people/person-0002/">' in page
        assert (site / f"{home}people/person-0002/index.html").is_file()
    assert [
        str(path)
        for path in site.rglob("*")
        if path.suffix in (".xml", ".js", ".json")
        and path.is_file()
        and "people/somebody" in path.read_text(encoding="utf-8")
    ] == []
