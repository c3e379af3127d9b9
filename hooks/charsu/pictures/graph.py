"""Graph: relations as nodes and edges, and which of them a picture shows.

Nodes are entries, edges are relations. Everything but labels is laid out once for all languages, since only names
differ in length.
"""

import dataclasses
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.incremental.derived_cache import DerivedCache
from charsu.link.disagreements import find_disagreements
from charsu.model import limits
from charsu.model.dates import Date, iso_day
from charsu.model.records import Entry, EntryId, Property, Statement, Vocabulary, Wiki
from charsu.pictures.graph_layout import lay_out_nodes, radius_of
from charsu.support.html import Html


@dataclasses.dataclass(frozen=True)
class RelationRow:
    """One relation: a row of the table."""

    id: str
    """Id of the table's row: "row-<entry>-<number of the statement on its entry>"."""
    entry: EntryId
    """The entry on which it is written."""
    statement: Statement
    relation: Property
    sources_disagree: bool
    """Whether they disagree on this relation of the entry."""
    span: tuple[str, str] | None
    """First and last day in ISO 8601, "" for an open end; None if it is undated."""

    @property
    def target(self) -> EntryId:
        return str(self.statement.value)


@dataclasses.dataclass(frozen=True)
class GraphNode:
    """An entry in the picture."""

    entry: EntryId
    relations: int
    """Number of relations that begin or end here."""
    x: int
    y: int
    radius: int


@dataclasses.dataclass(frozen=True)
class Edge:
    """All relations between two entries, as one line."""

    rows: tuple[RelationRow, ...]
    path: Html
    """SVG path from rim to rim."""
    arrow_at_start: bool
    arrow_at_end: bool
    dated: bool
    sources_disagree: bool
    faint: bool
    """Whether all its relations are of the most frequent properties."""


