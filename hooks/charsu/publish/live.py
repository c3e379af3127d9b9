"""Live: a site that follows its files. Whoever looks at a page sees what is written now.

Nothing is made before somebody asks for it. Then it is seen whether any file has changed since the last look; if
so, the wiki is read anew as far as needed, and the one page is made that is looked at.
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from charsu.incremental.filestat import Snapshot, take_settled
from charsu.publish.routes import Routes
from charsu.read.vocabulary import VOCABULARY
from charsu.render.stencils import NoStencilError
from charsu.support.outputs import PAGE, write_site_files
from charsu.support.parallel import gc_rarely


class Live:
    """What is shown at the moment."""

    def __init__(self, root: Path, watched: Iterable[str], read: Callable[[], Routes | None]) -> None:
        """What it follows. Whatever changes from now on is seen.

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
        self._seen: Snapshot = take_settled(self._watched, {})
        self._files: Routes | None = None
        self._folder = Path()
        self._shown: dict[str, bool] = {}
        """Path of a file that was made -> whether it is as it would be made now."""
        self._is_owed = True
        """What MkDocs renders has changed since it was last rendered."""

    def begin(self, files: Routes, folder: Path, previous: Path) -> None:
        """Show what MkDocs has just rendered.

        Args:
            files: what is made from the wiki.
            folder: is served.
            previous: was served before. Its pages are shown until they have been made anew.
        """
        with self._lock:
            self._files, self._folder, self._is_owed = files, folder, False
            self._shown = dict.fromkeys(self._shown, False)
            for path in self._shown:
                if (previous / path).exists() and not (folder / path).exists():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (previous / path).rename(folder / path)

    def follow(self, build: Callable[[], None]) -> None:
        """Bring the site up to date.

        `build` builds it with MkDocs, and calls `begin`; only where more has changed than entries and texts.
        """
        with self._lock, gc_rarely():
            before, now = self._seen, take_settled(self._watched, self._seen)
            if now == before:
                return
            self._seen = now
            changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
            # A build that fails, for a mistake in an entry maybe, has rendered nothing of it.
            self._is_owed = self._is_owed or not all(map(self._is_content, changed))
            files = None if self._is_owed else self._read()
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
        with self._lock, gc_rarely():
            # Who leaves the slash at the end out is led to the page, if it is there. Of what is a file, there is none.
            is_file = "." in path.rpartition("/")[2]
            for each in (path,) if is_file else (path, f"{path}/{PAGE}"):
                if self._files is not None and not self._shown.get(each):
                    self._make(each, build)

    def _make(self, path: str, build: Callable[[], None]) -> None:
        assert self._files is not None, "it is asked for what there is"
        try:
            content = self._files.file(path)
        except NoStencilError:
            build()
            content = self._files.file(path)
        if content is not None:
            write_site_files(self._folder, [(path, content)])
            self._shown[path] = True
        elif path in self._shown:
            (self._folder / path).unlink(missing_ok=True)

    def _is_content(self, path: str) -> bool:
        """Whether MkDocs has nothing to do with a file."""
        return path.startswith((self._entries, self._texts)) and path != self._vocabulary
