"""Why each name of a row is linked as it is, and what would change it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from charsu.link.linker import link
from charsu.model.records import Language
from charsu.review.explain import Explanation, explain
from commanding import call
from helpers import entry, sample_wiki, text, vocabulary, wiki

ANNA = entry("anna", {"en": "Anna Berg", "zh": "安娜·贝格", "vi": "Anna Berg"}, weak={"en": ["Berg"], "zh": ["贝格"]})
OTTO = entry("otto", {"en": "Otto Berg", "zh": "奥托·贝格", "vi": "Otto Berg"}, weak={"en": ["Berg"], "zh": ["贝格"]})
RIGA = entry("riga", {"en": "Riga", "zh": "里加", "vi": "Riga"}, aliases={"en": ["the capital"]})


def explained(
    *rows: Mapping[Language, str], language: Language = "en", not_names: Sequence[str] = (), **more: Any
) -> list[Explanation]:
    """The names of the last row, in one version."""
    built = text(rows, **more)
    made = wiki([ANNA, OTTO, RIGA], [built], vocabulary(not_names={"en": not_names}))
    return list(explain(made, link(made), built, built.segments[-1].id)[language].names)


def one(*rows: Mapping[Language, str], **more: Any) -> Explanation:
    [found] = explained(*rows, **more)
    return found


def because(explanation: Explanation) -> list[str]:
    """All sentences, those on the candidates with their ids before them."""
    sentences = [f"{c.entry}: {sentence}" for c in explanation.candidates for sentence in c.because]
    return [explanation.because, *sentences]


WEAK = "name: entries/things/{}.yml marks these words as weak: on their own they are not specific."
SHARED = "name: 1 other shares these words."


def test_a_name_and_an_alias_are_explained_by_their_entry() -> None:
    name, alias = explained({"en": "Riga is the capital."})
    assert (name.words, name.start, name.end, name.why, name.entry) == ("Riga", 0, 4, "name", "riga")
    assert because(name) == ["It is the name of only one entry: entries/things/riga.yml."]
    assert (alias.words, alias.why) == ("the capital", "alias")
    assert because(alias) == ["It is an alias of only one entry: entries/things/riga.yml."]
    assert name.advice == "Write in test.yml, for all versions of the row, this, or an entry's id in place of none:"
    assert [way.lines for way in name.ways] == ["names:\n  p1s1:\n    Riga: none"]


def test_an_aligned_name_is_explained_by_the_other_versions() -> None:
    found = one({"zh": "安娜·贝格走了。", "en": "Berg left."})
    assert (found.why, found.entry) == ("aligned", "anna")
    assert because(found) == [
        "Of the candidates, the other versions name only this one: zh ('安娜·贝格').",
        f"anna: {SHARED}",
        f"anna: {WEAK.format('anna')}",
        "anna: aligned: it is named in zh ('安娜·贝格').",
        f"otto: {SHARED}",
        f"otto: {WEAK.format('otto')}",
        "otto: aligned: no other version of the row names it.",
    ]
    assert found.advice == "Write in test.yml, for all versions of the row, one of:"
    assert [way.entry for way in found.ways] == ["otto", None]


def test_a_name_from_the_text_is_explained_by_where_it_was_last_named() -> None:
    found = one(
        {"zh": "安娜·贝格。", "en": "She."}, {"zh": "。", "en": "Anna Berg."}, {"zh": "走了。", "en": "Berg left."}
    )
    assert (found.why, found.entry) == ("in-text", "anna")
    assert found.because == (
        "The other versions name none of the candidates; before it, only this one was named: p1s2 (en: 'Anna Berg')."
    )
    assert [c.because[-2:] for c in found.candidates] == [
        ("aligned: no other version of the row names it.", "in-text: it is named earlier, in p1s2 (en: 'Anna Berg')."),
        ("aligned: no other version of the row names it.", "in-text: it is not named shortly before."),
    ]


def test_a_name_from_the_same_line_is_explained_by_it() -> None:
    _, found = explained({"en": "Anna Berg left, and Berg returned."})
    assert found.because.endswith("only this one was named: this line ('Anna Berg').")


@pytest.mark.parametrize(
    ("rows", "language", "expected"),
    [
        pytest.param([{"en": "Berg left."}], "en", "Nothing supports any candidate.", id="nothing-speaks"),
        pytest.param(
            [{"zh": "安娜·贝格和奥托·贝格。", "en": "Berg left."}],
            "en",
            "The rule 'aligned' supports several: anna, otto.",
            id="two-are-aligned",
        ),
        pytest.param(
            [{"en": "Anna Berg, Otto Berg."}, {"en": "Berg left."}],
            "en",
            "The rule 'in-text' supports several: anna, otto.",
            id="two-named-before",
        ),
        pytest.param(
            [{"zh": "卡尔·贝格。"}],
            "zh",
            "A dot joins it to other words, so it may be part of a name that has no entry.",
            id="part-of-a-name",
        ),
    ],
)
def test_an_unsure_name_is_explained_by_what_does_not_decide(
    rows: list[dict[Language, str]], language: Language, expected: str
) -> None:
    found = one(*rows, language=language)
    assert (found.why, found.entry, found.because) == ("unsure", None, expected)
    assert [way.entry for way in found.ways] == ["anna", "otto", None]


def test_what_was_stated_is_explained_by_who_said_so() -> None:
    found, no_name = explained({"en": "Berg saw Riga."}, names={"p1s1": {"Berg": "otto", "Riga": None}})
    assert (found.why, found.entry, found.because) == ("stated", "otto", "An author decided it: test.yml:1:1.")
    assert (no_name.why, no_name.entry, no_name.because) == ("not a name", None, "An author decided it: test.yml:1:1.")
    assert found.advice == "Change or remove that."


def test_brackets_are_explained_by_their_line() -> None:
    found = one({"zh": "贝格", "en": "[[otto|Berg]]"})
    assert (found.why, found.because) == ("stated", "An author decided it: test.yml:1:1, in brackets.")


def test_words_that_are_listed_as_no_name_are_explained() -> None:
    found = one({"en": "Near Riga Bay."}, not_names=["Riga Bay"])
    assert (found.words, found.why) == ("Riga Bay", "not a name")
    assert found.because == "It is listed under `not names` in entries/vocabulary.yml."


def test_names_that_no_entry_has_are_told() -> None:
    built = text([{"en": "Then Karl Tamm saw Riga.", "zh": "卡尔·塔姆看见了里加。"}])
    made = wiki([RIGA], [built])
    versions = explain(made, link(made), built, "p1s1")
    assert {language: version.unknown for language, version in versions.items()} == {
        "en": ("Karl Tamm",),
        "zh": ("卡尔·塔姆",),
    }


def test_the_explanations_are_those_of_the_linker() -> None:
    made = sample_wiki()
    links = link(made)
    for id in made.texts:
        for row in links.rows[id][::5]:
            for language, version in explain(made, links, made.texts[id], row.segment).items():
                mentions = row.versions[language].mentions
                explanations = [e for e in version.names if e.why != "not a name"]
                assert [(m.start, m.end, m.entry, m.why) for m in mentions] == [
                    (e.start, e.end, e.entry, e.why) for e in explanations
                ]
                assert [m.candidates for m in mentions if m.why == "unsure"] == [
                    tuple(c.entry for c in e.candidates) for e in explanations if e.why == "unsure"
                ]


# --- the command ------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return call("explain", *arguments)


TOLD = """\
storm#p3s1 en  “I counted the waves,” Kask said.
  waves → not a name
    An author decided it: docs/texts/storm/text.yml:19:5.
    To change it: Change or remove that.
  Kask → stated anna-kask (entries/people/anna-kask.yml)
    An author decided it: docs/texts/storm/text.yml:18:5.
    To change it: Change or remove that.

