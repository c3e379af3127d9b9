"""History: what git says, turned into days."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from browsing import serve
from building import build
from charsu.i18n.catalogues import load_words
from charsu.incremental.filestat import RECENT
from charsu.incremental.readcache import ReadCache
from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.model import limits
from charsu.model.changes import Authorship, ChangeDay, ChangedItem, History
from charsu.publish import build_record
from charsu.read import git_history
from charsu.read.git_history import commit_files, gather, read_history
from charsu.render.components import authors
from charsu.support.html import for_template
from charsu.view.page_context import PageContext
from charsu.view.site import Site
from committing import commit, git
from helpers import LANGUAGES, ROOT, sample_wiki
from pages import read_html
from synthetic import write_wiki

ANA, BO, STORM = ChangedItem(False, "ana"), ChangedItem(False, "bo"), ChangedItem(True, "storm")


def told(log: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Day, and what was done to whom."""
    return [
        (day.day.isoformat(), {what: [item.id for item in items] for what, items in day.changes.items()})
        for day in gather(log).days
    ]


# --- what git says ------------------------------------------------------------------------------


def test_no_output_is_no_history() -> None:
    assert gather("") == History((), {})


def test_a_commit_tells_entries_and_texts_apart() -> None:
    log = "commit 2024-05-02T10:00:00+02:00\n\nA\tentries/people/ana.yml\nM\tdocs/texts/storm/index.vi.md\n"
    last = datetime.datetime.fromisoformat("2024-05-02T10:00:00+02:00")
    assert gather(log).days == (ChangeDay(last.date(), last, {"added": (ANA,), "changed": (STORM,)}),)
    assert gather(log).days[0].id == "day-2024-05-02"


def test_what_is_no_entry_and_no_text_is_not_told() -> None:
    files = ("entries/vocabulary.yml", "entries/sources.yml", "entries/people/.ana.yml.swp", "docs/texts/readme.md")
    assert told("commit 2024-05-02T10:00:00Z\n\n" + "".join(f"M\t{file}\n" for file in files)) == []


def test_an_article_is_a_part_of_its_entry_and_a_version_of_its_text() -> None:
    files = ("A\tentries/people/ana.vi.md", "D\tdocs/texts/storm/index.zh.md", "D\tentries/people/bo.en.md")
    log = "commit 2024-05-02T10:00:00Z\n\n" + "\n".join(files) + "\n"
    assert told(log) == [("2024-05-02", {"changed": ["ana", "bo", "storm"]})]


def test_days_are_those_of_the_committer_the_latest_first() -> None:
    log = (
        "commit 2024-05-01T23:30:00-05:00\n\nM\tentries/people/ana.yml\n"
        "commit 2024-05-02T01:00:00+08:00\n\nM\tentries/people/bo.yml\n"
    )
    assert [day for day, _ in told(log)] == ["2024-05-02", "2024-05-01"]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        pytest.param("MA", {"added": ["ana"]}, id="added-then-changed"),
        pytest.param("DM", {"removed": ["ana"]}, id="changed-then-removed"),
        pytest.param("AD", {"changed": ["ana"]}, id="removed-then-added-again"),
        pytest.param("MM", {"changed": ["ana"]}, id="changed-twice"),
        pytest.param("T", {"changed": ["ana"]}, id="another-type-of-file"),
    ],
)
def test_what_happens_within_a_day_is_told_once(statuses: str, expected: dict[str, list[str]]) -> None:
    """The latest commit stands first."""
    log = "".join(f"commit 2024-05-02T10:00:00Z\n\n{status}\tentries/people/ana.yml\n" for status in statuses)
    assert told(log) == [("2024-05-02", expected)]


def test_what_was_added_and_removed_within_a_day_was_never_there() -> None:
    commits = (f"commit 2024-05-02T10:00:00Z\n\n{status}\tentries/people/ana.yml\n" for status in "DA")
    assert told("".join(commits)) == []


