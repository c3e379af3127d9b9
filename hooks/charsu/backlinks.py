"""Backlinks: mentions, relations and sources seen from the other end.

Everything here is known before the first page is written, and is the same for all languages.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from charsu.dates import Date
from charsu.link import Links, Row
from charsu.model import Entry, EntryId, SegmentId, Statement, Wiki


@dataclasses.dataclass(frozen=True, slots=True)
class Backlink:
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


def find_backlinks(wiki: Wiki, links: Links) -> Backlinks:
    """Turn every link round."""
    mentioned: defaultdict[EntryId, list[Row]] = defaultdict(list)
    for rows in links.rows.values():
        for row in rows:
            for id in sorted(entries_named(row)):
                mentioned[id].append(row)

    summarised: defaultdict[EntryId, set[EntryId]] = defaultdict(set)
    for id, summary in links.summaries.items():
        for prose in summary.values():
            for mention in prose.mentions:
                if mention.entry and mention.entry != id:
                    summarised[mention.entry].add(id)

    inverses: defaultdict[EntryId, list[Backlink]] = defaultdict(list)
    evidence: defaultdict[tuple[str, SegmentId], list[Backlink]] = defaultdict(list)
    works: defaultdict[str, list[Backlink]] = defaultdict(list)
    contests: list[Contest] = []
    for entry in wiki.entries.values():
        for statement in entry.statements:
            if wiki.vocabulary.properties[statement.property].is_relation:
                inverses[str(statement.value)].append(Backlink(entry.id, statement))
            for source in statement.sources:
                if source.work:
                    works[source.work].append(Backlink(entry.id, statement))
                elif source.text and source.segment:
                    evidence[source.text, source.segment].append(Backlink(entry.id, statement))
        contests += _contests(entry, wiki)

    return Backlinks(
        mentioned={id: tuple(rows) for id, rows in mentioned.items()},
        summarised={id: tuple(sorted(ids)) for id, ids in summarised.items()},
        inverses={id: tuple(sorted(found, key=_by_time)) for id, found in inverses.items()},
        evidence={key: tuple(found) for key, found in evidence.items()},
        works={id: tuple(found) for id, found in works.items()},
        contests=tuple(contests),
    )


def entries_named(row: Row) -> set[EntryId]:
    """Every entry that a version of the row surely names."""
    return {m.entry for prose in row.versions.values() for m in prose.mentions if m.entry}


def _by_time(inverse: Backlink) -> tuple[object, ...]:
    during = inverse.statement.during
    return (during.sort_key() if during else ((9999, 12, 31),), inverse.entry)


def _contests(entry: Entry, wiki: Wiki) -> Iterable[Contest]:
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
