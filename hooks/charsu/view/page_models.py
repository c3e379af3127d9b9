"""Views: what each page shows, the same in every language.

A view gathers, for one page, what the wiki and the backlinks say about it, in the order in which it
is shown. How that reads in a language is the business of `render`.
"""

import dataclasses
import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from charsu.i18n.collation import sort_key
from charsu.incremental.derived_cache import DerivedCache
from charsu.link.backlinks import Backlink, Backlinks
from charsu.link.cooccurrence import Companion, find_companions
from charsu.link.disagreements import find_disagreements
from charsu.link.entry_dates import dates_of
from charsu.link.map_model import Atlas, view_atlas
from charsu.link.mentions import Links, Row
from charsu.model import limits
from charsu.model.changes import History
from charsu.model.dates import Date
from charsu.model.ledger import Ledger
from charsu.model.records import (
    Entry,
    EntryId,
    Kind,
    Language,
    Localized,
    Property,
    SegmentId,
    Statement,
    Text,
    Vocabulary,
    Wiki,
    Work,
)
from charsu.review.name_candidates import missing_names
from charsu.review.quality import Quality, find_quality
from charsu.review.staleness import Stale, find_stale
from charsu.review.suggest import Suggestions, unsure_names
from charsu.support.diagnostics import Place
from charsu.support.lazydict import LazyDict
from charsu.view import pagination


@dataclasses.dataclass(frozen=True, slots=True)
class StatementGroup:
    """All that is stated of one property, side by side."""

    property: Property
    statements: tuple[Statement, ...]
    contested: bool
    """One value was to be expected, and there are several."""


@dataclasses.dataclass(frozen=True, slots=True)
class Relation:
    """A relation, from whichever end."""

    entry: EntryId
    """The entry at the other end."""
    statement: Statement


@dataclasses.dataclass(frozen=True, slots=True)
class RelationGroup:
    """All relations of one kind and direction."""

    id: str
    label: Localized
    relations: tuple[Relation, ...]
    contested: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A row on an entry's page: it names the entry, or is evidence for it, or both."""

    row: Row
    evidence: tuple[Statement, ...]
    """The entry's own statements that rest on this segment."""


@dataclasses.dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages of one text, in reading order."""

    text: Text
    passages: tuple[Passage, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class EntryView:
    """An entry's page."""

    entry: Entry
    kind: Kind
    statements: tuple[StatementGroup, ...]
    relations: tuple[RelationGroup, ...]
    passages: tuple[PassageGroup, ...]
    summarised: tuple[EntryId, ...]
    """Entries whose summary names this one."""
    companions: tuple[Companion, ...]
    """Entries that are named in the same rows, most often first."""
    works: frozenset[str]
    """Ids of the works that the page cites."""


@dataclasses.dataclass(frozen=True, slots=True)
class ListItem:
    """An entry in the list of its kind."""

    entry: Entry
    dated_by: str | None
    """Id of the property that gives the dates."""
    dates: tuple[Date, ...]
    contested: bool
    """Sources disagree on the date."""
    passages: int
    """How many rows name it, or are evidence for it."""


@dataclasses.dataclass(frozen=True, slots=True)
class TextRow:
    """A row on a text's page, with all that belongs to it."""

    row: Row
    role: str
    starts_paragraph: bool
    lines: Mapping[Language, int]
    """Where the segment stands in the file of each version."""
    notes: tuple[Localized, ...]
    evidence: tuple[tuple[EntryId, tuple[Statement, ...]], ...]
    """Entries with those of their statements that rest on this segment."""
    formerly: tuple[SegmentId, ...]
    """Ids that are no more, and lead here."""
    stale: Mapping[Language, str]
    """Translations from an older wording of the original, with that wording."""
    older: tuple[str, ...]
    """Every wording from which a translation was made, or on which a statement rests, but for the present one."""


@dataclasses.dataclass(frozen=True)
class TextView:
    """A text's page."""

    text: Text
    rows: tuple[TextRow, ...]
    named: tuple[EntryId, ...]
    """The entries that it names, in the order in which they appear: row by row, in each the original first."""

    @property
    def names(self) -> int:
        """How many entries the text names."""
        return len(self.named)

    @property
    def paragraphs(self) -> tuple[tuple[TextRow, ...], ...]:
        starts = [number for number, row in enumerate(self.rows) if row.starts_paragraph]
        return tuple(self.rows[start:end] for start, end in itertools.pairwise([*starts, len(self.rows)]))


@dataclasses.dataclass(frozen=True)
class WorkView:
    """A work with the statements that rest on it."""

    work: Work
    evidence: tuple[tuple[EntryId, tuple[Statement, ...]], ...]
    statements: int
    """How many there are."""
    has_own_pages: bool
    """They are too many to be told in the list of works."""