def test_who_gets_another_id_is_removed_and_added_who_moves_is_changed() -> None:
    log = (
        "commit 2024-05-02T10:00:00Z\n\nD\tentries/people/ana.yml\nA\tentries/people/anna.yml\n"
        "D\tentries/people/bo.yml\nA\tentries/ships/bo.yml\n"
    )
    assert told(log) == [("2024-05-02", {"added": ["anna"], "changed": ["bo"], "removed": ["ana"]})]


def test_a_path_in_quotes_is_read() -> None:
    log = 'commit 2024-05-02T10:00:00Z\n\nD\t"entries/people/\\347\\216\\233 \\"x\\"\\ty.yml"\n'
    assert told(log) == [("2024-05-02", {"removed": ['玛 "x"\ty']})]


def test_days_are_left_out_behind_many_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHANGES_ON_PAGE", 2)
    days = (f"commit 2024-05-0{n}T10:00:00Z\n\nM\tentries/people/ana.yml\n" for n in (5, 4, 3))
    assert [day for day, _ in told("".join(days))] == ["2024-05-05", "2024-05-04"]


# --- who wrote what -----------------------------------------------------------------------------


def by(*authors: str, files: str = "M\tentries/people/ana.yml", time: str = "2024-05-02T10:00:00Z") -> str:
    """A commit, as git is asked to tell it."""
    return "\x1f".join([f"commit {time}", *authors]) + f"\n\n{files}\n"


def test_authors_stand_in_the_order_of_their_commits_the_latest_first_among_equals() -> None:
    log = by("Cy") + by("Ana") + by("Bo") + by("Ana")
    assert gather(log).written[ANA].authors == ("Ana", "Cy", "Bo")


def test_whoever_is_named_in_the_message_is_an_author_too_and_counts_once() -> None:
    log = by("Ana", "Bo Example <bo@b.example>", "Ana <ana@a.example>") + by("Bo Example")
    assert gather(log).written[ANA].authors == ("Bo Example", "Ana")


def test_the_mailmap_is_asked_once_for_all_who_are_named_in_messages() -> None:
    asked: list[list[str]] = []

    def mailmapped(contacts: list[str]) -> dict[str, str]:
        asked.append(contacts)
        return {"bo <b@b.example>": "Bo Example <bo@b.example>"}

    log = (
        by("Ana", "bo <b@b.example>", "Cy <c@c.example>")
        + by("Ana", "bo <b@b.example>", "", "someone@b.example")
        + by("Bo Example")
    )
    assert gather(log, mailmapped).written[ANA].authors == ("Bo Example", "Ana", "Cy")
    assert asked == [["Cy <c@c.example>", "bo <b@b.example>"]]


def test_each_file_of_an_entry_or_a_text_counts_and_the_latest_time() -> None:
    log = (
        by("Ana", time="2024-05-02T10:00:00+09:00", files="M\tentries/people/ana.zh.md")
        + by("Bo", time="2024-05-02T09:00:00Z")
        + by("Cy", time="2024-01-01T00:00:00Z", files="M\tdocs/texts/storm/text.yml")
        + by("Di", time="2023-01-01T00:00:00Z", files="A\tdocs/texts/storm/index.vi.md\nA\tentries/sources.yml")
    )
    time = datetime.datetime.fromisoformat
    assert gather(log).written == {
        ANA: Authorship(time("2024-05-02T09:00:00Z"), ("Ana", "Bo")),
        STORM: Authorship(time("2024-01-01T00:00:00Z"), ("Cy", "Di")),
    }


def test_authors_are_known_from_before_the_commits_of_which_days_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COMMITS_IN_CHANGES", 1)
    found = gather(by("Ana", time="2024-05-02T10:00:00Z") + by("Bo", time="2024-05-01T10:00:00Z"))
    assert [day.day.isoformat() for day in found.days] == ["2024-05-02"]
    assert found.written[ANA].authors == ("Ana", "Bo")


