"""A text as a citation: plain text, BibTeX and CSL-JSON, with holes for what only the browser knows."""

import dataclasses
import functools
import json
from typing import Any

import pytest

from charsu.i18n.catalogues import load_words
from charsu.i18n.messages import Words
from charsu.model.dates import read_date
from charsu.model.records import Language, Text
from charsu.render.cite import bibtex, bibtex_escape, citation_json, csl, csl_date, for_script, plain
from charsu.support.html import for_template
from helpers import LANGUAGES, ROOT, text

CSL_NAMES = {"author", "translator"}
CSL_DATES = {"issued", "original-date"}
CSL_TEXTS = {"id", "title", "language", "original-title", "status"}
"""Of the variables in csl-data.json those that we use, by what they hold."""


@functools.cache
def words() -> dict[Language, Words]:
    return load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)


def storm(**more: Any) -> Text:
    """A Chinese text with two translations, one of them reviewed."""
    plain = text([{"zh": "风。", "en": "Wind.", "vi": "Gió."}], "the-storm")
    versions = {
        "zh": plain.versions["zh"],
        "en": dataclasses.replace(plain.versions["en"], by="A. Reader", status="draft"),
        "vi": dataclasses.replace(plain.versions["vi"], by="B. Reader", status="reviewed"),
    }
    title = {"en": "The storm", "zh": "风暴", "vi": "Trận bão"}
    author = {"en": "Lin Wei", "zh": "林伟", "vi": "Lâm Vĩ"}
    given: dict[str, Any] = {"title": title, "author": author, "date": read_date("1893-03-03"), "versions": versions}
    return dataclasses.replace(plain, **given | more)


def filled(parts: Any, **values: str) -> str:
    return "".join(values.get(part, part) if place % 2 else part for place, part in enumerate(parts))


# --- plain text -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "head", "segments", "version"),
    [
        (
            "en",
            "Lin Wei, “The storm” (3 March 1893; original in Chinese)",
            ", segments 1.1–1.2",
            "Vietnamese translation",
        ),
        ("zh", "林伟：《风暴》（1893年3月3日；原文：中文）", "，句段1.1–1.2", "越南文译文"),
        (
            "vi",
            "Lâm Vĩ, “Trận bão” (3 tháng 3, 1893; nguyên bản tiếng Trung)",
            ", các câu 1.1–1.2",
            "Bản dịch tiếng Việt",
        ),
    ],
)
def test_a_citation_in_each_language(language: Language, head: str, segments: str, version: str) -> None:
    found = plain(storm(), words()[language])
    assert found["head"] == head
    assert filled(found["segments"], passage="1.1–1.2") == segments
    assert found["versions"]["vi"].startswith(f"{version}{words()[language].say('punctuation.colon')}B. Reader")
    assert words()[language].say("texts.status.reviewed") in found["versions"]["vi"]
    assert "zh" not in found["versions"], "nobody translated the original"
    tail = filled(found["tail"], site="Site", address="https://a.example/#p1s1", date="today")
    assert all(said in tail for said in ("Site", "https://a.example/#p1s1", "today"))


@pytest.mark.parametrize(
    ("language", "unknown"), [("en", "Author unknown"), ("zh", "作者不详"), ("vi", "Không rõ tác giả")]
)
@pytest.mark.parametrize("what", [{"anonymous": True}, {"author": None}], ids=["anonymous", "nothing-said"])
def test_an_author_whom_nobody_knows_is_unknown(language: Language, unknown: str, what: dict[str, Any]) -> None:
    assert plain(storm(**what), words()[language])["head"].startswith(unknown)
    assert "author" not in csl(storm(**what), language)
    assert "author" not in "".join(bibtex(storm(**what), language)["head"])


# --- BibTeX ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        pytest.param("50 % & more", r"50 \% \& more", id="percent-and-ampersand"),
        pytest.param("a_b #1 $2", r"a\_b \#1 \$2", id="underscore-hash-dollar"),
        pytest.param("{x}", r"\{x\}", id="braces"),
        pytest.param(
            "a\\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d", id="backslash-tilde-caret"
        ),
        pytest.param("Trận bão 风暴", "Trận bão 风暴", id="letters-stay"),
        pytest.param("two\nlines", "two lines", id="one-line"),
    ],
)
def test_bibtex_escapes_what_tex_would_read(written: str, escaped: str) -> None:
    assert bibtex_escape(written) == escaped


