"""wiki links: whether the web pages that the wiki cites still answer."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

import click

from charsu.commands import shared
from charsu.read.resolve import read_wiki
from charsu.review.web_links import Answer, LinkStatus, RetryPolicy, cited_urls, visit
from charsu.support.diagnostics import Problems, quote

_TOLD: tuple[LinkStatus, ...] = ("gone", "failing", "refused", "moved")
_MEANING: dict[LinkStatus, str] = {
    "gone": "Gone: the host says that there is no such page",
    "failing": "No answer, or that of a host in trouble; perhaps only today",
    "refused": "Not shown to a program; people may see it",
    "moved": "Moved, and found at the new address",
}
_COLOURS: dict[LinkStatus, str | None] = {"gone": "red", "failing": "yellow", "refused": None, "moved": None}


@click.command(
    epilog=shared.examples(
        "wiki links", "wiki links bbc.co.uk", "wiki links --format markdown > links.md", "wiki links --strict"
    )
)
@click.argument("parts", nargs=-1, metavar="[PART]...")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How to tell them.")
@click.option("--json", "as_json", is_flag=True, help="Tell every answer as JSON, for programs.")
@click.option("--strict", is_flag=True, help="Fail if a page is gone.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=20.0,
    help="For one answer; 20 if you do not say.",
)
def links(parts: tuple[str, ...], form: str, as_json: bool, strict: bool, timeout: float) -> None:
    """Ask whether the web pages that the wiki cites still answer.

    All of them, or those whose address has one of the PARTs in it.

    The web changes without anybody's doing, so this fails only where you say --strict. One host is
    asked one question at a time; all of it may take some minutes.
    """
    settings = shared.settings()
    problems = Problems()
    wiki = read_wiki(settings.root, settings.languages, problems)
    if wiki is None:
        shared.mend_first(problems)
    cited = [each for each in cited_urls(wiki) if not parts or any(part in each.url for part in parts)]
    if parts and not cited:
        raise shared.WrongCommandError(f"No address that the wiki cites has {' or '.join(map(quote, parts))} in it.")
    answers = []
    with click.progressbar(length=len(cited), label="Asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for answer in visit(cited, RetryPolicy(answer=timeout)):
            answers.append(answer)
            bar.update(1)
    answers.sort(key=lambda answer: answer.cited.place)
    if as_json:
        shared.print_json([_as_json(answer) for answer in answers])
    else:
        (_tell_markdown if form == "markdown" else _tell)(answers)
    if strict and any(answer.state == "gone" for answer in answers):
        raise click.exceptions.Exit(1)


def _tell(answers: Sequence[Answer]) -> None:
    for state in _TOLD:
        found = [answer for answer in answers if answer.state == state]
        if found:
            click.echo(click.style(f"{_MEANING[state]}:", fg=_COLOURS[state], bold=True))
        for answer in found:
            click.echo(f"  {answer.cited.place}: {answer.cited.url}")
            click.echo(f"    {answer.now or answer.says}")
    click.echo(_summary(answers))


def _tell_markdown(answers: Sequence[Answer]) -> None:
    """As GitHub shows it in the summary of a run."""
    click.echo(f"# Cited addresses\n\n{_summary(answers)}")
    for state in _TOLD:
        found = [answer for answer in answers if answer.state == state]
        if found:
            click.echo(f"\n## {_MEANING[state]}\n\n| Where | Address | Answer |\n| --- | --- | --- |")
        for answer in found:
            cells = (str(answer.cited.place), answer.cited.url, answer.now or answer.says)
            click.echo(f"| {' | '.join(map(_cell, cells))} |")


def _cell(text: str) -> str:
    """Words in a table of Markdown, as they stand: in a span of code that nothing in them can end."""
    return f"`{text.replace('`', '%60').replace('|', '%7C')}`"


def _summary(answers: Iterable[Answer]) -> str:
    counts = Counter(answer.state for answer in answers)
    told = ", ".join(f"{counts[state]:,} {state}" for state in get_args(LinkStatus))
    return f"{shared.count(counts.total(), 'page')} asked: {told}."


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
