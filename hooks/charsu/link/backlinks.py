"""Backlinks: mentions, relations and sources seen from the other end.

Everything here is known before the first page is written, and is the same for all languages.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple, TypeVar

from charsu.link.linker import Links, Row
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, SegmentId, Statement, Wiki

Key = TypeVar("Key")


class Backlink(NamedTuple):
    """A statement, seen from the other end: from the entry it leads to, or what it rests on."""

    entry: EntryId
    """The entry on which it is written."""
    statement: Statement


@dataclasses.dataclass(frozen=True)
class Contest:
    """A property of which one value is to be expected, and several are stated."""

    entry: EntryId
    property: str
    statements: tuple[Statement, ...]


@dataclasses.dataclass(frozen=True)
class Backlinks:
    """What the site knows beyond what anybody wrote in one place."""

    mentioned: Mapping[EntryId, tuple[Row, ...]]
    """Rows that name an entry, in reading order."""
    summarised: Mapping[EntryId, tuple[EntryId, ...]]
    """Entries whose summary names an entry."""
    inverses: Mapping[EntryId, tuple[Backlink, ...]]
    """Relations that lead to an entry, earliest first."""
    evidence: Mapping[tuple[str, SegmentId], tuple[Backlink, ...]]
    """Statements that rest on a segment of a text."""
    works: Mapping[str, tuple[Backlink, ...]]
    """Statements that rest on a work."""
    contests: tuple[Contest, ...]
    """In the order of the entries, then of the vocabulary."""


def find_backlinks(wiki: Wiki, links: Links, before: tuple[Wiki, Links, Backlinks] | None = None) -> Backlinks:
    """Turn every link round.

    Args:
        wiki: what people wrote.
        links: the names in it.
        before: an older state of it. What is the same there is the same object here.
    """
    if before and before[0].vocabulary is wiki.vocabulary and list(wiki.entries) == sorted(wiki.entries):
        changed = _changed(before[0].entries, wiki.entries)
        if len(changed) <= _FEW:
            return _bring_up_to_date(before, changed, wiki, links)
    inverses, evidence, works, contests = _turn_round(wiki.entries.values(), wiki)
    return Backlinks(
        mentioned=_mentioned(links),
        summarised=_summarised(links),
        inverses={id: tuple(sorted(found, key=_by_time)) for id, found in inverses.items()},
        evidence={key: tuple(found) for key, found in evidence.items()},
        works={id: tuple(found) for id, found in works.items()},
        contests=tuple(contests),
    )


def _mentioned(links: Links) -> dict[EntryId, tuple[Row, ...]]:
    mentioned: defaultdict[EntryId, list[Row]] = defaultdict(list)
    for rows in links.rows.values():
        for row in rows:
            for id in row.named:
                mentioned[id].append(row)
    return {id: tuple(rows) for id, rows in mentioned.items()}


def _summarised(links: Links) -> dict[EntryId, tuple[EntryId, ...]]:
    summarised: defaultdict[EntryId, list[EntryId]] = defaultdict(list)
    for id, others in links.named.items():
        for other in others:
            summarised[other].append(id)
    return {id: tuple(sorted(ids)) for id, ids in summarised.items()}


_Turned = tuple[
    dict[EntryId, list[Backlink]], dict[tuple[str, SegmentId], list[Backlink]], dict[str, list[Backlink]], list[Contest]
]


def _turn_round(entries: Iterable[Entry], wiki: Wiki) -> _Turned:
    """Where the statements of entries lead, and on what they rest: segments and works; and those in dispute."""
    inverses: defaultdict[EntryId, list[Backlink]] = defaultdict(list)
    evidence: defaultdict[tuple[str, SegmentId], list[Backlink]] = defaultdict(list)
    works: defaultdict[str, list[Backlink]] = defaultdict(list)
    contests: list[Contest] = []
    relations = {property.id for property in wiki.vocabulary.properties.values() if property.is_relation}
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
        contests += _contests(entry, wiki)
    return inverses, evidence, works, contests


# --- the same after a small change ----------------------------------------------------------------

_FEW = 100
"""So many entries may be others than before; of more, everything is found anew."""


def _changed(older: Mapping[EntryId, Entry], entries: Mapping[EntryId, Entry]) -> set[EntryId]:
    """Entries that are not the very same as before, or that one of the two does not have."""
    return {id for id, entry in entries.items() if older.get(id) is not entry} | (older.keys() - entries.keys())


def _bring_up_to_date(
    before: tuple[Wiki, Links, Backlinks], changed: Set[EntryId], wiki: Wiki, links: Links
) -> Backlinks:
    older, linked, known = before
    gone = _turn_round([older.entries[id] for id in sorted(changed) if id in older.entries], wiki)
    come = _turn_round([wiki.entries[id] for id in sorted(changed) if id in wiki.entries], wiki)
    contests = [contest for contest in known.contests if contest.entry not in changed] + come[3]
    return Backlinks(
        mentioned=_same_where_equal(known.mentioned, _mentioned(links))
        if any(linked.rows.get(id) is not rows for id, rows in links.rows.items())
        or list(linked.rows) != list(links.rows)
        else known.mentioned,
        summarised=known.summarised if linked.named == links.named else _summarised(links),
        inverses=_exchanged(known.inverses, gone[0], come[0], changed, _by_time),
        evidence=_exchanged(known.evidence, gone[1], come[1], changed, _by_entry),
        works=_exchanged(known.works, gone[2], come[2], changed, _by_entry),
        contests=tuple(sorted(contests, key=lambda contest: contest.entry)),
    )


def _same_where_equal(
    known: Mapping[EntryId, tuple[Row, ...]], found: Mapping[EntryId, tuple[Row, ...]]
) -> dict[EntryId, tuple[Row, ...]]:
    """What was found; what is the same rows as before, as the very object of before."""

    def is_same(id: EntryId, rows: tuple[Row, ...]) -> bool:
        older = known.get(id, ())
        return len(older) == len(rows) and all(one is other for one, other in zip(older, rows, strict=True))

    return {id: known[id] if is_same(id, rows) else rows for id, rows in found.items()}


def _exchanged(
    known: Mapping[Key, tuple[Backlink, ...]],
    gone: Mapping[Key, Sequence[Backlink]],
    come: Mapping[Key, Sequence[Backlink]],
    changed: Set[EntryId],
    order: Callable[[Backlink], Any],
) -> dict[Key, tuple[Backlink, ...]]:
    """The same with the present backlinks of some entries in the place of their older ones.

    Args:
        known: all that there were before.
        gone: those that some entries had then.
        come: those that they have now.
        changed: the ids of these entries.
        order: of what leads to one and the same.
    """
    found = dict(known)
    for key in gone.keys() | come.keys():
        stay = [backlink for backlink in known.get(key, ()) if backlink.entry not in changed]
        # Those of one entry stay in the order of its statements.
        if now := sorted([*stay, *come.get(key, ())], key=order):
            found[key] = tuple(now)
        else:
            found.pop(key, None)
    return found


# --- what they are made of ------------------------------------------------------------------------


def _by_entry(backlink: Backlink) -> EntryId:
    return backlink.entry


def _by_time(inverse: Backlink) -> tuple[object, ...]:
    during = inverse.statement.during
    return (during.sort_key() if during else ((9999, 12, 31),), inverse.entry)


def _contests(entry: Entry, wiki: Wiki) -> Iterable[Contest]:
    if len({statement.property for statement in entry.statements}) == len(entry.statements):
        return  # nothing is stated twice
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        statements[statement.property].append(statement)
    for property in wiki.vocabulary.properties.values():
        found = statements.get(property.id, [])
        if property.single and any(statement.value != found[0].value for statement in found):
            yield Contest(entry.id, property.id, tuple(found))


def dates_of(entry: Entry, wiki: Wiki) -> tuple[str | None, tuple[Date, ...]]:
    """By what an entry stands in a list by date: its kind says which property counts.

    Returns:
        The property's id, or None; and its dates. Where sources disagree there are several, in the
        author's order: no list chooses between them.
    """
    for property in wiki.vocabulary.kinds[entry.kind].dates:
        dates = [s.value for s in entry.statements if s.property == property and isinstance(s.value, Date)]
        if dates:
            return property, tuple(dict.fromkeys(dates))
    return None, ()
