"""A corpus in which many people share one name, with known truth; and how well the linker does on it.

Nobody wrote it, and it is the same on every machine. It has what a large corpus has and a small one lacks:

- one name for up to 42 people, of whom a text mostly means one, and sometimes two;
- people who come back in many texts, and people who are named in a few lines only;
- imperfect translations: where one version has the name, another one has a pronoun;
- names that are ordinary words as well: "So", 以来; in Chinese also by chance, within and across other words;
- names of people for whom there is no entry, and words that the truth does not judge.

The truth holds pairs of entry and row, as an independent reader of the English version would note them: an entry is in
a row if the English line calls it by a name. A Chinese or Vietnamese line that has the name where the English one has
a pronoun is therefore counted as mistaken, although it is not: the figures of these two are lower bounds.

Run it to see the figures: python tests/shared_names.py
"""

import dataclasses
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model.dates import Date, Point, Range
from charsu.model.records import Entry, EntryId, Language, Segment, Statement, Text, Version, Wiki
from helpers import HERE, LANGUAGES, entry, property, source, statement, vocabulary, wiki

Pair = tuple[EntryId, str, str]
"""Entry, text, segment."""

Item = TypeVar("Item")


@dataclasses.dataclass(frozen=True)
class Corpus:
    """A wiki, and what its texts mean."""

    wiki: Wiki
    truth: frozenset[Pair]
    unjudged: frozenset[EntryId]
    """Entries whose names are right where they are found, but of which the truth says nothing."""


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a corpus is."""

    texts: int = 66
    chapters: int = 6
    rows: int = 22
    """In a chapter."""


ROWS_IN_PARAGRAPH = 5
GROUPS = (42, 31, 24, 18, 14, 11, *[8] * 3, *[6] * 5, *[4] * 10, *[3] * 16, *[2] * 40)
"""How many people share each of the shared names."""


class Dice:
    """Numbers that look thrown; of `random`, only what is promised never to change is used."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, share: float) -> bool:
        return self._random.random() < share

    def number(self, end: int) -> int:
        return int(self._random.random() * end)

    def one(self, items: Sequence[Item]) -> Item:
        return items[self.number(len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        left = list(items)
        return [left.pop(self.number(len(left))) for _ in range(min(count, len(left)))]


# --- names and words ----------------------------------------------------------------------------------

_ONSETS = ("b", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "y", "z")
_RHYMES = ("a", "e", "i", "o", "u", "ai", "an", "ar", "el", "im", "on", "ur")
_HAN = "阿巴比卡达得多尔法菲戈格哈海赫基加杰卡拉莱雷里利鲁玛米莫纳尼诺帕皮拉萨沙斯塔特瓦维乌西希亚耶伊尤扎泽祖"
PROSE: Mapping[Language, Sequence[str]] = {
    "zh": list("的了在是我有和就不人都一上也很到说要去你会着没看好自己这他她们来大地中时出过为得可里后小么之多然"),
    "en": re.findall(
        r"\w+",
        "and then they went to the town where some of them had been before while others came with what was left",
    ),
    "vi": re.findall(
        r"\w+", "và rồi họ đi đến nơi mà trước kia nhiều người đã ở trong khi những kẻ khác mang theo các thứ còn lại"
    ),
}
"""Ordinary words."""
_ORDINARY = {
    "en": ("So", "There", "Put", "On", "Will", "Mark", "Hope", "Rose", "Gad", "Job", "Ham", "Dan"),
    "zh": ("大地", "出来", "自己", "后来", "他们", "可是", "有时", "之多", "过去", "人们", "多的", "没有"),
    "vi": ("Thế", "Vậy", "Bấy", "Này", "Nay", "Ấy", "Hãy", "Kìa", "Phải", "Nếu", "Sau", "Đây"),
}
"""Ordinary words that are also names of entries; their capital letter shows nothing at the beginning of a line."""


_ORDINARY_SHARED = ("以来", "加上", "利用", "马上", "西山", "得到")
"""Ordinary words in Chinese that are also the name of several people."""


class Namer:
    """Gives names that nobody else has."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._given: set[str] = set()

    def name(self) -> dict[Language, str]:
        while True:
            parts = [self._dice.one(_ONSETS) + self._dice.one(_RHYMES) for _ in range(2 + self._dice.number(2))]
            latin = "".join(parts).capitalize()
            han = "".join(self._dice.one(_HAN) for _ in range(2 + self._dice.below(0.75) + self._dice.below(0.35)))
            if not self._given & {latin, han}:
                self._given |= {latin, han}
                return {"en": latin, "zh": han, "vi": latin}


# --- people -------------------------------------------------------------------------------------------


@dataclasses.dataclass
class _Person:
    id: EntryId
    name: dict[Language, str]
    era: int
    epithet: dict[Language, str] | None = None
    """A longer name that only this person has."""
    known_as: dict[Language, str] | None = None
    """The names in the entry, if its author writes one of them in another way than the texts."""
    relatives: list[EntryId] = dataclasses.field(default_factory=list)
    seen: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    """Segments that have the name in English."""


ERAS = 11


class _World:
    """Who there is."""

    def __init__(self, size: Size, dice: Dice) -> None:
        self.dice = dice
        self.namer = Namer(dice)
        names = [(self.namer.name(), count) for count in GROUPS]
        for number, word in enumerate(_ORDINARY_SHARED):
            names[1 + 2 * number][0]["zh"] = word
        self.places = {f"place-{number:03}": self.namer.name() for number in range(90)}
        for number, place in enumerate(dice.some(list(self.places.values()), CROSSED)):
            names[2 + 2 * number][0]["zh"] = "在到"[number % 2] + place["zh"][0]
        shared = [name for name, count in names for _ in range(count)]
        own = [self.namer.name() for _ in range(len(shared) * OWN_NAMES // 100)]
        self.people: dict[EntryId, _Person] = {}
        for number, name in enumerate(dice.some([*shared, *own], len(shared) + len(own))):
            person = _Person(f"person-{number:04}", name, number % ERAS)
            if dice.below(WITH_EPITHET):
                other = self.namer.name()
                person.epithet = {
                    "en": f"{name['en']} of {other['en']}",
                    "zh": f"{other['zh']}人{name['zh']}",
                    "vi": f"{name['vi']} xứ {other['vi']}",
                }
            if name in shared and dice.below(OTHERWISE_WRITTEN):
                translation = dice.one(("zh", "vi"))
                person.known_as = name | {translation: self.namer.name()[translation]}
            self.people[person.id] = person
        self.eras = [[person for person in self.people.values() if person.era == era] for era in range(ERAS)]
        for people in self.eras:
            self._relate(people)
        self.strangers = [self.namer.name() for _ in range(60)]
        self.unjudged = {
            "people-x": {"en": "Lord", "zh": "上主", "vi": "Chúa"},
            "people-y": {"en": "Hadar", "zh": "哈达尔", "vi": "Hadar"},
        }

    def _relate(self, people: list[_Person]) -> None:
        """Make families of about eight."""
        for start in range(0, len(people), 8):
            family = people[start : start + 8]
            for number, person in enumerate(family[1:], 1):
                parent = family[self.dice.number(number)]
                person.relatives.append(parent.id)
                parent.relatives.append(person.id)


# --- texts --------------------------------------------------------------------------------------------

OWN_NAMES = 60
"""For each hundred people who share a name, how many have one of their own."""

WITH_EPITHET = 0.4
"""How many people have a longer name of their own."""

EPITHETS = (0.45, 0.085)
"""How often a version uses it where a text first speaks of such a person, and later."""

OTHERWISE_WRITTEN = 0.23
"""How many of those who share a name are written in another way by their entry, in one of the translations."""

UNKNOWN_FORM = 0.06
"""How often people are called what no entry knows."""

UNJUDGED = 0.095
"""How often a row has words of which the truth says nothing."""

NAMED = {"en": 0.93, "zh": 0.97, "vi": 0.95}
"""How often a version has the name of what a row speaks of; else a pronoun."""


class _Writer:
    """Writes texts in three versions, and notes what they mean."""

    def __init__(self, world: _World, size: Size) -> None:
        self.world = world
        self.dice = world.dice
        self.size = size
        self.truth: set[Pair] = set()
        self.places = {name["zh"] for name in world.places.values()}

    def text(self, number: int) -> Text:
        dice, id = self.dice, f"text-{number:02}"
        people = self.world.eras[number % ERAS]
        start = dice.number(max(len(people) - 24, 1)) // 8 * 8
        families = people[start : start + 16]
        cast = dice.some(families, 11) + dice.some(people, 3) + dice.some(list(self.world.people.values()), 2)
        places = dice.some(list(self.world.places), 9)
        lines: dict[Language, list[Segment]] = {language: [] for language in LANGUAGES}
        introduced: set[EntryId] = set()
        paragraph = 0
        for _ in range(self.size.chapters):
            active = dice.some(cast, 5)
            for row in range(self.size.rows):
                if row % ROWS_IN_PARAGRAPH == 0:
                    paragraph += 1
                segment = f"p{paragraph}s{row % ROWS_IN_PARAGRAPH + 1}"
                versions = self._row(id, segment, active, places, introduced)
                for language in LANGUAGES:
                    lines[language].append(
                        Segment(id=segment, text=versions[language], paragraph=paragraph, role="prose", place=HERE)
                    )
        nothing = dict.fromkeys(LANGUAGES, "")
        return Text(
            id=id,
            title=nothing,
            original="en",
            about=nothing,
            rights=nothing,
            versions={
                language: Version(language=language, segments=tuple(segments)) for language, segments in lines.items()
            },
            place=HERE,
        )

    def _row(
        self, text: str, segment: str, active: Sequence[_Person], places: Sequence[EntryId], introduced: set[EntryId]
    ) -> dict[Language, str]:
        dice = self.dice
        said: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
        for person in dice.some(active, 1 + dice.below(0.55) + dice.below(0.2)):
            share = EPITHETS[person.id in introduced] if person.epithet else 0.0
            introduced.add(person.id)
            name = {
                language: (person.epithet or {})[language] if dice.below(share) else person.name[language]
                for language in LANGUAGES
            }
            if dice.below(UNKNOWN_FORM):
                name = {"en": "the elder", "zh": "那位老者", "vi": "cụ"}
            self._say(said, name, (person.id, text, segment))
            if said["en"][-1] == name["en"]:
                person.seen.append((text, segment))
        if dice.below(0.30):
            place = dice.one(places)
            self._say(said, self.world.places[place], (place, text, segment))
        if dice.below(0.06):
            self._say(said, dice.one(self.world.strangers), None)
        if dice.below(UNJUDGED):
            self._say(said, self.world.unjudged[dice.one(list(self.world.unjudged))], None)
        return {language: self._line(language, said[language]) for language in LANGUAGES}

    def _say(self, said: dict[Language, list[str]], name: Mapping[Language, str], pair: Pair | None) -> None:
        for language in LANGUAGES:
            if self.dice.below(NAMED[language]):
                said[language].append(name[language])
                if language == "en" and pair:
                    self.truth.add(pair)
            else:
                said[language].append({"en": "he", "zh": "他", "vi": "ông"}[language])

    def _line(self, language: Language, names: Iterable[str]) -> str:
        """Put words around names, and now and then a word at the beginning that is a name as well."""
        dice = self.dice
        prose = PROSE[language]
        parts = [dice.one(_ORDINARY[language])] if dice.below(ORDINARY[language]) else []
        for name in names:
            if language == "zh" and dice.below(BY_CHANCE):
                parts.append(dice.one(_ORDINARY_SHARED))
            parts += [dice.one(prose) for _ in range(2 + dice.number(4))]
            if language == "zh" and name in self.places and dice.below(0.7):
                parts.append(dice.one("在到"))
            parts.append(name)
        parts += [dice.one(prose) for _ in range(2 + dice.number(3))]
        line = ("" if language == "zh" else " ").join(parts)
        return line + "。" if language == "zh" else line[0].upper() + line[1:] + "."


CROSSED = 8
"""Names of several people in Chinese that begin with a preposition and end with the first letter of a place."""

BY_CHANCE = 0.015
"""How often a Chinese line has a word before a name that is a name of several people as well."""

ORDINARY = {"en": 0.015, "zh": 0.022, "vi": 0.045}
"""How often a line begins with an ordinary word that is a name as well."""


SHARED_AND_ORDINARY = 3
"""How many of those who share their name with others are also called by an ordinary word."""


def make_corpus(size: Size = Size(), seed: int = 1) -> Corpus:
    """Make a corpus."""
    dice = Dice(seed)
    world = _World(size, dice)
    writer = _Writer(world, size)
    texts = [writer.text(number) for number in range(size.texts)]
    entries = list(_entries(world, dice))
    words = vocabulary(
        [property("kin", "entry"), property("lived", "date"), property("mentioned", "text")], dates=["lived"]
    )
    unjudged = frozenset(world.unjudged)
    return Corpus(wiki(entries, texts, words), frozenset(writer.truth), unjudged)


def _entries(world: _World, dice: Dice) -> Iterator[Entry]:
    ordinary = list(zip(*(_ORDINARY[language] for language in LANGUAGES), strict=True))
    people = list(world.people.values())
    names = Counter(person.name["en"] for person in people)
    own, shared = ([person.id for person in people if (names[person.name["en"]] > 1) == many] for many in (False, True))
    of_shared = SHARED_AND_ORDINARY
    with_ordinary = dict(
        zip(dice.some(shared, of_shared) + dice.some(own, len(ordinary) - of_shared), ordinary, strict=True)
    )
    for person in people:
        aliases = {language: [] for language in LANGUAGES}  # type: dict[Language, list[str]]
        if person.epithet:
            for language in LANGUAGES:
                aliases[language].append(person.epithet[language])
        if words := with_ordinary.get(person.id):
            for language, word in zip(LANGUAGES, words, strict=True):
                aliases[language].append(word)
        yield entry(person.id, person.known_as or person.name, aliases, statements=list(_statements(person, dice)))
    for id, name in [*world.places.items(), *world.unjudged.items()]:
        yield entry(id, name)


def _statements(person: _Person, dice: Dice) -> Iterator[Statement]:
    seen = [source(f"{text}#{segment}") for text, segment in person.seen[:1]] if dice.below(0.6) else []
    cited = tuple(each.id for each in seen) or ("a-work",)
    start = 100 * person.era + 1
    yield statement("lived", Date(f"{start:04}/{start + 99:04}", Range(Point(start), Point(start + 99))), cited)
    for relative in person.relatives:
        yield statement("kin", relative)


# --- how well it is linked ----------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Figures:
    """How well a corpus is linked, in one language."""

    precision: float
    """Share of the linked pairs of entry and row that are in the truth."""
    precision_of_judged: float
    """The same without the words of which the truth says nothing."""
    recall: float
    """Share of the pairs in the truth that are linked."""
    mentions: int
    unsure: int
    reasons: Mapping[str, float]
    """For each reason: the share of its pairs that are in the truth."""


def measure(corpus: Corpus, links: Links) -> dict[Language, Figures]:
    """Compare links with the truth."""
    found = {}
    for language in LANGUAGES:
        pairs: set[Pair] = set()
        by_reason: defaultdict[str, set[Pair]] = defaultdict(set)
        counted: Counter[bool] = Counter()
        for text, rows in links.rows.items():
            for row in rows:
                for mention in row.versions[language].mentions:
                    counted[mention.entry is None] += 1
                    if mention.entry:
                        pairs.add((mention.entry, text, row.segment))
                        by_reason[mention.why].add((mention.entry, text, row.segment))
        judged = {pair for pair in pairs if pair[0] not in corpus.unjudged}
        found[language] = Figures(
            precision=len(pairs & corpus.truth) / len(pairs),
            precision_of_judged=len(judged & corpus.truth) / len(judged),
            recall=len(judged & corpus.truth) / len(corpus.truth),
            mentions=counted.total(),
            unsure=counted[True],
            reasons={why: len(some & corpus.truth) / len(some) for why, some in sorted(by_reason.items())},
        )
    return found


def table(figures: Mapping[Language, Figures]) -> str:
    """Return the figures as lines of a Markdown table."""
    lines = ["| | precision | of judged words | recall | unsure | reasons |", "|---|--:|--:|--:|--:|---|"]
    for language, each in figures.items():
        reasons = ", ".join(f"{why} {share:.2f}" for why, share in each.reasons.items())
        lines.append(
            f"| {language} | {each.precision:.3f} | {each.precision_of_judged:.3f} | {each.recall:.3f} "
            f"| {each.unsure / each.mentions:.3f} | {reasons} |"
        )
    return "\n".join(lines)


SEEDS = (3, 4, 5, 6, 7, 8)
"""One corpus alone is too small for some of the figures; those that are told are the mean of these."""


def mean(figures: Sequence[Figures]) -> Figures:
    """Return the mean of figures of one language; of `mentions` and `unsure`, the sum."""
    shares = {
        name: sum(getattr(each, name) for each in figures) / len(figures)
        for name in ("precision", "precision_of_judged", "recall")
    }
    reasons = sorted({why for each in figures for why in each.reasons})
    return Figures(
        mentions=sum(each.mentions for each in figures),
        unsure=sum(each.unsure for each in figures),
        reasons={
            why: sum(found) / len(found)
            for why in reasons
            if (found := [each.reasons[why] for each in figures if why in each.reasons])
        },
        **shares,
    )


def measure_all(seeds: Iterable[int] = SEEDS, size: Size = Size()) -> dict[Language, Figures]:
    """Make a corpus from each seed, link it, and return the mean of the figures."""
    made = (make_corpus(size, seed) for seed in seeds)
    measured = [measure(corpus, link(corpus.wiki)) for corpus in made]
    return {language: mean([each[language] for each in measured]) for language in LANGUAGES}


if __name__ == "__main__":
    print(table(measure_all()))
