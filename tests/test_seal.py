"""wiki seal: it says what it understood, asks, and settles it; pages show what was made from an older wording."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow, serve
from building import build
from charsu.commands import main
from charsu.publish.pipeline import read_site
from charsu.review.check import check
from charsu.support.diagnostics import Problems
from helpers import LANGUAGES, ROOT

HERE = Path(__file__).parent
STORM = "docs/texts/storm"
LEDGER = f"{STORM}/ledger.json"
ANNA = "entries/people/anna-kask.yml"


def change(root: Path, file: str, old: str, new: str) -> None:
    content = (root / file).read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{old} stands {content.count(old)} times in {file}"
    (root / file).write_text(content.replace(old, new), encoding="utf-8")


def seal(*arguments: str, status: int = 0, said: str | None = None) -> str:
    result: Result = CliRunner().invoke(main, ["seal", *arguments], input=said)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there to answer."""
    monkeypatch.setattr("charsu.commands.shared.is_interactive", lambda: True)


def told(root: Path, warnings: bool = True) -> list[str]:
    """What `check` tells, hints left out."""
    problems = Problems()
    check(root, LANGUAGES, problems)
    return [f"{p.place}: {p.message}" for p in problems if warnings or not p.is_warning]


def merge(root: Path) -> None:
    """p3s1 and p3s2 become one line, in every version."""
    change(root, f"{STORM}/index.en.md", "Kask said.\n> “At", "Kask said. “At")
    change(root, f"{STORM}/index.zh.md", "浪头。”\n> “数到", "浪头。”“数到")
    change(root, f"{STORM}/index.vi.md", "nói.\n> “Đến", "nói. “Đến")


def reword(root: Path) -> None:
    change(root, f"{STORM}/index.en.md", "Anna Kask kept the light", "Anna Kask kept the lamp")


# --- before it is sealed --------------------------------------------------------------------------


def test_a_text_without_ledger_is_told_and_gets_one(root: Path) -> None:
    content = (root / LEDGER).read_text(encoding="utf-8")
    (root / LEDGER).unlink()
    assert told(root) == [
        f"{STORM}/text.yml:1:1: this text has no ledger yet, so the ids of its segments are not permanent"
    ]
    assert seal("--check", status=1).startswith(
        "storm: this writes its first ledger; 6 segments will keep their ids.\n"
    )
    assert not (root / LEDGER).exists()
    seal("--yes")
    assert (root / LEDGER).read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("off Vilsa.\n", "off Vilsa.\nIt was dark.\n", "4:1: this line is new to the ledger; it will be p2s1a"),
        (
            "Anna Kask kept the light burning all night.\n",
            "",
            "5:3: p2s2 of the ledger is missing; this line was here: 'Anna Kask kept the light burning all night.'",
        ),
        (
            "kept the light burning",
            "kept\nthe light burning",
            "4:1: p2s2 of the ledger seems to be split here into p2s2 and p2s2a",
        ),
        ("Kask said.\n> ", "Kask said. ", "6:3: p3s1 and p3s2 of the ledger seem to be one line here"),
        ("# The storm of 1893\n\n", "", "9:3: p1s1 of the ledger seems to have moved here"),
    ],
    ids=["inserted", "deleted", "split", "merged", "moved"],
)
def test_lines_that_came_or_went_are_errors(root: Path, old: str, new: str, expected: str) -> None:
    change(root, f"{STORM}/index.en.md", old, new)
    if "moved" in expected:
        change(root, f"{STORM}/index.en.md", "beside it.\n", "beside it.\n\n# The storm of 1893\n")
    assert f"{STORM}/index.en.md:{expected}" in told(root, warnings=False)


def test_other_blank_lines_need_no_seal(root: Path) -> None:
    for language in LANGUAGES:
        file = root / f"{STORM}/index.{language}.md"
        file.write_text(file.read_text(encoding="utf-8").replace("\n\n", "\n\n\n"), encoding="utf-8")
    assert told(root) == []
    assert seal() == "storm: nothing to do.\n"


# --- what is said, and written --------------------------------------------------------------------


def test_it_says_what_it_understood_before_it_writes(root: Path) -> None:
    merge(root)
    before = (root / LEDGER).read_bytes()
    assert seal(status=1) == (
        "storm: 1 change since it was sealed.\n"
        "  p3s1, p3s2 were merged into p3s1\n"
        "    - “I counted the waves,” Kask said.\n"
        "    - “At ninety I stopped.”\n"
        "    + “I counted the waves,” Kask said. “At ninety I stopped.”\n"
        "  Made from an older wording, 4 things:\n"
        "    p3s1:vi, translation into vi, docs/texts/storm/index.vi.md:6:3\n"
        "    p3s1:zh, translation into zh, docs/texts/storm/index.zh.md:6:3\n"
        "    p3s1:Kask, 'Kask' is anna-kask, docs/texts/storm/text.yml:18:5\n"
        "    p3s1:waves, 'waves' is not a name, docs/texts/storm/text.yml:19:5\n"
        "  To go through them: wiki seal storm --review\n"
        "to be written: docs/texts/storm/ledger.json\n"
        "Error: Nothing was written: this is not a terminal, so nobody can confirm. Add --yes to do it.\n"
    )
    assert (root / LEDGER).read_bytes() == before


