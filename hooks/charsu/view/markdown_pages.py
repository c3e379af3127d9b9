"""Documents: the pages that authors write in Markdown, as MkDocs has rendered them."""

import dataclasses

from charsu.model.records import Language
from charsu.support.diagnostics import Place


@dataclasses.dataclass(frozen=True)
class Document:
    """A document in one language."""

    address: str
    """Within its language: "about/", or "" for the home page."""
    language: Language
    title: str
    """Plain text."""
    html: str
    """The rendered Markdown; neither cleaned nor linked, so it is not `Html` yet."""
    place: Place
    """The file that contains it."""
