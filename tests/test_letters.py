"""What `wiki check` says of letters that are not what they look like, and of names that say too little."""

import pytest

from charsu.model.records import Language
from charsu.review.letters import warn_of_odd_letters, warn_of_slight_names
from charsu.support.diagnostics import Problem, Problems
from helpers import Forms, entry, text, wiki


def told_of(language: Language, *segments: str) -> list[Problem]:
    problems = Problems()
    rows = [{"en": "-", "zh": "-", "vi": "-", language: words} for words in segments]
    warn_of_odd_letters(wiki([], [text(rows)]), problems)
    return list(problems)


def one_message(language: Language, *segments: str) -> str:
    (problem,) = told_of(language, *segments)
    assert problem.is_warning and problem.hint
    return problem.message


def test_a_letter_that_vietnamese_does_not_have_is_told_once_with_its_number() -> None:
    message = one_message("vi", "ở Ðà Lạt", "và Ðà Nẵng, Ðông Hà")
    assert message == (
        "'Ð' (U+00D0) looks like 'Đ' (U+0110), which vi does not have; there are 3 such places, this is the first"
    )


def test_each_kind_is_told_by_itself() -> None:
    found = told_of("vi", "ở Ðà Lạt", "the Mоscоw text", "Ä‘áº¡i", "\ufffd")
    assert len(found) == 4
    assert told_of("en", "the Icelander Ðorvaldur") == []


@pytest.mark.parametrize(
    ("words", "written", "meant"),
    [
        ("in Mоscоw now", "Mоscоw", "Moscow"),
        ("the word Mocква", "Mocква", "Москва"),
        ("an Αthens", "Αthens", "Athens"),
    ],
)
def test_a_word_of_two_alphabets_is_told(words: str, written: str, meant: str) -> None:
    assert one_message("en", words) == f"{written!r} has letters of two alphabets; it looks like {meant!r}"


@pytest.mark.parametrize(
    ("words", "written", "meant"),
    [
        ("a cafÃ©.", "Ã©", "é"),
        ("Massoudâ€™s", "â€™", "’"),
        ("xin Ä‘i", "Ä‘", "đ"),
        ("Viá»‡t", "á»‡", "ệ"),
        ("10Â°", "Â°", "°"),
    ],
)
def test_mojibake_is_told(words: str, written: str, meant: str) -> None:
    assert one_message("en", words) == f"{written!r} is probably {meant!r}"


def test_what_is_lost_and_radicals_are_told() -> None:
    assert one_message("en", "a \ufffd b") == "U+FFFD stands in the place of a character that was lost"
    assert one_message("zh", "⾨前") == "'⾨' (U+2FA8) looks like '門' (U+9580)"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Đường Ô Quan Chưởng, người Việt – “Ô” «É» (CAFÉ)…"),
        ("en", "«CAFÉ», “Fuß”, Straße’s, São Paulo… naïve—Ærø, Å, TNF-α and the Москва; NÃO «não»"),
        ("en", "café» and «à»: é… É’s; Ünal Łódź"),
        ("zh", "喀布爾和喀布尔，米－35，Ｋａｂｕｌ"),
    ],
)
def test_right_letters_are_not_told(language: Language, words: str) -> None:
    assert told_of(language, words) == []


@pytest.mark.parametrize(
    ("aliases", "weak", "told"),
    [
        ({"en": ("X",)}, {}, ["X"]),
        ({"en": ("1995",), "vi": ("1995",)}, {}, ["1995"]),
        ({"zh": ("汗",)}, {}, ["汗"]),
        ({}, {"zh": ("汗",)}, []),
        ({"en": ("Mi-17", "AK", "Su")}, {}, []),
        ({"en": ("7.",)}, {}, ["7."]),
    ],
)
def test_names_that_say_too_little_are_told(aliases: Forms, weak: Forms, told: list[str]) -> None:
    problems = Problems()
    warn_of_slight_names(wiki([entry("it", "Thing", aliases, weak)]), problems)
    assert [problem.message.partition(" is too little")[0] for problem in problems] == [f"{form!r}" for form in told]
    assert all(problem.is_warning and "weak:" in (problem.hint or "") for problem in problems)