@pytest.mark.usefixtures("terminal")
def test_it_asks(root: Path) -> None:
    merge(root)
    before = (root / LEDGER).read_bytes()
    assert seal(status=1, said="n\n").endswith("Write 1 file? [y/N]: n\nNothing was written.\n")
    assert (root / LEDGER).read_bytes() == before
    assert seal(said="y\n").endswith("Write 1 file? [y/N]: y\nWritten.\n")
    assert (root / LEDGER).read_bytes() != before
    assert seal().startswith("storm: nothing to do.\n")


def test_sealing_twice_changes_nothing(root: Path) -> None:
    merge(root)
    reword(root)
    seal("--yes")
    content = (root / LEDGER).read_bytes()
    assert told(root, warnings=False) == []
    assert "to be written" not in seal("--yes")
    assert (root / LEDGER).read_bytes() == content


def test_a_new_statement_needs_no_seal_and_is_remembered_by_the_next(root: Path) -> None:
    change(root, "entries/people/juris-ozols.yml", "almanac-1893", '"storm#p2s1"')
    assert told(root) == []
    assert "juris-ozols" not in (root / LEDGER).read_text(encoding="utf-8")
    seal("--check")
    seal("--yes")
    assert json.loads((root / LEDGER).read_text())["segments"]["p2s1"]["statements"].keys() == {"juris-ozols"}


def test_mistakes_come_first(root: Path) -> None:
    merge(root)
    change(root, f"{STORM}/text.yml", "date: 1893", "date: soon")
    said = seal("--yes", status=1)
    assert said.startswith("docs/texts/storm/text.yml:3:7: error: ")
    assert said.endswith("Error: Correct these errors first. Nothing was written.\n")


def test_a_ledger_that_git_could_not_join_is_told_with_a_way_out(root: Path) -> None:
    change(root, LEDGER, ' "retired"', '<<<<<<< HEAD\n=======\n>>>>>>> other\n "retired"')
    assert told(root) == [f"{LEDGER}:53:1: git could not merge two changes to this ledger"]
    assert "git checkout --ours docs/texts/storm/ledger.json" in seal(status=1)


def test_for_programs(root: Path) -> None:
    reword(root)
    said = json.loads(seal("--check", "--json", status=1))
    assert said["files"] == [LEDGER]
    assert said["by_hand"] == []
    (text,) = said["texts"]
    assert text["changes"] == [
        {
            "what": "reworded",
            "older": [{"id": "p2s2", "text": "Anna Kask kept the light burning all night."}],
            "newer": [{"id": "p2s2", "text": "Anna Kask kept the lamp burning all night."}],
        }
    ]
    assert [stale["name"] for stale in text["stale"]] == ["p2s2:vi", "p2s2:zh", "p2s2:anna-kask"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["strom"], "There is no text 'strom'. Did you mean 'storm'?"),
        (["--confirm", "x"], "'x' is not the id of a segment, such as p3s2 or p3s2:en."),
        (["--confirm", "p2s1"], "'p2s1' was not made from an older wording.\n"),
    ],
)
def test_commands_that_make_no_sense(root: Path, arguments: list[str], expected: str) -> None:
    assert expected in seal(*arguments, status=2)


# --- who cites what was merged --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ('[parish-book, "storm#p3s2"]', '[parish-book, "storm#p3s1"]'),
        ("['storm#p3s2', parish-book]", "['storm#p3s1', parish-book]"),
        ("[storm#p3s1, storm#p3s2]", "[storm#p3s1]"),
        ("[storm#p3s2, storm#p3s1]", "[storm#p3s1]"),
        ("[storm#p3s1, storm#p3s2, parish-book]", "[storm#p3s1, parish-book]"),
        ("\n      - storm#p3s1\n      - storm#p3s2  # both", "\n      - storm#p3s1"),
        ("\n      - storm#p3s2  # one", "\n      - storm#p3s1  # one"),
    ],
)
def test_statements_cite_the_line_that_their_line_became(root: Path, sources: str, expected: str) -> None:
    change(root, ANNA, '[parish-book, "storm#p2s2"]', sources)
    before = (root / ANNA).read_text(encoding="utf-8")
    merge(root)
    seal("--yes")
    assert (root / ANNA).read_text(encoding="utf-8") == before.replace(sources, expected)
    assert told(root, warnings=False) == []


