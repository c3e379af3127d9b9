"""Write the files of new entries and texts."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

from charsu.edit.yaml_scalars import in_line, listed
from charsu.model.records import EntryId, Language, Localized
from charsu.read import readers

NameForms = Mapping[Language, Sequence[str]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryDraft:
    """A new entry, without statements: they need sources, which a person must read."""

    names: Localized
    aliases: NameForms = dataclasses.field(default_factory=dict)
    weak: NameForms = dataclasses.field(default_factory=dict)
    unverified: NameForms = dataclasses.field(default_factory=dict)
    type: str | None = None
    summary: Localized


@dataclasses.dataclass(frozen=True, kw_only=True)
class TextDraft:
    """The description of a new text; translations come later."""

    title: Localized
    original: Language
    date: str | None = None
    """EDTF."""
    author: Localized | None = None
    about: Localized
    rights: Localized


def entry_yaml(draft: EntryDraft) -> str:
    """Return the file of an entry, with its keys in the usual order."""
    return "".join(
        (
            _localized("name", draft.names),
            _lists("aliases", draft.aliases),
            _lists("weak", draft.weak),
            _lists("unverified", draft.unverified),
            _single("type", draft.type),
            _localized("summary", draft.summary),
        )
    )


def text_yaml(draft: TextDraft) -> str:
    """Return the text.yml of a text."""
    return "".join(
        (
            _localized("title", draft.title),
            _single("original", draft.original),
            _single("date", draft.date),
            _localized("author", draft.author or {}),
            _localized("about", draft.about),
            _localized("rights", draft.rights),
        )
    )


def _single(key: str, value: str | None) -> str:
    return f"{key}: {in_line(value)}\n" if value else ""


def _localized(key: str, said: Localized) -> str:
    return "".join(
        (f"{key}:\n", *(f"  {language}: {in_line(words)}\n" for language, words in said.items())) if said else ""
    )


def _lists(key: str, forms: NameForms) -> str:
    given = {language: each for language, each in forms.items() if each}
    return "".join(
        (f"{key}:\n", *(f"  {language}: {listed(each)}\n" for language, each in given.items())) if given else ""
    )


def propose_id(names: Iterable[str], taken: Collection[EntryId]) -> EntryId | None:
    """Return a free id made from the first name that has Latin letters; None if none has."""
    near = next(filter(None, map(readers.slug_of, names)), None)
    if near is None or near not in taken:
        return near
    return next(id for number in range(2, len(taken) + 3) if (id := f"{near}-{number}") not in taken)
