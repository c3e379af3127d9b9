"""The ids of segments: whatever is done to a text, what was not touched keeps its id, and no id is given twice."""

import dataclasses
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charsu.model.ledger import Ledger, RetiredSegment, SealedSegment
from charsu.model.records import Segment, Text, Version
from charsu.read.ledgers import load_ledger
from charsu.review.staleness import seal
from charsu.support.diagnostics import Problems
from charsu.text.ledger import OriginalLine, ledger_json, retire, segment_number, understand, wording_of
from charsu.text.line_diff import align
from helpers import HERE


def lines(*written: str) -> list[OriginalLine]:
    """Lines of an original; an empty one ends a paragraph."""
    found, paragraph = [], 1
    for line in written:
        if line:
            found.append(OriginalLine(line, paragraph))
        else:
            paragraph += 1
    return found


def sealed(ledger: Ledger | None, written: Sequence[OriginalLine]) -> Ledger:
    """The ledger of a text of these lines, when it is sealed."""
    ids: Sequence[str]
    if ledger:
        ids, changes = understand(ledger, written)
    else:
        before: Counter[int] = Counter()
        ids, changes = [], ()
        for line in written:
            before[line.paragraph] += 1
            ids.append(f"p{line.paragraph}s{before[line.paragraph]}")
    segments = tuple(
        Segment(id=id, text=line.text, paragraph=line.paragraph, role="prose", place=HERE)
        for id, line in zip(ids, written, strict=True)
    )
    text = Text(
        id="a-text",
        title={},
        original="en",
        about={},
        rights={},
        versions={language: Version(language=language, segments=segments) for language in ("en", "zh")},
        ledger=ledger,
        changes=tuple(changes),
        place=HERE,
    )
    return seal(text, {})


def told(ledger: Ledger, *written: str) -> list[str]:
    """What is understood, in short: "split: p1s2 -> p1s2 p1s2a"."""
    _, changes = understand(ledger, lines(*written))
    return [
        f"{c.what}: {' '.join(id for id, _ in c.older)} -> {' '.join(id for id, _ in c.newer)}".strip() for c in changes
    ]


# --- what is understood ---------------------------------------------------------------------------

ENGLISH = (
    "The storm of 1893",
    "",
    "On 3 March the Meri ran aground off Vilsa.",
    "Anna Kask kept the light burning all night.",
    "",
    "“I counted the waves,” Kask said. “At ninety I stopped.”",
    "Nobody asked her why.",
)
LEDGER = sealed(None, lines(*ENGLISH))


def test_ids_count_lines_when_a_text_is_first_sealed() -> None:
    assert list(LEDGER.segments) == ["p1s1", "p2s1", "p2s2", "p3s1", "p3s2"]


def test_a_text_that_nobody_touched_has_no_changes() -> None:
    assert told(LEDGER, *ENGLISH) == []


def test_blank_lines_change_no_id() -> None:
    without = [line for line in ENGLISH if line]
    assert told(LEDGER, *without) == []
    assert told(LEDGER, *[part for line in without for part in (line, "")]) == []


@pytest.mark.parametrize(
    ("place", "instead", "expected"),
    [
        pytest.param(2, ["On 3 March 1893 the Meri ran aground."], ["reworded: p2s1 -> p2s1"], id="reworded"),
        pytest.param(6, ["Something else."], ["reworded: p3s2 -> p3s2"], id="one-line-for-another"),
        pytest.param(
            5,
            ["“I counted the waves,” Kask said.", "“At ninety I stopped.”"],
            ["split: p3s1 -> p3s1 p3s1a"],
            id="split",
        ),
        pytest.param(
            6,
            ["Nobody asked her why.", "Vilsa forgot it."],
            ["inserted:  -> p3s3"],
            id="behind-the-last-line-of-the-text",
        ),
        pytest.param(
            3, [ENGLISH[3], "She was alone there."], ["inserted:  -> p2s3"], id="behind-the-last-line-of-a-paragraph"
        ),
        pytest.param(2, [ENGLISH[2], "It was dark."], ["inserted:  -> p2s1a"], id="between-two-lines"),
        pytest.param(2, ["It was dark.", ENGLISH[2]], ["inserted:  -> p2s0a"], id="before-the-first-line"),
        pytest.param(
            4,
            ["", "Two", "Three", ""],
            ["inserted:  -> p2as1", "inserted:  -> p2as2"],
            id="new-paragraph-between-two",
        ),
        pytest.param(0, ["Zero", "", ENGLISH[0]], ["inserted:  -> p0as1"], id="new-paragraph-before-all"),
        pytest.param(6, [ENGLISH[6], "", "The end"], ["inserted:  -> p4s1"], id="new-paragraph-after-all"),
        pytest.param(2, [], ["deleted: p2s1 ->"], id="deleted"),
    ],
)
def test_what_is_understood_of(place: int, instead: list[str], expected: list[str]) -> None:
    assert told(LEDGER, *ENGLISH[:place], *instead, *ENGLISH[place + 1 :]) == expected


