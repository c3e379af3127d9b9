"""Recognise foreign names in Chinese characters by their sound.

Foreign names are written with a few hundred characters that are used only for their sound. A run of them may be a
name; whether it is one, and where it begins and ends, is decided by a name of the same sound in another version of
the segment. Sounds are compared roughly: consonants with the sounds they may transcribe, and an initial vowel.
"""

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from charsu.text.folding import NAME_DOTS, fold_for_search

CHARACTERS = (
    "阿埃爱艾安昂奥巴拔拜白班邦保包鲍贝奔本彼比毕边别宾冰伯勃博卜波玻布蔡仓曾查昌彻楚慈茨聪大达戴黛丹当道得德登邓地帝狄翟蒂迪丁东都杜顿多俄厄额恩尔耳法凡范方菲费芬丰冯伏佛夫富弗福芙伽嘎噶盖甘冈高哥戈格葛阁"
    "根巩贡龚古瓜圭果郭哈海汉汗罕豪赫黑亨弘洪侯胡华怀惠霍吉基季济纪加嘉贾迦简江捷杰津金京久居卡喀凯开坎康考克可柯科肯孔库夸昆扩阔拉腊莱赖兰篮蓝朗劳勒累蕾雷丽利李理立莉里黎连良列烈林琳伶流留隆龙娄卢路露鲁伦"
    "洛罗吕玛马迈麦曼芒毛茅梅门孟蒙密米敏明墨摩莫默缪姆穆哪娜拿纳乃奈南楠瑙内嫩妮尼年涅宁纽农努诺女欧帕派潘庞佩培彭蓬匹皮平坡泼珀埔普朴浦奇契琪齐恰钱乔切琴钦青琼丘屈曲冉壤让饶热仁日荣儒茹瑞若撒萨赛三桑瑟森"
    "沙莎山尚绍舍什申圣生史士施石舒朔丝司思斯素苏绥孙索塔泰苔坦唐汤陶特滕腾藤惕提铁廷汀佟通吐图屠吞托陀娃瓦外万旺汪伟威维韦魏文温翁沃渥乌伍武喜希西锡夏显贤向香肖歇谢新欣辛兴雄休修叙旭绪许轩薛雪逊亚娅牙雅延"
    "彦燕扬杨耀叶耶伊易衣因尹殷英雍尤犹于裕约云宰赞则泽乍扎渣詹章赵哲者珍甄郑治知祉祗芝中朱祝竺庄卓兹子宗邹祖佐左"
)
"""The characters in common use for sounds; many of them have meanings of their own as well."""

_ANY_DOT = frozenset(NAME_DOTS)
_RUN = re.compile(rf"[{CHARACTERS}]+(?:[{NAME_DOTS}][{CHARACTERS}]+)*(?:[-－‐]\d+)?")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclasses.dataclass(frozen=True, order=True)
class HanRun:
    """Characters that may write a foreign name."""

    start: int
    end: int
    """Offsets in code points, `end` not included."""
    words: str

    @property
    def has_dots(self) -> bool:
        return not _ANY_DOT.isdisjoint(self.words)


def runs(text: str) -> Iterator[HanRun]:
    """Find all runs of at least two such characters."""
    for match in _RUN.finditer(text):
        if match.end() - match.start() > 1:
            yield HanRun(match.start(), match.end(), match[0])


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


@dataclasses.dataclass(frozen=True)
class SoundMatch:
    """A part of a run that sounds like a name in letters."""

    run: HanRun
    name: str
    likeness: float
    """From 0 to 1."""


def sound_matches(text: str, names: Iterable[str], taken: Sequence[tuple[int, int]]) -> list[SoundMatch]:
    """Find where a text in Chinese characters writes the sound of a name in letters, in the order of the text.

    Spans that are taken, or overlap the edge of one that is, are skipped.
    """
    found = [heard for name in dict.fromkeys(names) for run in runs(text) if (heard := _best(run, name, taken))]
    by_name, by_run = _most_alike(found, lambda h: h.name), _most_alike(found, lambda h: h.run)
    found = [h for h in found if h.likeness >= max(by_name[h.name], by_run[h.run]) - _AS_GOOD]
    kept: list[SoundMatch] = []
    for heard in sorted(found, key=lambda h: (-h.likeness, h.run, h.name)):
        # Two forms of one name may both match the same characters, but not a part of them.
        if all(k.run == heard.run or k.run.end <= heard.run.start or heard.run.end <= k.run.start for k in kept):
            kept.append(heard)
    return sorted(kept, key=lambda h: (h.run, h.name))


_AS_GOOD = 0.05
"""A match worse than the best one by more than this is due to chance."""


def _most_alike(found: Iterable[SoundMatch], key: Callable[[SoundMatch], object]) -> dict[object, float]:
    most: dict[object, float] = {}
    for heard in found:
        most[key(heard)] = max(heard.likeness, most.get(key(heard), 0.0))
    return most


def _best(run: HanRun, name: str, taken: Sequence[tuple[int, int]]) -> SoundMatch | None:
    """Return the part of a run that sounds most like a name, the first of equals; None if none does."""
    number = _NUMBER.search(name)
    sound = _sound_of_letters(name[: number.start()] if number else name)
    if not sound or (len(sound) < _SHORT and not number) or (name.isupper() and not number):
        return None
    best: SoundMatch | None = None
    for part in _parts(run, number[1] if number else "", longest=2 * len(sound) + 2):
        if any(start < part.end and part.start < end and not _lies_within(start, end, part) for start, end in taken):
            continue
        likeness = _likeness(_sound_of_characters(part.words), sound)
        if best is None or likeness > best.likeness:
            best = SoundMatch(part, name, likeness)
    return best if best and best.likeness >= (_ALIKE_IF_SHORT if len(sound) <= _SHORT else _ALIKE) else None


