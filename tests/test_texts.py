"""The source texts: each of these originals is its source to the letter, and every version has the same rows."""

import hashlib
import re

import pytest

from helpers import ROOT
from live_content import live_wiki

SOURCES = {
    "kabul-1995.zh": "46f15a21b31630148468455595c3d3b3b22d8215807bceb759ed6d5aa3483aff",
    "kandahar-2001.vi": "faeff5ad01c5b9e889edf62b4e47e33b2699fd4efba2ce6e30e74d94262b4a6d",
}
"""Text and language of an original -> SHA-256 of its source as it was received, white space left out."""


@pytest.mark.parametrize("original", SOURCES)
def test_an_original_is_its_source_to_the_letter(original: str) -> None:
    text, language = original.split(".")
    written = (ROOT / f"docs/texts/{text}/index.{language}.md").read_text(encoding="utf-8")
    without_layout = re.sub(r"^[#>] ", "", written, flags=re.MULTILINE)
    letters = re.sub(r"\s", "", without_layout)
    assert hashlib.sha256(letters.encode()).hexdigest() == SOURCES[original], (
        f"docs/texts/{text}/index.{language}.md is no longer its source to the letter. Take the change back; if instead"
        f" the source says so, write its new digest, {hashlib.sha256(letters.encode()).hexdigest()}, into"
        " tests/test_texts.py, and say in the proposal where you have read it."
    )


def test_all_versions_of_a_text_have_the_same_rows() -> None:
    for original in SOURCES:
        text = live_wiki().texts[original.split(".")[0]]
        rows = {language: [(s.id, s.role) for s in version.segments] for language, version in text.versions.items()}
        assert set(rows) == {"en", "zh", "vi"}
        assert rows["en"] == rows["zh"] == rows["vi"] != [], text.id
