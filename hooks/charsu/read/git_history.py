"""History: which entries and texts were added, changed or removed, when and by whom, as git has recorded it.

Only commits count, and only their dates: the same commit gives the same history. Without git, or where git knows only
a part of the history (a shallow clone), there is none at all: a part would call everything new, and name the wrong
authors.
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
"""Paths, from the root of the wiki, of what people write; programs write a ledger."""


Mailmap = Callable[[list[str]], Mapping[str, str]]
"""Maps each "name <address>" to what .mailmap makes of it."""


@dataclasses.dataclass(frozen=True)
class _Commit:
    time: datetime.datetime
    authors: tuple[str, ...]
    """Co-authors, whom only the message names, are "name <address>"."""
    touched: Mapping[ChangedItem, str]
    """What it did to each entry and text: A (added), D (removed) or M (changed)."""


# --- git ----------------------------------------------------------------------------------------


def read_history(
    root: Path, renamed: Mapping[EntryId, EntryId] | None = None, cache: ReadCache | None = None
) -> History | None:
    """Return the history of a wiki; None if git does not know it, or not all of it.

    Args:
        root: the folder of the wiki.
        renamed: former id of an entry -> its present id, or that of the entry it was merged into.
        cache: has the history while all `commit_files` are the same.
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
    """Read the history from git."""
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
"""Settings of git, so that a configuration on this machine does not change what is read."""

_FORMAT = "commit %cI %ct%x1f%aN%x1f%(trailers:key=Co-authored-by,valueonly=true,unfold=true,separator=%x1f)"
"""One line, its fields separated by U+001F: when (in ISO 8601 and in seconds since 1970), author, co-authors."""


def _mailmapped(root: Path, contacts: list[str]) -> dict[str, str]:
    """Return what .mailmap calls co-authors; git itself applies it only to authors."""
    said = _git(root, *_ITS_OWN, "check-mailmap", "--stdin", input="".join(f"{contact}\n" for contact in contacts))
    lines = said.split("\n")[:-1] if said else []
    return dict(zip(contacts, lines, strict=True)) if len(lines) == len(contacts) else {}


def _git(root: Path, *arguments: str, input: str = "") -> str | None:
    """Return the output of a git command; None if it fails, or git is not installed."""
    # If the build runs in a git hook, these would lead it to another repository.
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


# --- reading its log ----------------------------------------------------------------------------


def gather(
    log: str, mailmapped: Mailmap = lambda contacts: {}, renamed: Mapping[EntryId, EntryId] = MappingProxyType({})
) -> History:
    r"""Turn the log of git into days and authors.

    What happens to one entry within a day counts once: added and then changed is added, added and then removed is
    nothing. An entry that moves to another folder, or gets another id, is changed, and so is one into which another
    one is merged.

    Args:
        log: `commit <ISO 8601> <seconds>` and, each after U+001F, the author and the co-authors ("name <address>"); an
            empty line, and `<status>\t<path>` for each file; the latest commit first.
        mailmapped: maps co-authors to what .mailmap calls them.
        renamed: former ids of entries -> present ones.
    """
    commits = list(_commits(log, renamed))
    return History(_days(commits[: limits.COMMITS_IN_CHANGES]), _written(commits, mailmapped))


def _days(commits: Iterable[_Commit]) -> tuple[ChangeDay, ...]:
    by_day: dict[datetime.date, list[_Commit]] = {}
    for commit in commits:
        by_day.setdefault(commit.time.date(), []).append(commit)
    days: list[ChangeDay] = []
    count = 0
    for day, commits in sorted(by_day.items(), reverse=True):
        changes = _changes(commits)
        if changes and count < limits.CHANGES_ON_PAGE:
            days.append(ChangeDay(day, max(commit.time for commit in commits), changes))
            count += sum(map(len, changes.values()))
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
    # Authors with the same count stay in the order in which they were found: the latest commit first.
    return {item: Authorship(last[item], tuple(name for name, _ in counts[item].most_common())) for item in counts}


_CONTACT = re.compile(r"\s*(.*\S)\s*<[^<>]*>\s*$")


def _name(author: str) -> str:
    """Return the name in "name <address>", without control characters: some reverse the text after them."""
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
        # Of co-authors, only those with a name: a bare mail address must not be published.
        named = [author for author in authors[:1] if author] + [each for each in authors[1:] if _CONTACT.match(each)]
        yield _Commit(time, tuple(named), _touched(files, renamed))


def _time(iso: str, seconds: str) -> datetime.datetime | None:
    """Return when a commit was made; None if no calendar has that day.

    A repository may hold any date: in a time zone that is a day away, after the year 9999, or none at all, for which
    git prints the format itself. Such a commit is left out; once it is published, it cannot be changed.
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
    """Return a path that git has quoted, because of unusual characters, as in C."""
    if not path.startswith('"'):
        return path

    def byte(match: re.Match[bytes]) -> bytes:
        code = match[1].decode()
        return bytes([int(code, 8) if code.isdigit() else _ESCAPES[code]])

    quoted = path[1:-1].encode()
    return re.sub(rb'\\([0-7]{3}|[abtnvfr"\\])', byte, quoted).decode(errors="replace")


def _changes(commits: list[_Commit]) -> dict[ChangeKind, tuple[ChangedItem, ...]]:
    """Return what the commits of a day did to each entry and text; `commits`: the latest first."""
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
    """Return what a commit did to each entry and text; `files`: status and path of each, from git."""
    statuses: dict[ChangedItem, set[str]] = {}
    for status, path in files:
        match path.split("/"):
            case ["entries", _, name] if not name.startswith("."):
                id = name.partition(".")[0]
                item, is_main = ChangedItem(False, renamed.get(id, id)), name.endswith(".yml")
                if id in renamed and status == "D":  # its file is replaced by that of the present id
                    statuses.setdefault(item, set()).update("AD")
            case ["docs", "texts", text, name]:
                item, is_main = ChangedItem(True, text), name == "text.yml"
            case _:  # the vocabulary and the works are no entries
                continue
        # Only its own file adds or removes an entry; an article or a version is a part of it.
        statuses.setdefault(item, set()).add(status if is_main and status in "AD" else "M")
    return {item: next(iter(found - {"M"})) if len(found - {"M"}) == 1 else "M" for item, found in statuses.items()}
