"""wiki init: create a new wiki with one example of everything."""

import importlib.metadata
import shlex
import sys
from pathlib import Path

import click

from charsu.commands import shared
from charsu.edit.new_wiki import drawn_files, is_language, new_wiki, own_name, without_example, without_words
from charsu.support.distribution import requirements
from charsu.support.transaction import write_files


def _languages(context: click.Context, parameter: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    wrong = next((code for code in codes if not is_language(code)), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not a language code; write one such as fa, fr or pt-BR.")
    return tuple(dict.fromkeys(codes))


@click.command(
    epilog=shared.examples(
        "wiki init my-wiki --language en --language fa --language fr",
        'wiki init my-wiki -l fr -l de --name "Le phare"',
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "-l", "--language", "languages", metavar="CODE", multiple=True, callback=_languages,
    help="A language of the wiki; repeat for each. The first one is the default.",
)  # fmt: skip
@click.option("--name", help="The name of the wiki. Default: the folder's name.")
def init(folder: Path, languages: tuple[str, ...], name: str | None) -> None:
    """Create a new wiki in the folder DIR, in any languages.

    The new wiki has one example of everything, builds, and passes its tests. The engine stays where it is
    installed; it is not copied.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty. Choose another folder, or empty it.")
    languages = languages or _ask_for_languages()
    name = name or _ask_for_name(folder.absolute().name)
    try:
        needed = requirements()
    except importlib.metadata.PackageNotFoundError as error:
        raise click.ClickException(f"{error.name} is not installed; install the engine with pip first.") from None
    files = new_wiki(name, languages, needed)
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, files)
    drawn = drawn_files(folder, languages)
    write_files(folder, drawn)
    (folder / "wiki").chmod(0o755)
    _print_report(folder, files | drawn, languages)


def _ask_for_languages() -> tuple[str, ...]:
    if not sys.stdin.isatty():
        raise click.UsageError("Name at least one language, the default one first: --language en --language fa")
    while True:
        codes: list[str] = (
            click.prompt("Languages, the default one first (such as: en fa fr)").replace(",", " ").split()
        )
        wrong = [code for code in codes if not is_language(code)]
        if codes and not wrong:
            return tuple(dict.fromkeys(codes))
        click.echo(f"{' '.join(wrong)}: not a language code. Write codes such as fa, fr or pt-BR.")


def _ask_for_name(default: str) -> str:
    if not sys.stdin.isatty():
        return default
    name: str = click.prompt("Name of the wiki", default=default)
    return name


def _print_report(folder: Path, files: dict[str, str], languages: tuple[str, ...]) -> None:
    click.echo(f"{click.style(str(folder), bold=True)}: {shared.count(len(files), 'file')}, in ", nl=False)
    click.echo(", ".join(f"{own_name(language)} ({language})" for language in languages))
    for language in without_example(languages):
        click.echo(f"{click.style('to translate', fg='yellow')}: the example has English in place of {language}:")
        click.echo(f"    the text after '{language}:' in {folder}/entries and {folder}/docs, and docs/*.{language}.md")
    for language in without_words(languages):
        click.echo(f"{click.style('to translate', fg='yellow')}: the interface words: {folder}/locales/{language}.yml")
    if not any(file.startswith("docs/texts/") for file in files):
        click.echo("The new wiki has no example text: the example has no version in these languages.")
    click.echo(f"Next: cd {shlex.quote(str(folder))} && ./wiki serve")
