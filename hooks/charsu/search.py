"""Search: what is found, and what the reader's browser needs to find it.

Search works in two steps. Pagefind, which knows only plain words, says which *search documents* may
match; `theme/assets/search.js` then looks into these and decides. So Pagefind may offer too much but never
too little, and every rule that a reader notices (accents, quotes, Chinese) stands in one place, the script.

A search document is a part of a text (some rows in all versions), an entry or a page that people wrote, in
all languages. It has words for Pagefind, folded here; and content for the script, as it is shown.

Beside them stands one list of the names of all entries. It answers by itself, also in pages opened from a folder.
"""

import dataclasses
import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from pypinyin import lazy_pinyin

from charsu.dates import Date
from charsu.here import Here, kind_class, stand_alone
from charsu.link import Row
from charsu.markup import render_article
from charsu.model import Entry, EntryId, Language, Localized, Statement, Text, Wiki
from charsu.names import UNSPACED
from charsu.views import EntryView, Site, TextRow

ROWS_IN_A_PART = 25
"""A text is cut into parts of so many rows: few enough to load one for a single hit."""


@dataclasses.dataclass(frozen=True)
class SearchDocument:
    """What Pagefind finds as one."""

    address: str
    """Of its content, below `search/`: "entries/ismail-khan", "texts/kabul-1995-1", "pages/about"."""
    words: tuple[str, ...]
    """Folded, in order, so that phrases can be asked for."""
    content: Mapping[str, Any]
    """What the script looks into and shows."""


@dataclasses.dataclass(frozen=True)
class WrittenPage:
    """A page that MkDocs rendered, in one language."""

    title: str
    html: str


# --- folding ----------------------------------------------------------------------------------------


_OTHER_LETTERS = {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ς": "σ"}
"""Letters that Unicode does not take apart, and readers type without their stroke."""


class _Folded(dict[int, str]):
    """Code point -> its letters without marks, small. `search.js` folds in the same way."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        letters = "".join(c for c in parts if not unicodedata.category(c).startswith("M")).lower()
        self[code] = "".join(_OTHER_LETTERS.get(c, c) for c in letters)
        return self[code]


_FOLDED = _Folded()
_WORD = re.compile(rf"[^\W_{UNSPACED}]+|(?![\W_])[{UNSPACED}]")


def fold(text: str) -> str:
    """Letters without their marks, small: "Đường" and "đường" become "duong"."""
    return text.translate(_FOLDED)


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The folded words of texts; of scripts without spaces, every letter is a word."""
    return tuple(word for text in texts for word in _WORD.findall(fold(text)))


# --- the list of names --------------------------------------------------------------------------------


def names_js(site: Site) -> str:
    """`search/names.js`: a script, since a page opened from a folder may read no other file.

    It sets `charsu.names`, whose lists are short because there are many; see `_listed`.
    """
    wiki = site.wiki
    texts = list(wiki.texts)
    named_in: dict[EntryId, list[int]] = {
        id: [texts.index(group.text.id) for group in view.passages] for id, view in site.entries.items()
    }
    listed = [_listed(view, named_in[id], wiki) for id, view in site.entries.items()]
    head = {
        "languages": wiki.languages,
        "kinds": [
            [
                kind.id,
                kind.folder,
                _in_order(kind.label, wiki),
                _in_order(kind.plural, wiki),
                kind_class(wiki.vocabulary, kind.id),
            ]
            for kind in wiki.vocabulary.kinds.values()
        ],
        "texts": [[id, _in_order(text.title, wiki), text.original] for id, text in wiki.texts.items()],
    }
    entries = ",\n".join(map(_json, listed))
    return f'charsu.names = {_json(head)[:-1]},"entries":[\n{entries}\n]}};\n'


def _listed(view: EntryView, texts: Sequence[int], wiki: Wiki) -> list[object]:
    """An entry in the list of names.

    Returns:
        Its id; the number of its kind; its name in each language, "" where it is that of the first; its aliases
        in each, None where they are those of the first; the years of what is stated of it, as `years` gives them;
        the numbers of the texts that name it or are evidence for it; how many passages do; and how the names in
        Chinese characters sound.
    """
    entry = view.entry
    first, *others = (stand_alone(entry.names[language]) for language in wiki.languages)
    aliases = [list(entry.aliases.get(language, ())) for language in wiki.languages]
    statements = [
        *entry.statements,
        *(relation.statement for group in view.relations for relation in group.relations),
    ]
    return [
        entry.id,
        list(wiki.vocabulary.kinds).index(entry.kind),
        [first, *("" if name == first else name for name in others)],
        [aliases[0], *(None if forms == aliases[0] else forms for forms in aliases[1:])],
        years(statements),
        list(texts),
        sum(len(group.passages) for group in view.passages),
        " ".join(dict.fromkeys(_sound(name) for name in entry.names.values() if _HAN.search(name))),
    ]


_HAN = re.compile("[\u4e00-\u9fff]")


@functools.cache
def _sound(name: str) -> str:
    return "".join(words_in(lazy_pinyin(name)))


def years(statements: Iterable[Statement]) -> list[int]:
    """The years that statements speak of, by their dates and values that are dates.

    Returns:
        Begin and end of each span, both included, one after the other: [1989, 1995, 2001, 2001]. An open
        end is 9999, an open beginning -9999.
    """
    spans = []
    for statement in statements:
        for date in (statement.during, statement.value):
            if isinstance(date, Date):
                earliest, latest = date.sort_key()
                spans.append((earliest[0], latest[0]))
    merged: list[int] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1] + 1:
            merged[-1] = max(merged[-1], end)
        else:
            merged += [begin, end]
    return merged


