"""The interface words: the same messages in every language, all of them used, none missing."""

import ast
import dataclasses
import functools
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import jinja2
import pytest
import yaml
from babel import Locale
from jinja2 import nodes

from charsu.i18n.catalogues import WordsError, load_words, untranslated
from charsu.i18n.messages import Words
from charsu.link.mentions import Why
from charsu.model.changes import ChangeKind
from charsu.model.dates import SEASONS, read_date
from charsu.model.records import Language
from charsu.pictures.date_shapes import LEGEND
from charsu.publish.theme_context import PALETTE
from charsu.read.texts import STATUSES
from charsu.review.quality import GAP_KINDS, VERSION_STATUSES
from helpers import LANGUAGES, ROOT

LOCALES = ROOT / "hooks/charsu/theme/locales"
PLURAL_FORMS = {"zero", "one", "two", "few", "many", "other"}
NO_MESSAGES = {"locale", "language names"}

ENDINGS = {
    "why.": (*get_args(Why), "within"),
    "texts.status.": STATUSES,
    "dates.seasons.": SEASONS,
    "site.": [option["toggle"]["name"] for option in PALETTE],
    "changes.what.": get_args(ChangeKind),
    "timeline.legend.": [key for key, _ in LEGEND],
    "quality.heads.": GAP_KINDS,
    "quality.leads.": GAP_KINDS,
    "quality.standings.": VERSION_STATUSES,
}
"""Where only the beginning of a key is written: how it can go on."""

CHOOSE_THEIR_OWN = {"dates.same month"}
"""Messages of which each language fills in other parts: 11–13 March 1995, 1995年3月11日至13日."""

Message = Mapping[str, str]
"""Plural form -> words; a message without plural forms has "other" only."""


@functools.cache
def messages(language: Language) -> dict[str, Message]:
    """Key -> message."""
    found = yaml.safe_load((LOCALES / f"{language}.yml").read_text(encoding="utf-8"))
    return dict(_flat({section: found[section] for section in found if section not in NO_MESSAGES}, ""))


def _flat(mapping: Mapping[str, Any], above: str) -> Iterator[tuple[str, Message]]:
    for key, value in mapping.items():
        if isinstance(value, str):
            yield above + key, {"other": value}
        elif set(value) <= PLURAL_FORMS:
            yield above + key, value
        else:
            yield from _flat(value, f"{above}{key}.")


def placeholders(message: Message) -> set[str]:
    return {name for words in message.values() for _, name, _, _ in string.Formatter().parse(words) if name is not None}


ENGLISH = messages("en")


