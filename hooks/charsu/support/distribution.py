"""What is installed here: the engine, its source, and its dependencies, so that others can install the same."""

import importlib.metadata
import json
from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ENGINE = "charsu"
"""The engine's name as a package."""

_NEEDED_TO_TEST = "pytest"


def requirements() -> list[str]:
    """Return the lines of a requirements.txt that installs this engine elsewhere, the engine first.

    Raises:
        PackageNotFoundError: the engine or a dependency is not installed, but only on the path.
    """
    found = _with_what_they_need([*_needs(ENGINE), _NEEDED_TO_TEST])
    return [_engine(), *(f"{found[name].name}=={found[name].version}" for name in sorted(found))]


def versions() -> dict[str, str]:
    """Return package -> version of the engine's dependencies; of all packages, if the engine is not installed."""
    try:
        found = _with_what_they_need(_needs(ENGINE))
    except importlib.metadata.PackageNotFoundError:
        found = {canonicalize_name(each.name): each for each in importlib.metadata.distributions()}
    return {name: each.version for name, each in found.items()}


def _with_what_they_need(names: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    """Return the packages of these names with all their dependencies."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = importlib.metadata.distribution(name)
            waiting += _needs(name)
    return found


def _needs(name: str) -> Iterator[str]:
    """Yield the dependencies of a package on this machine, without its extras."""
    for line in importlib.metadata.requires(name) or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield needed.name


def _engine() -> str:
    """Return the requirement of the engine from where pip installed it (PEP 610), or else from the package index."""
    distribution = importlib.metadata.distribution(ENGINE)
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if "url" not in origin:
        return f"{ENGINE}=={distribution.version}"
    url: str = origin["url"]
    if "vcs_info" in origin:
        url = f"{origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    editable = "--editable " if origin.get("dir_info", {}).get("editable") else ""
    return f"{editable}{url}" if editable else f"{ENGINE} @ {url}"
