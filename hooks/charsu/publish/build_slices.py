"""Slices: a build cut into several, on as many machines, and their outputs put together.

Every slice reads the whole wiki, since any name may stand anywhere, but makes only every so many-th part of the
files. What can be made only of all parts together, the sitemap and the index of the search, waits: each part writes
down what it contributes in a file of `GATHERED`, and whoever has all of these finishes the site.
"""

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
"""Folder, in that of the site, of what the parts contribute; it goes when the site is finished."""

COMMON = f"{GATHERED}/site.json"
"""What all slices know alike."""

PARTS_AT_ONCE = 20
"""What so many parts contribute is read in one process: as much as is quickly at hand."""

InputHashes = Mapping[str, str]
"""Something that a site is made of, as people call it -> a hash of it, the same on every machine."""


class SliceError(Exception):
    """Slices cannot be made, or do not fit together; the message says why."""


class Slice(NamedTuple):
    """Which parts of a site a build makes."""

    number: int
    """From 1."""
    of: int

    def of_parts(self, parts: int) -> range:
        """Numbers of the parts, of so many."""
        return range(self.number - 1, parts, self.of)


WHOLE = Slice(1, 1)


def read_slice(text: str) -> Slice:
    """Read "3/16".

    Raises:
        SliceError: it is none.
    """
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise SliceError(f"expected a slice such as 3/16, found '{text}'")
    return Slice(int(match[1]), int(match[2]))


def part_file(number: int) -> str:
    """Where a part writes down what it contributes."""
    return f"{GATHERED}/{number}.json"


class Gathered(NamedTuple):
    """What some parts contribute to what is made of all together."""

    pages: list[str]
    """Their addresses, in the default language."""
    documents: int
    """Of the search: how many."""
    postings: PostingLists
    """The documents of each key."""
    in_names: PostingLists
    """Those of them that have it in their names."""
    start: Mapping[str, Any] | None
    """What the search begins with, of the part that knows."""


def write_down(gathered: Mapping[str, Any]) -> str:
    """What a part contributes, in JSON; `gathered`: see `sitefiles`."""
    documents = gathered["documents"]
    said = {
        "pages": gathered["pages"],
        "documents": len(documents),
        "keys": invert((number, keys) for number, keys, _ in documents),
        "names": invert((number, names) for number, _, names in documents),
        "start": gathered["start"],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_parts(written: Iterable[str]) -> Gathered:
    """What some parts contribute, of what each has written down."""
    parts = [json.loads(content) for content in written]
    return Gathered(
        pages=[page for part in parts for page in part["pages"]],
        documents=sum(part["documents"] for part in parts),
        postings=unshare(itertools.chain(*(part["keys"] for part in parts))),
        in_names=unshare(itertools.chain(*(part["names"] for part in parts))),
        start=next((part["start"] for part in parts if part["start"]), None),
    )


def finishing_files(common: Mapping[str, Any], gathered: Sequence[Gathered]) -> dict[str, str]:
    """What is made of all parts together: path -> content.

    Args:
        common: what is written in `COMMON`.
        gathered: what all parts contribute, some and some.
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
    """What the parts of a site have contributed.

    Raises:
        SliceError: there is none, or some parts are missing.
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
    """Write what is made of all parts together, and take away what was gathered for it.

    Raises:
        SliceError: some parts are missing.
    """
    common, gathered = read_gathered(site)
    write_site_files(site, finishing_files(common, gathered).items())
    shutil.rmtree(site / GATHERED)


def join(slices: Sequence[Path], site: Path) -> None:
    """Put slices together.

    Args:
        slices: the folders of their sites, in any order.
        site: the folder of the whole one, which is made.

    Raises:
        SliceError: they are not of one site, or some are missing.
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
    """See that slices know the same; `known`: what is written in `COMMON` of each.

    Raises:
        SliceError: some do not; which, and wherein. What most of them know is taken to be right.
    """
    alike: dict[str, list[Path]] = {}
    for folder, common in known.items():
        alike.setdefault(json.dumps(common, sort_keys=True), []).append(folder)
    if len(alike) < 2:
        return
    most = max(alike.values(), key=len)
    told = [
        f"{', '.join(map(str, folders))}: another state of {_differing(known[folders[0]], known[most[0]])}"
        for folders in alike.values()
        if folders is not most
    ]
    raise SliceError(
        f"the slices were not made of the same state of the wiki. Other than in {', '.join(map(str, most))}:\n"
        + "".join(f"  {line}\n" for line in told)
        + "Make these again of the same commit, with the same engine and settings, or all of them; then join them."
    )


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """What is not the same in two `COMMON`."""
    state, others = one.get("state", {}), other.get("state", {})
    found = sorted(name for name in state.keys() | others.keys() if state.get(name) != others.get(name))
    if one["slices"] != other["slices"]:
        found.append(f"the cut, into {one['slices']} slices and not {other['slices']}")
    return ", ".join(found) or "the engine"
