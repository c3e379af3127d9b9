"""Relations as a graph: what is drawn and where, and what the page does in a browser."""

import itertools
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import PHONE, Visit, check_accessibility, overflow
from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.model import limits
from charsu.model.dates import read_date
from charsu.model.records import Language, Statement, Wiki
from charsu.pictures import graph_layout
from charsu.pictures.entry_graph import NEAR_LABEL, NEAR_WIDTH, view_neighbourhood
from charsu.pictures.geometry import TEXT_SIZE
from charsu.pictures.graph import Graph, days_of, view_graph
from charsu.pictures.graph_labels import place_labels
from charsu.pictures.graph_layout import GRAPH_HEIGHT, GRAPH_WIDTH
from charsu.support.text_width import shorten, text_width
from charsu.view.site import Site
from helpers import HOMES, LANGUAGES, ROOT, entry, property, sample_wiki, statement, vocabulary, wiki
from pages import Element, read_page


def site_of(wiki: Wiki) -> Site:
    links = link(wiki)
    return Site(wiki, links, find_backlinks(wiki, links))


def graph_of(wiki: Wiki) -> Graph:
    return view_graph(wiki)


def relations(wiki: Wiki) -> list[tuple[str, Statement]]:
    """Every relation of a wiki with the entry on which it is written."""
    properties = wiki.vocabulary.properties
    return [(e.id, s) for e in wiki.entries.values() for s in e.statements if properties[s.property].is_relation]


SMALL = vocabulary(
    [
        property("knows", "entry", inverse=dict.fromkeys(LANGUAGES, "known by")),
        property("beside", "entry", symmetric=True),
        property("home", "entry", single=True),
    ]
)


# --- what is drawn --------------------------------------------------------------------------------


def test_several_relations_between_two_entries_are_one_line() -> None:
    found = graph_of(
        wiki(
            [
                entry("a", "A", statements=[statement("knows", "b"), statement("beside", "b")]),
                entry("b", "B", statements=[statement("knows", "a", during=read_date("1990"))]),
            ],
            words=SMALL,
        )
    )
    assert [[row.id for row in edge.rows] for edge in found.edges] == [["row-a-1", "row-a-2", "row-b-1"]]
    assert found.edges[0].arrow_at_start and found.edges[0].arrow_at_end and found.edges[0].dated
    assert [(node.entry, node.relations) for node in found.nodes] == [("a", 3), ("b", 3)]


def test_a_relation_that_reads_the_same_both_ways_has_no_arrow() -> None:
    found = graph_of(wiki([entry("a", "A", statements=[statement("beside", "b")]), entry("b", "B")], words=SMALL))
    [edge] = found.edges
    assert not edge.arrow_at_start and not edge.arrow_at_end and not edge.dated


def test_an_arrow_points_to_the_entry_that_the_relation_names() -> None:
    found = graph_of(wiki([entry("a", "A"), entry("b", "B", statements=[statement("knows", "a")])], words=SMALL))
    [edge] = found.edges
    assert edge.arrow_at_start and not edge.arrow_at_end


def test_what_sources_disagree_on_is_marked() -> None:
    homes = [statement("home", "b"), statement("home", "c"), statement("knows", "b")]
    found = graph_of(wiki([entry("a", "A", statements=homes), entry("b", "B"), entry("c", "C")], words=SMALL))
    assert [row.sources_disagree for row in found.rows] == [True, True, False]
    assert all(edge.sources_disagree for edge in found.edges)


def test_entries_without_relations_are_listed_and_not_drawn() -> None:
    found = graph_of(
        wiki([entry("a", "A", statements=[statement("knows", "b")]), *map(entry, "bc", "BC")], words=SMALL)
    )
    assert found.unrelated == ("c",)
    assert {node.entry for node in found.nodes} == {"a", "b"}


