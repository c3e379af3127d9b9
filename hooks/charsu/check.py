"""Check: everything that is wrong with what people wrote, without building the site."""

import shlex
from pathlib import Path

from charsu.link import Links, link
from charsu.model import Language, Wiki
from charsu.problems import Problems, quote
from charsu.resolve import read_wiki
from charsu.sealing import find_stale


def check(root: Path, languages: tuple[Language, ...], problems: Problems) -> tuple[Wiki, Links] | None:
    """Read and link a wiki, and warn of what should be looked at; None if there are errors."""
    wiki = read_wiki(root, languages, problems)
    if wiki is None:
        return None
    links = link(wiki)
    _warn_of_unsure_names(wiki, links, problems)
    _warn_of_stale_things(wiki, problems)
    return wiki, links


def _warn_of_unsure_names(wiki: Wiki, links: Links, problems: Problems) -> None:
    for text in wiki.texts.values():
        places = {
            (language, segment.id): segment.place
            for language, version in text.versions.items()
            for segment in version.segments
        }
        for row in links.rows[text.id]:
            for language, prose in row.versions.items():
                for mention in prose.mentions:
                    if mention.entry is None and (language, row.segment) in places:
                        words = prose.text[mention.start : mention.end]
                        problems.warn(
                            places[language, row.segment],
                            f"nothing says who or what '{words}' is in {row.segment}: "
                            f"{' or '.join(mention.candidates)}",
                            f"wiki explain {text.id} {row.segment} tells why, and what settles it.",
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
        name = stale.language or stale.words or stale.entry
        problems.warn(
            stale.place,
            f"{found}: {quote(stale.older)}",
            f"If it still holds: wiki seal {stale.text} --confirm {shlex.quote(f'{stale.segment}:{name}')}",
        )
