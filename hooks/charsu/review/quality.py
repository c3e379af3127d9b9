"""Find what is missing, most visible first, and measure how complete each language is.

A gap is not a mistake and stops no build; it shows where the next hour of work helps most. The measure is
how often readers meet it, `met`, the same for all gaps:

    an entry      the rows that name it or are evidence for it, the relations that lead to it, and the
                  other entries whose summaries name it
    a row         the entries that it names, whose pages show it too; at least 1
    a text        its rows
    a name without an entry     the rows in which it occurs
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from charsu.link.backlinks import Backlinks
from charsu.link.entry_dates import dates_of
from charsu.link.map_model import Atlas
from charsu.model.records import Entry, EntryId, Language, Localized, SegmentId, Text, Wiki
from charsu.review.staleness import Stale
from charsu.review.suggest import Suggestions, UnsureName, segment_places
from charsu.support.diagnostics import Place

GapKind = Literal[
    "no-entry", "unsure", "stale", "untranslated", "unverified", "no-position", "no-date", "unmentioned", "contested"
]
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
"""In the order of the page."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is missing, and where to add it."""

    kind: GapKind
    met: int
    """How often readers meet it; see the module's docstring."""
    place: Place
    """Where to start; for what does not exist yet, the place of what it would be made from."""
    entry: EntryId | None = None
    text: str | None = None
    segment: SegmentId | None = None
    languages: tuple[Language, ...] = ()
    """The languages in which something is missing or unsure; empty if it is the same in all."""
    words: Localized = dataclasses.field(default_factory=dict)
    """The name in question, in each of the languages."""
    candidates: tuple[EntryId, ...] = ()
    """The entries that an unsure name may mean."""
    property: str | None = None
    """The property on which sources disagree."""
    stale: Stale | None = None


VersionStatus = Literal["original", "reviewed", "draft", "missing"]
VERSION_STATUSES: tuple[VersionStatus, ...] = get_args(VersionStatus)


@dataclasses.dataclass(frozen=True)
class TextCoverage:
    """How much of a text exists in a language."""

    text: str
    language: Language
    standing: VersionStatus
    rows: int
    """Number of segments in the original."""
    segments: int
    """Number of segments in this version: all or none."""
    stale: int
    """Number of segments translated from an older wording."""

    @property
    def percent(self) -> int:
        """Percentage of segments that match the original's present wording; 100 only if all do."""
        return 100 * (self.segments - self.stale) // self.rows if self.rows else 100


@dataclasses.dataclass(frozen=True)
class KindCoverage:
    """What the entries of a kind have in a language, besides the name and summary that all have."""

    kind: str
    language: Language
    entries: int
    names: int
    """Number of names and aliases."""
    verified: int
    """Number of them for which a source has been seen."""
    articles: int


@dataclasses.dataclass(frozen=True)
class Quality:
    """All gaps, and the coverage of texts and kinds."""

    gaps: Mapping[GapKind, tuple[Gap, ...]]
    """Gaps by kind, in the order of GAP_KINDS; within a kind, what readers meet most often first."""
    texts: Mapping[str, tuple[TextCoverage, ...]]
    """Text -> coverage in each language of the site; the least complete first."""
    kinds: Mapping[str, tuple[KindCoverage, ...]]
    """Kind -> coverage in each language of the site."""


def find_quality(
    wiki: Wiki, backlinks: Backlinks, atlas: Atlas, suggestions: Suggestions, stale: tuple[Stale, ...]
) -> Quality:
    """Find all gaps, and measure coverage."""
    entries, rows = count_meetings(wiki, backlinks)
    found = [
        *_names_without_entry(wiki, suggestions),
        *(_unsure_gap(each, entries, rows) for each in suggestions.unsure),
        *(_stale_gap(each, rows) for each in stale),
        *_untranslated(wiki, entries),
        *_unverified(wiki, entries),
        *_entry_gaps(wiki, atlas, entries),
        *(
            Gap(
                kind="contested",
                met=entries[disagreement.entry],
                place=disagreement.statements[0].place,
                entry=disagreement.entry,
                property=disagreement.property,
            )
            for disagreement in backlinks.disagreements
        ),
    ]
    gaps: dict[GapKind, list[Gap]] = {kind: [] for kind in GAP_KINDS}
    for gap in sorted(found, key=lambda gap: (-gap.met, gap.place)):
        gaps[gap.kind].append(gap)
    return Quality(
        gaps={kind: tuple(of_kind) for kind, of_kind in gaps.items()},
        texts=_cover_texts(wiki, stale),
        kinds=_cover_kinds(wiki),
    )


_RowId = tuple[str, SegmentId]
"""Text and segment."""


def count_meetings(wiki: Wiki, backlinks: Backlinks) -> tuple[Mapping[EntryId, int], Mapping[_RowId, int]]:
    """Count how often readers meet each entry, and each row that names any."""
    shown: defaultdict[EntryId, set[_RowId]] = defaultdict(set)
    naming: Counter[_RowId] = Counter()
    for id, rows in backlinks.mentioned.items():
        shown[id].update((row.text, row.segment) for row in rows)
        naming.update(shown[id])
    for id, rows in backlinks.within.items():
        shown[id].update((row.text, row.segment) for row in rows)
    for row, found in backlinks.evidence.items():
        for backlink in found:
            shown[backlink.entry].add(row)
    entries = {
        id: len(shown[id])
        + sum(inverse.entry != id for inverse in backlinks.inverses.get(id, ()))
        + len(backlinks.summarised.get(id, ()))
        for id in wiki.entries
    }
    return entries, naming


# --- names --------------------------------------------------------------------------------------


