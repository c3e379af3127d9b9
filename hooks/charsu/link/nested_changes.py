"""Nested changes: which prose has to be linked again because names within names may be meant otherwise than before."""

from collections.abc import Iterator, Mapping

from charsu.link.nested import marked_relations
from charsu.model.records import Entry, EntryId, Language, Vocabulary, Wiki
from charsu.text.folding import fold_for_linking
from charsu.text.name_matcher import Names

_MOST_CHANGED = 100
"""More changed entries than this are not looked up one by one."""


def must_link_all(older: Wiki, wiki: Wiki) -> bool:
    """Return whether names within names have other rules, or more other names than are looked up one by one."""
    if older.vocabulary is not wiki.vocabulary and _rules(older.vocabulary) != _rules(wiki.vocabulary):
        return True
    return sum(1 for _ in _changed(older, wiki)) > _MOST_CHANGED


def _rules(vocabulary: Vocabulary) -> tuple[object, ...]:
    return marked_relations(vocabulary), {kind.id: kind.qualifiers for kind in vocabulary.kinds.values()}


def concerned_names(older: Wiki, wiki: Wiki, names: Mapping[Language, Names]) -> Iterator[str]:
    """Yield the longer names, folded, within which other names may be meant than before."""
    changed = dict(_changed(older, wiki))
    if not changed:
        return
    words = {fold_for_linking(form) for entries in changed.values() for entry in entries for form in _all_forms(entry)}
    concerned = {*changed}
    for of_language in names.values():
        concerned |= {candidate.entry for found in of_language.forms_with(words) for candidate in found}
    for id in sorted(concerned & wiki.entries.keys()):
        for language, of_language in names.items():
            for form in wiki.entries[id].forms(language):
                if of_language.find_inside(form):
                    yield fold_for_linking(form)


def _changed(older: Wiki, wiki: Wiki) -> Iterator[tuple[EntryId, list[Entry]]]:
    """Yield the entries of which something counts here that has changed, as they were and as they are."""
    relations = marked_relations(wiki.vocabulary)

    def what_counts(entry: Entry) -> tuple[object, ...]:
        joined = {(s.property, s.value) for s in entry.statements if s.property in relations}
        return entry.names, entry.aliases, entry.weak, entry.kind, entry.type, joined

    for id in {*older.entries, *wiki.entries}:
        before, now = older.entries.get(id), wiki.entries.get(id)
        if before is not now and (not before or not now or what_counts(before) != what_counts(now)):
            yield id, [entry for entry in (before, now) if entry]


def _all_forms(entry: Entry) -> Iterator[str]:
    for language in entry.names:
        yield from entry.forms(language)
