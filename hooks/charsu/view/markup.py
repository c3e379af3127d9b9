"""Markup: what people wrote, with its mentions, as HTML that is safe to publish.

Three ways in: plain prose is escaped; articles are Markdown, rendered and cleaned; pages that MkDocs
rendered are cleaned. In each, names become links.
"""

import dataclasses
import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Collection
from html.parser import HTMLParser

import markdown
import nh3
from markdown.extensions.toc import slugify_unicode
from markupsafe import Markup

from charsu.link.linker import link_text
from charsu.link.mentions import Mention, Prose, Why
from charsu.model.records import EntryId, Language
from charsu.text.name_matcher import Names
from charsu.text.script_runs import foreign_marker
from charsu.text.wikilinks import Stated, split_links

Href = Callable[[EntryId], str]
"""Address of an entry, as seen from the page at hand."""

Reason = tuple[EntryId | None, Why, tuple[EntryId, ...]]
"""What the title of a mention says, wherever it stands: `entry`, `why` and `candidates` of the mention."""

Explain = Callable[[Reason], str]
"""Why a link is there, in the reader's words: the title of the link, as HTML has it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Annotated:
    """Prose as HTML, as all pages see it from which its links lead alike; only their titles are left open."""

    html: str
    """With `%s` in the place of each title."""
    reasons: tuple[Reason, ...]

    def titled(self, explain: Explain) -> str:
        """As HTML."""
        return self.html % tuple(map(explain, self.reasons))


_SPECIAL = re.compile("[&<>%]")


def annotate(prose: Prose, href: Href) -> Annotated:
    """Prose with its mentions as links.

    Args:
        prose: the text and what it names.
        href: leads to an entry.
    """
    text, mentions = prose.text, prose.mentions
    mark = foreign_marker(prose.language) if prose.language else str
    # Most prose stands in HTML as it is; that is found out once, and not for each piece.
    is_plain = not _SPECIAL.search(text) and mark(text) is text

    def as_html(words: str) -> str:
        return words if is_plain else mark(html.escape(words, quote=False)).replace("%", "%%")

    parts, position = [], 0
    for mention in mentions:
        start, end = mention.start, mention.end
        parts.append(as_html(text[position:start]))
        parts.append(_opened(mention, href))
        parts.append(as_html(text[start:end]))
        parts.append("</a>" if mention.entry else "</span>")
        position = end
    parts.append(as_html(text[position:]))
    return Annotated("".join(parts), tuple(mention[2:] for mention in mentions))


def _opened(mention: Mention, href: Href) -> str:
    """The start tag of a mention; its title is left open."""
    if mention.entry:
        return f'{_link_to(mention.entry)}data-why="{mention.why}" href="{href(mention.entry)}" title="%s">'
    candidates = " ".join(mention.candidates)
    leads = html.escape(" ".join(map(href, mention.candidates)))
    return f'<span class="mention unsure" data-candidates="{candidates}" data-leads="{leads}" title="%s">'


def _link_to(entry: EntryId) -> str:
    return f'<a class="mention" data-entry="{entry}" '


def mark_own(source: str, entry: EntryId) -> Markup:
    """HTML as it stands on the page of an entry: its own names are marked, and not linked."""
    before, *found = str(source).split(_link_to(entry))
    parts = [before]
    for link in found:
        why, _, rest = link.partition(' href="')
        words, _, behind = rest.partition('">')[2].partition("</a>")
        parts.append(f'<mark class="mention" data-entry="{entry}" {why}>{words}</mark>{behind}')
    return Markup("".join(parts))


# --- HTML -------------------------------------------------------------------------------------

_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
_ATTRIBUTES.setdefault("*", set()).update({"class", "id", "lang", "dir", "title"})
_ATTRIBUTES.setdefault("a", set()).update({"href", "hreflang", "rel"})
_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption"}
_SCHEMES = {"http", "https", "mailto"}


def clean(dirty: str) -> str:
    """Take out of HTML whatever could run, hide something, or load it from another host."""
    return nh3.clean(
        dirty,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_other_hosts,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _without_other_hosts(tag: str, attribute: str, value: str) -> str | None:
    """A picture comes from this site, or not at all; a link may lead anywhere."""
    # Browsers leave out tabs and line ends within an address.
    address = re.sub(r"[\t\n\r]", "", value).strip().replace("\\", "/")
    is_elsewhere = attribute == "src" and (":" in address or address.startswith("//"))
    return None if is_elsewhere else value


_MARKDOWN_EXTENSIONS = ("tables", "footnotes", "sane_lists", "smarty")


@functools.cache  # a page shows it, and the search reads it
def render_article(source: str) -> str:
    """An article's Markdown as clean HTML. Its headings stand below those of the entry's page.

    HTML in it that could do harm is shown as text.
    """
    toc = {"baselevel": 2, "anchorlink": False, "slugify": _heading_id}
    renderer = markdown.Markdown(extensions=[*_MARKDOWN_EXTENSIONS, "toc"], extension_configs={"toc": toc})
    shown = _TagsShown()
    shown.feed(renderer.convert(source))
    shown.close()
    return clean("".join(shown.parts))


class _TagsShown(HTMLParser):
    """Copies HTML. Tags that `clean` would take out become text, so that nothing an author wrote gets lost."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        written = self.get_starttag_text() or ""
        self.parts.append(written if tag in _TAGS else html.escape(written))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>" if tag in _TAGS else f"&lt;/{tag}&gt;")

    def handle_data(self, data: str) -> None:
        self.parts.append(html.escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_pi(self, data: str) -> None:
        self.parts.append(html.escape(f"<?{data}>"))

    def handle_decl(self, decl: str) -> None:
        self.parts.append(html.escape(f"<!{decl}>"))

    def unknown_decl(self, data: str) -> None:
        self.parts.append(html.escape(f"<![{data}]>"))


def _heading_id(heading: str, separator: str) -> str:
    """An article may have a heading "Summary", and the page around it has a section of that id."""
    return f"article-{slugify_unicode(heading, separator)}"


def link_html(
    source: str,
    language: Language,
    names: Names,
    name_of: Callable[[EntryId], str | None],
    href: Href,
    explain: Explain,
    known: Collection[EntryId] = (),
) -> str:
    """Link the names in HTML, except in code and inside other links.

    Args:
        source: well-formed HTML.
        language: the one it is written in.
        names: those of that language.
        name_of: gives the name of an entry, for [[id]] without words.
        href: leads to an entry.
        explain: gives a link its title.
        known: entries that count as named already.
    """
    linker = _HtmlLinker(language, names, name_of, href, explain, set(known))
    linker.feed(source)
    linker.close()
    return "".join(linker.parts)


_LEFT_ALONE = frozenset({"h1", "a", "code", "pre", "kbd", "samp", "script", "style", "svg", "textarea", "button"})

_WITHIN_TEXT = frozenset(
    {"abbr", "b", "bdi", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "u"}
)
"""Tags that do not end a run of text: in "Ismail <b>Khan</b>" stands no name but the whole."""


class _HtmlLinker(HTMLParser):
    """Copies HTML, and links the names in its text."""

    def __init__(
        self,
        language: Language,
        names: Names,
        name_of: Callable[[EntryId], str | None],
        href: Href,
        explain: Explain,
        known: set[EntryId],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._language, self._names, self._name_of = language, names, name_of
        self._href, self._explain = href, explain
        self._known = known
        self._left_alone = 0
        # A run of text: one piece more than there are tags between them.
        self._texts: list[str] = [""]
        self._tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._add_tag(tag, self.get_starttag_text() or "")
        self._left_alone += tag in _LEFT_ALONE

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._add_tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._add_tag(tag, f"</{tag}>")
        self._left_alone -= tag in _LEFT_ALONE and self._left_alone > 0

    def _add_tag(self, tag: str, written: str) -> None:
        if tag in _WITHIN_TEXT:
            self._tags.append(written)
            self._texts.append("")
        else:
            self._flush()
            self.parts.append(written)

    # A name may contain a character that HTML writes as a reference, so text is put together first.
    def handle_data(self, data: str) -> None:
        self._texts[-1] += data

    def handle_entityref(self, name: str) -> None:
        self._texts[-1] += html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._texts[-1] += html.unescape(f"&#{name};")

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        texts, tags = self._texts, self._tags
        self._texts, self._tags = [""], []
        pieces = [html.escape(text, quote=False) for text in texts] if self._left_alone else self._link(texts)
        self.parts += itertools.chain.from_iterable(zip(pieces, [*tags, ""], strict=True))

    def _link(self, texts: list[str]) -> list[str]:
        plain, stated, edges = "", [], [0]
        for text in texts:
            words, said = split_links(unicodedata.normalize("NFC", text), self._name_of)
            stated += [Stated(len(plain) + s.start, len(plain) + s.end, s.entry) for s in said]
            plain += words
            edges.append(len(plain))
        # Two pieces that are NFC need not be so together; nobody writes that, so it need not be linked.
        is_nfc = unicodedata.is_normalized("NFC", plain)
        prose = link_text(plain, stated, self._language, self._names, self._known) if is_nfc else Prose(plain)
        self._known |= {mention.entry for mention in prose.mentions if mention.entry}
        pieces = [_cut(prose, start, end) for start, end in itertools.pairwise(edges)]
        return [annotate(piece, self._href).titled(self._explain) for piece in pieces]


def _cut(prose: Prose, start: int, end: int) -> Prose:
    """A piece of prose, with the mentions that stand wholly in it."""
    mentions = (m for m in prose.mentions if start <= m.start and m.end <= end)
    moved = tuple(m._replace(start=m.start - start, end=m.end - start) for m in mentions)
    return Prose(prose.text[start:end], moved, prose.language)
