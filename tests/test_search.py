"""Search: what is found, counted here in the texts themselves by another way; and the box, as people use it."""

import functools
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import PHONE, Visit, check_accessibility, overflow
from charsu.model.dates import read_date
from charsu.search.html_text import paragraphs
from charsu.search.tokens import words_in
from charsu.search.years import years
from charsu.text.folding import fold_for_search
from helpers import SAMPLE, statement
from pages import read_html
from searching import show_all

HOME = {"en": "", "zh": "zh/", "vi": "vi/"}


# --- what is there to be found ------------------------------------------------------------------------

Rows = dict[str, tuple[list[str], list[str]]]
"""Address of a segment -> what its versions say, and all names of the entries that it names."""


@functools.cache
def rows_of(site: Path) -> Rows:
    """Every row as the pages of the texts show it."""
    names = {
        entry["id"]: [*entry["name"].values(), *(form for forms in entry["aliases"].values() for form in forms)]
        for entry in json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    }
    named: dict[str, list[str]] = {}
    for mention in json.loads((site / "data/mentions.json").read_text(encoding="utf-8")):
        if mention["entry"]:
            named.setdefault(f"texts/{mention['text']}/#{mention['segment']}", []).extend(names[mention["entry"]])
    rows: Rows = {}
    for file in sorted(site.glob("texts/*/index.html")):
        page = read_html(file.read_text(encoding="utf-8"))
        for span in page.all("span"):
            segment = span.get("id") if "segment" in span.classes else span.get("data-segment")
            if segment and span.get("lang"):
                address = f"texts/{file.parent.name}/#{segment}"
                rows.setdefault(address, ([], named.get(address, [])))[0].append(span.text)
    assert len(rows) > 50
    return rows


