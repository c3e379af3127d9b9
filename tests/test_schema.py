"""What editors are told of the files, and what `check` tells of them, is the same.

A document is what an editor sees of a file: its YAML read as JSON, as YAML 1.2 has it. For any of them:
if the schema accepts it, the readers find nothing wrong but what no schema can see (`UNSEEN`); and if the
schema refuses it, they find something.
"""

import copy
import functools
import json
import posixpath
import random
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charsu.commands import main
from charsu.model.dates import EDTF_FORM, LONGEST_DATE, is_edtf, read_date
from charsu.model.records import Kind, Vocabulary
from charsu.read import editor_schemas as schema_module
from charsu.read.editor_schemas import editor_settings, file_name, files_of_schemas, schema_modeline, schemas
from charsu.read.entries import entry_reader
from charsu.read.json_schema import schema_of
from charsu.read.map import read_map
from charsu.read.readers import SLUG
from charsu.read.texts import read_text_file
from charsu.read.vocabulary import load_vocabulary, read_vocabulary
from charsu.read.works import works_reader
from charsu.read.yaml_nodes import parse
from charsu.support.diagnostics import Problems
from charsu.text.ledger import SEGMENT
from helpers import LANGUAGES, SAMPLE

WIKI = Path(__file__).parent / "wiki"
"""A small wiki with every form of value."""

ENOUGH = settings(
    derandomize=True, deadline=None, database=None, max_examples=20, suppress_health_check=list(HealthCheck)
)

UNSEEN = re.compile(
    "is already the entry's name"
    "|is not one of this entry's names"
    "|a range from a later to an earlier date"
    "|is written twice"  # if written in two ways; what is simply there twice is seen
    "|there is no property '.*' with a date|there is no (kind|type) '|is already a property|is already used by the kind"
    "|only a string can have a link"
    "|must be less than"
    "|(lat|lon|accuracy): expected|degrees, found"  # if in quotes
    "|has no letter|which cannot be seen|this name has"  # if it takes all of Unicode to see it
)
"""Mistakes that readers find and a schema cannot; charsu.read.editor_schemas lists it."""


# --- both sides -----------------------------------------------------------------------------------


@functools.cache
def vocabulary(root: Path = WIKI) -> Vocabulary:
    problems = Problems()
    found = load_vocabulary(root, LANGUAGES, problems)
    assert found and not list(problems)
    return found


@functools.cache
def validators(root: Path = WIKI) -> dict[str, Any]:
    return {name: jsonschema.Draft7Validator(schema) for name, schema in schemas(vocabulary(root), LANGUAGES).items()}


def kind_of(name: str) -> Kind | None:
    return next((kind for kind in vocabulary().kinds.values() if file_name(kind.id) == name), None)


def told(name: str, document: object) -> list[str]:
    """What the readers tell of a document; `name`: the file of its schema."""
    problems = Problems()
    node = parse(as_yaml(document), "file.yml", problems)
    if node is None:
        return [str(problem) for problem in problems]
    if name == "vocabulary.json":
        read_vocabulary(node, LANGUAGES, problems)
    elif name == "sources.json":
        works_reader(LANGUAGES, vocabulary())(node, problems)
    elif name == "map.json":
        read_map(node, LANGUAGES, problems)
    elif name == "text.json":
        read_text_file(node, LANGUAGES, problems)
    else:
        kind = kind_of(name)
        assert kind
        entry_reader(kind, LANGUAGES, vocabulary())(node, "an-entry", "file.yml", problems)
    found = [str(problem) for problem in problems]
    return found or [f"there is no {id}" for id in ids_of_no_file(document)]


def ids_of_no_file(document: object) -> Iterator[object]:
    """Ids in a form that no file and no segment can have: whatever there is, `check` does not find them."""
    if not isinstance(document, dict):
        return
    for statement in document.get("statements") or document.get("provenance") or ():
        for key, value in statement.items():
            property = vocabulary().properties.get(key)
            if property and property.is_relation and not is_id(value):
                yield value
        for source in statement.get("sources", ()):
            work, hash, segment = str(source).partition("#")
            if not is_id(work) or (hash and not SEGMENT.fullmatch(segment.strip())):
                yield source
    if "original" in document:
        for segment, named in [*document.get("notes", {}).items(), *document.get("names", {}).items()]:
            if not SEGMENT.fullmatch(segment):
                yield segment
            yield from (id for id in (named.values() if isinstance(named, dict) else ()) if not is_id(id))


