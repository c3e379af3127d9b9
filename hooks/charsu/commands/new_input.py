"""What `wiki new` asks: options in several languages, questions for the rest, and writing the files."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from charsu.commands import shared
from charsu.edit.changeset import Changeset
from charsu.model.records import Language, Localized
from charsu.read.settings import Settings
from charsu.review.check import check as check_wiki
from charsu.support.diagnostics import Problems

BEFORE_ASKING = "You will see the result before it is written. Press Ctrl-C to leave."

# --- options in several languages ------------------------------------------------------------------------


def _in_languages(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, list[str]]:
    """Parse en=… zh=… into language -> values, in order."""
    languages = shared.settings().languages
    found: dict[str, list[str]] = {}
    for value in values:
        language, equals, words = value.partition("=")
        if not equals or language not in languages or not words.strip():
            raise click.BadParameter(f"write {languages[0]}=…; the languages are {', '.join(languages)}.")
        found.setdefault(language, []).append(" ".join(words.split()))
    return found


def _in_each_language(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Localized:
    """Parse en=… zh=… with one value per language."""
    found = _in_languages(context, parameter, values)
    if twice := [language for language, given in found.items() if len(given) > 1]:
        raise click.BadParameter(f"{twice[0]} is given twice.")
    return {language: given[0] for language, given in found.items()}


def localized_option(name: str, what: str, several: bool = False) -> Callable[[Any], Any]:
    callback = _in_languages if several else _in_each_language
    return click.option(name, metavar="LANG=WORDS", multiple=True, callback=callback, help=what)


def ask_in_each_language(
    given: Localized, what: str, option: str, languages: Sequence[Language], offered: Localized | None = None
) -> Localized:
    """Return text in every language; ask for the languages that the options did not give."""
    found = {}
    for language in languages:
        words = given.get(language) or ""
        while not words.strip():
            words = ask(f"{what} in {language}", f"{option} {language}=…", (offered or {}).get(language))
        found[language] = " ".join(words.split())
    return found


def ask(what: str, option: str, default: str | None = None) -> str:
    """Ask a question; end the command if nobody is there to answer."""
    if not shared.is_interactive():
        raise click.UsageError(f"{what} is missing. Add {option}")
    return str(click.prompt(what, default=default or "", show_default=bool(default)))


# --- writing ----------------------------------------------------------------------------------------------


def write(contents: Mapping[str, str], settings: Settings, yes: bool) -> None:
    """Show the files, check them, and write them; only mistakes that they cause count."""
    changeset = Changeset(settings.root)
    for file, content in contents.items():
        changeset.write(file, content)
    before = Problems()
    check_wiki(settings.root, settings.languages, before)
    known = set(before)
    after = [problem for problem in changeset.check_result(settings.languages) if problem not in known]
    errors = [problem for problem in after if not problem.is_warning]
    if shared.is_interactive() and not yes:
        _show(contents)  # with mistakes, too, so that nobody loses their answers
    shared.print_problems(errors)
    if errors:
        raise click.ClickException("Because of these mistakes nothing was written. Run the command again.")
    if shared.is_interactive() and not yes:
        shared.confirm("Write this?", yes)
    changeset.apply()
    for file in contents:
        click.echo(f"Written: {file}")


def _show(contents: Mapping[str, str]) -> None:
    for file, content in contents.items():
        click.secho(file, bold=True)
        click.echo(content)
