"""Turn what people wrote into HTML that is safe to publish, with its mentions as links.

There are three ways in: plain prose is escaped; articles are Markdown, which is rendered and cleaned; pages that MkDocs
rendered are cleaned.
"""

import dataclasses
import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from typing import Literal

import markdown
import nh3
from markdown.extensions.toc import slugify_unicode

from charsu.link.linker import link_text
from charsu.link.mentions import Prose, Why
from charsu.model.records import EntryId, Language
from charsu.support.html import EMPTY, Html, escape, escape_content, escape_id, trusted
from charsu.text.name_matcher import Names
from charsu.text.script_runs import foreign_marker
from charsu.text.wikilinks import Stated, split_links

Reason = tuple[EntryId | None, Why | Literal["within"], tuple[EntryId, ...]]
"""What the tag of a mention depends on: its `entry` and `why`, and its candidates or the entries named within it."""

Tags = tuple[Html, Html]
"""Start tag and end tag of a mention."""

TagsOf = Callable[[Reason], Tags]
"""Gives a mention its tags, as the page at hand has them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Annotated:
    """Prose as HTML with a hole for each tag of a mention, so that all pages of a site can share it."""

    template: Html
    """With `%s` in place of the start tag and of the end tag of each mention."""
    reasons: tuple[Reason, ...]
    """One for each mention."""
    nesting: Prose | None = None
    """The prose, if it has names within names: on the page of such an entry they are marked, too."""

    def fill(self, tags: TagsOf, own: EntryId | None = None) -> Html:
        """Return the prose with its mentions as links; those of the entry `own` are marked instead."""
        if own is None:
            return self.template % tuple(itertools.chain.from_iterable(map(tags, self.reasons)))
        if self.nesting and any(own == reason[0] or own in reason[2] for reason in self.reasons if reason[0]):
            return _fill_nested(self.nesting, tags, own)
        found = (own_tags(own, reason[1]) if reason[0] == own else tags(reason) for reason in self.reasons)
        return self.template % tuple(itertools.chain.from_iterable(found))


_SPECIAL = re.compile("[&<>%]")


def annotate(prose: Prose) -> Annotated:
    """Return prose as HTML whose mentions have no tags yet."""
    text, mentions = prose.text, prose.mentions
    mark = foreign_marker(prose.language) if prose.language else str
    # Most prose contains nothing to escape or to mark; one test finds that out for all of its pieces.
    is_plain = not _SPECIAL.search(text) and mark(text) is text

    def as_html(words: str) -> Html:
        # Plain words were tested above; the marker puts tags into escaped text. "%" is doubled for the template.
        return trusted(words if is_plain else mark(escape_content(words)).replace("%", "%%"))

    parts, position = [], 0
    for mention in mentions:
        parts += [as_html(text[position : mention.start]), _HOLE, as_html(text[mention.start : mention.end]), _HOLE]
        position = mention.end
    parts.append(as_html(text[position:]))
    if not prose.within:
        return Annotated(EMPTY.join(parts), tuple(mention[2:] for mention in mentions))
    reasons = (
        (m.entry, m.why, tuple(dict.fromkeys(n.entry for n in prose.names_in(m))) if m.entry else m.candidates)
        for m in mentions
    )
    return Annotated(EMPTY.join(parts), tuple(reasons), prose)


_HOLE = Html("%s")


def _fill_nested(prose: Prose, tags: TagsOf, own: EntryId) -> Html:
    """Return prose on the page of an entry that is named within a longer name, or whose name holds others.

    Within the longer name, the entry's own name is marked; within the entry's own name, the others are links.
    """
    mark = foreign_marker(prose.language) if prose.language else str

    def as_html(start: int, end: int) -> Html:
        return trusted(mark(escape_content(prose.text[start:end])))  # the marker puts tags into escaped text

    parts, position = [], 0
    for mention in prose.mentions:
        found = prose.names_in(mention)
        is_own = mention.entry == own
        others = tuple(dict.fromkeys(n.entry for n in found if n.entry != own)) if mention.entry else mention.candidates
        start, end = own_tags(own, mention.why) if is_own else tags((mention.entry, mention.why, others))
        parts += [as_html(position, mention.start), start]
        position = mention.start
        for nested in found:
            if nested.start >= position and (is_own or nested.entry == own):
                inner = tags((nested.entry, "within", ())) if is_own else own_tags(own, "within")
                parts += [as_html(position, nested.start), inner[0], as_html(nested.start, nested.end), inner[1]]
                position = nested.end
        parts += [as_html(position, mention.end), end]
        position = mention.end
    return EMPTY.join([*parts, as_html(position, len(prose.text))])


def mention_tags(
    reason: Reason,
    href: Callable[[EntryId], str],
    title: str,
    label: Callable[[EntryId], tuple[str, str]] | None = None,
) -> Tags:
    """Return the tags of a mention; a link to each name within it follows, without words of its own.

    Args:
        reason: the entry it refers to, or its candidates, and why.
        href: gives the address of an entry.
        title: why it is a link, in the reader's words.
        label: gives the name of an entry within a longer one, and the title of the link to it; None: its id.
    """
    entry, why, candidates = reason
    if entry:
        within = Html(f' data-within="{escape(" ".join(candidates))}"') if candidates else EMPTY
        link = Html(
            f'<a class="mention" data-entry="{escape_id(entry)}" data-why="{why}"{within} '
            f'href="{escape(href(entry))}" title="{escape(title)}">'
        )
        return link, EMPTY.join(
            [Html("</a>"), *(_link_within(id, href(id), *(label(id) if label else (id, id))) for id in candidates)]
        )
    ids, leads = escape(" ".join(candidates)), escape(" ".join(map(href, candidates)))
    unsure = Html(f'<span class="mention unsure" data-candidates="{ids}" data-leads="{leads}" title="{escape(title)}">')
    return unsure, Html("</span>")


def _link_within(entry: EntryId, href: str, name: str, title: str) -> Html:
    """Return a link to an entry that is named within a longer name: a link cannot be within another one."""
    return Html(
        f'<a class="mention-within" data-entry="{escape_id(entry)}" data-why="within" '
        f'href="{escape(href)}" aria-label="{escape(name)}" title="{escape(title)}"></a>'
    )


@functools.lru_cache(maxsize=10_000)
def own_tags(entry: EntryId, why: Why | Literal["within"]) -> Tags:
    """Return the tags of a mention on the page of its own entry: it is marked, not linked."""
    return Html(f'<mark class="mention" data-entry="{escape_id(entry)}" data-why="{why}">'), Html("</mark>")


# --- HTML -------------------------------------------------------------------------------------

_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
_ATTRIBUTES.setdefault("*", set()).update({"class", "id", "lang", "dir", "title"})
_ATTRIBUTES.setdefault("a", set()).update({"href", "hreflang", "rel"})
_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption"}
_SCHEMES = {"http", "https", "mailto"}


def clean(dirty: str) -> Html:
    """Remove from HTML whatever could run, hide something, or load it from another host."""
    cleaned = nh3.clean(
        dirty,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_other_hosts,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return trusted(cleaned)  # by nh3


def _without_other_hosts(tag: str, attribute: str, value: str) -> str | None:
    """Drop a picture that another host would serve; a link may lead anywhere."""
    # Browsers ignore tabs and line ends within an address.
    address = re.sub(r"[\t\n\r]", "", value).strip().replace("\\", "/")
    is_elsewhere = attribute == "src" and (":" in address or address.startswith("//"))
    return None if is_elsewhere else value


_MARKDOWN_EXTENSIONS = ("tables", "footnotes", "sane_lists", "smarty")


@functools.lru_cache(maxsize=500)  # the page of an entry in each language and the search use it one after the other
def render_article(source: str) -> Html:
    """Render an article's Markdown as clean HTML, with its headings one level below those of the entry's page.

    HTML in it that could do harm is shown as text.
    """
    toc = {"baselevel": 2, "anchorlink": False, "slugify": _heading_id}
    renderer = markdown.Markdown(extensions=[*_MARKDOWN_EXTENSIONS, "toc"], extension_configs={"toc": toc})
    shown = _TagsShown()
    shown.feed(renderer.convert(source))
    shown.close()
    return clean("".join(shown.parts))


class _TagsShown(HTMLParser):
    """Copies HTML. Tags that `clean` would remove become text, so that nothing an author wrote gets lost."""

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
    """Return an id that the page around the article does not use: an article may have a heading "Summary", too."""
    return f"article-{slugify_unicode(heading, separator)}"


def link_html(
    source: Html,
    language: Language,
    names: Names,
    name_of: Callable[[EntryId], str | None],
    tags: TagsOf,
    known: Collection[EntryId] = (),
    own: EntryId | None = None,
) -> Html:
    """Link the names in HTML, except in code and inside other links.

    Args:
        source: well-formed HTML.
        language: the one it is written in.
        names: those of that language.
        name_of: gives the name of an entry, for [[id]] without words.
        tags: gives a mention its tags.
        known: entries that count as already named.
        own: the entry on whose page the HTML is; its mentions are marked, not linked.
    """
    linker = _HtmlLinker(language, names, name_of, lambda prose: annotate(prose).fill(tags, own), set(known))
    linker.feed(source)
    linker.close()
    return EMPTY.join(linker.parts)


_LEFT_ALONE = frozenset({"h1", "a", "code", "pre", "kbd", "samp", "script", "style", "svg", "textarea", "button"})

_WITHIN_TEXT = frozenset(
    {"abbr", "b", "bdi", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "u"}
)
"""Tags that do not end a run of text: in "Ismail <b>Khan</b>", only the whole is a name."""


class _HtmlLinker(HTMLParser):
    """Copies HTML, and links the names in its text."""

    def __init__(
        self,
        language: Language,
        names: Names,
        name_of: Callable[[EntryId], str | None],
        as_html: Callable[[Prose], Html],
        known: set[EntryId],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[Html] = []
        self._language, self._names, self._name_of = language, names, name_of
        self._as_html = as_html
        self._known = known
        self._left_alone = 0
        # A run of text: one more piece than there are tags between the pieces.
        self._texts: list[str] = [""]
        self._tags: list[Html] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._add_tag(tag, trusted(self.get_starttag_text() or ""))  # copied from the source, which is HTML
        self._left_alone += tag in _LEFT_ALONE

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._add_tag(tag, trusted(self.get_starttag_text() or ""))  # copied from the source, which is HTML

    def handle_endtag(self, tag: str) -> None:
        self._add_tag(tag, Html(f"</{escape_id(tag)}>"))
        self._left_alone -= tag in _LEFT_ALONE and self._left_alone > 0

    def _add_tag(self, tag: str, written: Html) -> None:
        if tag in _WITHIN_TEXT:
            self._tags.append(written)
            self._texts.append("")
        else:
            self._flush()
            self.parts.append(written)

    # A name may contain a character that HTML writes as a reference, so the text is decoded first.
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
        pieces = [escape_content(text) for text in texts] if self._left_alone else self._link(texts)
        self.parts += itertools.chain.from_iterable(zip(pieces, [*tags, EMPTY], strict=True))

    def _link(self, texts: list[str]) -> list[Html]:
        plain, stated, edges = "", [], [0]
        for text in texts:
            words, said = split_links(unicodedata.normalize("NFC", text), self._name_of)
            stated += [Stated(len(plain) + s.start, len(plain) + s.end, s.entry) for s in said]
            plain += words
            edges.append(len(plain))
        # Two pieces in NFC may not be in NFC when joined; authors do not write that, so it need not be linked.
        is_nfc = unicodedata.is_normalized("NFC", plain)
        prose = link_text(plain, stated, self._language, self._names, self._known) if is_nfc else Prose(plain)
        self._known |= {mention.entry for mention in prose.mentions if mention.entry}
        pieces = [_cut(prose, start, end) for start, end in itertools.pairwise(edges)]
        return [self._as_html(piece) for piece in pieces]


def _cut(prose: Prose, start: int, end: int) -> Prose:
    """Return a piece of prose, with the mentions that are wholly within it."""
    mentions = (m for m in prose.mentions if start <= m.start and m.end <= end)
    moved = tuple(m._replace(start=m.start - start, end=m.end - start) for m in mentions)
    return Prose(prose.text[start:end], moved, prose.language)