def test_notes_and_names_go_along(root: Path) -> None:
    change(root, f"{STORM}/text.yml", "  p2s1:\n    - {en", "  p3s2:\n    - {en")
    merge(root)
    seal("--yes")
    assert "  p3s1:\n    - {en" in (root / f"{STORM}/text.yml").read_text(encoding="utf-8")
    assert told(root, warnings=False) == []


def test_what_is_said_of_both_lines_is_joined_by_hand(root: Path) -> None:
    change(root, f"{STORM}/text.yml", "names:\n", "names:\n  p3s2: {ninety: none}\n")
    merge(root)
    assert "text.yml:17:3: p3s2 is now p3s1; change it here by hand.\n" in seal("--yes")
    assert told(root, warnings=False) == [f"{STORM}/text.yml:17:3: p3s2 was merged into p3s1"]


def test_who_cites_a_line_that_is_gone_is_told_where_it_stood(root: Path) -> None:
    for language, line in (("en", 3), ("zh", 3), ("vi", 3)):
        file = root / f"{STORM}/index.{language}.md"
        lines = file.read_text(encoding="utf-8").split("\n")
        del lines[line]
        file.write_text("\n".join(lines), encoding="utf-8")
    seal("--yes")
    assert told(root) == [
        f"{ANNA}:17:28: p2s2 was deleted; it came after p2s1",
        f"{ANNA}:20:15: p2s2 was deleted; it came after p2s1",
    ]


# --- stale, until it is confirmed -----------------------------------------------------------------

STALE = [
    f"{STORM}/index.vi.md:4:1: p2s2 is translated from an older wording: 'Anna Kask kept the light burning all night.'",
    f"{STORM}/index.zh.md:4:1: p2s2 is translated from an older wording: 'Anna Kask kept the light burning all night.'",
    f"{ANNA}:15:5: what anna-kask says from storm#p2s2 rests on an older wording:"
    " 'Anna Kask kept the light burning all night.'",
]


def test_what_was_made_from_an_older_wording_is_stale_before_and_after_sealing(root: Path) -> None:
    reword(root)
    was_reworded = (
        f"{STORM}/index.en.md:4:1: p2s2 was reworded since the text was sealed;"
        " it was 'Anna Kask kept the light burning all night.'"
    )
    assert told(root) == [was_reworded, *STALE]
    seal("--yes")
    assert told(root) == STALE
    change(root, f"{STORM}/index.zh.md", "灯火", "灯")
    assert told(root) == STALE, "that somebody touched a translation does not say that it holds"


def test_the_old_wording_again_is_not_stale(root: Path) -> None:
    reword(root)
    seal("--yes")
    change(root, f"{STORM}/index.en.md", "lamp", "light")
    seal("--yes")
    assert told(root) == []


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["p2s2:zh"], [0, 2]),
        (["p2s2:anna-kask"], [0, 1]),
        (["p2s2:zh", "p2s2:vi"], [2]),
        (["p2s2"], []),
    ],
)
def test_confirming_some(root: Path, names: list[str], left: list[int]) -> None:
    reword(root)
    seal("storm", *[part for name in names for part in ("--confirm", name)], "--yes")
    assert told(root) == [STALE[number] for number in left]


def test_confirming_all_forgets_the_older_wording(root: Path) -> None:
    reword(root)
    seal("--confirm-all", "--yes")
    assert told(root) == []
    assert "kept the light" not in (root / LEDGER).read_text(encoding="utf-8")


@pytest.mark.usefixtures("terminal")
def test_reviewing_them_one_by_one(root: Path) -> None:
    reword(root)
    said = seal("--review", said="y\nn\nq\ny\n")
    assert said.startswith(
        "\nstorm#p2s2  (1 of 3)\n"
        "    - Anna Kask kept the light burning all night.\n"
        "    + Anna Kask kept the lamp burning all night.\n"
        "  translation into vi, docs/texts/storm/index.vi.md:4:1\n"
        "    Anna Kask giữ cho ngọn đèn sáng suốt đêm.\n"
        "Does it still hold (q: stop here)? (y, n, q) [n]: y\n"
    )
    assert told(root) == STALE[1:]


def test_nobody_reviews_without_a_terminal(root: Path) -> None:
    reword(root)
    assert seal("--review", status=1) == (
        "Error: --review asks questions and needs a terminal. Use --confirm or --confirm-all instead.\n"
    )


# --- on the pages ---------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>\"'&"


