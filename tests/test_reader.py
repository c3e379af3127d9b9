"""The page of a text in a browser: its versions and views, the marked passage, names, citing and copying."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow
from helpers import LANGUAGES
from pages import Element, read_page

TEXT = "texts/kabul-1995/"
"""Chinese; every paragraph has several segments."""
OTHER = "texts/kandahar-2001/"
"""Vietnamese; it begins with a heading."""


def shown(page: Page, segment: str = "p3s2") -> list[str]:
    """Versions of a row that can be seen, in the order in which they are read."""
    found = page.evaluate(
        """(segment) => [...document.getElementById(segment).closest(".row").querySelectorAll(".column")]
            .map((column) => [column.lastElementChild.lang, column.getBoundingClientRect()])
            .filter(([, box]) => box.width && box.height)
            .sort(([, a], [, b]) => a.top - b.top || a.left - b.left).map(([language]) => language)""",
        segment,
    )
    assert isinstance(found, list)
    return found


def side_by_side(page: Page) -> bool:
    """Whether the versions of a row that can be seen begin at one height."""
    tops = page.evaluate(
        """() => [...document.getElementById("p3s2").closest(".row").querySelectorAll(".column")]
            .map((column) => column.getBoundingClientRect()).filter((box) => box.width).map((box) => box.top)"""
    )
    return len(tops) > 1 and len(set(tops)) == 1


def cell(page: Page, segment: str, language: str) -> Any:
    return page.locator(f'.row:has([id="{segment}"]) .column > [lang="{language}"]:not(.version-language)')


def marked(page: Page) -> list[str]:
    """Segments marked, as one sees it: those with a background, in every version that is shown."""
    found = page.evaluate(
        """() => [...document.querySelectorAll(".row")].filter((row) => {
            const first = document.querySelector(".row.marked .column > [lang]:last-child");
            const mark = getComputedStyle(first ?? document.body);
            const cells = [...row.querySelectorAll(".column")].filter((column) => column.getClientRects().length);
            return row.matches(".marked") && cells.length && cells.every((column) =>
                getComputedStyle(column.lastElementChild).backgroundColor === mark.backgroundColor);
        }).map((row) => row.querySelector(".segment").id)"""
    )
    assert isinstance(found, list)
    return found


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def query(page: Page) -> str:
    return str(page.evaluate("location.search"))


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def in_view(page: Page, segment: str) -> bool:
    """Whether a row begins on the screen, below what sticks at its top and above what lies over its bottom."""
    return bool(
        page.evaluate(
            """(segment) => {
                const box = document.getElementById(segment).closest(".row").getBoundingClientRect();
                const top = document.querySelector(".reader-top"), panel = document.querySelector(".panel");
                const sticks = getComputedStyle(top).position === "sticky";
                const roof = sticks ? Math.max(0, top.getBoundingClientRect().bottom) : 0;
                const fixed = !panel.hidden && getComputedStyle(panel).position === "fixed";
                const floor = fixed ? panel.getBoundingClientRect().top : innerHeight;
                return box.top >= roof - 1 && box.top < floor;
            }""",
            segment,
        )
    )


# --- versions and views ---------------------------------------------------------------------------


def test_a_reader_chooses_versions_and_their_order(visit: Visit) -> None:
    page = visit.open(f"vi/{TEXT}")
    assert shown(page) == ["vi", "zh"] and side_by_side(page) and query(page) == ""
    page.get_by_role("button", name="Tiếng Anh", exact=True).click()
    assert shown(page) == ["vi", "zh", "en"] and side_by_side(page)
    page.get_by_role("button", name="Đưa lên trước: tiếng Trung").click()
    assert shown(page) == ["zh", "vi", "en"]
    page.get_by_role("button", name="Tiếng Việt", exact=True).click()
    page.get_by_role("button", name="Tiếng Anh", exact=True).click()
    assert shown(page) == ["zh"] and query(page) == "?versions=zh&view=side"
    page.get_by_role("button", name="Tiếng Trung", exact=True).click()
    assert shown(page) == ["zh"], "one version is always left"


def test_a_reader_chooses_by_keys(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.keyboard.press("3")
    assert shown(page) == ["en", "zh", "vi"]
    page.keyboard.press("1")
    assert shown(page) == ["zh", "vi"]
    page.keyboard.press("1")
    assert shown(page) == ["en", "zh", "vi"]
    page.keyboard.press("v")
    assert shown(page) == ["en", "zh", "vi"] and not side_by_side(page)
    page.keyboard.press("v")
    assert shown(page) == ["en"]
    page.keyboard.press("2")
    assert shown(page) == ["zh"]
    page.keyboard.press("v")
    assert shown(page) == ["zh", "en", "vi"] and side_by_side(page)


def test_the_bar_works_by_keyboard_and_says_what_is_chosen(visit: Visit) -> None:
    page = visit.open(f"zh/{OTHER}")
    button = page.get_by_role("button", name="英文", exact=True)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-keyshortcuts", "3")
    page.keyboard.press("Shift+Tab")
    earlier = page.get_by_role("button", name="前移：英文")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(earlier).to_be_focused()
    page.keyboard.press("Enter")
    assert shown(page) == ["zh", "en", "vi"]
    expect(earlier).to_be_focused()
    expect(button).to_have_attribute("aria-keyshortcuts", "2")


def test_an_address_shows_what_it_says(visit: Visit) -> None:
    page = visit.open(f"{TEXT}?versions=zh,vi&view=lines")
    assert shown(page) == ["zh", "vi"] and not side_by_side(page)
    page = visit.open(f"zh/{TEXT}?versions=vi&view=alone#p3s2")
    assert shown(page) == ["vi"] and marked(page) == ["p3s2"]
    page = visit.open(f"{TEXT}?versions=xx,zh,zh&view=nothing")
    assert shown(page) == ["zh"]


def test_a_choice_is_kept_for_the_next_page_and_an_address_is_stronger(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.get_by_role("button", name="Vietnamese", exact=True).click()
    page.get_by_role("button", name="English", exact=True).click()
    page.get_by_role("button", name="Line by line").click()
    page.goto(f"{visit.address}zh/{OTHER}")
    assert shown(page) == ["zh", "vi"] and not side_by_side(page)
    assert query(page) == "?versions=zh,vi&view=lines", "so that a link shows the same"
    page.goto(f"{visit.address}zh/{OTHER}?versions=en&view=side")
    assert shown(page) == ["en"]
    page.goto(f"{visit.address}{TEXT}")
    assert shown(page) == ["zh", "vi"]


def test_what_is_kept_may_be_anything(visit: Visit) -> None:
    for kept in ("null", "7", "[", '{"order": 1, "versions": {"a": 1}, "view": []}', '{"versions": ["xx"]}'):
        page = visit.open("about/")
        page.evaluate("(kept) => localStorage.setItem('charsu.reader', kept)", kept)
        page.goto(f"{visit.address}{TEXT}")
        assert shown(page) == ["en", "zh"] and side_by_side(page), kept


def test_on_a_phone_side_by_side_is_line_by_line(visit: Visit) -> None:
    page = visit.open(f"vi/{TEXT}?versions=vi,en,zh&view=side", PHONE, touch=True)
    assert shown(page) == ["vi", "en", "zh"] and not side_by_side(page) and overflow(page) == 0
    expect(page.get_by_role("button", name="Song song")).to_be_hidden()
    expect(page.get_by_role("button", name="Từng câu")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Đọc liền").tap()
    assert shown(page) == ["vi"] and overflow(page) == 0
    page.get_by_role("button", name="Tiếng Trung", exact=True).tap()
    assert shown(page) == ["zh"]


def test_nothing_moves_when_the_script_begins(visit: Visit) -> None:
    watch = """window.moved = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })
            .observe({ type: "layout-shift", buffered: true });"""
    for size in (DESKTOP, PHONE):
        page = visit.open("about/", size)
        page.add_init_script(watch)
        page.goto(f"{visit.address}{TEXT}?versions=vi,zh,en&view=lines")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.02


def test_versions_are_chosen_below_the_text_too(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.locator("#names li").last.scroll_into_view_if_needed()
    for key in ("3", "1", "v", "v", "v"):
        page.keyboard.press(key)
    assert shown(page) == ["zh", "vi"]


def test_another_view_leaves_the_row_that_is_read_where_it_is(visit: Visit) -> None:
    page = visit.open(f"{TEXT}#p6s2")
    where = "document.getElementById('p6s2').closest('.row').getBoundingClientRect().top"
    before = page.evaluate(where)
    page.keyboard.press("3")
    assert abs(page.evaluate(where) - before) < 3
    page.keyboard.press("v")
    assert abs(page.evaluate(where) - before) < 3


# --- running text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "least", "most"), [("en", 55, 75), ("vi", 55, 78), ("zh", 32, 40)])
def test_running_text_has_lines_of_a_good_length(visit: Visit, language: str, least: int, most: int) -> None:
    page = visit.open(f"{TEXT}?versions={language}&view=alone")
    lines = page.evaluate(
        """() => {
            const lengths = [];
            for (const paragraph of document.querySelectorAll(".paragraph")) {
                let top = null, length = 0;
                for (const words of paragraph.querySelectorAll(".column > [lang]:last-child")) {
                    if (!words.getClientRects().length) continue;
                    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
                    for (let node; (node = walker.nextNode());) {
                        for (let at = 0; at < node.length; at++) {
                            const range = document.createRange();
                            range.setStart(node, at); range.setEnd(node, at + 1);
                            const box = range.getBoundingClientRect();
                            if (top !== null && box.bottom - top > 24) { lengths.push(length); length = 0; top = null; }
                            top ??= box.bottom; length++;
                        }
                    }
                }
            }
            return lengths;
        }"""
    )
    assert len(lines) > 30
    assert least <= sorted(lines)[len(lines) // 2] <= most


@pytest.mark.parametrize(("language", "between"), [("en", True), ("vi", True), ("zh", False)])
def test_segments_of_a_paragraph_flow_together(visit: Visit, language: str, between: bool) -> None:
    page = visit.open(f"{TEXT}?versions={language}&view=alone")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".row + .row")].map((row) => {
            const words = (row) => [...[...row.querySelectorAll(".column")].find((c) => c.getClientRects().length)
                .lastElementChild.getClientRects()];
            const last = words(row.previousElementSibling).at(-1), first = words(row)[0];
            const notes = row.previousElementSibling.querySelector(".translator-note");
            return Math.abs(last.bottom - first.bottom) < 4 && !notes ? first.left - last.right : null;
        }).filter((gap) => gap !== null)"""
    )
    assert gaps and all((gap > 2) == between for gap in gaps)


