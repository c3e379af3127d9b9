"""Load: the files that people write -> records.

Every mistake in a file is told here, with its place. Whether what one file says of another is true
(does that entry exist?) is the next stage's matter; see `resolve`.
"""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from charsu import readers
from charsu.dates import Date
from charsu.files import read_text
from charsu.located import Field, Fields, Items, Node, Scalar, parse
from charsu.model import (
    Coordinates,
    Entry,
    Kind,
    Language,
    Localized,
    Naming,
    Origin,
    Property,
    Segment,
    Source,
    Statement,
    Text,
    Value,
    ValueForm,
    Version,
    Vocabulary,
    Work,
)
from charsu.problems import Place, Problems, did_you_mean, quote
from charsu.readers import Reader, Record

RESERVED_IDS = frozenset({"by-date"})
"""Addresses that the engine itself uses inside a folder of entries."""

STATUSES = ("draft", "reviewed")


@dataclasses.dataclass(frozen=True)
class Sources:
    """All that was read, nothing of it compared yet."""

    languages: tuple[Language, ...]
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    work_ids: frozenset[str]
    """Of all works, the refused ones too: a mistake in a work must not look like a missing work."""
    entries: tuple[Entry, ...]
    entry_kinds: Mapping[str, str]
    """Id -> kind of every entry file, the refused ones too."""
    texts: Mapping[str, Text]
    text_ids: frozenset[str]
    """Of all texts, the refused ones too."""


def load(root: Path, languages: tuple[Language, ...], problems: Problems) -> Sources | None:
    """Read `entries/` and `docs/texts/` below `root`.

    Returns None if the vocabulary could not be read: without it, every other file would look wrong.
    """
    before = len(problems)
    vocabulary = _load_vocabulary(root, languages, problems)
    if vocabulary is None or len(problems) > before:
        return None
    works, work_ids = _load_works(root, languages, vocabulary, problems)
    entries, entry_kinds = _load_entries(root, languages, vocabulary, problems)
    texts, text_ids = _load_texts(root, languages, problems)
    return Sources(languages, vocabulary, works, work_ids, entries, entry_kinds, texts, text_ids)


def _read_yaml(root: Path, file: str, problems: Problems) -> Node | None:
    text = read_text(root / file, file, problems)
    return None if text is None else parse(text, file, problems)


# --- vocabulary -------------------------------------------------------------------------------

VOCABULARY = "entries/vocabulary.yml"


def _load_vocabulary(root: Path, languages: tuple[Language, ...], problems: Problems) -> Vocabulary | None:
    if not (root / VOCABULARY).exists():
        problems.add(Place(VOCABULARY), "this file is missing", "It says which kinds of entries there are and what can be said of them.")
        return None
    node = _read_yaml(root, VOCABULARY, problems)
    if node is None:
        return None
    record = Record(node, {"kinds", "properties", "relations", "works", "not names"}, problems)
    localized = readers.localized(languages)
    any_key = readers.any_key

    def kind(node: Node, problems: Problems) -> Kind | None:
        record = Record(node, {"folder", "label", "plural", "dates", "types"}, problems)
        folder = record.require("folder", readers.slug)
        label = record.require("label", localized)
        plural = record.require("plural", localized)
        dates = record.get("dates", readers.list_of(readers.text)) or ()
        types = record.get("types", readers.map_of(any_key, localized)) or {}
        if not record.complete or folder is None or label is None or plural is None:
            return None
        return Kind(id="", folder=folder, label=label, plural=plural, dates=dates, types=types, place=record.place)

    kinds = {
        id: dataclasses.replace(kind, id=id)
        for id, kind in (record.require("kinds", readers.map_of(any_key, kind)) or {}).items()
    }
    kind_ids = readers.list_of(readers.one_of(kinds, "kind"))

    def property(node: Node, problems: Problems) -> Property | None:
        record = Record(node, {"value", "single", "of", "link", "label"}, problems)
        forms: tuple[ValueForm, ...] = ("date", "text", "string", "number", "coordinates")
        value = record.require("value", readers.one_of(forms, "form of value"))
        label = record.require("label", localized)
        single = record.get("single", readers.flag) or False
        of = record.get("of", kind_ids) or ()
        link = record.get("link", readers.url)
        form = next((form for form in forms if form == value), None)
        if not record.complete or form is None or label is None:
            return None
        return Property(
            id="", label=label, value=form, single=single, kinds=frozenset(of), link=link, place=record.place
        )

    def relation(node: Node, problems: Problems) -> Property | None:
        record = Record(node, {"from", "to", "single", "symmetric", "label", "inverse"}, problems)
        label = record.require("label", localized)
        symmetric = record.get("symmetric", readers.flag) or False
        inverse = label if symmetric else record.require("inverse", localized)
        single = record.get("single", readers.flag) or False
        start = record.get("from", kind_ids) or ()
        targets = record.get("to", kind_ids) or ()
        if not record.complete or label is None or inverse is None:
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
            place=record.place,
        )

    def works(node: Node, problems: Problems) -> Mapping[str, Localized] | None:
        record = Record(node, {"kinds"}, problems)
        return record.get("kinds", readers.map_of(any_key, localized))

    properties = record.get("properties", readers.map_of(any_key, property)) or {}
    relations = record.get("relations", readers.map_of(any_key, relation)) or {}
    for id in properties.keys() & relations.keys():
        problems.add(relations[id].place, f"{quote(id)} is a property already", "Give the relation another name.")
    for id in (properties | relations).keys() & _STATEMENT_KEYS:
        problems.add((properties | relations)[id].place, f"{quote(id)} is a key of every statement", "Choose another word.")
    return Vocabulary(
        kinds=kinds,
        properties={id: dataclasses.replace(p, id=id) for id, p in (properties | relations).items()},
        work_kinds=record.get("works", works) or {},
        not_names=record.get(
            "not names",
            readers.map_of(readers.language_key(languages), readers.list_of(readers.text)),
        )
        or {},
    )


