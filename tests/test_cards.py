"""Cards on names, the help with keys, and pages opened from a folder: the data, and what a browser makes of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow, serve
from building import build
from charsu.view.labels import first_sentence, stand_alone
from helpers import HOMES, LANGUAGES
from pages import read_page
from synthetic import write_wiki

CARD = "#entry-card"
MENTION = "article a.mention:visible"
TEXT = "texts/kabul-1995/"


@pytest.fixture(scope="module")
def entries(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    return found


def read_card(site: Path, address: str, language: str) -> dict[str, Any]:
    """The card of an entry, by the address of its page in a language."""
    file = site / address.removeprefix(HOMES[language]) / "card.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert list(found) == list(LANGUAGES)
    return found[language]  # type: ignore[no-any-return]


def stop_the_clock(page: Page) -> None:
    """From now on, time passes for the page's scripts only as far as the test says, however slow the machine is."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def asked_for_cards(page: Page) -> list[str]:
    """Gets longer with each card that the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("card.json") else None)
    return asked


# --- the data ---------------------------------------------------------------------------------------


def test_every_entry_has_a_card_in_every_language(site: Path, entries: list[dict[str, Any]]) -> None:
    assert len(list(site.rglob("card.json"))) == len(entries)
    for entry in entries:
        for language, address in entry["url"].items():
            card = read_card(site, address, language)
            assert card["names"][0] == [language, stand_alone(entry["name"][language])]
            names = {stand_alone(name) for name in entry["name"].values()}
            assert {name for _, name in card["names"]} == names and len(card["names"]) == len(names)
            assert all(entry["name"][each].casefold() == name.casefold() for each, name in card["names"])
            assert card["summary"] == first_sentence(entry["summary"][language])
            assert len(card["kind"]) == (2 if entry["type"] else 1)


def test_a_card_says_what_the_list_of_its_kind_says(site: Path) -> None:
    said = {"date": 0, "contested": 0, "passages": 0}
    for language, home in HOMES.items():
        for list_page in sorted((site / home).glob("*/index.html")):
            page = read_page(list_page)
            for row in [row for table in page.all("table", "entries") for row in table.one("tbody").all("tr")]:
                link = next(row.all("a"))
                card = read_card(site, home + link.get("href").removeprefix("../"), language)
                dates = [date.text for cell in row.all("td", "date") for date in cell.all("span") if not date.classes]
                number = "".join(cell.text for cell in row.all("td", "number"))
                assert card.get("dates", []) == dates
                assert ("contested" in card) == any(row.all("span", "contested"))
                assert number in card.get("passages", "")
                assert bool(number) == ("passages" in card)
                said["date"] += bool(dates)
                said["contested"] += "contested" in card
                said["passages"] += bool(number)
    assert min(said.values()) > 10, said


def test_a_card_has_the_colour_of_its_kind(site: Path, entries: list[dict[str, Any]]) -> None:
    colours = {(entry["kind"], read_card(site, entry["url"]["en"], "en")["colour"]) for entry in entries}
    kinds = {entry["kind"] for entry in entries}
    assert len(colours) == len(kinds) == len({colour for _, colour in colours})


def test_cards_are_no_pages(site: Path) -> None:
    assert not list(site.rglob("card*.html"))
    sitemap = site / "sitemap.xml"
    assert not sitemap.exists() or "card.json" not in sitemap.read_text(encoding="utf-8")


# --- by mouse ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_pointing_at_a_name_shows_what_it_stands_for(visit: Visit, site: Path, language: str) -> None:
    page = visit.open(HOMES[language] + TEXT)
    name = page.locator(MENTION).nth(3)
    id, why = name.get_attribute("data-entry"), (name.get_attribute("title") or "").rpartition(" · ")[2]
    [address] = [entry["url"][language] for entry in _entries(site) if entry["id"] == id]
    data = read_card(site, address, language)
    name.hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    expect(card).to_have_role("tooltip")
    for lang, text in data["names"]:
        expect(card.locator(f"[lang={lang}]", has_text=text)).to_be_visible()
    for text in [*data.get("dates", []), data["summary"], data["passages"], why, " · ".join(data["kind"])]:
        assert text
        expect(card).to_contain_text(text)
    expect(card.locator(f".{data['colour']}")).to_have_count(1)
    expect(name).to_have_attribute("aria-describedby", "entry-card")
    # Its links lead to the entry, and to its passages.
    links = [link.get_attribute("href") for link in card.get_by_role("link").all()]
    assert links == [f"{visit.address}{address}", f"{visit.address}{address}#mentions"]


def _entries(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    return found


def test_a_card_says_where_sources_disagree_on_its_date(visit: Visit, site: Path) -> None:
    page = visit.open("people/")
    row = page.locator("tr", has=page.locator(".contested")).first
    row.get_by_role("link").hover()
    expect(page.locator(f"{CARD} .contested")).to_have_text(row.locator(".contested").inner_text())


def test_the_title_of_a_name_does_not_stand_beside_its_card(visit: Visit) -> None:
    page = visit.open(TEXT)
    name = page.locator(MENTION).nth(3)
    title = name.get_attribute("title") or ""
    assert title
    name.hover()
    expect(page.locator(CARD)).to_be_visible()
    assert name.get_attribute("title") is None
    page.mouse.move(2, 2)
    expect(page.locator(CARD)).to_have_count(0)
    expect(name).to_have_attribute("title", title)
    assert name.get_attribute("aria-describedby") is None


def test_a_card_stays_while_the_pointer_is_on_it(visit: Visit) -> None:
    page = visit.open(TEXT)
    stop_the_clock(page)
    page.locator(MENTION).nth(3).hover()
    page.clock.run_for(1000)
    card = page.locator(CARD)
    expect(card).to_be_visible()
    card.hover()
    page.clock.run_for(5000)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(200)
    expect(card).to_be_visible()
    page.clock.run_for(500)
    expect(card).to_have_count(0)


def test_from_one_name_to_the_next_the_card_follows(visit: Visit) -> None:
    page = visit.open(TEXT)
    # In one line, so that the card of the one does not lie on the other.
    first, second = page.locator(MENTION).nth(0), page.locator(MENTION).nth(1)
    for name, other in ((first, second), (second, first)):
        name.hover()
        expect(name).to_have_attribute("aria-describedby", "entry-card")
        expect(page.locator(CARD)).to_be_visible()
        assert other.get_attribute("aria-describedby") is None
        assert other.get_attribute("title")


def test_nothing_is_asked_for_before_somebody_points_and_nothing_twice(visit: Visit) -> None:
    page = visit.open(TEXT)
    asked = asked_for_cards(page)
    stop_the_clock(page)
    name = page.locator(MENTION).nth(3)
    name.hover()
    page.clock.run_for(100)  # only passing by
    page.mouse.move(2, 2)
    page.clock.run_for(3000)
    assert asked == [] and page.locator(CARD).count() == 0
    for _ in range(2):
        name.hover()
        page.clock.run_for(1000)
        expect(page.locator(CARD)).to_be_visible()
        page.mouse.move(2, 2)
        page.clock.run_for(1000)
        expect(page.locator(CARD)).to_have_count(0)
    entry = name.get_attribute("data-entry")
    assert len(asked) == 1 and asked[0].endswith(f"/{entry}/card.json")


def test_a_card_does_not_stay_behind_when_the_page_scrolls(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.locator(MENTION).nth(3).hover()
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.wheel(0, 400)
    expect(page.locator(CARD)).to_have_count(0)


def test_escape_closes_a_card_and_it_stays_closed(visit: Visit) -> None:
    page = visit.open(TEXT)
    stop_the_clock(page)
    name = page.locator(MENTION).nth(3)
    name.hover()
    page.clock.run_for(1000)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    box = name.bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.clock.run_for(3000)
    expect(page.locator(CARD)).to_have_count(0)


def test_where_a_card_cannot_be_had_it_says_what_the_title_said(visit: Visit) -> None:
    page = visit.open(TEXT)
    page.route("**/card.json", lambda route: route.abort())
    name = page.locator(MENTION).nth(3)
    entry, _, why = (name.get_attribute("title") or "").rpartition(" · ")
    name.hover()
    expect(page.locator(CARD)).to_be_visible()
    assert page.locator(CARD).inner_text().split() == f"{entry} {why}".split()
    assert visit.mistakes and all("Failed to load resource" in mistake for mistake in visit.mistakes)
    visit.mistakes.clear()


def test_a_link_that_says_nothing_of_its_own_has_no_empty_card(visit: Visit) -> None:
    page = visit.open("people/")
    page.route("**/card.json", lambda route: route.abort())
    stop_the_clock(page)
    page.locator("table a[data-entry]").first.hover()
    with page.expect_event("requestfailed"):
        page.clock.run_for(1000)
    page.clock.run_for(1000)
    expect(page.locator(CARD)).to_have_count(0)
    visit.mistakes.clear()


def test_a_link_with_an_entry_that_leads_elsewhere_asks_for_nothing(visit: Visit) -> None:
    page = visit.open("people/")
    asked = asked_for_cards(page)
    link = page.locator("table a[data-entry]").first
    link.evaluate("(link) => { link.href = '../texts/kabul-1995/#p1s1'; }")
    stop_the_clock(page)
    link.hover()
    page.clock.run_for(2000)
    assert asked == [] and page.locator(CARD).count() == 0


def test_words_in_a_card_are_words(visit: Visit) -> None:
    page = visit.open(TEXT)
    evil = "<img src=x onerror=alert(1)>"
    data = {"colour": evil, "kind": [evil], "names": [["en", evil], [evil, evil]], "summary": evil, "passages": evil}
    page.route("**/card.json", lambda route: route.fulfill(json={"en": data}))
    page.locator(MENTION).nth(3).hover()
    expect(page.locator(f"{CARD} .entry-card-summary")).to_have_text(evil)
    expect(page.locator(f"{CARD} img")).to_have_count(0)


# --- never on the name ------------------------------------------------------------------------------

CHOOSE = """
    (where) => {
      const seen = [...document.querySelectorAll("article a.mention")].filter((each) => each.checkVisibility());
      const lines = (each) => each.getClientRects().length;
      const first = (compare) => [...seen].filter((each) => lines(each) === 1).sort(compare)[0];
      const box = (each) => each.getBoundingClientRect();
      const found = {
        left: () => first((a, b) => box(a).left - box(b).left),
        right: () => first((a, b) => box(b).right - box(a).right),
        top: () => seen[Math.floor(seen.length / 2)],
        bottom: () => seen[Math.floor(seen.length / 2)],
        broken: () => seen.find((each) => lines(each) > 1),
      }[where.place]();
      const at = where.place === "top" ? 4 : innerHeight - (where.place === "bottom" ? 4 + box(found).height : 300);
      scrollTo({ top: scrollY + box(found).top - at, behavior: "instant" });
      const rect = [...found.getClientRects()].at(where.line);
      document.querySelectorAll("[data-tried]").forEach((each) => delete each.dataset.tried);
      found.dataset.tried = "";
      return [rect.left + rect.width / 2, rect.top + rect.height / 2];
    }"""

MEASURE = """
    () => {
      const numbers = ({ left, top, right, bottom }) => [left, top, right, bottom];
      const card = numbers(document.getElementById("entry-card").getBoundingClientRect());
      const name = [...document.querySelector("[data-tried]").getClientRects()].map(numbers);
      return { card, name, window: [document.documentElement.clientWidth, innerHeight] };
    }"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_stands_in_the_window_and_never_on_its_name(visit: Visit, language: str, size: tuple[int, int]) -> None:
    page = visit.open(f"{HOMES[language]}people/ismail-khan/", size=size, touch=size == PHONE)
    for place, line in [("left", 0), ("right", 0), ("top", 0), ("bottom", 0), ("broken", 0), ("broken", -1)]:
        x, y = page.evaluate(CHOOSE, {"place": place, "line": line})
        if size == PHONE:
            page.touchscreen.tap(x, y)
        else:
            page.mouse.move(x, y)
        expect(page.locator(f"{CARD} .entry-card-type")).to_be_visible()
        found = page.evaluate(MEASURE)
        left, top, right, bottom = found["card"]
        width, height = found["window"]
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, (place, found)
        for name in found["name"]:
            apart = right <= name[0] or left >= name[2] or bottom <= name[1] or top >= name[3]
            assert apart, (place, line, found)
        assert place != "broken" or len(found["name"]) > 1
        page.keyboard.press("Escape")
        expect(page.locator(CARD)).to_have_count(0)
        page.mouse.move(2, 2)
    assert overflow(page) <= 0


