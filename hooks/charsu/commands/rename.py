"""wiki rename, wiki merge: change the id of an entry; make one entry of two."""

from collections.abc import Callable
from pathlib import Path

import click

from charsu.commands import shared
from charsu.edit.changeset import ChangedMeanwhileError
from charsu.edit.merging import merge_entries
from charsu.edit.references import UnchangeableError, look_alikes
from charsu.edit.renaming import RenamePlan, RenamingError, rename_entry
from charsu.read.load import ParsedWiki, load
from charsu.review.check import check as check_wiki
from charsu.review.check import check_parsed
from charsu.support.diagnostics import Problem, Problems

_yes = click.option("--yes", is_flag=True, help="Do it without asking.")
_dry_run = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")

LISTED = 20
"""Maximum number of places listed for a second look."""


@click.command(
    epilog=shared.examples("wiki rename jon-smith john-smith", "wiki rename people/jon-smith john-smith --dry-run")
)
@click.argument("old")
@click.argument("new")
@_yes
@_dry_run
def rename(old: str, new: str, yes: bool, dry_run: bool) -> None:
    """Change the id of the entry OLD to NEW.

    Renames its files and every reference to it; nothing else in any file changes. From then on the old
    address leads to the new one. Shows the change and asks before writing.
    """
    _carry_out(lambda root, parsed: rename_entry(root, parsed, old, new), yes, dry_run)


@click.command(epilog=shared.examples("wiki merge jon-smith john-smith", "wiki merge jon-smith john-smith --dry-run"))
@click.argument("old")
@click.argument("into")
@_yes
@_dry_run
def merge(old: str, into: str, yes: bool, dry_run: bool) -> None:
    """Merge the entry OLD into the entry INTO.

    Both must be of the same kind. References to OLD and its address then lead to INTO. Its names become
    aliases, and its statements are added after those of INTO. Shows the change and what cannot be taken
    over, and asks before writing.
    """
    _carry_out(lambda root, parsed: merge_entries(root, parsed, old, into), yes, dry_run)


def _carry_out(think: Callable[[Path, ParsedWiki], RenamePlan], yes: bool, dry_run: bool) -> None:
    """Work the change out, show it, try it in a copy, ask, and write it."""
    settings = shared.settings()
    shared.progress("Reading the wiki …")
    before = Problems()
    parsed = load(settings.root, settings.languages, before)
    if parsed:
        check_parsed(parsed, before)
    if before.errors or parsed is None:
        shared.exit_with_problems(before)
    try:
        plan = think(settings.root, parsed)
    except RenamingError as error:
        raise shared.WrongCommandError(str(error)) from None
    except UnchangeableError as error:
        raise click.ClickException(str(error)) from None
    _show(plan)
    shared.progress("Trying out the change in a copy …")
    known = {_gist(problem, plan) for problem in before}
    after = [
        problem for problem in plan.changeset.check_result(settings.languages) if _gist(problem, plan) not in known
    ]
    shared.print_problems(after)
    if any(not problem.is_warning for problem in after):
        raise click.ClickException("The change would cause these errors. Nothing was written.")
    if dry_run:
        return
    shared.confirm("Make this change?", yes)
    try:
        plan.changeset.apply()
    except ChangedMeanwhileError as error:
        raise click.ClickException(str(error)) from None
    _check_again(settings.root, settings.languages)
    click.echo(f"{plan.old} is now {plan.new}. Its old address leads there.")
    _print_look_alikes(plan, settings.root)


def _gist(problem: Problem, plan: RenamePlan) -> frozenset[str]:
    """Return what a problem has in common before and after: its words in any order, with the entry's new id."""
    return frozenset(plan.new if word == plan.old else word for word in problem.message.split())


def _show(plan: RenamePlan) -> None:
    changeset = plan.changeset
    shared.show_diff(changeset.diff())
    click.echo()
    for dropped in plan.dropped:
        click.secho(f"Dropped: {dropped.what}", fg="yellow")
        for line in dropped.words.split("\n"):
            click.echo(f"    {line}")
    references = shared.count(plan.references.total(), "reference")
    click.echo(f"{references} in {shared.count(len(plan.references), 'file')}:")
    for file, count in sorted(plan.references.items()):
        click.echo(f"  {count:5}  {file}")
    for new, old in changeset.moves.items():
        click.echo(f"  {old} becomes {new}")
    for file, content in changeset.contents.items():
        if content is None and file not in changeset.moves.values():
            click.echo(f"  {file} is deleted")


def _check_again(root: Path, languages: tuple[str, ...]) -> None:
    problems = Problems()
    check_wiki(root, languages, problems)
    if problems.errors:
        shared.print_problems(problem for problem in problems if not problem.is_warning)
        raise click.ClickException("The change was made, and there are these errors now.")


def _print_look_alikes(plan: RenamePlan, root: Path) -> None:
    old = plan.old
    places = look_alikes(plan.changeset, root, old)
    if places:
        click.echo(f"{shared.count(len(places), 'line')} elsewhere may also refer to {old}; check them:")
        for place in places[:LISTED]:
            click.echo(f"  {place}")
        if len(places) > LISTED:
            click.echo(f"  and {len(places) - LISTED} more")
