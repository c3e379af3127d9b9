"""wiki new: create an entry of some kind, or a text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from charsu.commands import shared
from charsu.commands.did_you_mean import Group
from charsu.commands.new_input import BEFORE_ASKING, ask, ask_in_each_language, localized_option, write
from charsu.commands.new_text import NEW_TEXT, new_text
from charsu.edit.renaming import RenamingError, check_new_id
from charsu.edit.scaffold import EntryDraft, entry_yaml, propose_id
from charsu.model.records import Kind, Language, Localized
from charsu.read.editor_schemas import FOLDER, file_name, schema_modeline
from charsu.read.load import ParsedWiki, load
from charsu.read.settings import Settings
from charsu.read.vocabulary import load_vocabulary
from charsu.review.check import check as check_wiki
from charsu.review.suggest import MissingName, suggest
from charsu.support.diagnostics import Problems, did_you_mean, quote

OFFERED = 20
"""Maximum number of names without an entry that are offered."""

_TYPE_HELP = "A more specific kind: {}."


class _Kinds(Group):
    """One command for each kind of entry that this wiki has, and one for texts."""

    member = "kind"

    def list_commands(self, context: click.Context) -> list[str]:
        try:
            return [*_kinds(shared.settings()), NEW_TEXT]
        except shared.WrongCommandError:  # the help works outside a wiki, too
            return [NEW_TEXT]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name == NEW_TEXT:
            return new_text
        kind = _kinds(shared.settings()).get(name)
        return _entry_command(kind) if kind else None


def _kinds(settings: Settings) -> Mapping[str, Kind]:
    """Return the kinds of the vocabulary; end the command with status 1 if it has errors."""
    problems = Problems()
    vocabulary = load_vocabulary(settings.root, settings.languages, problems)
    if vocabulary is None or not vocabulary.complete:
        shared.exit_with_problems(problems)
    return vocabulary.kinds


@click.group(
    cls=_Kinds,
    subcommand_metavar="KIND [ARGS]...",
    epilog=shared.examples("wiki new place", "wiki new place --help", "wiki new text letter.txt --original en --cut"),
)
def new() -> None:
    """Write a new entry or text that passes `wiki check`.

    It asks for what the options do not give, and offers names in the texts that have no entry yet.
    """


def _type_of(kind: Kind) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    def check(context: click.Context, parameter: click.Parameter, type: str | None) -> str | None:
        if type is not None and (wrong := _wrong_type(type, kind)):
            raise click.BadParameter(wrong)
        return type

    return check


def _wrong_type(type: str, kind: Kind) -> str | None:
    """Return an error message for a type that the kind does not have; None if it has it."""
    if type in kind.types:
        return None
    hint = f"Known: {', '.join(kind.types)}." if kind.types else "It has no types; leave this out."
    near = did_you_mean(type, kind.types)
    return f"{quote(type)} is not a type of the kind {quote(kind.id)}. {near if near else hint}"


def _entry_command(kind: Kind) -> click.Command:
    types = ", ".join(kind.types)

    @click.command(
        name=kind.id,
        short_help=f"An entry in entries/{kind.folder}/.",
        help=f"Write a new entry of the kind {kind.id}, in entries/{kind.folder}/."
        "\n\nIt asks for what the options do not give. Add statements afterwards; each needs a source.",
        epilog=shared.examples(
            f"wiki new {kind.id}", f"wiki new {kind.id} --id ID --name LANG=NAME … --summary LANG=SENTENCE …"
        ),
    )
    @click.option("--id", "id", help="File name, permanent in addresses. Default: made from the name.")
    @localized_option("--name", "The name at the top of the page, in each language.")
    @localized_option("--alias", "Another name; repeat for more.", several=True)
    @localized_option("--weak", "A name that is not specific enough on its own.", several=True)
    @localized_option("--unverified", "A name for which no source has been seen.", several=True)
    @click.option(
        "--type", "type", metavar="TYPE", callback=_type_of(kind), hidden=not kind.types, help=_TYPE_HELP.format(types)
    )
    @localized_option("--summary", "What it is, in a sentence or two, in each language.")
    @click.option("--yes", is_flag=True, help="Write without asking.")
    def entry(**said: Any) -> None:
        _new_entry(kind, **said)

    return entry


def _new_entry(
    kind: Kind,
    id: str | None,
    name: Localized,
    alias: Mapping[str, list[str]],
    weak: Mapping[str, list[str]],
    unverified: Mapping[str, list[str]],
    type: str | None,
    summary: Localized,
    yes: bool,
) -> None:
    settings = shared.settings()
    problems = Problems()
    parsed = load(settings.root, settings.languages, problems)
    if parsed is None:
        shared.exit_with_problems(problems)
    is_complete = set(name) == set(settings.languages)
    if shared.is_interactive():
        click.secho(BEFORE_ASKING, dim=True)
    found = _choose_missing_name(settings) if shared.is_interactive() and not is_complete else None
    first = {language: forms[0] for language, forms in found.forms.items()} if found else {}
    names = ask_in_each_language(name, "Name", "--name", settings.languages, first)
    if not alias and not found and shared.is_interactive():
        alias = _ask_aliases(settings.languages)
    aliases = {
        language: [
            form
            for form in dict.fromkeys((*alias.get(language, ()), *_forms(found, language)))
            if form != names[language]
        ]
        for language in settings.languages
    }
    id = _ask_id(id, names, parsed)
    if type is None and kind.types and shared.is_interactive():
        type = _ask_type(kind)
    draft = EntryDraft(
        names=names,
        aliases=aliases,
        weak=weak,
        unverified=unverified,
        type=type or None,
        summary=ask_in_each_language(summary, "Summary", "--summary", settings.languages),
    )
    file = f"entries/{kind.folder}/{id}.yml"
    schema = settings.root / FOLDER / file_name(kind.id)
    modeline = f"{schema_modeline(kind.id)}\n" if schema.exists() else ""
    write({file: modeline + entry_yaml(draft)}, settings, yes)
    click.echo("Next: add what is known about it under `statements:`, each statement with its sources.")
    if not unverified:
        click.echo("List names for which you have seen no source under `unverified:` as well.")
    if found:
        click.echo("It is mentioned in " + ", ".join(f"{text}#{segment}" for text, segment in found.passages) + ".")


def _ask_type(kind: Kind) -> str | None:
    shared.print_sentence(f"Types: {', '.join(kind.types)}.", 0)
    while type := click.prompt("Type (Enter for none)", default="", show_default=False):
        wrong = _wrong_type(type, kind)
        if not wrong:
            return str(type)
        shared.print_sentence(wrong, 0)
    return None


def _ask_aliases(languages: Sequence[Language]) -> Mapping[str, list[str]]:
    answers = {
        language: click.prompt(f"Other names in {language}, separated by ; (Enter for none)", "", show_default=False)
        for language in languages
    }
    return {
        language: [" ".join(form.split()) for form in answer.split(";") if form.strip()]
        for language, answer in answers.items()
    }


def _forms(found: MissingName | None, language: Language) -> Sequence[str]:
    return found.forms.get(language, ()) if found else ()


def _choose_missing_name(settings: Settings) -> MissingName | None:
    """Offer the names in the texts that have no entry; None if another name is wanted."""
    checked = check_wiki(settings.root, settings.languages, Problems())
    names = suggest(*checked).names[:OFFERED] if checked else ()
    if not names:
        return None
    click.echo("Names in the texts that have no entry yet:")
    for number, missing in enumerate(names, 1):
        forms = " · ".join(dict.fromkeys(forms[0] for forms in missing.forms.values()))
        click.echo(f"  {number:3}  {forms}  ({shared.count(len(missing.passages), 'passage')})")
    while answer := click.prompt("Number, or Enter for another name", default="", show_default=False):
        if answer.isdecimal() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        click.echo(f"Write a number from 1 to {len(names)}, or press Enter to type another name.")
    return None


def _ask_id(given: str | None, names: Localized, parsed: ParsedWiki) -> str:
    retired = {redirect.id for redirect in parsed.redirects}
    proposed = propose_id(names.values(), {*parsed.entry_kinds, *retired})
    if given is None and proposed and not shared.is_interactive():
        given = proposed
    while True:
        id = given or ask("Id", "--id ID", proposed)
        try:
            check_new_id(parsed, id)
        except RenamingError as error:
            if given:
                raise shared.WrongCommandError(str(error)) from None
            click.echo(str(error))
        else:
            return id
