"""Check the interface words of the site's languages, which a build would otherwise be the first to report."""

from collections.abc import Iterable
from pathlib import Path

from charsu.model.identifiers import Language
from charsu.support.diagnostics import Place, Problems

ENGINE = Path(__file__).parents[1] / "theme/locales"
"""The engine's files of interface words, one for each language. They are complete, so they are not checked here."""

OWN = "locales"
"""The folder with a wiki's own files of interface words, which replace or complete the engine's."""


def check_interface_words(root: Path, languages: Iterable[Language], problems: Problems) -> None:
    """Report files of a wiki that a build would refuse; warn about languages without any interface words."""
    for language in languages:
        file = f"{OWN}/{language}.yml"
        if (root / file).exists():
            _check_file(root, language, problems)
        elif not (ENGINE / f"{language}.yml").exists():
            problems.warn(
                Place("mkdocs.yml"),
                f"there are no interface words in {language}; pages show them in English",
                f"Copy the engine's en.yml to {file}, set its locale, and translate it.",
            )


def _check_file(root: Path, language: Language, problems: Problems) -> None:
    from charsu.i18n.catalogues import WordsError, load_words  # most wikis have no such files

    try:
        load_words(ENGINE, [language], root / OWN)
    except WordsError as error:
        file = root / OWN / f"{language}.yml"
        problems.add(Place(f"{OWN}/{language}.yml"), str(error).removeprefix(str(file)).lstrip(": "))
