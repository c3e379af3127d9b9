"""Writing several files of a wiki together: all of them or none, whatever interrupts it.

New contents are first written to a separate folder, together with a plan; the change counts from the moment at which
the plan appears. A process that was interrupted after that, or finds the plan of another one, carries it out; each of
its steps may be repeated.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

UNFINISHED = ".wiki-unfinished"
"""Folder, in that of the wiki, of a change that is being made."""

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
    """Check before anything is written: a plan that cannot be carried out would block every later change.

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
    """Carry out an interrupted change if it has a plan; remove it if it has none.

    A plan may have come with a wiki from elsewhere, so one that writes outside of the wiki or into `.git` is removed.
    """
    plan = _plan(root)
    if all(_is_below(root, file) for file in plan):
        _carry_out(root)
    else:
        shutil.rmtree(root / UNFINISHED, ignore_errors=True)


def _plan(root: Path) -> dict[str, str | None]:
    """Return file -> name of its new content in the folder, None: it is deleted; empty if there is no plan."""
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
