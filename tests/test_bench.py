"""The benchmark: that it compares like with like, measures what it says, and that nobody edits its figures."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import benchmark
from bench import report, search_report, searches
from bench.contenders import (
    BARE,
    CHARSU,
    HUGO,
    HUGO_ALL,
    IDS,
    PLAIN,
    Contender,
    contenders,
    mkdocs_source,
    write_others,
)
from bench.markdown import escape
from bench.matching import count_words, measure_matching
from bench.measuring import FailedError, run
from bench.results import Build, Results, Size, growth, read_results, this_machine, write_results
from bench.serving import _edits
from synthetic import LANGUAGES, ROOT, write_wiki


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wiki, and of what the others are handed of it."""
    root = tmp_path_factory.mktemp("bench")
    write_wiki(root / CHARSU, 40)
    write_others(root, IDS)
    return root


# --- what is published ----------------------------------------------------------------------------


def test_the_tables_of_searches_are_those_of_the_results() -> None:
    for file, content in search_report.publish(search_report.read_costs(ROOT / search_report.RESULTS), ROOT).items():
        assert file.read_text(encoding="utf-8") == content, f"{file}: run `make bench-reading`"


def test_tables_and_pictures_are_those_of_the_results() -> None:
    for file, content in report.publish(read_results(ROOT / report.RESULTS), ROOT).items():
        assert file.read_text(encoding="utf-8") == content, f"{file.name}: python tests/benchmark.py --tables"


def test_every_page_on_speed_has_every_part() -> None:
    results = read_results(ROOT / report.RESULTS)
    for page, language in report.pages(ROOT).items():
        parts = re.findall(r"^<!-- speed: (\w+) -->$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(parts) == {*report.Report(results, language).parts(), "search"}, page
        assert len(parts) == len(set(parts))


def test_results_tell_the_machine_but_neither_its_name_nor_a_folder() -> None:
    told = (ROOT / report.RESULTS).read_text(encoding="utf-8")
    assert {"cores", "memory", "processor", "python", "hugo", "mkdocs"} <= read_results(
        ROOT / report.RESULTS
    ).machine.keys()
    assert "/tmp" not in told and "/home" not in told and "/work" not in told


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_results(RESULTS, tmp_path / "speed.json")
    assert read_results(tmp_path / "speed.json") == RESULTS


# --- figures --------------------------------------------------------------------------------------


def build(seconds: float, peak: float = 100.0, pages: int = 3000, warm: float | None = None) -> Build:
    return Build(seconds, seconds, peak, pages, 3, warm)


AT_1000 = {CHARSU: build(4.0, 100.0, warm=1.0), BARE: build(3.0), HUGO: build(1.5)}
AT_10_000 = {CHARSU: build(40.0, 1000.0, 31_500), BARE: build(30.0, 900.0), HUGO: build(15.0, 2000.0)}
RESULTS = Results(
    {"cores": 2, "memory": 16.0, "processor": "P", "python": "3.11", "hugo": "1"},
    (
        Size(1000, AT_1000, {"load": 1.0}, {}, (3.0, 2.0)),
        Size(
            10_000,
            AT_10_000,
            {"load": 100.0, "everything else": 0.5},
            {CHARSU: {"entry": 0.4, "text": 1.234, "everything": 12.0}},
            None,
        ),
    ),
)


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert [report.Report(RESULTS, language).seconds(1234.5) for language in LANGUAGES] == [
        "1,234 s",
        "1,234秒",
        "1.234 giây",
    ]
    assert [report.Report(RESULTS, language).seconds(0.4567) for language in LANGUAGES] == [
        "0.46 s",
        "0.46秒",
        "0,46 giây",
    ]


@pytest.mark.parametrize(("language", "expected"), [("en", "−0.125"), ("zh", "−0.125"), ("vi", "−0,125")])
def test_what_takes_less_time_in_a_larger_wiki_has_a_negative_exponent(language: str, expected: str) -> None:
    sizes = (Size(1000, {}, {"history": 0.004}, {}, None), Size(10_000, {}, {"history": 0.003}, {}, None))
    last = report.Report(Results({}, sizes), language).growths().splitlines()[-1]
    assert last.startswith("| `history` |") and last.endswith(f" | {expected} |")


@pytest.mark.parametrize(("asked", "expected"), [([], [10_000]), (["--keep"], [1000, 10_000])])
def test_what_was_measured_at_other_sizes_is_kept_if_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], expected: list[int]
) -> None:
    file = tmp_path / "speed.json"
    write_results(Results(this_machine(), RESULTS.sizes), file)
    monkeypatch.setattr(sys, "argv", ["benchmark.py", "--sizes", "10000", "--out", str(file), *asked])
    monkeypatch.setattr(benchmark, "measure_size", lambda *_: Size(10_000, AT_1000, {}, {}, None))
    benchmark.main()
    sizes = {size.entries: size for size in read_results(file).sizes}
    assert list(sizes) == expected
    assert sizes[10_000].builds == AT_1000 and sizes.get(1000, RESULTS.sizes[0]) == RESULTS.sizes[0]