def _in_order(localized: Localized, wiki: Wiki) -> list[str]:
    return [localized[language] for language in wiki.languages]


# --- search documents -----------------------------------------------------------------------------------


def search_documents(
    site: Site, heres: Mapping[Language, Here], written: Mapping[str, Mapping[Language, WrittenPage]]
) -> list[SearchDocument]:
    """All that is searched: the texts first, in reading order, then entries, then pages.

    Args:
        heres: how the home page of each language sees the site.
        written: address within a language -> language -> page.
    """
    numbers = {id: number for number, id in enumerate(site.wiki.entries)}
    forms = {id: _forms(entry) for id, entry in site.wiki.entries.items()}
    documents: list[SearchDocument] = []
    for text in site.texts.values():
        documents += _parts(text.text, text.rows, numbers, forms)
    for view in site.entries.values():
        said = {language: list(_said(view, site, here)) for language, here in heres.items()}
        documents.append(_page(f"entries/{view.entry.id}", said, forms[view.entry.id], entry=numbers[view.entry.id]))
    for text in site.texts.values():
        about = {language: list(_about(text.text, text.rows, language)) for language in heres}
        documents.append(
            _page(f"pages/texts-{text.text.id}", about, (), title=text.text.title, url=f"texts/{text.text.id}/")
        )
    for address, pages in sorted(written.items()):
        said = {language: paragraphs(page.html) for language, page in pages.items()}
        titles = {language: page.title for language, page in pages.items()}
        name = "-".join(filter(None, address.split("/"))) or "home"
        documents.append(_page(f"pages/{name}", said, (), title=titles, url=address))
    return documents


def _forms(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for language in entry.names for form in entry.forms(language)))


def _page(address: str, said: Mapping[Language, list[str]], names: Sequence[str], **more: object) -> SearchDocument:
    """An entry or a page; it may also be found by `names`, which are not shown."""
    texts = [text for texts in said.values() for text in texts]
    return SearchDocument(address, words_in([*names, *texts, *_titles(more)]), {**more, "said": said})


def _titles(more: Mapping[str, object]) -> Iterable[str]:
    title = more.get("title")
    return title.values() if isinstance(title, Mapping) else ()


