"""What is missing: found in a wiki, exported, and shown to readers."""

import dataclasses
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from browsing import PHONE, Visit
from charsu.i18n.catalogues import load_words
from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model import limits
from charsu.model.base_map import MapFeature
from charsu.model.dates import read_date
from charsu.model.records import Language, Wiki
from charsu.publish.export import quality_json
from charsu.read.resolve import read_wiki
from charsu.render.renderer import Renderer
from charsu.review.quality import GAP_KINDS, Gap, GapKind, Quality, find_quality
from charsu.review.staleness import Stale
from charsu.review.suggest import MissingName, Suggestions, suggest, unsure_names
from charsu.support.diagnostics import Place, Problems
from charsu.view.site import Site
from helpers import HOMES, LANGUAGES, ROOT, SAMPLE, entry, property, statement, text, vocabulary, wiki
from pages import Element, read_html

GOOD_WIKI = ROOT / "tests/wiki"
WORDS = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)


# --- finding ------------------------------------------------------------------------------------


def read(tmp_path: Path, files: Mapping[str, str] = {}, without: Iterable[str] = ()) -> Wiki:
    """The good small wiki with other files, and without some of its own."""
    root = tmp_path / "wiki"
    shutil.copytree(GOOD_WIKI, root)
    for name, content in files.items():
        (root / name).write_text(content, encoding="utf-8")
    for name in without:
        (root / name).unlink()
    problems = Problems()
    found = read_wiki(root, LANGUAGES, problems)
    assert found is not None, "\n".join(map(str, problems))
    return found


def find(
    wiki: Wiki, names: tuple[MissingName, ...] = (), stale: tuple[Stale, ...] = (), links: Links | None = None
) -> Quality:
    links = links or link(wiki)
    backlinks = find_backlinks(wiki, links)
    atlas = Site(wiki, links, backlinks).atlas
    unsure = tuple(unsure_names(wiki, links))
    return find_quality(wiki, backlinks, atlas, Suggestions(names, unsure=unsure), stale)


def told(gaps: Iterable[Gap]) -> list[str]:
    """Gaps as lines: what it is in, in which languages, how often it is met, where to mend it."""
    return [
        " ".join(
            [
                gap.entry or f"{gap.text}#{gap.segment}" if gap.entry or gap.segment else str(gap.text),
                *(f"{language}={gap.words[language]}" if gap.words else language for language in gap.languages),
                *(f"?{id}" for id in gap.candidates),
                *([f"({gap.property})"] if gap.property else []),
                f"met {gap.met} at {gap.place.file}:{gap.place.line}",
            ]
        )
        for gap in gaps
    ]


MARCH = """\
name: {{en: March {n}, zh: 三月{n}号, vi: Tháng Ba {n}}}
aliases: {{en: [March]}}
unverified:
  zh: [三月{n}号]
  en:
    - March
summary:
  en: A ship, not the same as [[{other}]].
  zh: 一艘船。
  vi: Nói về một con tàu.
statements:
  - captain of: {other}
    sources: [parish-book]
"""

GAPS_OF_EVERY_KIND = {
    "entries/ships/march-1.yml": MARCH.format(n="One", other="march-2").partition("statements:")[0],
    "entries/ships/march-2.yml": MARCH.format(n="Two", other="march-1").partition("statements:")[0],
    "entries/people/juris-ozols.yml": """\
name: {en: Juris Ozols, zh: 尤里斯·奥佐尔斯, vi: Juris Ozols}
summary: {en: Captain in March., zh: 船长。, vi: Thuyền trưởng.}
statements:
  - captain of: meri
    sources: ["storm#p2s1"]
  - role:
      en: A sailor until March.
      zh: 水手。
      vi: Thủy thủ.
    sources: [parish-book]
""",
    "entries/people/nobody.yml": """\
name: {en: Nobody, zh: 无名氏, vi: Vô danh}
summary: {en: A person., zh: 一个人。, vi: Một người.}
statements:
  - born: 1850
    sources: [parish-book]
  - born: 1851
    sources: [almanac-1893]
""",
    "entries/places/vilsa.yml": """\
name: {en: Vilsa, zh: 维尔萨, vi: Vilsa}
summary: {en: An island., zh: 岛屿。, vi: Hòn đảo.}
""",
}