# --- git itself ---------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A wiki below the root of a repository: two days of changes, and one that nobody has committed."""
    root = tmp_path / "project/wiki"
    people = root / "entries/people"
    people.mkdir(parents=True)
    git(tmp_path / "project", "init", "--quiet")
    for name in ("ana", "bo", "a b 玛"):
        (people / f"{name}.yml").write_text("a name\n" * 20, encoding="utf-8")
    commit(root, "2024-05-02T10:00:00+02:00")
    (people / "bo.yml").rename(people / "bob.yml")
    (people / "ana.yml").write_text("another name\n", encoding="utf-8")
    commit(root, "2024-06-03T23:59:59-11:00")
    (people / "cy.yml").write_text("not yet\n", encoding="utf-8")
    return root


def test_the_history_of_a_repository_is_that_of_its_commits(repository: Path) -> None:
    found = read_history(repository)
    assert found is not None
    assert [(day.day.isoformat(), day.last.isoformat()) for day in found.days] == [
        ("2024-06-03", "2024-06-03T23:59:59-11:00"),
        ("2024-05-02", "2024-05-02T10:00:00+02:00"),
    ]
    assert found.days[0].changes == {"added": (ChangedItem(False, "bob"),), "changed": (ANA,), "removed": (BO,)}
    assert found.days[1].changes == {"added": (ChangedItem(False, "a b 玛"), ANA, BO)}


def test_names_are_those_of_the_mailmap_and_of_co_authors(repository: Path) -> None:
    own = "Ana Example <ana@a.example> <a@b.example>\nBo Example <bo@b.example> <bo@old.example>\n"
    (repository.parent / ".mailmap").write_text(own, encoding="utf-8")
    git(repository, "add", "--all")
    git(
        repository,
        "commit",
        "--message",
        "Cy\n\nCo-authored-by: bo <bo@old.example>\nco-authored-by: 玛 <m@m.example>\n",
    )
    found = read_history(repository)
    assert found is not None
    assert found.written[ChangedItem(False, "cy")].authors == ("Ana Example", "Bo Example", "玛")
    assert found.written[BO].authors == ("Ana Example",)


def test_merges_have_no_authors(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "side", "HEAD~1")
    (repository / "entries/people/di.yml").write_text("di\n", encoding="utf-8")
    commit(repository, "2024-07-01T10:00:00Z")
    git(repository, "merge", "--no-ff", "--message", "A merge\n\nCo-authored-by: Nobody <n@n.example>", "@{-1}")
    found = read_history(repository)
    assert found is not None
    assert {name for written in found.written.values() for name in written.authors} == {"a@b.example"}


def test_a_name_in_another_encoding_costs_only_its_letters(repository: Path) -> None:
    git(repository, "add", "--all")
    git(
        repository,
        "-c",
        "i18n.commitEncoding=ISO-8859-1",
        "commit",
        "--message",
        "x",
        "--author",
        "J\udce9r <j@j.example>",
    )
    found = read_history(repository)
    assert found is not None and found.written[ChangedItem(False, "cy")].authors == ("Jér",)


def test_a_renamed_entry_keeps_its_authors_and_was_changed(repository: Path) -> None:
    bob = ChangedItem(False, "bob")
    found = read_history(repository, {"bo": "bob"})
    assert found is not None
    assert found.days[0].changes == {"changed": (ANA, bob)}
    assert found.days[1].changes == {"added": (ChangedItem(False, "a b 玛"), ANA, bob)}
    assert BO not in found.written and found.written[bob] == found.written[ANA]


def test_an_entry_that_takes_another_one_in_was_changed(repository: Path) -> None:
    folder = repository / "entries/people"
    (folder / "dee.yml").write_text("name: x", encoding="utf-8")
    commit(repository, "2024-06-04T10:00:00+02:00")
    (folder / "dee.yml").write_text("name: y", encoding="utf-8")
    (folder / "cy.yml").unlink()
    commit(repository, "2024-06-05T10:00:00+02:00")
    found = read_history(repository, {"cy": "dee"})
    assert found is not None and found.days[0].changes == {"changed": (ChangedItem(False, "dee"),)}


