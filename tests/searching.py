"""What a search costs, for benchmark.py: bytes, requests and time in a real Chromium, and the building of the index."""

import gzip
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from browsing import launch, serve
from building import tree
from charsu import pipeline
from charsu.locales import load_words
from charsu.pagefind import write_index
from charsu.problems import Problems
from charsu.render import Renderer
from charsu.search import search_documents
from helpers import HOMES, LANGUAGES, ROOT

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
    started = time.perf_counter()
    documents = search_documents(site, {language: renderer.here(words[language], "") for language in LANGUAGES}, {})
    gathered = time.perf_counter() - started
    trees = []
    started = time.perf_counter()
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            write_index(documents, Path(folder))
            trees.append(tree(Path(folder)))
    indexed = (time.perf_counter() - started) / 2
    size = sum(path.stat().st_size for path in (root / "site/search").rglob("*") if path.is_file())
    names = (root / "site/search/names.js").read_bytes()
    return (
        f"index of {len(documents)} documents: gathered in {gathered:.2f} s, indexed in {indexed:.2f} s, "
        f"{'the same' if trees[0] == trees[1] else 'NOT THE SAME'} twice; search/ has {size / 1e6:.1f} MB; "
        f"names {len(names) / 1000:.0f} kB, {len(gzip.compress(names)) / 1000:.0f} kB packed"
    )


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
    if ("answers" in times && "names" in times) resolve([times.names, times.shown ?? times.answers, times.answers]);
  }));
  new MutationObserver((_, observer) => {
    for (const what of ["shown", "answers"]) {
      if (what in results.dataset && !(what in times)) { times[what] = 0; drawn(what); }
    }
    if ("answers" in results.dataset) observer.disconnect();
  }).observe(results, { attributes: true });
  const input = document.querySelector("#search input");
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  drawn("names");
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
