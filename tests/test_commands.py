"""The command `wiki`: what every part of it has in common, and `wiki check`."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from charsu.commands import COMMANDS, main
from charsu.read.settings import find_settings
from charsu.review.interface_words import check_interface_words
from charsu.support import transaction
from charsu.support.diagnostics import Problems
from charsu.support.transaction import UNFINISHED, finish_writing, write_files
from commanding import call
from helpers import LANGUAGES, ROOT, SAMPLE

WIKI = Path(__file__).parent / "wiki"
JURIS = "entries/people/juris-ozols.yml"


def change(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def break_juris(root: Path) -> None:
    change(root / JURIS, "statements:", "statments:")


BROKEN = f"{JURIS}:3:1: error: there is no key 'statments' here\n    Did you mean 'statements'?\n1 error, 0 warnings.\n"


# --- all commands -----------------------------------------------------------------------------------


def test_the_help_lists_all_commands_in_order() -> None:
    listed = [line.split()[0] for line in call("--help").output.partition("Commands:\n")[2].splitlines()]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    shown = call(name, "-h")
    command = main.get_command(click.Context(main), name)
    assert shown.exit_code == 0
    assert command is not None and command.name == name
    assert command.help and command.help[0].isupper() and command.get_short_help_str(200).endswith(".")
    assert all(option.help for option in command.params if isinstance(option, click.Option)), shown.output


def test_an_unknown_command_is_a_wrong_command() -> None:
    done = call("chekc")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        2,
        "Error: There is no command 'chekc'. Did you mean 'check'?",
    )


def test_who_wants_no_colours_gets_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_juris(root)
    assert "\x1b[" in CliRunner().invoke(main, ["check"], color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert CliRunner().invoke(main, ["check"], color=True).output == BROKEN


@pytest.mark.parametrize("arguments", [["--help"], ["new", "--help"]])
def test_a_list_of_commands_says_each_in_one_line(root: Path, arguments: list[str]) -> None:
    listed = CliRunner().invoke(main, arguments, terminal_width=80).output.partition("Commands:\n")[2]
    assert listed and "..." not in listed


def test_what_cannot_be_written_is_told_and_stands_in_no_way(root: Path) -> None:
    (root / ".vscode").write_text("in the way", encoding="utf-8")
    done = call("schema", "--write")
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {root}/.vscode cannot be read or written: Not a directory\n",
    )
    assert not (root / UNFINISHED).exists()
    assert call("check").exit_code == 0


def test_the_installed_command_works_from_a_folder_below() -> None:
    command = [str(Path(sys.executable).with_name("wiki")), "check", "--json"]
    done = subprocess.run(command, cwd=SAMPLE / "entries/people", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(problem["severity"] == "warning" for problem in json.loads(done.stdout))


def test_outside_a_wiki_a_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("check")
    assert done.exit_code == 2
    assert done.output.endswith(
        f"Error: There is no mkdocs.yml in {tmp_path}, nor in a folder above."
        " Go to the folder of a wiki, or make one: wiki init DIR\n"
    )


# --- mkdocs.yml ---------------------------------------------------------------------------------------


def test_the_languages_are_those_of_mkdocs_with_the_default_first(root: Path) -> None:
    (root / "mkdocs.yml").write_text(
        "site_url: !ENV [X, '']\nplugins:\n  - search\n  - i18n:\n      languages:\n"
        "        - {locale: fr, build: false}\n        - {locale: vi}\n        - {locale: en, default: true}\n"
    )
    assert find_settings(root / "entries").languages == ("en", "vi")
    assert find_settings(root / "entries").root == root


def test_this_wikis_languages_are_found() -> None:
    assert find_settings(ROOT).languages == ("en", "zh", "vi")


NO_LANGUAGES = "mkdocs.yml has no languages: they stand below plugins, i18n, languages."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        *((content, NO_LANGUAGES) for content in ("", "plugins: 3", "plugins: [search]", "\xe9", "\x00")),
        *((f"plugins: [{{i18n: {said}}}]", NO_LANGUAGES) for said in ("{}", "{languages: []}", "{languages: [{}]}")),
        (
            "a: [",
            "mkdocs.yml:1:5: the file ends where a value is expected. Check that every opening bracket is closed.",
        ),
        (
            "plugins: [{i18n: {languages: [{locale: no}]}}]",
            "mkdocs.yml: the locale False is no text. Write it in quotes, such as 'no'.",
        ),
    ],
)
def test_a_broken_mkdocs_yml_is_told(root: Path, content: str, message: str) -> None:
    (root / "mkdocs.yml").write_bytes(content.encode("latin-1"))
    done = call("check")
    assert (done.exit_code, done.output) == (2, f"Error: {message}\n")


# --- wiki check ---------------------------------------------------------------------------------------


def test_a_good_wiki_has_no_problems(root: Path) -> None:
    done = call("check")
    assert (done.exit_code, done.output) == (0, "0 errors, 0 warnings in 4 entries, 1 text and 2 works.\n")


def test_an_error_is_told_with_its_place_and_a_way_out(root: Path) -> None:
    break_juris(root)
    done = call("check")
    assert (done.exit_code, done.output) == (1, BROKEN)


def test_paths_choose_what_is_told_but_the_whole_wiki_is_read(root: Path) -> None:
    break_juris(root)
    change(root / "entries/people/anna-kask.yml", "name:", "nmae:")
    assert call("check", JURIS).output == BROKEN.replace("warnings.", f"warnings in {JURIS}.")
    assert call("check", "entries/places").exit_code == 0
    assert call("check", "entries").output.endswith("2 errors, 0 warnings in entries.\n")
    assert call("check", "nowhere").exit_code == 2


def test_what_is_not_in_the_wiki_is_not_called_good(root: Path) -> None:
    done = call("check", "..")
    assert (done.exit_code, done.output) == (2, f"Error: .. is not in this wiki, {root}.\n")


def test_github_shows_problems_beside_their_lines(root: Path) -> None:
    break_juris(root)
    done = call("check", "--format", "github")
    assert done.exit_code == 1
    assert done.output == (
        f"::error file={JURIS},line=3,col=1::there is no key 'statments' here%0ADid you mean 'statements'?\n"
    )


def test_programs_read_problems_as_json(root: Path) -> None:
    break_juris(root)
    done = call("check", "--json")
    assert done.exit_code == 1
    assert json.loads(done.output) == [
        {
            "file": JURIS,
            "line": 3,
            "column": 1,
            "severity": "error",
            "message": "there is no key 'statments' here",
            "hint": "Did you mean 'statements'?",
        }
    ]


def test_a_name_that_nothing_decides_is_a_warning(root: Path) -> None:
    shared = "aliases: {en: [the keeper]}\nweak: {en: [the keeper]}\n"
    change(root / JURIS, "summary:", f"{shared}summary:")
    change(root / "entries/people/anna-kask.yml", "  en: [Kask]\n", "  en: [Kask, the keeper]\n")
    change(root / "entries/people/anna-kask.yml", "weak:\n  en: [Kask]", "weak:\n  en: [Kask, the keeper]")
    change(root / "docs/texts/storm/index.en.md", "The storm", "The keeper’s storm")
    assert call("seal", "--yes", "--confirm-all").exit_code == 0
    done = call("check")
    assert done.exit_code == 0
    assert done.output.startswith("docs/texts/storm/index.en.md:1:3: warning: ")
    assert "anna-kask or juris-ozols" in done.output
    assert done.output.endswith("0 errors, 1 warning in 4 entries, 1 text and 2 works.\n")
    assert call("check", "--strict").exit_code == 1


def test_a_language_without_interface_words_is_a_warning(root: Path) -> None:
    problems = Problems()
    check_interface_words(root, (*LANGUAGES, "sw"), problems)
    assert list(map(str, problems)) == [
        "mkdocs.yml:1:1: warning: there are no interface words in sw; pages show them in English\n"
        "    Copy the engine's en.yml to locales/sw.yml, set its locale, and translate it."
    ]
    (root / "locales").mkdir()
    (root / "locales/sw.yml").write_text("locale: sw\n", encoding="utf-8")
    problems = Problems()
    check_interface_words(root, (*LANGUAGES, "sw"), problems)
    assert not len(problems), "a wiki that has begun to translate them knows"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("entry: {passages: x, nothing: x}\n", "there is no message 'entry.nothing'."),
        ("entry: [\n", "is no YAML"),
        ("- x\n", "expected sections of messages"),
    ],
)
def test_interface_words_that_a_build_would_refuse_are_an_error(root: Path, content: str, message: str) -> None:
    (root / "locales").mkdir()
    (root / "locales/vi.yml").write_text(content, encoding="utf-8")
    done = call("check")
    assert done.exit_code == 1
    assert done.output.startswith("locales/vi.yml:1:1: error: ")
    assert message in done.output


def test_colours_only_on_a_terminal(root: Path) -> None:
    break_juris(root)
    assert "\x1b[" not in call("check").output
    assert "\x1b[31merror\x1b[0m" in CliRunner().invoke(main, ["check"], color=True).output


# --- writing ------------------------------------------------------------------------------------------


class _StopError(Exception):
    pass


def test_several_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted at any step, and finished by the next run, a change is whole or has not happened."""
    before = {"a.txt": "old a", "b/c.txt": "old c"}
    after = {"a.txt": "new a", "d/e.txt": "new e"}
    outcomes = set()
    for step in range(30):
        root = tmp_path / str(step)
        for file, content in before.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(content)
        with monkeypatch.context() as patch:
            left = iter(range(step))

            def interrupted(method: object, left: object = left) -> object:
                def call(*arguments: object, **options: object) -> object:
                    if next(left, None) is None:  # type: ignore[call-overload]
                        raise _StopError
                    return method(*arguments, **options)  # type: ignore[operator]

                return call

            for name in ("mkdir", "write_text", "rename", "replace", "unlink"):
                patch.setattr(Path, name, interrupted(getattr(Path, name)))
            try:
                write_files(root, {"a.txt": "new a", "d/e.txt": "new e", "b/c.txt": None})
            except _StopError:
                pass
            else:
                outcomes.add("not interrupted")
        finish_writing(root)
        found = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}
        assert found in (before, after), step
        outcomes.add("after" if found == after else "before")
    assert outcomes == {"before", "after", "not interrupted"}


