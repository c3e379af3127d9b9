"""Names within names: which shorter names within a longer one are meant, and which are only letters in it."""

import dataclasses
import json
from collections.abc import Mapping, Sequence

import pytest

from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.link.mentions import Links, Mention, Nested, Prose
from charsu.link.nested_changes import must_link_all
from charsu.model.records import Entry, EntryId, Language, Localized, Statement, Vocabulary, Wiki
from charsu.publish.export import mentions_json
from charsu.view.markup import Reason, Tags, annotate, mention_tags
from charsu.view.site import Site
from helpers import entry, property, sample_wiki, statement, text, vocabulary, wiki

RELATIONS = [
    property("part of", "entry", names_whole="to"),
    property("leader of", "entry", names_whole="from"),
    property("buried in", "entry"),
]


def words(*qualifiers: str) -> Vocabulary:
    made = vocabulary(RELATIONS)
    kind = dataclasses.replace(made.kinds["thing"], qualifiers=frozenset(qualifiers))
    return dataclasses.replace(made, kinds={"thing": kind})


def names(en: str, zh: str, vi: str) -> Localized:
    return {"en": en, "zh": zh, "vi": vi}


def place(id: EntryId, name: Localized, *statements: Statement, type: str = "", **aliases: Sequence[str]) -> Entry:
    return dataclasses.replace(entry(id, name, aliases, statements=statements), type=type or None)


MASSOUD = place("massoud", names("Massoud", "马苏德", "Massoud"))
FORCES = place(
    "forces",
    names("Armed Forces", "武装部队", "Quân đội"),
    en=["Massoud's forces"],
    zh=["马苏德的部队"],
    vi=["lực lượng của Massoud"],
)
FORCES_ROW = {"en": "Massoud’s forces came.", "zh": "马苏德的部队来了。", "vi": "Có lực lượng của Massoud."}


def shown(prose: Prose) -> list[str]:
    return [f"{prose.text[n.start : n.end]}|{n.entry}|{n.because}" for n in prose.within]


def nested(
    entries: Sequence[Entry],
    row: Mapping[Language, str],
    said: Mapping[str, EntryId | None] | None = None,
    vocabulary: Vocabulary | None = None,
) -> dict[Language, list[str]]:
    """Language -> the names within names of a row, if there are any."""
    made = wiki(entries, [text([row], names={"p1s1": said or {}})], vocabulary or words())
    versions = link(made).rows["a-text"][0].versions
    return {language: shown(prose) for language, prose in versions.items() if prose.within}


# --- what is meant ----------------------------------------------------------------------------


def test_a_name_with_descriptive_words_is_meant_if_other_versions_hold_it_too() -> None:
    assert nested([MASSOUD, FORCES], FORCES_ROW) == {
        "en": ["Massoud|massoud|aligned"],
        "zh": ["马苏德|massoud|aligned"],
        "vi": ["Massoud|massoud|aligned"],
    }


def test_or_if_another_version_names_it_by_itself() -> None:
    row = {"en": "Massoud attacked.", "zh": "马苏德的部队来了。"}
    assert nested([MASSOUD, FORCES], row) == {"zh": ["马苏德|massoud|aligned"]}


def test_form_alone_is_not_enough() -> None:
    assert nested([MASSOUD, FORCES], {"en": "Massoud’s forces came."}) == {}
    assert nested([MASSOUD, FORCES], {"en": "Massoud’s forces came.", "zh": "他们来了。"}) == {}


@pytest.mark.parametrize(
    ("joined", "because"),
    [
        pytest.param("leader of", "relation", id="a relation that names its whole"),
        pytest.param("buried in", None, id="any other relation"),
    ],
)
def test_a_relation_counts_if_the_vocabulary_says_that_it_names_the_whole(joined: str, because: str | None) -> None:
    leader = dataclasses.replace(MASSOUD, statements=(statement(joined, "forces"),))
    found = nested([leader, FORCES], {"en": "Massoud’s forces came."})
    assert found == ({"en": [f"Massoud|massoud|{because}"]} if because else {})


def test_a_relation_counts_in_its_own_direction() -> None:
    """A province that is named after its capital is not about the capital."""
    city = place("herat", names("Herat", "赫拉特", "Herat"), statement("part of", "herat-province"))
    province = place("herat-province", names("Herat province", "赫拉特省", "tỉnh Herat"))
    assert nested([city, province], {"en": "In Herat province.", "zh": "在赫拉特省。", "vi": "Ở tỉnh Herat."}) == {}


