"""entries/vocabulary.yml: the kinds, properties and relations of this wiki."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from charsu import readers
from charsu.located import Node, read_yaml
from charsu.model import Kind, Language, Localized, Property, ValueForm, Vocabulary
from charsu.problems import Place, Problems, quote
from charsu.readers import Record

STATEMENT_KEYS = frozenset({"during", "sources", "note"})
"""What every statement may say besides its property; so no property may be called that."""

VOCABULARY = "entries/vocabulary.yml"


def load_vocabulary(root: Path, languages: tuple[Language, ...], problems: Problems) -> Vocabulary | None:
    if not (root / VOCABULARY).exists():
        problems.add(
            Place(VOCABULARY),
            "this file is missing",
            "It says which kinds of entries there are and what can be said of them.",
        )
        return None
    node = read_yaml(root, VOCABULARY, problems)
    if node is None:
        return None
    record = Record(node, {"kinds", "properties", "relations", "works", "not names"}, problems)
    localized = readers.localized(languages)
    any_key = readers.any_key

    def kind(node: Node, problems: Problems) -> Kind | None:
        record = Record(node, {"folder", "label", "plural", "dates", "types"}, problems)
        folder = record.require("folder", readers.slug)
        label = record.require("label", localized)
        plural = record.require("plural", localized)
        dates = record.get("dates", readers.list_of(readers.text)) or ()
        types = record.get("types", readers.map_of(any_key, localized)) or {}
        if not record.complete or folder is None or label is None or plural is None:
            return None
        return Kind(id="", folder=folder, label=label, plural=plural, dates=dates, types=types, place=record.place)

    kinds = {
        id: dataclasses.replace(kind, id=id)
        for id, kind in (record.require("kinds", readers.map_of(any_key, kind)) or {}).items()
    }
    kind_ids = readers.list_of(readers.one_of(kinds, "kind"))

    def property(node: Node, problems: Problems) -> Property | None:
        record = Record(node, {"value", "single", "of", "link", "label"}, problems)
        forms: tuple[ValueForm, ...] = ("date", "text", "string", "number", "coordinates")
        value = record.require("value", readers.one_of(forms, "form of value"))
        label = record.require("label", localized)
        single = record.get("single", readers.flag) or False
        of = record.get("of", kind_ids) or ()
        link = record.get("link", readers.url)
        form = next((form for form in forms if form == value), None)
        if not record.complete or form is None or label is None:
            return None
        return Property(
            id="", label=label, value=form, single=single, kinds=frozenset(of), link=link, place=record.place
        )

    def relation(node: Node, problems: Problems) -> Property | None:
        record = Record(node, {"from", "to", "single", "symmetric", "label", "inverse"}, problems)
        label = record.require("label", localized)
        symmetric = record.get("symmetric", readers.flag) or False
        inverse = label if symmetric else record.require("inverse", localized)
        single = record.get("single", readers.flag) or False
        start = record.get("from", kind_ids) or ()
        targets = record.get("to", kind_ids) or ()
        if not record.complete or label is None or inverse is None:
            return None
        return Property(
            id="",
            label=label,
            value="entry",
            single=single,
            kinds=frozenset(start),
            targets=frozenset(targets),
            inverse=inverse,
            symmetric=symmetric,
            place=record.place,
        )

    def works(node: Node, problems: Problems) -> Mapping[str, Localized] | None:
        record = Record(node, {"kinds"}, problems)
        return record.get("kinds", readers.map_of(any_key, localized))

    properties = record.get("properties", readers.map_of(any_key, property)) or {}
    relations = record.get("relations", readers.map_of(any_key, relation)) or {}
    for id in properties.keys() & relations.keys():
        problems.add(relations[id].place, f"{quote(id)} is a property already", "Give the relation another name.")
    for id in (properties | relations).keys() & STATEMENT_KEYS:
        problems.add(
            (properties | relations)[id].place, f"{quote(id)} is a key of every statement", "Choose another word."
        )
    return Vocabulary(
        kinds=kinds,
        properties={id: dataclasses.replace(p, id=id) for id, p in (properties | relations).items()},
        work_kinds=record.get("works", works) or {},
        not_names=record.get(
            "not names",
            readers.map_of(readers.language_key(languages), readers.list_of(readers.text)),
        )
        or {},
    )
