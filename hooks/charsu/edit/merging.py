"""Merge two entries that turn out to be the same.

Statements are moved as whole lines, and names are added to the lists that are there, so that everything
else that an author wrote, including comments, stays to the letter.
"""

import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path

from charsu.edit.changeset import Changeset
from charsu.edit.references import UnchangeableError, rewrite_references
from charsu.edit.renaming import Dropped, RenamePlan, RenamingError, find_entry, folder_of, keep_address
from charsu.edit.scaffold import NameForms
from charsu.edit.text_edits import TextEdits
from charsu.edit.yaml_scalars import in_brackets, listed
from charsu.model.records import Entry, EntryId, Language, Statement
from charsu.read.load import ParsedWiki
from charsu.read.statements import statement_reader
from charsu.read.yaml_nodes import Field, Fields, Items, parse
from charsu.support.diagnostics import Problems, quote


def merge_entries(root: Path, parsed: ParsedWiki, written: str, target: str) -> RenamePlan:
    """Merge the entry `written` into `target`: its names become aliases, its statements are added at the end.

    What `target` has already is not repeated; what an entry can have only one of is reported as dropped.

    Raises: as `rename_entry`.
    """
    gone, stays = find_entry(parsed, written), find_entry(parsed, target)
    old, into = gone.id, stays.id
    if old == into:
        raise RenamingError(f"{quote(old)} cannot be merged with itself.")
    if gone.kind != stays.kind:
        raise RenamingError(
            f"{quote(old)} is of the kind {quote(gone.kind)}, and {quote(into)} of the kind {quote(stays.kind)}."
            " Only entries of the same kind can be merged."
        )
    changeset = Changeset(root)
    references = rewrite_references(changeset, root, parsed, old, into)
    for entry in parsed.entries:
        if references[entry.file] and entry.id not in (old, into):
            _drop_repeated(changeset, parsed, entry)
    _join_statements(changeset, parsed, gone, stays)
    _join_names(changeset, parsed.languages, gone, stays)
    dropped = _what_is_dropped(changeset, gone, stays)
    for language, article in gone.articles.items():
        file = gone.file.removesuffix(".yml") + f".{language}.md"
        if language in stays.articles:
            dropped.append(Dropped(f"the article in {language}", article.rstrip("\n")))
            changeset.delete(file)
        else:
            changeset.move(file, stays.file.removesuffix(".yml") + f".{language}.md")
    changeset.delete(gone.file)
    keep_address(changeset, folder_of(parsed, gone), old, into)
    return RenamePlan(old, into, changeset, references, tuple(dropped))


def _what_is_dropped(changeset: Changeset, gone: Entry, stays: Entry) -> list[Dropped]:
    """List what `stays` cannot take over from `gone`: summary, another type, comments outside its statements."""
    found = [Dropped(f"the summary in {language}", words) for language, words in gone.summary.items()]
    if gone.type and gone.type != stays.type:
        found.append(Dropped("the type", gone.type))
    text = unicodedata.normalize("NFC", changeset.read(gone.file))
    before, _, _ = text.partition("\nstatements:")
    comments = [line for line in before.split("\n") if line.lstrip().startswith("#")]
    return found + ([Dropped("comments", "\n".join(comments))] if comments else [])


# --- statements, as lines --------------------------------------------------------------------------


class _Statements:
    """The statements of an entry's file, each with its lines, including the comments above it."""

    def __init__(self, content: str, entry: Entry, parsed: ParsedWiki) -> None:
        self.edits = TextEdits(content)
        root = parse(self.edits.text, entry.file, Problems())
        if not isinstance(root, Fields) or root.end is not None:
            raise UnchangeableError(
                f"{entry.file} has braces around it. Write one key per line, and run the command again."
            )
        self._root = root
        self._field = root.fields.get("statements")
        self._file = entry.file
        items = self._field.value if self._field else None
        self._items = items.items if isinstance(items, Items) else ()
        self._in_brackets = isinstance(items, Items) and items.end is not None
        read = statement_reader(parsed.vocabulary.kinds[entry.kind], parsed.languages, parsed.vocabulary)
        self.records = tuple(read(item, Problems()) for item in self._items)
        self._relations = {id for id, property in parsed.vocabulary.properties.items() if property.is_relation}

    def repeated(self, known: Sequence[Statement | None] = ()) -> set[int]:
        """Return the indexes of statements that are in `known` or repeat an earlier one."""
        return {at for at, record in enumerate(self.records) if record in (*known, *self.records[:at])}

    def about(self, id: EntryId) -> set[int]:
        """Return the indexes of relations that lead to an entry."""
        return {
            at
            for at, record in enumerate(self.records)
            if record is not None and record.property in self._relations and record.value == id
        }

    @property
    def indent(self) -> int:
        """The number of spaces before the hyphens."""
        if not self._items:
            return 2
        before = self.edits.text[: self.edits.offset(self._items[0].place)].rstrip()
        return len(before) - 1 - self.edits.line_start(self.edits.line_of(len(before) - 1))

    def lines(self, indent: int, without: Collection[int]) -> list[str]:
        """Return the lines of each statement that is not in `without`, with this indentation."""
        shift = indent - self.indent
        return [
            "\n".join(_shifted(line, shift) for line in self.edits.text[start:end].rstrip("\n").split("\n"))
            for at, (start, end) in enumerate(self._spans())
            if at not in without
        ]

    def changed(self, drop: Collection[int], add: Sequence[str] = ()) -> str:
        """Return the whole file without the statements in `drop`, and with `add` after the rest."""
        if not drop and not add:
            return self.edits.result()
        if self._field is None:
            self.edits.insert_line(self.edits.line_after(self._root), "\n".join(("statements:", *add)))
            return self.edits.result()
        spans = self._spans()
        if not spans:
            raise self._bracketed()
        start = self.edits.line_start(self._field.key_place.line)
        if len(drop) == len(spans) and not add:
            self.edits.replace(start, spans[-1][1], "")
            return self.edits.result()
        for at in drop:
            self.edits.replace(*spans[at], "")
        if add:
            self.edits.insert_line(spans[-1][1], "\n".join(add))
        return self.edits.result()

    def _spans(self) -> list[tuple[int, int]]:
        """Return where the lines of each statement begin and end. Every line of the section belongs to one of them."""
        if self._field is None or not self._items:
            return []
        if self._in_brackets:
            raise self._bracketed()
        start = self.edits.line_start(self._field.key_place.line + 1)
        spans = []
        for item in self._items:
            end = self.edits.line_after(item)
            if item is self._items[-1]:
                end = self._after_comments(end)
            spans.append((start, end))
            start = end
        return spans

    def _bracketed(self) -> UnchangeableError:
        return UnchangeableError(
            f"The statements in {self._file} are in brackets. Write each as an item after a hyphen,"
            " and run the command again."
        )

    def _after_comments(self, offset: int) -> int:
        """Return the offset after indented comments, which belong to the last statement."""
        text = self.edits.text
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


