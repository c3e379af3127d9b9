"""Correcting: the addresses of known hosts, and the links to them on pages."""

import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browsing import PHONE, Visit, check_accessibility, overflow, serve
from building import build
from charsu.support.diagnostics import Place
from charsu.view.repo_host import RepoHost, fill, find_repo_host
from pages import Element, read_html
from synthetic import write_wiki

PLACE = Place("entries/people/ana.yml", 12, 5)


def forge(address: str, branch: str = "main") -> RepoHost:
    found = find_repo_host(address, branch)
    assert found is not None
    return found


# --- which hosts are known ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "repository"),
    [
        ("https://github.com/someone/wiki", "https://github.com/someone/wiki"),
        ("https://github.com/someone/wiki/", "https://github.com/someone/wiki"),
        ("https://github.com/someone/wiki.git", "https://github.com/someone/wiki"),
        ("http://www.GitHub.com/someone/wiki?tab=readme#top", "https://github.com/someone/wiki"),
        ("https://gitlab.com/group/within/wiki", "https://gitlab.com/group/within/wiki"),
        ("https://codeberg.org/some%20one/w{i}ki", "https://codeberg.org/some%20one/w%7Bi%7Dki"),
    ],
)
def test_a_repository_on_a_known_host_is_found(given: str, repository: str) -> None:
    assert find_repo_host(given, "main") == RepoHost(repository, "main")


@pytest.mark.parametrize(
    "given",
    [
        *(None, "", "github.com/someone/wiki", "git@github.com:someone/wiki.git", "ssh://git@github.com/someone/wiki"),
        *("https://github.com", "https://github.com/someone", "https://github.com/someone/wiki/tree/main"),
        *("https://github.com.evil.example/someone/wiki", "https://evil.example/github.com/wiki"),
        *("https://someone@github.com/someone/wiki", "https://[github.com/someone/wiki"),
    ],
)
def test_anything_else_is_no_forge(given: str | None) -> None:
    assert find_repo_host(given, "main") is None


# --- the addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/edit/main/entries/people/ana.yml#L12"),
        ("https://gitlab.com/o/r", "https://gitlab.com/o/r/-/edit/main/entries/people/ana.yml#L12"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/_edit/main/entries/people/ana.yml#L12"),
    ],
)
def test_the_editor_opens_at_the_line(repository: str, address: str) -> None:
    assert forge(repository).edit(PLACE) == address


def test_whatever_a_branch_or_a_file_is_called_it_stays_within_the_address() -> None:
    odd = forge("https://github.com/o/r", "a{line}/b?#").edit(Place('entries/people/玛 "{file}"?#%.yml', 3))
    path = "entries/people/%E7%8E%9B%20%22%7Bfile%7D%22%3F%23%25.yml"
    assert odd == f"https://github.com/o/r/edit/a%7Bline%7D/b%3F%23/{path}#L3"


VALUES = {"where": "a#p1s1", "words": "„x“ & y=z\n喀", "address": "https://w.example/a/#p1s1"}


def test_a_form_of_github_has_each_value_in_its_field() -> None:
    address = urllib.parse.urlsplit(forge("https://github.com/o/r").report("correction", **VALUES))
    assert address.path == "/o/r/issues/new" and not address.fragment
    assert dict(urllib.parse.parse_qsl(address.query)) == {
        "template": "correction.yml",
        "title": VALUES["where"],
        **VALUES,
    }


@pytest.mark.parametrize(
    ("repository", "path", "title", "body"),
    [
        ("https://gitlab.com/o/r", "/o/r/-/issues/new", "issue[title]", "issue[description]"),
        ("https://codeberg.org/o/r", "/o/r/issues/new", "title", "body"),
    ],
)
def test_other_hosts_get_one_running_text(repository: str, path: str, title: str, body: str) -> None:
    address = urllib.parse.urlsplit(forge(repository).report("correction", **VALUES))
    assert address.path == path and not address.fragment
    assert dict(urllib.parse.parse_qsl(address.query)) == {
        title: VALUES["where"],
        body: "\n\n".join(VALUES.values()) + "\n\n",
    }


def test_a_value_cannot_fill_another_hole() -> None:
    assert fill("/?a={one}&b={two}&c={three}", one="{two}", two="&") == "/?a=%7Btwo%7D&b=%26&c="


