"""Links seen from the other end."""

import dataclasses

import pytest

from charsu.link.backlinks import Backlink, Backlinks, find_backlinks
from charsu.link.entry_dates import dates_of
from charsu.link.linker import link
from charsu.link.mentions import Links
from charsu.model.dates import read_date
from charsu.model.records import Coordinates, Statement, Value, Vocabulary, Wiki
from charsu.pictures.graph import find_rows
from charsu.pictures.site_pictures import Pictures
from charsu.pictures.timeline import timeline_of
from charsu.review.quality import count_meetings
from charsu.view.page_models import EntryView
from charsu.view.site import Site
from helpers import LANGUAGES, entry, property, source, statement, text, vocabulary, wiki

WORDS = vocabulary(
    dates=["born", "died"],
    properties=[
        property("born", "date", single=True),
        property("died", "date", single=True),
        property("role"),
        property("motive", single=True),
        property("place", "coordinates", single=True),
        property("height", "number", single=True),
        property("leader of", "entry", inverse=dict.fromkeys(LANGUAGES, "led by")),
        property("birthplace", "entry", single=True, inverse=dict.fromkeys(LANGUAGES, "birthplace of")),
        property("allied with", "entry", symmetric=True),
    ],
)


def born(edtf: str, **more: tuple[str, ...]) -> Statement:
    return statement("born", read_date(edtf), **more)


def said(english: str) -> dict[str, str]:
    return {"en": english, "zh": f"{english} (zh)", "vi": f"{english} (vi)"}


def backlinks(built: Wiki) -> Backlinks:
    return find_backlinks(built, link(built))


def page(id: str, built: Wiki) -> EntryView:
    links = link(built)
    return Site(built, links, find_backlinks(built, links)).entries[id]


# --- relations --------------------------------------------------------------------------------


def test_a_relation_is_seen_from_the_entry_that_it_leads_to() -> None:
    leads = statement("leader of", "league")
    ana, league = entry("ana", "Ana", statements=[leads]), entry("league", "League")
    assert backlinks(wiki([ana, league], words=WORDS)).inverses == {"league": (Backlink("ana", ana.statements[0]),)}


def test_inverses_stand_earliest_first_and_undated_ones_last() -> None:
    leaders = {"ana": None, "bob": "1995/..", "cid": "1990/1995", "dan": "1990", "eve": None, "fay": "../1980"}
    people = [
        entry(id, id, statements=[statement("leader of", "league", during=read_date(during) if during else None)])
        for id, during in leaders.items()
    ]
    found = backlinks(wiki([*people, entry("league", "League")], words=WORDS)).inverses["league"]
    assert [inverse.entry for inverse in found] == ["fay", "dan", "cid", "bob", "ana", "eve"]


def test_a_page_shows_a_relation_under_its_own_word_and_the_other_under_the_inverse() -> None:
    built = wiki(
        [entry("ana", "Ana", statements=[statement("leader of", "league")]), entry("league", "League")], words=WORDS
    )
    assert [(group.label["en"], [r.entry for r in group.relations]) for group in page("ana", built).relations] == [
        ("leader of", ["league"])
    ]
    assert [(group.label["en"], [r.entry for r in group.relations]) for group in page("league", built).relations] == [
        ("led by", ["ana"])
    ]


def test_a_symmetric_relation_reads_the_same_from_both_ends() -> None:
    ana = entry("ana", "Ana", statements=[statement("allied with", "bob", during=read_date("1995"))])
    bob = entry("bob", "Bob", statements=[statement("allied with", "cid", during=read_date("1990"))])
    built = wiki([ana, bob, entry("cid", "Cid")], words=WORDS)
    [group] = page("bob", built).relations
    assert (group.label["en"], [r.entry for r in group.relations]) == ("allied with", ["cid", "ana"])
    for id in ("ana", "cid"):
        [group] = page(id, built).relations
        assert (group.label["en"], [r.entry for r in group.relations]) == ("allied with", ["bob"])


# --- contested --------------------------------------------------------------------------------


def contested(*statements: Statement, words: Vocabulary = WORDS) -> list[str]:
    built = wiki(
        [entry("ana", "Ana", statements=statements), entry("riga", "Riga"), entry("oslo", "Oslo")], words=words
    )
    return [disagreement.property for disagreement in backlinks(built).disagreements]


@pytest.mark.parametrize(
    ("property", "one", "other"),
    [
        pytest.param("born", read_date("1953"), read_date("1954"), id="dates"),
        pytest.param("born", read_date("1953"), read_date("1953?"), id="an-uncertain-date"),
        pytest.param("born", read_date("1953-03"), read_date("1953"), id="a-date-that-says-less"),
        pytest.param("motive", said("Greed"), said("Fear"), id="texts"),
        pytest.param("motive", said("Greed"), said("Greed") | {"vi": "Sợ"}, id="a-text-in-one-language"),
        pytest.param("height", 1.8, 1.81, id="numbers"),
        pytest.param("place", Coordinates(1, 2, 10), Coordinates(1, 2, 20), id="coordinates"),
        pytest.param("birthplace", "riga", "oslo", id="relations"),
    ],
)
def test_several_values_where_one_is_to_be_expected_are_contested(property: str, one: Value, other: Value) -> None:
    assert contested(statement(property, one), statement(property, other)) == [property]
    assert contested(statement(property, one), statement(property, one), statement(property, other)) == [property]


