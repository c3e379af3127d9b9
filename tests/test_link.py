"""Which entry a name stands for: the ladder, rung by rung, and the links in HTML.

Ana of Riga and Ana of Oslo are both called "Ana"; Olga's other name, "Ola", is weak; the others are
called by their names.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from charsu.link.linker import link, link_text
from charsu.link.mentions import Mention, Prose
from charsu.model.records import Entry, EntryId, Language
from charsu.support.html import trusted
from charsu.text.name_matcher import names_of
from charsu.text.wikilinks import NONE
from charsu.view.markup import Reason, Tags, annotate, clean, link_html, mention_tags, render_article
from helpers import LANGUAGES, entry, marked, statement, text, vocabulary, wiki

ANA = entry(
    "ana-of-riga",
    {"en": "Ana of Riga", "zh": "里加的安娜", "vi": "Ana xứ Riga"},
    aliases={"en": ["Ana"], "zh": ["安娜"], "vi": ["Ana"]},
)
OTHER_ANA = entry(
    "ana-of-oslo",
    {"en": "Ana of Oslo", "zh": "奥斯陆的安娜", "vi": "Ana xứ Oslo"},
    aliases={"en": ["Ana"], "zh": ["安娜"], "vi": ["Ana"]},
)
OLGA = entry(
    "olga",
    {"en": "Olga Berg", "zh": "奥尔加·贝格", "vi": "Olga Berg"},
    aliases={"en": ["Miss Berg"]},
    weak={"en": ["Ola"], "zh": ["贝格"], "vi": ["Ola"]},
)
RIGA = entry("riga", {"en": "Riga", "zh": "里加", "vi": "thành phố Riga"})
PALACE = entry("riga-palace", {"en": "Riga Palace", "zh": "里加宫", "vi": "cung điện Riga"})
ENTRIES = [ANA, OTHER_ANA, OLGA, RIGA, PALACE]


def linked(*rows: Mapping[Language, str], **more: Any) -> list[dict[Language, str]]:
    """The rows of a text, linked; names as [words|entry|why]."""
    built = text(rows, **more)
    found = link(wiki(ENTRIES, [built])).rows[built.id]
    return [{language: marked(prose) for language, prose in row.versions.items()} for row in found]


def linked_english(*lines: str, **more: Any) -> list[str]:
    return [row["en"] for row in linked(*({"en": line} for line in lines), **more)]


# --- name and alias ---------------------------------------------------------------------------


def test_a_full_name_and_an_alias_of_one_entry_decide_by_themselves() -> None:
    assert linked_english("Olga Berg, or Miss Berg, in Riga.") == [
        "[Olga Berg|olga|name], or [Miss Berg|olga|alias], in [Riga|riga|name]."
    ]


def test_nothing_tells_who_a_shared_or_weak_name_is() -> None:
    assert linked_english("Ana saw Ola.") == ["[Ana|?|ana-of-oslo ana-of-riga] saw [Ola|?|olga]."]


def test_a_weak_full_name_decides_nothing_by_itself() -> None:
    ali = entry("ali", "Ali", weak={"en": ["Ali"]})
    found = link(wiki([ali], [text([{"en": "Ali left.", "zh": "Ali走了。"}])])).rows["a-text"][0]
    assert marked(found.versions["en"]) == "[Ali|ali|aligned] left."
    assert marked(found.versions["zh"]) == "[Ali|ali|name]走了。"


# --- stated -----------------------------------------------------------------------------------


def test_the_author_states_what_words_stand_for() -> None:
    assert linked_english("Ana saw Ola, and Ana left.", "Ana!", names={"p1s1": {"Ana": "ana-of-oslo"}}) == [
        "[Ana|ana-of-oslo|stated] saw [Ola|?|olga], and [Ana|ana-of-oslo|stated] left.",
        "[Ana|ana-of-oslo|in-text]!",
    ]


def test_stated_words_need_be_nobody_s_name() -> None:
    assert linked_english("The city fell.", names={"p1s1": {"The city": "riga"}}) == ["[The city|riga|stated] fell."]


def test_words_stated_to_be_no_name_are_not_linked() -> None:
    assert linked_english("Riga, Riga.", "Riga.", names={"p1s1": {"Riga": None}}) == [
        "Riga, Riga.",
        "[Riga|riga|name].",
    ]


def test_what_is_stated_overrides_a_longer_name() -> None:
    assert linked_english("In Riga Palace.", names={"p1s1": {"Riga": "riga"}}) == ["In [Riga|riga|stated] Palace."]
    assert linked_english("In Riga Palace.", names={"p1s1": {"Palace": None}}) == ["In Riga Palace."]


def test_the_longer_of_two_stated_words_wins() -> None:
    names: dict[str, EntryId | None] = {"Ana": "ana-of-oslo", "Queen Ana": "ana-of-riga"}
    expected = ["[Queen Ana|ana-of-riga|stated] and [Ana|ana-of-oslo|stated]."]
    assert linked_english("Queen Ana and Ana.", names={"p1s1": names}) == expected
    assert linked_english("Queen Ana and Ana.", names={"p1s1": dict(reversed(names.items()))}) == expected


def test_stated_words_are_not_meant_within_other_words() -> None:
    assert linked_english("Anatolia, Ana’s.", names={"p1s1": {"Ana": "ana-of-riga"}}) == [
        "Anatolia, [Ana|ana-of-riga|stated]’s."
    ]


def test_stated_words_may_be_written_with_another_dot_or_apostrophe() -> None:
    assert linked_english("Ana’s A·B", names={"p1s1": {"Ana's": "ana-of-riga", "A.B": "olga"}}) == [
        "[Ana’s|ana-of-riga|stated] [A·B|olga|stated]"
    ]


def test_stated_words_count_in_every_version() -> None:
    [row] = linked({"zh": "安娜", "en": "Ana"}, names={"p1s1": {"Ana": "ana-of-oslo"}})
    assert row == {"zh": "[安娜|ana-of-oslo|aligned]", "en": "[Ana|ana-of-oslo|stated]"}


def test_a_translation_states_with_brackets() -> None:
    [row] = linked(
        {"zh": "安娜在里加。", "en": "[[ana-of-oslo|Ana]] in [[riga]], [[none|Olga Berg]] and [[riga|the city]]."}
    )
    assert row == {
        "zh": "[安娜|ana-of-oslo|aligned]在[里加|riga|name]。",
        "en": "[Ana|ana-of-oslo|stated] in [Riga|riga|stated], Olga Berg and [the city|riga|stated].",
    }


def test_brackets_in_an_original_are_text() -> None:
    assert linked_english("See [[riga]].") == ["See [[riga]]."]
    assert linked_english("See [[Riga]].") == ["See [[[Riga|riga|name]]]."]


def test_brackets_stand_nearer_to_the_words_than_text_yml() -> None:
    rows = {"zh": "安娜", "en": "[[ana-of-riga|Ana]], [[none|Ana]], Ana"}
    [row] = linked(rows, names={"p1s1": {"Ana": "ana-of-oslo"}})
    assert row["en"] == "[Ana|ana-of-riga|stated], Ana, [Ana|ana-of-oslo|stated]"


# --- aligned ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        pytest.param("里加的安娜来了。", "Ana came.", "[Ana|ana-of-riga|aligned] came.", id="by-full-name"),
        pytest.param("奥尔加·贝格来了。", "Ola came.", "[Ola|olga|aligned] came.", id="a-weak-name"),
        pytest.param("里加的安娜见奥斯陆的安娜。", "Ana came.", "[Ana|?|ana-of-oslo ana-of-riga] came.", id="two"),
        pytest.param("安娜来了。", "Ana came.", "[Ana|?|ana-of-oslo ana-of-riga] came.", id="unsure-there-too"),
        pytest.param("里加。", "Ana came.", "[Ana|?|ana-of-oslo ana-of-riga] came.", id="none-of-them"),
        pytest.param("里加的安娜。", "Riga? Ana!", "[Riga|riga|name]? [Ana|ana-of-riga|aligned]!", id="beside-others"),
    ],
)  # fmt: skip
def test_another_language_tells_who_is_meant(chinese: str, english: str, expected: str) -> None:
    [row] = linked({"zh": chinese, "en": english})
    assert row["en"] == expected


def test_only_the_same_segment_counts_as_aligned() -> None:
    rows = linked({"zh": "安娜。", "en": "Ana."}, {"zh": "里加的安娜。", "en": "She."})
    assert rows[0] == {"zh": "[安娜|?|ana-of-oslo ana-of-riga]。", "en": "[Ana|?|ana-of-oslo ana-of-riga]."}


def test_what_is_aligned_does_not_align_a_third_language() -> None:
    [row] = linked({"zh": "奥尔加·贝格。", "en": "Ola.", "vi": "Ola."})
    assert (row["en"], row["vi"]) == ("[Ola|olga|aligned].", "[Ola|olga|aligned].")


def test_two_aligned_candidates_are_not_decided_by_what_was_named_before() -> None:
    rows = linked(
        {"zh": "里加的安娜来了。", "en": "Ana of Riga came."},
        {"zh": "里加的安娜见奥斯陆的安娜。", "en": "Ana met the other one."},
    )
    assert rows[1]["en"] == "[Ana|?|ana-of-oslo ana-of-riga] met the other one."


def test_aligned_is_asked_before_in_text() -> None:
    rows = linked({"zh": "来了。", "en": "Ana of Riga came."}, {"zh": "奥斯陆的安娜来了。", "en": "Ana came."})
    assert rows[1]["en"] == "[Ana|ana-of-oslo|aligned] came."


# --- in the text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Ana of Riga came.", "Ana left."], "[Ana|ana-of-riga|in-text] left.", id="named-before"),
        pytest.param(["Miss Berg came.", "Ola left."], "[Ola|olga|in-text] left.", id="by-an-alias-that-says-enough"),
        pytest.param(
            ["Ana of Riga met Ana of Oslo.", "Ana left."],
            "[Ana|?|ana-of-oslo ana-of-riga] left.",
            id="both-named-before",
        ),
        pytest.param(["Ana left."], "[Ana|?|ana-of-oslo ana-of-riga] left.", id="nobody-named-before"),
        pytest.param(
            ["Ana of Riga and Ana."],
            "[Ana of Riga|ana-of-riga|name] and [Ana|ana-of-riga|in-text].",
            id="earlier-in-the-line",
        ),
        pytest.param(
            ["Ana and Ana of Riga."],
            "[Ana|?|ana-of-oslo ana-of-riga] and [Ana of Riga|ana-of-riga|name].",
            id="not-later-in-the-line",
        ),
        pytest.param(["Ola.", "Ola."], "[Ola|?|olga].", id="an-unsure-name-names-nobody"),
    ],
)
def test_what_was_named_before_tells_who_is_meant(lines: list[str], expected: str) -> None:
    assert linked_english(*lines)[-1] == expected


def test_a_full_name_that_comes_later_does_not_count() -> None:
    assert linked_english("Ola came.", "Olga Berg left.") == ["[Ola|?|olga] came.", "[Olga Berg|olga|name] left."]


def test_naming_in_any_version_counts_for_the_segments_below() -> None:
    rows = linked({"zh": "里加的安娜来了。", "en": "She came."}, {"zh": "走了。", "en": "Ana left."})
    assert rows[1]["en"] == "[Ana|ana-of-riga|in-text] left."


def test_what_an_aligned_name_stands_for_was_named_in_the_other_version() -> None:
    rows = linked({"zh": "奥尔加·贝格。", "en": "Ola."}, {"zh": "走了。", "en": "Ola."})
    assert [row["en"] for row in rows] == ["[Ola|olga|aligned].", "[Ola|olga|in-text]."]


def test_words_stated_to_be_no_name_name_nobody() -> None:
    assert linked_english("Olga Berg.", "Ola.", names={"p1s1": {"Olga Berg": None}}) == ["Olga Berg.", "[Ola|?|olga]."]


def test_a_text_does_not_know_what_another_text_named() -> None:
    texts = [text([{"en": "Olga Berg."}], id="first"), text([{"en": "Ola."}], id="second")]
    assert marked(link(wiki(ENTRIES, texts)).rows["second"][0].versions["en"]) == "[Ola|?|olga]."


@pytest.mark.parametrize("dot", "·.．・‧")
def test_part_of_a_name_that_no_entry_has_is_not_decided(dot: str) -> None:
    rows = linked({"zh": f"奥尔加{dot}贝格。"}, {"zh": f"贝格，阿尔班{dot}贝格，贝格{dot}阿尔班。"})
    assert rows[1]["zh"] == f"[贝格|olga|in-text]，阿尔班{dot}[贝格|?|olga]，[贝格|?|olga]{dot}阿尔班。"


def test_a_full_stop_is_no_dot_of_a_name() -> None:
    assert (
        linked_english("Olga Berg.", "So did Ola. Then Ola.")[1]
        == "So did [Ola|olga|in-text]. Then [Ola|olga|in-text]."
    )


# --- the prose of entries ---------------------------------------------------------------------


def test_an_entry_s_own_weak_name_is_sure_on_its_page() -> None:
    olga = entry("olga", "Olga Berg", weak={"en": ["Ola"]}, summary="Ola is also called Ola Berg.")
    prose = link(wiki([olga])).summaries["olga"]["en"]
    assert marked(prose) == "[Ola|olga|in-text] is also called [Ola|olga|in-text] Berg."


def test_of_two_who_share_a_name_the_entry_itself_is_meant_on_its_page() -> None:
    ana = entry("ana-of-riga", "Ana of Riga", aliases={"en": ["Ana"]}, summary={"en": "Ana ruled.", "zh": "", "vi": ""})
    assert marked(link(wiki([ana, OTHER_ANA])).summaries["ana-of-riga"]["en"]) == "[Ana|ana-of-riga|in-text] ruled."


def test_an_entry_s_page_is_read_from_the_summary_down() -> None:
    says = dict.fromkeys(LANGUAGES, "Sister of Ola.")
    sister = entry(
        "sister",
        "Her Sister",
        summary="Sister of Olga Berg.",
        statements=[statement("role", says, note=says), statement("role", dict.fromkeys(LANGUAGES, "Ola and Ana"))],
    )
    links = link(wiki([sister, *ENTRIES]))
    assert marked(links.summaries["sister"]["en"]) == "Sister of [Olga Berg|olga|name]."
    first, second = (statement.place for statement in sister.statements)
    assert marked(links.values[first]["en"]) == "Sister of [Ola|olga|in-text]."
    assert marked(links.notes[first]["vi"]) == "Sister of [Ola|olga|in-text]."
    assert marked(links.values[second]["en"]) == "[Ola|olga|in-text] and [Ana|?|ana-of-oslo ana-of-riga]"


def test_a_summary_may_state_with_brackets() -> None:
    sister = entry("sister", "Her Sister", summary="Sister of [[ana-of-oslo|Ana]] from [[riga]].")
    links = link(wiki([sister, *ENTRIES]))
    assert marked(links.summaries["sister"]["vi"]) == (
        "Sister of [Ana|ana-of-oslo|stated] from [thành phố Riga|riga|stated]."
    )


# --- prose as HTML ----------------------------------------------------------------------------


def href(id: EntryId) -> str:
    return f"../{id}/"


def tags(reason: Reason) -> Tags:
    _, why, _ = reason
    return mention_tags(reason, href, f'"{why}"')


def test_prose_is_escaped_and_its_mentions_are_links() -> None:
    prose = Prose(
        'Ana & "Ola" <b>',
        (Mention(0, 3, "ana", "alias"), Mention(7, 10, None, "unsure", ("olga", "oleg"))),
    )
    assert annotate(prose).fill(tags) == (
        '<a class="mention" data-entry="ana" data-why="alias" href="../ana/" title="&quot;alias&quot;">Ana</a> &amp; '
        '"<span class="mention unsure" data-candidates="olga oleg" data-leads="../olga/ ../oleg/" '
        'title="&quot;unsure&quot;">Ola</span>" &lt;b&gt;'
    )


def test_on_its_own_page_an_entry_is_marked_not_linked() -> None:
    prose = Prose("Ana, 100 % Ola", (Mention(0, 3, "ana", "alias"), Mention(11, 14, "ola", "name")))
    assert annotate(prose).fill(tags, own="ana") == (
        '<mark class="mention" data-entry="ana" data-why="alias">Ana</mark>, 100 % '
        '<a class="mention" data-entry="ola" data-why="name" href="../ola/" title="&quot;name&quot;">Ola</a>'
    )


# --- HTML -------------------------------------------------------------------------------------

NAMES = names_of(ENTRIES, vocabulary(), LANGUAGES)["en"]
BY_ID: dict[EntryId, Entry] = {each.id: each for each in ENTRIES}


def names_in_html(source: str, known: tuple[EntryId, ...] = ()) -> str:
    """HTML with its links written as [words|entry]."""

    def name_of(id: EntryId) -> str | None:
        return BY_ID[id].names["en"] if id in BY_ID else None

    def tags(reason: Reason) -> Tags:
        return mention_tags(reason, lambda id: id, "")

    linked: str = link_html(trusted(source), "en", NAMES, name_of, tags, known)
    for id in BY_ID:
        for why in ("stated", "name", "alias", "in-text"):
            start = f'<a class="mention" data-entry="{id}" data-why="{why}" href="{id}" title="">'
            while start in linked:
                before, _, rest = linked.partition(start)
                words, _, rest = rest.partition("</a>")
                linked = f"{before}[{words}|{id}]{rest}"
    return linked


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<p>Olga Berg</p>", "<p>[Olga Berg|olga]</p>", id="paragraph"),
        pytest.param("<h2 id='x'>In Riga</h2>", "<h2 id='x'>In [Riga|riga]</h2>", id="heading"),
        pytest.param("<h1>Riga</h1><p>Riga</p>", "<h1>Riga</h1><p>[Riga|riga]</p>", id="not-the-title"),
        pytest.param("<code>Riga</code> <pre><code>Riga [[riga]]</code></pre>", None, id="not-in-code"),
        pytest.param("<pre><b>Riga</b> Riga &lt;</pre>", None, id="not-in-tags-within-code"),
        pytest.param('<a href="/x"><em>Riga</em> Riga</a>', None, id="not-in-a-link"),
        pytest.param('<a href="/x">x</a> Riga', '<a href="/x">x</a> [Riga|riga]', id="but-behind-it"),
        pytest.param('<img alt="Riga" title="Riga"><br/>', None, id="not-in-attributes"),
        pytest.param(
            "<td>Riga</td><td>Palace</td>", "<td>[Riga|riga]</td><td>Palace</td>", id="cells-are-not-one-name"
        ),
        pytest.param("<p>Riga\nPalace</p>", "<p>[Riga\nPalace|riga-palace]</p>", id="over-the-end-of-a-line"),
        pytest.param("Riga<br>Palace", "[Riga|riga]<br>Palace", id="but-not-over-a-break"),
    ],
)
def test_names_in_html_are_linked_but_not_in_code_and_links(source: str, expected: str | None) -> None:
    assert names_in_html(source) == (source if expected is None else expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Olga&#32;Berg", "[Olga Berg|olga]", id="decimal"),
        pytest.param("Olga&#x20;Berg", "[Olga Berg|olga]", id="hexadecimal"),
        pytest.param("Olga&nbsp;Berg", "[Olga\u00a0Berg|olga]", id="named"),
        pytest.param("a &amp; b &lt;i&gt; Riga &quot;", 'a &amp; b &lt;i&gt; [Riga|riga] "', id="stay-escaped"),
        pytest.param("Re&#769;ga Riga", "Réga [Riga|riga]", id="a-mark-written-as-a-reference"),
        pytest.param("<b>Re</b>&#769;ga Riga", "<b>Re</b>\u0301ga Riga", id="a-mark-behind-a-tag"),
        pytest.param("Re\u0301ga Riga", "Réga [Riga|riga]", id="decomposed-text"),
    ],
)
def test_character_references_are_read_before_names_are_looked_for(source: str, expected: str) -> None:
    assert names_in_html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<em>Riga</em>, <b>Riga</b>", "<em>[Riga|riga]</em>, <b>[Riga|riga]</b>", id="in-a-tag"),
        pytest.param("<b>in <i>all Riga</i></b>", "<b>in <i>all [Riga|riga]</i></b>", id="in-two"),
        pytest.param("<em>Riga</em> Palace", None, id="across-a-tag-no-shorter-name"),
        pytest.param("Riga <em>Pa<b>lace</b></em>", None, id="across-two"),
        pytest.param("<b>R</b>iga, Riga<i>ns</i>", None, id="a-tag-ends-no-word"),
        pytest.param("Riga<sup>2</sup>", "[Riga|riga]<sup>2</sup>", id="a-footnote-does"),
        pytest.param("Ri<wbr>ga Olga Berg", "Ri<wbr>ga [Olga Berg|olga]", id="a-place-to-break"),
    ],
)
def test_a_tag_within_a_name_leaves_it_unlinked(source: str, expected: str | None) -> None:
    assert names_in_html(source) == (source if expected is None else expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[[riga]]", "[Riga|riga]", id="by-its-name"),
        pytest.param(
            "<b>x [[riga|the city]]</b>, [[olga]]", "<b>x [the city|riga]</b>, [Olga Berg|olga]", id="by-words"
        ),
        pytest.param(f"[[{NONE}|Riga]] and Riga", "Riga and [Riga|riga]", id="no-name"),
        pytest.param("[[nobody|Riga]]", "[Riga|riga]", id="an-unknown-entry-is-only-words"),
        pytest.param("[[olga|AT&amp;T]]", "[AT&amp;T|olga]", id="escaped"),
        pytest.param("<code>[[riga]]</code>", None, id="not-in-code"),
        pytest.param("[riga] [[]] [[riga|]] ]]", None, id="not-brackets-of-other-forms"),
    ],
)
def test_links_in_brackets_in_html(source: str, expected: str | None) -> None:
    assert names_in_html(source) == (source if expected is None else expected)


def test_a_page_is_read_from_top_to_bottom() -> None:
    unsure = '<span class="mention unsure" data-candidates="olga" data-leads="olga" title="">Ola</span>'
    assert names_in_html("<p>Ola</p><p>Olga Berg</p><p>Ola</p>") == (
        f"<p>{unsure}</p><p>[Olga Berg|olga]</p><p>[Ola|olga]</p>"
    )
    assert names_in_html("<p>Ola</p>", known=("olga",)) == "<p>[Ola|olga]</p>"


def test_link_text_states_and_knows() -> None:
    assert (
        marked(link_text("Ola and Ana", [], "en", NAMES, {"olga"}))
        == "[Ola|olga|in-text] and [Ana|?|ana-of-oslo ana-of-riga]"
    )


# --- articles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dirty",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
        "<iframe src='https://example.org'></iframe>",
        "<svg onload=alert(1)>",
        "<!-- hidden -->",
    ],
)
def test_what_could_run_load_or_hide_something_is_taken_out(dirty: str) -> None:
    cleaned = clean(dirty)
    assert not any(bad in cleaned for bad in ("script", "onerror", "onload", "style", "iframe", "hidden", "svg"))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "//example.org/a.png",
        "/\t/example.org/a.png",
        "/\n/example.org/a.png",
        "\\\\example.org/a.png",
        " https://example.org/",
    ],
)
def test_a_picture_from_another_host_is_not_loaded(address: str) -> None:
    assert "example.org" not in clean(f'<img src="{address}" alt="x">')


def test_a_picture_of_this_site_stays_and_a_link_may_lead_anywhere() -> None:
    html = '<p><img src="../assets/a.png" alt="x"> <a href="https://example.org/">y</a></p>'
    assert clean(html) == html


def test_an_article_s_headings_stand_below_the_page_s_and_keep_off_its_ids() -> None:
    assert render_article("# Summary\n\n## 概要") == (
        '<h2 id="article-summary">Summary</h2>\n<h3 id="article-概要">概要</h3>'
    )


def test_names_in_an_article_s_markdown() -> None:
    source = '**Riga** and\nRiga\nPalace, [Riga](https://example.org), `Riga`, [[olga|the lady]]\n\n- Ola’s "Riga"\n'
    assert names_in_html(render_article(source)) == (
        "<p><strong>[Riga|riga]</strong> and\n[Riga\nPalace|riga-palace], "
        '<a href="https://example.org">Riga</a>, <code>Riga</code>, [the lady|olga]</p>\n'
        "<ul>\n<li>[Ola|olga]’s “[Riga|riga]”</li>\n</ul>"
    )
