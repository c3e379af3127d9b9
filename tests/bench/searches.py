"""What a search costs a reader, with Charsu's own search and with Pagefind, over the same rows.

Pagefind gets a small page for each row of a text, in all versions, and for each entry and page, folded as Charsu folds,
and Chinese as pairs of characters: its own way to cut words finds little in Chinese. Its page shows the first five
results, as Pagefind's own box does, but searches at every key, without that box's pause of 300 ms.

Chromium slows down neither the processor nor the network of a worker. So on the phone's profile Pagefind works on the
page itself; elsewhere it has its worker.
"""

import asyncio
import dataclasses
import json
import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from browsing import DESKTOP, PHONE, launch, serve, slow_down
from charsu.search.tokens import index_keys

CHARSU, PAGEFIND = "charsu", "pagefind"
DESKTOP_PROFILE, PHONE_PROFILE = "desktop", "phone"
PROFILES = (DESKTOP_PROFILE, PHONE_PROFILE)

QUERIES = ("za", "kabago front", "巴城", "拉巴费", "tran", "vây hãm", "later battle", "va", "之战", "nobody ra")
"""The first one is the first query of a reader."""

ROUNDS = 5
KEY = 120
"""Milliseconds from one key to the next, for a practised typist."""


@dataclasses.dataclass(frozen=True)
class SearchCost:
    """What the searches of a reader cost; times in milliseconds until the first results are drawn."""

    opened_bytes: float
    """Loaded when the box is opened, before anything is asked."""
    bytes: float
    """Loaded until the first query is answered."""
    requests: float
    first: "Times"
    """The first query, asked as soon as the box opens."""
    pasted: "Times"
    """Later queries, pasted as a whole."""
    typed: "Times"
    """Later queries, from their last key on."""


@dataclasses.dataclass(frozen=True)
class Times:
    """Milliseconds until something is drawn."""

    median: float
    """Until the first results."""
    p95: float
    """The 95th percentile of that."""
    all_median: float
    """Until the first results of every group that the page has."""
    all_p95: float


# --- the same rows ------------------------------------------------------------------------------------