def test_a_translation_in_bibtex() -> None:
    found = bibtex(storm(title={"en": "100 % storm", "zh": "风_暴", "vi": "Trận bão"}), "en")
    entry = filled(found["head"], key="-p1s1") + filled(found["segment"], passage="1.1")
    entry += filled(found["tail"], site="Site", address="https://a.example/#p1s1", day="2026-11-22")
    assert entry == (
        "@misc{the-storm-p1s1,\n"
        "  author = {{Lin Wei}},\n"
        "  title = {{100 \\% storm}},\n"
        "  translator = {{A. Reader}},\n"
        "  origtitle = {{风\\_暴}},\n"
        "  origlanguage = {zh},\n"
        "  origyear = {1893},\n"
        "  origdate = {1893-03-03},\n"
        "  language = {en},\n"
        "  pubstate = {draft},\n"
        "  note = {\\S\\,1.1},\n"
        "  howpublished = {Site},\n"
        "  url = {https://a.example/#p1s1},\n"
        "  urldate = {2026-11-22},\n"
        "}\n"
    )


def test_an_original_in_bibtex_has_no_translator_and_its_own_year() -> None:
    head = filled(bibtex(storm(), "zh")["head"], key="")
    assert "  year = {1893},\n  date = {1893-03-03},\n" in head
    assert "transl" not in head and "orig" not in head and "pubstate" not in head


# --- CSL-JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_item_has_only_what_csl_knows_and_in_its_form(language: Language) -> None:
    item = csl(storm(), language)
    assert item.keys() <= {"type", *CSL_TEXTS, *CSL_NAMES, *CSL_DATES}
    assert item["type"] == "webpage"
    assert all(isinstance(item[key], str) for key in CSL_TEXTS & item.keys())
    for key in CSL_NAMES & item.keys():
        assert [set(name) for name in item[key]] == [{"literal"}]
    assert [item[key] for key in CSL_DATES & item.keys()] == [{"date-parts": [[1893, 3, 3]]}]


def test_a_translation_names_its_translator_and_its_original() -> None:
    item = csl(storm(), "vi")
    assert item["title"] == "Trận bão" and item["original-title"] == "风暴" and item["language"] == "vi"
    assert item["translator"] == [{"literal": "B. Reader"}] and item["status"] == "reviewed"
    assert "original-date" in item and "issued" not in item
    original = csl(storm(), "zh")
    assert "translator" not in original and "status" not in original and "issued" in original


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        pytest.param("1893", {"date-parts": [[1893]]}, id="year"),
        pytest.param("1893-03~", {"date-parts": [[1893, 3]], "circa": True}, id="about"),
        pytest.param("1893/1895-02", {"date-parts": [[1893], [1895, 2]]}, id="range"),
        pytest.param("1893/1895?", {"date-parts": [[1893], [1895]], "circa": True}, id="uncertain-range"),
        pytest.param("1893/..", {"literal": "1893/.."}, id="open"),
        pytest.param("[1893,1894]", {"literal": "[1893,1894]"}, id="one-of-two"),
        pytest.param("189X", {"literal": "189X"}, id="decade"),
    ],
)
def test_dates_in_csl(edtf: str, expected: dict[str, Any]) -> None:
    assert csl_date(read_date(edtf)) == expected


# --- in the page ----------------------------------------------------------------------------------


def test_nothing_leads_out_of_the_script_element() -> None:
    evil = "</script><!-- & \u2028"
    written = for_script({"a": evil})
    assert not set("<>&\u2028") & set(written)
    assert str(for_template(written)) == written
    assert json.loads(written) == {"a": evil}


def test_all_that_a_page_needs_to_cite_a_text() -> None:
    found = json.loads(citation_json(storm(), words()))
    assert found.keys() == {"plain", "bibtex", "csl"}
    assert all(set(found[part]) == set(LANGUAGES) for part in found)
    assert "\0" not in json.dumps(found, ensure_ascii=False)
