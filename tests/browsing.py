"""Reading the site as people do: in a real Chromium, over HTTP."""

import contextlib
import functools
import gzip
import io
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, Request, expect

DESKTOP, PHONE = (1440, 900), (360, 740)
"""Width and height of a window, in CSS pixels."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# Chromium would otherwise look for updates, and would not start as root.
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def chromium(playwright: Playwright) -> str:
    """Path of the Chromium that tests use: one of the machine's, or Playwright's own.

    Raises:
        FileNotFoundError: there is none; `make test` installs one.
    """
    own = Path(playwright.chromium.executable_path)
    found = next(filter(None, map(shutil.which, _NAMES)), str(own) if own.exists() else None)
    if found is None:
        raise FileNotFoundError("There is no Chromium. `make test` finds or installs one (tests/install_chromium.sh).")
    return found


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(playwright), args=list(_FLAGS))


class _Host(SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: what is text, compressed."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        if file.suffix not in _TEXT or not file.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


_TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml"})


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address, "http://127.0.0.1:…/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


PATIENCE = 15_000
"""Milliseconds; the other tests may leave a browser little of the machine."""

BY_A_STOPPED_CLOCK = "executing a cancelled action"
"""What a library of the theme throws when a test has stopped the clock between its setting a timer and ending it."""


class Visit:
    """Opens pages of a site, and keeps what went wrong on them: errors of scripts, failed and foreign requests.

    As a context, it holds at the end that nothing did.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.address = address
        self.mistakes: list[str] = []

    def open(
        self,
        path: str,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        touch: bool = False,
        **options: Any,
    ) -> Page:
        """Open a page in a window of its own, as if nobody had been there before.

        Args:
            path: from the root of the site: "zh/people/ismail-khan/#mentions".
            size: of the window.
            scheme: the colours that the system asks for, "light" or "dark".
            touch: whether the reader has fingers and no mouse.
            options: of Playwright's `new_context`, such as `java_script_enabled`.
        """
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=touch,
            is_mobile=touch,
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self._failed(path, str(error)))
        page.on("console", lambda told: self._told(path, told.type, told.text))
        page.on("request", lambda request: self._asked(path, request))
        page.goto(self.address + path)
        return page

    def _failed(self, path: str, error: str) -> None:
        if error != BY_A_STOPPED_CLOCK:
            self.mistakes.append(f"{path}: {error}")

    def _told(self, path: str, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.mistakes.append(f"{path}: {text}")

    def _asked(self, path: str, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.mistakes.append(f"{path} asks another host: {request.url}")

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, error: object, *_: object) -> None:
        for context in self._contexts:
            context.close()
        assert error or self.mistakes == [], self.mistakes


def check_accessibility(page: Page) -> list[str]:
    """What axe-core finds on a page as it is now: rule, elements and what is wrong."""
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
