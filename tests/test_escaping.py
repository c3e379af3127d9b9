"""Whatever an author writes is shown as text: a wiki with a script in every field, parsed page by page."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from charsu.export import entries_json, mentions_json
from charsu.load.entries import ENTRY_KEYS
from charsu.load.statements import STATEMENT_KEYS
from charsu.load.texts import TEXT_KEYS
from charsu.load.works import WORK_KEYS
from charsu.pipeline import read_site
from charsu.problems import Problems
from charsu.render import Page, Renderer
from charsu.stencils import BODY, DESCRIPTION, TITLE, Stamp
from charsu.views import Site
from charsu.words import load_words
from helpers import LANGUAGES, ROOT

EVIL = "<script>alert(1)</script>\"'& <img src=x onerror=alert(2)> </title></textarea> javascript:alert(3)"

fields: list[str] = []
"""Names of all fields that were filled; each begins what is written in it."""


def field(name: str) -> str:
    fields.append(name)
    return f"{name}{EVIL}"


def in_each(name: str) -> dict[str, str]:
    return {language: field(f"{name}-{language} ") for language in LANGUAGES}


def wiki() -> dict[str, Any]:
    """File -> what stands in it: YAML, or text."""
    kind = {"label": in_each("kind-label"), "plural": in_each("kind-plural"), "types": {"sort": in_each("type")}}
    work = ["a-work"]
    named = in_each("name")
    entry = {
        "name": named,
        "aliases": {language: [field(f"alias-{language} "), f"shared{EVIL}"] for language in LANGUAGES},
        "weak": {"en": [f"shared{EVIL}"]},
        "unverified": {"en": [f"shared{EVIL}"]},
        "type": "sort",
        "summary": {language: f"{text} of [[other|{field(f'link-{language} ').replace('[', '')}]]" for language, text in in_each("summary").items()},
        "statements": [
            {"said": in_each("value"), "during": "1895", "note": in_each("note"), "sources": ["a-text#p2s1", *work]},
            {"said": in_each("second-value"), "sources": work},
            {"called": field("string "), "sources": work},
            {"linked": field("linked-string "), "sources": work},
            {"dated": "1895~", "sources": work},
            {"counted": "7", "sources": work},
            {"placed": {"lat": "1", "lon": "2", "accuracy": "3"}, "sources": work},
            {"related": "other", "note": in_each("relation-note"), "sources": work},
        ],
    }
    other = {
        "name": in_each("other-name"),
        "aliases": {"en": [f"shared{EVIL}"]},
        "summary": in_each("other-summary"),
        "statements": [],
    }
    text = {
        "title": in_each("title"),
        "title_note": in_each("title-note"),
        "original": "en",
        "date": "1895",
        "author": in_each("author"),
        "byline": in_each("byline"),
        "about": in_each("about"),
        "provenance": [{"says": in_each("origin"), "sources": work}],
        "rights": in_each("rights"),
        "layout": in_each("layout"),
        "translations": {language: {"by": field(f"by-{language} "), "status": "draft"} for language in ("zh", "vi")},
        "notes": {"p2s1": [in_each("segment-note")]},
        "names": {"p2s1": {f"said{EVIL}": "other"}},
    }
    statement = {"of": ["thing"], "label": None}
    forms = {"said": "text", "called": "string", "linked": "string", "dated": "date", "counted": "number"}
    vocabulary = {
        "kinds": {"thing": {"folder": "things", "dates": ["dated"], **kind}},
        "properties": {
            id: {**statement, "value": form, "label": in_each(f"label-{id}"), "single": "true"}
            for id, form in {**forms, "placed": "coordinates"}.items()
        },
        "relations": {"related": {"label": in_each("label-related"), "inverse": in_each("inverse")}},
        "not names": {"en": [f"not{EVIL}"]},
        "works": {"kinds": {"book": in_each("work-kind")}},
    }
    vocabulary["properties"]["linked"]["link"] = "https://example.org/?a=1&b={}"
    works = {
        "a-work": {
            "title": field("work-title "),
            "part": field("work-part "),
            "author": field("work-author "),
            "publisher": field("work-publisher "),
            "published": "1894",
            "language": "et",
            "kind": "book",
            "url": "https://example.org/?a=1&b=(alert)",
            "note": in_each("work-note"),
        }
    }
    versions = {
        language: f"# {field(f'heading-{language} ')}\n\n"
        f"{field(f'line-{language} ')} {named[language]} shared{EVIL} said{EVIL} not{EVIL}\n\n"
        f"> {field(f'quotation-{language} ')}\n"
        for language in LANGUAGES
    }
    article = (
        f"# {{0}}{EVIL}\n\n{EVIL} *{EVIL}* `{EVIL}` [x](javascript:alert(4)) [x](https://example.org \"{EVIL}\")\n\n"
        f"<script>alert(5)</script>\n\n<a href='JaVaScRiPt:alert(6)' onclick='alert(7)'>x</a> <svg onload=alert(8)>\n\n"
        f"![x](data:text/html,<script>alert(9)</script>)\n\n<style>p {{{{}}}}</style>\n\n[[other|{EVIL.replace('|', '')}]]\n"
    )
    return {
        "entries/vocabulary.yml": vocabulary,
        "entries/sources.yml": works,
        "entries/things/one.yml": entry,
        "entries/things/other.yml": other,
        **{f"entries/things/one.{language}.md": article.replace("{0}", field(f"article-{language} ")) for language in LANGUAGES},
        "docs/texts/a-text/text.yml": text,
        **{f"docs/texts/a-text/index.{language}.md": version for language, version in versions.items()},
    }
