"""Finding names: small names made for one point each, then the names of this wiki on short sentences."""

import functools
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from charsu.model.records import Language
from charsu.support.diagnostics import Problems
from charsu.support.textfile import read_text
from charsu.text import name_matcher as names_module
from charsu.text.folding import fold_for_linking, fold_in_place
from charsu.text.name_matcher import Candidate, Found, Names, names_of
from helpers import LANGUAGES, entry, marked_names, sample_wiki, vocabulary


def names(*forms: str) -> Names:
    """Names to look for; each belongs to an entry of the same id."""
    return Names({fold_for_linking(form): (Candidate(form, is_full_name=True, is_weak=False),) for form in forms})


def find(text: str, *forms: str) -> list[str]:
    """The words found in a text, as they stand there."""
    return [text[found.start : found.end] for found in names(*forms).find(text)]


# --- where a name may stand -------------------------------------------------------------------

MARK = "\N{COMBINING DOUBLE MACRON BELOW}"
"""A mark that is a code point of its own behind every letter."""


@pytest.mark.parametrize(
    ("forms", "text", "expected"),
    [
        pytest.param(["Ana"], "Ana met Ana.", ["Ana", "Ana"], id="twice"),
        pytest.param(["Ana"], "Anatolia", [], id="not-the-beginning-of-a-word"),
        pytest.param(["Ana"], "Diana, Tatiana", [], id="not-the-end-of-a-word"),
        pytest.param(["ana"], "banana", [], id="not-the-middle-of-a-word"),
        pytest.param(["Ana"], "Ana2, 2Ana", [], id="digits-belong-to-the-word"),
        pytest.param(["Ana"], "Ana_1, _Ana", [], id="underscores-belong-to-the-word"),
        pytest.param(["Ana"], f"An{MARK}a, Ana{MARK}", [], id="marks-belong-to-the-word"),
        pytest.param(["Ana"], f"x{MARK}Ana", [], id="a-mark-before-the-name"),
        pytest.param(["बुल"], "काबुल", [], id="vowel-signs-belong-to-the-word"),
        pytest.param(["काबुल"], "काबुल में", ["काबुल"], id="devanagari"),
        pytest.param(["کابل"], "در کابل.", ["کابل"], id="persian"),
        pytest.param(["کابل"], "کابل‌ها و کابلی", ["کابل"], id="persian-plural-but-no-other-word"),
        pytest.param(["علی"], "علی‌آباد، نورعلی، سید‌علی", [], id="persian-no-part-of-a-compound"),
        pytest.param(["علی"], "علی‌ای که دیدم", ["علی"], id="persian-article"),
        pytest.param(["خانه"], "خانهٔ او، خانهِ او", ["خانه", "خانه"], id="persian-ezafe"),
        pytest.param(["علی‌آباد"], "علی‌آباد، علی آباد", ["علی‌آباد", "علی آباد"], id="persian-joined-or-spaced"),
        pytest.param(["علی آباد"], "علی‌آباد", ["علی‌آباد"], id="persian-spaced-or-joined"),
        pytest.param(["علی کریمی"], "علي كريمي", ["علي كريمي"], id="persian-in-arabic-letters"),
        pytest.param(["مكة"], "مكة ومكة", ["مكة"], id="arabic-an-and-is-a-part-of-the-word"),
        pytest.param(["Ana"], "Ana-held, anti-Ana", ["Ana", "Ana"], id="a-hyphen-parts-words"),
        pytest.param(["west Riga"], "south-west Riga, west Riga", ["west Riga"], id="no-half-of-a-compound"),
        pytest.param(["Ana"], "Ana’s, Ana's, Ana`s", ["Ana"] * 3, id="possessive"),
        pytest.param(["Ana"], "ANA, ana", [], id="with-its-case"),
        pytest.param(["Mi-17"], "Mi-17 Mi-171 Mi-17V Mi-17, AMi-17", ["Mi-17", "Mi-17"], id="a-longer-number"),
        pytest.param(["米-17"], "米-17、米-171、米-17型", ["米-17", "米-17"], id="a-longer-number-in-chinese"),
        pytest.param(["安娜"], "和安娜在一起", ["安娜"], id="chinese-has-no-edges"),
        pytest.param(["安娜", "里加"], "安娜里加安娜", ["安娜", "里加", "安娜"], id="names-that-touch"),
        pytest.param(["Ana", "安娜"], "安娜Ana安娜", ["安娜", "Ana", "安娜"], id="two-scripts-that-touch"),
        pytest.param(["“A”队"], "在“A”队里", ["“A”队"], id="begins-with-a-quotation-mark"),
        pytest.param(["Ana (Riga)"], "Ana (Riga), Ana (Riga)s", ["Ana (Riga)"] * 2, id="ends-with-a-bracket"),
        pytest.param(["Ana"], "", [], id="empty-text"),
        pytest.param([], "Ana", [], id="no-names"),
    ],
)  # fmt: skip
def test_a_name_stands_at_the_edges_of_words(forms: list[str], text: str, expected: list[str]) -> None:
    assert find(text, *forms) == expected