def is_id(value: object) -> bool:
    return bool(SLUG.fullmatch(str(value).strip()))


def agree(name: str, document: object) -> bool:
    """Whether the schema and the readers say the same; returns whether they accept it."""
    accepts: bool = validators()[name].is_valid(document)
    problems = told(name, document)
    if accepts:
        assert not [problem for problem in problems if not UNSEEN.search(problem)], document
    else:
        assert problems, [error.message for error in validators()[name].iter_errors(document)]
    return accepts


# --- YAML as editors read it ----------------------------------------------------------------------


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain scalars as the core schema of YAML 1.2 does."""


_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
Core.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    (_INT, r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (_FLOAT, r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(tag, re.compile(f"^(?:{form})$"), first)
Core.add_constructor(_INT, lambda _, node: int(node.value, 0 if node.value[:2] in ("0x", "0o") else 10))
Core.add_constructor(_FLOAT, lambda _, node: float(node.value))


def seen(text: str) -> Any:
    return yaml.load(text, Core)


def as_yaml(value: object) -> str:
    """Writes a document as its author would: strings in quotes, numbers with all their digits."""
    match value:
        case dict():
            return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_yaml, value)) + "]"
        case float():
            return format(Decimal(repr(value)), "f")
    return json.dumps(value, ensure_ascii=False)


def test_yaml_is_read_as_editors_read_it() -> None:
    file = "{a: 1995, b: 1995-03-13, c: no, d: 0044, e: -3.5, f: true, g: , h: '7', i: 1995~}"
    assert seen(file) == {
        "a": 1995, "b": "1995-03-13", "c": "no", "d": 44, "e": -3.5, "f": True, "g": None, "h": "7", "i": "1995~",
    }  # fmt: skip
    assert as_yaml({"a": [1, 1e-7, "1", True, None]}) == '{"a": [1, 0.0000001, "1", true, null]}'


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """File of a schema and the files that it describes."""
    for name, glob in files_of_schemas(vocabulary(root).kinds.values()).items():
        yield from ((name, path) for path in sorted(root.glob(glob)))


@pytest.mark.parametrize("root", [SAMPLE, WIKI], ids=["the sample", "the small wiki"])
def test_every_file_fits_its_schema(root: Path) -> None:
    documents = {path: (name, seen(path.read_text(encoding="utf-8"))) for name, path in files(root)}
    assert [path for path, (name, document) in documents.items() if not validators(root)[name].is_valid(document)] == []
    assert {"vocabulary.yml", "sources.yml", "text.yml"} < {path.name for path in documents}


# --- what the schema accepts ----------------------------------------------------------------------


def documents(schema: Any, definitions: Any) -> st.SearchStrategy[Any]:
    """Whatever fits a schema; of JSON Schema, what our schemas use."""
    inner = functools.partial(documents, definitions=definitions)
    if "$ref" in schema:
        return inner(definitions[schema["$ref"].rpartition("/")[2]])
    if "allOf" in schema:
        (base,) = schema["allOf"]
        base = definitions[base["$ref"].rpartition("/")[2]] if "$ref" in base else base
        return inner({**base, **{key: value for key, value in schema.items() if key != "allOf"}})
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        return st.one_of([inner(_both(rest, choice)) for choice in schema["anyOf"]])
    types = schema.get("type", "string")
    found = st.one_of([_of_type(type, schema, inner) for type in ([types] if isinstance(types, str) else types)])
    return found.filter(lambda value: value not in schema["not"]["enum"]) if "not" in schema else found


def _both(schema: Any, other: Any) -> Any:
    if "properties" not in schema:
        return {**schema, **other}
    properties = {**schema["properties"], **other.get("properties", {})}
    return {**schema, "properties": properties, "required": [*schema["required"], *other["required"]]}


def _of_type(type: str, schema: Any, inner: Callable[[Any], st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    match type:
        case "string":
            words = st.from_regex(schema.get("pattern", ""))
            return words.filter(lambda text: len(text) <= schema.get("maxLength", len(text)))
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "number":
            low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
            high = schema.get("maximum", schema.get("exclusiveMaximum", 10**15) - 1)
            return st.integers(low, high) | st.floats(low, high).map(lambda number: round(number, 15))
        case "array":
            unique = json.dumps if schema.get("uniqueItems") else None
            return st.lists(inner(schema["items"]), min_size=schema.get("minItems", 0), max_size=3, unique_by=unique)
    if "properties" not in schema:
        key, value = inner(schema.get("propertyNames", {})), inner(schema["additionalProperties"])
        return st.dictionaries(key.filter(lambda key: isinstance(key, str)), value, max_size=3)
    fields = {key: inner(value) for key, value in schema["properties"].items()}
    required = {key: fields.pop(key) for key in dict.fromkeys(schema.get("required", ()))}
    return st.fixed_dictionaries(required, optional=fields)


@pytest.mark.parametrize("name", validators())
def test_what_a_schema_accepts_the_readers_accept(name: str) -> None:
    schema = validators()[name].schema

    @ENOUGH
    @given(documents({key: schema[key] for key in schema if key != "definitions"}, schema["definitions"]))
    def accepted(document: object) -> None:
        assert agree(name, document)

    accepted()


# --- what the readers accept ----------------------------------------------------------------------

WORDS = st.text("abčžüßАя阿卡斯克ốễđ ·-'’()0123456789.:#[]{}&*!|>%@`\"\\\t\n", min_size=1, max_size=12).filter(
    str.strip
)
"""Words with whatever YAML, regular expressions and three languages are made of."""

IDS = st.sampled_from(["vilsa", "anna-kask", "a", "1995", "none", "b-2-c"])
POINTS = st.builds(
    lambda year, rest, mark: f"{year}{rest}{mark}",
    st.sampled_from(["1995", "1996", "2000", "1900", "0044", "-0043"]),
    st.sampled_from(["", "-01", "-12", "-XX", "-02-28", "-04-30", "-12-31", "-03-XX", "-XX-XX"]),
    st.sampled_from(["", "?", "~", "%"]),
)
DATES = st.one_of(
    POINTS,
    st.sampled_from(["198X", "198X~", "1995-21", "1996-02-29", "198X-XX", "1995-22~/1996", "../1995", "1995/", 1995]),
    st.builds(lambda start: f"{start}/..", st.sampled_from(["1995", "1995-03?", "-0043-03-15"])),
    st.lists(POINTS, min_size=2, max_size=4).map(lambda points: f"[{', '.join(points)}]"),
)
LOCALIZED = st.fixed_dictionaries({language: WORDS | st.integers() | st.booleans() for language in LANGUAGES})
SOURCES = st.lists(IDS | IDS.map(lambda id: f"{id}#p1s2"), min_size=1, max_size=3, unique=True)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "date": DATES,
    "text": LOCALIZED,
    "string": WORDS,
    "number": st.integers(-(10**14), 10**14) | st.floats(-1e6, 1e6).map(lambda n: round(n, 9)) | st.just("-3.50"),
    "coordinates": st.fixed_dictionaries(
        {"lat": st.floats(-90, 90), "lon": st.integers(-180, 180), "accuracy": st.integers(0, 10**6)}
    ).map(lambda point: {**point, "lat": round(point["lat"], 5)}),
    "entry": IDS,
}


def entries(kind: Kind) -> st.SearchStrategy[Any]:
    """Entries of a kind without a mistake, made of what the vocabulary says, and not of the schema."""
    names = st.text("abčАя阿卡ốđ·", min_size=1, max_size=9).filter(lambda name: name.strip("·"))
    properties = [p for p in vocabulary().properties.values() if not p.kinds or kind.id in p.kinds]
    more = {"during": DATES, "note": LOCALIZED}
    statements = [st.fixed_dictionaries({p.id: VALUES[p.value], "sources": SOURCES}, optional=more) for p in properties]
    forms = {language: st.lists(names, max_size=3, unique=True) for language in LANGUAGES}
    optional = {"aliases": st.fixed_dictionaries({}, optional=forms), "statements": st.lists(st.one_of(statements))}
    if kind.types:
        optional["type"] = st.sampled_from(sorted(kind.types))
    return st.fixed_dictionaries(
        {"name": st.fixed_dictionaries(dict.fromkeys(LANGUAGES, names)), "summary": LOCALIZED}, optional=optional
    )


@pytest.mark.parametrize("kind", vocabulary().kinds.values(), ids=lambda kind: kind.id)
def test_what_the_readers_accept_the_schema_accepts(kind: Kind) -> None:
    @ENOUGH
    @given(entries(kind))
    def accepted(document: object) -> None:
        found = [problem for problem in told(file_name(kind.id), document) if not UNSEEN.search(problem)]
        assert found == [], "the test makes a wrong entry"
        assert agree(file_name(kind.id), document)

    accepted()


# --- mistakes -------------------------------------------------------------------------------------

WRONG: tuple[Any, ...] = (
    *(None, "", "  ", "\u3000", 0, 5, -5, 44, 1995, 3.5, 91, 10**15, True, False),
    *([], {}, ["a"], [[]], {"en": "a"}, {"a": 1}),
    *("words", "Two Words", "ünï", "1995", "-3.5", "1e3", "true", "null", "date", "text", "place", "book", "en", "fr"),
    *("1995-02-29", "1996-02-29", "1995-13", "1995/1994", "13/3/1995", "[1953,1954]", "[1953]", "1995-21?", "../.."),
    *("9999", "-9999", "-0000", "0000-02-29", "1995-XX/1996", "1995-02-30/1996", "[1995, 1996-04-31]", "199X?"),
    *("198X-03", "1995-xx", "%1995"),
    *("a--b", "-a", "a#p1s1", "a#p0s1", "a#", "#p1s1", "a # p1s1", "a#p1", "content", "top", "map", "during", "none"),
    *("https://a.b/c", "http://", "https://a b", "ftp://a", "https://a/{}", "https://a/{}{}", "https://a/{"),
    *('https://a"', "https://a/#ü"),
    *("[[a]]", "[a]", "a\u00adb", "a\u200bb", "a\u200cb", "…", "!?", "·", "x" * 200, "x" * 201, "x " * 101),
    *("  x\n y  ", "\u0085"),
    *("p1s1", "p01s1", {"p1s1": {"a": "none"}}, {"p1s1": {" ": "a"}}, {"p1s1": [{}]}, {"during": {}}, {"folder": "x"}),
    *({"lat": 1, "lon": 2, "accuracy": 3}, {"lat": 91, "lon": 2, "accuracy": 3}),
    {"lat": "1", "lon": "2", "accuracy": "3.0"},
)
"""Values that are right somewhere, and wrong nearly everywhere."""


def parts(value: Any) -> Iterator[Any]:
    """All lists and mappings in a document."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from parts(inner)


