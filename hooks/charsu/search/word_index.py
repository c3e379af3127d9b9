"""Word index: the numbers of the documents in which each key occurs."""

import itertools
from collections.abc import Collection, Iterable, Sequence

from charsu.search.postings import PostingLists, document_numbers, number_packer
from charsu.search.prefix_index import Files, as_json, build_prefix_index, common_prefixes, utf16
from charsu.support.parallel import map_chunks, parallel_map

MAX_BLOCK_BYTES = 20_000
"""Maximum size of a block; compressed, it is about two thirds of that."""

KEYS_AT_ONCE = 2000
"""Number of keys whose posting lists are packed at once by one process."""


def word_index(documents: int, postings: PostingLists, in_names: PostingLists) -> tuple[dict[str, object], Files]:
    """Build the index.

    Args:
        documents: number of documents.
        postings: the documents of each key.
        in_names: those of them that have the key in their names.

    Returns:
        The directories of two prefix indexes, and their files. The first index, `words`, has for each key the packed
        numbers of its documents and, after "!", of those that have it in their names. The second index,
        `words-common`, has the same for each common prefix.
    """
    pack = number_packer(documents)

    def item(key: str, keys: Iterable[str]) -> tuple[str, str]:
        """Return the item of a key, with the documents of all `keys`."""
        numbers, named = (_union([lists[each] for each in keys if each in lists]) for lists in (postings, in_names))
        return key, f'"{key}":"{pack(numbers)}!{pack(named)}"' if named else f'"{key}":"{pack(numbers)}"'

    keys = sorted(postings, key=utf16)
    items = dict(itertools.chain(*map_chunks(keys, lambda some: [item(key, [key]) for key in some], KEYS_AT_ONCE)))
    words = build_prefix_index("words", keys, lambda key: [(key, items[key])], MAX_BLOCK_BYTES, as_json)
    common_items = dict(
        parallel_map(list(common_prefixes(words.first_prefixes, keys)), lambda with_prefix: item(*with_prefix))
    )
    common = build_prefix_index(
        "words-common", list(common_items), lambda prefix: [(prefix, common_items[prefix])], MAX_BLOCK_BYTES, as_json
    )
    return {"each": words.directory, "common": common.directory}, {**words.files, **common.files}


def _union(lists: Sequence[bytes]) -> Collection[int]:
    """Return the document numbers of posting lists, each once."""
    if len(lists) == 1:  # in which each number occurs once
        return document_numbers(lists[0])
    return set[int]().union(*map(document_numbers, lists))
