"""Read entries/vocabulary.yml: the kinds, properties and relations of this wiki.

All other files are checked against it, so a mistake in it must not make them look wrong: it is reported,
the broken part is left out, and the vocabulary is not `complete`.
"""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from charsu.model.records import Kind, Language, Localized, Property, ValueForm, Vocabulary
from charsu.read import mappings, readers
from charsu.read.json_schema import SchemaProbe, accepts, schema_of, spaced
from charsu.read.mappings import FieldReader
from charsu.read.readers import Reader
from charsu.read.yaml_nodes import Field, Fields, Items, Node, Scalar, read_yaml
from charsu.support.diagnostics import Place, Problems, did_you_mean, quote
from charsu.support.textfile import is_there

STATEMENT_KEYS = frozenset({"during", "sources", "note"})
"""Keys that every statement may have besides its property; they cannot be names of properties."""

RESERVED_FOLDERS = frozenset(
    [
        *("texts", "works", "disagreements", "quality", "timeline", "map", "relations", "changes", "random", "search"),
        *("assets", "data"),
    ]
)
"""Addresses of pages and folders that the engine generates."""

VOCABULARY = "entries/vocabulary.yml"
_SECTIONS = frozenset({"kinds", "properties", "relations", "works", "not names"})


def load_vocabulary(root: Path, languages: tuple[Language, ...], problems: Problems) -> Vocabulary | None:
    """Read the vocabulary; None if it does not define any kinds of entries."""
    if not is_there(root / VOCABULARY):
        problems.add(
            Place(VOCABULARY),
            "this file is missing",
            "It defines the kinds of entries and what statements they can have.",
        )
        return None
    node = read_yaml(root, VOCABULARY, problems)
    return read_vocabulary(node, languages, problems) if node else None


def read_vocabulary(node: Node, languages: tuple[Language, ...], problems: Problems) -> Vocabulary | None:
    """Read the vocabulary from its node; None if it does not define any kinds of entries."""
    before = problems.errors
    fields = FieldReader(node, _SECTIONS, problems)
    labels, example = _labels(languages), mappings.in_each(languages)
    kind = _kind_reader(labels, example, RESERVED_FOLDERS | {*languages})
    kinds = fields.require("kinds", mappings.map_of(mappings.any_key, kind), "{person: …}")
    if kinds is None and not isinstance(node, SchemaProbe):  # a probe needs all sections
        return None
    kinds = kinds or {}
    properties = fields.get("properties", mappings.map_of(_property_id, _property_reader(labels, example, kinds))) or {}
    relations = fields.get("relations", mappings.map_of(_property_id, _relation_reader(labels, example, kinds))) or {}
    not_names = mappings.map_of(
        mappings.language_key(languages), mappings.list_of(readers.text), mappings.in_each(languages, "[one, two]")
    )
    _check_keys(node, relations, problems)
    vocabulary = Vocabulary(
        kinds={id: dataclasses.replace(kind, id=id) for id, kind in kinds.items()},
        properties={id: dataclasses.replace(p, id=id) for id, p in (properties | relations).items()},
        work_kinds=fields.get("works", _works_reader(labels)) or {},
        not_names=fields.get("not names", not_names) or {},
    )
    _check_kinds(node, vocabulary, problems)
    return dataclasses.replace(vocabulary, complete=problems.errors == before)


@accepts({**schema_of(mappings.any_key), "title": "property", "not": {"enum": sorted(STATEMENT_KEYS)}})
def _property_id(node: Node, problems: Problems) -> str | None:
    found = mappings.any_key(node, problems)
    if found in STATEMENT_KEYS:
        problems.add(node.place, f"{quote(found)} is already a key of every statement", "Choose another word.")
    return found


def _labels(languages: tuple[Language, ...]) -> Reader[Localized]:
    read = mappings.localized(languages)
    return lambda node, problems: read(node, problems) or {}


def _kind_reader(labels: Reader[Localized], example: str, taken: frozenset[str]) -> Reader[Kind]:
    folder = _folder_reader(taken)

    def kind(node: Node, problems: Problems) -> Kind:
        fields = FieldReader(
            node, {"folder", "label", "plural", "dates", "types", "qualifiers", "surnames"}, problems, Kind
        )
        types = fields.get("types", mappings.map_of(mappings.any_key, labels)) or {}
        # The schema does not know the types of the kind, so it accepts any word.
        type = accepts(schema_of(readers.text))(readers.one_of(types, "type"))
        return Kind(
            id="",
            folder=fields.require("folder", folder, "people") or "",
            label=fields.require("label", labels, example) or {},
            plural=fields.require("plural", labels, example) or {},
            dates=fields.get("dates", mappings.list_of(readers.text)) or (),
            types=types,
            qualifiers=frozenset(fields.get("qualifiers", mappings.list_of(type)) or ()),
            surnames=fields.get("surnames", readers.flag) or False,
            place=fields.place,
        )

    return kind


def _folder_reader(taken: frozenset[str]) -> Reader[str]:
    """Read the name of a folder of entries; a wrong one is reported, but used all the same."""

    @accepts(lambda: {**schema_of(readers.slug), "title": "folder", "not": {"enum": sorted(taken)}})
    def folder(node: Node, problems: Problems) -> str | None:
        found = readers.text(node, problems)
        if found is not None and not readers.SLUG.fullmatch(found):
            hint = readers.slug_hint(found, "A folder")
            problems.add(node.place, f"{quote(found)} cannot be the folder of a kind", hint)
        elif found in taken:
            problems.add(node.place, f"the folder {quote(found)} is used by the site itself", "Choose another name.")
        return found

    return folder


_FORMS: tuple[ValueForm, ...] = ("date", "text", "string", "number", "coordinates")