@dataclasses.dataclass(frozen=True)
class Graph:
    """A picture of relations, and the table with it."""

    nodes: tuple[GraphNode, ...]
    """Those with most relations first."""
    edges: tuple[Edge, ...]
    rows: tuple[RelationRow, ...]
    """Every relation between entries in the picture, in the order of entries and of their statements."""
    faint: tuple[str, ...]
    """Ids of the properties drawn as hairlines, the most frequent first."""
    unrelated: tuple[EntryId, ...]
    """Entries without a relation to another one."""
    left_out: tuple[EntryId, ...]
    """Entries for which there is no room, those with most relations first."""
    relations: int
    """Number of relations, whether they are shown or not."""

    @property
    def frequencies(self) -> list[tuple[Property, int]]:
        """The properties in the table and how often each occurs there, the most frequent first."""
        counts = Counter(row.relation.id for row in self.rows)
        found = {row.relation.id: row.relation for row in self.rows}
        return [(found[id], count) for id, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def view_graph(wiki: Wiki, cache: DerivedCache | None = None) -> Graph:
    """Return the graph of a whole wiki; `cache`: what was found for an older state."""
    rows = find_rows(wiki, cache)
    found = draw_graph(rows, limits.NODES_IN_GRAPH)
    related = {id for row in rows for id in (row.entry, row.target)}
    return dataclasses.replace(found, unrelated=tuple(id for id in wiki.entries if id not in related))


def find_rows(wiki: Wiki, cache: DerivedCache | None = None) -> list[RelationRow]:
    """Return all relations, in the order of entries and of their statements; `cache`: as above."""
    found = (cache or DerivedCache()).derive(
        "relations",
        wiki.entries,
        lambda id: (wiki.entries[id], wiki.vocabulary),
        lambda inputs: tuple(_rows(*inputs)),
    )
    return [row for rows in found.values() for row in rows]


def by_kind(rows: Iterable[RelationRow], wiki: Wiki) -> dict[str, list[RelationRow]]:
    """Group relations by the kinds of the entries at their ends; kinds without any are left out."""
    kind_of = {id: entry.kind for id, entry in wiki.entries.items()}
    found: dict[str, list[RelationRow]] = {kind: [] for kind in wiki.vocabulary.kinds}
    for row in rows:
        for kind in {kind_of[row.entry], kind_of[row.target]}:
            found[kind].append(row)
    return {kind: of_kind for kind, of_kind in found.items() if of_kind}


def draw_graph(rows: Sequence[RelationRow], most: int) -> Graph:
    """Choose at most `most` entries with their relations, and lay them out."""
    counts = _count(rows)
    chosen, shown = _most_related(rows, counts, most)
    faint = _most_frequent(shown)
    by_pair: defaultdict[tuple[EntryId, EntryId], list[RelationRow]] = defaultdict(list)
    for row in shown:
        if row.entry != row.target:
            by_pair[min(row.entry, row.target), max(row.entry, row.target)].append(row)
    places = lay_out_nodes(chosen, list(by_pair), counts)
    nodes = {id: GraphNode(id, counts[id], x, y, radius_of(counts[id])) for id, (x, y) in places.items()}
    drawn = set(chosen)
    return Graph(
        nodes=tuple(nodes.values()),
        edges=tuple(_edge(tuple(found), nodes[a], nodes[b], faint) for (a, b), found in by_pair.items()),
        rows=tuple(shown),
        faint=faint,
        unrelated=(),
        left_out=tuple(id for id in _by_importance(counts) if id not in drawn),
        relations=len(rows),
    )


def entries_drawn(rows: Sequence[RelationRow], most: int) -> list[EntryId]:
    """Return the entries that `draw_graph` would draw, without laying them out."""
    return _most_related(rows, _count(rows), most)[0]


def _count(rows: Iterable[RelationRow]) -> Counter[EntryId]:
    return Counter(id for row in rows for id in (row.entry, row.target))


def _rows(entry: Entry, vocabulary: Vocabulary) -> Iterator[RelationRow]:
    disagreements = {disagreement.property for disagreement in find_disagreements(entry, vocabulary)}
    for number, statement in enumerate(entry.statements, 1):
        property = vocabulary.properties[statement.property]
        if property.is_relation:
            span = days_of(statement.during) if statement.during else None
            id, contested = f"row-{entry.id}-{number}", property.id in disagreements
            yield RelationRow(id, entry.id, statement, property, contested, span)


def days_of(date: Date) -> tuple[str, str]:
    """Return the first and last day of a date in ISO 8601; "" for an open end.

    An approximate or uncertain date has the days as written: "1996~" those of 1996.
    """
    first, last = date.sort_key()
    return iso_day(first), iso_day(last)


# --- what is drawn ---------------------------------------------------------------------------


def _by_importance(counts: Mapping[EntryId, int]) -> list[EntryId]:
    return sorted((id for id in counts if counts[id]), key=lambda id: (-counts[id], id))


def _most_related(
    rows: Sequence[RelationRow], counts: Mapping[EntryId, int], most: int
) -> tuple[list[EntryId], list[RelationRow]]:
    """Return the entries with most relations, as many as there is room for, and the relations between them.

    Relations are chosen rather than entries: the entries with most relations may have none with one another, and
    would be isolated in the picture.
    """
    chosen: set[EntryId] = set()
    taken: set[str] = set()
    for row in heapq.nsmallest(
        limits.RELATIONS_IN_GRAPH, rows, key=lambda row: -min(counts[row.entry], counts[row.target])
    ):
        ends = {row.entry, row.target}
        if len(chosen | ends) <= most:
            chosen |= ends
            taken.add(row.id)
    return _by_importance({id: counts[id] for id in chosen}), [row for row in rows if row.id in taken]


def _most_frequent(rows: Iterable[RelationRow]) -> tuple[str, ...]:
    """Return the properties that would crowd the picture: all but as many of the rarest as there is room for."""
    counts = sorted(Counter(row.relation.id for row in rows).items(), key=lambda item: (item[1], item[0]))
    in_full, room = 0, limits.EDGES_IN_FULL
    for _, count in counts:
        room -= count
        if room < 0:
            break
        in_full += 1
    return tuple(id for id, _ in reversed(counts[in_full:]))


def _edge(rows: tuple[RelationRow, ...], start: GraphNode, end: GraphNode, faint: Sequence[str]) -> Edge:
    dx, dy = end.x - start.x, end.y - start.y
    far = math.sqrt(dx * dx + dy * dy) or 1
    to_end = any(row.target == end.entry and not row.relation.symmetric for row in rows)
    to_start = any(row.target == start.entry and not row.relation.symmetric for row in rows)

    def rim(node: GraphNode, arrow: bool, sign: int) -> Html:
        from_centre = sign * (node.radius + (2 if arrow else 0)) / far
        return Html(f"{round(node.x + dx * from_centre)} {round(node.y + dy * from_centre)}")

    return Edge(
        rows=rows,
        path=Html(f"M{rim(start, to_start, 1)}L{rim(end, to_end, -1)}"),
        arrow_at_start=to_start,
        arrow_at_end=to_end,
        dated=any(row.span for row in rows),
        sources_disagree=any(row.sources_disagree for row in rows),
        faint=all(row.relation.id in faint for row in rows),
    )
