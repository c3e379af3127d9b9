"""The site: the models of all pages, each found when it is first asked for."""

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from charsu.i18n.collation import entry_sort_key
from charsu.incremental.derived_cache import DerivedCache
from charsu.link.backlinks import Backlinks
from charsu.link.cooccurrence import find_companions
from charsu.link.map_model import Atlas, view_atlas
from charsu.link.mentions import Links
from charsu.model.changes import History
from charsu.model.records import EntryId, Language, Statement, Wiki
from charsu.review.name_candidates import missing_names
from charsu.review.quality import Quality, find_quality
from charsu.review.staleness import Stale, find_stale
from charsu.review.suggest import Suggestions, unsure_names
from charsu.support.diagnostics import Place
from charsu.support.lazydict import LazyDict
from charsu.view import pagination
from charsu.view.entry_model import (
    ItemInputs,
    PassagesShown,
    ShownInputs,
    list_item,
    passages_shown,
    stale_statements,
    view_entry,
)
from charsu.view.page_models import EntryView, ListItem, ShortCitation, TextView, WorkView
from charsu.view.text_model import view_text
from charsu.view.work_models import short_citations, split_works, view_works


class Site:
    """All that is shown, and where. Each model is made when it is first asked for."""

    def __init__(
        self,
        wiki: Wiki,
        links: Links,
        backlinks: Backlinks,
        history: History | None = None,
        before: "Site | None" = None,
    ) -> None:
        """Make a site.

        Args:
            wiki: what people wrote.
            links: the names in it.
            backlinks: the same, seen from the entries.
            history: what was changed, and when; None if that is not known.
            before: an older state of the site; what was derived there from the same objects is not derived again.
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
        """Entry -> its item in the list of its kind."""
        self.texts: LazyDict[str, TextView] = LazyDict(wiki.texts, self._view_text)
        self.shown: Mapping[EntryId, PassagesShown] = self.derived.derive(
            "shown", wiki.entries, self._shown_inputs, passages_shown
        )
        """Entry -> the segments that its page shows."""

    def _item_inputs(self, id: EntryId) -> ItemInputs:
        return ItemInputs(self.wiki.vocabulary, self.wiki.entries[id], self.shown[id])

    def _shown_inputs(self, id: EntryId) -> ShownInputs:
        mentioned, within = self.backlinks.mentioned.get(id, ()), self.backlinks.within.get(id, ())
        return ShownInputs(self.wiki.entries[id], mentioned, within)

    # --- entries ---

    def _view_entry(self, id: EntryId) -> EntryView:
        companions = find_companions(id, self.backlinks.mentioned)
        disagreements = self._properties_in_disagreement.get(id, frozenset())
        return view_entry(
            self.wiki.entries[id], disagreements, self.wiki, self.links, self.backlinks, self.shown[id], companions
        )

    def statements_about(self, id: EntryId) -> Iterator[Statement]:
        """Yield the statements of other entries that an entry's page also shows."""
        properties = self.wiki.vocabulary.properties
        for inverse in self.backlinks.inverses.get(id, ()):
            property = properties[inverse.statement.property]
            if property.symmetric or property.inverse:
                yield inverse.statement

    @functools.cached_property
    def _properties_in_disagreement(self) -> Mapping[EntryId, Set[str]]:
        """Entry -> its properties on which sources disagree."""
        disagreements: defaultdict[EntryId, set[str]] = defaultdict(set)
        for disagreement in self.disagreements:
            disagreements[disagreement.entry].add(disagreement.property)
        return disagreements

    @functools.cached_property
    def lists(self) -> Mapping[str, Sequence[ListItem]]:
        """Kind -> its entries."""
        found: dict[str, list[ListItem]] = {kind: [] for kind in self.wiki.vocabulary.kinds}
        for item in self.items.values():
            found[item.entry.kind].append(item)
        return found

    @functools.cached_property
    def ranks(self) -> Mapping[Language, Mapping[EntryId, int]]:
        """Language -> the rank of each entry among all, by name, so that names are compared only once."""
        return LazyDict(self.wiki.languages, self._rank)

    def _rank(self, language: Language) -> Mapping[EntryId, int]:
        key = entry_sort_key(language, self.wiki.vocabulary.kinds)
        ordered = [entry.id for entry in sorted(self.wiki.entries.values(), key=key)]
        return {id: rank for rank, id in enumerate(ordered)}

    @functools.cached_property
    def atlas(self) -> Atlas:
        """What the map shows."""
        passages = LazyDict(self.wiki.entries, lambda id: self.items[id].passages)
        return view_atlas(self.wiki, passages, LazyDict(self.wiki.entries, lambda id: tuple(sorted(self.shown[id]))))

    # --- texts ---

    def _view_text(self, id: str) -> TextView:
        return view_text(self.wiki.texts[id], self.links, self.backlinks, self._all_stale)

    @functools.cached_property
    def _all_stale(self) -> tuple[Stale, ...]:
        return tuple(find_stale(self.wiki))

    @functools.cached_property
    def stale(self) -> Mapping[Place, tuple[Stale, ...]]:
        """Place of a statement -> the segments that it cites, if they had another wording when it was made."""
        return stale_statements(self.wiki, self._all_stale)

    @functools.cached_property
    def quality(self) -> Quality:
        """What is missing."""
        # Links found in one language only are mostly right, so they are no gaps.
        names, unsure = missing_names(self.wiki, self.links), tuple(unsure_names(self.wiki, self.links))
        suggestions = Suggestions(names=names, unsure=unsure)
        return find_quality(self.wiki, self.backlinks, self.atlas, suggestions, self._all_stale)

    @functools.cached_property
    def met(self) -> Mapping[EntryId, int]:
        """How often readers meet each entry, measured as in `review.quality`."""
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
        """All works in the order of their list, the same in every language."""
        return view_works(self.wiki, self.backlinks)

    @functools.cached_property
    def work_pages(self) -> Sequence[Sequence[WorkView]]:
        """The same, page by page."""
        return split_works(self.works)

    @functools.cached_property
    def work_addresses(self) -> Mapping[str, str]:
        """Id of a work -> where it is listed, within a language: "works/#id"."""
        return {
            view.work.id: f"{pagination.page_address('works/', number)}#{view.work.id}"
            for number, page in enumerate(self.work_pages, 1)
            for view in page
        }

    @functools.cached_property
    def citations(self) -> Mapping[str, ShortCitation]:
        """Id of a work -> its short name."""
        return short_citations(self.wiki)
