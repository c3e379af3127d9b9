"""Reading the site as people do: in a real Chromium, over HTTP."""

import contextlib
import functools
import gzip
import importlib.resources
import io
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Literal
from weakref import WeakKeyDictionary

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
)

DESKTOP, PHONE = (1440, 900), (360, 740)
"""Width and height of a window, in CSS pixels."""

# The shell is Chromium without windows, menus and tabs: a page opens in half the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

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


def slow_down(devtools: CDPSession) -> None:
    """Make a page as slow as on a cheap phone: the profile of common audits."""
    speed = {"downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150, "offline": False}
    devtools.send("Network.emulateNetworkConditions", speed)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})


class _Host(SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: what is text, compressed."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """As real hosts do; otherwise the body of an answer may wait 40 ms until the browser confirms the head."""

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


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers break connections off; everything else is told by the page that does not get its answer."""


_TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml"})


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address, "http://127.0.0.1:…/"."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    # Half a second is what it would otherwise wait for before it sees that it is to end.
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


PATIENCE = 15_000
"""Milliseconds; the other tests may leave a browser little of the machine."""

BY_A_STOPPED_CLOCK = "executing a cancelled action"
"""What a library of the theme throws when a test has stopped the clock between its setting a timer and ending it."""


class _Window:
    """A page in a context of its own, for one visit after another: to start a renderer takes most of the time."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self._context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        self._context.set_default_timeout(PATIENCE)
        self.page = self._context.new_page()
        self._devtools = _UNNOTED[BrowserContext, "new_cdp_session"](self._context, self.page)
        self._uses = 0
        self._visit: Visit | None = None
        for event, tell in (("pageerror", Visit.failed), ("console", Visit.told), ("request", Visit.asked)):
            _UNNOTED[Page, "on"](self.page, event, functools.partial(self._notice, tell))

    def _notice(self, tell: Callable[[Any, Any], None], what: Any) -> None:
        if self._visit:
            tell(self._visit, what)

    def begin(self, visit: "Visit", size: tuple[int, int], scheme: Literal["light", "dark"]) -> None:
        width, height = size
        self.page.set_viewport_size({"width": width, "height": height})
        _UNNOTED[Page, "emulate_media"](self.page, media="null", color_scheme=scheme)
        self._visit = visit
        self._uses += 1

    def end(self, visit: "Visit") -> bool:
        """Forget what a visit left behind; returns whether another one may use this window."""
        self._visit = None
        if visit.is_spoilt or self._uses >= _MOST_USES or self.page.is_closed() or len(self._context.pages) > 1:
            self._context.close()
            return False
        if self.page.url.startswith(visit.address) and visit.address.startswith("http"):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.page.mouse.move(-1, -1)  # else whatever the next page has there would be pointed at
        self._context.clear_cookies()
        self._devtools.send("Network.clearBrowserCache")
        return True


_MOST_USES = 50

_UNUSED: "WeakKeyDictionary[Browser, dict[str, list[_Window]]]" = WeakKeyDictionary()
"""Browser -> options of a context -> windows that no visit uses now."""

_UNNOTED: dict[tuple[type, str], Callable[..., Any]] = {}
"""The methods below as Playwright has them."""


def _note_what_spoils(owner: type, *names: str) -> None:
    """Note the use of methods that leave something in a window for good: no other visit may have it."""
    for name in names:
        original = _UNNOTED[owner, name] = getattr(owner, name)
        of_property = isinstance(original, property)

        def noted(*arguments: Any, original: Any = original.fget if of_property else original, **more: Any) -> Any:
            Visit.spoilings += 1
            return original(*arguments, **more)

        setattr(owner, name, property(noted) if of_property else functools.wraps(original)(noted))


_note_what_spoils(
    Page,
    *("add_init_script", "add_locator_handler", "clock", "emulate_media", "expose_binding", "expose_function", "on"),
    *("once", "set_default_navigation_timeout", "set_default_timeout", "set_extra_http_headers"),
)
_note_what_spoils(
    BrowserContext,
    *("add_cookies", "add_init_script", "clear_permissions", "clock", "expose_binding", "expose_function"),
    *("grant_permissions", "new_cdp_session", "new_page", "on", "once", "route", "set_extra_http_headers"),
    *("set_geolocation", "set_offline"),
)


class Visit:
    """Opens pages of a site, and keeps what went wrong on them: errors of scripts, failed and foreign requests.

    As a context, it holds at the end that nothing did.
    """

    spoilings = 0
    """How many calls have changed a window for good, in all visits."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._windows: list[tuple[str, _Window]] = []
        self._path = ""
        self._before = Visit.spoilings
        self.address = address
        self.mistakes: list[str] = []

    @property
    def is_spoilt(self) -> bool:
        """Whether the windows of this visit can serve no other one."""
        return Visit.spoilings > self._before

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
        options = {"has_touch": touch, "is_mobile": touch, **options}
        unused = _UNUSED.setdefault(self._browser, {}).setdefault(repr(options), [])
        spoilings = Visit.spoilings
        window = unused.pop() if unused else _Window(self._browser, **options)
        Visit.spoilings = spoilings  # Playwright has called some of its own methods
        self._windows.append((repr(options), window))
        window.begin(self, size, scheme)
        expect.set_options(timeout=PATIENCE)
        self._path = path
        window.page.goto(self.address + path)
        return window.page

    def failed(self, error: Error) -> None:
        if str(error) != BY_A_STOPPED_CLOCK:
            self.mistakes.append(f"{self._path}: {error}")

    def told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.mistakes.append(f"{self._path}: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.mistakes.append(f"{self._path} asks another host: {request.url}")

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, error: object, *_: object) -> None:
        for options, window in self._windows:
            if window.end(self):
                _UNUSED[self._browser][options].append(window)
        assert error or self.mistakes == [], self.mistakes


_AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

_FIND_VIOLATIONS = """async ([tags, each]) => {
    const contrast = axe._audit.checks["color-contrast"];
    const evaluate = (contrast.original ??= contrast.evaluate);
    contrast.evaluate = each ? evaluate : measureOnce(evaluate);
    // What has passed need not be described: that takes longer than to find it.
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return found.violations.flatMap(
        ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`));
}"""

# To measure the contrast of every element is most of axe's work, and most elements are like thousands of others. So
# whatever looks exactly like an element that has passed is not measured again: the same tags, classes and computed
# styles up to the root, and the same surfaces at the same places behind and before it. What fails, and what axe cannot
# decide, is measured each time.
_MEASURE_ONCE = """window.measureOnce = (evaluate) => {
    const STYLES = ["color", "backgroundColor", "backgroundImage", "backgroundClip", "opacity", "filter",
        "mixBlendMode", "visibility", "position", "zIndex", "clipPath", "overflow", "fontSize", "fontWeight",
        "textShadow", "boxShadow", "webkitTextFillColor", "webkitTextStroke"];
    const numbers = new Map();
    const number = (said) => {
        if (!numbers.has(said)) numbers.set(said, numbers.size);
        return numbers.get(said);
    };
    const surfaces = new Set();
    const styles = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        if (pseudo && ["none", "normal"].includes(style.content)) return "";
        if (style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none"
            || style.boxShadow !== "none" || style.opacity !== "1") surfaces.add(element);
        const ofAPicture = element instanceof SVGElement ? `${style.fill}|${style.stroke}|` : "";
        return ofAPicture + STYLES.map((name) => style[name]).join("|");
    };
    const looks = new Map();
    // The number of an element's look; that of its parent is a part of it.
    const look = (element) => {
        if (!element) return -1;
        if (!looks.has(element)) {
            const said = [element.localName, element.getAttribute("class"), styles(element),
                styles(element, "::before"), styles(element, "::after")];
            looks.set(element, number([look(element.parentElement), ...said].join("||")));
        }
        return looks.get(element);
    };
    // Where the surfaces are: those that reach into each stripe of the page.
    const HEIGHT = 100;
    const stripes = new Map();
    const stripesOf = ({ top, bottom }) => {
        const first = Math.floor(top / HEIGHT);
        return Array.from({ length: Math.floor(bottom / HEIGHT) - first + 1 }, (_, n) => first + n);
    };
    document.querySelectorAll("body *").forEach((element) => {
        look(element);
        if (element.matches("img, svg *, canvas, video, object, iframe, input, select, textarea, button")) {
            surfaces.add(element);
        }
    });
    for (const element of surfaces) {
        const box = element.getBoundingClientRect();
        for (const stripe of stripesOf(box)) {
            if (!stripes.has(stripe)) stripes.set(stripe, []);
            stripes.get(stripe).push({ element, box, look: look(element) });
        }
    }
    // Which surfaces an element meets, and whether it lies within each of them.
    const around = (element) => {
        const own = element.getBoundingClientRect();
        const { left, right, top, bottom } = own;
        const met = new Set();
        for (const { element: other, look, box } of stripesOf(own).flatMap((stripe) => stripes.get(stripe) ?? [])) {
            if (box.left >= right || box.right <= left || box.top >= bottom || box.bottom <= top) continue;
            const isWithin = box.left <= left && box.right >= right && box.top <= top && box.bottom >= bottom;
            met.add(`${look}${isWithin ? " around" : ""}${other.contains(element) ? " above" : ""}`);
        }
        return [...met].sort().join();
    };
    const passed = new Map();
    return function (element, ...more) {
        const key = `${look(element)}: ${around(element)}`;
        if (passed.has(key)) {
            this.data(passed.get(key));
            return true;
        }
        let measured = null;
        const helper = Object.create(this, { data: { value: (data) => this.data((measured = data)) } });
        const result = evaluate.call(helper, element, ...more);
        if (result === true && measured?.fgColor && measured.bgColor) passed.set(key, measured);
        return result;
    };
};"""


def check_accessibility(page: Page, each: bool = False) -> list[str]:
    """What axe-core finds on a page as it is now: rule, elements and what is wrong.

    Args:
        page: any page.
        each: whether to measure the contrast even of what looks like something that has passed.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
        page.evaluate(_MEASURE_ONCE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: list[str] = page.evaluate(_FIND_VIOLATIONS, [tags, each])
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
