"""Dates: read from EDTF, compared, and written out in each language; numbers and places likewise."""

import itertools

import pytest

from charsu.i18n.catalogues import load_words
from charsu.i18n.messages import Words
from charsu.model.dates import Date, read_date
from charsu.model.records import Coordinates, Language
from helpers import LANGUAGES, ROOT

WORDS = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)

THIN = "\N{THIN SPACE}"
"""CLDR puts it round the dash of some ranges."""


# --- written out ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "english", "chinese", "vietnamese"),
    [
        ("1995-03-11", "11 March 1995", "1995年3月11日", "11 tháng 3, 1995"),
        ("1996-02-29", "29 February 1996", "1996年2月29日", "29 tháng 2, 1996"),
        ("1995-03", "March 1995", "1995年3月", "tháng 3 năm 1995"),
        ("1995", "1995", "1995年", "1995"),
        # unknown month or day
        ("1995-03-XX", "March 1995", "1995年3月", "tháng 3 năm 1995"),
        ("1995-XX", "1995", "1995年", "1995"),
        ("1995-XX-XX", "1995", "1995年", "1995"),
        # uncertain, approximate, both
        ("1995-03-11?", "11 March 1995 (uncertain)", "1995年3月11日（存疑）", "11 tháng 3, 1995 (chưa chắc chắn)"),
        ("1995-03~", "about March 1995", "约1995年3月", "khoảng tháng 3 năm 1995"),
        ("1995%", "about 1995 (uncertain)", "约1995年（存疑）", "khoảng 1995 (chưa chắc chắn)"),
        # decades and seasons
        ("198X", "1980s", "1980年代", "thập niên 1980"),
        ("198X~", "about 1980s", "约1980年代", "khoảng thập niên 1980"),
        ("1995-21", "spring 1995", "1995年春", "mùa xuân 1995"),
        ("1995-22", "summer 1995", "1995年夏", "mùa hè 1995"),
        ("1995-23", "autumn 1995", "1995年秋", "mùa thu 1995"),
        ("1995-24", "winter 1995", "1995年冬", "mùa đông 1995"),
        # choices
        ("[1953,1954]", "1953 or 1954", "1953年或1954年", "1953 hoặc 1954"),
        ("[1953, 1954-03, 1955?]", "1953, March 1954 or 1955 (uncertain)", "1953年、1954年3月或1955年（存疑）",
         "1953, tháng 3 năm 1954 hoặc 1955 (chưa chắc chắn)"),
        # years before 1, of which EDTF counts one as 0
        ("0000", "1 BC", "公元前1年", "1 TCN"),
        ("-0043", "44 BC", "公元前44年", "44 TCN"),
        ("-0043-03-15", "15 March 44 BC", "公元前44年3月15日", "15 tháng 3, 44 TCN"),
        ("-0043-21", "spring 44 BC", "公元前44年春", "mùa xuân 44 TCN"),
        ("0044", "44", "44年", "44"),
    ],
)  # fmt: skip
def test_a_date_is_written_out(edtf: str, english: str, chinese: str, vietnamese: str) -> None:
    assert written_out(edtf) == [english, chinese, vietnamese]


def written_out(edtf: str) -> list[str]:
    return [WORDS[language].date(read_date(edtf)) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("edtf", "english", "chinese", "vietnamese"),
    [
        ("1995-03-11/1995-03-13", "11–13 March 1995", "1995年3月11日至13日", "11–13 tháng 3, 1995"),
        ("1995-03-30/1995-04-02", "30 March 1995 – 2 April 1995", "1995年3月30日至1995年4月2日",
         "30 tháng 3, 1995 – 2 tháng 4, 1995"),
        ("1995-12-30/1996-01-02", "30 December 1995 – 2 January 1996", "1995年12月30日至1996年1月2日",
         "30 tháng 12, 1995 – 2 tháng 1, 1996"),
        ("1995-03/1995-05", f"March{THIN}–{THIN}May 1995", "1995年3月至5月", f"tháng 3{THIN}–{THIN}tháng 5 năm 1995"),
        ("1995-11/1996-02", f"November 1995{THIN}–{THIN}February 1996", "1995年11月至1996年2月",
         f"tháng 11 năm 1995{THIN}–{THIN}tháng 2 năm 1996"),
        ("1994/1996", "1994–1996", "1994–1996年", "1994–1996"),
        ("1989/1995-03", "1989 – March 1995", "1989年至1995年3月", "1989 – tháng 3 năm 1995"),
        ("1995-03/1995-03-11", "March 1995 – 11 March 1995", "1995年3月至1995年3月11日",
         "tháng 3 năm 1995 – 11 tháng 3, 1995"),
        ("1994?/1996~", "1994 (uncertain) – about 1996", "1994年（存疑）至约1996年",
         "1994 (chưa chắc chắn) – khoảng 1996"),
        ("197X/199X", "1970s – 1990s", "1970年代至1990年代", "thập niên 1970 – thập niên 1990"),
        ("1995-21/1995-23", "spring 1995 – autumn 1995", "1995年春至1995年秋", "mùa xuân 1995 – mùa thu 1995"),
        ("-0043/0014", "44 BC – 14", "公元前44年至14年", "44 TCN – 14"),
        # from a date to itself
        ("1995-03-11/1995-03-11", "11 March 1995", "1995年3月11日", "11 tháng 3, 1995"),
        ("1995~/1995~", "about 1995", "约1995年", "khoảng 1995"),
        # open, and unknown
        ("1995/..", "from 1995", "1995年起", "từ 1995"),
        ("1995-03-11/", "from 11 March 1995", "1995年3月11日起", "từ 11 tháng 3, 1995"),
        ("../1995-03", "until March 1995", "至1995年3月", "đến tháng 3 năm 1995"),
        ("/1995?", "until 1995 (uncertain)", "至1995年（存疑）", "đến 1995 (chưa chắc chắn)"),
    ],
)  # fmt: skip
def test_a_range_is_written_out(edtf: str, english: str, chinese: str, vietnamese: str) -> None:
    assert written_out(edtf) == [english, chinese, vietnamese]