def test_in_running_text_a_number_shows_on_demand(visit: Visit) -> None:
    page = visit.open(f"{TEXT}?versions=en&view=alone")
    number = page.locator(".row").get_by_role("link", name="Segment 3.2", exact=True)
    expect(number).to_have_css("opacity", "0")
    page.mouse.move(*beside_names(page, "p3s2", "en"))
    expect(number).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    number.focus()
    expect(number).to_have_css("opacity", "1")
    expect(number).to_be_in_viewport()


# --- the marked passage ---------------------------------------------------------------------------


def background(page: Page, segment: str, language: str) -> str:
    return str(cell(page, segment, language).evaluate("(cell) => getComputedStyle(cell).backgroundColor"))


def test_pointing_at_a_segment_shows_it_in_all_versions(visit: Visit) -> None:
    page = visit.open(f"{TEXT}#top")
    page.add_style_tag(content="* { transition: none !important; }")
    page.keyboard.press("3")
    nothing = background(page, "p1s2", "en")
    cell(page, "p1s2", "zh").hover()
    found = {background(page, "p1s2", language) for language in ("en", "zh", "vi")}
    assert len(found) == 1 and nothing not in found
    page.mouse.move(0, 0)
    page.locator('.segment-link[href="#p1s2"]').first.focus()
    assert {background(page, "p1s2", language) for language in ("en", "zh", "vi")} == found


