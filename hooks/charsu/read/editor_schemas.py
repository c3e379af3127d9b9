"""JSON Schema for the files that people write: editors check and complete by it while they type.

The schemas are drawn out of the readers that check the files (see `blanks`), so both agree. `wiki check`
alone tells what takes more than one value to know:

- whether an entry, a work, a text or a segment exists, and is of the kind that a relation leads to;
- what one part of a file says of another: an alias that is the name itself, a weak name that is none,
  kinds and properties that the vocabulary does not have, a link from what is no string, a window whose
  west lies east of its east;
- a range of dates that runs backwards;
- the range of a number that stands in quotes;
- a name without any letter, or with something unseen, if it takes all of Unicode to see that;
- one thing written twice in two ways.

In a few places an editor is stricter than `check`, or sees something else. It reads digits as numbers: `1e3`
and `0x1F` are numbers to it, and `0044` is 44, which is no year, so years before 1000 go in quotes. It reads
`true` as no word: an id or a type of that name goes in quotes. It wants the words of a list, such as `draft`,
without space around them, and counts the letters of a name before they are composed.

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
"""Where the schemas stand in a wiki, for editors; nothing reads a hidden folder as entries."""

TEXT_FILES = "docs/texts/*/text.yml"


def schemas(vocabulary: Vocabulary, languages: tuple[Language, ...], address: str | None = None) -> dict[str, Schema]:
    """All schemas, by the name of the file in which each stands.

    Args:
        vocabulary: a complete one: what can be said of an entry depends on it.
        languages: those of the site.
        address: of the folder in which they are published, with a slash at the end.
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
    """In which file the schema of a kind stands."""
    return "entry-" + re.sub(r"\W+", "-", kind_id) + ".json"


def schema_modeline(kind_id: str) -> str:
    """First line of an entry: by it, editors find the schema wherever they were opened."""
    return f"# yaml-language-server: $schema=../{FOLDER.rpartition('/')[2]}/{file_name(kind_id)}"


def _document(schema: Schema, name: str, address: str | None) -> Schema:
    definitions: dict[str, Schema] = {}
    body = _with_references(schema, definitions)
    head = {"$schema": DRAFT, **({"$id": address + name} if address else {})}
    return {**head, **body, "definitions": dict(sorted(definitions.items()))}


def _with_references(schema: Any, definitions: dict[str, Schema]) -> Any:
    """The same, with whatever has a title said once, in `definitions`."""
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
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# --- editors ----------------------------------------------------------------------------------------

SETTINGS = ".vscode/settings.json"


def files_of_schemas(kinds: Iterable[Kind]) -> dict[str, str]:
    """File of a schema -> the files of the wiki that it describes, as a glob."""
    return {
        "vocabulary.json": VOCABULARY,
        "sources.json": WORKS,
        "map.json": MAP,
        "text.json": TEXT_FILES,
        **{file_name(kind.id): f"entries/{kind.folder}/*.yml" for kind in kinds},
    }


def editor_settings(written: str | None, kinds: Iterable[Kind]) -> str:
    """The settings of VS Code for this wiki, with all that was in them and is none of ours.

    Args:
        written: the file as it is, if there is one.
        kinds: those of the vocabulary.

    Raises:
        ValueError: the file is no plain JSON; it may have comments, which would be lost.
    """
    settings = json.loads(written) if written else {}
    there = settings.get("yaml.schemas", {}) if isinstance(settings, dict) else None
    if not isinstance(there, dict):
        raise ValueError(f"{SETTINGS} is no JSON object, or its yaml.schemas is none")
    others = {key: value for key, value in there.items() if FOLDER not in key}
    ours = {f"./{FOLDER}/{name}": files for name, files in files_of_schemas(kinds).items()}
    return json.dumps({**settings, "yaml.schemas": {**others, **ours}}, ensure_ascii=False, indent=2) + "\n"
