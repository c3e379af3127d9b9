"""Sealing: what was made from an older wording of an original, and so may no longer hold.

A ledger is written when somebody seals a text: its ids are settled, and for each translation of a segment,
each entry that cites it and each name settled in it stands there from which wording it was made. That
changes only when somebody confirms that it still holds.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from charsu.model.records import (
    Entry,
    EntryId,
    Language,
    Ledger,
    Naming,
    SealedSegment,
    SegmentId,
    Source,
    Statement,
    Text,
    Wiki,
    WordingHash,
)
from charsu.read.yaml_nodes import Fields, read_yaml
from charsu.support.diagnostics import Place, Problems
from charsu.support.textfile import read_text
from charsu.text.ledger import retire, wording_of


@dataclasses.dataclass(frozen=True)
class Stale:
    """Something made from an older wording of a segment of an original."""

    text: str
    segment: SegmentId
    what: Literal["translation", "statements", "name"]
    language: Language | None
    """Of the translation."""
    entry: EntryId | None
    """Whose statements rest on the segment; or whom the settled name names, None: nobody."""
    words: str | None
    """The settled name."""
    older: str
    """The wording from which it was made."""
    place: Place
    """Where to correct it: the translation's line, the first of the statements, the name in text.yml."""

    @property
    def name(self) -> str:
        """As `wiki seal --confirm` takes it: "p3s2:en"."""
        return f"{self.segment}:{self.language or self.words or self.entry}"

    def is_called(self, name: str) -> bool:
        """Whether somebody who names one thing of the segment means this one."""
        return name in (self.language, self.entry, self.words)


# --- what is said of a segment --------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class SegmentCitation:
    """The first statement of an entry that cites a segment."""

    statement: Statement
    source: Source


SegmentCitations = Mapping[SegmentId, Mapping[EntryId, SegmentCitation]]
"""Segment of a text -> the entries that cite it."""


def find_citations(texts: Iterable[Text], entries: Iterable[Entry]) -> Mapping[str, SegmentCitations]:
    """For each text; who cites a line that was just merged into another one, cites that one."""
    found: dict[str, dict[SegmentId, dict[EntryId, SegmentCitation]]] = {text.id: {} for text in texts}
    merged = {text.id: find_merged(text) for text in texts}
    for entry in entries:
        for statement in entry.statements:
            for source in statement.sources:
                if source.text in found and source.segment:
                    now = merged[source.text].get(source.segment, source.segment)
                    found[source.text].setdefault(now, {}).setdefault(entry.id, SegmentCitation(statement, source))
    return found


def _namings(text: Text) -> Mapping[SegmentId, Sequence[Naming]]:
    """The names that are settled in each segment, also in a line that was just merged into it."""
    merged = find_merged(text)
    found: dict[SegmentId, list[Naming]] = {}
    for naming in text.names:
        found.setdefault(merged.get(naming.segment, naming.segment), []).append(naming)
    return found


def find_merged(text: Text) -> Mapping[SegmentId, SegmentId]:
    """Ids that retire because their lines were merged into others, since the text was last sealed."""
    return {id: change.newer[0][0] for change in text.changes if change.what == "merged" for id, _ in change.older[1:]}


# --- what is stale --------------------------------------------------------------------------------


def find_stale(wiki: Wiki) -> tuple[Stale, ...]:
    """In the order of texts and segments."""
    texts = [text for text in wiki.texts.values() if text.ledger is not None]
    citations = find_citations(texts, wiki.entries.values() if texts else ())
    return tuple(stale for text in texts for stale in find_stale_in(text, citations[text.id]))


