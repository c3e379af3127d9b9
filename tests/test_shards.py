"""The indexes of the search: nothing that stands there is ever missed, and no reader loads more than a bounded part.

They are looked up here by another way than in the browser, and in the browser too.
"""

import itertools
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from browsing import Visit, serve
from building import Once
from charsu.publish.pipeline import read_site
from charsu.search import name_index as names_module
from charsu.search import prefix_index
from charsu.search import word_index as words_module
from charsu.search.index import search_files
from charsu.search.name_index import MAX_FOR_KEY, MAX_FOR_PREFIX, NAME_LENGTH, NamedEntry, name_index, name_keys
from charsu.search.phonetics import sound_key
from charsu.search.postings import invert, number_packer, unshare
from charsu.search.prefix_index import Files, file_name
from charsu.search.tokens import index_keys
from charsu.search.word_index import word_index
from charsu.support.diagnostics import Problems
from charsu.text.folding import fold_for_search
from charsu.text.script_runs import UNSPACED
from helpers import LANGUAGES, SAMPLE, entry
from searching import HAN, cost_of, made_up, made_up_files

# --- looking up ----------------------------------------------------------------------------------------


def before(a: str, b: str) -> bool:
    """Whether JavaScript says a < b."""
    return a.encode("utf-16-be", "surrogatepass") < b.encode("utf-16-be", "surrogatepass")


class Reader:
    """Looks into the files of an index, and counts them."""

    def __init__(self, signposts: Mapping[str, Any], files: Files) -> None:
        self.signposts = signposts
        self.files = files
        self.read: set[str] = set()

    def file(self, path: str) -> Any:
        name = next(name for name in (f"{path}.json", f"{path}.js") if name in self.files)
        self.read.add(name)
        return json.loads(re.sub(r"^\(.*?\)\[.*?\]=|;\n$", "", self.files[name]))

    def open(self, folder: str, beginning: str, exact: bool = False) -> list[Any] | None:
        """The files that may have keys with this beginning, or just this key; None if these are more than two."""
        storeys, level = self.signposts["common" if folder.endswith("-common") else "each"]
        for storey in range(storeys, -1, -1):
            start = max(n for n, first in enumerate(level) if not before(beginning, first))
            end = start + 1
            while not exact and end < len(level) and level[end].startswith(beginning):
                end += 1
            if end - start > 2:
                return None
            found = [self.file(f"{folder}/{file_name(storey, first)}") for first in level[start:end]]
            level = list(itertools.chain(*found)) if storey else level
        return found

    def under(self, folder: str, key: str) -> Any:
        (file,) = self.open(folder, key, exact=True) or [None]
        return file.get(key)

    def documents(self, key: str, exact: bool = False) -> set[int]:
        files = None if exact else self.open("words", key)
        if files is None:
            said = [self.under("words" if exact else "words-common", key)]
        else:
            said = [packed for file in files for each, packed in file.items() if each.startswith(key)]
        return {number for packed in said if packed for number in unpacked(packed.split("!")[0])}

    def names(self, term: str) -> tuple[set[str], bool]:
        """The entries offered for a term, and whether these are all."""
        key = term[:NAME_LENGTH].rstrip()
        files = self.open("names", key)
        if files is None:
            return set(self.under("names-common", key)), False
        found = {id for file in files for id in file if not id.startswith("#")}
        return found, not any(id.startswith(f"#{key}") for file in files for id in file)


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def unpacked(packed: str) -> list[int]:
    if packed.startswith("*"):
        bits = "".join(f"{(DIGITS + '+/').index(digit):06b}" for digit in packed[1:].rstrip("="))
        return [number for number, bit in enumerate(bits) if bit == "1"]
    numbers, gap, place = [-1], 0, 0
    for digit in packed:
        value = (DIGITS + "-_").index(digit)
        gap |= (value & 31) << place
        place += 5
        if value < 32:
            numbers.append(numbers[-1] + gap + 1)
            gap = place = 0
    return numbers[1:]


def asked(term: str) -> Iterator[tuple[str, bool]]:
    """What is asked for a term, folded, with one space between words."""
    runs = re.findall(rf"[^\W_{UNSPACED}]+|(?:(?![\W_])[{UNSPACED}])+", term)
    for number, run in enumerate(runs):
        if not re.match(f"[{UNSPACED}]", run):
            yield run, number < len(runs) - 1
        elif len(run) == 1:
            yield run, False
        else:
            yield from ((run[start : start + 2], True) for start in range(len(run) - 1))