@dataclasses.dataclass(frozen=True)
class Citation:
    """A work's short name, in its parts."""

    who: str
    """Author, or else publisher."""
    year: str | None
    part: Localized | None
    title: str | None = None
    """Only where the rest would not tell two works apart."""


class Site:
    """Everything that is shown, and where to find it. Each thing is found when it is asked for, and once."""

    def __init__(
        self,
        wiki: Wiki,
        links: Links,
        backlinks: Backlinks,
        history: History | None = None,
        before: "Site | None" = None,
    ) -> None:
        """What it is made of.

        Args:
            wiki: what people wrote.
            links: the names in it.
            backlinks: the same from the other end.
            history: what was changed, and when; None if that is not known.
            before: an older state of it; what was found there of the same objects need not be found again.
        """
        self.derived: DerivedCache = DerivedCache(before.derived if before else None)
        self.wiki = wiki
        self.links = links
        self.backlinks = backlinks
        self.history = history
        self.disagreements = backlinks.disagreements
        self.entries: LazyDict[EntryId, EntryView] = LazyDict(wiki.entries, self._view_entry)
        self.items: LazyDict[EntryId, ListItem] = self.derived.derive(
            "items", wiki.entries, self._item_inputs, list_item
        )
        """What the list of its kind says of each entry."""
        self.texts: LazyDict[str, TextView] = LazyDict(wiki.texts, self._view_text)
        self.shown: Mapping[EntryId, PassagesShown] = self.derived.derive(
            "shown", wiki.entries, self._shown_inputs, passages_shown
        )
        """Which segments of which texts each entry's page shows."""

    def _item_inputs(self, id: EntryId) -> "ItemInputs":
        return ItemInputs(self.wiki.vocabulary, self.wiki.entries[id], self.shown[id])

    def _shown_inputs(self, id: EntryId) -> "ShownInputs":
        return ShownInputs(self.wiki.entries[id], self.backlinks.mentioned.get(id, ()))

    # --- entries ---

    def _view_entry(self, id: EntryId) -> EntryView:
        companions = find_companions(id, self.backlinks.mentioned)
        contested = self._contested.get(id, frozenset())
        return _view_entry(
            self.wiki.entries[id], contested, self.wiki, self.links, self.backlinks, self.shown[id], companions
        )

    def statements_about(self, id: EntryId) -> Iterator[Statement]:
        """Those of other entries that an entry's page shows, too."""
        properties = self.wiki.vocabulary.properties
        for inverse in self.backlinks.inverses.get(id, ()):
            property = properties[inverse.statement.property]
            if property.symmetric or property.inverse:
                yield inverse.statement

    @functools.cached_property
    def _contested(self) -> Mapping[EntryId, Set[str]]:
        """Entry -> its properties on which sources disagree."""
        contested: defaultdict[EntryId, set[str]] = defaultdict(set)
        for disagreement in self.disagreements:
            contested[disagreement.entry].add(disagreement.property)
        return contested

    @functools.cached_property
    def lists(self) -> Mapping[str, Sequence[ListItem]]:
        """Kind -> its entries."""
        found: dict[str, list[ListItem]] = {kind: [] for kind in self.wiki.vocabulary.kinds}
        for item in self.items.values():
            found[item.entry.kind].append(item)
        return found

    @functools.cached_property
    def ranks(self) -> Mapping[Language, Mapping[EntryId, int]]:
        """Language -> the place of each entry among all of them, by name: names are compared once."""
        return LazyDict(self.wiki.languages, self._rank)

    def _rank(self, language: Language) -> Mapping[EntryId, int]:
        key, entries = sort_key(language), self.wiki.entries
        ordered = sorted(entries, key=lambda id: key(entries[id].names[language]))
        return {id: rank for rank, id in enumerate(ordered)}

    @functools.cached_property
    def atlas(self) -> Atlas:
        """What the map shows."""
        passages = LazyDict(self.wiki.entries, lambda id: self.items[id].passages)
        return view_atlas(self.wiki, passages, LazyDict(self.wiki.entries, lambda id: tuple(sorted(self.shown[id]))))

    # --- texts ---

    def _view_text(self, id: str) -> TextView:
        return _view_text(self.wiki.texts[id], self.links, self.backlinks, self._all_stale)

    @functools.cached_property
    def _all_stale(self) -> tuple[Stale, ...]:
        return tuple(find_stale(self.wiki))

    @functools.cached_property
    def stale(self) -> Mapping[Place, tuple[Stale, ...]]:
        """Place of a statement -> the segments that it cites, if they had another wording when it was made."""
        return _stale_statements(self.wiki, self._all_stale)

    @functools.cached_property
    def quality(self) -> Quality:
        """What is missing."""
        # Links that stand in one language only are mostly as they should be, and no gaps.
        names, unsure = missing_names(self.wiki, self.links), tuple(unsure_names(self.wiki, self.links))
        suggestions = Suggestions(names=names, unsure=unsure)
        return find_quality(self.wiki, self.backlinks, self.atlas, suggestions, self._all_stale)

    @functools.cached_property
    def met(self) -> Mapping[EntryId, int]:
        """How often readers meet each entry, as `charsu.quality` measures it."""
        inverses, summarised = self.backlinks.inverses, self.backlinks.summarised
        return {
            id: item.passages
            + sum(inverse.entry != id for inverse in inverses.get(id, ()))
            + len(summarised.get(id, ()))
            for id, item in self.items.items()
        }

    # --- works ---

    @functools.cached_property
    def works(self) -> Sequence[WorkView]:
        """In the order in which they are listed, the same in every language."""
        return _view_works(self.wiki, self.backlinks)

    @functools.cached_property
    def work_pages(self) -> Sequence[Sequence[WorkView]]:
        """The same, page by page."""
        page = pagination.Room(limits.WORKS_PER_PAGE, limits.STATEMENTS_PER_PAGE_OF_WORKS)
        return pagination.cut_by(self.works, _work_weight, _single_page_of_works(), page)

    @functools.cached_property
    def work_addresses(self) -> Mapping[str, str]:
        """Id of a work -> where it is listed, within a language: "works/#id"."""
        return {
            view.work.id: f"{pagination.page_address('works/', number)}#{view.work.id}"
            for number, page in enumerate(self.work_pages, 1)
            for view in page
        }

    @functools.cached_property
    def citations(self) -> Mapping[str, Citation]:
        """Id of a work -> its short name."""
        return _citations(self.wiki)


