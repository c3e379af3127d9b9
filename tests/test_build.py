"""`mkdocs build` and `mkdocs serve` as people run them: what a mistake does, and what it leaves alone."""

import html
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from building import MKDOCS, build, build_from_start, start_mkdocs, tree
from charsu.publish.site_swap import SiteSwap
from charsu.read.documents import load_document_links
from charsu.support.diagnostics import Problems
from synthetic import ROOT, write_wiki

LANGUAGES = ("en", "zh", "vi")
ENTRY = "entries/people/person-0002.yml"
PAGE = "people/person-0002/"
TEXT = "texts/text-01/"


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small wiki, built once."""
    root = tmp_path_factory.mktemp("wiki")
    write_wiki(root, entries=20, texts=1)
    status, output = build(root, "--strict", SITE_URL="https://wiki.example/below/")
    assert status == 0, output
    return root


@pytest.fixture
def draft(wiki: Path, tmp_path: Path) -> Path:
    """A copy of it in which a test may make mistakes."""
    return Path(shutil.copytree(wiki, tmp_path / "wiki"))


@pytest.fixture
def with_engine(draft: Path) -> Path:
    """The same, with an engine of its own, in which a test may make mistakes, too."""
    shutil.copytree(ROOT / "hooks", draft / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    config = draft / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(str(ROOT / "hooks"), str(draft / "hooks")), encoding="utf-8"
    )
    return draft


def change(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def left_beside_the_site(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith("site.")]


# --- a build that fails -----------------------------------------------------------------------------


def test_a_mistake_in_an_entry_is_told_and_the_last_good_site_stays(draft: Path) -> None:
    before = tree(draft / "site")
    lines = (draft / ENTRY).read_text(encoding="utf-8").splitlines()
    line = next(number for number, content in enumerate(lines, 1) if content.startswith("  - born:"))
    change(draft / ENTRY, "  - born:", "  - bron:")

    status, output = build(draft, "--strict")

    assert status == 1
    assert f"{ENTRY}:{line}:5: there is no property or relation 'bron'" in output
    assert "Did you mean 'born'?" in output
    assert "Traceback" not in output
    assert tree(draft / "site") == before
    assert left_beside_the_site(draft) == []


def test_all_mistakes_are_told_at_once(draft: Path) -> None:
    change(draft / ENTRY, "  - born:", "  - bron:")
    change(draft / "entries/places/place-0001.yml", "  - part of:", "  - prat of:")
    status, output = build(draft)
    assert status == 1
    assert "'bron'" in output and "'prat of'" in output
    assert re.search(r"\b\d+ errors; the last good site is untouched", output)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_link_in_a_document_fails_a_strict_build_and_the_last_good_site_stays(
    draft: Path, language: str
) -> None:
    """In every language: static-i18n builds each one by itself."""
    before = tree(draft / "site")
    with (draft / f"docs/index.{language}.md").open("a", encoding="utf-8") as file:
        file.write("\n[nowhere](nowhere.md)\n")

    status, output = build(draft, "--strict")

    assert status == 1
    assert "nowhere.md" in output
    assert "Traceback" not in output
    assert tree(draft / "site") == before
    assert left_beside_the_site(draft) == []


def test_a_mistake_in_a_fragment_leaves_the_last_good_site(with_engine: Path) -> None:
    before = tree(with_engine / "site")
    change(
        with_engine / "hooks/charsu/theme/fragments/text.html", "context.text(text.about)", "context.txet(text.about)"
    )
    status, output = build_from_start(with_engine)
    assert status == 1
    assert "text.html" in output and "txet" in output
    assert tree(with_engine / "site") == before
    assert left_beside_the_site(with_engine) == []


# --- a build that succeeds --------------------------------------------------------------------------


def test_a_good_build_takes_the_place_of_the_last_one_with_all_its_files(draft: Path) -> None:
    stale = draft / "site/people/nobody/index.html"
    stale.parent.mkdir()
    stale.write_text("stale", encoding="utf-8")
    change(
        draft / ENTRY,
        "  - born:",
        "  - recorded: {en: Is new., zh: 新的。, vi: Là mới.}\n    sources: [work-01]\n  - born:",
    )

    status, output = build(draft, "--strict")

    assert status == 0, output
    assert not stale.parent.exists()
    assert "Is new." in (draft / "site" / PAGE / "index.html").read_text(encoding="utf-8")
    assert left_beside_the_site(draft) == []


def test_building_again_changes_nothing_and_leaves_nothing(draft: Path) -> None:
    before = tree(draft / "site")
    for _ in range(2):
        status, output = build(draft, "--strict", SITE_URL="https://wiki.example/below/")
        assert status == 0, output
        assert left_beside_the_site(draft) == []
    assert tree(draft / "site") == before


def test_the_sitemap_lists_every_page_with_its_other_languages(wiki: Path) -> None:
    home = "https://wiki.example/below/"
    pages = {file.parent.relative_to(wiki / "site").as_posix() + "/" for file in (wiki / "site").rglob("index.html")}
    expected = {home + ("" if page == "./" else page) for page in pages}
    sitemap = (wiki / "site/sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<loc>(.*?)</loc>", sitemap)) == expected
    assert set(re.findall(r'href="(.*?)"', sitemap)) == expected
    assert len(expected) > 60


def test_every_page_names_its_own_address_once_the_site_has_one(wiki: Path) -> None:
    for file in (wiki / "site").rglob("index.html"):
        address = file.parent.relative_to(wiki / "site").as_posix()
        canonical = re.findall(r'<link rel="canonical" href="(.*?)"', file.read_text(encoding="utf-8"))
        assert canonical == ["https://wiki.example/below/" + ("" if address == "." else f"{address}/")]


# --- documents with any name ------------------------------------------------------------------------

NAMES = (
    "关于", "giới-thiệu", "گزارش‌ها", "my page", " ", "a&b", "a+b", "a#b", "why?", "100%", "%41", "v1.2", "x{id}",
    "a;b=c:d", "it's \"so\" <i>", "a folder/关于",
)  # fmt: skip
"""Names that the file system allows, without language and ending."""


@pytest.fixture
def named(draft: Path) -> Path:
    """A wiki with a document of each name, in one language or in all."""
    for number, name in enumerate(NAMES):
        for language in LANGUAGES[: 1 + number % 3]:
            file = draft / f"docs/{name}.{language}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"# Document {number}\n\nOnly here: dokument{number}.\n", encoding="utf-8")
    return draft


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Page and address of each link within the site that leads nowhere."""
    found: list[tuple[str, str]] = []
    for page in site.rglob("index.html"):
        here = "http://here/" + urllib.parse.quote(page.relative_to(site).as_posix())
        for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            target = urllib.parse.urlsplit(urllib.parse.urljoin(here, html.unescape(address)))
            path = urllib.parse.unquote(target.path).lstrip("/")
            file = site / (f"{path}index.html" if target.path.endswith("/") else path)
            if target.netloc == "here" and not file.is_file():
                found.append((str(page), address))
    return found


