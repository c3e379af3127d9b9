"""HTML is a type of its own: plain text cannot get into a page without being escaped."""

import ast
import re
from pathlib import Path

import pytest
from mypy import api

from charsu.support.html import EMPTY, Html, escape, escape_content, escape_id, for_template
from helpers import ROOT

ENGINE = ROOT / "hooks/charsu"


def test_plain_text_is_escaped() -> None:
    assert escape("<b>&\"'") == escape_id("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#x27;"
    assert escape_content("<b>&\"'") == "&lt;b&gt;&amp;\"'"


def test_a_template_does_not_escape_html_again() -> None:
    assert for_template(Html("<b>")) + "<i>" == "<b>&lt;i&gt;"


# --- what mypy refuses ----------------------------------------------------------------------------

SNIPPETS = """
from charsu.support.html import EMPTY, Html, escape, trusted
from markupsafe import Markup

def take(html: Html) -> None: ...

def refused(plain: str, items: list[str], number: int, html: Html) -> Html:
    take(plain)  # refused
    take(f"<b>{html}</b>")  # refused
    Html(plain)  # refused
    Html(f"<b>{plain}</b>")  # refused
    Html(f"<b>{plain!r}</b>")  # refused
    Html(f"<b title='{number}'>{html}</b>" f"{plain}")  # refused
    Html(f"{html if number else plain}")  # refused
    Html("<b>" + plain)  # refused
    Html("<b>%s</b>" % plain)  # refused
    Html("<b>{}</b>".format(plain))  # refused
    Html(f"{Markup(plain)}")  # refused
    take(html + plain)  # refused
    html += plain  # refused
    EMPTY.join(items)  # refused
    EMPTY.join(map(str.upper, items))  # refused
    Html("%s") % (plain,)  # refused
    html.replace("x", plain)  # refused
    take(html.upper())  # refused
    return plain + html  # refused

def accepted(plain: str, number: int, html: Html) -> Html:
    kind = "yes" if number else "no"
    take(html)
    take(Html("<b>"))
    take(Html(f"<b title='{escape(plain)}'>{number:03}{html}</b>"))
    take(Html(f"<b class='{'x' if number else 'y'}'>{EMPTY}</b>") + html)
    take(EMPTY.join(escape(each) for each in plain.split()))
    take(Html("<b>%s</b>") % (html,))
    take(trusted(plain))
    return html or Html("<i>")
"""


def test_mypy_refuses_plain_text_where_html_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "snippets.py"
    file.write_text(SNIPPETS, encoding="utf-8")
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache/html")]
    said, errors, _ = api.run([*options, "--no-error-summary", str(file)])
    assert errors == ""
    found = {int(line) for line in re.findall(r"^\S*snippets\.py:([0-9]+): error", said, re.MULTILINE)}
    lines = enumerate(SNIPPETS.splitlines(), 1)
    assert found == {number for number, line in lines if line.endswith("# refused")}, said


# --- who may say that something is HTML ------------------------------------------------------------

TRUSTING = {
    "render/cite.py": "JSON without a character that means anything in HTML",
    "render/renderer.py": "what Jinja rendered, which escapes",
    "view/inline_html.py": "escaped words that were marked as foreign, or put into a list of the language",
    "view/markup.py": "what nh3 cleaned, and escaped words that were marked as foreign",
}
"""Modules that call `trusted`, and on what."""

MAKES_MARKUP = {
    "support/html.py",
}
"""Modules that make values for templates."""


def modules_that_call(name: str) -> set[str]:
    found = set()
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=called)) if called == name:
                    found.add(path.relative_to(ENGINE).as_posix())
    return found


def test_few_modules_trust_a_string_to_be_html() -> None:
    assert modules_that_call("trusted") - {"support/html.py"} == TRUSTING.keys()


def test_only_the_boundary_to_templates_makes_markup() -> None:
    assert modules_that_call("Markup") == MAKES_MARKUP


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_no_cast_makes_html(path: Path) -> None:
    assert not re.search(r"cast\(\s*[\"']?Html", path.read_text(encoding="utf-8"))


def test_no_fragment_calls_anything_safe() -> None:
    for path in (ENGINE / "theme/fragments").rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path.name


def test_there_is_nothing_in_empty_html() -> None:
    assert EMPTY == ""
