"""The search box takes traditional and simplified Chinese, and look-alikes, as one."""

import pytest
from playwright.sync_api import Page

from browsing import Visit
from charsu.text.folding import fold_for_search


def ask(page: Page, query: str) -> tuple[list[str], list[str]]:
    """Return the entries found and the first passages."""
    page.locator("#search input[name=q]").fill(query)
    page.locator("#search .search-results[data-answers]").wait_for()

    def hits(group: str) -> list[str]:
        found: list[str] = page.locator(f"#search [data-group={group}] a.hit").evaluate_all(
            "all => all.map(a => a.href)"
        )
        return found

    return hits("entries"), hits("passages")


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("喀布爾", "喀布尔"),
        ("塔利班政權", "塔利班政权"),
        ("馬蘇德", "马苏德"),
        ("艾哈迈德沙阿马苏德", "艾哈迈德·沙阿·马苏德"),
        ("艾哈邁德沙阿", "艾哈迈德·沙阿"),
        ("Mаssoud", "Massoud"),
    ],
)
@pytest.mark.parametrize("first", ["", "Kabul", "喀布尔"], ids=["at-first", "after-another", "after-chinese"])
def test_one_form_finds_what_the_other_finds(visit: Visit, query: str, same: str, first: str) -> None:
    page = visit.open("zh/")
    page.locator("#search-button").click()
    page.wait_for_function("() => charsu.search")
    if first:
        ask(page, first)
    found = ask(page, query)
    assert found == ask(page, same)
    assert found[0] or found[1]


def test_the_variants_are_loaded_only_for_chinese(visit: Visit) -> None:
    page = visit.open("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
    page.locator("#search-button").click()
    page.wait_for_function("() => charsu.search")
    ask(page, "kabul")
    assert "start.js" in asked and "variants.js" not in asked
    ask(page, "喀布尔")
    assert asked.count("variants.js") == 1


def test_python_and_the_browser_fold_chinese_alike(visit: Visit) -> None:
    page = visit.open("")
    page.locator("#search-button").click()
    page.wait_for_function("() => charsu.search")
    ask(page, "喀布爾")
    texts = ["在喀布爾的塔利班政權", "馬蘇德·汗.阿", "Mоscоw Ðà Mocква"]
    assert page.evaluate("texts => texts.map(charsu.search.fold)", texts) == [fold_for_search(text) for text in texts]
