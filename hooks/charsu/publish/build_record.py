"""Built: whether the site is as a build would make it now, so that nothing need be done.

After a build it is written down of which files and settings the site was made, and which files it has since then. If
all of this is still the same, down to the times of the files, so is the site. A record that is damaged, of another
version of the engine, or of a site that somebody else has built meanwhile, matches nothing.

Slices of a site may be made on several machines, where times and folders tell nothing; there it is the contents that
must be the same.
"""

import contextlib
import hashlib
import itertools
import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from charsu.incremental.filestat import Snapshot, take_snapshot
from charsu.publish.build_slices import InputHashes
from charsu.read.git_history import commit_files
from charsu.support.distribution import versions

RECORD, LOCK = "site.built", "site.lock"
"""Files beside the folder of the site."""

_READ = ("mkdocs.yml", "docs", "entries", "hooks", "locales")
"""Files and folders of a wiki."""

_ENVIRONMENT = re.compile(r"!ENV\s*\[?\s*([A-Z][A-Z0-9_]*(?:\s*,\s*[A-Z][A-Z0-9_]*)*)")


def fingerprint(root: Path, environment: Mapping[str, str]) -> str:
    """Everything that a build depends on, as one hash.

    Args:
        root: the folder of the wiki.
        environment: the variables of the process.
    """
    names = _settings(root) | {name for name in environment if name.startswith("WIKI_")}
    watched = [*_read(root).values(), [str(root / "requirements.txt")], commit_files(root)]
    inputs = {
        "files": sorted(_snapshot(itertools.chain(*watched)).items()),
        "settings": {name: environment.get(name) for name in sorted(names)},
        "packages": sorted({info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")}),
        "python": sys.version,
    }
    return _hash(inputs)


def content_hashes(root: Path, environment: Mapping[str, str]) -> InputHashes:
    """Everything that a site is made of but its history, the same on every machine.

    Args:
        root: the folder of the wiki.
        environment: the variables of the process.
    """
    found: dict[str, Mapping[str, str | None]] = {name: _contents(paths) for name, paths in _read(root).items()}
    found["settings of the environment"] = {name: environment.get(name) for name in _settings(root) | {"WIKI_SEARCH"}}
    # Not the last number: it only tells mended errors, and machines that are kept by somebody else differ in it.
    found["versions of packages"] = versions() | {"Python": ".".join(platform.python_version_tuple()[:2])}
    return {name: _hash(sorted(each.items())) for name, each in found.items()}


def _read(root: Path) -> dict[str, list[str]]:
    """Files and folders that a build reads, by what people call them."""
    engine = Path(__file__).parents[1]
    own = {name: [str(root / name)] for name in _READ}
    return own | {"the engine": [str(engine), str(engine.with_name("mkdocs_events.py"))]}


def _settings(root: Path) -> set[str]:
    """Variables of the environment of which mkdocs.yml speaks."""
    mkdocs = (root / "mkdocs.yml").read_text(encoding="utf-8")
    return {name.strip() for found in _ENVIRONMENT.findall(mkdocs) for name in found.split(",")}


def _snapshot(paths: Iterable[str]) -> Snapshot:
    """What stands in files and folders, but for what Python writes beside the engine when it runs or installs it."""
    found = take_snapshot(dict.fromkeys(paths))
    return {path: state for path, state in found.items() if not _OF_PYTHON.search(path)}


_OF_PYTHON = re.compile(r"(?:[\\/]__pycache__|\.egg-info)[\\/]")


def _contents(paths: Iterable[str]) -> dict[str, str | None]:
    """Path of every file from those folders -> a hash of what it says."""
    return {
        Path(path).relative_to(Path(above).parent).as_posix(): _content(Path(path))
        for above in paths
        for path in _snapshot([above])
    }


def _content(file: Path) -> str | None:
    """A hash of what a file says; None if it cannot be read, of which others tell."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def site_fingerprint(site: Path) -> str:
    """All files of a built site, as one hash."""
    return _hash(sorted(take_snapshot([str(site)], hidden=True).items()))


def is_built(root: Path, inputs: str) -> bool:
    """Whether the site was made of these inputs, and nobody has touched it since."""
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (root / "site").is_dir() and found == _record(root, inputs)


def write_record(root: Path, inputs: str) -> None:
    """Write down that the site was made of these inputs."""
    draft = root / f"{RECORD}.{os.getpid()}"
    draft.write_text(json.dumps(_record(root, inputs)), encoding="utf-8")
    draft.replace(root / RECORD)


def remove_record(root: Path) -> None:
    """Before the site is touched: whoever is interrupted has built nothing."""
    (root / RECORD).unlink(missing_ok=True)


def _record(root: Path, inputs: str) -> dict[str, str]:
    return {"inputs": inputs, "site": site_fingerprint(root / "site")}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


@contextlib.contextmanager
def build_lock(root: Path) -> Iterator[None]:
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