storm#p3s1 zh  卡斯克说：“我数着浪头。”
  卡斯克 → stated anna-kask (entries/people/anna-kask.yml)
    An author decided it: docs/texts/storm/index.zh.md:6:3, in brackets.
    To change it: Change or remove that.

storm#p3s1 vi  “Tôi đếm từng con sóng,” Kask nói.
  Kask → stated anna-kask (entries/people/anna-kask.yml)
    An author decided it: docs/texts/storm/text.yml:18:5.
    To change it: Change or remove that.

"""


@pytest.mark.parametrize("arguments", [["storm", "p3s1"], ["storm#p3s1"]])
def test_explain_tells_people(arguments: list[str], root: Path) -> None:
    done = run(*arguments)
    assert (done.output, done.exit_code) == (TOLD, 0)


def test_explain_shows_a_name_that_stands_twice_once(root: Path) -> None:
    version = root / "docs/texts/storm/index.en.md"
    content = version.read_text(encoding="utf-8").replace("Anna Kask kept", "Kask, near Haapsalu, Kask kept")
    version.write_text(content, encoding="utf-8")
    assert run("storm", "p2s2").output.partition("\nstorm#p2s2 zh")[0] == (
        "storm#p2s2 en  Kask, near Haapsalu, Kask kept the light burning all night.\n"
        "  Kask (2 times) → aligned anna-kask (entries/people/anna-kask.yml)\n"
        "    Of the candidates, the other versions name only this one: zh ('安娜·卡斯克'), vi ('Anna Kask').\n"
        "    anna-kask, Anna Kask\n"
        "      name: entries/people/anna-kask.yml marks these words as weak: on their own they are not specific.\n"
        "      aligned: it is named in zh ('安娜·卡斯克'), vi ('Anna Kask').\n"
        "    To change it: Write in docs/texts/storm/text.yml, for all versions of the row,"
        " this, or an entry's id in place of none:\n"
        "      names:\n"
        "        p2s2:\n"
        "          Kask: none\n"
        "  Without an entry: Haapsalu. See wiki suggest.\n"
    )


def test_explain_tells_where_a_name_is_written(root: Path) -> None:
    assert "It is the name of only one entry: entries/places/vilsa.yml:1:12.\n" in run("storm", "p2s1").output


def test_explain_tells_programs(root: Path) -> None:
    said = json.loads(run("storm", "p3s1", "--json").output)
    assert (said["text"], said["segment"], list(said["versions"])) == ("storm", "p3s1", ["en", "zh", "vi"])
    assert said["versions"]["zh"]["names"] == [
        {
            "words": "卡斯克",
            "start": 0,
            "end": 3,
            "why": "stated",
            "entry": "anna-kask",
            "because": "An author decided it: docs/texts/storm/index.zh.md:6:3, in brackets.",
            "candidates": [],
            "advice": "Change or remove that.",
            "ways": [],
            "within": [],
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["strom", "p1s1"], "Error: There is no text 'strom'. Did you mean 'storm'?"),
        (
            ["storm", "p2s9"],
            "Error: There is no segment 'p2s9' in the text 'storm'. The last line of this paragraph is p2s2.",
        ),
        (
            ["storm", "x"],
            "no segment 'x' in the text 'storm'. The last segment of the text is p4s1: p for the paragraph",
        ),
        (["storm"], "Error: Name a segment, for example: wiki explain storm p1s1\n"),
    ],
)
def test_explain_knows_what_was_meant(arguments: list[str], said: str, root: Path) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        *(["storm", "2.1"], ["storm#2.1"], ["storm", "P2S1"]),
        *(["docs/texts/storm", "p2s1"], ["storm/", "p2s1"], ["texts/storm/index.en.md", "p2s1"]),
    ],
)
def test_explain_takes_what_a_page_shows_and_what_a_shell_completes(arguments: list[str], root: Path) -> None:
    assert run(*arguments).output == run("storm", "p2s1").output != ""
