"""Whether the site is already what a build would make, so that `wiki build` has nothing to do.

A build records which files and settings the site was made of, and which files the site has. While all of these are
the same, down to the times of the files, the site is up to date. A record matches nothing if it is damaged, was
written by another version of the engine, or belongs to a site that another program has built since.

Slices of a site may be made on several machines, whose times and folders differ; there the contents are compared.
"""

import contextlib
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from charsu.incremental.filestat import Snapshot, take_snapshot
from charsu.publish.build_slices import InputHashes
from charsu.publish.inputs import site_inputs
from charsu.support.distribution import versions

RECORD, LOCK = "site.built", "site.lock"
"""Files beside the folder of the site."""

_ENVIRONMENT = re.compile(r"!ENV\s*\[?\s*([A-Z][A-Z0-9_]*(?:\s*,\s*[A-Z][A-Z0-9_]*)*)")


def fingerprint(root: Path, environment: Mapping[str, str]) -> str:
    """Return one hash of everything that a build depends on.

    Args:
        root: the folder of the wiki.
        environment: the variables of the process.
    """
    names = _settings(root) | {name for name in environment if name.startswith("WIKI_")}
    inputs = {
        "files": sorted(_snapshot(site_inputs(root).everything()).items()),
        "settings": {name: environment.get(name) for name in sorted(names)},
        "packages": sorted({info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")}),
        "python": sys.version,
    }
    return _hash(inputs)


def content_hashes(root: Path, environment: Mapping[str, str]) -> InputHashes:
    """Return hashes of everything that a site is made of except its history; they are the same on every machine.

    Args:
        root: the folder of the wiki.
        environment: the variables of the process.
    """
    inputs = site_inputs(root).by_name()
    found: dict[str, Mapping[str, str | None]] = {name: _contents(paths) for name, paths in inputs.items()}
    found["settings of the environment"] = {name: environment.get(name) for name in _settings(root) | {"WIKI_SEARCH"}}
    # Without the patch number of Python, which changes no results, and differs between hosted machines.
    found["versions of packages"] = versions() | {"Python": ".".join(platform.python_version_tuple()[:2])}
    return {name: _hash(sorted(each.items())) for name, each in found.items()}


def _settings(root: Path) -> set[str]:
    """Return the variables of the environment that mkdocs.yml uses."""
    mkdocs = (root / "mkdocs.yml").read_text(encoding="utf-8")
    return {name.strip() for found in _ENVIRONMENT.findall(mkdocs) for name in found.split(",")}


def _snapshot(paths: Iterable[str]) -> Snapshot:
    """Return the state of files and folders, without what Python writes beside modules that it runs."""
    found = take_snapshot(dict.fromkeys(paths))
    return {path: state for path, state in found.items() if not _OF_PYTHON.search(path)}


_OF_PYTHON = re.compile(r"(?:[\\/]__pycache__|\.egg-info)[\\/]")


def _contents(paths: Iterable[str]) -> dict[str, str | None]:
    """Return a hash of the content of each file below some paths: path from the folder above -> hash."""
    return {
        Path(path).relative_to(Path(above).parent).as_posix(): _content(Path(path))
        for above in paths
        for path in _snapshot([above])
    }


def _content(file: Path) -> str | None:
    """Return a hash of a file's content; None if it cannot be read, which other stages report."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def site_fingerprint(site: Path) -> str:
    """Return one hash of all files of a built site."""
    return _hash(sorted(take_snapshot([str(site)], hidden=True).items()))


def is_built(root: Path, inputs: str) -> bool:
    """Return whether the site was made of these inputs and has not been touched since."""
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (root / "site").is_dir() and found == _record(root, inputs)


def write_record(root: Path, inputs: str) -> None:
    """Record that the site was made of these inputs."""
    draft = root / f"{RECORD}.{os.getpid()}"
    draft.write_text(json.dumps(_record(root, inputs)), encoding="utf-8")
    draft.replace(root / RECORD)


def remove_record(root: Path) -> None:
    """Remove the record before the site is touched, so that an interrupted build is not taken for a finished one."""
    (root / RECORD).unlink(missing_ok=True)


def _record(root: Path, inputs: str) -> dict[str, str]:
    return {"inputs": inputs, "site": site_fingerprint(root / "site")}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


@contextlib.contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the lock of a wiki's site, so that one build runs at a time; a second one waits for the first."""
    with (root / LOCK).open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows, where builds do not wait for one another
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
