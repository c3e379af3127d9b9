"""The dates by which lists, the map and pages of what is missing know an entry."""

from charsu.model.dates import Date
from charsu.model.records import Entry, Vocabulary


def dates_of(entry: Entry, vocabulary: Vocabulary) -> tuple[str | None, tuple[Date, ...]]:
    """Return the dates by which lists sort an entry: those of the first property of its kind's `dates` that it has.

    Returns:
        The property's id, or None; and its dates. If sources disagree there are several, in the
        author's order: no list chooses between them.
    """
    for property in vocabulary.kinds[entry.kind].dates:
        dates = [s.value for s in entry.statements if s.property == property and isinstance(s.value, Date)]
        if dates:
            return property, tuple(dict.fromkeys(dates))
    return None, ()
