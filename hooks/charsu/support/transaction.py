"""Writing several files of a wiki together: all of them or none, whatever interrupts it.

What is to be written is first laid down in a folder beside, with a plan; the plan's own appearance is
the moment from which the change counts. Who is interrupted after it, or finds a plan that another run
left, carries it out; each of its steps may be done twice.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

UNFINISHED = ".wiki-unfinished"
"""Folder of a change that is being made, in the root of the wiki."""

_PLAN = "plan.json"


def write_files(root: Path, contents: Mapping[str, str | None]) -> None:
    """Write files, or delete those whose content is None.

    Args:
        root: the folder of the wiki.
        contents: path from `root`, with forward slashes -> the whole new text of the file.

    Raises:
        OSError: one of them cannot be written; nothing was.
    """
    finish_writing(root)
    refuse_unwritable(root, contents)
    folder = root / UNFINISHED
    folder.mkdir()
    plan: dict[str, str | None] = {}
    for number, (file, content) in enumerate(contents.items()):
        plan[file] = None if content is None else str(number)
        if content is not None:
            (folder / str(number)).write_text(content, encoding="utf-8", newline="\n")
    (folder / "draft").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "draft").rename(folder / _PLAN)
    _carry_out(root)


def refuse_unwritable(root: Path, files: Iterable[str]) -> None:
    """Find out before anything is written: a plan that cannot be carried out would stand in the way for ever.

    Raises:
        OSError: one of the files cannot be written or deleted.
    """
    for file in files:
        target = root / file
        above = next(folder for folder in target.parents if folder.exists())
        if not above.is_dir():
            raise _os_error(errno.ENOTDIR, above)
        if target.is_dir():
            raise _os_error(errno.EISDIR, target)
        if not os.access(above, os.W_OK | os.X_OK) or (target.exists() and not os.access(target, os.W_OK)):
            raise _os_error(errno.EACCES, target)


def _os_error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def finish_writing(root: Path) -> None:
    """Carry out what an interrupted change has left to do; take away what had not come so far.

    A plan may also have come along with a wiki that somebody else has made; so nothing outside of the wiki,
    or of git's own, is written by one that was found.
    """
    plan = _plan(root)
    if all(_is_below(root, file) for file in plan):
        _carry_out(root)
    else:
        shutil.rmtree(root / UNFINISHED, ignore_errors=True)


def _plan(root: Path) -> dict[str, str | None]:
    """File -> name of its new content in the folder, None: it goes away; empty if there is no plan."""
    file = root / UNFINISHED / _PLAN
    plan: dict[str, str | None] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return plan


def _is_below(root: Path, file: str) -> bool:
    below = root.resolve()
    folder = (root / file).parent.resolve()  # the file itself may be a link, which is replaced and not followed
    return folder.is_relative_to(below) and ".git" not in folder.relative_to(below).parts


def _carry_out(root: Path) -> None:
    folder = root / UNFINISHED
    for file, name in _plan(root).items():
        target = root / file
        if name is None:
            target.unlink(missing_ok=True)
        elif (folder / name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.copymode(target, folder / name)
            (folder / name).replace(target)
    (folder / _PLAN).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
