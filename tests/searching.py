"""What a search costs: bytes, requests and time in a real Chromium, and the building of the index.

For benchmark.py, and for tests of what it may cost at most.
"""

import dataclasses
import gzip
import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

from browsing import launch, serve
from charsu.i18n.catalogues import load_words
from charsu.publish import pipeline
from charsu.render.renderer import Renderer
from charsu.search.documents import ENTRY, PART, SearchDocument, search_documents
from charsu.search.index import search_files
from charsu.search.name_index import NamedEntry, name_keys, named_entry
from charsu.search.prefix_index import Files
from charsu.search.tokens import index_keys, intern_all
from charsu.support.diagnostics import Problems
from charsu.view.site import Site
from helpers import HOMES, LANGUAGES, ROOT, entry

QUERIES = ("za", "kabago front", "巴城", "拉巴费", "tran", "vây hãm", '"later battle"', "va", "之战", "nobody ra")


def measure_search(root: Path) -> str:
    """Measure the search of a wiki that is built: a table."""
    lines = [_index(root)]
    with sync_playwright() as playwright, launch(playwright) as browser, serve(root / "site") as address:
        found = [_ask(browser.new_context(), address) for _ in range(3)]
        figures = {key: statistics.median(each[key] for each in found) for key in found[0]}
    lines += [
        f"opened, first query: {figures['bytes'] / 1000:.0f} kB in {figures['requests']:.0f} requests",
        f"all {len(QUERIES)} queries: {figures['more'] / 1000:.0f} kB",
        f"opening {figures['opened']:.0f} ms; typed at once, all is there {figures['cold']:.0f} ms after opening",
        f"typed, {KEY} ms a key: ms from the last key until the first passages and pages, and their numbers are shown:",
        *(
            f"  {what:<34}{figures[f'{what} 1']:>6.0f}{figures[f'{what} 2']:>6.0f}"
            for what in ("typed first", "typed later")
        ),
        "pasted as a whole: ms until the names, the first passages and pages, and their numbers are shown:",
        *(
            f"  {what:<28}{figures[f'{what} 0']:>6.0f}{figures[f'{what} 1']:>6.0f}{figures[f'{what} 2']:>6.0f}"
            for what in ("first query", "later queries, median", "later queries, slowest")
        ),
    ]
    return "\n".join(lines)


def _index(root: Path) -> str:
    """The index twice: how long it takes, and whether it is the same."""
    site = pipeline.read_site(root, LANGUAGES, Problems())
    assert site is not None
    renderer = Renderer(site, ROOT / "hooks/charsu/theme/fragments", HOMES)
    words = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
    contexts = {language: renderer.context(words[language], "") for language in LANGUAGES}
    started = time.perf_counter()
    entries = [named_entry(entry, site) for entry in site.wiki.entries.values()]
    named = {entry.id: entry for entry in entries}
    documents = list(search_documents(site, named, contexts, site.texts, site.entries, ()))
    gathered = time.perf_counter() - started
    started = time.perf_counter()
    files = search_files(site, documents, entries)
    indexed = time.perf_counter() - started
    same = files == search_files(site, reversed(documents), reversed(entries))
    size = sum(len(content.encode()) for content in files.values())
    return (
        f"index of {len(documents)} documents: gathered in {gathered:.2f} s, indexed in {indexed:.2f} s, "
        f"{'the same' if same else 'NOT THE SAME'} in another order; "
        f"search/ has {size / 1e6:.1f} MB in {len(files)} files; its start "
        f"{len(files['start.js']) / 1000:.1f} kB, {len(gzip.compress(files['start.js'].encode())) / 1000:.1f} kB packed"
    )


# --- wikis of any size, of which only the search is there --------------------------------------------

_SYLLABLES = ("ba", "dar", "fe", "gul", "hi", "ja", "kab", "lo", "mas", "ni", "ra", "shi", "ta", "ul", "va", "zar")
HAN = "".join(chr(0x4E00 + 7 * number) for number in range(2500))


