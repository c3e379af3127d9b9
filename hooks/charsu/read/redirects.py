"""Read entries/redirects.yml: the old addresses of entries. The file is optional.

    people/old-id: new-id

The left side is kept for ever, so that no link from elsewhere breaks; no entry gets that id again.
"""

from pathlib import Path

from charsu.model.records import Redirect, Vocabulary
from charsu.read import readers
from charsu.read.yaml_nodes import Fields, Scalar, read_yaml
from charsu.support.diagnostics import Problems, did_you_mean, quote
from charsu.support.textfile import is_there

REDIRECTS = "entries/redirects.yml"

_EXAMPLE = "Write folder/old-id: new-id, one per line."


def load_redirects(root: Path, vocabulary: Vocabulary, problems: Problems) -> tuple[Redirect, ...]:
    """Read the redirects in the order of the file. `resolve` checks later whether their entries exist."""
    if not is_there(root / REDIRECTS) or (node := read_yaml(root, REDIRECTS, problems)) is None:
        return ()
    if not isinstance(node, Fields):
        readers.expected("a mapping", node, problems, _EXAMPLE)
        return ()
    folders = {kind.folder for kind in vocabulary.kinds.values()}
    found: dict[str, Redirect] = {}
    for address, field in node.fields.items():
        folder, slash, id = address.partition("/")
        target = readers.slug(field.value, problems)
        if not slash:
            readers.expected("folder/old-id", Scalar(field.key_place, address), problems, _EXAMPLE)
        elif folder not in folders:
            if vocabulary.complete:
                problems.add(
                    field.key_place,
                    f"the folder {quote(folder)} belongs to no kind of entry",
                    did_you_mean(folder, folders, "entries/vocabulary.yml lists them."),
                )
        elif not readers.SLUG.fullmatch(id):
            problems.add(field.key_place, f"{quote(id)} cannot be the id of an entry", readers.slug_hint(id))
        elif id in found:
            problems.add(
                field.key_place,
                f"the old id {quote(id)} is written twice",
                f"First in line {found[id].place.line}. An old id can lead to one entry only; keep one of them.",
            )
        elif target is not None:
            found[id] = Redirect(
                folder=folder, id=id, target=target, place=field.key_place, target_place=field.value.place
            )
    return tuple(found.values())
