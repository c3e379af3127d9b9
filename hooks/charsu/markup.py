"""Markup: what people wrote, with its mentions, as HTML that is safe to publish.

Three ways in: plain prose is escaped; articles are Markdown, rendered and cleaned; pages that MkDocs
rendered are cleaned. In each, names become links.
"""

import html
from collections.abc import Callable, Collection
from html.parser import HTMLParser

import markdown
import nh3
from markupsafe import Markup

from charsu.brackets import split_links
from charsu.link import Mention, Prose, link_text
from charsu.model import EntryId
from charsu.names import Names

Href = Callable[[EntryId], str]
"""Address of an entry, as seen from the page at hand."""

Explain = Callable[[Mention], str]
"""Why a link is there, in the reader's words."""


def annotate(prose: Prose, href: Href, explain: Explain, subject: EntryId | None = None) -> Markup:
    """Prose with its mentions as links.

    Args:
        prose: the text and what it names.
        href: leads to an entry.
        explain: gives a link its title.
        subject: the entry whose page this is; its own names are marked, not linked.
    """
    parts: list[str] = []
    position = 0
    for mention in prose.mentions:
        parts.append(html.escape(prose.text[position : mention.start], quote=False))
        parts.append(_mention(mention, prose.text[mention.start : mention.end], href, explain, subject))
        position = mention.end
    parts.append(html.escape(prose.text[position:], quote=False))
    return Markup("".join(parts))


def _mention(mention: Mention, surface: str, href: Href, explain: Explain, subject: EntryId | None) -> str:
    words = html.escape(surface, quote=False)
    title = html.escape(explain(mention))
    if mention.entry is None:
        candidates = " ".join(mention.candidates)
        return f'<span class="mention unsure" data-candidates="{candidates}" title="{title}">{words}</span>'
    data = f'class="mention" data-entry="{mention.entry}" data-why="{mention.why}"'
    if mention.entry == subject:
        return f"<mark {data}>{words}</mark>"
    return f'<a {data} href="{href(mention.entry)}" title="{title}">{words}</a>'


# --- HTML -------------------------------------------------------------------------------------

_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
_ATTRIBUTES.setdefault("*", set()).update({"class", "id", "lang", "dir", "title"})
_ATTRIBUTES.setdefault("a", set()).update({"href", "hreflang", "rel"})
_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption"}
_SCHEMES = {"http", "https", "mailto"}


def clean(dirty: str) -> str:
    """Take out of HTML whatever could run, load or hide something."""
    return nh3.clean(dirty, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


_MARKDOWN_EXTENSIONS = ("tables", "footnotes", "sane_lists", "smarty")


def render_article(source: str) -> str:
    """An article's Markdown as clean HTML. Its headings stand below those of the entry's page."""
    renderer = markdown.Markdown(
        extensions=[*_MARKDOWN_EXTENSIONS, "toc"], extension_configs={"toc": {"baselevel": 3, "anchorlink": False}}
    )
    return clean(renderer.convert(source))


def link_html(
    source: str,
    names: Names,
    name_of: Callable[[EntryId], str | None],
    href: Href,
    explain: Explain,
    known: Collection[EntryId] = (),
    subject: EntryId | None = None,
) -> str:
    """Link the names in HTML, except in code and inside other links.

    Args:
        source: well-formed HTML.
        names: those of the page's language.
        name_of: gives the name of an entry, for [[id]] without words.
        href: leads to an entry.
        explain: gives a link its title.
        known: entries that count as named already.
        subject: the entry whose page this is.
    """
    linker = _HtmlLinker(names, name_of, href, explain, set(known), subject)
    linker.feed(source)
    linker.close()
    return "".join(linker.parts)


_LEFT_ALONE = frozenset({"h1", "a", "code", "pre", "kbd", "samp", "script", "style", "svg", "textarea", "button"})


class _HtmlLinker(HTMLParser):
    """Copies HTML, and links the names in its text."""

    def __init__(
        self,
        names: Names,
        name_of: Callable[[EntryId], str | None],
        href: Href,
        explain: Explain,
        known: set[EntryId],
        subject: EntryId | None,
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._names, self._name_of, self._href, self._explain = names, name_of, href, explain
        self._known, self._subject = known, subject
        self._left_alone = 0
        self._text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._flush()
        self.parts.append(self.get_starttag_text() or "")
        self._left_alone += tag in _LEFT_ALONE

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._flush()
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self.parts.append(f"</{tag}>")
        self._left_alone -= tag in _LEFT_ALONE and self._left_alone > 0

    # A name may contain a character that HTML writes as a reference, so text is put together first.
    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_entityref(self, name: str) -> None:
        self._text += html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text += html.unescape(f"&#{name};")

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text, self._text = self._text, ""
        if not text:
            return
        if self._left_alone:
            self.parts.append(html.escape(text, quote=False))
            return
        plain, stated = split_links(text, self._name_of)
        prose = link_text(plain, stated, self._names, self._known)
        self._known |= {mention.entry for mention in prose.mentions if mention.entry}
        self.parts.append(annotate(prose, self._href, self._explain, self._subject))
