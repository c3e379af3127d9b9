"""Sort the files below entries/ into entries, articles, and files in the wrong place."""

import os
from collections.abc import Iterator
from pathlib import Path

from charsu.model.records import Kind, Vocabulary
from charsu.read.map import MAP, SHAPES
from charsu.read.redirects import REDIRECTS
from charsu.read.vocabulary import VOCABULARY
from charsu.read.works import WORKS
from charsu.support.diagnostics import Place, Problems, did_you_mean, quote
from charsu.support.textfile import list_folder, names_in

OTHER_FILES = (VOCABULARY, WORKS, MAP, SHAPES, REDIRECTS)
"""Files and folders in entries/ that are not entries."""


def entry_files(root: Path, vocabulary: Vocabulary, problems: Problems) -> Iterator[tuple[str, Kind]]:
    """Find every .yml and .md file in the folder of a kind, ordered by name; report everything else.

    Yields:
        The path from `root`, and the kind.
    """
    kinds = {kind.folder: kind for kind in reversed(list(vocabulary.kinds.values()))}
    for folder in list_folder(root / "entries", root, problems):
        place = Place(folder.relative_to(root).as_posix())
        kind = kinds.get(folder.name)
        if place.file in OTHER_FILES:
            continue
        if not folder.is_dir():
            problems.add(
                place,
                "this file is in the wrong place",
                f"An entry belongs in the folder of its kind: {', '.join(sorted(kinds))}.",
            )
            continue
        if kind is None:
            if not vocabulary.complete:
                continue  # it may belong to a kind whose description in the vocabulary is broken
            problems.add(
                place,
                f"the folder {quote(folder.name)} belongs to no kind of entry",
                did_you_mean(folder.name, kinds, "entries/vocabulary.yml lists them."),
            )
            continue
        for name in names_in(folder, root, problems):
            if name.endswith((".yml", ".md")):
                yield f"{place.file}/{name}", kind
            else:
                _refuse(folder / name, root, problems)


def ids_in_wrong_places(root: Path) -> Iterator[str]:
    """Return the ids of files reported as misplaced, so that references to them are not reported as well."""
    for folder, folders, names in os.walk(root / "entries"):
        folders[:] = [name for name in folders if not name.startswith(".")]
        others = OTHER_FILES if Path(folder) == root / "entries" else ()
        for name in names:
            stem, _, ending = name.rpartition(".")
            is_yaml = ending in ("yml", "yaml") and stem and not name.startswith(".")
            if is_yaml and f"entries/{name}" not in others:
                yield stem


def _refuse(path: Path, root: Path, problems: Problems) -> None:
    place = Place(path.relative_to(root).as_posix())
    if path.is_dir():
        problems.add(place, "this is a folder, not a file", "A folder of entries cannot contain folders.")
    else:
        problems.add(
            place,
            "this is neither an entry (.yml) nor an article (.md)",
            f"Did you mean {path.stem}.yml?" if path.suffix.lower() in (".yaml", ".yml") else "Move it elsewhere.",
        )
