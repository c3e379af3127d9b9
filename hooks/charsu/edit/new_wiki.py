"""Create a new wiki with one example of everything, in the languages that are wanted.

The example is in `starter/`, in more languages than any wiki needs. A line with text in all of them,
`label: {en: Person, fr: Personne, …}`, is reduced to the languages of the new wiki; of files with one
version per language, those of its languages are copied. A language that the example does not have gets
the English text.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template

from babel import Locale, UnknownLocaleError

from charsu.model.records import Language
from charsu.read.editor_schemas import FOLDER, SETTINGS, as_text, editor_settings, schemas
from charsu.read.ledgers import ledger_file
from charsu.read.load import load
from charsu.review.staleness import find_citations, seal
from charsu.support.diagnostics import Problems
from charsu.text.ledger import ledger_json

STARTER = Path(__file__).parents[1] / "starter"

EXAMPLE_LANGUAGES = ("en", "zh", "vi", "fr", "es", "de", "ar", "fa")
"""The languages of the example."""

_LOCALES = Path(__file__).parents[1] / "theme/locales"

_CODE = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
"""The codes that MkDocs' language plugin accepts: "fa", "zh-Hant", "pt-BR"."""

_TEXT = "docs/texts/declaration"
_ANY = "|".join(EXAMPLE_LANGUAGES)
_IN_EACH = re.compile(r"(?P<before> *(?:- )?[^{}]+: )\{(?P<said>en: .*)\}")
_NEXT_LANGUAGE = re.compile(rf", (?=(?:{_ANY}): )")
_OF_ONE = re.compile(rf"  +(?P<language>{_ANY}): .*")
_OF_A_LANGUAGE = re.compile(rf"(?P<stem>.+)\.(?P<language>{_ANY})\.md")
_WIDTH = 120


def is_language(code: str) -> bool:
    """Whether a wiki can have a language: its code has the right form and is in CLDR."""
    if not _CODE.fullmatch(code):
        return False
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def own_name(language: Language) -> str:
    """Return a language's name in that language, capitalised."""
    name = Locale.parse(language, sep="-").get_display_name() or language
    return name[:1].title() + name[1:]  # .upper() would turn Georgian letters into ones that do not begin words


def without_example(languages: Iterable[Language]) -> list[Language]:
    """Return the languages in which the example's text is English, and still has to be translated."""
    return [language for language in languages if language not in EXAMPLE_LANGUAGES]


def without_words(languages: Iterable[Language]) -> list[Language]:
    """Return the languages for which the engine has no interface words."""
    return [language for language in languages if not (_LOCALES / f"{language}.yml").exists()]