# --- the files --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_messages_in_the_same_order(language: Language) -> None:
    assert list(messages(language)) == list(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_has_the_same_placeholders_in_every_language(language: Language) -> None:
    differ = [
        key
        for key, message in messages(language).items()
        if placeholders(message) != placeholders(ENGLISH[key]) and key not in CHOOSE_THEIR_OWN
    ]
    assert not differ


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_all_those_of_the_language(language: Language) -> None:
    locale = Locale.parse(yaml.safe_load((LOCALES / f"{language}.yml").read_text(encoding="utf-8"))["locale"])
    forms = {*locale.plural_form.tags, "other"}
    with_forms = {key for each in LANGUAGES for key, message in messages(each).items() if len(message) > 1}
    assert with_forms
    assert not [key for key in with_forms if set(messages(language)[key]) != forms]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_has_space_around_it(language: Language) -> None:
    # Punctuation is followed by a space in languages that write one.
    said = {key: message for key, message in messages(language).items() if not key.startswith("punctuation.")}
    texts = [words for message in said.values() for words in message.values()]
    assert texts
    assert not [words for words in texts if words != words.strip() or not words]


def test_every_language_calls_every_language_of_the_site() -> None:
    for language in LANGUAGES:
        found = yaml.safe_load((LOCALES / f"{language}.yml").read_text(encoding="utf-8"))
        assert set(LANGUAGES) <= set(found["language names"])


# --- further languages of the engine ----------------------------------------------------------------

FURTHER = sorted({file.stem for file in LOCALES.glob("*.yml")} - {*LANGUAGES})


def test_further_languages_are_there() -> None:
    assert FURTHER == ["ar", "fa", "fr"]


@pytest.mark.parametrize("language", FURTHER)
def test_a_further_language_has_every_message_too(language: Language) -> None:
    own = messages(language)
    assert list(own) == list(ENGLISH)
    assert not [
        key for key in own if placeholders(own[key]) != placeholders(ENGLISH[key]) and key not in CHOOSE_THEIR_OWN
    ]
    forms = {*Locale.parse(language).plural_form.tags, "other"}
    assert not [key for key in own if len(ENGLISH[key]) > 1 and set(own[key]) != forms]
    said = [words for key in own if not key.startswith("punctuation.") for words in own[key].values()]
    assert not [words for words in said if words != words.strip() or not words]
    assert untranslated(LOCALES, language) == 0


@pytest.mark.parametrize(
    "language, wrong",
    [
        pytest.param(
            "fr", "(?<!\u00a0)[;?!»]|(?<!\u00a0):(?=\\s|$)|«(?!\u00a0)|'", id="fr-fixed-spaces-and-apostrophes"
        ),
        pytest.param("fa", "[كيىة]|\\s\u200c|\u200c(?=\\s|$)|[,;?]", id="fa-letters-joints-and-signs"),
        pytest.param("ar", "[کیگپچژۀۂ\u200c]|[,;?]", id="ar-letters-and-signs"),
    ],
)
def test_a_language_is_written_with_its_own_signs(language: Language, wrong: str) -> None:
    said = [words for message in messages(language).values() for words in message.values()]
    assert said
    assert not [words for words in said if re.search(wrong, words)]


def test_the_style_sheet_puts_the_same_between_two_details_as_the_words() -> None:
    css = (ROOT / "hooks/charsu/theme/styles/charsu.css").read_text(encoding="utf-8")
    others = dict(re.findall(r':root:lang\((\w+)\) \{ --between: "(.+)"; \}', css))
    assert others == {"fa": " | "}
    assert re.findall(r'^  --between: "(.+)";$', css, re.MULTILINE) == [" · "]
    for language in (*LANGUAGES, *FURTHER):
        assert messages(language)["punctuation.between"] == {"other": others.get(language, " · ")}


# --- languages without a file, and words of a wiki's own -----------------------------------------


def test_a_language_without_words_speaks_english_with_its_own_dates_and_names() -> None:
    words = load_words(LOCALES, ["sw"])["sw"]
    assert words.say("site.home") == "Home"
    assert words.say("texts.names", n=2) == "2 names"
    assert words.date(read_date("1995-03-13")) == "13 Machi 1995"
    assert words.date(read_date("1995-03-11/1995-03-13")) == "11 Machi 1995 – 13 Machi 1995"
    assert words.language_name("fr") == "Kifaransa"
    assert untranslated(LOCALES, "sw") == len(ENGLISH)


def test_a_language_that_nobody_knows_is_told() -> None:
    with pytest.raises(WordsError, match=r"^CLDR knows no language 'xx'; is it a code such as fr\?$"):
        load_words(LOCALES, ["xx"])


def own_words(folder: Path, content: str, language: Language = "sw") -> Words:
    (folder / f"{language}.yml").write_text(content, encoding="utf-8")
    return load_words(LOCALES, [language], folder)[language]


def test_a_wiki_has_words_of_its_own_message_by_message(tmp_path: Path) -> None:
    words = own_words(tmp_path, "site: {home: Nyumbani, more: More}\ntexts: {names: 'majina {n}'}\n")
    assert [words.say("site.home"), words.say("site.more"), words.say("site.menu")] == ["Nyumbani", "More", "Menu"]
    assert words.say("texts.names", n=1) == "majina 1"
    assert untranslated(LOCALES, "sw", tmp_path) == len(ENGLISH) - 2


def test_own_words_take_the_place_of_the_engine_s(tmp_path: Path) -> None:
    words = own_words(
        tmp_path, "entry: {mentions: Mentions, passages: {one: '{n} mention', other: '{n} mentions'}}\n", "en"
    )
    assert [words.say("entry.mentions"), words.say("entry.passages", n=2)] == ["Mentions", "2 mentions"]
    assert words.say("entry.statements") == "Statements"


@pytest.mark.parametrize(
    "content, told",
    [
        ("site: {hom: Nyumbani}", "there is no message 'site.hom'. Did you mean 'home'?"),
        ("site: Tovuti", "'site' is a section of messages, as in en.yml."),
        ("site: {home: [1]}", "'site.home' needs words; put them in quotation marks."),
        ("site: {home: '{x}'}", "'site.home' has {x}, which nothing fills in; there is nothing."),
        ("entry: {passages: {other: '{n:{x}}'}}", "'entry.passages' has {n:{x}}, which nothing fills in; there is n."),
        ("entry: {passages: {other: '{n!r}'}}", "'entry.passages' has {n!r}, which nothing fills in; there is n."),
        ("site: {home: {one: a, other: b}}", "'site.home' needs words, or plural forms if the engine's has them"),
        ("- site", "expected sections of messages, as in en.yml of the engine."),
        ("site: {", "is no YAML"),
    ],
)
def test_own_words_that_do_not_fit_are_told(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(WordsError, match=re.escape(told)):
        own_words(tmp_path, content)


def test_persian_has_digits_of_its_own() -> None:
    words = load_words(LOCALES, ["fa"])["fa"]
    assert words.direction == "rtl"
    assert words.number(1234.5) == "۱٬۲۳۴٫۵"
    assert words.date(read_date("1995-03-13")) == "۱۳ مارس ۱۹۹۵"
    assert words.distance(1500) == "۱٫۵ کیلومتر"
    assert words.tick("y", 1995, 1, 1) == "۱۹۹۵"


# --- where they are used ----------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Call:
    """A place that says a message."""

    file: str
    line: int
    keys: tuple[str, ...]
    """The messages that it may say."""
    given: frozenset[str]
    """Names of the values that it fills in."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {' or '.join(self.keys)}"


def calls() -> Iterator[Call]:
    """Every place in the engine and the theme that says a message whose key, or its beginning, is written there."""
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        yield from _calls_in_python(path)
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    for path in sorted((ROOT / "hooks/charsu/theme").rglob("*.html")):
        yield from _calls_in_template(path, environment)


def _calls_in_python(path: Path) -> Iterator[Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("say", "told"):
            given = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            given |= {"n"} if len(node.args) > 1 else frozenset()
            match node.args[0]:
                case ast.Constant(value=str(key)):
                    yield Call(path.name, node.lineno, (key,), given)
                case ast.IfExp(body=ast.Constant(value=one), orelse=ast.Constant(value=other)):
                    yield Call(path.name, node.lineno, (str(one), str(other)), given)
                case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), ast.FormattedValue()]):
                    yield Call(path.name, node.lineno, _keys(beginning), given)
                case ast.Name(id="key"):  # passes on what it was given
                    continue
                case _:
                    raise AssertionError(f"{path.name}:{node.lineno}: which message is this?")


def _calls_in_template(path: Path, environment: jinja2.Environment) -> Iterator[Call]:
    for node in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if getattr(node.node, "attr", getattr(node.node, "name", "")) == "say":
            given = frozenset(keyword.key for keyword in node.kwargs)
            match node.args[0]:
                case nodes.Const(value=str(key)):
                    yield Call(path.name, node.lineno, (key,), given)
                case nodes.CondExpr(expr1=nodes.Const(value=one), expr2=nodes.Const(value=other)):
                    yield Call(path.name, node.lineno, (one, other), given)
                case nodes.Concat(nodes=[nodes.Const(value=beginning), _]):
                    yield Call(path.name, node.lineno, _keys(beginning), given)
                case _:
                    raise AssertionError(f"{path.name}:{node.lineno}: which message is this?")


def _keys(beginning: str) -> tuple[str, ...]:
    return tuple(f"{beginning}{ending}" for ending in ENDINGS[beginning])


CALLS = list(calls())


def test_every_message_that_is_said_exists() -> None:
    assert CALLS
    assert not [str(call) for call in CALLS if not set(call.keys) <= set(ENGLISH)]


def test_every_message_is_said_somewhere() -> None:
    assert set(ENGLISH) - {key for call in CALLS for key in call.keys} == set()


def test_who_says_a_message_gives_what_it_fills_in_and_no_more() -> None:
    for call in CALLS:
        for key in call.keys:
            needed = {name for language in LANGUAGES for name in placeholders(messages(language)[key])}
            assert call.given == needed, str(call)