def test_results_of_another_machine_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "speed.json"
    write_results(RESULTS, file)
    monkeypatch.setattr(sys, "argv", ["benchmark.py", "--keep", "--sizes", "10000", "--out", str(file)])
    monkeypatch.setattr(benchmark, "measure_size", lambda *_: RESULTS.sizes[1])
    benchmark.main()
    assert [size.entries for size in read_results(file).sizes] == [10_000]


def test_a_ratio_is_of_figures_of_one_size_and_what_is_missing_is_a_dash() -> None:
    ratios = report.Report(RESULTS, "en").ratios().splitlines()
    assert ratios[0] == "| Entries | 1,000 | 10,000 |"
    assert "| Charsu without search : Hugo | 2 | 2 |" in ratios
    assert "| Charsu : MkDocs with search | – | – |" in ratios
    assert "| Charsu, nothing changed : from nothing | 0.25 | – |" in ratios
    assert "| finding names : bare matching | 1.5 | – |" in ratios


def test_growth_in_step_has_the_exponent_one_and_with_the_square_two() -> None:
    assert growth(4, 40, 10) == pytest.approx(1)
    assert growth(1, 100, 10) == pytest.approx(2)
    assert growth(0, 100, 10) is None
    told = report.Report(RESULTS, "en").growths().splitlines()
    assert told[0] == "| Exponent of growth | 1,000 → 10,000 |"
    assert "| Charsu, with everything | 1 |" in told
    assert "| `load` | 2 |" in told
    assert "| everything else | – |" in told