@pytest.mark.parametrize(
    "around",
    [
        "{}", "{} left", "I saw {}", "I saw {}.", "I saw\n{}\nleave", "\t{}\t",
        "“{}”", "‘{}’", '"{}"', "'{}'", "«{}»", "「{}」", "《{}》",
        "({})", "（{}）", "[{}]", "{{{}}}", "<{}>", "[[x|{}]]", "[{}](y)",
        "# {}", "> {}", "- {}", "**{}**", "`{}`", "~{}~", "…{}…", "—{}—", "/{}/", "😀{}😀", "\u00a0{}\u00a0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Ana", "安娜", "thành phố An", "An.娜", "X-1", "An the 2nd"])
def test_a_name_is_found_whatever_stands_around_it(around: str, name: str) -> None:
    assert find(around.format(name), name) == [name]


@pytest.mark.parametrize(
    ("forms", "text", "expected"),
    [
        pytest.param(["Ana", "Ana of Riga"], "Ana of Riga and Ana", ["Ana of Riga", "Ana"], id="longest"),
        pytest.param(["Ana", "Ana of Riga"], "Ana of Rigas", ["Ana"], id="the-longest-that-ends-with-a-word"),
        pytest.param(["Ana of", "of Riga now"], "Ana of Riga now", ["Ana of"], id="leftmost-before-longest"),
        pytest.param(["安娜", "安娜城"], "安娜城和安娜", ["安娜城", "安娜"], id="chinese"),
        pytest.param(["安", "安娜城"], "安娜", ["安"], id="back-to-the-last-whole-name"),
        pytest.param(["汗", "阿富汗", "汗城"], "阿富汗城", ["阿富汗"], id="not-the-end-of-a-longer-name"),
    ],
)
def test_the_longest_of_the_names_that_begin_together_wins(forms: list[str], text: str, expected: list[str]) -> None:
    assert find(text, *forms) == expected


# --- what is the same to a reader -------------------------------------------------------------


@pytest.mark.parametrize("text_dot", "·.．・‧")
@pytest.mark.parametrize("name_dot", "·.．・‧")
def test_the_dots_of_foreign_names_are_one_letter(name_dot: str, text_dot: str) -> None:
    text = f"见安娜{text_dot}卡列尼娜。"
    assert find(text, f"安娜{name_dot}卡列尼娜") == [f"安娜{text_dot}卡列尼娜"]


@pytest.mark.parametrize("mark", "’'ʼ‘`")
def test_apostrophes_are_one_letter(mark: str) -> None:
    assert find(f"the Shi{mark}a", "Shi'a") == find(f"the Shi{mark}a", "Shi’a") == [f"Shi{mark}a"]


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\u00a0", "\u202f"], ids=ascii)
def test_a_name_may_be_broken_at_the_end_of_a_line(space: str) -> None:
    text = f"Ana{space}of Riga"
    assert find(text, "Ana", "Ana of Riga") == [text]


