"""Identifiers, and text in several languages: what all records are made of."""

from collections.abc import Mapping

Language = str
"""A language code as in mkdocs.yml: "en", "zh", "vi"."""

EntryId = str
"""The name of the entry's file without .yml. Unique in the whole wiki and never reused."""

SegmentId = str
"""`p<n>s<m>`: line m of paragraph n when the text was first sealed, the same in every version; or with
letters, `p3s2a`, `p3as1`, for lines inserted since. Never reused; see `text.ledger`."""

Localized = Mapping[Language, str]
"""The same text in several languages."""
