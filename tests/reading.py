"""What a page costs its reader: bytes, and seconds to the largest paint, on a slow phone.

    python tests/reading.py [FOLDER OF A BUILT SITE]

The profile is that of common audits of pages for phones: 1.6 Mbit/s, 150 ms to each answer, and a
processor slowed down four times. Each page is opened anew several times; the median is printed.
"""

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browsing import PHONE, launch, serve, slow_down
from helpers import HOMES, ROOT

PAGES = ["", "texts/kabul-1995/", "people/abdul-ali-mazari/", "organisations/taliban/", "map/"]
RUNS = 3

OBSERVE = """
    window.paint = 0, window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => paint = entry.startTime))
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value))
        .observe({type: 'layout-shift', buffered: true});
"""


def open_once(browser: Browser, address: str) -> tuple[int, int, float, float]:
    """Bytes and requests of a first view, milliseconds to the largest paint, and the sum of layout shifts."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=True, has_touch=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    slow_down(devtools)
    received: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1000)
    paint, shift = page.evaluate("[paint, shift]")
    context.close()
    return round(sum(received)), len(received), paint, shift


def main() -> None:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    print(f"{'page':<32}{'kB':>6}{'requests':>10}{'largest paint, ms':>20}{'shift':>8}")
    with sync_playwright() as playwright, launch(playwright) as browser, serve(site) as address:
        for path in PAGES:
            for home in HOMES.values():
                found = [open_once(browser, address + home + path) for _ in range(RUNS)]
                size, requests, paint, shift = (statistics.median(column) for column in zip(*found, strict=True))
                print(f"{'/' + home + path:<32}{size / 1000:>6.0f}{requests:>10.0f}{paint:>20.0f}{shift:>8.4f}")


if __name__ == "__main__":
    main()