def _names_without_entry(wiki: Wiki, suggestions: Suggestions) -> Iterator[Gap]:
    places = {id: segment_places(text) for id, text in wiki.texts.items()}
    for name in suggestions.names:
        text, segment = name.passages[0]
        original, versions = wiki.texts[text].original, wiki.texts[text].versions
        # A name may have forms in languages in which its first text has no version.
        language = next((of for of in (original, *name.forms) if of in name.forms and of in versions), original)
        yield Gap(
            kind="no-entry",
            met=len(name.passages),
            place=places[text][language, segment],
            text=text,
            segment=segment,
            languages=tuple(name.forms),
            words={language: forms[0] for language, forms in name.forms.items()},
        )


def _unsure_gap(unsure: UnsureName, entries: Mapping[EntryId, int], rows: Mapping[_RowId, int]) -> Gap:
    if unsure.text and unsure.segment:
        met = max(1, rows.get((unsure.text, unsure.segment), 0))
    else:
        met = entries[unsure.entry] if unsure.entry else 0
    return Gap(
        kind="unsure",
        met=met,
        place=unsure.place,
        entry=unsure.entry,
        text=unsure.text,
        segment=unsure.segment,
        languages=(unsure.language,),
        words={unsure.language: unsure.words},
        candidates=unsure.candidates,
    )


def _unverified(wiki: Wiki, met: Mapping[EntryId, int]) -> Iterator[Gap]:
    for id, entry in wiki.entries.items():
        for language, form in sorted(entry.unverified):
            place = entry.unverified_places.get((language, form), Place(entry.file))
            yield Gap(
                kind="unverified", met=met[id], place=place, entry=id, languages=(language,), words={language: form}
            )


# --- texts and translations -----------------------------------------------------------------------


def _stale_gap(stale: Stale, met: Mapping[_RowId, int]) -> Gap:
    return Gap(
        kind="stale",
        met=max(1, met.get((stale.text, stale.segment), 0)),
        place=stale.place,
        entry=stale.entry,
        text=stale.text,
        segment=stale.segment,
        languages=(stale.language,) if stale.language else (),
        stale=stale,
    )


def _untranslated(wiki: Wiki, met: Mapping[EntryId, int]) -> Iterator[Gap]:
    for id, text in wiki.texts.items():
        missing = _others(wiki, text.versions)
        if missing:
            yield Gap(kind="untranslated", met=len(text.segments), place=text.place, text=id, languages=missing)
    for id, entry in wiki.entries.items():
        missing = _others(wiki, entry.articles)
        if entry.articles and missing:
            written = next(language for language in wiki.languages if language in entry.articles)
            place = Place(f"{entry.file.removesuffix('.yml')}.{written}.md")
            yield Gap(kind="untranslated", met=met[id], place=place, entry=id, languages=missing)


def _others(wiki: Wiki, there: Iterable[Language]) -> tuple[Language, ...]:
    """Return the languages of the site that are not among these."""
    return tuple(language for language in wiki.languages if language not in there)


# --- entries --------------------------------------------------------------------------------------


def _entry_gaps(wiki: Wiki, atlas: Atlas, met: Mapping[EntryId, int]) -> Iterator[Gap]:
    for id, entry in wiki.entries.items():
        lacks: Mapping[GapKind, bool] = {
            "no-position": _has_no_position(atlas, id),
            "no-date": _has_no_date(wiki, entry),
            "unmentioned": not met[id],
        }
        for kind, is_lacking in lacks.items():
            if is_lacking:
                yield Gap(kind=kind, met=met[id], place=Place(entry.file), entry=id)


def _has_no_position(atlas: Atlas, id: EntryId) -> bool:
    """Whether the map lists the entry as a place, but has neither a point nor an area to show."""
    place = atlas.places.get(id)
    return place is not None and not place.stated and place.area is None


def _has_no_date(wiki: Wiki, entry: Entry) -> bool:
    return bool(wiki.vocabulary.kinds[entry.kind].dates) and not dates_of(entry, wiki.vocabulary)[1]


# --- coverage -------------------------------------------------------------------------------------


def _cover_texts(wiki: Wiki, stale: Iterable[Stale]) -> dict[str, tuple[TextCoverage, ...]]:
    older = Counter({(s.text, s.language, s.segment) for s in stale if s.what == "translation"})
    stale_in = Counter((text, language) for text, language, _ in older)
    found = {
        id: tuple(_cover_text(text, language, stale_in[id, language]) for language in wiki.languages)
        for id, text in wiki.texts.items()
    }
    return dict(sorted(found.items(), key=lambda item: sum(each.percent for each in item[1])))


def _cover_text(text: Text, language: Language, stale: int) -> TextCoverage:
    rows, version = len(text.segments), text.versions.get(language)
    if version is None:
        return TextCoverage(text.id, language, "missing", rows, 0, 0)
    standing: VersionStatus = "reviewed" if version.status == "reviewed" else "draft"
    if language == text.original:
        standing = "original"
    return TextCoverage(text.id, language, standing, rows, len(version.segments), stale)


def _cover_kinds(wiki: Wiki) -> dict[str, tuple[KindCoverage, ...]]:
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in wiki.vocabulary.kinds}
    for entry in wiki.entries.values():
        by_kind[entry.kind].append(entry)
    return {
        kind: tuple(_cover_kind(kind, language, entries) for language in wiki.languages)
        for kind, entries in by_kind.items()
    }


def _cover_kind(kind: str, language: Language, entries: list[Entry]) -> KindCoverage:
    names = sum(len(entry.forms(language)) for entry in entries)
    unverified = sum(marked == language for entry in entries for marked, _ in entry.unverified)
    articles = sum(language in entry.articles for entry in entries)
    return KindCoverage(kind, language, len(entries), names, names - unverified, articles)
