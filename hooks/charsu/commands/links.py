"""wiki links: check whether the web pages that the wiki cites still exist."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

import click

from charsu.commands import shared
from charsu.read.resolve import read_wiki
from charsu.review.web_links import Answer, LinkStatus, RetryPolicy, cited_urls, visit
from charsu.support.diagnostics import Problems, quote

_REPORTED: tuple[LinkStatus, ...] = ("gone", "failing", "refused", "moved")
_MEANING: dict[LinkStatus, str] = {
    "gone": "Gone: the host says that the page does not exist",
    "failing": "No answer, or a server error; perhaps only today",
    "refused": "Refused to programs; people may be able to open it",
    "moved": "Moved to a new address, where it was found",
}
_COLOURS: dict[LinkStatus, str | None] = {"gone": "red", "failing": "yellow", "refused": None, "moved": None}


@click.command(
    epilog=shared.examples(
        "wiki links", "wiki links bbc.co.uk", "wiki links --format markdown > links.md", "wiki links --strict"
    )
)
@click.argument("parts", nargs=-1, metavar="[PART]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="The format of the report."
)
@click.option("--json", "as_json", is_flag=True, help="Print every answer as JSON, for programs.")
@click.option("--strict", is_flag=True, help="Fail if a page is gone.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=20.0,
    help="Seconds to wait for one answer. Default: 20.",
)
def links(parts: tuple[str, ...], form: str, as_json: bool, strict: bool, timeout: float) -> None:
    """Check whether the web pages that the wiki cites still exist.

    Checks all of them, or only those whose address contains one of the PARTs.

    Pages disappear through no fault of the wiki's authors, so this fails only with --strict. Each host gets
    one request at a time, so the whole check may take some minutes.
    """
    settings = shared.settings()
    problems = Problems()
    wiki = read_wiki(settings.root, settings.languages, problems)
    if wiki is None:
        shared.exit_with_problems(problems)
    cited = [each for each in cited_urls(wiki) if not parts or any(part in each.url for part in parts)]
    if parts and not cited:
        raise shared.WrongCommandError(f"No cited address contains {' or '.join(map(quote, parts))}.")
    answers = []
    with click.progressbar(length=len(cited), label="Checking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for answer in visit(cited, RetryPolicy(answer=timeout)):
            answers.append(answer)
            bar.update(1)
    answers.sort(key=lambda answer: answer.cited.place)
    if as_json:
        shared.print_json([_as_json(answer) for answer in answers])
    else:
        (_print_markdown if form == "markdown" else _print_report)(answers)
    if strict and any(answer.state == "gone" for answer in answers):
        raise click.exceptions.Exit(1)


def _print_report(answers: Sequence[Answer]) -> None:
    for state in _REPORTED:
        found = [answer for answer in answers if answer.state == state]
        if found:
            click.echo(click.style(f"{_MEANING[state]}:", fg=_COLOURS[state], bold=True))
        for answer in found:
            click.echo(f"  {answer.cited.place}: {answer.cited.url}")
            click.echo(f"    {answer.now or answer.says}")
    click.echo(_summary(answers))


def _print_markdown(answers: Sequence[Answer]) -> None:
    """Print the report as Markdown, for GitHub's summary of a run."""
    click.echo(f"# Cited addresses\n\n{_summary(answers)}")
    for state in _REPORTED:
        found = [answer for answer in answers if answer.state == state]
        if found:
            click.echo(f"\n## {_MEANING[state]}\n\n| Where | Address | Answer |\n| --- | --- | --- |")
        for answer in found:
            cells = (str(answer.cited.place), answer.cited.url, answer.now or answer.says)
            click.echo(f"| {' | '.join(map(_cell, cells))} |")


def _cell(text: str) -> str:
    """Return text for a cell of a Markdown table, in a code span that nothing in the text can end."""
    return f"`{text.replace('`', '%60').replace('|', '%7C')}`"


def _summary(answers: Iterable[Answer]) -> str:
    counts = Counter(answer.state for answer in answers)
    totals = ", ".join(f"{counts[state]:,} {state}" for state in get_args(LinkStatus))
    return f"{shared.count(counts.total(), 'page')} checked: {totals}."


def _as_json(answer: Answer) -> dict[str, object]:
    place = answer.cited.place
    return {
        "url": answer.cited.url,
        "file": place.file,
        "line": place.line,
        "state": answer.state,
        "says": answer.says,
        "now": answer.now,
    }