def spoil(document: Any, chance: random.Random) -> None:
    """Makes one change, most often a mistake."""
    part = chance.choice([part for part in parts(document) if part or isinstance(part, dict)])
    if isinstance(part, list):
        position = chance.randrange(len(part))
        change = chance.choice(("replace", "remove", "repeat", "add"))
        if change == "replace":
            part[position] = copy.deepcopy(chance.choice(WRONG))
        elif change == "remove":
            del part[position]
        else:
            part.append(copy.deepcopy(part[position] if change == "repeat" else chance.choice(WRONG)))
        return
    change = chance.choice(("replace", "replace", "remove", "rename", "add", "move"))
    if not part or change == "add":
        known = [
            "fr",
            "colour",
            "during",
            "sources",
            "note",
            "born",
            "role",
            "type",
            "url",
            "inverse",
            "symmetric",
            "link",
            "p9s9",
            "",
        ]
        part.setdefault(chance.choice(known), copy.deepcopy(chance.choice(WRONG)))
        return
    key = chance.choice(list(part))
    value = part.pop(key)
    if change == "replace":
        part[key] = copy.deepcopy(chance.choice(WRONG))
    elif change == "rename":
        part[chance.choice((key[:-1], f"{key}s", key.upper(), f" {key}", key.replace(" ", "_")))] = value
    elif change == "move":
        target = chance.choice([other for other in parts(document) if isinstance(other, dict)])
        target[key] = copy.deepcopy(value)