def test_names_nest_in_one_another() -> None:
    state = place("state", names("Islamic State", "伊斯兰国", "Nhà nước"), en=["Rabbani government"], zh=["拉巴尼政府"])
    army = place("army", names("The Army", "大军", "Quân"), en=["Rabbani government forces"], zh=["拉巴尼政府的军队"])
    rabbani = place("rabbani", names("Rabbani", "拉巴尼", "Rabbani"))
    assert nested([state, army, rabbani], {"en": "Rabbani government forces.", "zh": "拉巴尼政府的军队。"}) == {
        "en": ["Rabbani government|state|aligned", "Rabbani|rabbani|aligned"],
        "zh": ["拉巴尼政府|state|aligned", "拉巴尼|rabbani|aligned"],
    }


def test_one_name_may_hold_two_and_own_short_names_are_left_aside() -> None:
    scud = place("scud", names("Scud missile", "飞毛腿导弹", "tên lửa Scud"), en=["Scud"], vi=["Scud"])
    town = place("town", names("Darulaman", "达鲁拉曼", "Darulaman"))
    base = place(
        "base",
        names("Scud missile base near Darulaman", "达鲁拉曼附近的飞毛腿导弹基地", "căn cứ tên lửa Scud gần Darulaman"),
        en=["Scud base", "Scud missile base"],
        zh=["飞毛腿导弹基地"],
        vi=["căn cứ Scud"],
    )
    row = {"en": "Scud missile base near Darulaman", "zh": "达鲁拉曼附近的飞毛腿导弹基地"}
    assert nested([scud, town, base], row) == {
        "en": ["Scud missile|scud|aligned", "Darulaman|town|aligned"],
        "zh": ["达鲁拉曼|town|aligned", "飞毛腿导弹|scud|aligned"],
    }


# --- what is not meant ------------------------------------------------------------------------


def test_a_city_is_not_about_a_man_whose_name_its_letters_hold() -> None:
    mazari = place(
        "mazari",
        names("Abdul Ali Mazari", "阿里·马扎里", "Abdul Ali Mazari"),
        statement("buried in", "mazar"),
        en=["Mazari"],
        zh=["马扎里"],
    )
    city = place(
        "mazar", names("Mazar-i-Sharif", "马扎里沙里夫", "Mazar-i-Sharif"), en=["Mazari Sharif"], vi=["Mazari Sharif"]
    )
    row = {"en": "To Mazari Sharif.", "zh": "到马扎里沙里夫。", "vi": "Tới Mazari Sharif."}
    assert nested([mazari, city], row) == {}
    with_him = {"en": "Mazari lies in Mazar-i-Sharif.", "zh": "他葬于马扎里沙里夫。"}
    assert nested([mazari, city], with_him) == {}


def test_a_country_is_not_about_the_people_whose_name_its_letters_hold() -> None:
    tajiks = place("tajiks", names("Tajiks", "塔吉克", "người Tajik"), en=["Tajik"], vi=["Tajik"])
    country = place("tajikistan", names("Tajikistan", "塔吉克斯坦", "Tajikistan"))
    row = {"en": "Tajiks left Tajikistan.", "zh": "他们离开塔吉克斯坦。"}
    assert nested([tajiks, country], row) == {}


def test_persons_have_no_parts_of_their_own_names_within() -> None:
    khan = place("ismail", names("Ismail Khan", "伊斯梅尔·汗", "Ismail Khan"), en=["Khan"], zh=["汗"], vi=["Khan"])
    arif = place("arif", names("Arif Khan", "阿里夫·汗", "Arif Khan"))
    row = {"en": "Arif Khan met Khan.", "zh": "阿里夫·汗见到汗。", "vi": "Arif Khan gặp Khan."}
    assert nested([khan, arif], row) == {}


def test_a_weak_name_counts_only_if_it_is_stated() -> None:
    weak = frozenset((language, form) for language, form in MASSOUD.names.items())
    massoud = dataclasses.replace(MASSOUD, weak=weak)
    assert nested([massoud, FORCES], FORCES_ROW) == {}
    lines: dict[str, EntryId | None] = {"Massoud’s forces": "forces", "Massoud": "massoud"}
    assert nested([massoud, FORCES], {"en": "Massoud’s forces came."}, lines) == {"en": ["Massoud|massoud|stated"]}


def test_a_name_of_several_counts_for_none() -> None:
    other = place("other", names("Massoud", "马苏德", "Massoud"))
    assert nested([MASSOUD, other, FORCES], FORCES_ROW) == {}