@pytest.mark.parametrize(
    ("old", "new"),
    [("Hòa Bình", "Hoà Bình"), ("Khỏe", "Khoẻ"), ("Thủy", "Thuỷ"), ("HÒA", "HOÀ"), ("Óa", "Oá"), ("Lũy", "Luỹ")],
)
def test_old_and_new_vietnamese_tone_placement_are_the_same(old: str, new: str) -> None:
    assert find(f"ở {new}.", old) == [new]
    assert find(f"ở {old}.", new) == [old]


def test_other_accents_are_other_letters() -> None:
    assert find("Hóa Hỏa Hoa Hoả Hoá", "Hòa") == []


def test_a_decomposed_file_is_read_as_composed_text(tmp_path: Path) -> None:
    file, text = tmp_path / "a.md", "Ở Hoà Bình, người Việt"
    file.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    read = read_text(file, "a.md", Problems())
    assert read == text
    assert find(read, "Hòa Bình", "người Việt") == ["Hoà Bình", "người Việt"]


@pytest.mark.parametrize("text", ["A\u0301na", "Ho\u0300a", "\u212b", "か\u3099"], ids=ascii)
def test_text_that_is_not_nfc_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be NFC"):
        list(names("Ana").find(text))


def test_folding_keeps_the_length_of_every_text() -> None:
    # Spaces between them, since two code points may compose.
    everything = " ".join(c for c in map(chr, range(0x110000)) if unicodedata.is_normalized("NFC", c))
    assert len(fold_in_place(everything)) == len(everything)


def test_offsets_count_code_points() -> None:
    text = "𠀀😀Ana 𝒳 安娜"
    assert list(names("Ana", "安娜").find(text)) == [
        Found(2, 5, (Candidate("Ana", True, False),)),
        Found(8, 10, (Candidate("安娜", True, False),)),
    ]


# --- cost -------------------------------------------------------------------------------------


