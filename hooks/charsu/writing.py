"""Writing several files of a wiki together: all of them or none, whatever interrupts it.

What is to be written is first laid down in a folder beside, with a plan; the plan's own appearance is
the moment from which the change counts. Who is interrupted after it, or finds a plan that another run
left, carries it out; each of its steps may be done twice.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

UNFINISHED = ".wiki-unfinished"
"""Folder of a change that is being made, in the root of the wiki."""

_PLAN = "plan.json"


def write_files(root: Path, contents: Mapping[str, str | None]) -> None:
    """Write files, or delete those whose content is None.

    Args:
        root: the folder of the wiki.
        contents: path from `root`, with forward slashes -> the whole new text of the file.
    """
    finish_writing(root)
    folder = root / UNFINISHED
    folder.mkdir()
    plan: dict[str, str | None] = {}
    for number, (file, content) in enumerate(contents.items()):
        plan[file] = None if content is None else str(number)
        if content is not None:
            (folder / str(number)).write_text(content, encoding="utf-8", newline="\n")
    (folder / "draft").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "draft").rename(folder / _PLAN)
    finish_writing(root)


def finish_writing(root: Path) -> None:
    """Carry out what an interrupted change has left to do; take away what had not come so far."""
    folder = root / UNFINISHED
    if (folder / _PLAN).exists():
        plan: dict[str, str | None] = json.loads((folder / _PLAN).read_text(encoding="utf-8"))
        for file, name in plan.items():
            target = root / file
            if name is None:
                target.unlink(missing_ok=True)
            elif (folder / name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                (folder / name).replace(target)
        (folder / _PLAN).unlink()
    shutil.rmtree(folder, ignore_errors=True)
