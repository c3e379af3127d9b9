"""Names within names: decide whether a shorter name within a longer one is meant, too.

The longest name is the link. In "the base near Darulaman", a name of its own, Darulaman is meant, too; in
"Mazar-i-Sharif", nobody called Mazar is. So a name within a longer one counts only if two things hold.

Its form shows it. In one of the names of the longer one's entry, in any language, the shorter name is a word, and

    describes   what is left are words with small letters: "đại lộ Darulaman", "Massoud's forces"
    qualifies   nothing is left but another name of the same entry: "Pakistan" in "Pakistan's ISI"

And something else shows it:

    stated      the author says so, for this segment
    aligned     another version of the row names it, by itself or within the same longer name
    relation    the vocabulary marks a relation as naming the whole, and it joins the two entries

A name that only qualifies says which one is meant, so it needs more: another version has to name it by itself where
this one does not. The same holds for the types that the vocabulary lists as qualifiers, such as countries, and for a
whole that is named after its part, as a province after its capital. A weak name counts only if it is stated.

Languages without capitals cannot show by their letters that words describe; the forms in other languages do. In
Chinese, 的 after the name does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from charsu.link.mentions import Because, Mention, Nested, Prose
from charsu.model.records import EntryId, Language, Vocabulary, Wiki
from charsu.text.folding import fold_for_linking, fold_in_place
from charsu.text.name_matcher import Candidate, Found, Names
from charsu.text.script_runs import UNSPACED
from charsu.text.wikilinks import Stated


class HoldingForm(NamedTuple):
    """A name of an entry that shows how it holds another name."""

    words: str
    language: Language
    describes: bool
    """What is left describes. False: the shorter name only qualifies."""


class Judged(NamedTuple):
    """A name within a mention, and whether it is meant."""

    start: int
    end: int
    outer: EntryId
    """The entry of the name in which it is."""
    entry: EntryId
    because: Because | None
    """None: it is not meant."""
    is_weak: bool = False


class Evidence(NamedTuple):
    """What the versions of a row show."""

    alone: Mapping[Language, Set[EntryId | None]]
    """The entries that each version names by itself; None: it has an unsure name."""
    pairs: Mapping[Language, Set[tuple[EntryId, EntryId]]]
    """Longer and shorter names in each version."""


class NamesWithin:
    """Finds the names within the mentions of a wiki's prose."""

    def __init__(self, wiki: Wiki, names: Mapping[Language, Names]) -> None:
        self._entries = wiki.entries
        self._kinds = wiki.vocabulary.kinds
        self._relations = marked_relations(wiki.vocabulary)
        self._names = names
        self._inside: dict[Language, dict[str, tuple[Found, ...]]] = {language: {} for language in names}
        self._pairs: dict[Language, dict[tuple[EntryId, str], frozenset[tuple[EntryId, EntryId]]]]
        self._pairs = {language: {} for language in names}
        self._empty: dict[Language, set[str]] = {language: set() for language in names}
        """Words without any name in them, which most are."""
        self._slots: dict[Language, dict[tuple[EntryId, str], list[Found]]] = {language: {} for language in names}
        self._qualifying: dict[tuple[EntryId, EntryId], bool] = {}
        self._forms: dict[tuple[EntryId, EntryId], HoldingForm | None] = {}

    def add(
        self, versions: dict[Language, Prose], stated: Mapping[Language, Sequence[Stated]] | None = None
    ) -> dict[Language, Prose]:
        """Return the versions of one piece of prose with the names within their mentions.

        `stated`: what the author states about words within longer names.
        """
        holding = {language: self._mentions_holding(language, prose) for language, prose in versions.items()}
        if not stated and not any(holding.values()):
            return versions
        evidence, result = self._evidence(versions, holding), dict(versions)
        for language, prose in versions.items():
            said = stated.get(language, ()) if stated else ()
            meant = tuple(
                Nested(each.start, each.end, each.entry, each.because)
                for mention in (prose.mentions if said else holding[language])
                for each in self.judge(language, prose, mention, evidence, said)
                if each.because
            )
            if meant:
                result[language] = prose._replace(within=meant)
        return result

    def _mentions_holding(self, language: Language, prose: Prose) -> list[Mention]:
        """Return the mentions whose form shows that they hold another name; most are names that occur often."""
        empty, known, text = self._empty[language], self._pairs[language], prose.text
        found = []
        for mention in prose.mentions:
            start, end, entry, _, _ = mention
            words = text[start:end]
            if words in empty or entry is None:
                continue
            if not self._find_inside(language, words):
                empty.add(words)
            elif known[entry, words] if (entry, words) in known else self._pairs_in(language, entry, words):
                found.append(mention)
        return found

    def _find_inside(self, language: Language, words: str) -> tuple[Found, ...]:
        """Return the names within words; most words are names that occur often."""
        found = self._inside[language].get(words)
        if found is None:
            is_one_word = words.isascii() and words.isalpha()
            found = () if is_one_word else self._names[language].find_inside(words)
            self._inside[language][words] = found
        return found

    def evidence(self, versions: Mapping[Language, Prose]) -> Evidence:
        """Return what the versions of one piece of prose show."""
        holding = {language: self._mentions_holding(language, prose) for language, prose in versions.items()}
        return self._evidence(versions, holding)

    def _evidence(self, versions: Mapping[Language, Prose], holding: Mapping[Language, Sequence[Mention]]) -> Evidence:
        alone = {language: {mention[2] for mention in prose.mentions} for language, prose in versions.items()}
        pairs: dict[Language, set[tuple[EntryId, EntryId]]] = {}
        for language, mentions in holding.items():
            known, text = self._pairs[language], versions[language].text
            pairs[language] = set().union(*(known[m[2], text[m[0] : m[1]]] for m in mentions if m[2]))
        return Evidence(alone, pairs)

    def _pairs_in(self, language: Language, outer: EntryId, words: str) -> frozenset[tuple[EntryId, EntryId]]:
        """Return the longer and shorter names in words that name `outer`, if the form shows it."""
        known, key = self._pairs[language], (outer, words)
        if key not in known:
            pairs = set()
            for found in self._find_inside(language, words):
                for candidate in found.candidates:
                    inner = candidate.entry
                    if not candidate.is_weak and inner != outer and self.form(outer, inner):
                        pairs.add((outer, inner))
                        pairs |= self._pairs_in(language, inner, words[found.start : found.end])
            known[key] = frozenset(pairs)
        return known[key]

    # --- one mention --------------------------------------------------------------------------

    def judge(
        self, language: Language, prose: Prose, mention: Mention, evidence: Evidence, stated: Iterable[Stated] = ()
    ) -> Iterator[Judged]:
        """Yield the names within a mention, in order, with what shows that they are meant."""
        if mention.entry is None:
            return
        said = [s for s in stated if mention.start <= s.start and s.end <= mention.end]
        judged = [Judged(s.start, s.end, mention.entry, s.entry, "stated") for s in said if s.entry]
        words = prose.text[mention.start : mention.end]
        for each in self._judge_inside(mention.entry, language, words, mention.start, evidence):
            if not any(each.start < s.end and s.start < each.end for s in said):
                judged.append(each)
        yield from sorted(judged, key=lambda each: (each.start, -each.end))

    def _judge_inside(
        self, outer: EntryId, language: Language, words: str, offset: int, evidence: Evidence
    ) -> Iterator[Judged]:
        for found in self._slots_in(language, outer, words):
            start, end = offset + found.start, offset + found.end
            judged = [
                Judged(start, end, outer, c.entry, self._because(outer, c, language, evidence), c.is_weak)
                for c in found.candidates
            ]
            meant = [each for each in judged if each.because]
            if len(meant) == 1:
                yield meant[0]
                inner = words[found.start : found.end]
                if self._find_inside(language, inner):
                    yield from self._judge_inside(meant[0].entry, language, inner, start, evidence)
            else:
                yield from (each._replace(because=None) for each in judged)

    def _slots_in(self, language: Language, outer: EntryId, words: str) -> list[Found]:
        """Return the names that are judged within words that name `outer`: the longest ones of other entries."""
        known, key = self._slots[language], (outer, words)
        if key not in known:
            slots, position = [], 0
            for found in self._find_inside(language, words):
                is_own = any(candidate.entry == outer for candidate in found.candidates)
                if found.start >= position and not is_own:
                    position = found.end  # the longest one counts, meant or not
                    if not _is_part_of_a_name(words, found):
                        slots.append(found)
            known[key] = slots
        return known[key]

    def _because(self, outer: EntryId, candidate: Candidate, language: Language, evidence: Evidence) -> Because | None:
        inner = candidate.entry
        form = None if candidate.is_weak else self.form(outer, inner)
        if form is None:
            return None
        is_alone_elsewhere = any(inner in named for other, named in evidence.alone.items() if other != language)
        if self.only_qualifies(outer, inner):
            return "aligned" if is_alone_elsewhere and inner not in evidence.alone[language] else None
        pair = outer, inner
        if is_alone_elsewhere or any(pair in held for other, held in evidence.pairs.items() if other != language):
            return "aligned"
        return "relation" if self.relation(outer, inner) else None

    # --- two entries --------------------------------------------------------------------------

    def form(self, outer: EntryId, inner: EntryId) -> HoldingForm | None:
        """Return the name of `outer` that shows how it holds `inner`; if possible, one whose other words describe."""
        key = outer, inner
        if key not in self._forms:
            best = None
            for form in self._forms_holding(outer, inner):
                best = form if best is None or form.describes else best
                if form.describes:
                    break
            self._forms[key] = best
        return self._forms[key]

    def _forms_holding(self, outer: EntryId, inner: EntryId) -> Iterator[HoldingForm]:
        for language in self._names:
            for words in self._entries[outer].forms(language):
                inside = self._find_inside(language, words)
                for found in inside:
                    if _names_surely(found, inner) and not _is_part_of_a_name(words, found):
                        own = [other for other in inside if _names_surely(other, outer)]
                        describes = _rest_describes(words, found, own)
                        if describes is not None:
                            yield HoldingForm(words, language, describes)

    def only_qualifies(self, outer: EntryId, inner: EntryId) -> bool:
        """Return whether the shorter name says which one is meant, so that it needs a version that names it alone."""
        key = outer, inner
        if key not in self._qualifying:
            self._qualifying[key] = self._only_qualifies(outer, inner)
        return self._qualifying[key]

    def _only_qualifies(self, outer: EntryId, inner: EntryId) -> bool:
        form, entry = self.form(outer, inner), self._entries[inner]
        is_of_type = entry.type in self._kinds[entry.kind].qualifiers if entry.kind in self._kinds else False
        return is_of_type or not (form and form.describes) or self.relation(inner, outer) is not None

    def relation(self, outer: EntryId, inner: EntryId) -> tuple[EntryId, str] | None:
        """Return a statement by which `inner` names the whole that is `outer`: its entry and its relation."""
        for entry, other, end in ((outer, inner, "to"), (inner, outer, "from")):
            for statement in self._entries[entry].statements:
                if statement.value == other and self._relations.get(statement.property) == end:
                    return entry, statement.property
        return None

    # --- what the author states ---------------------------------------------------------------

    def settle(self, language: Language, text: str, stated: Sequence[Stated]) -> tuple[list[Stated], list[Stated]]:
        """Divide what an author states about words into what makes links, and what is meant within longer names.

        A line of text.yml for words within a longer name leaves that name as it is if its form shows that it holds
        them, or if another line states the longer name. Otherwise the shorter words are the link.
        """
        longer = [s for s in stated if not any(_is_inside(s, other) for other in stated)]
        alone = {fold_for_linking(text[s.start : s.end]) for s in longer}
        links, within = [], []
        names: list[Found] | None = None
        for each in stated:
            outer = next((s for s in longer if _is_inside(each, s)), None)
            if outer:
                has_effect = fold_for_linking(text[each.start : each.end]) not in alone
                if outer.entry is None and has_effect:
                    links.append(each)
                elif outer.entry and (has_effect or (each.entry and self.form(outer.entry, each.entry))):
                    within.append(each)
            elif each.place:
                names = list(self._names[language].find(text)) if names is None else names
                is_held = any(_is_inside(each, name) and self._is_held(language, text, each, name) for name in names)
                (within if is_held else links).append(each)
            else:
                links.append(each)
        return links, within

    def _is_held(self, language: Language, text: str, stated: Stated, name: Found) -> bool:
        """Return whether a name that decides by itself holds the words about which something is stated."""
        if len(name.candidates) != 1 or name.candidates[0].is_weak:
            return False
        outer = name.candidates[0].entry
        if stated.entry:
            return outer != stated.entry and self.form(outer, stated.entry) is not None
        place = stated.start - name.start, stated.end - name.start
        return any(
            (found.start, found.end) == place and any(self.form(outer, c.entry) for c in found.candidates)
            for found in self._find_inside(language, text[name.start : name.end])
        )