def bare(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def says(text: str, word: str, whole: bool = False) -> bool:
    """Whether a text has a word that begins so; with accents only as they stand, without them with any."""
    if re.search(r"[\u4e00-\u9fff]", word):
        return word in text
    text, word = unicodedata.normalize("NFC", text.lower()), word.lower()
    if word.isascii():
        text = bare(text)
    letter = r"[^\W\u4e00-\u9fff_]"
    return re.search(rf"(?<!{letter}){re.escape(word)}" + (rf"(?!{letter})" if whole else ""), text) is not None


def rows_with(site: Path, *words: str, whole: bool = False) -> list[str]:
    """The segments in which all words are found, in any version or among the names, in reading order."""
    return [
        address
        for address, (versions, names) in rows_of(site).items()
        if all(any(says(text, word, whole) for text in [*versions, *names]) for word in words)
    ]


# --- asking -------------------------------------------------------------------------------------------


def ask(page: Page, query: str) -> None:
    """Type a query into the open box, and wait for its answer."""
    page.locator("#search input[name=q]").fill(query)
    answered(page)


def answered(page: Page) -> None:
    page.locator("#search .search-results[data-answers]").wait_for()


def open_box(page: Page) -> None:
    page.locator("#search-button").click()
    answered(page)


def passages(page: Page) -> list[str]:
    """Addresses of all passages found, from the home page of the language on; as many as the box says there are."""
    group = page.locator("#search [data-group=passages]")
    show_all(group)
    if group.is_hidden():
        return []
    links = group.locator("a.hit").evaluate_all("links => links.map(link => link.href)")
    assert group.locator(".count").text_content() == str(len(links))
    return [re.sub(r".*/(texts/.*)", r"\1", link) for link in links]


_ASK_ALL = """async (queries) => {
    const results = document.querySelector("#search .search-results");
    const input = document.querySelector("#search input[name=q]");
    const until = async (holds) => { while (!holds()) await new Promise((done) => setTimeout(done, 2)); };
    const shown = (group) => [...results.querySelectorAll(`[data-group=${group}] a.hit`)]
        .filter((link) => link.checkVisibility());
    const answers = [];
    for (const query of queries) {
        input.value = query;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await until(() => "answers" in results.dataset);
        const more = results.querySelector("[data-group=passages] .search-more");
        while (more.checkVisibility()) {
            const before = shown("passages").length;
            more.click();
            await until(() => shown("passages").length > before || !more.checkVisibility());
        }
        answers.push({
            count: results.querySelector("[data-group=passages] .count").textContent,
            passages: shown("passages").map((link) => link.href),
            entries: shown("entries").map((link) => link.dataset.entry),
        });
    }
    return answers;
}"""


def ask_all(page: Page, queries: Iterable[str]) -> dict[str, tuple[list[str], list[str]]]:
    """What each query finds in the open box: the addresses of all passages, and the entries that are shown first.

    The page asks itself: of many queries, most time would be that of messages between it and the test.
    """
    queries = list(dict.fromkeys(queries))
    answers = {}
    for query, answer in zip(queries, page.evaluate(_ASK_ALL, queries), strict=True):
        links = [re.sub(r".*/(texts/.*)", r"\1", link) for link in answer["passages"]]
        assert not links or answer["count"] == str(len(links)), query
        answers[query] = (links, answer["entries"])
    return answers


def entries(page: Page) -> list[str]:
    """Ids of the entries shown."""
    found: list[str] = page.locator("#search [data-group=entries] a.hit:visible").evaluate_all(
        "links => links.map(link => link.dataset.entry)"
    )
    return found


def status(page: Page) -> str:
    return page.locator("#search-status").text_content() or ""


def chinese_substrings(site: Path) -> Iterable[str]:
    """Runs of one to eight characters, from all over the texts, wherever words may end in them."""
    joined = [
        text for versions, _ in rows_of(site).values() for text in versions if re.search("[\u4e00-\u9fff]{9}", text)
    ]
    for length in range(1, 9):
        for number in range(3):
            text = joined[(length * 7 + number * 13) % len(joined)]
            runs = [run for run in re.findall("[\u4e00-\u9fff]+", text) if len(run) >= length]
            run = max(runs, key=len)
            start = (length + 3 * number) % (len(run) - length + 1)
            yield run[start : start + length]


# --- passages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", HOME)
def test_any_run_of_chinese_characters_is_found_exactly(visit: Visit, site: Path, language: str) -> None:
    page = visit.open(HOME[language])
    open_box(page)
    for query, (found, _) in ask_all(page, chinese_substrings(site)).items():
        expected = rows_with(site, query)
        assert expected, query
        assert found == expected, query


QUERIES = {
    # Vietnamese, with all accents, some, none
    "đường": ["đường"],
    "duong": ["duong"],
    "thất thủ": ["thất", "thủ"],
    "thất thu": ["thất", "thu"],
    "that thu": ["that", "thu"],
    "Đại bản doanh": ["đại", "bản", "doanh"],
    "dai ban doanh": ["dai", "ban", "doanh"],
    # names of one script in texts of another
    "Massoud": ["massoud"],
    "马苏德": ["马苏德"],
    "坎大哈": ["坎大哈"],
    "Kandahar": ["kandahar"],
    "马苏德 Kabul": ["马苏德", "kabul"],
    # beginnings that go on in further files of the index, and single letters
    "con": ["con"],
    "the": ["the"],
    "in": ["in"],
    "o": ["o"],
    "K": ["k"],
    "1": ["1"],
    # several words, no matter where
    "taliban kabul massoud": ["taliban", "kabul", "massoud"],
    "TALIBAN": ["taliban"],
}


@pytest.mark.parametrize("language", HOME)
def test_words_are_found_in_every_version_and_among_the_names(visit: Visit, site: Path, language: str) -> None:
    page = visit.open(HOME[language])
    open_box(page)
    for query, (found, _) in ask_all(page, QUERIES).items():
        expected = rows_with(site, *QUERIES[query])
        assert expected, query
        # Those with the words side by side come first.
        assert (sorted(found) == sorted(expected)) if len(QUERIES[query]) > 1 else (found == expected), query


def test_an_accent_that_is_typed_is_respected(visit: Visit, site: Path) -> None:
    page = visit.open("vi/")
    open_box(page)
    for accented, plain in (("Thất", "That"), ("bản", "ban"), ("quân", "quan")):
        ask(page, accented)
        found = passages(page)
        assert found == rows_with(site, accented)
        ask(page, plain)
        assert set(found) < set(passages(page)), plain
    ask(page, "hướngg")
    assert passages(page) == []


def test_a_letter_with_a_part_of_its_accents_finds_it_with_all(visit: Visit, site: Path) -> None:
    page = visit.open("vi/")
    open_box(page)
    ask(page, "thât")
    assert set(rows_with(site, "thất")) <= set(passages(page)) <= set(rows_with(site, "that"))


def test_a_quoted_phrase_is_found_in_whole_words_and_in_order(visit: Visit, site: Path) -> None:
    page = visit.open("")
    open_box(page)
    for phrase in ("heavy weapons", "thất thủ", "Ahmad Shah Massoud", "塔利班"):
        for quotes in ('"{}"', "“{}”"):
            ask(page, quotes.format(phrase))
            assert passages(page) == rows_with(site, phrase, whole=True) != [], phrase
    ask(page, '"weapons heavy"')
    assert passages(page) == []
    ask(page, '"heavy weapon"')
    assert passages(page) == rows_with(site, "heavy weapon", whole=True)
    ask(page, "heavy weapon")
    assert set(rows_with(site, "heavy weapons")) <= set(passages(page))


def test_the_match_is_marked_in_every_version_in_which_it_occurs(visit: Visit) -> None:
    page = visit.open("vi/")
    open_box(page)
    ask(page, "Massoud")
    first = page.locator("[data-group=passages] li").first
    shown = first.locator("p").evaluate_all(
        "ps => ps.map(p => [p.lang, [...p.querySelectorAll('mark')].map(m => m.textContent)])"
    )
    assert [language for language, _ in shown] == ["vi", "zh", "en"]
    assert all("Massoud" in mark or "马苏德" in mark for _, marks in shown for mark in marks)
    assert all(marks for _, marks in shown)


def test_a_passage_leads_to_its_segment(visit: Visit) -> None:
    page = visit.open("zh/people/?q=巴格拉姆")
    answered(page)
    page.locator("[data-group=passages] a.hit").first.click()
    page.wait_for_url(re.compile(r"/zh/texts/[\w-]+/#p\d+s\d+$"))
    expect(page.locator(":target")).to_contain_text("巴格拉姆")


# --- entries and pages ------------------------------------------------------------------------------------


def test_an_entry_is_found_by_any_of_its_names(visit: Visit, site: Path) -> None:
    page = visit.open("vi/")
    open_box(page)
    called: dict[str, list[str]] = {}
    for entry in json.loads((site / "data/entries.json").read_text(encoding="utf-8"))[::9]:
        forms = [*entry["name"].values(), *(form for forms in entry["aliases"].values() for form in forms)]
        for form in dict.fromkeys([*forms, *(bare(form) for form in forms[:2])]):
            called.setdefault(form, []).append(entry["id"])
    assert len(called) > 100
    for form, (_, found) in ask_all(page, called).items():
        assert set(called[form]) <= set(found), form


def test_names_are_found_by_the_beginning_of_any_word_and_chinese_ones_anywhere(visit: Visit) -> None:
    page = visit.open("")
    open_box(page)
    for query, expected in (("khan ism", True), ("smail", False), ("伊斯梅", True), ("斯梅尔", True)):
        ask(page, query)
        assert ("ismail-khan" in entries(page)) is expected, query
    link = page.locator("a.hit[data-entry=ismail-khan]").first
    assert link.evaluate("link => link.pathname") == "/people/ismail-khan/"


def test_documents_and_entries_are_found_by_their_words_with_an_excerpt(visit: Visit, site: Path) -> None:
    page = visit.open("zh/")
    open_box(page)
    title = read_html((site / "zh/about/index.html").read_text(encoding="utf-8")).one("h1").text
    ask(page, title[:4])
    expect(page.locator("[data-group=pages] a.hit[href$='/zh/about/']")).to_be_visible()
    ask(page, "直升机")
    group = page.locator("[data-group=entries]")
    expect(group.locator("a.hit[data-entry=mi-17]")).to_be_visible()
    show_all(group)
    excerpts = group.locator("li p").all()
    assert excerpts
    assert all("直升机" in (each.text_content() or "") for each in excerpts)
    assert set(group.locator("mark").all_text_contents()) == {"直升机"}


# --- nothing, and nonsense ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("Masoode", "ahmad-shah-massoud"),
        ("马苏得", "ahmad-shah-massoud"),
        ("kandaha", "kandahar"),
        ("Mazhari", "abdul-ali-mazari"),
    ],
)
def test_where_nothing_is_found_names_that_look_or_sound_alike_are_offered(
    visit: Visit, query: str, entry: str
) -> None:
    page = visit.open("vi/")
    open_box(page)
    ask(page, f"{query}q" if query == "kandaha" else query)
    assert not page.locator("#search [data-group]:not([data-group=near]):visible").count()
    expect(page.locator(f".search-nothing a[data-entry={entry}]")).to_be_visible()


