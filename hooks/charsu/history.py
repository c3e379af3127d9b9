"""History: which entries and texts were added, changed or removed, day by day, as git has recorded it.

Only what is committed counts, and only the dates of commits: the same commit gives the same history.
Where git is missing, or knows only a part (a copy without `.git`, a shallow clone), there is no
history at all, since a part of it would call everything new.
"""

import dataclasses
import datetime
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from charsu.dates import Date, read_date

What = Literal["added", "changed", "removed"]

COMMITS = 100
"""The last commits that are looked at."""

ITEMS = 500
"""Days are left out once later ones hold so many changes."""

FOLDERS = ("entries", "docs/texts", ":(exclude,glob)docs/texts/*/ledger.json")
"""What people write, from the root of the project; a ledger is not written by people."""


@dataclasses.dataclass(frozen=True, order=True)
class Item:
    """An entry or a text that was changed; there may no longer be one of this id."""

    is_text: bool
    id: str


@dataclasses.dataclass(frozen=True)
class Day:
    """What the commits of one day did."""

    day: datetime.date
    """As the committer's calendar had it."""
    last: datetime.datetime
    """When the last of them was made, with its time zone."""
    changes: dict[What, tuple[Item, ...]]
    """In the order added, changed, removed; each in the order of the ids, and none of them empty."""

    @property
    def date(self) -> Date:
        """The day, to be written out."""
        return read_date(self.day.isoformat())

    @property
    def id(self) -> str:
        """Of its section on the page of changes; feeds know it by that."""
        return f"day-{self.day.isoformat()}"


History = tuple[Day, ...]
"""The latest day first."""


@dataclasses.dataclass(frozen=True)
class _Commit:
    time: datetime.datetime
    files: tuple[tuple[str, str], ...]
    """Status (A: added, D: removed, M or T: changed) and path."""


# --- git ----------------------------------------------------------------------------------------


def read_history(root: Path) -> History | None:
    """The history of the wiki in a folder; None if nothing, or not everything, is known of it."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false\n":
        return None
    # What somebody has set in a configuration of their own must not change what is read.
    log = _git(
        root,
        *("-c", "core.quotePath=false", "-c", "log.showRoot=true"),
        *("log", f"--max-count={COMMITS}", "--no-merges", "--name-status", "--no-renames", "--relative"),
        *("--format=commit %cI", "--no-color", "--no-ext-diff", "--no-show-signature", "--", *FOLDERS),
    )
    return gather(log) or None if log else None


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None if it fails, or is not there."""
    # Within a hook of git's own, these would lead it to another repository.
    elsewhere = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *arguments],
            cwd=root,
            env=environment | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode("utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None


# --- what it says -------------------------------------------------------------------------------


def gather(log: str) -> History:
    r"""Turn what git says into days.

    What happens to one entry within a day is told once: what was added and then changed was added, and
    what was added and removed was never there. An entry that moves to another folder was changed; one
    that gets another id was removed, and another one added.

    Args:
        log: `commit <ISO 8601>`, an empty line, and `<status>\t<path>` for each file; the latest commit first.
    """
    by_day: dict[datetime.date, list[_Commit]] = {}
    for commit in _commits(log):
        by_day.setdefault(commit.time.date(), []).append(commit)
    days: list[Day] = []
    told = 0
    for day, commits in sorted(by_day.items(), reverse=True):
        changes = _changes(commits)
        if changes and told < ITEMS:
            days.append(Day(day, max(commit.time for commit in commits), changes))
            told += sum(map(len, changes.values()))
    return tuple(days)


def _commits(log: str) -> Iterator[_Commit]:
    for block in re.split(r"^commit ", log, flags=re.MULTILINE)[1:]:
        time, *lines = block.split("\n")
        files: list[tuple[str, str]] = []
        for line in filter(None, lines):
            status, _, path = line.partition("\t")
            files.append((status, _unquoted(path)))
        yield _Commit(datetime.datetime.fromisoformat(time), tuple(files))


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


def _changes(commits: list[_Commit]) -> dict[What, tuple[Item, ...]]:
    """What the commits of a day, the latest first, did to each entry and text."""
    was_there: dict[Item, bool] = {}
    is_there: dict[Item, bool] = {}
    for commit in reversed(commits):
        for item, status in _touched(commit).items():
            was_there.setdefault(item, status != "A")
            is_there[item] = status != "D"
    found: dict[What, list[Item]] = {"added": [], "changed": [], "removed": []}
    for item in sorted(is_there):
        match was_there[item], is_there[item]:
            case False, True:
                found["added"].append(item)
            case True, True:
                found["changed"].append(item)
            case True, False:
                found["removed"].append(item)
    return {what: tuple(items) for what, items in found.items() if items}


def _touched(commit: _Commit) -> dict[Item, str]:
    """What a commit did to each entry and text: A, D or M."""
    statuses: dict[Item, set[str]] = {}
    for status, path in commit.files:
        match path.split("/"):
            case ["entries", _, name] if not name.startswith("."):
                item, is_main = Item(False, name.partition(".")[0]), name.endswith(".yml")
            case ["docs", "texts", text, name]:
                item, is_main = Item(True, text), name == "text.yml"
            case _:  # the vocabulary and the works are no entries
                continue
        # Its own file makes an entry; an article or a version is a part of it.
        statuses.setdefault(item, set()).add(status if is_main and status in "AD" else "M")
    return {item: next(iter(found - {"M"})) if len(found - {"M"}) == 1 else "M" for item, found in statuses.items()}
