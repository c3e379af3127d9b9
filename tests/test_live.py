"""A site that follows its files: what is read anew is what would be read by who knows nothing, to the byte."""

import dataclasses
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import editing
from charsu.i18n.catalogues import load_words
from charsu.incremental import readcache as readcache_module
from charsu.incremental.readcache import CachedRead, ReadCache
from charsu.link.linker import link
from charsu.model import limits
from charsu.pictures.graph import find_rows
from charsu.pictures.timeline import timeline_of
from charsu.publish.build_slices import GATHERED, finishing_files, read_parts
from charsu.publish.inputs import site_inputs
from charsu.publish.live import Live
from charsu.publish.pipeline import read_site
from charsu.publish.routes import Routes
from charsu.read.vocabulary import VOCABULARY
from charsu.render.renderer import Page, Renderer
from charsu.render.stencils import BODY, DESCRIPTION, ID, NUMBER, TITLE, NoStencilError, Stamp, Stamps
from charsu.support.diagnostics import Place, Problems
from charsu.support.outputs import Content
from charsu.support.parallel import PROCESSES
from charsu.view.markdown_pages import Document
from charsu.view.repo_host import find_repo_host
from charsu.view.site import Site
from committing import git
from editing import EDITS, Edit
from helpers import HOMES, LANGUAGES, ROOT, entry, marked, property, statement, text, vocabulary
from helpers import wiki as small_wiki
from synthetic import write_wiki

WORDS = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
FRAGMENTS = ROOT / "hooks/charsu/theme/fragments"
SITE_URL = "https://wiki.example/"


class OnlyHoles(Stamps):
    """What every page is stamped from."""

    def __init__(self) -> None:
        self._stamp = Stamp("\n".join((ID, NUMBER, TITLE, DESCRIPTION, BODY)))

    def stamp(self, page: Page) -> bytes:
        return self._stamp.fill(page.address, page)


DOCUMENTS = [
    Document(
        address, language, "A document", f"<p>Written at dawn by Vakatago: 瓦卡塔戈, {address}.</p>", Place("a.md")
    )
    for address in ("", "about/")
    for language in LANGUAGES
]


def files_of(site: Site) -> Routes:
    forge = find_repo_host("https://github.com/somebody/wiki", "main")
    renderer = Renderer(site, FRAGMENTS, HOMES, False, forge, SITE_URL)
    stamps = {language: OnlyHoles() for language in LANGUAGES}
    return Routes(site, renderer, WORDS, stamps, DOCUMENTS, HOMES, SITE_URL, "A wiki")


def contents_of(files: Routes) -> dict[str, Content]:
    """Everything that a build makes of a wiki."""
    parts = files.batches()
    made = [file for part in parts for file in part()]
    assert len({path for path, _ in made}) == len(made), "two parts make one file"
    gathered = read_parts(str(content) for path, content in made if path.startswith(GATHERED))
    finishing = finishing_files(json.loads(json.dumps(files.common(len(parts), 1, {}))), [gathered])
    # There is no sitemap before all is made.
    finished = {path: content for path, content in finishing.items() if not path.startswith("sitemap")}
    return {path: content for path, content in made if not path.startswith(GATHERED)} | finished


def differing(made: Mapping[str, Content], files: Routes) -> list[str]:
    """Paths of files that are not the same when each is made by itself."""
    return [path for path, content in made.items() if files.file(path) != content]