def test_a_document_may_have_any_name(named: Path) -> None:
    repository = {"REPO_URL": "https://codeberg.org/someone/wiki"}
    status, output = build(named, "--strict", SITE_URL="https://wiki.example/below/", **repository)
    assert status == 0, output
    assert broken_links(named / "site") == []
    sitemap = (named / "site/sitemap.xml").read_text(encoding="utf-8")
    search = "".join(file.read_text(encoding="utf-8") for file in (named / "site/search/documents").iterdir())
    for number, name in enumerate(NAMES):
        address = urllib.parse.quote(f"{name}/")
        for language in LANGUAGES:
            home = "" if language == "en" else f"{language}/"
            page = (named / "site" / home / name / "index.html").read_text(encoding="utf-8")
            assert f"dokument{number}." in page
            assert re.search(f'<html lang="{language}"', page)
            assert f'<link rel="canonical" href="https://wiki.example/below/{home}{address}"' in page
            assert f"<loc>https://wiki.example/below/{home}{address}</loc>" in sitemap
            for other in (other for other in LANGUAGES if other != language):
                [link] = re.findall(f'<a href="([^"]*)" hreflang="{other}"', page)
                there = urllib.parse.urljoin(f"http://here/{home}{address}", html.unescape(link))
                assert there == f"http://here/{'' if other == 'en' else f'{other}/'}{address}"
        assert f'"url":"{address}"' in search


