"""What a reader of a wiki expects: where one is, who comes next, who is named together, a random entry, paper."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from browsing import DESKTOP, PHONE, Visit
from charsu.i18n.collation import sort_key
from charsu.link.cooccurrence import Companion, find_companions
from charsu.link.mentions import Mention, Prose, Row, entries_named
from charsu.model import limits
from helpers import HOMES, LANGUAGES
from pages import Element, read_page, resolve_address

Json = list[dict[str, Any]]


@pytest.fixture(scope="module")
def entries(site: Path) -> Json:
    found: Json = json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    return found


def page_at(site: Path, address: str) -> Element:
    return read_page(site / address / "index.html")


# --- named together -----------------------------------------------------------------------------


def row(*versions: str) -> Row:
    """A row whose versions name the entries of those letters."""
    prose = {
        language: Prose(ids, tuple(Mention(at, at + 1, id, "name") for at, id in enumerate(ids)))
        for language, ids in zip(LANGUAGES, versions, strict=False)
    }
    return Row("text", "p1s1", prose, entries_named(prose))


def companions(*rows: Row) -> dict[str, tuple[Companion, ...]]:
    """Entry -> its companions."""
    mentioned: dict[str, list[Row]] = {}
    for each in rows:
        for id in each.named:
            mentioned.setdefault(id, []).append(each)
    return {id: found for id in mentioned if (found := find_companions(id, mentioned))}


def test_companions_are_those_of_the_same_row_in_whatever_version_each_once() -> None:
    found = companions(row("aa", "ab"), row("b", "c"), row("d"))
    assert found == {
        "a": (Companion("b", 1),),
        "b": (Companion("a", 1), Companion("c", 1)),
        "c": (Companion("b", 1),),
    }


def test_the_most_frequent_companion_comes_first_then_who_is_rarer_elsewhere() -> None:
    found = companions(row("abc"), row("ac"), row("abd"), row("b"))
    assert found["a"] == (Companion("c", 2), Companion("b", 2), Companion("d", 1))


def test_there_are_no_more_companions_than_a_page_shows() -> None:
    found = companions(row("abcdefghijklmnop"))
    assert [companion.entry for companion in found["p"]] == list("abcdefghijklmnop")[: limits.COMPANIONS_ON_ENTRY_PAGE]


def test_a_page_tells_with_whom_its_entry_is_named(site: Path, entries: Json) -> None:
    named: dict[tuple[str, str], set[str]] = {}
    for mention in json.loads((site / "data/mentions.json").read_text(encoding="utf-8")):
        if mention["entry"]:
            named.setdefault((mention["text"], mention["segment"]), set()).add(mention["entry"])
    ids = {entry["url"]["en"]: entry["id"] for entry in entries}
    with_section = 0
    for entry in entries:
        both = Counter(id for ids in named.values() if entry["id"] in ids for id in ids - {entry["id"]})
        sections = list(page_at(site, entry["url"]["en"]).all("section", id="together"))
        shown = [
            (ids[resolve_address(item.one("a").get("href"), entry["url"]["en"])[0]], item.one(cls="count").text)
            for section in sections
            for item in section.all("li")
        ]
        assert len(sections) == bool(both) and len(shown) == min(len(both), limits.COMPANIONS_ON_ENTRY_PAGE), entry[
            "id"
        ]
        assert [int(count.split()[0]) for _, count in shown] == sorted(both.values(), reverse=True)[
            : limits.COMPANIONS_ON_ENTRY_PAGE
        ]
        assert all(both[id] == int(count.split()[0]) for id, count in shown), entry["id"]
        with_section += len(sections)
    assert with_section > 20


# --- where one is, and who comes next -----------------------------------------------------------


def crumbs(page: Element) -> list[str]:
    return [item.text for item in page.one("nav", "crumbs").all("li")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_leads_back_to_its_kind_and_home(site: Path, entries: Json, language: str) -> None:
    for entry in entries:
        address = entry["url"][language]
        page = page_at(site, address)
        steps = list(page.one("nav", "crumbs").all("li"))
        targets = [resolve_address(a.get("href"), address)[0] for step in steps for a in step.all("a")]
        assert targets == [HOMES[language], address[: address.rstrip("/").rindex("/") + 1]], address
        assert steps[-1].get("aria-current") == "page" and steps[-1].text == page.one("h1").text
        assert len(steps) == (4 if entry["type"] else 3)


def test_texts_and_lists_lead_back_too(site: Path) -> None:
    assert crumbs(page_at(site, "texts/kabul-1995/"))[:2] == ["Home", "Texts"]
    assert crumbs(page_at(site, "zh/events/by-date/")) == ["首页", "事件", "按日期"]
    assert crumbs(page_at(site, "vi/changes/")) == ["Trang chủ", "Thay đổi gần đây"]


def follow(site: Path, start: str, order: int, side: str) -> list[str]:
    """The pages one comes to from a page, always going to the next one (or the previous one) in an order."""
    found = [start]
    while len(found) < 1000:
        orders = list(page_at(site, found[-1]).one("nav", "neighbours").all(cls="between"))
        links = [a for p in orders[order].all("p", side) for a in p.all("a")]
        if not links:
            return found
        found.append(resolve_address(links[0].get("href"), found[-1])[0])
    raise AssertionError("there is no end")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("order", ["name", "date"])
def test_going_on_to_the_next_one_leads_through_the_list(site: Path, entries: Json, language: str, order: str) -> None:
    address = f"{HOMES[language]}events/" + ("by-date/" if order == "date" else "")
    rows = list(page_at(site, address).one("tbody").all("tr"))
    dated = [row for row in rows if order == "name" or not list(row.one("td", "date").all(cls="empty"))]
    listed = [resolve_address(next(row.all("a")).get("href"), address)[0] for row in dated]
    assert len(listed) > 20
    column = 1 if order == "date" else 0
    assert follow(site, listed[0], column, "next") == listed
    assert follow(site, listed[-1], column, "previous") == listed[::-1]


def test_an_undated_entry_has_no_neighbours_in_time(site: Path, entries: Json) -> None:
    address = "people/by-date/"
    undated = [
        resolve_address(next(row.all("a")).get("href"), address)[0]
        for row in page_at(site, address).one("tbody").all("tr")
        if list(row.one("td", "date").all(cls="empty"))
    ]
    assert undated
    for entry in undated:
        assert len(list(page_at(site, entry).one("nav", "neighbours").all(cls="between"))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_work_that_a_page_cites_is_told_in_full_once_in_order(site: Path, entries: Json, language: str) -> None:
    for entry in entries:
        address = entry["url"][language]
        page = page_at(site, address)
        cited = {a.get("href") for a in page.all("a", "source") if "works/#" in a.get("href")}
        items = [item for section in page.all("section", id="references") for item in section.all("li")]
        told = [item.one("a", "reference").get("href") for item in items]
        assert len(told) == len(set(told)) and set(told) == cited, address
        assert all(item.one("cite").text for item in items)
        names = [sort_key("en")(item.one("a", "reference").text) for item in items]
        assert len(names) < 2 or names[0] <= names[-1]


# --- in a browser -------------------------------------------------------------------------------

KINDS = "people|organisations|peoples|places|events|equipment|press"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_random_entry_is_one_of_the_language_and_stays_out_of_the_way_back(visit: Visit, language: str) -> None:
    page = visit.open(f"{HOMES[language]}works/")
    page.locator(".site-footer a[href$='random/']").click()
    page.wait_for_url(re.compile(rf"{visit.address}{HOMES[language]}({KINDS})/[a-z0-9-]+/$"))
    assert page.locator("h1").is_visible()
    page.go_back()
    page.wait_for_url(f"**/{HOMES[language]}works/")


def test_without_script_the_random_page_offers_all_lists(visit: Visit) -> None:
    page = visit.open("vi/random/", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Mục từ ngẫu nhiên"
    page.get_by_role("link", name="Nhân vật").nth(1).click()
    page.wait_for_url("**/vi/people/")


@pytest.mark.parametrize(
    ("path", "size", "touch"),
    [
        ("people/abdul-ali-mazari/", DESKTOP, False),
        ("zh/events/death-of-mazari-1995/", PHONE, True),
        ("vi/changes/", PHONE, True),
        ("zh/events/by-date/", PHONE, True),
    ],
)
def test_the_way_to_a_page_stands_in_one_line(visit: Visit, path: str, size: tuple[int, int], touch: bool) -> None:
    page = visit.open(path, size, touch=touch)
    bar = page.locator(".crumbs ol").bounding_box()
    assert bar and bar["height"] < 40


def test_the_way_to_the_next_entry_is_open_to_keyboards(visit: Visit) -> None:
    page = visit.open("vi/people/mullah-omar/")
    link = page.locator(".neighbours .next a").first
    link.focus()
    address = link.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


@pytest.mark.parametrize("path", ["people/mullah-omar/", "zh/texts/kabul-1995/", "vi/places/by-date/", "vi/places/"])
def test_paper_carries_the_words_and_their_sources_and_no_tools(visit: Visit, path: str) -> None:
    if path == "vi/places/by-date/":  # places have no dates
        path = "vi/events/by-date/"
    page = visit.open(path, scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for tools in (".md-header", ".sections", ".site-footer", ".crumbs", ".neighbours"):
        assert not page.locator(tools).first.is_visible(), tools
    imprint = page.locator(".imprint")
    assert imprint.is_visible() and imprint.inner_text() == f"Charsu · {visit.address}{path}".replace(" · ", " ")
    black = page.locator("h1").evaluate("heading => getComputedStyle(heading).color")
    assert black == "rgb(0, 0, 0)"
    folded = page.locator("#content details:not([open]) > :not(summary)")
    assert all(part.is_visible() for part in folded.all()[:5])
    assert page.pdf()[:5] == b"%PDF-"


def test_sources_on_paper_are_not_cut_off(visit: Visit) -> None:
    page = visit.open("people/mullah-omar/")
    source = page.locator(".sources a").first
    assert source.evaluate("link => getComputedStyle(link).textOverflow") == "ellipsis"
    page.emulate_media(media="print")
    assert source.evaluate("link => [getComputedStyle(link).whiteSpace, getComputedStyle(link).maxWidth]") == [
        "normal",
        "none",
    ]
    address = page.locator("#references cite a").first
    shown = address.evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://" in shown or "http://" in shown or "attr(href)" in shown
