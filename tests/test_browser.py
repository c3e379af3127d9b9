"""What every page does in a browser."""

from browsing import Visit


def test_a_link_to_another_language_keeps_the_place_on_the_page(visit: Visit) -> None:
    page = visit.open("texts/kabul-1995/?versions=zh#p3s2")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url("**/vi/texts/kabul-1995/?versions=zh#p3s2")