# --- on pages -----------------------------------------------------------------------------------

REPOSITORY = "https://github.com/someone/wiki"
HOME = "https://wiki.example/below/"
ENTRY, TEXT = "people/person-0002/", "texts/text-01/"


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wiki, built with a repository on a known host and an address, and without either."""
    root = tmp_path_factory.mktemp("forge")
    write_wiki(root, entries=20, texts=1)
    (root / "docs/about.en.md").write_text("# About\n", encoding="utf-8")
    for folder, environment in (
        ("site", {"REPO_URL": REPOSITORY, "REPO_BRANCH": "corrections", "SITE_URL": HOME}),
        ("site-elsewhere", {"REPO_URL": "https://git.example/someone/wiki"}),
    ):
        status, output = build(root, "--strict", "--site-dir", str(root / folder), **environment)
        assert status == 0, output
    return root


def page(wiki: Path, address: str, site: str = "site") -> Element:
    return read_html((wiki / site / address / "index.html").read_text(encoding="utf-8"))


def where_it_leads(address: str) -> tuple[str, int]:
    """File and line that a link to the editor opens."""
    match = re.fullmatch(re.escape(f"{REPOSITORY}/edit/corrections/") + r"([^#]+)#L(\d+)", address)
    assert match, address
    return match[1], int(match[2])


def test_elsewhere_pages_have_no_such_links(wiki: Path) -> None:
    files = list((wiki / "site-elsewhere").rglob("*.html"))
    assert files
    for file in files:
        html = file.read_text(encoding="utf-8")
        assert not re.search(r"git\.example|data-template|data-lines|correct\.js|class=.(correct|report)", html), file
    foot = page(wiki, ENTRY, "site-elsewhere").one("p", cls="source-file")
    assert foot.one("code").text == "entries/people/person-0002.yml" and not list(foot.all("a"))


@pytest.mark.parametrize("home", ["", "zh/", "vi/"])
def test_every_statement_leads_to_its_line(wiki: Path, home: str) -> None:
    links = [link.get("href") for link in page(wiki, home + ENTRY).all("a", cls="correct")]
    values = list(page(wiki, home + ENTRY).all("div", cls="value"))
    assert len(links) == len(values) > 0
    statements = yaml.safe_load((wiki / "entries/people/person-0002.yml").read_text(encoding="utf-8"))["statements"]
    own = [line for file, line in map(where_it_leads, links) if file == "entries/people/person-0002.yml"]
    assert len(own) == len(set(own)) == len(statements)
    for file, line in map(where_it_leads, links):
        assert (wiki / file).read_text(encoding="utf-8").splitlines()[line - 1].lstrip(" -[{,"), (file, line)


def test_an_inverse_relation_leads_to_the_file_that_states_it(wiki: Path) -> None:
    files = {where_it_leads(link.get("href"))[0] for link in page(wiki, ENTRY).all("a", cls="correct")}
    others = files - {"entries/people/person-0002.yml"}
    assert others
    for file in others:
        assert "person-0002" in (wiki / file).read_text(encoding="utf-8")


def test_an_entry_leads_to_its_file_and_to_a_form(wiki: Path) -> None:
    file, report = page(wiki, f"zh/{ENTRY}").one("p", cls="source-file").all("a")
    assert where_it_leads(file.get("href")) == ("entries/people/person-0002.yml", 1)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(report.get("href")).query))
    assert query == {
        "template": "correction.yml",
        "title": "person-0002",
        "where": "person-0002",
        "address": f"{HOME}zh/{ENTRY}",
    }


def test_a_text_leads_to_the_files_of_its_versions(wiki: Path) -> None:
    *files, report = page(wiki, TEXT).one("p", cls="source-file").all("a")
    versions = sorted(path.name for path in (wiki / "docs/texts/text-01").iterdir())
    assert sorted(where_it_leads(file.get("href"))[0] for file in files) == [
        f"docs/texts/text-01/{v}" for v in versions
    ]
    assert "&where=text-01&" in report.get("href")


def test_a_document_leads_to_its_file_and_every_page_to_the_repository(wiki: Path) -> None:
    about = page(wiki, "about/")
    assert where_it_leads(about.one("p", cls="source-file").one("a").get("href")) == ("docs/about.en.md", 1)
    for address in ("about/", ENTRY, "vi/changes/"):
        assert REPOSITORY in [
            link.get("href") for link in page(wiki, address).one("footer", cls="site-footer").all("a")
        ]


# --- in a browser -------------------------------------------------------------------------------


@pytest.fixture
def visit(browser: Browser, wiki: Path) -> Iterator[Visit]:
    with serve(wiki / "site") as address, Visit(browser, address) as visit:
        yield visit


def query(page: Page, selector: str) -> dict[str, str]:
    href = page.locator(selector).get_attribute("href") or ""
    assert href.startswith(f"{REPOSITORY}/issues/new?"), href
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(href).query))


def test_a_statement_is_reported_with_its_words(visit: Visit) -> None:
    page = visit.open(ENTRY)
    value = page.locator(".value:has(.correct)").first
    sent = query(page, ".value >> nth=0 >> .report--statement")
    file, line = where_it_leads(value.locator(".correct").get_attribute("href") or "")
    assert sent["where"] == sent["title"] == f"{file}:{line}"
    assert sent["address"] == HOME + ENTRY
    said = re.sub(r"\s+", " ", value.locator(".said").inner_text()).strip()
    label = page.locator(".group:has(> dd > .value) > dt").first.inner_text().split("\n")[0]
    assert said in sent["words"] and sent["words"].startswith(label.split(" ")[0])


def test_what_corrects_a_statement_is_seen_by_whoever_comes_near(visit: Visit) -> None:
    page = visit.open(ENTRY)
    value, link = page.locator(".value").first, page.locator(".value .correct").first
    seen = "(link) => getComputedStyle(link).opacity"
    page.mouse.move(0, 0)
    assert link.evaluate(seen) == "0"
    value.hover()
    assert link.evaluate(seen) == "1"
    page.mouse.move(0, 0)
    link.focus()
    assert link.evaluate(seen) == "1"
    page.emulate_media(media="print")
    expect(link).to_be_hidden()


def test_on_a_phone_it_is_always_seen_and_the_page_is_no_wider(visit: Visit) -> None:
    page = visit.open(ENTRY, PHONE, touch=True)
    assert page.locator(".value .correct").first.evaluate("(link) => getComputedStyle(link).opacity") == "1"
    assert overflow(page) == 0
    assert check_accessibility(page) == []


def test_a_marked_passage_leads_to_its_line_in_each_version_and_is_reported_with_its_words(
    visit: Visit, wiki: Path
) -> None:
    page = visit.open(TEXT)
    acts = page.locator(".panel-correct")
    expect(acts).to_be_hidden()
    page.locator(".segment-link").nth(1).click()
    expect(acts).to_be_visible()
    row = page.locator(".row").nth(1)
    for link in acts.locator("[data-version]").all():
        language = link.get_attribute("data-version")
        file, line = where_it_leads(link.get_attribute("href") or "")
        assert file == f"docs/texts/text-01/index.{language}.md"
        words = row.locator(f'[lang="{language}"]:not(.version-language)').text_content() or ""
        written = (wiki / file).read_text(encoding="utf-8").splitlines()[line - 1]
        assert words[:6] in re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1", written)
        assert f"[{language}] {words[:20]}" in query(page, ".report-passage")["words"]
    segment = page.url.partition("#")[2]
    assert query(page, ".report-passage")["where"] == f"text-01#{segment}"
    assert query(page, ".report-passage")["address"] == f"{HOME}{TEXT}#{segment}"
    assert check_accessibility(page) == []


def test_a_long_passage_is_cut_so_that_hosts_take_the_address(visit: Visit) -> None:
    page = visit.open(f"zh/{TEXT}")
    page.locator(".row > .segment-link").first.click()
    page.locator(".row > .segment-link").last.click(modifiers=["Shift"])
    href = page.locator(".report-passage").get_attribute("href") or ""
    assert 2000 < len(href) <= 4000
    assert query(page, ".report-passage")["words"].count("…") == 3


def test_without_scripts_the_links_to_the_editor_are_there(visit: Visit) -> None:
    page = visit.open(ENTRY, java_script_enabled=False)
    assert page.locator(".value .correct").count() == page.locator(".value").count() > 0
    assert page.locator(".report").count() == 1
