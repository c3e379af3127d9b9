"""The ladder: decide which entry each name in a segment means, and why.

From the surest reason to none:

    stated    the author says so, for this segment
    name      the words are the full name of one entry, or
    alias     an alias of one entry, and enough on their own
    aligned   the same segment in other languages surely names exactly one of the candidates
    in-text   the other languages name none of them, and exactly one was surely named earlier in the text
    unsure    nothing decides; shown with its candidates, never guessed

A wrong link is worse than a missing one.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from charsu.link.mentions import Mention, Prose, Why
from charsu.model.records import EntryId, Language
from charsu.text.folding import fold_in_place
from charsu.text.name_matcher import Found, Names
from charsu.text.wikilinks import Stated


@dataclasses.dataclass(frozen=True)
class Rung:
    """What one reason says about a name that does not decide by itself."""

    why: Why
    speaks_for: tuple[EntryId, ...]
    """Some of the candidates. Exactly one: it decides. Several: nothing does. None: the next rung is asked."""


class SegmentReading:
    """One segment in all its versions, or another piece of prose, with the names found in it."""

    def __init__(
        self,
        texts: Mapping[Language, tuple[str, Sequence[Stated]]],
        names: Mapping[Language, Names],
        named: Set[EntryId],
    ) -> None:
        """Find the names.

        Args:
            texts: the text in each language, and what the author states about its words.
            names: the names to look for.
            named: the entries that were surely named earlier.
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
        self._named = named

    @property
    def surely_named(self) -> frozenset[EntryId]:
        return frozenset(mention.entry for sure in self.sure.values() for mention in sure if mention.entry)

    def decide(self) -> dict[Language, Prose]:
        """Decide the names of all versions together."""
        result = {}
        for language, text in self.texts.items():
            decided = list(self.sure[language])
            here = {mention.start for mention in decided}
            decided += [
                _decided(name, self.rungs(language, name))
                for name in self.found[language]
                if name.candidates and name.start not in here
            ]
            no_names = [(name.start, name.end) for name in self.found[language] if not name.candidates]
            no_names += [(stated.start, stated.end) for stated in self.stated[language] if not stated.entry]
            result[language] = Prose(text, tuple(sorted(decided)), language, tuple(no_names))
        return result

    def rungs(self, language: Language, name: Found) -> tuple[Rung, ...]:
        """Return the rungs for a name that does not decide by itself; none if it is only a part of a name."""
        if _is_part_of_a_name(name, self.texts[language]):
            return ()
        elsewhere = {m.entry for other, sure in self.sure.items() if other != language for m in sure}
        here = {m.entry for m in self.sure[language] if m.start < name.start}
        candidates = [candidate.entry for candidate in name.candidates]
        return (
            Rung("aligned", tuple(entry for entry in candidates if entry in elsewhere)),
            Rung("in-text", tuple(entry for entry in candidates if entry in here or entry in self._named)),
        )


def overlaps(found: Found | Stated, stated: Sequence[Stated]) -> bool:
    """Return whether words overlap others about which something is stated."""
    return any(found.start < s.end and s.start < found.end for s in stated)


def _decided(name: Found, rungs: Iterable[Rung]) -> Mention:
    """Decide a name by the first rung that speaks for any candidate; if it speaks for several, nothing decides."""
    for rung in rungs:
        match rung.speaks_for:
            case (entry,):
                return Mention(name.start, name.end, entry, rung.why)
            case (_, _, *_):
                break
    return Mention(name.start, name.end, None, "unsure", tuple(candidate.entry for candidate in name.candidates))


_DOT_BEFORE, _DOT_AFTER = re.compile(r"\w·$"), re.compile(r"·\w")


def _is_part_of_a_name(name: Found, text: str) -> bool:
    """Return whether a dot joins the words to others: 汗 may name an entry, but 叶海亚·汗 is a man who has none."""
    folded = fold_in_place(text)
    return bool(_DOT_BEFORE.search(folded, 0, name.start) or _DOT_AFTER.match(folded, name.end))


def _by_itself(name: Found) -> Mention | None:
    """Return the mention if the words belong to one entry only, and are enough on their own."""
    if len(name.candidates) != 1 or name.candidates[0].is_weak:
        return None
    only = name.candidates[0]
    return Mention(name.start, name.end, only.entry, "name" if only.is_full_name else "alias")
