"""Surroundings: what is known around each row of a text before its ambiguous names are decided."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from charsu.link.ladder import SegmentReading, Span, Surroundings
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, SegmentId, Text, Vocabulary, Wiki

HORIZON = 20
"""How many rows before a name another one may be to settle it. What was named further away settles little."""


class EntryEvidence:
    """What entries state about each other, and about texts."""

    def __init__(self, wiki: Wiki) -> None:
        self.spans: dict[EntryId, Span] = {}
        """When entries lived or happened: see `span_of`."""
        relations = {property.id for property in wiki.vocabulary.properties.values() if property.is_relation}
        self.related: defaultdict[EntryId, set[EntryId]] = defaultdict(set)
        """Entry -> those to which a relation leads from it, or that lead to it."""
        self.cited: defaultdict[str, defaultdict[SegmentId, set[EntryId]]] = defaultdict(lambda: defaultdict(set))
        """Text -> segment -> the entries with a statement that cites it."""
        for entry in wiki.entries.values():
            if span := span_of(entry, wiki.vocabulary):
                self.spans[entry.id] = span
            for statement in entry.statements:
                if statement.property in relations:
                    self.related[entry.id].add(str(statement.value))
                    self.related[str(statement.value)].add(entry.id)
                for source in statement.sources:
                    if source.text and source.segment:
                        self.cited[source.text][source.segment].add(entry.id)


LIFETIME = 70
"""Years. Of a person one may know the birth or the death only, or a year in between."""


def span_of(entry: Entry, vocabulary: Vocabulary) -> Span | None:
    """Return the years in which an entry lived or happened, by the dates that its kind is listed by; None: unknown.

    If they are less than a lifetime apart, they may be a part of it only.
    """
    properties = vocabulary.kinds[entry.kind].dates
    keys = [s.value.sort_key() for s in entry.statements if s.property in properties and isinstance(s.value, Date)]
    if not keys:
        return None
    first, last = min(start for start, _ in keys)[0], max(end for _, end in keys)[0]
    missing = max(0, LIFETIME - (last - first))
    return first - missing, last + missing


def evidence_differs(one: Entry, other: Entry) -> bool:
    """Return whether two states of an entry have other relations or cite other segments."""
    return _evidence_of(one) != _evidence_of(other)


def _evidence_of(entry: Entry) -> set[tuple[str, str]]:
    found = {
        (statement.property, statement.value) for statement in entry.statements if isinstance(statement.value, str)
    }
    return found | {("", source.id) for statement in entry.statements for source in statement.sources if source.text}


def settle(
    text: Text, readings: Sequence[SegmentReading], evidence: EntryEvidence
) -> Iterator[tuple[SegmentId, SegmentReading]]:
    """Yield the readings of a text's segments with what is known around each; each depends on those before it."""
    cited: Mapping[SegmentId, Set[EntryId]] = evidence.cited.get(text.id, {})
    by_paragraph: defaultdict[int, list[int]] = defaultdict(list)
    for number, segment in enumerate(text.segments):
        by_paragraph[segment.paragraph].append(number)
    in_text = frozenset[EntryId]().union(*cited.values())
    sure = [reading.surely_named for reading in readings]
    named: list[Set[EntryId]] = []
    for rows in by_paragraph.values():
        ids = [text.segments[row].id for row in rows]
        cited_here = frozenset[EntryId]().union(*(cited.get(id, ()) for id in ids))
        sure_here = frozenset[EntryId]().union(*(sure[row] for row in rows))
        related = frozenset[EntryId]().union(*(evidence.related.get(entry, ()) for entry in sure_here))
        for row, id in zip(rows, ids, strict=True):
            reading = readings[row]
            if reading.is_open:
                before = frozenset[EntryId]().union(*named[rows[0] : row])
                near = before.union(*named[max(0, row - HORIZON) : rows[0]])
                around = frozenset[EntryId]().union(*sure[max(0, row - HORIZON) : row + HORIZON])
                reading = reading.within(
                    Surroundings(
                        named=(before, near),
                        related=(related,),
                        cited=(cited.get(id, frozenset()), cited_here, in_text),
                        times=[evidence.spans[entry] for entry in around if entry in evidence.spans],
                        spans=evidence.spans,
                    )
                )
            named.append(entries_in(reading))
            yield id, reading


def entries_in(reading: SegmentReading) -> Set[EntryId]:
    """Return every entry that a version names."""
    return {m.entry for prose in reading.decide().values() for m in prose.mentions if m.entry}
