"""Running Pagefind: search documents -> the files of its index.

Its program is given a folder of small pages, each a list of words; through its Python interface every page
would take a tenth of a second. Of its output only what the search uses is kept: neither its user interfaces,
nor a fragment for each page, since the contents of search documents are our own.
"""

import gzip
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pagefind_bin_extended import get_executable

from charsu.search import SearchDocument

_UNUSED = ("pagefind-*.js", "pagefind-*.css", "fragment")
_SIGNATURE = b"pagefind_dcd"


class PagefindError(Exception):
    """Pagefind did not do what it should; the message is its own."""


def write_index(documents: Sequence[SearchDocument], out: Path) -> None:
    """Index documents, and write how the script finds its way from Pagefind's answers to them.

    Args:
        documents: in the order in which they are numbered.
        out: the folder `search/`. Gets `pagefind/`, and `documents.json`: the addresses of all documents, the ids
            by which Pagefind calls them, and with which word each file of its index begins.

    Raises:
        PagefindError: the program failed.
    """
    bundle = out / "pagefind"
    with tempfile.TemporaryDirectory(prefix="charsu-search-") as folder:
        for number, document in enumerate(documents):
            # Words hold nothing that HTML would have to escape.
            page = f'<html lang="und"><body data-pagefind-body>{" ".join(document.words)}</body></html>'
            Path(folder, f"{number:06}.html").write_text(page, encoding="utf-8")
        # One language, and none that Pagefind has rules for: so all stands in one index, and no word is changed.
        options = ["--site", folder, "--output-path", str(bundle), "--force-language", "und", "--silent"]
        done = subprocess.run([get_executable(), *options], capture_output=True, text=True, check=False)
    if done.returncode or not (bundle / "pagefind-entry.json").exists():
        raise PagefindError(done.stderr.strip() or done.stdout.strip() or "Pagefind wrote no index.")
    ids = {_read(file)["url"]: file.stem for file in (bundle / "fragment").iterdir()}
    index = {
        "addresses": [document.address for document in documents],
        # A document without any word is not indexed.
        "ids": [ids.get(f"/{number:06}.html", "").removeprefix("und_") for number in range(len(documents))],
        "begins": _begins(bundle),
    }
    (out / "documents.json").write_text(
        json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n"
    )
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _unpack(file: Path) -> bytes:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise PagefindError(f"{file.name} is not of the form that Pagefind 1.5 writes.")
    return data.removeprefix(_SIGNATURE)


def _read(fragment: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_unpack(fragment))
    return found


def _begins(bundle: Path) -> list[str]:
    """The first word of each file of the index.

    Pagefind itself loads the file in which a word would stand. Words that begin with it may go on in the
    next files; the script has these loaded too.
    """
    (meta,) = bundle.glob("*.pf_meta")
    _, _, files, *_ = _cbor(iter(_unpack(meta)))
    return [first for first, _, _ in files]


def _cbor(data: Any) -> Any:
    """The little of CBOR (RFC 8949) that Pagefind's list of files needs: numbers, text, arrays."""
    head = next(data)
    form, size = head >> 5, head & 31
    if size >= 24:
        size = int.from_bytes(bytes(next(data) for _ in range(1 << (size - 24))), "big")
    match form:
        case 0:
            return size
        case 3:
            return bytes(next(data) for _ in range(size)).decode()
        case 4:
            return [_cbor(data) for _ in range(size)]
    raise PagefindError(f"Pagefind's list of files has an item of form {form}.")