_ENDS: tuple[Literal["from"], Literal["to"]] = ("from", "to")


def _property_reader(labels: Reader[Localized], example: str, kinds: Mapping[str, Kind]) -> Reader[Property]:
    def property(node: Node, problems: Problems) -> Property | None:
        fields = FieldReader(node, {"value", "single", "of", "link", "label"}, problems, Property)
        value = fields.require("value", readers.one_of(_FORMS, "form of value"), "date")
        label = fields.require("label", labels, example)
        single = fields.get("single", readers.flag) or False
        of = fields.get("of", _kind_ids(kinds)) or ()
        link = fields.get("link", _link)
        form = next((form for form in _FORMS if form == value), None)
        if link is not None and form not in ("string", None):
            problems.add(
                fields.value_place("link"), f"only a string can have a link, and this is a {form}", "Remove the link."
            )
        if not fields.complete or form is None or label is None:
            return None
        return Property(
            id="", label=label, value=form, single=single, kinds=frozenset(of), link=link, place=fields.place
        )

    return property


def _relation_reader(labels: Reader[Localized], example: str, kinds: Mapping[str, Kind]) -> Reader[Property]:
    def relation(node: Node, problems: Problems) -> Property | None:
        keys = {"from", "to", "single", "symmetric", "locates", "names its whole", "label", "inverse"}
        fields = FieldReader(node, keys, problems, Property)
        label = fields.require("label", labels, example)
        symmetric = fields.get("symmetric", readers.flag) or False
        locates = fields.get("locates", readers.flag) or False
        inverse = fields.require("inverse", labels, example, unless="symmetric") or (label if symmetric else None)
        single = fields.get("single", readers.flag) or False
        end = fields.get("names its whole", readers.one_of(_ENDS, "end of a relation"))
        start = fields.get("from", _kind_ids(kinds)) or ()
        targets = fields.get("to", _kind_ids(kinds)) or ()
        if not fields.complete or label is None or inverse is None:
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
            locates=locates,
            names_whole=next((each for each in _ENDS if each == end), None),
            place=fields.place,
        )

    return relation


def _works_reader(labels: Reader[Localized]) -> Reader[Mapping[str, Localized]]:
    def works(node: Node, problems: Problems) -> Mapping[str, Localized] | None:
        return FieldReader(node, {"kinds"}, problems).get("kinds", mappings.map_of(mappings.any_key, labels))

    return works


_AROUND_VALUE = f"[^{{}}{readers.IN_ADDRESSES[2:-1]}]"


def _kind_ids(kinds: Mapping[str, Kind]) -> Reader[tuple[str, ...]]:
    # The schema does not know the kinds of the file, so it accepts any word.
    kind = accepts(schema_of(readers.text))(readers.one_of(kinds, "kind"))
    return mappings.list_of(kind)


@accepts(
    {
        "title": "address with {} for the value",
        "type": "string",
        "pattern": spaced(rf"https?://{_AROUND_VALUE}*\{{\}}{_AROUND_VALUE}*"),
    }
)
def _link(node: Node, problems: Problems) -> str | None:
    """Read an address with {} in the place of the value."""
    found = readers.url(node, problems)
    if found is not None and (found.count("{}") != 1 or found.count("{") + found.count("}") != 2):
        problems.add(
            node.place,
            f"expected an address with one {{}} for the value, found {quote(found)}",
            "Write it like https://www.wikidata.org/wiki/{}",
        )
        return None
    return found


# --- what the parts say of one another ----------------------------------------------------------


def _check_keys(node: Node, relations: dict[str, Property], problems: Problems) -> None:
    """Properties and relations share their names; report and remove a relation whose name is taken."""
    for section in ("properties", "relations"):
        for id, field in _fields(node, section).items():
            if section == "relations" and id in _fields(node, "properties"):
                problems.add(field.key_place, f"{quote(id)} is already a property", "Give the relation another name.")
                relations.pop(id, None)


def _check_kinds(node: Node, vocabulary: Vocabulary, problems: Problems) -> None:
    dates = {property.id for property in vocabulary.properties.values() if property.value == "date"}
    refused = _fields(node, "properties").keys() - vocabulary.properties.keys()
    are_known = _are_properties_known(node)
    kind_of: dict[str, str] = {}
    for id, field in _fields(node, "kinds").items():
        fields = field.value.fields if isinstance(field.value, Fields) else {}
        if vocabulary.kinds[id].folder:
            _check_folder(id, vocabulary.kinds[id].folder, fields["folder"].value.place, kind_of, problems)
        listed = fields["dates"].value if "dates" in fields else None
        for item in listed.items if are_known and isinstance(listed, Items) else ():
            if isinstance(item, Scalar) and item.value.strip() and item.value not in dates | refused:
                problems.add(
                    item.place,
                    f"there is no property {quote(item.value)} with a date",
                    did_you_mean(item.value, dates, "Remove it, or define it under properties."),
                )


def _are_properties_known(node: Node) -> bool:
    """Whether the properties are known: not if the name or the form of their section is wrong."""
    if not isinstance(node, Fields) or not node.fields.keys() <= _SECTIONS:
        return False
    section = node.fields.get("properties")
    return section is None or isinstance(section.value, Fields)


def _check_folder(id: str, folder: str, place: Place, kind_of: dict[str, str], problems: Problems) -> None:
    if folder in kind_of:
        problems.add(
            place,
            f"the folder {quote(folder)} is already used by the kind {quote(kind_of[folder])}",
            "Each kind needs its own folder.",
        )
    kind_of.setdefault(folder, id)


def _fields(node: Node, section: str) -> Mapping[str, Field]:
    if isinstance(node, Fields) and section in node.fields:
        inner = node.fields[section].value
        if isinstance(inner, Fields):
            return inner.fields
    return {}
