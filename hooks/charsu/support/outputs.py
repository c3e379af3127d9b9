"""The files of a built site: their paths, and how they are written."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

Content = str | bytes
"""Of a file: text, or its bytes in UTF-8."""

PAGE = "index.html"


def page_file(address: str) -> str:
    """Return the path of the file that is served at the address of a page, such as "about/" or "%E5%85%B3/"."""
    return f"{unquote(address)}{PAGE}"


def file_address(path: str) -> str:
    """Return the address at which a page's file is served: the inverse of `page_file`."""
    return quote(path.removesuffix(PAGE))


def write_site_files(site: str | Path, files: Iterable[tuple[str, Content]]) -> None:
    """Write files of a site and the folders they need. The same text gives the same bytes on every machine.

    Args:
        site: the folder of the site, which exists.
        files: path below it, with forward slashes, and content of each.
    """
    there = {""}
    # Not pathlib and open(), which take as long as the writing itself.
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
