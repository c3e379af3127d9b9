"""Explain which names within a longer name are meant, too, and how to change it.

This module decides nothing: it asks `link.nested` again and puts its evidence into words.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from charsu.link.mentions import Because, Mention, Prose
from charsu.link.nested import Evidence, Judged, NamesWithin
from charsu.model.records import EntryId, Language, SegmentId, Text, Wiki
from charsu.review.suggest import SuggestedFix, fix_in_text_yml
from charsu.support.diagnostics import quote
from charsu.text.wikilinks import Stated


@dataclasses.dataclass(frozen=True)
class ExplainedWithin:
    """Why a name within a longer one is meant, or not."""

    words: str
    start: int
    end: int
    """Offsets within the version, as those of the longer name."""
    entry: EntryId
    why: Because | None
    """None: it is not meant."""
    because: str
    ways: tuple[SuggestedFix, ...]
    """How to change it, if not by changing what an author stated."""


class NestedExplainer:
    """Explains the names within the mentions of one row."""

    def __init__(
        self,
        wiki: Wiki,
        text: Text,
        segment: SegmentId,
        within: NamesWithin,
        versions: Mapping[Language, Prose],
        stated: Mapping[Language, Sequence[Stated]],
    ) -> None:
        self._wiki = wiki
        self._text = text
        self._segment = segment
        self._within = within
        self._versions = versions
        self._stated = stated
        self._evidence: Evidence = within.evidence(versions)

    def explain(self, language: Language, mention: Mention) -> Iterator[ExplainedWithin]:
        """Explain the names within a mention, those that an author declared to be none included."""
        prose, said = self._versions[language], self._stated.get(language, ())
        longer = prose.text[mention.start : mention.end]
        for judged in self._within.judge(language, prose, mention, self._evidence, said):
            words = prose.text[judged.start : judged.end]
            lines = [(words, None)] if judged.because else [(words, judged.entry)]
            if not judged.because and (judged.is_weak or not self._within.form(judged.outer, judged.entry)):
                lines = [(longer, mention.entry), *lines]  # a line for the shorter name alone would overrule the longer
            ways = [fix_in_text_yml(self._text, self._segment, each, entry) for each, entry in lines]
            yield ExplainedWithin(
                words=words,
                start=judged.start,
                end=judged.end,
                entry=judged.entry,
                why=judged.because,
                because=self._because(language, judged),
                ways=() if judged.because == "stated" else tuple(ways),
            )

    def _because(self, language: Language, judged: Judged) -> str:
        outer, inner = judged.outer, judged.entry
        if judged.because == "stated":
            return f"An author decided it in {self._text.place.file}."
        if judged.is_weak:
            return "These words are weak: within a longer name they count only if an author states it."
        form = self._within.form(outer, inner)
        if form is None:
            return f"No name of {outer} shows by small letters, in any language, that its other words only describe."
        shown = f"{quote(form.words)} ({form.language})"
        if judged.because == "relation":
            entry, relation = self._within.relation(outer, inner) or (outer, "")
            return f"The form shows it: {shown}. And {entry} has the relation {quote(relation)}, which names its whole."
        if judged.because:
            return f"The form shows it: {shown}. And another version names it: {self._elsewhere(language, inner)}."
        if self._within.only_qualifies(outer, inner):
            return "It only says which one is meant; no other version names it by itself where this one does not."
        return f"The form would show it: {shown}. But no other version names it, and no relation that names its whole."

    def _elsewhere(self, language: Language, inner: EntryId) -> str:
        """Say where the other versions name an entry, by itself or within a longer name."""
        found: dict[str, None] = {}
        for other, prose in self._versions.items():
            for mention in prose.mentions if other != language else ():
                words = prose.text[mention.start : mention.end]
                holds = (mention.entry, inner) in self._evidence.pairs[other]
                if mention.entry == inner or holds:
                    found[f"{other} ({quote(words)})"] = None
        return ", ".join(found)
