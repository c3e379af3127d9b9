"""Check: everything that is wrong with what people wrote, without building the site."""

from pathlib import Path

from charsu.link import Links, link
from charsu.model import Language, Wiki
from charsu.problems import Problems
from charsu.resolve import read_wiki


def check(root: Path, languages: tuple[Language, ...], problems: Problems) -> tuple[Wiki, Links] | None:
    """Read and link a wiki, and warn of what should be looked at; None if there are errors."""
    wiki = read_wiki(root, languages, problems)
    if wiki is None:
        return None
    links = link(wiki)
    _warn_of_unsure_names(wiki, links, problems)
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