@pytest.mark.parametrize(
    ("property", "one", "other"),
    [
        pytest.param("born", read_date("1953"), read_date("1953"), id="the-same-date"),
        pytest.param("born", read_date("1953-03"), read_date("1953-03-XX"), id="one-date-written-in-two-ways"),
        pytest.param("motive", said("Greed"), dict(reversed(said("Greed").items())), id="languages-in-another-order"),
        pytest.param("role", said("Queen"), said("Poet"), id="of-which-there-may-be-several"),
        pytest.param("leader of", "riga", "oslo", id="relations-of-which-there-may-be-several"),
    ],
)
def test_what_agrees_or_may_be_several_is_not_contested(property: str, one: Value, other: Value) -> None:
    assert contested(statement(property, one, ["a"]), statement(property, other, ["b"])) == []


def test_contests_stand_in_the_order_of_entries_then_of_the_vocabulary() -> None:
    two = [statement("motive", said("Greed")), born("1953"), statement("motive", said("Fear")), born("1954")]
    found = backlinks(wiki([entry("bob", "Bob", statements=two), entry("ana", "Ana", statements=two)], words=WORDS))
    assert [(disagreement.entry, disagreement.property) for disagreement in found.disagreements] == [
        ("ana", "born"), ("ana", "motive"), ("bob", "born"), ("bob", "motive"),
    ]  # fmt: skip
    assert [str(statement.value) for statement in found.disagreements[1].statements] == [
        str(said("Greed")),
        str(said("Fear")),
    ]


# --- evidence ---------------------------------------------------------------------------------


def test_a_statement_is_evidence_at_each_of_its_sources() -> None:
    ana = entry(
        "ana", "Ana", statements=[born("1953", sources=("a-text#p1s1", "a-work")), born("1954", sources=("a-work",))]
    )
    bob = entry("bob", "Bob", statements=[born("1955", sources=("a-text#p1s1", "a-text#p1s2"))])
    found = backlinks(wiki([bob, ana], [text([{"en": "x"}, {"en": "y"}])], WORDS))
    first, second = ana.statements
    [only] = bob.statements
    assert {key: [(e.entry, e.statement) for e in evidence] for key, evidence in found.evidence.items()} == {
        ("a-text", "p1s1"): [("ana", first), ("bob", only)],
        ("a-text", "p1s2"): [("bob", only)],
    }
    assert [(e.entry, e.statement) for e in found.works["a-work"]] == [("ana", first), ("ana", second)]


def test_the_id_of_a_source_is_as_it_was_written() -> None:
    assert [source(id).id for id in ("a-work", "a-text#p1s2")] == ["a-work", "a-text#p1s2"]


def test_a_page_shows_the_passages_that_name_it_or_are_its_evidence() -> None:
    ana = entry("ana", "Ana", statements=[born("1953", sources=("b-text#p1s2",))])
    texts = [
        text([{"en": "Nobody."}, {"en": "Ana."}], id="a-text"),
        text([{"en": "Nobody."}, {"en": "She was born."}, {"en": "Ana and Ana."}], id="b-text"),
    ]
    groups = page("ana", wiki([ana], texts, WORDS)).passages
    assert [(g.text.id, [(p.row.segment, len(p.evidence)) for p in g.passages]) for g in groups] == [
        ("a-text", [("p1s2", 0)]),
        ("b-text", [("p1s2", 1), ("p1s3", 0)]),
    ]


# --- mentions ---------------------------------------------------------------------------------


def test_rows_that_name_an_entry_stand_once_each_and_in_reading_order() -> None:
    texts = [
        text([{"en": "Ana."}, {"en": "Bob, Ana, Ana."}, {"en": "Bob."}], id="a-text"),
        text([{"zh": "安娜", "en": "She."}, {"zh": "她", "en": "Ana."}], id="b-text"),
    ]
    ana = entry("ana", {"en": "Ana", "zh": "安娜", "vi": "Ana"})
    found = backlinks(wiki([entry("bob", "Bob"), ana], texts, WORDS)).mentioned
    assert {id: [(row.text, row.segment) for row in rows] for id, rows in found.items()} == {
        "ana": [("a-text", "p1s1"), ("a-text", "p1s2"), ("b-text", "p1s1"), ("b-text", "p1s2")],
        "bob": [("a-text", "p1s2"), ("a-text", "p1s3")],
    }


def test_an_unsure_name_is_no_backlink() -> None:
    ana = entry("ana", "Ana of Riga", weak={language: ["Ana"] for language in LANGUAGES})
    found = backlinks(wiki([ana, entry("bob", "Bob", summary="Ana?")], [text([{"en": "Ana."}])]))
    assert (found.mentioned, found.summarised) == ({}, {})


