"""Read docs/texts/<text>/: text.yml, one Markdown file per version, and a ledger; see `versions` and `ledgers`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from charsu.incremental.readcache import CachedRead, ReadCache
from charsu.model.ledger import Change, Ledger
from charsu.model.records import Language, Naming, Origin, SegmentId, Text, Version
from charsu.read import mappings, readers
from charsu.read.documents import TEXTS
from charsu.read.json_schema import INK, SPACE, accepts, schema_of, whole
from charsu.read.ledgers import LEDGER, load_ledger
from charsu.read.mappings import FieldReader
from charsu.read.versions import Translators, check_rows, load_versions, name_segments
from charsu.read.works import read_sources
from charsu.read.yaml_nodes import Fields, Node, read_yaml
from charsu.support.diagnostics import Place, Problems, quote
from charsu.support.textfile import is_there, list_folder, names_in
from charsu.text import wikilinks
from charsu.text.ledger import SEGMENT, OriginalLine, retire, understand
from charsu.text.wikilinks import Reference

STATUSES = ("draft", "reviewed")
"""What the status of a translation may be."""

TEXT_KEYS = {
    "title", "title_note", "original", "date", "author", "byline", "about",
    "provenance", "rights", "layout", "translations", "notes", "names", "anonymous",
}  # fmt: skip


def load_texts(
    root: Path, languages: tuple[Language, ...], problems: Problems, cache: ReadCache
) -> tuple[Mapping[str, Text], frozenset[str], list[Reference]]:
    """Read all texts.

    Returns:
        The texts by id; the ids of all, including refused ones; every [[id]] in translations (an
        original is never marked up, so it has no links).
    """
    references: list[Reference] = []
    readings: list[CachedRead[tuple[Text | None, list[Reference]]]] = []
    texts = {}
    ids = set()
    for folder in list_folder(root / TEXTS, root, problems):
        id = folder.name
        if not folder.is_dir():
            problems.add(
                Place(folder.relative_to(root).as_posix()),
                "this file is in the wrong place",
                "A text is a folder with a text.yml and a file for each version.",
            )
            continue
        ids.add(id)
        if not readers.SLUG.fullmatch(id):
            problems.add(
                Place(folder.relative_to(root).as_posix()),
                f"{quote(id)} cannot be the id of a text",
                readers.slug_hint(id, "A folder's name"),
            )
        paths = [f"{folder}/{name}" for name in names_in(folder, root, problems)]
        make = partial(_load_text, folder, root, languages)
        readings.append(CachedRead((TEXTS, id), (str(folder), *paths), (languages,), make))
    for reading, (text, links) in zip(readings, cache.get_all(readings, problems), strict=True):
        references += links
        if text is not None:
            texts[reading.key[1]] = text
    return texts, frozenset(ids), references


def _load_text(
    folder: Path, root: Path, languages: tuple[Language, ...], problems: Problems
) -> tuple[Text | None, list[Reference]]:
    """Read one text; None if any part of it was refused. Also return the links in its translations."""
    file = (folder / "text.yml").relative_to(root).as_posix()
    node = None
    if is_there(folder / "text.yml"):
        node = read_yaml(root, file, problems)
    else:
        problems.add(
            Place(file),
            "this file is missing",
            "It describes the text, names the original version, and says who translated it.",
        )
    if node is None:
        load_versions(folder, root, None, languages, None, Place(file), problems)
        return None, []
    fields, original, translations = _versions_said(node, languages, problems)
    translators = _translators(node, translations or {})
    place = fields.value_place("original")
    versions = load_versions(folder, root, original, languages, translators, place, problems)
    is_sealed = is_there(folder / LEDGER)
    ledger = load_ledger(folder, root, problems) if is_sealed else None
    changes: tuple[Change, ...] = ()
    if original in versions and versions[original].segments:
        if not is_sealed:
            problems.warn(
                Place(file),
                "this text has no ledger yet, so the ids of its segments are not permanent",
                f"wiki seal {folder.name} writes one.",
            )
        elif ledger is not None:
            lines = [OriginalLine(segment.text, segment.paragraph) for segment in versions[original].segments]
            ids, changes = understand(ledger, lines)
            versions = name_segments(versions, original, ids)
        check_rows(versions, original, problems)
    text = _text(node, fields, folder.name, original, languages, versions, ledger, changes, problems)
    if is_sealed and ledger is None:
        text = None  # citations of its segments must not be reported as mistakes
    return text, list(_links_in(versions, original)) if original else []


def _links_in(versions: Mapping[Language, Version], original: Language) -> Iterator[Reference]:
    for version in versions.values():
        if version.language != original:
            for segment in version.segments:
                yield from wikilinks.references(segment.text, segment.place)


# --- text.yml -----------------------------------------------------------------------------------


def read_text_file(node: Node, languages: tuple[Language, ...], problems: Problems) -> None:
    """Report what is wrong in text.yml, without the versions beside it."""
    fields, original, _ = _versions_said(node, languages, problems)
    _text(node, fields, "", original, languages, {}, None, (), problems)


def _versions_said(
    node: Node, languages: tuple[Language, ...], problems: Problems
) -> tuple[FieldReader, Language | None, Mapping[Language, tuple[str, str]] | None]:
    """Read which version is the original, and who made the others."""
    fields = FieldReader(node, TEXT_KEYS, problems, Text)
    original = fields.require("original", readers.language_code(languages), languages[0])
    translations = fields.get(
        "translations", mappings.map_of(mappings.language_key(languages), _translation, _TRANSLATIONS)
    )
    return fields, original, translations


def _text(
    node: Node,
    fields: FieldReader,
    id: str,
    original: Language | None,
    languages: tuple[Language, ...],
    versions: Mapping[Language, Version],
    ledger: Ledger | None,
    changes: tuple[Change, ...],
    problems: Problems,
) -> Text | None:
    localized = mappings.localized(languages)
    example = mappings.in_each(languages)
    title = fields.require("title", localized, example)
    about = fields.require("about", localized, example)
    rights = fields.require("rights", localized, example)
    title_note = fields.get("title_note", localized)
    date = fields.get("date", readers.date)
    author = fields.get("author", localized)
    anonymous = fields.get("anonymous", readers.flag) or False
    byline = fields.get("byline", localized)
    layout = fields.get("layout", localized)
    by_segment = mappings.map_of(_segment_key, mappings.list_of(localized), "p1s2: [{…}]")
    notes = fields.get("notes", by_segment) or {}
    names = fields.get("names", _namings) or ()

    def origin(node: Node, problems: Problems) -> Origin | None:
        fields = FieldReader(node, {"says", "sources"}, problems, Origin)
        says = fields.require("says", localized, example)
        sources = fields.require("sources", read_sources, "[a-work]")
        return None if says is None or sources is None else Origin(says=says, sources=sources)

    provenance = fields.get("provenance", mappings.list_of(origin)) or ()
    base = versions.get(original) if original else None
    if base is not None and base.segments:
        segments = [segment.id for segment in base.segments]
        _check_segments(node, SegmentIds(segments, ledger, changes), problems)
        _check_namings(names, segments, versions, problems)
    if title is None or about is None or rights is None or original is None or base is None:
        return None
    return Text(
        id=id,
        title=title,
        title_note=title_note,
        original=original,
        date=date,
        author=author,
        anonymous=anonymous,
        byline=byline,
        about=about,
        provenance=provenance,
        rights=rights,
        layout=layout,
        versions=versions,
        notes=notes,
        names=names,
        ledger=ledger,
        changes=changes,
        place=fields.place,
    )


_TRANSLATIONS = "en: {by: …, status: draft}"


def _translation(node: Node, problems: Problems) -> tuple[str, str] | None:
    fields = FieldReader(node, {"by", "status"}, problems)
    by = fields.require("by", readers.text)
    status = fields.require("status", readers.one_of(STATUSES, "status"), STATUSES[0])
    return None if by is None or status is None else (by, status)


def _translators(node: Node, good: Mapping[Language, tuple[str, str]]) -> Translators:
    """Return who made each translation; None for a value that was refused."""
    field = node.fields.get("translations") if isinstance(node, Fields) else None
    if field is None:
        return {}
    if not isinstance(field.value, Fields):
        return None
    return {language: (good.get(language), inner.key_place) for language, inner in field.value.fields.items()}


# Editors refuse other forms by this schema. `check` reports them further down, where it knows near ids.
@accepts({"title": "id of a segment", "type": "string", "pattern": whole(SEGMENT.pattern)})
def _segment_key(node: Node, problems: Problems) -> str | None:
    return mappings.any_key(node, problems)


@accepts({"title": "words", "type": "string", "pattern": whole(f"{SPACE}*{INK}(?:{SPACE}|{INK})*")})
def _words_key(node: Node, problems: Problems) -> str | None:
    found = mappings.any_key(node, problems) or ""
    if not found.strip():
        problems.add(node.place, "this has no words", "Write {some words: an-entry}.")
        return None
    return found


def _namings(node: Node, problems: Problems) -> tuple[Naming, ...] | None:
    """Read `names:` of a text: segment -> words -> entry, or "none"."""
    of_segment = mappings.map_of(_words_key, _located_id, "{some words: an-entry}")
    found = mappings.map_of(_segment_key, of_segment, "p1s2: {some words: an-entry}")(node, problems)
    if found is None or not isinstance(node, Fields):
        return None
    namings = []
    for segment, field in node.fields.items():
        for words, inner in field.value.fields.items() if isinstance(field.value, Fields) else ():
            if entry := found.get(segment, {}).get(words):
                namings.append(
                    Naming(
                        segment=segment,
                        words=words,
                        entry=None if entry[0] == wikilinks.NONE else entry[0],
                        place=inner.key_place,
                        entry_place=entry[1],
                    )
                )
    return tuple(namings)


@accepts({**schema_of(readers.slug), "title": "id of an entry, or none"})
def _located_id(node: Node, problems: Problems) -> tuple[str, Place] | None:
    found = readers.text(node, problems)
    return None if found is None else (found, node.place)


# --- what text.yml says of the versions ---------------------------------------------------------


class SegmentIds:
    """The ids of a text's segments: those in use, and what has become of the others."""

    def __init__(self, segments: Sequence[SegmentId], ledger: Ledger | None, changes: Sequence[Change]) -> None:
        """`segments` are those in use, in order."""
        self._segments = dict.fromkeys(segments)
        self._retired = retire(ledger, changes, segments) if ledger else {}
        # `wiki seal`, which must be run then, replaces them by their present id wherever they are cited.
        self._being_merged = {id for change in changes if change.what == "merged" for id, _ in change.older}

    @classmethod
    def of(cls, text: Text) -> "SegmentIds":
        return cls([segment.id for segment in text.segments], text.ledger, text.changes)

    def check(self, id: SegmentId, text: str | None, place: Place, problems: Problems) -> None:
        """Report it if there is no such segment. `text` is the id of the text; None for the text being read."""
        if id in self._segments or id in self._being_merged:
            return
        if id not in self._retired:
            where = f"the text {quote(text)}" if text else "this text"
            problems.add(place, f"there is no segment {quote(id)} in {where}", self._hint(id))
            return
        steps = []
        at = id
        while at in self._retired:
            steps.append(self._retired[at])
            at = steps[-1].segment
        if steps[0].how == "into":
            found = f"{id} was merged into {steps[0].segment}"
        else:
            side = "after" if steps[0].how == "after" else "before"
            found = f"{id} was deleted; it came {side} {steps[0].segment}"
        if all(step.how == "into" for step in steps):
            problems.add(place, found, f"Write {at}.")
        else:
            problems.add(place, found, f"Remove this, or write the id of the right segment; {at} is the nearest.")

    def _hint(self, id: str) -> str | None:
        """Return the hint for an id that was never in use."""
        match = SEGMENT.match(id)
        there = [other for other in self._segments if match and other.startswith(f"p{match[1]}s")]
        if there:
            return f"The last line of this paragraph is {there[-1]}."
        if self._segments:
            last = list(self._segments)[-1]
            return f"The last segment of the text is {last}: p for the paragraph, s for the line in it."
        return None


def _check_segments(node: Node, segments: SegmentIds, problems: Problems) -> None:
    for key in ("notes", "names"):
        field = node.fields.get(key) if isinstance(node, Fields) else None
        if field is None or not isinstance(field.value, Fields):
            continue
        for segment, inner in field.value.fields.items():
            segments.check(segment, None, inner.key_place, problems)


def _check_namings(
    namings: tuple[Naming, ...], segments: list[str], versions: Mapping[Language, Version], problems: Problems
) -> None:
    said: dict[str, list[str]] = {id: [] for id in segments}
    for version in versions.values():
        for segment in version.segments:
            said.setdefault(segment.id, []).append(segment.text)
    for naming in namings:
        if naming.segment in segments and not any(naming.words in text for text in said[naming.segment]):
            elsewhere = [id for id in segments if any(naming.words in text for text in said[id])]
            problems.add(
                naming.place,
                f"no version of {naming.segment} has the words {quote(naming.words)}",
                f"They are in {elsewhere[0]}." if len(elsewhere) == 1 else "Copy them from the text.",
            )