def _stale_statements(wiki: Wiki, found: Iterable[Stale]) -> Mapping[Place, tuple[Stale, ...]]:
    by_statement: defaultdict[Place, list[Stale]] = defaultdict(list)
    for stale in found:
        if stale.what == "statements" and stale.entry:
            for statement in wiki.entries[stale.entry].statements:
                if any((source.text, source.segment) == (stale.text, stale.segment) for source in statement.sources):
                    by_statement[statement.place].append(stale)
    return {place: tuple(stale) for place, stale in by_statement.items()}


# --- entries ----------------------------------------------------------------------------------


def _view_entry(
    entry: Entry,
    contested: Set[str],
    wiki: Wiki,
    links: Links,
    backlinks: Backlinks,
    shown: "PassagesShown",
    companions: tuple[Companion, ...],
) -> EntryView:
    by_property: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        by_property[statement.property].append(statement)
    inverse_by_property: defaultdict[str, list[Relation]] = defaultdict(list)
    for inverse in backlinks.inverses.get(entry.id, ()):
        inverse_by_property[inverse.statement.property].append(Relation(inverse.entry, inverse.statement))

    statements: list[StatementGroup] = []
    relations: list[RelationGroup] = []
    for property in wiki.vocabulary.properties.values():
        own = by_property.get(property.id, [])
        if not property.is_relation:
            if own:
                ordered = own if property.id in contested else sorted(own, key=_when)
                statements.append(StatementGroup(property, tuple(ordered), property.id in contested))
            continue
        outward = [Relation(str(statement.value), statement) for statement in sorted(own, key=_when)]
        inward = inverse_by_property.get(property.id, [])
        if property.symmetric:
            outward, inward = sorted([*outward, *inward], key=lambda r: _when(r.statement)), []
        if outward:
            relations.append(RelationGroup(property.id, property.label, tuple(outward), property.id in contested))
        if inward and property.inverse:
            relations.append(RelationGroup(property.id, property.inverse, tuple(inward), False))

    return EntryView(
        entry=entry,
        kind=wiki.vocabulary.kinds[entry.kind],
        statements=tuple(statements),
        relations=tuple(relations),
        passages=_passages(entry, shown, wiki, links),
        summarised=backlinks.summarised.get(entry.id, ()),
        companions=companions,
        works=_works_cited(statements, relations),
    )


def _works_cited(statements: Iterable[StatementGroup], relations: Iterable[RelationGroup]) -> frozenset[str]:
    shown = [statement for group in statements for statement in group.statements]
    shown += [
        relation.statement for group in relations for relation in group.relations[: limits.RELATIONS_ON_ENTRY_PAGE]
    ]
    return frozenset(source.work for statement in shown for source in statement.sources if source.work)