def test_lines_that_are_merged_keep_the_first_id() -> None:
    merged = f"{ENGLISH[2]} {ENGLISH[3]}"
    assert told(LEDGER, *ENGLISH[:2], merged, *ENGLISH[4:]) == ["merged: p2s1 p2s2 -> p2s1"]


def test_a_line_that_moves_takes_its_id_along() -> None:
    assert told(LEDGER, ENGLISH[0], "", *ENGLISH[5:], "", *ENGLISH[2:4]) in (
        ["moved: p2s1 -> p2s1", "moved: p2s2 -> p2s2"],
        ["moved: p3s1 -> p3s1", "moved: p3s2 -> p3s2"],
    )


def test_chinese_is_split_and_merged_without_spaces() -> None:
    whole = "1893年3月3日，“梅里”号在维尔萨附近搁浅，船上无人生还。安娜·卡斯克让灯火彻夜不灭。"
    first, second = whole[:31], whole[31:]
    assert told(sealed(None, lines("标题", "", whole)), "标题", "", first, second) == ["split: p2s1 -> p2s1 p2s1a"]
    assert told(sealed(None, lines("标题", "", first, second)), "标题", "", whole) == ["merged: p2s1 p2s2 -> p2s1"]


def test_a_line_that_repeats_a_part_of_its_neighbour_is_inserted() -> None:
    assert told(LEDGER, *ENGLISH[:3], "Anna Kask kept the light burning all the night.", "Anna Kask", *ENGLISH[4:]) == [
        "reworded: p2s2 -> p2s2",
        "inserted:  -> p2s3",
    ]


def test_letters_go_on_after_z() -> None:
    ledger = sealed(None, lines("First", "Last"))
    written = ["First"]
    for number in range(30):
        written.append(f"New line, number {number}")
        ledger = sealed(ledger, lines(*written, "Last"))
    assert list(ledger.segments)[26:29] == ["p1s1z", "p1s1aa", "p1s1ab"]
    assert list(ledger.segments)[-1] == "p1s2"


def test_an_id_that_was_deleted_is_not_given_again() -> None:
    ledger = sealed(LEDGER, lines(*ENGLISH[:6]))
    assert ledger.retired == {"p3s2": RetiredSegment("after", "p3s1")}
    assert told(ledger, *ENGLISH) == ["inserted:  -> p3s3"]


def test_old_ids_lead_on_from_one_to_the_next() -> None:
    ledger = sealed(LEDGER, lines(*ENGLISH[:2], f"{ENGLISH[2]} {ENGLISH[3]}", *ENGLISH[4:]))
    ledger = sealed(ledger, lines(*ENGLISH[:2], *ENGLISH[5:]))
    assert ledger.retired == {"p2s2": RetiredSegment("into", "p2s1"), "p2s1": RetiredSegment("after", "p1s1")}
    assert ledger.living("p2s2") == "p1s1"
    assert ledger.living("p3s1") == "p3s1"
    assert ledger.living("p9s9") is None


def test_the_first_line_that_was_deleted_stood_before_the_next() -> None:
    assert sealed(LEDGER, lines(*ENGLISH[1:])).retired == {"p1s1": RetiredSegment("before", "p2s1")}


@pytest.mark.parametrize(
    ("id", "number"), [("p3s2", "3.2"), ("p3s2a", "3.2a"), ("p3as1", "3a.1"), ("p12ss10s", "12s.10s")]
)
def test_numbers_as_people_read_them(id: str, number: str) -> None:
    assert segment_number(id) == number


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (["same"] * 1500, ["same"] * 1400),
        ([f"line {n} of the older" for n in range(1500)], [f"{n} newer line" for n in range(1500)]),
        (["a", "b"] * 700, ["b", "a"] * 700),
    ],
    ids=["all-alike", "all-others", "by-turns"],
)
def test_long_texts_take_no_long_time(older: list[str], newer: list[str]) -> None:
    start = time.perf_counter()
    align(older, newer)
    assert time.perf_counter() - start < 20


