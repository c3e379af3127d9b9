"""No page grows with the wiki, and nothing is lost by that: all of it is reached by following links."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import DESKTOP, PHONE, Visit, check_accessibility, overflow, serve
from building import build
from charsu.i18n.catalogues import load_words
from charsu.i18n.messages import Words
from charsu.model import limits
from charsu.pictures.map_selection import areas
from charsu.pictures.timeline import periods, timeline_of
from charsu.publish import export, pipeline
from charsu.publish.feed import changes_xml
from charsu.read.git_history import gather
from charsu.render.renderer import Page, Renderer, list_addresses
from charsu.render.stencils import ID, stencils_for
from charsu.support.diagnostics import Problems
from charsu.view import pagination
from charsu.view.pagination import Paged, Room, cut, cut_by, jumps, page_address
from charsu.view.site import Site
from helpers import HOMES, LANGUAGES, ROOT
from pages import Element, leaves_the_site, read_html, resolve_address
from synthetic import write_wiki

# --- cutting ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "pages"), [(0, [0]), (1, [1]), (200, [200]), (201, [100, 100, 1]), (300, [100, 100, 100])]
)
def test_a_list_is_cut_only_if_it_is_long(items: int, pages: list[int]) -> None:
    found = cut(range(items))
    assert [len(page) for page in found] == pages
    assert list(itertools.chain(*found)) == list(range(items))


def test_items_of_different_sizes_share_pages_by_their_weight() -> None:
    weights = [1, 9, 5, 5, 30, 1, 1, 1, 1]
    found = cut_by(weights, lambda weight: weight, Room(99, 20), Room(3, 10))
    assert found == [[1, 9], [5, 5], [30], [1, 1, 1], [1]]
    assert cut_by(weights[:4], lambda weight: weight, Room(99, 20), Room(3, 10)) == [weights[:4]]


def test_the_first_page_has_the_address_of_the_list() -> None:
    assert [page_address("people/", number) for number in (1, 2)] == ["people/", "people/page/2/"]


@pytest.mark.parametrize("count", [1, 2, 20, 21, 100, 399, 400, 401, 8000, 10**6])
def test_there_are_never_many_pages_to_choose_from_at_once(count: int) -> None:
    for current in {1, min(2, count), count // 2 or 1, count}:
        found = jumps(count, current)
        levels = 0
        first, last = 1, count
        while found:
            levels += 1
            assert len(found) <= limits.PAGE_CHOICES
            assert [jump.first for jump in found] == [first, *(jump.last + 1 for jump in found[:-1])]
            assert found[-1].last == last
            opened = [jump for jump in found if jump.within]
            single = [jump for jump in found if jump.first == jump.last == current]
            assert len(opened) + len(single) == 1
            first, last = (opened or single)[0].first, (opened or single)[0].last
            assert first <= current <= last
            found = opened[0].within if opened else ()
        assert levels <= 5


def test_every_page_can_be_chosen_from_every_other_one_in_few_steps() -> None:
    """By following the links of one page after another."""
    count = 8000

    def shown(on: int) -> set[int]:
        found, todo = set(), list(jumps(count, on))
        while todo:
            jump = todo.pop()
            found.add(jump.first)
            todo += jump.within
        return found

    seen = near = {1}
    for _ in range(3):
        near = set().union(*map(shown, near)) - seen
        seen = seen | near
    assert seen == set(range(1, count + 1))


# --- wikis of two sizes ---------------------------------------------------------------------------------

WORDS = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
FRAGMENTS = ROOT / "hooks/charsu/theme/fragments"
HUB = "place-0001"


def with_hub(root: Path, entries: int) -> None:
    """A wiki in which everybody was born at one place, which every row of every text names."""
    write_wiki(root, entries)
    names = re.search(r'^name: \{"en": "(.*)", "zh": "(.*)", "vi": "(.*)"\}', read(root / f"entries/places/{HUB}.yml"))
    assert names
    work = read(root / "entries/sources.yml").partition(":")[0]
    birth = f"statements:\n  - birthplace: {HUB}\n    sources: [{work}]\n"
    for file in root.glob("entries/people/*.yml"):
        file.write_text(read(file).replace("statements:\n", birth, 1), encoding="utf-8")
    for text, (language, name) in itertools.product(
        root.glob("docs/texts/*/"), zip(LANGUAGES, names.groups(), strict=True)
    ):
        file = text / f"index.{language}.md"
        lines = [line and f"{line}{'' if language == 'zh' else ' '}{name}." for line in read(file).split("\n")]
        file.write_text("\n".join(lines), encoding="utf-8")


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def site_of(root: Path) -> Site:
    site = pipeline.read_site(root, LANGUAGES, Problems())
    assert site is not None
    return site


def renderer_of(site: Site) -> Renderer:
    return Renderer(site, FRAGMENTS, HOMES, has_feed=True, site_url="https://wiki.example/")


SIZES = (100, 1000, 2000)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> list[Mapping[str, int]]:
    """Of wikis of each size: for every kind of page, the weight of the largest one in thousands of bytes."""
    found: list[Mapping[str, int]] = []
    for entries in SIZES:
        root = tmp_path_factory.mktemp("wiki")
        with_hub(root, entries)
        site = site_of(root)
        site = add_history(site)
        renderer, words = renderer_of(site), WORDS["zh"]
        some = dict.fromkeys([HUB, *list(site.entries)[:: entries // 50]])
        pages = [
            *renderer.lists(words),
            renderer.quality(words),
            *renderer.pictures(words),
            *renderer.further(words),
            *renderer.entries(words, some),
        ]
        weights: defaultdict[str, int] = defaultdict(int)
        for page in pages:
            kind = kind_of(page.address, site)
            weights[kind] = max(weights[kind], len(page.body.encode()) // 1000)
        weights["home"] = len(renderer.home(words).encode()) // 1000
        found.append(weights)
    return found


def add_history(site: Site) -> Site:
    """As if all entries had been added on one day, and changed on another one."""
    files = [f"entries/things/{id}.yml" for id in site.entries]
    log = "".join(
        f"commit 2024-05-0{day}T10:00:00Z\n\n" + "".join(f"{status}\t{file}\n" for file in files)
        for day, status in ((2, "M"), (1, "A"))
    )
    return Site(site.wiki, site.links, site.backlinks, gather(log))


def kind_of(address: str, site: Site) -> str:
    """What all pages of one form are called."""
    address = re.sub(r"(page|from|area)/-?\d+/", r"\1/N/", address)
    folders = "|".join(kind.folder for kind in site.wiki.vocabulary.kinds.values())
    address = re.sub(rf"^({folders})/(?!by-date/|page/)[^/]+/", "ENTRY/", address)
    address = re.sub(r"^works/(?!page/)[^/]+/", "works/ID/", address)
    return re.sub(rf"^(relations/)?({folders})/", r"\1KIND/", address)


def test_no_page_grows_with_the_wiki(weights: list[Mapping[str, int]]) -> None:
    _, large, larger = weights
    assert set(large) <= set(larger)
    # Lists that are still whole have their bounds below.
    whole = {kind for kind in ("texts/", "works/") if f"{kind}page/N/" not in larger} | {"quality/"}
    grown = {kind: (large[kind], larger[kind]) for kind in large if larger[kind] > large[kind] * 1.2 + 4}
    assert grown.keys() <= whole


LARGEST = {
    "home": 20,
    "random/": 10,
    "KIND/": 80,
    "KIND/by-date/": 80,
    "texts/": 80,
    "works/": 120,
    "works/ID/": 80,
    "disagreements/": 60,
    "quality/": 100,
    "changes/": 150,
    "timeline/": 200,
    "map/": 150,
    "relations/": 500,
    "relations/KIND/": 250,
    "ENTRY/": 250,
}
"""Thousands of bytes, without what stands on every page; a further page weighs no more than a first one."""


def test_every_page_keeps_within_its_bounds(weights: list[Mapping[str, int]]) -> None:
    larger = weights[-1]
    found = {kind: max(larger[kind], larger.get(f"{kind}page/N/", 0)) for kind in LARGEST if kind in larger}
    found["timeline/"] = max(found["timeline/"], larger["timeline/from/N/"])
    found["map/"] = max(found["map/"], larger["map/area/N/"])
    assert set(found) == set(LARGEST)
    assert {kind: weight for kind, weight in found.items() if weight > LARGEST[kind]} == {}


def test_what_is_no_list_weighs_about_as_much_in_a_small_wiki(weights: list[Mapping[str, int]]) -> None:
    small, _, larger = weights
    shell = 20  # what stands on every page
    for kind in (
        "home",
        "random/",
        "relations/",
        "timeline/",
        "map/",
        "quality/",
        "disagreements/",
        "changes/",
        "ENTRY/",
    ):
        assert larger[kind] + shell <= 1.5 * (small[kind] + shell), kind


# --- everything is reached --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tight() -> Iterator[pytest.MonkeyPatch]:
    """Pages with little room, so that a small wiki needs many."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "ROWS_ON_SINGLE_PAGE": 12, "ROWS_PER_PAGE": 6, "PAGE_CHOICES": 3,
            "TEXTS_ON_HOME_PAGE": 1, "CHANGES_OF_DAY": 5,
            "RELATIONS_ON_ENTRY_PAGE": 3, "SUMMARIES_ON_ENTRY_PAGE": 2, "PASSAGES_ON_ENTRY_PAGE": 5,
            "WORKS_ON_SINGLE_PAGE": 3, "STATEMENTS_ON_SINGLE_PAGE_OF_WORKS": 30,
            "WORKS_PER_PAGE": 2, "STATEMENTS_PER_PAGE_OF_WORKS": 10, "STATEMENTS_OF_WORK_IN_SPLIT_LIST": 4,
            "ENTRIES_PER_PAGE_OF_WORK": 3, "STATEMENTS_PER_PAGE_OF_WORK": 5,
            "CONTESTED_ENTRIES_ON_SINGLE_PAGE": 3, "CONTESTED_ENTRIES_PER_PAGE": 2,
            "LINES_ON_TIMELINE": 8, "LINES_ON_FIRST_TIMELINE": 7, "PLACES_ON_MAP": 6, "PLACES_ON_FIRST_MAP": 5,
            "NODES_IN_GRAPH": 20, "NODES_IN_GRAPH_OF_KIND": 12,
        }.items():  # fmt: skip
            patch.setattr(limits, name, value)
        jumps.cache_clear()
        yield patch
    jumps.cache_clear()


