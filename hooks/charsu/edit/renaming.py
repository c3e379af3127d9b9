"""Renaming: another id for an entry.

Files are changed at exact places only: whatever else an author wrote, comments among it, stays to the
letter. The old address is kept in entries/redirects.yml.
"""

import dataclasses
from collections import Counter
from pathlib import Path

from charsu.edit.changeset import Changeset
from charsu.edit.references import rewrite_references
from charsu.edit.text_edits import TextEdits
from charsu.model.records import Entry, EntryId
from charsu.read import readers
from charsu.read.entries import RESERVED_IDS
from charsu.read.load import ParsedWiki
from charsu.read.redirects import REDIRECTS
from charsu.read.yaml_nodes import Fields, parse
from charsu.support.diagnostics import Problems, did_you_mean, quote


class RenamingError(Exception):
    """What is wanted cannot be done; the message tells why, and a way out."""


@dataclasses.dataclass(frozen=True)
class Dropped:
    """Something of a merged entry that has no place in the other one."""

    what: str
    """Such as "the summary in en"."""
    words: str


@dataclasses.dataclass(frozen=True)
class RenamePlan:
    """What is to be done."""

    old: EntryId
    new: EntryId
    changeset: Changeset
    references: Counter[str]
    """File, by its old name -> how many references in it lead to the new id."""
    dropped: tuple[Dropped, ...] = ()


# --- rename ---------------------------------------------------------------------------------------


def rename_entry(root: Path, parsed: ParsedWiki, written: str, wanted: str) -> RenamePlan:
    """Give an entry another id, wherever that is written.

    Args:
        root: the folder of the wiki.
        parsed: what was read there, without problems.
        written: the entry's id, with or without its folder.
        wanted: its new id, likewise.

    Raises:
        RenamingError: one of the ids will not do.
        UnchangeableError: a reference is written in a way that cannot be changed at its place.
    """
    entry = find_entry(parsed, written)
    new_folder, new = _split(wanted)
    if new_folder not in ("", folder_of(parsed, entry)):
        raise RenamingError(
            f"{quote(entry.id)} stands in {folder_of(parsed, entry)}/, the folder of its kind; it cannot move to"
            f" {quote(new_folder)}. Leave the folder out."
        )
    old = entry.id
    if new == old:
        raise RenamingError(f"{quote(old)} is its id already.")
    check_new_id(parsed, new, allowed=old)
    changeset = Changeset(root)
    references = rewrite_references(changeset, root, parsed, old, new)
    folder = entry.file.rpartition("/")[0]
    changeset.move(entry.file, f"{folder}/{new}.yml")
    for language in entry.articles:
        changeset.move(f"{folder}/{old}.{language}.md", f"{folder}/{new}.{language}.md")
    keep_address(changeset, folder_of(parsed, entry), old, new)
    return RenamePlan(old, new, changeset, references)


def check_new_id(parsed: ParsedWiki, id: str, allowed: EntryId | None = None) -> None:
    """Whether an entry may be called so from now on.

    Args:
        parsed: what was read.
        id: the id that is wanted.
        allowed: an entry that once was called so may be called so again.

    Raises:
        RenamingError: it may not.
    """
    if not readers.SLUG.fullmatch(id):
        raise RenamingError(f"{quote(id)} cannot be the id of an entry. {readers.slug_hint(id)}")
    if id in RESERVED_IDS:
        raise RenamingError(f"The id {quote(id)} is used by the site itself. Choose another one.")
    if id in parsed.entry_kinds:
        raise RenamingError(f"There is an entry {quote(id)} already. Choose another id; wiki merge makes two one.")
    for redirect in parsed.redirects:
        if redirect.id == id and redirect.target != allowed:
            raise RenamingError(
                f"The id {quote(id)} was that of the entry {quote(redirect.target)}, and links to it lead there"
                f" ({redirect.place}). Choose another one."
            )


# --- entries, as people call them -------------------------------------------------------------------


def find_entry(parsed: ParsedWiki, written: str) -> Entry:
    """The entry that somebody calls by its id, with or without its folder.

    Raises:
        RenamingError: there is none.
    """
    folder, id = _split(written)
    entries = {entry.id: entry for entry in parsed.entries}
    if id not in entries:
        now = next((redirect.target for redirect in parsed.redirects if redirect.id == id), None)
        hint = f"It was renamed to {quote(now)}." if now else did_you_mean(id, entries)
        raise RenamingError(f"There is no entry {quote(id)}. {hint or 'An id is the name of a file, without .yml.'}")
    if folder not in ("", folder_of(parsed, entries[id])):
        raise RenamingError(f"There is no entry {quote(id)} in {quote(folder)}; it is {entries[id].file}.")
    return entries[id]


def _split(written: str) -> tuple[str, EntryId]:
    """Folder, empty if it is left out, and id of what somebody calls "places/x", "entries/places/x.yml" or "x"."""
    folder, _, id = written.strip("/").removesuffix(".yml").rpartition("/")
    return folder.removeprefix("entries").strip("/"), id


def folder_of(parsed: ParsedWiki, entry: Entry) -> str:
    """Below `entries/`, and of its page on the site."""
    return parsed.vocabulary.kinds[entry.kind].folder


# --- the old address --------------------------------------------------------------------------------

_ABOUT_REDIRECTS = """\
# Old addresses of entries, and the id that each has now; a page there leads on. Keep every line for ever:
# links from elsewhere rely on it. wiki rename and wiki merge write here.
"""


def keep_address(changeset: Changeset, folder: str, old: EntryId, new: EntryId) -> None:
    """Note the old address among the others, in the order of addresses; the new one is none any more."""
    line, address, again = f"{folder}/{old}: {new}", f"{folder}/{old}", f"{folder}/{new}"
    if not changeset.exists(REDIRECTS):
        changeset.write(REDIRECTS, f"{_ABOUT_REDIRECTS}{line}\n")
        return
    edits = TextEdits(changeset.read(REDIRECTS))
    root = parse(edits.text, REDIRECTS, Problems())
    if not isinstance(root, Fields) or root.end is not None:
        raise RenamingError(f"{REDIRECTS} has braces around it. Write one address a line, and run the command again.")
    before = [field for key, field in root.fields.items() if key < address]
    first = min(edits.line_of(edits.offset(field.key_place)) for field in root.fields.values())
    at = max((edits.line_after(field.value) for field in before), default=edits.line_start(first))
    edits.insert_line(at, line)
    if again in root.fields:
        start = edits.line_start(root.fields[again].key_place.line)
        edits.replace(start, edits.line_after(root.fields[again].value), "")
    changeset.write(REDIRECTS, edits.result())