@pytest.mark.parametrize("count", [0, 1])
def test_a_wiki_without_relations_has_an_empty_picture(count: int) -> None:
    found = graph_of(wiki([entry("a", "A")][:count], words=SMALL))
    assert (found.nodes, found.edges, found.rows, len(found.unrelated)) == ((), (), (), count)


def test_an_entry_may_be_related_to_itself() -> None:
    found = graph_of(wiki([entry("a", "A", statements=[statement("knows", "a")])], words=SMALL))
    assert len(found.rows) == 1 and len(found.nodes) == 1 and found.edges == ()


def test_of_a_large_wiki_those_with_most_relations_are_drawn() -> None:
    count = limits.NODES_IN_GRAPH + 100
    ids = [f"e{n:03}" for n in range(count)]
    # The later an entry, the more others name it.
    made = [
        entry(id, id, statements=[statement("knows", other) for other in ids[-1 - n % 50 :] if other != id])
        for n, id in enumerate(ids)
    ]
    found = graph_of(wiki(made, words=SMALL))
    drawn = {node.entry for node in found.nodes}
    counts = Counter(id for row in relations(wiki(made, words=SMALL)) for id in (row[0], str(row[1].value)))
    assert 10 < len(drawn) <= limits.NODES_IN_GRAPH and 10 < len(found.rows) <= limits.RELATIONS_IN_GRAPH
    assert drawn | set(found.left_out) == set(ids) and not drawn & set(found.left_out)
    assert min(counts[id] for id in drawn) >= max(counts[id] for id in found.left_out)
    assert {id for row in found.rows for id in (row.entry, row.target)} == drawn
    assert found.relations == len(relations(wiki(made, words=SMALL)))


def test_the_most_frequent_relations_are_hairlines() -> None:
    found = graph_of(sample_wiki())
    in_full = [row for row in found.rows if row.relation.id not in found.faint]
    assert found.faint and 0 < len(in_full) <= limits.EDGES_IN_FULL
    rarest = min(Counter(row.relation.id for row in found.rows if row.relation.id in found.faint).values())
    assert rarest >= max(Counter(row.relation.id for row in in_full).values())


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1995-03-11", ("1995-03-11", "1995-03-11")),
        ("1996~", ("1996-01-01", "1996-12-31")),
        ("1995-03?", ("1995-03-01", "1995-03-31")),
        ("1994-01/1996~", ("1994-01-01", "1996-12-31")),
        ("1992/..", ("1992-01-01", "")),
        ("../1995-03", ("", "1995-03-31")),
        ("[1979,1981]", ("1979-01-01", "1981-12-31")),
        ("198X", ("1980-01-01", "1989-12-31")),
    ],
)
def test_the_days_of_a_date(edtf: str, expected: tuple[str, str]) -> None:
    assert days_of(read_date(edtf)) == expected


# --- where it stands ------------------------------------------------------------------------------


def test_the_layout_does_not_depend_on_the_process() -> None:
    script = (
        "from helpers import sample_wiki; from charsu.pictures.graph import view_graph;"
        "g = view_graph(sample_wiki()); "
        "print([(n.entry, n.x, n.y, n.radius) for n in g.nodes], [e.path for e in g.edges])"
    )
    path = os.pathsep.join([str(ROOT / "hooks"), str(ROOT / "tests")])
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(printed) == 1 and len(printed.pop()) > 1000


def test_the_last_digits_of_numbers_do_not_change_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = graph_of(sample_wiki()).nodes
    start, scaled = graph_layout._start, graph_layout._scaled
    # More than machines differ by: about 1e-16.
    monkeypatch.setattr(graph_layout, "_scaled", lambda far: [[-x - 1e-12, y + 1e-12] for x, y in scaled(far)])
    assert graph_of(sample_wiki()).nodes == expected
    monkeypatch.setattr(
        graph_layout,
        "_start",
        lambda far: tuple([x + n % 7 * 1e-12 for n, x in enumerate(axis)] for axis in start(far)),
    )
    assert graph_of(sample_wiki()).nodes == expected