def new_wiki(name: str, languages: Sequence[Language], requirements: Iterable[str]) -> dict[str, str]:
    """Return the files of a new wiki.

    Args:
        name: the name of the site.
        languages: at least one, the default one first.
        requirements: the lines of requirements.txt.

    Returns:
        Path from the wiki's folder, with forward slashes -> content. Make `wiki` executable.
    """
    versions = [language for language in languages if (STARTER / _TEXT / f"index.{language}.md").exists()]
    values: dict[str, dict[str, object]] = {
        "mkdocs.yml": {"name": _yaml(name), "languages": _in_mkdocs(languages)},
        "README.md": {"name": name, "languages": ", ".join(map(own_name, languages))},
        f"{_TEXT}/text.yml": {"original": _original(versions)},
    }
    files: dict[str, str] = {}
    for path in sorted(file for file in STARTER.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        file = path.relative_to(STARTER).as_posix()
        if not versions and file.startswith(_TEXT):
            continue
        content = path.read_text(encoding="utf-8")
        if match := _OF_A_LANGUAGE.fullmatch(file):
            files |= _written_in(match["stem"], match["language"], content, languages)
            continue
        if file in values:
            content = Template(content).substitute(values[file])
        if file.startswith(("docs/", "entries/")) and file.endswith(".yml"):
            content = _in_languages(content, languages, versions)
        files[file.replace("gitignore", ".gitignore")] = content
    for language in without_words(languages):
        files[f"locales/{language}.yml"] = _words_to_translate(language)
    files["requirements.txt"] = (
        "# The engine, and the exact version of everything that it needs.\n" + "\n".join(requirements) + "\n"
    )
    return files


def drawn_files(root: Path, languages: Sequence[Language]) -> dict[str, str]:
    """Return the files derived from those of a new wiki: ledgers of its texts, so that their ids are permanent
    from the first day, and schemas for editors.

    Args:
        root: the folder with the files of the new wiki.
        languages: the languages of the wiki.

    Returns:
        Path from `root` -> content.
    """
    parsed = load(root, tuple(languages), Problems())
    assert parsed is not None, "the example can be read"
    texts = parsed.texts.values()
    citations = find_citations(texts, parsed.entries)
    ledgers = {ledger_file(text.id): ledger_json(seal(text, citations[text.id])) for text in texts}
    drawn = schemas(parsed.vocabulary, tuple(languages))
    return {
        **ledgers,
        **{f"{FOLDER}/{name}": as_text(schema) for name, schema in drawn.items()},
        SETTINGS: editor_settings(None, parsed.vocabulary.kinds.values()),
    }


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _in_mkdocs(languages: Sequence[Language]) -> str:
    names = {language: f"locale: {language}, name: {_yaml(own_name(language))}" for language in languages}
    names[languages[0]] += ", default: true"
    return "\n".join(f"        - {{{said}}}" for said in names.values())


def _original(versions: Sequence[Language]) -> Language | None:
    """Choose the original of the example text: the wiki's first language in which it was drawn up,
    or else its first version.
    """
    drawn_up = [language for language in ("en", "fr", "es", "zh") if language in versions]
    return next(iter([*drawn_up, *versions]), None)


def _written_in(stem: str, language: Language, content: str, languages: Sequence[Language]) -> dict[str, str]:
    """Copy a file of one language; the English version of a page also serves languages without a translation."""
    wanted = [language] if language in languages else []
    if language == "en" and not stem.startswith(("docs/texts/", "entries/")):
        wanted += without_example(languages)
    return {f"{stem}.{each}.md": content for each in wanted}


def _words_to_translate(language: Language) -> str:
    english = (_LOCALES / "en.yml").read_text(encoding="utf-8")
    body = english[english.index("\npunctuation:") :]
    return (
        f"# Interface words in {own_name(language)}, to be translated; they are still in English.\n"
        "# {Braces} are placeholders. A mapping of one/other has plural forms by the CLDR rules of the language.\n"
        + body
    )


# --- lines in many languages ------------------------------------------------------------------------


def _in_languages(content: str, languages: Sequence[Language], versions: Sequence[Language]) -> str:
    """Reduce the YAML of the example to the languages of the wiki."""
    lines: list[str] = []
    for line in content.splitlines():
        if match := _IN_EACH.fullmatch(line):
            lines += _kept(match["before"], match["said"], languages)
        elif (match := _OF_ONE.fullmatch(line)) is None or match["language"] in languages:
            lines.append(line)
    text = "\n".join(lines) + "\n"
    if original := _original(versions):
        text = re.sub(rf"^  {original}: \{{by: .*\n", "", text, flags=re.MULTILINE)
    else:  # then there is no text, and nothing can cite it
        text = re.sub(r', "declaration#[^"]*"', "", text)
    return re.sub(r"^(?:aliases|weak|not names|translations):\n(?! )", "", text, flags=re.MULTILINE)


def _kept(before: str, said: str, languages: Sequence[Language]) -> list[str]:
    """Write a line with the languages of a wiki, or one line per language if it would be too long."""
    in_each: Mapping[str, str] = dict(part.split(": ", 1) for part in _NEXT_LANGUAGE.split(said))
    parts = [f"{language}: {in_each.get(language, in_each['en'])}" for language in languages]
    line = f"{before}{{{', '.join(parts)}}}"
    if len(line) <= _WIDTH:
        return [line]
    indent = " " * (len(before) - len(before.lstrip(" -")) + 2)
    return [before.rstrip(), *(indent + part for part in parts)]
