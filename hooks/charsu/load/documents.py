"""docs/**/*.md: the pages that people write in Markdown. Of them, only the links in brackets are read here."""

import os
from pathlib import Path

from charsu import brackets
from charsu.brackets import Reference
from charsu.files import read_text
from charsu.problems import Place, Problems

TEXTS = "docs/texts"
"""Where the texts stand, which are not such pages."""


def load_document_links(root: Path, problems: Problems) -> list[Reference]:
    """Every [[id]] in the documents."""
    found: list[Reference] = []
    for folder, folders, names in os.walk(root / "docs"):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".") and here / name != root / TEXTS]
        for name in names:
            if name.endswith(".md") and not name.startswith("."):
                file = (here / name).relative_to(root).as_posix()
                text = read_text(here / name, file, problems)
                if text is not None:
                    found += brackets.references(text, Place(file), markdown=True)
    return found
