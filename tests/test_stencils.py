"""Stencils: a stamped page is the page that MkDocs would have made, but for empty lines and margins of the theme."""

import dataclasses
from pathlib import Path

import pytest

from building import build
from charsu.render.renderer import Page
from charsu.render.stencils import BODY, DESCRIPTION, ID, NUMBER, TITLE, NoStencilError, Stamp, Stamps, Stencil, tight
from charsu.support.html import trusted
from synthetic import LANGUAGES, write_wiki

# A second hook beside the project's own: it lets MkDocs render the pages that are stamped otherwise, at their
# own addresses, with all that the theme and the plugins do to a page, and keeps them in a folder.
RENDER_BY_MKDOCS = f"""
import html, json, sys
from pathlib import Path
from charsu.render.stencils import tight
from mkdocs.plugins import event_priority

events = next(module for name, module in sys.modules.items() if name.endswith("mkdocs_events.py"))
# By this the theme tells the body of a stamped page from a document.
MARK = "<!-- {BODY} -->"

@event_priority(-200)
def on_files(files, config):
    build, language = events._current(), config.plugins["i18n"].current_language
    for page in (*build.renderer.entries(build.words[language]), *build.renderer.texts(build.words[language])):
        section = page.address.partition("/")[0] + "/"
        file = events.localized_file(page.address, section, config, build.homes, language)
        # MkDocs writes a title as it is, so whoever gives it one escapes it.
        title, description = (json.dumps(html.escape(words)) for words in (page.title, page.description))
        file.content_string = f"---\\ntitle: {{title}}\\ndescription: {{description}}\\n---\\n"
        file.body = str(page.body)
        files.append(file)
    return files

def on_page_content(content, page, config, files):
    return page.file.body + MARK if hasattr(page.file, "body") else content

def on_post_page(output, page, config):
    if hasattr(page.file, "body"):
        kept = Path(config.config_file_path).with_name("rendered") / page.file.dest_uri
        kept.parent.mkdir(parents=True, exist_ok=True)
        around = tight(output.replace(page.file.body + MARK, "{BODY}"))
        kept.write_text(around.replace("{BODY}", page.file.body), encoding="utf-8", newline="\\n")
    return output
"""