def test_every_gap_of_a_wiki_is_found_with_its_file_and_how_often_readers_meet_it(tmp_path: Path) -> None:
    found = find(read(tmp_path, GAPS_OF_EVERY_KIND))
    assert {kind: told(gaps) for kind, gaps in found.gaps.items()} == {
        "no-entry": [],
        "unsure": [
            # The row names the ship and the island.
            "storm#p2s1 en=March ?march-1 ?march-2 met 2 at docs/texts/storm/index.en.md:3",
            # One row is evidence for him; the keeper's summary names him.
            "juris-ozols en=March ?march-1 ?march-2 met 2 at entries/people/juris-ozols.yml:2",
            "juris-ozols en=March ?march-1 ?march-2 met 2 at entries/people/juris-ozols.yml:6",
        ],
        "stale": [],
        "untranslated": ["anna-kask zh vi met 2 at entries/people/anna-kask.en.md:1"],
        "unverified": [
            "march-1 zh=三月One号 met 1 at entries/ships/march-1.yml:4",
            "march-1 en=March met 1 at entries/ships/march-1.yml:6",
            "march-2 zh=三月Two号 met 1 at entries/ships/march-2.yml:4",
            "march-2 en=March met 1 at entries/ships/march-2.yml:6",
        ],
        "no-position": ["vilsa met 3 at entries/places/vilsa.yml:1"],
        "no-date": ["juris-ozols met 2 at entries/people/juris-ozols.yml:1"],
        "unmentioned": ["nobody met 0 at entries/people/nobody.yml:1"],
        "contested": ["nobody (born) met 0 at entries/people/nobody.yml:4"],
    }


def test_a_name_is_mended_in_a_version_that_its_first_text_has() -> None:
    first = text([{"zh": "船在海上。", "vi": "Tàu ở Riga."}], id="a")
    second = text([{"en": "A ship in Riga."}], id="b")
    made = wiki([], [first, second])
    names = suggest(made, link(made)).names
    assert [(dict(name.forms), name.passages) for name in names] == [
        ({"en": ("Riga",), "vi": ("Riga",)}, (("a", "p1s1"), ("b", "p1s1")))
    ]
    assert told(find(made, names).gaps["no-entry"]) == ["a#p1s1 en=Riga vi=Riga met 2 at test.yml:1"]


def test_an_entry_is_met_in_passages_by_relations_and_in_summaries() -> None:
    words = vocabulary([property("knows", "entry")])
    entries = [
        entry("ana", "Ana", statements=[statement("knows", "ana", ["a-text#p1s1", "a-text#p1s3"])]),
        entry(
            "olga", "Olga", summary="Ana and Ana.", statements=[statement("knows", "ana"), statement("knows", "ana")]
        ),
        entry("oleg", "Oleg", summary={"en": "Ana's friend.", "zh": "", "vi": "Ana"}),
    ]
    rows = [{"en": "Ana, Ana."}, {"en": "Ana and Olga."}, {"en": "Nobody."}]
    gaps = find(wiki(entries, [text(rows)], dataclasses.replace(words, kinds={
        id: dataclasses.replace(kind, dates=("born",)) for id, kind in words.kinds.items()
    }))).gaps["no-date"]  # fmt: skip
    # Three rows, of which one is only evidence for her; two relations, but not her own to herself; two summaries.
    assert [(gap.entry, gap.met) for gap in gaps] == [("ana", 3 + 2 + 2), ("olga", 1), ("oleg", 0)]


def test_what_readers_meet_most_often_comes_first_then_what_stands_first() -> None:
    names = [f"N{number}" for number in range(4)]
    rows = [{"en": "N2. N3."}, {"en": "N2. N3."}, {"en": "N1."}]
    entries = [dataclasses.replace(entry(name.lower(), name), unverified=frozenset({("en", name)})) for name in names]
    gaps = find(wiki(entries, [text(rows)])).gaps["unverified"]
    assert [gap.entry for gap in gaps] == ["n2", "n3", "n1", "n0"]


