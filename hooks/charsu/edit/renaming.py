"""Rename an entry: change its id.

Files are changed only at the exact places of the id: everything else that an author wrote, including
comments, stays to the letter. The old address is kept in entries/redirects.yml.
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
    """The change is not possible; the message says why, and what to do instead."""


@dataclasses.dataclass(frozen=True)
class Dropped:
    """Something of a merged entry that the other one cannot take over."""

    what: str
    """Such as "the summary in en"."""
    words: str


@dataclasses.dataclass(frozen=True)
class RenamePlan:
    """A renaming or a merger that is worked out, but not yet made."""

    old: EntryId
    new: EntryId
    changeset: Changeset
    references: Counter[str]
    """Old path of a file -> how many references in it now lead to the new id."""
    dropped: tuple[Dropped, ...] = ()


# --- rename ---------------------------------------------------------------------------------------


def rename_entry(root: Path, parsed: ParsedWiki, written: str, wanted: str) -> RenamePlan:
    """Plan to change an entry's id wherever it is written.

    Args:
        root: the folder of the wiki.
        parsed: the wiki, without problems.
        written: the entry's id, with or without its folder.
        wanted: its new id, with or without the folder.

    Raises:
        RenamingError: one of the ids is not possible.
        UnchangeableError: a reference is written in a way that cannot be changed in place.
    """
    entry = find_entry(parsed, written)
    new_folder, new = _split(wanted)
    if new_folder not in ("", folder_of(parsed, entry)):
        raise RenamingError(
            f"{quote(entry.id)} is in {folder_of(parsed, entry)}/, the folder of its kind, and cannot move to"
            f" {quote(new_folder)}. Leave the folder out."
        )
    old = entry.id
    if new == old:
        raise RenamingError(f"{quote(old)} is already its id.")
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
    """Check that an entry may get this id.

    Args:
        parsed: the wiki.
        id: the id that is wanted.
        allowed: an entry that may get back the id that it once had.

    Raises:
        RenamingError: it may not.
    """
    if not readers.SLUG.fullmatch(id):
        raise RenamingError(f"{quote(id)} cannot be the id of an entry. {readers.slug_hint(id)}")
    if id in RESERVED_IDS:
        raise RenamingError(f"The id {quote(id)} is used by the site itself. Choose another one.")
    if id in parsed.entry_kinds:
        raise RenamingError(
            f"There is already an entry {quote(id)}. Choose another id, or merge the two with wiki merge."
        )
    for redirect in parsed.redirects:
        if redirect.id == id and redirect.target != allowed:
            raise RenamingError(
                f"The id {quote(id)} once belonged to the entry {quote(redirect.target)}, and links to it lead there"
                f" ({redirect.place}). Choose another one."
            )


# --- finding entries -------------------------------------------------------------------------------


def find_entry(parsed: ParsedWiki, written: str) -> Entry:
    """Find an entry by its id, written with or without its folder.

    Raises:
        RenamingError: there is no such entry.
    """
    folder, id = _split(written)
    entries = {entry.id: entry for entry in parsed.entries}
    if id not in entries:
        now = next((redirect.target for redirect in parsed.redirects if redirect.id == id), None)
        hint = f"It was renamed to {quote(now)}." if now else did_you_mean(id, entries)
        raise RenamingError(f"There is no entry {quote(id)}. {hint or 'An id is a file name without .yml.'}")
    if folder not in ("", folder_of(parsed, entries[id])):
        raise RenamingError(f"There is no entry {quote(id)} in {quote(folder)}; it is {entries[id].file}.")
    return entries[id]


def _split(written: str) -> tuple[str, EntryId]:
    """Split "places/x", "entries/places/x.yml" or "x" into folder, which may be empty, and id."""
    folder, _, id = written.strip("/").removesuffix(".yml").rpartition("/")
    return folder.removeprefix("entries").strip("/"), id


def folder_of(parsed: ParsedWiki, entry: Entry) -> str:
    """Return the folder of an entry, below `entries/` and on the site."""
    return parsed.vocabulary.kinds[entry.kind].folder


# --- the old address --------------------------------------------------------------------------------

_ABOUT_REDIRECTS = """\
# Old addresses of entries, each with the entry's present id, to which a page at the address leads. Keep every line
# for ever: links from elsewhere rely on it. wiki rename and wiki merge add lines here.
"""


def keep_address(changeset: Changeset, folder: str, old: EntryId, new: EntryId) -> None:
    """Add the old address to entries/redirects.yml, ordered by address; the new one is in use, so it is removed."""
    line, address, again = f"{folder}/{old}: {new}", f"{folder}/{old}", f"{folder}/{new}"
    if not changeset.exists(REDIRECTS):
        changeset.write(REDIRECTS, f"{_ABOUT_REDIRECTS}{line}\n")
        return
    edits = TextEdits(changeset.read(REDIRECTS))
    root = parse(edits.text, REDIRECTS, Problems())
    if not isinstance(root, Fields) or root.end is not None:
        raise RenamingError(f"{REDIRECTS} has braces around it. Write one address per line, and run the command again.")
    before = [field for key, field in root.fields.items() if key < address]
    first = min(edits.line_of(edits.offset(field.key_place)) for field in root.fields.values())
    at = max((edits.line_after(field.value) for field in before), default=edits.line_start(first))
    edits.insert_line(at, line)
    if again in root.fields:
        start = edits.line_start(root.fields[again].key_place.line)
        edits.replace(start, edits.line_after(root.fields[again].value), "")
    changeset.write(REDIRECTS, edits.result())