def records(documents: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each row, entry and page in a folder of search documents."""
    for file in sorted(documents.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        for row in document.get("rows", ()):
            yield f"/{document['text']}#{row['segment']}", _words(row["versions"].values())
        if "said" in document:
            said = [line for lines in document["said"].values() for line in lines]
            names = document["entry"][1][1] if "entry" in document else [*document["title"].values()]
            address = document["entry"][0] if "entry" in document else document.get("url", "")
            yield f"/{address}", _words([*filter(None, names), *said])


def _words(texts: Iterable[str]) -> str:
    """Return the words of texts, folded as in Charsu's index; Chinese in pairs."""
    return " ".join(key for text in texts for word in text.split() for key in sorted(index_keys([word])))


def index_with_pagefind(documents: Path, folder: Path) -> None:
    """Make Pagefind's index of the same rows, and a page that asks it."""
    from pagefind.index import PagefindIndex

    async def make() -> None:
        async with PagefindIndex(config={"output_path": str(folder / "pagefind")}) as index:
            await index.add_directory(str(written))

    written = folder / "records"
    written.mkdir()
    for number, (address, words) in enumerate(records(documents)):
        page = f"<!doctype html><html lang=en><title>{escape(address)}</title><body>{escape(words)}</body></html>"
        (written / f"{number}.html").write_text(page, encoding="utf-8")
    asyncio.run(make())
    (folder / "index.html").write_text(_PAGE, encoding="utf-8")


_PAGE = """<!doctype html>
<meta charset="utf-8">
<button id="search-button">Search</button>
<div id="search" hidden><input><ol class="search-results"></ol></div>
<script type="module">
const box = document.querySelector("#search"), input = box.querySelector("input"), list = box.querySelector("ol");
let pagefind = null, turn = 0;
document.querySelector("#search-button").addEventListener("click", async () => {
  box.hidden = false;
  input.focus();
  pagefind = import("./pagefind/pagefind.js").then(async (module) => {
    await module.options({ noWorker: location.hash === "#page" });
    await module.init();
    return module;
  });
  await pagefind;
  list.dataset.answers ??= "";
});
input.addEventListener("input", async () => {
  const mine = ++turn, query = input.value;
  delete list.dataset.shown;
  const found = await (await pagefind).search(window.fold(query));
  if (mine !== turn) return;
  const data = await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
  if (mine !== turn) return;
  list.replaceChildren(...data.map(({ url, excerpt }) => {
    const item = document.createElement("li");
    item.innerHTML = `<a href="${url}">${url}</a> <p>${excerpt}</p>`;
    return item;
  }));
  list.dataset.shown = query;
});
</script>
"""


# --- a reader -----------------------------------------------------------------------------------------

# Charsu’s page has four groups of results, which come one after the other: entries, passages, pages and works.
_SHOWN = """() => {
  const results = document.querySelector("#search .search-results");
  const input = document.querySelector("#search input");
  window.wait = () => new Promise((resolve) => {
    const started = performance.now(), times = {};
    const drawn = (what) => requestAnimationFrame(() => setTimeout(() => {
      times[what] = performance.now() - started;
      if (what === "all") resolve([times.first ?? times.all, times.all]);
    }));
    const { dataset } = results;
    const look = () => {
      if (!("first" in times) && "some" in dataset) { times.first = Infinity; drawn("first"); }
      if ((dataset.shown ?? dataset.answers) !== input.value) return;
      observer.disconnect();
      drawn("all");
    };
    const observer = new MutationObserver(look);
    observer.observe(results, { attributes: true });
    look();
  });
  window.ask = (query) => {
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return window.wait();
  };
  input.addEventListener("input", () => { window.latest = window.wait(); });
}"""

_OPEN_AND_ASK = """async (query) => {
  const started = performance.now();
  document.querySelector("#search-button").click();
  const opened = performance.now() - started;
  return (await window.ask(query)).map((time) => time + opened);
}"""


def measure_searches(addresses: Mapping[str, str], rounds: int = ROUNDS) -> dict[str, dict[str, SearchCost]]:
    """Measure searches in turn.

    Args:
        addresses: of a page with each search.
        rounds: how often, in a new browser profile each time.

    Returns:
        Profile -> search -> costs.
    """
    with sync_playwright() as playwright, launch(playwright) as browser:
        return {profile: _measure_profile(browser, addresses, profile, rounds) for profile in PROFILES}


def _measure_profile(
    browser: Browser, addresses: Mapping[str, str], profile: str, rounds: int
) -> dict[str, SearchCost]:
    rounds_of: dict[str, list[dict[str, Any]]] = {id: [] for id in addresses}
    for _ in range(rounds):
        for id, address in addresses.items():
            rounds_of[id].append(_one_round(browser, id, address, profile))
    return {id: _cost(found) for id, found in rounds_of.items()}


def _cost(rounds: Sequence[Mapping[str, Any]]) -> SearchCost:
    return SearchCost(
        opened_bytes=statistics.median(each["opened"] for each in rounds),
        bytes=statistics.median(each["bytes"] for each in rounds),
        requests=statistics.median(each["requests"] for each in rounds),
        first=_spread([each["first"] for each in rounds]),
        pasted=_spread([time for each in rounds for time in each["pasted"]]),
        typed=_spread([time for each in rounds for time in each["typed"]]),
    )


def _spread(times: Sequence[Sequence[float]]) -> Times:
    first, all_groups = zip(*times, strict=True)
    return Times(statistics.median(first), _p95(first), statistics.median(all_groups), _p95(all_groups))


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _one_round(browser: Browser, id: str, address: str, profile: str) -> dict[str, Any]:
    with _Reader(browser, id, address, profile) as reader:
        reader.page.click("#search-button")
        reader.page.wait_for_selector("#search [data-answers]", state="attached")
        reader.rest()
        opened = reader.size
        reader.page.evaluate("query => ask(query)", QUERIES[0])
        size, requests = reader.size, reader.requests
        pasted = [reader.page.evaluate("query => ask(query)", query) for query in QUERIES[1:]]
    with _Reader(browser, id, address, profile) as reader:
        first = reader.page.evaluate(_OPEN_AND_ASK, QUERIES[0])
        reader.rest()
        typed = [reader.type(query) for query in QUERIES[1:]]
    return {
        "opened": opened, "bytes": size, "requests": requests, "first": first, "pasted": pasted, "typed": typed,
    }  # fmt: skip


class _Reader:
    """A page in a browser of its own, on a profile, with what it loads counted."""

    def __init__(self, browser: Browser, id: str, address: str, profile: str) -> None:
        is_phone = profile == PHONE_PROFILE
        width, height = PHONE if is_phone else DESKTOP
        self._context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, is_mobile=is_phone
        )
        self.page: Page = self._context.new_page()
        self._devtools: CDPSession = self._context.new_cdp_session(self.page)
        self._devtools.send("Network.enable")
        # Pagefind's worker would load unseen and unslowed.
        self.page.goto(address + ("#page" if id == PAGEFIND and is_phone else ""), wait_until="networkidle")
        if is_phone:
            slow_down(self._devtools)
        self.size = self.requests = 0
        self._devtools.on("Network.loadingFinished", self._add)
        self.page.evaluate(f"() => {{ window.fold = {_FOLD}; }}")
        self.page.evaluate(_SHOWN)

    def _add(self, event: dict[str, Any]) -> None:
        self.size += int(event["encodedDataLength"])
        self.requests += 1

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def rest(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(300)

    def type(self, query: str) -> Sequence[float]:
        """Type a query and return the times from its last key until the first results, and all, are drawn."""
        self.page.fill("#search input", "")
        self.page.wait_for_timeout(200)
        self.page.keyboard.type(query, delay=KEY)
        found: Sequence[float] = self.page.evaluate("window.latest")
        return found


_FOLD = r"""(query) => query.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d")
    .replace(/\p{Script=Han}{2,}/gu, (run) => {
      const letters = [...run];
      return ` ${letters.slice(1).map((letter, n) => letters[n] + letter).join(" ")} `;
    })
    .trim()"""


def compare_with_pagefind(site: Path, folder: Path, rounds: int = ROUNDS) -> dict[str, dict[str, SearchCost]]:
    """Measure the search of a built site and Pagefind over the same rows; `folder` gets Pagefind's index."""
    index_with_pagefind(site / "search" / "documents", folder)
    with serve(site) as own, serve(folder) as other:
        return measure_searches({CHARSU: own, PAGEFIND: other}, rounds)


def table(costs: Mapping[str, Mapping[str, SearchCost]]) -> str:
    """Return the costs as lines for a terminal."""
    lines = [
        f"{'':<20}{'open':>8}{'+ first':>9}{'requests':>10}"
        + "".join(f"{what:>26}" for what in ("first", "pasted", "typed"))
    ]
    for profile, of in costs.items():
        for id, cost in of.items():
            times = "".join(
                f"{f'{t.median:.0f} / {t.p95:.0f}':>13}{f'{t.all_median:.0f} / {t.all_p95:.0f}':>13}"
                for t in _times(cost)
            )
            size = f"{cost.opened_bytes / 1000:>5.0f} kB{cost.bytes / 1000:>6.0f} kB{cost.requests:>10.0f}"
            lines.append(f"{f'{id}, {profile}':<20}{size}{times}")
        ratios = "".join(
            f"{f'{a.median / b.median:.2f} / {a.p95 / b.p95:.2f}':>13}"
            f"{f'{a.all_median / b.all_median:.2f} / {a.all_p95 / b.all_p95:.2f}':>13}"
            for a, b in zip(_times(of[CHARSU]), _times(of[PAGEFIND]), strict=True)
        )
        lines.append(f"{'':<47}{ratios}")
    return "\n".join([*lines, "ms, median / 95th percentile, until the first results; until those of all groups"])


def _times(cost: SearchCost) -> tuple[Times, Times, Times]:
    return cost.first, cost.pasted, cost.typed
