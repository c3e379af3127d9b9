"""Derive JSON Schema from the readers that check the files.

A `SchemaProbe` takes the place of a value in a file. A reader that gets one reads nothing; it records in it
what it would have accepted. So the format of the files is not described twice: the schema is what the
readers have recorded.

This module serves all readers; what a single reader accepts is declared beside it, with `accepts`.
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
"""JSON Schema, draft 07. A schema with a `title` is referred to by that title wherever it is used."""

NOTHING: Schema = {"not": {}}
"""The schema that no value satisfies."""

AnyReader = TypeVar("AnyReader", bound=Callable[..., Any])


@dataclasses.dataclass(frozen=True, kw_only=True)
class SchemaProbe(Fields):
    """A node that collects a schema instead of holding a value. As a mapping, it is empty."""

    schema: Schema


def schema_of(read: Callable[..., Any]) -> Schema:
    """Return what a reader accepts.

    Raises:
        TypeError: the reader lacks `accepts`.
    """
    probe = SchemaProbe(Place(""), {}, schema={})
    read(probe, Problems())
    if not probe.schema:
        raise TypeError(f"{read} does not declare what it accepts")
    return probe.schema


def accepts(schema: Schema | Callable[[], Schema]) -> Callable[[AnyReader], AnyReader]:
    """Declare the schema of a reader; if `schema` is a function, it is called only when a probe arrives."""

    def with_schema(read: AnyReader) -> AnyReader:
        @functools.wraps(read)
        def read_or_declare(node: Any, problems: Problems) -> Any:
            if isinstance(node, SchemaProbe):
                node.schema.update(schema if isinstance(schema, dict) else schema())
                return None
            return read(node, problems)

        return cast(AnyReader, read_or_declare)

    return with_schema


# --- mappings whose keys are known ----------------------------------------------------------------


def begin_mapping(probe: SchemaProbe, known: list[str], record: type | None) -> None:
    """Record that a mapping belongs here.

    Args:
        probe: the node that collects the schema.
        known: keys that the mapping may have.
        record: the class that is made of it; its docstrings become the help that editors show.
    """
    probe.schema.update(type="object", properties={key: {} for key in known}, required=[], additionalProperties=False)
    if record and record.__doc__:
        probe.schema["description"] = _first_paragraph(record.__doc__)


def add_field(probe: SchemaProbe, name: str, schema: Schema, record: type | None) -> None:
    """Record what the value of a key may be."""
    help = _help(record, name) if record else None
    if schema == NOTHING:
        probe.schema["properties"].pop(name, None)
    else:
        probe.schema["properties"][name] = described(schema, help) if help else schema


def require_field(probe: SchemaProbe, name: str, unless: str | None) -> None:
    """Record that a key is required, unless the key `unless` is there and true."""
    if unless is None:
        probe.schema["required"].append(name)
    else:
        is_true = {"required": [unless], "properties": {unless: {"enum": [True, "true"]}}}
        probe.schema["anyOf"] = [{"required": [name]}, is_true]


def described(schema: Schema, help: str) -> Schema:
    """Return the schema with a description for this place; a schema with a title keeps its own as well."""
    return {"description": help, "allOf": [schema]} if "title" in schema else {**schema, "description": help}


def _help(record: type, key: str) -> str | None:
    """Return the docstring of the record's field for this key; the field for `name` may be called `names`."""
    docs = _field_docs(record)
    return docs.get(key) or docs.get(f"{key}s")


@functools.lru_cache(maxsize=64)  # classes and modules of records are few
def _field_docs(record: type) -> dict[str, str]:
    body = _classes(record.__module__)[record.__name__].body
    return {
        field.target.id: _first_paragraph(doc.value.value)
        for field, doc in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str)
    }


@functools.lru_cache(maxsize=64)  # classes and modules of records are few
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """Return the classes of a module, whose source is parsed once for all of them."""
    source = inspect.getsource(sys.modules[module])
    return {each.name: each for each in ast.parse(source).body if isinstance(each, ast.ClassDef)}


def _first_paragraph(doc: str) -> str:
    return " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())


# --- patterns ---------------------------------------------------------------------------------------

# JSON Schema uses the regular expressions of JavaScript: there, \s and \w match other characters than in Python,
# and $ does not match before a line end. These patterns mean the same in both.

SPACE = r"[\t\n \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""One space character, of those that a file may contain."""

INK = rf"[^{SPACE[1:-1]}{CONTROL.pattern[1:-1]}]"
"""One character that is neither space nor a control character."""


def whole(form: str) -> str:
    """Return a pattern that the whole value must match."""
    return rf"^(?:{form})$(?!\n)"


def spaced(form: str) -> str:
    """Return a pattern that the whole value must match, apart from surrounding space."""
    return rf"^{SPACE}*(?:{form}){SPACE}*$"