def test_where_nothing_is_found_no_accents_and_no_filters_are_offered(visit: Visit) -> None:
    page = visit.open("?q=massoud+xqzzq&q-kind=place")
    answered(page)
    nothing = page.locator(".search-nothing")
    nothing.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("a.hit[data-entry=ahmad-shah-massoud]").first).to_be_visible()
    ask(page, "Màssoud")
    nothing.get_by_role("button", name="massoud", exact=True).click()
    expect(page.locator("a.hit[data-entry=ahmad-shah-massoud]").first).to_be_visible()


def test_html_in_a_query_is_text(visit: Visit) -> None:
    page = visit.open("?q=%3Cimg src%3Dx onerror%3Dalert(1)%3E+taliban")
    answered(page)
    assert page.locator("#search img").count() == 0
    for query in ("<b>kabul</b>", "<script>alert(1)</script>", "(((", "[a-z]*", "\\", '"', "kabul&amp;", "$&"):
        ask(page, query)
        assert page.locator("#search :is(img, b, script)").count() == 0
    ask(page, "<b>xqzzq</b> kabul")
    expect(page.locator("#search [data-group=near] .search-unknown")).to_contain_text("xqzzq")
    assert page.locator("#search :is(img, b, script)").count() == 0


def test_ten_thousand_characters_are_cut(visit: Visit) -> None:
    page = visit.open("?q=" + "kabul+" * 1667)
    answered(page)
    assert len(page.locator("input[name=q]").input_value()) == 200
    assert "kabul" in entries(page)
    for query in ("a" * 10_000, "阿" * 10_000, '"' * 10_000, "a " * 5_000):
        ask(page, query)
    ask(page, "kabul")
    assert "kabul" in entries(page)


