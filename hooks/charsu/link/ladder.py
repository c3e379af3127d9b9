"""The ladder: decide which entry each name in a segment means, and why.

From the surest reason to none:

    stated    the author says so, for this segment
    name      the words are the full name of one entry, or
    alias     an alias of one entry, and enough on their own
    aligned   the same segment in other languages surely names exactly one of the candidates
    in-text   the other languages name none of them, and exactly one was named shortly before
    cited     exactly one has a statement that cites this segment, or else this paragraph
    alive     another version may mean one of them, too, and only one lived at the time of what is named around
    unsure    nothing decides; shown with its candidates, never guessed

The last three must not contradict one another. Nor may `related`, which by itself decides nothing: of several that
the others speak for, it may leave those that are related to what the paragraph surely names.

Words that are ordinary words as well are names only where another version supports them: see `word_evidence`.

A wrong link is worse than a missing one.
"""

import copy
import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Literal

from charsu.link.mentions import Mention, Prose, Why
from charsu.model.records import EntryId, Language
from charsu.text.folding import fold_in_place
from charsu.text.name_matcher import Found, Names
from charsu.text.wikilinks import Stated


@dataclasses.dataclass(frozen=True)
class Rung:
    """What one reason says about a name that does not decide by itself."""

    why: Why | Literal["related"]
    speaks_for: tuple[EntryId, ...]
    """Some of the candidates; none if it says nothing."""


Span = tuple[int, int]
"""A first and a last year."""


@dataclasses.dataclass(frozen=True)
class Surroundings:
    """What is known around a segment before its names are decided. Each list begins with the strongest evidence."""

    named: Sequence[Set[EntryId]] = ()
    """Entries that were named: earlier in this paragraph, or at least shortly before."""
    cited: Sequence[Set[EntryId]] = ()
    """Entries with a statement that cites: this segment, this paragraph."""
    related: Set[EntryId] = frozenset()
    """Entries that are related to what this paragraph surely names."""
    times: Sequence[Span] = ()
    """When what is surely named near lived or happened."""
    spans: Mapping[EntryId, Span] = dataclasses.field(default_factory=dict)
    """When each entry lived or happened, as far as it is known."""


class SegmentReading:
    """One segment in all its versions, or another piece of prose, with the names found in it."""

    def __init__(
        self,
        texts: Mapping[Language, tuple[str, Sequence[Stated]]],
        names: Mapping[Language, Names],
        around: Surroundings = Surroundings(),
    ) -> None:
        """Find the names.

        Args:
            texts: the text in each language, and what the author states about its words.
            names: the names to look for.
            around: what is known around it.
        """
        self.texts = {language: text for language, (text, _) in texts.items()}
        self.stated = {language: stated for language, (_, stated) in texts.items()}
        self.found = {
            language: [name for name in names[language].find(text) if not (stated and overlaps(name, stated))]
            for language, (text, stated) in texts.items()
        }
        """What looks like a name and is not stated; a name without candidates is declared to be none."""
        self.sure = {
            language: [mention for name in self.found[language] if (mention := _by_itself(name))]
            + [Mention(s.start, s.end, s.entry, "stated") for s in stated if s.entry]
            for language, (_, stated) in texts.items()
        }
        """Mentions that no other name is needed to decide."""
        self.around = around
        self._decided: dict[Language, Prose] | None = None

    def within(self, around: Surroundings) -> "SegmentReading":
        """Return the same reading with what is known around it."""
        reading = copy.copy(self)
        reading.around, reading._decided = around, None
        return reading

    @property
    def is_open(self) -> bool:
        """Whether there is a name that does not decide by itself."""
        return any(
            len(self.sure[language]) < len(found) + sum(1 for s in self.stated[language] if s.entry)
            for language, found in self.found.items()
        )

    @property
    def surely_named(self) -> frozenset[EntryId]:
        return frozenset(mention.entry for sure in self.sure.values() for mention in sure if mention.entry)

    def decide(self) -> dict[Language, Prose]:
        """Decide the names of all versions together."""
        if self._decided is None:
            self._decided = self._decide()
        return self._decided

    def _decide(self) -> dict[Language, Prose]:
        result = {}
        for language, text in self.texts.items():
            decided = list(self.sure[language])
            here = {mention.start for mention in decided}
            no_names = []
            for name in self.found[language]:
                if name.start in here:
                    continue
                if mention := _decided(name, self.rungs(language, name)):
                    decided.append(mention)
                else:
                    no_names.append((name.start, name.end))
            no_names += [(stated.start, stated.end) for stated in self.stated[language] if not stated.entry]
            result[language] = Prose(text, tuple(sorted(decided)), language, tuple(no_names))
        return result

    def rungs(self, language: Language, name: Found) -> tuple[Rung, ...]:
        """Return the rungs for a name that does not decide by itself; none if it is only a part of a name."""
        if _is_part_of_a_name(name, self.texts[language]):
            return ()
        elsewhere = {m.entry for other, sure in self.sure.items() if other != language for m in sure}
        here = {m.entry for m in self.sure[language] if m.start < name.start and m.entry}
        candidates = [candidate.entry for candidate in name.candidates]
        nearest = [here | self.around.named[0], *self.around.named[1:]] if self.around.named else [here]
        return (
            Rung("aligned", tuple(entry for entry in candidates if entry in elsewhere)),
            Rung("in-text", _strongest(candidates, nearest)),
            Rung("cited", _strongest(candidates, self.around.cited)),
            Rung("alive", self._alive(candidates) if self._is_supported(language, candidates) else ()),
            Rung("related", _strongest(candidates, [self.around.related])),
        )

    def _is_supported(self, language: Language, candidates: Iterable[EntryId]) -> bool:
        """Return whether another version may name one of the candidates, or there is no other version."""
        others = [found for other, found in self.found.items() if other != language]
        meant = {candidate.entry for found in others for name in found for candidate in name.candidates}
        return not others or not meant.isdisjoint(candidates)

    def _alive(self, candidates: Sequence[EntryId]) -> tuple[EntryId, ...]:
        """Return the candidates that may have lived at the time of most that is named near, if others did not."""
        times, spans = self.around.times, self.around.spans
        if not times:
            return ()

        def may_have(entry: EntryId) -> bool:
            span = spans.get(entry)
            return span is None or 2 * sum(span[0] <= end and start <= span[1] for start, end in times) > len(times)

        found = tuple(filter(may_have, candidates))
        return found if len(found) < len(candidates) else ()