# --- whatever is done -----------------------------------------------------------------------------

SENTENCES = (
    "The war went on.", "Kabul fell on Friday, and nobody was there.", "He said: “We shall see.” She did not.",
    "He left.", "He left for Kandahar with two hundred men and a cannon.", "And then?",
    "他到了喀布尔，住了三天。后来他去了坎大哈。", "战争继续。", "“梅里”号在维尔萨附近搁浅，船上无人生还。", "后来呢？",
    "Tàu mắc cạn ngoài khơi. Không ai sống sót.", "Đến chín mươi thì tôi thôi.", "Ông ấy nói: “Để xem.”",
    "Rồi sao nữa?",
)  # fmt: skip
"""Few enough that some stand in a text twice."""

TEXT = st.sampled_from(SENTENCES) | st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=3).map(" ".join)

EDITS = st.lists(
    st.tuples(
        st.sampled_from(("insert", "delete", "split", "merge", "reword", "break", "move", "seal")),
        st.integers(0, 30),
        st.integers(0, 200),
        TEXT,
    ),
    max_size=14,
)


@dataclasses.dataclass(eq=False)
class Written:
    """A line, which is another one as soon as somebody touches it."""

    text: str
    begins: bool
    """A paragraph."""
    id: str | None = None
    """The one it has for ever."""
    is_first: bool = False
    """It was there, as it is, when the text was first sealed; so its translation was made from these words."""


def edit(text: list[Written], what: str, place: int, other: int, words: str) -> None:
    """Do what a person may do to a text."""
    place %= len(text)
    line = text[place]
    if what == "insert":
        text.insert(place, Written(words, other % 3 == 0))
    elif what == "delete" and len(text) > 1:
        del text[place]
    elif what == "split" and len(line.text) > 1:
        cut = 1 + other % (len(line.text) - 1)
        parts = [part.strip() for part in (line.text[:cut], line.text[cut:])]
        if all(parts):
            text[place : place + 1] = [Written(parts[0], line.begins), Written(parts[1], False)]
    elif what == "merge" and place + 1 < len(text):
        text[place : place + 2] = [Written(f"{line.text} {text[place + 1].text}", line.begins)]
    elif what == "reword":
        text[place] = Written(words, line.begins)
    elif what == "break":
        text[place].begins = not text[place].begins
    elif what == "move":
        text.insert(other % len(text), text.pop(place))


def as_lines(text: Sequence[Written]) -> list[OriginalLine]:
    paragraph = 1
    found = []
    for place, line in enumerate(text):
        paragraph += bool(place and line.begins)
        found.append(OriginalLine(line.text, paragraph))
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=10), EDITS)
def test_whatever_is_done_ids_last(begin: list[tuple[str, bool]], edits: list[tuple[str, int, int, str]]) -> None:
    text = [Written(words, begins, is_first=True) for words, begins in begin]
    ledger = sealed(None, as_lines(text))
    ever = set(ledger.segments)
    for line, id in zip(text, ledger.segments, strict=True):
        line.id = id
    for what, place, other, words in [*edits, ("seal", 0, 0, "")]:
        if what != "seal":
            edit(text, what, place, other, words)
            continue
        written = as_lines(text)
        ids, changes = understand(ledger, written)
        was = Counter(ledger.wordings[sealed.original] for sealed in ledger.segments.values())
        now = Counter(line.text for line in text)
        for line, id in zip(text, ids, strict=True):
            if line.id and was[line.text] == now[line.text] == 1:
                assert id == line.id, "an untouched line has another id"
        assert len(set(ids)) == len(ids), "two lines have one id"
        assert not (set(ids) - set(ledger.segments)) & ever, "an id was given twice"
        retired = retire(ledger, changes, ids)
        next_ledger = sealed(ledger, written)
        assert next_ledger.retired == retired
        assert set(next_ledger.segments) | set(retired) >= ever, "an id leads nowhere"
        assert all(next_ledger.living(id) in ids for id in ever | set(retired))
        assert sealed(next_ledger, written) == next_ledger, "sealing twice is not sealing once"
        assert understand(next_ledger, written) == (ids, ())
        facts = next_ledger.segments.values()
        assert set(next_ledger.wordings) == {wording for s in facts for wording in (s.original, s.translations["zh"])}
        for line, id in zip(text, ids, strict=True):
            line.is_first = line.is_first and was[line.text] == now[line.text] == 1  # else it may be taken for another
            if line.is_first:
                assert next_ledger.segments[id].translations["zh"] == next_ledger.segments[id].original, "it is stale"
        ledger, ever = next_ledger, ever | set(ids)
        for line, id in zip(text, ids, strict=True):
            line.id = id


