"""What pictures and their tables do in a browser: sorting, filters, selection both ways, movement, the address."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow, serve
from charsu.publish.assets import join_assets
from helpers import ROOT

# --- a small picture, as map and graph are --------------------------------------------------------

SMALL = """<!doctype html>
<html lang="{language}" class="no-js"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A picture</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="styles/charsu.css"><link rel="stylesheet" href="styles/pictures.css">
<script>document.documentElement.className = "js"</script></head>
<body data-md-color-scheme="default"><main class="md-typeset" style="padding: 0 1rem"><h1>A picture</h1>
<form class="filters" data-for="small" aria-label="Filter"><details><summary>Filter</summary>
<fieldset><legend>Kind</legend>
<label><input type="checkbox" name="kind" value="tree"> trees</label>
<label><input type="checkbox" name="kind" value="bird"> birds</label></fieldset>
<label>Place <select name="place"><option value="">all</option><option value="wood">wood</option>
<option value="lake">lake</option></select></label>
<label>From <input name="from" size="6"></label> <label>To <input name="to" size="6"></label>
<label>As of <input name="as-of" size="6"></label></details>
<p><output data-count="{{n}} of {{all}}"></output> <button type="reset">Clear</button></p></form>
<figure class="picture" id="small" data-picture="map" data-max="8" aria-label="Five things">
<div class="picture-tools"><button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="all" aria-label="Everything">0</button></div>
<svg viewBox="0 0 400 200" role="group" aria-label="Five things">{marks}</svg>
<figcaption>Five things</figcaption></figure>
<table class="data sortable" data-for="small" data-show="Show {{name}}">
<thead><tr><th scope="col" data-column="name"><span class="sort">Name</span></th>
<th scope="col" data-column="size" class="number"><span class="sort">Size</span></th>
<th scope="col"><a href="#elsewhere">Date</a></th></tr></thead><tbody>{rows}</tbody></table>
<div style="height: 150vh" id="elsewhere"></div></main>
<script src="assets/charsu.js"></script><script defer src="assets/pictures.js"></script></body></html>"""

THINGS: list[tuple[str, str, dict[str, str]]] = [
    ("Oak 10", "-5", {"kind": "tree", "place": "wood", "from": "1990", "to": "1995-06"}),
    ("Élm", "10", {"kind": "tree", "place": "wood lake", "from": "1995-07-01", "to": ""}),
    ("Oak 9", "9", {"kind": "tree", "place": "", "from": "", "to": "1980"}),
    ("Finch", "1.5", {"kind": "bird", "place": "lake"}),
    ("<b>Hawk</b>", "", {"kind": "bird tree", "place": "wood", "from": "-0044", "to": "-0043-03"}),
]
"""Name, size, and what can be filtered."""


def small_page(language: str) -> str:
    marks, rows = "", ""
    for n, (name, size, data) in enumerate(THINGS):
        escaped = name.replace("<", "&lt;")
        attributes = " ".join(f'data-{key}="{value}"' for key, value in data.items())
        x = 40 + 80 * n
        marks += (
            f'<a class="mark" href="#elsewhere" data-row="row-{n}" {attributes}><title>{escaped}</title>'
            f'<circle cx="{x}" cy="100" r="15"/></a>'
        )
        rows += f'<tr id="row-{n}" {attributes}><td><a href="#">{escaped}</a></td><td>{size}</td><td>-</td></tr>'
    return SMALL.format(language=language, marks=marks, rows=rows)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where one small page in three languages is served."""
    folder = tmp_path_factory.mktemp("small")
    theme = ROOT / "hooks/charsu/theme"
    for name in ("assets", "styles"):
        shutil.copytree(theme / name, folder / name)
    for name, content in join_assets(theme).items():
        (folder / name).write_text(content, encoding="utf-8")
    for language in ("en", "zh", "vi"):
        Path(folder / f"{language}.html").write_text(small_page(language), encoding="utf-8")
    with serve(folder) as address:
        yield address


@pytest.fixture
def small(browser: Browser, small_site: str) -> Iterator[Visit]:
    with Visit(browser, small_site) as visit:
        yield visit


