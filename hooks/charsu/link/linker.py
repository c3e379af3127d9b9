"""Link: which entry each name stands for, and why.

The ladder, from the surest reason to none:

    stated    the author said so, for this segment
    name      the words are the full name of one entry, or
    alias     an alias of one entry, and enough on their own
    aligned   the same segment in other languages surely names exactly one of the candidates
    in-text   the other languages name none of them, and exactly one was surely named earlier in the text
    unsure    nothing decides; shown with its candidates, never guessed

A wrong link is worse than a missing one.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Literal, NamedTuple

from charsu.model.records import Entry, EntryId, Language, Localized, Naming, SegmentId, Text, Wiki
from charsu.support.diagnostics import Place
from charsu.support.parallel import map_chunks
from charsu.support.pickling import pickled_by_value
from charsu.text.folding import fold_for_linking, fold_in_place
from charsu.text.name_matcher import Found, Names, names_of, within_word
from charsu.text.wikilinks import Stated, split_links

Why = Literal["stated", "name", "alias", "aligned", "in-text", "unsure"]


@pickled_by_value
class Mention(NamedTuple):
    """A name found in running text."""

    start: int
    end: int
    """Offsets within the text, in code points of NFC, `end` not included."""
    entry: EntryId | None
    """None only if `why` is "unsure"."""
    why: Why
    candidates: tuple[EntryId, ...] = ()
    """The entries an unsure name may stand for."""


@pickled_by_value
class Prose(NamedTuple):
    """Running text with its mentions, links in brackets taken out."""

    text: str
    mentions: tuple[Mention, ...] = ()
    language: Language = ""
    """The one it is written in; empty where nobody said."""
    no_names: tuple[tuple[int, int], ...] = ()
    """Where words stand that look like a name, and of which somebody said that they are none: start and end."""


@pickled_by_value
class Row(NamedTuple):
    """One segment in all its versions, linked."""

    text: str
    """Id of the text."""
    segment: SegmentId
    versions: Mapping[Language, Prose]
    named: tuple[EntryId, ...]
    """Every entry that one of them surely names, in the order of their ids."""


@dataclasses.dataclass(frozen=True)
class Links:
    """Every name of the wiki, decided."""

    rows: dict[str, tuple[Row, ...]]
    """Id of the text -> its rows."""
    summaries: dict[EntryId, Mapping[Language, Prose]]
    named: dict[EntryId, tuple[EntryId, ...]]
    """Id of an entry -> the others that its summary surely names, in the order of their ids."""
    values: dict[Place, Mapping[Language, Prose]]
    """Place of a statement -> its value, where that is text."""
    notes: dict[Place, Mapping[Language, Prose]]
    """Place of a statement -> its note, where it has one."""
    names: Mapping[Language, Names]
    """To link what people write elsewhere."""


def link(wiki: Wiki, before: tuple[Wiki, Links] | None = None) -> Links:
    """Find and decide all names in texts, summaries and statements.

    Args:
        wiki: what people wrote.
        before: an older state of it, linked. What is the same there, and has none of the names that have changed
            since then, need not be linked again.
    """
    if before is None or before[0].languages != wiki.languages:
        names: Mapping[Language, Names] = names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)
        links = Links({}, {}, {}, {}, {}, names)
        older: Wiki | None = None
        linked: dict[str, tuple[Row, ...]] = {}
        changed = _Changed((), wiki)
    else:
        older, known = before
        linked = dict(known.rows)
        is_same = not _names_differ(older, wiki)
        names = known.names if is_same else names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)
        links = Links({}, dict(known.summaries), dict(known.named), dict(known.values), dict(known.notes), names)
        changed = _Changed(_differences(known.names, names, older, wiki), wiki)
        _forget_entries(links, older, [id for id in older.entries if id not in wiki.entries])
    pending = [
        entry
        for id, entry in wiki.entries.items()
        if older is None or older.entries.get(id) is not entry or changed.concerns(_prose_of(entry))
    ]
    if older:
        _forget_entries(links, older, [entry.id for entry in pending if entry.id in older.entries])
    for summaries, named, values, notes in map_chunks(pending, lambda some: _link_entries(some, wiki, names), 100):
        links.summaries.update(summaries)
        links.named.update(named)
        links.values.update(values)
        links.notes.update(notes)
    texts = [
        text
        for id, text in wiki.texts.items()
        if older is None or older.texts.get(id) is not text or changed.concerns(_prose_of_text(text))
    ]
    for rows in map_chunks(texts, lambda some: {text.id: tuple(_link_rows(text, wiki, names)) for text in some}, 5):
        linked |= rows
    links.rows.update((id, linked[id]) for id in wiki.texts)
    return links if older is None else _in_order(links, wiki)


_Versions = dict[Language, Prose]
_Named = dict[EntryId, tuple[EntryId, ...]]


def _link_entries(
    entries: Iterable[Entry], wiki: Wiki, names: Mapping[Language, Names]
) -> tuple[dict[EntryId, _Versions], _Named, dict[Place, _Versions], dict[Place, _Versions]]:
    """The summaries of entries, whom they name, and the values and the notes of their statements."""
    summaries, named_in, values, notes = {}, {}, {}, {}
    for entry in entries:
        # An entry's page is read as one text: whoever the summary names, the statements may call briefly.
        named = {entry.id}
        summaries[entry.id] = _link_prose(entry.summary, wiki, names, named)
        named_in[entry.id] = tuple(id for id in entries_named(summaries[entry.id]) if id != entry.id)
        for statement in entry.statements:
            if isinstance(statement.value, Mapping):
                values[statement.place] = _link_prose(statement.value, wiki, names, named)
            if statement.note:
                notes[statement.place] = _link_prose(statement.note, wiki, names, named)
    return summaries, named_in, values, notes


def _in_order(links: Links, wiki: Wiki) -> Links:
    """The same, as if all entries had been linked one after the other."""
    places = [statement.place for entry in wiki.entries.values() for statement in entry.statements]
    return dataclasses.replace(
        links,
        summaries={id: links.summaries[id] for id in wiki.entries},
        named={id: links.named[id] for id in wiki.entries},
        values={place: links.values[place] for place in places if place in links.values},
        notes={place: links.notes[place] for place in places if place in links.notes},
    )


def _forget_entries(links: Links, older: Wiki, ids: Iterable[EntryId]) -> None:
    for id in ids:
        del links.summaries[id], links.named[id]
        for statement in older.entries[id].statements:
            links.values.pop(statement.place, None)
            links.notes.pop(statement.place, None)


# --- what has changed since an older state --------------------------------------------------------


def _names_differ(older: Wiki, wiki: Wiki) -> bool:
    """Whether other words may be names, or names of others."""
    if older.vocabulary is not wiki.vocabulary or older.entries.keys() != wiki.entries.keys():
        return True
    pairs = ((older.entries[id], entry) for id, entry in wiki.entries.items() if older.entries[id] is not entry)
    return any((a.names, a.aliases, a.weak) != (b.names, b.aliases, b.weak) for a, b in pairs)


def _differences(
    before: Mapping[Language, Names], now: Mapping[Language, Names], older: Wiki, wiki: Wiki
) -> Iterator[str]:
    """All words that stand for others than before, folded; and brackets, where they are filled with a name."""
    if before is now:
        return
    for language, names in now.items():
        yield from names.differences(before[language])
    for id in older.entries.keys() | wiki.entries.keys():
        one, other = older.entries.get(id), wiki.entries.get(id)
        if one is None or other is None or (one is not other and one.names != other.names):
            yield fold_for_linking(f"[[{id}")


class _Changed:
    """Tells texts that may read otherwise than before."""

    def __init__(self, words: Iterable[str], wiki: Wiki) -> None:
        self._words = set(words)
        self._wiki = wiki

    def concerns(self, texts: Iterable[tuple[Language, str]]) -> bool:
        if not self._words:
            return False
        folded = fold_for_linking("\n".join(form for language, text in texts for form in self._forms(language, text)))
        return any(words in folded for words in self._words)

    def _forms(self, language: Language, text: str) -> Iterator[str]:
        yield text
        if "[[" in text:  # what is read there is something else: a name may reach from within brackets to beyond them
            yield split_links(text, self._wiki.names_in(language))[0]


def _prose_of(entry: Entry) -> Iterator[tuple[Language, str]]:
    """All that is linked in an entry, each piece with its language."""
    yield from entry.summary.items()
    for statement in entry.statements:
        if isinstance(statement.value, Mapping):
            yield from statement.value.items()
        if statement.note:
            yield from statement.note.items()


def _prose_of_text(text: Text) -> Iterator[tuple[Language, str]]:
    return ((language, segment.text) for language, version in text.versions.items() for segment in version.segments)


# --- prose ------------------------------------------------------------------------------------


def _link_prose(
    texts: Localized, wiki: Wiki, names: Mapping[Language, Names], named: set[EntryId]
) -> dict[Language, Prose]:
    """Link one piece of prose in its languages; adds to `named` whom it surely names."""
    split = {language: split_links(text, wiki.names_in(language)) for language, text in texts.items()}
    reading = Reading(split, names, named)
    prose = reading.decide()
    named |= reading.surely_named
    return prose


def link_text(text: str, stated: Sequence[Stated], language: Language, names: Names, known: set[EntryId]) -> Prose:
    """Link a piece of running text in one language; `known` entries were named before it."""
    return Reading({language: (text, stated)}, {language: names}, known).decide()[language]


def _link_rows(text: Text, wiki: Wiki, names: Mapping[Language, Names]) -> Iterator[Row]:
    for segment, reading in read_rows(text, wiki, names):
        versions = reading.decide()
        yield Row(text.id, segment, versions, entries_named(versions))


def entries_named(versions: Mapping[Language, Prose]) -> tuple[EntryId, ...]:
    """Every entry that one of the versions surely names, in the order of their ids."""
    return tuple(sorted({m.entry for prose in versions.values() for m in prose.mentions if m.entry}))


def read_rows(text: Text, wiki: Wiki, names: Mapping[Language, Names]) -> Iterator[tuple[SegmentId, "Reading"]]:
    """The segments of a text as the ladder sees them, one after the other: each grows out of those before it."""
    namings: dict[SegmentId, list[Naming]] = {}
    for naming in text.names:
        namings.setdefault(naming.segment, []).append(naming)
    by_language = {
        language: {segment.id: segment.text for segment in version.segments}
        for language, version in text.versions.items()
    }
    named: frozenset[EntryId] = frozenset()
    for segment in text.segments:
        split = {}
        for language, texts in by_language.items():
            raw = texts[segment.id]
            plain, stated = (raw, []) if language == text.original else split_links(raw, wiki.names_in(language))
            split[language] = (plain, [*stated, *_stated_in(plain, namings.get(segment.id, ()), stated)])
        reading = Reading(split, names, named)
        yield segment.id, reading
        if not reading.surely_named <= named:
            named |= reading.surely_named


def _stated_in(text: str, namings: Sequence[Naming], brackets: Sequence[Stated]) -> list[Stated]:
    """Wherever the words stand, they are meant; except within others, or where brackets say something."""
    if not namings:
        return []
    folded = fold_in_place(text)
    stated: list[Stated] = []
    for naming in sorted(namings, key=lambda naming: -len(naming.words)):
        for match in re.finditer(re.escape(fold_in_place(naming.words)), folded):
            here = Stated(match.start(), match.end(), naming.entry, naming.place)
            in_word = within_word(folded, here.start) or within_word(folded, here.end)
            if not in_word and not _overlaps(here, (*brackets, *stated)):
                stated.append(here)
    return stated


def _overlaps(found: Found | Stated, stated: Sequence[Stated]) -> bool:
    return any(found.start < s.end and s.start < found.end for s in stated)


# --- the ladder -------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Rung:
    """What one reason says of a name that does not decide by itself."""

    why: Why
    speaks_for: tuple[EntryId, ...]
    """Of the candidates. Exactly one: it decides. Several: nothing does. None: the next rung is asked."""


class Reading:
    """One segment in all its versions, as the ladder sees it."""

    def __init__(
        self,
        texts: Mapping[Language, tuple[str, Sequence[Stated]]],
        names: Mapping[Language, Names],
        named: Set[EntryId],
    ) -> None:
        """Find the names.

        Args:
            texts: what is read, and what was stated of it.
            names: those to look for.
            named: the entries that were surely named before.
        """
        self.texts = {language: text for language, (text, _) in texts.items()}
        self.stated = {language: stated for language, (_, stated) in texts.items()}
        self.found = {
            language: [name for name in names[language].find(text) if not (stated and _overlaps(name, stated))]
            for language, (text, stated) in texts.items()
        }
        """What looks like a name and was not stated; one without candidates is listed as none."""
        self.sure = {
            language: [mention for name in self.found[language] if (mention := _by_itself(name))]
            + [Mention(s.start, s.end, s.entry, "stated") for s in stated if s.entry]
            for language, (_, stated) in texts.items()
        }
        """What needs no other names to be decided."""
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
        """What is asked of a name that does not decide by itself; nothing, if it is only a part of one."""
        if _is_part_of_a_name(name, self.texts[language]):
            return ()
        elsewhere = {m.entry for other, sure in self.sure.items() if other != language for m in sure}
        here = {m.entry for m in self.sure[language] if m.start < name.start}
        candidates = [candidate.entry for candidate in name.candidates]
        return (
            Rung("aligned", tuple(entry for entry in candidates if entry in elsewhere)),
            Rung("in-text", tuple(entry for entry in candidates if entry in here or entry in self._named)),
        )


def _decided(name: Found, rungs: Iterable[Rung]) -> Mention:
    """The first reason that speaks decides; if it speaks for several candidates, nothing does."""
    for rung in rungs:
        match rung.speaks_for:
            case (entry,):
                return Mention(name.start, name.end, entry, rung.why)
            case (_, _, *_):
                break
    return Mention(name.start, name.end, None, "unsure", tuple(candidate.entry for candidate in name.candidates))


_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"\w·$"), re.compile(r"·\w")


def _is_part_of_a_name(name: Found, text: str) -> bool:
    """Whether a dot joins the words to others: 汗 may be somebody, and 叶海亚·汗 somebody whom no entry knows."""
    folded = fold_in_place(text)
    return bool(_JOINED_BEFORE.search(folded, 0, name.start) or _JOINED_BEHIND.match(folded, name.end))


def _by_itself(name: Found) -> Mention | None:
    """Words that belong to one entry only, and say enough."""
    if len(name.candidates) != 1 or name.candidates[0].is_weak:
        return None
    only = name.candidates[0]
    return Mention(name.start, name.end, only.entry, "name" if only.is_full_name else "alias")