# --- works ------------------------------------------------------------------------------------

WORKS = "entries/sources.yml"
_WORK_KEYS = {"title", "author", "publisher", "published", "language", "kind", "url", "note"}


def _load_works(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary, problems: Problems
) -> tuple[Mapping[str, Work], frozenset[str]]:
    node = _read_yaml(root, WORKS, problems) if (root / WORKS).exists() else None
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


# --- sources of statements --------------------------------------------------------------------


def _source(node: Node, problems: Problems) -> Source | None:
    found = readers.text(node, problems)
    if found is None:
        return None
    text, hash, segment = found.partition("#")
    if not hash:
        return Source(work=found, place=node.place)
    return Source(text=text, segment=segment, place=node.place)


def _sources(node: Node, problems: Problems) -> tuple[Source, ...] | None:
    found = readers.list_of(_source)(node, problems)
    if found is not None and isinstance(node, Items) and not node.items:
        problems.add(node.place, "the list of sources is empty", _SOURCE_HINT)
        return None
    return found


_SOURCE_HINT = 'Every statement says where it comes from: sources: [a-work, "a-text#p1s2"].'


# --- entries ----------------------------------------------------------------------------------

_ENTRY_KEYS = {"name", "aliases", "weak", "unverified", "type", "summary", "statements"}
_STATEMENT_KEYS = {"during", "sources", "note"}


def _load_entries(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary, problems: Problems
) -> tuple[tuple[Entry, ...], Mapping[str, str]]:
    folders = {kind.folder: kind for kind in vocabulary.kinds.values()}
    entries: list[Entry] = []
    files: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for path in sorted((root / "entries").glob("*/*")):
        file = path.relative_to(root).as_posix()
        if path.name.startswith("."):
            continue
        kind = folders.get(path.parent.name)
        if kind is None:
            folder = path.parent.name
            problems.add(
                Place(file), f"no kind of entry lives in the folder {quote(folder)}", did_you_mean(folder, folders)
            )
            continue
        if path.suffix == ".md":
            _check_article_name(path, file, languages, problems)
            continue
        if path.suffix != ".yml":
            problems.add(Place(file), "this is neither an entry (.yml) nor an article (.md)", "Rename it, or move it elsewhere.")
            continue
        id = path.stem
        if not readers.SLUG.fullmatch(id) or id in RESERVED_IDS:
            problems.add(
                Place(file),
                f"{quote(id)} cannot be the id of an entry",
                "The file's name is the id: small letters a–z, digits and single hyphens, such as ismail-khan.yml.",
            )
            continue
        if id in files:
            problems.add(Place(file), f"there are two entries {quote(id)}", f"The other one is {files[id]}. An id is unique over all folders.")
            continue
        files[id], kinds[id] = file, kind.id
        node = _read_yaml(root, file, problems)
        entry = None if node is None else _entry(node, id, kind, file, languages, vocabulary, problems)
        if entry is not None:
            articles = _load_articles(path, root, languages, problems)
            entries.append(dataclasses.replace(entry, articles=articles))
    return tuple(sorted(entries, key=lambda entry: entry.id)), kinds


