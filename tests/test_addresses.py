"""No names in web addresses, mail addresses, paths and code."""

import pytest

from charsu.link.linker import link_text
from charsu.support.html import Html
from charsu.text.addresses import addresses_in
from charsu.text.folding import fold_for_linking
from charsu.text.name_matcher import Candidate, Names
from charsu.view.markup import link_html, render_article

NAMES = Names({fold_for_linking(name): (Candidate("it", True, False),) for name in ("Paris", "巴黎", "file")})


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see https://example.org/Paris/x, and", ["https://example.org/Paris/x,"]),
        ("mail Paris@example.org, or", ["Paris@example.org"]),
        ("Jean.Paris+x@mail.example.org", ["Jean.Paris+x@mail.example.org"]),
        ("mailto:Paris@example.org", ["mailto:Paris@example.org"]),
        ("www.Paris.fr and Paris.fr", ["www.Paris.fr", "Paris.fr"]),
        ("example.org/Paris?q=Paris", ["example.org/Paris?q=Paris"]),
        ("docs/Paris/file.txt.", ["docs/Paris/file.txt"]),
        ("in /home/Paris/x or ~/Paris/y or ./Paris/z", ["/home/Paris/x", "~/Paris/y", "./Paris/z"]),
        (r"in C:\Paris\x", [r"C:\Paris\x"]),
        ("见https://example.org/巴黎。巴黎", ["https://example.org/巴黎"]),
        ("with `print(Paris)` here", ["`print(Paris)`"]),
        ("“https://example.org/Paris”", ["https://example.org/Paris"]),
    ],
)  # fmt: skip
def test_addresses_are_no_prose(text: str, addresses: list[str]) -> None:
    assert [text[start:end] for start, end in addresses_in(text)] == addresses
    named = [text[found.start : found.end] for found in NAMES.find(text)]
    assert named == (["巴黎"] if text.endswith("巴黎") else [])


@pytest.mark.parametrize(
    "text",
    [
        "Paris/Kabul", "and/or in Paris", "In Paris.He left", "the U.S. in Paris", "Paris (1989/1995)", "@ Paris",
        "`Paris`", "`Abd (in Paris), `Ata", "/Paris/", "巴黎.阿.马扎里", "Paris, e.g. 1.5/2.5", "3 km/h in Paris.",
    ],
)  # fmt: skip
def test_prose_with_such_signs_stays_prose(text: str) -> None:
    assert addresses_in(text) == ()
    assert len(list(NAMES.find(text))) == 1


def test_a_name_goes_on_being_found_after_an_address() -> None:
    text = "ﬁle ʿx https://example.org/Paris Paris ﬁle"
    assert [text[found.start : found.end] for found in NAMES.find(text)] == ["ﬁle", "Paris", "ﬁle"]


def test_running_text_has_no_names_in_addresses() -> None:
    text = "https://example.org/Paris and Paris"
    assert [mention.start for mention in link_text(text, (), "en", NAMES, set()).mentions] == [30]


def test_articles_have_no_names_in_addresses() -> None:
    article = render_article("Mail Paris@example.org, see <https://example.org/Paris>, `Paris` and Paris.")
    linked = link_html(article, "en", NAMES, lambda id: None, lambda reason: (Html("<b>"), Html("</b>")))
    assert linked.count("<b>") == 1 and "and <b>Paris</b>." in linked
