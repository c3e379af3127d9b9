"""Resolve references: check what one file says about another, and make the `Wiki` of a `ParsedWiki`.

References are checked against the ids of all files, including those that `load` refused, so that
a mistake in one entry is not reported again wherever that entry is mentioned.
"""

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from charsu.incremental.readcache import NoCache, ReadCache
from charsu.model.ledger import Change
from charsu.model.records import Entry, Language, Redirect, Source, Text, Wiki
from charsu.read.load import ParsedWiki, load
from charsu.read.texts import SegmentIds
from charsu.support.diagnostics import Place, Problems, did_you_mean, quote


def read_wiki(
    root: Path, languages: tuple[Language, ...], problems: Problems, cache: ReadCache | None = None
) -> Wiki | None:
    """Load and resolve a wiki; None if there are errors.

    Args:
        root: the folder that holds `entries/` and `docs/`.
        languages: the languages of the site, the default one first.
        problems: receives all mistakes of authors.
        cache: the cache of what was read before; it is updated.
    """
    cache = cache or NoCache()
    parsed = load(root, languages, problems, cache)
    wiki = resolve(parsed, problems, cache.stored(_GOOD)) if parsed else None
    if problems.errors:
        return None
    cache.store(_GOOD, parsed)
    return wiki


_GOOD = ("resolve",)
"""Cache key of the last parsed wiki without errors."""


def resolve(parsed: ParsedWiki, problems: Problems, good: ParsedWiki | None = None) -> Wiki:
    """Check all references and all names, and report what is wrong.

    Args:
        parsed: the parsed wiki.
        problems: receives what is wrong.
        good: an earlier parsed wiki without errors; its unchanged entries are not checked again.
    """
    ids = _Ids(parsed)
    segments = {id: SegmentIds.of(text) for id, text in parsed.texts.items() if text.segments}
    checked = {entry.id: entry for entry in good.entries} if good and _allow_the_same(good, parsed) else {}
    for entry in parsed.entries:
        if checked.get(entry.id) is not entry:
            _check_statements(entry, parsed, ids, segments, problems)
    _check_full_names(parsed, problems)
    redirects = _lasting_redirects(parsed, ids, problems)
    for reference in parsed.references:
        if reference.id is None:
            problems.add(
                reference.place, "these brackets are no link", "Write [[an-id]], [[an-id|words]] or [[none|words]]."
            )
        else:
            ids.check(reference.id, reference.place, problems)
    for text in parsed.texts.values():
        _check_ledger(text, problems)
        for origin in text.provenance:
            _check_sources(origin.sources, parsed, segments, problems)
        for naming in text.names:
            if naming.entry is not None:
                ids.check(naming.entry, naming.entry_place or naming.place, problems)
    return Wiki(
        languages=parsed.languages,
        vocabulary=parsed.vocabulary,
        works=parsed.works,
        entries={entry.id: entry for entry in parsed.entries},
        texts=parsed.texts,
        base_map=parsed.base_map,
        redirects=redirects,
    )


def _allow_the_same(good: ParsedWiki, parsed: ParsedWiki) -> bool:
    """Whether the targets that statements may refer to are the same: entries, segments and works."""
    return (
        good.vocabulary is parsed.vocabulary
        and (good.entry_kinds, good.text_ids, good.work_ids) == (parsed.entry_kinds, parsed.text_ids, parsed.work_ids)
        and good.texts.keys() == parsed.texts.keys()
        and all(good.texts[id] is text for id, text in parsed.texts.items())
    )


_NO_ENTRY = "The id of an entry is the name of its file. Write that file first, or remove this."