def find_stale_in(text: Text, citations: SegmentCitations) -> Iterator[Stale]:
    """What is stale by the ledger of a text; nothing if it has none."""
    if text.ledger is None:
        return
    namings = _namings(text)
    lines = {
        language: {segment.id: segment.place for segment in version.segments}
        for language, version in text.versions.items()
        if language != text.original
    }
    for segment in text.segments:
        sealed, now = text.ledger.segments.get(segment.id), wording_of(segment.text)
        if sealed is None:
            continue

        def older(
            record: WordingHash | None, otherwise: WordingHash = sealed.original, now: WordingHash = now
        ) -> str | None:
            assert text.ledger
            made_from = record or otherwise
            return None if made_from == now else text.ledger.wordings[made_from]

        here = text.id, segment.id
        for language, places in lines.items():
            if said := older(sealed.translations.get(language)):
                yield Stale(*here, "translation", language, None, None, said, places[segment.id])
        for id, citation in citations.get(segment.id, {}).items():
            if said := older(sealed.statements.get(id)):
                yield Stale(*here, "statements", None, id, None, said, citation.statement.place)
        for naming in namings.get(segment.id, ()):
            if said := older(sealed.names.get(naming.words)):
                yield Stale(*here, "name", None, naming.entry, naming.words, said, naming.place)


# --- sealing --------------------------------------------------------------------------------------


def seal(text: Text, citations: SegmentCitations) -> Ledger:
    """The ledger that a text gets if its changes are as they were understood. Nothing is confirmed by it.

    What has a record keeps it; what has none was made from the wording that was sealed last, or if its
    segment is new, from the present one.
    """
    older = text.ledger or Ledger()
    came_from = {id: id for id in older.segments}
    came_from |= {new: change.older[0][0] for change in text.changes if change.older for new, _ in change.newer}
    namings = _namings(text)
    segments: dict[SegmentId, SealedSegment] = {}
    said = dict(older.wordings)
    for segment in text.segments:
        now = wording_of(segment.text)
        said[now] = segment.text
        # The parts of a line that was split were translated as the whole that it was.
        line = older.segments.get(came_from.get(segment.id, ""))
        translations = {
            language: line.translations.get(language, line.original) if line else now
            for language in text.versions
            if language != text.original
        }
        statements = {}
        for id, citation in citations.get(segment.id, {}).items():
            cited = older.segments.get(citation.source.segment or "")
            statements[id] = cited.statements.get(id, cited.original) if cited else now
        names: dict[str, WordingHash] = {}
        for naming in namings.get(segment.id, ()):
            settled = older.segments.get(naming.segment)
            names.setdefault(naming.words, settled.names.get(naming.words, settled.original) if settled else now)
        segments[segment.id] = SealedSegment(
            original=now, translations=translations, statements=statements, names=names
        )
    retired = retire(older, text.changes, [segment.id for segment in text.segments])
    return _with_wordings(segments, Ledger(segments=segments, retired=retired, wordings=said))


def confirm(ledger: Ledger, confirmed: Iterable[Stale]) -> Ledger:
    """The ledger of a text after somebody saw that these things hold for the present wording, too."""
    segments = dict(ledger.segments)
    for stale in confirmed:
        sealed = segments[stale.segment]
        now = sealed.original
        match stale:
            case Stale(what="translation", language=str(language)):
                sealed = dataclasses.replace(sealed, translations={**sealed.translations, language: now})
            case Stale(what="statements", entry=str(entry)):
                sealed = dataclasses.replace(sealed, statements={**sealed.statements, entry: now})
            case Stale(what="name", words=str(words)):
                sealed = dataclasses.replace(sealed, names={**sealed.names, words: now})
        segments[stale.segment] = sealed
    return _with_wordings(segments, ledger)


def _with_wordings(segments: Mapping[SegmentId, SealedSegment], ledger: Ledger) -> Ledger:
    """The ledger with these segments, and with the wordings that they tell of."""
    told = {
        wording
        for sealed in segments.values()
        for wording in (
            sealed.original,
            *sealed.translations.values(),
            *sealed.statements.values(),
            *sealed.names.values(),
        )
    }
    wordings = {wording: ledger.wordings[wording] for wording in sorted(told)}
    return dataclasses.replace(ledger, segments=segments, wordings=wordings)


