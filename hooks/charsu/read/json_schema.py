"""Blanks: what a reader would accept, told by the reader itself in JSON Schema.

A blank stands where a value of a file would stand. A reader that is given one reads nothing; it writes
on it what it would have accepted. So nobody describes the form of the files a second time: a schema is
what is left on a blank after the readers that check the files have seen it.

What stands here holds for any reader; what one reader accepts stands with that reader, in `accepts`.
"""

import ast
import dataclasses
import functools
import inspect
import itertools
import sys
from collections.abc import Callable
from typing import Any, TypeVar, cast

from charsu.read.yaml_nodes import Fields
from charsu.support.diagnostics import Place, Problems
from charsu.support.textfile import CONTROL

Schema = dict[str, Any]
"""JSON Schema, draft 07. One with a `title` is called by it wherever it is used."""

NOTHING: Schema = {"not": {}}
"""Whatever is written here is wrong."""

AnyReader = TypeVar("AnyReader", bound=Callable[..., Any])


@dataclasses.dataclass(frozen=True, kw_only=True)
class SchemaProbe(Fields):
    """A place where anything might be written. To whoever asks for its fields, it has none."""

    schema: Schema


def schema_of(read: Callable[..., Any]) -> Schema:
    """What a reader accepts.

    Raises:
        TypeError: the reader does not tell; it lacks `accepts`.
    """
    probe = SchemaProbe(Place(""), {}, schema={})
    read(probe, Problems())
    if not probe.schema:
        raise TypeError(f"{read} does not tell what it accepts")
    return probe.schema


def accepts(schema: Schema | Callable[[], Schema]) -> Callable[[AnyReader], AnyReader]:
    """Makes a reader tell `schema` when it is given a blank; a function makes it then, and not before."""

    def with_schema(read: AnyReader) -> AnyReader:
        @functools.wraps(read)
        def read_or_tell(node: Any, problems: Problems) -> Any:
            if isinstance(node, SchemaProbe):
                node.schema.update(schema if isinstance(schema, dict) else schema())
                return None
            return read(node, problems)

        return cast(AnyReader, read_or_tell)

    return with_schema


# --- mappings whose keys are known ----------------------------------------------------------------


def begin_mapping(probe: SchemaProbe, known: list[str], record: type | None) -> None:
    """Tell that a mapping stands here.

    Args:
        blank: where it stands.
        known: keys that it may have, whatever their values.
        record: what becomes of it; its docstring and those of its fields help who writes.
    """
    probe.schema.update(type="object", properties={key: {} for key in known}, required=[], additionalProperties=False)
    if record and record.__doc__:
        probe.schema["description"] = _first_paragraph(record.__doc__)


def add_field(probe: SchemaProbe, name: str, schema: Schema, record: type | None) -> None:
    """Tell what the value of a key may be."""
    help = _help(record, name) if record else None
    if schema == NOTHING:
        probe.schema["properties"].pop(name, None)
    else:
        probe.schema["properties"][name] = described(schema, help) if help else schema


def require_field(probe: SchemaProbe, name: str, unless: str | None) -> None:
    """Tell that a key must be there; or else, that `unless` must be there and true."""
    if unless is None:
        probe.schema["required"].append(name)
    else:
        is_true = {"required": [unless], "properties": {unless: {"enum": [True, "true"]}}}
        probe.schema["anyOf"] = [{"required": [name]}, is_true]


def described(schema: Schema, help: str) -> Schema:
    """The same, explained for this place; what has a title keeps what it says of itself."""
    return {"description": help, "allOf": [schema]} if "title" in schema else {**schema, "description": help}


def _help(record: type, key: str) -> str | None:
    """What the record's source says below the field of this key; that of `name` may be called `names`."""
    docs = _field_docs(record)
    return docs.get(key) or docs.get(f"{key}s")


@functools.cache
def _field_docs(record: type) -> dict[str, str]:
    body = _classes(record.__module__)[record.__name__].body
    return {
        field.target.id: _first_paragraph(doc.value.value)
        for field, doc in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str)
    }


@functools.cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """Those of a module, whose source is read once for all of them."""
    source = inspect.getsource(sys.modules[module])
    return {each.name: each for each in ast.parse(source).body if isinstance(each, ast.ClassDef)}


def _first_paragraph(doc: str) -> str:
    return " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())


# --- patterns ---------------------------------------------------------------------------------------

# JSON Schema has the regular expressions of JavaScript: \s and \w are other characters there than in Python,
# and $ stands before no line end. What follows means the same in both.

SPACE = r"[\t\n \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""One character of space, of those that a file may contain."""

INK = rf"[^{SPACE[1:-1]}{CONTROL.pattern[1:-1]}]"
"""One character that is not space."""


def whole(form: str) -> str:
    """All of a value has this form."""
    return rf"^(?:{form})$(?!\n)"


def spaced(form: str) -> str:
    """All of a value has this form, but for space around it."""
    return rf"^{SPACE}*(?:{form}){SPACE}*$"
