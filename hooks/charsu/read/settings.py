"""mkdocs.yml: what the engine needs to know of it without starting MkDocs."""

import dataclasses
import functools
from pathlib import Path
from typing import Any

import yaml

from charsu.model.records import Language
from charsu.read.yaml_errors import explain_yaml_error
from charsu.support.diagnostics import Place

MKDOCS = "mkdocs.yml"


class SettingsError(Exception):
    """There is no wiki here, or its mkdocs.yml lacks something; the message says how to mend it."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Where a wiki is, and in which languages."""

    root: Path
    """The folder of mkdocs.yml."""
    languages: tuple[Language, ...]
    """The default language first."""


def find_settings(start: Path) -> Settings:
    """Return the settings of the wiki that a folder belongs to.

    Raises:
        SettingsError: the folder belongs to no wiki, or mkdocs.yml names no languages.
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


def theme_folders(file: Path) -> list[str]:
    """Return the folders outside `docs/` that mkdocs.yml names: that of the wiki's own templates, and those to watch.

    Args:
        file: mkdocs.yml. If it cannot be read, it names none; others report that.
    """
    try:
        return list(_theme_folders(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return []


@functools.lru_cache(maxsize=4)  # the live preview asks at each request
def _theme_folders(text: str) -> tuple[str, ...]:
    content = yaml.load(text, _AnyTag)
    settings = content if isinstance(content, dict) else {}
    theme, watched = settings.get("theme"), settings.get("watch")
    found = [theme.get("custom_dir")] if isinstance(theme, dict) else []
    found += watched if isinstance(watched, list) else []
    return tuple(folder for folder in found if isinstance(folder, str) and folder)


class _AnyTag(yaml.SafeLoader):
    """Reads the tags of MkDocs, such as !ENV, as nothing."""


_AnyTag.add_multi_constructor("", lambda loader, tag, node: None)