def test_in_a_low_window_a_card_is_cut_rather_than_put_on_its_name(visit: Visit) -> None:
    page = visit.open("people/ismail-khan/", size=(640, 260))
    page.evaluate(CHOOSE, {"place": "right", "line": 0})
    page.evaluate("document.querySelector('[data-tried]').scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = page.locator("[data-tried]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(CARD)).to_be_visible()
    found = page.evaluate(MEASURE)
    assert found["card"][1] >= found["name"][0][3] or found["card"][3] <= found["name"][0][1], found
    assert 0 <= found["card"][1] < found["card"][3] <= 260, found


# --- by keyboard ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_reached_by_keyboard_shows_its_card_and_tab_moves_on(visit: Visit, language: str) -> None:
    page = visit.open(HOMES[language])
    names = page.locator(MENTION)
    _focus_by_keyboard(page, names.nth(0))
    card = page.locator(CARD)
    expect(card).to_be_visible()
    expect(names.nth(0)).to_have_attribute("aria-describedby", "entry-card")
    page.keyboard.press("Tab")
    expect(names.nth(1)).to_be_focused()
    expect(names.nth(1)).to_have_attribute("aria-describedby", "entry-card")
    expect(card).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(names.nth(1)).to_be_focused()


def _focus_by_keyboard(page: Page, name: Locator) -> None:
    """Put the focus before a name, and press Tab."""
    name.evaluate(
        """(name) => {
          const before = Object.assign(document.createElement("button"), { id: "before" });
          name.before(before);
          before.focus();
        }"""
    )
    page.keyboard.press("Tab")
    expect(name).to_be_focused()
    page.evaluate("document.getElementById('before').remove()")


