"""What every page does in a browser; and that what looks at all pages misses nothing."""

import re

from browsing import Visit, check_accessibility


def test_a_link_to_another_language_keeps_the_place_on_the_page(visit: Visit) -> None:
    page = visit.open("texts/kabul-1995/?versions=zh#p3s2")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url("**/vi/texts/kabul-1995/?versions=zh#p3s2")


# --- accessibility: what is measured once, for all that looks like it -----------------------------------

ROWS = "".join(f'<li id="r{n}"><a href="#r{n}" class="name">Row {n}</a> <i>said of {n}</i></li>' for n in range(1000))
STYLES = """
    html, .veil, .in-the-dark { background: #555 }
    body { background: white; color: black; margin: 0 }
    li { position: relative; z-index: 1 }
    .veil { position: absolute; z-index: 0; left: 0; right: 0 }
    .faint, #r300 > i, a[href="#r301"] { color: #999 }
    .outside { position: absolute; left: 110vw; width: 9em }
"""

SPOILINGS = {
    100: "row.lastChild.style.color = '#999'",
    101: "row.lastChild.style.opacity = '0.4'",
    102: "row.style.opacity = '0.4'",
    103: "row.style.backgroundColor = '#555'",
    104: "row.lastChild.style.backgroundColor = '#555'",
    105: "row.lastChild.className = 'faint'",
    106: "row.className = 'in-the-dark'",
    # Something dark that is no ancestor lies behind the row.
    107: """
        const veil = document.createElement("div"), { top, height } = row.getBoundingClientRect();
        veil.className = "veil";
        veil.style.top = `${top}px`;
        veil.style.height = `${height}px`;
        document.querySelector("main").prepend(veil)
    """,
    300: "",
    301: "",
}
"""What makes a row unreadable, by its number; a rule of the style sheet may have done so."""


def unreadable(found: list[str]) -> set[int]:
    return {int(number) for each in found for number in re.findall(r"^color-contrast: .*>(?:Row|said of) (\d+)<", each)}


def test_no_row_of_a_thousand_that_cannot_be_read_is_missed(visit: Visit) -> None:
    page = visit.open("404.html")
    page.set_content(
        f'<html lang="en"><title>Rows</title><style>{STYLES}</style><main><h1>Rows</h1><ul>{ROWS}</ul></main>'
    )
    assert unreadable(check_accessibility(page)) == {300, 301}
    for number, spoil in SPOILINGS.items():
        page.evaluate(f"() => {{ const row = document.getElementById('r{number}'); {spoil} }}")
    # Like the others but for its place: it has left the white paper.
    page.evaluate(
        "document.querySelectorAll('#r500 > i, #r501 > i').forEach((element) => { element.className = 'outside' });"
        "document.querySelector('#r501 > i').style.left = '0'"
    )
    found = check_accessibility(page)
    assert unreadable(found) == {*SPOILINGS, 500}
    assert found == check_accessibility(page, each=True)
    page.add_style_tag(content="li:nth-child(3n) i { color: #999 !important }")
    assert len(check_accessibility(page)) > 333
