"""Changesets: edits to several files, which are checked and shown before any of them is written."""

import difflib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from charsu.model.records import Language
from charsu.review.check import check
from charsu.support.diagnostics import Problems
from charsu.support.transaction import refuse_unwritable, write_files

READ = ("entries", "docs")
"""The folders that a check reads."""


class ChangedMeanwhileError(Exception):
    """A file has changed since the changeset was begun; the message names it."""


class Changeset:
    """The new contents of files; files that it does not change are read from the wiki.

    A file is identified by its path from the wiki's root, with forward slashes.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, str | None] = {}
        self._after: dict[str, str | None] = {}
        self._came_from: dict[str, str] = {}

    # --- editing ----------------------------------------------------------------------------------

    def exists(self, file: str) -> bool:
        return self._after[file] is not None if file in self._after else (self._root / file).is_file()

    def read(self, file: str) -> str:
        """Return the new content of a file, or the present one if it does not change, exactly as it is."""
        content = self._after[file] if file in self._after else self._on_disk(file)
        if content is None:
            raise FileNotFoundError(file)
        return content

    def write(self, file: str, content: str) -> None:
        self._remember(file)
        self._after[file] = content

    def delete(self, file: str) -> None:
        self._remember(file)
        self._after[file] = None

    def move(self, old: str, new: str) -> None:
        content = self.read(old)
        self.delete(old)
        self.write(new, content)
        self._came_from[new] = old

    def _remember(self, file: str) -> None:
        if file not in self._before:
            self._before[file] = self._on_disk(file)

    def _on_disk(self, file: str) -> str | None:
        path = self._root / file
        return path.read_bytes().decode("utf-8") if path.is_file() else None

    # --- reviewing --------------------------------------------------------------------------------

    @property
    def contents(self) -> Mapping[str, str | None]:
        """Each file that changes, with its new content; None if it is deleted."""
        return {file: content for file, content in sorted(self._after.items()) if content != self._before[file]}

    @property
    def moves(self) -> Mapping[str, str]:
        """New path of a moved file -> its old one."""
        return dict(sorted(self._came_from.items()))

    def diff(self) -> Iterator[str]:
        """Return the lines of a unified diff, without line ends; a moved file is compared with its old self."""
        gone = set(self._came_from.values())
        for file, after in self.contents.items():
            if after is None and file in gone:
                continue
            old = self._came_from.get(file, file)
            before = self._before[old]
            if old != file:
                yield f"rename from {old}"
                yield f"rename to {file}"
            yield from difflib.unified_diff(
                _lines(before),
                _lines(after),
                f"a/{old}" if before is not None else "/dev/null",
                f"b/{file}" if after is not None else "/dev/null",
                lineterm="",
            )

    # --- checking and writing ---------------------------------------------------------------------

    def check_result(self, languages: tuple[Language, ...]) -> Problems:
        """Make the change in a temporary copy, and return what a check reports there.

        Raises:
            OSError: a file cannot be written, so the change could not be made anyway.
        """
        refuse_unwritable(self._root, self.contents)
        problems = Problems()
        with tempfile.TemporaryDirectory(prefix="wiki-") as folder:
            copy = Path(folder)
            for name in READ:
                if (self._root / name).is_dir():
                    shutil.copytree(self._root / name, copy / name, ignore_dangling_symlinks=True)
            write_files(copy, self._files_in(READ))
            check(copy, languages, problems)
        return problems

    def _files_in(self, folders: tuple[str, ...]) -> dict[str, str | None]:
        return {file: content for file, content in self.contents.items() if file.partition("/")[0] in folders}

    def apply(self) -> None:
        """Write all files, or none.

        Raises:
            ChangedMeanwhileError: one of the files has been changed meanwhile; nothing was written.
        """
        for file, before in self._before.items():
            if self._on_disk(file) != before:
                raise ChangedMeanwhileError(
                    f"{file} has changed meanwhile. Nothing was written; run the command again."
                )
        write_files(self._root, self.contents)


def _lines(content: str | None) -> list[str]:
    return content.removesuffix("\n").split("\n") if content else []
