"""Constants that the index and the script of the search share; `publish.assets` hands them to the script."""

from collections.abc import Mapping

from charsu.search.name_index import NAME_LENGTH
from charsu.search.phonetics import SOUND_RULES
from charsu.search.postings import DIGITS
from charsu.text.folding import browser_table

CONSTANTS: Mapping[str, object] = {
    "FOLDING": browser_table(),
    "SOUND_RULES": SOUND_RULES,
    "NAME_LENGTH": NAME_LENGTH,
    "DIGITS": DIGITS,
}
"""Name of a constant in the script -> its value."""
