"""A wiki of any size that nobody wrote: the same on every machine, for tests and for the benchmark.

It has what a real one has: kinds, relations, statements with works and segments as sources, sources
that disagree, summaries and texts in three languages that name other entries, family names that
several persons share, names that are weak, articles, notes, stated names and links in brackets.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "zh", "vi")

Said = dict[str, str]
"""The same in every language."""


def write_wiki(root: Path, entries: int = 1000, texts: int = 20, seed: int = 1, hooks: Path = ROOT / "hooks") -> None:
    """Write a wiki that Charsu can build.

    Args:
        root: a folder, made if it is not there; gets `mkdocs.yml`, `docs/` and `entries/`.
        entries: how many; at least 20.
        texts: how many; at least 1.
        seed: another one gives other statements and passages of the same entries.
        hooks: the engine and the theme that the wiki is built with.
    """
    wiki = _Wiki(entries, texts, _Dice(seed))
    files = {
        "mkdocs.yml": _config(hooks),
        "entries/vocabulary.yml": json.dumps(_VOCABULARY, ensure_ascii=False, indent=1),
        "entries/sources.yml": wiki.works(),
        **{f"docs/index.{language}.md": wiki.home(language) for language in LANGUAGES},
    }
    for number, id in enumerate(wiki.ids):
        file = f"entries/{wiki.folder(id)}/{id}"
        files[f"{file}.yml"] = wiki.entry(id)
        if number % 20 == 0:
            files |= {
                f"{file}.{language}.md": wiki.article(id, language) for language in ("en", "zh")[: 1 + number // 20 % 2]
            }
    for number in range(texts):
        folder = f"docs/texts/{_text_id(number)}"
        files |= {f"{folder}/{name}": content for name, content in wiki.text(number).items()}
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8", newline="\n")


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


def _text_id(number: int) -> str:
    return f"text-{number + 1:02}"


class _Wiki:
    def __init__(self, entries: int, texts: int, dice: _Dice) -> None:
        self.dice = dice
        self.texts = texts
        counts = {"place": 3 * entries // 10, "organisation": entries // 10, "event": 2 * entries // 10}
        counts["person"] = entries - sum(counts.values())
        self.by_kind = {
            kind: [f"{kind}-{number + 1:04}" for number in range(count)] for kind, count in sorted(counts.items())
        }
        self.kinds = {id: kind for kind, ids in self.by_kind.items() for id in ids}
        self.ids = list(self.kinds)
        self.segments = [list(_shape(number)) for number in range(texts)]
        """Of each text: the id of each segment, and its mark."""

    def folder(self, id: str) -> str:
        return _FOLDERS[self.kinds[id]]

    def any(self, *kinds: str, but: str = "") -> str:
        """An entry of one of the kinds."""
        ids = [id for kind in kinds for id in self.by_kind[kind] if id != but]
        return ids[self.dice.throw(len(ids))]

    def name(self, id: str) -> Said:
        number = int(id.rpartition("-")[2]) - 1
        match self.kinds[id]:
            case "person":
                given, family = _word(3 * number + 1), self.family(id)
                return {
                    "en": f"{given['en']} {family['en']}",
                    "zh": f"{given['zh']}·{family['zh']}",
                    "vi": f"{given['vi']} {family['vi']}",
                }
            case "place":
                word = _word(3 * number)
                return {"en": word["en"], "zh": f"{word['zh']}城", "vi": f"làng {word['vi']}"}
            case kind:
                places = self.by_kind["place"]
                place = self.name(places[number % len(places)])
                form = _FORMS[kind][number // len(places) % len(_FORMS[kind])]
                return {language: form[language].format(place[language]) for language in LANGUAGES}

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
            f"work-{number + 1:02}:\n  title: A work on {_word(number)['en']}\n  author: {_word(number + 1)['en']}\n"
            f"  published: '{1980 + number}'\n  language: en\n  kind: {('book', 'report')[number % 2]}\n"
            for number in range(30)
        )

    def entry(self, id: str) -> str:
        kind, name = self.kinds[id], self.name(id)
        lines = [f"name: {_flow(name)}"]
        if kind == "person":
            family = {language: [form] for language, form in self.family(id).items()}
            lines.append(f"aliases: {_flow(family)}")
            if self.ids.index(id) % 7 == 0:
                lines.append(f"weak: {_flow({'zh': family['zh']})}")
        if kind == "place":
            lines += [f"aliases: {_flow({'vi': [name['en']]})}", f"type: {('city', 'village')[self.dice.throw(2)]}"]
        others = [self.any(*self.by_kind, but=id) for _ in range(4)]
        first, second = self.said(_SENTENCES[1], id, *others[:2]), self.said(_SENTENCES[2], *others[2:])
        summary = {language: _JOINED[language].format(first[language], second[language]) for language in LANGUAGES}
        lines += [
            "summary:",
            *(f"  {language}: {json.dumps(text, ensure_ascii=False)}" for language, text in summary.items()),
        ]
        lines.append("statements:")
        for number, (property, value) in enumerate(self.statements(id)):
            lines += [f"  - {property}: {value}", f"    sources: [{', '.join(self.sources())}]"]
            if number % 3 == 1:
                lines.append(f"    during: {_flow(self.date())}")
            if number % 4 == 2:
                others = [self.any(*self.by_kind) for _ in range(3)]
                lines.append(f"    note: {_flow(self.said(_SENTENCES[number % 5], *others))}")
        return "\n".join([*lines, ""])

    def statements(self, id: str) -> list[tuple[str, str]]:
        kind = self.kinds[id]
        dated = {"person": "born", "event": "took place", "organisation": "founded"}.get(kind)
        found = [(dated, _flow(self.date())) for _ in range(1 + self.dice.throw(2))] if dated else []
        if kind == "place":
            point = {"lat": 30 + self.dice.throw(8000) / 1000, "lon": 61 + self.dice.throw(9000) / 1000}
            found += [
                ("coordinates", _flow(point | {"accuracy": 1000})),
                ("code", _flow(str(1000 + self.dice.throw(9000)))),
            ]
        for number in range(2 + self.dice.throw(3)):
            sentence = self.said(_SENTENCES[number % 5], *(self.any(*self.by_kind, but=id) for _ in range(3)))
            found.append(("recorded", _flow(sentence)))
        for property, kinds in _RELATIONS[kind]:
            found += [(property, self.any(*kinds, but=id)) for _ in range(1 + self.dice.throw(2))]
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
        text = self.dice.throw(self.texts)
        segment = self.segments[text][self.dice.throw(len(self.segments[text]))][0]
        work = f"work-{1 + self.dice.throw(30):02}"
        here = f'"{_text_id(text)}#{segment}"'
        return ([work], [work], [work], [work, here], [here])[self.dice.throw(5)]

    def article(self, id: str, language: str) -> str:
        paragraphs = []
        for number in range(6):
            others = [self.any(*self.by_kind, but=id) for _ in range(3)]
            paragraphs.append(
                self.said(_SENTENCES[number % 5], *others)[language] + f" [[{others[0]}|★]] & <b>*b*</b>."
            )
        return f"## {self.name(id)[language]}\n\n" + "\n\n".join(paragraphs) + "\n\n- `[[x]]`\n- two\n"

    def text(self, number: int) -> dict[str, str]:
        """File name -> content, for one text."""
        original = LANGUAGES[(number + 1) % 3]
        lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        stated = ""
        for segment, mark in self.segments[number]:
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
                said = {language: _JOINED[language].format(said[language], short[language]) for language in LANGUAGES}
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


def _shape(number: int) -> list[tuple[str, str]]:
    """The segments of a text with their marks: a heading, paragraphs, and a quotation among them."""
    found = [("p1s1", "# ")]
    for paragraph in range(2, 14 + number % 3):
        mark = "> " if paragraph == 5 else ""
        found += [(f"p{paragraph}s{line}", mark) for line in range(1, 5 + paragraph % 2)]
    return found


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
_JOINED: Said = {"en": "{} {}", "zh": "{}{}", "vi": "{} {}"}

_FORMS: dict[str, tuple[Said, ...]] = {
    "event": (
        {"en": "Battle of {}", "zh": "{}之战", "vi": "trận {}"},
        {"en": "Siege of {}", "zh": "{}之围", "vi": "cuộc vây hãm {}"},
        {"en": "Fall of {}", "zh": "{}陷落", "vi": "sự thất thủ của {}"},
    ),
    "organisation": (
        {"en": "{} Front", "zh": "{}阵线", "vi": "Mặt trận {}"},
        {"en": "{} Party", "zh": "{}党", "vi": "Đảng {}"},
    ),
}

_FOLDERS = {"person": "people", "place": "places", "event": "events", "organisation": "organisations"}

_ACTORS = ("person", "organisation")

_RELATIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "person": (("member of", ("organisation",)), ("birthplace", ("place",)), ("allied with", ("person",))),
    "place": (("part of", ("place",)),),
    "event": (("at", ("place",)), ("participant", _ACTORS)),
    "organisation": (("allied with", ("organisation",)), ("held", ("place",))),
}


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
        "part of": _relation(_said("Part of", "属于", "Thuộc"), _said("Includes", "包括", "Bao gồm")),
        "at": _relation(_said("Where", "地点", "Địa điểm"), _said("Events here", "此地的事件", "Sự kiện tại đây")),
        "participant": _relation(
            _said("Took part", "参与者", "Bên tham gia"), _said("Took part in", "参与的事件", "Tham gia"), to=_ACTORS
        ),
    },
    "not names": {"en": ["Nobody"]},
    "works": {"kinds": {"book": _said("Book", "书籍", "Sách"), "report": _said("Report", "报告", "Báo cáo")}},
}