def test_a_name_without_entry_leads_to_its_first_passage_in_the_original_if_that_has_it(tmp_path: Path) -> None:
    passages = (("storm", "p3s1"), ("storm", "p3s2"))
    names = (
        MissingName({"vi": ("Tôi",)}, passages[:1]),
        MissingName({"zh": ("浪头", "浪"), "en": ("Waves",)}, passages),
    )
    gaps = find(read(tmp_path), names).gaps["no-entry"]
    assert told(gaps) == [
        "storm#p3s1 zh=浪头 en=Waves met 2 at docs/texts/storm/index.en.md:6",
        "storm#p3s1 vi=Tôi met 1 at docs/texts/storm/index.vi.md:6",
    ]


def stale(**more: Any) -> Stale:
    given: dict[str, Any] = {
        "text": "storm", "segment": "p2s1", "what": "translation", "language": None, "entry": None, "words": None,
        "older": "On 2 March.", "place": Place("docs/texts/storm/index.zh.md", 3),
    }  # fmt: skip
    return Stale(**(given | more))


STALE = (
    stale(language="zh"),
    stale(language="vi", segment="p3s2", place=Place("docs/texts/storm/index.vi.md", 7)),
    stale(what="statements", entry="anna-kask", place=Place("entries/people/anna-kask.yml", 20)),
    stale(what="name", segment="p3s1", words="Kask", place=Place("docs/texts/storm/text.yml", 20)),
)


def test_what_is_stale_is_a_gap_and_lowers_the_share_of_its_version(tmp_path: Path) -> None:
    found = find(read(tmp_path), stale=STALE)
    assert told(found.gaps["stale"]) == [
        "storm#p2s1 zh met 2 at docs/texts/storm/index.zh.md:3",
        "anna-kask met 2 at entries/people/anna-kask.yml:20",
        "storm#p3s2 vi met 1 at docs/texts/storm/index.vi.md:7",
        "storm#p3s1 met 1 at docs/texts/storm/text.yml:20",
    ]
    assert [(c.language, c.standing, c.stale, c.percent) for c in found.texts["storm"]] == [
        ("en", "original", 0, 100),
        ("zh", "draft", 1, 83),
        ("vi", "reviewed", 1, 83),
    ]


def test_a_missing_version_is_a_gap_and_its_text_comes_first(tmp_path: Path) -> None:
    meta = (GOOD_WIKI / "docs/texts/storm/text.yml").read_text(encoding="utf-8")
    without = "\n".join(line for line in meta.splitlines() if not line.startswith("  vi: {by"))
    small = read(tmp_path, {"docs/texts/storm/text.yml": without}, ["docs/texts/storm/index.vi.md"])
    whole = dataclasses.replace(
        small.texts["storm"],
        id="calm",
        versions={**small.texts["storm"].versions, "vi": small.texts["storm"].versions["zh"]},
    )
    found = find(dataclasses.replace(small, texts={"calm": whole, "storm": small.texts["storm"]}))
    assert "storm vi met 6 at docs/texts/storm/text.yml:1" in told(found.gaps["untranslated"])
    assert [(c.language, c.standing, c.segments, c.percent) for c in found.texts["storm"]] == [
        ("en", "original", 6, 100),
        ("zh", "draft", 6, 100),
        ("vi", "missing", 0, 0),
    ]
    assert list(found.texts) == ["storm", "calm"]


def test_what_the_map_draws_as_an_area_does_not_lack_a_position(tmp_path: Path) -> None:
    small = read(tmp_path, {"entries/places/vilsa.yml": GAPS_OF_EVERY_KIND["entries/places/vilsa.yml"]})
    assert [gap.entry for gap in find(small).gaps["no-position"]] == ["vilsa"]
    square = ((20.0, 58.0), (21.0, 58.0), (21.0, 59.0), (20.0, 58.0))
    ground = dataclasses.replace(
        small.base_map, shapes=(MapFeature(layer="country", entry="vilsa", lines=(square,), closed=True),)
    )
    assert find(dataclasses.replace(small, base_map=ground)).gaps["no-position"] == ()