def beside_names(page: Page, segment: str, language: str) -> tuple[float, float]:
    """Where words of a segment stand that are no name; they are on the screen then."""
    x, y = cell(page, segment, language).evaluate(
        """(cell) => {
            cell.scrollIntoView({ block: "center" });
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                if (node.parentElement !== cell || node.length < 3) continue;
                const range = document.createRange();
                range.setStart(node, 1); range.setEnd(node, 2);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }
        }"""
    )
    return x, y


def click_beside_names(page: Page, segment: str, language: str, **how: Any) -> None:
    """Click on words of a segment that are no name, or tap on them."""
    at = beside_names(page, segment, language)
    if how.pop("tap", False):
        page.touchscreen.tap(*at)
    else:
        for key in how.get("modifiers", ()):
            page.keyboard.down(key)
        page.mouse.click(*at)
        for key in how.get("modifiers", ()):
            page.keyboard.up(key)


def test_a_click_marks_a_segment_and_a_shift_click_makes_a_passage(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}")
    click_beside_names(page, "p3s2", "en")
    assert marked(page) == ["p3s2"] and hash_of(page) == "#p3s2"
    click_beside_names(page, "p3s4", "zh", modifiers=["Shift"])
    assert marked(page) == ["p3s2", "p3s3", "p3s4"] and hash_of(page) == "#p3s2-p3s4"
    assert page.evaluate("String(getSelection())") == ""
    page.keyboard.press("Escape")
    assert marked(page) == [] and hash_of(page) == ""


