"""wiki check: report every problem, without building the site."""

from collections.abc import Iterable
from pathlib import Path

import click

from charsu.commands import shared
from charsu.model.records import Wiki
from charsu.review.check import check as check_wiki
from charsu.review.interface_words import check_interface_words
from charsu.support.diagnostics import Problem, Problems


@click.command(
    epilog=shared.examples(
        "wiki check", "wiki check entries/people", "wiki check --format github", "wiki check --json | jq '.[].message'"
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "github"]), default="text", help="The format of the report."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for programs.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
def check(paths: tuple[Path, ...], form: str, as_json: bool, strict: bool) -> None:
    """Report every problem in the wiki, or only those in each PATH.

    The whole wiki is always read, since a change in one file can make another one wrong. Errors are mistakes
    and stop a build; warnings point to what needs a look, and stop nothing. The exit status is 1 if there
    are errors.
    """
    if as_json and form != "text":
        raise click.UsageError("--json and --format both set the format; use only one of them.")
    settings = shared.settings()
    for path in paths:
        if not path.resolve().is_relative_to(settings.root.resolve()):
            raise shared.WrongCommandError(f"{path} is not in this wiki, {settings.root}.")
    problems = Problems()
    checked = check_wiki(settings.root, settings.languages, problems)
    check_interface_words(settings.root, settings.languages, problems)
    found = [problem for problem in problems if not paths or _is_in(problem, paths, settings.root)]
    errors = sum(not problem.is_warning for problem in found)
    warnings = len(found) - errors
    if as_json:
        shared.print_json([shared.as_json(problem) for problem in found])
    elif form == "github":
        shared.print_github_annotations(found)
    else:
        shared.print_problems(found)
        where = ", ".join(map(str, paths)) if paths else _size(checked[0]) if checked else ""
        counted = f"{shared.count(errors, 'error')}, {shared.count(warnings, 'warning')}"
        click.echo(f"{counted} in {where}." if where else f"{counted}.")
    if errors or (strict and warnings):
        raise click.exceptions.Exit(1)


def _size(wiki: Wiki) -> str:
    texts, works = shared.count(len(wiki.texts), "text"), shared.count(len(wiki.works), "work")
    return f"{shared.count(len(wiki.entries), 'entry', 'entries')}, {texts} and {works}"


def _is_in(problem: Problem, paths: Iterable[Path], root: Path) -> bool:
    return any((root / problem.place.file).is_relative_to(path.absolute()) for path in paths)
