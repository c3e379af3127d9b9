"""A wiki of any size that nobody wrote: the same on every machine, for tests and for the benchmark.

It has what a real one has: kinds, relations, statements with works and segments as sources, sources
that disagree, summaries and texts in three languages that name other entries, family names that
several persons share, names within names, names that are weak, articles, notes, stated names and
links in brackets.

Of every size it has the same shape: an entry has two to four relations and a summary of two short
paragraphs, which name three to six others; every twentieth has two dates that disagree, and for
every twenty there is a text of forty rows. So what a build does grows with the number of entries.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "zh", "vi")

Said = dict[str, str]
"""The same in every language."""


def write_wiki(
    root: Path, entries: int = 1000, texts: int | None = None, seed: int = 1, hooks: Path = ROOT / "hooks"
) -> None:
    """Write a wiki that Charsu can build.

    Args:
        root: a folder, made if it is not there; gets `mkdocs.yml`, `docs/` and `entries/`.
        entries: how many; at least 20, at most 30,000, since beyond there are not enough names.
        texts: how many; at least 1. By default one for every 20 entries.
        seed: another one gives other statements and passages of the same entries.
        hooks: the engine and the theme that the wiki is built with.
    """
    wiki = _Wiki(entries, texts or max(1, entries // 20), _Dice(seed))
    made = set()
    for name, content in [("mkdocs.yml", _config(hooks)), *wiki.files()]:
        file = root / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(content, encoding="utf-8", newline="\n")


def _config(hooks: Path) -> str:
    """The project's own mkdocs.yml, its engine and theme found from elsewhere."""
    own = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return re.sub(r"(?<=[\[ ])hooks(/[\w./]+)", lambda match: json.dumps(f"{hooks}{match[1]}"), own)


