"""One name for one type: a search for a class of the engine finds one definition."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from helpers import ROOT

ENGINE = ROOT / "hooks" / "charsu"


def public_types() -> dict[str, set[str]]:
    """Public classes and type aliases of the engine -> the modules that define them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(ENGINE.rglob("*.py")):
        path = file.relative_to(ENGINE)
        if path.parts[0] != "starter":
            for name in types_in(file.read_text(encoding="utf-8")):
                found[name].add(str(path))
    return found


def types_in(source: str) -> Iterator[str]:
    """The public classes and type aliases that a module defines, without its type variables."""
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name):
                names = [name]
            case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec"))):
                names = []
            case ast.Assign(targets=targets):
                names = [target.id for target in targets if isinstance(target, ast.Name)]
            case _:
                names = []
        yield from (name for name in names if is_type_name(name))


def is_type_name(name: str) -> bool:
    """Whether a name is written as those of types are: Entry, but not ENTRY, entry or _Entry."""
    return name[0].isupper() and not name.isupper()


def test_no_two_modules_define_the_same_public_type() -> None:
    assert {name: modules for name, modules in public_types().items() if len(modules) > 1} == {}


def test_classes_and_aliases_count_and_constants_and_type_variables_do_not() -> None:
    source = """
class Entry: ...
class _Private: ...
Files = dict[str, str]
Html = NewType("Html", str)
LIMIT = 3
Key = TypeVar("Key")
number = 1
"""
    assert list(types_in(source)) == ["Entry", "Files", "Html"]
