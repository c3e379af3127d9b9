"""Merging: two entries that turn out to be one, made one.

Its statements are moved as their lines and its names into the lists that are there, so that whatever else
an author wrote, comments among it, stays to the letter.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from charsu.edit.changeset import Revision
from charsu.edit.references import UnchangeableError, rewrite_references
from charsu.edit.renaming import Dropped, Renaming, RenamingError, find_entry, folder_of, keep_address
from charsu.edit.text_edits import Manuscript
from charsu.edit.yaml_scalars import in_brackets, listed
from charsu.model.records import Entry, EntryId, Language, Statement
from charsu.read.load import Sources
from charsu.read.statements import statement_reader
from charsu.read.yaml_nodes import Field, Fields, Items, parse
from charsu.support.diagnostics import Problems, quote

Forms = Mapping[Language, Sequence[str]]


def merge_entries(root: Path, sources: Sources, written: str, target: str) -> Renaming:
    """Make the entry `written` a part of `target`: its names become aliases there, its statements come behind.

    What `target` has already is not taken twice; what there can be only one of is told as dropped.

    Raises: as `rename_entry`.
    """
    gone, stays = find_entry(sources, written), find_entry(sources, target)
    old, into = gone.id, stays.id
    if old == into:
        raise RenamingError(f"{quote(old)} is one entry already.")
    if gone.kind != stays.kind:
        raise RenamingError(
            f"{quote(old)} is of the kind {quote(gone.kind)}, and {quote(into)} of the kind {quote(stays.kind)}."
            " Only entries of one kind can be one."
        )
    revision = Revision(root)
    references = rewrite_references(revision, root, sources, old, into)
    for entry in sources.entries:
        if references[entry.file] and entry.id not in (old, into):
            _drop_repeated(revision, sources, entry)
    _join_statements(revision, sources, gone, stays)
    _join_names(revision, sources.languages, gone, stays)
    dropped = _what_is_dropped(revision, gone, stays)
    for language, article in gone.articles.items():
        file = gone.file.removesuffix(".yml") + f".{language}.md"
        if language in stays.articles:
            dropped.append(Dropped(f"the article in {language}", article.rstrip("\n")))
            revision.delete(file)
        else:
            revision.move(file, stays.file.removesuffix(".yml") + f".{language}.md")
    revision.delete(gone.file)
    keep_address(revision, folder_of(sources, gone), old, into)
    return Renaming(old, into, revision, references, tuple(dropped))


def _what_is_dropped(revision: Revision, gone: Entry, stays: Entry) -> list[Dropped]:
    """What `gone` says and `stays` cannot take over: its summary, another type, and comments outside its statements."""
    found = [Dropped(f"the summary in {language}", words) for language, words in gone.summary.items()]
    if gone.type and gone.type != stays.type:
        found.append(Dropped("the type", gone.type))
    text = unicodedata.normalize("NFC", revision.read(gone.file))
    before, _, _ = text.partition("\nstatements:")
    comments = [line for line in before.split("\n") if line.lstrip().startswith("#")]
    return found + ([Dropped("comments", "\n".join(comments))] if comments else [])


# --- statements, as their lines --------------------------------------------------------------------


class _Statements:
    """The statements of an entry's file, each with the lines in which it stands, comments above it among them."""

    def __init__(self, content: str, entry: Entry, sources: Sources) -> None:
        self.manuscript = Manuscript(content)
        root = parse(self.manuscript.text, entry.file, Problems())
        if not isinstance(root, Fields) or root.behind is not None:
            raise UnchangeableError(
                f"{entry.file} has braces around it. Write one key a line, and run the command again."
            )
        self._root = root
        self._field = root.fields.get("statements")
        self._file = entry.file
        items = self._field.value if self._field else None
        self._items = items.items if isinstance(items, Items) else ()
        self._in_brackets = isinstance(items, Items) and items.behind is not None
        read = statement_reader(sources.vocabulary.kinds[entry.kind], sources.languages, sources.vocabulary)
        self.records = tuple(read(item, Problems()) for item in self._items)
        self._relations = {id for id, property in sources.vocabulary.properties.items() if property.is_relation}

    def repeated(self, known: Sequence[Statement | None] = ()) -> set[int]:
        """Indexes of those that are among `known`, or stand further up."""
        return {at for at, record in enumerate(self.records) if record in (*known, *self.records[:at])}

    def about(self, id: EntryId) -> set[int]:
        """Indexes of relations that lead to an entry."""
        return {
            at
            for at, record in enumerate(self.records)
            if record is not None and record.property in self._relations and record.value == id
        }

    @property
    def indent(self) -> int:
        """How far the hyphens are indented."""
        if not self._items:
            return 2
        before = self.manuscript.text[: self.manuscript.offset(self._items[0].place)].rstrip()
        return len(before) - 1 - self.manuscript.line_start(self.manuscript.line_of(len(before) - 1))

    def lines(self, indent: int, without: Collection[int]) -> list[str]:
        """Those that are not left out, each as its lines, indented so far."""
        shift = indent - self.indent
        return [
            "\n".join(_shifted(line, shift) for line in self.manuscript.text[start:end].rstrip("\n").split("\n"))
            for at, (start, end) in enumerate(self._spans())
            if at not in without
        ]

    def changed(self, drop: Collection[int], add: Sequence[str] = ()) -> str:
        """The whole file without some of them, and with others behind them."""
        if not drop and not add:
            return self.manuscript.result()
        if self._field is None:
            self.manuscript.insert_line(self.manuscript.line_behind(self._root), "\n".join(("statements:", *add)))
            return self.manuscript.result()
        spans = self._spans()
        if not spans:
            raise self._bracketed()
        start = self.manuscript.line_start(self._field.key_place.line)
        if len(drop) == len(spans) and not add:
            self.manuscript.replace(start, spans[-1][1], "")
            return self.manuscript.result()
        for at in drop:
            self.manuscript.replace(*spans[at], "")
        if add:
            self.manuscript.insert_line(spans[-1][1], "\n".join(add))
        return self.manuscript.result()

    def _spans(self) -> list[tuple[int, int]]:
        """Where the lines of each begin and end. Every line of the section belongs to one of them."""
        if self._field is None or not self._items:
            return []
        if self._in_brackets:
            raise self._bracketed()
        start = self.manuscript.line_start(self._field.key_place.line + 1)
        spans = []
        for item in self._items:
            end = self.manuscript.line_behind(item)
            if item is self._items[-1]:
                end = self._behind_comments(end)
            spans.append((start, end))
            start = end
        return spans

    def _bracketed(self) -> UnchangeableError:
        return UnchangeableError(
            f"The statements in {self._file} stand in brackets. Write each as an item behind a hyphen,"
            " and run the command again."
        )

    def _behind_comments(self, offset: int) -> int:
        """Indented comments behind the last one belong to it."""
        text = self.manuscript.text
        while offset < len(text):
            line = text[offset:].partition("\n")[0]
            if not (line.startswith(" ") and line.lstrip().startswith("#")):
                break
            offset += len(line) + 1
        return min(offset, len(text))