def test_nodes_stand_within_the_picture_and_apart() -> None:
    nodes = graph_of(sample_wiki()).nodes
    assert len(nodes) > 100
    for node in nodes:
        assert node.radius < node.x < GRAPH_WIDTH - node.radius and node.radius < node.y < GRAPH_HEIGHT - node.radius
    for one, other in itertools.combinations(nodes, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (one.radius + other.radius + 2) ** 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_the_picture_touch_neither_one_another_nor_a_node(language: Language) -> None:
    found = graph_of(sample_wiki())
    labels = place_labels(found.nodes, {id: entry.names[language] for id, entry in sample_wiki().entries.items()})
    shown = [(id, label) for id, label in labels.items() if label.shown]
    assert len(shown) > 100
    assert {node.entry for node in found.nodes[:10]} <= {id for id, _ in shown}
    boxes = [(x.x, x.y - 11, x.x + text_width(x.text) * TEXT_SIZE, x.y + 3) for _, x in shown]
    boxes += [(n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in found.nodes]
    for one, other in itertools.combinations(boxes[: len(shown)], 2):
        assert not touch(one, other)
    for one, other in itertools.product(boxes[: len(shown)], boxes[len(shown) :]):
        assert not touch(one, other)


def touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Vilsa", "Vilsa", id="short"),
        pytest.param("Battle of the northern pass", "Battle of the…", id="between-words"),
        pytest.param("Oberdonaudampfschiffahrt", "Oberdonaudampf…", id="one-long-word"),
        pytest.param("关于在北方山口达成协议的声明", "关于在北方山口达成…", id="chinese"),
    ],
)
def test_a_long_name_is_cut_short(name: str, expected: str) -> None:
    assert shorten(name, 10) == expected
    assert text_width(expected) <= 10


# --- near one entry -------------------------------------------------------------------------------


def test_every_entry_has_a_small_picture_of_what_is_near_it() -> None:
    site = site_of(sample_wiki())
    drawn = 0
    for view in site.entries.values():
        near = view_neighbourhood(view)
        expected = [{relation.entry for relation in group.relations} for group in view.relations][
            : limits.NEIGHBOURS_IN_SMALL_GRAPH
        ]
        if near is None:
            assert sum(map(len, expected)) < 3
            continue
        drawn += 1
        groups = [group for side in near.sides for group in side.groups]
        assert [len(group.near) + group.more for group in groups] == list(map(len, expected))
        for group, entries in zip(groups, expected, strict=True):
            assert group.near and {each.entry for each in group.near} <= entries
        shown = [each for group in groups for each in group.near]
        assert len(shown) <= limits.NEIGHBOURS_IN_SMALL_GRAPH
        for side in near.sides:
            lines = [y for group in side.groups for y in (group.y, *(each.y + 4 for each in group.near))]
            assert all(later - earlier >= 14 for earlier, later in itertools.pairwise(lines))
            assert all(0 < y < near.height for y in lines)
    assert drawn > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_the_small_picture_have_room(language: Language) -> None:
    for each in sample_wiki().entries.values():
        assert text_width(shorten(each.names[language], NEAR_LABEL)) * TEXT_SIZE <= NEAR_WIDTH / 2 - 40


# --- the page ---------------------------------------------------------------------------------------