class _Dice:
    """Numbers that look thrown. Python's own `random` may change what it draws from one version to the next."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def throw(self, below: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % below


# --- names -----------------------------------------------------------------------------------------

_SYLLABLES = {
    **{"ba": "巴", "da": "达", "fe": "费", "go": "戈", "hi": "希", "ja": "贾", "ka": "卡", "lo": "洛"},
    **{"ma": "马", "ni": "尼", "ra": "拉", "si": "西", "ta": "塔", "ul": "乌", "va": "瓦", "za": "扎"},
}
_FAMILY_SIZE = 4
"""So many persons share a family name."""


def _word(number: int) -> Said:
    """A word in letters and in characters; another one for each number below 65,536."""
    number = number * 40503 % 65536
    syllables = [list(_SYLLABLES)[number >> shift & 15] for shift in (0, 4, 8, 12)]
    latin = "".join(syllables).capitalize()
    return {"en": latin, "zh": "".join(_SYLLABLES[s] for s in syllables), "vi": latin}


def _numbered(what: str, count: int, least: int) -> list[str]:
    """So many ids, which stand in the order of their numbers when they are sorted as words."""
    digits = max(least, len(str(count)))
    return [f"{what}-{number + 1:0{digits}}" for number in range(count)]


class _Wiki:
    def __init__(self, entries: int, texts: int, dice: _Dice) -> None:
        self.dice = dice
        self.text_ids = _numbered("text", texts, 2)
        self.work_ids = _numbered("work", max(30, entries // 20), 2)
        counts = {"place": 3 * entries // 10, "organisation": entries // 10, "event": 2 * entries // 10}
        counts["person"] = entries - sum(counts.values())
        self.by_kind = {kind: _numbered(kind, count, 4) for kind, count in sorted(counts.items())}
        self.kinds = {id: kind for kind, ids in self.by_kind.items() for id in ids}
        self.ids = list(self.kinds)
        self.name = functools.cache(self._name)
        self.of_kinds = functools.cache(self._of_kinds)

    def files(self) -> Iterator[tuple[str, str]]:
        """Names and contents, but for mkdocs.yml."""
        yield "entries/vocabulary.yml", _flow(_VOCABULARY)
        yield "entries/sources.yml", self.works()
        for language in LANGUAGES:
            yield f"docs/index.{language}.md", self.home(language)
        for number, id in enumerate(self.ids):
            file = f"entries/{self.folder(id)}/{id}"
            yield f"{file}.yml", self.entry(number, id)
            if number % 100 == 0:
                for language in ("en", "zh")[: 1 + number // 100 % 2]:
                    yield f"{file}.{language}.md", self.article(id, language)
        for number, id in enumerate(self.text_ids):
            for name, content in self.text(number).items():
                yield f"docs/texts/{id}/{name}", content

    def folder(self, id: str) -> str:
        return _FOLDERS[self.kinds[id]]

    def any(self, *kinds: str, but: str = "") -> str:
        """An entry of one of the kinds; of all kinds, if none is named."""
        ids = self.of_kinds(kinds) if kinds else self.ids
        place = self.dice.throw(len(ids))
        return ids[place] if ids[place] != but else ids[place - 1]

    def _of_kinds(self, kinds: tuple[str, ...]) -> list[str]:
        return [id for kind in kinds for id in self.by_kind[kind]]

    def others(self, id: str, count: int) -> list[str]:
        """So many entries beside one; now and then one of them twice."""
        return [self.any(but=id) for _ in range(count)]

    def _name(self, id: str) -> Said:
        kind, _, digits = id.rpartition("-")
        number = int(digits) - 1
        if kind == "person":
            return {
                language: between.join((_word(3 * number + 1)[language], self.family(id)[language]))
                for language, between in (("en", " "), ("zh", "·"), ("vi", " "))
            }
        if kind == "place":
            word = _word(3 * number)
            return {"en": word["en"], "zh": f"{word['zh']}城", "vi": f"làng {word['vi']}"}
        # A name within a name: of a place or, in every second organisation's, of a person.
        within = "person" if kind == "organisation" and number % 2 else "place"
        form, other = _FORMS[kind, within], self.name(self.by_kind[within][number])
        return {language: form[language].format(other[language]) for language in LANGUAGES}

    def family(self, person: str) -> Said:
        return _word((int(person.rpartition("-")[2]) - 1) // _FAMILY_SIZE * 3 + 2)

    def said(self, pattern: Said, *ids: str) -> Said:
        """A sentence with the names of entries in it."""
        names = [self.name(id) for id in ids]
        return {language: pattern[language].format(*(name[language] for name in names)) for language in LANGUAGES}

    # --- files ---

    def home(self, language: str) -> str:
        title = {"en": "A wiki that nobody wrote", "zh": "无人撰写的维基", "vi": "Một wiki không ai viết"}
        return f"# {title[language]}\n\n{self.said(_SENTENCES[0], *self.ids[:3])[language]}\n"

    def works(self) -> str:
        return "".join(
            f"{id}:\n  title: A work on {_word(number)['en']}\n  author: {_word(number + 1)['en']}\n"
            f"  published: '{1980 + number % 40}'\n  language: en\n  kind: {('book', 'report')[number % 2]}\n"
            for number, id in enumerate(self.work_ids)
        )

    def entry(self, number: int, id: str) -> str:
        kind, name = self.kinds[id], self.name(id)
        lines = [f"name: {_flow(name)}"]
        if kind == "person":
            family = {language: [form] for language, form in self.family(id).items()}
            lines.append(f"aliases: {_flow(family)}")
            if number % 7 == 0:
                lines.append(f"weak: {_flow({'zh': family['zh']})}")
        if kind == "place":
            lines += [f"aliases: {_flow({'vi': [name['en']]})}", f"type: {('city', 'village')[self.dice.throw(2)]}"]
        lines += ["summary:", *(f"  {language}: {_flow(words)}" for language, words in self.summary(id).items())]
        lines.append("statements:")
        for place, (property, value) in enumerate(self.statements(number, id)):
            lines += [f"  - {property}: {value}", f"    sources: [{', '.join(self.sources())}]"]
            if place % 3 == 1:
                lines.append(f"    during: {_flow(self.date())}")
            if place == 2 and number % 10 == 2:
                lines.append(f"    note: {_flow(self.said(_SENTENCES[number // 10 % 5], *self.others(id, 3)))}")
        return "\n".join([*lines, ""])

    def summary(self, id: str) -> Said:
        """Two short paragraphs, which name three to six others."""
        others = self.others(id, 3 + self.dice.throw(4))
        second = _SECOND_PARAGRAPHS[len(others) - 2]
        return _joined(
            self.said(_SENTENCES[1], id, *others[:2]), _UNNAMED[0], self.said(second, *others[2:]), _UNNAMED[1]
        )

    def statements(self, number: int, id: str) -> list[tuple[str, str]]:
        """Property or relation, and value, as they stand in the file."""
        kind = self.kinds[id]
        found = []
        if dated := {"person": "born", "event": "took place", "organisation": "founded"}.get(kind):
            found.append((dated, _flow(self.date())))
            if number % 14 == 3:  # seven entries in ten have a date: so one in twenty is contested
                found.append((dated, _flow("1971")))
        if kind == "place":
            point = {"lat": 30 + self.dice.throw(8000) / 1000, "lon": 61 + self.dice.throw(9000) / 1000}
            found += [
                ("coordinates", _flow(point | {"accuracy": 1000})),
                ("code", _flow(str(1000 + self.dice.throw(9000)))),
            ]
        if number % 5 == 1:
            found.append(("recorded", _flow(self.said(_SENTENCES[number // 5 % 5], *self.others(id, 3)))))
        for relation, kinds, least, most in _RELATIONS[kind]:
            count = least + self.dice.throw(most - least + 1)
            found += [(relation, self.any(*kinds, but=id)) for _ in range(count)]
        return found

    def date(self) -> str:
        year, month, day = 1980 + self.dice.throw(30), 1 + self.dice.throw(12), 1 + self.dice.throw(28)
        if self.dice.throw(40) == 0:
            return (f"[{year},{year + 1}]", f"{year // 10}X")[self.dice.throw(2)]
        forms = (
            f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}?", f"{year}~", f"{year}/{year + 3}",
            f"{year}-{month:02}/..",
        )  # fmt: skip
        return forms[self.dice.throw(len(forms))]

    def sources(self) -> list[str]:
        text = self.text_ids[self.dice.throw(len(self.text_ids))]
        segment = _SEGMENTS[self.dice.throw(len(_SEGMENTS))][0]
        work = self.work_ids[self.dice.throw(len(self.work_ids))]
        here = f'"{text}#{segment}"'
        return ([work], [work], [work], [work, here], [here])[self.dice.throw(5)]

    def article(self, id: str, language: str) -> str:
        paragraphs = []
        for number in range(6):
            others = self.others(id, 3)
            paragraphs.append(
                self.said(_SENTENCES[number % 5], *others)[language] + f" [[{others[0]}|★]] & <b>*b*</b>."
            )
        return f"## {self.name(id)[language]}\n\n" + "\n\n".join(paragraphs) + "\n\n- `[[x]]`\n- two\n"

    def text(self, number: int) -> dict[str, str]:
        """File name -> content, for one text."""
        original = LANGUAGES[(number + 1) % 3]
        lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        stated = ""
        for segment, mark in _SEGMENTS:
            if segment.endswith("s1"):
                for version in lines.values():
                    version.append("")
            person, other = self.any("person"), self.any("person")
            ids = (person, self.any("place"), self.any("event", "organisation"))
            said = self.said(_SENTENCES[self.dice.throw(5)], *ids)
            if not mark and self.dice.throw(4) == 0:
                # By the family name, which several persons share; a translation may say who is meant.
                family = self.family(other)
                short = {language: _SHORT[language].format(family[language]) for language in LANGUAGES}
                said = _joined(said, short)
                match self.dice.throw(3):
                    case 0:
                        stated += f"  {segment}: {_flow({family[original]: other})}\n"
                    case 1:
                        told = "en" if original != "en" else "vi"
                        said[told] = said[told].replace(short[told], _SHORT[told].format(f"[[{other}|{family[told]}]]"))
            for language, version in lines.items():
                version.append(mark + said[language])
        title = {"en": f"Report {number + 1}", "zh": f"报告{number + 1}", "vi": f"Báo cáo {number + 1}"}
        translations = {language: {"by": "Nobody", "status": "draft"} for language in LANGUAGES if language != original}
        meta = [
            f"title: {_flow(title)}", f"original: {original}", f"date: {_flow(self.date())}",
            f"about: {_flow(self.said(_SENTENCES[3], *self.ids[:2]))}", f"rights: {_flow(title)}",
            f"translations: {_flow(translations)}", f"notes: {{p2s1: [{_flow(title)}]}}",
        ]  # fmt: skip
        files = {f"index.{language}.md": "\n".join([*version[1:], ""]) for language, version in lines.items()}
        return files | {"text.yml": "\n".join([*meta, f"names:\n{stated}" if stated else ""])}


def _segments() -> Iterator[tuple[str, str]]:
    yield "p1s1", "# "
    for paragraph, lines in enumerate((4, 5, 4, 5, 4, 5, 4, 5, 3), 2):
        for line in range(1, lines + 1):
            yield f"p{paragraph}s{line}", "> " if paragraph == 5 else ""


_SEGMENTS = tuple(_segments())
"""The forty segments of a text with their marks: a heading, paragraphs, and a quotation among them."""


def _joined(*said: Said) -> Said:
    """Sentences, one after another."""
    return {language: _BETWEEN[language].join(each[language] for each in said) for language in LANGUAGES}


def _flow(value: object) -> str:
    """A value on one line; what JSON writes is YAML, too."""
    return json.dumps(value, ensure_ascii=False)


# --- words -----------------------------------------------------------------------------------------

_SENTENCES: tuple[Said, ...] = (
    {
        "en": "{0} marched from {1} to join {2}.",
        "zh": "{0}从{1}出发，加入{2}。",
        "vi": "{0} rời {1} để tham gia {2}.",
    },
    {
        "en": "{0} is known from {1} and, later, from {2}.",
        "zh": "{0}因{1}而闻名，后来又见于{2}。",
        "vi": "{0} được biết đến qua {1} và về sau qua {2}.",
    },
    {
        "en": "Nobody at {0} spoke of {1} < the others.",
        "zh": "{0}无人提起{1}<其他各方。",
        "vi": "Không ai ở {0} nhắc đến {1} < những bên khác.",
    },
    {
        "en": "“{0}”, said the radio, “has nothing to do with {1}”.",
        "zh": "“{0}”，电台说，“与{1}毫无关系”。",
        "vi": "“{0}”, đài phát thanh nói, “không liên quan gì đến {1}”.",
    },
    {
        "en": "At dawn {1} was quiet; {0} waited, as did {2}, for 3.5 hours.",
        "zh": "黎明时{1}一片寂静；{0}与{2}一样等了3.5小时。",
        "vi": "Lúc rạng đông {1} yên ắng; {0} cũng như {2} chờ suốt 3,5 giờ.",
    },
)
_SHORT: Said = {"en": "Then {} left.", "zh": "随后{}离开了。", "vi": "Sau đó {} ra đi."}
_BETWEEN: Said = {"en": " ", "zh": "", "vi": " "}

_UNNAMED: tuple[Said, ...] = (
    {
        "en": "Those who were there told it in different ways, and few of them wrote it down at the time.",
        "zh": "亲历者说法不一，当时留下文字的人很少。",
        "vi": "Những người có mặt kể lại mỗi người một cách, và ít ai ghi chép ngay lúc ấy.",
    },
    {
        "en": "What became of the papers is not known; two copies were seen later, both without a date.",
        "zh": "那些文件的下落不明；后来有人见过两份抄本，均未注明日期。",
        "vi": "Không rõ số phận của các giấy tờ; về sau có người thấy hai bản sao, cả hai đều không ghi ngày.",
    },
)
"""Sentences without a name."""

_SECOND_PARAGRAPHS: dict[int, Said] = {
    1: {"en": "Little is said of {0}.", "zh": "关于{0}的记载很少。", "vi": "Ít có tài liệu nói về {0}."},
    2: _SENTENCES[2],
    3: _SENTENCES[0],
    4: _joined(_SENTENCES[2], {language: _SENTENCES[3][language].format("{2}", "{3}") for language in LANGUAGES}),
}
"""How many others it names -> its first sentences."""

_FORMS: dict[tuple[str, str], Said] = {
    ("event", "place"): {"en": "Battle of {}", "zh": "{}之战", "vi": "trận {}"},
    ("organisation", "place"): {"en": "{} Front", "zh": "{}阵线", "vi": "Mặt trận {}"},
    ("organisation", "person"): {"en": "Army of {}", "zh": "{}军", "vi": "Quân đội {}"},
}
"""Kind, and kind of the entry whose name stands within -> name."""

_FOLDERS = {"person": "people", "place": "places", "event": "events", "organisation": "organisations"}

_ACTORS = ("person", "organisation")

_RELATIONS: dict[str, tuple[tuple[str, tuple[str, ...], int, int], ...]] = {
    "person": (
        ("member of", ("organisation",), 1, 1),
        ("birthplace", ("place",), 1, 1),
        ("allied with", ("person",), 0, 2),
    ),
    "place": (("part of", ("place",), 1, 1), ("borders", ("place",), 1, 3)),
    "event": (("at", ("place",), 1, 1), ("participant", _ACTORS, 1, 3)),
    "organisation": (("allied with", ("organisation",), 1, 2), ("held", ("place",), 1, 2)),
}
"""Kind -> relations: to which kinds, how many at least and at most. Altogether, each entry has two to four."""


def _said(en: str, zh: str, vi: str) -> Said:
    return {"en": en, "zh": zh, "vi": vi}


def _relation(label: Said, inverse: Said | None, **more: object) -> dict[str, object]:
    return {"label": label, **({"inverse": inverse} if inverse else {"symmetric": True}), **more}


_VOCABULARY = {
    "kinds": {
        "person": {
            "folder": "people",
            "label": _said("Person", "人物", "Nhân vật"),
            "plural": _said("People", "人物", "Nhân vật"),
            "dates": ["born"],
        },
        "organisation": {
            "folder": "organisations",
            "label": _said("Party", "组织", "Tổ chức"),
            "plural": _said("Parties", "组织", "Tổ chức"),
            "dates": ["founded"],
        },
        "place": {
            "folder": "places",
            "label": _said("Place", "地点", "Địa điểm"),
            "plural": _said("Places", "地点", "Địa điểm"),
            "types": {"city": _said("City", "城市", "Thành phố"), "village": _said("Village", "村庄", "Làng")},
        },
        "event": {
            "folder": "events",
            "label": _said("Event", "事件", "Sự kiện"),
            "plural": _said("Events", "事件", "Sự kiện"),
            "dates": ["took place"],
        },
    },
    "properties": {
        "born": {"value": "date", "single": True, "of": ["person"], "label": _said("Born", "出生", "Sinh")},
        "founded": {"value": "date", "single": True, "label": _said("Founded", "成立", "Thành lập")},
        "took place": {"value": "date", "single": True, "label": _said("Date", "日期", "Thời gian")},
        "coordinates": {"value": "coordinates", "single": True, "label": _said("Coordinates", "坐标", "Tọa độ")},
        "code": {"value": "string", "link": "https://example.org/{}", "label": _said("Code", "编号", "Mã")},
        "recorded": {"value": "text", "label": _said("On record", "记载", "Ghi nhận")},
    },
    "relations": {
        "member of": _relation(
            _said("Member of", "所属组织", "Thành viên của"), _said("Members", "成员", "Thành viên")
        ),
        "birthplace": _relation(
            _said("Birthplace", "出生地", "Nơi sinh"), _said("Birthplace of", "出生于此", "Nơi sinh của"), single=True
        ),
        "allied with": _relation(_said("Allied with", "盟友", "Liên minh với"), None),
        "held": _relation(_said("Held", "曾控制", "Kiểm soát"), _said("Held by", "控制者", "Bên kiểm soát")),
        "borders": _relation(_said("Borders", "相邻", "Giáp"), None),
        "part of": _relation(_said("Part of", "属于", "Thuộc"), _said("Includes", "包括", "Bao gồm")),
        "at": _relation(_said("Where", "地点", "Địa điểm"), _said("Events here", "此地的事件", "Sự kiện tại đây")),
        "participant": _relation(
            _said("Took part", "参与者", "Bên tham gia"), _said("Took part in", "参与的事件", "Tham gia"), to=_ACTORS
        ),
    },
    "not names": {"en": ["Nobody"]},
    "works": {"kinds": {"book": _said("Book", "书籍", "Sách"), "report": _said("Report", "报告", "Báo cáo")}},
}
