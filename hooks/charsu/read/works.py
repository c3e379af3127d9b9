"""entries/sources.yml: the works that statements cite; and citing them."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from charsu.model.records import Language, Source, Vocabulary, Work
from charsu.read import mappings, readers
from charsu.read.json_schema import SPACE, accepts, schema_of, spaced
from charsu.read.mappings import FieldReader
from charsu.read.readers import Reader
from charsu.read.yaml_nodes import Fields, Items, Node, read_yaml
from charsu.support.diagnostics import Problems, quote
from charsu.support.textfile import is_there
from charsu.text.ledger import SEGMENT

WORKS = "entries/sources.yml"
WORK_KEYS = {"title", "author", "publisher", "published", "language", "kind", "url", "part", "note"}


def load_works(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary | None, problems: Problems
) -> tuple[Mapping[str, Work], frozenset[str] | None]:
    """Read the works.

    Returns:
        The works by id; the ids of all, including refused ones, or None if the file could not be read.
    """
    if not is_there(root / WORKS):
        return {}, frozenset()
    node = read_yaml(root, WORKS, problems)
    if node is None:
        return {}, None
    works = works_reader(languages, vocabulary)(node, problems) or {}
    all_ids = frozenset(node.fields) if isinstance(node, Fields) else None
    return {id: dataclasses.replace(works[id], id=id) for id in sorted(works)}, all_ids


def works_reader(languages: tuple[Language, ...], vocabulary: Vocabulary | None) -> Reader[dict[str, Work]]:
    """Make a reader of all works; their ids are filled in later."""
    return mappings.map_of(_work_id, _work_reader(languages, vocabulary), "a-work: {title: …}")


RESERVED_IDS = frozenset({"content", "top"})
"""Ids that the page of works uses for its own parts."""


@accepts({**schema_of(readers.slug), "title": "id of a work", "not": {"enum": sorted(RESERVED_IDS)}})
def _work_id(node: Node, problems: Problems) -> str | None:
    found = readers.slug(node, problems)
    if found in RESERVED_IDS:
        problems.add(
            node.place, f"{quote(found)} cannot be the id of a work", "The page of works uses it; choose another id."
        )
        return None
    return found


def _work_reader(languages: tuple[Language, ...], vocabulary: Vocabulary | None) -> Reader[Work]:
    known = vocabulary is not None and vocabulary.complete
    kind = readers.one_of(vocabulary.work_kinds, "kind of work") if vocabulary and known else readers.text

    def work(node: Node, problems: Problems) -> Work | None:
        fields = FieldReader(node, WORK_KEYS, problems, Work)
        title = fields.require("title", readers.text)
        found = {
            "author": fields.get("author", readers.text),
            "publisher": fields.get("publisher", readers.text),
            "language": fields.get("language", _any_language),
            "kind": fields.get("kind", kind),
            "url": fields.get("url", readers.url),
        }
        published = fields.get("published", readers.date)
        part = fields.get("part", mappings.localized(languages))
        note = fields.get("note", mappings.localized(languages))
        if not fields.complete or title is None:
            return None
        return Work(id="", title=title, part=part, published=published, note=note, place=fields.place, **found)

    return work


_LANGUAGE_CODE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


@accepts({"title": "language code", "type": "string", "pattern": spaced(_LANGUAGE_CODE)})
def _any_language(node: Node, problems: Problems) -> str | None:
    found = readers.text(node, problems)
    if found is not None and not re.fullmatch(_LANGUAGE_CODE, found):
        problems.add(
            node.place,
            f"expected a language code, found {quote(found)}",
            "Write a code such as en, zh, vi, fa or pt-BR.",
        )
        return None
    return found


# --- citing ------------------------------------------------------------------------------------

SOURCE_HINT = 'Every statement needs its sources: write sources: [a-work, "a-text#p1s2"].'


# Editors refuse other forms by this schema. `resolve` reports them, since it knows near ids.
@accepts(
    {
        "title": "source",
        "description": "A work of entries/sources.yml, or a segment of a text: a-text#p1s2.",
        "type": ["string", "integer"],
        "minimum": 0,
        "pattern": spaced(f"{readers.SLUG.pattern}(?:{SPACE}*#{SPACE}*{SEGMENT.pattern})?"),
        "patternErrorMessage": "A source is the id of a work, or of a segment: a-text#p1s2.",
    }
)
def _source(node: Node, problems: Problems) -> Source | None:
    found = readers.text(node, problems)
    if found is None:
        return None
    text, hash, segment = found.partition("#")
    if not hash:
        return Source(work=found, place=node.place)
    return Source(text=text.strip(), segment=segment.strip(), place=node.place)


_sources = mappings.list_of(_source, once=lambda source: f"the source {quote(source.id)}")


@accepts(lambda: {"title": "sources", **schema_of(_sources), "minItems": 1})
def read_sources(node: Node, problems: Problems) -> tuple[Source, ...] | None:
    """Read the sources of one statement, at least one."""
    found = _sources(node, problems)
    if found is None:
        return None
    if isinstance(node, Items) and not node.items:
        problems.add(node.place, "the list of sources is empty", SOURCE_HINT)
        return None
    return found
