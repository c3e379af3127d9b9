"""Output: the files of a built site."""

import os
from pathlib import Path


def write_file(path: str, content: str) -> None:
    """Write a file of the site, in a folder that may not be there yet. The same text gives the same bytes anywhere."""
    data = content.encode()
    # Not pathlib's own ways, which take as long again as the writing.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, flags, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        file = os.open(path, flags, 0o666)
    with os.fdopen(file, "wb") as opened:
        opened.write(data)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        pass  # another process was faster