def test_a_passage_is_made_by_keys(visit: Visit) -> None:
    page = visit.open(f"vi/{TEXT}#p2s3")
    page.keyboard.press("j")
    assert marked(page) == ["p3s1"] and hash_of(page) == "#p3s1"
    expect(page.locator(".row").get_by_role("link", name="Câu 3.1", exact=True)).to_be_focused()
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+K")
    assert marked(page) == ["p3s1", "p3s2"] and hash_of(page) == "#p3s1-p3s2"
    page.keyboard.press("k")
    assert marked(page) == ["p3s1"] and in_view(page, "p3s1")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"{TEXT}#p6s2", id="leading"),
        pytest.param(f"{TEXT}?versions=vi&view=side#p6s2", id="the-version-with-the-id-is-hidden"),
        pytest.param(f"zh/{TEXT}?versions=en&view=alone#p6s2", id="running-text"),
        pytest.param(f"vi/{TEXT}#p6s2-p6s4", id="passage"),
        pytest.param(f"vi/{TEXT}#p6s4-p6s2", id="passage-written-backwards"),
    ],
)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_link_to_a_segment_leads_there_and_marks_it(visit: Visit, path: str, size: tuple[int, int]) -> None:
    page = visit.open(path, size)
    page.wait_for_load_state("load")
    assert marked(page) == (["p6s2", "p6s3", "p6s4"] if "-p" in path.partition("#")[2] else ["p6s2"])
    assert in_view(page, "p6s2")


def test_a_link_on_the_page_leads_to_a_hidden_segment(visit: Visit) -> None:
    page = visit.open(f"{OTHER}?versions=zh,vi&view=side")
    page.locator(".translator-note a", has_text="3.3").first.click()
    expect(page.locator(".row.marked")).to_have_count(1)  # the page hears of the address a moment after the click
    assert marked(page) == ["p3s3"] and in_view(page, "p3s3")
    page.go_back()
    expect(page.locator(".row.marked")).to_have_count(0)
    assert marked(page) == []


def test_a_hash_that_names_no_segment_marks_nothing(visit: Visit) -> None:
    for hash in ("#p99s9", "#p1s1-p99s9", "#top", "#%", "#p1s1-", "#-"):
        assert marked(visit.open(f"{TEXT}{hash}")) == [], hash


def test_without_script_the_page_has_two_versions_and_marks_what_is_linked(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}#p3s2", java_script_enabled=False)
    row = page.locator('.row:has([id="p3s2"])')
    for column, is_shown in ((1, True), (2, True), (3, False)):
        expect(row.locator(f".column-{column}")).to_be_visible(visible=is_shown)
    assert row.locator(".column-1").bounding_box()["y"] == row.locator(".column-2").bounding_box()["y"]  # type: ignore[index]
    expect(row.locator(".segment")).to_be_in_viewport()
    expect(row.locator(".segment")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".reader-bar, .panel, dialog").filter(visible=True)).to_have_count(0)
    page.locator(".third-label").click()
    expect(row.locator(".column-3")).to_be_visible()
    assert page.locator("#names li a").count() > 20


# --- names and evidence -----------------------------------------------------------------------------


