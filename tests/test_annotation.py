"""The linker against a hand-made annotation of both texts in all versions.

The files in `annotation/` were made by reading, not by the linker: every name, where it stands, and
which entry it stands for. A line is a segment's id, a tab, and its text with names as [words|entry].
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from charsu.link import Row, link
from helpers import ROOT, real_wiki

FILES = sorted((ROOT / "tests/annotation").glob("*.txt"))
NAME = re.compile(r"\[([^\[\]|]+)\|([a-z0-9-]+)\]")

Rows = Mapping[str, tuple[Row, ...]]


def test_every_version_of_every_text_is_annotated() -> None:
    versions = {f"{path.parent.name}.{path.stem.split('.')[1]}" for path in ROOT.glob("docs/texts/*/index.*.md")}
    assert versions
    assert {path.stem for path in FILES} == versions


@pytest.fixture(scope="module")
def rows() -> Rows:
    return link(real_wiki()).rows


def read_annotation(path: Path) -> dict[str, tuple[str, list[tuple[int, int, str]]]]:
    """Segment -> its text and its names as (start, end, entry)."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("##"):
            segment, marked = unicodedata.normalize("NFC", line).split("\t")
            names, plain, position = [], "", 0
            for match in NAME.finditer(marked):
                plain += marked[position : match.start()]
                names.append((len(plain), len(plain) + len(match[1]), match[2]))
                plain += match[1]
                position = match.end()
            found[segment] = (plain + marked[position:], names)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_linker_finds_what_a_reader_finds(path: Path, rows: Rows) -> None:
    text, language = path.stem.split(".")
    annotation = read_annotation(path)
    assert list(annotation) == [row.segment for row in rows[text]]
    differences = []
    for row in rows[text]:
        prose = row.versions[language]
        plain, expected = annotation[row.segment]
        assert prose.text == plain, row.segment
        found = [(m.start, m.end, m.entry or "unsure") for m in prose.mentions]
        for what, these, those in (("missing", expected, found), ("wrong", found, expected)):
            differences += [
                f"{row.segment}: {what} {plain[start:end]} -> {entry}"
                for start, end, entry in these
                if (start, end, entry) not in those
            ]
    assert not differences, "\n" + "\n".join(differences)
