"""wiki new text: create a text from a file with its source text."""

from collections.abc import Sequence
from pathlib import Path

import click

from charsu.commands import shared
from charsu.commands.new_input import BEFORE_ASKING, ask, ask_in_each_language, localized_option, write
from charsu.edit.scaffold import TextDraft, propose_id, text_yaml
from charsu.model.records import Language, Localized
from charsu.read.documents import TEXTS
from charsu.read.readers import SLUG, slug_hint
from charsu.read.settings import Settings
from charsu.support.diagnostics import Problems, quote
from charsu.support.textfile import BOM, decode
from charsu.text.segmentation import cut

NEW_TEXT = "text"
"""The argument of `wiki new` for a text, in the place of a kind of entry."""

LINES_SHOWN = 6
"""Number of lines shown, so that one can see where the text is cut."""


@click.command(
    NEW_TEXT,
    short_help="A text in docs/texts/.",
    epilog=shared.examples(
        "wiki new text", "wiki new text letter.txt", "wiki new text letter.txt --original en --cut --id harbour-1893"
    ),
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id", help="Folder name, permanent in addresses. Default: made from the title.")
@click.option("--original", metavar="LANG", help="The language of the source text.")
@click.option(
    "--cut/--no-cut", "is_cut", default=None, help="Split FILE into one sentence per line, or keep its lines."
)
@localized_option("--title", "Its title, in each language.")
@localized_option("--author", "Who wrote it, in each language; if unknown, a note about that.")
@click.option("--date", "date", help="When it was written, in EDTF: 1995-03-11, 1995~ …")
@localized_option("--about", "What the text is and what it is about, in each language.")
@localized_option("--rights", "Who holds the rights, in each language.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def new_text(
    file: Path | None,
    id: str | None,
    original: str | None,
    is_cut: bool | None,
    title: Localized,
    author: Localized,
    date: str | None,
    about: Localized,
    rights: Localized,
    yes: bool,
) -> None:
    """Write a new text from the source text in FILE.

    The text gets a folder of its own in docs/texts/. FILE has one segment per line, about a sentence, and a
    blank line between paragraphs; if it is plain text, --cut splits it like that. Either way, its lines
    joined again are the source text to the letter.
    """
    settings = shared.settings()
    if shared.is_interactive():
        click.secho(BEFORE_ASKING, dim=True)
    content = _read_source(file or _ask_file())
    original = _ask_original(original, settings.languages)
    sentences = cut(content, original)
    if is_cut is None and shared.is_interactive() and sentences != content:
        _print_sentences(sentences)
        is_cut = click.confirm("Split the text like this? If not, its lines stay as they are", default=True)
    titles = ask_in_each_language(title, "Title", "--title", settings.languages)
    draft = TextDraft(
        title=titles,
        original=original,
        date=date,
        author=ask_in_each_language(author, "Author", "--author", settings.languages) if author else None,
        about=ask_in_each_language(about, "About", "--about", settings.languages),
        rights=ask_in_each_language(rights, "Rights", "--rights", settings.languages),
    )
    id = _ask_text_id(id, titles, settings)
    folder = f"{TEXTS}/{id}"
    version = sentences if is_cut else content
    write({f"{folder}/text.yml": text_yaml(draft), f"{folder}/index.{original}.md": version}, settings, yes)
    others = [language for language in settings.languages if language != original]
    click.echo("Next: check where sentences are split, and correct that if necessary.")
    if others:
        files = " and ".join(f"index.{language}.md" for language in others)
        click.echo(
            f"Translate it line by line, in {files} beside it, and name the translator"
            " under `translations:` in text.yml."
        )
    click.echo(f"When its lines are final, run wiki seal {id}: it makes the ids of the segments permanent.")


def _ask_file() -> Path:
    while True:
        file = Path(ask("File with the source text", "FILE")).expanduser()
        if file.is_file():
            return file
        click.echo(f"There is no file {file}.")


def _ask_original(given: str | None, languages: Sequence[Language]) -> Language:
    if given is None and len(languages) == 1:
        return languages[0]
    while True:
        original = given or ask(f"Language of the source text ({', '.join(languages)})", "--original LANG")
        if original in languages:
            return original
        message = f"{original} is not a language of this wiki: {', '.join(languages)}."
        if given:
            raise shared.WrongCommandError(message)
        click.echo(message)


def _print_sentences(sentences: str) -> None:
    """Print the first sentences, to see whether they are split well."""
    lines = [line for line in sentences.split("\n") if line]
    for line in lines[:LINES_SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > LINES_SHOWN:
        click.echo(f"  … and {shared.count(len(lines) - LINES_SHOWN, 'line')} more")


def _ask_text_id(given: str | None, titles: Localized, settings: Settings) -> str:
    folder = settings.root / TEXTS
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    proposed = propose_id(titles.values(), taken)
    if given is None and proposed and not shared.is_interactive():
        given = proposed
    while True:
        id = given or ask("Id", "--id ID", proposed)
        if not SLUG.fullmatch(id):
            message = f"{quote(id)} cannot be the id of a text. {slug_hint(id)}"
        elif id in taken:
            message = f"There is a text {quote(id)} already. Choose another id."
        else:
            return id
        if given:
            raise shared.WrongCommandError(message)
        click.echo(message)


def _read_source(path: Path) -> str:
    """Read a file from anywhere; byte order marks and line ends from Windows are removed."""
    problems = Problems()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from None
    content = decode(data.removeprefix(BOM).replace(b"\r\n", b"\n"), path.name, problems)
    if content is None:
        shared.print_problems(problems)
        raise click.exceptions.Exit(1)
    return content if content.endswith("\n") else f"{content}\n"
