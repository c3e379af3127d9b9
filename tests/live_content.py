"""The content of this wiki, `entries/` and `docs/texts/`, which everybody is invited to change.

No change of it that `wiki check` accepts may make a test of the engine fail. So only the modules in READERS may read
it; the others have wikis of their own, such as the one in `sample/`. A guard in each process of the tests watches
which files are opened, and fails a test that reads what it may not.
"""

import functools
import os
from collections.abc import Mapping
from types import MappingProxyType

from charsu.model.records import Wiki
from helpers import ROOT, read_wiki

READERS = frozenset({"test_annotation", "test_content", "test_texts"})
"""The modules of tests that hold the content of this wiki to something."""

FOLDERS = (ROOT / "entries", ROOT / "docs/texts")


@functools.cache
def live_wiki() -> Wiki:
    """The wiki of this project, as its authors wrote it."""
    return read_wiki(ROOT)


class Guard:
    """Notes which module of tests reads the live content although it may not."""

    def __init__(self) -> None:
        self._module = ""
        self._found: dict[str, set[str]] = {}
        self._within = tuple(f"{folder}{os.sep}" for folder in FOLDERS)

    def watch(self, module: str) -> None:
        """Note from now on what this module reads; the empty string stops that."""
        self._module = "" if module in READERS else module

    @property
    def found(self) -> Mapping[str, set[str]]:
        """Module -> the files of the live content that it has read, and the commands it has run there."""
        return MappingProxyType(self._found)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Look at an event of Python's own; see `sys.addaudithook`."""
        if not self._module or event not in _EVENTS:
            return
        if event == "subprocess.Popen":
            _, command, folder, _ = arguments
            words = command if isinstance(command, list | tuple) else [command]
            if any(os.path.basename(os.fsdecode(word)) in _COMMANDS for word in words if isinstance(word, _PATH)):  # noqa: PTH119
                self._note(folder if isinstance(folder, _PATH) else os.getcwd(), f"{command} in ")  # noqa: PTH109
        elif isinstance(arguments[0], _PATH) and not _may_be_elsewhere(event, arguments):
            self._note(arguments[0])

    def _note(self, path: "str | bytes | os.PathLike[str]", what: str = "") -> None:
        path = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  (pathlib would take ten times as long)
        if f"{path}{os.sep}".startswith(self._within) or (what and path == str(ROOT)):
            self._found.setdefault(self._module, set()).add(what + path)


def _may_be_elsewhere(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a relative path may be relative to another folder: `os.open` does not tell `dir_fd`, nor has it a mode.

    The standard library empties temporary folders in this way.
    """
    return event == "open" and arguments[1] is None and not os.path.isabs(os.fsdecode(arguments[0]))  # type: ignore[arg-type]  # noqa: PTH117


_EVENTS = frozenset({"open", "os.listdir", "os.scandir", "subprocess.Popen"})
_COMMANDS = frozenset({"mkdocs", "wiki"})
_PATH = (str, bytes, os.PathLike)


def reads_live_content(guard: Guard, module: str) -> None:
    """Fail if a module has read what it may not.

    Raises:
        AssertionError: it has.
    """
    assert module not in guard.found, (
        f"{module}.py reads the live content, which anybody may change; use the wiki in tests/sample/, or another one"
        f" of its own: {sorted(guard.found[module])[:3]}"
    )
