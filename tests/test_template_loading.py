"""Templates of a theme: which are found, and what an earlier process has compiled."""

from pathlib import Path

import jinja2
import pytest

from charsu.support import template_loading
from charsu.support.template_loading import Templates, keep_compiled


def test_of_a_theme_only_what_is_hidden_is_not_listed(tmp_path: Path) -> None:
    names = ["main.html", "assets/a.css", "assets/deep/b.js", "assets/.icons/c.svg", ".icons/material/d.svg"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    templates = Templates([tmp_path])
    assert templates.list_templates() == ["assets/a.css", "assets/deep/b.js", "main.html"]
    environment = jinja2.Environment(loader=templates)
    assert all(environment.get_template(name).render() == "" for name in names)


# --- compiled code ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled code is written."""
    folder = tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setattr(template_loading, "_FOLDER", str(folder))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return folder


def environment(theme: Path, **settings: bool) -> "Counting":
    """What a new process renders templates with; `compiled` counts those that it compiles itself."""
    made = Counting(loader=Templates([theme]), **settings)  # type: ignore[arg-type]
    made.filters["shout"] = lambda said: str(said).upper()
    keep_compiled(made)
    return made


class Counting(jinja2.Environment):
    """Counts what it compiles."""

    compiled = 0

    def _generate(self, *arguments: object, **more: object) -> str:
        self.compiled += 1
        return super()._generate(*arguments, **more)  # type: ignore[arg-type]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/a.html").write_text("{{ name }} {{ 'hush' | shout }}", encoding="utf-8")
    return tmp_path / "theme"


def render(made: jinja2.Environment) -> str:
    return made.get_template("a.html").render(name="<b>")


def test_the_next_process_compiles_nothing(theme: Path, folder: Path) -> None:
    first, next = environment(theme), environment(theme)
    assert render(first) == render(next) == "<b> HUSH"
    assert (first.compiled, next.compiled) == (1, 0)
    assert len(list(folder.iterdir())) == 1


def test_another_source_is_compiled(theme: Path, folder: Path) -> None:
    render(environment(theme))
    (theme / "a.html").write_text("{{ name }}!", encoding="utf-8")
    assert render(environment(theme)) == "<b>!"


def test_other_settings_have_code_of_their_own(theme: Path, folder: Path) -> None:
    render(environment(theme))
    assert render(environment(theme, autoescape=True)) == "&lt;b&gt; HUSH"


def test_what_a_filter_returned_is_not_kept(theme: Path, folder: Path) -> None:
    render(environment(theme))
    made = environment(theme)
    made.filters["shout"] = lambda said: str(said).title()
    assert render(made) == "<b> Hush"
    assert made.compiled == 0


def test_a_filter_that_is_added_later_is_called_when_the_page_is_rendered(theme: Path, folder: Path) -> None:
    for returned in ("HUSH", "Hush"):
        made = environment(theme)
        made.filters["shout"] = lambda _, returned=returned: returned
        assert render(made) == f"<b> {returned}"
    assert made.compiled == 0


def test_a_filter_that_needs_other_arguments_is_compiled_for(theme: Path, folder: Path) -> None:
    render(environment(theme))
    made = environment(theme)
    made.filters["shout"] = jinja2.pass_context(lambda context, said: f"{said} {context['name']}")
    assert render(made) == "<b> hush <b>"
    assert made.compiled == 1


@pytest.mark.parametrize("content", [b"", b"no code", None])
def test_what_cannot_be_read_or_written_is_compiled(theme: Path, folder: Path, content: bytes | None) -> None:
    render(environment(theme))
    for file in folder.iterdir():
        file.unlink() if content is None else file.write_bytes(content)
    if content is None:
        folder.rmdir()
    made = environment(theme)
    assert render(made) == "<b> HUSH"
    assert made.compiled == 1


def test_nothing_is_written_where_python_writes_nothing(
    theme: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    render(environment(theme))
    assert list(folder.iterdir()) == []