def _dice(seed: int) -> Iterator[float]:
    """Numbers from 0 up to 1 that look thrown, the same everywhere."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (seed >> 11) / 2**53


def _word(number: int) -> str:
    word = _SYLLABLES[number % 16]
    while number := number // 16:
        word += _SYLLABLES[number % 16]
    return word


def _name(number: int) -> dict[str, str]:
    """A given name that few share, and a family name: of every third it is the same."""
    given, family = number * 40503 % 65536 + 256, 300 + number // 4 * 7 if number % 3 else 17
    latin = f"{_word(given)} {_word(family)}".title()
    han = "·".join("".join(HAN[of // n % 2500] for n in parts) for of, parts in ((given, (1, 3, 7)), (family, (1, 5))))
    return {"en": latin, "zh": han, "vi": latin}


def _prose(dice: Iterator[float], words: int) -> str:
    """Words of which, as in a language, a few come all the time and most hardly ever."""
    latin = " ".join(_word(int(20000 ** next(dice))) for _ in range(words * 2 // 3))
    return latin + " " + "".join(_pair(int(8000 ** next(dice))) for _ in range(words // 3)) + "。"


def _pair(number: int) -> str:
    return HAN[number * 31 % 2500] + HAN[number * 131 % 2500]


def made_up(count: int) -> tuple[list[SearchDocument], list[NamedEntry]]:
    """So many entries that nobody wrote, of 300 words each; and for every 20 of them two parts of a text."""
    dice = _dice(1)
    documents, entries = [], []
    for number in range(count):
        id, names = f"entry-{number}", _name(number)
        keys = name_keys(entry(id, names), LANGUAGES)
        record = json.dumps([0, [names["en"], names["zh"], ""], [[], None, None]], ensure_ascii=False)[1:-1]
        called = intern_all(index_keys(names.values()))
        entries.append(NamedEntry(id, record, "[1990,1995]", number % 50, '""', keys, called))
        said = {"en": [f"{names['en']} {_prose(dice, 100)}" for _ in range(3)]}
        words = index_keys(said["en"]).union(called)
        content = f'{{"entry":["{id}",[{record},[1990,1995]]],"said":{json.dumps(said, ensure_ascii=False)}}}'
        documents.append(SearchDocument((ENTRY, -(number % 50), id), intern_all(words), called, content))
        if number % 10 == 0:
            rows = [
                {"segment": f"p{n + 1}s1", "versions": {"en": _prose(dice, 30)}, "named": {"en": []}, "years": []}
                for n in range(25)
            ]
            part = {"text": "kabul-1995", "original": "en", "title": {"en": "A text"}, "rows": rows, "entries": []}
            words = index_keys(row["versions"]["en"] for row in rows)  # type: ignore[index]
            place = (PART, number // 20, str(number % 20))
            documents.append(SearchDocument(place, intern_all(words), (), json.dumps(part, ensure_ascii=False)))
    return documents, entries


def made_up_files(site: Site, count: int) -> Files:
    """The folder `search/` of such a wiki, with the kinds and languages of another."""
    documents, entries = made_up(count)
    return search_files(site, documents, entries)


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a reader loads."""

    bytes: int
    requests: int


def cost_of(page: Page, *queries: str) -> list[Cost]:
    """Open the search on a page that is there, and type queries in it, key by key.

    Returns:
        What each of them costs, what is loaded before included.
    """
    with _Counted(page) as counted:
        page.click("#search-button")
        costs = []
        for query in queries:
            page.fill("#search input", "")
            page.keyboard.type(query, delay=KEY)
            page.wait_for_selector(f"#search .search-results[data-answers='{query}']", state="attached")
            page.wait_for_load_state("networkidle")
            costs.append(Cost(counted.size, counted.requests))
    return costs


KEY = 120
"""Milliseconds from one key to the next, of somebody who types well."""

# From each key on, notes when the first passages and pages are shown, and when their numbers are.
_WATCH = """() => {
  const results = document.querySelector("#search .search-results");
  window.times = {};
  const input = document.querySelector("#search input");
  input.addEventListener("input", () => { times = { key: performance.now() }; }, true);
  new MutationObserver(() => {
    for (const what of ["shown", "answers"]) {
      if (what in results.dataset && !(what in times)) times[what] = performance.now() - times.key;
    }
  }).observe(results, { attributes: true });
}"""