# --- who cites what was merged --------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Rewritten:
    """Files in which other ids are cited now."""

    contents: Mapping[str, str]
    """Path from the project's root -> the whole new text."""
    by_hand: tuple[tuple[Place, SegmentId, SegmentId], ...]
    """Where an id stands that only a person can replace, with the one that it has become."""


@dataclasses.dataclass(frozen=True)
class _Edit:
    place: Place
    pattern: str
    """Of what stands at the place; its group `id` is replaced."""
    new: SegmentId | None
    """None: the whole is taken out of its list."""
    old: SegmentId
    becomes: SegmentId


def rewrite_merged(
    root: Path, texts: Sequence[Text], every_text: Iterable[Text], entries: Iterable[Entry]
) -> Rewritten:
    """Write the id that merged segments of `texts` have now wherever they are cited or said something of."""
    merged = {(text.id, id): now for text in texts for id, now in find_merged(text).items()}
    if not merged:
        return Rewritten({}, ())
    cited = [statement.sources for entry in entries for statement in entry.statements]
    cited += [origin.sources for text in every_text for origin in text.provenance]
    edits = [edit for sources in cited for edit in _source_edits(sources, merged)]
    by_hand: list[_Edit] = []
    for text in texts:
        for edit in _key_edits(root, text):
            (edits if edit.new else by_hand).append(edit)
    contents: dict[str, list[str]] = {}
    for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):  # what stands before it keeps its place
        file = edit.place.file
        if file not in contents:
            contents[file] = (read_text(root / file, file, Problems()) or "").split("\n")
        if not _apply(edit, contents[file]):
            by_hand.append(edit)
    return Rewritten(
        {file: "\n".join(lines) for file, lines in sorted(contents.items())},
        tuple((edit.place, edit.old, edit.becomes) for edit in sorted(by_hand, key=lambda edit: edit.place)),
    )


def _source_edits(sources: Iterable[Source], merged: Mapping[tuple[str, SegmentId], SegmentId]) -> Iterator[_Edit]:
    there = {(source.text, source.segment) for source in sources}
    for source in sources:
        text, segment = source.text or "", source.segment or ""
        if now := merged.get((text, segment)):
            pattern = rf"""(?P<quote>["']?)\s*{re.escape(text)}\s*#\s*(?P<id>{re.escape(segment)})\s*(?P=quote)"""
            yield _Edit(source.place, pattern, None if (text, now) in there else now, segment, now)
            there.add((text, now))


def _key_edits(root: Path, text: Text) -> Iterator[_Edit]:
    """Of the keys below `notes` and `names`; those of two segments cannot become one by themselves."""
    node = read_yaml(root, text.place.file, Problems())
    for key in ("notes", "names"):
        field = node.fields.get(key) if isinstance(node, Fields) else None
        if field is None or not isinstance(field.value, Fields):
            continue
        there = set(field.value.fields)
        for id, now in find_merged(text).items():
            if id in there:
                pattern = rf"""["']?(?P<id>{re.escape(id)})"""
                yield _Edit(field.value.fields[id].key_place, pattern, None if now in there else now, id, now)
                there.add(now)


def _apply(edit: _Edit, lines: list[str]) -> bool:
    """Whether the lines were changed; not if something else stands there than was expected."""
    number, line = edit.place.line - 1, lines[edit.place.line - 1]
    found = re.compile(edit.pattern).match(line, edit.place.column - 1)
    if not found:
        return False
    if edit.new:
        start, end = found.span("id")
        lines[number] = line[:start] + edit.new + line[end:]
        return True
    before, behind = line[: found.start()], line[found.end() :]
    if comma := re.match(r"\s*,\s*", behind):
        lines[number] = before + behind[comma.end() :]
    elif comma := re.search(r"\s*,\s*$", before):
        lines[number] = before[: comma.start()] + behind
    elif re.fullmatch(r"\s*-\s*", before) and re.fullmatch(r"\s*(#.*)?", behind):
        del lines[number]
    else:
        return False
    return True
