"""Check: everything that is wrong with what people wrote, without building the site."""

from pathlib import Path

from charsu.link import Links, link
from charsu.model import Language, Wiki
from charsu.problems import Problems, quote
from charsu.resolve import read_wiki
from charsu.suggest import unsure_names


def check(root: Path, languages: tuple[Language, ...], problems: Problems) -> tuple[Wiki, Links] | None:
    """Read and link a wiki, and warn of what should be looked at; None if there are errors."""
    wiki = read_wiki(root, languages, problems)
    if wiki is None:
        return None
    links = link(wiki)
    _warn_of_unsure_names(wiki, links, problems)
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
