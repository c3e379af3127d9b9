"""Slices: a build cut into several, on as many machines, and their outputs put together.

Every slice reads the whole wiki, since any name may stand anywhere, but makes only every so many-th part of the
files. What can be made only of all parts together, the sitemap and the index of the search, waits: each part writes
down what it contributes in a file of `GATHERED`, and whoever has all of these finishes the site.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from charsu.export import sitemaps
from charsu.output import write_file
from charsu.search import word_files

SLICE = "WIKI_SLICE"
"""Environment variable: which slice of the site a build makes, such as "3/16"."""

GATHERED = "_gathered"
"""Folder, in that of the site, of what the parts contribute; it goes when the site is finished."""

COMMON = f"{GATHERED}/site.json"
"""What all slices know alike."""


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


def finishing_files(common: Mapping[str, Any], gathered: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What is made of all parts together: path -> content.

    Args:
        common: what is written in `COMMON`.
        gathered: what every part contributes.
    """
    pages: set[str] = set()
    documents: list[tuple[int, str, str]] = []
    start: dict[str, Any] | None = None
    for each in gathered:
        pages.update(each["pages"])
        documents += each["documents"]
        start = each["start"] or start
    files: dict[str, str] = {}
    if common["site_url"]:
        files |= sitemaps(pages, common["homes"], common["site_url"])
    if start is not None:
        files |= {f"search/{name}": content for name, content in word_files(start, documents).items()}
    return files


def read_gathered(site: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the parts of a site have contributed.

    Raises:
        SliceError: there is none, or some parts are missing.
    """
    if not (site / COMMON).exists():
        raise SliceError(f"{site} is no slice of a site; wiki build --slice makes one")
    common = json.loads((site / COMMON).read_text(encoding="utf-8"))
    missing = [number for number in range(common["parts"]) if not (site / part_file(number)).exists()]
    if missing:
        slices = common["slices"]
        which = sorted({number % slices + 1 for number in missing})
        raise SliceError(f"missing: {', '.join(f'slice {number}/{slices}' for number in which)}")
    parts = (json.loads((site / part_file(number)).read_text(encoding="utf-8")) for number in range(common["parts"]))
    return common, list(parts)


def finish(site: Path) -> None:
    """Write what is made of all parts together, and take away what was gathered for it.

    Raises:
        SliceError: some parts are missing.
    """
    common, gathered = read_gathered(site)
    for path, content in finishing_files(common, gathered).items():
        write_file(f"{site}/{path}", content)
    shutil.rmtree(site / GATHERED)


def join(slices: Sequence[Path], site: Path) -> None:
    """Put slices together.

    Args:
        slices: the folders of their sites, in any order.
        site: the folder of the whole one, which is made.

    Raises:
        SliceError: they are not of one site, or some are missing.
    """
    for folder in slices:
        if not (folder / COMMON).exists():
            raise SliceError(f"{folder} is no slice of a site; wiki build --slice makes one")
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            target = site / path.relative_to(folder)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            elif target.read_bytes() != path.read_bytes():
                raise SliceError(f"{path} is not as in another slice; were they made of the same commit?")
    finish(site)
