"""Linker: find and decide all names in texts, summaries and statements. The rules are in `ladder`."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.link.ladder import SegmentReading, Surroundings, overlaps
from charsu.link.mentions import Links, Prose, Row, TextEvidence, entries_named, entries_within
from charsu.link.name_changes import ChangedNames, changed_names, names_differ, prose_of, prose_of_text
from charsu.link.nested import NamesWithin
from charsu.link.nested_changes import concerned_names, must_link_all
from charsu.link.surroundings import EntryEvidence, changed_evidence, settle
from charsu.link.word_evidence import find_namesakes, find_words, gather_evidence, sum_named
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
    older, known = before or (None, _NOTHING)
    if older and (older.languages != wiki.languages or must_link_all(older, wiki)):
        older, known = None, _NOTHING
    if older and not names_differ(older, wiki):
        plain: Mapping[Language, Names] = {language: names.plain for language, names in known.names.items()}
    else:
        plain = names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)
    known_plain = {language: names.plain for language, names in known.names.items()}
    changed = ChangedNames(_changed(older, wiki, known_plain, plain), wiki)
    evidence = EntryEvidence(wiki)
    within = NamesWithin(wiki, plain)

    # First, texts are linked as if no name were an ordinary word; that shows which ones are.
    changed_texts = [
        text
        for id, text in wiki.texts.items()
        if older is None or older.texts.get(id) is not text or changed.concern(prose_of_text(text))
    ]
    linked = dict(known.rows)
    gathered = dict(known.evidence)
    for rows, of_texts in map_chunks(changed_texts, lambda some: _link_texts(some, wiki, plain, evidence, within), 5):
        linked |= rows
        gathered |= of_texts
    gathered = {id: gathered[id] for id in wiki.texts}
    named_rows = sum_named(gathered.values())
    words = find_words(gathered.values(), plain, named_rows)
    namesakes = find_namesakes(wiki.entries, plain, named_rows)
    names = {language: plain[language].revised(frozenset(words[language]), namesakes[language]) for language in plain}

    if any(names[language] is not plain[language] for language in plain):
        within = NamesWithin(wiki, names)

    # Then, what has a name that is one is linked again.
    changed = ChangedNames(_changed(older, wiki, known.names, names), wiki)
    fresh = {text.id for text in changed_texts}
    revised = ChangedNames((form for language in plain for form in names[language].differences(plain[language])), wiki)
    again = [
        text for text in wiki.texts.values() if (revised if text.id in fresh else changed).concern(prose_of_text(text))
    ]
    for rows, _ in map_chunks(again, lambda some: _link_texts(some, wiki, names, evidence, within), 5):
        linked |= rows
    pending = [
        entry
        for id, entry in wiki.entries.items()
        if older is None or older.entries.get(id) is not entry or changed.concern(prose_of(entry))
    ]
    links = Links(
        {id: linked[id] for id in wiki.texts},
        dict(known.summaries),
        dict(known.named),
        dict(known.values),
        dict(known.notes),
        names,
        gathered,
        words,
    )
    if older:
        _forget_entries(links, older, [id for id in older.entries if id not in wiki.entries])
        _forget_entries(links, older, [entry.id for entry in pending if entry.id in older.entries])
    for summaries, named, values, notes in map_chunks(
        pending, lambda some: _link_entries(some, wiki, names, within), 100
    ):
        links.summaries.update(summaries)
        links.named.update(named)
        links.values.update(values)
        links.notes.update(notes)
    return links if older is None else _in_order(links, wiki)


def _changed(
    older: Wiki | None, wiki: Wiki, before: Mapping[Language, Names], now: Mapping[Language, Names]
) -> Iterator[str]:
    """Yield all words, folded, that may mean something else than before; none if there was no older state."""
    if older:
        yield from changed_names(before, now, older, wiki)
        yield from changed_evidence(older, wiki, now)
        yield from concerned_names(older, wiki, now)


_NOTHING = Links({}, {}, {}, {}, {}, {})


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
    reading = SegmentReading(split, names, Surroundings((named,)))
    prose = within.add(reading.decide())
    named |= reading.surely_named
    return prose


def link_text(text: str, stated: Sequence[Stated], language: Language, names: Names, known: set[EntryId]) -> Prose:
    """Link a piece of running text in one language; `known`: the entries that were named before it."""
    return SegmentReading({language: (text, stated)}, {language: names}, Surroundings((known,))).decide()[language]


def _link_texts(
    texts: Iterable[Text], wiki: Wiki, names: Mapping[Language, Names], evidence: EntryEvidence, within: NamesWithin
) -> tuple[dict[str, tuple[Row, ...]], dict[str, TextEvidence]]:
    """Link the rows of texts; return them, and what their versions say about each other's names."""
    rows = {text.id: tuple(_link_rows(text, wiki, names, evidence, within)) for text in texts}
    return rows, {text.id: gather_evidence(text, rows[text.id], names) for text in texts}


def _link_rows(
    text: Text, wiki: Wiki, names: Mapping[Language, Names], evidence: EntryEvidence, within: NamesWithin
) -> Iterator[Row]:
    for segment, reading, stated in read_rows(text, wiki, names, evidence, within):
        versions = within.add(reading.decide(), stated)
        yield Row(text.id, segment, versions, entries_named(versions), entries_within(versions))


def read_rows(
    text: Text, wiki: Wiki, names: Mapping[Language, Names], evidence: EntryEvidence, within: NamesWithin
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
    readings = []
    stated_inside: list[dict[Language, list[Stated]]] = []
    for segment in text.segments:
        split, inner = {}, {}
        for language, texts in by_language.items():
            raw = texts[segment.id]
            plain, stated = (raw, []) if language == text.original else split_links(raw, wiki.names_in(language))
            if settled := _stated_in(plain, namings.get(segment.id, ()), stated):
                stated, inner[language] = within.settle(language, plain, [*stated, *settled])
            split[language] = (plain, stated)
        readings.append(SegmentReading(split, names))
        stated_inside.append(inner)
    for (id, reading), inner in zip(settle(text, readings, evidence), stated_inside, strict=True):
        yield id, reading, inner


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
