"""Disagreements: the only rule for when sources disagree.

Lists, pages of entries, the timeline, the map and the graph all ask it.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence

from charsu.model.records import Entry, EntryId, Property, Statement, Vocabulary


@dataclasses.dataclass(frozen=True)
class Disagreement:
    """A property of an entry on which sources disagree."""

    entry: EntryId
    property: str
    statements: tuple[Statement, ...]
    """All of this property, in the author's order."""


def sources_disagree(property: Property, statements: Sequence[Statement]) -> bool:
    """Return whether an entry's statements of one property contradict one another.

    They do if the property has a single value at most, and different values are stated.
    """
    return property.single and any(statement.value != statements[0].value for statement in statements)


def find_disagreements(entry: Entry, vocabulary: Vocabulary) -> Iterator[Disagreement]:
    """Yield the disagreements on an entry, in the order of the vocabulary."""
    if len({statement.property for statement in entry.statements}) == len(entry.statements):
        return  # no property is stated twice
    by_property: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        by_property[statement.property].append(statement)
    for property in vocabulary.properties.values():
        statements = by_property.get(property.id, ())
        if sources_disagree(property, statements):
            yield Disagreement(entry.id, property.id, tuple(statements))