SPOILT = [(name, seen(path.read_text(encoding="utf-8"))) for name, path in files(WIKI)]
MAP_FILE = ("map.json", seen((SAMPLE / "entries/map.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "document"), [*SPOILT, MAP_FILE], ids=lambda value: str(value)[:20])
def test_both_tell_the_same_mistakes(name: str, document: Any) -> None:
    chance = random.Random(name)
    verdicts = []
    for _ in range(250):
        spoilt = copy.deepcopy(document)
        for _ in range(chance.choice((1, 1, 2))):
            spoil(spoilt, chance)
        verdicts.append(agree(name, spoilt))
    assert 12 < sum(verdicts) < 238, "nearly all are right, or nearly all wrong"


def example(**changed: Any) -> dict[str, Any]:
    """An entry without a mistake, but for what is `changed`."""
    languages = {"en": "Anna", "zh": "安娜", "vi": "Anna"}
    return {"name": languages, "summary": languages, **changed}


def saying(property: str, value: Any) -> dict[str, Any]:
    return example(statements=[{property: value, "sources": ["a-work"]}])


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("person", example(aliases={"en": ["Kask", "Kask"]})),
        ("person", example(statements=[{"born": 1861, "sources": ["a", "a"]}])),
        ("person", example(statements=[{"born": 1861, "sources": []}])),
        ("person", example(statements=[{"born": 1861, "local name": "A", "sources": ["a"]}])),
        ("person", example(statements=[{"during": 1861, "sources": ["a"]}])),
        ("person", example(type="island")),
        ("person", example(name={"en": "x" * 201, "zh": "x", "vi": "x"})),
        ("person", example(name={"en": "soft\u00adhyphen", "zh": "x", "vi": "x"})),
        ("person", example(name={"en": "!?", "zh": "x", "vi": "x"})),
        ("person", example(name={"en": "[[x]]", "zh": "x", "vi": "x"})),
        ("person", example(name={"en": "x", "zh": "x"})),
        ("person", saying("born", "1995-02-29")),
        ("person", saying("born", 44)),
        ("person", saying("crew", 5)),
        ("person", saying("keeper of", "Bad Id")),
        ("ship", saying("crew", 10**15)),
        ("ship", saying("crew", "1e3")),
        ("place", saying("coordinates", {"lat": 91, "lon": 0, "accuracy": 1})),
        ("place", saying("coordinates", {"lat": 9, "lon": 0})),
    ],
)
def test_a_schema_sees_it_while_it_is_typed(kind: str, document: Any) -> None:
    assert not agree(f"entry-{kind}.json", document)


@pytest.mark.parametrize(
    ("kind", "document", "problem"),
    [
        ("person", example(aliases={"en": ["Anna"]}), "is already the entry's name"),
        ("person", example(weak={"en": ["Kask"]}), "is not one of this entry's names"),
        ("person", example(aliases={"en": ["Kask", " Kask"]}), "is written twice"),
        ("person", saying("born", "1995/1994"), "a range from a later to an earlier date"),
        ("place", saying("coordinates", {"lat": "91", "lon": 0, "accuracy": 1}), "lat: expected"),
        ("person", example(name={"en": "\U0001d173x", "zh": "x", "vi": "x"}), "which cannot be seen"),
        ("person", example(name={"en": "\u2e3a", "zh": "x", "vi": "x"}), "has no letter"),
    ],
)
def test_what_no_schema_sees_is_told_by_check(kind: str, document: Any, problem: str) -> None:
    assert agree(f"entry-{kind}.json", document)
    assert any(problem in line for line in told(f"entry-{kind}.json", document))


# --- dates ----------------------------------------------------------------------------------------

_WHOLE_DATE = re.compile(EDTF_FORM)
_TOKENS = st.sampled_from(
    ["1995", "-0043", "0000", "-9999", "199X", "000X", "2000", "1900", "-01", "-02", "-13", "-21", "-25", "-XX", "-29",
     "-30", "-31", "-00", "?", "~", "%", "/", "..", "[", "]", ",", " ", "T", "S2", "Y"]
)  # fmt: skip


def is_date(text: str) -> bool:
    """Whether it is one; a range that runs backwards counts, since no regular expression sees that."""
    try:
        read_date(text)
    except ValueError as error:
        return "from a later to an earlier" in str(error)
    return True


@settings(ENOUGH, max_examples=60)
@given(st.from_regex(EDTF_FORM, fullmatch=True).filter(lambda text: len(text) <= LONGEST_DATE))
def test_what_looks_like_a_date_is_one(text: str) -> None:
    assert is_edtf(text)
    assert is_date(text)


@settings(ENOUGH, max_examples=80)
@given(st.lists(_TOKENS, min_size=1, max_size=7).map("".join) | DATES.map(str))
def test_a_date_looks_like_one(text: str) -> None:
    assert is_date(text) == bool(_WHOLE_DATE.fullmatch(text) and len(text) <= LONGEST_DATE)


# --- where they stand -----------------------------------------------------------------------------


def test_every_schema_is_one() -> None:
    for schema in schemas(vocabulary(SAMPLE), LANGUAGES).values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_a_published_schema_knows_its_address() -> None:
    found = schemas(vocabulary(), LANGUAGES, "https://example.org/data/schema/")
    assert found["text.json"]["$id"] == "https://example.org/data/schema/text.json"
    assert "$id" not in schemas(vocabulary(), LANGUAGES)["text.json"]


def test_the_first_line_of_an_entry_leads_to_its_schema() -> None:
    line = schema_modeline("person")
    assert line == "# yaml-language-server: $schema=../.schema/entry-person.json"
    leads_to = posixpath.normpath(posixpath.join("entries/people", line.rpartition("=")[2]))
    assert leads_to == f"{schema_module.FOLDER}/{file_name('person')}"
    assert schema_modeline("air craft/船") == "# yaml-language-server: $schema=../.schema/entry-air-craft-船.json"


def test_other_settings_of_an_editor_stay() -> None:
    written = '{"editor.rulers": [120], "yaml.schemas": {"./a.json": "b.yml", "./entries/.schema/gone.json": "c.yml"}}'
    found = json.loads(editor_settings(written, vocabulary().kinds.values()))
    assert found["editor.rulers"] == [120]
    assert found["yaml.schemas"]["./a.json"] == "b.yml"
    assert found["yaml.schemas"]["./entries/.schema/entry-ship.json"] == "entries/ships/*.yml"
    assert "./entries/.schema/gone.json" not in found["yaml.schemas"]
    with pytest.raises(ValueError, match="Extra data"):
        editor_settings("{} // with a comment", [])
    for wrong in ("[]", '{"yaml.schemas": []}'):
        with pytest.raises(ValueError, match="is not a JSON object"):
            editor_settings(wrong, [])


def test_a_reader_that_does_not_tell_what_it_accepts_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="does not declare what it accepts"):
        schema_of(lambda node, problems: None)


