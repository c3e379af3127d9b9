"""wiki new: what it writes passes every check, and reads as if an author had written it."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from building import tree
from charsu.commands import shared
from charsu.edit.scaffold import EntryDraft, entry_yaml, propose_id
from charsu.read import yaml_nodes
from charsu.read.yaml_nodes import Fields, Items, Node, Scalar
from charsu.review.check import check
from charsu.review.suggest import MissingName, Suggestions
from charsu.support.diagnostics import Problems
from charsu.support.textfile import CONTROL
from charsu.text.segmentation import cut, join, paragraphs
from commanding import call
from helpers import LANGUAGES

HERE = Path(__file__).parent


def told(root: Path) -> list[str]:
    problems = Problems()
    check(root, LANGUAGES, problems)
    return [str(problem) for problem in problems if not problem.is_warning]


def in_each(option: str, *words: str) -> list[str]:
    return [part for language, each in zip(LANGUAGES, words, strict=True) for part in (option, f"{language}={each}")]


SUMMARY = in_each("--summary", "A rock: bare.", "一块岩石。", "Một hòn đá.")


# --- entries -------------------------------------------------------------------------------------------


def test_an_entry_is_written_in_the_style_of_the_others(root: Path) -> None:
    result = call(
        *("new", "place", *in_each("--name", "The Rock", "岩石", "Đá"), "--type", "lighthouse", *SUMMARY),
        *("--alias", "en=Rock, the", "--alias", "en=1893", "--weak", "en=The Rock", "--unverified", "zh=岩石"),
    )
    assert result.exit_code == 0, result.output
    assert result.output == (
        "Written: entries/places/the-rock.yml\n"
        "Next: add what is known about it under `statements:`, each statement with its sources.\n"
    )
    assert (root / "entries/places/the-rock.yml").read_text(encoding="utf-8") == (
        "name:\n  en: The Rock\n  zh: 岩石\n  vi: Đá\n"
        "aliases:\n  en: ['Rock, the', '1893']\n"
        "weak:\n  en: [The Rock]\n"
        "unverified:\n  zh: [岩石]\n"
        "type: lighthouse\n"
        "summary:\n  en: 'A rock: bare.'\n  zh: 一块岩石。\n  vi: Một hòn đá.\n"
    )
    assert told(root) == []


def test_where_there_are_schemas_a_new_entry_names_its_own(root: Path) -> None:
    assert call("schema", "--write").exit_code == 0
    assert call("new", "place", *in_each("--name", "The Rock", "岩石", "Đá"), *SUMMARY).exit_code == 0
    entry = root / "entries/places/the-rock.yml"
    mark, _, schema = entry.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (entry.parent / schema).is_file() and "place" in schema
    assert told(root) == []


def test_there_is_a_command_for_every_kind_and_one_for_texts(root: Path) -> None:
    listed = call("new", "--help").output
    assert [line.split()[0] for line in listed.partition("Commands:\n")[2].split("\n") if line.startswith("  ")][
        :4
    ] == [*("person", "place", "ship", "text")]
    assert "A more specific kind: island, lighthouse." in call("new", "place", "--help").output
    assert "--type" not in call("new", "ship", "--help").output


def test_the_help_can_be_read_outside_a_wiki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "--help").exit_code == 0
    assert (call("new", "place").exit_code, call("new", "place").output.partition(" in ")[0]) == (
        2,
        "Error: There is no mkdocs.yml",
    )


def test_a_kind_that_is_none_and_a_vocabulary_that_is_broken_are_two_things(root: Path) -> None:
    assert call("new", "plaec").output.endswith("Error: There is no kind 'plaec'. Did you mean 'place'?\n")
    (root / "entries/vocabulary.yml").write_text("kinds: [", encoding="utf-8")
    done = call("new", "place")
    assert done.exit_code == 1
    assert done.output.startswith("entries/vocabulary.yml:1:9: error: ")
    assert done.output.endswith("Error: Correct these errors first. Nothing was written.\n")


NAMES = in_each("--name", "The Rock", "岩石", "Đá")

REFUSED = {
    "a summary is missing": ([*NAMES, *SUMMARY[:2]], 2, "Error: Summary in zh is missing. Add --summary zh=…\n"),
    "a name is missing": ([*NAMES[:4], *SUMMARY], 2, "Error: Name in vi is missing. Add --name vi=…\n"),
    "no such language": (
        [*NAMES, "--alias", "fr=Le Roc"],
        2,
        "Error: Invalid value for '--alias': write en=…; the languages are en, zh, vi.\n",
    ),
    "a name twice": ([*NAMES, "--name", "en=x"], 2, "Error: Invalid value for '--name': en is given twice.\n"),
    "taken": (
        [*NAMES, *SUMMARY, "--id", "vilsa"],
        2,
        "Error: There is already an entry 'vilsa'. Choose another id, or merge the two with wiki merge.\n",
    ),
    "retired": (
        [*NAMES, *SUMMARY, "--id", "old-rock"],
        2,
        "Error: The id 'old-rock' once belonged to the entry 'vilsa', and links to it lead there"
        " (entries/redirects.yml:1:1). Choose another one.\n",
    ),
    "reserved": (
        [*NAMES, *SUMMARY, "--id", "by-date"],
        2,
        "Error: The id 'by-date' is used by the site itself. Choose another one.\n",
    ),
    "no id": (
        [*NAMES, *SUMMARY, "--id", "The Rock"],
        2,
        "Error: 'The Rock' cannot be the id of an entry. An id has small letters a–z, digits and single hyphens."
        " Did you mean 'the-rock'?\n",
    ),
    "no such type": (
        [*NAMES, *SUMMARY, "--type", "iland"],
        2,
        "Error: Invalid value for '--type': 'iland' is not a type of the kind 'place'. Did you mean 'island'?\n",
    ),
    "a mark of no name": (
        [*NAMES, *SUMMARY, "--weak", "en=Stone"],
        1,
        "entries/places/the-rock.yml:6:8: error: 'Stone' is not one of this entry's names in en\n"
        "    Known: The Rock.\n"
        "Error: Because of these mistakes nothing was written. Run the command again.\n",
    ),
    "another entry's name": (
        [*in_each("--name", "Vilsa", "岩石", "Đá"), *SUMMARY],
        1,
        "entries/places/vilsa-2.yml:2:7: error: the name 'Vilsa' (en) is also the name of entries/places/vilsa.yml\n"
        "    Add to one of them what distinguishes the two, and keep the shared form as an alias.\n"
        "Error: Because of these mistakes nothing was written. Run the command again.\n",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_written(root: Path, case: str) -> None:
    (root / "entries/redirects.yml").write_text("places/old-rock: vilsa\n", encoding="utf-8")
    before = tree(root)
    arguments, status, message = REFUSED[case]
    result = call("new", "place", *arguments)
    assert result.exit_code == status
    assert result.output.endswith(message), result.output
    assert tree(root) == before


def test_mistakes_elsewhere_do_not_stop_a_new_entry(root: Path) -> None:
    (root / "entries/people/marta-liiv.yml").write_text("name: x\n", encoding="utf-8")
    before = told(root)
    assert call("new", "place", *NAMES, *SUMMARY).exit_code == 0
    assert told(root) == before != []


def test_on_a_terminal_names_without_an_entry_come_first_and_the_rest_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = MissingName(
        forms={"en": ("Storm Rock", "the Rock"), "vi": ("Đá Bão",)}, passages=(("storm", "p2s1"), ("storm", "p2s2"))
    )
    monkeypatch.setattr(shared, "is_interactive", lambda: True)
    monkeypatch.setattr("charsu.commands.new.suggest", lambda wiki, links: Suggestions(names=(missing,)))
    answers = [
        "Storm Rock",
        "2",
        "1",
        "",
        "风暴岩",
        "",
        "vilsa",
        "",
        "iland",
        "island",
        "A rock.",
        "岩石。",
        "Hòn đá.",
        "y",
    ]
    result = call("new", "place", says="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "    1  Storm Rock · Đá Bão  (2 passages)\n" in result.output
    assert result.output.count("Write a number from 1 to 1, or press Enter to type another name.\n") == 2
    assert "There is already an entry 'vilsa'." in result.output
    assert "'iland' is not a type of the kind 'place'. Did you mean 'island'?\n" in result.output
    assert result.output.endswith("It is mentioned in storm#p2s1, storm#p2s2.\n")
    assert (root / "entries/places/storm-rock.yml").read_text(encoding="utf-8") == (
        "name:\n  en: Storm Rock\n  zh: 风暴岩\n  vi: Đá Bão\n"
        "aliases:\n  en: [the Rock]\n"
        "type: island\n"
        "summary:\n  en: A rock.\n  zh: 岩石。\n  vi: Hòn đá.\n"
    )
    assert told(root) == []


def test_on_a_terminal_no_means_no(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "is_interactive", lambda: True)
    before = tree(root)
    result = call("new", "ship", *NAMES, *SUMMARY, says="\n\n\n\nn\n")
    assert result.exit_code == 1
    assert result.output.endswith("Nothing was written.\n")
    assert tree(root) == before


def test_an_id_is_made_of_the_first_latin_name() -> None:
    assert propose_id(["赫拉特", "Đảo Vilsa (nhỏ)"], ()) == "dao-vilsa-nho"
    assert propose_id(["Vilsa"], {"vilsa", "vilsa-2"}) == "vilsa-3"
    assert propose_id(["赫拉特"], ()) is None


written = (
    some.text(min_size=1)
    .map(lambda words: " ".join(words.split()))
    .filter(lambda words: words and not CONTROL.search(words) and not any("\ud800" <= c <= "\udfff" for c in words))
)


@settings(deadline=None)
@given(name=written, alias=written, summary=written)
def test_whatever_is_written_is_read_again_as_it_was(name: str, alias: str, summary: str) -> None:
    draft = EntryDraft(names={"en": name}, aliases={"en": [alias, name]}, summary={"en": summary})
    problems = Problems()
    node = yaml_nodes.parse(unicodedata.normalize("NFC", entry_yaml(draft)), "x.yml", problems)
    assert not list(problems)
    assert plain(node) == plain_nfc(
        {"name": {"en": name}, "aliases": {"en": [alias, name]}, "summary": {"en": summary}}
    )


def plain(node: Node | None) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Fields(fields=fields):
            return {key: plain(field.value) for key, field in fields.items()}
    return None


def plain_nfc(value: object) -> object:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [plain_nfc(each) for each in value]
        case dict():
            return {key: plain_nfc(each) for key, each in value.items()}
    return value


# --- texts -----------------------------------------------------------------------------------------------

ABOUT = [
    *in_each("--title", "A letter", "一封信", "Một bức thư"),
    *in_each("--about", "From the island.", "来自岛上。", "Từ đảo."),
    *in_each("--rights", "None.", "无。", "Không."),
]


def test_a_text_is_written_with_its_source_cut_into_sentences(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_bytes("\ufeffDear Anna.\r\n\r\nThe Meri is lost. Mr. Ozols lives! “Come,” he said.".encode())
    result = call("new", "text", str(source), "--original", "en", "--cut", "--date", "1893-03", *ABOUT)
    assert result.exit_code == 0, result.output
    assert result.output == (
        "Written: docs/texts/a-letter/text.yml\n"
        "Written: docs/texts/a-letter/index.en.md\n"
        "Next: check where sentences are split, and correct that if necessary.\n"
        "Translate it line by line, in index.zh.md and index.vi.md beside it,"
        " and name the translator under `translations:` in text.yml.\n"
        "When its lines are final, run wiki seal a-letter: it makes the ids of the segments permanent.\n"
    )
    assert (root / "docs/texts/a-letter/index.en.md").read_text(encoding="utf-8") == (
        "Dear Anna.\n\nThe Meri is lost.\nMr. Ozols lives!\n“Come,” he said.\n"
    )
    assert (root / "docs/texts/a-letter/text.yml").read_text(encoding="utf-8") == (
        "title:\n  en: A letter\n  zh: 一封信\n  vi: Một bức thư\n"
        "original: en\n"
        "date: 1893-03\n"
        "about:\n  en: From the island.\n  zh: 来自岛上。\n  vi: Từ đảo.\n"
        "rights:\n  en: None.\n  zh: 无。\n  vi: Không.\n"
    )
    assert told(root) == []


def test_without_cutting_the_lines_stay(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_text("# Letter\n\nOne. Two.\nThree.\n", encoding="utf-8")
    assert call("new", "text", str(source), "--id", "x", "--original", "en", *ABOUT).exit_code == 0
    assert (root / "docs/texts/x/index.en.md").read_text(encoding="utf-8") == "# Letter\n\nOne. Two.\nThree.\n"


TEXT_REFUSED = {
    ("--original", "fr"): (2, "Error: fr is not a language of this wiki: en, zh, vi.\n"),
    ("--original", "en", "--id", "storm"): (2, "Error: There is a text 'storm' already. Choose another id.\n"),
    ("--original", "en", "--id", "A b"): (
        2,
        "Error: 'A b' cannot be the id of a text. An id has small letters a–z, digits and single hyphens."
        " Did you mean 'a-b'?\n",
    ),
    ("--original", "en", "--date", "March"): (
        1,
        "Error: Because of these mistakes nothing was written. Run the command again.\n",
    ),
    (): (2, "Error: Language of the source text (en, zh, vi) is missing. Add --original LANG\n"),
}


@pytest.mark.parametrize("arguments", TEXT_REFUSED)
def test_what_is_wrong_with_a_text_is_told(root: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "letter.txt").write_text("One.\n", encoding="utf-8")
    before = tree(root)
    status, message = TEXT_REFUSED[arguments]
    result = call("new", "text", str(tmp_path / "letter.txt"), *ABOUT, *arguments)
    assert (result.exit_code, result.output.endswith(message)) == (status, True), result.output
    assert tree(root) == before


def test_a_wrong_answer_about_a_text_is_asked_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "is_interactive", lambda: True)
    source = tmp_path / "thư.txt"
    source.write_text("TP. Vilsa xa lắm. Họ đi.", encoding="utf-8")
    answers = [str(tmp_path / "no.txt"), str(source), "fr", "vi", "y", "Bad Id", "storm", "letter", "y"]
    result = call("new", "text", *ABOUT, says="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert f"There is no file {tmp_path / 'no.txt'}.\n" in result.output
    assert "fr is not a language of this wiki: en, zh, vi.\n" in result.output
    assert "  TP. Vilsa xa lắm.\n  Họ đi.\nSplit the text like this?" in result.output
    assert "'Bad Id' cannot be the id of a text." in result.output
    assert "There is a text 'storm' already. Choose another id.\n" in result.output
    assert (root / "docs/texts/letter/index.vi.md").read_text(encoding="utf-8") == "TP. Vilsa xa lắm.\nHọ đi.\n"


def test_in_a_wiki_of_one_language_there_is_nothing_to_translate(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charsu.commands.new.write", lambda contents, settings, yes: None)
    (root / "mkdocs.yml").write_text("plugins: [{i18n: {languages: [{locale: en}]}}]\n", encoding="utf-8")
    (tmp_path / "x.txt").write_text("One.\n", encoding="utf-8")
    said = [f"--{what}=en=X" for what in ("title", "about", "rights")]
    assert "ranslat" not in call("new", "text", str(tmp_path / "x.txt"), "--original", "en", *said).output


# --- cutting -----------------------------------------------------------------------------------------------

CUT = {
    ("en", "One. Two! Three? Four… Five"): ["One.", "Two!", "Three?", "Four…", "Five"],
    ("en", "He said “No.” Then (as was told.) We left. and so on. 300 men"): [
        *("He said “No.”", "Then (as was told.)", "We left. and so on. 300 men")
    ],
    ("en", "J. R. Smith of the U.S. Army met Dr. Brown (Gen. Grey). End."): [
        *("J. R. Smith of the U.S. Army met Dr. Brown (Gen. Grey).", "End.")
    ],
    ("en", "Two spaces.  Here no cut could be undone."): ["Two spaces.  Here no cut could be undone."],
    ("vi", "Đến rồi. Ông đi. “Ừ.” Đúng."): ["Đến rồi.", "Ông đi.", "“Ừ.”", "Đúng."],
    ("zh", "来了。“走吧！”他说。真的？！是……的。"): ["来了。", "“走吧！”", "他说。", "真的？！", "是……的。"],
    ("zh", "来了。 有空格。"): ["来了。 有空格。"],
    ("ar", "واحد. اثنان. ثلاثة؟"): ["واحد.", "اثنان.", "ثلاثة؟"],
}


@pytest.mark.parametrize("language, source", CUT)
def test_sentences_are_cut(language: str, source: str) -> None:
    assert cut(source, language) == "\n".join(CUT[language, source]) + "\n"


def test_blank_lines_part_paragraphs_and_without_any_each_line_is_one() -> None:
    assert paragraphs("a\nb\n\n\nc\n", "en") == ["a b", "c"]
    assert paragraphs("一\n二\n\n三", "zh") == ["一二", "三"]
    assert paragraphs("\na\nb\n", "en") == ["a", "b"]


@settings(deadline=None)
@given(
    source=some.lists(
        some.text(some.sampled_from("Aaж中文。！？.!?…”’) \t，(“'\"1-"), min_size=1).map(str.strip).filter(bool),
        min_size=1,
    ),
    language=some.sampled_from(["en", "zh", "vi", "ko", "ru"]),
)
def test_joined_again_it_is_the_source_to_the_letter(source: list[str], language: str) -> None:
    blocks = cut("\n\n".join(source), language).removesuffix("\n").split("\n\n")
    assert [join(block.split("\n"), language) for block in blocks] == source
