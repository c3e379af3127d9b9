"""wiki suggest: names without an entry, unsure names, links in some languages only."""

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from charsu.commands import shared
from charsu.link.mentions import Links
from charsu.model.records import Language, SegmentId, Wiki
from charsu.review.suggest import MissingName, OneSided, Suggestions, UnsureName
from charsu.review.suggest import suggest as suggest_for
from charsu.support.diagnostics import Place

_PASSAGES = 3
"""Maximum number of passages shown with each name; --json has all."""

Found = TypeVar("Found")


@click.command(
    epilog=shared.examples(
        "wiki suggest",
        "wiki suggest storm-of-1893",
        "wiki suggest --limit 5",
        "wiki suggest --json | jq '.names[].forms'",
    )
)
@click.argument("text", required=False)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show only the first N of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, for programs.")
def suggest(text: str | None, limit: int | None, as_json: bool) -> None:
    """Suggest what to add to the wiki, or to one TEXT.

    Lists names in the texts that have no entry, the most frequent first; unsure names, with the
    lines that decide them; and names linked in only some versions of a row, which may be as it should be.
    """
    wiki, links = shared.read_and_link()
    if text is not None:
        text = shared.choose_text(wiki.texts, text)
    found = suggest_for(wiki, links)
    found = found if text is None else found.of_text(text)
    if as_json:
        shared.print_json(_json(found, limit))
        return
    _print_list("Names without an entry", found.names, limit, lambda name: _print_name(name, links))
    if found.names:
        click.echo(
            "    wiki new writes an entry. If it is not a name, add it under `not names` in entries/vocabulary.yml.\n"
        )
    _print_list("Unsure names", found.unsure, limit, _print_unsure)
    _print_list(
        "Linked in some languages only", found.one_sided, limit, lambda each: _print_one_sided(each, wiki, links)
    )


def _print_list(title: str, found: tuple[Found, ...], limit: int | None, show: Callable[[Found], None]) -> None:
    click.echo(click.style(f"{title}: {len(found):,}", bold=True))
    for each in found[:limit]:
        show(each)
    if limit and len(found) > limit:
        click.echo(f"    … and {len(found) - limit:,} more")
    click.echo()


def _print_name(name: MissingName, links: Links) -> None:
    click.echo(f"  {shared.count(len(name.passages), 'passage')}: {_by_language(name.forms)}")
    for text, segment in name.passages[:_PASSAGES]:
        versions = _texts(links, text, segment)
        language = next(language for language in (*versions, *name.forms) if language in name.forms)
        form = next((form for form in name.forms[language] if form in versions.get(language, "")), "")
        click.echo(f"    {_at(text, segment)} {_around(versions.get(language, ''), form)}")
    if len(name.passages) > _PASSAGES:
        click.echo(f"    … and {', '.join(_at(*passage) for passage in name.passages[_PASSAGES:])}")


def _print_unsure(unsure: UnsureName) -> None:
    where = _at(unsure.text, unsure.segment) if unsure.text and unsure.segment else unsure.entry or ""
    click.echo(
        f"  {where} {unsure.language} {click.style(unsure.words, fg='yellow')}: {' or '.join(unsure.candidates)}"
    )
    click.echo(f"    {unsure.place}: {_around(unsure.passage, unsure.words)}")
    click.echo(f"    To decide it, write one of these in {unsure.ways[0].file}:")
    for way in unsure.ways:
        shared.print_lines(way.lines, 6)


def _print_one_sided(each: OneSided, wiki: Wiki, links: Links) -> None:
    name = wiki.entries[each.entry].names[each.linked[0]]
    click.echo(
        f"  {_at(each.text, each.segment)} {each.entry}: in {', '.join(each.linked)}, not in {', '.join(each.missing)}"
    )
    versions = _texts(links, each.text, each.segment)
    for language in each.missing:
        click.echo(f"    {language}: {_around(versions[language], name)}")


def _by_language(forms: Mapping[Language, Iterable[str]]) -> str:
    return "; ".join(f"{language} {click.style(', '.join(words), fg='cyan')}" for language, words in forms.items())


def _at(text: str, segment: SegmentId) -> str:
    return click.style(f"{text}#{segment}", bold=True)


def _texts(links: Links, text: str, segment: SegmentId) -> dict[Language, str]:
    row = next(row for row in links.rows[text] if row.segment == segment)
    return {language: prose.text for language, prose in row.versions.items()}


_WIDTH = 80
"""Width of an excerpt in columns; a Han character takes two."""

_FROM_A_WORD = 12
"""How far a cut may move to the next space, in characters. Chinese has no spaces, so there it does not move."""


def _around(text: str, words: str) -> str:
    """Return the words with the text around them, on one line, cut between words where there are spaces."""
    text = text.replace("\n", " ")
    at = max(0, text.find(words)) if words else 0
    width = _WIDTH // 2 if unicodedata.east_asian_width(text[at : at + 1] or " ") == "W" else _WIDTH
    start = max(0, at - width // 3)
    end = start + width
    if start:
        start = text.find(" ", start, min(start + _FROM_A_WORD, at)) + 1 or start
    if end < len(text):
        gap = text.rfind(" ", max(end - _FROM_A_WORD, at + len(words)), end)
        end = gap if gap > 0 else end
    shown = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return shown.replace(words, click.style(words, underline=True), 1) if words else shown


def _json(found: Suggestions, limit: int | None) -> dict[str, object]:
    return {
        "names": [
            {"forms": dict(name.forms), "passages": [{"text": t, "segment": s} for t, s in name.passages]}
            for name in found.names[:limit]
        ],
        "unsure": [
            {
                name: value._asdict() if isinstance(value, Place) else value
                for name, value in dataclasses.asdict(unsure).items()
            }
            for unsure in found.unsure[:limit]
        ],
        "one_sided": [dataclasses.asdict(each) for each in found.one_sided[:limit]],
    }
