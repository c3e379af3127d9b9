"""Small wikis made in the tests themselves, and a way to read what was linked in them."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from charsu.link.mentions import Prose
from charsu.model.records import (
    Entry,
    EntryId,
    Kind,
    Language,
    Localized,
    Naming,
    Property,
    Segment,
    Source,
    Statement,
    Text,
    Value,
    Version,
    Vocabulary,
    Wiki,
)
from charsu.read.load import load
from charsu.read.resolve import resolve
from charsu.support.diagnostics import Place, Problems
from charsu.text.name_matcher import Names

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests/sample"
"""A wiki with a bit of everything: a frozen copy of this project's content, for the tests of the engine."""
LANGUAGES = ("en", "zh", "vi")
HOMES = {"en": "", "zh": "zh/", "vi": "vi/"}
"""Language -> path of its home page from the root of the site."""
HERE = Place("test.yml")


@functools.cache
def sample_wiki() -> Wiki:
    """The wiki in `sample/`."""
    return read_wiki(SAMPLE)


def read_wiki(root: Path) -> Wiki:
    """Return the wiki in a folder, which must have no error."""
    problems = Problems()
    sources = load(root, LANGUAGES, problems)
    wiki = resolve(sources, problems) if sources else None
    assert wiki and not [each for each in problems if not each.is_warning], "\n".join(map(str, problems))
    return wiki


# --- what was found, to be read ---------------------------------------------------------------


def marked_names(names: Names, text: str) -> str:
    """The text with the names found in it as [words|candidates]; nothing behind the bar: not a name."""
    found = list(names.find(text))
    ends = [(f.start, f.end, " ".join(candidate.entry for candidate in f.candidates)) for f in found]
    return _marked(text, ends)


def marked(prose: Prose) -> str:
    """Prose with its mentions as [words|entry|why]; an unsure one as [words|?|candidates]."""
    mentions = prose.mentions
    ends = [(m.start, m.end, f"{m.entry}|{m.why}" if m.entry else f"?|{' '.join(m.candidates)}") for m in mentions]
    return _marked(prose.text, ends)


def _marked(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    parts, position = [], 0
    for start, end, says in found:
        assert position <= start < end <= len(text), "found twice, or out of order"
        parts += [text[position:start], f"[{text[start:end]}|{says}]"]
        position = end
    return "".join([*parts, text[position:]])


# --- tiny wikis -------------------------------------------------------------------------------

Forms = Mapping[Language, Sequence[str]]


def entry(
    id: EntryId,
    names: str | Localized,
    aliases: Forms | None = None,
    weak: Forms | None = None,
    summary: str | Localized = "",
    statements: Sequence[Statement] = (),
    kind: str = "thing",
) -> Entry:
    """An entry; what is given as one string is the same in every language. Weak forms are aliases, too, if no name."""
    file = f"entries/things/{id}.yml"
    names = _localized(names)
    also = {
        language: tuple(dict.fromkeys([*(aliases or {}).get(language, ()), *(weak or {}).get(language, ())]))
        for language in LANGUAGES
    }
    return Entry(
        id=id,
        kind=kind,
        names=names,
        aliases={language: tuple(form for form in also[language] if form != names[language]) for language in also},
        weak=frozenset((language, form) for language, forms in (weak or {}).items() for form in forms),
        summary=_localized(summary),
        statements=tuple(_at(statement, Place(file, line)) for line, statement in enumerate(statements, 1)),
        file=file,
    )


def _localized(said: str | Localized) -> Localized:
    return dict.fromkeys(LANGUAGES, said) if isinstance(said, str) else said


def _at(statement: Statement, place: Place) -> Statement:
    values = {name: getattr(statement, name) for name in ("property", "value", "during", "sources", "note")}
    return Statement(place=place, value_place=place, **values)


def statement(property: str, value: Value, sources: Sequence[str] = ("a-work",), **more: Any) -> Statement:
    """A statement; a source with a # in it is a segment."""
    return Statement(
        property=property,
        value=value,
        sources=tuple(map(source, sources)),
        place=HERE,
        value_place=HERE,
        **more,
    )


def source(id: str) -> Source:
    text, segment, name = id.partition("#")
    return Source(text=text, segment=name, place=HERE) if segment else Source(work=id, place=HERE)


def text(
    rows: Sequence[Mapping[Language, str]],
    id: str = "a-text",
    names: Mapping[str, Mapping[str, EntryId | None]] | None = None,
) -> Text:
    """A text of one paragraph; the first language of the first row is that of the original.

    `names`: segment -> words -> entry, as in text.yml; None: no name.
    """
    versions = {
        language: Version(
            language=language, segments=tuple(_segment(n, row[language]) for n, row in enumerate(rows, 1))
        )
        for language in rows[0]
    }
    nothing = _localized("")
    return Text(
        id=id,
        title=nothing,
        original=next(iter(versions)),
        about=nothing,
        rights=nothing,
        versions=versions,
        names=tuple(
            Naming(segment=segment, words=words, entry=named, place=HERE)
            for segment, namings in (names or {}).items()
            for words, named in namings.items()
        ),
        place=HERE,
    )


def _segment(number: int, text: str) -> Segment:
    return Segment(id=f"p1s{number}", text=text, paragraph=1, role="prose", place=HERE)


def property(id: str, value: Any = "text", **more: Any) -> Property:
    return Property(id=id, label=_localized(id), value=value, place=HERE, **more)


def vocabulary(
    properties: Iterable[Property] = (), not_names: Forms | None = None, dates: Sequence[str] = ()
) -> Vocabulary:
    nothing = _localized("")
    thing = Kind(id="thing", folder="things", label=nothing, plural=nothing, dates=tuple(dates), types={}, place=HERE)
    return Vocabulary(
        kinds={"thing": thing},
        properties={property.id: property for property in properties},
        work_kinds={},
        not_names={language: tuple(words) for language, words in (not_names or {}).items()},
    )


def wiki(entries: Iterable[Entry], texts: Iterable[Text] = (), words: Vocabulary | None = None) -> Wiki:
    return Wiki(
        languages=LANGUAGES,
        vocabulary=words or vocabulary(),
        works={},
        entries={entry.id: entry for entry in sorted(entries, key=lambda entry: entry.id)},
        texts={text.id: text for text in texts},
    )