def test_enter_on_a_name_opens_its_entry(visit: Visit) -> None:
    page = visit.open("")
    name = page.locator(MENTION).first
    entry = name.get_attribute("data-entry")
    _focus_by_keyboard(page, name)
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{entry}/")


# --- by touch ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "open_it"), [("en", "Open the entry"), ("zh", "打开条目"), ("vi", "Mở mục từ")])
def test_the_first_tap_on_a_name_opens_its_card(visit: Visit, language: str, open_it: str) -> None:
    page = visit.open(HOMES[language] + TEXT, size=PHONE, touch=True)
    address = page.url
    name = page.locator(MENTION).nth(4)
    entry = name.get_attribute("data-entry")
    name.tap()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    expect(card).to_have_role("dialog")
    expect(card.locator(".entry-card-summary")).not_to_be_empty()
    assert page.url == address
    for pressed in (card.get_by_role("link", name=open_it), card.get_by_role("button")):
        box = pressed.bounding_box()
        assert box and box["height"] >= 40 and box["width"] >= 40
    card.get_by_role("button").tap()
    expect(card).to_have_count(0)
    name.tap()
    expect(card).to_be_visible()
    page.locator("h1").tap()  # anywhere else
    expect(card).to_have_count(0)
    assert page.url == address
    name.tap()
    card.get_by_role("link", name=open_it).tap()
    page.wait_for_url(f"**/{entry}/")