def names_in_panel(page: Page) -> list[str]:
    return [item.get_attribute("data-entry") or "" for item in page.locator(".panel-names li").all()]


def names_in_rows(page: Page, segments: list[str], languages: list[str]) -> list[str]:
    found = [
        name
        for segment in segments
        for language in languages
        for name in cell(page, segment, language)
        .locator("a.mention")
        .evaluate_all("(links) => links.map((link) => link.dataset.entry)")
    ]
    return list(dict.fromkeys(found))


def test_every_text_has_a_register_of_its_names_in_order_of_appearance(text_page: dict[str, Element]) -> None:
    for address, page in text_page.items():
        listed = [item.get("data-entry") for item in page.one(id="names").all("li")]
        original = "vi" if OTHER in address else "zh"
        named = []
        for row in page.all("div", "row"):
            versions = [span for span in row.all("span") if "segment" in span.classes or "data-segment" in span]
            for version in sorted(
                versions, key=lambda span: (span.get("lang") != original, LANGUAGES.index(span.get("lang")))
            ):
                named += [mention.get("data-entry") for mention in version.all("a", "mention")]
        assert listed and listed == list(dict.fromkeys(named)), address
        assert all(re.fullmatch(r"kind-\d+", item.get("class")) for item in page.one(id="names").all("li"))


@pytest.fixture
def text_page(site: Any) -> dict[str, Element]:
    return {address: read_page(site / address / "index.html") for address in (TEXT, f"zh/{TEXT}", f"vi/{OTHER}")}


def test_beside_the_text_stand_the_names_on_the_screen_or_in_the_marked_passage(visit: Visit) -> None:
    page = visit.open(f"{TEXT}#top")
    panel = page.get_by_role("complementary", name="Passage")
    expect(panel).to_be_visible()
    expect(page.locator(".panel-names li").first).to_be_visible()
    first = names_in_panel(page)
    page.locator('.row:has([id="p9s3"])').scroll_into_view_if_needed()
    expect(page.locator('.panel-names [data-entry="ismail-khan"]')).to_be_visible()
    assert names_in_panel(page) != first
    click_beside_names(page, "p9s3", "en")
    assert names_in_panel(page) == names_in_rows(page, ["p9s3"], ["en", "zh"]) != []
    page.keyboard.press("Shift+J")
    assert names_in_panel(page) == names_in_rows(page, ["p9s3", "p9s4"], ["en", "zh"])
    evidence = page.locator('.row:has([id="p9s3"]) .evidence li').count()
    assert evidence and page.locator(".panel-evidence > div > div").first.locator("li").count() == evidence
    kind = page.locator(".panel-names li").first
    assert kind.evaluate("(item) => getComputedStyle(item, '::before').backgroundColor") != "rgba(0, 0, 0, 0)"


def test_on_a_phone_a_tap_opens_a_panel_and_a_passage_is_extended(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}", PHONE, touch=True)
    panel = page.get_by_role("complementary", name="选段")
    expect(panel).to_be_hidden()
    click_beside_names(page, "p3s2", "zh", tap=True)
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("选段 3.2")
    assert in_view(page, "p3s2") and names_in_panel(page) == names_in_rows(page, ["p3s2"], ["zh", "en"])
    panel.get_by_role("button", name="延长选段").tap()
    expect(panel.get_by_role("status")).to_have_text("请选择最后一句。")
    click_beside_names(page, "p3s3", "zh", tap=True)
    assert marked(page) == ["p3s2", "p3s3"] and hash_of(page) == "#p3s2-p3s3"
    expect(panel).to_contain_text("选段 3.2–3.3")
    panel.get_by_role("button", name="复制链接").tap()
    expect(panel.get_by_role("status")).to_have_text("链接已复制。")
    assert clipboard(page) == page.url
    panel.locator("summary").first.tap()
    expect(panel.locator(".panel-evidence li").first).to_be_visible()
    panel.get_by_role("button", name="关闭").tap()
    expect(panel).to_be_hidden()
    assert marked(page) == [] and overflow(page) == 0


def test_a_tap_on_a_name_marks_nothing(visit: Visit) -> None:
    page = visit.open(f"vi/{TEXT}", PHONE, touch=True)
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault(), true)")
    cell(page, "p1s1", "vi").locator("a.mention").first.tap()
    assert marked(page) == []