def test_a_proper_name_of_its_own_holds_nothing() -> None:
    country = place("afghanistan", names("Afghanistan", "阿富汗", "Afghanistan"), en=["Afghan"])
    agency = place("aip", names("Afghan Islamic Press", "阿富汗伊斯兰通讯社", "Hãng thông tấn Hồi giáo Afghanistan"))
    row = {"en": "Afghan Islamic Press", "zh": "阿富汗伊斯兰通讯社", "vi": "Hãng thông tấn Hồi giáo Afghanistan"}
    assert nested([country, agency], row) == {}


# --- what only says which one -----------------------------------------------------------------

COUNTRY = place("afghanistan", names("Afghanistan", "阿富汗", "Afghanistan"), type="country")
WEST = place(
    "west",
    names("Western Afghanistan", "阿富汗西部", "miền tây Afghanistan"),
    statement("part of", "afghanistan"),
    en=["western Afghanistan"],
)
WEST_ROW = {"en": "In western Afghanistan.", "zh": "在阿富汗西部。", "vi": "Ở miền tây Afghanistan."}


def test_types_that_are_qualifiers_are_not_meant() -> None:
    assert nested([COUNTRY, WEST], WEST_ROW, vocabulary=words("country")) == {}
    assert set(nested([COUNTRY, WEST], WEST_ROW)) == {"en", "zh", "vi"}


def test_unless_another_version_names_them_alone_where_this_one_does_not() -> None:
    row = {"en": "In the west of Afghanistan.", "zh": "在阿富汗西部。"}
    assert nested([COUNTRY, WEST], row, vocabulary=words("country")) == {"zh": ["阿富汗|afghanistan|aligned"]}
    both = {"en": "Afghanistan: in the west of Afghanistan.", "zh": "阿富汗：在阿富汗西部。"}
    assert nested([COUNTRY, WEST], both, vocabulary=words("country")) == {}


def test_so_is_a_name_before_another_name_of_the_same_entry() -> None:
    country = place("pakistan", names("Pakistan", "巴基斯坦", "Pakistan"))
    isi = place(
        "isi",
        names("Inter-Services Intelligence", "巴基斯坦三军情报局", "Tình báo Liên quân Pakistan"),
        en=["ISI"],
        zh=["三军情报局"],
    )
    alone = {"en": "Pakistan’s ISI warned.", "zh": "巴基斯坦三军情报局警告。"}
    assert nested([country, isi], alone) == {"zh": ["巴基斯坦|pakistan|aligned"]}
    assert nested([country, isi], {**alone, "en": "The ISI warned."}) == {}
    assert nested([country, isi], {"zh": "巴基斯坦三军情报局警告。", "vi": "Tình báo Liên quân Pakistan"}) == {}


# --- what the author states -------------------------------------------------------------------


def test_an_author_states_that_a_name_within_is_meant() -> None:
    assert nested([MASSOUD, FORCES], {"en": "Massoud’s forces came."}, {"Massoud": "massoud"}) == {
        "en": ["Massoud|massoud|stated"]
    }


def test_and_that_it_is_not() -> None:
    found = nested([MASSOUD, FORCES], FORCES_ROW, {"Massoud": None})
    assert found == {"zh": ["马苏德|massoud|aligned"]}


def test_the_longer_name_stays_the_link() -> None:
    for said in ({"Massoud": "massoud"}, {"Massoud": None}):
        made = wiki([MASSOUD, FORCES], [text([FORCES_ROW], names={"p1s1": said})], words())
        [mention] = link(made).rows["a-text"][0].versions["en"].mentions
        assert (mention.entry, mention.why) == ("forces", "alias")


def test_lines_for_both_names_settle_both() -> None:
    entries = [place("road", names("Silk Road", "丝路", "Con đường")), place("silk", names("Silk", "丝绸", "Lụa"))]
    row = {"en": "On the Silk Road."}
    assert nested(entries, row, {"Silk Road": "road", "Silk": "silk"}) == {"en": ["Silk|silk|stated"]}
    made = wiki(entries, [text([row], names={"p1s1": {"Silk Road": None, "Silk": "silk"}})], words())
    prose = link(made).rows["a-text"][0].versions["en"]
    assert [(m.start, m.end, m.entry) for m in prose.mentions] == [(7, 11, "silk")] and not prose.within


# --- counted apart ----------------------------------------------------------------------------


def test_rows_count_names_within_names_apart() -> None:
    made = wiki([MASSOUD, FORCES], [text([FORCES_ROW])], words())
    links = link(made)
    [row] = links.rows["a-text"]
    assert (row.named, row.within) == (("forces",), ("massoud",))
    backlinks = find_backlinks(made, links)
    assert backlinks.mentioned == {"forces": (row,)} and backlinks.within == {"massoud": (row,)}


