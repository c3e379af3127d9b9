"""Make docs/assets/screenshot.png, the picture in README.md, from the built site: `make screenshot`.

Three clippings of real pages show the loop that the wiki is made for: a statement, the passage that proves it, and the
other passages that have a name in common with it. The captions are the picture's only own words.
"""

import base64
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browsing import launch, serve

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs/assets/screenshot.png"

_WIDTH = 860
"""Width of the windows in which the pages are shown, in CSS pixels."""

# Each clipping: its caption, the page, the elements that are removed, and the one that is shown.
_CLIPPINGS = (
    (
        "In an entry, every statement has its source. Here the sources disagree.",
        "people/abdul-ali-mazari/",
        ".value:nth-of-type(n + 3)",
        ".group:has([data-entry=mazari-companions-1995])",
    ),
    (
        "The source <em>6.3</em> leads to the passage: the Chinese original and two translations.",
        "texts/kabul-1995/?versions=en,zh,vi#p6s3",
        ".row:has(#p6s3) ~ *, .reader-panel",
        ".row:has(#p6s3)",
    ),
    (
        "Names are links. <em>Mazari</em> leads back to the entry, and to all passages that name him.",
        "people/abdul-ali-mazari/",
        "#mentions > h2, #mentions .passage:nth-of-type(n + 2)",
        "#mentions",
    ),
)

_FRAME = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; width: 926px; background: #fff; font: 17px/1.4 "Noto Sans", sans-serif; }
section:not(:first-of-type) { margin-top: 24px; }
p { display: flex; gap: 12px; align-items: center; margin: 0 0 10px; color: #1c1b19; }
em { font-style: normal; font-weight: 600; color: #8a2f1d; }
b { flex: none; width: 32px; line-height: 32px; border-radius: 16px; text-align: center; color: #fff;
  background: #8a2f1d; }
img { display: block; margin-left: 22px; padding: 12px 16px; border: 1px solid #d9d5cb; border-radius: 6px;
  background: #fdfcf8; }
</style>"""


def clip(browser: Browser, address: str, removed: str, shown: str) -> bytes:
    """Return a part of a page as a PNG."""
    page = browser.new_page(viewport={"width": _WIDTH, "height": 1600})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.add_style_tag(content=f"{removed} {{ display: none !important; }}")
    return page.locator(shown).first.screenshot()


def main() -> None:
    """Write the picture."""
    with sync_playwright() as playwright, serve(ROOT / "site") as address:
        browser = launch(playwright)
        html = _FRAME
        for number, (caption, path, removed, shown) in enumerate(_CLIPPINGS, 1):
            image = base64.b64encode(clip(browser, address + path, removed, shown)).decode()
            html += f"<section><p><b>{number}</b><span>{caption}</span></p>"
            html += f'<img src="data:image/png;base64,{image}"></section>'
        page = browser.new_page(viewport={"width": 966, "height": 100})
        page.set_content(html)
        page.screenshot(path=PICTURE, full_page=True)


if __name__ == "__main__":
    main()
