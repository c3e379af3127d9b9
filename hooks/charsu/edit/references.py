"""Find every place where the id of an entry is written, and write another id there.

The readers report the places, so exactly the references that the wiki understands are found: an id in an
original, in a line of code or in a sentence is an ordinary word, and stays.
"""

import dataclasses
import re
from collections import Counter
from pathlib import Path

from charsu.edit.changeset import Changeset
from charsu.edit.text_edits import TextEdits
from charsu.model.ledger import Ledger
from charsu.model.records import EntryId
from charsu.read.documents import TEXTS
from charsu.read.ledgers import ledger_file
from charsu.read.load import ParsedWiki
from charsu.read.map import SHAPES
from charsu.support.diagnostics import Place, quote
from charsu.text.ledger import ledger_json

ANNOTATION = "tests/annotation"
"""Folder with texts in which people marked every name as [words|id], and lists of ids, for measuring the linker.
It is optional."""


class UnchangeableError(Exception):
    """An id is written in a way that cannot be changed in place; the message says where, and what to do."""


def find_references(parsed: ParsedWiki, id: EntryId) -> list[tuple[Place, bool]]:
    """Find every reference to an entry, and whether each is written as [[id]]."""
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
    """Replace `old` with `new` in every reference.

    Returns:
        File -> how many references in it were rewritten.

    Raises:
        UnchangeableError: one of the references cannot be rewritten.
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
    """Find where the id itself begins: after a quote, or after brackets and spaces."""
    before = r"\[\[\s*" if in_brackets else "[\"']?"
    match = re.compile(f"{before}({re.escape(old)})(?![a-z0-9-])").match(edits.text, edits.offset(place))
    if match is None:
        raise UnchangeableError(
            f"{place}: {quote(old)} is written here in a way that cannot be changed automatically."
            f" Write {new} here by hand, or {old} without escapes, and run the command again."
        )
    return match.start(1)


def look_alikes(changeset: Changeset, root: Path, id: EntryId) -> list[Place]:
    """Find the id in quotes or in an address, in files that the wiki's readers do not read.

    Whether it means the entry there cannot be decided, so a person has to look.
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


# --- files that the readers of entries and texts do not cover ----------------------------------------


def renamed_in_annotation(text: str, old: EntryId, new: EntryId) -> tuple[str, int]:
    """Rename the id in names marked as [words|old] and in lists of ids; lines that begin with ## are comments."""
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
    """Rename an entry in a ledger; return the ledger, and the number of segments changed.

    If a segment has a record of `new` already, one of the two is kept: the one made from an older wording
    than the present one, if there is one, so that sealing still reports it.
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