_SHORT = 2
_ALIKE, _ALIKE_IF_SHORT = 0.72, 0.9
"""Minimum likeness, up to 1, of names that sound alike; stricter for short ones, which match by chance."""

_NUMBER = re.compile(r"-(\d+)$")


def _parts(run: HanRun, number: str, longest: int) -> Iterator[HanRun]:
    """Yield parts of a run that may be a name, up to `longest` characters; with a number, what precedes it: 米-17."""
    letters = len(run.words) - len(number) - 1 if number else len(run.words)
    if number and not (run.words.endswith(number) and not run.words[letters].isdigit()):
        return
    for start in range(letters if number else letters - 1):
        for end in (len(run.words),) if number else range(start + 2, min(letters, start + longest) + 1):
            words = run.words[start:end]
            if words[0] not in _ANY_DOT and words[-1] not in _ANY_DOT and (number or not words[-1].isdigit()):
                yield HanRun(run.start + start, run.start + end, words)


def _lies_within(start: int, end: int, run: HanRun) -> bool:
    """Whether a known name is part of a longer, unknown one."""
    return run.start <= start and end <= run.end and end - start < run.end - run.start


# --- sounds ---------------------------------------------------------------------------------------

Sound = frozenset[str]
"""The sounds that a consonant may transcribe; V is a vowel at the start of a word."""

_INITIALS = {
    **{"b": "PF", "p": "PF", "m": "M", "f": "FPH", "d": "T", "t": "T", "n": "N", "l": "L", "g": "KG", "k": "KG"},
    **{"h": "HGF", "j": "KGSJ", "q": "KSJ", "x": "SHKJ", "zh": "SJ", "ch": "SJK", "sh": "S", "r": "LSJ", "z": "SJ"},
    **{"c": "SK", "s": "S", "y": "VJ", "w": "VF"},
}
_LETTERS = {
    **{"kh": "HK", "gh": "GKJH", "ph": "F", "th": "TS", "dh": "T", "sh": "S", "zh": "SJ", "ch": "SKJ", "ck": "K"},
    **{"b": "P", "p": "P", "m": "M", "f": "F", "v": "FV", "w": "VF", "d": "T", "t": "T", "n": "N", "l": "L", "r": "L"},
    **{"g": "GKJ", "k": "K", "q": "KS", "c": "KSJ", "h": "H", "j": "JSVHK", "s": "S", "x": "SKH", "z": "SJ", "y": "V"},
}
_WEAK = {
    **{frozenset("H"): 0.3, frozenset("HGF"): 0.4, frozenset("V"): 0.3, frozenset("VJ"): 0.3, frozenset("VF"): 0.5},
    frozenset("NM"): 0.5,
}
"""The cost of a missing sound; 1 for all others."""

_READ_OTHERWISE = {"什": "shi", "伽": "ga", "茜": "xi", "卜": "bu", "朴": "pu", "夏": "sha"}
"""Characters that are read differently in names."""

_VOWEL_OR_H = frozenset("VJFHG")

_SPELLING = re.compile("kh|gh|ph|th|dh|sh|zh|ch|ck|([a-z])\\1?")


@functools.lru_cache(maxsize=4096)
def _sound_of_letters(name: str) -> tuple[Sound, ...]:
    sounds = []
    for word in re.findall(r"[a-z]+", re.sub("['’]", "", fold_for_search(name))):
        if word[0] in "aeiou":
            sounds.append(frozenset("V"))
        spelled = (
            match[0] if len(match[0]) > 1 and match[1] is None else match[0][0] for match in _SPELLING.finditer(word)
        )
        sounds += [frozenset(_LETTERS[letter]) for letter in spelled if letter in _LETTERS]
    return tuple(sounds)


@functools.lru_cache(maxsize=1 << 16)
def _sound_of_character(character: str) -> tuple[Sound, ...]:
    from pypinyin import Style, pinyin  # slow to import, and most wikis and commands do not need it

    [[reading]] = [[_READ_OTHERWISE[character]]] if character in _READ_OTHERWISE else pinyin(character, Style.NORMAL)
    if reading == "er":
        return (frozenset("L"),)
    initial = next((i for i in (reading[:2], reading[:1]) if i in _INITIALS), "")
    last = (frozenset("NM"),) if reading.endswith(("n", "ng")) else ()
    return (frozenset(_INITIALS[initial]) if initial else frozenset("V"), *last)


def _sound_of_characters(words: str) -> tuple[Sound, ...]:
    return tuple(sound for letter in words if _HAN.match(letter) for sound in _sound_of_character(letter))


def _likeness(one: Sequence[Sound], other: Sequence[Sound]) -> float:
    """Compare two names: 1 for the same sounds, less for each changed or missing one; 0 if they begin differently."""
    if not (one and other and (one[0] & other[0] or one[0] | other[0] <= _VOWEL_OR_H)):
        return 0.0
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _WEAK.get(sound, 1.0))
    for first in one:
        before, row = row, [row[0] + _WEAK.get(first, 1.0)]
        for n, second in enumerate(other):
            row.append(
                min(
                    before[n] + (0.0 if first & second else 1.0),
                    before[n + 1] + _WEAK.get(first, 1.0),
                    row[n] + _WEAK.get(second, 1.0),
                )
            )
    return 1 - row[-1] / max(len(one), len(other), 1)
