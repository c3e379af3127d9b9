"""The site of the sample, built as `make build` does and read page by page: what every page of it promises."""

import datetime
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date

from building import tree
from charsu.read.editor_schemas import schemas
from helpers import HOMES, LANGUAGES, ROOT, SAMPLE, sample_wiki
from pages import Element, leaves_the_site, read_html, read_pages, resolve_address

NOT_FOUND = "404.html"
"""The one page that is the same for all languages."""

REASONS = {"name", "alias", "aligned", "in-text", "cited", "alive", "stated"}

Pages = dict[str, Element]
Json = list[dict[str, Any]]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """All pages, by address. Reading them is strict: every element is closed, no attribute stands twice.

    What only leads on from an old address is read as strictly, but is no page of the site.
    """
    return {address: page for address, page in read_pages(site).items() if not list(page.all(http_equiv="refresh"))}


@pytest.fixture(scope="module")
def entries(site: Path) -> Json:
    found: Json = json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def mentions(site: Path) -> Json:
    found: Json = json.loads((site / "data/mentions.json").read_text(encoding="utf-8"))
    return found


def language_of(address: str) -> str:
    return next((language for language in ("zh", "vi") if address.startswith(HOMES[language])), "en")


def entry_pages(pages: Pages, entries: Json) -> Iterator[tuple[dict[str, Any], str, str, Element]]:
    """Entry, language, address and page, for every page of an entry."""
    for entry in entries:
        for language, address in entry["url"].items():
            yield entry, language, address, pages[address]


def text_pages(pages: Pages) -> Iterator[tuple[str, str, str, Element]]:
    """Text, language, address and page, for every page of a text."""
    for text in texts():
        for language in LANGUAGES:
            address = f"{HOMES[language]}texts/{text}/"
            yield text, language, address, pages[address]


def texts() -> list[str]:
    return sorted(path.parent.name for path in SAMPLE.glob("docs/texts/*/text.yml"))


def languages_of(text: str) -> list[str]:
    return [language for language in LANGUAGES if (SAMPLE / f"docs/texts/{text}/index.{language}.md").exists()]


def lines_of(text: str, language: str, entries: Json) -> dict[str, str]:
    """The lines of a version as they are read, by segment: without layout marks, links in brackets as words."""
    names = {entry["id"]: entry["name"][language] for entry in entries}
    file = SAMPLE / f"docs/texts/{text}/index.{language}.md"
    source = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
    found = {}
    for p, paragraph in enumerate(re.split(r"\n\s*\n", source.strip("\n")), 1):
        for s, line in enumerate(paragraph.split("\n"), 1):
            words = re.sub(r"^[#>] ", "", line).strip()
            words = re.sub(r"\[\[([^\[\]|]+)\|([^\[\]|]+)\]\]", r"\2", words)
            found[f"p{p}s{s}"] = re.sub(r"\[\[([^\[\]|]+)\]\]", lambda match: str(names[match[1]]), words)
    assert found
    return found


def test_every_link_and_every_fragment_leads_somewhere(site: Path, pages: Pages) -> None:
    files = set(tree(site))
    ids = {address: {element.get("id") for element in page.all() if "id" in element} for address, page in pages.items()}
    for file in site.rglob("*.svg"):  # a picture may be referred to part by part
        drawn = re.findall(r' id="([^"]+)"', file.read_text(encoding="utf-8"))
        ids[file.relative_to(site).as_posix()] = set(drawn)
    wrong, followed = [], 0
    for address, page in pages.items():
        for element in page.all():
            for name in ("href", "src", "xlink:href"):
                link = element.get(name)
                if name not in element or leaves_the_site(link):
                    continue
                followed += 1
                target, id = resolve_address(link, address)
                exists = target in pages or target in files
                if not exists or (id and id not in ids.get(target, ())):
                    wrong.append(f"{address}: {link}")
    assert followed > 1000
    assert not wrong, Counter(wrong).most_common(20)


def test_every_page_says_its_language_its_title_and_one_heading(pages: Pages) -> None:
    wrong = []
    for address, page in pages.items():
        if page.one("html").get("lang") != language_of(address):
            wrong.append(f"{address}: lang {page.one('html').get('lang')}")
        if not page.one("head").one("title").text.strip() or len(list(page.all("h1"))) != 1:
            wrong.append(f"{address}: title or h1")
        elif not page.one("h1").text.strip():
            wrong.append(f"{address}: empty h1")
    assert pages and not wrong, wrong[:20]