def test_the_second_tap_on_a_name_opens_its_entry(visit: Visit) -> None:
    page = visit.open(TEXT, size=PHONE, touch=True)
    name = page.locator(MENTION).nth(4)
    entry = name.get_attribute("data-entry")
    name.tap()
    expect(page.locator(CARD)).to_be_visible()
    name.tap()
    page.wait_for_url(f"**/{entry}/")


def test_in_a_list_a_tap_opens_the_entry(visit: Visit) -> None:
    page = visit.open("vi/people/", size=PHONE, touch=True)
    link = page.locator("table a[data-entry]").first
    entry = link.get_attribute("data-entry")
    link.tap()
    page.wait_for_url(f"**/vi/people/{entry}/")


# --- names that are unsure --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unsure_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small wiki is served in which some names are unsure."""
    root = tmp_path_factory.mktemp("unsure")
    write_wiki(root, entries=20, texts=1)
    status, output = build(root)
    assert status == 0, output
    with serve(root / "site") as address:
        yield address


@pytest.fixture
def unsure_visit(browser: Browser, unsure_address: str) -> Iterator[Visit]:
    with Visit(browser, unsure_address) as visit:
        yield visit


UNSURE = "article .unsure[data-candidates]:visible"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unsure_name_shows_its_candidates_by_keyboard(unsure_visit: Visit, language: str) -> None:
    page = unsure_visit.open(f"{HOMES[language]}texts/text-01/")
    name = page.locator(UNSURE).first
    ids = (name.get_attribute("data-candidates") or "").split()
    why = name.get_attribute("title") or ""
    assert len(ids) > 1 and why
    _focus_by_keyboard(page, name)
    card = page.locator(CARD)
    expect(card).to_be_visible()
    expect(card).to_have_role("dialog")
    expect(card).to_contain_text(why)
    expect(name).to_have_attribute("aria-expanded", "true")
    links = card.get_by_role("link")
    expect(links).to_have_count(len(ids))
    assert card.locator("li .entry-card-type").count() == len(ids)
    for link, id in zip(links.all(), ids, strict=True):
        assert (link.get_attribute("href") or "").endswith(f"/{id}/")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    for _ in ids:
        page.keyboard.press("Shift+Tab")
    expect(name).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ids[0]}/")