# --- the file -------------------------------------------------------------------------------------


def loaded(content: str, folder: Path) -> tuple[Ledger | None, str]:
    """A ledger as it is read, and what is told of it."""
    (folder / "a-text").mkdir(exist_ok=True)
    (folder / "a-text/ledger.json").write_text(content, encoding="utf-8")
    problems = Problems()
    found = load_ledger(folder / "a-text", folder, problems)
    return found, "".join(f"{problem.place}: {problem.message}" for problem in problems)


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    ledger = sealed(LEDGER, lines(*ENGLISH[:2], "他说：“\\” \u00a0", ENGLISH[3]))
    wording = ledger.segments["p2s2"].original
    full = SealedSegment(
        original=wording, translations={"zh": wording}, statements={"e": wording}, names={'"k': wording}
    )
    ledger = dataclasses.replace(ledger, segments={**ledger.segments, "p2s2": full})
    assert loaded(ledger_json(ledger), tmp_path) == (ledger, "")


def test_each_fact_stands_in_a_line_of_its_own() -> None:
    ledger = sealed(None, lines("One", "", "Two"))
    assert ledger_json(sealed(ledger, lines("One"))) == (
        '{\n "segments": {\n  "p1s1": {\n   "original": "ONE",\n   "translations": {\n    "zh": "ONE"\n   }\n  }\n },\n'
        ' "retired": {\n  "p2s1": {\n   "after": "p1s1"\n  }\n },\n'
        ' "wordings": {\n  "ONE": "One"\n }\n}\n'
    ).replace("ONE", wording_of("One"))


def broken(old: str, new: str) -> str:
    """The ledger with one thing wrong."""
    content = ledger_json(sealed(LEDGER, lines(*ENGLISH[:6])))
    assert old in content
    return content.replace(old, new, 1)


ONE = wording_of(ENGLISH[0])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (' "retired"', "<<<<<<< HEAD\n", "28:1: git could not merge two changes to this ledger"),
        ('"p2s1": {', '"p2s1": [', "10:14: this is not JSON: Expecting ',' delimiter"),
        ('"p2s1": {', '"x": {', "9:3: 'x' is not the id of a segment"),
        ('"p2s1": {', '"p1s1": {', "3:3: 'p1s1' is written twice"),
        ('"original"', '"orignal"', "4:4: 'orignal' is not a key of a ledger"),
        (f'"original": "{ONE}"', '"original": "abc"', "4:4: the wording 'abc' is missing under wordings"),
        (f'"original": "{ONE}"', '"original": 1', "4:4: expected text under 'original'"),
        (f'"{ONE}": "The', f'"{ONE}": "That', f"the wording '{ONE}' was changed by hand"),
        ('"after": "p3s1"', '"after": "p9s1"', "'p3s2' leads to 'p9s1', which is not a segment"),
        ('"after": "p3s1"', '"after": "p3s2"', "'p3s2' leads to 'p3s2', which is not a segment"),
        ('"after": "p3s1"', '"beside": "p3s1"', "'p3s2' leads nowhere: expected into, after or before a segment"),
        ('"p3s2": {', '"p3s1": {', "'p3s1' is retired and a segment at the same time"),
        ('"retired": {', '"retired": "x", "more": {', "'more' is not a key of a ledger"),
    ],
)
def test_what_is_told_of_a_ledger_in_which_somebody_wrote(old: str, new: str, expected: str, tmp_path: Path) -> None:
    ledger, said = loaded(broken(old, new), tmp_path)
    assert ledger is None
    assert said.startswith("a-text/ledger.json:")
    assert said.endswith(expected)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", "1", '{"segments": {}}', "[" * 100_000, '{"segments": []}']
)
def test_what_is_no_ledger_gives_one_problem(content: str, tmp_path: Path) -> None:
    ledger, said = loaded(content, tmp_path)
    assert ledger is None
    assert said.count("ledger.json") == 1
