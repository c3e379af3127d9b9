"""Read the statements of an entry: one property or relation each, with its sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from charsu.model.records import Kind, Language, Property, Statement, Value, ValueForm, Vocabulary
from charsu.read import mappings, readers
from charsu.read.json_schema import accepts, described, schema_of
from charsu.read.mappings import FieldReader
from charsu.read.readers import Reader
from charsu.read.vocabulary import STATEMENT_KEYS
from charsu.read.works import SOURCE_HINT, read_sources
from charsu.read.yaml_nodes import Field, Fields, Node
from charsu.support.diagnostics import Problems, did_you_mean, nearest, quote


def statement_reader(kind: Kind, languages: tuple[Language, ...], vocabulary: Vocabulary) -> Reader[Statement]:
    """Make a reader of statements for entries of this kind."""
    localized = mappings.localized(languages)
    values: Mapping[ValueForm, Reader[Any]] = {
        "date": readers.date,
        "text": localized,
        "string": readers.text,
        "number": readers.number,
        "coordinates": mappings.coordinates,
        "entry": _entry_id,
    }
    value_of = {
        property.id: _explained(values[property.value], property) for property in vocabulary.properties.values()
    }

    def saying(property: Property | None, misspelt: Iterable[str] = ()) -> Reader[Statement]:
        """Make a reader of statements with this property; keys in `misspelt` are not reported as missing."""

        def read(node: Node, problems: Problems) -> Statement | None:
            written = node.fields if isinstance(node, Fields) else {}
            fields = FieldReader(node, set(written) | STATEMENT_KEYS, problems, Statement)
            fields.misspelt.update(misspelt)
            value: Value | None = None
            if property is not None:
                value = fields.require(property.id, value_of[property.id])
            during = fields.get("during", readers.date)
            note = fields.get("note", localized)
            sources = fields.require("sources", read_sources, missing=("this statement has no sources", SOURCE_HINT))
            if property is None or value is None or sources is None:
                return None
            return Statement(
                property=property.id,
                value=value,
                during=during,
                sources=sources,
                note=note,
                place=written[property.id].key_place,
                value_place=fields.value_place(property.id),
            )

        return read

    @accepts(lambda: {"anyOf": [schema_of(saying(property)) for property in _properties_of(kind, vocabulary)]})
    def statement(node: Node, problems: Problems) -> Statement | None:
        if not isinstance(node, Fields):
            problems.add(
                node.place,
                f"expected a statement, found {readers.describe(node)}",
                "Write it like - born: 1953, with sources: below it.",
            )
            return None
        misspelt = _misspelt_keys(node.fields, vocabulary)
        for name, key in misspelt.items():
            problems.add(
                node.fields[name].key_place, f"there is no key {quote(name)} here", f"Did you mean {quote(key)}?"
            )
        others = [name for name in node.fields if name not in STATEMENT_KEYS and name not in misspelt]
        property = _property(others, node, kind, languages[0], vocabulary, problems)
        return saying(property, misspelt.values())(node, problems)

    return statement


def _properties_of(kind: Kind, vocabulary: Vocabulary) -> list[Property]:
    return [p for p in vocabulary.properties.values() if not p.kinds or kind.id in p.kinds]


def _explained(read: Reader[Any], property: Property) -> Reader[Any]:
    """Return the reader with the property's meaning added to its schema."""
    names = " · ".join(dict.fromkeys(property.label.values()))
    leads_to = f" → {', '.join(sorted(property.targets))}" if property.targets else ""
    return accepts(lambda: described(schema_of(read), names + leads_to))(read)


# Editors refuse other forms by this schema. `resolve` reports them, since it knows near ids.
@accepts({**schema_of(readers.slug), "title": "id of an entry"})
def _entry_id(node: Node, problems: Problems) -> str | None:
    found = readers.text(node, Problems())
    if found is None:
        problems.add(
            node.place,
            f"expected the id of an entry, found {readers.describe(node)}",
            "A relation leads to one entry. Write its id without brackets; for more entries, add more statements.",
        )
    return found


def _misspelt_keys(fields: Mapping[str, Field], vocabulary: Vocabulary) -> dict[str, str]:
    """Find misspelt `sources`, `during` or `note`: the key as written -> the key that was meant."""
    found = {}
    for name in fields:
        if name not in STATEMENT_KEYS and name not in vocabulary.properties:
            meant = nearest(name, STATEMENT_KEYS)
            if (
                meant is not None
                and meant not in fields
                and nearest(name, vocabulary.properties.keys() | {meant}) == meant
            ):
                found[name] = meant
    return found


def _property(
    names: list[str], node: Fields, kind: Kind, language: Language, vocabulary: Vocabulary, problems: Problems
) -> Property | None:
    """Find the property of a statement. `names` are its keys, except those that every statement may have."""
    if not names:
        problems.add(
            node.place, "this statement says nothing", "It needs a property or a relation, such as born: 1953."
        )
        return None
    known = vocabulary.properties
    first, *others = sorted(names, key=lambda name: name not in known)
    for name in others:
        if name in known:
            problems.add(
                node.fields[name].key_place,
                f"a statement has one property or relation, and this one already has {quote(first)}",
                "Begin a new statement with its own sources.",
            )
        elif vocabulary.complete:
            problems.add(
                node.fields[name].key_place, f"there is no key {quote(name)} here", did_you_mean(name, STATEMENT_KEYS)
            )
    found = known.get(first)
    if found is None and vocabulary.complete:
        problems.add(
            node.fields[first].key_place,
            f"there is no property or relation {quote(first)}",
            _inverse_hint(first, language, vocabulary)
            or did_you_mean(first, known, "entries/vocabulary.yml lists them."),
        )
    if found is not None and found.kinds and kind.id not in found.kinds:
        problems.add(
            node.fields[first].key_place,
            f"{quote(first)} is not for entries of the kind {quote(kind.id)}",
            f"It is for entries of the kind: {', '.join(sorted(found.kinds))}.",
        )
    return found


def _inverse_hint(name: str, language: Language, vocabulary: Vocabulary) -> str | None:
    """Return a hint if the name is an inverse: a relation is written on only one of its two entries."""
    for property in vocabulary.properties.values():
        inverse = (property.inverse or {}).get(language, "")
        if inverse.lower() == name.lower() and not property.symmetric:
            return f"Write {quote(property.id)} on the other entry; {quote(name)} appears here automatically."
    return None