def overlaps(found: Found | Stated, stated: Sequence[Stated]) -> bool:
    """Return whether words overlap others about which something is stated."""
    return any(found.start < s.end and s.start < found.end for s in stated)


def _strongest(candidates: Sequence[EntryId], evidence: Iterable[Set[EntryId]]) -> tuple[EntryId, ...]:
    """Return the candidates that the strongest evidence speaks for."""
    for entries in evidence:
        if found := tuple(entry for entry in candidates if entry in entries):
            return found
    return ()


def _decided(name: Found, rungs: Sequence[Rung]) -> Mention | None:
    """Decide a name by the rungs that speak for any candidate; None: it is no name here."""
    if not name.candidates:
        return None
    aligned, *others = rungs or (Rung("aligned", ()),)
    if name.is_word and not aligned.speaks_for:
        return None
    if decision := _agreed([aligned] if aligned.speaks_for else others):
        return Mention(name.start, name.end, *decision)
    return Mention(name.start, name.end, None, "unsure", tuple(candidate.entry for candidate in name.candidates))


def _agreed(rungs: Sequence[Rung]) -> tuple[EntryId, Why] | None:
    """Return the one candidate on which all rungs agree that say anything, and the reason that decides for it."""
    left: tuple[EntryId, ...] | None = None
    for rung in rungs:
        if rung.speaks_for:
            left = tuple(entry for entry in rung.speaks_for if left is None or entry in left)
            if not left:
                return None
    if left is None or len(left) > 1:
        return None
    for rung in rungs:
        if rung.why == "related" or (rung.why == "alive" and len(rung.speaks_for) > 1):
            continue  # not enough by itself
        if left[0] in rung.speaks_for:
            return left[0], rung.why
    return None


_DOT_BEFORE, _DOT_AFTER = re.compile(r"\w·$"), re.compile(r"·\w")


def _is_part_of_a_name(name: Found, text: str) -> bool:
    """Return whether a dot joins the words to others: 汗 may name an entry, but 叶海亚·汗 is a man who has none."""
    folded = fold_in_place(text)
    return bool(_DOT_BEFORE.search(folded, 0, name.start) or _DOT_AFTER.match(folded, name.end))


def _by_itself(name: Found) -> Mention | None:
    """Return the mention if the words belong to one entry only, and are enough on their own."""
    if len(name.candidates) != 1 or name.candidates[0].is_weak or name.is_word:
        return None
    only = name.candidates[0]
    return Mention(name.start, name.end, only.entry, "name" if only.is_full_name else "alias")