def test_a_kind_without_dates_lacks_none() -> None:
    assert find(wiki([entry("ana", "Ana")])).gaps["no-date"] == ()
    dated = vocabulary([property("born", "date")], dates=["born"])
    known = entry("olga", "Olga", statements=[statement("born", read_date("1861"))])
    assert told(find(wiki([entry("ana", "Ana"), known], words=dated)).gaps["no-date"]) == [
        "ana met 0 at entries/things/ana.yml:1"
    ]


def test_names_and_articles_are_counted_for_each_kind_and_language(tmp_path: Path) -> None:
    found = find(read(tmp_path, GAPS_OF_EVERY_KIND)).kinds
    assert [(c.language, c.entries, c.names, c.verified, c.articles) for c in found["person"]] == [
        ("en", 3, 4, 4, 1),
        ("zh", 3, 4, 4, 0),
        ("vi", 3, 4, 4, 0),
    ]
    assert [(c.language, c.entries, c.names, c.verified) for c in found["ship"]] == [
        ("en", 3, 5, 3),
        ("zh", 3, 3, 1),
        ("vi", 3, 3, 3),
    ]


# --- for programs ---------------------------------------------------------------------------------


def site_of(small: Wiki, quality: Quality | None = None) -> Site:
    links = link(small)
    site = Site(small, links, find_backlinks(small, links))
    if quality:
        vars(site)["quality"] = quality  # in the place of what would be found
    return site


def test_the_export_says_all_of_a_gap_and_leaves_out_what_there_is_not(tmp_path: Path) -> None:
    small = read(tmp_path, GAPS_OF_EVERY_KIND)
    exported = json.loads(quality_json(site_of(small, find(small, stale=STALE[:1]))))
    assert list(exported) == ["gaps", "coverage"]
    gaps = {gap["gap"]: gap for gap in exported["gaps"]}
    assert gaps["unsure"] == {
        "gap": "unsure",
        "entry": "juris-ozols",
        "languages": ["en"],
        "words": {"en": "March"},
        "candidates": ["march-1", "march-2"],
        "file": "entries/people/juris-ozols.yml",
        "line": 6,
        "met": 2,
    }
    assert gaps["stale"] == {
        "gap": "stale",
        "text": "storm",
        "segment": "p2s1",
        "languages": ["zh"],
        "what": "translation",
        "older": "On 2 March.",
        "file": "docs/texts/storm/index.zh.md",
        "line": 3,
        "met": 2,
    }
    assert gaps["unmentioned"] == {
        "gap": "unmentioned",
        "entry": "nobody",
        "file": "entries/people/nobody.yml",
        "line": 1,
        "met": 0,
    }
    assert exported["coverage"]["texts"][1] == {
        "text": "storm", "language": "zh", "standing": "draft", "rows": 6, "segments": 6, "stale": 1, "percent": 83
    }  # fmt: skip
    assert exported["coverage"]["kinds"][0] == {
        "kind": "person", "language": "en", "entries": 3, "names": 4, "verified": 4, "articles": 1
    }  # fmt: skip


def test_an_export_of_nothing_is_json_too() -> None:
    exported = json.loads(
        quality_json(site_of(Wiki(languages=("en",), vocabulary=vocabulary(), works={}, entries={}, texts={})))
    )
    assert exported["gaps"] == []
    assert exported["coverage"]["texts"] == []


# --- the page -------------------------------------------------------------------------------------


def page_of(site: Site, language: Language = "en") -> tuple[Element, str]:
    """The body of the page, read and as it stands."""
    renderer = Renderer(site, ROOT / "hooks/charsu/theme/fragments", HOMES)
    page = renderer.quality(WORDS[language])
    assert page.address == "quality/"
    return read_html(page.body), page.body


def section(page: Element, kind: GapKind) -> Element:
    return page.one("section", id=kind)


