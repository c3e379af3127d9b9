"""The live preview: a site that follows its files, so that a page always shows what its author has saved.

No page is made before a browser asks for it. Each request first looks for files that have changed since the last
one; if there are any, the wiki is read again as far as necessary, and then the one page is made.
"""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from charsu.incremental.filestat import Snapshot, take_settled
from charsu.publish.inputs import site_inputs
from charsu.publish.routes import Routes
from charsu.render.stencils import NoStencilError
from charsu.support.outputs import PAGE, write_site_files
from charsu.support.parallel import gc_rarely


class Live:
    """What is shown at the moment."""

    def __init__(self, root: Path, more: Iterable[str], read: Callable[[], Routes | None]) -> None:
        """Begin to follow a wiki; every change from now on is noticed.

        Args:
            root: the folder of the wiki.
            more: files and folders to follow besides the inputs of every site.
            read: reads the wiki again; None if it has mistakes, or needs pages that MkDocs has not rendered.
        """
        self._root, self._more = root, sorted({*more} - {*site_inputs(root).followed()})
        self._read = read
        self._lock = threading.RLock()
        self._inputs = site_inputs(root)
        self._seen: Snapshot = take_settled([*self._inputs.followed(), *self._more], {})
        self._files: Routes | None = None
        self._folder = Path()
        self._shown: dict[str, bool] = {}
        """Path of a file that was made -> whether it is up to date."""
        self._needs_build = True
        """Whether something that MkDocs renders has changed since it was last rendered."""

    def begin(self, files: Routes, folder: Path, previous: Path) -> None:
        """Show what MkDocs has just rendered.

        Args:
            files: what is made from the wiki.
            folder: is served.
            previous: was served before. Its pages are shown until they have been made again.
        """
        with self._lock:
            self._files, self._folder, self._needs_build = files, folder, False
            self._shown = dict.fromkeys(self._shown, False)
            for path in self._shown:
                if (previous / path).exists() and not (folder / path).exists():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (previous / path).rename(folder / path)

    def follow(self, build: Callable[[], None]) -> None:
        """Bring the site up to date.

        `build` builds it with MkDocs and calls `begin`. It is called only if MkDocs renders something that has changed.
        """
        with self._lock, gc_rarely():
            older, self._inputs = self._inputs, site_inputs(self._root)  # a commit may be recorded in other files
            before, now = self._seen, take_settled([*self._inputs.followed(), *self._more], self._seen)
            if now == before:
                return
            self._seen = now
            changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
            # A build that failed, perhaps for a mistake in an entry, has rendered nothing of what it should have.
            self._needs_build = self._needs_build or any(
                older.concerns_mkdocs(path) and self._inputs.concerns_mkdocs(path) for path in changed
            )
            files = None if self._needs_build else self._read()
            if files:
                self._files, self._shown = files, dict.fromkeys(self._shown, False)
            else:
                build()

    def show(self, path: str, build: Callable[[], None]) -> None:
        """Make a file that is made from the wiki, before it is served.

        Args:
            path: the path of a request, from the root of the site: "people/" for "people/index.html".
            build: as for `follow`; called for the first page of its form.
        """
        if path.endswith("/") or not path:
            path += PAGE
        with self._lock, gc_rarely():
            # An address without its last slash is redirected to the page, if there is one; below a file there is none.
            is_file = "." in path.rpartition("/")[2]
            for each in (path,) if is_file else (path, f"{path}/{PAGE}"):
                if self._files is not None and not self._shown.get(each):
                    self._make(each, build)

    def _make(self, path: str, build: Callable[[], None]) -> None:
        assert self._files is not None, "begin comes first"
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
