"""Live: a site that follows its files. Whoever looks at a page sees what is written now.

Nothing is made before somebody asks for it. Then it is seen whether any file has changed since the last look; if
so, the wiki is read anew as far as needed, and the one page is made that is looked at.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from charsu.load.vocabulary import VOCABULARY
from charsu.output import write_file
from charsu.parallel import collected_seldom
from charsu.sitefiles import PAGE, SiteFiles
from charsu.stencils import NoStencilError

Snapshot = dict[str, tuple[int, ...]]
"""Path -> times, size and number of a file."""


class Live:
    """What is shown at the moment."""

    def __init__(self, root: Path, watched: Iterable[str], read: Callable[[], SiteFiles | None]) -> None:
        """What it follows.

        Args:
            root: the folder of the wiki.
            watched: files and folders that matter to the site, the wiki's own among them.
            read: reads the wiki anew; None if it cannot be shown by what MkDocs has rendered, or not at all.
        """
        self._entries, self._texts = f"{root}{os.sep}entries{os.sep}", str(root / "docs/texts") + os.sep
        self._vocabulary = str(root / VOCABULARY)
        self._watched = list(watched)
        self._read = read
        self._lock = threading.RLock()
        self._seen: Snapshot = {}
        self._files: SiteFiles | None = None
        self._folder = Path()
        self._shown: dict[str, bool] = {}
        """Path of a file that was made -> whether it is as it would be made now."""

    def begin(self, files: SiteFiles, folder: Path, previous: Path) -> None:
        """Show what MkDocs has just rendered.

        Args:
            files: what is made from the wiki.
            folder: is served.
            previous: was served before. Its pages are shown until they have been made anew.
        """
        with self._lock:
            self._files, self._folder = files, folder
            self._shown = dict.fromkeys(self._shown, False)
            for path in self._shown:
                if (previous / path).exists() and not (folder / path).exists():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (previous / path).rename(folder / path)

    def follow(self, build: Callable[[], None]) -> None:
        """Bring the site up to date.

        `build` builds it with MkDocs, and calls `begin`; only where more has changed than entries and texts.
        """
        with self._lock, collected_seldom():
            before, now = self._seen, self._snapshot()
            if now == before:
                return
            self._seen = now
            changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
            files = self._read() if before and all(map(self._is_content, changed)) else None
            if files:
                self._files, self._shown = files, dict.fromkeys(self._shown, False)
            else:
                build()

    def show(self, path: str, build: Callable[[], None]) -> None:
        """Make a file, before it is served, if it is one that is made from the wiki.

        Args:
            path: that of a request, from the root of the site: "people/" for "people/index.html".
            build: as for `follow`; if it is the first page of its form.
        """
        if path.endswith("/") or not path:
            path += PAGE
        with self._lock, collected_seldom():
            if self._files is None or self._shown.get(path):
                return
            try:
                content = self._files.file(path)
            except NoStencilError:
                build()
                content = self._files.file(path)
            if content is not None:
                write_file(str(self._folder / path), content)
                self._shown[path] = True
            elif path in self._shown:
                (self._folder / path).unlink(missing_ok=True)

    def _is_content(self, path: str) -> bool:
        """Whether MkDocs has nothing to do with a file."""
        return path.startswith((self._entries, self._texts)) and path != self._vocabulary

    def _snapshot(self) -> Snapshot:
        return {path: _state(status) for path, status in _files_below(self._watched)}


def _files_below(paths: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    for path in paths:
        try:
            if os.path.isdir(path):  # noqa: PTH112
                with os.scandir(path) as found:
                    inner = [(entry.path, entry.is_dir(), entry.stat()) for entry in found if entry.name[0] != "."]
                yield from ((each, status) for each, is_folder, status in inner if not is_folder)
                yield from _files_below(each for each, is_folder, _ in inner if is_folder)
            else:
                yield path, os.stat(path)  # noqa: PTH116
        except OSError:
            continue  # it went away meanwhile


def _state(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
