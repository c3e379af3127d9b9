"""Model: the records of a wiki, all of them frozen.

In: values that were checked. Out: `Wiki`, `Entry`, `Statement`, `Text`, `Date` and what they consist of.
Uses: support.
Public: base_map, changes, dates, geography, identifiers, ledger, limits, records.
Never: reads files, looks anything up, or knows where a record is shown.
"""