def test_no_two_pages_of_a_language_have_the_same_title(pages: Pages) -> None:
    titles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for address, page in pages.items():
        if address != NOT_FOUND:
            titles[language_of(address), page.one("head").one("title").text].append(address)
    assert titles and not [found for found in titles.values() if len(found) > 1]


def test_every_page_describes_itself(pages: Pages) -> None:
    wrong = [
        address
        for address, page in pages.items()
        if address != NOT_FOUND and not page.one("meta", name="description").get("content").strip()
    ]
    assert not wrong, wrong[:20]


def test_every_page_leads_to_itself_in_the_other_languages(pages: Pages) -> None:
    wrong = []
    for address, page in pages.items():
        links = {link.get("hreflang"): link for link in page.one("ul", "languages").all("a")}
        within = "" if address == NOT_FOUND else address.removeprefix(HOMES[language_of(address)])
        expected = {language: f"{home}{within}" for language, home in HOMES.items()}
        if {language: resolve_address(link.get("href"), address)[0] for language, link in links.items()} != expected:
            wrong.append(address)
        if address != NOT_FOUND and [x for x in links if "aria-current" in links[x]] != [language_of(address)]:
            wrong.append(f"{address}: current")
        wrong += [f"{address}: {language}" for language, link in links.items() if link.get("lang") != language]
        wrong += [f"{address}: there is no {other}" for other in expected.values() if other not in pages]
    assert len(pages) > 100 and not wrong, wrong[:20]


def test_all_languages_have_the_same_pages(pages: Pages) -> None:
    within = {
        language: {a.removeprefix(home) for a in pages if a != NOT_FOUND and language_of(a) == language}
        for language, home in HOMES.items()
    }
    assert within["en"] and within["en"] == within["zh"] == within["vi"]


# --- what a page asks for, and what runs in it --------------------------------------------------------

LOADING = ("src", "srcset", "poster", "data", "background", "formaction", "action", "ping", "manifest", "xlink:href")
ELSEWHERE = re.compile(r"(?:https?:|wss?:)?//[\w\[]", re.IGNORECASE)


def asks_elsewhere(element: Element) -> bool:
    """Whether an element makes a browser ask another host before anybody clicks."""
    if any(ELSEWHERE.search(element.get(name)) for name in LOADING):
        return True
    if element.tag == "link" and element.get("rel") not in ("canonical", "alternate"):
        return leaves_the_site(element.get("href"))
    if element.tag in ("image", "use", "feimage", "base"):
        return leaves_the_site(element.get("href"))
    if element.tag == "meta" and "http-equiv" in element:
        return bool(ELSEWHERE.search(element.get("content")))
    if element.tag in ("script", "style"):
        return bool(re.search(r"https?://|@import|url\(\s*['\"]?//", element.text))
    return bool(re.search(r"url\(\s*['\"]?(https?:)?//", element.get("style")))


def test_no_page_asks_another_host_for_anything(pages: Pages) -> None:
    wrong = [f"{address}: {e.tag} {e.attributes}" for address, p in pages.items() for e in p.all() if asks_elsewhere(e)]
    assert pages and not wrong, wrong[:20]


@pytest.mark.parametrize(
    ("html", "asks"),
    [
        pytest.param('<img src="https://a.example/x.png">', True, id="picture"),
        pytest.param('<img srcset="x.png 1x, //a.example/x.png 2x">', True, id="larger-picture"),
        pytest.param('<link rel="preconnect" href="https://a.example">', True, id="link"),
        pytest.param('<link rel="canonical" href="https://a.example/">', False, id="canonical"),
        pytest.param('<p style="background: url(//a.example/x)">.</p>', True, id="style"),
        pytest.param("<style>@import 'x.css';</style>", True, id="import"),
        pytest.param("<script>fetch('https://a.example')</script>", True, id="script"),
        pytest.param('<a href="https://a.example">.</a>', False, id="link-to-click"),
        pytest.param('<img src="../x.png">', False, id="own-picture"),
    ],
)
def test_what_counts_as_asking_another_host(html: str, asks: bool) -> None:
    assert [asks_elsewhere(element) for element in read_html(html).all()] == [asks]


