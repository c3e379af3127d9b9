"""The order of entries: surnames with a reading of their own, and what an entry states under `sort`."""

import dataclasses
from pathlib import Path

import pytest

from charsu.i18n.collation import entry_sort_key
from charsu.model.records import Entry, Kind, Localized
from charsu.read.load import load
from charsu.read.resolve import resolve
from charsu.support.diagnostics import Problems
from helpers import HERE, entry

KINDS = {
    id: Kind(id=id, folder=id, label={}, plural={}, dates=(), types={}, surnames=id == "person", place=HERE)
    for id in ("person", "thing")
}


def named(name: str, kind: str = "thing", sort: Localized | None = None) -> Entry:
    return dataclasses.replace(entry("it", name, kind=kind), sort=sort or {})


def first_syllable(name: str, kind: str, stated: str = "") -> object:
    found = entry_sort_key("zh", KINDS)(named(name, kind, {"zh": stated} if stated else None))[0]
    assert isinstance(found, tuple)
    return found[0]


@pytest.mark.parametrize(
    ("name", "syllable"),
    [
        ("曾国藩", "zeng"), ("解缙", "xie"), ("仇英", "qiu"), ("区大相", "ou"),
        ("查慎行", "zha"), ("单雄信", "shan"), ("盖叫天", "ge"), ("缪荃孙", "miao"),
        ("种师道", "chong"), ("员半千", "yun"), ("翟让", "zhai"), ("折可求", "she"),
        ("朴正熙", "piao"), ("覃怀", "qin"), ("區大相", "ou"), ("尉迟恭", "yu"),
        ("万俟卨", "mo"), ("单于", "chan"), ("查尔斯·达尔文", "cha"), ("马苏德", "ma"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_surnames_are(name: str, syllable: str) -> None:
    assert first_syllable(name, "person") == syllable


@pytest.mark.parametrize(("name", "syllable"), [("曾经", "ceng"), ("解放军", "jie"), ("单位", "dan"), ("区域", "qu")])
def test_other_words_are_not_read_as_surnames(name: str, syllable: str) -> None:
    assert first_syllable(name, "thing") == syllable


@pytest.mark.parametrize("stated", ["zeng", "zēng", "zeng1", "Zēng", "zeng xiao xian", "曾"])
def test_an_entry_states_how_it_is_read(stated: str) -> None:
    assert first_syllable("层小贤", "thing", stated) == ("ceng" if stated == "曾" else "zeng")


def test_what_is_not_stated_is_read_as_usual() -> None:
    key = entry_sort_key("zh", KINDS)
    assert key(named("会稽", sort={"zh": "kuài"}))[:2] == (("kuai", "ji"), ("kuai4", "ji1"))
    assert key(named("吕梁", sort={"zh": "lǚ liáng"}))[:2] == key(named("吕梁"))[:2]


def test_another_language_sorts_by_what_is_stated() -> None:
    entries = [named("The Hague", sort={"en": "Hague, The"}), named("Zwolle"), named("Haarlem"), named("Hal")]
    in_order = sorted(entries, key=entry_sort_key("en", KINDS))
    assert [each.names["en"] for each in in_order] == ["Haarlem", "The Hague", "Hal", "Zwolle"]
    key = entry_sort_key("vi", KINDS)
    assert key(entries[0]) > key(entries[2]) and key(entries[0])[-1] == "The Hague"


VOCABULARY = """\
kinds:
  person: {folder: people, label: {en: Person, zh: 人}, plural: {en: People, zh: 人}, surnames: true}
properties: {}
relations: {}
works: {}
"""


def read(root: Path, sort: str) -> tuple[Entry | None, list[str]]:
    (root / "entries/people").mkdir(parents=True)
    (root / "entries/vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    (root / "entries/sources.yml").write_text("{}\n", encoding="utf-8")
    content = "name: {en: Zeng, zh: 曾国藩}\n" + sort + "summary: {en: A man., zh: 人。}\n"
    (root / "entries/people/zeng.yml").write_text(content, encoding="utf-8")
    problems = Problems()
    parsed = load(root, ("en", "zh"), problems)
    wiki = resolve(parsed, problems) if parsed else None
    return wiki.entries.get("zeng") if wiki else None, [str(problem) for problem in problems]


def test_sort_is_read_from_the_file(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "sort: {zh: zeng}\n")
    assert problems == [] and found is not None and found.sort == {"zh": "zeng"}


def test_sort_of_an_unknown_language_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "sort: {xy: zeng}\n")
    assert len(problems) == 1 and "entries/people/zeng.yml:2:8: 'xy' is not a language of this site" in problems[0]