@pytest.fixture(scope="module", autouse=True)
def _small_pages() -> Iterator[None]:
    """A small wiki has pages of every form."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PROCESSES, "1")
        patch.setattr(limits, "ROWS_ON_SINGLE_PAGE", 6)
        patch.setattr(limits, "ROWS_PER_PAGE", 4)
        patch.setattr(limits, "WORKS_ON_SINGLE_PAGE", 10)
        patch.setattr(limits, "STATEMENTS_ON_SINGLE_PAGE_OF_WORKS", 20)
        patch.setattr(limits, "WORKS_PER_PAGE", 10)
        patch.setattr(limits, "STATEMENTS_PER_PAGE_OF_WORKS", 20)
        patch.setattr(limits, "STATEMENTS_OF_WORK_IN_SPLIT_LIST", 1)
        patch.setattr(limits, "ENTRIES_PER_PAGE_OF_WORK", 2)
        patch.setattr(limits, "STATEMENTS_PER_PAGE_OF_WORK", 3)
        patch.setattr(limits, "RELATIONS_ON_ENTRY_PAGE", 2)
        patch.setattr(limits, "SUMMARIES_ON_ENTRY_PAGE", 3)
        patch.setattr(limits, "PASSAGES_ON_ENTRY_PAGE", 5)
        patch.setattr(limits, "RANDOM_ENTRIES_INLINE", 10)
        yield


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("wiki")
    write_wiki(root, entries=20, texts=2)
    editing.lead_from_an_old_address(root, 3)
    for file in (root / "entries/sources.yml", *editing.entries(root)):  # a work may be called as an entry is
        editing.write(file, editing.read(file).replace("work-02", "person-0001"))
    editing.age_all(root)
    return root


# --- one file ---------------------------------------------------------------------------------------


def test_every_file_is_found_by_its_path(wiki: Path) -> None:
    site = read_site(wiki, LANGUAGES, Problems())
    assert site
    made, files = contents_of(files_of(site)), files_of(site)
    for form in (
        "people/page/2/", "people/by-date/page/2/", r"places/place-\d+/page/2/", "works/page/2/", "works/person-0001/",
        r"works/work-\d+/page/2/", "people/formerly/", "about/", "", "random/", "map/", "timeline/", "relations/",
    ):  # fmt: skip
        assert any(re.fullmatch(f"zh/{form}index.html", path) for path in made), form
    for path in ("data/random/0.js", "data/schema/text.json", "assets/map.svg", "search/names/0-.js"):
        assert path in made
    assert differing(made, files) == []


@pytest.mark.parametrize(
    "path",
    [
        "nothing", "people/nobody/index.html", "people/person-0001/other.html", "zh", "zh/zh/index.html", "../wiki.yml",
        "people/page/99/index.html", "people/by-date/page/99/index.html", "data/none.json", "search/none", "/", "",
        "places/person-0001/index.html", "texts/text-77/index.html", "people//index.html", "people/people/index.html",
    ],
)  # fmt: skip
def test_what_is_no_file_is_none(wiki: Path, path: str) -> None:
    site = read_site(wiki, LANGUAGES, Problems())
    assert site
    assert files_of(site).file(path) is None


# --- warm equals cold -----------------------------------------------------------------------------


class Reader:
    """Somebody who reads a wiki after every save, and remembers."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = ReadCache()
        self.site: Site | None = None
        self.read_anew: dict[str, Content] = {}
        """What the last good check made of the files, read for the first time."""

    def read(self) -> Site | None:
        self.site = read_site(self.root, LANGUAGES, Problems(), self.cache, self.site) or self.site
        return self.site

    def check(self) -> Site | None:
        """Read it; everything must be as if it were read for the first time. None if it has mistakes."""
        told, told_to_a_stranger = Problems(), Problems()
        found = read_site(self.root, LANGUAGES, told, self.cache, self.site)
        stranger = read_site(self.root, LANGUAGES, told_to_a_stranger)
        assert list(map(str, told)) == list(map(str, told_to_a_stranger))
        assert (found is None) == (stranger is None)
        if found and stranger:
            self.site = found
            warm, cold = contents_of(files_of(found)), contents_of(files_of(stranger))
            self.read_anew = cold
            assert sorted(warm) == sorted(cold)
            assert [path for path in cold if warm[path] != cold[path]] == []
        return found


