"""Browser: data that the index and the script of the search share.

`tests/test_folding.py` writes it into `theme/scripts/search/constants.js`.
"""

import json
import unicodedata
from collections.abc import Mapping

from charsu.search.name_index import NAME_LENGTH
from charsu.search.phonetics import SOUND_RULES
from charsu.search.postings import DIGITS
from charsu.text.folding import browser_table

CONSTANTS: Mapping[str, object] = {
    "FOLDING": browser_table(),
    "SOUND_RULES": SOUND_RULES,
    "NAME_LENGTH": NAME_LENGTH,
    "DIGITS": DIGITS,
}
"""Name of a constant in the script -> its value."""


def constants_js() -> str:
    """Return the module of the script that has these constants."""
    head = "// Written by tests/test_folding.py from hooks/charsu/search/browser.py; do not edit.\n\n"
    exports = (
        f"export const {name} = {_escape(json.dumps(value, ensure_ascii=False, separators=(',', ':')))};\n"
        for name, value in CONSTANTS.items()
    )
    return head + "".join(exports)


def _escape(code: str) -> str:
    """Return code in which each character can be seen by itself: marks and unprintable characters are escaped."""
    return "".join(c if c.isprintable() and not unicodedata.combining(c) else json.dumps(c)[1:-1] for c in code)