def _when(statement: Statement) -> tuple[object, ...]:
    """Earliest first, undated ones last; the author's order where nothing else decides."""
    date = statement.during or (statement.value if isinstance(statement.value, Date) else None)
    return (0, date.sort_key()) if date else (1,)


PassagesShown = Mapping[str, Set[SegmentId]]
"""Id of a text -> those of its segments that an entry's page shows."""


class ShownInputs(NamedTuple):
    """All that it depends on which passages an entry's page shows."""

    entry: Entry
    mentions: tuple[Row, ...]


def passages_shown(inputs: ShownInputs) -> PassagesShown:
    """Return the segments that name an entry or are evidence for it."""
    shown: defaultdict[str, set[SegmentId]] = defaultdict(set)
    for row in inputs.mentions:
        shown[row.text].add(row.segment)
    for statement in inputs.entry.statements:
        for source in statement.sources:
            if source.text and source.segment:
                shown[source.text].add(source.segment)
    return shown


class ItemInputs(NamedTuple):
    """All that a list says of an entry depends on."""

    vocabulary: Vocabulary
    entry: Entry
    shown: PassagesShown


def list_item(inputs: ItemInputs) -> ListItem:
    """Return what the list of its kind says of an entry."""
    vocabulary, entry, shown = inputs
    dated_by, dates = dates_of(entry, vocabulary)
    is_contested = any(found.property == dated_by for found in find_disagreements(entry, vocabulary))
    return ListItem(entry, dated_by, dates, is_contested, sum(map(len, shown.values())))


def _passages(entry: Entry, shown: PassagesShown, wiki: Wiki, links: Links) -> tuple[PassageGroup, ...]:
    evidence: defaultdict[tuple[str, SegmentId], list[Statement]] = defaultdict(list)
    for statement in entry.statements:
        for source in statement.sources:
            if source.text and source.segment:
                evidence[source.text, source.segment].append(statement)
    return tuple(
        PassageGroup(
            wiki.texts[text],
            tuple(
                Passage(row, tuple(evidence.get((text, row.segment), ())))
                for row in links.rows[text]
                if row.segment in segments
            ),
        )
        for text, segments in sorted(shown.items())
    )


# --- texts, works, names ----------------------------------------------------------------------


def _view_text(text: Text, links: Links, backlinks: Backlinks, found: Iterable[Stale]) -> TextView:
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
                evidence=_by_entry(backlinks.evidence.get((text.id, segment.id), ())),
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


def _by_entry(found: Iterable[Backlink]) -> tuple[tuple[EntryId, tuple[Statement, ...]], ...]:
    gathered: defaultdict[EntryId, list[Statement]] = defaultdict(list)
    for backlink in found:
        gathered[backlink.entry].append(backlink.statement)
    return tuple((id, tuple(statements)) for id, statements in gathered.items())


def _view_works(wiki: Wiki, backlinks: Backlinks) -> list[WorkView]:
    """All works, in an order that is the same in every language, as their titles are."""
    key, found = sort_key("en"), backlinks.works
    works = sorted(wiki.works.values(), key=lambda work: (key(work.author or work.publisher or work.title), work.id))
    counts = {work.id: len(found.get(work.id, ())) for work in works}
    single = _single_page_of_works()
    is_single = len(works) <= single.items and sum(counts.values()) <= single.weight
    most = limits.STATEMENTS_OF_WORK_ON_SINGLE_PAGE if is_single else limits.STATEMENTS_OF_WORK_IN_SPLIT_LIST
    return [
        WorkView(work, _by_entry(found.get(work.id, ())), counts[work.id], counts[work.id] > most) for work in works
    ]


def _single_page_of_works() -> pagination.Room:
    return pagination.Room(limits.WORKS_ON_SINGLE_PAGE, limits.STATEMENTS_ON_SINGLE_PAGE_OF_WORKS)


def _work_weight(view: WorkView) -> int:
    """How many statements a list of works tells with a work."""
    return 0 if view.has_own_pages else view.statements


def _citations(wiki: Wiki) -> dict[str, Citation]:
    """With the title where who, when and which part would not tell two works apart."""
    short = {id: _citation(work) for id, work in wiki.works.items()}
    counts = Counter(map(repr, short.values()))
    return {
        id: dataclasses.replace(citation, title=wiki.works[id].title) if counts[repr(citation)] > 1 else citation
        for id, citation in short.items()
    }


def _citation(work: Work) -> Citation:
    year = str(work.published.sort_day()[0]) if work.published else None
    return Citation(work.author or work.publisher or work.title, year, work.part)
