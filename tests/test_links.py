"""Whether cited pages still answer: asked of a host of our own, on this machine."""

import functools
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from charsu.commands import main
from charsu.review.web_links import USER_AGENT, Answer, CitedUrl, RetryPolicy, ascii_address, ask_web, cited_urls, visit
from charsu.support.diagnostics import Place
from helpers import sample_wiki
from synthetic import write_wiki

AT_ONCE = RetryPolicy(answer=2, pause=0, tries=2)


class _Host(BaseHTTPRequestHandler):
    """Answers each path as its name says."""

    asked: ClassVar[Counter[str]] = Counter()
    agents: ClassVar[set[str]] = set()

    def do_HEAD(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        self.agents.add(self.headers["User-Agent"])
        match self.path.strip("/").split("/"):
            case ["to", *rest]:
                self._answer(301, Location="/" + "/".join(rest))
            case ["file"]:
                self._answer(302, Location="file:///etc/hostname")
            case ["only-get"]:
                self._answer(200 if self.command == "GET" else 405)
            case ["second-time"]:
                self._answer(503 if self.asked[f"HEAD {self.path}"] == 1 else 200)
            case ["hangs-up"]:
                self.connection.close()
            case [status] if status.isdigit():
                self._answer(int(status))
            case _:
                self._answer(200)

    def do_GET(self) -> None:
        self.do_HEAD()

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    _Host.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Host)
    # Half a second is what it would otherwise wait for before it sees that it is to end.
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def asked(*urls: str) -> list[Answer]:
    cited = [CitedUrl(url, Place("entries/sources.yml", line)) for line, url in enumerate(urls, 1)]
    return sorted(visit(cited, AT_ONCE), key=lambda answer: answer.cited.place)


@pytest.mark.parametrize(
    ("path", "state", "says"),
    [
        ("/page", "good", "200"),
        ("/page#section", "good", "200"),
        ("/only-get", "good", "200"),
        ("/second-time", "good", "200"),
        ("/404", "gone", "404 Not Found"),
        ("/410", "gone", "410 Gone"),
        ("/to/404", "gone", "404 Not Found"),
        ("/403", "refused", "403 Forbidden"),
        ("/429", "refused", "429 Too Many Requests"),
        ("/999", "refused", "999"),
        ("/500", "failing", "500 Internal Server Error"),
    ],
)
def test_what_a_host_answers_is_told(host: str, path: str, state: str, says: str) -> None:
    (answer,) = asked(host + path)
    assert (answer.state, answer.says, answer.now) == (state, says, None)
    assert _Host.agents == {USER_AGENT}


def test_a_page_that_moved_is_told_with_its_new_address(host: str) -> None:
    (answer,) = asked(f"{host}/to/page")
    assert (answer.state, answer.now) == ("moved", f"{host}/page")


def test_no_redirect_leads_to_a_file_of_this_machine(host: str) -> None:
    (answer,) = asked(f"{host}/file")
    assert answer.state == "failing" and answer.now is None


def test_whoever_gives_no_answer_is_asked_again_and_then_told(host: str) -> None:
    nobody, closed = asked("http://127.0.0.1:1/", f"{host}/hangs-up")
    assert nobody.state == closed.state == "failing"
    assert "refused" in nobody.says
    assert _Host.asked["HEAD /hangs-up"] == AT_ONCE.tries


def test_what_is_there_is_asked_for_once_and_without_its_body(host: str) -> None:
    asked(f"{host}/page", f"{host}/404")
    assert _Host.asked == {"HEAD /page": 1, "HEAD /404": 1, "GET /404": 1}


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/hostname", "mailto:a@b.example"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match="only http and https are supported"):
        ask_web(url, "HEAD", 1)
    assert asked(url)[0].state == "failing"


def test_an_address_goes_over_the_wire_in_ascii() -> None:
    assert ascii_address("https://bücher.example/喀 布?q=é%20#x") == (
        "https://xn--bcher-kva.example/%E5%96%80%20%E5%B8%83?q=%C3%A9%20#x"
    )


# --- manners ------------------------------------------------------------------------------------


def test_one_host_is_asked_one_question_at_a_time_with_a_pause() -> None:
    busy, slept, lock = Counter[str](), list[float](), threading.Lock()

    def ask(url: str, method: str, seconds: float) -> tuple[int, Mapping[str, str], str]:
        name = url.split("/")[2]
        with lock:
            busy[name] += 1
            assert busy[name] == 1
        threading.Event().wait(0.002)
        with lock:
            busy[name] -= 1
        return 200, {}, url

    cited = [CitedUrl(f"https://{name}.example/{n}", Place("x", n)) for n in range(5) for name in "abc"]
    answers = list(visit(cited, RetryPolicy(pause=7), ask, slept.append))
    assert {answer.cited for answer in answers} == set(cited)
    assert slept == [7] * 12


