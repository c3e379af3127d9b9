"""Documents: the pages that people write in Markdown, as MkDocs has rendered them."""

import dataclasses

from charsu.model.records import Language
from charsu.support.diagnostics import Place


@dataclasses.dataclass(frozen=True)
class Document:
    """One of them, in one language."""

    address: str
    """Within its language: "about/", or "" for the home page."""
    language: Language
    title: str
    """Plain words."""
    html: str
    """What its author wrote, rendered; neither cleaned nor linked."""
    place: Place
    """The file in which it is written."""
