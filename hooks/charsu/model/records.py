"""The records that all other packages work on: vocabulary, works, entries, texts, and the whole `Wiki`.

One word for one thing: an *entry* is the data of a page; a *text* has *versions*, one per language;
a version has *segments*; a *row* is one segment in all its versions; a *name* found in running text
is a *mention*; a *statement* has *sources*. Records are frozen and already checked.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Literal

from charsu.model.base_map import BaseMap
from charsu.model.dates import Date
from charsu.model.identifiers import EntryId as EntryId
from charsu.model.identifiers import Language as Language
from charsu.model.identifiers import Localized as Localized
from charsu.model.identifiers import SegmentId as SegmentId
from charsu.model.ledger import Change, Ledger
from charsu.support.diagnostics import Place
from charsu.support.pickling import pickled_by_value

# --- vocabulary -------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of entry, with a folder of its own in entries/."""

    id: str
    folder: str
    label: Localized
    plural: Localized
    dates: tuple[str, ...]
    """Ids of the properties that give such an entry its date; the first one that the entry has counts."""
    types: Mapping[str, Localized]
    qualifiers: frozenset[str] = frozenset()
    """Types whose names, within a longer name, say which one is meant: "the Shia of Afghanistan"."""
    surnames: bool = False
    """Its names are those of people: in Chinese, a surname may be read otherwise than in other words."""
    place: Place


