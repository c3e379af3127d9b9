"""Explain why each name of a row is linked as it is, and how to change it.

This module decides nothing: it runs the linker's ladder again and puts its evidence into words.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Literal

from charsu.link.ladder import Rung, SegmentReading
from charsu.link.linker import read_rows
from charsu.link.mentions import Links, Mention, Why
from charsu.link.nested import NamesWithin
from charsu.link.surroundings import EntryEvidence
from charsu.model.records import Entry, EntryId, Language, SegmentId, Text, Wiki
from charsu.review.explain_nested import ExplainedWithin, NestedExplainer
from charsu.review.name_candidates import missing_names
from charsu.review.suggest import SuggestedFix, fix_in_text_yml, segment_places
from charsu.support.diagnostics import quote
from charsu.text.folding import fold_for_linking
from charsu.text.name_matcher import Candidate, Found
from charsu.text.wikilinks import Stated


@dataclasses.dataclass(frozen=True)
class Candidacy:
    """An entry that a name may mean, with the evidence."""

    entry: EntryId
    name: str
    """The entry's name, in the language of the version."""
    because: tuple[str, ...]
    """What each rung of the ladder says about it, one sentence each, from the surest one asked."""


@dataclasses.dataclass(frozen=True)
class Explanation:
    """Why some words of a version are linked, or not."""

    words: str
    start: int
    end: int
    """Offsets within the version, in code points, `end` not included."""
    why: Why | Literal["not a name"]
    entry: EntryId | None
    """None: the words are unsure, or not a name."""
    because: str
    """A sentence on what decided, or that nothing did."""
    candidates: tuple[Candidacy, ...]
    """The candidates, if the name alone does not decide."""
    advice: str
    """How to change it; if there are `ways`, an introduction to them."""
    ways: tuple[SuggestedFix, ...] = ()
    within: tuple[ExplainedWithin, ...] = ()
    """The shorter names within these words, meant or not."""


@dataclasses.dataclass(frozen=True)
class ExplainedVersion:
    """One version of a row."""

    text: str
    names: tuple[Explanation, ...]
    """In the order of the text, including words that are declared not to be a name."""
    unknown: tuple[str, ...]
    """What looks like a name without an entry."""


def explain(wiki: Wiki, links: Links, text: Text, segment: SegmentId) -> dict[Language, ExplainedVersion]:
    """Explain a row in all its versions; the segment must be one of the text."""
    before: dict[EntryId, str] = {}
    within = NamesWithin(wiki, links.names)
    for id, reading, stated in read_rows(text, wiki, links.names, EntryEvidence(wiki), within):
        if id == segment:
            nested = NestedExplainer(wiki, text, segment, within, reading.decide(), stated)
            row = _RowExplainer(wiki, links, text, segment, reading, before, nested)
            unknown = _unknown(wiki, links, text.id, segment, reading.texts)
            return {
                language: ExplainedVersion(reading.texts[language], tuple(row.explain(language)), unknown[language])
                for language in wiki.languages
                if language in reading.texts
            }
        named: dict[EntryId, str] = {}
        for language, prose in reading.decide().items():
            for mention in prose.mentions:
                if mention.entry:
                    words = prose.text[mention.start : mention.end]
                    named.setdefault(mention.entry, f"{id} ({language}: {quote(words)})")
        before |= named
    raise ValueError(f"{text.id} has no segment {segment}")


def _unknown(
    wiki: Wiki, links: Links, text: str, segment: SegmentId, versions: Mapping[Language, str]
) -> dict[Language, tuple[str, ...]]:
    here = [name for name in missing_names(wiki, links) if (text, segment) in name.passages]
    return {
        language: tuple(form for name in here for form in name.forms.get(language, ()) if form in written)
        for language, written in versions.items()
    }