def _typed(page: Page, query: str) -> tuple[float, float]:
    """Milliseconds from the last key until the first passages and pages are shown, and until their numbers are."""
    page.fill("#search input", "")
    page.wait_for_timeout(200)
    page.keyboard.type(query, delay=KEY)
    page.wait_for_selector(f"#search .search-results[data-answers='{query}']", state="attached")
    times = page.evaluate("times")
    return times.get("shown", times["answers"]), times["answers"]


# Puts a whole query in, and waits until the answer is drawn.
_TYPE = """query => new Promise(resolve => {
  const results = document.querySelector("#search .search-results");
  const started = performance.now(), times = {};
  const drawn = (what) => requestAnimationFrame(() => setTimeout(() => {
    times[what] = performance.now() - started;
    if (what === "answers") resolve([times.named, times.shown ?? times.answers, times.answers]);
  }));
  new MutationObserver((_, observer) => {
    for (const what of ["named", "shown", "answers"]) {
      if (what in results.dataset && !(what in times)) { times[what] = 0; drawn(what); }
    }
    if ("answers" in results.dataset) observer.disconnect();
  }).observe(results, { attributes: true });
  const input = document.querySelector("#search input");
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def _ask(context: Any, address: str) -> dict[str, float]:
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    with _Counted(page) as counted:
        started = time.perf_counter()
        page.click("#search-button")
        page.wait_for_selector("#search [data-answers]", state="attached")
        opened = (time.perf_counter() - started) * 1000
        page.wait_for_load_state("networkidle")
        first = page.evaluate(_TYPE, QUERIES[0])
        size, requests = counted.size, counted.requests
        later = [page.evaluate(_TYPE, query) for query in QUERIES[1:]]
        everything = counted.size
    page.close()
    page = context.browser.new_context().new_page()
    page.goto(address, wait_until="networkidle")
    page.click("#search-button")
    page.wait_for_selector("#search [data-answers]", state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate(_WATCH)
    typed = [_typed(page, query) for query in QUERIES]
    page.context.close()
    cold = context.browser.new_context().new_page()
    cold.goto(address, wait_until="networkidle")
    started = time.perf_counter()
    cold.evaluate("document.getElementById('search-button').click()")
    cold.fill("#search input", QUERIES[0])
    cold.wait_for_selector(f"#search [data-answers='{QUERIES[0]}']", state="attached")
    typed_at_once = (time.perf_counter() - started) * 1000
    cold.context.close()
    context.close()
    return {
        "opened": opened,
        "cold": typed_at_once,
        **{f"typed first {n + 1}": time for n, time in enumerate(typed[0])},
        **{f"typed later {n + 1}": statistics.median(times) for n, times in enumerate(zip(*typed[1:], strict=True))},
        **{f"first query {n}": time for n, time in enumerate(first)},
        **{f"later queries, median {n}": statistics.median(times) for n, times in enumerate(zip(*later, strict=True))},
        **{f"later queries, slowest {n}": max(times) for n, times in enumerate(zip(*later, strict=True))},
        "bytes": size,
        "requests": requests,
        "more": everything,
    }


class _Counted:
    """Counts what a page loads, heads of answers included."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self.size = self.requests = 0

    def __enter__(self) -> "_Counted":
        self._session.on("Network.loadingFinished", self._add)
        self._session.send("Network.enable")
        return self

    def _add(self, event: dict[str, Any]) -> None:
        self.size += int(event["encodedDataLength"])
        self.requests += 1

    def __exit__(self, *_: object) -> None:
        self._session.detach()


# --- the box ---------------------------------------------------------------------------------------------

_SHOW_ALL = """async (group) => {
    const more = group.querySelector(".search-more");
    const shown = () => group.querySelectorAll("a.hit").length;
    const start = Date.now();
    while (more.checkVisibility()) {
        const before = shown();
        more.click();
        while (more.checkVisibility() && shown() === before) {
            if (Date.now() - start > 15000) throw new Error(`${before} hits, and no more come`);
            await new Promise((done) => setTimeout(done, 5));
        }
    }
}"""


def show_all(group: Locator) -> None:
    """Show more hits of a group until there are no more."""
    group.evaluate(_SHOW_ALL)
