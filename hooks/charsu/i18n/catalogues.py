"""Read and check the catalogues of interface words, one file for each language.

The engine has its own; a wiki may have others, whose messages replace the engine's. So they must fit: a message that
does not fit is reported at once, with a way out, and cannot make a page fail later.
"""

import functools
import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError

from charsu.i18n.messages import Words
from charsu.model.records import Language
from charsu.support.diagnostics import did_you_mean, quote

_ABOUT_THE_LANGUAGE = ("locale", "language names")
"""What a file contains besides its messages; English is no fallback for it."""

_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


class WordsError(Exception):
    """The words of a language cannot be used. The message says why, and what to do."""


def load_words(folder: Path, languages: Iterable[Language], own: Path | None = None) -> dict[Language, Words]:
    """Read the interface words of each language.

    Messages without a translation are in English; dates and numbers are always the language's own.

    Args:
        folder: the engine's, with a file for each language it has: "en.yml".
        languages: those of the site.
        own: the wiki's folder, if there is one; its words replace the engine's.

    Raises:
        WordsError: a file is invalid, or the language is unknown.
    """
    english = _read(folder / "en.yml")
    words = {language: Words(language, _messages(folder, language, own, english)) for language in languages}
    for each in words.values():
        each.all = words
    return words


def untranslated(folder: Path, language: Language, own: Path | None = None) -> int:
    """Count the messages without a translation: no file has them, or one repeats the English.

    Raises:
        WordsError: as above.
    """
    english = dict(_flat(_read(folder / "en.yml")))
    ours, theirs = dict(_flat(_read(folder / f"{language}.yml"))), dict(_flat(_read_own(own, language)))
    return sum(key not in ours and theirs.get(key, message) == message for key, message in english.items())


def _messages(folder: Path, language: Language, own: Path | None, english: Mapping[str, Any]) -> dict[str, Any]:
    ours, theirs = _read(folder / f"{language}.yml"), _read_own(own, language)
    said = {section: messages for section, messages in english.items() if section not in _ABOUT_THE_LANGUAGE}
    # "11–13 March 1995" has a form that only English and similar languages have.
    said["dates"] = said["dates"] | {"same month": english["dates"]["range"]}
    for file, messages in ((folder, ours), (own, theirs)):
        said = _overlaid(said, messages, f"{file}/{language}.yml")
    about = [{"locale": language, "language names": {}}, ours, theirs]
    said |= {key: each[key] for each in about for key in _ABOUT_THE_LANGUAGE if key in each}
    try:
        Locale.parse(said["locale"])
    except (UnknownLocaleError, ValueError, TypeError):
        if "-" not in str(said["locale"]):
            raise WordsError(f"CLDR knows no language {quote(str(said['locale']))}; is it a code such as fr?") from None
        said["locale"] = said["locale"].replace("-", "_")
    return said


def _read_own(own: Path | None, language: Language) -> Mapping[str, Any]:
    return _read(own / f"{language}.yml") if own else {}


def _read(file: Path) -> Mapping[str, Any]:
    """Return the content of a file; nothing if it does not exist."""
    if not file.exists():
        return {}
    try:
        found = _parsed(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WordsError(f"{file} is no YAML: {error}") from None
    if not isinstance(found or {}, Mapping):
        raise WordsError(f"{file}: expected sections of messages, as in en.yml of the engine.")
    return found or {}


@functools.lru_cache(maxsize=32)
def _parsed(content: str) -> Any:
    """Return YAML as plain values. A build needs the same file several times, and the next build again."""
    return yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _overlaid(base: Mapping[str, Any], over: Mapping[str, Any], file: str, above: str = "") -> dict[str, Any]:
    """Return the messages of `base`, replaced by those of `over`; they must fit, or pages would fail later."""
    result = dict(base)
    for key, message in over.items():
        if not above and key in _ABOUT_THE_LANGUAGE:
            continue
        if key not in base:
            hint = did_you_mean(str(key), base, "Leave it out.")
            raise WordsError(f"{file}: there is no message {quote(f'{above}{key}')}. {hint}")
        if _is_section(base[key]):
            if not isinstance(message or {}, Mapping):
                raise WordsError(f"{file}: {quote(f'{above}{key}')} is a section of messages, as in en.yml.")
            result[key] = _overlaid(base[key], message or {}, file, f"{above}{key}.")
        elif message is not None:
            _check_message(base[key], message, f"{file}: {quote(f'{above}{key}')}")
            result[key] = message
    return result


def _check_message(english: Any, message: Any, what: str) -> None:
    if isinstance(message, Mapping):
        if not isinstance(english, Mapping) or "other" not in message or not set(message) <= _FORMS:
            raise WordsError(f"{what} needs words, or plural forms if the engine's has them; 'other' is one of them.")
    elif not isinstance(message, str):
        raise WordsError(f"{what} needs words; put them in quotation marks.")
    known = _placeholders(english) | ({"first", "last", "start", "end"} if "start" in _placeholders(english) else set())
    if unknown := _placeholders(message) - known:
        raise WordsError(
            f"{what} has {{{min(unknown)}}}, which nothing fills in; there is {', '.join(sorted(known)) or 'nothing'}."
        )


def _placeholders(message: Any) -> set[str]:
    """Return what is in braces; with its format if it has one, since values are already written out."""
    texts = message.values() if isinstance(message, Mapping) else (message,)
    try:
        return {
            name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            for text in texts
            for _, name, form, conversion in string.Formatter().parse(str(text))
            if name is not None
        }
    except ValueError:
        return {"{"}


def _is_section(messages: Any) -> bool:
    return isinstance(messages, Mapping) and not set(messages) <= _FORMS


def _flat(messages: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every message by its whole key: "entry.passages"."""
    for key, message in messages.items():
        if _is_section(message):
            if key not in _ABOUT_THE_LANGUAGE:
                yield from _flat(message, f"{above}{key}.")
        elif key not in _ABOUT_THE_LANGUAGE:
            yield f"{above}{key}", message