def test_views_know_what_is_stale_and_where_old_ids_lead(root: Path) -> None:
    merge(root)
    reword(root)
    seal("--confirm", "p3s1", "--confirm", "p2s2:zh", "--yes")
    site = read_site(root, LANGUAGES, Problems())
    assert site
    rows = {row.row.segment: row for row in site.texts["storm"].rows}
    assert {id: row.formerly for id, row in rows.items() if row.formerly} == {"p3s1": ("p3s2",)}
    older = "Anna Kask kept the light burning all night."
    assert {id: row.stale for id, row in rows.items() if row.stale} == {"p2s2": {"vi": older}}
    assert {id: row.older for id, row in rows.items() if row.older} == {"p2s2": (older,)}
    assert [(place.line, [s.segment for s in stale]) for place, stale in site.stale.items()] == [
        (15, ["p2s2"]),
        (19, ["p2s2"]),
    ]


@pytest.fixture(scope="module")
def stale_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a merged, a reworded and a formerly evil line."""
    root = tmp_path_factory.mktemp("stale") / "wiki"
    shutil.copytree(HERE / "wiki", root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    change(root, f"{STORM}/index.en.md", "Anna Kask kept the light", f"{EVIL} Anna Kask kept the light")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        seal("--confirm-all", "--yes")
        change(root, f"{STORM}/index.en.md", EVIL, "Then")
        merge(root)
        seal("--yes")
    status, output = build(root, "--site-dir", str(root / "site"))
    assert status == 0, output
    return root / "site"


@pytest.fixture
def visit(browser: Browser, stale_site: Path) -> Iterator[Visit]:
    with serve(stale_site) as address, Visit(browser, address) as visit:
        yield visit


OLDER = f"{EVIL} Anna Kask kept the light burning all night."


@pytest.mark.parametrize(
    ("home", "words"),
    [("", None), ("zh/", "译自原文的旧版"), ("vi/", "dịch theo lời văn cũ của nguyên bản")],
)
def test_a_translation_says_that_it_is_from_an_older_wording(visit: Visit, home: str, words: str | None) -> None:
    page = visit.open(f"{home}texts/storm/?versions=en,zh,vi&view=lines", DESKTOP)
    marks = page.locator(".row:has(#p2s2) .column .stale-mark")
    assert marks.count() == 2
    expect(marks.first).to_have_text(words or "translated from an older wording")
    expect(marks.first).to_have_attribute("title", OLDER)
    assert (
        page.locator(".row:has(#p2s2) .column:has([lang='en'].segment, [lang='en'][data-segment]) .stale-mark").count()
        == 0
    )
    older = page.locator(".row:has(#p2s2) .row-foot details.stale")
    expect(older.locator("p")).to_be_hidden()
    older.locator("summary").click()
    expect(older.locator("p")).to_have_text(OLDER)
    expect(older.locator("p")).to_have_attribute("lang", "en")
    assert page.locator(".row:has(#p1s1) :is(.stale, .stale-mark)").count() == 0
    assert check_accessibility(page) == []


def test_a_mark_is_no_part_of_its_segment_nor_of_what_is_copied(visit: Visit) -> None:
    page = visit.open("zh/texts/storm/", DESKTOP)
    assert page.locator("#p2s2").text_content() == "安娜·卡斯克让灯火彻夜不灭。"
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.row:has(#p2s2) .column-1'))")
    page.keyboard.press("ControlOrMeta+c")
    assert page.evaluate("navigator.clipboard.readText()") == "安娜·卡斯克让灯火彻夜不灭。"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_old_link_lands_on_the_line_that_its_line_became(visit: Visit, size: tuple[int, int]) -> None:
    page = visit.open("texts/storm/#p3s2", size)
    expect(page.locator(".row.marked .segment")).to_have_attribute("id", "p3s1")
    expect(page.locator(".panel-title")).to_contain_text("3.1")
    page.goto(page.url.replace("#p3s2", "#p2s2-p3s2"))
    expect(page.locator(".row.marked")).to_have_count(2)
    assert overflow(page) == 0


def test_an_old_link_lands_without_scripts(visit: Visit) -> None:
    page = visit.open("texts/storm/#p3s2", PHONE, java_script_enabled=False)
    assert page.locator(".row:has(:target) .segment").get_attribute("id") == "p3s1"
    assert page.locator(".row:has(#p2s2) .stale-mark").first.is_visible()


def test_a_statement_says_that_it_rests_on_an_older_wording(visit: Visit) -> None:
    page = visit.open("people/anna-kask/", PHONE)
    marks = page.locator("#statements details.stale")
    expect(marks.first.locator("summary")).to_have_text("rests on an older wording of The storm 2.2")
    marks.first.locator("summary").click()
    expect(marks.first.locator("p")).to_have_text(OLDER)
    assert overflow(page) == 0
    assert check_accessibility(page) == []


def test_a_segment_without_changes_has_no_mark(visit: Visit) -> None:
    page = visit.open("ships/meri/")
    assert page.locator(".stale, .stale-mark").count() == 0
