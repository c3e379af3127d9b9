"""The styles and scripts of the site: which of the theme's files are joined to which file that readers load.

Styles make one file, because on a slow line each further file would delay the first paint. Each script of
`theme/scripts/` makes a file of its own name, together with the modules that it imports; see `support.javascript`.
"""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from charsu.pictures import geometry
from charsu.search.browser_constants import CONSTANTS as SEARCH_CONSTANTS
from charsu.support.javascript import join_script

STYLE_SHEET = "assets/charsu.css"

STYLES = ("charsu", "around", "reader", "search", "pictures", "map", "graph", "cards", "quality", "forge")
"""Files of `theme/styles/`, in their order in the style sheet."""

SCRIPTS = (
    "charsu",
    "cards",
    "correct",
    "further",
    "graph",
    "map",
    "pictures",
    "random",
    "reader",
    "search",
    "timeline",
)
"""Files of `theme/scripts/` that pages load. `reader-first.js` is part of the page of a text; see `render.renderer`."""

SOURCES = ("styles/", "scripts/")
"""Folders of the theme whose files are joined, and not copied."""

SHARED: Mapping[str, Mapping[str, object]] = {
    "timeline/constants.js": {
        "DAYS_PER_YEAR": geometry.DAYS_PER_YEAR,
        "DAYS_PER_MONTH": geometry.DAYS_PER_MONTH,
        "DAY_STEPS": geometry.DAY_STEPS,
        "MONTH_STEPS": geometry.MONTH_STEPS,
        "YEAR_STEPS": geometry.YEAR_STEPS,
        "DAY_TICK_WIDTH": geometry.DAY_TICK_WIDTH,
        "TICK_WIDTH": geometry.TICK_WIDTH,
        "MIN_SPAN_WIDTH": geometry.MIN_SPAN_WIDTH,
        "HALO_WIDTH": geometry.HALO_WIDTH,
        "STUB_LENGTH": geometry.STUB_LENGTH,
        "ARROW_LENGTH": geometry.ARROW_LENGTH,
    },
    "map/constants.js": {"MAP_ZOOMS": geometry.MAP_ZOOMS},
    "graph/constants.js": {"TEXT_SIZE": geometry.TEXT_SIZE},
    "search/constants.js": SEARCH_CONSTANTS,
}
"""Constants that Python and the browser share: file of `theme/scripts/` -> name -> value. A test writes the files."""


def constants_module(values: Mapping[str, object]) -> str:
    """Return a module of the browser that has these constants."""
    head = "// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.\n\n"
    return head + "".join(f"export const {name} = {_as_script(value)};\n" for name, value in values.items())


def _as_script(value: object) -> str:
    """Return a value in which each character is visible by itself: marks and unprintable ones are escaped."""
    code = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(c if c.isprintable() and not unicodedata.combining(c) else json.dumps(c)[1:-1] for c in code)


def join_assets(theme: Path) -> dict[str, str]:
    """Return what is joined when the site is built: address of the file -> its content."""
    return {STYLE_SHEET: join_styles(theme)} | {
        f"assets/{name}.js": join_script(theme / "scripts" / f"{name}.js") for name in SCRIPTS
    }


def join_styles(theme: Path) -> str:
    """Return the style sheet of all pages."""
    return "\n".join((theme / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
