"""wiki schema: JSON Schema for editors, derived from the readers that check the files."""

import click

from charsu.commands import shared
from charsu.read.editor_schemas import FOLDER, SETTINGS, as_text, editor_settings, schemas
from charsu.read.vocabulary import load_vocabulary
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.transaction import write_files


@click.command(epilog=shared.examples("wiki schema", "wiki schema --write", "wiki schema text.json > text.schema.json"))
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--write", is_flag=True, help="Write all schemas, and the settings of VS Code that refer to them.")
def schema(names: tuple[str, ...], write: bool) -> None:
    """List or print the JSON Schemas of this wiki's files.

    Without a NAME, lists them all; otherwise prints those named. They depend on the vocabulary, so write
    them again after each change to it.
    """
    settings = shared.settings()
    problems = Problems()
    vocabulary = load_vocabulary(settings.root, settings.languages, problems)
    if vocabulary is None or not vocabulary.complete:
        shared.exit_with_problems(problems)
    texts = {name: as_text(found) for name, found in schemas(vocabulary, settings.languages).items()}
    if unknown := [name for name in names if name not in texts]:
        raise shared.WrongCommandError(f"There is no schema {quote(unknown[0])}. {did_you_mean(unknown[0], texts)}")
    if not write:
        click.echo("\n".join(texts) if not names else "".join(texts[name] for name in names).rstrip("\n"))
        return
    file = settings.root / SETTINGS
    try:
        editor = editor_settings(file.read_text(encoding="utf-8") if file.exists() else None, vocabulary.kinds.values())
    except ValueError as error:
        raise click.ClickException(
            f"{SETTINGS} is not plain JSON ({error}). Remove its comments, or the file; it was not changed."
        ) from None
    old = [path for path in (settings.root / FOLDER).glob("*.json") if path.name not in texts]
    changes: dict[str, str | None] = {f"{FOLDER}/{path.name}": None for path in old}
    changes |= {f"{FOLDER}/{name}": text for name, text in texts.items() if not names or name in names}
    write_files(settings.root, {**changes, SETTINGS: editor})
    click.echo(f"Wrote {shared.count(len(changes) - len(old), 'schema')} to {FOLDER}, and {SETTINGS}.")
