"""Revision: changes of several files, thought out, tried and shown before any of them is written."""

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
"""The folders of which a check reads."""


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was when the revision was begun; the message tells which one."""


class Changeset:
    """Files as they are to be. What was not changed is read from the wiki.

    Files are called by their path from the wiki's root, with forward slashes.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, str | None] = {}
        self._after: dict[str, str | None] = {}
        self._came_from: dict[str, str] = {}

    # --- thinking it out --------------------------------------------------------------------------

    def exists(self, file: str) -> bool:
        return self._after[file] is not None if file in self._after else (self._root / file).is_file()

    def read(self, file: str) -> str:
        """What a file is to be, or is if nothing changes it; not brought into any form."""
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

    # --- looking at it ----------------------------------------------------------------------------

    @property
    def contents(self) -> Mapping[str, str | None]:
        """Each file that changes, with its new content; None: it goes away."""
        return {file: content for file, content in sorted(self._after.items()) if content != self._before[file]}

    @property
    def moves(self) -> Mapping[str, str]:
        """New name of a file -> its old one."""
        return dict(sorted(self._came_from.items()))

    def diff(self) -> Iterator[str]:
        """Lines of a unified diff, without line ends; a file that moves is compared with what it was."""
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

    # --- trying and making it ---------------------------------------------------------------------

    def check_result(self, languages: tuple[Language, ...]) -> Problems:
        """What a check would tell after the change; it is made in a copy, which goes away again.

        Raises:
            OSError: a file cannot be written, so that there is no need to try.
        """
        refuse_unwritable(self._root, self.contents)
        problems = Problems()
        with tempfile.TemporaryDirectory(prefix="wiki-") as folder:
            copy = Path(folder)
            for name in READ:
                if (self._root / name).is_dir():
                    shutil.copytree(self._root / name, copy / name, ignore_dangling_symlinks=True)
            write_files(copy, self._below(READ))
            check(copy, languages, problems)
        return problems

    def _below(self, folders: tuple[str, ...]) -> dict[str, str | None]:
        return {file: content for file, content in self.contents.items() if file.partition("/")[0] in folders}

    def apply(self) -> None:
        """Write all of it, or nothing.

        Raises:
            StaleError: somebody else has changed one of the files meanwhile; nothing was written.
        """
        for file, before in self._before.items():
            if self._on_disk(file) != before:
                raise ChangedMeanwhileError(
                    f"{file} has changed meanwhile. Nothing was written; run the command again."
                )
        write_files(self._root, self.contents)


def _lines(content: str | None) -> list[str]:
    return content.removesuffix("\n").split("\n") if content else []