def _shifted(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by >= 0 else line[min(-by, len(line) - len(line.lstrip())) :]


def _drop_repeated(revision: Revision, sources: Sources, entry: Entry) -> None:
    """Two statements that differed only in the two entries now say the same; one is enough."""
    statements = _Statements(revision.read(entry.file), entry, sources)
    before = {at for at, record in enumerate(entry.statements) if record in entry.statements[:at]}
    if drop := statements.repeated() - before:
        revision.write(entry.file, statements.changed(drop))


def _join_statements(revision: Revision, sources: Sources, gone: Entry, stays: Entry) -> None:
    ours = _Statements(revision.read(stays.file), stays, sources)
    theirs = _Statements(revision.read(gone.file), gone, sources)
    drop = ours.about(stays.id)
    kept = [record for at, record in enumerate(ours.records) if at not in drop]
    add = theirs.lines(ours.indent, without=theirs.about(stays.id) | theirs.repeated(kept))
    revision.write(stays.file, ours.changed(drop, add))


# --- names, in their lists ---------------------------------------------------------------------------

_KEYS = ("name", "aliases", "weak", "unverified")
"""The keys that hold names, in the order in which an entry has them."""


def _join_names(revision: Revision, languages: tuple[Language, ...], gone: Entry, stays: Entry) -> None:
    """The names of `gone` become aliases of `stays`, with what marks them."""
    new = {
        language: [form for form in dict.fromkeys(gone.forms(language)) if form not in stays.forms(language)]
        for language in languages
    }
    content = revision.read(stays.file)
    for key, marked in (("aliases", None), ("weak", gone.weak), ("unverified", gone.unverified)):
        forms = {
            language: [form for form in new[language] if marked is None or (language, form) in marked]
            for language in languages
        }
        content = _with_forms(content, stays.file, key, {language: each for language, each in forms.items() if each})
    revision.write(stays.file, content)


def _with_forms(content: str, file: str, key: str, forms: Forms) -> str:
    """An entry's file with more names below one of its keys."""
    if not forms:
        return content
    manuscript = Manuscript(content)
    root = parse(manuscript.text, file, Problems())
    assert isinstance(root, Fields), "an entry is a mapping"
    field = root.fields.get(key)
    if field is None:
        above = max((root.fields[each] for each in _KEYS[: _KEYS.index(key)] if each in root.fields), key=_line)
        lines = [f"{key}:", *(f"  {language}: {listed(each)}" for language, each in forms.items())]
        manuscript.insert_line(manuscript.line_behind(above.value), "\n".join(lines))
        return manuscript.result()
    assert isinstance(field.value, Fields), "names stand below their languages"
    names = field.value.fields
    for language in forms.keys() & names.keys():
        there = names[language].value
        if isinstance(there, Items):
            _add_items(manuscript, there, forms[language])
    if more := [f"{language}: {listed(each)}" for language, each in forms.items() if language not in names]:
        _add_languages(manuscript, field.value, more)
    return manuscript.result()


def _line(field: Field) -> int:
    return field.key_place.line


def _add_items(manuscript: Manuscript, items: Items, forms: Sequence[str]) -> None:
    """More items of a list, written as its others are."""
    if items.behind is not None:
        at = manuscript.end(items.items[-1]) if items.items else manuscript.offset(items.behind) - 1
        joint = ", " if items.items else ""
        manuscript.insert(at, joint + ", ".join(map(in_brackets, forms)))
        return
    last = items.items[-1]
    line = manuscript.text[manuscript.line_start(last.place.line) : manuscript.offset(last.place)]
    manuscript.insert_line(manuscript.line_behind(last), "\n".join(line + in_brackets(form) for form in forms))


def _add_languages(manuscript: Manuscript, names: Fields, more: Sequence[str]) -> None:
    """More languages of a mapping, written as its others are."""
    there = list(names.fields.values())
    if names.behind is not None:
        at = manuscript.end(there[-1].value) if there else manuscript.offset(names.behind) - 1
        manuscript.insert(at, (", " if there else "") + ", ".join(more))
        return
    indent = " " * (there[0].key_place.column - 1)
    manuscript.insert_line(manuscript.line_behind(names), "\n".join(indent + each for each in more))
