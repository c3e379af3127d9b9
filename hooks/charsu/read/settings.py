"""mkdocs.yml: what the tools need to know of it without starting MkDocs."""

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from charsu.model.records import Language
from charsu.read.yaml_errors import explain_yaml_error
from charsu.support.diagnostics import Place

MKDOCS = "mkdocs.yml"


class SettingsError(Exception):
    """There is no wiki here, or its mkdocs.yml does not say what it must; the message tells a way out."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Where a wiki is, and in which languages."""

    root: Path
    """The folder of mkdocs.yml."""
    languages: tuple[Language, ...]
    """The default language first."""


def find_settings(start: Path) -> Settings:
    """Those of the wiki in which a folder lies.

    Raises:
        SettingsError: there is none, or its languages are not known.
    """
    start = start.absolute()
    root = next((folder for folder in (start, *start.parents) if (folder / MKDOCS).is_file()), None)
    if root is None:
        raise SettingsError(
            f"There is no {MKDOCS} in {start}, nor in a folder above."
            " Go to the folder of a wiki, or make one: wiki init DIR"
        )
    return Settings(root, _languages(root / MKDOCS))


def _languages(file: Path) -> tuple[Language, ...]:
    try:
        text = file.read_text(encoding="utf-8")
        content = yaml.load(text, _AnyTag)
        i18n = next(plugin["i18n"] for plugin in content["plugins"] if isinstance(plugin, dict) and "i18n" in plugin)
        found = [language["locale"] for language in i18n["languages"] if language.get("build", True)]
        ordered = tuple(sorted(found, key=lambda locale: not _is_default(i18n["languages"], locale)))
    except yaml.MarkedYAMLError as error:
        (line, column), message, hint = explain_yaml_error(error, text)
        raise SettingsError(f"{Place(file.name, line, column)}: {message}. {hint}") from None
    except (UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError, StopIteration):
        ordered = ()
    if not ordered:
        raise SettingsError(f"{file.name} has no languages: they stand below plugins, i18n, languages.")
    if wrong := [locale for locale in ordered if not isinstance(locale, str)]:
        raise SettingsError(f"{file.name}: the locale {wrong[0]!r} is no text. Write it in quotes, such as 'no'.")
    return ordered


def _is_default(languages: list[dict[str, Any]], locale: Language) -> bool:
    return any(language["locale"] == locale and language.get("default") for language in languages)


class _AnyTag(yaml.SafeLoader):
    """Reads the tags of MkDocs, such as !ENV, as nothing."""


_AnyTag.add_multi_constructor("", lambda loader, tag, node: None)