def _check_article_name(path: Path, file: str, languages: tuple[Language, ...], problems: Problems) -> None:
    id, _, language = path.stem.rpartition(".")
    if language not in languages:
        problems.add(
            Place(file),
            "the name of an article is its entry's id and a language",
            f"Such as {id or path.stem}.{languages[0]}.md.",
        )
    elif not path.with_name(f"{id}.yml").exists():
        problems.add(Place(file), f"there is no entry {id}.yml beside this article", did_you_mean(id, (p.stem for p in path.parent.glob("*.yml"))))


def _load_articles(path: Path, root: Path, languages: tuple[Language, ...], problems: Problems) -> Localized:
    articles = {}
    for language in languages:
        article = path.with_name(f"{path.stem}.{language}.md")
        if article.exists():
            text = read_text(article, article.relative_to(root).as_posix(), problems)
            if text is not None:
                articles[language] = text
    return articles


def _entry(
    node: Node,
    id: str,
    kind: Kind,
    file: str,
    languages: tuple[Language, ...],
    vocabulary: Vocabulary,
    problems: Problems,
) -> Entry | None:
    record = Record(node, _ENTRY_KEYS, problems)
    localized = readers.localized(languages)
    forms = readers.map_of(readers.language_key(languages), readers.list_of(_located_text))
    names = record.require("name", localized)
    aliases = record.get("aliases", forms) or {}
    weak = record.get("weak", forms) or {}
    unverified = record.get("unverified", forms) or {}
    type = record.get("type", readers.one_of(kind.types, f"type of {kind.id}"))
    summary = record.require("summary", localized)
    statements = record.get("statements", readers.list_of(_statement_reader(kind, languages, vocabulary))) or ()
    if names is None or summary is None:
        return None
    for language, given in aliases.items():
        seen = {names[language]}
        for alias, place in given:
            if alias in seen:
                problems.add(place, f"the name {quote(alias)} is written twice", "Once is enough.")
            seen.add(alias)
    known = {language: {names[language], *(alias for alias, _ in aliases.get(language, ()))} for language in languages}
    for marks in (weak, unverified):
        for language, given in marks.items():
            for form, place in given:
                if form not in known[language]:
                    problems.add(place, f"{quote(form)} is none of this entry's names in {language}", did_you_mean(form, known[language]))
    return Entry(
        id=id,
        kind=kind.id,
        names=names,
        aliases={language: tuple(alias for alias, _ in given) for language, given in aliases.items()},
        weak=_pairs(weak),
        unverified=_pairs(unverified),
        type=type,
        summary=summary,
        statements=statements,
        file=file,
    )


_Forms = Mapping[Language, tuple[tuple[str, Place], ...]]


def _located_text(node: Node, problems: Problems) -> tuple[str, Place] | None:
    found = readers.text(node, problems)
    return None if found is None else (found, node.place)


def _pairs(forms: _Forms) -> frozenset[tuple[Language, str]]:
    return frozenset((language, form) for language, given in forms.items() for form, _ in given)


def _statement_reader(
    kind: Kind, languages: tuple[Language, ...], vocabulary: Vocabulary
) -> Reader[Statement]:
    known = vocabulary.properties
    localized = readers.localized(languages)
    values: Mapping[ValueForm, Reader[Date] | Reader[Localized] | Reader[str] | Reader[float] | Reader[Coordinates]] = {
        "date": readers.date,
        "text": localized,
        "string": readers.text,
        "number": readers.number,
        "coordinates": readers.coordinates,
        "entry": readers.text,
    }

    def the_property(fields: Mapping[str, Field], place: Place, problems: Problems) -> Property | None:
        others = [name for name in fields if name not in _STATEMENT_KEYS]
        if not others:
            problems.add(place, "this statement says nothing", "It needs a property or a relation, such as: born: 1953.")
            return None
        for name in others[1:]:
            if name in known:
                problems.add(
                    fields[name].key_place,
                    f"a statement says one thing, and this one says {quote(others[0])} already",
                    "Begin a new item, with sources of its own.",
                )
            else:
                problems.add(fields[name].key_place, f"there is no key {quote(name)} here", did_you_mean(name, _STATEMENT_KEYS))
        name = others[0]
        found = known.get(name)
        if found is None:
            problems.add(
                fields[name].key_place,
                f"there is no property or relation {quote(name)}",
                _inverse_hint(name, languages[0], vocabulary) or did_you_mean(name, known),
            )
        elif found.kinds and kind.id not in found.kinds:
            problems.add(
                fields[name].key_place,
                f"{quote(name)} is not said of a {kind.id}",
                f"It is said of: {', '.join(sorted(found.kinds))}.",
            )
        return found

    def statement(node: Node, problems: Problems) -> Statement | None:
        if not isinstance(node, Fields):
            problems.add(node.place, f"expected a statement, found {readers.describe(node)}", "Such as: - born: 1953, with sources: below it.")
            return None
        property = the_property(node.fields, node.place, problems)
        record = Record(node, set(node.fields) | _STATEMENT_KEYS, problems)
        value: Value | None = None
        if property is not None:
            value = record.require(property.id, values[property.value])
        during = record.get("during", readers.date)
        note = record.get("note", localized)
        if "sources" not in node.fields:
            problems.add(node.place, "this statement has no sources", _SOURCE_HINT)
        sources = record.get("sources", _sources)
        if property is None or value is None or sources is None:
            return None
        return Statement(
            property=property.id,
            value=value,
            during=during,
            sources=sources,
            note=note,
            place=node.fields[property.id].key_place,
            value_place=record.value_place(property.id),
        )

    return statement


