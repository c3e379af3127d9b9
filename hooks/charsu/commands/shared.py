"""What several commands share: finding the wiki, asking questions, printing problems."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import NoReturn

import click

from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model.records import SegmentId, Wiki
from charsu.read.resolve import read_wiki
from charsu.read.settings import Settings, SettingsError, find_settings
from charsu.support.diagnostics import Problem, Problems, did_you_mean, quote
from charsu.support.transaction import finish_writing


class WrongCommandError(click.ClickException):
    """The command line is well formed, but does not fit this wiki; the message says what to do."""

    exit_code = 2


def settings() -> Settings:
    """Return the settings of the wiki in which the command was called; end the command if there is none."""
    try:
        found = find_settings(Path.cwd())
    except SettingsError as error:
        raise WrongCommandError(str(error)) from None
    finish_writing(found.root)
    return found


def examples(*lines: str) -> str:
    """Return the end of a help text: example commands, one per line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def progress(what: str) -> None:
    """Say what is taking a while, on terminals only."""
    if sys.stderr.isatty():
        click.secho(what, dim=True, err=True)


def print_sentence(words: str, indent: int) -> None:
    """Print sentences, wrapped to a terminal's width; paths and commands in them are not broken."""
    margin = " " * indent
    if not sys.stdout.isatty():
        click.echo(margin + words)
        return
    click.echo(
        textwrap.fill(
            words,
            max(40, shutil.get_terminal_size().columns),
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


# --- asking ---------------------------------------------------------------------------------------


def is_interactive() -> bool:
    """Whether a person can answer questions."""
    return sys.stdin.isatty()


def confirm(question: str, yes: bool, err: bool = False) -> None:
    """Ask, and end the command with status 1 unless the answer is yes.

    Args:
        question: the question.
        yes: whether --yes was given, so that there is no need to ask.
        err: ask on stderr, because a program reads stdout.
    """
    if yes:
        return
    if not is_interactive():
        raise click.ClickException(
            "Nothing was written: this is not a terminal, so nobody can confirm. Add --yes to do it."
        )
    if not click.confirm(question, err=err):
        click.echo("Nothing was written.", err=err)
        raise click.exceptions.Exit(1)


# --- changes ----------------------------------------------------------------------------------------


def show_diff(lines: Iterable[str]) -> None:
    for line in lines:
        if line.startswith(("---", "+++", "rename ")):
            click.secho(line, bold=True)
        else:
            click.secho(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))


# --- problems -------------------------------------------------------------------------------------


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems for people, the place first, so that terminals and editors can link to it."""
    for problem in problems:
        word = click.style("warning", fg="yellow") if problem.is_warning else click.style("error", fg="red")
        click.echo(f"{click.style(str(problem.place), bold=True)}: {word}: {problem.message}")
        if problem.hint:
            print_sentence(problem.hint, 4)


def print_github_annotations(problems: Iterable[Problem]) -> None:
    """Print problems for GitHub Actions, which shows each beside its line in a pull request."""
    for problem in problems:
        level, place = "warning" if problem.is_warning else "error", problem.place
        message = "\n".join(filter(None, (problem.message, problem.hint)))
        click.echo(
            f"::{level} file={_escaped_property(place.file)},line={place.line},col={place.column}::{_escaped(message)}"
        )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": "warning" if problem.is_warning else "error",
        "message": problem.message,
        "hint": problem.hint,
    }


def count(number: int, what: str, plural: str | None = None) -> str:
    """'1 problem', '1,200 problems'."""
    return f"1 {what}" if number == 1 else f"{number:,} {plural or f'{what}s'}"


def exit_with_problems(problems: Iterable[Problem]) -> NoReturn:
    """Print the errors and end the command with status 1."""
    print_problems(problem for problem in problems if not problem.is_warning)
    raise click.ClickException("Correct these errors first. Nothing was written.")


# --- a wiki that must be good -----------------------------------------------------------------------


def read_and_link() -> tuple[Wiki, Links]:
    """Read and link the wiki in which the command was called; if it has errors, print them and exit with status 1."""
    found = settings()
    problems = Problems()
    wiki = read_wiki(found.root, found.languages, problems)
    if wiki is None:
        exit_with_problems(problems)
    return wiki, link(wiki)


_FOLDER_OF_TEXTS = "texts"


def choose_text(texts: Iterable[str], written: str) -> str:
    """Return the id of a text, given as the id or as a path to its folder or a file in it, as shells complete it.

    End the command if there is no such text.
    """
    known = list(texts)
    parts = PurePath(written).parts
    below = parts[parts.index(_FOLDER_OF_TEXTS) + 1 :] if _FOLDER_OF_TEXTS in parts else parts
    id = below[0] if below and below[0] in known else written
    if id not in known:
        hint = did_you_mean(id, known, "A text is a folder in docs/texts." if known else "There are no texts yet.")
        raise WrongCommandError(f"There is no text {quote(id)}. {hint}")
    return id


_AS_SHOWN = re.compile(r"(\d+[a-z]*)\.(\d+[a-z]*)")


def segment_id(written: str) -> SegmentId:
    """Return the id of a segment, which may also be given as pages show it: 6.4."""
    small = written.lower()
    shown = _AS_SHOWN.fullmatch(small)
    return f"p{shown[1]}s{shown[2]}" if shown else small


def print_lines(lines: str, indent: int) -> None:
    """Print lines to be copied into a file."""
    for line in lines.split("\n"):
        click.echo(" " * indent + click.style(line, fg="green"))