def test_a_ledger_is_not_written_by_people(repository: Path) -> None:
    folder = repository / "docs/texts/storm"
    folder.mkdir(parents=True)
    (folder / "text.yml").write_text("title: x", encoding="utf-8")
    commit(repository, "2024-06-04T10:00:00+02:00")
    (folder / "ledger.json").write_text("{}", encoding="utf-8")
    commit(repository, "2024-06-05T10:00:00+02:00")
    found = read_history(repository)
    assert found is not None
    assert [day.day.isoformat() for day in found.days] == ["2024-06-04", "2024-06-03", "2024-05-02"]
    assert found.days[0].changes == {"added": (ChangedItem(False, "cy"), ChangedItem(True, "storm"))}


def test_nobody_s_own_configuration_changes_it(repository: Path) -> None:
    expected = read_history(repository)
    for setting in (
        "core.quotePath=true",
        "diff.renames=copies",
        "log.showRoot=false",
        "color.ui=always",
        "log.mailmap=false",
    ):
        git(repository, "config", *setting.split("="))
    assert expected and read_history(repository) == expected


def test_a_part_of_a_history_is_none(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.parent}", "shallow")
    git(tmp_path, "clone", "--quiet", f"file://{repository.parent}", "whole")
    assert read_history(tmp_path / "shallow/wiki") is None
    assert read_history(tmp_path / "whole/wiki") == read_history(repository)


def test_without_a_repository_or_without_commits_there_is_none(tmp_path: Path) -> None:
    assert read_history(tmp_path) is None
    git(tmp_path, "init", "--quiet")
    assert read_history(tmp_path) is None
    (tmp_path / "readme").write_text("nothing of a wiki", encoding="utf-8")
    commit(tmp_path, "2024-05-02T10:00:00Z")
    assert read_history(tmp_path) is None


def test_a_broken_repository_has_none(repository: Path) -> None:
    (repository.parent / ".git/HEAD").write_text("ref: refs/heads/nowhere\n", encoding="utf-8")
    assert read_history(repository) is None
    (repository.parent / ".git/HEAD").unlink()
    assert read_history(repository) is None


