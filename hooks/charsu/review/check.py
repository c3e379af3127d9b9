"""Check: everything that is wrong with what people wrote, without building the site."""

import shlex
from pathlib import Path

from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model.records import Language, Wiki
from charsu.read.load import Sources, load
from charsu.read.resolve import resolve
from charsu.review.staleness import find_stale
from charsu.review.suggest import unsure_names
from charsu.support.diagnostics import Problems, quote


def check(root: Path, languages: tuple[Language, ...], problems: Problems) -> tuple[Wiki, Links] | None:
    """Read and link a wiki, and warn of what should be looked at; None if there are errors."""
    sources = load(root, languages, problems)
    return check_sources(sources, problems) if sources else None


def check_sources(sources: Sources, problems: Problems) -> tuple[Wiki, Links] | None:
    """The same for what is loaded already; `problems` has those of loading."""
    wiki = resolve(sources, problems)
    if problems.errors:
        return None
    links = link(wiki)
    _warn_of_unsure_names(wiki, links, problems)
    _warn_of_stale_things(wiki, problems)
    return wiki, links


def _warn_of_unsure_names(wiki: Wiki, links: Links, problems: Problems) -> None:
    for unsure in unsure_names(wiki, links):
        if unsure.segment:
            where = f" in {unsure.segment}"
            ways = " or ".join(f"`{way.short}`" for way in unsure.ways)
            hint = (
                f"Write in {unsure.ways[0].file}, below `names:`, {ways};"
                f" wiki explain {unsure.text} {unsure.segment} tells why."
            )
        else:
            where, hint = "", f"Write {' or '.join(way.short for way in unsure.ways)} there."
        problems.warn(
            unsure.place,
            f"nothing says who or what {quote(unsure.words)} is{where}: {' or '.join(unsure.candidates)}",
            hint,
        )


def _warn_of_stale_things(wiki: Wiki, problems: Problems) -> None:
    for text in wiki.texts.values():
        places = {segment.id: segment.place for segment in text.segments}
        for change in text.changes:
            id = change.newer[0][0]
            problems.warn(
                places[id],
                f"{id} was reworded since the text was sealed; it was {quote(change.older[0][1])}",
                f"wiki seal {text.id} records it.",
            )
    for stale in find_stale(wiki):
        found = {
            "translation": f"{stale.segment} is translated from an older wording",
            "statements": f"what {stale.entry} says by {stale.text}#{stale.segment} rests on an older wording",
            "name": f"what {quote(stale.words or '')} stands for in {stale.segment} was settled in an older wording",
        }[stale.what]
        problems.warn(
            stale.place,
            f"{found}: {quote(stale.older)}",
            f"If it still holds: wiki seal {stale.text} --confirm {shlex.quote(stale.name)}",
        )
