"""How scripts are joined: modules in, one classic script without comments out; and what they share with Python."""

import json
from pathlib import Path
from typing import Any

import pytest

from charsu.pictures.time_scale import ticks
from charsu.pictures.timeline_layout import place_label
from charsu.publish.assets import SCRIPTS, SHARED, STYLES, constants_module, join_assets
from charsu.support.javascript import imported_files, join_script, strip_comments
from helpers import ROOT

THEME = ROOT / "hooks/charsu/theme"


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ("// head\nlet a = 1; // tail\n\n\nlet b;\n", "let a = 1;\nlet b;\n"),
        ("/** @type {X} */\nlet a = /** @type {Y} */ (b);", "let a = (b);"),
        ("f(/* a */b, /* c */ d)", "f(b, d)"),
        ("return/* a */b", "return b"),
        ("  a\n  /* one\n     two */\n  b", "a\nb"),
        ("'/* a */' + \"// b\" + 'it\\'s // c'", "'/* a */' + \"// b\" + 'it\\'s // c'"),
        ("`// ${a /* b */ + `/* c */${ {d: '}'} }`} /* e */`", "`// ${a + `/* c */${ {d: '}'} }`} /* e */`"),
        ("`a\n\n  // b`", "`a\n\n  // b`"),
        ("`$ \\` // ${a}$`", "`$ \\` // ${a}$`"),
        ("a.split(/[/*]\\/*/g) / 2 // b", "a.split(/[/*]\\/*/g) / 2"),
        ("return /\"/.test(a) /* ' */", 'return /"/.test(a)'),
        ("(a) / b / c // d", "(a) / b / c"),
        ("x = /a/ / b /* c */;", "x = /a/ / b ;"),
    ],
)
def test_comments_are_stripped_and_nothing_else(code: str, bare: str) -> None:
    assert strip_comments(code).rstrip(" ") == bare.rstrip(" ")


def write(folder: Path, **modules: str) -> Path:
    for name, code in modules.items():
        (folder / f"{name}.js").write_text(code, encoding="utf-8")
    return folder / "entry.js"


def test_each_module_is_joined_once_after_those_it_imports(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./a.js";\nimport {\n  b,\n  c,\n} from "./b.js";\nimport "./d.js";\na(b, c);\n',
        a='import { c } from "./b.js";\nexport function a() { return c; }\n',
        b="export const b = 1;\nexport let c = `\nexport`;\n",
        d="export async function d() {}\nexport class E {}\n",
    )
    assert join_script(entry) == (
        '"use strict";\n(() => {\nconst b = 1;\nlet c = `\nexport`;\nfunction a() { return c; }\n'
        "async function d() {}\nclass E {}\na(b, c);\n})();\n"
    )
    assert imported_files(entry) == sorted(tmp_path.glob("*.js"))


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, entry='import { a } from "./a.js";\n', a='import "./entry.js";\n')
    with pytest.raises(ValueError, match=r"entry\.js imports itself, by way of entry\.js, a\.js"):
        join_script(entry)


@pytest.mark.parametrize("code", ["a = /b\n", "a = `b", "a = `${b} c"])
def test_what_does_not_end_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"does not end|begins no"):
        strip_comments(code)


def test_every_source_has_a_use() -> None:
    joined = {path for name in (*SCRIPTS, "reader-first") for path in imported_files(THEME / "scripts" / f"{name}.js")}
    assert sorted((THEME / "scripts").rglob("*.js")) == sorted(joined)
    assert sorted(path.stem for path in (THEME / "styles").iterdir()) == sorted(STYLES)


def test_readers_load_classic_scripts_without_comments() -> None:
    for address, content in join_assets(THEME).items():
        if address.endswith(".js"):
            assert content.startswith('"use strict";\n(() => {\n'), address
            assert "@param" not in content and "@type" not in content, address
            assert not [line for line in content.splitlines() if line.startswith(("import ", "export "))], address


# --- what Python and the browser share --------------------------------------------------------------------


@pytest.mark.parametrize("name", SHARED)
def test_constants_of_the_browser_are_those_of_python(name: str) -> None:
    """Writes the file if it is out of date, then fails: commit it."""
    path, content = THEME / "scripts" / name, constants_module(SHARED[name])
    if path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")
        pytest.fail(f"{name} was out of date and has been written again.")


def read_cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((ROOT / f"tests/cases/{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", read_cases("ticks"), ids=lambda case: f"{case['start']}-{case['end']}")
def test_ticks(case: dict[str, Any]) -> None:
    """tests/scripts/timeline.test.js has the same cases."""
    found = ticks(case["start"], case["end"], case["width"])
    assert [[tick.day, tick.unit, tick.major] for tick in found] == case["ticks"]


@pytest.mark.parametrize("case", read_cases("labels"), ids=str)
def test_labels(case: dict[str, Any]) -> None:
    """tests/scripts/timeline.test.js has the same cases."""
    found = place_label(case["left"], case["right"], case["width"], case["room"])
    assert found == (case["x"], case["anchor"], case["above"])


# --- sources -----------------------------------------------------------------------------------------------

SOURCES = sorted((THEME / "scripts").rglob("*.js"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(THEME / "scripts").as_posix())
def test_a_script_has_types_and_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert lines[0] == "// @ts-check" or lines[0].startswith("// Written by tests/")
