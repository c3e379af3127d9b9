"""Whatever an author writes is shown as text: a wiki with a script in every field, parsed page by page."""

import functools
import itertools
import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from charsu.i18n.catalogues import load_words
from charsu.model.ledger import Ledger, SealedSegment
from charsu.publish.export import entries_json, mentions_json
from charsu.publish.pipeline import read_site
from charsu.read.entries import ENTRY_KEYS
from charsu.read.texts import TEXT_KEYS
from charsu.read.vocabulary import STATEMENT_KEYS
from charsu.read.works import WORK_KEYS
from charsu.render.renderer import Page, Renderer
from charsu.render.stencils import BODY, DESCRIPTION, TITLE, Stamp
from charsu.support.diagnostics import Problems
from charsu.support.javascript import join_script
from charsu.text.ledger import ledger_json, wording_of
from charsu.view.site import Site
from helpers import HOMES, LANGUAGES, ROOT

EVIL = "<script>alert(1)</script>\"'& <img src=x onerror=alert(1)></title></textarea> javascript:alert(1)"


class EvilWiki:
    """Files of a wiki in which every field is evil, and begins with a word by which it can be found again."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.name = self.in_each("name")
        shared = f"Shared {EVIL}"
        work = ["a-work"]
        self.vocabulary: dict[str, Any] = {
            "kinds": {
                "thing": {
                    "folder": "things",
                    "dates": ["dated"],
                    "label": self.in_each("kind"),
                    "plural": self.in_each("kinds"),
                    "types": {"sort": self.in_each("type")},
                },
            },
            "properties": {
                "told": {"value": "text", "single": "true", "label": self.in_each("told-label")},
                "called": {"value": "string", "label": self.in_each("called-label")},
                "linked": {
                    "value": "string",
                    "link": "https://example.org/?a=1&b={}",
                    "label": self.in_each("linked-label"),
                },
                "dated": {"value": "date", "label": self.in_each("dated-label")},
                "counted": {"value": "number", "label": self.in_each("counted-label")},
                "placed": {"value": "coordinates", "label": self.in_each("placed-label")},
            },
            "relations": {"related": {"label": self.in_each("related-label"), "inverse": self.in_each("inverse")}},
            "not names": {"en": [f"Not {EVIL}"]},
            "works": {"kinds": {"book": self.in_each("work-kind")}},
        }
        self.works = {
            "a-work": {
                "title": self.field("work-title"),
                "part": self.in_each("work-part"),
                "author": self.field("work-author"),
                "publisher": self.field("work-publisher"),
                "published": "1894",
                "language": "et",
                "kind": "book",
                "url": "https://example.org/?a=1&b=alert(1)",
                "note": self.in_each("work-note"),
            }
        }
        self.entry: dict[str, Any] = {
            "name": self.name,
            "aliases": {language: [self.field(f"alias-{language}"), shared] for language in LANGUAGES},
            "weak": {"en": [shared]},
            "unverified": {"en": [shared]},
            "sort": {"en": shared},
            "type": "sort",
            "summary": {
                language: f"{text} [[other|{self.field(f'linked-words-{language}')}]]"
                for language, text in self.in_each("summary").items()
            },
            "statements": [
                {
                    "told": self.in_each("told"),
                    "during": "1895",
                    "note": self.in_each("note"),
                    "sources": ["text#p2s1"],
                },
                {"told": self.in_each("told-otherwise"), "sources": work},
                {"called": self.field("called"), "sources": work},
                {"linked": self.field("linked"), "sources": work},
                {"dated": "1895~", "sources": work},
                {"counted": "7", "sources": work},
                {"placed": {"lat": "1", "lon": "2", "accuracy": "3"}, "sources": work},
                {"related": "other", "note": self.in_each("related-note"), "sources": work},
            ],
        }
        self.other = {
            "name": self.in_each("other-name"),
            "aliases": {"en": [shared]},
            "summary": self.in_each("other-summary"),
        }
        self.text = {
            "title": self.in_each("title"),
            "title_note": self.in_each("title-note"),
            "original": "en",
            "date": "1895",
            "author": self.in_each("author"),
            "anonymous": "false",
            "byline": self.in_each("byline"),
            "about": self.in_each("about"),
            "provenance": [{"says": self.in_each("says"), "sources": work}],
            "rights": self.in_each("rights"),
            "layout": self.in_each("layout"),
            "translations": {
                language: {"by": self.field(f"by-{language}"), "status": "draft"} for language in ("zh", "vi")
            },
            "notes": {"p2s1": [self.in_each("segment-note")]},
            "names": {"p2s1": {f"Stated {EVIL}": "other"}},
        }

    def field(self, name: str) -> str:
        """What is written in a field."""
        self.fields.append(name.capitalize())
        return f"{name.capitalize()} {EVIL}"

    def in_each(self, name: str) -> dict[str, str]:
        return {language: self.field(f"{name}-{language}") for language in LANGUAGES}

    def version(self, language: str) -> str:
        line = f"{self.field(f'line-{language}')} {self.name[language]} Shared {EVIL} Stated {EVIL} Not {EVIL}"
        heading, quotation = self.field(f"heading-{language}"), self.field(f"quotation-{language}")
        return f"# {heading}\n\n{line}\n\n> {quotation}\n"

    def ledger(self, original: str) -> str:
        """One in which the passage has an older wording, from which its translations were made."""
        heading, line, quotation = (line.lstrip("#> ") for line in original.split("\n\n"))
        older = f"{self.field('older-wording')} {line}"
        wordings = {wording_of(said): said for said in (heading, older, quotation.rstrip())}
        ids = ("p1s1", "p2s1", "p3s1")
        segments = {id: SealedSegment(original=wording) for id, wording in zip(ids, wordings, strict=True)}
        return ledger_json(Ledger(segments=segments, wordings=wordings))

    def files(self) -> dict[str, str]:
        versions = {f"docs/texts/text/index.{language}.md": self.version(language) for language in LANGUAGES}
        data = {
            "entries/vocabulary.yml": self.vocabulary,
            "entries/sources.yml": self.works,
            "entries/things/one.yml": self.entry,
            "entries/things/other.yml": self.other,
            "docs/texts/text/text.yml": self.text,
        }
        return {
            **{file: json.dumps(content, ensure_ascii=False) for file, content in data.items()},
            **versions,
            "docs/texts/text/ledger.json": self.ledger(versions["docs/texts/text/index.en.md"]),
            **{f"entries/things/one.{language}.md": ARTICLE for language in LANGUAGES},
        }


ARTICLE = f"""
# Heading {EVIL}