def test_no_stylesheet_and_no_picture_asks_another_host(site: Path) -> None:
    checked, wrong = 0, []
    for file in sorted(site.rglob("*")):
        if file.suffix not in (".css", ".svg"):
            continue
        checked += 1
        content = file.read_text(encoding="utf-8")
        links = re.findall(r"url\(\s*['\"]?([^'\")]*)", content) + re.findall(r"@import\s+['\"]([^'\"]*)", content)
        links += re.findall(r"(?:href|src)=['\"]([^'\"]*)", content)
        wrong += [f"{file.name}: {link}" for link in links if ELSEWHERE.match(link)]
        own = [link for link in links if not re.match(r"data:|#|$", link) and not ELSEWHERE.match(link)]
        wrong += [f"{file.name}: {link} is missing" for link in own if not (file.parent / link.split("#")[0]).exists()]
    assert checked >= 3 and not wrong, wrong[:20]


def test_no_script_of_ours_speaks_to_another_host(site: Path) -> None:
    """Material's own scripts ask other hosts only for features that are not in use here."""
    scripts = sorted(site.rglob("*.js"))
    own = [file for file in scripts if not file.relative_to(site).as_posix().startswith("assets/javascripts/")]
    hosts = {host for file in own for host in re.findall(r"https?://[^\s'\"`]+", file.read_text(encoding="utf-8"))}
    assert scripts and not [host for host in hosts if not host.startswith("http://www.w3.org/")]


def test_nothing_runs_from_an_attribute(pages: Pages) -> None:
    wrong = [
        f"{address}: {name}={value}"
        for address, page in pages.items()
        for element in page.all()
        for name, value in element.attributes.items()
        if name.startswith("on") or value.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
    ]
    assert pages and not wrong, wrong[:20]


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    wrong = []
    for address, page in pages.items():
        counted = Counter(element.get("id") for element in page.all() if "id" in element)
        wrong += [f"{address}: {id}" for id, times in counted.items() if times > 1 or not id]
    assert pages and not wrong, wrong[:20]


def test_links_that_leave_the_site_say_so(pages: Pages) -> None:
    outward = [
        (address, link)
        for address, page in pages.items()
        for link in page.one("article", id="content").all("a")
        if leaves_the_site(link.get("href"))
    ]
    assert outward
    assert not [f"{address}: {link.get('href')}" for address, link in outward if "external" not in link.get("rel")][:20]


# --- entries ----------------------------------------------------------------------------------------


def test_every_entry_has_its_page_with_its_sections_in_every_language(pages: Pages, entries: Json) -> None:
    files = {path.stem: path.parent.name for path in SAMPLE.glob("entries/*/*.yml")}
    assert {entry["id"] for entry in entries} == set(files)
    for entry, language, address, page in entry_pages(pages, entries):
        assert address == f"{HOMES[language]}{files[entry['id']]}/{entry['id']}/"
        for section in ("statements", "relations", "mentions"):
            page.one("section", id=section)


def test_an_entry_page_is_headed_by_the_name(pages: Pages, entries: Json) -> None:
    for entry, language, address, page in entry_pages(pages, entries):
        assert page.one("h1").text.casefold() == entry["name"][language].casefold(), address


def test_every_statement_is_shown_with_its_sources(pages: Pages, entries: Json) -> None:
    ids = {entry["id"] for entry in entries}
    for entry, _, address, page in entry_pages(pages, entries):
        shown = [len(list(v.all("a", "source"))) for v in page.one("section", id="statements").all(cls="value")]
        stated = [
            len(s["sources"]) for s in entry["statements"] if not isinstance(s["value"], str) or s["value"] not in ids
        ]
        assert sorted(shown) == sorted(stated) and all(shown), address


def test_a_relation_is_seen_from_both_ends(pages: Pages, entries: Json) -> None:
    urls = {entry["id"]: entry["url"] for entry in entries}
    seen = 0
    for entry in entries:
        for statement in entry["statements"]:
            other = statement["value"] if isinstance(statement["value"], str) else ""
            for language, address in urls.get(other, {}).items():
                links = pages[address].one("section", id="relations").all("a")
                targets = {resolve_address(link.get("href"), address)[0] for link in links}
                assert entry["url"][language] in targets, f"{entry['id']} is missing on {address}"
                seen += 1
    assert seen > 100


def test_an_entry_page_shows_every_passage_that_names_it_or_proves_it(
    pages: Pages, entries: Json, mentions: Json
) -> None:
    expected: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for mention in mentions:
        for named in (mention, *mention.get("within", ())):
            expected[named["entry"]].add((mention["text"], mention["segment"]))
    for entry in entries:
        for statement in entry["statements"]:
            cited = (source.partition("#") for source in statement["sources"])
            expected[entry["id"]].update((text, segment) for text, hash, segment in cited if hash)
    assert len(expected) > 100
    for entry, _, address, page in entry_pages(pages, entries):
        shown = [(p.get("data-text"), p.get("data-segment")) for p in page.one(id="mentions").all(cls="passage")]
        assert len(shown) == len(set(shown)), address
        assert set(shown) == expected[entry["id"]], address


