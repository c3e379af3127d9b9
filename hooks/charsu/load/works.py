"""entries/sources.yml: the works that statements cite; and citing them."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from charsu import readers
from charsu.located import Fields, Items, Node, Scalar, read_yaml
from charsu.model import Language, Source, Vocabulary, Work
from charsu.problems import Place, Problems, quote
from charsu.readers import Record

WORKS = "entries/sources.yml"
_WORK_KEYS = {"title", "author", "publisher", "published", "language", "kind", "url", "note"}


def load_works(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary, problems: Problems
) -> tuple[Mapping[str, Work], frozenset[str]]:
    node = read_yaml(root, WORKS, problems) if (root / WORKS).exists() else None
    if node is None:
        return {}, frozenset()

    def work(node: Node, problems: Problems) -> Work | None:
        record = Record(node, _WORK_KEYS, problems)
        title = record.require("title", readers.text)
        found = {
            "author": record.get("author", readers.text),
            "publisher": record.get("publisher", readers.text),
            "language": record.get("language", _any_language),
            "kind": record.get("kind", readers.one_of(vocabulary.work_kinds, "kind of work")),
            "url": record.get("url", readers.url),
        }
        published = record.get("published", readers.date)
        note = record.get("note", readers.localized(languages))
        if not record.complete or title is None:
            return None
        return Work(id="", title=title, published=published, note=note, place=record.place, **found)

    def work_id(name: str, place: Place, problems: Problems) -> str | None:
        return readers.slug(Scalar(place, name), problems)

    works = readers.map_of(work_id, work)(node, problems) or {}
    all_ids = frozenset(node.fields) if isinstance(node, Fields) else frozenset()
    return {id: dataclasses.replace(works[id], id=id) for id in sorted(works)}, all_ids


def _any_language(node: Node, problems: Problems) -> str | None:
    found = readers.text(node, problems)
    if found is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", found):
        problems.add(node.place, f"expected a language code, found {quote(found)}", "Such as en, zh, vi, fa or pt-BR.")
        return None
    return found


def _source(node: Node, problems: Problems) -> Source | None:
    found = readers.text(node, problems)
    if found is None:
        return None
    text, hash, segment = found.partition("#")
    if not hash:
        return Source(work=found, place=node.place)
    return Source(text=text, segment=segment, place=node.place)


def read_sources(node: Node, problems: Problems) -> tuple[Source, ...] | None:
    found = readers.list_of(_source)(node, problems)
    if found is not None and isinstance(node, Items) and not node.items:
        problems.add(node.place, "the list of sources is empty", SOURCE_HINT)
        return None
    return found


SOURCE_HINT = 'Every statement says where it comes from: sources: [a-work, "a-text#p1s2"].'
