"""docs/**/*.md: the pages that people write in Markdown, and MkDocs renders.

Read only their links in brackets, and report names that no page can have: those of generated pages, and those that
cannot be written in an address.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path

from charsu.support.diagnostics import Place, Problems, quote
from charsu.support.textfile import CONTROL, read_text
from charsu.text import wikilinks
from charsu.text.wikilinks import Reference

TEXTS = "docs/texts"
"""Where the texts stand, which are not such pages."""


def load_document_links(root: Path, taken: Collection[str], problems: Problems) -> list[Reference]:
    """Every [[id]] in the documents.

    Args:
        root: the project's folder.
        taken: folders of the site in which pages are generated.
        problems: receives what is wrong with the files.
    """
    found: list[Reference] = []
    for folder, folders, names in os.walk(root / "docs"):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".") and here / name != root / TEXTS]
        for name in sorted({*names, *folders}):
            if not name.startswith(".") and (hint := _what_to_do_about(name)):
                problems.add(
                    Place((here / name).relative_to(root).as_posix()), "the name cannot be in an address", hint
                )
        for name in names:
            if name.endswith(".md") and not name.startswith("."):
                file = (here / name).relative_to(root).as_posix()
                address = file.removeprefix("docs/").partition("/")[0].partition(".")[0]
                if address in taken:
                    problems.add(
                        Place(file),
                        f"the address {quote(f'{address}/')} is that of generated pages",
                        "Rename the file.",
                    )
                text = read_text(here / name, file, problems)
                if text is not None:
                    found += wikilinks.references(text, Place(file), markdown=True)
    return found


def _what_to_do_about(name: str) -> str | None:
    """Return a hint about a file or folder whose name no address can contain; None if one can."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "Rename it: it is not UTF-8."
    return "Rename it: it has a control character." if CONTROL.search(name) or _LINE.search(name) else None


_LINE = re.compile(r"[\t\n]")
"""Allowed in texts, but not in names."""
