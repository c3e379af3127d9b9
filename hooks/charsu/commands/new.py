"""wiki new: a new entry of some kind, or a new text."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from charsu.commands import shared
from charsu.commands.did_you_mean import Group
from charsu.edit.changeset import Changeset
from charsu.edit.renaming import RenamingError, check_new_id
from charsu.edit.scaffold import EntryDraft, TextDraft, entry_yaml, propose_id, text_yaml
from charsu.model.records import Kind, Language, Localized
from charsu.read.documents import TEXTS
from charsu.read.editor_schemas import FOLDER, file_name, schema_modeline
from charsu.read.load import ParsedWiki, load
from charsu.read.readers import SLUG, slug_hint
from charsu.read.settings import Settings
from charsu.read.vocabulary import load_vocabulary
from charsu.review.check import check as check_wiki
from charsu.review.suggest import MissingName, suggest
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.textfile import BOM, decode
from charsu.text.segmentation import cut

OFFERED = 20
"""So many names without an entry are offered."""

SHOWN = 6
"""So many lines of a text are shown to see where it is cut."""

_BEFORE = "What is written is shown to you first. To leave: Ctrl-C."

_TYPE_HELP = "A closer kind: {}."

NEW_TEXT = "text"
"""What is no kind of entry, and can be new all the same."""


class _Kinds(Group):
    """One command for each kind of entry that this wiki has, and one for texts."""

    member = "kind"

    def list_commands(self, context: click.Context) -> list[str]:
        try:
            return [*_kinds(shared.settings()), NEW_TEXT]
        except shared.WrongCommandError:  # the help can be read anywhere
            return [NEW_TEXT]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name == NEW_TEXT:
            return new_text
        kind = _kinds(shared.settings()).get(name)
        return _entry_command(kind) if kind else None


def _kinds(settings: Settings) -> Mapping[str, Kind]:
    """Those of the vocabulary; if it is not good, the command ends, status 1."""
    problems = Problems()
    vocabulary = load_vocabulary(settings.root, settings.languages, problems)
    if vocabulary is None or not vocabulary.complete:
        shared.mend_first(problems)
    return vocabulary.kinds


@click.group(
    cls=_Kinds,
    subcommand_metavar="KIND [ARGS]...",
    epilog=shared.examples("wiki new place", "wiki new place --help", "wiki new text letter.txt --original en --cut"),
)
def new() -> None:
    """Write a new entry or text that passes `wiki check`.

    What you do not say is asked for, and names in the texts that have no entry yet are offered.
    """


# --- words in several languages, as options --------------------------------------------------------


def _in_languages(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, list[str]]:
    """en=… zh=… -> language -> what was given, in order."""
    languages = shared.settings().languages
    found: dict[str, list[str]] = {}
    for value in values:
        language, equals, words = value.partition("=")
        if not equals or language not in languages or not words.strip():
            raise click.BadParameter(f"write {languages[0]}=…; the languages are {', '.join(languages)}.")
        found.setdefault(language, []).append(" ".join(words.split()))
    return found


def _in_each_language(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Localized:
    """The same, with one value for a language."""
    found = _in_languages(context, parameter, values)
    if twice := [language for language, given in found.items() if len(given) > 1]:
        raise click.BadParameter(f"{twice[0]} is given twice.")
    return {language: given[0] for language, given in found.items()}


def _localized_option(name: str, what: str, several: bool = False) -> Callable[[Any], Any]:
    callback = _in_languages if several else _in_each_language
    return click.option(name, metavar="LANG=WORDS", multiple=True, callback=callback, help=what)


def _ask_in_each_language(
    given: Localized, what: str, option: str, languages: Sequence[Language], offered: Localized | None = None
) -> Localized:
    """Words in every language: what was given, and what is answered for the rest."""
    found = {}
    for language in languages:
        words = given.get(language) or ""
        while not words.strip():
            words = _ask(f"{what} in {language}", f"{option} {language}=…", (offered or {}).get(language))
        found[language] = " ".join(words.split())
    return found


def _ask(what: str, option: str, default: str | None = None) -> str:
    """An answer; the command ends if nobody is there to give one."""
    if not shared.is_asked():
        raise click.UsageError(f"{what} is missing. Add {option}")
    return str(click.prompt(what, default=default or "", show_default=bool(default)))


# --- a new entry --------------------------------------------------------------------------------------


def _type_of(kind: Kind) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    def check(context: click.Context, parameter: click.Parameter, type: str | None) -> str | None:
        if type is not None and (wrong := _wrong_type(type, kind)):
            raise click.BadParameter(wrong)
        return type

    return check


def _wrong_type(type: str, kind: Kind) -> str | None:
    """What is to be said of a type that the kind does not have."""
    if type in kind.types:
        return None
    hint = f"Known: {', '.join(kind.types)}." if kind.types else "It has none; leave this out."
    near = did_you_mean(type, kind.types)
    return f"{quote(type)} is no type of the kind {quote(kind.id)}. {near if near else hint}"


def _entry_command(kind: Kind) -> click.Command:
    types = ", ".join(kind.types)

    @click.command(
        name=kind.id,
        short_help=f"An entry in entries/{kind.folder}/.",
        help=f"Write a new entry of the kind {kind.id}, in entries/{kind.folder}/."
        "\n\nWhat you do not say is asked for. Statements are for you to add: each needs a source.",
        epilog=shared.examples(
            f"wiki new {kind.id}", f"wiki new {kind.id} --id ID --name LANG=NAME … --summary LANG=SENTENCE …"
        ),
    )
    @click.option("--id", "id", help="Name of the file, in addresses for ever. Made of the name if you do not say.")
    @_localized_option("--name", "The name at the head of the page, in each language.")
    @_localized_option("--alias", "Another name; as often as needed.", several=True)
    @_localized_option("--weak", "A name that does not say enough on its own.", several=True)
    @_localized_option("--unverified", "A name for which no source has been seen.", several=True)
    @click.option(
        "--type", "type", metavar="TYPE", callback=_type_of(kind), hidden=not kind.types, help=_TYPE_HELP.format(types)
    )
    @_localized_option("--summary", "What it is, in a sentence or two, in each language.")
    @click.option("--yes", is_flag=True, help="Write it without asking.")
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
        shared.mend_first(problems)
    is_complete = set(name) == set(settings.languages)
    if shared.is_asked():
        click.secho(_BEFORE, dim=True)
    found = _choose_missing_name(settings) if shared.is_asked() and not is_complete else None
    first = {language: forms[0] for language, forms in found.forms.items()} if found else {}
    names = _ask_in_each_language(name, "Name", "--name", settings.languages, first)
    if not alias and not found and shared.is_asked():
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
    if type is None and kind.types and shared.is_asked():
        type = _ask_type(kind)
    draft = EntryDraft(
        names=names,
        aliases=aliases,
        weak=weak,
        unverified=unverified,
        type=type or None,
        summary=_ask_in_each_language(summary, "Summary", "--summary", settings.languages),
    )
    file = f"entries/{kind.folder}/{id}.yml"
    schema = settings.root / FOLDER / file_name(kind.id)
    modeline = f"{schema_modeline(kind.id)}\n" if schema.exists() else ""
    _write({file: modeline + entry_yaml(draft)}, settings, yes)
    click.echo("Next: add what is known of it below `statements:`, each with its sources.")
    if not unverified:
        click.echo("A name for which you have seen no source is listed below `unverified:`, too.")
    if found:
        click.echo("It is named in " + ", ".join(f"{text}#{segment}" for text, segment in found.passages) + ".")


def _ask_type(kind: Kind) -> str | None:
    shared.tell_sentence(f"Types: {', '.join(kind.types)}.", 0)
    while type := click.prompt("Type (Enter for none)", default="", show_default=False):
        wrong = _wrong_type(type, kind)
        if not wrong:
            return str(type)
        shared.tell_sentence(wrong, 0)
    return None


def _ask_aliases(languages: Sequence[Language]) -> Mapping[str, list[str]]:
    answers = {
        language: click.prompt(f"Other names in {language}, with ; between (Enter for none)", "", show_default=False)
        for language in languages
    }
    return {
        language: [" ".join(form.split()) for form in answer.split(";") if form.strip()]
        for language, answer in answers.items()
    }


def _forms(found: MissingName | None, language: Language) -> Sequence[str]:
    return found.forms.get(language, ()) if found else ()


def _choose_missing_name(settings: Settings) -> MissingName | None:
    """One of the names that the texts have and no entry has; None for another one."""
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
        click.echo(f"Write a number from 1 to {len(names)}, or press Enter and say the name then.")
    return None


def _ask_id(given: str | None, names: Localized, parsed: ParsedWiki) -> str:
    retired = {redirect.id for redirect in parsed.redirects}
    proposed = propose_id(names.values(), {*parsed.entry_kinds, *retired})
    if given is None and proposed and not shared.is_asked():
        given = proposed
    while True:
        id = given or _ask("Id", "--id ID", proposed)
        try:
            check_new_id(parsed, id)
        except RenamingError as error:
            if given:
                raise shared.WrongCommandError(str(error)) from None
            click.echo(str(error))
        else:
            return id


# --- a new text -----------------------------------------------------------------------------------------


@click.command(
    NEW_TEXT,
    short_help="A text in docs/texts/.",
    epilog=shared.examples(
        "wiki new text", "wiki new text letter.txt", "wiki new text letter.txt --original en --cut --id harbour-1893"
    ),
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id", help="Name of its folder, in addresses for ever. Made of the title if you do not say.")
@click.option("--original", metavar="LANG", help="The language of the source text.")
@click.option("--cut/--no-cut", "is_cut", default=None, help="Cut FILE into sentences, one a line, or keep its lines.")
@_localized_option("--title", "Its title, in each language.")
@_localized_option("--author", "Who wrote it, in each language; or what is to be said about that.")
@click.option("--date", "date", help="When it was written, in EDTF: 1995-03-11, 1995~ …")
@_localized_option("--about", "What it is and what it tells, in each language.")
@_localized_option("--rights", "Who holds the rights, in each language.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
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
    """Write a new text, from the source text in FILE.

    It will stand in docs/texts/, in a folder of its own. FILE has one segment a line, about a sentence, and
    a blank line between paragraphs; or it is plain text, and --cut cuts it so. Cut or not, its lines joined
    again are the source to the letter.
    """
    settings = shared.settings()
    if shared.is_asked():
        click.secho(_BEFORE, dim=True)
    content = _read_source(file or _ask_file())
    original = _ask_original(original, settings.languages)
    sentences = cut(content, original)
    if is_cut is None and shared.is_asked() and sentences != content:
        _tell_sentences(sentences)
        is_cut = click.confirm("Cut the text like this? Else its lines stay as they are", default=True)
    titles = _ask_in_each_language(title, "Title", "--title", settings.languages)
    draft = TextDraft(
        title=titles,
        original=original,
        date=date,
        author=_ask_in_each_language(author, "Author", "--author", settings.languages) if author else None,
        about=_ask_in_each_language(about, "About", "--about", settings.languages),
        rights=_ask_in_each_language(rights, "Rights", "--rights", settings.languages),
    )
    id = _ask_text_id(id, titles, settings)
    folder = f"{TEXTS}/{id}"
    version = sentences if is_cut else content
    _write({f"{folder}/text.yml": text_yaml(draft), f"{folder}/index.{original}.md": version}, settings, yes)
    others = [language for language in settings.languages if language != original]
    click.echo("Next: correct where sentences are cut, if need be.")
    if others:
        files = " and ".join(f"index.{language}.md" for language in others)
        click.echo(
            f"Translate it line by line, in {files} beside it, and say below `translations:` in text.yml who did."
        )
    click.echo(f"When it stands as you want it, wiki seal {id} makes the ids of its segments permanent.")


def _ask_file() -> Path:
    while True:
        file = Path(_ask("File with the source text", "FILE")).expanduser()
        if file.is_file():
            return file
        click.echo(f"There is no file {file}.")


def _ask_original(given: str | None, languages: Sequence[Language]) -> Language:
    if given is None and len(languages) == 1:
        return languages[0]
    while True:
        original = given or _ask(f"Language of the source text ({', '.join(languages)})", "--original LANG")
        if original in languages:
            return original
        message = f"{original} is not a language of this wiki: {', '.join(languages)}."
        if given:
            raise shared.WrongCommandError(message)
        click.echo(message)


def _tell_sentences(sentences: str) -> None:
    """The first of them, to see whether they are well cut."""
    lines = [line for line in sentences.split("\n") if line]
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {shared.count(len(lines) - SHOWN, 'line')} more")


def _ask_text_id(given: str | None, titles: Localized, settings: Settings) -> str:
    folder = settings.root / TEXTS
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    proposed = propose_id(titles.values(), taken)
    if given is None and proposed and not shared.is_asked():
        given = proposed
    while True:
        id = given or _ask("Id", "--id ID", proposed)
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
    """A file from anywhere: what Windows adds to the ends of lines, and to the beginning, is no part of it."""
    problems = Problems()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from None
    content = decode(data.removeprefix(BOM).replace(b"\r\n", b"\n"), path.name, problems)
    if content is None:
        shared.tell(problems)
        raise click.exceptions.Exit(1)
    return content if content.endswith("\n") else f"{content}\n"


# --- writing ----------------------------------------------------------------------------------------------


def _write(contents: Mapping[str, str], settings: Settings, yes: bool) -> None:
    """Show the files, try them, and write them; mistakes that were there before are nobody's here."""
    changeset = Changeset(settings.root)
    for file, content in contents.items():
        changeset.write(file, content)
    before = Problems()
    check_wiki(settings.root, settings.languages, before)
    known = set(before)
    after = [problem for problem in changeset.check_result(settings.languages) if problem not in known]
    errors = [problem for problem in after if not problem.is_warning]
    if shared.is_asked() and not yes:
        _show(contents)  # with mistakes, too: nobody shall lose what they have answered
    shared.tell(errors)
    if errors:
        raise click.ClickException("With these mistakes nothing was written. Say it anew.")
    if shared.is_asked() and not yes:
        shared.confirm("Write this?", yes)
    changeset.apply()
    for file in contents:
        click.echo(f"Written: {file}")


def _show(contents: Mapping[str, str]) -> None:
    for file, content in contents.items():
        click.secho(file, bold=True)
        click.echo(content)