class _Ids:
    """The ids of all entries, with the names that an author may have written instead of an id."""

    def __init__(self, parsed: ParsedWiki) -> None:
        self._parsed = parsed
        self._ids = parsed.entry_kinds
        self._renamed = {redirect.id: redirect.target for redirect in parsed.redirects}

    @functools.cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        """Name or alias -> the entries that have it, to suggest an id."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self._parsed.entries:
            for form in {form for language in self._parsed.languages for form in entry.forms(language)}:
                found[form].append(entry.id)
        return found

    def check(self, id: str, place: Place, problems: Problems) -> bool:
        """Return whether there is such an entry; report it if not."""
        if id in self._ids:
            return True
        if id in self._renamed:
            now = self.now(id) or self._renamed[id]
            problems.add(place, f"{quote(id)} was renamed to {quote(now)}", f"Write {now}.")
            return False
        named = self._by_name.get(id, [])
        hint = f"Did you mean {quote(named[0])}?" if len(named) == 1 else did_you_mean(id, self._ids, _NO_ENTRY)
        problems.add(place, f"there is no entry {quote(id)}", hint)
        return False

    def now(self, id: str) -> str | None:
        """Follow the redirects of an id to its present id; None if they form a cycle."""
        seen = set()
        while id in self._renamed and id not in self._ids:
            if id in seen:
                return None
            seen.add(id)
            id = self._renamed[id]
        return id


def _lasting_redirects(parsed: ParsedWiki, ids: _Ids, problems: Problems) -> tuple[Redirect, ...]:
    """Return every old address with the entry to which it finally leads."""
    files = {entry.id: entry.file for entry in parsed.entries}
    found = []
    for redirect in parsed.redirects:
        now = ids.now(redirect.id)
        if redirect.id in parsed.entry_kinds:
            problems.add(
                Place(files[redirect.id]) if redirect.id in files else redirect.place,
                f"the id {quote(redirect.id)} belonged to an entry that is now {quote(redirect.target)}",
                f"Links to it lead there. Choose another id; {redirect.place} reserves the old one.",
            )
        elif redirect.target == redirect.id:
            problems.add(redirect.target_place, "this redirect leads to itself", "Write the entry's present id.")
        elif now is None:
            problems.add(redirect.target_place, "these redirects form a circle", "Write the entry's present id.")
        elif now in parsed.entry_kinds:
            found.append(dataclasses.replace(redirect, target=now))
        elif now == redirect.target:  # of a chain, only the last one is reported
            ids.check(now, redirect.target_place, problems)
    return tuple(sorted(found, key=lambda redirect: redirect.address))


_Segments = Mapping[str, SegmentIds]
"""Id of a text -> its segments, for texts that have any."""


def _check_statements(entry: Entry, parsed: ParsedWiki, ids: _Ids, segments: _Segments, problems: Problems) -> None:
    properties = parsed.vocabulary.properties
    for statement in entry.statements:
        _check_sources(statement.sources, parsed, segments, problems)
        property = properties[statement.property]
        if not property.is_relation or not isinstance(statement.value, str):
            continue
        target = statement.value
        if not ids.check(target, statement.value_place, problems):
            continue
        kind = parsed.entry_kinds[target]
        if property.targets and kind is not None and kind not in property.targets:
            problems.add(
                statement.value_place,
                f"{quote(target)} is of the kind {quote(kind)}, and {quote(property.id)} does not lead there",
                f"It leads to entries of the kind: {', '.join(sorted(property.targets))}.",
            )
        elif target == entry.id:
            problems.add(
                statement.value_place, f"{quote(target)} is this entry itself", "A relation leads to another entry."
            )


def _check_sources(found: Iterable[Source], parsed: ParsedWiki, segments: _Segments, problems: Problems) -> None:
    for source in found:
        if source.work is not None:
            _check_work(source.work, source.place, parsed, problems)
        elif source.text not in parsed.text_ids:
            problems.add(
                source.place,
                f"there is no text {quote(source.text or '')}",
                did_you_mean(source.text or "", parsed.text_ids, "A text is a folder in docs/texts."),
            )
        elif source.text in segments:
            segments[source.text].check(source.segment or "", source.text, source.place, problems)


def _check_work(work: str, place: Place, parsed: ParsedWiki, problems: Problems) -> None:
    if work in (parsed.work_ids or ()):
        return
    if work in parsed.text_ids:
        problems.add(place, f"{quote(work)} is a text; a source is one segment of it", f'Write it like "{work}#p1s1".')
    elif parsed.work_ids is not None:
        problems.add(
            place,
            f"there is no work {quote(work)} in entries/sources.yml",
            did_you_mean(work, parsed.work_ids) or "Add it there. To cite a segment of a text, write a-text#p1s2.",
        )


def _check_ledger(text: Text, problems: Problems) -> None:
    """Report lines that changed since the text was sealed; only `wiki seal` may give ids to them."""
    places = {segment.id: segment.place for segment in text.segments}
    following = dict(itertools.pairwise(text.ledger.segments)) if text.ledger else {}
    for change in text.changes:
        if change.is_of_lines:
            id: str | None = change.newer[0][0] if change.newer else change.older[0][0]
            while id is not None and id not in places:
                id = following.get(id)
            problems.add(
                places[id] if id else text.segments[-1].place,
                _describe_change(change),
                f"wiki seal {text.id} shows how it understands your changes, and keeps all other ids.",
            )


def _describe_change(change: Change) -> str:
    older, newer = ([id for id, _ in said] for said in (change.older, change.newer))
    match change.what:
        case "inserted":
            return f"this line is new to the ledger; it will be {newer[0]}"
        case "deleted":
            return f"{older[0]} of the ledger is missing; this line was here: {quote(change.older[0][1])}"
        case "split":
            return f"{older[0]} of the ledger seems to be split here into {' and '.join(newer)}"
        case "merged":
            return f"{' and '.join(older)} of the ledger seem to be one line here"
    return f"{older[0]} of the ledger seems to have moved here"


def _check_full_names(parsed: ParsedWiki, problems: Problems) -> None:
    """Report entries that share a full name, since no reader could tell them apart."""
    shared: dict[tuple[str, str, str], list[str]] = {}
    for language in parsed.languages:
        owner: dict[str, Entry] = {}
        for entry in parsed.entries:
            first = owner.setdefault(entry.names[language], entry)
            if first is not entry:
                shared.setdefault((first.id, entry.id, entry.names[language]), []).append(language)
    entries = {entry.id: entry for entry in parsed.entries}
    for (first_id, id, name), found in shared.items():
        problems.add(
            entries[id].name_places.get(found[0], Place(entries[id].file)),
            f"the name {quote(name)} ({', '.join(found)}) is also the name of {entries[first_id].file}",
            "Add to one of them what distinguishes the two, and keep the shared form as an alias.",
        )
