"""What finding names costs beside bare matching.

*Bare matching* is the least that a program in the same language does to find the longest of many words,
leftmost first, in the same prose: one tree of letters, followed from each place; no folding, no edges
of words, no candidates, nothing kept but the number of words found. What `Names.find` takes beyond
that is the price of finding names as readers understand them.
"""

import statistics
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from charsu.link.mentions import Links
from charsu.model.records import Entry, Language
from charsu.read.resolve import read_wiki
from charsu.support.diagnostics import Problems
from synthetic import LANGUAGES

_END = ""


def measure_matching(root: Path) -> tuple[float, float]:
    """Seconds of a core to find all names in the prose of a wiki, and to match them barely.

    Medians of three, taken in turn; time in which something else had the core does not count.
    """
    from charsu.link.linker import link

    wiki = read_wiki(root, LANGUAGES, Problems())
    assert wiki is not None, "the wiki has problems"
    links = link(wiki)
    prose = list(_prose(links))
    trees = {language: _tree(wiki.entries.values(), language) for language in LANGUAGES}
    found: list[tuple[float, float]] = []
    for _ in range(3):
        started = time.process_time()
        for language, text in prose:
            for _name in links.names[language].find(text):
                pass
        between = time.process_time()
        for language, text in prose:
            count_words(trees[language], text)
        found.append((between - started, time.process_time() - between))
    ours, bare = zip(*found, strict=True)
    return statistics.median(ours), statistics.median(bare)


def _prose(links: Links) -> Iterator[tuple[Language, str]]:
    rows = (row.versions for rows in links.rows.values() for row in rows)
    for versions in (*rows, *links.summaries.values(), *links.values.values(), *links.notes.values()):
        for language, prose in versions.items():
            yield language, prose.text


def _tree(entries: Iterable[Entry], language: Language) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for entry in entries:
        for form in entry.forms(language):
            branch = tree
            for letter in form:
                branch = branch.setdefault(letter, {})
            branch[_END] = True
    return tree


def count_words(tree: dict[str, Any], text: str) -> int:
    """How many words of a tree stand in a text, leftmost first, the longest of those that begin together."""
    count = position = 0
    while position < len(text):
        branch, end, longest = tree.get(text[position]), position + 1, 0
        while branch:
            if _END in branch:
                longest = end
            branch = branch.get(text[end]) if end < len(text) else None
            end += 1
        if longest:
            count += 1
            position = longest
        else:
            position += 1
    return count
