"""Name index: entries by what readers may type for their names.

Its items have everything that the browser shows of an entry in a list of hits. It is written as scripts, so that
names are found in pages opened from a folder, too.
"""

import dataclasses
import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from charsu.model.records import Entry, EntryId, Language
from charsu.search.phonetics import romanized_names, sound_key
from charsu.search.prefix_index import Files, as_script, build_prefix_index, common_prefixes, to_json, utf16
from charsu.search.tokens import WORD, index_keys, intern_all, plain_words
from charsu.search.years import years
from charsu.view.labels import stand_alone
from charsu.view.site import Site

MAX_BLOCK_BYTES = 48_000
"""Maximum size of a block; compressed, it is about a third of that."""

MAX_FOR_PREFIX = 30
"""Maximum number of entries offered for a common prefix."""

MAX_FOR_KEY = 100
"""Maximum number of entries offered for a key; of more, the best are offered."""

NAME_LENGTH = 16
"""Number of characters of a name that are in its key; for longer names with the same key, see `MAX_FOR_KEY`."""


@dataclasses.dataclass(frozen=True)
class NamedEntry:
    """An entry as its names are indexed."""

    id: EntryId
    names: str
    """JSON without the outer brackets: the number of its kind; its name in each language, "" where it is the one in
    the first language; its aliases in each language, null where they are those in the first."""
    years: str
    """JSON: the years of statements about it, as `years` returns them."""
    passages: int
    """Number of passages that name it or are evidence for it; entries with more of them are offered first."""
    sounds: str
    """JSON: its Chinese names in Latin letters."""
    keys: Mapping[str, int]
    """What readers may type for it; see `name_keys`."""
    words: Sequence[str]
    """The keys of its names in the index of words."""


def named_entry(entry: Entry, site: Site) -> NamedEntry:
    """Return an entry as its names are indexed, which needs far less than its page does."""
    wiki = site.wiki
    first, *others = (stand_alone(entry.names[language]) for language in wiki.languages)
    aliases = [list(entry.aliases.get(language, ())) for language in wiki.languages]
    names = [
        list(wiki.vocabulary.kinds).index(entry.kind),
        [first, *("" if name == first else name for name in others)],
        [aliases[0], *(None if forms == aliases[0] else forms for forms in aliases[1:])],
    ]
    statements = [*entry.statements, *site.statements_about(entry.id)]
    forms = {form for language in entry.names for form in entry.forms(language)}
    return NamedEntry(
        entry.id,
        to_json(names)[1:-1],
        to_json(years(statements)),
        site.items[entry.id].passages,
        to_json(" ".join(romanized_names(entry))),
        name_keys(entry, wiki.languages),
        intern_all(index_keys(forms)),
    )


def name_keys(entry: Entry, languages: Iterable[Language]) -> dict[str, int]:
    """Return what readers may type for an entry: key -> 2 if a name begins with it, 1 if an alias does, else 0.

    Keys are the rest of each name and alias from each of its words on, or in Chinese from each character on; and,
    after "~", how its words sound.
    """
    keys: dict[str, int] = {}
    for language in languages:
        for form in entry.forms(language):
            worth = 2 if form == entry.names[language] else 1
            plain = plain_words(form)
            for start in map(re.Match[str].start, WORD.finditer(plain)):
                key = plain[start : start + NAME_LENGTH].rstrip()
                keys[key] = max(keys.get(key, 0), worth if start == 0 else 0)
            for each in (plain, *plain.split()):
                if len(sound := sound_key(each)) > 1:
                    keys.setdefault(f"~{sound}", 0)
    for each in romanized_names(entry):
        keys.setdefault(f"~{sound_key(each)}", 0)
    return keys


def name_index(entries: Sequence[NamedEntry]) -> tuple[dict[str, object], Files]:
    """Build the index; `entries` come in the order in which they are offered.

    Returns:
        The directories of two prefix indexes, and their files. The first index, `names`, has an item for each entry
        with one of the keys of a block; where more than `MAX_FOR_KEY` entries share a key, only for that many, and an
        item "#key" says that there are more. The second index, `names-common`, has the best entries for each common
        prefix.
    """
    items = [f"{to_json(entry.id)}:[{entry.names},{entry.years},{entry.passages},{entry.sounds}]" for entry in entries]
    sharing: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, worth in entry.keys.items():
            sharing[key].append((-worth, number))
    keys = sorted(sharing, key=utf16)

    def items_of(key: str) -> Iterator[tuple[str, str]]:
        found = sharing[key]
        if len(found) > MAX_FOR_KEY:
            yield f"#{key}", f"{to_json(f'#{key}')}:[]"
        for _, number in sorted(found)[:MAX_FOR_KEY]:
            yield entries[number].id, items[number]

    names = build_prefix_index("names", keys, items_of, MAX_BLOCK_BYTES, as_script)
    best: dict[str, str] = {}
    for prefix, with_prefix in common_prefixes(names.first_prefixes, keys):
        ranks: dict[int, int] = {}
        for key in with_prefix:
            for worth, number in sharing[key]:
                rank = 2 * worth if key == prefix else worth
                if rank < ranks.get(number, 1):
                    ranks[number] = rank
        ranked = heapq.nsmallest(MAX_FOR_PREFIX, ((rank, number) for number, rank in ranks.items()))
        offered = ",".join(items[number] for _, number in ranked)
        best[prefix] = f"{to_json(prefix)}:{{{offered}}}"
    common = build_prefix_index(
        "names-common", list(best), lambda prefix: [(prefix, best[prefix])], MAX_BLOCK_BYTES // 4, as_script
    )
    return {"each": names.directory, "common": common.directory}, {**names.files, **common.files}
