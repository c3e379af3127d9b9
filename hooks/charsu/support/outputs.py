"""Output: the files of a built site."""

import os
from collections.abc import Iterable
from pathlib import Path

Content = str | bytes
"""Of a file: text, or what stands for it in UTF-8."""


def write_site_files(site: str | Path, files: Iterable[tuple[str, Content]]) -> None:
    """Write files of a site, in folders that may not be there yet. The same text gives the same bytes anywhere.

    Args:
        site: the folder of the site, which is there.
        files: path below it, with "/" between its steps, and content of each.
    """
    there = {""}
    # Not the ways of pathlib and open(), which take as long again as the writing.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    for path, content in files:
        folder = path.rpartition("/")[0]
        if folder not in there:
            _make_folder(f"{site}/{folder}")
            there.add(folder)
        data = content.encode() if isinstance(content, str) else content
        file = os.open(f"{site}/{path}", flags, 0o666)
        try:
            while data:
                data = data[os.write(file, data) :]
        finally:
            os.close(file)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        pass