def rows_of(page: Element) -> list[Element]:
    return [row for row in page.one("table", "relations-table").all("tr") if row.get("id")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_is_in_the_table_once_with_its_sources(site, language: Language) -> None:  # type: ignore[no-untyped-def]
    page = read_page(site / HOMES[language] / "relations/index.html")
    properties = sample_wiki().vocabulary.properties
    found = []
    for row in rows_of(page):
        start, said, target, _, sources = row.all("td")
        ids = [next(iter(cell.all("a"))).get("href").rstrip("/").split("/")[-1] for cell in (start, target)]
        label = properties_by_label(language)[next(c for c in said.children if isinstance(c, str)).strip()]
        cited = [link.get("href").removeprefix("../") for link in sources.all("a")]
        found.append((ids[0], label, ids[1], tuple(cited)))
    expected = [
        (
            id,
            properties[each.property].label[language],
            str(each.value),
            tuple(f"works/#{s.work}" if s.work else f"texts/{s.text}/#{s.segment}" for s in each.sources),
        )
        for id, each in relations(sample_wiki())
    ]
    assert expected and Counter(found) == Counter(expected)


def properties_by_label(language: Language) -> dict[str, str]:
    return {p.label[language]: p.label[language] for p in sample_wiki().vocabulary.properties.values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_is_in_the_picture(site, language: Language) -> None:  # type: ignore[no-untyped-def]
    page = read_page(site / HOMES[language] / "relations/index.html")
    marks = list(page.all("a", "edge"))
    assert Counter(id for mark in marks for id in mark.get("data-row").split()) == Counter(
        row.get("id") for row in rows_of(page)
    )
    for mark in marks:
        assert mark.get("href") == f"#{mark.get('data-row').split()[0]}"
        assert mark.one("title").text.strip()
    assert {mark.get("data-node") for mark in page.all("a", "node")} == set(sample_wiki().entries)


# --- in a browser -----------------------------------------------------------------------------------

ENTRY = "abdul-ali-mazari"


def shown_rows(page: Page) -> Locator:
    return page.locator("#graph-table tbody tr:not([hidden])")


def shown_edges(page: Page) -> Locator:
    return page.locator("#graph .edge.mark:not(.out)")


def node(page: Page, id: str) -> Locator:
    return page.locator(f'#graph .node[data-node="{id}"]')


def related(id: str) -> list[Statement]:
    return [each for start, each in relations(sample_wiki()) if id in (start, each.value)]


def test_choosing_a_node_shows_only_its_relations(visit: Visit) -> None:
    page = visit.open("relations/")
    node(page, ENTRY).locator("circle").click()
    expect(shown_rows(page)).to_have_count(len(related(ENTRY)))
    expect(page.locator("#graph p.picked")).to_contain_text("Abdul Ali Mazari")
    assert f"node={ENTRY}" in page.url
    neighbours = {id for start, each in relations(sample_wiki()) for id in (start, str(each.value))
                  if ENTRY in (start, each.value)}  # fmt: skip
    expect(page.locator("#graph .node:not(.away)")).to_have_count(len(neighbours))
    expect(shown_edges(page)).to_have_count(len(neighbours) - 1)
    page.keyboard.press("Escape")
    expect(shown_rows(page)).to_have_count(len(relations(sample_wiki())))
    assert "node=" not in page.url


def test_a_node_chosen_twice_leads_to_its_entry(visit: Visit) -> None:
    page = visit.open("zh/relations/")
    node(page, ENTRY).locator("circle").click()
    expect(node(page, ENTRY)).to_have_class("node major kind-1 picked")
    node(page, ENTRY).locator("circle").click()
    page.wait_for_url(f"**/zh/people/{ENTRY}/")


def test_filters_by_kind_relation_and_year(visit: Visit) -> None:
    page = visit.open("vi/relations/")
    kinds = {id: each.kind for id, each in sample_wiki().entries.items()}
    every = relations(sample_wiki())
    page.locator(".filters select[name=kind]").select_option("press")
    expected = [each for start, each in every if "press" in (kinds[start], kinds[str(each.value)])]
    expect(shown_rows(page)).to_have_count(len(expected))
    page.locator(".filters select[name=kind]").select_option("")
    page.locator(".filters select[name=relation]").select_option("leader-of")
    expected = [each for _, each in every if each.property == "leader of"]
    expect(shown_rows(page)).to_have_count(len(expected))
    expect(page.locator("#graph .said:not(.spare)").first).to_have_text("Lãnh đạo của")
    page.locator(".filters select[name=relation]").select_option("")

    page.locator(".filters input[name=as-of]").fill("1993")
    undated = [each for _, each in every if not each.during]
    dated = [each for _, each in every if each.during and days_of(each.during)[0] <= "1993-12-31"
             and (days_of(each.during)[1] or "9") >= "1993-01-01"]  # fmt: skip
    assert undated and dated
    expect(shown_rows(page)).to_have_count(len(undated) + len(dated))
    page.locator(".filters input[name=dated]").check()
    expect(shown_rows(page)).to_have_count(len(dated))
    rows = {id for mark in shown_edges(page).all() for id in (mark.get_attribute("data-row") or "").split()}
    assert {row.get_attribute("id") for row in shown_rows(page).all()} <= rows
    assert "as-of=1993" in page.url and "dated=yes" in page.url


def test_a_view_is_restored_from_its_address_and_kept_in_another_language(visit: Visit) -> None:
    page = visit.open(f"relations/?node={ENTRY}&relation=participant")
    expected = [each for each in related(ENTRY) if each.property == "participant"]
    expect(shown_rows(page)).to_have_count(len(expected))
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"**/zh/relations/?node={ENTRY}&relation=participant")
    expect(shown_rows(page)).to_have_count(len(expected))
    expect(page.locator("#graph p.picked")).to_contain_text("马扎里")


def test_a_line_and_its_rows_select_each_other(visit: Visit) -> None:
    page = visit.open(f"relations/?node={ENTRY}")
    mark = next(each for each in shown_edges(page).all() if " " in (each.get_attribute("data-row") or ""))
    first, second, *_ = (mark.get_attribute("data-row") or "").split()
    # Lines cross each other; a click in the middle of this one may be meant for another one.
    mark.dispatch_event("click")
    expect(page.locator(f"#{first}")).to_have_attribute("aria-current", "true")
    assert page.url.endswith(f"#{first}")
    page.locator(f"#{second} button.show").click()
    expect(page.locator(f"#{second}")).to_have_attribute("aria-current", "true")
    selected = page.locator("#graph .edge.selected")
    expect(selected).to_have_count(1)
    assert second in (selected.get_attribute("data-row") or "").split()


def test_the_nodes_are_one_stop_for_the_tab_key_and_arrow_keys_lead_on(visit: Visit) -> None:
    page = visit.open("relations/")
    assert page.locator('#graph svg a:not([tabindex="-1"])').count() == 1
    first = page.locator('#graph .node[tabindex="0"]')
    first.focus()
    start = first.locator("circle").get_attribute("cx")
    page.keyboard.press("ArrowRight")
    focused = page.locator("#graph .node:focus")
    expect(focused).to_have_count(1)
    assert float(focused.locator("circle").get_attribute("cx") or 0) > float(start or 0)
    id = focused.get_attribute("data-node") or ""
    page.keyboard.press("Enter")
    expect(shown_rows(page)).to_have_count(len(related(id)))
    assert page.locator('#graph svg a:not([tabindex="-1"])').count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{id}/")


def test_a_finger_near_a_node_chooses_it_and_what_is_near_it_is_magnified(visit: Visit) -> None:
    page = visit.open("zh/relations/", PHONE, touch=True)
    box = node(page, "taliban").locator("circle").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(shown_rows(page)).to_have_count(len(related("taliban")))
    page.locator("form.filters summary").tap()
    page.locator(".filters select[name=node]").select_option("karim-khalili")
    expect(shown_rows(page)).to_have_count(len(related("karim-khalili")))
    page.wait_for_function("document.querySelector('#graph svg').viewBox.baseVal.width < 1000")
    expect(node(page, "karim-khalili").locator("text")).to_be_visible()
    assert overflow(page) == 0


def test_the_most_frequent_relations_are_drawn_in_full_when_asked(visit: Visit) -> None:
    page = visit.open("relations/")
    line = page.locator("#graph .edge.mark.faint:not(.dated):not(.contested) path").first
    thin = line.evaluate("line => getComputedStyle(line).stroke")
    page.locator("#graph .in-full").check()
    assert line.evaluate("line => getComputedStyle(line).stroke") != thin
    assert "full=1" in page.url
    page.reload()
    expect(page.locator("#graph .in-full")).to_be_checked()


def test_without_scripts_the_picture_and_the_whole_table_are_there(visit: Visit) -> None:
    page = visit.open("vi/relations/", java_script_enabled=False)
    expect(page.locator("form.filters")).to_be_hidden()
    expect(shown_rows(page)).to_have_count(len(relations(sample_wiki())))
    assert page.locator("#graph .pick").first.is_hidden()
    node(page, ENTRY).locator("circle").click()
    page.wait_for_url(f"**/vi/people/{ENTRY}/")
    page.get_by_role("link", name="Xem trong sơ đồ quan hệ chung").click()
    page.wait_for_url(f"**/vi/relations/?node={ENTRY}")


TEXTS = """() => [...document.querySelectorAll('#graph .node text, #graph .said')]
  .filter((text) => getComputedStyle(text).visibility === 'visible')
  .map((text) => text.getBoundingClientRect())
  .map(({left, top, right, bottom}) => [left, top + 2, right, bottom - 2])"""


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_names_overlap(visit: Visit, language: Language, javascript: bool) -> None:
    page = visit.open(f"{HOMES[language]}relations/", java_script_enabled=javascript)
    page.wait_for_timeout(100)
    boxes = page.evaluate(TEXTS)
    assert len(boxes) > 60
    assert not [(one, other) for one, other in itertools.combinations(boxes, 2) if touch(one, other)]


def test_names_do_not_overlap_on_a_small_screen_or_magnified(visit: Visit) -> None:
    page = visit.open("relations/", PHONE, touch=True)
    page.wait_for_timeout(100)
    whole = page.evaluate(TEXTS)
    page.locator("[data-zoom=in]").tap()
    page.locator("[data-zoom=in]").tap()
    page.wait_for_timeout(100)
    near = page.evaluate(TEXTS)
    assert whole and near
    for boxes in (whole, near):
        assert not [(one, other) for one, other in itertools.combinations(boxes, 2) if touch(one, other)]


@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("en", (1440, 900), "light"), ("zh", PHONE, "dark"), ("vi", (768, 900), "light")]
)
def test_everybody_can_use_the_page(visit: Visit, language: Language, size: tuple[int, int], scheme: str) -> None:
    page = visit.open(f"{HOMES[language]}relations/?node={ENTRY}", size, scheme)  # type: ignore[arg-type]
    assert check_accessibility(page) == []
    assert overflow(page) == 0


def test_the_small_picture_of_an_entry_is_for_eye_and_pointer_only(visit: Visit) -> None:
    page = visit.open(f"people/{ENTRY}/")
    ours = ("<svg", "<figure", "<circle", "<text", "relations/?node=", 'tabindex="-1"')
    assert not [found for found in check_accessibility(page) if any(each in found for each in ours)]
    page = visit.open(f"people/{ENTRY}/", PHONE, touch=True)
    assert overflow(page) == 0
    picture = page.locator(".near svg")
    assert picture.get_attribute("aria-hidden") == "true"
    assert picture.locator('a:not([tabindex="-1"])').count() == 0
    boxes = picture.evaluate(
        "svg => [...svg.querySelectorAll('text')].map((t) => t.getBoundingClientRect()).map((b) => [b.left, b.right])"
    )
    assert boxes and all(left >= 0 and right <= PHONE[0] for left, right in boxes)
    picture.locator("a text").first.tap()
    page.wait_for_url(lambda url: ENTRY not in url)
