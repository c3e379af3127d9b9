"""entries/<folder>/<id>.yml, and <id>.<language>.md beside it where there is a longer article."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from charsu import brackets, readers
from charsu.brackets import Reference
from charsu.files import read_text
from charsu.load.vocabulary import STATEMENT_KEYS
from charsu.load.works import SOURCE_HINT, read_sources
from charsu.located import Field, Fields, Items, Node, Scalar, read_yaml
from charsu.model import (
    Entry,
    Kind,
    Language,
    Localized,
    Property,
    Statement,
    Value,
    ValueForm,
    Vocabulary,
)
from charsu.problems import Place, Problems, did_you_mean, quote
from charsu.readers import Reader, Record

RESERVED_IDS = frozenset({"by-date", brackets.NONE})
"""An address that the engine itself uses inside a folder of entries; and what says that there is no entry."""

_ENTRY_KEYS = {"name", "aliases", "weak", "unverified", "type", "summary", "statements"}


def load_entries(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary, problems: Problems
) -> tuple[tuple[Entry, ...], Mapping[str, str], list[Reference]]:
    """Read all entries.

    Returns:
        The entries by id; the kind of every entry file, the refused ones too; every [[id]] in them.
    """
    references: list[Reference] = []
    folders = {kind.folder: kind for kind in vocabulary.kinds.values()}
    entries: list[Entry] = []
    files: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for path in sorted((root / "entries").glob("*/*")):
        file = path.relative_to(root).as_posix()
        if path.name.startswith("."):
            continue
        kind = folders.get(path.parent.name)
        if kind is None:
            folder = path.parent.name
            problems.add(
                Place(file), f"no kind of entry lives in the folder {quote(folder)}", did_you_mean(folder, folders)
            )
            continue
        if path.suffix == ".md":
            _check_article_name(path, file, languages, problems)
            continue
        if path.suffix != ".yml":
            problems.add(
                Place(file), "this is neither an entry (.yml) nor an article (.md)", "Rename it, or move it elsewhere."
            )
            continue
        id = path.stem
        if not readers.SLUG.fullmatch(id) or id in RESERVED_IDS:
            problems.add(
                Place(file),
                f"{quote(id)} cannot be the id of an entry",
                "The file's name is the id: small letters a–z, digits and single hyphens, such as ismail-khan.yml.",
            )
            continue
        if id in files:
            problems.add(
                Place(file),
                f"there are two entries {quote(id)}",
                f"The other one is {files[id]}. An id is unique over all folders.",
            )
            continue
        files[id], kinds[id] = file, kind.id
        node = read_yaml(root, file, problems)
        references += _references_in(node)
        entry = None if node is None else _entry(node, id, kind, file, languages, vocabulary, problems)
        if entry is not None:
            articles = _load_articles(path, root, languages, problems)
            for language, article in articles.items():
                start = Place(f"{file.removesuffix('.yml')}.{language}.md")
                references += brackets.references(article, start, markdown=True)
            entries.append(dataclasses.replace(entry, articles=articles))
    return tuple(sorted(entries, key=lambda entry: entry.id)), kinds, references


def _references_in(node: Node | None) -> Iterator[Reference]:
    match node:
        case Scalar(place=place, value=value):
            yield from brackets.references(value, place)
        case Items(items=items):
            for item in items:
                yield from _references_in(item)
        case Fields(fields=fields):
            for field in fields.values():
                yield from _references_in(field.value)


def _check_article_name(path: Path, file: str, languages: tuple[Language, ...], problems: Problems) -> None:
    id, _, language = path.stem.rpartition(".")
    if language not in languages:
        problems.add(
            Place(file),
            "the name of an article is its entry's id and a language",
            f"Such as {id or path.stem}.{languages[0]}.md.",
        )
    elif not path.with_name(f"{id}.yml").exists():
        problems.add(
            Place(file),
            f"there is no entry {id}.yml beside this article",
            did_you_mean(id, (p.stem for p in path.parent.glob("*.yml"))),
        )


def _load_articles(path: Path, root: Path, languages: tuple[Language, ...], problems: Problems) -> Localized:
    articles = {}
    for language in languages:
        article = path.with_name(f"{path.stem}.{language}.md")
        if article.exists():
            text = read_text(article, article.relative_to(root).as_posix(), problems)
            if text is not None:
                articles[language] = text
    return articles


def _entry(
    node: Node,
    id: str,
    kind: Kind,
    file: str,
    languages: tuple[Language, ...],
    vocabulary: Vocabulary,
    problems: Problems,
) -> Entry | None:
    record = Record(node, _ENTRY_KEYS, problems)
    localized = readers.localized(languages)
    forms = readers.map_of(readers.language_key(languages), readers.list_of(_located_text))
    names = record.require("name", localized)
    aliases = record.get("aliases", forms) or {}
    weak = record.get("weak", forms) or {}
    unverified = record.get("unverified", forms) or {}
    type = record.get("type", readers.one_of(kind.types, f"type of {kind.id}"))
    summary = record.require("summary", localized)
    statements = record.get("statements", readers.list_of(_statement_reader(kind, languages, vocabulary))) or ()
    if names is None or summary is None:
        return None
    for language, given in aliases.items():
        seen = {names[language]}
        for alias, place in given:
            if alias in seen:
                problems.add(place, f"the name {quote(alias)} is written twice", "Once is enough.")
            seen.add(alias)
    known = {language: {names[language], *(alias for alias, _ in aliases.get(language, ()))} for language in languages}
    for marks in (weak, unverified):
        for language, given in marks.items():
            for form, place in given:
                if form not in known[language]:
                    problems.add(
                        place,
                        f"{quote(form)} is none of this entry's names in {language}",
                        did_you_mean(form, known[language]),
                    )
    return Entry(
        id=id,
        kind=kind.id,
        names=names,
        aliases={language: tuple(alias for alias, _ in given) for language, given in aliases.items()},
        weak=_pairs(weak),
        unverified=_pairs(unverified),
        type=type,
        summary=summary,
        statements=statements,
        file=file,
    )


_Forms = Mapping[Language, tuple[tuple[str, Place], ...]]


def _located_text(node: Node, problems: Problems) -> tuple[str, Place] | None:
    found = readers.text(node, problems)
    return None if found is None else (found, node.place)


def _pairs(forms: _Forms) -> frozenset[tuple[Language, str]]:
    return frozenset((language, form) for language, given in forms.items() for form, _ in given)


def _statement_reader(kind: Kind, languages: tuple[Language, ...], vocabulary: Vocabulary) -> Reader[Statement]:
    known = vocabulary.properties
    localized = readers.localized(languages)
    values: Mapping[ValueForm, Reader[Any]] = {
        "date": readers.date,
        "text": localized,
        "string": readers.text,
        "number": readers.number,
        "coordinates": readers.coordinates,
        "entry": readers.text,
    }

    def the_property(fields: Mapping[str, Field], place: Place, problems: Problems) -> Property | None:
        others = [name for name in fields if name not in STATEMENT_KEYS]
        if not others:
            problems.add(
                place, "this statement says nothing", "It needs a property or a relation, such as: born: 1953."
            )
            return None
        for name in others[1:]:
            if name in known:
                problems.add(
                    fields[name].key_place,
                    f"a statement says one thing, and this one says {quote(others[0])} already",
                    "Begin a new item, with sources of its own.",
                )
            else:
                problems.add(
                    fields[name].key_place, f"there is no key {quote(name)} here", did_you_mean(name, STATEMENT_KEYS)
                )
        name = others[0]
        found = known.get(name)
        if found is None:
            problems.add(
                fields[name].key_place,
                f"there is no property or relation {quote(name)}",
                _inverse_hint(name, languages[0], vocabulary) or did_you_mean(name, known),
            )
        elif found.kinds and kind.id not in found.kinds:
            problems.add(
                fields[name].key_place,
                f"{quote(name)} is not said of a {kind.id}",
                f"It is said of: {', '.join(sorted(found.kinds))}.",
            )
        return found

    def statement(node: Node, problems: Problems) -> Statement | None:
        if not isinstance(node, Fields):
            problems.add(
                node.place,
                f"expected a statement, found {readers.describe(node)}",
                "Such as: - born: 1953, with sources: below it.",
            )
            return None
        property = the_property(node.fields, node.place, problems)
        record = Record(node, set(node.fields) | STATEMENT_KEYS, problems)
        value: Value | None = None
        if property is not None:
            value = record.require(property.id, values[property.value])
        during = record.get("during", readers.date)
        note = record.get("note", localized)
        if "sources" not in node.fields:
            problems.add(node.place, "this statement has no sources", SOURCE_HINT)
        sources = record.get("sources", read_sources)
        if property is None or value is None or sources is None:
            return None
        return Statement(
            property=property.id,
            value=value,
            during=during,
            sources=sources,
            note=note,
            place=node.fields[property.id].key_place,
            value_place=record.value_place(property.id),
        )

    return statement


def _inverse_hint(name: str, language: Language, vocabulary: Vocabulary) -> str | None:
    """A relation is written on one of its entries only; help who wrote it on the other one."""
    for property in vocabulary.properties.values():
        if property.inverse and not property.symmetric and property.inverse[language].lower() == name.lower():
            return f"Write {quote(property.id)} on the other entry; {quote(name)} appears here by itself."
    return None