def _is_inside(one: Stated, other: Stated | Found) -> bool:
    return other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end)


def _names_surely(found: Found, entry: EntryId) -> bool:
    return any(candidate.entry == entry and not candidate.is_weak for candidate in found.candidates)


_DOT_BEFORE, _DOT_AFTER = re.compile(r"\w·$"), re.compile(r"·\w")


def _is_part_of_a_name(words: str, found: Found) -> bool:
    """Return whether a dot joins a name to the words around it, as the parts of a person's name."""
    folded = fold_in_place(words)
    return bool(_DOT_BEFORE.search(folded, 0, found.start) or _DOT_AFTER.match(folded, found.end))


_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"'s?(?!\w)")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def _rest_describes(words: str, inner: Found, own: Iterable[Found]) -> bool | None:
    """Return whether the other words of a longer name describe.

    False: they are another name of the same entry, so `inner` only qualifies. None: they make a name of its own.
    """
    folded, removed = fold_in_place(words), False
    before, after = folded[: inner.start], folded[inner.end :]
    for found in own:
        if found.end <= inner.start:
            before = before[: found.start] + " " * (found.end - found.start) + before[found.end :]
        elif found.start >= inner.end:
            start, end = found.start - inner.end, found.end - inner.end
            after = after[:start] + " " * (end - start) + after[end:]
        else:
            continue
        removed = True
    after = _POSSESSIVE.sub("", after, count=1) if _POSSESSIVE.match(after) else after
    rest = [*_WORD.findall(before), *_WORD.findall(after)]
    if not rest:
        return False if removed else None
    if any(map(_UNSPACED.search, rest)):
        return True if after.startswith("的") else False if removed and all(word == "的" for word in rest) else None
    is_small = any(word.islower() for word in rest) and all(word.islower() or word.isdigit() for word in rest)
    return True if is_small else None


def marked_relations(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the relations that name a whole, with the end whose name may be within the other."""
    return {property.id: property.names_whole for property in vocabulary.properties.values() if property.names_whole}