class _RowExplainer:
    """Explains the names of one row from the linker's evidence."""

    def __init__(
        self,
        wiki: Wiki,
        links: Links,
        text: Text,
        segment: SegmentId,
        reading: SegmentReading,
        before: Mapping[EntryId, str],
        nested: NestedExplainer,
    ) -> None:
        """`before` maps entries to the place where an earlier row last named them."""
        self._words = links.words
        self._wiki = wiki
        self._text = text
        self._segment = segment
        self._reading = reading
        self._before = before
        self._nested = nested

    def explain(self, language: Language) -> Iterator[Explanation]:
        """Explain all names of a version, and words declared not to be a name."""
        stated = {found.start: found for found in self._reading.stated[language]}
        found = {name.start: name for name in self._reading.found[language]}
        mentions = {mention.start: mention for mention in self._reading.decide()[language].mentions}
        for start in sorted(stated.keys() | found.keys()):
            if start in stated:
                explanation = self._stated(language, stated[start])
            elif start in mentions:
                explanation = self._found(language, found[start], mentions[start])
            else:
                explanation = self._no_name(language, found[start])
            if start in mentions and (within := tuple(self._nested.explain(language, mentions[start]))):
                explanation = dataclasses.replace(explanation, within=within)
            yield explanation

    def _stated(self, language: Language, stated: Stated) -> Explanation:
        if stated.place:
            where = str(stated.place)
        else:
            where = f"{segment_places(self._text)[language, self._segment]}, in brackets"
        return Explanation(
            words=self._reading.texts[language][stated.start : stated.end],
            start=stated.start,
            end=stated.end,
            why="stated" if stated.entry else "not a name",
            entry=stated.entry,
            because=f"An author decided it: {where}.",
            candidates=(),
            advice="Change or remove that.",
        )

    def _no_name(self, language: Language, found: Found) -> Explanation:
        return Explanation(
            words=self._reading.texts[language][found.start : found.end],
            start=found.start,
            end=found.end,
            why="not a name",
            entry=None,
            because="It is listed under `not names` in entries/vocabulary.yml."
            if not found.candidates
            else self._is_word(language, found),
            candidates=(),
            advice=f"Write in {self._text.place.file} what it means in this row"
            + ("." if found.candidates else ", or remove it there."),
        )

    def _is_word(self, language: Language, found: Found) -> str:
        words = self._reading.texts[language][found.start : found.end]
        counts = self._words[language][fold_for_linking(words)]
        return (
            f"It is an ordinary word as well: of {counts.judged} rows in which another version could have named"
            f" {' or '.join(candidate.entry for candidate in found.candidates)}, {counts.supported} do; not this one."
        )

    def _found(self, language: Language, found: Found, mention: Mention) -> Explanation:
        words = self._reading.texts[language][found.start : found.end]
        by_itself = mention.why in ("name", "alias")
        rungs = () if by_itself else self._reading.rungs(language, found)
        others = [candidate.entry for candidate in found.candidates if candidate.entry != mention.entry]
        ways = tuple(fix_in_text_yml(self._text, self._segment, words, entry) for entry in (*others, None))
        return Explanation(
            words=words,
            start=found.start,
            end=found.end,
            why=mention.why,
            entry=mention.entry,
            because=self._because(language, found, mention, words, rungs),
            candidates=()
            if by_itself
            else tuple(self._candidacy(language, candidate, found, rungs) for candidate in found.candidates),
            advice=f"Write in {ways[0].file}, for all versions of the row,"
            + (" one of:" if others else " this, or an entry's id in place of none:"),
            ways=ways,
        )

    def _because(self, language: Language, found: Found, mention: Mention, words: str, rungs: tuple[Rung, ...]) -> str:
        if mention.entry is None:
            if not rungs:
                return "A dot joins it to other words, so it may be part of a name that has no entry."
            spoken = [rung for rung in rungs if rung.speaks_for and rung.why not in ("alive", "related")]
            if not spoken:
                return "Nothing supports any candidate."
            if len(spoken) == 1 or spoken[0].why == "aligned":
                return f"The rule {spoken[0].why!r} supports several: {', '.join(spoken[0].speaks_for)}."
            return "The rules do not agree: " + "; ".join(f"{r.why}: {', '.join(r.speaks_for)}" for r in spoken) + "."
        entry = self._wiki.entries[mention.entry]
        match mention.why:
            case "name":
                return f"It is the name of only one entry: {self._name_place(entry, language, words)}."
            case "alias":
                return f"It is an alias of only one entry: {entry.file}."
            case "aligned":
                return (
                    f"Of the candidates, the other versions name only this one: {self._elsewhere(entry.id, language)}."
                )
            case "cited":
                because = f"only this one has a statement that cites this paragraph: {entry.file}"
            case "alive":
                because = "only this one lived at the time of most that is named around it"
            case _:
                where = self._earlier(entry.id, language, found)
                because = f"before it, only this one was named: {where}"
        return self._narrowed(mention, rungs, because)

    def _narrowed(self, mention: Mention, rungs: tuple[Rung, ...], because: str) -> str:
        """Say which rule decided, or which others left one of those that it speaks for."""
        none = "The other versions name none of the candidates"
        deciding = next(rung for rung in rungs if rung.why == mention.why)
        if len(deciding.speaks_for) == 1:
            return f"{none}; {because}."
        others = [repr(rung.why) for rung in rungs if rung.why != mention.why and mention.entry in rung.speaks_for]
        also = " and ".join(others)
        return f"{none}; the rule {mention.why!r} supports several, but only this one is also supported by {also}."

    def _candidacy(self, language: Language, candidate: Candidate, found: Found, rungs: tuple[Rung, ...]) -> Candidacy:
        others = len(found.candidates) - 1
        because = []
        if others:
            because.append(f"name: {others} other{'s share' if others > 1 else ' shares'} these words.")
        if candidate.is_weak:
            file = self._wiki.entries[candidate.entry].file
            because.append(f"name: {file} marks these words as weak: on their own they are not specific.")
        aligned = bool(rungs and rungs[0].speaks_for)
        for rung in rungs[:1] if aligned else rungs:
            does = candidate.entry in rung.speaks_for
            match rung.why:
                case "aligned":
                    says = f"it is named in {self._elsewhere(candidate.entry, language)}"
                    because.append(f"aligned: {says if does else 'no other version of the row names it'}.")
                case "in-text":
                    says = f"it is named earlier, in {self._earlier(candidate.entry, language, found)}" if does else ""
                    because.append(f"in-text: {says or 'it is not named shortly before'}.")
                case why if rung.speaks_for:
                    because.append(f"{why}: {_SAYS[why][does]}.")
        return Candidacy(candidate.entry, self._wiki.entries[candidate.entry].names[language], tuple(because))

    # --- evidence ---------------------------------------------------------------------------------

    def _name_place(self, entry: Entry, language: Language, words: str) -> str:
        languages = (language, *self._wiki.languages)
        folded = fold_for_linking(words).casefold()
        written = (of for of in languages if fold_for_linking(entry.names[of]).casefold() == folded)
        place = entry.name_places.get(next(written, language))
        return str(place) if place else entry.file

    def _elsewhere(self, entry: EntryId, language: Language) -> str:
        """Say where the other versions surely name an entry."""
        found = {
            f"{other} ({quote(self._reading.texts[other][mention.start : mention.end])})": None
            for other in self._wiki.languages
            for mention in sorted(self._reading.sure.get(other, ()))
            if other != language and mention.entry == entry
        }
        return ", ".join(found)

    def _earlier(self, entry: EntryId, language: Language, found: Found) -> str:
        """Say where an entry was named last: in an earlier row, or else earlier in this line."""
        if entry in self._before:
            return self._before[entry]
        text = self._reading.texts[language]
        here = min(m for m in self._reading.sure[language] if m.entry == entry and m.start < found.start)
        return f"this line ({quote(text[here.start : here.end])})"


_SAYS: Mapping[str, tuple[str, str]] = {
    "cited": ("none of its statements cites this paragraph", "a statement of it cites this paragraph"),
    "alive": ("it lived at another time than what is named around", "it may have lived at that time"),
    "related": ("it is not related to what this paragraph names", "it is related to what this paragraph names"),
}
"""What a rule says of a candidate for which it does not speak, or does."""
