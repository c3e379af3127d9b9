"""docs/texts/<text>/ledger.json, as `wiki seal` writes it; see `ledger`.

Nobody should have to write in it, so what is wrong with it is told once, with a way out.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from charsu.model.records import Ledger, RetiredSegment, SealedSegment
from charsu.read.documents import TEXTS
from charsu.support.diagnostics import Place, Problems, quote
from charsu.support.textfile import MAX_BYTES, read_text
from charsu.text.ledger import SEGMENT, wording_of

LEDGER = "ledger.json"


def ledger_file(text: str) -> str:
    """That of a text, as its path from the project's root."""
    return f"{TEXTS}/{text}/{LEDGER}"


_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)


class _WrongError(Exception):
    """What was found is no ledger: a message, and the keys that lead there."""

    def __init__(self, message: str, *keys: str) -> None:
        super().__init__(message)
        self.keys = keys


def load_ledger(folder: Path, root: Path, problems: Problems) -> Ledger | None:
    """Read the ledger of a text; None if it is broken, which is told."""
    file = (folder / LEDGER).relative_to(root).as_posix()
    content = read_text(folder / LEDGER, file, problems, limit=10 * MAX_BYTES)  # it remembers older wordings
    if content is None:
        return None
    restore = (
        f"Take it back from git as it was before, then: wiki seal {folder.name}\n"
        f"    git log -- {file} lists what it was; git checkout COMMIT -- {file} takes it back."
    )
    if conflict := _CONFLICT.search(content):
        problems.add(
            Place(file, content.count("\n", 0, conflict.start()) + 1),
            "git could not join two changes of this ledger",
            f"Keep one side of each conflict in the text, and either whole ledger; then: wiki seal {folder.name}\n"
            f"    git checkout --ours {file} takes one whole side.",
        )
        return None
    try:
        return _ledger(json.loads(content, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        problems.add(Place(file, error.lineno, error.colno), f"this is no JSON: {error.msg}", restore)
    except RecursionError:
        problems.add(Place(file), "this is no ledger: lists and mappings stand too deep in one another", restore)
    except _WrongError as error:
        problems.add(_place_of(error.keys, content, file), str(error), restore)
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _WrongError(f"{quote(key)} is written twice", key)
        found[key] = value
    return found


def _place_of(keys: tuple[str, ...], content: str, file: str) -> Place:
    """Where keys stand, each behind the one before it."""
    position = 0
    for key in keys:
        position = max(position, content.find(json.dumps(key, ensure_ascii=False) + ":", position))
    line = content.count("\n", 0, position) + 1
    return Place(file, line, position - content.rfind("\n", 0, position))


# --- its form -------------------------------------------------------------------------------------


def _ledger(content: Any) -> Ledger:
    fields = _mapping(content)
    _known(fields, ("segments", "retired", "wordings"))
    wordings = {
        key: _text(value, "wordings", key) for key, value in _mapping(fields.get("wordings"), "wordings").items()
    }
    for key, wording in wordings.items():
        if wording_of(wording) != key:
            raise _WrongError(f"the wording {quote(key)} was changed by hand", "wordings", key)
    segments = {
        _id(id, "segments"): _sealed(_mapping(facts, "segments", id), wordings, id)
        for id, facts in _mapping(fields.get("segments"), "segments").items()
    }
    retired = {
        _id(id, "retired"): _retired(_mapping(leads, "retired", id), id)
        for id, leads in _mapping(fields.get("retired"), "retired").items()
    }
    if not segments:
        raise _WrongError("this ledger has no segments")
    for id in retired:
        if id in segments:
            raise _WrongError(f"{quote(id)} is retired, and yet a segment", "retired", id)
        _check_that_it_leads_somewhere(id, segments, retired)
    return Ledger(segments=segments, retired=retired, wordings=wordings)


def _sealed(facts: Mapping[str, Any], wordings: Mapping[str, str], id: str) -> SealedSegment:
    kinds = ("translations", "statements", "names")
    _known(facts, ("original", *kinds), "segments", id)

    def wording(value: Any, *keys: str) -> str:
        if _text(value, "segments", id, *keys) not in wordings:
            raise _WrongError(f"the wording {quote(value)} is missing below wordings", "segments", id, *keys)
        return str(value)

    return SealedSegment(
        original=wording(facts.get("original"), "original"),
        **{
            kind: {key: wording(value, kind, key) for key, value in _mapping(facts[kind], "segments", id, kind).items()}
            for kind in kinds
            if kind in facts
        },
    )


def _retired(leads: Mapping[str, Any], id: str) -> RetiredSegment:
    match list(leads.items()):
        case [("into" | "behind" | "before" as how, str(segment))]:
            return RetiredSegment(how, segment)
    raise _WrongError(f"{quote(id)} leads nowhere: expected into, behind or before a segment", "retired", id)


def _check_that_it_leads_somewhere(
    id: str, segments: Mapping[str, SealedSegment], retired: Mapping[str, RetiredSegment]
) -> None:
    seen = set()
    at = id
    while at in retired and at not in seen:
        seen.add(at)
        at = retired[at].segment
    if at not in segments:
        raise _WrongError(f"{quote(id)} leads to {quote(at)}, which is no segment", "retired", id)


def _mapping(value: Any, *keys: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError(f"expected a mapping{_below(keys)}", *keys)
    return value


def _text(value: Any, *keys: str) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"expected text{_below(keys)}", *keys)
    return value


def _below(keys: tuple[str, ...]) -> str:
    return f" below {quote(keys[-1])}" if keys else ""


def _id(id: str, *keys: str) -> str:
    if not SEGMENT.fullmatch(id):
        raise _WrongError(f"{quote(id)} is no id of a segment", *keys, id)
    return id


def _known(fields: Mapping[str, Any], known: tuple[str, ...], *keys: str) -> None:
    for key in fields:
        if key not in known:
            raise _WrongError(f"{quote(key)} means nothing in a ledger", *keys, key)
