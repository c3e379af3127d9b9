"""Slices: a build cut into several, on as many machines, and their outputs joined.

Every slice reads the whole wiki, since any name may be anywhere, but of N slices each makes every N-th batch of files.
The sitemap and the index of the search are made of all batches together, so they wait: each batch records what it
contributes in a file of `GATHERED`, and when all of these are in one folder, the site is finished there.
"""

import dataclasses
import itertools
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from charsu.publish.export import sitemaps
from charsu.search.index import word_files
from charsu.search.postings import PostingLists, invert, merge, unshare
from charsu.support.outputs import write_site_files
from charsu.support.parallel import map_chunks

SLICE = "WIKI_SLICE"
"""Environment variable: which slice of the site a build makes, such as "3/16"."""

GATHERED = "_gathered"
"""Folder within the site of what the batches contribute; it is removed when the site is finished."""

COMMON = f"{GATHERED}/site.json"
"""What all slices have in common."""

PARTS_AT_ONCE = 20
"""Maximum number of contributions that one process reads at a time."""

InputHashes = Mapping[str, str]
"""Name of something that a site is made of -> a hash of it, the same on every machine."""


class SliceError(Exception):
    """Slices cannot be made, or do not fit together; the message says why."""


class Slice(NamedTuple):
    """Which of its batches of files a build makes."""

    number: int
    """From 1."""
    of: int

    def of_parts(self, parts: int) -> range:
        """Return the numbers of the batches that it makes; `parts` is the number of all."""
        return range(self.number - 1, parts, self.of)


WHOLE = Slice(1, 1)


def read_slice(text: str) -> Slice:
    """Read "3/16".

    Raises:
        SliceError: the text is no slice.
    """
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise SliceError(f"expected a slice such as 3/16, found '{text}'")
    return Slice(int(match[1]), int(match[2]))


def part_file(number: int) -> str:
    """Return the path of the file in which a batch records what it contributes."""
    return f"{GATHERED}/{number}.json"


class Gathered(NamedTuple):
    """What some batches contribute to what is made of all of them."""

    pages: list[str]
    """Their addresses, in the default language."""
    documents: int
    """Number of search documents."""
    postings: PostingLists
    """The documents of each key."""
    in_names: PostingLists
    """Those of them that have it in their names."""
    start: Mapping[str, Any] | None
    """What the search begins with, if the batch that makes it is among them."""


@dataclasses.dataclass
class Contribution:
    """What one batch of files contributes to what is made of all of them; it grows while they are made."""

    pages: list[str] = dataclasses.field(default_factory=list)
    """Addresses in the default language, for the sitemap."""
    documents: list[tuple[int, Iterable[str], Iterable[str]]] = dataclasses.field(default_factory=list)
    """Of the search: number, keys, and keys in names."""
    start: Mapping[str, Any] | None = None
    """What the search begins with, from the batch that makes it."""


def contribution_json(contribution: Contribution) -> str:
    """Return what a batch contributes, in JSON."""
    documents = contribution.documents
    said = {
        "pages": contribution.pages,
        "documents": len(documents),
        "keys": invert((number, keys) for number, keys, _ in documents),
        "names": invert((number, names) for number, _, names in documents),
        "start": contribution.start,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_parts(written: Iterable[str]) -> Gathered:
    """Return what some batches contribute together; `written`: the JSON of each."""
    parts = [json.loads(content) for content in written]
    return Gathered(
        pages=[page for part in parts for page in part["pages"]],
        documents=sum(part["documents"] for part in parts),
        postings=unshare(itertools.chain(*(part["keys"] for part in parts))),
        in_names=unshare(itertools.chain(*(part["names"] for part in parts))),
        start=next((part["start"] for part in parts if part["start"]), None),
    )


def finishing_files(common: Mapping[str, Any], gathered: Sequence[Gathered]) -> dict[str, str]:
    """Return what is made of all batches together: path -> content.

    Args:
        common: the content of `COMMON`.
        gathered: what all batches contribute, in groups.
    """
    files: dict[str, str] = {}
    if common["site_url"]:
        pages = {page for each in gathered for page in each.pages}
        files |= sitemaps(pages, common["homes"], common["site_url"])
    if start := next((each.start for each in gathered if each.start), None):
        documents = sum(each.documents for each in gathered)
        postings, in_names = merge(each.postings for each in gathered), merge(each.in_names for each in gathered)
        files |= {
            f"search/{name}": content for name, content in word_files(start, documents, postings, in_names).items()
        }
    return files


def read_gathered(site: Path) -> tuple[dict[str, Any], list[Gathered]]:
    """Return the content of `COMMON`, and what the batches of a site have contributed.

    Raises:
        SliceError: this is no slice of a site, or some batches are missing.
        WorkerError: another process failed.
    """
    common = _read_common(site)
    paths = [site / part_file(number) for number in range(common["parts"])]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    if missing:
        slices = common["slices"]
        which = sorted({number % slices + 1 for number in missing})
        raise SliceError(f"missing: {', '.join(f'slice {number}/{slices}' for number in which)}")

    def read(some: Sequence[Path]) -> Gathered:
        return read_parts(path.read_text(encoding="utf-8") for path in some)

    return common, map_chunks(paths, read, PARTS_AT_ONCE)


def _read_common(site: Path) -> dict[str, Any]:
    if not (site / COMMON).exists():
        raise SliceError(f"{site} is no slice of a site; wiki build --slice makes one")
    common: dict[str, Any] = json.loads((site / COMMON).read_text(encoding="utf-8"))
    return common


def finish(site: Path) -> None:
    """Write what is made of all batches together, and remove their contributions.

    Raises:
        SliceError: some batches are missing.
    """
    common, gathered = read_gathered(site)
    write_site_files(site, finishing_files(common, gathered).items())
    shutil.rmtree(site / GATHERED)


def join(slices: Sequence[Path], site: Path) -> None:
    """Join slices.

    Args:
        slices: the folders of their sites, in any order.
        site: the folder of the whole site, which is made.

    Raises:
        SliceError: the slices are not of one site, or some are missing.
    """
    _compare({folder: _read_common(folder) for folder in slices})
    for folder in slices:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            target = site / path.relative_to(folder)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            elif target.read_bytes() != path.read_bytes():
                raise SliceError(f"{path} is not as in another slice; were they made of the same commit?")
    finish(site)


def _compare(known: Mapping[Path, Mapping[str, Any]]) -> None:
    """Check that slices were made of the same inputs; `known`: the content of `COMMON` of each.

    Raises:
        SliceError: some were not; it names them and what differs. Most of the slices are taken to be right.
    """
    alike: dict[str, list[Path]] = {}
    for folder, common in known.items():
        alike.setdefault(json.dumps(common, sort_keys=True), []).append(folder)
    if len(alike) < 2:
        return
    most = max(alike.values(), key=len)
    lines = [
        f"{', '.join(map(str, folders))}: another state of {_differing(known[folders[0]], known[most[0]])}"
        for folders in alike.values()
        if folders is not most
    ]
    raise SliceError(
        f"the slices were not made of the same state of the wiki. Other than in {', '.join(map(str, most))}:\n"
        + "".join(f"  {line}\n" for line in lines)
        + "Make these again of the same commit, with the same engine and settings, or all of them; then join them."
    )


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return what differs in the `COMMON` of two slices."""
    state, others = one.get("state", {}), other.get("state", {})
    found = sorted(name for name in state.keys() | others.keys() if state.get(name) != others.get(name))
    if one["slices"] != other["slices"]:
        found.append(f"the cut, into {one['slices']} slices and not {other['slices']}")
    return ", ".join(found) or "the engine"