ValueForm = Literal["date", "text", "string", "number", "coordinates", "entry"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Property:
    """What a statement can say about an entry; with `value` "entry" it is a relation."""

    id: str
    label: Localized
    value: ValueForm
    single: bool = False
    """An entry has only one such value; if there are several different ones, the sources disagree."""
    kinds: frozenset[str] = frozenset()
    """Ids of the kinds of entries that can have it; empty for all."""
    link: str | None = None
    """Address of the value on another site, with {} in the place of the value."""
    targets: frozenset[str] = frozenset()
    """Relations only: ids of the kinds that it can lead to; empty for all."""
    inverse: Localized | None = None
    """Relations only: its label on the page of the other entry."""
    symmetric: bool = False
    """Relations only: it is the same in both directions."""
    locates: bool = False
    """Relations only: it leads to the place where an entry is or happened, so the map shows it there."""
    names_whole: Literal["from", "to"] | None = None
    """Relations only: the end whose name may be within the name of the other: "the base near Darulaman"."""
    place: Place

    @property
    def is_relation(self) -> bool:
        return self.value == "entry"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """entries/vocabulary.yml."""

    kinds: Mapping[str, Kind]
    properties: Mapping[str, Property]
    """Properties and relations, in the order in which pages show them."""
    work_kinds: Mapping[str, Localized]
    not_names: Mapping[Language, tuple[str, ...]]
    """Words that look like a name, but are not one."""
    complete: bool = True
    """Whether the whole file is correct. If not, unknown kinds and properties in other files are not reported."""


# --- works and sources ------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Work:
    """A work that statements can cite, in entries/sources.yml."""

    id: str
    title: str
    author: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: Language | None = None
    """The language of the work and its title."""
    kind: str | None = None
    url: str | None = None
    part: Localized | None = None
    """The part of the work that is cited, such as a page."""
    note: Localized | None = None
    place: Place


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a statement comes from: a work, or a segment of a text in this wiki."""

    work: str | None = None
    text: str | None = None
    segment: SegmentId | None = None
    place: Place = dataclasses.field(compare=False)

    @property
    def id(self) -> str:
        return self.work or f"{self.text}#{self.segment}"


# --- entries ----------------------------------------------------------------------------------


@pickled_by_value
@dataclasses.dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the earth, WGS 84."""

    latitude: float
    """Degrees, north positive."""
    longitude: float
    """Degrees, east positive."""
    accuracy: float
    """Metres: the place is within this distance of the point."""


Value = Date | Localized | str | float | Coordinates


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A statement about an entry, with its sources."""

    property: str
    value: Value
    """Its form depends on the property; for a relation, it is the id of the other entry."""
    during: Date | None = None
    """The time during which it was true."""
    sources: tuple[Source, ...]
    note: Localized | None = None
    """A remark for readers."""
    place: Place = dataclasses.field(compare=False)
    value_place: Place = dataclasses.field(compare=False)


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A person, place, event, organisation or thing, as its author described it."""

    id: EntryId
    kind: str
    names: Localized
    """The name at the top of the page."""
    aliases: Mapping[Language, tuple[str, ...]]
    """Other names that texts may use for the entry."""
    weak: frozenset[tuple[Language, str]] = frozenset()
    """Names that are not specific enough on their own, such as a common surname."""
    unverified: frozenset[tuple[Language, str]] = frozenset()
    """Names for which no source has been seen."""
    sort: Mapping[Language, str] = dataclasses.field(default_factory=dict)
    """What it is sorted by in a language, instead of its name; in Chinese, the pinyin of its first characters."""
    type: str | None = None
    """A more specific kind: one of the types of its kind."""
    summary: Localized
    """A description in a few sentences."""
    statements: tuple[Statement, ...] = ()
    name_places: Mapping[Language, Place] = dataclasses.field(default_factory=dict, compare=False)
    """The places of the names in the file."""
    summary_places: Mapping[Language, Place] = dataclasses.field(default_factory=dict, compare=False)
    """The places of the summaries in the file."""
    unverified_places: Mapping[tuple[Language, str], Place] = dataclasses.field(default_factory=dict, compare=False)
    """The places where names are marked as unverified."""
    articles: Localized = dataclasses.field(default_factory=dict)
    """Longer articles in Markdown, in some of the languages or none."""
    file: str
    """Path from the project's root."""

    @property
    def place(self) -> Place:
        """The beginning of the entry's file."""
        return Place(self.file)

    def forms(self, language: Language) -> tuple[str, ...]:
        """Return the name and the aliases in one language."""
        return (self.names[language], *self.aliases.get(language, ()))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Redirect:
    """The old address of an entry that was renamed or merged into another one."""

    folder: str
    """The folder of the entry's kind."""
    id: EntryId
    """The old id; no other entry gets it again."""
    target: EntryId
    """The present id."""
    place: Place = dataclasses.field(compare=False)
    target_place: Place = dataclasses.field(compare=False)

    @property
    def address(self) -> str:
        """The address as written in entries/redirects.yml: "people/old-id"."""
        return f"{self.folder}/{self.id}"


# --- texts ------------------------------------------------------------------------------------


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """The smallest addressable piece of a version: one line of its file."""

    id: SegmentId
    text: str
    """As written; NFC. In a translation it may contain [[id]] and [[id|words]]."""
    paragraph: int
    """Counted from 1."""
    role: Literal["prose", "heading", "quotation"]
    place: Place = dataclasses.field(compare=False)


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A text in one language."""

    language: Language
    segments: tuple[Segment, ...]
    by: str | None = None
    """Translations only: the translator."""
    status: str | None = None
    """Translations only: "draft" or "reviewed"."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Origin:
    """Something known about the provenance of a text."""

    says: Localized
    sources: tuple[Source, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Naming:
    """An author's decision on what some words of a segment mean."""

    segment: SegmentId
    words: str
    entry: EntryId | None
    """None if these words are not a name here."""
    place: Place = dataclasses.field(compare=False)
    """The place of the words in text.yml."""
    entry_place: Place | None = dataclasses.field(default=None, compare=False)
    """The place of the entry's id in text.yml."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Text:
    """A source text with all its versions, and what is known about it."""

    id: str
    title: Localized
    title_note: Localized | None = None
    original: Language
    date: Date | None = None
    author: Localized | None = None
    """The author's name; or, if it is not known, a remark about that."""
    anonymous: bool = False
    """Whether `author` is a remark and not a name."""
    byline: Localized | None = None
    about: Localized
    provenance: tuple[Origin, ...] = ()
    rights: Localized
    layout: Localized | None = None
    """What was restored in the original, as layout only."""
    versions: Mapping[Language, Version]
    notes: Mapping[SegmentId, tuple[Localized, ...]] = dataclasses.field(default_factory=dict)
    """Translator's notes."""
    names: tuple[Naming, ...] = ()
    ledger: Ledger | None = None
    """None if the text was never sealed; its ids are then valid only until a line is inserted."""
    changes: tuple[Change, ...] = ()
    """Changes to the original since it was sealed."""
    place: Place = dataclasses.field(compare=False)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments of the original, which determines their order."""
        return self.versions[self.original].segments


# --- all of it --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wiki:
    """Everything that authors wrote, with every reference checked."""

    languages: tuple[Language, ...]
    """The default language first."""
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    entries: Mapping[EntryId, Entry]
    """In the order of their ids."""
    texts: Mapping[str, Text]
    """In the order of their ids."""
    base_map: BaseMap = dataclasses.field(default_factory=BaseMap)
    redirects: tuple[Redirect, ...] = ()
    """In the order of their addresses; each leads to an entry."""

    def names_in(self, language: Language) -> Callable[[EntryId], str | None]:
        """Return a function from ids to names in a language; it gives None if there is no such entry."""
        return lambda id: self.entries[id].names[language] if id in self.entries else None