def test_behind_the_last_candidate_the_page_goes_on(unsure_visit: Visit) -> None:
    page = unsure_visit.open("texts/text-01/")
    name = page.locator(UNSURE).first
    _focus_by_keyboard(page, name)
    links = page.locator(CARD).get_by_role("link")
    expect(links.first).to_be_visible()
    for _ in range(links.count() + 1):
        page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_have_count(0)
    follows = page.evaluate(
        """() => {
          const name = document.querySelector("article .unsure[data-candidates]");
          const stops = [...document.querySelectorAll("a[href], [tabindex='0'], button, input, summary")];
          return stops.filter((each) => each.checkVisibility())[stops.filter((each) => each.checkVisibility())
            .indexOf(name) + 1] === document.activeElement;
        }"""
    )
    assert follows


def test_an_unsure_name_opens_by_click_and_by_tap(unsure_visit: Visit) -> None:
    for touch in (False, True):
        page = unsure_visit.open("zh/texts/text-01/", size=PHONE if touch else DESKTOP, touch=touch)
        name = page.locator(UNSURE).first
        if touch:
            name.tap()
        else:
            name.click()
        card = page.locator(CARD)
        expect(card.get_by_role("link").first).to_be_visible()
        card.get_by_role("button").click()
        expect(card).to_have_count(0)


def test_where_candidates_cannot_be_had_the_title_names_them(unsure_visit: Visit) -> None:
    page = unsure_visit.open("vi/texts/text-01/")
    page.route("**/card.json", lambda route: route.abort())
    name = page.locator(UNSURE).first
    why = name.get_attribute("title") or ""
    name.hover()
    expect(page.locator(CARD)).to_contain_text(why)
    expect(page.locator(CARD).get_by_role("link")).to_have_count(0)
    unsure_visit.mistakes.clear()


def test_an_unsure_name_is_accessible(unsure_visit: Visit) -> None:
    page = unsure_visit.open("texts/text-01/", scheme="dark")
    page.locator(UNSURE).first.click()
    expect(page.locator(CARD).get_by_role("link").first).to_be_visible()
    assert check_accessibility(page) == []


# --- in a dialog ------------------------------------------------------------------------------------