def test_editors_are_helped() -> None:
    person = validators()["entry-person.json"].schema
    assert person["properties"]["weak"]["description"].startswith("Names that are not specific enough on their own")
    said = {
        key: value
        for choice in person["properties"]["statements"]["items"]["anyOf"]
        for key, value in choice["properties"].items()
    }
    assert said["born"]["description"] == "Born · 出生 · Sinh"
    assert said["captain of"]["description"] == "Captain of · 船长 · Thuyền trưởng → ship"
    assert "crew" not in said


# --- the command ----------------------------------------------------------------------------------


def test_the_command_lists_prints_and_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(WIKI, tmp_path, dirs_exist_ok=True)
    shutil.copy(SAMPLE / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    run = functools.partial(CliRunner().invoke, main)
    names = ["vocabulary.json", "sources.json", "map.json", "text.json"]
    kinds = ["entry-person.json", "entry-place.json", "entry-ship.json"]
    assert run(["schema"]).output.split() == [*names, *kinds]
    assert json.loads(run(["schema", "map.json"]).output) == validators()["map.json"].schema
    assert (tmp_path / ".vscode").exists() is False
    (tmp_path / "entries/.schema").mkdir()
    (tmp_path / "entries/.schema/entry-gone.json").touch()
    assert run(["schema", "--write"]).output == "Wrote 7 schemas to entries/.schema, and .vscode/settings.json.\n"
    assert sorted(path.name for path in (tmp_path / "entries/.schema").iterdir()) == sorted([*names, *kinds])
    wrong = run(["schema", "nothing.json"])
    assert (wrong.exit_code, "There is no schema 'nothing.json'." in wrong.output) == (2, True)
    (tmp_path / ".vscode/settings.json").write_text("{} // mine", encoding="utf-8")
    assert run(["schema", "--write"]).exit_code == 1
    assert (tmp_path / ".vscode/settings.json").read_text(encoding="utf-8") == "{} // mine"
