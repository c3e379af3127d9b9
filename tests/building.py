"""Running MkDocs as people do: as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Once = Callable[[str, Callable[[Path], None]], Path]
"""once(name, make): the folder of that name, filled by make(folder) if no process of these tests has done so."""

MKDOCS = Path(sys.executable).with_name("mkdocs")

_NOT_OURS = ("SITE_URL", "REPO_URL", "REPO_BRANCH", "PYTHONPATH")
"""What somebody's environment must not change in a build of the tests."""


def start_mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start `mkdocs …` in a folder, with the environment that the Makefile gives it; its output is one stream."""
    own = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    ours = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore::DeprecationWarning", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [MKDOCS, *arguments],
        cwd=root,
        env=own | ours | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def build(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run `mkdocs build`: its exit status and all that it said."""
    process = start_mkdocs(root, "build", *arguments, **environment)
    output, _ = process.communicate(timeout=300)
    return process.returncode, output


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path from there."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