def _drop_repeated(changeset: Changeset, parsed: ParsedWiki, entry: Entry) -> None:
    """Drop statements that became equal because they differed only in the two merged entries."""
    statements = _Statements(changeset.read(entry.file), entry, parsed)
    before = {at for at, record in enumerate(entry.statements) if record in entry.statements[:at]}
    if drop := statements.repeated() - before:
        changeset.write(entry.file, statements.changed(drop))


def _join_statements(changeset: Changeset, parsed: ParsedWiki, gone: Entry, stays: Entry) -> None:
    ours = _Statements(changeset.read(stays.file), stays, parsed)
    theirs = _Statements(changeset.read(gone.file), gone, parsed)
    drop = ours.about(stays.id)
    kept = [record for at, record in enumerate(ours.records) if at not in drop]
    add = theirs.lines(ours.indent, without=theirs.about(stays.id) | theirs.repeated(kept))
    changeset.write(stays.file, ours.changed(drop, add))


# --- names, in their lists ---------------------------------------------------------------------------

_KEYS = ("name", "aliases", "weak", "unverified")
"""The keys for names, in their order in an entry."""


def _join_names(changeset: Changeset, languages: tuple[Language, ...], gone: Entry, stays: Entry) -> None:
    """Add the names of `gone` to the aliases of `stays`, with their marks."""
    new = {
        language: [form for form in dict.fromkeys(gone.forms(language)) if form not in stays.forms(language)]
        for language in languages
    }
    content = changeset.read(stays.file)
    for key, marked in (("aliases", None), ("weak", gone.weak), ("unverified", gone.unverified)):
        forms = {
            language: [form for form in new[language] if marked is None or (language, form) in marked]
            for language in languages
        }
        content = _with_forms(content, stays.file, key, {language: each for language, each in forms.items() if each})
    changeset.write(stays.file, content)


def _with_forms(content: str, file: str, key: str, forms: NameForms) -> str:
    """Return an entry's file with more names under one of its keys."""
    if not forms:
        return content
    edits = TextEdits(content)
    root = parse(edits.text, file, Problems())
    assert isinstance(root, Fields), "an entry is a mapping"
    field = root.fields.get(key)
    if field is None:
        above = max((root.fields[each] for each in _KEYS[: _KEYS.index(key)] if each in root.fields), key=_line)
        lines = [f"{key}:", *(f"  {language}: {listed(each)}" for language, each in forms.items())]
        edits.insert_line(edits.line_after(above.value), "\n".join(lines))
        return edits.result()
    assert isinstance(field.value, Fields), "names are under their languages"
    names = field.value.fields
    for language in forms.keys() & names.keys():
        there = names[language].value
        if isinstance(there, Items):
            _add_items(edits, there, forms[language])
    if more := [f"{language}: {listed(each)}" for language, each in forms.items() if language not in names]:
        _add_languages(edits, field.value, more)
    return edits.result()


def _line(field: Field) -> int:
    return field.key_place.line


def _add_items(edits: TextEdits, items: Items, forms: Sequence[str]) -> None:
    """Add items to a list, in the style of the others."""
    if items.end is not None:
        at = edits.end(items.items[-1]) if items.items else edits.offset(items.end) - 1
        joint = ", " if items.items else ""
        edits.insert(at, joint + ", ".join(map(in_brackets, forms)))
        return
    last = items.items[-1]
    line = edits.text[edits.line_start(last.place.line) : edits.offset(last.place)]
    edits.insert_line(edits.line_after(last), "\n".join(line + in_brackets(form) for form in forms))


def _add_languages(edits: TextEdits, names: Fields, more: Sequence[str]) -> None:
    """Add languages to a mapping, in the style of the others."""
    there = list(names.fields.values())
    if names.end is not None:
        at = edits.end(there[-1].value) if there else edits.offset(names.end) - 1
        edits.insert(at, (", " if there else "") + ", ".join(more))
        return
    indent = " " * (there[0].key_place.column - 1)
    edits.insert_line(edits.line_after(names), "\n".join(indent + each for each in more))
