"""Resolve: is everything that one file says of another true? Sources in, the `Wiki` out.

References are checked against the ids of all files, also of those that were refused in `load`:
a mistake in one entry must not be told again by everybody who names that entry.
"""

from collections.abc import Iterable

from charsu.load import Sources
from charsu.model import Entry, Naming, Source, Wiki
from charsu.problems import Place, Problems, did_you_mean, quote


def resolve(sources: Sources, problems: Problems) -> Wiki:
    """Check all references and all names; what is wrong is told."""
    entry_ids = sources.entry_kinds
    _check_vocabulary(sources, problems)
    _check_folders_are_free(sources, problems)
    for entry in sources.entries:
        _check_statements(entry, sources, problems)
    _check_full_names(sources, problems)
    for reference in sources.references:
        if reference.id not in entry_ids:
            problems.add(
                reference.place,
                f"there is no entry {quote(reference.id)}",
                did_you_mean(reference.id, entry_ids),
            )
    for text in sources.texts.values():
        for origin in text.provenance:
            _check_sources(origin.sources, sources, problems)
        _check_namings(text.names, entry_ids, problems)
    return Wiki(
        languages=sources.languages,
        vocabulary=sources.vocabulary,
        works=sources.works,
        entries={entry.id: entry for entry in sources.entries},
        texts=sources.texts,
    )


def _check_vocabulary(sources: Sources, problems: Problems) -> None:
    properties = sources.vocabulary.properties
    seen: dict[str, str] = {}
    for kind in sources.vocabulary.kinds.values():
        if kind.folder in seen:
            problems.add(
                kind.place,
                f"the folder {quote(kind.folder)} is also that of the kind {quote(seen[kind.folder])}",
                "Each kind has a folder of its own.",
            )
        seen[kind.folder] = kind.id
        for name in kind.dates:
            if name not in properties or properties[name].value != "date":
                problems.add(
                    kind.place,
                    f"'dates' names {quote(name)}, which is no property with a date",
                    did_you_mean(name, (p.id for p in properties.values() if p.value == "date")),
                )


RESERVED_FOLDERS = frozenset({"texts", "works", "disagreements", "unsure", "assets", "data"})
"""Addresses of pages and folders that the engine makes by itself."""


def _check_folders_are_free(sources: Sources, problems: Problems) -> None:
    for kind in sources.vocabulary.kinds.values():
        if kind.folder in RESERVED_FOLDERS:
            problems.add(
                kind.place, f"the folder {quote(kind.folder)} is used by the site itself", "Choose another name."
            )


def _check_statements(entry: Entry, sources: Sources, problems: Problems) -> None:
    properties = sources.vocabulary.properties
    for statement in entry.statements:
        _check_sources(statement.sources, sources, problems)
        property = properties[statement.property]
        if not property.is_relation or not isinstance(statement.value, str):
            continue
        target = statement.value
        kind = sources.entry_kinds.get(target)
        if kind is None:
            problems.add(
                statement.value_place, f"there is no entry {quote(target)}", did_you_mean(target, sources.entry_kinds)
            )
        elif property.targets and kind not in property.targets:
            problems.add(
                statement.value_place,
                f"{quote(property.id)} does not lead to a {kind}, and {quote(target)} is one",
                f"It leads to: {', '.join(sorted(property.targets))}.",
            )
        elif target == entry.id:
            problems.add(
                statement.value_place, f"{quote(target)} is this entry itself", "A relation leads to another entry."
            )


def _check_sources(found: Iterable[Source], sources: Sources, problems: Problems) -> None:
    for source in found:
        if source.work is not None:
            if source.work in sources.text_ids:
                problems.add(
                    source.place,
                    f"{quote(source.work)} is a text; a source is one segment of it",
                    f'Such as "{source.work}#p1s1".',
                )
            elif source.work not in sources.work_ids:
                problems.add(
                    source.place,
                    f"there is no work {quote(source.work)} in entries/sources.yml",
                    did_you_mean(source.work, sources.work_ids),
                )
        elif source.text not in sources.text_ids:
            problems.add(
                source.place,
                f"there is no text {quote(source.text or '')}",
                did_you_mean(source.text or "", sources.text_ids),
            )
        elif (text := sources.texts.get(source.text or "")) is not None:
            segments = [segment.id for segment in text.segments]
            if source.segment not in segments:
                problems.add(
                    source.place,
                    f"there is no segment {quote(source.segment or '')} in the text {quote(text.id)}",
                    did_you_mean(source.segment or "", segments) or f"Its last one is {segments[-1]}.",
                )


def _check_full_names(sources: Sources, problems: Problems) -> None:
    """Two entries of one full name could never be told apart."""
    for language in sources.languages:
        owner: dict[str, Entry] = {}
        for entry in sources.entries:
            name = entry.names[language]
            first = owner.setdefault(name, entry)
            if first is not entry:
                problems.add(
                    Place(entry.file),
                    f"the name {quote(name)} ({language}) is also that of {first.file}",
                    "Add to one of them what tells the two apart, and keep the shared form as an alias.",
                )


def _check_namings(namings: Iterable[Naming], entry_ids: Iterable[str], problems: Problems) -> None:
    known = set(entry_ids)
    for naming in namings:
        if naming.entry is not None and naming.entry not in known:
            problems.add(naming.place, f"there is no entry {quote(naming.entry)}", did_you_mean(naming.entry, known))