# --- refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no EDTF date"),
        ("11 March 1995", "no EDTF date"),
        ("1995-3-11", "no EDTF date"),
        ("11-03-1995", "no EDTF date"),
        ("95", "no EDTF date"),
        ("10000", "no EDTF date"),
        ("１９９５", "no EDTF date"),
        ("1995-13", "no EDTF date"),
        ("1995-00", "no EDTF date"),
        ("1995-1X", "no EDTF date"),
        ("1995-21?", "no EDTF date"),
        ("1995/1996/1997", "no EDTF date"),
        ("[1953]", "no EDTF date"),
        ("[" + ",".join(["1995"] * 1000) + "]", "no EDTF date"),
        (" 1995", "an EDTF form that is not used here"),
        ("1995-25", "an EDTF form that is not used here"),
        ("19XX", "an EDTF form that is not used here"),
        ("Y17000", "an EDTF form that is not used here"),
        ("1995-03-11T10:00:00", "an EDTF form that is not used here"),
        ("1995?-03", "an EDTF form that is not used here"),
        ("{1953,1954}", "an EDTF form that is not used here"),
        ("[1953..1955]", "an EDTF form that is not used here"),
        ("1995-02-29", "a day that its month does not have"),
        ("1995-04-31", "a day that its month does not have"),
        ("[1995-02-29,1996]", "a day that its month does not have"),
        ("198X-12-25", "a month of an unknown year"),
        ("1995-XX-12", "a day of an unknown month"),
        ("-9999", "an EDTF form that is not used here"),
        ("-004X", "a decade before the year 1"),
        ("000X", "a decade before the year 1"),
        ("1995/1994", "a range from a later to an earlier date"),
        ("1995-03-11/1995-02", "a range from a later to an earlier date"),
        ("../..", "a range without a beginning and without an end"),
    ],
    ids=lambda value: value[:24],
)
def test_error_what_is_no_date_here_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        read_date(text)


@pytest.mark.parametrize(
    "edtf",
    ["0000-01-01", "-9998", "9999-12-31", "9999/..", "999X", "0001-24", "1900-02-28", "2000-02-29", "[-0001,0001]"],
)
def test_what_is_read_can_be_written_out_and_sorted(edtf: str) -> None:
    earliest, latest = read_date(edtf).sort_key()
    assert earliest <= latest
    assert all(written_out(edtf))


# --- compared ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1995-03-11", (1995, 3, 11), (1995, 3, 11)),
        ("1995-02", (1995, 2, 1), (1995, 2, 28)),
        ("1996-02", (1996, 2, 1), (1996, 2, 29)),
        ("1995-02-XX", (1995, 2, 1), (1995, 2, 28)),
        ("1995", (1995, 1, 1), (1995, 12, 31)),
        ("1995-22", (1995, 6, 1), (1995, 8, 31)),
        ("1995-24", (1995, 12, 1), (1995, 12, 31)),
        ("198X", (1980, 1, 1), (1989, 12, 31)),
        ("1994-11/1995", (1994, 11, 1), (1995, 12, 31)),
        ("1995/..", (1995, 1, 1), (9999, 12, 31)),
        ("../1995", (-9999, 1, 1), (1995, 12, 31)),
        ("[1954,1953-03]", (1953, 3, 1), (1954, 12, 31)),
        ("-0043-02", (-43, 2, 1), (-43, 2, 28)),
        ("1995-03-11%", (1995, 3, 11), (1995, 3, 11)),
    ],
)
def test_a_date_reaches_from_its_earliest_to_its_latest_day(
    edtf: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    assert read_date(edtf).sort_key() == (earliest, latest)


def test_dates_are_sorted_by_their_earliest_day_then_by_their_latest() -> None:
    in_order = ["-0043", "0000", "0014", "1989/1995", "1989/..", "1995-01", "1995", "1995-03", "1995-21", "1995-03-11"]
    keys = [read_date(edtf).sort_key() for edtf in in_order]
    assert all(before < behind for before, behind in itertools.pairwise(keys))


def test_lists_sort_by_the_first_day_and_by_the_last_where_the_start_is_open() -> None:
    assert read_date("1995-03/1996").sort_day() == read_date("1995-03/..").sort_day() == (1995, 3, 1)
    assert read_date("../1995-03").sort_day() == (1995, 3, 31)


def test_two_ways_to_write_one_date_are_equal() -> None:
    assert read_date("1995-03-XX") == read_date("1995-03") != read_date("1995-03?")
    assert read_date("1995-03-XX").edtf == "1995-03-XX"
    assert isinstance(read_date("1995"), Date)


# --- words, numbers, places -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["0 passages", "1 passage", "2 passages", "21 passages", "1,234 passages"]),
        ("zh", ["0个段落", "1个段落", "2个段落", "21个段落", "1,234个段落"]),
        ("vi", ["0 đoạn trích", "1 đoạn trích", "2 đoạn trích", "21 đoạn trích", "1.234 đoạn trích"]),
    ],
)
def test_a_number_chooses_the_plural_form(language: Language, expected: list[str]) -> None:
    assert [WORDS[language].say("entry.passages", n=n) for n in (0, 1, 2, 21, 1234)] == expected


