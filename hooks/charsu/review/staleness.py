"""Find what was made from an older wording of an original and so may no longer hold, and seal texts.

Sealing a text writes its ledger: the permanent ids, and for each translation of a segment, each entry that
cites it and each name decided in it, the wording from which it was made. That record changes only when an
author confirms that the thing still holds.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from charsu.model.ledger import Ledger, SealedSegment, WordingHash
from charsu.model.records import Entry, EntryId, Language, Naming, SegmentId, Source, Statement, Text, Wiki
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
    """The language of the translation."""
    entry: EntryId | None
    """The entry whose statements cite the segment, or that the decided name means; None if it is not a name."""
    words: str | None
    """The decided name."""
    older: str
    """The wording from which it was made."""
    place: Place
    """Where to correct it: the translation's line, the first statement, or the name in text.yml."""

    @property
    def name(self) -> str:
        """Its name for `wiki seal --confirm`: "p3s2:en"."""
        return f"{self.segment}:{self.language or self.words or self.entry}"

    def is_called(self, name: str) -> bool:
        """Whether `--confirm` with this name after the segment means this one."""
        return name in (self.language, self.entry, self.words)


# --- what refers to a segment ---------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class SegmentCitation:
    """The first statement of an entry that cites a segment."""

    statement: Statement
    source: Source


SegmentCitations = Mapping[SegmentId, Mapping[EntryId, SegmentCitation]]
"""Segment of a text -> the entries that cite it."""


def find_citations(texts: Iterable[Text], entries: Iterable[Entry]) -> Mapping[str, SegmentCitations]:
    """Find the citations of each text; a citation of a line that was just merged counts for the merged line."""
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
    """Return the names decided in each segment, including lines that were just merged into it."""
    merged = find_merged(text)
    found: dict[SegmentId, list[Naming]] = {}
    for naming in text.names:
        found.setdefault(merged.get(naming.segment, naming.segment), []).append(naming)
    return found


def find_merged(text: Text) -> Mapping[SegmentId, SegmentId]:
    """Find the ids that are retired because their lines were merged since the text was last sealed."""
    return {id: change.newer[0][0] for change in text.changes if change.what == "merged" for id, _ in change.older[1:]}


# --- what is stale --------------------------------------------------------------------------------


def find_stale(wiki: Wiki) -> tuple[Stale, ...]:
    """Find everything that is stale, in the order of texts and segments."""
    texts = [text for text in wiki.texts.values() if text.ledger is not None]
    citations = find_citations(texts, wiki.entries.values() if texts else ())
    return tuple(stale for text in texts for stale in find_stale_in(text, citations[text.id]))


def find_stale_in(text: Text, citations: SegmentCitations) -> Iterator[Stale]:
    """Find what is stale by the ledger of a text; nothing if it has none."""
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
            if said := older(sealed.translated_from(language)):
                yield Stale(*here, "translation", language, None, None, said, places[segment.id])
        for id, citation in citations.get(segment.id, {}).items():
            if said := older(sealed.statements.get(id)):
                yield Stale(*here, "statements", None, id, None, said, citation.statement.place)
        for naming in namings.get(segment.id, ()):
            if said := older(sealed.names.get(naming.words)):
                yield Stale(*here, "name", None, naming.entry, naming.words, said, naming.place)


# --- sealing --------------------------------------------------------------------------------------


def seal(text: Text, citations: SegmentCitations) -> Ledger:
    """Return the new ledger of a text, if its changes were recognised correctly. This confirms nothing.

    Existing records are kept; what has none was made from the wording that was sealed last or, if its
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
        # The parts of a split line were translated as one line.
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
    """Return the ledger with these things confirmed for the present wording."""
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
    """Return the ledger with these segments, and only the wordings that they refer to."""
    used = {
        wording
        for sealed in segments.values()
        for wording in (
            sealed.original,
            *sealed.translations.values(),
            *sealed.statements.values(),
            *sealed.names.values(),
        )
    }
    wordings = {wording: ledger.wordings[wording] for wording in sorted(used)}
    return dataclasses.replace(ledger, segments=segments, wordings=wordings)


# --- who cites what was merged --------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Rewritten:
    """Files with merged ids replaced."""

    contents: Mapping[str, str]
    """Path from the project's root -> new content."""
    by_hand: tuple[tuple[Place, SegmentId, SegmentId], ...]
    """The places of ids that only a person can replace, each with the old and the new id."""


@dataclasses.dataclass(frozen=True)
class _Edit:
    place: Place
    pattern: str
    """Pattern of the text at the place; its group `id` is replaced."""
    new: SegmentId | None
    """None to remove the whole item from its list."""
    old: SegmentId
    becomes: SegmentId


def rewrite_merged(
    root: Path, texts: Sequence[Text], every_text: Iterable[Text], entries: Iterable[Entry]
) -> Rewritten:
    """Replace the ids of merged segments of `texts` wherever they are cited, noted or named."""
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
    for edit in sorted(
        edits, key=lambda edit: edit.place, reverse=True
    ):  # from the end, so that earlier places stay valid
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
    """Find the edits of keys under `notes` and `names`; if both segments have a key, a person has to join them."""
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
    """Make the edit, and return whether it was made: not if the text at the place is not as expected."""
    number, line = edit.place.line - 1, lines[edit.place.line - 1]
    found = re.compile(edit.pattern).match(line, edit.place.column - 1)
    if not found:
        return False
    if edit.new:
        start, end = found.span("id")
        lines[number] = line[:start] + edit.new + line[end:]
        return True
    before, after = line[: found.start()], line[found.end() :]
    if comma := re.match(r"\s*,\s*", after):
        lines[number] = before + after[comma.end() :]
    elif comma := re.search(r"\s*,\s*$", before):
        lines[number] = before[: comma.start()] + after
    elif re.fullmatch(r"\s*-\s*", before) and re.fullmatch(r"\s*(#.*)?", after):
        del lines[number]
    else:
        return False
    return True
