"""Years: the spans of years that statements speak of, by which readers narrow a search."""

from collections.abc import Iterable

from charsu.model.dates import Date
from charsu.model.records import Statement


def years(statements: Iterable[Statement]) -> list[int]:
    """Return the years of the dates of statements, and of values that are dates.

    Returns:
        First and last year of each span, one span after the other: [1989, 1995, 2001, 2001]. An open end is 9999, an
        open beginning -9999.
    """
    spans = []
    for statement in statements:
        for date in (statement.during, statement.value):
            if isinstance(date, Date):
                earliest, latest = date.sort_key()
                spans.append((earliest[0], latest[0]))
    merged: list[int] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1] + 1:
            merged[-1] = max(merged[-1], end)
        else:
            merged += [begin, end]
    return merged
