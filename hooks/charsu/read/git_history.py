"""History: which entries and texts were added, changed or removed, when and by whom, as git has recorded it.

Only what is committed counts, and only the dates of commits: the same commit gives the same history.
Where git is missing, or knows only a part (a copy without `.git`, a shallow clone), there is no
history at all, since a part of it would call everything new, and name the wrong authors.
"""

import dataclasses
import datetime
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from charsu.incremental.filestat import take_snapshot
from charsu.incremental.readcache import CachedRead, NoCache, ReadCache
from charsu.model import limits
from charsu.model.changes import Authorship, ChangeDay, ChangedItem, ChangeKind, History
from charsu.model.records import EntryId
from charsu.support.diagnostics import Problems
from charsu.support.textfile import CONTROL

FOLDERS = ("entries", "docs/texts", ":(exclude,glob)docs/texts/*/ledger.json")
"""What people write, from the root of the project; a ledger is not written by people."""


Mailmap = Callable[[list[str]], Mapping[str, str]]
"""Gives "name <address>" as .mailmap has it for each that is given."""


@dataclasses.dataclass(frozen=True)
class _Commit:
    time: datetime.datetime
    authors: tuple[str, ...]
    """Those who are only named in the message as "name <address>"."""
    touched: Mapping[ChangedItem, str]
    """What it did to each entry and text: A (added), D (removed) or M (changed)."""


# --- git ----------------------------------------------------------------------------------------


def read_history(
    root: Path, renamed: Mapping[EntryId, EntryId] | None = None, cache: ReadCache | None = None
) -> History | None:
    """The history of the wiki in a folder; None if nothing, or not everything, is known of it.

    Args:
        root: the folder.
        renamed: what entries were called -> what they are called now, or have become a part of.
        cache: knows it as long as all `commit_files` are the same; else git is asked.
    """
    cache = cache or NoCache()
    names = cache.intern(("renamed",), dict(renamed or {}))
    files = tuple(sorted(take_snapshot(commit_files(root))))
    return cache.get(CachedRead(("history",), files, (names,), lambda _: _ask(root, names)), Problems())


def commit_files(root: Path) -> list[str]:
    """Return the files and folders that say which commits a wiki is made of, and what .mailmap calls their authors.

    Some of them may not exist. With every commit, amendment, checkout or fetch that matters, one of them changes, or
    the list does. gitrepository-layout(5) describes them.
    """
    found = _find_git(root)
    if found is None:
        return []
    git, own, common = found
    refs = [own / "HEAD"]
    while len(refs) <= _SYMBOLIC and (ref := re.match(r"ref:\s*(refs/[^\x00-\x20\x7f]+)", _read_git_file(refs[-1]))):
        refs.append(common / ref[1])
    shared = ("packed-refs", "reftable", "refs/replace", "shallow", "info/grafts")
    files = [*refs, *(common / name for name in shared), own / "reftable", git.with_name(".mailmap")]
    return list(dict.fromkeys(map(str, files)))


def commit_log(root: Path) -> list[str]:
    """Return the file to which git adds a line whenever HEAD moves; nothing if it keeps none."""
    found = _find_git(root)
    return [str(found[1] / "logs/HEAD")] if found and (found[1] / "logs/HEAD").is_file() else []


def _find_git(root: Path) -> tuple[Path, Path, Path] | None:
    """Return the `.git` of a folder, the folder of its worktree, and the one that all worktrees share."""
    around = (folder / ".git" for folder in (root.resolve(), *root.resolve().parents))
    git = next((each for each in around if os.path.isfile(each) or os.path.lexists(each / "HEAD")), None)  # noqa: PTH113
    if git is None:
        return None
    # In a worktree or a submodule, .git is a file that names the folder, and the folder of a worktree names the shared
    # one. Joined to an absolute path, what is before it does not count.
    own = git.parent / _read_git_file(git).removeprefix("gitdir: ").rstrip("\r\n") if git.is_file() else git
    return git, own, own / _read_git_file(own / "commondir").rstrip("\r\n")


_SYMBOLIC = 5
"""Maximum number of symbolic refs in a row that git itself follows."""