@pytest.mark.parametrize(
    ("name", "why"), [(b"caf\xe9.en.md", "it is not UTF-8"), (b"a\nb.en.md", "it has a control character")]
)
def test_a_name_that_no_address_can_have_is_refused(tmp_path: Path, name: bytes, why: str) -> None:
    (tmp_path / "docs").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "docs") + b"/" + name)).write_text("# A page\n", encoding="utf-8")
    problems = Problems()
    load_document_links(tmp_path, (), problems)
    [problem] = map(str, problems)
    assert problem.startswith("docs/")
    assert "the name cannot be in an address" in problem
    assert why in problem


# --- Ctrl-C -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[MKDOCS, "build"], [MKDOCS.with_name("wiki"), "build", "--force"]])
def test_ctrl_c_ends_a_build_quietly_and_the_last_good_site_stays(draft: Path, command: list[str | Path]) -> None:
    before = tree(draft / "site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "WIKI_PROCESSES": "3"}
    environment["PYTHONWARNINGS"] = "ignore::DeprecationWarning"
    process = subprocess.Popen(
        command,
        cwd=draft,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    while not (draft / "site.building").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=DEADLINE)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "Aborted" not in said
    with pytest.raises(ProcessLookupError):  # no process of its group is left
        os.killpg(process.pid, 0)
    assert [name for name in left_beside_the_site(draft) if name != "site.lock"] == []
    assert tree(draft / "site") == before


def test_a_build_that_was_killed_between_two_steps_loses_no_site(tmp_path: Path) -> None:
    swap = SiteSwap(tmp_path / "site")
    for folder, content in ((swap.site, "old"), (swap.building, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(content, encoding="utf-8")
    swap.site.rename(swap.previous)
    swap.restore()
    assert (swap.site / "index.html").read_text(encoding="utf-8") == "old"
    swap.replace()
    assert (swap.site / "index.html").read_text(encoding="utf-8") == "new"
    swap.restore()
    assert (swap.site / "index.html").read_text(encoding="utf-8") == "new"
    swap.remove_previous()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# --- serving ----------------------------------------------------------------------------------------

DEADLINE = 30
"""Seconds until what was changed must be seen."""


class Server:
    """`mkdocs serve` with what it says."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}/"
        self.said: list[str] = []
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as stream:
            self.said.extend(iter(stream.readline, ""))

    def get(self, page: str) -> str:
        """The page as it is served now; the empty string if there is no answer."""
        try:
            with urllib.request.urlopen(self.address + page, timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return ""

    def says_since(self, moment: int) -> str:
        return "".join(self.said[moment:])

    def wait_until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE
        while not holds():
            assert self.process.poll() is None, f"the server has ended:\n{self.says_since(0)}"
            assert time.monotonic() < end, f"nothing happened in {DEADLINE} seconds:\n{self.says_since(0)}"
            time.sleep(0.1)


@pytest.fixture
def server(with_engine: Path, tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "tmp").mkdir()
    process = start_mkdocs(with_engine, "serve", "--dev-addr", f"127.0.0.1:{port}", TMPDIR=str(tmp_path / "tmp"))
    served = Server(process, port)
    try:
        served.wait_until(lambda: "Serving on" in served.says_since(0))
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        served.listener.join()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_serving_follows_every_change_and_outlives_every_mistake(with_engine: Path, server: Server) -> None:
    entry, fragment = with_engine / ENTRY, with_engine / "hooks/charsu/theme/fragments/text.html"
    first = server.get(PAGE)
    assert "<h1" in first

    # A change in an entry is seen.
    change(
        entry, "  - born:", "  - recorded: {en: Is new., zh: 新的。, vi: Là mới.}\n    sources: [work-01]\n  - born:"
    )
    server.wait_until(lambda: "Is new." in server.get(PAGE))
    assert "新的。" in server.get(f"zh/{PAGE}")

    # A mistake is told with its place; the last good page is still there.
    moment = len(server.said)
    change(entry, "  - recorded:", "  - recroded:")
    server.wait_until(lambda: "still shown" in server.says_since(moment))
    told = server.says_since(moment)
    assert re.search(rf"{ENTRY}:\d+:5: there is no property or relation 'recroded'", told)
    assert "Traceback" not in told
    assert "Is new." in server.get(PAGE)
    assert "<h1" in server.get("")

    # The repair is seen.
    change(entry, "  - recroded: {en: Is new.,", "  - recorded: {en: Is repaired.,")
    server.wait_until(lambda: "Is repaired." in server.get(PAGE))

    # So is a change in a fragment; a mistake in one is told when somebody looks at such a page, and outlived as well.
    assert "<h1" in server.get(TEXT)
    change(fragment, '<div class="text-page">', '<div class="text-page" data-seen="yes">')
    server.wait_until(lambda: 'data-seen="yes"' in server.get(TEXT))
    moment = len(server.said)
    change(fragment, "context.text(text.about)", "context.txet(text.about)")
    server.wait_until(lambda: 'data-seen="yes"' in server.get(TEXT) and "still shown" in server.says_since(moment))
    assert "txet" in server.says_since(moment)
    assert 'data-seen="yes"' in server.get(TEXT)
    assert "Is repaired." in server.get(PAGE), "other pages do not suffer from it"
    change(fragment, "context.txet(text.about)", "context.text(text.about)")
    change(fragment, 'data-seen="yes"', 'data-seen="again"')
    server.wait_until(lambda: 'data-seen="again"' in server.get(TEXT))

    # What was changed in the theme while an entry had a mistake is seen once that is repaired.
    moment = len(server.said)
    change(entry, "  - recorded:", "  - recroded:")
    change(fragment, 'data-seen="again"', 'data-seen="late"')
    server.wait_until(lambda: server.get(TEXT) != "" and "still shown" in server.says_since(moment))
    assert 'data-seen="again"' in server.get(TEXT)
    change(entry, "  - recroded:", "  - recorded:")
    server.wait_until(lambda: 'data-seen="late"' in server.get(TEXT))

    # Who types an address without its last slash is led to the page.
    assert "<h1" in server.get("people/person-0004")

    # Documents, texts, interface words and the frame of the theme are watched, too.
    for file, old, new, page in (
        ("docs/index.vi.md", "# ", "# Seen in a document ", "vi/"),
        ("docs/texts/text-01/index.en.md", "# ", "# Seen in a text ", "texts/text-01/"),
        ("hooks/charsu/theme/locales/en.yml", "texts:\n  title: ", "texts:\n  title: Seen in words ", "texts/"),
        ("hooks/charsu/theme/main.html", '<article class="', '<article class="seen-in-the-frame ', ""),
    ):
        [shown] = re.findall("[Ss]een[-\\w ]*", new)
        change(with_engine / file, old, new)
        server.wait_until(lambda page=page, shown=shown: shown.strip() in server.get(page))  # type: ignore[misc]


def test_serving_forgets_a_page_although_a_build_stopped_half_way(with_engine: Path, server: Server) -> None:
    """static-i18n cleans no folder any more once the build of its second or third language has failed."""
    nova = [with_engine / f"docs/nova.{language}.md" for language in LANGUAGES]
    frame = with_engine / "hooks/charsu/theme/main.html"
    for file in nova:
        file.write_text("# Nova\n", encoding="utf-8")
    server.wait_until(lambda: "Nova" in server.get("nova/"))

    moment = len(server.said)
    mistake = '{% if config.theme.language == "vi" %}{{ no.such.thing }}{% endif %}'
    change(frame, '<article class="', f'{mistake}<article class="')
    server.wait_until(lambda: "still shown" in server.says_since(moment))
    assert "Nova" in server.get("nova/")

    for file in nova:
        file.unlink()
    change(frame, f'{mistake}<article class="', '<article class="repaired ')
    server.wait_until(lambda: "repaired" in server.get(""))
    assert server.get("nova/") == ""


def test_serving_shows_documents_with_any_name(named: Path, server: Server) -> None:
    for number, name in enumerate(NAMES):
        address = urllib.parse.quote(f"{name}/")
        for home in ("", "zh/", "vi/"):
            assert f"dokument{number}." in server.get(f"{home}{address}"), name
    change(named / "docs/关于.en.md", "Only here", "Seen at once")
    server.wait_until(lambda: "Seen at once" in server.get(urllib.parse.quote("关于/")))
