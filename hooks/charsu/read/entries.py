"""Read entries/<folder>/<id>.yml, and <id>.<language>.md beside it for entries with a longer article."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from charsu.incremental.readcache import CachedRead, ReadCache
from charsu.model.records import Entry, Kind, Language, Vocabulary
from charsu.read import mappings, readers
from charsu.read.folders import entry_files, ids_in_wrong_places
from charsu.read.json_schema import accepts, schema_of
from charsu.read.mappings import FieldReader
from charsu.read.readers import Reader
from charsu.read.statements import statement_reader
from charsu.read.yaml_nodes import Fields, Items, Node, Scalar, parse
from charsu.support.diagnostics import Place, Problems, did_you_mean, quote
from charsu.support.textfile import is_there, read_text
from charsu.text import wikilinks
from charsu.text.wikilinks import Reference

RESERVED_IDS = frozenset({"by-date", wikilinks.NONE})
"""Ids with another meaning: an address that the engine uses in folders of entries, and the word for "no entry"."""

ENTRY_KEYS = {"name", "aliases", "weak", "unverified", "sort", "type", "summary", "statements"}


def load_entries(
    root: Path, languages: tuple[Language, ...], vocabulary: Vocabulary, problems: Problems, cache: ReadCache
) -> tuple[tuple[Entry, ...], Mapping[str, str | None], list[Reference]]:
    """Read all entries.

    Returns:
        The entries by id; the kind of every entry file, including refused ones, or None if it is unknown;
        every [[id]] in them.
    """
    readers_of = {kind.id: entry_reader(kind, languages, vocabulary) for kind in vocabulary.kinds.values()}
    files: dict[str, str] = {}
    kinds: dict[str, str | None] = {}
    free: set[str] = set()
    owners: dict[str, tuple[str, Language] | None] = {}
    readings: list[CachedRead[_Read]] = []
    for file, kind in entry_files(root, vocabulary, problems):
        name = file.rpartition("/")[2]
        make: Callable[[Problems], _Read]
        if name.endswith(".md"):
            owners[file] = _article_of(root / file, file, languages, problems)
            make = partial(_read_article, root, file)
        else:
            id = name.removesuffix(".yml")
            if _check_id(id, file, files, problems):
                free.add(file)
            files.setdefault(id, file)
            kinds.setdefault(id, kind.id)
            make = partial(_read_entry, root, file, id, readers_of[kind.id])
        readings.append(CachedRead((file,), (f"{root}/{file}",), (vocabulary, kind), make))
    for id in ids_in_wrong_places(root):
        kinds.setdefault(id, None)

    references: list[Reference] = []
    entries: dict[str, Entry] = {}
    articles: defaultdict[str, dict[Language, str]] = defaultdict(dict)
    for reading, (found, links) in zip(readings, cache.get_all(readings, problems), strict=True):
        file = reading.key[0]
        references += links
        if isinstance(found, Entry) and file in free:
            entries[file] = found
        elif isinstance(found, str) and (owner := owners[file]):
            id, language = owner
            articles[f"{file.rpartition('/')[0]}/{id}.yml"][language] = found
    for file, versions in articles.items():
        if file in entries:
            # The key is not the content: the same words may be on other lines than before.
            made_of, make_whole = (entries[file], *versions.values()), partial(_with_articles, entries[file], versions)
            entries[file] = cache.get(CachedRead(("articles", file, *versions), (), made_of, make_whole), problems)
    return tuple(sorted(entries.values(), key=lambda entry: entry.id)), kinds, references


_Read = tuple[Entry | str | None, list[Reference]]
"""An entry or an article, or None if it was refused; and every [[id]] in it."""


def _read_entry(root: Path, file: str, id: str, read: "EntryReader", problems: Problems) -> _Read:
    text = read_text(root / file, file, problems)
    node = None if text is None else parse(text, file, problems)
    if text is None or node is None:
        return None, []
    has_references = "[[" in text or "\\" in text  # an escape may produce a bracket
    return read(node, id, file, problems), list(_references_in(node)) if has_references else []


def _with_articles(entry: Entry, articles: Mapping[Language, str], problems: Problems) -> Entry:
    return dataclasses.replace(entry, articles=articles)


def _read_article(root: Path, file: str, problems: Problems) -> _Read:
    text = read_text(root / file, file, problems)
    if text is None:
        return None, []
    if not text.strip():
        problems.add(Place(file), "the file is empty", "Fill it in, or delete it.")
        return None, []
    return text, list(wikilinks.references(text, Place(file), markdown=True))


# --- files --------------------------------------------------------------------------------------


def _check_id(id: str, file: str, files: Mapping[str, str], problems: Problems) -> bool:
    """Check the id of an entry; return whether it is allowed."""
    if not readers.SLUG.fullmatch(id):
        problems.add(Place(file), f"{quote(id)} cannot be the id of an entry", readers.slug_hint(id, "A file's name"))
    elif id in RESERVED_IDS:
        problems.add(Place(file), f"the id {quote(id)} is used by the site itself", "Choose another name for the file.")
    elif id in files:
        problems.add(
            Place(file),
            f"there are two entries {quote(id)}",
            f"The other one is {files[id]}. Ids are unique across all folders.",
        )
    else:
        return True
    return False


def _article_of(
    path: Path, file: str, languages: tuple[Language, ...], problems: Problems
) -> tuple[str, Language] | None:
    """Return the id and the language in the name of an article's file."""
    id, dot, language = path.stem.rpartition(".")
    if not dot:
        problems.add(
            Place(file),
            "the name of an article must be its entry's id and a language",
            f"Name it like {path.stem}.{languages[0]}.md.",
        )
    elif language not in languages:
        problems.add(
            Place(file), f"{quote(language)} is not a language of this site", did_you_mean(language, languages)
        )
    elif not is_there(path.with_name(f"{id}.yml")):
        elsewhere = [folder.name for folder in path.parent.parent.iterdir() if is_there(folder / f"{id}.yml")]
        problems.add(
            Place(file),
            f"there is no entry {id}.yml beside this article",
            f"It is in the folder {quote(elsewhere[0])}; the article belongs there."
            if elsewhere
            else did_you_mean(id, (p.stem for p in path.parent.glob("*.yml")), "Write the entry first."),
        )
    else:
        return id, language
    return None