# --- filters and the address ----------------------------------------------------------------------------------


def test_a_text_narrows_passages_and_entries(visit: Visit, site: Path) -> None:
    page = visit.open("?q=taliban&q-text=kandahar-2001")
    answered(page)
    assert passages(page) == [row for row in rows_with(site, "taliban") if row.startswith("texts/kandahar-2001/")]


def test_a_kind_leaves_entries_of_it_and_passages_that_name_one(visit: Visit, site: Path) -> None:
    kinds = {
        entry["id"]: entry["kind"] for entry in json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    }
    mentions = json.loads((site / "data/mentions.json").read_text(encoding="utf-8"))
    named = {f"texts/{m['text']}/#{m['segment']}" for m in mentions if m["entry"] and kinds[m["entry"]] == "equipment"}
    page = visit.open("?q=taliban")
    answered(page)
    page.locator("#search summary").click()
    page.get_by_label("Kind").select_option("Weapons and aircraft")
    answered(page)
    assert passages(page) == [row for row in rows_with(site, "taliban") if row in named] != []
    assert {kinds[id] for id in entries(page)} <= {"equipment"}


def test_years_leave_what_is_stated_of_them(visit: Visit, site: Path) -> None:
    wanted: set[str] = set()
    dated: set[str] = set()
    for entry in json.loads((site / "data/entries.json").read_text(encoding="utf-8")):
        for said in entry["statements"]:
            for date in (said.get("during"), said["value"]):
                try:
                    earliest, latest = read_date(date).sort_key() if isinstance(date, str) else ((0,), (0,))
                except ValueError:
                    continue
                if earliest[0] <= 1995 and latest[0] >= 1995:
                    dated.add(entry["id"])
                    wanted.update(source.replace("#", "/#") for source in said["sources"] if "#" in source)
    page = visit.open("zh/?q=塔利班&q-from=1995&q-to=1995")
    answered(page)
    assert passages(page) == [row for row in rows_with(site, "塔利班") if row.removeprefix("texts/") in wanted] != []
    assert "taliban" in entries(page) and "taliban" in dated