# --- citing -----------------------------------------------------------------------------------------


def cite(page: Page, name: str, copy: str) -> str:
    """What "Copy" beside a citation copies."""
    page.get_by_role("dialog").get_by_role("button", name=re.compile(f"{copy}.*{name}")).click()
    return clipboard(page)


def test_a_passage_is_cited_in_every_language(visit: Visit) -> None:
    page = visit.open(f"vi/{OTHER}#p3s1-p3s3")
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Trích dẫn đoạn này")).to_be_visible()
    address = f"{visit.address}vi/{OTHER}#p3s1-p3s3"
    expected = {
        "Tiếng Anh": ["Minh Châu, “Taliban headquarters falls”", "15 November 2001", "segments 3.1–3.3", "accessed"],
        "Tiếng Trung": ["Minh Châu：《塔利班大本营失守》", "2001年11月15日", "句段3.1–3.3", "英文译文：Charsu（初稿"],
        "Tiếng Việt": ["“Đại bản doanh của Taliban thất thủ”", "các câu 3.1–3.3", "Bản dịch tiếng Anh: Charsu (bản"],
    }
    for name, parts in expected.items():
        copied = cite(page, name, "Sao chép")
        assert [part for part in [*parts, address, "Charsu"] if part not in copied] == [], copied
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Đã sao chép.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert marked(page) == ["p3s1", "p3s2", "p3s3"], "Escape closed the dialog only"


def test_a_passage_is_cited_in_bibtex_and_csl(visit: Visit) -> None:
    page = visit.open(f"{OTHER}?versions=en,vi&view=lines#p3s2")
    page.get_by_role("button", name="Cite", exact=True).first.click()
    address = f"{visit.address}{OTHER}#p3s2"
    bibtex = cite(page, "BibTeX", "Copy")
    assert bibtex.startswith("@misc{kandahar-2001-p3s2,\n  author = {{Minh Châu}},\n") and bibtex.endswith("}\n")
    assert f"url = {{{address}}}" in bibtex and "note = {\\S\\,3.2}" in bibtex and "translator = {{Charsu}}" in bibtex
    assert re.search(r"urldate = \{\d{4}-\d\d-\d\d\}", bibtex)
    [item] = json.loads(cite(page, "CSL-JSON", "Copy"))
    assert item["type"] == "webpage" and item["URL"] == address and item["section"] == "3.2"
    assert item["author"] == [{"literal": "Minh Châu"}] and item["translator"] == [{"literal": "Charsu"}]
    assert item["title"] == "Taliban headquarters falls" and item["language"] == "en"
    assert item["container-title"] == "Charsu"
    assert [len(parts) for parts in item["accessed"]["date-parts"]] == [3]


def test_an_unknown_author_and_a_whole_text(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}?versions=zh&view=alone")
    page.keyboard.press("c")
    chinese = cite(page, "中文", "复制")
    assert chinese.startswith("作者不详：《1995年春的喀布尔与赫拉特》（原文：中文）。Charsu，")
    assert "译文" not in chinese, "only the original is shown"
    [item] = json.loads(cite(page, "CSL-JSON", "复制"))
    assert "author" not in item and "translator" not in item and "section" not in item and item["language"] == "zh"
    assert "author" not in cite(page, "BibTeX", "复制")


def test_a_page_without_a_clipboard_of_its_own_copies_all_the_same(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}#p3s2")
    clipboard_of = page.evaluate_handle("navigator.clipboard")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator(".panel").get_by_role("button", name="复制链接").click()
    expect(page.locator(".panel").get_by_role("status")).to_have_text("链接已复制。")
    assert clipboard_of.evaluate("(clipboard) => clipboard.readText()") == page.url


