"""Backlinks: mentions, relations and sources seen from the other end.

All of them are known before the first page is written, and are the same in every language.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple, TypeVar

from charsu.link.disagreements import Disagreement, find_disagreements
from charsu.link.mentions import Links, Row
from charsu.model.records import Entry, EntryId, SegmentId, Statement, Vocabulary, Wiki

Target = TypeVar("Target")


class Backlink(NamedTuple):
    """A statement, seen from the entry it leads to or from a source that it cites."""

    entry: EntryId
    """The entry on which it is written."""
    statement: Statement


@dataclasses.dataclass(frozen=True)
class Backlinks:
    """Everything that links to an entry, a segment or a work; and what sources disagree on."""

    mentioned: Mapping[EntryId, tuple[Row, ...]]
    """Rows that name an entry, in reading order."""
    within: Mapping[EntryId, tuple[Row, ...]]
    """Rows that name an entry within longer names only, in reading order."""
    summarised: Mapping[EntryId, tuple[EntryId, ...]]
    """Entries whose summary names an entry."""
    inverses: Mapping[EntryId, tuple[Backlink, ...]]
    """Relations that lead to an entry, earliest first."""
    evidence: Mapping[tuple[str, SegmentId], tuple[Backlink, ...]]
    """Statements that cite a segment of a text."""
    works: Mapping[str, tuple[Backlink, ...]]
    """Statements that cite a work."""
    disagreements: tuple[Disagreement, ...]
    """In the order of the entries, then of the vocabulary."""


def find_backlinks(wiki: Wiki, links: Links, before: tuple[Wiki, Links, Backlinks] | None = None) -> Backlinks:
    """Find all backlinks of a wiki.

    There is one way to do it: known backlinks, without those of entries that changed, and with their present ones.
    Without an older state nothing is known, and every entry has changed.

    Args:
        wiki: the wiki.
        links: the names in it.
        before: an older state. What has not changed since then stays the same object.
    """
    if before and before[0].vocabulary is wiki.vocabulary:
        older, older_links, known = before
        older_entries, linked_anew = older.entries, _rows_differ(older_links, links)
        names_same = older_links.named == links.named
    else:
        older_entries, linked_anew, names_same, known = {}, True, False, _NOTHING
    changed = {id for id, entry in wiki.entries.items() if older_entries.get(id) is not entry}
    changed |= older_entries.keys() - wiki.entries.keys()
    ids = sorted(changed)
    removed = _collect((older_entries[id] for id in ids if id in older_entries), wiki.vocabulary)
    added = _collect((wiki.entries[id] for id in ids if id in wiki.entries), wiki.vocabulary)
    disagreements = [one for one in known.disagreements if one.entry not in changed] + added.disagreements
    return Backlinks(
        mentioned=_reuse_equal(known.mentioned, _rows_of(links, lambda row: row.named))
        if linked_anew
        else known.mentioned,
        within=_reuse_equal(known.within, _rows_of(links, lambda row: row.within)) if linked_anew else known.within,
        summarised=known.summarised if names_same else _summarised(links),
        inverses=_replace(known.inverses, removed.inverses, added.inverses, changed, _by_time),
        evidence=_replace(known.evidence, removed.evidence, added.evidence, changed, _by_entry),
        works=_replace(known.works, removed.works, added.works, changed, _by_entry),
        disagreements=tuple(sorted(disagreements, key=lambda one: one.entry)),
    )


_NOTHING = Backlinks({}, {}, {}, {}, {}, {}, ())


# --- mentions ---------------------------------------------------------------------------------


def _rows_differ(older: Links, links: Links) -> bool:
    """Return whether a text was linked again, or the texts are others."""
    return list(older.rows) != list(links.rows) or any(older.rows[id] is not rows for id, rows in links.rows.items())


def _rows_of(links: Links, entries_of: Callable[[Row], Iterable[EntryId]]) -> dict[EntryId, tuple[Row, ...]]:
    found: defaultdict[EntryId, list[Row]] = defaultdict(list)
    for rows in links.rows.values():
        for row in rows:
            for id in entries_of(row):
                found[id].append(row)
    return {id: tuple(rows) for id, rows in found.items()}


def _reuse_equal(
    known: Mapping[EntryId, tuple[Row, ...]], found: Mapping[EntryId, tuple[Row, ...]]
) -> dict[EntryId, tuple[Row, ...]]:
    """Return what was found, with the known tuple wherever it holds the same rows: what depends on it stays valid."""

    def is_same(id: EntryId, rows: tuple[Row, ...]) -> bool:
        older = known.get(id, ())
        return len(older) == len(rows) and all(one is other for one, other in zip(older, rows, strict=True))

    return {id: known[id] if is_same(id, rows) else rows for id, rows in found.items()}


def _summarised(links: Links) -> dict[EntryId, tuple[EntryId, ...]]:
    summarised: defaultdict[EntryId, list[EntryId]] = defaultdict(list)
    for id, others in links.named.items():
        for other in others:
            summarised[other].append(id)
    return {id: tuple(sorted(ids)) for id, ids in summarised.items()}


# --- statements -------------------------------------------------------------------------------


class _Collected(NamedTuple):
    """The backlinks that the statements of some entries make."""

    inverses: Mapping[EntryId, list[Backlink]]
    evidence: Mapping[tuple[str, SegmentId], list[Backlink]]
    works: Mapping[str, list[Backlink]]
    disagreements: list[Disagreement]


def _collect(entries: Iterable[Entry], vocabulary: Vocabulary) -> _Collected:
    inverses: defaultdict[EntryId, list[Backlink]] = defaultdict(list)
    evidence: defaultdict[tuple[str, SegmentId], list[Backlink]] = defaultdict(list)
    works: defaultdict[str, list[Backlink]] = defaultdict(list)
    disagreements: list[Disagreement] = []
    relations = {property.id for property in vocabulary.properties.values() if property.is_relation}
    for entry in entries:
        for statement in entry.statements:
            backlink = Backlink(entry.id, statement)
            if statement.property in relations:
                inverses[str(statement.value)].append(backlink)
            for source in statement.sources:
                if source.work:
                    works[source.work].append(backlink)
                elif source.text and source.segment:
                    evidence[source.text, source.segment].append(backlink)
        disagreements += find_disagreements(entry, vocabulary)
    return _Collected(inverses, evidence, works, disagreements)


def _replace(
    known: Mapping[Target, tuple[Backlink, ...]],
    removed: Mapping[Target, Sequence[Backlink]],
    added: Mapping[Target, Sequence[Backlink]],
    changed: Set[EntryId],
    key: Callable[[Backlink], Any],
) -> dict[Target, tuple[Backlink, ...]]:
    """Return known backlinks with the present ones of changed entries instead of their older ones.

    Args:
        known: all that there were before.
        removed: those that the changed entries had then.
        added: those that they have now.
        changed: the ids of these entries.
        key: sorts the backlinks of one target; those of one entry stay in the order of its statements.
    """
    found = dict(known)
    for target in dict.fromkeys([*removed, *added]):
        unchanged = [backlink for backlink in known.get(target, ()) if backlink.entry not in changed]
        if present := sorted([*unchanged, *added.get(target, ())], key=key):
            found[target] = tuple(present)
        else:
            found.pop(target, None)
    return found


def _by_entry(backlink: Backlink) -> EntryId:
    return backlink.entry


def _by_time(inverse: Backlink) -> tuple[object, ...]:
    during = inverse.statement.during
    return (during.sort_key() if during else ((9999, 12, 31),), inverse.entry)
