"""Surroundings: what is known around each row of a text before its ambiguous names are decided."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from charsu.link.ladder import SegmentReading, Span, Surroundings
from charsu.link.mentions import entries_named
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, Language, SegmentId, Text, Vocabulary, Wiki
from charsu.text.folding import fold_for_linking
from charsu.text.name_matcher import Names

HORIZON = 20
"""Rows. What is named further away than this does not settle a name: in a long text it is mostly somebody else."""


class EntryEvidence:
    """What the statements of entries say: who is related, who lived when, and which segments prove it."""

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


def changed_evidence(older: Wiki, wiki: Wiki, names: Mapping[Language, Names]) -> Iterator[str]:
    """Yield the names, folded for linking, of entries whose evidence changed, where it may matter."""
    entries: set[EntryId] = set()
    for id in older.entries.keys() | wiki.entries.keys():
        one, other = older.entries.get(id), wiki.entries.get(id)
        if one is not other:
            before, now = (_evidence_of(entry, of) if entry else set() for entry, of in ((one, older), (other, wiki)))
            if before != now:
                entries |= {id, *(said for what, said in before ^ now if what == "relation")}
    for id in sorted(entries & wiki.entries.keys()):
        for language in wiki.languages:
            yield from filter(names[language].is_open, map(fold_for_linking, wiki.entries[id].forms(language)))


def _evidence_of(entry: Entry, wiki: Wiki) -> set[tuple[str, str]]:
    properties = wiki.vocabulary.properties
    found = {("relation", str(s.value)) for s in entry.statements if properties[s.property].is_relation}
    found |= {("source", source.id) for s in entry.statements for source in s.sources if source.text}
    return found | {("span", str(span_of(entry, wiki.vocabulary)))}


def settle(
    text: Text, readings: Sequence[SegmentReading], evidence: EntryEvidence
) -> Iterator[tuple[SegmentId, SegmentReading]]:
    """Yield the readings of a text's segments with what is known around each; each depends on those before it."""
    cited: Mapping[SegmentId, Set[EntryId]] = evidence.cited.get(text.id, {})
    by_paragraph: defaultdict[int, list[int]] = defaultdict(list)
    for number, segment in enumerate(text.segments):
        by_paragraph[segment.paragraph].append(number)
    sure = [reading.surely_named for reading in readings]
    named: list[Sequence[EntryId]] = []
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
                        cited=(cited.get(id, frozenset()), cited_here),
                        related=related,
                        times=[evidence.spans[entry] for entry in around if entry in evidence.spans],
                        spans=evidence.spans,
                    )
                )
            named.append(entries_named(reading.decide()))
            yield id, reading
