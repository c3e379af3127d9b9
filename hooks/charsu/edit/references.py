"""References: every place where the id of an entry is written, and the way to write another id there.

Places come from the readers themselves, so what is found is what the wiki understands: an id in an
original, in a line of code or in a sentence is a word like any other, and stays.
"""

import dataclasses
import re
from collections import Counter
from pathlib import Path

from charsu.edit.changeset import Changeset
from charsu.edit.text_edits import TextEdits
from charsu.model.records import EntryId, Ledger
from charsu.read.documents import TEXTS
from charsu.read.ledgers import ledger_file
from charsu.read.load import ParsedWiki
from charsu.read.map import SHAPES
from charsu.support.diagnostics import Place, quote
from charsu.text.ledger import ledger_json

ANNOTATION = "tests/annotation"
"""Texts in which readers have marked every name as [words|id], and lists of ids, to measure the linker by; if any."""


class UnchangeableError(Exception):
    """An id is written in a way that cannot be changed at its place; the message tells where, and a way out."""


def find_references(parsed: ParsedWiki, id: EntryId) -> list[tuple[Place, bool]]:
    """Every place at which what was read names an entry; and whether it does so as [[id]]."""
    properties = parsed.vocabulary.properties
    found = [(reference.place, reference.place.file != SHAPES) for reference in parsed.references if reference.id == id]
    for entry in parsed.entries:
        found += [
            (statement.value_place, False)
            for statement in entry.statements
            if statement.value == id and properties[statement.property].is_relation
        ]
    for text in parsed.texts.values():
        found += [(naming.entry_place, False) for naming in text.names if naming.entry == id and naming.entry_place]
    found += [(redirect.target_place, False) for redirect in parsed.redirects if redirect.target == id]
    return found


def rewrite_references(
    changeset: Changeset, root: Path, parsed: ParsedWiki, old: EntryId, new: EntryId
) -> Counter[str]:
    """Write `new` wherever `old` is named.

    Returns:
        File -> how many references in it were rewritten.

    Raises:
        UnchangeableError: one of them cannot be; nothing can be said of the others.
    """
    by_file: dict[str, list[tuple[Place, bool]]] = {}
    for place, in_brackets in find_references(parsed, old):
        by_file.setdefault(place.file, []).append((place, in_brackets))
    counts: Counter[str] = Counter()
    for file, places in by_file.items():
        edits = TextEdits(changeset.read(file))
        for place, in_brackets in places:
            start = _id_at(edits, place, in_brackets, old, new)
            edits.replace(start, start + len(old), new)
        changeset.write(file, edits.result())
        counts[file] = len(places)
    for text in parsed.texts.values():
        ledger, count = renamed_in_ledger(text.ledger, old, new) if text.ledger else (None, 0)
        if ledger and count:
            file = ledger_file(text.id)
            changeset.write(file, ledger_json(ledger))
            counts[file] = count
    for path in sorted((root / ANNOTATION).glob("*.txt")):
        file = path.relative_to(root).as_posix()
        after, count = renamed_in_annotation(changeset.read(file), old, new)
        if count:
            changeset.write(file, after)
            counts[file] = count
    return counts


def _id_at(edits: TextEdits, place: Place, in_brackets: bool, old: EntryId, new: EntryId) -> int:
    """Where the id itself begins; a value may have a quote before it, brackets may have spaces in them."""
    before = r"\[\[\s*" if in_brackets else "[\"']?"
    match = re.compile(f"{before}({re.escape(old)})(?![a-z0-9-])").match(edits.text, edits.offset(place))
    if match is None:
        raise UnchangeableError(
            f"{place}: {quote(old)} is named here in a way that cannot be changed at its place."
            f" Write {new} here by hand, or {old} without escapes, and run the command again."
        )
    return match.start(1)


def look_alikes(changeset: Changeset, root: Path, id: EntryId) -> list[Place]:
    """Where an id stands in quotes or in an address, in files that the readers of a wiki know nothing of.

    Nobody can tell whether it means the entry there, so it is for people to look at.
    """
    word = re.compile(rf"(?<=[\"'/])({re.escape(id)})(?=[\"'/#?])")
    files = {path for folder in LOOKED_INTO for path in (root / folder).rglob("*") if path.suffix in _LETTERS}
    found = []
    for path in sorted(files):
        file = path.relative_to(root).as_posix()
        if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(root).parts):
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
            if file in changeset.contents or (root / TEXTS) in path.parents:
                continue
            found += [
                Place(file, number, match.start() + 1)
                for number, line in enumerate(lines, 1)
                for match in word.finditer(line)
            ]
    return found


LOOKED_INTO = ("docs", "tests")
_LETTERS = (".md", ".py", ".yml", ".json", ".txt", ".html", ".js")


# --- what no reader of entries and texts tells of ---------------------------------------------------


def renamed_in_annotation(text: str, old: EntryId, new: EntryId) -> tuple[str, int]:
    """Names marked as [words|old], and lines of a list of ids; lines that begin with ## are remarks."""
    mark = re.compile(rf"(\[[^\[\]|\n]+\|){re.escape(old)}(?=\])")
    lines, count = text.split("\n"), 0
    found = []
    for line in lines:
        after, here = (line, 0) if line.startswith("##") else mark.subn(rf"\g<1>{new}", line)
        count += here + (line == old)
        if line != old:
            found.append(after)
        elif new not in lines:
            found.append(new)
    return "\n".join(found), count


def renamed_in_ledger(ledger: Ledger, old: EntryId, new: EntryId) -> tuple[Ledger, int]:
    """A ledger in which what rests on a segment is said of `new`, and in how many segments it is.

    Where there is `new` already, the two records become one: the one that was made from an older wording
    than the present one, if any, since whoever seals must not miss it.
    """
    segments, count = dict(ledger.segments), 0
    for id, sealed in ledger.segments.items():
        if old in sealed.statements:
            statements = dict(sealed.statements)
            made_from = statements.pop(old)
            if statements.get(new, sealed.original) == sealed.original:
                statements[new] = made_from
            segments[id] = dataclasses.replace(sealed, statements=statements)
            count += 1
    return dataclasses.replace(ledger, segments=segments), count
