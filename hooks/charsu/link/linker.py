"""Linker: find and decide all names in texts, summaries and statements. The rules are in `ladder`."""

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.link.ladder import SegmentReading, overlaps
from charsu.link.mentions import Links, Prose, Row, entries_named, entries_within
from charsu.link.name_changes import ChangedNames, changed_names, names_differ, prose_of, prose_of_text
from charsu.link.nested import NamesWithin
from charsu.link.nested_changes import concerned_names, must_link_anew
from charsu.model.records import Entry, EntryId, Language, Localized, Naming, SegmentId, Text, Wiki
from charsu.support.diagnostics import Place
from charsu.support.parallel import map_chunks
from charsu.text.folding import fold_in_place
from charsu.text.name_matcher import Names, names_of, within_word
from charsu.text.wikilinks import Stated, split_links


def link(wiki: Wiki, before: tuple[Wiki, Links] | None = None) -> Links:
    """Find and decide all names in texts, summaries and statements.

    Args:
        wiki: the wiki.
        before: an older state, linked. What has not changed since then, and has none of the names that have, is
            not linked again.
    """
    if before is None or before[0].languages != wiki.languages or must_link_anew(before[0], wiki):
        names: Mapping[Language, Names] = names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)
        links = Links({}, {}, {}, {}, {}, names)
        older: Wiki | None = None
        linked: dict[str, tuple[Row, ...]] = {}
        changed = ChangedNames((), wiki)
    else:
        older, known = before
        linked = dict(known.rows)
        is_same = not names_differ(older, wiki)
        names = known.names if is_same else names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)
        links = Links({}, dict(known.summaries), dict(known.named), dict(known.values), dict(known.notes), names)
        words = itertools.chain(changed_names(known.names, names, older, wiki), concerned_names(older, wiki, names))
        changed = ChangedNames(words, wiki)
        _forget_entries(links, older, [id for id in older.entries if id not in wiki.entries])
    pending = [
        entry
        for id, entry in wiki.entries.items()
        if older is None or older.entries.get(id) is not entry or changed.concern(prose_of(entry))
    ]
    if older:
        _forget_entries(links, older, [entry.id for entry in pending if entry.id in older.entries])
    within = NamesWithin(wiki, names)
    for summaries, named, values, notes in map_chunks(
        pending, lambda some: _link_entries(some, wiki, names, within), 100
    ):
        links.summaries.update(summaries)
        links.named.update(named)
        links.values.update(values)
        links.notes.update(notes)
    texts = [
        text
        for id, text in wiki.texts.items()
        if older is None or older.texts.get(id) is not text or changed.concern(prose_of_text(text))
    ]
    for rows in map_chunks(
        texts, lambda some: {text.id: tuple(_link_rows(text, wiki, names, within)) for text in some}, 5
    ):
        linked |= rows
    links.rows.update((id, linked[id]) for id in wiki.texts)
    return links if older is None else _in_order(links, wiki)


_Versions = dict[Language, Prose]
_Named = dict[EntryId, tuple[EntryId, ...]]


def _link_entries(
    entries: Iterable[Entry], wiki: Wiki, names: Mapping[Language, Names], within: NamesWithin
) -> tuple[dict[EntryId, _Versions], _Named, dict[Place, _Versions], dict[Place, _Versions]]:
    """Link the summaries of entries, and the values and notes of their statements."""
    summaries, named_in, values, notes = {}, {}, {}, {}
    for entry in entries:
        # An entry's page is read as one text: statements may use short names of the entries that the summary names.
        named = {entry.id}
        summaries[entry.id] = _link_prose(entry.summary, wiki, names, named, within)
        named_in[entry.id] = tuple(id for id in entries_named(summaries[entry.id]) if id != entry.id)
        for statement in entry.statements:
            if isinstance(statement.value, Mapping):
                values[statement.place] = _link_prose(statement.value, wiki, names, named, within)
            if statement.note:
                notes[statement.place] = _link_prose(statement.note, wiki, names, named, within)
    return summaries, named_in, values, notes


def _in_order(links: Links, wiki: Wiki) -> Links:
    """Return the links in the order in which a first run would have found them."""
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


# --- prose ------------------------------------------------------------------------------------


def _link_prose(
    texts: Localized, wiki: Wiki, names: Mapping[Language, Names], named: set[EntryId], within: NamesWithin
) -> dict[Language, Prose]:
    """Link one piece of prose in its languages, and add the entries that it surely names to `named`."""
    split = {language: split_links(text, wiki.names_in(language)) for language, text in texts.items()}
    reading = SegmentReading(split, names, named)
    prose = within.add(reading.decide())
    named |= reading.surely_named
    return prose


def link_text(text: str, stated: Sequence[Stated], language: Language, names: Names, known: set[EntryId]) -> Prose:
    """Link a piece of running text in one language; `known`: the entries that were named before it."""
    return SegmentReading({language: (text, stated)}, {language: names}, known).decide()[language]


def _link_rows(text: Text, wiki: Wiki, names: Mapping[Language, Names], within: NamesWithin) -> Iterator[Row]:
    for segment, reading, stated in read_rows(text, wiki, names, within):
        versions = within.add(reading.decide(), stated)
        yield Row(text.id, segment, versions, entries_named(versions), entries_within(versions))


def read_rows(
    text: Text, wiki: Wiki, names: Mapping[Language, Names], within: NamesWithin
) -> Iterator[tuple[SegmentId, SegmentReading, Mapping[Language, Sequence[Stated]]]]:
    """Yield the segments of a text with the names found in them, and what is stated of words within longer names.

    Each segment depends on those before it.
    """
    namings: dict[SegmentId, list[Naming]] = {}
    for naming in text.names:
        namings.setdefault(naming.segment, []).append(naming)
    by_language = {
        language: {segment.id: segment.text for segment in version.segments}
        for language, version in text.versions.items()
    }
    named: frozenset[EntryId] = frozenset()
    for segment in text.segments:
        split, inner = {}, {}
        for language, texts in by_language.items():
            raw = texts[segment.id]
            plain, stated = (raw, []) if language == text.original else split_links(raw, wiki.names_in(language))
            if settled := _stated_in(plain, namings.get(segment.id, ()), stated):
                stated, inner[language] = within.settle(language, plain, [*stated, *settled])
            split[language] = (plain, stated)
        reading = SegmentReading(split, names, named)
        yield segment.id, reading, inner
        if not reading.surely_named <= named:
            named |= reading.surely_named


def _stated_in(text: str, namings: Sequence[Naming], brackets: Sequence[Stated]) -> list[Stated]:
    """Return what `text.yml` states about words wherever they are: not within words, nor where brackets say more.

    Words may be within longer ones; `NamesWithin.settle` decides what counts there.
    """
    if not namings:
        return []
    folded = fold_in_place(text)
    stated: list[Stated] = []
    for naming in sorted(namings, key=lambda naming: -len(naming.words)):
        for match in re.finditer(re.escape(fold_in_place(naming.words)), folded):
            here = Stated(match.start(), match.end(), naming.entry, naming.place)
            in_word = within_word(folded, here.start) or within_word(folded, here.end)
            crossed = [other for other in stated if not (other.start <= here.start and here.end <= other.end)]
            if not in_word and not overlaps(here, (*brackets, *crossed)) and here not in stated:
                stated.append(here)
    return stated
