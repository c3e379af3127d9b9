"""Built: whether the site is as a build would make it now, so that nothing need be done.

After a build it is written down of which files and settings the site was made, and which files it has since then. If
all of this is still the same, down to the times of the files, so is the site. A record that is damaged, of another
version of the engine, or of a site that somebody else has built meanwhile, matches nothing.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from charsu.snapshot import take_snapshot

RECORD, LOCK = "site.built", "site.lock"
"""Files beside the folder of the site."""

_WATCHED = ("mkdocs.yml", "docs", "entries", "hooks", "locales", "requirements.txt", ".mailmap")
_OF_GIT = ("HEAD", "packed-refs", "refs", "shallow")
"""What says which commits there are."""

_ENVIRONMENT = re.compile(r"!ENV\s*\[?\s*([A-Z][A-Z0-9_]*(?:\s*,\s*[A-Z][A-Z0-9_]*)*)")


def describe_inputs(root: Path, environment: Mapping[str, str]) -> str:
    """Everything that a build depends on, as one hash.

    Args:
        root: the folder of the wiki.
        environment: the variables of the process.
    """
    mkdocs = (root / "mkdocs.yml").read_text(encoding="utf-8")
    names = {name.strip() for found in _ENVIRONMENT.findall(mkdocs) for name in found.split(",")}
    names |= {name for name in environment if name.startswith("WIKI_")}
    engine = Path(__file__).parent
    watched = [*(str(root / name) for name in _WATCHED), str(engine), str(engine.with_name("mkdocs_events.py"))]
    watched += [str(_git_folder(root) / name) for name in _OF_GIT]
    inputs = {
        "files": sorted(take_snapshot(dict.fromkeys(watched)).items()),
        "settings": {name: environment.get(name) for name in sorted(names)},
        "packages": sorted({info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")}),
        "python": sys.version,
    }
    return _hash(inputs)


def _git_folder(root: Path) -> Path:
    """Where git keeps what it knows of a wiki, which may lie in a folder of the repository."""
    return next((above / ".git" for above in (root, *root.parents) if (above / ".git").is_dir()), root / ".git")


def describe_site(site: Path) -> str:
    """All files of a built site, as one hash."""
    return _hash(sorted(take_snapshot([str(site)], hidden=True).items()))


def is_built(root: Path, inputs: str) -> bool:
    """Whether the site was made of these inputs, and nobody has touched it since."""
    try:
        record = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (root / "site").is_dir() and record == _record(root, inputs)


def record(root: Path, inputs: str) -> None:
    """Write down that the site was made of these inputs."""
    draft = root / f"{RECORD}.{os.getpid()}"
    draft.write_text(json.dumps(_record(root, inputs)), encoding="utf-8")
    draft.replace(root / RECORD)


def forget(root: Path) -> None:
    """Before the site is touched: whoever is interrupted has built nothing."""
    (root / RECORD).unlink(missing_ok=True)


def _record(root: Path, inputs: str) -> dict[str, str]:
    return {"inputs": inputs, "site": describe_site(root / "site")}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One build at a time: who comes second waits for the first."""
    with (root / LOCK).open("w") as lock:
        try:
            import fcntl
        except ImportError:  # not on Windows, where nobody waits
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