def _parts(
    text: Text, rows: Sequence[TextRow], numbers: Mapping[EntryId, int], forms: Mapping[EntryId, Sequence[str]]
) -> Iterator[SearchDocument]:
    for start in range(0, len(rows), ROWS_IN_A_PART):
        part = rows[start : start + ROWS_IN_A_PART]
        said: list[str] = []
        for row in part:
            said += [prose.text for prose in row.row.versions.values()]
        named = dict.fromkeys(m.entry for row in part for p in row.row.versions.values() for m in p.mentions if m.entry)
        said += [form for id in named for form in forms[id]]
        content = {"text": text.id, "rows": [_row(row.row, _evidence(row), numbers) for row in part]}
        yield SearchDocument(f"texts/{text.id}-{start // ROWS_IN_A_PART + 1}", words_in(said), content)


def _evidence(row: TextRow) -> list[Statement]:
    return [statement for _, statements in row.evidence for statement in statements]


def _row(row: Row, evidence: Iterable[Statement], numbers: Mapping[EntryId, int]) -> dict[str, object]:
    """A row: its segment; its versions; in each of them begin and end of the names, with the numbers of the entries
    (offsets count as JavaScript does); and the years of the statements it is evidence for.
    """
    named = {
        language: [
            number
            for mention in prose.mentions
            if mention.entry
            for number in (_units(prose.text, mention.start), _units(prose.text, mention.end), numbers[mention.entry])
        ]
        for language, prose in row.versions.items()
    }
    return {
        "segment": row.segment,
        "versions": {language: prose.text for language, prose in row.versions.items()},
        "named": {language: found for language, found in named.items() if found},
        "years": years(evidence),
    }


def _units(text: str, position: int) -> int:
    """An offset in code points as one in UTF-16 units."""
    return position + sum(c > "\uffff" for c in text[:position])


def _said(view: EntryView, site: Site, here: Here) -> Iterator[str]:
    """What an entry's page says in a language: summary, article, statements, relations; each a line of its own."""
    yield site.links.summaries[view.entry.id][here.language].text
    if here.language in view.entry.articles:
        yield from paragraphs(str(render_article(view.entry.articles[here.language])))
    colon = here.say("punctuation.colon")
    for group in view.statements:
        for statement in group.statements:
            yield _line(
                f"{here.text(group.property.label)}{colon}{_value(statement, site, here)}", statement, site, here
            )
    for relations in view.relations:
        for relation in relations.relations:
            label = f"{here.text(relations.label)}{colon}{here.name(relation.entry)}"
            yield _line(label, relation.statement, site, here)


def _value(statement: Statement, site: Site, here: Here) -> str:
    prose = site.links.values.get(statement.place)
    return prose[here.language].text if prose else here.plain_value(statement.value)


def _line(said: str, statement: Statement, site: Site, here: Here) -> str:
    note = site.links.notes.get(statement.place)
    during = here.words.date(statement.during) if statement.during else None
    between = here.say("punctuation.between")
    return between.join(filter(None, [said, during, note[here.language].text if note else None]))


def _about(text: Text, rows: Sequence[TextRow], language: Language) -> Iterator[str]:
    """What a text's page says beside the text."""
    said = [
        text.about,
        text.author,
        text.byline,
        *(origin.says for origin in text.provenance),
        text.rights,
        text.layout,
    ]
    yield from (each[language] for each in said if each)
    yield from (note[language] for row in rows for note in row.notes)


# --- HTML -> words ----------------------------------------------------------------------------------------

_BLOCKS = re.compile(r"p|h[1-6]|li|[uo]l|d[tdl]|pre|blockquote|div|section|table|t[rdh]|hr|figcaption")


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCKS.fullmatch(tag):
            self.found.append("")
        elif tag == "br":
            self.found[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self.found.append("")

    def handle_data(self, data: str) -> None:
        self.found[-1] += data


def paragraphs(html: str) -> list[str]:
    """The words of an HTML page, block by block."""
    reader = _Paragraphs()
    reader.feed(html)
    reader.close()
    found = [unicodedata.normalize("NFC", " ".join(text.split())) for text in reader.found]
    return [text for text in found if text]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