def test_where_nothing_can_be_copied_the_words_are_selected(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.execCommand = () => false")
    page.keyboard.press("c")
    page.get_by_role("dialog").get_by_role("button", name="Copy: English").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("did not let this page copy")
    assert page.evaluate("String(getSelection())").startswith("Author unknown")


# --- copying ----------------------------------------------------------------------------------------


def drag(page: Page, start: str, end: str, language: str) -> None:
    """Select with the mouse from the first letter of a segment to the last of another one."""
    ends = []
    for segment, first in ((start, True), (end, False)):
        ends.append(
            cell(page, segment, language).evaluate(
                """(cell, first) => {
                    const boxes = cell.getClientRects();
                    const box = first ? boxes[0] : boxes[boxes.length - 1];
                    return [first ? box.left + 1 : box.right - 1, box.top + box.height / 2];
                }""",
                first,
            )
        )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(ends[0][0] + 8, ends[0][1] + 2)
    page.mouse.move(*ends[1], steps=8)
    page.mouse.up()


@pytest.mark.parametrize("view", ["side", "lines"])
@pytest.mark.parametrize(("language", "joint"), [("en", " "), ("vi", " "), ("zh", "")])
def test_what_is_copied_is_running_text_of_one_version(visit: Visit, language: str, joint: str, view: str) -> None:
    page = visit.open(f"{TEXT}?versions=zh,en,vi&view={view}", (1440, 2400))
    page.evaluate("document.getElementById('p1s3').closest('.row').scrollIntoView({ block: 'start' })")
    drag(page, "p1s3", "p2s1", language)
    page.keyboard.press("Control+c")
    words = {segment: cell(page, segment, language).inner_text() for segment in ("p1s3", "p1s4", "p2s1")}
    assert clipboard(page) == f"{words['p1s3']}{joint}{words['p1s4']}\n{words['p2s1']}"
    assert marked(page) == [], "who selects marks nothing"


@pytest.mark.parametrize(("language", "joint"), [("en", " "), ("vi", " "), ("zh", "")])
def test_running_text_is_copied_as_it_reads(visit: Visit, language: str, joint: str) -> None:
    page = visit.open(f"vi/{TEXT}?versions={language}&view=alone")
    page.evaluate("document.getElementById('p1s1').closest('.paragraph').scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -120)
    drag(page, "p1s2", "p1s4", language)
    page.keyboard.press("Control+c")
    assert clipboard(page) == joint.join(
        cell(page, segment, language).inner_text() for segment in ("p1s2", "p1s3", "p1s4")
    )


def test_a_selection_within_a_segment_is_copied_as_it_is(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.evaluate(
        """() => {
            const words = document.getElementById("p1s1").firstChild;
            getSelection().setBaseAndExtent(words, 0, words, 6);
        }"""
    )
    page.keyboard.press("Control+c")
    assert clipboard(page) == cell(page, "p1s1", "en").inner_text()[:6]


def test_what_is_selected_beside_the_text_is_copied_by_the_browser(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("Control+c")
    assert clipboard(page).strip() == page.locator("h1").inner_text()


# --- for everybody ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        (f"{TEXT}#p3s2", DESKTOP, "light"),
        (f"zh/{TEXT}?versions=vi,zh,en&view=side", DESKTOP, "dark"),
        (f"vi/{OTHER}?versions=en&view=alone#p3s2", DESKTOP, "light"),
        (f"zh/{OTHER}#p3s2", PHONE, "light"),
        (f"vi/{TEXT}?versions=vi&view=alone#p3s2-p3s3", PHONE, "dark"),
    ],
)
def test_the_page_is_accessible_and_no_wider_than_its_window(visit: Visit, path: str, size: Any, scheme: Any) -> None:
    page = visit.open(path, size, scheme, touch=size == PHONE)
    assert overflow(page) == 0
    assert check_accessibility(page) == []
    page.keyboard.press("c")
    assert check_accessibility(page) == [] and overflow(page) == 0


def test_on_paper_stand_the_chosen_versions_and_notes_and_no_controls(visit: Visit) -> None:
    page = visit.open(f"vi/{OTHER}?versions=zh,en&view=side#p3s2")
    page.emulate_media(media="print")
    assert shown(page, "p3s3") == ["zh", "en"]
    expect(page.locator(".translator-note").first).to_be_visible()
    expect(
        page.locator(".reader-bar, .panel, .third-label, dialog, .row .evidence").filter(visible=True)
    ).to_have_count(0)
    expect(page.locator(".row.marked .column-1 > [lang]").last).to_have_css("background-color", "rgba(0, 0, 0, 0)")