def test_a_command_finishes_what_another_one_left(root: Path) -> None:
    good = (root / JURIS).read_text(encoding="utf-8")
    break_juris(root)
    (root / UNFINISHED).mkdir()
    (root / UNFINISHED / "0").write_text(good, encoding="utf-8")
    (root / UNFINISHED / transaction._PLAN).write_text(json.dumps({JURIS: "0"}))
    assert call("check").exit_code == 0
    assert not (root / UNFINISHED).exists()


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    script = tmp_path / "wiki"
    script.write_text("old", encoding="utf-8")
    script.chmod(0o755)
    write_files(tmp_path, {"wiki": "new"})
    assert (script.read_text(encoding="utf-8"), script.stat().st_mode & 0o777) == ("new", 0o755)


@pytest.mark.parametrize("file", ["../outside.txt", "link/outside.txt", ".git/hooks/post-commit"])
def test_a_plan_that_came_with_a_wiki_writes_nothing_outside_of_it(tmp_path: Path, file: str) -> None:
    root = tmp_path / "wiki"
    (root / UNFINISHED).mkdir(parents=True)
    (root / ".git/hooks").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    (root / UNFINISHED / "0").write_text("evil", encoding="utf-8")
    (root / UNFINISHED / "plan.json").write_text(json.dumps({file: "0", "a.txt": "0"}), encoding="utf-8")
    finish_writing(root)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (root / UNFINISHED).exists()


def test_a_wish_for_processes_that_is_no_number_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIKI_PROCESSES", "many")
    done = call("check")
    assert done.exit_code == 1
    assert done.output == "Error: WIKI_PROCESSES: expected a number from 1, found 'many'\n"
