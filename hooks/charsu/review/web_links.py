"""Addresses: the web pages that a wiki cites, and whether they still answer.

The web rots without anybody's doing, so nothing here is a problem of an author's, and no build asks it.
Hosts are asked side by side, but each host one question at a time, with a pause between.
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
"""`gone`: the host says that there is no such page. `refused`: it does not show it to a program, and
perhaps to people. `failing`: no answer, or that of a host in trouble; next week it may be back."""

USER_AGENT = "Mozilla/5.0 (compatible; charsu-links/1.0)"
"""Says what asks; some hosts answer nobody who does not begin like a browser."""

MAX_HOSTS_AT_ONCE = 12
"""So many hosts are asked at once."""

MAX_WAIT = 30.0
"""Seconds that a host may ask for before it is tried again."""

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 405, 406, 418, 429, 451, 999})
_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclasses.dataclass(frozen=True, order=True)
class CitedUrl:
    """An address that the wiki cites."""

    url: str
    place: Place
    """Where it is written, or the first of several places."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came of asking for an address."""

    cited: CitedUrl
    state: LinkStatus
    says: str
    """The status that the host gave, or what went wrong."""
    now: str | None = None
    """Where a page that moved is now."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How long to wait for what, in seconds."""

    answer: float = 20.0
    pause: float = 1.0
    """Between two questions to one host."""
    tries: int = 3
    """For hosts that give no answer, or say that they are in trouble."""


def cited_urls(wiki: Wiki) -> tuple[CitedUrl, ...]:
    """Of works, of values that lead elsewhere, and of the ground of the map; each once."""
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


# --- asking -------------------------------------------------------------------------------------

Ask = Callable[[str, Literal["HEAD", "GET"], float], tuple[int, Mapping[str, str], str]]
"""Address, method, seconds to wait -> status, headers, and the address that answered at last; raises OSError."""


def visit(
    cited: Sequence[CitedUrl],
    patience: RetryPolicy | None = None,
    ask: Ask | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Answer]:
    """Ask for every address; answers come as they come."""
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

    def tell_mistake(done: Future[None]) -> None:
        if not done.cancelled() and (error := done.exception()):
            answers.put(error)

    hosts = ThreadPoolExecutor(MAX_HOSTS_AT_ONCE)
    try:
        for addresses in by_host.values():
            hosts.submit(visit_host, addresses).add_done_callback(tell_mistake)
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
            if status >= 400 and status not in _AGAIN:  # many hosts know no HEAD, and say so in many ways
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
    """What the host asks for, in seconds, if it does so in seconds."""
    asked = headers.get("Retry-After", "")
    return min(float(asked), MAX_WAIT) if asked.isascii() and asked.isdigit() else otherwise


def _what_went_wrong(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split()) or type(error).__name__


def _without_fragment(url: str) -> str:
    return urllib.parse.urldefrag(url).url


def ascii_address(url: str) -> str:
    """An address as it goes over the wire: the host in Punycode, the rest percent-encoded.

    Raises:
        ValueError: it cannot be written so.
    """
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    rest = (urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*[]|-._") for part in parts[2:])
    return urllib.parse.urlunsplit((parts.scheme, host, *rest))


def ask_web(url: str, method: Literal["HEAD", "GET"], seconds: float) -> tuple[int, Mapping[str, str], str]:
    """Ask a real host; redirects are followed, but only over HTTP.

    Raises:
        OSError, ValueError, http.client.HTTPException: there was no answer.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("only http and https are asked")
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
    request = urllib.request.Request(ascii_address(url), headers=headers, method=method)
    try:
        with _opener().open(request, timeout=seconds) as response:  # what it sends is never read
            return response.status, _mapping(response.headers), response.url
    except urllib.error.HTTPError as error:
        with error:
            if error.code < 400:  # a redirect that leads round and round, or out of the web
                raise urllib.error.URLError(error.reason) from None
            return error.code, _mapping(error.headers), url


def _mapping(headers: email.message.Message) -> dict[str, str]:
    return {name.title(): str(value) for name, value in headers.items()}


@functools.cache
def _opener() -> urllib.request.OpenerDirector:
    """Like urllib's own, but it opens no files and no FTP, to which a redirect could lead."""
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