def candidates(reader: Reader, term: str) -> set[int]:
    found = [reader.documents(key, exact) for key, exact in asked(term)]
    return set.intersection(*found)


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold_for_search(text)).strip()


def phrases(text: str) -> Iterator[str]:
    """Whatever may be asked of a text: from the beginning of any word, or any character in Chinese, to anywhere."""
    text = plain(text)
    for start in (found.start() for found in re.finditer(rf"[^\W_{UNSPACED}]+|(?![\W_])[{UNSPACED}]", text)):
        yield from filter(None, (text[start:end].strip() for end in range(start + 1, len(text) + 1)))


TEXTS = st.text(alphabet="aabbkđĐạöÀ1 　.-·'喀布尔汗汗𠀀𠀁·，", max_size=14)
SMALL = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


BEST_OF_FEW = 2


@pytest.fixture
def many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files so small that a few words already need many of them, and several storeys of signposts."""
    monkeypatch.setattr(words_module, "MAX_BLOCK_BYTES", 40)
    monkeypatch.setattr(names_module, "MAX_BLOCK_BYTES", 120)
    monkeypatch.setattr(names_module, "MAX_FOR_KEY", 3)
    monkeypatch.setattr(names_module, "MAX_FOR_PREFIX", BEST_OF_FEW)
    monkeypatch.setattr(prefix_index, "MAX_PREFIXES", 4)


# --- nothing is missed -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("many_files")
@SMALL
@given(st.lists(st.lists(TEXTS, max_size=3), min_size=1, max_size=12))
def test_whatever_stands_in_a_document_leads_to_it(documents: list[list[str]]) -> None:
    postings = unshare(invert((number, index_keys(texts)) for number, texts in enumerate(documents)))
    reader = Reader(*word_index(len(documents), postings, {}))
    for number, texts in enumerate(documents):
        for phrase in {phrase for text in texts for phrase in phrases(text)}:
            assert number in candidates(reader, phrase), phrase


@pytest.mark.usefixtures("many_files")
@SMALL
@given(st.lists(TEXTS.filter(plain), min_size=1, max_size=12))
def test_whatever_begins_a_word_of_a_name_leads_to_the_entry_or_to_word_that_there_are_more(names: list[str]) -> None:
    named = {f"e-{number}": name for number, name in enumerate(names)}
    reader = Reader(*name_index([named_entry(id, name, 0) for id, name in named.items()]))
    for id, name in named.items():
        for phrase in set(phrases(name)):
            offered, all_of_them = reader.names(phrase)
            assert offered, phrase
            assert id in offered or not all_of_them, phrase


def named_entry(id: str, name: str, passages: int) -> NamedEntry:
    keys = name_keys(entry(id, name), LANGUAGES)
    names = json.dumps([0, [name, "", ""], [[], None, None]])[1:-1]
    return NamedEntry(id, names, "[]", passages, '""', keys, ())


@given(st.integers(1, 400).flatmap(lambda below: st.tuples(st.just(below), st.sets(st.integers(0, below - 1)))))
def test_numbers_are_packed_so_that_no_list_is_heavy(case: tuple[int, set[int]]) -> None:
    below, numbers = case
    packed = number_packer(below)(sorted(numbers))
    assert unpacked(packed) == sorted(numbers)
    assert len(packed) <= max(below / 6 + 8, 2 * len(numbers))


def test_an_entry_called_just_so_is_offered_before_those_that_are_better_known() -> None:
    people = [
        named_entry(f"khan-{n}", f"Khan {chr(97 + n % 26)}{n}" if n else "Khan", n) for n in range(30 * MAX_FOR_KEY)
    ]
    reader = Reader(*name_index(sorted(people, key=lambda each: (-each.passages, each.id))))
    offered, all_of_them = reader.names("khan")
    assert not all_of_them
    assert {"khan-0", f"khan-{len(people) - 1}"} <= offered
    assert len(offered) in (MAX_FOR_PREFIX, MAX_FOR_KEY)
    offered, all_of_them = reader.names("khan b27")
    assert "khan-27" in offered and all_of_them


def test_how_a_name_sounds_leads_to_it() -> None:
    assert (
        sound_key("masoode") == sound_key("massoud")
        and sound_key("qabul") == sound_key("kabul")
        and sound_key("mazhari") == sound_key("mazari")
    )
    assert f"~{sound_key('qabul')}" in name_keys(entry("kabul", "Kabul"), LANGUAGES)


# --- the same, however it was made -----------------------------------------------------------------------


SIZES = [1_000, pytest.param(10_000, marks=pytest.mark.slow)]
"""Of a thousand entries, the indexes already have all that they have of ten thousand, and within a minute less."""


@pytest.fixture(scope="module", params=SIZES)
def large(request: pytest.FixtureRequest, once: Once) -> tuple[Files, Files]:
    """Many entries that nobody wrote, indexed in two orders."""

    def make(folder: Path) -> None:
        site = read_site(SAMPLE, LANGUAGES, Problems())
        assert site is not None
        documents, entries = made_up(request.param)
        orders = [(documents, entries), (documents[::-1], [*entries[5:], *entries[:5]])]
        files = [search_files(site, *order) for order in orders]
        (folder / "files.json").write_text(json.dumps(files), encoding="utf-8")

    folder = once(f"large-{request.param}", make)
    first, second = json.loads((folder / "files.json").read_text(encoding="utf-8"))
    return first, second


def test_the_order_in_which_documents_were_made_leaves_no_trace(large: tuple[Files, Files]) -> None:
    assert large[0] == large[1]


def test_no_file_of_many_entries_is_heavy(large: tuple[Files, Files]) -> None:
    bounds = {
        "names": names_module.MAX_BLOCK_BYTES,
        "names-common": names_module.MAX_BLOCK_BYTES // 4,
        "words": words_module.MAX_BLOCK_BYTES,
        "words-common": words_module.MAX_BLOCK_BYTES,
        "start.js": 20_000,
    }
    heaviest = dict.fromkeys(bounds, 0)
    for name, content in large[0].items():
        folder = name.split("/")[0]
        if folder in bounds:
            heaviest[folder] = max(heaviest[folder], len(content.encode()) - 100)  # without brackets and path
    assert all(0 < heaviest[folder] <= bound for folder, bound in bounds.items()), heaviest


def test_one_more_entry_leaves_most_files_as_they_are() -> None:
    people = [named_entry(f"p-{n}", f"{chr(97 + n * 7 % 26)}{n * 7919 % 5003} khan", 0) for n in range(10_000)]
    _, before = name_index(people)
    _, after = name_index([*people, named_entry("p-x", "Mullah Omar", 0)])
    assert len(before) > 20
    assert sum(after.get(name) != content for name, content in before.items()) <= 8


# --- what a reader loads ---------------------------------------------------------------------------------

ASKED = [("kab", "ul ta"), ("zar", "mas ra"), ("dar", "gulba")]
"""What finds something in a wiki of any size; and what somebody looks for next."""


def test_a_search_of_many_entries_costs_hardly_more_than_one_of_a_hundred(
    browser: Browser, site: Path, large: tuple[Files, Files], tmp_path: Path
) -> None:
    wiki = read_site(SAMPLE, LANGUAGES, Problems())
    assert wiki is not None
    for folder, files in (("small", made_up_files(wiki, 100)), ("large", large[0])):
        shutil.copytree(site / "assets", tmp_path / folder / "assets")
        shutil.copy(site / "index.html", tmp_path / folder)
        write(files, tmp_path / folder / "search")
    for queries in ASKED:
        small, big = (costs(browser, tmp_path / folder, queries) for folder in ("small", "large"))
        for few, many in zip(small, big, strict=True):
            assert many.bytes <= 1.5 * few.bytes, (queries, small, big)
            assert many.requests <= 1.5 * few.requests, (queries, small, big)


def write(files: Files, folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def costs(browser: Browser, folder: Path, queries: Sequence[str]) -> list[Any]:
    with serve(folder) as address, Visit(browser, address) as visit:
        page = visit.open("")
        page.wait_for_load_state("networkidle")
        found = cost_of(page, *queries)
        for group in ("entries", "passages"):
            assert page.locator(f"#search [data-group={group}] a.hit").count(), queries
        return found


def test_a_search_of_a_small_wiki_needs_few_requests(visit: Visit) -> None:
    page = visit.open("")
    page.wait_for_load_state("networkidle")
    (cost,) = cost_of(page, "massoud")
    assert cost.requests <= 25 and cost.bytes <= 150_000, cost


def test_the_browser_finds_the_same_candidates(visit: Visit, site: Path) -> None:
    start = json.loads(re.sub(r"^\(.*?\)\[.*?\]=|;\n$", "", (site / "search/start.js").read_text(encoding="utf-8")))
    files = {
        file.relative_to(site / "search").as_posix(): file.read_text(encoding="utf-8")
        for file in (site / "search").glob("words*/*.json")
    }
    reader = Reader(start["words"], files)
    documents = sorted((site / "search/documents").iterdir(), key=lambda file: int(file.stem))
    queries: list[str] = ["a", "k", "th", "ta", "汗", "的", "喀布尔", "17", "xqz"]
    for file in documents[::7]:
        said = re.findall(r'"([^"\\]{30,})"', file.read_text(encoding="utf-8"))
        for number, text in enumerate(said[::5]):
            found = list(phrases(text[number % 20 :][:16]))
            queries += found[number % 7 :: 23]
    queries = list(dict.fromkeys(queries))
    assert len(queries) > 200
    page = visit.open("")
    page.locator("#search-button").click()
    page.locator("#search .search-results[data-answers]").wait_for()
    ask = "queries => Promise.all(queries.map((query) => charsu.search.mayAnswer(query)))"
    answers = page.evaluate(ask, [f'"{query}' for query in queries])
    for query, answer in zip(queries, answers, strict=True):
        assert candidates(reader, query) <= set(answer), query
        if len(list(asked(query))) <= 2:
            assert candidates(reader, query) == set(answer), query


@pytest.mark.usefixtures("many_files")
def test_the_browser_follows_signposts_over_several_storeys(browser: Browser, site: Path, tmp_path: Path) -> None:
    wiki = read_site(SAMPLE, LANGUAGES, Problems())
    assert wiki is not None
    files = made_up_files(wiki, 40)
    start = json.loads(re.sub(r"^\(.*?\)\[.*?\]=|;\n$", "", files["start.js"]))
    assert min(start[index]["each"][0] for index in ("names", "words")) > 1
    reader = Reader(start["words"], files)
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copy(site / "index.html", tmp_path)
    write(files, tmp_path / "search")
    queries = ["k", "ka", "kab", "kabul", "zar", "gulba", HAN[5], HAN[310], "khan"]
    with serve(tmp_path) as address, Visit(browser, address) as visit:
        page = visit.open("?q=kab")
        page.locator("#search .search-results[data-answers]").wait_for()
        assert page.locator("#search [data-group=entries] a.hit").count() >= BEST_OF_FEW
        for query in queries:
            found = page.evaluate("query => charsu.search.mayAnswer(query)", query)
            assert set(found) == candidates(reader, query), query


@pytest.mark.parametrize(("count", "part"), [(1_000, 10), pytest.param(10_000, 1, marks=pytest.mark.slow)])
def test_a_common_name_is_told_to_have_more(
    browser: Browser, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, part: int
) -> None:
    # A tenth of the entries needs as many files as all of them if a file holds a tenth.
    monkeypatch.setattr(names_module, "MAX_BLOCK_BYTES", names_module.MAX_BLOCK_BYTES // part)
    wiki = read_site(SAMPLE, LANGUAGES, Problems())
    assert wiki is not None
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copy(site / "index.html", tmp_path)
    write(made_up_files(wiki, count), tmp_path / "search")
    with serve(tmp_path) as address, Visit(browser, address) as visit:
        page = visit.open("?q=za")
        page.locator("#search .search-results[data-answers]").wait_for()
        group = page.locator("#search [data-group=entries]")
        assert group.locator(".count").text_content() == f"{MAX_FOR_PREFIX}+"
        told = group.locator(".search-partly").text_content() or ""
        assert re.match(f"More than {MAX_FOR_PREFIX} entries have such a name", told), told
        # After these come the others that have the words on their pages, each once.
        shown = group.locator("a.hit")
        for _ in range(3):
            before = shown.count()
            group.locator(".search-more").click()
            expect(shown.nth(before)).to_be_visible()
        ids = shown.evaluate_all("links => links.map(link => link.dataset.entry)")
        assert len(ids) > MAX_FOR_PREFIX and len(ids) == len(set(ids))
