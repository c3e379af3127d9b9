"""Letters: what looks right in a text or a name and is another character, told once for each kind.

Readers see no difference between Ð and Đ, nor between Latin o and Cyrillic о. Linking, search and sorting take
look-alikes as one (see `text.lookalikes`), so nothing is lost; but other programs do not, and readers who copy the word
copy the mistake. Names that are a single letter or a number are reported here, too: they are found in too many places.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from charsu.model.records import Entry, Language, Wiki
from charsu.support.diagnostics import Place, Problems, quote
from charsu.text.lookalikes import SAME_EVERYWHERE, find_mixed_words

INSTEAD: Mapping[Language, Mapping[str, str]] = {
    "vi": SAME_EVERYWHERE,
    "fa": {"\u064a": "\u06cc", "\u0643": "\u06a9"},
}
"""Language -> letters that it does not have, and those of its own that look like them."""

_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""Chinese radicals, which programs for PDF files put in the place of letters."""

_BYTES = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)]
_FOLLOWS = re.escape("".join(_BYTES))
_SURELY_FOLLOWS = re.escape("".join(c for c in _BYTES if c not in "«»‘’“”–—…‹›•\u00a0"))
_MOJIBAKE = re.compile(
    rf"(?:[ÂÃÄÅÆ][{_SURELY_FOLLOWS}‘]|Â\u00a0|â€[{_FOLLOWS}]|á[º»][{_FOLLOWS}]|[ä-é][{_SURELY_FOLLOWS}]{{2}}|ï»¿)+"
)
"""UTF-8 that was read as Windows-1252, as far as no language writes such letters side by side."""

_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
"""What stands for a character that was lost, or that only one font knows."""


@dataclasses.dataclass
class Odd:
    """All letters of one kind; `what` and `hint` are about the first one."""

    place: Place
    what: str
    hint: str
    count: int = 0


def warn_of_odd_letters(wiki: Wiki, problems: Problems) -> None:
    """Warn of each kind of letters that are not what they look like, with their number and the place of the first."""
    kinds: dict[tuple[str, ...], Odd] = {}
    for language, text, place in _pieces(wiki):
        if not text.isascii():
            for kind, what, hint in _odd_letters(language, text):
                kinds.setdefault(kind, Odd(place, what, hint)).count += 1
    for odd in kinds.values():
        times = "" if odd.count == 1 else f"; there are {odd.count:,} such places, this is the first"
        problems.warn(odd.place, f"{odd.what}{times}", odd.hint)


def _odd_letters(language: Language, text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the kind of each odd letter or word, what is wrong with it, and the way out."""
    instead = INSTEAD.get(language.partition("-")[0], {})
    for letter in text:
        if right := instead.get(letter) or _RADICALS.get(letter):
            known = f"{quote(letter)} ({_code(letter)}) looks like {quote(right)} ({_code(right)})"
            where = f", which {language} does not have" if letter in instead else ""
            kind = ("letter", language, letter if letter in instead else "radical")
            yield (
                kind,
                f"{known}{where}",
                f"Write {right}, except in an original; names with it are found all the same.",
            )
    for word in find_mixed_words(text):
        yield (
            ("mixed",),
            f"{quote(word.written)} has letters of two alphabets; it looks like {quote(word.meant)}",
            f"Write {word.meant}, except in an original; it is found all the same.",
        )
    for match in _MOJIBAKE.finditer(text):
        if meant := _decoded(match[0]):
            hint = "The file was once opened in the wrong encoding: restore it from before, or replace such letters."
            yield ("mojibake",), f"{quote(match[0])} is probably {quote(meant)}", hint
    for match in _LOST.finditer(text):
        hint = "Look it up in the source and write the right one."
        yield ("lost",), f"{_code(match[0])} stands in the place of a character that was lost", hint


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _decoded(text: str) -> str | None:
    """Return what text meant before UTF-8 was read as Windows-1252."""
    try:
        return b"".join(c.encode("latin-1") if ord(c) < 0x100 else c.encode("cp1252") for c in text).decode("utf-8")
    except UnicodeError:
        return None


def _pieces(wiki: Wiki) -> Iterator[tuple[Language, str, Place]]:
    """Yield names, summaries and articles of entries, and the segments of texts, each with its language and place."""
    for text in wiki.texts.values():
        for language, version in text.versions.items():
            for segment in version.segments:
                yield language, segment.text, segment.place
    for entry in wiki.entries.values():
        for language, form in _forms(entry, wiki.languages):
            yield language, form, entry.name_places.get(language, entry.place)
        for language, summary in entry.summary.items():
            yield language, summary, entry.summary_places.get(language, entry.place)
        for language, article in entry.articles.items():
            yield language, article, Place(f"{entry.file.removesuffix('.yml')}.{language}.md")


def _forms(entry: Entry, languages: Iterable[Language]) -> Iterator[tuple[Language, str]]:
    for language in languages:
        for form in entry.forms(language):
            yield language, form


def warn_of_slight_names(wiki: Wiki, problems: Problems) -> None:
    """Warn of names that are a single letter or a number and yet count by themselves."""
    for entry in wiki.entries.values():
        slight: dict[str, Language] = {}
        for language, form in _forms(entry, wiki.languages):
            letters = [c for c in form if c.isalnum()]
            if (len(letters) < 2 or all(map(str.isnumeric, letters))) and (language, form) not in entry.weak:
                slight.setdefault(form, language)
        for form, language in slight.items():
            problems.warn(
                entry.name_places.get(language, entry.place),
                f"{quote(form)} is too little to be a name by itself, and would be a link wherever it stands",
                f"List it under weak: {{{language}: [{form}]}}, or give a fuller name.",
            )
