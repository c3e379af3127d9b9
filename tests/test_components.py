"""Components of pages, each tested by itself with the context of a small wiki."""

import re

import pytest

from charsu.i18n.catalogues import load_words
from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.render.components import all_names, crumbs, fold, other_names
from charsu.render.corrections import correction_link, edit_link, report_link
from charsu.render.passages import versions_of
from charsu.support.diagnostics import Place
from charsu.support.html import Html
from charsu.view.page_context import PageContext
from charsu.view.repo_host import RepoHost
from charsu.view.site import Site
from helpers import LANGUAGES, ROOT, entry, text, wiki

WORDS = load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES)
HOST = RepoHost("https://github.com/someone/wiki", "main")


def context_of(address: str = "people/ana/", host: RepoHost | None = None) -> PageContext:
    small = wiki(
        [entry("ana", "Ana <&>"), entry("ola", "Ola")], [text([dict.fromkeys(LANGUAGES, "Ola 1 & 2")], "storm")]
    )
    links = link(small)
    return PageContext(Site(small, links, find_backlinks(small, links)), WORDS["en"], "", address, host)


def test_steps_are_escaped_and_relative() -> None:
    found = crumbs([("people/", "People & kin"), (None, "<b>")], '"Ana"', context_of())
    assert re.findall('<a href="([^"]*)">([^<]*)', found) == [("../../", "Home"), ("../../people/", "People &amp; kin")]
    assert "<li>&lt;b&gt;</li>" in found and "&quot;Ana&quot;" in found


def test_a_fold_keeps_every_item() -> None:
    items = [Html("<p>1</p>"), Html("<p>2</p>"), Html("<p>3</p>")]
    assert "".join(fold(items, 1, "2 <more>")) == (
        '<p>1</p><details class="more"><summary>2 &lt;more&gt;</summary>\n<p>2</p><p>3</p></details>\n'
    )


def test_names_are_escaped() -> None:
    context = context_of()
    assert "Ana &lt;&amp;&gt;" in all_names("ana", "en", context) and "<&>" not in all_names("ana", "en", context)
    assert other_names("ana", context) == ""  # the other languages call her the same


def test_a_row_links_its_names_and_marks_those_of_the_page() -> None:
    context = context_of()
    row = context.site.links.rows["storm"][0]
    assert '<a class="mention" data-entry="ola"' in versions_of(row, context)
    assert '<mark class="mention" data-entry="ola" data-why="name">Ola</mark> 1 &amp; 2' in versions_of(
        row, context, own="ola"
    )


@pytest.mark.parametrize("host", [None, HOST])
def test_corrections_lead_to_the_host_if_there_is_one(host: RepoHost | None) -> None:
    context, place = context_of(host=host), Place("entries/people/ana.yml", 3)
    assert edit_link(place, context, "<x>").endswith("<code>&lt;x&gt;</code>" + ("</a>" if host else ""))
    assert bool(correction_link(place, context)) is (host is not None)
    if host:
        assert "https://github.com/someone/wiki/issues/new" in report_link("ana", "people/ana/", context)