def test_without_git_there_is_none(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert read_history(repository) is None


def commit_at(root: Path, committer: str) -> None:
    """Commit whatever there is with a raw committer line, as only a broken or malicious program does."""
    git(root, "add", "--all")
    tree, parent = git(root, "write-tree"), git(root, "rev-parse", "HEAD")
    raw = f"tree {tree}\nparent {parent}\nauthor T <t@x> 1700000000 +0000\n{committer}\n\nwords\n"
    (root / "raw").write_text(raw, encoding="utf-8")
    id = git(root, "hash-object", "-t", "commit", "-w", "--literally", "raw")
    (root / "raw").unlink()
    git(root, "update-ref", "HEAD", id)


@pytest.mark.parametrize(
    ("committer", "is_dated"),
    [
        ("committer T <t@x> 1700000000 +2400", True),
        ("committer T <t@x> 1700000000 +9900", True),
        ("committer T <t@x> 1700000000 -9959", True),
        ("committer T <t@x> 253402300799 +0000", True),
        ("committer T <t@x> 253402300799 +1400", True),
        ("committer T <t@x> 253402300800 +0000", False),
        ("committer T <t@x> 99999999999999 +0000", False),
        ("committer T <t@x> 99999999999999999999999 +0000", None),
        ("committer T <t@x> -5 +0000", False),
        ("committer T <t@x>", False),
        ("committer T", False),
        ("committer", False),
    ],
)
def test_any_date_of_a_commit_is_survived(repository: Path, committer: str, is_dated: bool | None) -> None:
    before = read_history(repository)
    commit_at(repository, committer)  # adds cy.yml
    found = read_history(repository)
    assert before
    assert found
    # Of a number beyond its own range, git may make any.
    assert is_dated is None or (ChangedItem(False, "cy") in found.written) == is_dated
    assert found.written[BO] == before.written[BO]
    assert [day.date for day in found.days]


def test_a_name_of_an_author_cannot_change_what_a_page_says() -> None:
    assert gather(by("Ann\u202e\u0007 Example")).written[ANA].authors == ("Ann Example",)


# --- what is remembered of it -------------------------------------------------------------------


class Reader:
    """Reads the history of a wiki again and again, as `wiki serve` does."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.logs, self._read_cache = root, 0, ReadCache()
        (root / "mkdocs.yml").write_text("site_name: A wiki\n", encoding="utf-8")
        ask = git_history._git

        def counted(root: Path, *arguments: str, input: str = "") -> str | None:
            self.logs += "log" in arguments
            return ask(root, *arguments, input=input)

        patch.setattr(git_history, "_git", counted)

    def read(self) -> History | None:
        time.sleep(1.2 * RECENT / 1e9)  # files that were written just now are not relied upon
        return read_history(self.root, {"old": "new"}, self._read_cache)

    def inputs(self) -> str:
        """Of a build of the same wiki."""
        return build_record.fingerprint(self.root, {})


def in_a_folder(repository: Path) -> Path:
    return repository


def in_a_worktree(repository: Path) -> Path:
    beside = repository.parent.with_name("beside")
    git(repository, "worktree", "add", "--quiet", "-b", "beside", str(beside))
    return beside / "wiki"


def with_packed_refs(repository: Path) -> Path:
    git(repository, "pack-refs", "--all")
    return repository


def in_a_worktree_with_packed_refs(repository: Path) -> Path:
    return with_packed_refs(in_a_worktree(repository))


def in_a_submodule(repository: Path) -> Path:
    above = repository.parent.with_name("above")
    above.mkdir()
    git(above, "init", "--quiet")
    git(above, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(repository.parent), "below")
    return above / "below/wiki"


PLACES = (in_a_folder, in_a_worktree, with_packed_refs, in_a_worktree_with_packed_refs, in_a_submodule)


def add(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--message", "x", date="2024-07-01T10:00:00Z")


def amend(root: Path) -> None:
    git(root, "commit", "--amend", "--no-edit", date="2024-08-01T10:00:00Z")


def check_out(root: Path) -> None:
    """Another branch, with the same files."""
    git(root, "checkout", "--quiet", "other")


def detach(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach", "other")


def name_authors(root: Path) -> None:
    (root.parent / ".mailmap").write_text("Ana Example <a@b.example>\n", encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("change", [add, amend, check_out, detach, name_authors])
def test_whatever_changes_the_history_is_noticed(
    repository: Path, place: Callable[[Path], Path], change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = place(repository)
    branch = git(root, "symbolic-ref", "--short", "HEAD")
    git(root, "checkout", "--quiet", "-b", "other")
    amend(root)
    git(root, "checkout", "--quiet", branch)
    (root / "entries/people/di.yml").write_text("not yet\n", encoding="utf-8")
    reader = Reader(root, monkeypatch)
    before, inputs = reader.read(), reader.inputs()
    change(root)
    assert reader.inputs() != inputs
    after = reader.read()
    assert before and after and after != before
    assert after == read_history(root, {"old": "new"})

    # So is what happens afterwards, in the new place.
    inputs = reader.inputs()
    (amend if change is add else add)(root)
    assert reader.inputs() != inputs
    assert reader.read() == read_history(root, {"old": "new"}) != after


@pytest.mark.parametrize("place", PLACES)
def test_git_is_not_asked_again_for_an_edit(
    repository: Path, place: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(root := place(repository), monkeypatch)
    before = reader.read()
    for name in ("ana", "new"):
        (root / f"entries/people/{name}.yml").write_text("edited\n", encoding="utf-8")
        assert reader.read() is before is not None
    git(root, "add", "--all")
    assert reader.read() is before
    assert reader.logs == 1


def test_another_branch_that_grows_changes_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = in_a_worktree(repository)
    reader = Reader(repository, monkeypatch)
    before, inputs = reader.read(), reader.inputs()
    amend(beside)
    assert reader.read() is before is not None
    assert reader.inputs() == inputs
    assert reader.logs == 1


def test_another_name_of_an_entry_is_another_history(repository: Path) -> None:
    cache = ReadCache()
    time.sleep(1.2 * RECENT / 1e9)
    for renamed in ({}, {"bo": "bob"}, {"bo": "ana"}):
        assert read_history(repository, renamed, cache) == read_history(repository, renamed)


def test_the_rest_of_a_history_is_noticed(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.parent}", "shallow")
    reader = Reader(tmp_path / "shallow/wiki", monkeypatch)
    inputs = reader.inputs()
    assert reader.read() is None
    git(tmp_path / "shallow", "fetch", "--quiet", "--unshallow")
    assert reader.inputs() != inputs
    assert reader.read() == read_history(repository)


def test_a_commit_that_is_replaced_is_noticed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(repository, monkeypatch)
    before, inputs = reader.read(), reader.inputs()
    git(repository, "replace", "--graft", "HEAD")
    assert reader.inputs() != inputs
    assert before != reader.read() == read_history(repository)


def test_a_repository_that_is_begun_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "entries/people").mkdir(parents=True)
    (tmp_path / "entries/people/ana.yml").write_text("x", encoding="utf-8")
    reader = Reader(tmp_path, monkeypatch)
    inputs = reader.inputs()
    assert reader.read() is None
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2024-05-02T10:00:00Z")
    assert reader.inputs() != inputs
    assert (found := reader.read()) and ANA in found.written


@pytest.mark.parametrize("folder", [".git", "worktrees/x"])
def test_refs_in_tables_are_noticed(tmp_path: Path, folder: str) -> None:
    """As gitrepository-layout(5) has them; where HEAD is always the same."""
    git, own = tmp_path / ".git", tmp_path / folder
    for each in {git, own}:
        (each / "reftable").mkdir(parents=True)
        (each / "HEAD").write_text("ref: refs/heads/.invalid\n", encoding="utf-8")
    root = tmp_path
    if own != git:
        (own / "commondir").write_text("../../.git\n", encoding="utf-8")
        root = tmp_path / "tree"
        root.mkdir()
        (root / ".git").write_text(f"gitdir: {own}\n", encoding="utf-8")
    (root / "mkdocs.yml").touch()
    before = build_record.fingerprint(root, {})
    for each in (own, git):
        (each / "reftable/tables.list").write_text(before, encoding="utf-8")
        after = build_record.fingerprint(root, {})
        assert after != before
        before = after


@pytest.mark.parametrize("said", ["", "ref: ", "ref: refs/heads/\0x", "ref: HEAD", "gitdir: \0", "\udcff"])
def test_no_file_of_git_s_own_is_too_odd(tmp_path: Path, said: str) -> None:
    (tmp_path / "mkdocs.yml").touch()
    for name in (".git/HEAD", ".git/commondir", "tree/.git"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(said, encoding="utf-8", errors="surrogateescape")
    (tmp_path / "tree/mkdocs.yml").touch()
    for root in (tmp_path, tmp_path / "tree"):
        assert commit_files(root)
        assert build_record.fingerprint(root, {})
        assert read_history(root, {}, ReadCache()) is None


# --- the page and the feed ----------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://wiki.example/below/"


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wiki with a history: first built without an address, then with one."""
    root = tmp_path_factory.mktemp("history")
    write_wiki(root, entries=20, texts=1)
    (root / "entries/people/person-0999.yml").write_text("no longer there\n", encoding="utf-8")
    (root / ".gitignore").write_text("site*\n", encoding="utf-8")
    git(root, "init", "--quiet")
    commit(root, "2024-05-02T10:00:00+02:00")
    (root / "entries/people/person-0999.yml").unlink()
    entry = root / "entries/people/person-0002.yml"
    entry.write_text(entry.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    commit(root, "2024-06-03T09:00:00Z")
    for folder, url in (("site-without", ""), ("site-with", HOME)):
        status, output = build(root, "--strict", "--site-dir", str(root / folder), SITE_URL=url)
        assert status == 0, output
    return root


@pytest.mark.parametrize(("home", "day"), [("", "3 June 2024"), ("zh/", "2024年6月3日"), ("vi/", "3 tháng 6, 2024")])
def test_the_page_tells_the_days_in_the_reader_s_language(wiki: Path, home: str, day: str) -> None:
    page = read_html((wiki / f"site-without/{home}changes/index.html").read_text(encoding="utf-8"))
    article = page.one("article", id="content")
    assert next(time.text for time in article.all("time")) == day
    latest = article.one("section", id="day-2024-06-03")
    assert [link.get("href") for link in latest.all("a")] == ["../people/person-0002/"]
    assert [code.text for code in latest.all("code")] == ["person-0999"]
    assert "person-0999" in article.one("section", id="day-2024-05-02").text


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        ("", "Last changed: 3 June 2024 Edited by: a@b.example"),
        ("zh/", "最后修改：2024年6月3日 编者：a@b.example"),
        ("vi/", "Sửa đổi lần cuối: 3 tháng 6, 2024 Người biên soạn: a@b.example"),
    ],
)
def test_an_entry_tells_who_wrote_it_and_when(wiki: Path, home: str, expected: str) -> None:
    page = read_html((wiki / f"site-without/{home}people/person-0002/index.html").read_text(encoding="utf-8"))
    foot = page.one("p", cls="written")
    assert foot.text == expected
    assert foot.one("time").get("datetime") == "2024-06-03"


