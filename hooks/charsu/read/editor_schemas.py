"""JSON Schema for the files that people write, with which editors check and complete while you type.

The schemas are derived from the readers that check the files (see `json_schema`), so both agree. Only
`wiki check` finds mistakes that involve more than one value:

- whether an entry, a work, a text or a segment exists, and is of the kind that a relation leads to;
- whether two parts of a file agree: an alias that repeats the name, a weak name that the entry does not have,
  kinds and properties that the vocabulary does not have, a link on a property that is not a string, a window
  whose west lies east of its east;
- whether a range of dates runs backwards;
- whether a number in quotes is within its range;
- whether a name has a letter, or an invisible character, where deciding that takes all of Unicode;
- whether the same thing is written twice in two ways.

In a few places an editor is stricter than `check`, or reads a value differently. It reads digits as numbers:
`1e3` and `0x1F` are numbers to it, and `0044` is 44, which is not a year, so years before 1000 need quotes. It
reads `true` as a truth value: an id or a type of that name needs quotes. It accepts the words of a fixed list,
such as `draft`, only without space around them, and counts the letters of a name before they are composed.

The draft is 07: the language server behind VS Code and most other editors (yaml-language-server) reads
that and older ones.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from charsu.model.records import Kind, Language, Vocabulary
from charsu.read.entries import entry_reader
from charsu.read.json_schema import Schema, schema_of
from charsu.read.map import MAP, read_map
from charsu.read.texts import read_text_file
from charsu.read.vocabulary import VOCABULARY, read_vocabulary
from charsu.read.works import WORKS, works_reader

DRAFT = "http://json-schema.org/draft-07/schema#"

FOLDER = "entries/.schema"
"""The folder of the schemas in a wiki, for editors. It is hidden, so it is not read as entries."""

TEXT_FILES = "docs/texts/*/text.yml"


def schemas(vocabulary: Vocabulary, languages: tuple[Language, ...], address: str | None = None) -> dict[str, Schema]:
    """Return all schemas by their file names.

    Args:
        vocabulary: a complete one, since it decides what an entry may contain.
        languages: the languages of the site.
        address: the address of the folder where they are published, with a slash at the end.
    """
    readers: dict[str, Any] = {
        "vocabulary.json": lambda node, problems: read_vocabulary(node, languages, problems),
        "sources.json": works_reader(languages, vocabulary),
        "map.json": lambda node, problems: read_map(node, languages, problems),
        "text.json": lambda node, problems: read_text_file(node, languages, problems),
    }
    for kind in vocabulary.kinds.values():
        readers[file_name(kind.id)] = _entry_reader(kind, vocabulary, languages)
    return {name: _document(schema_of(read), name, address) for name, read in readers.items()}


def _entry_reader(kind: Kind, vocabulary: Vocabulary, languages: tuple[Language, ...]) -> Any:
    read = entry_reader(kind, languages, vocabulary)
    return lambda node, problems: read(node, "", "", problems)


def file_name(kind_id: str) -> str:
    """Return the file name of a kind's schema."""
    return "entry-" + re.sub(r"\W+", "-", kind_id) + ".json"


def schema_modeline(kind_id: str) -> str:
    """Return the first line of an entry, by which editors find the schema in whatever folder they were opened."""
    return f"# yaml-language-server: $schema=../{FOLDER.rpartition('/')[2]}/{file_name(kind_id)}"


def _document(schema: Schema, name: str, address: str | None) -> Schema:
    definitions: dict[str, Schema] = {}
    body = _with_references(schema, definitions)
    head = {"$schema": DRAFT, **({"$id": address + name} if address else {})}
    return {**head, **body, "definitions": dict(sorted(definitions.items()))}


def _with_references(schema: Any, definitions: dict[str, Schema]) -> Any:
    """Return the schema with each titled part moved to `definitions`, so that it is written once."""
    if isinstance(schema, list):
        return [_with_references(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _with_references(value, definitions) for key, value in schema.items()}
    title = inner.get("title")
    if not isinstance(title, str):  # a property may be called title, too
        return inner
    id = re.sub(r"\W+", "-", title).strip("-")
    if definitions.setdefault(id, inner) != inner:
        raise ValueError(f"two schemas are called {title}")
    return {"$ref": f"#/definitions/{id}"}


def as_text(schema: Schema) -> str:
    """Return a schema as the content of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# --- editors ----------------------------------------------------------------------------------------

SETTINGS = ".vscode/settings.json"


def files_of_schemas(kinds: Iterable[Kind]) -> dict[str, str]:
    """Map each schema's file to the files of the wiki that it describes, as a glob."""
    return {
        "vocabulary.json": VOCABULARY,
        "sources.json": WORKS,
        "map.json": MAP,
        "text.json": TEXT_FILES,
        **{file_name(kind.id): f"entries/{kind.folder}/*.yml" for kind in kinds},
    }


def editor_settings(written: str | None, kinds: Iterable[Kind]) -> str:
    """Return the settings of VS Code for this wiki; other settings in the file are kept.

    Args:
        written: the present content of the file, if there is one.
        kinds: the kinds of the vocabulary.

    Raises:
        ValueError: the file is not plain JSON; it may have comments, which would be lost.
    """
    settings = json.loads(written) if written else {}
    there = settings.get("yaml.schemas", {}) if isinstance(settings, dict) else None
    if not isinstance(there, dict):
        raise ValueError(f"{SETTINGS} is not a JSON object, or its yaml.schemas is not one")
    others = {key: value for key, value in there.items() if FOLDER not in key}
    ours = {f"./{FOLDER}/{name}": files for name, files in files_of_schemas(kinds).items()}
    return json.dumps({**settings, "yaml.schemas": {**others, **ours}}, ensure_ascii=False, indent=2) + "\n"
