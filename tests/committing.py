"""Repositories of git, as tests need them."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, date: str = "2024-05-02T10:00:00+02:00") -> str:
    """Run a command of git's, which says something."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": date for role in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *arguments],
        cwd=root,
        env=own | who | when,
        check=True,
        capture_output=True,
    )
    return os.fsdecode(done.stdout).strip()


def commit(root: Path, date: str) -> None:
    """Commit whatever there is; with a message that only looks like a file."""
    git(root, "add", "--all")
    git(root, "commit", "--message", "entries/people/never.yml", date=date)