def _read_git_file(file: Path) -> str:
    """Return the content of one of git's own files up to the first NUL, as git reads it; "" if it does not exist."""
    try:
        return os.fsdecode(file.read_bytes().partition(b"\0")[0])
    except (OSError, ValueError):
        return ""


def _ask(root: Path, renamed: Mapping[EntryId, EntryId]) -> History | None:
    """Ask git for the history."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false\n":
        return None
    log = _git(
        root,
        *_ITS_OWN,
        *("log", "--no-merges", "--name-status", "--no-renames", "--relative"),
        *(f"--format={_FORMAT}", "--no-color", "--no-ext-diff", "--no-show-signature", "--", *FOLDERS),
    )
    history = gather(log, lambda contacts: _mailmapped(root, contacts), renamed) if log else None
    return history if history and history.written else None


_SETTINGS = ("core.quotePath=false", "log.showRoot=true", "i18n.logOutputEncoding=UTF-8", "mailmap.file=")
_ITS_OWN = tuple(part for setting in _SETTINGS for part in ("-c", setting))
"""What somebody has set in a configuration of their own must not change what is read."""

_FORMAT = "commit %cI %ct%x1f%aN%x1f%(trailers:key=Co-authored-by,valueonly=true,unfold=true,separator=%x1f)"
"""One line, its fields separated by U+001F: when (in ISO 8601 and in seconds since 1970), author, co-authors."""


def _mailmapped(root: Path, contacts: list[str]) -> dict[str, str]:
    """What .mailmap calls those who are named in messages; git itself applies it to authors only."""
    said = _git(root, *_ITS_OWN, "check-mailmap", "--stdin", input="".join(f"{contact}\n" for contact in contacts))
    lines = said.split("\n")[:-1] if said else []
    return dict(zip(contacts, lines, strict=True)) if len(lines) == len(contacts) else {}


def _git(root: Path, *arguments: str, input: str = "") -> str | None:
    """What git says; None if it fails, or is not there."""
    # Within a hook of git's own, these would lead it to another repository.
    elsewhere = ("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *arguments],
            cwd=root,
            env=environment | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"},
            input=input.encode(),
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode("utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return None


# --- what it says -------------------------------------------------------------------------------


def gather(
    log: str, mailmapped: Mailmap = lambda contacts: {}, renamed: Mapping[EntryId, EntryId] = MappingProxyType({})
) -> History:
    r"""Turn what git says into days and authors.

    What happens to one entry within a day is told once: what was added and then changed was added, and
    what was added and removed was never there. An entry that moves to another folder, or gets another
    id, was changed; so was one that has taken another one in.

    Args:
        log: `commit <ISO 8601> <seconds>` and, each after U+001F, the author and the co-authors ("name <address>"); an
            empty line, and `<status>\t<path>` for each file; the latest commit first.
        mailmapped: what such contacts are to be called.
        renamed: old ids of entries -> those of today.
    """
    commits = list(_commits(log, renamed))
    return History(_days(commits[: limits.COMMITS_IN_CHANGES]), _written(commits, mailmapped))


def _days(commits: Iterable[_Commit]) -> tuple[ChangeDay, ...]:
    by_day: dict[datetime.date, list[_Commit]] = {}
    for commit in commits:
        by_day.setdefault(commit.time.date(), []).append(commit)
    days: list[ChangeDay] = []
    told = 0
    for day, commits in sorted(by_day.items(), reverse=True):
        changes = _changes(commits)
        if changes and told < limits.CHANGES_ON_PAGE:
            days.append(ChangeDay(day, max(commit.time for commit in commits), changes))
            told += sum(map(len, changes.values()))
    return tuple(days)


def _written(commits: list[_Commit], mailmapped: Mailmap) -> dict[ChangedItem, Authorship]:
    contacts = sorted({author for commit in commits for author in commit.authors if _CONTACT.match(author)})
    known = mailmapped(contacts) if contacts else {}
    last: dict[ChangedItem, datetime.datetime] = {}
    counts: dict[ChangedItem, Counter[str]] = {}
    for commit in commits:
        names = {_name(known.get(author, author)) for author in commit.authors}
        for item in commit.touched:
            last[item] = max(last.get(item, commit.time), commit.time)
            counts.setdefault(item, Counter()).update(sorted(names))
    # Where counts are the same, the order in which they were found stays: the latest commit first.
    return {item: Authorship(last[item], tuple(name for name, _ in counts[item].most_common())) for item in counts}


_CONTACT = re.compile(r"\s*(.*\S)\s*<[^<>]*>\s*$")


def _name(author: str) -> str:
    """Return the name in "name <address>", without what would make a page say something else than it seems to."""
    match = _CONTACT.match(author)
    return CONTROL.sub("", match[1] if match else author)


def _commits(log: str, renamed: Mapping[EntryId, EntryId]) -> Iterator[_Commit]:
    for block in re.split(r"^commit ", log, flags=re.MULTILINE)[1:]:
        head, *lines = block.split("\n")
        when, *authors = head.split("\x1f")
        time = _time(*when.partition(" ")[::2])
        if time is None:
            continue
        files: list[tuple[str, str]] = []
        for line in filter(None, lines):
            status, _, path = line.partition("\t")
            files.append((status, _unquoted(path)))
        # Of what stands in messages, only contacts: a bare address is nothing to be shown to everybody.
        named = [author for author in authors[:1] if author] + [each for each in authors[1:] if _CONTACT.match(each)]
        yield _Commit(time, tuple(named), _touched(files, renamed))


def _time(iso: str, seconds: str) -> datetime.datetime | None:
    """Return when a commit was made; None if no calendar has that day.

    A repository may hold any date: in a time zone that is a day away, after the year 9999, or none at all, for which
    git prints the format itself. Of such a commit nothing can be told; a published one cannot be mended.
    """
    try:
        return datetime.datetime.fromisoformat(iso)
    except ValueError:
        pass
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None


_ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, '"': 34, "\\": 92}


def _unquoted(path: str) -> str:
    """Git puts a path with unusual characters in quotes, and writes them as in C."""
    if not path.startswith('"'):
        return path

    def byte(match: re.Match[bytes]) -> bytes:
        code = match[1].decode()
        return bytes([int(code, 8) if code.isdigit() else _ESCAPES[code]])

    quoted = path[1:-1].encode()
    return re.sub(rb'\\([0-7]{3}|[abtnvfr"\\])', byte, quoted).decode(errors="replace")


def _changes(commits: list[_Commit]) -> dict[ChangeKind, tuple[ChangedItem, ...]]:
    """What the commits of a day, the latest first, did to each entry and text."""
    was_there: dict[ChangedItem, bool] = {}
    is_there: dict[ChangedItem, bool] = {}
    for commit in reversed(commits):
        for item, status in commit.touched.items():
            was_there.setdefault(item, status != "A")
            is_there[item] = status != "D"
    found: dict[ChangeKind, list[ChangedItem]] = {"added": [], "changed": [], "removed": []}
    for item in sorted(is_there):
        match was_there[item], is_there[item]:
            case False, True:
                found["added"].append(item)
            case True, True:
                found["changed"].append(item)
            case True, False:
                found["removed"].append(item)
    return {what: tuple(items) for what, items in found.items() if items}


def _touched(files: Iterable[tuple[str, str]], renamed: Mapping[EntryId, EntryId]) -> dict[ChangedItem, str]:
    """What a commit did to each entry and text; `files`: the status that git gives each, and its path."""
    statuses: dict[ChangedItem, set[str]] = {}
    for status, path in files:
        match path.split("/"):
            case ["entries", _, name] if not name.startswith("."):
                id = name.partition(".")[0]
                item, is_main = ChangedItem(False, renamed.get(id, id)), name.endswith(".yml")
                if id in renamed and status == "D":  # it lives on: one has gone, and another one has come
                    statuses.setdefault(item, set()).update("AD")
            case ["docs", "texts", text, name]:
                item, is_main = ChangedItem(True, text), name == "text.yml"
            case _:  # the vocabulary and the works are no entries
                continue
        # Its own file makes an entry; an article or a version is a part of it.
        statuses.setdefault(item, set()).add(status if is_main and status in "AD" else "M")
    return {item: next(iter(found - {"M"})) if len(found - {"M"}) == 1 else "M" for item, found in statuses.items()}
