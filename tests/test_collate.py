"""The order of names in each language."""

import itertools

import pytest

from charsu.i18n.collation import sort_key
from charsu.model.records import Language
from helpers import sample_wiki


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        pytest.param("zh", ["阿富汗", "巴基斯坦", "喀布尔", "马苏德", "塔利班", "伊朗"], id="zh-by-pinyin"),
        pytest.param("zh", ["马苏德", "马扎里", "马扎里沙里夫"], id="zh-syllable-by-syllable"),
        pytest.param("zh", ["西安", "西安人", "先"], id="zh-a-syllable-ends-before-the-next-letter"),
        pytest.param("zh", ["妈", "麻", "马", "骂"], id="zh-then-by-tone"),
        pytest.param("zh", ["妈马", "马妈", "妈骂人", "骂妈人"], id="zh-all-syllables-before-any-tone"),
        pytest.param("zh", ["长城", "重庆", "银行", "长大", "重要"], id="zh-a-character-with-two-readings"),
        pytest.param("zh", ["汗", "“基地”组织", "卡尔扎伊"], id="zh-marks-do-not-count"),
        pytest.param("zh", ["伊斯梅尔·汗", "伊斯梅尔汗后"], id="zh-dots-do-not-count"),
        pytest.param("zh", ["1995年", "阿富汗", "AIP", "米-17", "米-35", "VnExpress"], id="zh-digits-and-latin"),
        pytest.param("vi", list("aăâbcdđeêghiklmnoôơpqrstuưvxy"), id="vi-the-alphabet"),
        pytest.param("vi", ["ma", "mà", "mả", "mã", "má", "mạ"], id="vi-the-tones"),
        pytest.param("vi", ["ân", "ần", "ẩn", "ẫn", "ấn", "ận"], id="vi-the-tones-of-another-letter"),
        pytest.param("vi", ["mạ", "mai", "mài"], id="vi-all-letters-before-any-tone"),
        pytest.param("vi", ["An Bình", "An Ninh", "Anh", "Ăn", "Ân"], id="vi-a-word-ends-before-the-next-letter"),
        pytest.param("vi", ["Dương", "Đà Nẵng", "đảng", "Đông"], id="vi-d-and-đ"),
        pytest.param("vi", ["hoa", "hoà", "hoạ"], id="vi-new-tone-placement"),
        pytest.param("vi", ["2001", "Fitter", "Jalalabad", "Wardak", "Zabul", "喀布尔"], id="vi-foreign-letters"),
        pytest.param("vi", ["Sabir", "ŝahir", "Sarobi", "Zabul", "z\u0302y", "øl"], id="vi-other-accents"),
        pytest.param("en", ["Ana", "Émile", "Eric", "Ernst", "Zabul"], id="en-accents-do-not-count"),
        pytest.param("en", ["Ali", "al-Qaeda", "Alqamar", "Andrew"], id="en-neither-capitals-nor-hyphens"),
        pytest.param("en", ["Mi-17", "Mi-35", "Mil"], id="en-digits-before-letters"),
        pytest.param("en", ["New Riga", "Newark"], id="en-a-word-ends-before-the-next-letter"),
        pytest.param("fa", ["آبادان", "اراک", "بابل", "پارس", "تبریز", "چابهار", "ژاله"], id="fa-the-alphabet"),
        pytest.param("fa", ["كرمان", "گرگان", "لار", "واشان", "هرات", "يزد"], id="fa-waw-before-heh-whatever-the-form"),
        pytest.param("fa", ["علی‌آباد", "علیه"], id="fa-joints-do-not-count"),
        pytest.param("ps", ["ټانک", "ثور", "ځدراڼ", "ډنډ", "ړوند", "ښار", "ڼ"], id="ps-further-letters"),
        pytest.param("ar", ["أحمد", "بغداد", "هبة", "هود", "وهران", "يافا"], id="ar-the-alphabet"),
        pytest.param("fr", ["cote", "coté", "Côte d’Azur"], id="any-other-language"),
    ],
)  # fmt: skip
def test_names_stand_in_the_order_of_their_language(language: Language, in_order: list[str]) -> None:
    key = sort_key(language)
    assert all(key(before) < key(behind) for before, behind in itertools.pairwise(in_order))


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
def test_no_two_names_of_this_wiki_stand_at_one_place(language: Language) -> None:
    key = sort_key(language)
    names = sorted((entry.names[language] for entry in sample_wiki().entries.values()), key=key)
    assert all(key(a) < key(b) for a, b in itertools.pairwise(names))


def test_a_region_sorts_as_its_language() -> None:
    assert sort_key("zh-Hans") is sort_key("zh")