@pytest.mark.parametrize(("asks_for", "waits"), [("3", 3.0), ("86400", 30.0), ("Wed, 21 Oct 2026", 2.0), ("²", 2.0)])
def test_a_host_in_trouble_says_how_long_to_wait(asks_for: str, waits: float) -> None:
    slept: list[float] = []

    def ask(url: str, method: str, seconds: float) -> tuple[int, Mapping[str, str], str]:
        return 503, {"Retry-After": asks_for}, url

    (answer,) = visit([CitedUrl("https://a.example/", Place("x"))], RetryPolicy(tries=2, pause=1), ask, slept.append)
    assert answer.state == "failing" and slept == [waits]


def test_a_mistake_of_our_own_is_no_answer() -> None:
    def ask(url: str, method: str, seconds: float) -> tuple[int, Mapping[str, str], str]:
        raise AssertionError("ours")

    with pytest.raises(AssertionError, match="ours"):
        list(visit([CitedUrl("https://a.example/", Place("x"))], AT_ONCE, ask))


# --- what is asked for ----------------------------------------------------------------------------


def test_all_that_is_cited_is_asked_for_once() -> None:
    cited = cited_urls(sample_wiki())
    urls = [each.url for each in cited]
    assert len(urls) == len(set(urls))
    assert {work.url for work in sample_wiki().works.values() if work.url} <= set(urls)
    assert any(url.startswith("https://www.wikidata.org/wiki/Q") for url in urls)
    assert [each.place for each in cited] == sorted(each.place for each in cited)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def wiki(tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_wiki(tmp_path, entries=20, texts=1)
    sources = tmp_path / "entries/sources.yml"
    works = "\n".join(
        f'extra-{n}: {{title: "T{n}", publisher: P, url: "{host}{path}"}}'
        for n, path in enumerate(("/404", "/to/page", "/ok"))
    )
    sources.write_text(sources.read_text(encoding="utf-8").rstrip("\n") + f"\n{works}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # The command is polite to hosts; that it pauses is held above, and this host is our own.
    monkeypatch.setattr("charsu.commands.links.RetryPolicy", functools.partial(RetryPolicy, pause=0))
    return tmp_path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["links", *arguments, "127.0.0.1"])


def test_the_command_tells_what_should_be_looked_at_and_does_not_fail(wiki: Path, host: str) -> None:
    done = run()
    assert done.exit_code == 0, done.output
    lines = (wiki / "entries/sources.yml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "/404" in text)
    assert f"  entries/sources.yml:{line}:" in done.stdout and f": {host}/404\n    404 Not Found\n" in done.stdout
    assert f"{host}/to/page\n    {host}/page\n" in done.stdout
    assert done.stdout.endswith("3 pages checked: 1 good, 1 moved, 1 gone, 0 refused, 0 failing.\n")


def test_it_fails_if_it_is_told_to(wiki: Path) -> None:
    assert run("--strict").exit_code == 1


def test_programs_are_told_every_answer(wiki: Path, host: str) -> None:
    found = {each["url"].removeprefix(host): each for each in json.loads(run("--json").stdout)}
    assert {path: each["state"] for path, each in found.items()} == {"/404": "gone", "/to/page": "moved", "/ok": "good"}
    assert found["/to/page"]["now"] == f"{host}/page" and found["/ok"]["file"] == "entries/sources.yml"


def test_a_summary_is_a_table_of_markdown(wiki: Path, host: str) -> None:
    told = run("--format", "markdown").stdout
    assert told.startswith("# Cited addresses\n\n3 pages checked:")
    assert f"| `{host}/404` | `404 Not Found` |\n" in told


def test_an_address_that_is_nowhere_is_not_called_good(wiki: Path) -> None:
    done = CliRunner().invoke(main, ["links", "bcc.co.uk"])
    assert (done.exit_code, done.output) == (2, "Error: No cited address contains 'bcc.co.uk'.\n")


def test_a_wiki_with_mistakes_is_not_asked_about(wiki: Path) -> None:
    (wiki / "entries/sources.yml").write_text("x: [", encoding="utf-8")
    done = run()
    assert done.exit_code == 1 and "entries/sources.yml:1:" in done.output