def test_query_and_filters_stand_in_the_address(visit: Visit) -> None:
    page = visit.open("texts/?kind=keep")
    page.keyboard.press("/")
    answered(page)
    page.keyboard.type("kabul")
    page.locator("#search summary").click()
    page.get_by_label("from").fill("1995")
    page.get_by_label("Kind").select_option("Events")
    answered(page)
    found = entries(page)
    page.wait_for_url(re.compile(r"/texts/\?(?=.*kind=keep)(?=.*q-kind=event)(?=.*q=kabul)(?=.*q-from=1995)"))
    page.reload()
    answered(page)
    assert entries(page) == found != []
    expect(page.locator("select[name=q-kind]")).to_have_value("event")
    page.locator("#search .search-close").click()
    page.wait_for_url("**/texts/?kind=keep")
    expect(page.locator("#search")).to_be_hidden()


def test_the_box_leaves_the_page_its_own_state(visit: Visit) -> None:
    page = visit.open("texts/?kind=keep&from=3")
    open_box(page)
    ask(page, "kabul")
    page.wait_for_url("**/texts/?kind=keep&from=3&q=kabul")
    page.keyboard.press("Escape")
    page.wait_for_url("**/texts/?kind=keep&from=3")


def test_another_language_shows_the_same_search(visit: Visit) -> None:
    page = visit.open("?q=坎大哈")
    answered(page)
    found = passages(page)
    assert page.locator(".languages a[lang=vi]").evaluate("link => link.search") == page.evaluate("location.search")
    page = visit.open("vi/?q=坎大哈")
    answered(page)
    assert passages(page) == found


# --- by keyboard, by touch, without ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_by_keyboard_alone(visit: Visit, key: str) -> None:
    page = visit.open("people/")
    page.locator("table a").first.focus()
    page.keyboard.press(key)
    answered(page)
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("ismail khan")
    page.locator("#search a.hit").first.wait_for()
    answered(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search a.hit").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("table a").first).to_be_focused()
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/ismail-khan/")


def test_who_presses_enter_in_a_box_that_was_just_opened_again_is_led_on(visit: Visit) -> None:
    page = visit.open("people/?q=ismail+khan")
    answered(page)
    # The browser tells of the closing later, when it is open again.
    page.evaluate("""
        document.getElementById("search").close();
        document.getElementById("search-button").click();
        queueMicrotask(() => queueMicrotask(() => document.querySelector("input[name=q]").dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))));
    """)
    page.wait_for_url("**/people/ismail-khan/")


def test_a_key_typed_among_the_results_goes_on_with_the_query(visit: Visit) -> None:
    page = visit.open("?q=kab")
    answered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("ul")
    expect(page.locator("input[name=q]")).to_have_value(re.compile("ul$"))


def test_by_touch_on_a_phone_the_box_fills_the_screen(visit: Visit) -> None:
    page = visit.open("vi/", size=PHONE, touch=True)
    assert overflow(page) == 0
    page.locator("#search-button").tap()
    answered(page)
    assert page.locator("#search").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    ask(page, "坎大哈")
    versions = page.locator("[data-group=passages] li").first.locator("p").all()
    boxes = [box for version in versions if (box := version.bounding_box())]
    assert len(boxes) == 3
    assert len({box["x"] for box in boxes}) == 1
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    page.locator("#search a.hit").first.tap()
    page.wait_for_url("**/vi/places/kandahar/")


def test_on_a_wide_screen_the_versions_stand_side_by_side(visit: Visit) -> None:
    page = visit.open("?q=坎大哈")
    answered(page)
    boxes = [each.bounding_box() for each in page.locator("[data-group=passages] li").first.locator("p").all()]
    assert len({box["y"] for box in boxes if box}) == 1


def test_a_link_to_a_place_on_the_same_page_closes_the_box(visit: Visit) -> None:
    page = visit.open("texts/kandahar-2001/?q=坎大哈")
    answered(page)
    page.locator("[data-group=passages] a.hit[href*=kandahar-2001]").first.click()
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("language", HOME)
def test_the_box_can_be_used_by_everybody(visit: Visit, language: str) -> None:
    for size, scheme in ((PHONE, "dark"), ((1440, 900), "light")):
        page = visit.open(f"{HOME[language]}?q=massoud&q-from=1990", size=size, scheme=scheme)  # type: ignore[arg-type]
        answered(page)
        assert check_accessibility(page) == []
        ask(page, "mazhari")
        assert check_accessibility(page) == []
        ask(page, "")
        assert check_accessibility(page) == []
        assert overflow(page) == 0


def test_nothing_of_the_search_is_loaded_before_it_is_asked_for(visit: Visit, site: Path) -> None:
    page = visit.open("people/")
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)"
    assert not [name for name in page.evaluate(loaded) if re.search(r"/search/|search\.js", name)]
    open_box(page)
    ask(page, "kabul")
    names = [name for name in page.evaluate(loaded) if "search" in name]
    assert len(names) == len(set(names)) > 5, sorted(names)
    for name in names:
        assert (site / name.lstrip("/")).exists() or name.endswith("/")


