"""entries/sources.yml: the works that statements cite; and citing them."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from charsu import mappings, readers
from charsu.files import is_there
from charsu.located import Fields, Items, Node, Scalar, read_yaml
from charsu.mappings import Record
from charsu.model import Language, Source, Vocabulary, Work
from charsu.problems import Place, Problems, quote
from charsu.readers import Reader

WORKS = "entries/sources.yml"
WORK_KEYS = {"title", "author", "publisher", "published", "language", "kind", "url", "part", "note"}


def load_works(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary | None, problems: Problems
) -> tuple[Mapping[str, Work], frozenset[str] | None]:
    """Read the works.

    Returns:
        The works by id; the ids of all, the refused ones too, or None if the file could not be read.
    """
    if not is_there(root / WORKS):
        return {}, frozenset()
    node = read_yaml(root, WORKS, problems)
    if node is None:
        return {}, None
    works = mappings.map_of(_work_id, _work_reader(languages, vocabulary), "a-work: {title: …}")(node, problems) or {}
    all_ids = frozenset(node.fields) if isinstance(node, Fields) else None
    return {id: dataclasses.replace(works[id], id=id) for id in sorted(works)}, all_ids


RESERVED_IDS = frozenset({"content", "top"})
"""What the page of works itself calls parts of it."""


def _work_id(name: str, place: Place, problems: Problems) -> str | None:
    if name in RESERVED_IDS:
        problems.add(
            place, f"{quote(name)} cannot be the id of a work", "The page of works uses it; choose another word."
        )
        return None
    return readers.slug(Scalar(place, name), problems)


def _work_reader(languages: tuple[Language, ...], vocabulary: Vocabulary | None) -> Reader[Work]:
    known = vocabulary is not None and vocabulary.complete
    kind = readers.one_of(vocabulary.work_kinds, "kind of work") if vocabulary and known else readers.text

    def work(node: Node, problems: Problems) -> Work | None:
        record = Record(node, WORK_KEYS, problems)
        title = record.require("title", readers.text)
        found = {
            "author": record.get("author", readers.text),
            "publisher": record.get("publisher", readers.text),
            "language": record.get("language", _any_language),
            "kind": record.get("kind", kind),
            "url": record.get("url", readers.url),
        }
        published = record.get("published", readers.date)
        part = record.get("part", mappings.localized(languages))
        note = record.get("note", mappings.localized(languages))
        if not record.complete or title is None:
            return None
        return Work(id="", title=title, part=part, published=published, note=note, place=record.place, **found)

    return work


def _any_language(node: Node, problems: Problems) -> str | None:
    found = readers.text(node, problems)
    if found is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", found):
        problems.add(node.place, f"expected a language code, found {quote(found)}", "Such as en, zh, vi, fa or pt-BR.")
        return None
    return found


# --- citing ------------------------------------------------------------------------------------

SOURCE_HINT = 'Every statement says where it comes from: sources: [a-work, "a-text#p1s2"].'


def read_sources(node: Node, problems: Problems) -> tuple[Source, ...] | None:
    """The sources of one statement; at least one."""
    found = mappings.list_of(_source)(node, problems)
    if found is None:
        return None
    if isinstance(node, Items) and not node.items:
        problems.add(node.place, "the list of sources is empty", SOURCE_HINT)
        return None
    for number, source in enumerate(found):
        if source in found[:number]:
            problems.add(source.place, f"the source {quote(source.id)} is written twice", "Once is enough.")
    return found


def _source(node: Node, problems: Problems) -> Source | None:
    found = readers.text(node, problems)
    if found is None:
        return None
    text, hash, segment = found.partition("#")
    if not hash:
        return Source(work=found, place=node.place)
    return Source(text=text.strip(), segment=segment.strip(), place=node.place)
