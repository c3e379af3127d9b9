"""The model of a text's page."""

from collections import defaultdict
from collections.abc import Iterable

from charsu.link.backlinks import Backlinks
from charsu.link.mentions import Links, Row
from charsu.model.ledger import Ledger
from charsu.model.records import EntryId, Language, SegmentId, Text
from charsu.review.staleness import Stale
from charsu.view.page_models import TextRow, TextView, by_entry


def view_text(text: Text, links: Links, backlinks: Backlinks, found: Iterable[Stale]) -> TextView:
    rows = []
    formerly: defaultdict[SegmentId | None, list[SegmentId]] = defaultdict(list)
    ledger = text.ledger or Ledger()
    for id in ledger.retired:
        formerly[ledger.living(id)].append(id)
    stale: defaultdict[SegmentId, dict[Language, str]] = defaultdict(dict)
    older: defaultdict[SegmentId, dict[str, None]] = defaultdict(dict)
    for each in found:
        if each.text == text.id and each.what != "name":
            older[each.segment][each.older] = None
            if each.language:
                stale[each.segment][each.language] = each.older
    paragraph = 0
    for number, (segment, row) in enumerate(zip(text.segments, links.rows[text.id], strict=True)):
        rows.append(
            TextRow(
                row=row,
                role=segment.role,
                starts_paragraph=segment.paragraph != paragraph,
                lines={language: version.segments[number].place.line for language, version in text.versions.items()},
                notes=text.notes.get(segment.id, ()),
                evidence=by_entry(backlinks.evidence.get((text.id, segment.id), ())),
                formerly=tuple(formerly[segment.id]),
                stale=stale[segment.id],
                older=tuple(older[segment.id]),
            )
        )
        paragraph = segment.paragraph
    return TextView(text=text, rows=tuple(rows), named=tuple(_in_order(text, links.rows[text.id])))


def _in_order(text: Text, rows: Iterable[Row]) -> dict[EntryId, None]:
    versions = dict.fromkeys([text.original, *text.versions])
    mentions = (m for row in rows for language in versions for m in row.versions[language].mentions)
    return {mention.entry: None for mention in mentions if mention.entry}
