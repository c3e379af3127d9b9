"""The records that everything else works on.

One word for one thing: an *entry* is a page's data; a *text* has *versions*, one in each language;
a version has *segments*; a *row* is one segment in all its versions; a *name* found in running text
is a *mention*; a *statement* has *sources*. Records are frozen; whoever holds one need not check it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Literal

from charsu.model.dates import Date
from charsu.model.geography import Bounds
from charsu.support.diagnostics import Place
from charsu.support.pickling import pickled_by_value

Language = str
"""A language code as mkdocs.yml has it: "en", "zh", "vi"."""

EntryId = str
"""The stem of the entry's file. Unique over the whole wiki and never reused."""

SegmentId = str
"""`p<n>s<m>`: line m of paragraph n when the text was first sealed, the same in every version; or with
letters, `p3s2a`, `p3as1`, for what was inserted since. Never given twice; see `ledger`."""

Localized = Mapping[Language, str]
"""One text in several languages."""


# --- vocabulary -------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kind:
    """What an entry can be: one folder of entries/."""

    id: str
    folder: str
    label: Localized
    plural: Localized
    dates: tuple[str, ...]
    """Ids of the properties that date such an entry; the first one that it has counts."""
    types: Mapping[str, Localized]
    place: Place


ValueForm = Literal["date", "text", "string", "number", "coordinates", "entry"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Property:
    """Something that can be said of an entry; with `value` "entry" it is a relation."""

    id: str
    label: Localized
    value: ValueForm
    single: bool = False
    """One value is to be expected: several different ones mean that the sources disagree."""
    kinds: frozenset[str] = frozenset()
    """Ids of the kinds of entries that may have it; empty for all."""
    link: str | None = None
    """Address of a value elsewhere, with {} for the value."""
    targets: frozenset[str] = frozenset()
    """Relations only: ids of the kinds it may lead to; empty for all."""
    inverse: Localized | None = None
    """Relations only: what it is called when seen from the other end."""
    symmetric: bool = False
    """Relations only: it reads the same from both ends."""
    locates: bool = False
    """Relations only: it says where an entry is or happened, so that a map can show it there."""
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
    """Words that only look like a name."""
    complete: bool = True
    """Whether all of the file was good. If not, nobody is blamed for using what is unknown here."""


# --- works and sources ------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Work:
    """One item of entries/sources.yml."""

    id: str
    title: str
    author: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: Language | None = None
    """Language of the title and the work."""
    kind: str | None = None
    url: str | None = None
    part: Localized | None = None
    """What of the work is cited, such as a page."""
    note: Localized | None = None
    place: Place


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a statement comes from: a work, or a segment of a text here."""

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
    """Metres: the place lies within this distance of the point."""


Value = Date | Localized | str | float | Coordinates


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One thing said of an entry, with the sources that say it."""

    property: str
    value: Value
    """Of the form that the property asks for; a relation's is the id of the other entry."""
    during: Date | None = None
    """When it was so."""
    sources: tuple[Source, ...]
    note: Localized | None = None
    """What is to be said about it."""
    place: Place = dataclasses.field(compare=False)
    value_place: Place = dataclasses.field(compare=False)


@pickled_by_value
@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One person, place, event, organisation or thing, as its author wrote it."""

    id: EntryId
    kind: str
    names: Localized
    """The name that stands at the head of the page."""
    aliases: Mapping[Language, tuple[str, ...]]
    """Other forms under which a text may name the entry."""
    weak: frozenset[tuple[Language, str]] = frozenset()
    """Names that do not say enough on their own, such as a common surname."""
    unverified: frozenset[tuple[Language, str]] = frozenset()
    """Names for which no source has been seen."""
    type: str | None = None
    """A closer kind, from the types of its kind."""
    summary: Localized
    """What it is, in a few sentences."""
    statements: tuple[Statement, ...] = ()
    name_places: Mapping[Language, Place] = dataclasses.field(default_factory=dict, compare=False)
    """Where the names are written."""
    summary_places: Mapping[Language, Place] = dataclasses.field(default_factory=dict, compare=False)
    """Where the summaries are written."""
    unverified_places: Mapping[tuple[Language, str], Place] = dataclasses.field(default_factory=dict, compare=False)
    """Where names are marked as unverified."""
    articles: Localized = dataclasses.field(default_factory=dict)
    """Longer articles in Markdown, where there are any."""
    file: str
    """Path from the project's root."""

    @property
    def place(self) -> Place:
        """The beginning of its file."""
        return Place(self.file)

    def forms(self, language: Language) -> tuple[str, ...]:
        """Name and aliases in one language."""
        return (self.names[language], *self.aliases.get(language, ()))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Redirect:
    """The old address of an entry that was renamed, or has become part of another one."""

    folder: str
    """That of its kind."""
    id: EntryId
    """What it was called; no entry is called so again."""
    target: EntryId
    """What it is called now."""
    place: Place = dataclasses.field(compare=False)
    target_place: Place = dataclasses.field(compare=False)

    @property
    def address(self) -> str:
        """As entries/redirects.yml has it: "people/old-id"."""
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
    """Translations only: who made it."""
    status: str | None = None
    """Translations only: "draft" or "reviewed"."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Origin:
    """Something known of where a text comes from."""

    says: Localized
    sources: tuple[Source, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Naming:
    """An author's word on what some words of a segment stand for."""

    segment: SegmentId
    words: str
    entry: EntryId | None
    """None: these words are no name here."""
    place: Place = dataclasses.field(compare=False)
    """Where the words are written."""
    entry_place: Place | None = dataclasses.field(default=None, compare=False)
    """Where the entry is written."""


WordingHash = str
"""A wording of a segment of an original, told by the hash of its text: 12 hexadecimal digits."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SealedSegment:
    """What the ledger of a text knows of one segment: from which wording each thing was made.

    What has no record here was made from `original`.
    """

    original: WordingHash
    """The one that the original had when it was last sealed."""
    translations: Mapping[Language, WordingHash] = dataclasses.field(default_factory=dict)
    statements: Mapping[EntryId, WordingHash] = dataclasses.field(default_factory=dict)
    """Entry -> the wording on which those of its statements rest that cite the segment."""
    names: Mapping[str, WordingHash] = dataclasses.field(default_factory=dict)
    """Words -> the wording in which it was settled what they stand for."""


@dataclasses.dataclass(frozen=True)
class RetiredSegment:
    """Where the id of a segment leads that is no more."""

    how: Literal["into", "behind", "before"]
    """It became part of another one; or it was deleted, and stood behind or before that one."""
    segment: SegmentId


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ledger:
    """docs/texts/<text>/ledger.json: the ids that a text has given, and what was made from which wording."""

    segments: Mapping[SegmentId, SealedSegment] = dataclasses.field(default_factory=dict)
    """In the order of the text."""
    retired: Mapping[SegmentId, RetiredSegment] = dataclasses.field(default_factory=dict)
    wordings: Mapping[WordingHash, str] = dataclasses.field(default_factory=dict)
    """All that are told of above, and nothing else."""

    def living(self, id: SegmentId) -> SegmentId | None:
        """The segment to which an id leads now; None if it was never given."""
        while id in self.retired:
            id = self.retired[id].segment
        return id if id in self.segments else None


ChangeKind = Literal["reworded", "split", "merged", "inserted", "deleted", "moved"]


@dataclasses.dataclass(frozen=True)
class Change:
    """Something that was done to an original since it was last sealed, as far as it can be understood."""

    what: ChangeKind
    older: tuple[tuple[SegmentId, str], ...]
    """Ids and wordings before it."""
    newer: tuple[tuple[SegmentId, str], ...]
    """Ids and wordings after it."""

    @property
    def is_of_lines(self) -> bool:
        """Lines came, went, or changed their places: not only their wording is another one."""
        return self.what != "reworded"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Text:
    """One source text with all its versions, and what is known of it."""

    id: str
    title: Localized
    title_note: Localized | None = None
    original: Language
    date: Date | None = None
    author: Localized | None = None
    """A name; or, if nobody knows it, what is to be said about that."""
    anonymous: bool = False
    """`author` is no name."""
    byline: Localized | None = None
    about: Localized
    provenance: tuple[Origin, ...] = ()
    rights: Localized
    layout: Localized | None = None
    """What was restored in the original as layout only."""
    versions: Mapping[Language, Version]
    notes: Mapping[SegmentId, tuple[Localized, ...]] = dataclasses.field(default_factory=dict)
    """Translator's notes."""
    names: tuple[Naming, ...] = ()
    ledger: Ledger | None = None
    """None: it was never sealed, and its ids hold only until a line is inserted."""
    changes: tuple[Change, ...] = ()
    """What was done to the original since then."""
    place: Place = dataclasses.field(compare=False)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Those of the original, whose order counts."""
        return self.versions[self.original].segments


# --- the ground of the map --------------------------------------------------------------------


Layer = Literal["land", "country", "province", "water"]
"""What the map is of; what lies around it; what it is divided into; rivers and lakes."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MapFeature:
    """One feature of entries/map.geojson."""

    layer: Layer
    entry: EntryId | None = None
    names: Localized | None = None
    """Only where there is no entry."""
    label: tuple[float, float] | None = None
    """Longitude and latitude of its name."""
    lines: tuple[tuple[tuple[float, float], ...], ...]
    """Longitudes and latitudes."""
    closed: bool
    """Its lines are the borders of areas."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Window:
    """A part of the earth that gets a picture of its own."""

    title: Localized
    bounds: Bounds
    note: Localized | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Credit:
    """To whom a part of the map is owed."""

    of: Localized
    who: str
    licence: Localized
    url: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class BaseMap:
    """What lies below the marks of the map: entries/map.yml and entries/map.geojson, if there are any."""

    shapes: tuple[MapFeature, ...] = ()
    windows: tuple[Window, ...] = ()
    """The whole map first; none: it is fitted to what it shows."""
    credits: tuple[Credit, ...] = ()


# --- all of it --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wiki:
    """All that people wrote, every reference checked."""

    languages: tuple[Language, ...]
    """The default language first."""
    vocabulary: Vocabulary
    works: Mapping[str, Work]
    entries: Mapping[EntryId, Entry]
    """In the order of their ids."""
    texts: Mapping[str, Text]
    """In the order of their ids."""
    base_map: BaseMap = BaseMap()
    redirects: tuple[Redirect, ...] = ()
    """In the order of their addresses; each leads to an entry."""

    def names_in(self, language: Language) -> Callable[[EntryId], str | None]:
        """Gives the name of an entry in a language; None for what is no entry."""
        return lambda id: self.entries[id].names[language] if id in self.entries else None
