"""docs/texts/<text>/: text.yml, and one Markdown file for each version; see `versions`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from charsu import brackets, mappings, readers
from charsu.blanks import INK, SPACE, accepts, schema_of, whole
from charsu.brackets import Reference
from charsu.files import is_there, list_folder
from charsu.load.documents import TEXTS
from charsu.load.versions import Translators, check_rows, load_versions
from charsu.load.works import SEGMENT_ID, read_sources
from charsu.located import Fields, Node, read_yaml
from charsu.mappings import Record
from charsu.model import Language, Naming, Origin, Text, Version
from charsu.problems import Place, Problems, quote

STATUSES = ("draft", "reviewed")
"""Of a translation."""

TEXT_KEYS = {
    "title", "title_note", "original", "date", "author", "byline", "about",
    "provenance", "rights", "layout", "translations", "notes", "names", "anonymous",
}  # fmt: skip


def load_texts(
    root: Path, languages: tuple[Language, ...], problems: Problems
) -> tuple[Mapping[str, Text], frozenset[str], list[Reference]]:
    """Read all texts.

    Returns:
        The texts by id; the ids of all, the refused ones too; every [[id]] in translations (an
        original is never marked up, so nothing in it is a link).
    """
    references: list[Reference] = []
    texts = {}
    ids = set()
    for folder in list_folder(root / TEXTS, root, problems):
        id = folder.name
        if not folder.is_dir():
            problems.add(
                Place(folder.relative_to(root).as_posix()),
                "this file stands in a wrong place",
                "A text is a folder with a text.yml in it, and a file for each version.",
            )
            continue
        ids.add(id)
        if not readers.SLUG.fullmatch(id):
            problems.add(
                Place(folder.relative_to(root).as_posix()),
                f"{quote(id)} cannot be the id of a text",
                readers.slug_hint(id, "A folder's name"),
            )
        text, links = _load_text(folder, root, languages, problems)
        references += links
        if text is not None:
            texts[id] = text
    return texts, frozenset(ids), references


def _load_text(
    folder: Path, root: Path, languages: tuple[Language, ...], problems: Problems
) -> tuple[Text | None, list[Reference]]:
    """One text, if nothing in it had to be refused; and the links in its translations."""
    file = (folder / "text.yml").relative_to(root).as_posix()
    node = None
    if is_there(folder / "text.yml"):
        node = read_yaml(root, file, problems)
    else:
        problems.add(
            Place(file),
            "this file is missing",
            "It says what the text is, which version is the original and who translated it.",
        )
    if node is None:
        load_versions(folder, root, None, languages, None, Place(file), problems)
        return None, []
    record, original, translations = _versions_said(node, languages, problems)
    translators = _translators(node, translations or {})
    place = record.value_place("original")
    versions = load_versions(folder, root, original, languages, translators, place, problems)
    if original in versions:
        check_rows(versions, original, problems)
    text = _text(node, record, folder.name, original, languages, versions, problems)
    return text, list(_links_in(versions, original)) if original else []


def _links_in(versions: Mapping[Language, Version], original: Language) -> Iterator[Reference]:
    for version in versions.values():
        if version.language != original:
            for segment in version.segments:
                yield from brackets.references(segment.text, segment.place)


# --- text.yml -----------------------------------------------------------------------------------


def read_text_file(node: Node, languages: tuple[Language, ...], problems: Problems) -> None:
    """Tell what is wrong in text.yml, without the versions that stand beside it."""
    record, original, _ = _versions_said(node, languages, problems)
    _text(node, record, "", original, languages, {}, problems)


def _versions_said(
    node: Node, languages: tuple[Language, ...], problems: Problems
) -> tuple[Record, Language | None, Mapping[Language, tuple[str, str]] | None]:
    """Which version is said to be the original, and who made the others."""
    record = Record(node, TEXT_KEYS, problems, Text)
    original = record.require("original", readers.language_code(languages), languages[0])
    translations = record.get(
        "translations", mappings.map_of(mappings.language_key(languages), _translation, _TRANSLATIONS)
    )
    return record, original, translations


def _text(
    node: Node,
    record: Record,
    id: str,
    original: Language | None,
    languages: tuple[Language, ...],
    versions: Mapping[Language, Version],
    problems: Problems,
) -> Text | None:
    localized = mappings.localized(languages)
    example = mappings.in_each(languages)
    title = record.require("title", localized, example)
    about = record.require("about", localized, example)
    rights = record.require("rights", localized, example)
    title_note = record.get("title_note", localized)
    date = record.get("date", readers.date)
    author = record.get("author", localized)
    anonymous = record.get("anonymous", readers.flag) or False
    byline = record.get("byline", localized)
    layout = record.get("layout", localized)
    by_segment = mappings.map_of(_segment_key, mappings.list_of(localized), "p1s2: [{…}]")
    notes = record.get("notes", by_segment) or {}
    names = record.get("names", _namings) or ()

    def origin(node: Node, problems: Problems) -> Origin | None:
        record = Record(node, {"says", "sources"}, problems, Origin)
        says = record.require("says", localized, example)
        sources = record.require("sources", read_sources, "[a-work]")
        return None if says is None or sources is None else Origin(says=says, sources=sources)

    provenance = record.get("provenance", mappings.list_of(origin)) or ()
    base = versions.get(original) if original else None
    if base is not None and base.segments:
        segments = [segment.id for segment in base.segments]
        _check_segments(node, segments, problems)
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
        place=record.place,
    )


_TRANSLATIONS = "en: {by: …, status: draft}"


def _translation(node: Node, problems: Problems) -> tuple[str, str] | None:
    record = Record(node, {"by", "status"}, problems)
    by = record.require("by", readers.text)
    status = record.require("status", readers.one_of(STATUSES, "status"), STATUSES[0])
    return None if by is None or status is None else (by, status)


def _translators(node: Node, good: Mapping[Language, tuple[str, str]]) -> Translators:
    """Who made which translation; None for what was written, but refused."""
    field = node.fields.get("translations") if isinstance(node, Fields) else None
    if field is None:
        return {}
    if not isinstance(field.value, Fields):
        return None
    return {language: (good.get(language), inner.key_place) for language, inner in field.value.fields.items()}


# Nothing of another form can be there. Who wrote it all the same is told further down, with what is near.
@accepts({"title": "id of a segment", "type": "string", "pattern": whole(SEGMENT_ID)})
def _segment_key(node: Node, problems: Problems) -> str | None:
    return mappings.any_key(node, problems)


@accepts({"title": "words", "type": "string", "pattern": whole(f"{SPACE}*{INK}(?:{SPACE}|{INK})*")})
def _words_key(node: Node, problems: Problems) -> str | None:
    found = mappings.any_key(node, problems) or ""
    if not found.strip():
        problems.add(node.place, "there are no words here", "Write {some words: an-entry}.")
        return None
    return found


def _namings(node: Node, problems: Problems) -> tuple[Naming, ...] | None:
    """`names:` of a text: segment -> words -> entry, or "none"."""
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
                        entry=None if entry[0] == brackets.NONE else entry[0],
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


def segment_hint(segment: str, segments: Sequence[str]) -> str | None:
    """A way out for who wrote the id of a segment that is not there.

    Args:
        segment: what was written.
        segments: those of the text, in order.
    """
    paragraph = segment.partition("s")[0]
    there = [id for id in segments if id.partition("s")[0] == paragraph]
    if there:
        return f"The last line of this paragraph is {there[-1]}."
    if segments:
        return f"The last one of the text is {segments[-1]}: p for the paragraph, s for the line in it."
    return None


def _check_segments(node: Node, segments: list[str], problems: Problems) -> None:
    for key in ("notes", "names"):
        field = node.fields.get(key) if isinstance(node, Fields) else None
        if field is None or not isinstance(field.value, Fields):
            continue
        for segment, inner in field.value.fields.items():
            if segment not in segments:
                problems.add(
                    inner.key_place,
                    f"there is no segment {quote(segment)} in this text",
                    segment_hint(segment, segments),
                )


def _check_namings(
    namings: tuple[Naming, ...], segments: list[str], versions: Mapping[Language, Version], problems: Problems
) -> None:
    said: dict[str, list[str]] = {id: [] for id in segments}
    for version in versions.values():
        for segment in version.segments:
            said.setdefault(segment.id, []).append(segment.text)
    for naming in namings:
        if naming.segment in segments and not any(naming.words in text for text in said[naming.segment]):
            problems.add(
                naming.place,
                f"the words {quote(naming.words)} stand in no version of {naming.segment}",
                "Copy them from the text.",
            )
