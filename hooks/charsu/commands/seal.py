"""wiki seal: make segment ids permanent, and confirm what was made from older wordings."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import click

from charsu.commands import shared
from charsu.model.ledger import Change
from charsu.model.records import Text
from charsu.read.ledgers import ledger_file
from charsu.read.load import ParsedWiki, load
from charsu.read.settings import Settings
from charsu.review.staleness import (
    Rewritten,
    SegmentCitations,
    Stale,
    confirm,
    find_citations,
    find_stale_in,
    rewrite_merged,
)
from charsu.review.staleness import seal as seal_text
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.transaction import write_files
from charsu.text.ledger import SEGMENT, ledger_json


class _Plan:
    """What is to be done for one text."""

    def __init__(self, text: Text, citations: SegmentCitations) -> None:
        self.text = text
        self._ledger = seal_text(text, citations)
        self.confirmed: list[Stale] = []
        self.stale = list(find_stale_in(dataclasses.replace(text, ledger=self._ledger), citations))
        """What was made from an older wording and is not confirmed."""

    def confirm(self, meant: Iterable[Stale]) -> None:
        self.confirmed += meant
        self.stale = [stale for stale in self.stale if stale not in self.confirmed]

    @property
    def file(self) -> str:
        return ledger_file(self.text.id)

    @property
    def content(self) -> str:
        """The new content of the ledger."""
        return ledger_json(confirm(self._ledger, self.confirmed))


@click.command(
    epilog=shared.examples(
        "wiki seal",
        "wiki seal a-text --confirm p3s2:en --confirm p4s1",
        "wiki seal a-text --review",
        "wiki seal --check",
    )
)
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--confirm",
    "names",
    multiple=True,
    metavar="SEGMENT[:WHAT]",
    help="Confirm that what was made from an older wording of a segment still holds: all of it, or only a"
    " language's translation, an entry's statements, or a decided name.",
)
@click.option("--confirm-all", is_flag=True, help="Confirm everything.")
@click.option("--review", is_flag=True, help="Go through what needs confirming, one by one.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--check", is_flag=True, help="Write nothing; fail if a text has changed since it was sealed.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for programs.")
def seal(
    texts: tuple[str, ...],
    names: tuple[str, ...],
    confirm_all: bool,
    review: bool,
    yes: bool,
    check: bool,
    as_json: bool,
) -> None:
    """Make the ids of segments permanent, in all texts or in each TEXT.

    Run it after you inserted, deleted, split, merged, moved or corrected lines of an original. It shows how
    it understands the changes, asks, and writes them to the ledger of the text, docs/texts/TEXT/ledger.json.
    Lines that were not touched keep their ids. Old ids still lead to where their words are now, and
    citations of a line that was merged into another one are changed to cite that one.

    A translation or statement made from an older wording is marked on its page until you confirm that it
    still holds: --confirm, --confirm-all or --review.

    If a new line is mistaken for an unrelated old one: take it out, seal, put it back, and seal again.
    """
    settings = shared.settings()
    parsed = _load(settings)
    chosen = _choose(texts, parsed, bool(names))
    citations = find_citations(chosen, parsed.entries)
    plans = [_Plan(text, citations[text.id]) for text in chosen]
    _confirm_named(names, plans)
    if confirm_all:
        for plan in plans:
            plan.confirm(list(plan.stale))
    if review:
        if not shared.is_interactive():
            raise click.ClickException(
                "--review asks questions and needs a terminal. Use --confirm or --confirm-all instead."
            )
        for plan in plans:
            _review(plan)
    rewritten = rewrite_merged(settings.root, chosen, parsed.texts.values(), parsed.entries)
    contents = {plan.file: plan.content for plan in plans if _differs(settings.root / plan.file, plan.content)}
    contents |= rewritten.contents
    if as_json:
        shared.print_json(_as_json(plans, rewritten, contents))
    else:
        _print_report(plans, rewritten, contents)
    if check:
        must = any(text.changes or text.ledger is None for text in chosen)
        raise click.exceptions.Exit(1 if must else 0)
    if not contents:
        return
    shared.confirm(f"Write {shared.count(len(contents), 'file')}?", yes, err=as_json)
    write_files(settings.root, contents)
    if not as_json:
        click.echo(click.style("Written.", fg="green"))


def _load(settings: Settings) -> ParsedWiki:
    """Load the wiki; end the command if there are errors."""
    problems = Problems()
    parsed = load(settings.root, settings.languages, problems)
    if parsed is None or problems.errors:
        shared.exit_with_problems(problems)
    return parsed


def _choose(ids: Sequence[str], parsed: ParsedWiki, names: bool) -> list[Text]:
    ids = [shared.choose_text(parsed.texts, id) for id in ids]
    if names and len(ids) != 1 and len(parsed.texts) > 1:
        raise click.UsageError("Name the text: wiki seal TEXT --confirm SEGMENT")
    return [text for id, text in parsed.texts.items() if not ids or id in ids]


def _differs(file: Path, content: str) -> bool:
    return not file.exists() or file.read_text(encoding="utf-8") != content


# --- confirming -----------------------------------------------------------------------------------


def _confirm_named(names: Iterable[str], plans: Sequence[_Plan]) -> None:
    for name in names:
        segment, _, what = name.partition(":")
        if not SEGMENT.fullmatch(segment):
            raise click.UsageError(f"{quote(segment)} is not the id of a segment, such as p3s2 or p3s2:en.")
        found = False
        for plan in plans:
            meant = [each for each in plan.stale if each.segment == segment and (not what or each.is_called(what))]
            plan.confirm(meant)
            found = found or bool(meant)
        if not found:
            there = sorted({each.name for plan in plans for each in plan.stale})
            hint = did_you_mean(name, there) or ""
            raise click.UsageError(f"{quote(name)} was not made from an older wording. {hint}".rstrip())


def _review(plan: _Plan) -> None:
    """Ask about each thing whether it still holds."""
    confirmed = []
    for number, stale in enumerate(plan.stale, 1):
        click.echo(f"\n{click.style(f'{plan.text.id}#{stale.segment}', bold=True)}  ({number} of {len(plan.stale)})")
        _print_wordings([stale.older], [segment.text for segment in plan.text.segments if segment.id == stale.segment])
        click.echo(f"  {_describe(stale)}, {stale.place}")
        for said in _made(stale, plan.text):
            click.echo(f"    {said}")
        answer = click.prompt("Does it still hold (q: stop here)?", type=click.Choice(["y", "n", "q"]), default="n")
        if answer == "q":
            break
        if answer == "y":
            confirmed.append(stale)
    plan.confirm(confirmed)


def _made(stale: Stale, text: Text) -> Iterator[str]:
    """Return what was made from the older wording, if it is text."""
    if stale.what == "translation" and stale.language:
        for segment in text.versions[stale.language].segments:
            if segment.id == stale.segment:
                yield segment.text


def _describe(stale: Stale) -> str:
    match stale.what:
        case "translation":
            return f"translation into {stale.language}"
        case "statements":
            return f"statements of {stale.entry}"
    return f"{quote(stale.words or '')} is {stale.entry or 'not a name'}"


# --- telling --------------------------------------------------------------------------------------


def _print_report(plans: Iterable[_Plan], rewritten: Rewritten, contents: Collection[str]) -> None:
    for plan in plans:
        title = click.style(plan.text.id, bold=True)
        if plan.text.ledger is None:
            lines = shared.count(len(plan.text.segments), "segment")
            click.echo(f"{title}: this writes its first ledger; {lines} will keep their ids.")
        elif plan.text.changes:
            click.echo(f"{title}: {shared.count(len(plan.text.changes), 'change')} since it was sealed.")
        elif plan.confirmed:
            click.echo(f"{title}:")
        elif plan.file in contents:
            click.echo(
                f"{title}: its lines have not changed; the ledger records new translations, statements and names."
            )
        else:
            click.echo(f"{title}: nothing to do.")
        for change in plan.text.changes:
            _print_change(change)
        for stale in plan.confirmed:
            click.echo(f"  confirmed: {stale.name}, {_describe(stale)}")
        if plan.stale:
            click.echo(f"  Made from an older wording, {shared.count(len(plan.stale), 'thing')}:")
        for stale in plan.stale:
            click.echo(f"    {stale.name}, {_describe(stale)}, {stale.place}")
        if plan.stale:
            click.echo(f"  To go through them: wiki seal {plan.text.id} --review")
    for place, old, now in rewritten.by_hand:
        click.echo(f"{click.style(str(place), bold=True)}: {old} is now {now}; change it here by hand.")
    for file in contents:
        click.echo(f"to be written: {file}")


def _print_change(change: Change) -> None:
    older, newer = [id for id, _ in change.older], [id for id, _ in change.newer]
    said = {
        "reworded": f"{newer and newer[0]} was reworded",
        "split": f"{older and older[0]} was split into {', '.join(newer)}",
        "merged": f"{', '.join(older)} were merged into {newer and newer[0]}",
        "inserted": f"{newer and newer[0]} is new",
        "deleted": f"{older and older[0]} was deleted",
        "moved": f"{newer and newer[0]} was moved",
    }[change.what]
    click.echo(f"  {click.style(said, fg='cyan')}")
    if change.what == "moved":
        click.echo(f"      {change.newer[0][1]}")
    else:
        _print_wordings([text for _, text in change.older], [text for _, text in change.newer])


def _print_wordings(older: Iterable[str], newer: Iterable[str]) -> None:
    for text in older:
        click.echo(click.style(f"    - {text}", fg="red"))
    for text in newer:
        click.echo(click.style(f"    + {text}", fg="green"))


def _as_json(plans: Iterable[_Plan], rewritten: Rewritten, contents: Iterable[str]) -> dict[str, object]:
    return {
        "texts": [
            {
                "text": plan.text.id,
                "first": plan.text.ledger is None,
                "changes": [
                    {
                        "what": change.what,
                        "older": [{"id": id, "text": text} for id, text in change.older],
                        "newer": [{"id": id, "text": text} for id, text in change.newer],
                    }
                    for change in plan.text.changes
                ],
                "confirmed": [_stale_json(stale) for stale in plan.confirmed],
                "stale": [_stale_json(stale) for stale in plan.stale],
            }
            for plan in plans
        ],
        "by_hand": [
            {"file": place.file, "line": place.line, "column": place.column, "older": old, "newer": now}
            for place, old, now in rewritten.by_hand
        ],
        "files": list(contents),
    }


def _stale_json(stale: Stale) -> dict[str, object]:
    return {
        "name": stale.name,
        "what": stale.what,
        "segment": stale.segment,
        "language": stale.language,
        "entry": stale.entry,
        "words": stale.words,
        "older": stale.older,
        "file": stale.place.file,
        "line": stale.place.line,
    }
