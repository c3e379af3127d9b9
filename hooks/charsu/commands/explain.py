"""wiki explain: why each name of a row is linked as it is, and how to change it."""

import dataclasses

import click

from charsu.commands import shared
from charsu.model.records import SegmentId, Text, Wiki
from charsu.read.texts import SegmentIds
from charsu.review.explain import ExplainedVersion, Explanation
from charsu.review.explain import explain as explain_row
from charsu.support.diagnostics import Problems


@click.command(
    epilog=shared.examples(
        "wiki explain a-text p3s2",
        "wiki explain a-text#p3s2",
        "wiki explain a-text 3.2",
        "wiki explain a-text p3s2 --json | jq '.versions.en.names'",
    )
)
@click.argument("text")
@click.argument("segment", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for programs.")
def explain(text: str, segment: str | None, as_json: bool) -> None:
    """Explain why each name in a passage is linked as it is.

    The passage is a SEGMENT of a TEXT, such as p3s2, which the page shows as 3.2. For each name in each
    version, in the order of the text, it shows the words, the entry, the rule that decided (stated, name,
    alias, aligned, in-text) or that it is unsure, the evidence for each candidate, and what to write to change it.
    Then it says which shorter names within it are meant, too, and why.
    """
    if segment is None:
        text, _, segment = text.partition("#")
    wiki, links = shared.read_and_link()
    text = shared.choose_text(wiki.texts, text)
    segment = shared.segment_id(segment)
    _check_segment(wiki.texts[text], segment)
    versions = explain_row(wiki, links, wiki.texts[text], segment)
    if as_json:
        said = {language: dataclasses.asdict(version) for language, version in versions.items()}
        shared.print_json({"text": text, "segment": segment, "versions": said})
        return
    for language, version in versions.items():
        click.echo(f"{click.style(f'{text}#{segment} {language}', bold=True)}  {version.text}")
        _print_version(version, wiki)
        click.echo()


def _check_segment(text: Text, segment: SegmentId) -> None:
    if not segment:
        raise shared.WrongCommandError(f"Name a segment, for example: wiki explain {text.id} {text.segments[0].id}")
    problems = Problems()
    SegmentIds.of(text).check(segment, text.id, text.place, problems)
    for problem in problems:
        raise shared.WrongCommandError(f"{problem.message[0].upper()}{problem.message[1:]}. {problem.hint}")


def _print_version(version: ExplainedVersion, wiki: Wiki) -> None:
    if not (version.names or version.unknown):
        click.echo("  No names.")
    again: dict[Explanation, int] = {}
    for explanation in version.names:
        within = tuple(dataclasses.replace(each, start=0, end=0) for each in explanation.within)
        same = dataclasses.replace(explanation, start=0, end=0, within=within)
        again[same] = again.get(same, 0) + 1
    for explanation, times in again.items():
        _print_explanation(explanation, times, wiki)
    if version.unknown:
        click.echo(f"  Without an entry: {click.style(', '.join(version.unknown), fg='cyan')}. See wiki suggest.")


def _print_explanation(explanation: Explanation, times: int, wiki: Wiki) -> None:
    colour = {"unsure": "yellow", "not a name": "magenta"}.get(explanation.why, "cyan")
    words, why = click.style(explanation.words, fg=colour), click.style(explanation.why, bold=True)
    who = f" {explanation.entry} ({wiki.entries[explanation.entry].file})" if explanation.entry else ""
    click.echo(f"  {words}{f' ({times} times)' if times > 1 else ''} → {why}{who}")
    shared.print_sentence(explanation.because, 4)
    for candidate in explanation.candidates:
        click.echo(f"    {candidate.entry}, {candidate.name}")
        for sentence in candidate.because:
            shared.print_sentence(sentence, 6)
    shared.print_sentence(f"To change it: {explanation.advice}", 4)
    for way in explanation.ways:
        shared.print_lines(way.lines, 6)
    for each in explanation.within:
        words = click.style(each.words, fg="cyan" if each.why else "magenta")
        says = f"within, {each.why}" if each.why else "not meant within it"
        click.echo(f"    {words} → {click.style(says, bold=True)} {each.entry} ({wiki.entries[each.entry].file})")
        shared.print_sentence(each.because, 6)
        if each.ways:
            shared.print_sentence(f"To change it: write in {each.ways[0].file}:", 6)
        for way in each.ways:
            shared.print_lines(way.lines, 8)