def lines_run(names: Names, text: str) -> int:
    """How many lines of the module run while a text is searched: its work, the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if frame.f_code.co_filename == names_module.__file__ else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        list(names.find(text))
    finally:
        sys.settrace(before)
    return count


SYLLABLES = [a + b for a in "bdfgklmnprst" for b in "aeiou"]


def many_names(count: int) -> list[str]:
    """Names such as "Bafade" and "巴法德", all different."""
    size = len(SYLLABLES)
    latin = [
        (SYLLABLES[n % size] + SYLLABLES[n // size % size] + SYLLABLES[n // size**2 % size]).title()
        for n in range(count // 2)
    ]
    return latin + ["".join(chr(0x4E00 + n // 30**power % 30) for power in range(3)) for n in range(count // 2)]


@pytest.mark.parametrize(
    "text",
    ["Wer reitet so spät durch Nacht und Wind? " * 20, "两个黄鹂鸣翠柳一行白鹭上青天" * 40],
    ids=["latin", "chinese"],
)
def test_the_work_does_not_grow_with_the_number_of_names(text: str) -> None:
    few, many = lines_run(names(*many_names(100)), text), lines_run(names(*many_names(20_000)), text)
    assert many <= few * 1.2


def test_the_work_grows_as_the_text_does() -> None:
    some, text = names(*many_names(1000)), "Bababa met Babada in Riga. 一一一和一丁一。"
    once, ten_times = lines_run(some, text), lines_run(some, text * 10)
    assert ten_times <= once * 11


def test_a_text_that_nearly_is_a_name_everywhere_costs_no_more_than_the_length_of_the_name() -> None:
    name = "安" * 50 + "娜"
    assert lines_run(names(name), "安" * 1000) <= 1000 * 50 * 5


# --- the names of entries ---------------------------------------------------------------------

ANA = entry(
    "ana", {"en": "Ana of Riga", "zh": "里加的安娜", "vi": "Ana xứ Riga"}, aliases={"en": ["Ana"], "zh": ["安娜"]}
)
RIGA = entry("riga", {"en": "Riga", "zh": "里加", "vi": "thành phố Riga"})
OLGA = entry("olga", {"en": "Olga", "zh": "奥尔加", "vi": "Olga"}, weak={"en": ["Ana"], "zh": ["安娜"]})


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        pytest.param("en", "[Ana of Riga|ana] met [Olga|olga].", id="by-full-name"),
        pytest.param("en", "[Ana|ana olga] met [Olga|olga].", id="a-shared-name-has-all-its-candidates"),
        pytest.param("en", "[Ana of Riga|ana] ([安娜|ana olga])", id="chinese-in-english"),
        pytest.param("zh", "[里加的安娜|ana]（[Ana of Riga|ana]，[Ana xứ Riga|ana]）", id="latin-in-chinese"),
        pytest.param("vi", "[Ana xứ Riga|ana], [里加|riga]", id="chinese-in-vietnamese"),
        pytest.param("vi", "Ana of Riga", id="no-english-in-vietnamese"),
        pytest.param("vi", "[Thành phố Riga|riga] và [thành phố Riga|riga]", id="a-capital-begins-the-sentence"),
        pytest.param("en", "[Riga|riga], riga, RIGA", id="but-no-other-change-of-case"),
    ],
)  # fmt: skip
def test_each_language_has_its_names(language: Language, marked: str) -> None:
    check(names_of([ANA, RIGA, OLGA], vocabulary(), LANGUAGES)[language], marked)


SHIRAZ = entry("shiraz", {"fa": "شیراز", "ar": "شيراز", "fr": "Chiraz"})


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        pytest.param("fa", "[شیراز|shiraz] ([Chiraz|shiraz])", id="latin-in-persian"),
        pytest.param("fr", "[Chiraz|shiraz] ([شيراز|shiraz])", id="persian-in-french"),
        pytest.param("ar", "[شيراز|shiraz]", id="arabic"),
    ],
)
def test_names_of_another_script_are_names_as_well(language: Language, marked: str) -> None:
    check(names_of([SHIRAZ], vocabulary(), ("fa", "ar", "fr"))[language], marked)


def check(names: Names, marked: str) -> None:
    plain = re.sub(r"\[([^|]*)\|[^\]]*\]", r"\1", marked)
    assert marked_names(names, plain) == marked


@pytest.mark.parametrize(("language", "marked"), [("en", "in [1893|year]"), ("zh", "于1893年"), ("vi", "1893")])
def test_a_number_is_a_name_only_where_an_entry_has_it(language: Language, marked: str) -> None:
    names = names_of([entry("year", "the year", {"en": ["1893"]})], vocabulary(), LANGUAGES)
    check(names[language], marked)


def candidates(entries: Iterable[Any], text: str, language: Language = "en") -> tuple[Candidate, ...]:
    [found] = names_of(entries, vocabulary(), LANGUAGES)[language].find(text)
    return found.candidates


def test_a_candidate_says_how_much_its_words_say() -> None:
    assert candidates([ANA, RIGA], "Ana of Riga") == (Candidate("ana", is_full_name=True, is_weak=False),)
    assert candidates([ANA, RIGA], "Ana") == (Candidate("ana", is_full_name=False, is_weak=False),)
    assert candidates([OLGA, ANA], "Ana") == (
        Candidate("ana", is_full_name=False, is_weak=False),
        Candidate("olga", is_full_name=False, is_weak=True),
    )


def test_an_entry_that_has_the_same_words_twice_is_one_candidate_the_surer_one() -> None:
    twice = entry("x", "the West", aliases={"en": ["The West"]}, weak={"en": ["The West"]})
    assert candidates([twice], "The West") == (Candidate("x", is_full_name=True, is_weak=False),)


def test_a_full_name_may_be_weak() -> None:
    assert candidates([entry("x", "Ali", weak={"en": ["Ali"]})], "Ali") == (Candidate("x", True, True),)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        pytest.param("en", "[Riga|riga], and [Gulf of Riga|]", id="the-phrase-is-passed-over"),
        pytest.param("en", "[New Riga|] and [new Riga|]", id="at-the-start-of-a-sentence"),
        pytest.param("en", "[Olga|]", id="a-name-that-is-none"),
        pytest.param("zh", "[新里加|]在[里加|riga]", id="chinese"),
        pytest.param("zh", "[Gulf of Riga|]在[Riga|riga]", id="in-a-text-of-another-script"),
        pytest.param("vi", "[thành phố Riga|riga], Gulf of Riga", id="other-languages-are-not-touched"),
    ],
)
def test_what_only_looks_like_a_name_is_passed_over(language: Language, marked: str) -> None:
    words = vocabulary(not_names={"en": ["Gulf of Riga", "new Riga", "Olga"], "zh": ["新里加"]})
    check(names_of([ANA, RIGA, OLGA], words, LANGUAGES)[language], marked)


# --- the names of this wiki -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        # 马扎里沙里夫 is a city, 马扎里 a man.
        ("zh", "[马扎里沙里夫|mazar-i-sharif]不是[马扎里|abdul-ali-mazari]。"),
        ("zh", "[马扎里|abdul-ali-mazari]在[马扎里沙里夫|mazar-i-sharif]"),
        ("en", "[Mazar-i-Sharif|mazar-i-sharif] is not [Mazari|abdul-ali-mazari]."),
        ("en", "[Mazari Sharif|mazar-i-sharif] and [Ali Mazari|abdul-ali-mazari]"),
        ("vi", "[Mazar-e Sharif|mazar-i-sharif] không phải là [Mazari|abdul-ali-mazari]."),
        # One man, however many of his names are written out.
        ("zh", "[阿卜杜勒.阿.马扎里|abdul-ali-mazari]和[阿卜杜勒.阿里.马扎里|abdul-ali-mazari]是一个人"),
        ("en", "[Abdul A Mazari|abdul-ali-mazari] is [Abdul Ali Mazari|abdul-ali-mazari]."),
        ("vi", "[Abdul A Mazari|abdul-ali-mazari] là [Abdul Ali Mazari|abdul-ali-mazari]."),
        # One name, though a country's is its end.
        ("vi", "[Hãng thông tấn Hồi giáo Afghanistan|afghan-islamic-press] ở [Afghanistan|afghanistan]"),
        ("zh", "[阿富汗伊斯兰通讯社|afghan-islamic-press]在[阿富汗|afghanistan]"),
        ("en", "[Afghan Islamic Press news agency|afghan-islamic-press], [Afghanistan|afghanistan]"),
        # Arif Khan is not Ismail Khan.
        ("en", "[Arif Khan|arif-khan] is not [Ismail Khan|ismail-khan]; who is [Khan|ismail-khan]?"),
        ("vi", "[Arif Khan|arif-khan] không phải [Ismail Khan|ismail-khan]."),
        ("zh", "[阿里夫·汗|arif-khan]不是[伊斯梅尔·汗|ismail-khan]，[阿富汗|afghanistan]也不是[汗|ismail-khan]。"),
        # A quarter, its palace and its road are three.
        ("en", "[Darulaman|darulaman], [Darulaman Palace|darul-aman-palace], [Darulaman Road|darulaman-road]"),
        ("zh", "[达鲁拉曼|darulaman]、[达鲁拉曼宫|darul-aman-palace]、[达鲁拉曼大道|darulaman-road]"),
        ("vi", "[Darulaman|darulaman], [cung điện Darulaman|darul-aman-palace], [đại lộ Darulaman|darulaman-road]"),
        ("vi", "[Cung điện Darulaman|darul-aman-palace]. [Đại lộ Darulaman|darulaman-road]."),
        # The slips of the originals.
        ("vi", "[Ibragim Khikmak|said-ibrahim-hikmat], [Khikmak|said-ibrahim-hikmat], [Khimak|said-ibrahim-hikmat]"),
        ("en", "[Ibragim Khikmak|said-ibrahim-hikmat], [Khikmak|said-ibrahim-hikmat], [Khimak|said-ibrahim-hikmat]"),
        ("zh", "[伊布拉吉姆·希克马克|said-ibrahim-hikmat]、[希马克|said-ibrahim-hikmat]"),
        ("vi", "[Paksistan|pakistan] là [Pakistan|pakistan]"),
        ("en", "[Paksistan|pakistan] is [Pakistan|pakistan]"),
        ("zh", "[巴基斯斯坦|pakistan]即[巴基斯坦|pakistan]"),
        # Edges of words.
        ("en", "a [Taliban|taliban]-held town, anti-[Taliban|taliban] forces, the [Taliban|taliban]’s"),
        ("vi", "chống-[Taliban|taliban], quân [Taliban|taliban]"),
        ("en", "south-western [Kabul|kabul], [western Kabul|west-kabul], [Western Kabul|west-kabul]"),
        ("vi", "tây nam [Kabul|kabul], [tây Kabul|west-kabul], [Tây Kabul|west-kabul]"),
        ("en", "[Massoud|ahmad-shah-massoud]’s men, [Massoud|ahmad-shah-massoud]'s men"),
        ("en", "[Massoud’s forces|islamic-state-armed-forces], [Massoud's troops|islamic-state-armed-forces]"),
        ("zh", "[米-17|mi-17]和[米-17直升机|mi-17]，但不是米-171"),
        ("en", "[Mi-17|mi-17] and [Mi-17s|mi-17], but not Mi-171"),
        ("en", "Kabulistan, Kandaharis, Talibanised, TALIBAN, kabul, Kabul_1995"),
        ("zh", "[什叶派|afghan-shia][统一党|hezb-e-wahdat]占领[喀布尔|kabul][坎大哈|kandahar]"),
        ("zh", "[“基地”组织|al-qaeda]和[基地组织|al-qaeda]"),
        # Names in another script.
        ("zh", "[安东尼.戴维斯|anthony-davis]([Anthony Davis|anthony-davis])"),
        ("zh", "[拉苏尔·帕拉旺|rasul-pahlawan]（[Rasul Pahlawan|rasul-pahlawan]），[AIP|afghan-islamic-press]"),
        ("en", "[Ismail Khan|ismail-khan] ([伊斯梅尔·汗|ismail-khan]), [塔利班|taliban]"),
        ("vi", "[Ismail Khan|ismail-khan] ([伊斯梅尔·汗|ismail-khan]), [喀布尔|kabul]"),
    ],
    ids=lambda value: re.sub(r"\[([^|]*)\|[^\]]*\]", r"\1", value),
)  # fmt: skip
def test_the_names_of_this_wiki(language: Language, marked: str) -> None:
    check(real_names()[language], marked)


@functools.cache
def real_names() -> dict[Language, Names]:
    wiki = sample_wiki()
    return names_of(wiki.entries.values(), wiki.vocabulary, wiki.languages)


@pytest.mark.parametrize("dot", "·.．・‧")
@pytest.mark.parametrize(
    ("parts", "id"),
    [
        ("阿卜杜勒 阿 马扎里", "abdul-ali-mazari"),
        ("阿卜杜勒 阿里 马扎里", "abdul-ali-mazari"),
        ("艾哈迈德 沙阿 马苏德", "ahmad-shah-massoud"),
        ("阿里夫 汗", "arif-khan"),
    ],
)
def test_a_name_of_this_wiki_with_any_dot(parts: str, id: str, dot: str) -> None:
    check(real_names()["zh"], f"见[{parts.replace(' ', dot)}|{id}]。")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_every_entry_is_found_by_itself(language: Language) -> None:
    names = real_names()[language]
    lost = []
    for each in sample_wiki().entries.values():
        for form in each.forms(language):
            found = [f for f in names.find(f"— {form} —") if (f.start, f.end) == (2, 2 + len(form))]
            if each.id not in [candidate.entry for f in found for candidate in f.candidates]:
                lost.append(f"{each.id}: {form}")
    assert not lost
