"""The linker against texts in which a reader, not the linker, has marked every name.

A file of `annotation/` is one version of a text as it was then: on each line a segment's id, a tab, and
its text with names as [words|entry], and names within names as [[words|entry] and more|entry]. They are
linked with the entries of today and with what is settled
in the text.yml of today. Whoever corrects a line of a version, or adds a text, need not come here; whoever
adds a name that is not one in these lines is told. An entry that is younger than the marks, and so not
in `entries.txt`, is not judged by them; nor is what somebody has settled since.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from charsu.link.linker import link
from charsu.link.mentions import Row
from charsu.model.records import Segment, Version, Wiki
from helpers import HERE, ROOT, sample_wiki
from live_content import live_wiki

FOLDER = ROOT / "tests/annotation"
FILES = sorted(FOLDER.glob("*.*.txt"))
JUDGED = frozenset((FOLDER / "entries.txt").read_text(encoding="utf-8").split())
"""The entries that there were when the texts were read."""

MARK = re.compile(r"\[|\|([a-z0-9-]+)\]")

Annotation = dict[str, tuple[str, list[tuple[int, int, str]]]]
"""Segment -> its text, and its names as (start, end, entry), a longer one before those in it."""


def read_annotation(path: Path) -> Annotation:
    found: Annotation = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("##"):
            segment, marked = unicodedata.normalize("NFC", line).split("\t")
            names, opened, plain, position = [], list[int](), "", 0
            for match in MARK.finditer(marked):
                plain += marked[position : match.start()]
                position = match.end()
                if match[1]:
                    names.append((opened.pop(), len(plain), match[1]))
                else:
                    opened.append(len(plain))
            assert not opened, f"{path.name}: {segment} has a bracket that does not end"
            found[segment] = (plain + marked[position:], sorted(names, key=lambda name: (name[0], -name[1])))
    return found


@pytest.fixture(scope="module", params=[sample_wiki, live_wiki], ids=["sample", "live"])
def wiki(request: pytest.FixtureRequest) -> Wiki:
    """The sample, by which the linker is judged; and what is written today."""
    found: Wiki = request.param()
    return found


@pytest.fixture(scope="module")
def rows(wiki: Wiki) -> dict[str, dict[str, Row]]:
    """Text -> segment -> the row as it is linked today."""
    found = {}
    for id in {path.name.partition(".")[0] for path in FILES}:
        text = wiki.texts[id]
        read = {path.name.split(".")[1]: read_annotation(path) for path in FILES if path.name.startswith(f"{id}.")}
        versions = {language: as_read(text.versions[language], annotation) for language, annotation in read.items()}
        texts = {id: dataclasses.replace(text, versions=versions)}
        found[id] = {row.segment: row for row in link(dataclasses.replace(wiki, texts=texts)).rows[id]}
    return found


def as_read(version: Version, annotation: Annotation) -> Version:
    segments = [
        Segment(id=id, text=plain, paragraph=1, role="prose", place=HERE) for id, (plain, _) in annotation.items()
    ]
    return dataclasses.replace(version, segments=tuple(segments))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_linker_finds_what_a_reader_finds(path: Path, rows: dict[str, dict[str, Row]], wiki: Wiki) -> None:
    text, language = path.stem.split(".")
    differences = []
    for segment, (plain, marked) in read_annotation(path).items():
        prose = rows[text][segment].versions[language]
        found: dict[tuple[int, int, str], str] = {
            (m.start, m.end, m.entry or "unsure"): m.why for m in prose.mentions if m.entry in {None, *JUDGED}
        }
        found |= {(n.start, n.end, n.entry): n.because for n in prose.within if n.entry in JUDGED}
        expected = [name for name in marked if name[2] in wiki.entries]
        lost = [name for name in expected if name not in found]
        wrong = [name for name in found if name not in expected and found[name] != "stated"]
        if lost or wrong:
            differences += [
                *(f"{segment}: {plain[start:end]!r} no longer leads to {id}" for start, end, id in lost),
                *(f"{segment}: {plain[start:end]!r} now leads to {id}" for start, end, id in wrong),
                f"    as a line: {segment}\t{with_marks(plain, found)}",
            ]
    assert not differences, "\n".join(
        [
            f"tests/annotation/{path.name}: names are linked otherwise than a reader marked them.",
            *differences,
            "If a link is mistaken, mend what you wrote: take the name away, or make it weak, or settle it in text.yml",
            "(see Names in CONTRIBUTING). If it is right, replace the old line of that file with the one above.",
        ]
    )


def with_marks(plain: str, names: Iterable[tuple[int, int, str]]) -> str:
    """A line as it is written in an annotation."""
    known = [name for name in names if name[2] != "unsure"]
    marks = [(start, 1, -end, "[") for start, end, _ in known] + [
        (end, 0, -start, f"|{id}]") for start, end, id in known
    ]
    parts, position = [], 0
    for place, _, _, mark in sorted(marks):
        parts += [plain[position:place], mark]
        position = place
    return "".join([*parts, plain[position:]])


# --- names within names -----------------------------------------------------------------------


def test_readers_want_41_names_within_names_and_the_linker_finds_them(
    rows: dict[str, dict[str, Row]], wiki: Wiki
) -> None:
    """Not those of countries in the names of their regions and peoples, nor parts of persons' names and of cities'."""
    wanted = {
        (text, segment, language, *name)
        for path in FILES
        for text, language in [path.stem.split(".")]
        for segment, (_, names) in read_annotation(path).items()
        for name in names
        if any(start <= name[0] and name[1] <= end and (start, end) != name[:2] for start, end, _ in names)
    }
    found = {
        (text, segment, language, nested.start, nested.end, nested.entry)
        for text, by_segment in rows.items()
        for segment, row in by_segment.items()
        for language, prose in row.versions.items()
        for nested in prose.within
        if nested.because != "stated" and nested.entry in JUDGED
    }
    assert len(wanted) == 44, "41 longer names, three of which hold two"
    assert found == {name for name in wanted if name[5] in wiki.entries}


def test_most_of_what_readers_marked_is_judged(wiki: Wiki) -> None:
    """So that the test above cannot fall silent when entries get other ids."""
    marked = {entry for path in FILES for _, names in read_annotation(path).values() for _, _, entry in names}
    assert len(FILES) == 6 and len(marked & JUDGED & wiki.entries.keys()) > 0.9 * len(marked)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_line_is_told_as_it_would_be_written(path: Path) -> None:
    for segment, (plain, marked) in read_annotation(path).items():
        line = unicodedata.normalize("NFC", f"{segment}\t{with_marks(plain, marked)}\n")
        assert line in unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