@pytest.fixture(scope="module")
def small(tight: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("small")
    with_hub(root, 80)
    return add_history(site_of(root))


@pytest.fixture(scope="module")
def renderer(small: Site) -> Renderer:
    return renderer_of(small)


Pages = dict[str, Element]


@pytest.fixture(scope="module", params=LANGUAGES)
def rendered(request: pytest.FixtureRequest, renderer: Renderer) -> tuple[Words, dict[str, Page], Pages]:
    """All pages of one language by their address, the home page at ""."""
    words = WORDS[request.param]
    found = {page.address: page for page in renderer.pages(words)}
    bodies = {address: read_html(str(page.body)) for address, page in found.items()}
    return words, found, bodies | {"": read_html(str(renderer.home(words)))}


def links(page: Element, address: str, home: str) -> Iterator[tuple[str, str]]:
    """Where the links of a page lead within its language: address and id."""
    for link in page.all("a"):
        href = link.get("href")
        if href and not leaves_the_site(href):
            target, id = resolve_address(href, home + address)
            if target.startswith(home) and (home or not target.startswith(("zh/", "vi/"))):
                yield target.removeprefix(home), id


def walk(pages: Pages, begin: set[str], home: str) -> set[str]:
    seen, todo = set(begin), list(begin)
    while todo:
        address = todo.pop()
        for target, _ in links(pages[address], address, home):
            if target in pages and target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def test_every_entry_and_text_is_reached_from_the_home_page(
    small: Site, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, _, pages = rendered
    seen = walk(pages, {""}, HOMES[words.language])
    folders = {kind.id: kind.folder for kind in small.wiki.vocabulary.kinds.values()}
    wanted = {f"{folders[view.entry.kind]}/{id}/" for id, view in small.entries.items()}
    wanted |= {f"texts/{id}/" for id in small.texts}
    assert len(wanted) > 80 and not wanted - seen
    # The other pages are in the menu, which is on every page.
    assert walk(pages, {"", *list_addresses(small)}, HOMES[words.language]) == set(pages)


def test_every_link_leads_to_a_page_and_to_what_is_on_it(rendered: tuple[Words, dict[str, Page], Pages]) -> None:
    words, _, pages = rendered
    ids = {address: {e.get("id") for e in page.all() if "id" in e} for address, page in pages.items()}
    wrong, followed = Counter[str](), 0
    for address, page in pages.items():
        for target, id in links(page, address, HOMES[words.language]):
            followed += 1
            if not target.endswith((".json", ".xml")) and (target not in pages or (id and id not in ids[target])):
                wrong[f"{address} -> {target}#{id}"] += 1
    assert followed > 1000 and not wrong


def test_nothing_that_is_cut_is_lost_and_nothing_stands_twice(
    small: Site, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, _, pages = rendered
    ranks = small.ranks[words.language]

    def listed(address: str, tag: str, cls: str) -> list[Element]:
        numbers = itertools.takewhile(lambda n: page_address(address, n) in pages, itertools.count(1))
        return [e for n in numbers for e in pages[page_address(address, n)].all(tag, cls)]

    for kind in small.wiki.vocabulary.kinds.values():
        for order in ["", "by-date/"] if kind.dates else [""]:
            rows = [row for table in listed(f"{kind.folder}/{order}", "table", "entries") for row in table.all("tr")]
            ids = [next(row.all("a")).get("data-entry") for row in rows if list(row.all("td"))]
            assert sorted(ids) == sorted(item.entry.id for item in small.lists[kind.id])
            if not order:
                assert ids == sorted(ids, key=ranks.__getitem__)
    disagreements = [section.get("id") for section in listed("disagreements/", "section", "contest")]
    assert disagreements == [f"of-{id}" for id in sorted({c.entry for c in small.disagreements}, key=ranks.__getitem__)]
    works = [item.get("id") for ol in listed("works/", "ol", "works") for item in ol.all("li") if "id" in item]
    assert works == [view.work.id for view in small.works]
    for view in small.works:
        told = listed(f"works/{view.work.id}/", "span", "evidence-statement")
        assert len(told) == (view.statements if view.has_own_pages else 0)
    assert any(view.has_own_pages for view in small.works)


def test_an_entry_keeps_all_that_leads_to_it(small: Site, rendered: tuple[Words, dict[str, Page], Pages]) -> None:
    _, _, pages = rendered
    cut_up = 0
    for id, view in small.entries.items():
        first = f"{view.kind.folder}/{id}/"
        own = [pages[a] for n in range(1, 999) if (a := page_address(first, n)) in pages]
        passages = [(p.get("data-text"), p.get("data-segment")) for page in own for p in page.all("div", "passage")]
        expected = [(p.row.text, p.row.segment) for group in view.passages for p in group.passages]
        assert passages == expected
        values = [value for page in own for dl in page.all("dl", "relations") for value in dl.all("div", "value")]
        assert len(values) == sum(len(group.relations) for group in view.relations)
        summaries = [link.get("data-entry") for page in own for found in inline(page) for link in found.all("a")]
        assert [found for found in summaries if found] == list(view.summarised)
        cut_up += len(own) > 1
    assert cut_up > 10


def inline(page: Element) -> Iterator[Element]:
    yield from page.all("dd", "inline-list")
    yield from page.all("p", "inline-list")


def test_no_two_pages_have_one_title_or_one_address(
    renderer: Renderer, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, found, _ = rendered
    titles = Counter(page.title for address, page in found.items() if not address.startswith("works/"))
    assert [title for title, times in titles.items() if times > 1] == []
    addresses = Counter(page.address for page in renderer.pages(words))
    assert max(addresses.values()) == 1


def test_all_languages_have_the_same_pages(small: Site, renderer: Renderer) -> None:
    first, *others = ({page.address for page in renderer.pages(words)} for words in WORDS.values())
    assert len(first) > 200
    assert all(other == first for other in others)


def test_every_page_has_a_stencil(small: Site, renderer: Renderer) -> None:
    stencils = stencils_for(small.wiki.vocabulary, list_addresses(small), renderer.page_forms())
    pages = [page.address for page in renderer.pages(WORDS["en"])]
    used = {address: next(s.address for s in stencils if s.id_of(address) is not None) for address in pages}
    assert set(used.values()) == {stencil.address for stencil in stencils}
    # No list is taken for an entry that is called "by-date".
    assert not [address for address, stencil in used.items() if "by-date/" in address and ID in stencil]


# --- what a page says of the others -----------------------------------------------------------------------


def test_a_page_of_a_list_leads_to_those_beside_it_and_says_which_one_it_is(
    rendered: tuple[Words, dict[str, Page], Pages],
) -> None:
    words, _, pages = rendered
    count = sum(address.startswith("people/page/") for address in pages) + 1
    assert count > 3
    for number in range(1, count + 1):
        page = pages[page_address("people/", number)]
        navs = list(page.all("nav", "pages"))
        assert len(navs) == 2 and len({nav.get("aria-label") for nav in navs}) == 2
        assert [e.get("aria-current") for e in navs[0].all(aria_current="page")] == ["page"]
        for nav in navs:
            rels = {link.get("rel"): link.get("href") for link in nav.all("a") if "rel" in link}
            assert set(rels) == ({"prev"} if number > 1 else set()) | ({"next"} if number < count else set())
            assert words.number(count) in nav.text
        # Sorting would only sort this page.
        assert not list(page.all("table", "sortable")) and not list(page.all("script"))
        crumb = page.one("nav", "crumbs").one("li", aria_current="page").text
        assert (words.number(number) in crumb) == (number > 1)


def test_pages_are_named_by_what_they_begin_and_end_with(rendered: tuple[Words, dict[str, Page], Pages]) -> None:
    words, _, pages = rendered
    page = pages["people/page/2/"]
    names = [next(row.all("a")).text for row in page.one("tbody").all("tr")]
    [current] = [link.text for link in page.all("a", aria_current="page")]
    assert current == words.say("pages.span", first=names[0], last=names[-1])


def test_one_page_has_no_other_pages() -> None:
    assert Paged("people/", 1, [("Ana", "Bo")]).jumps == (pagination.Jump(1, 1, ()),)


def test_the_home_page_leads_to_the_texts_that_it_does_not_show(
    small: Site, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, _, pages = rendered
    assert len(list(pages[""].all("article", "card"))) == limits.TEXTS_ON_HOME_PAGE < len(small.texts)
    assert words.number(len(small.texts)) in pages[""].one("p", "further").text


# --- pictures ---------------------------------------------------------------------------------------------


def test_pictures_show_what_readers_meet_most_often_and_say_how_much_that_is(
    small: Site, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, _, pages = rendered
    met, lines = small.met, timeline_of(small)
    shown = {row.get("id").removeprefix("row-") for row in pages["timeline/"].one("tbody").all("tr")}
    assert len(shown) == limits.LINES_ON_FIRST_TIMELINE < len(lines)
    others = [line.entry for line in lines if line.entry not in shown]
    assert min(met[id] for id in shown) >= max(met[id] for id in others)
    told = pages["timeline/"].one("p", "some").text
    assert words.number(len(shown)) in told and words.number(len(lines)) in told
    places = {row.get("id").removeprefix("row-") for row in pages["map/"].one("tbody").all("tr")}
    left_out = set(small.atlas.places) - places
    assert len(places) == limits.PLACES_ON_FIRST_MAP and HUB in places
    assert min(met[id] for id in places) >= max(met[id] for id in left_out)


def test_every_date_has_a_period_and_every_position_an_area(small: Site) -> None:
    lines = timeline_of(small)
    found = periods(lines)
    assert 2 < len(found) <= limits.PERIODS
    assert {line.entry for period in found for line in period.lines} == {line.entry for line in lines}
    assert all(one.last < other.first for one, other in itertools.pairwise(found))
    parts = areas(small.atlas)
    assert 2 <= len(parts) <= limits.AREAS
    assert sorted(itertools.chain(*parts)) == sorted(id for id, p in small.atlas.places.items() if p.is_on_map)


def test_an_entry_leads_to_a_picture_that_shows_it(rendered: tuple[Words, dict[str, Page], Pages]) -> None:
    words, _, pages = rendered
    followed = Counter[str]()
    for address, page in pages.items():
        for figure in [*page.all("figure", "strip"), *page.all("figure", "near"), *page.all("figure", "entry-map")]:
            for link in figure.one("figcaption").all("a") if list(figure.all("figcaption")) else ():
                target, _ = resolve_address(link.get("href").partition("?")[0], HOMES[words.language] + address)
                target = target.removeprefix(HOMES[words.language])
                assert target in pages
                followed[target.partition("/")[0]] += 1
                if node := re.search(r"\?node=(.*)", link.get("href")):
                    assert list(pages[target].all("a", "node", data_node=node[1]))
    assert followed["relations"] > 10 and followed["map"] > 10 and followed["timeline"] > 10


# --- what is named in few words ------------------------------------------------------------------------------


def test_a_row_names_some_of_very_many_entries_that_rest_on_it_and_counts_the_others(
    small: Site, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ENTRIES_EVIDENCED_BY_ROW", 1)
    cut = 0
    for page in renderer.texts(WORDS["en"], small.texts):
        evidence = {row.row.segment: row.evidence for row in small.texts[page.address.split("/")[1]].rows}
        for row in read_html(str(page.body)).all("div", "row"):
            rests = evidence[row.one("span", "segment").get("id")]
            items = [item.text for details in row.all("details", "evidence") for item in details.all("li")]
            assert len(items) == min(len(rests), 2)
            if len(rests) > 1:
                assert items[1] == WORDS["en"].say("pages.rest", n=len(rests) - 1)
                cut += 1
    assert cut


def test_an_unsure_name_names_some_of_very_many_candidates_and_counts_the_others(
    small: Site, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = tuple(small.entries)
    words = WORDS["vi"]
    said = renderer.context(words, "people/x/").html.mention_title((None, "unsure", ids))
    assert said.endswith(words.say("pages.rest", n=len(ids) - limits.CANDIDATES_NAMED))
    few = renderer.context(words, "people/x/").html.mention_title((None, "unsure", ids[: limits.CANDIDATES_NAMED]))
    assert len(said) < len(few) + 40


# --- changes, feed, sitemaps, chance -------------------------------------------------------------------------


def test_a_day_with_very_many_changes_tells_some_and_counts_the_others(
    small: Site, rendered: tuple[Words, dict[str, Page], Pages]
) -> None:
    words, _, pages = rendered
    days = list(pages["changes/"].all("section"))
    assert len(days) == 2
    for day in days:
        assert sum(1 for ul in day.all("ul", "changed") for _ in ul.all("li")) == limits.CHANGES_OF_DAY
        rest = words.say("pages.rest", n=len(small.entries) - limits.CHANGES_OF_DAY)
        assert day.one("p", "note").text == rest
    assert small.history
    feed = changes_xml(small, small.history.days, words, "https://wiki.example/", "A wiki")
    assert feed.count("&lt;li&gt;") == 2 * (limits.CHANGES_OF_DAY + 1) and feed.count(rest) == 2


def test_days_of_many_changes_are_few() -> None:
    assert limits.CHANGES_ON_PAGE + 3 * limits.CHANGES_OF_DAY < 1200  # on the page, the last day in full


ADDRESSES = ["", "people/", *(f"people/person-{n:02}/" for n in range(10))]


def test_a_sitemap_is_split_when_it_holds_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = export.sitemaps(ADDRESSES, HOMES, "https://wiki.example/")
    assert list(whole) == ["sitemap.xml"]
    monkeypatch.setattr(export, "MOST_URLS", 13)
    found = export.sitemaps(ADDRESSES, HOMES, "https://wiki.example/")
    assert list(found) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = re.findall("<loc>(.*?)</loc>", found.pop("sitemap.xml"))
    assert index == [f"https://wiki.example/{name}" for name in found]
    entries = [re.findall("<url>.*?</url>", part) for part in found.values()]
    assert [len(part) for part in entries] == [12, 12, 12]
    assert list(itertools.chain(*entries)) == re.findall("<url>.*?</url>", whole["sitemap.xml"])


def test_a_sitemap_is_split_when_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_BYTES", 3000)
    found = export.sitemaps([f"nơi-{n}/" for n in range(20)], HOMES, "https://wiki.example/")
    parts = [part for name, part in found.items() if name != "sitemap.xml"]
    assert len(parts) > 2 and all(len(part.encode()) <= 3000 for part in parts)
    assert sum(part.count("<loc>") for part in parts) == 60


def test_the_limits_of_sitemaps_are_those_of_the_protocol() -> None:
    assert (export.MOST_URLS, export.MOST_BYTES) == (50_000, 52_428_800)


def test_the_lists_for_chance_have_every_entry_once(small: Site) -> None:
    files = export.random_lists(small, 30)
    assert list(files) == [f"data/random/{n}.js" for n in range(3)]
    found = [re.findall('"([^"]+)"', file) for file in files.values()]
    assert [len(addresses) for addresses in found] == [30, 30, 20]
    assert sorted(itertools.chain(*found)) == sorted(f"{v.kind.folder}/{id}/" for id, v in small.entries.items())


# --- in a browser ------------------------------------------------------------------------------------------

# A second hook beside the project's own, which gives pages little room.
LITTLE_ROOM = """
from charsu.model import limits
limits.ROWS_ON_SINGLE_PAGE, limits.ROWS_PER_PAGE, limits.PAGE_CHOICES = 6, 3, 3
limits.WORKS_ON_SINGLE_PAGE, limits.STATEMENTS_ON_SINGLE_PAGE_OF_WORKS = 3, 30
limits.WORKS_PER_PAGE, limits.STATEMENTS_PER_PAGE_OF_WORKS, limits.STATEMENTS_OF_WORK_IN_SPLIT_LIST = 2, 10, 4
limits.ENTRIES_PER_PAGE_OF_WORK, limits.STATEMENTS_PER_PAGE_OF_WORK = 3, 5
limits.RELATIONS_ON_ENTRY_PAGE = limits.SUMMARIES_ON_ENTRY_PAGE = limits.PASSAGES_ON_ENTRY_PAGE = 3
limits.CONTESTED_ENTRIES_ON_SINGLE_PAGE = limits.CONTESTED_ENTRIES_PER_PAGE = 2
limits.LINES_ON_TIMELINE = limits.LINES_ON_FIRST_TIMELINE = limits.PLACES_ON_MAP = limits.PLACES_ON_FIRST_MAP = 5
limits.NODES_IN_GRAPH = limits.NODES_IN_GRAPH_OF_KIND = 10
limits.RANDOM_ENTRIES_INLINE = 10
"""


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Visit]:
    """A small site, built as any other, whose pages have little room."""
    root = tmp_path_factory.mktemp("paged")
    with_hub(root, 40)
    (root / "second.py").write_text(LITTLE_ROOM, encoding="utf-8")
    config = root / "mkdocs.yml"
    config.write_text(read(config).replace('mkdocs_events.py"]', 'mkdocs_events.py", second.py]'), encoding="utf-8")
    status, output = build(root, "--strict", SITE_URL="https://wiki.example/", WIKI_SEARCH="off")
    assert status == 0, output
    assert not [folder for folder in (root / "site").rglob("*") if "charsu-hole" in folder.name]
    example = read(root / "site/vi/people/by-date/page/2/index.html")
    assert 'rel="canonical" href="https://wiki.example/vi/people/by-date/page/2/"' in example
    assert 'href="https://wiki.example/zh/people/by-date/page/2/"' in example or "zh/people/by-date/page/2/" in example
    with serve(root / "site") as address, Visit(browser, address) as visit:
        yield visit


PAGED = [
    "people/page/2/",
    "people/by-date/",
    "texts/",
    "works/",
    "works/work-01/",
    "works/work-01/page/2/",
    "disagreements/",
    f"places/{HUB}/",
    f"places/{HUB}/page/3/",
    "timeline/",
    "map/",
    "map/area/2/",
    "relations/",
    "relations/people/",
]


@pytest.mark.parametrize(("number", "path"), list(enumerate(PAGED)))
def test_axe_finds_nothing_on_pages_of_lists_and_parts_of_pictures(paged: Visit, number: int, path: str) -> None:
    home = list(HOMES.values())[number % 3]
    page = paged.open(home + path, PHONE if number // 2 % 2 else DESKTOP, ("light", "dark")[number % 2])
    assert check_accessibility(page) == []
    for width in (320, 720, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width


def test_lists_are_leafed_through_without_scripts_and_by_keyboard(paged: Visit) -> None:
    page = paged.open("vi/people/", java_script_enabled=False)
    for number in (2, 3):
        page.locator("nav.pages a[rel=next]").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/vi/people/page/{number}/")
    page.locator("nav.pages a[rel=prev]").last.click()
    page.wait_for_url("**/vi/people/page/2/")
    expect(page.locator("nav.pages [aria-current=page]")).to_have_count(1)


def test_a_random_entry_of_a_large_wiki_is_found_in_a_part_of_its_list(paged: Visit) -> None:
    found = set()
    for home in HOMES.values():
        page = paged.open(f"{home}random/")
        page.wait_for_url(re.compile(rf"{re.escape(paged.address + home)}(people|places|events|organisations)/[^/]+/$"))
        expect(page.locator("h1")).to_be_visible()
        found.add(page.url)
    assert found


def test_a_random_entry_is_not_the_one_that_asks_for_it(paged: Visit) -> None:
    page = paged.open("people/")
    page.add_init_script("Math.random = () => 0")
    address = re.compile(r"/(people|places|events|organisations)/[^/]+/$")
    before = ""
    for _ in range(3):
        page.goto(paged.address + "random/", referer=before or None)
        page.wait_for_url(address)
        assert page.url != before
        before = page.url