Article {EVIL} *emphasis {EVIL}* `code {EVIL}` [[other|{EVIL}]]

<script>
alert("a block")
</script>

[address](javascript:alert(1)) [title](https://example.org "{EVIL}") <javascript:alert(1)>

<a href=' JaVaScRiPt:alert(1)' onclick="alert(1)">anchor</a> <svg onload=alert(1)> <iframe srcdoc="{EVIL}"></iframe>

![picture](data:text/html;base64,PHNjcmlwdD4=) <style>* {{display: none}}</style> <form action="javascript:alert(1)">

[reference]: javascript:alert(1)
See [reference].
"""


@functools.cache
def evil_site() -> tuple[Site, list[Page], list[str]]:
    """The site, its pages in all languages, and the words with which its fields begin."""
    wiki = EvilWiki()
    with tempfile.TemporaryDirectory() as folder:
        for file, content in wiki.files().items():
            (Path(folder) / file).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / file).write_text(content, encoding="utf-8")
        problems = Problems()
        site = read_site(Path(folder), LANGUAGES, problems)
    assert site is not None, "\n".join(map(str, problems))
    renderer = Renderer(site, ROOT / "hooks/charsu/theme/fragments", HOMES)
    words = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
    pages = [page for language in LANGUAGES for page in renderer.pages(words[language])]
    pages += [Page("", language, "Home", "", renderer.home(words[language])) for language in LANGUAGES]
    return site, pages, wiki.fields


class Parsed(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.scripts: list[tuple[dict[str, str], str]] = []
        """Attributes and content."""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append(({name: value or "" for name, value in attrs}, ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            attributes, content = self.scripts.pop()
            self.scripts.append((attributes, content + data))
        self.text += data


def test_every_field_is_filled() -> None:
    wiki = EvilWiki()
    assert wiki.entry.keys() == set(ENTRY_KEYS)
    assert wiki.text.keys() == set(TEXT_KEYS)
    assert wiki.works["a-work"].keys() == set(WORK_KEYS)
    properties = {*wiki.vocabulary["properties"], *wiki.vocabulary["relations"]}
    assert {key for statement in wiki.entry["statements"] for key in statement} == STATEMENT_KEYS | properties


def test_nothing_in_a_page_can_run() -> None:
    _, pages, _ = evil_site()
    for page in pages:
        assert dangers(Parsed(str(page.body))) == [], f"{page.language} {page.address}"


# Pictures and their filters are our own <svg>, <title> and <form>: these are dangerous by their attributes only.
DANGEROUS_TAGS = {"script", "style", "iframe", "object", "embed", "math", "textarea", "base"}
DANGEROUS_ADDRESS = re.compile(r"[\s\x00-\x1f]*(javascript|data|vbscript):", re.IGNORECASE)


OWN_SCRIPTS = {join_script(ROOT / "hooks/charsu/theme/scripts/reader-first.js").strip()}


def is_ours(attributes: dict[str, str], content: str) -> bool:
    """A script of the theme, to the letter; or data, which does not run."""
    if attributes.get("type") == "application/json":
        json.loads(content)
        return True
    if "src" in attributes:
        return bool(re.fullmatch(r"(\.\./)+assets/[a-z-]+\.js", attributes["src"])) and not content
    return not attributes and content.strip() in OWN_SCRIPTS


def dangers(page: Parsed) -> list[str]:
    found = [tag for tag in page.tags if tag in DANGEROUS_TAGS - {"script"}]
    found += [f"script {attributes}" for attributes, content in page.scripts if not is_ours(attributes, content)]
    for name, value in page.attributes:
        broken_out = not re.fullmatch("[a-z-]+[0-9]?", name) or name.startswith("on") or name == "action"
        broken_in = (
            name in ("id", "for", "class", "lang") or (name.startswith("data-") and name != "data-sort")
        ) and re.search("[\"'<>&]", value)
        leads_to_a_script = name in ("href", "src", "srcset", "action", "cite") and DANGEROUS_ADDRESS.match(value)
        if broken_out or broken_in or leads_to_a_script:
            found.append(f"{name}={value}")
    return found


@pytest.mark.parametrize(
    "body",
    [
        "<script>",
        "<script>alert(1)</script>",
        "<script src=x.js></script>",
        "<p onclick=x>",
        '<a href=" javascript:x">',
        "<p id='a&quot;b'>",
        "<p a'b>",
    ],
)
def test_dangers_are_seen(body: str) -> None:
    assert dangers(Parsed(body))


def test_the_text_of_every_field_is_shown() -> None:
    _, pages, fields = evil_site()
    shown = " ".join(" ".join(Parsed(str(page.body)).text.split()) for page in pages)
    assert [name for name in fields if f"{name} {EVIL}" not in shown] == []


def test_the_names_in_titles_of_links_are_text() -> None:
    _, pages, _ = evil_site()
    attributes = itertools.chain.from_iterable(Parsed(str(page.body)).attributes for page in pages)
    titles = [value for name, value in attributes if name == "title"]
    for language in LANGUAGES:
        assert any(title.startswith(f"Name-{language} {EVIL}") for title in titles)
        assert any(f"Name-{language} {EVIL}" in title and f"Other-name-{language} {EVIL}" in title for title in titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_loses_none_of_its_words(language: str) -> None:
    _, pages, _ = evil_site()
    page = next(page for page in pages if page.language == language and page.address == "things/one/")
    shown = " ".join(Parsed(str(page.body)).text.split())
    for words in (
        "Article <script>alert(1)</script>",
        "emphasis <script>alert(1)</script>",
        f"code {EVIL}",
        '<script> alert("a block") </script>',
        "address",
        "anchor",
        "<svg onload=alert(1)>",
        "<iframe srcdoc=",
        "<style>* {display: none}</style>",
        '<form action="javascript:alert(1)">',
    ):
        assert words in shown


def test_titles_and_descriptions_are_text_in_the_head_of_a_page() -> None:
    _, pages, _ = evil_site()
    stamp = Stamp(f'<head><title>{TITLE}</title><meta name="description" content="{DESCRIPTION}"></head>{BODY}')
    for page in pages:
        head = stamp.fill("one", page).decode().partition("</head>")[0]
        parsed = Parsed(head.replace("<title>", "<b>").replace("</title>", "</b>"))
        assert parsed.tags == ["head", "b", "meta"]
        assert parsed.text == page.title
        assert parsed.attributes == [("name", "description"), ("content", page.description)]


def test_exports_hold_the_words_as_written() -> None:
    site, _, _ = evil_site()
    entries = json.loads(entries_json(site, dict.fromkeys(LANGUAGES, "")))
    assert entries[0]["name"] == {language: f"Name-{language} {EVIL}" for language in LANGUAGES}
    assert any(EVIL in mention["surface"] for mention in json.loads(mentions_json(site)))