def _inverse_hint(name: str, language: Language, vocabulary: Vocabulary) -> str | None:
    """A relation is written on one of its entries only; help who wrote it on the other one."""
    for property in vocabulary.properties.values():
        if property.inverse and not property.symmetric and property.inverse[language].lower() == name.lower():
            return f"Write {quote(property.id)} on the other entry; {quote(name)} appears here by itself."
    return None


# --- texts ------------------------------------------------------------------------------------

_TEXT_KEYS = {
    "title", "title_note", "original", "date", "author", "byline", "about",
    "provenance", "rights", "layout", "translations", "notes", "names",
}  # fmt: skip


def _load_texts(
    root: Path, languages: tuple[Language, ...], problems: Problems
) -> tuple[Mapping[str, Text], frozenset[str]]:
    texts = {}
    ids = set()
    for folder in sorted(path for path in (root / "docs/texts").glob("*") if path.is_dir()):
        file = (folder / "text.yml").relative_to(root).as_posix()
        id = folder.name
        ids.add(id)
        if not readers.SLUG.fullmatch(id):
            problems.add(Place(file), f"{quote(id)} cannot be the id of a text", "The folder's name is the id: small letters a–z, digits and single hyphens.")
            continue
        if not (folder / "text.yml").exists():
            problems.add(Place(file), "this file is missing", "It says what the text is, which version is the original and who translated it.")
            continue
        node = _read_yaml(root, file, problems)
        text = None if node is None else _text(node, id, folder, root, languages, problems)
        if text is not None:
            texts[id] = text
    return texts, frozenset(ids)


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
        sources = record.require("sources", _sources)
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
        problems.add(node.place, f"expected a mapping, found {readers.describe(node)}", "Write p1s2: {some words: an-entry}.")
        return None
    found = []
    for segment, field in node.fields.items():
        if not isinstance(field.value, Fields):
            problems.add(field.value.place, f"expected a mapping, found {readers.describe(field.value)}", "Write {some words: an-entry}.")
            continue
        for words, target in field.value.fields.items():
            entry = readers.text(target.value, problems)
            if entry is not None:
                found.append(Naming(segment=segment, words=words, entry=None if entry == "none" else entry, place=target.key_place))
    return tuple(found)


def _check_segment_keys(field: Field | None, segments: set[str], problems: Problems) -> None:
    if field is not None and isinstance(field.value, Fields):
        for segment, inner in field.value.fields.items():
            if segment not in segments:
                problems.add(inner.key_place, f"there is no segment {quote(segment)} in this text", did_you_mean(segment, segments))


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
            problems.add(Place(file), "this is no version of the text", f"Versions are called index.{languages[0]}.md and so on.")
            continue
        language = match[1]
        by, status = translations.get(language, (None, None))
        if language != original and by is None:
            problems.add(place, f"'translations' does not say who made the version in {language}", f"Write {language}: {{by: …, status: draft}}.")
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
                    f"paragraph {number} has {_lines(len(ours_here))} here and {_lines(len(theirs_here))} in the original",
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


def _tell_paragraphs(
    base: Mapping[int, list[Segment]], ours: Mapping[int, list[Segment]], problems: Problems
) -> None:
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