def test_summaries_name_entries_once_and_not_themselves() -> None:
    ana = entry("ana", "Ana", summary="Ana of Riga.")
    bob = entry("bob", "Bob", summary={"en": "Ana, Ana.", "zh": "Ana", "vi": ""})
    cid = entry("cid", "Cid", summary="Bob, then Ana.")
    assert backlinks(wiki([cid, bob, ana])).summarised == {"ana": ("bob", "cid"), "bob": ("cid",)}


# --- the dates of an entry --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([born("1953"), statement("died", read_date("1995"))], ("born", ["1953"])),
        ([statement("died", read_date("1995")), born("1953")], ("born", ["1953"])),
        ([statement("died", read_date("1995"))], ("died", ["1995"])),
        ([born("1953"), born("1954"), born("1953")], ("born", ["1953", "1954"])),
        ([statement("role", said("Queen"))], (None, [])),
    ],
    ids=["the-first-of-the-kind's", "whatever-stands-first", "or-the-next", "all-that-are-stated", "none"],
)
def test_an_entry_stands_at_the_dates_that_its_kind_says(
    statements: list[Statement], expected: tuple[str | None, list[str]]
) -> None:
    ana = entry("ana", "Ana", statements=statements)
    property, dates = dates_of(ana, wiki([ana], words=WORDS).vocabulary)
    assert (property, [date.edtf for date in dates]) == expected


# --- after a change -----------------------------------------------------------------------------


def worlds() -> list[Wiki]:
    """States of one wiki, each made of the one before by a small change; what is not changed is the same object."""
    cites = {"sources": ("a-work", "storm#p1s1")}
    ana = entry("ana", "Ana", summary="Bob came.", statements=[statement("leader of", "league", **cites), born("1950")])
    bob = entry("bob", "Bob", statements=[statement("leader of", "league"), born("1953"), born("1954")])
    eve = entry("eve", "Eve", summary="Ana left.", statements=[statement("allied with", "ana", **cites)])
    league, storm = entry("league", "League"), text([said("Ana met Bob."), said("Eve left.")], id="storm")
    calm = text([said("Bob slept.")], id="calm")
    earlier = entry(
        "bob",
        "Bob",
        summary="Eve came.",
        statements=[statement("leader of", "league", during=read_date("1980"), **cites), born("1953")],
    )
    moved = entry(
        "ana", "Ana", summary="Bob came.", statements=[statement("allied with", "eve"), born("1950"), born("1951")]
    )
    first = wiki([ana, bob, eve, league], [storm], WORDS)
    return [
        first,
        dataclasses.replace(first, entries={"ana": ana, "bob": earlier, "eve": eve, "league": league}),
        dataclasses.replace(first, entries={"ana": moved, "bob": earlier, "eve": eve, "league": league}),
        dataclasses.replace(first, entries={"ana": moved, "eve": eve, "league": league}),
        dataclasses.replace(first, texts={"calm": calm, "storm": storm}),
        dataclasses.replace(first, texts={"storm": text([said("Eve met Bob."), said("Eve left.")], id="storm")}),
        first,
    ]


def test_after_a_change_the_links_are_those_that_are_found_anew() -> None:
    older: tuple[Wiki, Links, Backlinks] | None = None
    for built in worlds():
        links = link(built, older[:2] if older else None)
        found, anew = find_backlinks(built, links, older), find_backlinks(built, links)
        assert found == anew
        places = [[backlink.statement.place for backlink in of] for of in found.inverses.values()]
        assert sorted(places) == sorted([b.statement.place for b in of] for of in anew.inverses.values())
        older = (built, links, found)


def test_after_a_change_what_is_still_so_is_the_same_object() -> None:
    first, second, *_ = worlds()
    links = link(first)
    known = find_backlinks(first, links)
    found = find_backlinks(second, link(second, (first, links)), (first, links, known))
    assert found.mentioned is known.mentioned
    assert found.inverses["ana"] is known.inverses["ana"]
    assert found.inverses["league"] != known.inverses["league"]


def test_after_a_change_a_site_shows_what_it_would_show_by_itself() -> None:
    site: Site | None = None
    for built in worlds():
        links = link(built, (site.wiki, site.links) if site else None)
        older = (site.wiki, site.links, site.backlinks) if site else None
        site = Site(built, links, find_backlinks(built, links, older), before=site)
        alone = Site(built, link(built), backlinks(built))
        assert dict(site.items) == dict(alone.items)
        assert all(site.items[id].entry is built.entries[id] for id in built.entries)
        assert site.met == alone.met == count_meetings(built, alone.backlinks)[0]
        assert timeline_of(site) == timeline_of(alone)
        assert find_rows(built, site.derived) == find_rows(built)
        assert all(
            any(row.statement is each for each in built.entries[row.entry].statements)
            for row in find_rows(built, site.derived)
        )
        assert Pictures(site)._in_graphs == Pictures(alone)._in_graphs