def names(page: Page) -> list[str]:
    """What the rows that are seen begin with, from top to bottom."""
    return [row.locator("a").first.inner_text() for row in page.locator("table.data tbody tr:visible").all()]


def seen_marks(page: Page) -> list[str]:
    return [str(mark.locator("title").text_content()) for mark in page.locator("a.mark:visible").all()]


def view(page: Page) -> list[float]:
    return [float(n) for n in str(page.locator("figure svg").get_attribute("viewBox")).split()]


def drag(page: Page, selector: str, dx: int, dy: int) -> None:
    """With the mouse, from the middle of an element."""
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def touch(page: Page, *paths: list[tuple[float, float]]) -> None:
    """Fingers on the screen, each along its path; all paths have as many points."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        at: list[dict[str, Any]] = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    send("touchStart", [path[0] for path in paths])
    for points in list(zip(*paths, strict=True))[1:]:
        send("touchMove", list(points))
    send("touchEnd", [])


# --- tables ---------------------------------------------------------------------------------------


def test_a_table_sorts_by_words_and_by_numbers_and_keeps_empty_cells_last(small: Visit) -> None:
    page = small.open("en.html")
    page.get_by_role("button", name="Name", exact=True).click()
    assert names(page) == ["<b>Hawk</b>", "Élm", "Finch", "Oak 9", "Oak 10"]
    assert page.locator("th").first.get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Name", exact=True).press("Enter")
    assert names(page) == ["Oak 10", "Oak 9", "Finch", "Élm", "<b>Hawk</b>"]
    page.get_by_role("button", name="Size").click()
    assert names(page) == ["Élm", "Oak 9", "Finch", "Oak 10", "<b>Hawk</b>"]
    page.get_by_role("button", name="Size").click()
    assert names(page) == ["Oak 10", "Finch", "Oak 9", "Élm", "<b>Hawk</b>"]
    assert page.locator("[aria-sort]").count() == 1
    assert page.url.endswith("?sort=size")


def test_the_order_stands_in_the_address(small: Visit) -> None:
    page = small.open("vi.html?sort=-size")
    assert names(page) == ["Élm", "Oak 9", "Finch", "Oak 10", "<b>Hawk</b>"]
    assert page.locator("th[aria-sort]").get_attribute("data-column") == "size"


def test_a_head_that_is_a_link_stays_one(small: Visit) -> None:
    page = small.open("en.html")
    assert page.locator("th").nth(2).locator("button").count() == 0


def test_a_list_of_entries_sorts_by_its_other_columns(visit: Visit) -> None:
    page = visit.open("zh/events/")
    page.get_by_role("button", name="段落").click()
    counts = page.locator("table.entries td.number").all_inner_texts()
    numbers = [int(count) if count else -1 for count in counts]
    assert len(numbers) > 20
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_role("columnheader", name="日期").get_by_role("link").click()
    page.wait_for_url("**/zh/events/by-date/")
    assert page.locator("th[aria-sort]").inner_text().startswith("日期")
    assert check_accessibility(page) == []


# --- filters --------------------------------------------------------------------------------------


def test_filters_leave_what_has_a_value_and_count_it(small: Visit) -> None:
    page = small.open("en.html")
    expect(page.locator("output")).to_have_text("5 of 5")
    page.get_by_label("birds").check()
    assert names(page) == seen_marks(page) == ["Finch", "<b>Hawk</b>"]
    page.get_by_label("Place").select_option("wood")
    assert names(page) == seen_marks(page) == ["<b>Hawk</b>"]
    expect(page.locator("output")).to_have_text("1 of 5")
    assert page.url.endswith("?kind=bird&place=wood")
    page.get_by_label("trees").check()
    assert names(page) == ["Oak 10", "Élm", "<b>Hawk</b>"]
    page.get_by_role("button", name="Clear").click()
    assert len(names(page)) == 5
    assert page.url.endswith("en.html")
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("from=1995-07", ["Élm"]),
        ("from=1995", ["Oak 10", "Élm"]),
        ("to=1989", ["Oak 9", "<b>Hawk</b>"]),
        ("from=1995-06-30&to=1995-06-30", ["Oak 10"]),
        ("as-of=1992", ["Oak 10", "Finch"]),
        ("as-of=2020", ["Élm", "Finch"]),
        ("as-of=-0043", ["Oak 9", "Finch", "<b>Hawk</b>"]),
        ("kind=bird,tree&place=lake", ["Élm", "Finch"]),
    ],
)
def test_filters_are_restored_from_the_address(small: Visit, query: str, left: list[str]) -> None:
    page = small.open(f"zh.html?{query}")
    assert names(page) == seen_marks(page) == left
    expect(page.locator("output")).to_have_text(f"{len(left)} of 5")


def test_on_a_phone_the_filters_are_folded_away_until_asked_for(small: Visit) -> None:
    page = small.open("en.html", size=PHONE, touch=True)
    expect(page.get_by_label("birds")).not_to_be_visible()
    page.get_by_text("Filter", exact=True).tap()
    page.get_by_label("birds").tap()
    assert names(page) == ["Finch", "<b>Hawk</b>"]


# --- selection ------------------------------------------------------------------------------------


def selected(page: Page) -> tuple[list[str], list[str]]:
    """Rows and marks that are selected."""
    rows = [row.get_attribute("id") or "" for row in page.locator("tr.selected").all()]
    return rows, [mark.get_attribute("data-row") or "" for mark in page.locator("a.mark.selected").all()]


def test_a_mark_selects_its_row_and_a_row_its_mark(small: Visit) -> None:
    page = small.open("en.html", size=(800, 420))
    page.locator("a.mark").nth(4).click()
    assert selected(page) == (["row-4"], ["row-4"])
    assert page.url.endswith("#row-4")
    expect(page.locator("#row-4")).to_be_in_viewport()
    expect(page.locator("#row-4")).to_be_focused()
    page.get_by_role("button", name="Show Finch").click()
    assert selected(page) == (["row-3"], ["row-3"])
    expect(page.locator("a.mark").nth(3)).to_be_focused()
    expect(page.locator("a.mark").nth(3)).to_be_in_viewport()
    page.keyboard.press("Escape")
    assert selected(page) == ([], [])
    assert "#" not in page.url


def test_the_selection_works_by_keyboard_and_stands_in_the_address(small: Visit) -> None:
    page = small.open("en.html#row-2")
    assert selected(page) == (["row-2"], ["row-2"])
    page.locator("a.mark").nth(1).focus()
    page.keyboard.press("Enter")
    assert selected(page) == (["row-1"], ["row-1"])
    page.evaluate("location.hash = 'row-0'")
    expect(page.locator("#row-0")).to_have_class("selected")


def test_a_mark_without_script_or_with_ctrl_is_a_link(small: Visit) -> None:
    page = small.open("en.html", java_script_enabled=False)
    assert page.locator("form").is_hidden() and page.locator(".picture-tools").is_hidden()
    page.locator("a.mark").first.click()
    assert page.url.endswith("#elsewhere")


# --- movement -------------------------------------------------------------------------------------


def test_buttons_and_keys_zoom_and_move(small: Visit) -> None:
    page = small.open("en.html")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    x, _, width, height = view(page)
    assert width == pytest.approx(400 / 2.25, abs=0.1) and height == pytest.approx(width / 2, abs=0.1)
    page.locator("figure").focus()
    page.keyboard.press("ArrowRight")
    assert view(page)[0] > x
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert view(page)[0] < x
    page.keyboard.press("-")
    assert view(page)[2] > width
    page.keyboard.press("0")
    assert view(page) == [0, 0, 400, 200]
    for _ in range(9):
        page.keyboard.press("+")
    assert view(page)[2] == 400 / 8


def test_the_wheel_zooms_only_with_ctrl(small: Visit) -> None:
    page = small.open("en.html")
    page.locator("a.mark").first.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('figure svg').getAttribute('viewBox') !== '0 0 400 200'")
    x, y, width, height = view(page)
    assert (40 - x) / width == pytest.approx(0.1, abs=0.01), "what is under the pointer stays there"
    assert (100 - y) / height == pytest.approx(0.5, abs=0.01)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert view(page) == [x, y, width, height]


def test_dragging_moves_and_selects_nothing(small: Visit) -> None:
    page = small.open("en.html?view=100,50,200")
    assert view(page) == [100, 50, 200, 100]
    drag(page, "a.mark >> nth=2", 100, 20)
    x, y, _, _ = view(page)
    assert x < 100 and y < 50
    assert selected(page) == ([], [])
    page.wait_for_url("**view=*")
    page.wait_for_function("!location.search.includes('100,50,200')")
    assert [float(n) for n in page.url.split("view=")[1].split(",")] == pytest.approx([x, y, 200], abs=0.1)
    page.locator("a.mark >> nth=2").click()
    assert selected(page)[0] == ["row-2"]


def test_two_fingers_zoom_and_one_moves_but_lets_the_page_scroll(small: Visit) -> None:
    page = small.open("en.html", size=PHONE, touch=True)
    box = page.locator("figure svg").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch(
        page,
        [(x - 20, y), (x - 30, y), (x - 45, y), (x - 60, y)],
        [(x + 20, y), (x + 30, y), (x + 45, y), (x + 60, y)],
    )
    page.wait_for_function("+document.querySelector('figure svg').getAttribute('viewBox').split(' ')[2] < 200")
    before = view(page)
    assert before[2] == pytest.approx(400 / 3, rel=0.2)
    touch(page, [(x, y), (x - 20, y), (x - 40, y), (x - 60, y)])
    page.wait_for_function(f"+document.querySelector('figure svg').getAttribute('viewBox').split(' ')[0] > {before[0]}")
    before = view(page)
    touch(page, [(x, y), (x, y - 30), (x, y - 60), (x, y - 120)])
    page.wait_for_function("scrollY > 0")
    assert view(page) == before


def test_what_is_selected_in_a_table_comes_into_view(small: Visit) -> None:
    page = small.open("en.html?view=0,0,100")
    page.get_by_role("button", name="Show <b>Hawk</b>").click()
    x, _, width, _ = view(page)
    assert x < 360 < x + width


def test_text_keeps_its_size_when_zoomed(small: Visit) -> None:
    page = small.open("en.html")
    page.locator("svg").evaluate("e => e.style.setProperty('font-size', 'calc(12px * var(--unit, 1))')")
    size = "e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a"
    assert page.locator("svg").evaluate(size) == pytest.approx(12, abs=0.1)
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator("svg").evaluate(size) == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_picture_fits_and_everybody_can_use_it(small: Visit, size: tuple[int, int]) -> None:
    page = small.open("en.html?kind=tree#row-1", size=size)
    assert overflow(page) <= 0
    # The small page has no styles of the theme; those of the site's own pages are checked there.
    assert [found for found in check_accessibility(page) if not found.startswith(("color-contrast", "region"))] == []


# --- the timeline ---------------------------------------------------------------------------------


def labels(page: Page) -> list[str]:
    """Names on the timeline that are seen, from top to bottom."""
    return [str(label.text_content()) for label in page.locator("#timeline .line:visible .label").all()]


def window(page: Page) -> tuple[str, str]:
    """The window in time, as the address has it."""
    page.wait_for_url("**from=*")
    found = dict(part.split("=") for part in page.url.partition("?")[2].partition("#")[0].split("&"))
    return found["from"], found["to"]


def test_the_timeline_without_script_is_a_picture_of_links_and_a_full_table(visit: Visit) -> None:
    page = visit.open("timeline/", java_script_enabled=False)
    rows = page.locator(".timeline-table tbody tr")
    assert rows.count() > 50
    assert page.locator("#timeline .line:visible").count() == rows.count()
    marks = page.locator("#timeline a.mark")
    missing = "marks => marks.filter(mark => !document.getElementById(mark.getAttribute('href').slice(1))).length"
    assert marks.evaluate_all(missing) == 0
    assert page.locator("form.filters").is_hidden() and page.locator(".picture-tools").is_hidden()
    assert page.locator(".legend li").count() == 7
    titles = [str(title) for title in page.locator("#timeline a.mark > title").all_text_contents()]
    assert all(title.strip() for title in titles)
    assert "Fall of Herat (1995): 5 September 1995" in titles


def test_each_contested_date_is_a_mark_that_leads_to_its_sources(visit: Visit) -> None:
    page = visit.open("zh/timeline/", java_script_enabled=False)
    marks = page.locator("a.mark[data-row=row-abdul-ali-mazari]")
    assert marks.count() == 7
    told = []
    for mark in marks.all():
        item = page.locator(str(mark.get_attribute("href")))
        assert item.locator(".sources a").count() > 0
        told.append(item.inner_text())
    assert len(set(told)) == 7


def test_the_timeline_opens_a_month_when_its_name_is_clicked(visit: Visit) -> None:
    page = visit.open("timeline/")
    assert len(labels(page)) == page.locator(".timeline-table tbody tr").count()
    page.get_by_role("link", name="1995", exact=True).locator("visible=true").first.click()
    assert window(page) == ("1995-01-01", "1995-12-31")
    page.get_by_role("link", name="Mar", exact=True).locator("visible=true").click()
    page.wait_for_url("**from=1995-03-01&to=1995-03-31")
    seen = labels(page)
    assert "Fighting in Kabul, March 1995" in seen and "Fall of Kabul (1996)" not in seen
    expect(page.locator("#timeline .panel-title:visible")).to_have_text("1 March 1995 – 31 March 1995")
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_url("**/timeline/")
    assert len(labels(page)) == page.locator(".timeline-table tbody tr").count()


@pytest.mark.parametrize(
    ("path", "title", "day"),
    [
        ("zh/timeline/", "1995年3月6日 – 1995年3月20日", "11日"),
        ("vi/timeline/", "6 tháng 3, 1995 – 20 tháng 3, 1995", "11"),
        ("timeline/", "6 March 1995 – 20 March 1995", "11"),
    ],
)
def test_the_window_is_restored_from_the_address_and_named_in_each_language(
    visit: Visit, path: str, title: str, day: str
) -> None:
    page = visit.open(f"{path}?from=1995-03-06&to=1995-03-20&kind=event")
    expect(page.locator("#timeline .panel-title:visible")).to_have_text(title)
    assert day in page.locator("#timeline .tick:visible").all_text_contents()
    shown = page.locator("#timeline .line:visible a.mark").evaluate_all("marks => marks.map(m => m.dataset.kind)")
    assert set(shown) == {"event"} and len(shown) > 10


def test_marks_stand_in_the_order_of_time_at_every_scale(visit: Visit) -> None:
    page = visit.open("timeline/?from=1995-03&to=1995-03")
    for key in ("", "+", "ArrowRight", "-", "-", "-"):
        if key:
            page.locator("#timeline").focus()
            page.keyboard.press(key)
        found = page.locator("#timeline > svg circle.point:visible").evaluate_all(
            "all => all.map(c => [Number(c.dataset.a), c.cx.baseVal.value]).sort((a, b) => a[0] - b[0] || a[1] - b[1])"
        )
        assert len(found) > 5
        places = [x for _, x in found]
        assert places == sorted(places), key


def test_the_timeline_zooms_by_wheel_and_moves_by_keys(visit: Visit) -> None:
    page = visit.open("vi/timeline/?from=1995-01&to=1995-12")
    page.locator("#timeline > svg").hover(position={"x": 300, "y": 60})
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function("!location.search.includes('from=1995-01-01')&&!location.search.includes('from=1995-01&')")
    start, end = window(page)
    assert "1995-01" < start < end < "1995-12-31"
    page.locator("#timeline").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"!location.search.includes('from={start}')")
    assert window(page)[0] > start
    page.keyboard.press("0")
    page.wait_for_url("**/vi/timeline/")


def test_a_mark_of_the_timeline_leads_to_its_row_and_back(visit: Visit) -> None:
    page = visit.open("timeline/?from=1995-03&to=1995-03")
    page.locator("a.mark[data-row=row-kabul-fighting-march-1995] .label").click()
    expect(page.locator("#row-kabul-fighting-march-1995")).to_be_in_viewport()
    expect(page.locator("#row-kabul-fighting-march-1995")).to_be_focused()
    assert page.url.endswith("#row-kabul-fighting-march-1995")
    page.get_by_role("button", name="Show in the picture: Fall of Kunduz").click()
    mark = page.locator("a.mark[data-row=row-fall-of-kunduz-2001]").first
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()


def test_filters_of_the_timeline_fold_rows_away(visit: Visit) -> None:
    page = visit.open("timeline/")
    page.locator(".filters select[name=place]").select_option("herat")
    seen = labels(page)
    assert sorted(seen) == sorted(names(page)) and 0 < len(seen) < 20
    assert "Fall of Herat (1995)" in seen
    page.locator("input[value=person]").check()
    assert labels(page) == []
    page.get_by_role("button", name="Clear filters").click()
    page.locator(".filters select[name=text]").select_option("kabul-1995")
    assert "Death of Abdul Ali Mazari" in labels(page) and "Fall of Kunduz (2001)" not in labels(page)


def test_the_table_of_the_timeline_sorts_by_date_and_by_name(visit: Visit) -> None:
    page = visit.open("zh/timeline/")
    days = "rows => rows.map(row => Number(row.cells[2].dataset.sort))"
    found = page.locator(".timeline-table tbody tr").evaluate_all(days)
    assert found == sorted(found)
    page.get_by_role("button", name="日期", exact=True).click()
    assert page.locator(".timeline-table tbody tr").evaluate_all(days) == sorted(found, reverse=True)
    page.get_by_role("button", name="名称", exact=True).click()
    found = names(page)
    assert found.index("阿卜杜勒·阿里·马扎里") < found.index("布尔汉努丁·拉巴尼") < found.index("塔利班")


def test_the_timeline_works_by_touch(visit: Visit) -> None:
    page = visit.open("vi/timeline/?from=1995-02&to=1995-04", size=PHONE, touch=True)
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#timeline > svg").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 150
    touch(page, [(x - 20, y), (x - 40, y), (x - 60, y)], [(x + 20, y), (x + 40, y), (x + 60, y)])
    page.wait_for_function("/from=1995-0[23]-[0-9]+/.test(location.search)")
    start, end = window(page)
    assert start > "1995-02-01" and end < "1995-04-30"
    touch(page, [(x, y), (x, y - 40), (x, y - 90)])
    page.wait_for_function("scrollY > 0")
    assert window(page) == (start, end)
    assert overflow(page) <= 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_everybody_can_use_a_timeline_of_days(visit: Visit, size: tuple[int, int]) -> None:
    page = visit.open("zh/timeline/?from=1995-03&to=1995-03", size=size, scheme="dark")
    assert check_accessibility(page) == []
    assert overflow(page) <= 0


def test_labels_of_the_timeline_stay_in_the_picture(visit: Visit) -> None:
    for path in ("timeline/", "zh/timeline/?from=2001-11&to=2001-12", "vi/timeline/?from=1995-03&to=1995-03"):
        for size in (DESKTOP, PHONE):
            page = visit.open(path, size=size)
            beyond = page.locator("#timeline .label:visible").evaluate_all(
                "labels => { const f = document.getElementById('timeline').getBoundingClientRect();"
                " return labels.filter(l => { const b = l.getBoundingClientRect();"
                " return b.left < f.left - 2 || b.right > f.right + 2; }).map(l => l.textContent); }"
            )
            assert beyond == [], (path, size)


def test_an_entry_shows_its_own_small_timeline(visit: Visit) -> None:
    page = visit.open("zh/people/abdul-ali-mazari/", java_script_enabled=False)
    assert page.locator(".strip a[href='#statements']").count() >= 2
    titles = [str(title) for title in page.locator(".strip title").all_text_contents()]
    assert any(title.startswith("出生：") and "1946年6月5日；1946年" in title for title in titles)
    page.locator(".strip figcaption a").click()
    page.wait_for_url("**/zh/timeline/#row-abdul-ali-mazari")