def test_a_passage_stands_in_all_its_versions_the_page_s_language_first(pages: Pages, entries: Json) -> None:
    lines = {(text, language): lines_of(text, language, entries) for text in texts() for language in languages_of(text)}
    checked = 0
    for address, page in pages.items():
        for passage in page.all(cls="passage"):
            checked += 1
            text, segment = passage.get("data-text"), passage.get("data-segment")
            versions = list(passage.all(cls="version"))
            languages = [version.get("lang") for version in versions]
            assert sorted(languages) == sorted(languages_of(text)), address
            assert languages[0] == language_of(address) or language_of(address) not in languages, address
            for version in versions:
                assert version.get("data-segment") == segment
                label = version.one(cls="version-language").text
                assert version.text == label + lines[text, version.get("lang")][segment], address
    assert checked > 100


# --- texts ------------------------------------------------------------------------------------------


def segments_of(page: Element) -> dict[tuple[str, str], Element]:
    """Segment and language -> the element that holds it, on the page of a text."""
    parallel = page.one(cls="parallel")
    leading = [((s.get("id"), s.get("lang")), s) for s in parallel.all("span", "segment")]
    others = [((s.get("data-segment"), s.get("lang")), s) for s in parallel.all("span") if "data-segment" in s]
    found = dict(leading + others)
    assert found and len(found) == len(leading) + len(others), "a segment stands twice"
    return found


def test_a_text_page_shows_every_segment_once_in_every_version_to_the_letter(pages: Pages, entries: Json) -> None:
    for text, _, address, page in text_pages(pages):
        found = {key: element.text for key, element in segments_of(page).items()}
        expected = {
            (segment, version): words
            for version in languages_of(text)
            for segment, words in lines_of(text, version, entries).items()
        }
        assert found == expected, address


def test_the_leading_version_carries_the_ids_and_is_in_the_page_s_language(pages: Pages, entries: Json) -> None:
    for text, language, address, page in text_pages(pages):
        leading = {segment.get("lang") for segment in page.all("span", "segment")}
        assert leading == {language} or (len(leading) == 1 and language not in languages_of(text)), address
        ids = [segment.get("id") for segment in page.all("span", "segment")]
        assert ids == list(lines_of(text, leading.pop(), entries)), address
        assert not [s for s in page.all("span") if "data-segment" in s and ("id" in s or "segment" in s.classes)]


def test_no_space_stands_in_chinese_that_is_not_in_the_source(pages: Pages, entries: Json) -> None:
    han = re.compile(r"[\u3400-\u9fff，。；：！？、”’）》]\s+[\u3400-\u9fff“‘（《]")
    checked = 0
    for text, _, address, page in text_pages(pages):
        for (segment, language), element in segments_of(page).items():
            if language == "zh":
                checked += 1
                stray = set(han.findall(element.text)) - set(han.findall(lines_of(text, "zh", entries)[segment]))
                assert not stray, f"{address}#{segment}"
    assert checked


def test_every_mention_keeps_what_is_promised_of_it(pages: Pages, entries: Json) -> None:
    addresses = {entry["id"]: entry["url"] for entry in entries}
    wrong = []
    tags: Counter[str] = Counter()
    for address, page in pages.items():
        language = language_of(address)
        # Where a page tells what an entry states, the entry has been linked: its own name is marked there, too.
        told = {id(mark): item for item in page.all("li") for mark in item.all("mark", "mention")}
        for mention in page.all(cls="mention"):
            tags[mention.tag] += 1
            entry, link = mention.get("data-entry"), mention.get("href")
            if mention.tag == "span":
                candidates = mention.get("data-candidates").split()
                good = "unsure" in mention.classes and "data-entry" not in mention and "data-why" not in mention
                good = good and len(candidates) > 0 and set(candidates) <= set(addresses) and bool(mention.get("title"))
            else:
                good = mention.get("data-why") in {*REASONS, "within"} and entry in addresses
                own = good and addresses[entry][language]
                if mention.tag == "mark":
                    item = told.get(id(mention))
                    links = [resolve_address(a.get("href"), address)[0] for a in item.all("a")] if item else []
                    good = own == address or own in links
                else:
                    good = good and mention.tag == "a" and bool(mention.get("title"))
                    good = good and resolve_address(link, address) == (own, "") and own != address
            if not good or not mention.text.strip():
                wrong.append(f"{address}: {mention.attributes} {mention.text}")
    assert tags["a"] > 1000 and tags["mark"] > 100
    assert not wrong, wrong[:20]


