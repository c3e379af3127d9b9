"""Check whether the web pages that a wiki cites still exist.

Pages disappear through no fault of an author, so nothing here is a problem, and no build runs it.
Hosts are visited concurrently, but each host gets one request at a time, with pauses between.
"""

import dataclasses
import email.message
import functools
import http.client
import queue
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

from charsu.model.records import Wiki
from charsu.support.diagnostics import Place

LinkStatus = Literal["good", "moved", "gone", "refused", "failing"]
"""`gone`: the host says that the page does not exist. `refused`: it does not serve the page to programs, but
perhaps to people. `failing`: no answer, or a server error; the page may be back next week."""

USER_AGENT = "Mozilla/5.0 (compatible; charsu-links/1.0)"
"""Identifies this program; some hosts answer only user agents that begin like a browser's."""

MAX_HOSTS_AT_ONCE = 12
"""Maximum number of hosts visited at the same time."""

MAX_WAIT = 30.0
"""Maximum number of seconds to wait when a host asks for a pause."""

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 405, 406, 418, 429, 451, 999})
_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclasses.dataclass(frozen=True, order=True)
class CitedUrl:
    """An address that the wiki cites."""

    url: str
    place: Place
    """The first place where it is written."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """The result of requesting an address."""

    cited: CitedUrl
    state: LinkStatus
    says: str
    """The host's status, or what went wrong."""
    now: str | None = None
    """The new address of a page that has moved."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How long to wait, in seconds, and how often to try."""

    answer: float = 20.0
    pause: float = 1.0
    """Pause between two requests to one host."""
    tries: int = 3
    """Maximum number of requests if there is no answer or a server error."""


def cited_urls(wiki: Wiki) -> tuple[CitedUrl, ...]:
    """Collect the addresses of works, of linked values and of the base map's credits; each once."""
    found: dict[str, Place] = {}
    for work in wiki.works.values():
        if work.url:
            found.setdefault(work.url, work.place)
    for entry in wiki.entries.values():
        for statement in entry.statements:
            link = wiki.vocabulary.properties[statement.property].link
            if link and isinstance(statement.value, str):
                found.setdefault(link.format(urllib.parse.quote(statement.value, safe="")), statement.value_place)
    for credit in wiki.base_map.credits:
        if credit.url:
            found.setdefault(credit.url, Place("entries/map.yml"))
    return tuple(CitedUrl(url, place) for url, place in sorted(found.items(), key=lambda item: (item[1], item[0])))


# --- requests -----------------------------------------------------------------------------------

Ask = Callable[[str, Literal["HEAD", "GET"], float], tuple[int, Mapping[str, str], str]]
"""Address, method, timeout in seconds -> status, headers, and the address that finally answered; raises OSError."""


def visit(
    cited: Sequence[CitedUrl],
    patience: RetryPolicy | None = None,
    ask: Ask | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Answer]:
    """Request every address; yield answers as they arrive."""
    patience, ask = patience or RetryPolicy(), ask or ask_web
    by_host: dict[str, list[CitedUrl]] = {}
    for each in cited:
        by_host.setdefault(urllib.parse.urlsplit(each.url).netloc.lower(), []).append(each)
    answers: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()

    def visit_host(addresses: Sequence[CitedUrl]) -> None:
        for number, each in enumerate(addresses):
            if number:
                sleep(patience.pause)
            answers.put(_visit_one(each, patience, ask, sleep))

    def pass_on_error(done: Future[None]) -> None:
        if not done.cancelled() and (error := done.exception()):
            answers.put(error)

    hosts = ThreadPoolExecutor(MAX_HOSTS_AT_ONCE)
    try:
        for addresses in by_host.values():
            hosts.submit(visit_host, addresses).add_done_callback(pass_on_error)
        for _ in cited:
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        hosts.shutdown(wait=False, cancel_futures=True)


def _visit_one(cited: CitedUrl, patience: RetryPolicy, ask: Ask, sleep: Callable[[float], None]) -> Answer:
    answer = Answer(cited, "failing", "never asked")
    wait = 0.0
    for _ in range(patience.tries):
        if wait:
            sleep(wait)
        try:
            status, headers, at = ask(cited.url, "HEAD", patience.answer)
            if status >= 400 and status not in _AGAIN:  # many hosts do not support HEAD, and say so in many ways
                sleep(patience.pause)
                status, headers, at = ask(cited.url, "GET", patience.answer)
        except (OSError, http.client.HTTPException, ValueError) as error:
            answer, wait = Answer(cited, "failing", _what_went_wrong(error)), 2 * patience.pause
            continue
        answer = _judged(cited, status, at)
        if status not in _AGAIN:
            break
        wait = _wait(headers, 2 * patience.pause)
    return answer


def _judged(cited: CitedUrl, status: int, at: str) -> Answer:
    if status < 400:
        moved = _without_fragment(at) != _without_fragment(ascii_address(cited.url))
        return Answer(cited, "moved" if moved else "good", str(status), at if moved else None)
    state: LinkStatus = "gone" if status in _GONE else "refused" if status in _REFUSED else "failing"
    return Answer(cited, state, f"{status} {http.client.responses.get(status, '')}".strip())


def _wait(headers: Mapping[str, str], otherwise: float) -> float:
    """Return the pause that the host asks for, if it gives it in seconds."""
    asked = headers.get("Retry-After", "")
    return min(float(asked), MAX_WAIT) if asked.isascii() and asked.isdigit() else otherwise


def _what_went_wrong(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split()) or type(error).__name__


def _without_fragment(url: str) -> str:
    return urllib.parse.urldefrag(url).url


def ascii_address(url: str) -> str:
    """Encode an address for a request: the host in Punycode, the rest percent-encoded.

    Raises:
        ValueError: it cannot be encoded.
    """
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    rest = (urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*[]|-._") for part in parts[2:])
    return urllib.parse.urlunsplit((parts.scheme, host, *rest))


def ask_web(url: str, method: Literal["HEAD", "GET"], seconds: float) -> tuple[int, Mapping[str, str], str]:
    """Send a request to a real host; follow redirects, but only over HTTP.

    Raises:
        OSError, ValueError, http.client.HTTPException: there was no answer.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("only http and https are supported")
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
    request = urllib.request.Request(ascii_address(url), headers=headers, method=method)
    try:
        with _opener().open(request, timeout=seconds) as response:  # the body is never read
            return response.status, _mapping(response.headers), response.url
    except urllib.error.HTTPError as error:
        with error:
            if error.code < 400:  # a redirect that loops, or leaves the web
                raise urllib.error.URLError(error.reason) from None
            return error.code, _mapping(error.headers), url


def _mapping(headers: email.message.Message) -> dict[str, str]:
    return {name.title(): str(value) for name, value in headers.items()}


@functools.lru_cache(maxsize=1)
def _opener() -> urllib.request.OpenerDirector:
    """Return an opener like urllib's own, but without files and FTP, to which a redirect could lead."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
