"""Check a wiki: report everything that is wrong with it, without building the site."""

import shlex
from pathlib import Path

from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model.records import Language, Wiki
from charsu.read.load import ParsedWiki, load
from charsu.read.resolve import resolve
from charsu.review.letters import warn_of_odd_letters, warn_of_slight_names
from charsu.review.staleness import find_stale
from charsu.review.suggest import unsure_names
from charsu.support.diagnostics import Problems, quote
from charsu.text.folding import fold_for_linking


def check(root: Path, languages: tuple[Language, ...], problems: Problems) -> tuple[Wiki, Links] | None:
    """Read and link a wiki, and warn about what needs a look; None if there are errors."""
    parsed = load(root, languages, problems)
    return check_parsed(parsed, problems) if parsed else None


def check_parsed(parsed: ParsedWiki, problems: Problems) -> tuple[Wiki, Links] | None:
    """Check a wiki that is loaded already; `problems` has the problems of loading it."""
    wiki = resolve(parsed, problems)
    if problems.errors:
        return None
    links = link(wiki)
    _warn_of_unsure_names(wiki, links, problems)
    _warn_of_ordinary_words(wiki, links, problems)
    _warn_of_stale_things(wiki, problems)
    warn_of_odd_letters(wiki, problems)
    warn_of_slight_names(wiki, problems)
    return wiki, links


def _warn_of_unsure_names(wiki: Wiki, links: Links, problems: Problems) -> None:
    for unsure in unsure_names(wiki, links):
        if unsure.segment:
            where = f" in {unsure.segment}"
            ways = " or ".join(f"`{way.short}`" for way in unsure.ways)
            hint = (
                f"Write in {unsure.ways[0].file}, under `names:`, {ways};"
                f" wiki explain {unsure.text} {unsure.segment} shows why."
            )
        else:
            where, hint = "", f"Write one of these instead: {' or '.join(way.short for way in unsure.ways)}."
        problems.warn(
            unsure.place,
            f"nothing decides what {quote(unsure.words)} means{where}: {' or '.join(unsure.candidates)}",
            hint,
        )


def _warn_of_ordinary_words(wiki: Wiki, links: Links, problems: Problems) -> None:
    for entry in wiki.entries.values():
        for language in wiki.languages:
            for form in entry.forms(language):
                counts = links.words.get(language, {}).get(fold_for_linking(form))
                if counts and (language, form) not in entry.weak:
                    problems.warn(
                        entry.name_places.get(language, entry.place) if form == entry.names[language] else entry.place,
                        f"{quote(form)} ({language}) is an ordinary word as well: of {counts.judged} rows in"
                        f" which another version could have named the entry, {counts.supported} do",
                        "It is linked in those only. Mark it as weak, or take it away.",
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
            "statements": f"what {stale.entry} says from {stale.text}#{stale.segment} rests on an older wording",
            "name": f"what {quote(stale.words or '')} means in {stale.segment} was decided for an older wording",
        }[stale.what]
        problems.warn(
            stale.place,
            f"{found}: {quote(stale.older)}",
            f"If it still holds: wiki seal {stale.text} --confirm {shlex.quote(stale.name)}",
        )