def test_a_card_in_a_dialog_stands_above_it_and_closes_first(visit: Visit) -> None:
    page = visit.open("zh/?q=Ismail+Khan")
    dialog = page.locator("dialog.search")
    dialog.locator("a[data-entry=ismail-khan]").first.hover()  # the entry; its passages follow
    card = dialog.locator(CARD)
    expect(card).to_contain_text("伊斯梅尔·汗")
    is_on_top = """(card) => {
      const { left, top, width, height } = card.getBoundingClientRect();
      return card.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""
    assert card.evaluate(is_on_top)
    card.hover()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


# --- for all readers --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_card_is_accessible(visit: Visit, language: str, scheme: Literal["light", "dark"]) -> None:
    page = visit.open(HOMES[language], scheme=scheme)
    page.locator(MENTION).first.hover()
    expect(page.locator(CARD)).to_be_visible()
    _wait_for_motion(page)
    assert check_accessibility(page) == []
    page = visit.open(HOMES[language], scheme=scheme, size=PHONE, touch=True)
    page.locator(MENTION).first.tap()
    expect(page.locator(f"{CARD} .entry-card-type")).to_be_visible()
    _wait_for_motion(page)
    assert check_accessibility(page) == []


def _wait_for_motion(page: Page) -> None:
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")


def test_nothing_moves_for_those_who_asked_for_that(visit: Visit) -> None:
    page = visit.open("", reduced_motion="reduce")
    page.locator(MENTION).first.hover()
    expect(page.locator(CARD)).to_have_css("animation-name", "none")


def test_without_scripts_a_name_has_its_title_and_no_button_for_keys(visit: Visit) -> None:
    page = visit.open("", java_script_enabled=False)
    assert page.locator(MENTION).first.get_attribute("title")
    expect(page.locator(".keys-open")).to_be_hidden()
    expect(page.locator("dialog.keys")).to_be_hidden()


# --- keys -------------------------------------------------------------------------------------------

KEYS_TITLES = {"en": "Keyboard", "zh": "键盘快捷键", "vi": "Phím tắt"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_mark_shows_the_keys(visit: Visit, language: str) -> None:
    page = visit.open(HOMES[language])
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name=KEYS_TITLES[language])
    expect(help).to_be_visible()
    keys = help.locator("kbd").all_inner_texts()
    assert keys == ["/", "Ctrl", "K", "?", "Esc", "j", "k", "1", "2", "3", "v", "c", "+", "−", "0", "←", "↑", "↓", "→"]
    assert check_accessibility(page) == []
    page.keyboard.press("Escape")
    expect(help).to_be_hidden()
    opener = page.get_by_role("button", name=KEYS_TITLES[language])
    opener.click()
    expect(help).to_be_visible()
    help.get_by_role("button").click()
    expect(help).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.mouse.click(3, 3)  # beside it
    expect(help).to_be_hidden()


def test_the_keys_fit_on_a_phone(visit: Visit) -> None:
    page = visit.open("vi/", size=PHONE, touch=True, scheme="dark")
    page.locator(".keys-open button").tap()
    help = page.get_by_role("dialog")
    expect(help).to_be_visible()
    box = help.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0] and box["height"] <= PHONE[1]
    assert check_accessibility(page) == []


def test_a_question_mark_that_is_typed_is_typed(visit: Visit) -> None:
    page = visit.open("")
    page.evaluate("document.querySelector('h1').after(document.createElement('textarea'))")
    page.locator("textarea").press_sequentially("?")
    expect(page.locator("textarea")).to_have_value("?")
    expect(page.locator("dialog.keys")).to_be_hidden()


# --- from a folder ----------------------------------------------------------------------------------


@pytest.fixture
def folder_visit(browser: Browser, site: Path) -> Iterator[Visit]:
    with Visit(browser, f"{site.as_uri()}/") as visit:
        yield visit


def test_pages_opened_from_a_folder_lead_to_each_other(folder_visit: Visit, site: Path) -> None:
    page = folder_visit.open("index.html")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Texts", exact=True).click()
    page.wait_for_url("**/texts/index.html")
    page.locator("article .card").get_by_role("link").first.click()
    page.wait_for_url("**/texts/*/index.html")
    name = page.locator(MENTION).first
    entry, title = name.get_attribute("data-entry"), name.get_attribute("title") or ""
    name.hover()
    expect(page.locator(CARD)).to_be_visible()
    assert page.locator(CARD).inner_text().split() == title.replace(" · ", " ").split()
    name.click()
    page.wait_for_url(f"**/{entry}/index.html")
    heading = page.locator("h1").inner_text()
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"**/zh/*/{entry}/index.html")
    assert page.locator("html").get_attribute("lang") == "zh" and page.locator("h1").inner_text() != heading
    source = page.locator("a.source--segment").first
    segment = (source.get_attribute("href") or "").partition("#")[2]
    source.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/zh/texts/*/index.html#{segment}")
    expect(page.locator(f"#{segment}")).to_be_in_viewport()
    # A link that a script has added leads to a page, too; one that leaves the site stays as it is.
    page.evaluate(
        """() => {
          for (const href of ["../../", "https://example.org/a/"]) {
            const link = Object.assign(document.createElement("a"), { href, textContent: href });
            link.addEventListener("click", (event) => event.preventDefault());
            document.querySelector("h1").before(link);
            link.click();
          }
        }"""
    )
    links = page.locator("h1").locator("xpath=preceding-sibling::a").all()
    assert [link.get_attribute("href") for link in links] == [
        f"{site.as_uri()}/zh/index.html",
        "https://example.org/a/",
    ]


def test_over_http_addresses_stay_short(visit: Visit) -> None:
    page = visit.open("")
    page.locator("article").get_by_role("link").first.click()
    page.wait_for_url("**/texts/*/")