def _references_in(node: Node) -> Iterator[Reference]:
    match node:
        case Scalar(place=place, value=value, source=source):
            if "[[" in value:
                yield from wikilinks.references(value, place, source)
        case Items(items=items):
            for item in items:
                yield from _references_in(item)
        case Fields(fields=fields):
            for field in fields.values():
                yield from _references_in(field.value)


# --- one entry ----------------------------------------------------------------------------------


EntryReader = Callable[[Node, str, str, Problems], Entry | None]
"""Reads an entry, given the node of its file, its id, the path of the file, and the problems."""


def entry_reader(kind: Kind, languages: tuple[Language, ...], vocabulary: Vocabulary) -> EntryReader:
    """Make a reader of entries of one kind."""
    example = mappings.in_each(languages)
    names, summary = mappings.localized(languages, readers.name), mappings.localized(languages)
    aliases, marked = _forms(languages, "alias"), _forms(languages, "name")
    sort = mappings.map_of(mappings.language_key(languages), readers.name, example)
    types = readers.one_of(kind.types, f"type of {kind.id}") if vocabulary.complete else readers.text
    statements = mappings.list_of(statement_reader(kind, languages, vocabulary))

    def read(node: Node, id: str, file: str, problems: Problems) -> Entry | None:
        fields = FieldReader(node, ENTRY_KEYS, problems, Entry)
        named = fields.require("name", names, example)
        also_named = fields.get("aliases", aliases) or {}
        weak = fields.get("weak", marked) or {}
        unverified = fields.get("unverified", marked) or {}
        sorted_by = fields.get("sort", sort) or {}
        type = fields.get("type", types)
        summarised = fields.require("summary", summary, example)
        stated = fields.get("statements", statements) or ()
        if named is None or summarised is None:
            return None
        _check_aliases(named, also_named, problems)
        for marks in (weak, unverified):
            _check_marks(marks, named, also_named, problems)
        return Entry(
            id=id,
            kind=kind.id,
            names=named,
            name_places=_places(node, "name"),
            aliases={language: tuple(alias for alias, _ in given) for language, given in also_named.items()},
            weak=_pairs(weak),
            unverified=_pairs(unverified),
            sort=sorted_by,
            type=type,
            unverified_places={(language, form): at for language, given in unverified.items() for form, at in given},
            summary=summarised,
            summary_places=_places(node, "summary"),
            statements=stated,
            file=file,
        )

    return read


_Forms = Mapping[Language, tuple[tuple[str, Place], ...]]


def _forms(languages: tuple[Language, ...], what: str) -> Reader[_Forms]:
    """Make a reader of names in some of the languages; `what` is the word for one of them in problems."""
    names = mappings.list_of(_located_name, once=lambda form: f"the {what} {quote(form[0])}")
    return mappings.map_of(mappings.language_key(languages), names, mappings.in_each(languages, "[one, two]"))


@accepts(schema_of(readers.name))
def _located_name(node: Node, problems: Problems) -> tuple[str, Place] | None:
    found = readers.name(node, problems)
    return None if found is None else (found, node.place)


def _check_aliases(names: Mapping[Language, str], aliases: _Forms, problems: Problems) -> None:
    for language, given in aliases.items():
        for alias, place in given:
            if alias == names[language]:
                problems.add(place, f"{quote(alias)} is already the entry's name", "An alias is a different form.")


def _check_marks(marks: _Forms, names: Mapping[Language, str], aliases: _Forms, problems: Problems) -> None:
    for language, given in marks.items():
        known = {names[language], *(alias for alias, _ in aliases.get(language, ()))}
        for form, place in given:
            if form not in known:
                problems.add(
                    place, f"{quote(form)} is not one of this entry's names in {language}", did_you_mean(form, known)
                )


def _places(node: Node, key: str) -> Mapping[Language, Place]:
    field = node.fields.get(key) if isinstance(node, Fields) else None
    inner = field.value if field else None
    return {name: f.value.place for name, f in inner.fields.items()} if isinstance(inner, Fields) else {}


def _pairs(forms: _Forms) -> frozenset[tuple[Language, str]]:
    return frozenset((language, form) for language, given in forms.items() for form, _ in given)
