"""What every kind of page promises its readers: nothing in the way, on any screen, in any language."""

import gzip
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow
from helpers import HOMES, ROOT
from pages import Element, read_pages

KINDS_OF_PAGES = {
    "home": "",
    "text": "texts/kabul-1995/",
    "person": "people/abdul-ali-mazari/",
    "place": "places/kabul/",
    "event": "events/fall-of-kabul-1996/",
    "an entry without passages": "places/united-states/",
    "list by name": "people/",
    "list by date": "events/by-date/",
    "texts": "texts/",
    "works": "works/",
    "disagreements": "disagreements/",
    "what is missing": "quality/",
    "document": "how-it-works/",
    "timeline": "timeline/",
    "map": "map/",
    "relations": "relations/",
    "changes": "changes/",
}
"""One page of each kind, by its address within a language."""


def enumerate_pages() -> list[tuple[int, str]]:
    """With numbers that make odd and even ones of every kind of page, in one language or another."""
    return [
        *(
            (n + k, home + path)
            for n, home in enumerate(HOMES.values())
            for k, path in enumerate(KINDS_OF_PAGES.values())
        ),
        (0, "404.html"),
    ]


Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


# --- for everybody ----------------------------------------------------------------------------------


WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(
        entry => shifts.push([entry.value, ...entry.sources.map(source => source.node?.outerHTML?.slice(0, 100))])
    )).observe({type: 'layout-shift', buffered: true});
"""


@pytest.mark.parametrize(("number", "path"), enumerate_pages())
def test_nothing_moves_axe_finds_nothing_and_no_width_is_too_small(visit: Visit, number: int, path: str) -> None:
    # Each kind of page in both schemes and both widths, in one language or another.
    page = visit.open(path, PHONE if number // 2 % 2 else DESKTOP, SCHEMES[number % 2])
    page.evaluate(WATCH_SHIFTS)
    page.wait_for_timeout(300)
    shifts = page.evaluate("shifts")
    assert sum(shift[0] for shift in shifts) < 0.01, shifts
    assert check_accessibility(page) == []
    widths = {}
    for width in (320, 360, 720, 1024, 1440):  # 720 is 1440 at 200 %; 320 is what WCAG asks for
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = overflow(page)
    assert set(widths.values()) == {0}, widths


@pytest.mark.parametrize("path", [*KINDS_OF_PAGES.values()])
def test_whatever_has_the_focus_can_be_seen(visit: Visit, path: str) -> None:
    page = visit.open(path)
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const element = document.activeElement, style = getComputedStyle(element);
                // The switch of colours is a radio button that nobody sees, and a label beside it.
                const shown = element.type === 'radio' ? getComputedStyle(element.nextElementSibling) : style;
                return [element.outerHTML.slice(0, 100), shown.outlineStyle, element.matches('body')];
            }"""
        )
        if focused[2]:
            break
        seen.append(focused)
    assert len(seen) > 5
    assert [html for html, outline, _ in seen if outline == "none"] == []


def test_the_first_stop_skips_to_the_content(visit: Visit) -> None:
    for home in HOMES.values():
        page = visit.open(f"{home}people/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#content"
        assert page.locator(":focus").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator("#content :focus").count() == 1


# --- languages ---------------------------------------------------------------------------------------

LETTERS = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "vi": re.compile(r"[ơưƠƯ\u1ea0-\u1ef9]"),
    "und-Arab": re.compile(r"[\u0620-\u06ff]"),
    "und-Cyrl": re.compile(r"[\u0400-\u04ff]"),
}
"""Letters by which a language, or at least a script, can be told."""

WRITTEN_IN = {"zh-Hant": "zh", "fa": "und-Arab", "ps": "und-Arab", "ru": "und-Cyrl"}


def foreign_words(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Words within an element whose letters belong to another language than the marked one."""
    language = element.get("lang") or language
    for child in element.children:
        if isinstance(child, Element):
            if child.tag not in ("script", "style", "code", "template"):
                yield from foreign_words(child, language)
        else:
            for expected, letters in LETTERS.items():
                if letters.search(child) and WRITTEN_IN.get(language, language) != expected:
                    yield language, child.strip()


def test_foreign_words_say_their_language(site: Path) -> None:
    found = {address: list(foreign_words(page, "")) for address, page in read_pages(site).items()}
    assert {address: words for address, words in found.items() if words} == {}


# --- colours ------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of "#rrggbb"."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of light and of dark pages."""
    css = (ROOT / "hooks/charsu/theme/styles/charsu.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);", css)
    return {name: light for name, light, _ in pairs}, {name: dark for name, _, dark in pairs}


def test_a_colour_of_a_kind_can_be_read_on_every_paper() -> None:
    for palette in palettes():
        kinds = {name: colour for name, colour in palette.items() if name.startswith("kind-")}
        assert len(kinds) == 10
        for (name, colour), paper in itertools.product(kinds.items(), ("paper", "raised")):
            assert contrast(colour, palette[paper]) >= 4.5, (name, paper)


@pytest.mark.parametrize("has_script", [True, False])
def test_dark_is_the_same_with_and_without_script(visit: Visit, has_script: bool) -> None:
    """Each colour is written once, for both schemes; without a script the system's preference decides."""
    dark = palettes()[1]
    page = visit.open("", scheme="dark", java_script_enabled=has_script)
    for property, name in (("background-color", "paper"), ("color", "ink"), ("color-scheme", "")):
        colour = ", ".join(str(int(dark[name][i : i + 2], 16)) for i in (1, 3, 5)) if name else ""
        expect(page.locator("body")).to_have_css(property, f"rgb({colour})" if name else "dark")


# --- weight -------------------------------------------------------------------------------------------

ALL_FILES, OWN_SCRIPTS = 150_000, 25_000
"""Bytes, compressed, that the first view of a page may weigh."""


@pytest.mark.parametrize("path", ["texts/kabul-1995/", "people/abdul-ali-mazari/", "organisations/taliban/"])
@pytest.mark.parametrize("home", [*HOMES.values()])
def test_the_first_view_is_light(visit: Visit, address: str, site: Path, home: str, path: str) -> None:
    page = visit.open("404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + home + path)
    page.wait_for_timeout(500)
    weights = {}
    for url in set(asked):
        name = url.removeprefix(address).partition("?")[0]
        file = site / (name + "index.html" if name.endswith("/") or not name else name)
        weights[name] = len(gzip.compress(file.read_bytes(), mtime=0))
    assert len(weights) > 5
    assert sum(weights.values()) <= ALL_FILES, weights
    own = {name: weight for name, weight in weights.items() if re.fullmatch(r"assets/[\w-]+\.js", name)}
    assert own
    assert sum(own.values()) <= OWN_SCRIPTS, own
