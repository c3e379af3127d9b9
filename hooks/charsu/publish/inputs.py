"""Which files a site is made of. The build record and the live preview both ask here, and nowhere else.

A build depends on all of them. The preview follows those that a running process can take in; what Python has
loaded, the engine's modules and those in `hooks/`, stays as it was until `wiki serve` is started again.
"""

import dataclasses
import itertools
import os
from collections.abc import Mapping
from pathlib import Path

from charsu.read.documents import TEXTS
from charsu.read.git_history import commit_files, commit_log
from charsu.read.settings import MKDOCS, theme_folders
from charsu.read.vocabulary import VOCABULARY

ENTRIES = "entries"
LOCALES = "locales"
"""Folder, beside mkdocs.yml, of a wiki's own interface words."""

_ENGINE = Path(__file__).parents[1]
THEME = _ENGINE / "theme"

_LOADED = "hooks"
"""Folder of a wiki with Python modules, which a process loads once."""


@dataclasses.dataclass(frozen=True)
class SiteInputs:
    """Files and folders that a build reads; some may not exist."""

    root: Path
    """The folder of the wiki."""
    authored: Mapping[str, str]
    """Name, as people call it -> path of what belongs to the wiki."""
    engine: tuple[str, ...]
    """The engine and its adapter, wherever they are installed."""
    requirements: str
    """What the wiki wants to be installed."""
    history: tuple[str, ...]
    """Files of git that are different after every commit, checkout or fetch that matters."""
    log: tuple[str, ...]
    """The file to which git adds a line with every commit and checkout."""

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Return what has contents that can be compared between machines: name -> paths."""
        return {name: (path,) for name, path in self.authored.items()} | {"the engine": self.engine}

    def everything(self) -> list[str]:
        """Return every path on which a build depends."""
        return [*itertools.chain(*self.by_name().values()), self.requirements, *self.history]

    def followed(self) -> list[str]:
        """Return every path whose changes the live preview shows."""
        return [*self._followed_authored(), str(THEME), *self.history]

    def watched(self) -> list[str]:
        """Return every path whose changes the system can report: git replaces its files, but appends to its log."""
        return [*self._followed_authored(), str(THEME), *self.log]

    def concerns_mkdocs(self, path: str) -> bool:
        """Return whether MkDocs builds again when a file has changed; it never sees entries, texts and commits."""
        if path == str(self.root / VOCABULARY):  # folders of kinds are stencils and links in the header
            return True
        content = (str(self.root / ENTRIES), str(self.root / TEXTS), *self.history)
        return not any(path == each or path.startswith(each + os.sep) for each in content)

    def _followed_authored(self) -> list[str]:
        return [path for name, path in self.authored.items() if name != _LOADED]


def site_inputs(root: Path) -> SiteInputs:
    """Return the files that the site of a wiki is made of.

    Args:
        root: the folder of the wiki.
    """
    names = (MKDOCS, "docs", ENTRIES, _LOADED, LOCALES, *theme_folders(root / MKDOCS))
    return SiteInputs(
        root=root,
        authored={name: str(root / name) for name in names},
        engine=(str(_ENGINE), str(_ENGINE.with_name("mkdocs_events.py"))),
        requirements=str(root / "requirements.txt"),
        history=tuple(commit_files(root)),
        log=tuple(commit_log(root)),
    )
