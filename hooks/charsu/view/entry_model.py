"""The models of an entry: its page, which passages it shows, and its item in a list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from charsu.link.backlinks import Backlinks
from charsu.link.cooccurrence import Companion
from charsu.link.disagreements import find_disagreements
from charsu.link.entry_dates import dates_of
from charsu.link.mentions import Links, Row
from charsu.model import limits
from charsu.model.dates import Date
from charsu.model.records import Entry, SegmentId, Statement, Vocabulary, Wiki
from charsu.review.staleness import Stale
from charsu.support.diagnostics import Place
from charsu.view.page_models import EntryView, ListItem, Passage, PassageGroup, Relation, RelationGroup, StatementGroup

PassagesShown = Mapping[str, Set[SegmentId]]
"""Id of a text -> those of its segments that an entry's page shows."""


def view_entry(
    entry: Entry,
    disagreements: Set[str],
    wiki: Wiki,
    links: Links,
    backlinks: Backlinks,
    shown: PassagesShown,
    companions: tuple[Companion, ...],
) -> EntryView:
    by_property: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        by_property[statement.property].append(statement)
    inverse_by_property: defaultdict[str, list[Relation]] = defaultdict(list)
    for inverse in backlinks.inverses.get(entry.id, ()):
        inverse_by_property[inverse.statement.property].append(Relation(inverse.entry, inverse.statement))

    statements: list[StatementGroup] = []
    relations: list[RelationGroup] = []
    for property in wiki.vocabulary.properties.values():
        own = by_property.get(property.id, [])
        if not property.is_relation:
            if own:
                ordered = own if property.id in disagreements else sorted(own, key=_when)
                statements.append(StatementGroup(property, tuple(ordered), property.id in disagreements))
            continue
        outward = [Relation(str(statement.value), statement) for statement in sorted(own, key=_when)]
        inward = inverse_by_property.get(property.id, [])
        if property.symmetric:
            outward, inward = sorted([*outward, *inward], key=lambda r: _when(r.statement)), []
        if outward:
            relations.append(RelationGroup(property.id, property.label, tuple(outward), property.id in disagreements))
        if inward and property.inverse:
            relations.append(RelationGroup(property.id, property.inverse, tuple(inward), False))

    return EntryView(
        entry=entry,
        kind=wiki.vocabulary.kinds[entry.kind],
        statements=tuple(statements),
        relations=tuple(relations),
        passages=_passages(entry, shown, wiki, links),
        summarised=backlinks.summarised.get(entry.id, ()),
        companions=companions,
        works=_works_cited(statements, relations),
    )


def _works_cited(statements: Iterable[StatementGroup], relations: Iterable[RelationGroup]) -> frozenset[str]:
    shown = [statement for group in statements for statement in group.statements]
    shown += [
        relation.statement for group in relations for relation in group.relations[: limits.RELATIONS_ON_ENTRY_PAGE]
    ]
    return frozenset(source.work for statement in shown for source in statement.sources if source.work)


def _when(statement: Statement) -> tuple[object, ...]:
    """Return the sort key of a statement: the earliest first, undated ones last, then the author's order."""
    date = statement.during or (statement.value if isinstance(statement.value, Date) else None)
    return (0, date.sort_key()) if date else (1,)


class ShownInputs(NamedTuple):
    """All that the passages on an entry's page depend on."""

    entry: Entry
    mentions: tuple[Row, ...]
    within: tuple[Row, ...]
    """Rows that name the entry within longer names only."""


def passages_shown(inputs: ShownInputs) -> PassagesShown:
    """Return the segments that name an entry, if only within a longer name, or are evidence for it."""
    shown: defaultdict[str, set[SegmentId]] = defaultdict(set)
    for row in (*inputs.mentions, *inputs.within):
        shown[row.text].add(row.segment)
    for statement in inputs.entry.statements:
        for source in statement.sources:
            if source.text and source.segment:
                shown[source.text].add(source.segment)
    return shown


class ItemInputs(NamedTuple):
    """All that the list item of an entry depends on."""

    vocabulary: Vocabulary
    entry: Entry
    shown: PassagesShown


def list_item(inputs: ItemInputs) -> ListItem:
    """Return an entry as the list of its kind shows it."""
    vocabulary, entry, shown = inputs
    dated_by, dates = dates_of(entry, vocabulary)
    sources_disagree = any(found.property == dated_by for found in find_disagreements(entry, vocabulary))
    return ListItem(entry, dated_by, dates, sources_disagree, sum(map(len, shown.values())))


def _passages(entry: Entry, shown: PassagesShown, wiki: Wiki, links: Links) -> tuple[PassageGroup, ...]:
    evidence: defaultdict[tuple[str, SegmentId], list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        for source in statement.sources:
            if source.text and source.segment:
                evidence[source.text, source.segment].append(statement)
    return tuple(
        PassageGroup(
            wiki.texts[text],
            tuple(
                Passage(row, tuple(evidence.get((text, row.segment), ())), entry.id in row.within)
                for row in links.rows[text]
                if row.segment in segments
            ),
        )
        for text, segments in sorted(shown.items())
    )


def stale_statements(wiki: Wiki, found: Iterable[Stale]) -> Mapping[Place, tuple[Stale, ...]]:
    by_statement: defaultdict[Place, list[Stale]] = defaultdict(list)
    for stale in found:
        if stale.what == "statements" and stale.entry:
            for statement in wiki.entries[stale.entry].statements:
                if any((source.text, source.segment) == (stale.text, stale.segment) for source in statement.sources):
                    by_statement[statement.place].append(stale)
    return {place: tuple(stale) for place, stale in by_statement.items()}