def test_a_stamped_page_is_the_page_that_mkdocs_renders(tmp_path: Path) -> None:
    write_wiki(tmp_path, entries=20, texts=1)
    # What HTML would read as marks, in a title and in a description.
    entry = tmp_path / "entries/people/person-0001.yml"
    name, summary = '"A <b>&amp; \\"B\\"’s"', '"One & <i>two</i> \\"three\\" are enough to end here. Four."'
    content = entry.read_text(encoding="utf-8").splitlines()
    content[0] = f"name: {{en: {name}, zh: {name}, vi: {name}}}"
    first = content.index("summary:") + 1
    content[first : first + 3] = [f"  {language}: {summary}" for language in LANGUAGES]
    entry.write_text("\n".join(content), encoding="utf-8")
    (tmp_path / "second.py").write_text(RENDER_BY_MKDOCS, encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    own = config.read_text(encoding="utf-8")
    config.write_text(own.replace('mkdocs_events.py"]', 'mkdocs_events.py", second.py]'), encoding="utf-8")

    status, output = build(tmp_path, "--strict", SITE_URL="https://wiki.example/below/")

    assert status == 0, output
    rendered = sorted((tmp_path / "rendered").rglob("index.html"))
    assert len(rendered) == len(LANGUAGES) * (20 + 1)
    for page in rendered:
        stamped = tmp_path / "site" / page.relative_to(tmp_path / "rendered")
        assert stamped.read_text(encoding="utf-8") == page.read_text(encoding="utf-8"), stamped
    example = (tmp_path / "site/vi/people/person-0001/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://wiki.example/below/vi/people/person-0001/"' in example
    assert "<title>A &lt;b&gt;&amp;amp; &quot;B&quot;’s - " in example


# --- one stencil ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "id"),
    [
        pytest.param("people/ana/", "ana", id="an-entry"),
        pytest.param("people/", None, id="the-list-itself"),
        pytest.param("people//", "", id="no-id"),
        pytest.param("people/by-date/x/", None, id="deeper"),
        pytest.param("places/ana/", None, id="another-section"),
        pytest.param("people/ana", None, id="no-slash"),
    ],
)
def test_the_id_that_a_stencil_sees_in_an_address(address: str, id: str | None) -> None:
    assert Stencil(f"people/{ID}/", "people/").id_of(address) == id


@pytest.mark.parametrize(
    ("address", "id"),
    [
        pytest.param("people/ana/page/2/", "ana", id="a-further-page"),
        pytest.param("people/ana/page/-44/", "ana", id="a-year-before-our-era"),
        pytest.param("people/ana/page/two/", None, id="no-number"),
        pytest.param("people/ana/page/", None, id="nothing"),
        pytest.param("people/ana/page/2/3/", None, id="deeper"),
        pytest.param("people/page/2/", None, id="a-page-of-the-list"),
    ],
)
def test_the_id_and_the_number_that_a_stencil_sees_in_an_address(address: str, id: str | None) -> None:
    assert Stencil(f"people/{ID}/page/{NUMBER}/", "people/").id_of(address) == id


def test_a_numbered_stencil_needs_no_id() -> None:
    pages = Stencil(f"people/page/{NUMBER}/", "people/")
    assert pages.id_of("people/page/12/") == ""
    assert pages.id_of("people/page/x/") is None


def test_a_stencil_without_a_hole_is_for_one_page() -> None:
    works = Stencil("works/", "works/")
    assert works.id_of("works/") == ""
    assert works.id_of("works/x/") is None


def test_an_id_that_is_part_of_the_section_is_seen_whole() -> None:
    assert Stencil(f"s/{ID}/", "s/").id_of("s/s/") == "s"


# --- stamping ---------------------------------------------------------------------------------------


def page(address: str = "people/ana/", title: str = "Ana", body: str = "<p>Body</p>") -> Page:
    return Page(address, "en", title, "About Ana.", trusted(body))


def test_a_stamp_fills_every_hole_wherever_it_stands() -> None:
    stamp = Stamp(f"<title>{TITLE}</title><meta content='{DESCRIPTION}'><a href='{ID}/{ID}'>{BODY}{TITLE}")
    assert stamp.fill("ana", page()).decode() == (
        "<title>Ana</title><meta content='About Ana.'><a href='ana/ana'><p>Body</p>Ana"
    )


def test_a_stamp_escapes_words_but_not_the_body() -> None:
    stamp = Stamp(f'<meta content="{TITLE}">{BODY}')
    assert stamp.fill("x", page(title="<\"&'>")).decode() == '<meta content="&lt;&quot;&amp;&#x27;&gt;"><p>Body</p>'


def test_what_fills_a_hole_has_no_holes_itself() -> None:
    assert Stamp(f"{TITLE}|{BODY}").fill("x", page(title=BODY, body=TITLE)).decode() == f"{BODY}|{TITLE}"


def test_a_stamp_can_be_filled_again() -> None:
    stamp = Stamp(f"{ID}{BODY}")
    assert [stamp.fill(id, page()).decode() for id in ("a", "b")] == ["a<p>Body</p>", "b<p>Body</p>"]


def test_a_stencil_whose_theme_shows_no_body_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no hole for the body"):
        Stamp(f"<title>{TITLE}</title>")


def test_a_stencil_loses_its_empty_lines_and_margins() -> None:
    assert tight("\n<ul>\n  \n\n  <li>a\u00a0\n\t<li>b  c\r\n</ul>\n") == "<ul>\n<li>a\u00a0\n<li>b  c\n</ul>"


@pytest.mark.parametrize("shown", ["<pre>\n  a\n\n</pre>", '<textarea rows="2">\n  a</textarea>'])
def test_a_stencil_that_shows_lines_as_they_are_keeps_them(shown: str) -> None:
    assert tight(f"<p>\n\n  {shown}") == f"<p>\n\n  {shown}"


def test_the_body_of_a_page_keeps_its_lines(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<main>\n\n  {BODY}\n</main>", encoding="utf-8")
    stamps = Stamps([Stencil("", "")], tmp_path)
    assert stamps.stamp(page("", body="<pre>a\n\n  b</pre>")).decode() == "<main>\n<pre>a\n\n  b</pre>\n</main>"


def test_stencils_are_taken_out_of_the_site(tmp_path: Path) -> None:
    forms = ["people/", f"people/page/{NUMBER}/", f"people/{ID}/page/{NUMBER}/", f"people/{ID}/"]
    stencils = [Stencil(form, "people/") for form in forms]
    for stencil in stencils:
        (tmp_path / stencil.address).mkdir(parents=True, exist_ok=True)
        (tmp_path / stencil.address / "index.html").write_text(f"{stencil.address} {BODY}", encoding="utf-8")

    stamps = Stamps(stencils, tmp_path)

    assert stamps.stamp(page("people/")).decode() == "people/ <p>Body</p>"
    assert stamps.stamp(page()).decode() == "people/ana/ <p>Body</p>"
    assert stamps.stamp(page("people/bo/")).decode() == "people/bo/ <p>Body</p>"
    second = dataclasses.replace(page("people/page/2/"), number=2)
    assert stamps.stamp(second).decode() == "people/page/2/ <p>Body</p>"
    further = dataclasses.replace(page("people/bo/page/3/"), number=3)
    assert stamps.stamp(further).decode() == "people/bo/page/3/ <p>Body</p>"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["page", "people"]


def test_a_page_without_a_stencil_is_our_mistake(tmp_path: Path) -> None:
    with pytest.raises(NoStencilError, match="no stencil for ships/x/"):
        Stamps([], tmp_path).stamp(page("ships/x/"))