# --- after an edit ----------------------------------------------------------------------------


def edited(older: Wiki, **changes: Entry) -> None:
    """Assert that an incremental run equals a first one."""
    now = dataclasses.replace(older, entries={**older.entries, **{made.id: made for made in changes.values()}})
    first = link(older)
    known = Links(first.rows, first.summaries, first.named, first.values, first.notes, first.names)
    again, anew = link(now, (older, known)), link(now)
    assert again.rows == anew.rows
    assert first.rows != anew.rows, "nothing was edited that counts"


def test_an_edit_elsewhere_may_show_the_form() -> None:
    road = place("road", names("Darulaman Road", "达鲁拉曼大道", "Đại lộ Darulaman"))
    town = place("town", names("Darulaman", "达鲁拉曼", "Darulaman"))
    made = wiki([road, town], [text([{"en": "On Darulaman Road.", "zh": "在达鲁拉曼大道。"}])], words())
    edited(made, road=place("road", road.names, vi=["đại lộ Darulaman"]))


def test_a_new_relation_or_another_type_is_seen() -> None:
    made = wiki([MASSOUD, FORCES], [text([{"en": "Massoud’s forces came."}])], words())
    edited(made, massoud=dataclasses.replace(MASSOUD, statements=(statement("leader of", "forces"),)))
    made = wiki([COUNTRY, WEST], [text([WEST_ROW])], words("country"))
    edited(made, country=dataclasses.replace(COUNTRY, type="region"))


def test_other_rules_of_the_vocabulary_concern_everything() -> None:
    made = wiki([MASSOUD], [], words())
    assert must_link_all(made, dataclasses.replace(made, vocabulary=words("country")))
    assert not must_link_all(made, dataclasses.replace(made, vocabulary=words()))


def test_after_any_edit_of_a_name_the_sample_is_linked_as_anew() -> None:
    older = sample_wiki()
    first = link(older)
    for id in ("darulaman", "darulaman-road", "burhanuddin-rabbani", "afghanistan"):
        changed = older.entries[id]
        changed = dataclasses.replace(changed, aliases={}, weak=frozenset(), type=None, statements=())
        now = dataclasses.replace(older, entries={**older.entries, id: changed})
        assert link(now, (older, first)).rows == link(now).rows, id


# --- in pages and data ------------------------------------------------------------------------

PROSE = Prose(
    "In Massoud’s forces.",
    (Mention(3, 19, "forces", "alias"),),
    within=(Nested(3, 10, "massoud", "aligned"),),
)


def tags(reason: Reason) -> Tags:
    return mention_tags(reason, lambda id: f"../{id}/", "why")


def test_a_link_to_the_shorter_name_follows_the_longer_one() -> None:
    assert annotate(PROSE).fill(tags) == (
        'In <a class="mention" data-entry="forces" data-why="alias" data-within="massoud" href="../forces/" '
        'title="why">Massoud’s forces</a><a class="mention-within" data-entry="massoud" data-why="within" '
        'href="../massoud/" aria-label="massoud" title="massoud"></a>.'
    )


def test_on_the_page_of_the_shorter_name_it_is_marked_within_the_link() -> None:
    assert annotate(PROSE).fill(tags, own="massoud") == (
        'In <a class="mention" data-entry="forces" data-why="alias" href="../forces/" title="why">'
        '<mark class="mention" data-entry="massoud" data-why="within">Massoud</mark>’s forces</a>.'
    )


def test_on_the_page_of_the_longer_name_the_shorter_one_is_a_link() -> None:
    assert annotate(PROSE).fill(tags, own="forces") == (
        'In <mark class="mention" data-entry="forces" data-why="alias"><a class="mention" data-entry="massoud" '
        'data-why="within" href="../massoud/" title="why">Massoud</a>’s forces</mark>.'
    )


def test_programs_get_nested_spans_that_are_no_items_of_their_own() -> None:
    made = wiki([MASSOUD, FORCES], [text([FORCES_ROW])], words())
    links = link(made)
    mentions = json.loads(mentions_json(Site(made, links, find_backlinks(made, links))))
    assert [mention["entry"] for mention in mentions] == ["forces"] * 3
    assert mentions[0]["within"] == [
        {"start": 0, "end": 7, "surface": "Massoud", "entry": "massoud", "why": "within", "because": "aligned"}
    ]