def test_up_to_which_size_one_machine_serves_follows_from_time_and_memory() -> None:
    # 40 s at 10,000 and in step: 600 s at 150,000; 1,000 MB at 10,000: 8 GB at 81,920.
    assert report.limits(RESULTS) == pytest.approx((150_000, 81_920))
    told = report.Report(RESULTS, "en").limit()
    assert "A build of 10,000 entries, 31,500 pages, took 40 s and at most 1,000 MB" in told
    assert "after 0.4 s" in told
    assert "at about 100,000 entries" in told and "is enough for about 80,000 entries" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_well_formed_and_names_everybody(language: str) -> None:
    drawn = ET.fromstring(report.Report(RESULTS, language).picture())
    words = {element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Charsu", "Hugo"} <= words
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 4  # two sizes of Charsu, with and without


# --- the same pages -------------------------------------------------------------------------------


def test_every_link_of_the_plain_pages_leads_to_one(root: Path) -> None:
    docs = root / PLAIN / "docs"
    pages = list(docs.rglob("*.md"))
    assert len(pages) > 3 * (40 + 2)
    count = 0
    for page in pages:
        language = page.name.split(".")[-2]
        for link in re.findall(r"\]\(([^)#]+\.md)", page.read_text(encoding="utf-8")):
            count += 1
            target = page.parent / f"{link.removesuffix('.md')}.{language}.md"
            assert target.resolve().is_file(), f"{page}: {link}"
    assert count > 3 * 40 * 10


def test_the_others_have_a_page_for_each_entry_and_text_and_say_what_they_say(root: Path) -> None:
    charsu, plain, hugo = root / CHARSU, root / PLAIN, root / HUGO
    for file in charsu.glob("entries/*/*-*.yml"):
        name = file.read_text(encoding="utf-8").splitlines()[0]
        for language in LANGUAGES:
            of_language = re.search(rf'"{language}": "([^"]*)"', name)
            assert of_language
            address = f"{file.parent.name}/{file.stem}/"
            for page in (
                plain / f"docs/{mkdocs_source(address)}.{language}.md",
                hugo / f"content/{language}/{address.rstrip('/')}.md",
            ):
                assert escape(of_language[1]).casefold() in page.read_text(encoding="utf-8").casefold()
    row = (charsu / "docs/texts/text-01/index.en.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    for page in (plain / "docs/texts/text-01.en.md", hugo / "content/en/texts/text-01.md"):
        assert row in re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page.read_text(encoding="utf-8"))


def test_the_pages_with_all_versions_have_each_passage_in_every_language(root: Path) -> None:
    pages = [f"{id}/content/vi/texts/text-01.md" for id in (HUGO, HUGO_ALL)]
    own, all_versions = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", (root / page).read_text("utf-8")) for page in pages)
    for language in LANGUAGES:
        rows = (root / CHARSU / f"docs/texts/text-01/index.{language}.md").read_text(encoding="utf-8").splitlines()
        row = rows[0].removeprefix("# ")
        assert row in all_versions
        assert (row in own) == (language == "vi")


def test_an_edit_changes_what_every_contender_reads(root: Path) -> None:
    entry = next((root / CHARSU / "entries/people").glob("*.yml")).stem
    for contender in (*contenders(root), Contender(HUGO, root / HUGO, (), (), "public", {}, frozenset())):
        for edit in _edits(contender, f"people/{entry}/", "texts/text-02/"):
            before = edit.file.read_text(encoding="utf-8")
            after = edit.change(before, "changed")
            assert after.count("changed") == before.count("changed") + 1, (contender.id, edit.id)


def test_building_leaves_nothing_that_the_next_build_could_use(tmp_path: Path) -> None:
    wiki = tmp_path / "any"
    contender = Contender("any", wiki, (), (), "site", {}, frozenset({"docs"}))
    (wiki / "docs").mkdir(parents=True)
    for _ in range(2):
        (wiki / "site").mkdir()
        (wiki / ".cache").write_text("", encoding="utf-8")
        contender.forget()
        assert [path.name for path in wiki.iterdir()] == ["docs"]


# --- measuring ------------------------------------------------------------------------------------

HUNGRY = """
import subprocess, sys, time
held = bytearray(60_000_000)
if len(sys.argv) == 1:
    subprocess.run([sys.executable, __file__, "child"], check=True)
else:
    time.sleep(3)  # ten looks and more, however busy the machine
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="nobody tells of memory here")
def test_the_memory_of_a_process_is_that_of_its_children_too(tmp_path: Path) -> None:
    (tmp_path / "hungry.py").write_text(HUNGRY, encoding="utf-8")
    measured = run([sys.executable, tmp_path / "hungry.py"], tmp_path, {})
    assert 120 < measured.peak < 200
    assert 3 < measured.seconds < 30
    assert measured.working < measured.seconds


def test_a_build_that_fails_ends_the_benchmark_with_its_message(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, {})


def test_bare_matching_finds_the_longest_word_first() -> None:
    tree = {"a": {"b": {"": True, "c": {"": True}}}, "c": {"": True}}
    assert count_words(tree, "abcab") == 2  # abc, ab
    assert count_words(tree, "xacbab") == 2  # c, ab
    assert count_words(tree, "") == 0


def test_all_names_of_a_wiki_are_found_to_be_measured(root: Path) -> None:
    ours, bare = measure_matching(root / CHARSU)
    assert 0 < bare < ours < 60


# --- searches ---------------------------------------------------------------------------------------

TIMES = searches.Times(40.4, 1200.0, 50.0, 1300.0)
COST = searches.SearchCost(18_000, 64_500, 11, TIMES, TIMES, TIMES)
COSTS = {profile: dict.fromkeys((searches.CHARSU, searches.PAGEFIND), COST) for profile in searches.PROFILES}


def test_what_searches_cost_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    search_report.write_costs(COSTS, tmp_path / "costs.json")
    read = search_report.read_costs(tmp_path / "costs.json")
    assert read["phone"]["pagefind"].typed == searches.Times(40, 1200, 50, 1300)
    assert read["desktop"]["charsu"].bytes == 64_500


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "| later queries, typed | 40 ms; 1,200 ms | 40 ms; 1,200 ms |"),
        ("zh", "| 后续查询，逐字键入 | 40毫秒；1,200毫秒 | 40毫秒；1,200毫秒 |"),
        ("vi", "| các lần sau, gõ từng phím | 40 ms; 1.200 ms | 40 ms; 1.200 ms |"),
    ],
)
def test_the_table_of_searches_is_in_each_language(language: str, line: str) -> None:
    told = search_report.table(COSTS, language).splitlines()
    assert any(each.startswith(line) for each in told)
    assert len({each.count("|") for each in told}) == 1


def test_parts_that_were_not_measured_stay() -> None:
    page = "<!-- speed: search -->\n\nold\n\n<!-- /speed -->\n<!-- speed: pages -->\n\nkept\n\n<!-- /speed -->\n"
    assert report.filled(page, {"search": "new"}) == page.replace("old", "new")


def test_pagefind_gets_each_row_entry_and_page_with_chinese_in_pairs(tmp_path: Path) -> None:
    part = {"text": "a-text", "rows": [{"segment": "p1s1", "versions": {"en": "Kábul fell.", "zh": "喀布尔"}}]}
    page = {"entry": ["kabul", [0, ["Kabul", "喀布尔", ""], [None, None, None]]], "said": {"en": ["A city"]}}
    for number, document in enumerate((part, page)):
        (tmp_path / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
    assert [(address, set(words.split())) for address, words in searches.records(tmp_path)] == [
        ("/a-text#p1s1", {"kabul", "fell", "喀布", "布尔", "尔"}),
        ("/kabul", {"kabul", "喀布", "布尔", "尔", "a", "city"}),
    ]