@pytest.fixture
def _all_times_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edit of `editing` leaves a time of its own, so that a file may be remembered at once."""
    monkeypatch.setattr(readcache_module, "RECENT", 0)


@pytest.mark.usefixtures("_all_times_count")
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_after_every_edit_all_is_as_if_it_were_read_for_the_first_time(wiki: Path, edit: Edit) -> None:
    saved, reader = editing.save_of(wiki), Reader(wiki)
    reader.read()
    try:
        edit(wiki, 17)
        was_good = reader.check()
    finally:
        editing.bring_back(wiki, saved)
    if not was_good:
        assert reader.check(), "what was repaired is good again"


@pytest.mark.usefixtures("_all_times_count")
@settings(
    max_examples=5,
    phases=[Phase.generate],  # to find the least edits that fail takes minutes
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9999)), min_size=3, max_size=5))
def test_after_any_edits_all_is_as_if_it_were_read_for_the_first_time(
    wiki: Path, edits: list[tuple[Edit, int]]
) -> None:
    saved, reader = editing.save_of(wiki), Reader(wiki)
    reader.read()
    try:
        for edit, number in edits:
            edit(wiki, number)
            good = reader.check()
        if good:
            assert differing(reader.read_anew, files_of(good)) == []
    finally:
        editing.bring_back(wiki, saved)
    assert reader.check(), "what was repaired is good again"


def test_nothing_is_read_again_that_has_not_changed(wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readcache_module, "RECENT", 0)
    reader = Reader(wiki)
    before, after = reader.read(), reader.read()
    assert before and after
    assert all(after.wiki.entries[id] is entry for id, entry in before.wiki.entries.items())
    assert all(after.wiki.texts[id] is text for id, text in before.wiki.texts.items())
    assert all(after.links.rows[id] is rows for id, rows in before.links.rows.items())
    assert after.wiki.vocabulary is before.wiki.vocabulary


# --- what an edit may compute again ---------------------------------------------------------------


class Computed(NamedTuple):
    """What was computed and not taken from a cache."""

    read: set[str]
    """Files that were read, by the first part of their keys."""
    texts: set[str]
    """Texts that were linked."""
    entries: set[str]
    """Entries whose summaries and statements were linked."""
    derived: dict[str, set[str]]
    """Name of a mapping -> entries for which its value was computed."""


def computed_by(reader: Reader, edit: Callable[[Path], None]) -> Computed:
    """Read a wiki, edit it, read it again, and return what the second reading computed."""
    before = reader.read()
    assert before
    _derive_all(before)
    reader.cache.computed.clear()
    edit(reader.root)
    after = reader.read()
    assert after
    assert after is not before
    _derive_all(after)
    return Computed(
        read={"/".join(key) for key in reader.cache.computed},
        texts={id for id, rows in after.links.rows.items() if rows is not before.links.rows.get(id)},
        entries={id for id, said in after.links.summaries.items() if said is not before.links.summaries.get(id)},
        derived={name: {*keys} for name, keys in after.derived.computed.items()},
    )


def _derive_all(site: Site) -> None:
    for mapping in (site.items, site.shown):
        assert len(list(mapping.values())) == len(site.wiki.entries)
    find_rows(site.wiki, site.derived)
    timeline_of(site)


NOBODY: dict[str, set[str]] = {"items": set(), "shown": set(), "relations": set(), "lines": set()}


@pytest.fixture
def edited(wiki: Path) -> Iterator[Reader]:
    saved = editing.save_of(wiki)
    yield Reader(wiki)
    editing.bring_back(wiki, saved)


@pytest.mark.usefixtures("_all_times_count")
def test_without_an_edit_nothing_is_computed(edited: Reader) -> None:
    assert computed_by(edited, lambda root: None) == Computed(set(), set(), set(), NOBODY)


@pytest.mark.usefixtures("_all_times_count")
def test_a_new_summary_computes_what_is_said_of_one_entry(edited: Reader) -> None:
    file = "entries/people/person-0002.yml"

    def edit(root: Path) -> None:
        content = editing.read(root / file)
        assert "summary:" in content
        editing.write(root / file, re.sub(r"(summary:\s*\n?\s*\{?\s*en: )", r"\1At last, ", content, count=1))

    one = {"person-0002"}
    assert computed_by(edited, edit) == Computed(
        {file}, set(), one, {"items": one, "shown": one, "relations": one, "lines": one}
    )


def _add_an_entry_that_no_text_names(root: Path) -> None:
    content = editing.read(root / "entries/people/person-0002.yml")
    names, statements = 'name: {en: "Qqqq", zh: "曌曌", vi: "Qqqq"}\n', content[content.index("summary:") :]
    editing.write(root / "entries/people/person-9999.yml", names + statements)


@pytest.mark.usefixtures("_all_times_count")
def test_a_new_line_of_a_text_computes_that_text_and_whom_it_names(edited: Reader) -> None:
    def edit(root: Path) -> None:
        file = root / "docs/texts/text-01/index.en.md"
        editing.write(file, editing.read(file).rstrip() + " At last.\n")

    _add_an_entry_that_no_text_names(edited.root)
    found = computed_by(edited, edit)
    assert edited.site
    named = {id for row in edited.site.links.rows["text-01"] for id in row.named}
    assert 0 < len(named) < len(edited.site.wiki.entries)
    assert found == Computed({"docs/texts/text-01"}, {"text-01"}, set(), NOBODY | {"items": named, "shown": named})


@pytest.mark.usefixtures("_all_times_count")
def test_the_vocabulary_computes_all_entries_and_no_text(edited: Reader) -> None:
    def edit(root: Path) -> None:
        editing.write(root / VOCABULARY, editing.read(root / VOCABULARY) + "# At last.\n")

    found = computed_by(edited, edit)
    assert edited.site
    everybody = {*edited.site.wiki.entries}
    assert (found.texts, found.entries) == (set(), everybody)
    assert found.derived == dict.fromkeys(NOBODY, everybody)


# --- reading files ----------------------------------------------------------------------------------


def test_two_edits_within_one_tick_of_the_clock_are_both_read(wiki: Path) -> None:
    """A file may have the same time, size and number after both of them."""
    file = wiki / "entries/people/person-0002.yml"
    saved, reader = file.read_bytes(), Reader(wiki)
    try:
        for word in (b"AAAA", b"BBBB", b"CCCC"):
            moment = time.time_ns()
            file.write_bytes(saved.replace(b"Taulmalo", b"Taul" + word))
            os.utime(file, ns=(moment, moment))
            site = reader.read()
            assert site
            assert site.wiki.entries["person-0002"].names["en"].startswith("Taul" + word.decode())
            file.write_bytes(saved.replace(b"Taulmalo", word + b"malo"))
            os.utime(file, ns=(moment, moment))
            site = reader.read()
            assert site
            assert site.wiki.entries["person-0002"].names["en"].startswith(word.decode())
    finally:
        file.write_bytes(saved)
        editing.age(file)


def test_a_file_that_is_written_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "file"
    editing.write(file, "one")
    cache = ReadCache()
    found: list[str] = []

    def make(problems: Problems) -> str:
        content = file.read_text(encoding="utf-8")
        editing.write(file, "two")
        return content

    for _ in range(2):
        found.append(cache.get(CachedRead(("file",), (str(file),), (), make), Problems()))
    assert found == ["one", "two"]


def test_what_was_told_is_told_again(tmp_path: Path) -> None:
    file = tmp_path / "file"
    editing.write(file, "one")
    cache = ReadCache()
    calls: list[str] = []

    def make(problems: Problems) -> str:
        calls.append(file.read_text(encoding="utf-8"))
        problems.add(Place("file"), "this is wrong")
        return calls[-1]

    for _ in range(2):
        told = Problems()
        assert cache.get(CachedRead(("file",), (str(file),), (), make), told) == "one"
        assert [str(problem) for problem in told] == ["file:1:1: this is wrong"]
    assert calls == ["one"]


# --- linking again ----------------------------------------------------------------------------------


def test_a_new_name_that_reaches_beyond_brackets_is_seen() -> None:
    """It takes up words that were a name by themselves, although the author says what stands in the brackets."""
    ali, khan = entry("ali", "Ali"), entry("khan", "Khan", aliases={"zh": ["汗"]})
    other = entry("other", "Other", summary="[[ali|Mazari]] Khan came.")
    rows = [{"zh": "他来了。", "en": "[[ali|Mazari]] Khan came.", "vi": "[[ali]] Khan."}]
    texts = [text(rows)]
    before = small_wiki([ali, khan, other], texts)
    links = link(before)
    assert marked(links.rows["a-text"][0].versions["en"]) == "[Mazari|ali|stated] [Khan|khan|name] came."
    for name in ("Mazari Khan", "Ali Khan"):
        after = small_wiki([ali, khan, other, entry("new", name)], texts)
        again, anew = link(after, (before, links)), link(after)
        assert again.rows == anew.rows
        assert again.summaries == anew.summaries
        back = link(before, (after, again))
        assert (back.rows, back.summaries) == (links.rows, links.summaries)


def test_what_is_linked_again_stands_in_the_same_order() -> None:
    statements = [statement("said", dict.fromkeys(LANGUAGES, "Of Khan."), note=dict.fromkeys(LANGUAGES, "Khan."))]
    said = vocabulary([property("said")])
    ali, khan = entry("ali", "Ali", statements=statements), entry("khan", "Khan", statements=statements)
    before = small_wiki([ali, khan], words=said)
    after = small_wiki([entry("ali", "Ali", summary="Khan.", statements=statements), khan], words=said)
    again, anew = link(after, (before, link(before))), link(after)
    for one, other in (
        (again.summaries, anew.summaries), (again.values, anew.values), (again.notes, anew.notes),
    ):  # fmt: skip
        assert list(one.items()) == list(other.items())


# --- what is followed -----------------------------------------------------------------------------------


def test_the_preview_follows_all_that_a_build_depends_on_and_that_python_has_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "theme: {name: material, custom_dir: own}\nwatch: [notes]\nextra: {a: !ENV [A, '']}\n", encoding="utf-8"
    )
    git(tmp_path, "init", "--quiet")
    inputs = site_inputs(tmp_path)
    built, followed = {*inputs.everything()}, {*inputs.followed()}
    theme = str(ROOT / "hooks/charsu/theme")
    assert followed - built == {theme}
    assert theme.startswith(inputs.engine[0])
    assert built - followed == {*inputs.engine, str(tmp_path / "hooks"), str(tmp_path / "requirements.txt")}
    for name in ("mkdocs.yml", "docs", "entries", "locales", "own", "notes", ".git/HEAD"):
        assert str(tmp_path / name) in followed


# --- what is shown ------------------------------------------------------------------------------------


class Wiki:
    """Stands for a wiki and for MkDocs: a page is what its file says, in the theme that MkDocs rendered last."""

    def __init__(self, root: Path) -> None:
        self.root, self.theme, self.entries = root, root / "theme/main.html", root / "entries/people"
        self.reads = self.builds = 0
        self.is_rendered = ""
        for file, content in ((self.theme, "plain"), (self.entries / "ana.yml", "Ana"), (root / "docs/a.md", "a")):
            editing.write(file, content)
        editing.write(root / VOCABULARY, "kinds")
        (root / "docs/texts").mkdir()
        self.folder = root / "site-0"
        self.live = Live(root, [str(root / name) for name in ("entries", "docs", "theme")], self.read)
        self.build()
        self.builds = 0

    def read(self) -> Routes | None:
        """None if an entry has a mistake, or if there is a kind of page that MkDocs has not rendered."""
        self.reads += 1
        said = {file.stem: editing.read(file) for file in self.entries.iterdir()}
        if "mistake" in said.values():
            return None
        return cast(Routes, Files(said, self.is_rendered))

    def build(self) -> None:
        """As MkDocs does: it fails, and leaves everything, if there is a mistake."""
        self.builds += 1
        theme, before = editing.read(self.theme), self.is_rendered
        self.is_rendered = theme
        files = None if theme == "mistake" else self.read()
        if files is None:
            self.is_rendered = before
            return
        self.reads -= 1
        previous, self.folder = self.folder, self.folder.with_name(self.folder.name + "1")
        editing.write(self.folder / "about/index.html", f"about in {theme}")
        self.live.begin(files, self.folder, previous)

    def get(self, path: str) -> str | None:
        """What somebody sees who asks for a page."""
        self.live.follow(self.build)
        self.live.show(path, self.build)
        file = self.folder / (f"{path}index.html" if path.endswith("/") else path)
        return editing.read(file) if file.is_file() else None


@dataclasses.dataclass
class Files:
    """Stands for `Routes`."""

    said: Mapping[str, str]
    theme: str

    def file(self, path: str) -> str | None:
        id = path.removeprefix("people/").removesuffix("/index.html")
        if path != f"people/{id}/index.html" or id not in self.said:
            return None
        if self.said[id] == "broken":
            raise ValueError("the fragment has a mistake")
        if self.said[id] == "new form" and "form" not in self.theme:
            raise NoStencilError
        return f"{self.said[id]} in {self.theme}"


ANA = "people/ana/"


@pytest.fixture
def shown(tmp_path: Path) -> Wiki:
    return Wiki(tmp_path)


def test_nothing_is_made_before_somebody_looks(shown: Wiki) -> None:
    assert not (shown.folder / ANA).exists()
    assert shown.get(ANA) == "Ana in plain"
    assert (shown.reads, shown.builds) == (0, 0)
    assert shown.get("about/") == "about in plain"
    assert shown.get("people/nobody/") is None
    assert shown.get("") is None


def test_an_entry_or_a_text_is_read_again_without_mkdocs(shown: Wiki) -> None:
    shown.get(ANA)
    editing.write(shown.entries / "ana.yml", "Anna")
    assert shown.get(ANA) == "Anna in plain"
    editing.write(shown.root / "docs/texts/a-text/index.en.md", "words")
    assert shown.get(ANA) == "Anna in plain"
    assert (shown.reads, shown.builds) == (2, 0)
    for _ in range(3):
        shown.get(ANA)
    assert (shown.reads, shown.builds) == (2, 0), "nothing has changed"


def test_a_commit_is_read_without_mkdocs(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    shown = Wiki(tmp_path)
    shown.get(ANA)
    commands = (
        ("add", "--all"),  # what is only staged is no history
        ("commit", "--quiet", "--message", "words"),
        ("checkout", "--quiet", "-b", "another"),
        ("commit", "--quiet", "--amend", "--message", "other words"),
        ("checkout", "--quiet", "--detach"),
    )
    for number, command in enumerate(commands):
        git(tmp_path, *command)
        shown.get(ANA)
        shown.get(ANA)
        assert (shown.reads, shown.builds) == (number, 0)


@pytest.mark.parametrize("file", ["theme/main.html", "docs/a.md", "docs/new.md", VOCABULARY])
def test_mkdocs_is_asked_for_what_it_renders(shown: Wiki, file: str) -> None:
    shown.get(ANA)
    editing.write(shown.root / file, "other")
    found = shown.get(ANA)
    assert shown.builds == 1
    assert found == ("Ana in other" if file == "theme/main.html" else "Ana in plain")
    shown.get(ANA)
    assert shown.builds == 1


def test_a_page_that_is_gone_goes_and_comes_back(shown: Wiki) -> None:
    assert shown.get(ANA)
    content = editing.read(shown.entries / "ana.yml")
    (shown.entries / "ana.yml").unlink()
    assert shown.get(ANA) is None
    editing.write(shown.entries / "ana.yml", content)
    assert shown.get(ANA) == "Ana in plain"
    # After a build of MkDocs, too, which takes over what was shown.
    editing.write(shown.theme, "other")
    (shown.entries / "ana.yml").unlink()
    assert shown.get(ANA) is None


def test_while_there_is_a_mistake_all_is_shown_as_it_was(shown: Wiki) -> None:
    shown.get(ANA)
    editing.write(shown.entries / "ana.yml", "mistake")
    assert shown.get(ANA) == "Ana in plain"
    assert shown.builds == 1, "MkDocs is asked, which tells the mistake"
    assert shown.get(ANA) == "Ana in plain"
    assert shown.builds == 1, "once"
    editing.write(shown.entries / "ana.yml", "Anna")
    assert shown.get(ANA) == "Anna in plain"
    assert shown.builds == 1


def test_what_mkdocs_could_not_render_for_a_mistake_is_rendered_after_it(shown: Wiki) -> None:
    shown.get(ANA)
    editing.write(shown.theme, "other")
    editing.write(shown.entries / "ana.yml", "mistake")
    assert shown.get(ANA) == "Ana in plain"
    editing.write(shown.entries / "ana.yml", "Anna")
    assert shown.get(ANA) == "Anna in other"
    assert shown.builds == 2


def test_a_mistake_in_the_theme_outlives_edits_of_entries(shown: Wiki) -> None:
    shown.get(ANA)
    editing.write(shown.theme, "mistake")
    assert shown.get(ANA) == "Ana in plain"
    editing.write(shown.entries / "ana.yml", "Anna")
    assert shown.get(ANA) == "Ana in plain"
    editing.write(shown.theme, "other")
    assert shown.get(ANA) == "Anna in other"


def test_a_page_that_fails_is_shown_as_it_was(shown: Wiki) -> None:
    shown.get(ANA)
    editing.write(shown.entries / "ana.yml", "broken")
    for _ in range(2):
        with pytest.raises(ValueError, match="mistake"):
            shown.get(ANA)
        assert editing.read(shown.folder / ANA / "index.html") == "Ana in plain"
    editing.write(shown.entries / "ana.yml", "Anna")
    assert shown.get(ANA) == "Anna in plain"


def test_the_first_page_of_a_new_form_has_mkdocs_render_it(shown: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.get(ANA)
    build = shown.build

    def build_with_form() -> None:
        shown.theme.write_text("form", encoding="utf-8")
        editing.age(shown.theme)
        build()

    monkeypatch.setattr(shown, "build", build_with_form)
    editing.write(shown.entries / "ana.yml", "new form")
    assert shown.get(ANA) == "new form in form"
    assert shown.builds == 1


def test_who_leaves_out_the_slash_is_led_to_the_page(shown: Wiki) -> None:
    assert shown.get("people/ana") is None
    assert (shown.folder / "people/ana/index.html").is_file()


def test_what_changes_before_the_first_page_is_shown_is_seen(tmp_path: Path) -> None:
    class Edited(Wiki):
        def build(self) -> None:
            super().build()
            editing.write(self.entries / "ana.yml", "Anna")

    assert Edited(tmp_path).get(ANA) == "Anna in plain"


def test_no_edit_within_one_tick_of_the_clock_is_missed(shown: Wiki) -> None:
    """A file may have the same time, size and number after two edits."""
    file = shown.entries / "ana.yml"
    for number in range(10):
        file.write_bytes(b"A%d" % number)
        moment = time.time_ns()
        os.utime(file, ns=(moment, moment))
        assert shown.get(ANA) == f"A{number} in plain"
        file.write_bytes(b"B%d" % number)
        os.utime(file, ns=(moment, moment))
        assert shown.get(ANA) == f"B{number} in plain"


def test_nobody_waits_for_ever_for_a_file_that_is_always_written(shown: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        os.utime(shown.theme)

    monkeypatch.setattr(time, "sleep", sleep)
    shown.theme.write_text("other", encoding="utf-8")
    assert shown.get(ANA) == "Ana in other"
    assert 0 < len(waits) < 50


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("", ["index.html"]),
        ("zh/people/", ["zh/people/index.html"]),
        ("people/index.html", ["people/index.html"]),
        ("assets/charsu.css", ["assets/charsu.css"]),
        ("people", ["people", "people/index.html"]),
    ],
)
def test_nothing_is_looked_for_below_what_is_a_file(tmp_path: Path, asked: str, made: list[str]) -> None:
    looked_for: list[str] = []

    class Files:
        def file(self, path: str) -> None:
            looked_for.append(path)

    live = Live(tmp_path, [], lambda: None)
    live.begin(cast(Routes, Files()), tmp_path, tmp_path)
    live.show(asked, lambda: None)
    assert looked_for == made
