"""docs/texts/<text>/: text.yml, and one Markdown file for each version."""

import re
from collections.abc import Mapping
from pathlib import Path

from charsu import brackets, readers
from charsu.brackets import Reference
from charsu.files import read_text
from charsu.load.works import read_sources
from charsu.located import Field, Fields, Node, read_yaml
from charsu.model import Language, Naming, Origin, Segment, Text, Version
from charsu.problems import Place, Problems, did_you_mean, quote
from charsu.readers import Record

STATUSES = ("draft", "reviewed")
"""Of a translation."""

_TEXT_KEYS = {
    "title", "title_note", "original", "date", "author", "byline", "about",
    "provenance", "rights", "layout", "translations", "notes", "names",
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
    for folder in sorted(path for path in (root / "docs/texts").glob("*") if path.is_dir()):
        file = (folder / "text.yml").relative_to(root).as_posix()
        id = folder.name
        ids.add(id)
        if not readers.SLUG.fullmatch(id):
            problems.add(
                Place(file),
                f"{quote(id)} cannot be the id of a text",
                "The folder's name is the id: small letters a–z, digits and single hyphens.",
            )
            continue
        if not (folder / "text.yml").exists():
            problems.add(
                Place(file),
                "this file is missing",
                "It says what the text is, which version is the original and who translated it.",
            )
            continue
        node = read_yaml(root, file, problems)
        text = None if node is None else _text(node, id, folder, root, languages, problems)
        if text is not None:
            texts[id] = text
            references += (
                reference
                for version in text.versions.values()
                if version.language != text.original
                for segment in version.segments
                for reference in brackets.references(segment.text, segment.place)
            )
    return texts, frozenset(ids), references


def _text(
    node: Node, id: str, folder: Path, root: Path, languages: tuple[Language, ...], problems: Problems
) -> Text | None:
    record = Record(node, _TEXT_KEYS, problems)
    localized = readers.localized(languages)
    language_key = readers.language_key(languages)
    title = record.require("title", localized)
    original = record.require("original", readers.language_code(languages))
    about = record.require("about", localized)
    rights = record.require("rights", localized)
    title_note = record.get("title_note", localized)
    date = record.get("date", readers.date)
    author = record.get("author", localized)
    byline = record.get("byline", localized)
    layout = record.get("layout", localized)
    translations = record.get("translations", readers.map_of(language_key, _translation)) or {}
    notes = record.get("notes", readers.map_of(readers.any_key, readers.list_of(localized))) or {}
    names = record.get("names", _namings) or ()

    def origin(node: Node, problems: Problems) -> Origin | None:
        record = Record(node, {"says", "sources"}, problems)
        says = record.require("says", localized)
        sources = record.require("sources", read_sources)
        return None if says is None or sources is None else Origin(says=says, sources=sources)

    provenance = record.get("provenance", readers.list_of(origin)) or ()
    if title is None or original is None or about is None or rights is None:
        return None
    versions = _load_versions(folder, root, original, languages, translations, record.place, problems)
    if original not in versions:
        return None
    _check_rows(versions, original, problems)
    segments = {segment.id for segment in versions[original].segments}
    if isinstance(node, Fields):
        for key in ("notes", "names"):
            _check_segment_keys(node.fields.get(key), segments, problems)
    for naming in names:
        if naming.segment in segments and not _stands_in(naming, versions):
            problems.add(
                naming.place,
                f"the words {quote(naming.words)} stand in no version of {naming.segment}",
                "Copy them from the text.",
            )
    return Text(
        id=id,
        title=title,
        title_note=title_note,
        original=original,
        date=date,
        author=author,
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


def _translation(node: Node, problems: Problems) -> tuple[str, str] | None:
    record = Record(node, {"by", "status"}, problems)
    by = record.require("by", readers.text)
    status = record.require("status", readers.one_of(STATUSES, "status"))
    return None if by is None or status is None else (by, status)


def _namings(node: Node, problems: Problems) -> tuple[Naming, ...] | None:
    """`names:` of a text: segment -> words -> entry, or "none"."""
    if not isinstance(node, Fields):
        problems.add(
            node.place, f"expected a mapping, found {readers.describe(node)}", "Write p1s2: {some words: an-entry}."
        )
        return None
    found = []
    for segment, field in node.fields.items():
        if not isinstance(field.value, Fields):
            problems.add(
                field.value.place,
                f"expected a mapping, found {readers.describe(field.value)}",
                "Write {some words: an-entry}.",
            )
            continue
        for words, target in field.value.fields.items():
            entry = readers.text(target.value, problems)
            if entry is not None:
                found.append(
                    Naming(
                        segment=segment, words=words, entry=None if entry == brackets.NONE else entry, place=target.key_place
                    )
                )
    return tuple(found)


def _check_segment_keys(field: Field | None, segments: set[str], problems: Problems) -> None:
    if field is not None and isinstance(field.value, Fields):
        for segment, inner in field.value.fields.items():
            if segment not in segments:
                problems.add(
                    inner.key_place,
                    f"there is no segment {quote(segment)} in this text",
                    did_you_mean(segment, segments),
                )


def _stands_in(naming: Naming, versions: Mapping[Language, Version]) -> bool:
    return any(
        naming.words in segment.text
        for version in versions.values()
        for segment in version.segments
        if segment.id == naming.segment
    )


def _load_versions(
    folder: Path,
    root: Path,
    original: Language,
    languages: tuple[Language, ...],
    translations: Mapping[Language, tuple[str, str]],
    place: Place,
    problems: Problems,
) -> dict[Language, Version]:
    versions = {}
    for path in sorted(folder.glob("*.md")):
        file = path.relative_to(root).as_posix()
        match = re.fullmatch(r"index\.(.+)", path.stem)
        if not match or match[1] not in languages:
            problems.add(
                Place(file), "this is no version of the text", f"Versions are called index.{languages[0]}.md and so on."
            )
            continue
        language = match[1]
        by, status = translations.get(language, (None, None))
        if language != original and by is None:
            problems.add(
                place,
                f"'translations' does not say who made the version in {language}",
                f"Write {language}: {{by: …, status: draft}}.",
            )
        content = read_text(path, file, problems)
        if content is not None:
            segments = read_segments(content, file, problems)
            versions[language] = Version(language=language, segments=segments, by=by, status=status)
    if original not in versions and not (folder / f"index.{original}.md").exists():
        problems.add(place, f"there is no original: index.{original}.md is missing")
    for language in sorted(set(translations) - set(versions)):
        if not (folder / f"index.{language}.md").exists():
            problems.add(place, f"'translations' names {language}, but index.{language}.md is missing")
    return versions


def read_segments(content: str, file: str, problems: Problems) -> tuple[Segment, ...]:
    """Cut a version into segments: one a line; a blank line ends a paragraph.

    `# ` before a heading and `> ` before each line of a quotation are layout, no part of the text.
    """
    segments: list[Segment] = []
    paragraph, within = 0, 0
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            within = 0
            continue
        if within == 0:
            paragraph += 1
        within += 1
        role, text, column = "prose", line, 1
        for mark, marked_role in (("# ", "heading"), ("> ", "quotation")):
            if line.startswith(mark):
                role, text, column = marked_role, line[len(mark) :], len(mark) + 1
        place = Place(file, number, column)
        if role == "heading" and within > 1:
            problems.add(place, "a heading stands inside a paragraph", "Put a blank line before it.")
        segments.append(
            Segment(
                id=f"p{paragraph}s{within}",
                text=text.strip(),
                paragraph=paragraph,
                role="heading" if role == "heading" else "quotation" if role == "quotation" else "prose",
                place=place,
            )
        )
    if not segments:
        problems.add(Place(file), "the file is empty", "One sentence a line, a blank line between paragraphs.")
    return tuple(segments)


def _check_rows(versions: Mapping[Language, Version], original: Language, problems: Problems) -> None:
    """A translation has the paragraphs and lines of its original, and its headings and quotations."""
    base = _paragraphs(versions[original])
    for language, version in versions.items():
        if language == original or not version.segments:
            continue
        ours = _paragraphs(version)
        if len(ours) != len(base):
            _tell_paragraphs(base, ours, problems)
            continue
        for number, theirs_here in base.items():
            ours_here = ours[number]
            if len(theirs_here) != len(ours_here):
                problems.add(
                    ours_here[0].place,
                    f"paragraph {number} has {_lines(len(ours_here))} here"
                    f" and {_lines(len(theirs_here))} in the original",
                    f"The original's begins at {theirs_here[0].place}. Line by line, both say the same.",
                )
                continue
            for ours_line, their_line in zip(ours_here, theirs_here, strict=True):
                if ours_line.role != their_line.role:
                    problems.add(
                        ours_line.place,
                        f"{ours_line.id} is {_role(ours_line.role)} here and {_role(their_line.role)} in the original",
                        f"The original's is at {their_line.place}.",
                    )


def _tell_paragraphs(base: Mapping[int, list[Segment]], ours: Mapping[int, list[Segment]], problems: Problems) -> None:
    """One problem for a lost or added paragraph, at the first place where the two differ."""
    differs = next((n for n in ours if n not in base or len(ours[n]) != len(base[n])), len(ours))
    counterpart = base.get(differs, base[len(base)])
    problems.add(
        ours[differs][0].place,
        f"{len(ours)} paragraphs here and {len(base)} in the original; the first that differs is paragraph {differs}",
        f"Compare with {counterpart[0].place}.",
    )


def _paragraphs(version: Version) -> dict[int, list[Segment]]:
    found: dict[int, list[Segment]] = {}
    for segment in version.segments:
        found.setdefault(segment.paragraph, []).append(segment)
    return found


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _role(role: str) -> str:
    return {"prose": "plain text", "heading": "a heading", "quotation": "a quotation"}[role]