# --- data -------------------------------------------------------------------------------------------


def test_data_is_what_is_read_without_the_brackets_of_links(entries: Json) -> None:
    assert entries
    assert "[[" not in json.dumps(entries)


def test_entries_json_is_as_promised(entries: Json) -> None:
    assert [entry["id"] for entry in entries] == sorted(entry["id"] for entry in entries)
    for entry in entries:
        assert {"id", "kind", "name", "aliases", "summary", "url", "statements"} <= set(entry)
        for field in ("name", "summary", "url"):
            assert set(entry[field]) == set(LANGUAGES) and all(entry[field].values()), entry["id"]
        assert set(entry["aliases"]) <= set(LANGUAGES)
        for statement in entry["statements"]:
            assert {"property", "value", "sources"} <= set(statement) and statement["sources"], entry["id"]
    assert any(entry["aliases"] for entry in entries)


def test_schemas_are_published(site: Path) -> None:
    published = {path.name for path in (site / "data/schema").iterdir()}
    assert published == set(schemas(sample_wiki().vocabulary, LANGUAGES))


def test_mentions_json_is_as_promised(pages: Pages, entries: Json, mentions: Json) -> None:
    shown = {text: segments_of(page) for text, language, _, page in text_pages(pages) if language == "en"}
    known = {entry["id"] for entry in entries}
    for mention in mentions:
        text = shown[mention["text"]][mention["segment"], mention["lang"]].text
        assert text[mention["start"] : mention["end"]] == mention["surface"], mention
        if mention["why"] == "unsure":
            assert mention["entry"] is None and set(mention["candidates"]) <= known
        else:
            assert mention["entry"] in known and mention["why"] in REASONS
    assert {mention["lang"] for mention in mentions} == set(LANGUAGES)
    assert {mention["text"] for mention in mentions} == set(texts())


def test_the_pages_of_the_texts_link_what_mentions_json_lists(pages: Pages, mentions: Json) -> None:
    expected: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for m in mentions:
        expected[m["text"], m["segment"], m["lang"]].append((m["entry"] or " ".join(m["candidates"]), m["surface"]))
    for text, _, address, page in text_pages(pages):
        for (segment, version), element in segments_of(page).items():
            found = [(m.get("data-entry") or m.get("data-candidates"), m.text) for m in element.all(cls="mention")]
            assert found == expected[text, segment, version], f"{address}#{segment}"


# --- the whole --------------------------------------------------------------------------------------


def test_no_hole_of_a_stencil_is_left(site: Path, pages: Pages) -> None:
    """But a document may speak of the holes, in code."""
    in_code: Counter[str] = Counter()
    for address, page in pages.items():
        for code in page.all("code"):
            in_code[f"{address}index.html"] += code.text.count("charsu-hole")
    files = tree(site)
    wrong = [name for name, content in files.items() if content.count(b"charsu-hole") > in_code[name]]
    assert not wrong + [name for name in files if "charsu-hole" in name]


def test_nothing_carries_today_s_date_or_a_path_of_this_machine(site: Path) -> None:
    today = datetime.date.today()
    dates = {today.isoformat(), *(format_date(today, "long", locale=language) for language in LANGUAGES)}
    paths = {str(ROOT), str(site), str(site.parent), sys.prefix}
    wrong = [
        f"{name}: {word}" for name, content in tree(site).items() for word in paths | dates if word.encode() in content
    ]
    assert not wrong, wrong[:20]


def test_no_template_is_published(site: Path) -> None:
    for file in site.rglob("*"):
        if file.suffix in (".html", ".xml", ".js", ".json", ".css", ".svg") and "javascripts" not in file.parts:
            assert not re.search(r"\{[{%]-? ", file.read_text(encoding="utf-8")), file
    assert not (site / "fragments").exists()


def test_all_styles_stand_in_the_one_style_sheet(site: Path) -> None:
    sheet = (site / "assets/charsu.css").read_text(encoding="utf-8")
    styles = sorted((ROOT / "hooks/charsu/theme/styles").glob("*.css"))
    assert len(styles) > 1
    assert [style.name for style in styles if style.read_text(encoding="utf-8") not in sheet] == []