def test_a_text_tells_who_wrote_it_and_when(wiki: Path) -> None:
    page = read_html((wiki / "site-without/texts/text-01/index.html").read_text(encoding="utf-8"))
    assert page.one("p", cls="written").one("time").get("datetime") == "2024-05-02"


@pytest.mark.parametrize(
    ("language", "many"),
    [("en", "A, B, C, D, E and 2 others"), ("zh", "A、B、C、D、E和另外2人"), ("vi", "A, B, C, D, E và 2 người khác")],
)
def test_many_authors_are_counted_a_single_one_never_is(language: str, many: str) -> None:
    words = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)[language]
    links = link(sample_wiki())
    context = PageContext(Site(sample_wiki(), links, find_backlinks(sample_wiki(), links)), words, "", "")
    assert for_template(authors("ABCDEFG", context)).striptags() == many
    assert "F" in authors("ABCDEF", context)
    assert authors(["<b>&"], context) == "<bdi>&lt;b&gt;&amp;</bdi>"
    assert context.authorship("nobody") is None


def test_without_an_address_there_is_no_feed_and_no_link_to_it(wiki: Path) -> None:
    site = wiki / "site-without"
    assert not list(site.rglob("changes.xml"))
    assert not [page for page in site.rglob("*.html") if "changes.xml" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("home", ["", "zh/", "vi/"])
def test_the_feed_is_valid_atom_and_leads_to_pages_that_are_there(wiki: Path, home: str) -> None:
    feed = ElementTree.parse(wiki / f"site-with/{home}changes.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (home.strip("/") or "en")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Charsu"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{HOME}{home}changes.xml", "alternate": f"{HOME}{home}changes/"}
    assert feed.findtext(f"{ATOM}updated") == "2024-06-03T09:00:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{HOME}{home}changes/#day-2024-06-03",
        f"{HOME}{home}changes/#day-2024-05-02",
    ]
    for element in [feed, *entries]:
        assert element.findtext(f"{ATOM}id") and element.findtext(f"{ATOM}title")
        assert datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    for entry in entries:
        content = entry.find(f"{ATOM}content")
        assert content is not None and content.get("type") == "html"
        addresses = [link.get("href") for link in read_html(content.text or "").all("a")]
        assert addresses
        for address in addresses:
            assert address.startswith(HOME + home)
            assert (wiki / "site-with" / address.removeprefix(HOME) / "index.html").exists()


def test_every_page_tells_of_the_feed_of_its_language(wiki: Path) -> None:
    for page, expected in (("people/person-0002/", "../../changes.xml"), ("vi/texts/", "../changes.xml")):
        head = read_html((wiki / f"site-with/{page}index.html").read_text(encoding="utf-8")).one("head")
        assert head.one("link", type="application/atom+xml").get("href") == expected


def test_no_page_asks_for_more_because_of_the_feed(browser: Browser, wiki: Path) -> None:
    """Material's script fetches a sitemap for every link of the relation "alternate"."""
    asked: list[str] = []
    with serve(wiki / "site-with") as address:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto(f"{address}vi/people/person-0002/", wait_until="networkidle")
        page.close()
    assert "vi/people/person-0002/" in asked and not [url for url in asked if "sitemap" in url]
