"""A corpus with names that have no entry, with known truth; and how clean the list of such names is.

It is made by chance, but is the same on every machine. It has what swamps such a list on a large corpus:

- words that begin a clause, with a capital letter after a comma: "and said, Behold the town";
- pronouns with a capital letter, out of respect: Him, Thou, Ngài;
- titles before names and alone: "King Bardo", "the King", Vua;
- in Chinese, ordinary words of the characters that write foreign names, which sound like a name by chance;
- names that each version writes in its own way, and versions that have a pronoun where another one has the name.

Run it to see the figures: python tests/unnamed.py
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set

from charsu.link.linker import link
from charsu.model.records import EntryId, Language, Wiki
from charsu.review.name_candidates import MissingName, missing_names
from helpers import LANGUAGES, entry, text, wiki
from shared_names import PROSE, Dice, Namer

Said = Mapping[Language, str]

_OPENERS: Mapping[Language, Sequence[str]] = {
    "zh": ("于是", "所以", "因此", "看哪", "让", "是的", "现在", "去吧", "来吧", "请听", "祸哉", "什么", "为何", "是"),
    "en": ("Then", "So", "Therefore", "Behold", "Let", "Yea", "Now", "Go", "Come", "Hear", "Woe", "What", "Why", "Is"),
    "vi": ("Vậy", "Nầy", "Hãy", "Kìa", "Hỡi", "Vả", "Bởi", "Nếu", "Nhưng", "Lại", "Khi", "Sao", "Ai", "Có"),
}
_PRONOUNS: Sequence[Said] = (
    {"en": "Him", "zh": "他", "vi": "Ngài"},
    {"en": "Thou", "zh": "你", "vi": "Ngươi"},
    {"en": "I’ve", "zh": "我", "vi": "Ta"},
    {"en": "His", "zh": "他的", "vi": "Ngài"},
)
_TITLES: Sequence[Said] = (
    {"en": "King", "zh": "王", "vi": "Vua"},
    {"en": "Captain", "zh": "队长", "vi": "Quan"},
    {"en": "Prince", "zh": "首领", "vi": "Chúa"},
)
_BY_CHANCE = ("大地", "可是", "马上", "其他", "这里", "那里", "多的", "利用", "加上", "西山", "门前", "什么")
_SOUNDS = {
    **{"sh": "沙", "b": "巴", "d": "达", "g": "加", "h": "哈", "j": "杰", "k": "卡", "l": "拉", "m": "马"},
    **{"n": "纳", "p": "帕", "r": "里", "s": "萨", "t": "塔", "y": "亚", "z": "扎"},
}

NAMES = 60
"""Names without an entry, of which the first are in many rows and the last in few."""

ENTRIES = 30
PARAGRAPH = 5
OWN_SPELLING = 0.5
"""How many names Vietnamese writes in its own way, and how many Chinese does not write by their sound."""

NAMED = 0.93
"""How often a version has the name of what a row speaks of; else a pronoun."""

OPENER, ALIKE = 0.6, 0.75
"""How often a row has a word that begins a clause, half of them after a comma; and how often a version keeps it."""

SMALL = 0.2
"""How often such a word, a pronoun and a title have a small letter, for each time that they have a capital."""

PRONOUN, TITLE = 0.3, 0.25
"""How often a row has a pronoun out of respect; a title by itself, and a title before a name."""

BY_CHANCE = 0.25
"""How often a Chinese line has an ordinary word of characters that write foreign names."""


@dataclasses.dataclass(frozen=True)
class Corpus:
    """A wiki, and the names in its texts that have no entry."""

    wiki: Wiki
    names: Mapping[Language, Set[str]]
    rows: Mapping[str, int]
    """How many rows speak of each name, by its English form."""


def make_corpus(rows: int = 1500, seed: int = 1) -> Corpus:
    """Make a corpus of one text."""
    dice = Dice(seed)
    namer = Namer(dice)
    names = [_name(namer, dice) for _ in range(NAMES)]
    known = {f"known-{number:02}": _name(namer, dice) for number in range(ENTRIES)}
    written, spoken_of = [], dict.fromkeys((name["en"] for name in names), 0)
    for _ in range(rows):
        meant: list[tuple[Said, EntryId | None]] = []
        if dice.below(0.45):
            rare = int(NAMES ** (dice.number(10**6) / 10**6)) - 1  # the first names are frequent
            meant.append((names[rare], None))
            spoken_of[names[rare]["en"]] += 1
        if dice.below(0.5):
            id = dice.one(list(known))
            meant.append((known[id], id))
        written.append(_row(dice.some(meant, 2), dice))
    made = wiki([entry(id, dict(name)) for id, name in known.items()], [text(written)])
    return Corpus(made, {language: {name[language] for name in names} for language in LANGUAGES}, spoken_of)


def _name(namer: Namer, dice: Dice) -> Said:
    name = namer.name()
    if dice.below(OWN_SPELLING):
        name["vi"] = namer.name()["vi"]
    if not dice.below(OWN_SPELLING):
        name["zh"] = "".join(_sounds(name["en"].lower()))
    return name


def _sounds(name: str) -> Iterator[str]:
    while name:
        onset = next((onset for onset in _SOUNDS if name.startswith(onset)), "")
        if onset:
            yield _SOUNDS[onset]
        name = name[len(onset) or 1 :]


def _row(meant: Sequence[tuple[Said, EntryId | None]], dice: Dice) -> dict[Language, str]:
    said: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for name, _ in meant:
        title = dice.one(_TITLES) if dice.below(TITLE) else None
        for language in LANGUAGES:
            _prose(said[language], language, dice)
            is_named = dice.below(NAMED)
            if title and is_named:
                said[language].append(title[language])
            said[language].append(name[language] if is_named else {"en": "he", "zh": "他", "vi": "ông"}[language])
    for share, words in ((PRONOUN, _PRONOUNS), (TITLE, _TITLES)):
        if dice.below(share):
            word = dice.one(words)
            for language in LANGUAGES:
                _prose(said[language], language, dice)
                said[language].append(word[language].lower() if dice.below(SMALL) else word[language])
    if dice.below(BY_CHANCE):
        _prose(said["zh"], "zh", dice)
        said["zh"].append(dice.one(_BY_CHANCE))
    opener = dice.number(len(_OPENERS["en"])) if dice.below(OPENER) else None
    place = "small" if dice.below(SMALL) else "first" if dice.below(0.5) else "after a comma"
    return {language: _line(said[language], language, opener, place, dice) for language in LANGUAGES}


def _prose(words: list[str], language: Language, dice: Dice) -> None:
    words += [dice.one(PROSE[language]) for _ in range(2 + dice.number(4))]


def _line(words: list[str], language: Language, opener: int | None, place: str, dice: Dice) -> str:
    """Put ordinary words at the end, and a word that begins a clause where its place is."""
    _prose(words, language, dice)
    if opener is not None and dice.below(ALIKE):
        word = _OPENERS[language][opener]
        if place == "small":
            words = [*words, word.lower()]
            _prose(words, language, dice)
        elif place == "first":
            words = [word, *words]
        else:
            words = [*words, {"en": "said,", "zh": "说：", "vi": "nói,"}[language], word]
            _prose(words, language, dice)
    if language == "zh":
        return "".join(words) + "。"
    line = " ".join(words)
    return line[0].upper() + line[1:] + "."


# --- how clean the list is ----------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Figures:
    """How many of what is listed are names."""

    precision: Mapping[int, float]
    """Length of the top of the list -> the share of names in it."""
    recall: float
    """The share of names in three rows or more that are listed."""
    forms: Mapping[Language, float]
    """The share of names at the top whose most frequent form in a language is the right one; of those with a form."""
    has_form: Mapping[Language, float]
    """The share of names at the top that have a form in a language."""


TOPS = (15, 50)


def measure(corpus: Corpus) -> Figures:
    """Compare the list of names without an entry with the truth."""
    return figures(corpus, missing_names(corpus.wiki, link(corpus.wiki)))


def figures(corpus: Corpus, listed: Sequence[MissingName]) -> Figures:
    """Return how clean a list is."""
    right = [is_name(name, corpus) for name in listed]
    found = {form for name in listed for form in name.forms.get("en", ())}
    often = {name for name, rows in corpus.rows.items() if rows >= 3}
    top = [name for name, is_right in zip(listed[: TOPS[-1]], right, strict=False) if is_right]
    first = {language: [name.forms[language][0] for name in top if language in name.forms] for language in LANGUAGES}
    return Figures(
        precision={count: sum(right[:count]) / min(count, len(right)) for count in TOPS},
        recall=len(often & found) / len(often),
        forms={
            language: sum(f in corpus.names[language] for f in forms) / len(forms) for language, forms in first.items()
        },
        has_form={language: len(forms) / len(top) for language, forms in first.items()},
    )


def is_name(listed: MissingName, corpus: Corpus) -> bool:
    """Whether the most frequent form in some language is a name without an entry."""
    return any(forms[0] in corpus.names[language] for language, forms in listed.forms.items())


SEEDS = (1, 2, 3)

if __name__ == "__main__":
    for seed in SEEDS:
        print(seed, measure(make_corpus(seed=seed)))