RULES = {
    "locale": "pl",
    "files": {"one": "{n} plik", "few": "{n} pliki", "many": "{n} plików", "other": "{n} pliku"},
    "days": {"other": "{n} dni, {who}"},
    "deep": {"er": {"still": "{who}?"}},
}


def test_plural_forms_are_those_of_the_language() -> None:
    said = [Words("pl", RULES).say("files", n=n) for n in (1, 2, 5, 22, 112)]
    assert said == ["1 plik", "2 pliki", "5 plików", "22 pliki", "112 plików"]


def test_a_form_that_is_not_written_is_said_as_other() -> None:
    assert Words("pl", RULES).say("days", n=1, who="Ana") == "1 dni, Ana"


def test_the_same_message_with_other_values_is_said_anew() -> None:
    words = Words("pl", RULES)
    assert [words.say("deep.er.still", who=who) for who in ("Ana", "{who}", "Ola")] == ["Ana?", "{who}?", "Ola?"]


@pytest.mark.parametrize("key", ["nothing", "deep.nothing", "deep.er.still"])
def test_error_a_message_or_value_that_is_missing_stops_the_build(key: str) -> None:
    with pytest.raises(KeyError):
        Words("pl", RULES).say(key)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ["0", "0", "0"]),
        (1234, ["1,234", "1,234", "1.234"]),
        (1234.5, ["1,234.5", "1,234.5", "1.234,5"]),
        (-7, ["-7", "-7", "-7"]),
    ],
)
def test_numbers_are_written_as_each_language_does(number: float, expected: list[str]) -> None:
    assert [WORDS[language].number(number) for language in LANGUAGES] == expected


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (0, ["0 m", "0米", "0 m"]),
        (50, ["50 m", "50米", "50 m"]),
        (999, ["999 m", "999米", "999 m"]),
        (1000, ["1 km", "1公里", "1 km"]),
        (1250, ["1.2 km", "1.2公里", "1,2 km"]),
        (1234567, ["1,234.6 km", "1,234.6公里", "1.234,6 km"]),
    ],
)
def test_distances_are_written_in_metres_or_kilometres(metres: float, expected: list[str]) -> None:
    assert [WORDS[language].distance(metres) for language in LANGUAGES] == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (
            34.52813,
            69.17233,
            ["34.5281° N, 69.1723° E", "北纬34.5281°，东经69.1723°", "34,5281° vĩ Bắc, 69,1723° kinh Đông"],
        ),
        (34.5, -69.25, ["34.5° N, 69.25° W", "北纬34.5°，西经69.25°", "34,5° vĩ Bắc, 69,25° kinh Tây"]),
        (-34.5, 69.25, ["34.5° S, 69.25° E", "南纬34.5°，东经69.25°", "34,5° vĩ Nam, 69,25° kinh Đông"]),
        (-34.5, -69.25, ["34.5° S, 69.25° W", "南纬34.5°，西经69.25°", "34,5° vĩ Nam, 69,25° kinh Tây"]),
        (0, 180, ["0.0° N, 180.0° E", "北纬0.0°，东经180.0°", "0,0° vĩ Bắc, 180,0° kinh Đông"]),
    ],
)
def test_coordinates_name_their_quarter_of_the_earth(latitude: float, longitude: float, expected: list[str]) -> None:
    point = Coordinates(latitude, longitude, accuracy=10)
    assert [WORDS[language].coordinates(point) for language in LANGUAGES] == expected


def test_languages_are_called_as_each_language_calls_them() -> None:
    assert [WORDS[each].language_name(other) for each in LANGUAGES for other in ("vi", "fa")] == [
        "Vietnamese", "Persian", "越南文", "波斯文", "tiếng Việt", "tiếng Ba Tư",
    ]  # fmt: skip
    assert [WORDS[each].language_name("xx") for each in LANGUAGES] == ["xx"] * 3


def test_a_list_of_choices_is_written_as_each_language_does() -> None:
    assert [WORDS[each].either("ABC") for each in LANGUAGES] == ["A, B or C", "A、B或C", "A, B hoặc C"]