def words_in(element: Element) -> str:
    return " ".join(element.text.split())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small wiki with gaps of every kind."""
    small = read(tmp_path_factory.mktemp("full"), GAPS_OF_EVERY_KIND)
    name = MissingName({"en": ("<b>Waves</b>",), "zh": ("浪头",), "vi": ("<b>Waves</b>",)}, (("storm", "p3s1"),))
    return site_of(small, find(small, (name,), (*STALE, stale(language="vi", older="<b>old</b>"))))


def test_the_page_says_what_every_gap_is(full: Site) -> None:
    page, _ = page_of(full)
    said = {kind: [words_in(item.one("div")) for item in section(page, kind).all("li")] for kind in GAP_KINDS}
    assert said == {
        "no-entry": ["<b>Waves</b> · 浪头 The storm 3.1"],
        "unsure": [
            "March The storm 2.1 English May refer to: March One, March Two",
            "March Juris Ozols English May refer to: March One, March Two",
            "March Juris Ozols English May refer to: March One, March Two",
        ],
        "stale": [
            "The storm 2.1 Translation into Chinese Older wording: On 2 March.",
            "The storm 2.1 Translation into Vietnamese Older wording: <b>old</b>",
            "The storm 2.1 Statements: Anna Kask Older wording: On 2 March.",
            "The storm 3.2 Translation into Vietnamese Older wording: On 2 March.",
            "The storm 3.1 Settled name: Kask Older wording: On 2 March.",
        ],
        "untranslated": ["Anna Kask Article Not in Chinese and Vietnamese"],
        "unverified": [
            "三月One号 March One Chinese",
            "March March One English",
            "三月Two号 March Two Chinese",
            "March March Two English",
        ],
        "no-position": ["Vilsa Place"],
        "no-date": ["Juris Ozols Person Not stated: Born"],
        "unmentioned": ["Nobody Person"],
        "contested": ["Nobody Born"],
    }


def test_the_page_says_where_to_mend_a_gap_and_how_often_readers_meet_it(full: Site) -> None:
    page, _ = page_of(full)
    for kind, gaps in full.quality.gaps.items():
        items = list(section(page, kind).all("li"))
        assert [item.one("code").text for item in items] == [f"{gap.place.file}:{gap.place.line}" for gap in gaps]
    met = [words_in(item.one("span", "met")) for item in section(page, "unsure").all("li")]
    assert met == ["2 references"] * 3
    assert words_in(section(page, "no-entry").one("span", "met")) == "1 reference"
    assert list(section(page, "unmentioned").all("span", "met")) == []


def test_the_contents_count_what_the_sections_hold(full: Site) -> None:
    for language in LANGUAGES:
        page, _ = page_of(full, language)
        contents = page.one("ul", "tiles")
        counted = {link.get("href")[1:]: link.one("strong").text for link in contents.all("a")}
        assert counted == {kind: str(len(gaps)) for kind, gaps in full.quality.gaps.items()}
        for kind in GAP_KINDS:
            assert len(list(section(page, kind).all("li"))) == int(counted[kind])
            assert section(page, kind).one("span", "count").text == counted[kind]


def test_what_an_author_wrote_is_no_markup(full: Site) -> None:
    _, body = page_of(full)
    assert "<b>" not in body
    assert Markup.escape("<b>old</b>") in body


def test_names_and_older_wordings_say_their_language(full: Site) -> None:
    page, _ = page_of(full, "vi")
    (name,) = section(page, "no-entry").all("li")
    # This page's language has the first word; the same form in another language is not repeated.
    assert [strong.text for strong in name.all("strong")] == ["<b>Waves</b>", "浪头"]
    assert [span.get("lang") for span in name.all("span") if "lang" in span] == ["zh"]
    older = list(section(page, "stale").all("span", "older"))
    assert [[inner.get("lang") for inner in span.all("span")] for span in older] == [["en"]] * 5


def test_where_nothing_is_missing_the_page_says_so_in_a_line() -> None:
    page, _ = page_of(site_of(wiki([])))
    for kind in GAP_KINDS:
        assert [words_in(p) for p in section(page, kind).all("p")] == ["Nothing is missing here."]


def many(number: int) -> Site:
    gaps = tuple(
        Gap(kind="unmentioned", met=0, place=Place("entries/things/ana.yml"), entry="ana") for _ in range(number)
    )
    only = wiki([dataclasses.replace(entry("ana", "Ana"), type=None)])
    found = site_of(only).quality
    return site_of(only, dataclasses.replace(found, gaps={**found.gaps, "unmentioned": gaps}))


def test_the_page_shows_the_first_folds_the_rest_and_does_not_grow_without_end() -> None:
    page, _ = page_of(many(2345))
    found = section(page, "unmentioned")
    assert len(list(found.all("li"))) == limits.GAPS_OF_MANY
    assert len(list(found.one("details").all("li"))) == limits.GAPS_OF_MANY - limits.GAPS_BEFORE_FOLD
    (note,) = found.all("p", "note")
    assert words_in(note) == "2,320 more in data/quality.json"
    assert note.one("a").get("href") == "../data/quality.json"
    assert len(page_of(many(100_000))[1]) < len(page_of(many(2345))[1]) + 100


def test_a_single_gap_is_never_folded() -> None:
    assert list(section(page_of(many(limits.GAPS_BEFORE_FOLD + 1))[0], "unmentioned").all("details")) == []
    assert list(section(page_of(many(limits.GAPS_BEFORE_FOLD + 2))[0], "unmentioned").all("details")) != []
    assert list(section(page_of(many(limits.GAPS_LISTED_IN_FULL))[0], "unmentioned").all("p", "note")) == []


def test_many_texts_do_not_make_the_table_grow_without_end(tmp_path: Path) -> None:
    small = read(tmp_path)
    storm = small.texts["storm"]
    texts = {f"t{n:03}": dataclasses.replace(storm, id=f"t{n:03}") for n in range(limits.GAPS_LISTED_IN_FULL + 3)}
    page, _ = page_of(site_of(dataclasses.replace(small, texts=texts | {"storm": storm})))
    table = page.one("section", id="of-texts")
    assert len(list(table.one("tbody").all("tr"))) == limits.GAPS_OF_MANY
    assert words_in(next(table.all("p", "note"))) == "79 more in data/quality.json"


def test_the_tables_tell_what_each_cell_is_about(full: Site) -> None:
    page, _ = page_of(full)
    texts, kinds = page.all("table")
    for table in (texts, kinds):
        assert table.one("caption").text
        assert {th.get("scope") for th in table.one("thead").all("th")} <= {"col", "colgroup"}
        for row in table.one("tbody").all("tr"):
            assert [th.get("scope") for th in row.all("th")] == ["row"]
    assert [words_in(cell) for cell in texts.one("tbody").all("td")] == [
        "original 100%",
        "draft 83% 1 segment based on an older wording",
        "reviewed 66% 2 segments based on an older wording",
    ]
    ships = list(kinds.one("tbody").all("tr"))[2]
    assert [words_in(cell) for cell in ships.all("td")] == ["3", "3 / 5", "0", "1 / 3", "0", "3 / 3", "0"]
    widths = [sum(int(cell.get("colspan") or 1) for cell in row.all("th")) for row in kinds.one("thead").all("tr")]
    assert widths == [2 + 2 * len(LANGUAGES), 2 * len(LANGUAGES)]


# --- of the sample -----------------------------------------------------------------------------------


def test_every_file_that_the_page_names_is_there_and_has_that_line(site: Path) -> None:
    exported = json.loads((site / "data/quality.json").read_text(encoding="utf-8"))
    assert exported["gaps"]
    for gap in exported["gaps"]:
        lines = (SAMPLE / gap["file"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= gap["line"] <= len(lines), gap
        if gap["gap"] == "unverified":
            (form,) = gap["words"].values()
            assert form in lines[gap["line"] - 1], gap


def test_the_page_is_used_without_scripts_by_keyboard_and_on_a_phone(visit: Visit) -> None:
    page = visit.open("quality/", PHONE, touch=True, java_script_enabled=False)
    assert page.locator("#contested li").nth(limits.GAPS_BEFORE_FOLD).is_hidden()
    page.locator("#contested summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#contested li").nth(limits.GAPS_BEFORE_FOLD).is_visible()
    box = page.locator("#of-entries .table-scroll")
    box.focus()
    first = page.locator("#of-entries tbody th").first
    before = first.bounding_box()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    # The table has moved in its box, and the heads of its rows have stayed.
    last = page.locator("#of-entries thead th").last.bounding_box()
    assert last and last["x"] + last["width"] <= PHONE[0] + 1
    assert first.bounding_box() == before