def test_without_script_there_is_no_button(visit: Visit) -> None:
    page = visit.open("", java_script_enabled=False)
    expect(page.locator("#search-button")).to_be_hidden()
    expect(page.locator("#search")).to_be_hidden()


def test_from_a_folder_names_are_found_and_the_box_says_what_is_not(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto((site / "zh/index.html").as_uri())
    open_box(page)
    expect(page.locator("[data-when=folder]")).to_be_visible()
    ask(page, "massoud")
    assert entries(page)[0] == "ahmad-shah-massoud"
    assert re.fullmatch(r"条目：\d+。", status(page))
    ask(page, "mazhari")
    expect(page.locator(".search-nothing a[data-entry=abdul-ali-mazari]")).to_be_visible()
    page.close()
    assert mistakes == []


@pytest.mark.parametrize("lost", ["**/search/words/*", "**/search/documents/*"])
def test_an_index_that_cannot_be_loaded_is_told_and_asked_for_again(visit: Visit, lost: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page = visit.open("vi/")
    page.context.route(lost, refuse)
    open_box(page)
    ask(page, "massoud")
    expect(page.locator("[data-when=failed]")).to_be_visible()
    assert entries(page)[0] == "ahmad-shah-massoud"
    page.context.unroute(lost)
    page.get_by_role("button", name="Thử lại").click()
    answered(page)
    visit.mistakes.clear()
    expect(page.locator("[data-when=failed]")).to_be_hidden()
    assert passages(page)


def test_a_search_that_cannot_begin_is_told_and_begun_again(visit: Visit) -> None:
    page = visit.open("vi/people/")
    page.context.route("**/search/start.js", lambda route: route.abort())
    page.locator("#search-button").click()
    expect(page.locator("[data-when=failed]")).to_be_visible()
    page.locator("#search input[name=q]").fill("massoud")
    answered(page)
    expect(page.locator("[data-when=failed]")).to_be_visible()
    page.context.unroute("**/search/start.js")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator("[data-group=entries] a.hit").first).to_have_attribute("data-entry", "ahmad-shah-massoud")
    expect(page.locator("[data-when=failed]")).to_be_hidden()
    visit.mistakes.clear()


def hold(page: Page, address: str) -> list[Route]:
    """Let requests wait from now on; those that do come into the list, and can go on from there."""
    held: list[Route] = []

    def wait(route: Route) -> None:
        held.append(route)

    page.context.route(address, wait)
    return held


def test_whoever_types_before_the_search_is_there_gets_an_answer(visit: Visit) -> None:
    page = visit.open("people/")
    held = hold(page, "**/search/start.js")
    page.locator("#search-button").click()
    page.locator("#search input[name=q]").fill("massoud")
    page.wait_for_timeout(300)
    expect(page.locator("[data-when=failed]")).to_be_hidden()
    held[0].continue_()
    answered(page)
    assert entries(page)[0] == "ahmad-shah-massoud"


def test_whoever_types_while_the_script_loads_does_not_type_over_it(visit: Visit) -> None:
    page = visit.open("people/")
    held = hold(page, "**/assets/search.js")
    page.locator("#search-button").click()
    page.keyboard.type("ka")
    held[0].continue_()
    page.wait_for_function("() => charsu.search")
    page.keyboard.type("bul")
    answered(page)
    assert page.locator("#search input[name=q]").input_value() == "kabul"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("massoud")  # what was asked before is selected, as one who opens the box again expects
    assert page.locator("#search input[name=q]").input_value() == "massoud"


def test_texts_to_choose_from_are_there_when_somebody_narrows_the_search(visit: Visit, site: Path) -> None:
    page = visit.open("zh/?q=taliban")
    answered(page)
    page.locator("#search summary").click()
    page.locator("select[name=q-text]").select_option("kandahar-2001")
    answered(page)
    assert passages(page) == [row for row in rows_with(site, "taliban") if row.startswith("texts/kandahar-2001/")] != []
    assert "taliban" in entries(page)


# --- the engine's part ----------------------------------------------------------------------------------------------


def test_python_and_the_browser_fold_alike(visit: Visit, site: Path) -> None:
    texts = [text for versions, names in rows_of(site).values() for text in [*versions, *names]]
    texts += [
        (SAMPLE / f"docs/{name}.{language}.md").read_text(encoding="utf-8")
        for name in ("about", "index")
        for language in HOME
    ]
    # What this Python does not know yet, a newer browser may. Chinese, from U+2E80 on, has a test of its own.
    known = [chr(code) for code in range(0x20, 0x2E80) if unicodedata.category(chr(code)) not in ("Cn", "Cc")]
    texts += ["".join(known[start : start + 256]) for start in range(0, len(known), 256)]
    texts += ["ΟΔΟΣ İstanbul ﬁne Ⅻ ½ e\u0301 hoà hòa ｋａｂｕｌ 한국 ไทย 𠀀𠀁a𠀂", "阿卜杜勒·阿.马扎里, Mi-17", ""]
    page = visit.open("")
    open_box(page)
    folded, words = page.evaluate("texts => [texts.map(charsu.search.fold), texts.map(charsu.search.words)]", texts)
    assert len(texts) > 300
    for text, its_fold, its_words in zip(texts, folded, words, strict=True):
        assert its_fold == fold_for_search(text)
        assert its_words == list(words_in([text]))


def test_of_scripts_without_spaces_every_letter_is_a_word() -> None:
    assert words_in(["米-17直升机 Đường", "duong"]) == ("米", "17", "直", "升", "机", "duong", "duong")


def test_years_are_spans_that_do_not_touch() -> None:
    said = [
        statement("a", read_date("1995-03-13")),
        statement("a", read_date("1989/1990"), during=read_date("1991")),
        statement("a", "a-thing", during=read_date("2001/..")),
        statement("a", {"en": "words"}),
    ]
    assert years(said) == [1989, 1991, 1995, 1995, 2001, 9999]


def test_a_page_is_read_block_by_block() -> None:
    html = "<h1>One <b>head</b></h1><p>Two<br>lines &amp; more</p><ul><li>a<li>b</ul>"
    assert paragraphs(html) == ["One head", "Two lines & more", "a", "b"]


def documents(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "search/documents").iterdir(), key=lambda file: int(file.stem))
    assert [file.name for file in files] == [f"{number}.json" for number in range(len(files))]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_a_text_is_cut_into_parts_that_hold_every_row_once(site: Path) -> None:
    found = []
    for part in documents(site):
        if "rows" in part:
            assert 0 < len(part["rows"]) <= 25
            found += [f"texts/{part['text']}/#{row['segment']}" for row in part["rows"]]
    assert found == list(rows_of(site))
