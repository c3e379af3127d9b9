"""The wiki is whole: nothing is wrong with what people wrote, it builds, and no page leads nowhere."""

import json
import os
import subprocess
import sys
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import pytest

from charsu.read.settings import find_settings
from charsu.review.check import check
from charsu.support.diagnostics import Problems

ROOT = Path(__file__).parent.parent
LANGUAGES = find_settings(ROOT).languages
HOMES = {language: "" if language == LANGUAGES[0] else f"{language}/" for language in LANGUAGES}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the finished site."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "SITE_URL"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return folder


class Page(HTMLParser):
    """What a page of the site says of its language, and where it leads."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.language: str | None = None
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value for name, value in attrs if value}
        if tag == "html":
            self.language = found.get("lang")
        if "id" in found:
            self.ids.add(found["id"])
        self.addresses += [found[name] for name in ("href", "src") if name in found]


def test_nothing_is_wrong_with_what_people_wrote() -> None:
    problems = Problems()
    check(ROOT, LANGUAGES, problems)
    assert [str(problem) for problem in problems if not problem.is_warning] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_a_page_in_every_language(site: Path, language: str) -> None:
    for entry in json.loads((site / "data/entries.json").read_text(encoding="utf-8")):
        file = site / entry["url"][language].lstrip("/") / "index.html"
        assert Page(file).language == language


def test_no_page_leads_nowhere(site: Path) -> None:
    pages = {file: Page(file) for file in site.rglob("*.html") if file.name != "404.html"}
    nowhere: list[str] = []
    for file, page in pages.items():
        for address in page.addresses:
            path, _, fragment = address.partition("#")
            if ":" in path or path.startswith("//"):
                continue
            target = (file.parent / urllib.parse.unquote(path.partition("?")[0])).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            found = pages.get(target)
            if not target.exists() or (fragment and found and urllib.parse.unquote(fragment) not in found.ids):
                nowhere.append(f"{file.relative_to(site)}: {address}")
    assert nowhere == []
