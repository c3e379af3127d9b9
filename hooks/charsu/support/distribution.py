"""What is installed here: the engine, where it came from, and what it needs in turn; so that others get the same."""

import importlib.metadata
import json
from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ENGINE = "charsu"
"""The engine's name as a package."""

_NEEDED_TO_TEST = "pytest"


def requirements() -> list[str]:
    """The lines of a requirements.txt that installs this engine elsewhere, the engine first.

    Raises:
        PackageNotFoundError: the engine, or something that it needs, is not installed but only lies here.
    """
    found = _with_what_they_need([*_needs(ENGINE), _NEEDED_TO_TEST])
    return [_engine(), *(f"{found[name].name}=={found[name].version}" for name in sorted(found))]


def versions() -> dict[str, str]:
    """Package -> version, of all that the engine needs to build a site; of all there are, if it only lies here."""
    try:
        found = _with_what_they_need(_needs(ENGINE))
    except importlib.metadata.PackageNotFoundError:
        found = {canonicalize_name(each.name): each for each in importlib.metadata.distributions()}
    return {name: each.version for name, each in found.items()}


def _with_what_they_need(names: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    """Packages of these names, and whatever they need in turn."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = importlib.metadata.distribution(name)
            waiting += _needs(name)
    return found


def _needs(name: str) -> Iterator[str]:
    """What a package needs on this machine, without its extras."""
    for line in importlib.metadata.requires(name) or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield needed.name


def _engine() -> str:
    """The engine, from where pip says that it was installed (PEP 610); without a word of it, from the package index."""
    distribution = importlib.metadata.distribution(ENGINE)
    told = json.loads(distribution.read_text("direct_url.json") or "{}")
    if "url" not in told:
        return f"{ENGINE}=={distribution.version}"
    url: str = told["url"]
    if "vcs_info" in told:
        url = f"{told['vcs_info']['vcs']}+{url}@{told['vcs_info']['commit_id']}"
    editable = "--editable " if told.get("dir_info", {}).get("editable") else ""
    return f"{editable}{url}" if editable else f"{ENGINE} @ {url}"
