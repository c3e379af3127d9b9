"""Search: what is found, and what the reader's browser needs to find it.

Search works in two steps. An index says which *search documents* may match; `theme/scripts/search.js` then looks
into these and decides. So the index may offer too much but never too little, and every rule that a reader notices
(accents, quotes, Chinese) stands in one place, the script.

A search document is a part of a text (some rows in all versions), an entry or a page that people wrote, in
all languages. It has keys for the index, folded here; and content for the script, as it is shown.

Names have an index of their own, which holds all that is shown of an entry. It answers by itself, also in pages
opened from a folder.

Nothing that a reader loads grows with the wiki: both indexes are cut into shards, of which a search loads those
that its words lead to; and of what is found, the contents of as much as is shown.
"""

import dataclasses
import functools
import heapq
import itertools
import json
import re
import sys
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser

from charsu.link.mentions import Row
from charsu.model.dates import Date
from charsu.model.records import Entry, EntryId, Language, Localized, Statement, Text, Wiki
from charsu.search.postings import Standing, gather, numbers_in, turn_round
from charsu.search.prefix_index import Files, as_json, as_script, common, drawer, order, packer
from charsu.support.parallel import map_chunks, parallel_map
from charsu.text.name_matcher import UNSPACED
from charsu.view.markdown_pages import Document
from charsu.view.markup import render_article
from charsu.view.page_context import Here, kind_class, stand_alone
from charsu.view.page_models import EntryView, Site, TextRow, TextView

ROWS_IN_A_PART = 25
"""A text is cut into parts of so many rows: few enough to load one for a single hit."""

WEIGHT_OF_NAMES, WEIGHT_OF_WORDS = 48_000, 20_000
"""Of a file of each index, in bytes; as they are sent, packed, about a third and two thirds of it."""

BEST = 30
"""Of entries whose names have a beginning in common that is too common, so many are offered at once."""

MANY = 100
"""Entries that share a word of their names; of more, the best are offered."""

KEYS_AT_ONCE = 2000
"""The documents of so many words are packed in one process."""

NAME_LENGTH = 16
"""Names are told apart by so many characters; of those that are not, see MANY."""


Place = tuple[int, int, str]
"""By which documents are numbered: parts of texts in reading order; entries, those that are named in more passages
first; pages."""


@dataclasses.dataclass(frozen=True)
class SearchDocument:
    """What is found as one."""

    place: Place
    keys: Sequence[str]
    """Under which it stands in the index, each once; see `keys_in`."""
    names: Sequence[str]
    """Those of them that are of its names: it comes before documents that only speak of what is looked for."""
    content: str
    """What the script looks into and shows, in JSON."""


PART, ENTRY, PAGE = range(3)
"""What a document is: the first of its place."""


@dataclasses.dataclass(frozen=True)
class NamedEntry:
    """An entry, as it is found by its names."""

    id: EntryId
    names: str
    """The number of its kind; its name in each language, "" where it is that of the first; its aliases in each, null
    where they are those of the first. In JSON, without the brackets around."""
    years: str
    """Of what is stated of it, as `years` gives them, in JSON."""
    passages: int
    """How many name it or are evidence for it: the more, the sooner it is offered."""
    sounds: str
    """How the names in Chinese characters sound, in JSON."""
    keys: Mapping[str, int]
    """What may be typed for it; see `name_keys`."""
    words: Sequence[str]
    """The keys of its names in the index of words."""


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


class _Spaced(dict[int, str]):
    """Code point -> its letters without marks, small; a space for what is of no word."""

    def __missing__(self, code: int) -> str:
        self[code] = _NO_WORD.sub(" ", _FOLDED[code])
        return self[code]


_NO_WORD = re.compile(r"[\W_]")
_SPACED = _Spaced()
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]").match


def keys_in(texts: Iterable[str]) -> set[str]:
    """The keys under which texts stand in the index: words; of scripts without spaces, every letter with the next."""
    keys: set[str] = set()
    for word in set("\n".join(texts).translate(_SPACED).split()):
        if word.isascii():  # the most
            keys.add(word)
        else:
            for run in _RUN.findall(word):
                keys.update([run[start : start + 2] for start in range(len(run))] if _UNSPACED(run) else [run])
    return keys


def shared(keys: Iterable[str]) -> tuple[str, ...]:
    """Each as the one string that all documents share: in a large wiki there are millions."""
    return tuple(map(sys.intern, keys))


# --- names --------------------------------------------------------------------------------------------


def named_entry(entry: Entry, site: Site) -> NamedEntry:
    """An entry, as it is found by its names. That needs far less than all its page shows."""
    wiki = site.wiki
    first, *others = (stand_alone(entry.names[language]) for language in wiki.languages)
    aliases = [list(entry.aliases.get(language, ())) for language in wiki.languages]
    names = [
        list(wiki.vocabulary.kinds).index(entry.kind),
        [first, *("" if name == first else name for name in others)],
        [aliases[0], *(None if forms == aliases[0] else forms for forms in aliases[1:])],
    ]
    statements = [*entry.statements, *site.statements_about(entry.id)]
    forms = {form for language in entry.names for form in entry.forms(language)}
    return NamedEntry(
        entry.id,
        _json(names)[1:-1],
        _json(years(statements)),
        site.items[entry.id].passages,
        _json(" ".join(_sounds(entry))),
        name_keys(entry, wiki.languages),
        shared(keys_in(forms)),
    )


def name_keys(entry: Entry, languages: Iterable[Language]) -> dict[str, int]:
    """What may be typed for an entry, each with what it tells: 2 if a name begins with it, 1 if an alias does.

    These are the rest of each of its names and aliases from every word on, or from every character in Chinese;
    and after "~", how its words sound, for whoever does not know how they are written.
    """
    keys: dict[str, int] = {}
    for language in languages:
        for form in entry.forms(language):
            worth = 2 if form == entry.names[language] else 1
            plain = _plain(form)
            for start in map(re.Match[str].start, _WORD.finditer(plain)):
                key = plain[start : start + NAME_LENGTH].rstrip()
                keys[key] = max(keys.get(key, 0), worth if start == 0 else 0)
            for each in (plain, *plain.split()):
                if len(heard := sound(each)) > 1:
                    keys.setdefault(f"~{heard}", 0)
    for each in _sounds(entry):
        keys.setdefault(f"~{sound(each)}", 0)
    return keys


_GAPS = re.compile(r"[\W_]+")


def _plain(name: str) -> str:
    """A name folded, with one space between its words, whatever stands there."""
    return _GAPS.sub(" ", fold(name)).strip()


_LIKE = [
    (re.compile("[^a-z]"), ""),
    (re.compile("([zscjt])h"), r"\1"),
    (re.compile("ph"), "f"),
    (re.compile("[kg]h|[qcg]"), "k"),
    (re.compile("dj"), "j"),
    (re.compile("w"), "v"),
    (re.compile("r"), "l"),
    (re.compile("^[aeiouy]+"), "a"),
]


@functools.lru_cache(maxsize=1 << 16)
def sound(plain: str) -> str:
    """How a name sounds, roughly and in any spelling: its consonants, like ones the same. As in `search.js`."""
    for pattern, instead in _LIKE:
        plain = pattern.sub(instead, plain)
    return plain[:1] + re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyh]", "", plain[1:]))


_HAN = re.compile("[\u4e00-\u9fff]")


def _sounds(entry: Entry) -> list[str]:
    """Names in Chinese characters, in Latin letters."""
    return list(dict.fromkeys(_in_letters(name) for name in entry.names.values() if _HAN.search(name)))


@functools.cache
def _in_letters(name: str) -> str:
    from pypinyin import lazy_pinyin  # takes a while to load, and most commands need none of it

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
    site: Site,
    named: Mapping[EntryId, NamedEntry],
    heres: Mapping[Language, Here],
    texts: Iterable[str],
    entries: Iterable[EntryId],
    written: Sequence[Document],
) -> Iterator[SearchDocument]:
    """Some of what is searched. None of the documents depends on another one.

    Args:
        site: what there is.
        named: all entries, as they are found by their names.
        heres: how the home page of each language sees the site.
        texts: ids of the texts.
        entries: ids of the entries.
        written: the pages that people wrote, in all their languages.
    """
    order = {id: number for number, id in enumerate(site.wiki.texts)}
    for id in texts:
        yield from text_documents(order[id], site.texts[id], site.wiki, named)
    for id in entries:
        yield entry_document(site.entries[id], named[id], site, heres)
    for address in dict.fromkeys(document.address for document in written):
        yield page_document(address, [document for document in written if document.address == address])


def number_documents(site: Site, addresses: Iterable[str]) -> dict[Place, int]:
    """The number of every document, by its place; known before any of them is made.

    `addresses` are those of the pages that people wrote.
    """
    places: list[Place] = []
    for number, (id, rows) in enumerate(site.links.rows.items()):
        places += [(PART, number, f"{part:06}") for part in range(-(-len(rows) // ROWS_IN_A_PART))]
        places.append((PAGE, 0, f"texts/{id}/"))
    places += [_entry_place(id, item.passages) for id, item in site.items.items()]
    places += [(PAGE, 0, address) for address in dict.fromkeys(addresses)]
    return {place: number for number, place in enumerate(sorted(places))}


def _entry_place(id: EntryId, passages: int) -> Place:
    # Of entries that are named in about as many passages, one more changes no number.
    return (ENTRY, -passages.bit_length(), id)


def _of_kind(kind: str) -> str:
    """A key of all that is left when a reader chooses a kind."""
    return f"=kind {kind}"


def _of_text(id: str) -> str:
    return f"=text {id}"


def entry_document(view: EntryView, entry: NamedEntry, site: Site, heres: Mapping[Language, Here]) -> SearchDocument:
    """What an entry's page says; it may also be found by its names, which are not shown."""
    said = {language: list(_said(view, site, here)) for language, here in heres.items()}
    keys = keys_in(text for texts in said.values() for text in texts).union(entry.words)
    keys.add(_of_kind(view.kind.id))
    keys.update(_of_text(group.text.id) for group in view.passages)
    record = f"{_json(entry.id)},[{entry.names},{entry.years}]"
    return SearchDocument(
        _entry_place(entry.id, entry.passages),
        shared(keys),
        entry.words,
        f'{{"entry":[{record}],"said":{_json(said)}}}',
    )


def page_document(address: str, documents: Iterable[Document]) -> SearchDocument:
    """What a page says that people wrote, in its languages."""
    said = {document.language: paragraphs(document.html) for document in documents}
    return _page(address, {document.language: document.title for document in documents}, said)


def text_documents(
    number: int, view: TextView, wiki: Wiki, entries: Mapping[EntryId, NamedEntry]
) -> Iterator[SearchDocument]:
    """A text, part by part; and what its page says beside it.

    Args:
        number: of the text among all texts.
    """
    text = view.text
    for part, start in enumerate(range(0, len(view.rows), ROWS_IN_A_PART)):
        rows = view.rows[start : start + ROWS_IN_A_PART]
        prose = [version for row in rows for version in row.row.versions.values()]
        named = [entries[id] for id in dict.fromkeys(m.entry for each in prose for m in each.mentions) if id]
        keys = keys_in(each.text for each in prose).union(*(entry.words for entry in named))
        keys.update({_of_text(text.id)}, (_of_kind(wiki.entries[entry.id].kind) for entry in named))
        numbers = {entry.id: number for number, entry in enumerate(named)}
        said = [_row(row.row, _evidence(row), numbers) for row in rows]
        records = ",".join(f"[{_json(entry.id)},[{entry.names}]]" for entry in named)
        about = _json({"text": text.id, "original": text.original, "title": text.title, "rows": said})
        content = f'{about[:-1]},"entries":[{records}]}}'
        yield SearchDocument((PART, number, f"{part:06}"), shared(keys), (), content)
    beside = {language: list(_about(text, view.rows, language)) for language in wiki.languages}
    yield _page(f"texts/{text.id}/", text.title, beside, [_of_text(text.id)])


def _page(
    address: str, title: Mapping[Language, str], said: Mapping[Language, list[str]], more: Iterable[str] = ()
) -> SearchDocument:
    names = keys_in(title.values())
    keys = keys_in(text for texts in said.values() for text in texts).union(names, more)
    content = _json({"title": title, "url": address, "said": said})
    return SearchDocument((PAGE, 0, address), shared(keys), shared(names), content)


def _evidence(row: TextRow) -> list[Statement]:
    return [statement for _, statements in row.evidence for statement in statements]


def _row(row: Row, evidence: Iterable[Statement], numbers: Mapping[EntryId, int]) -> dict[str, object]:
    """A row: its segment; its versions; in each of them begin and end of the names, with the numbers of the entries
    (offsets count as JavaScript does); and the years of the statements it is evidence for.
    """
    named: dict[Language, list[int]] = {}
    for language, prose in row.versions.items():
        wide = (
            [place for place, c in enumerate(prose.text) if c > "\uffff"]
            if max(prose.text, default="") > "\uffff"
            else []
        )
        named[language] = [
            number
            for mention in prose.mentions
            if mention.entry
            for number in (
                mention.start + bisect_left(wide, mention.start),
                mention.end + bisect_left(wide, mention.end),
                numbers[mention.entry],
            )
        ]
    return {
        "segment": row.segment,
        "versions": {language: prose.text for language, prose in row.versions.items()},
        "named": {language: found for language, found in named.items() if found},
        "years": years(evidence),
    }


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


# --- the files that the browser loads ----------------------------------------------------------------------


def begin_search(site: Site, entries: Iterable[NamedEntry], places: Iterable[Place]) -> tuple[dict[str, object], Files]:
    """What the search begins with, but for the index of words; and the files of the names, below `search/`.

    Args:
        entries: all of them, in whatever order.
        places: those of all documents.
    """
    ordered = sorted(places)
    names, files = name_index(sorted(entries, key=lambda entry: (-entry.passages, entry.id)))
    start: dict[str, object] = {
        "languages": site.wiki.languages,
        "kinds": _kinds(site.wiki),
        "names": names,
        # The numbers of the first entry and of the first page among the documents.
        "documents": [sum(place[0] < kind for place in ordered) for kind in (ENTRY, PAGE)],
    }
    return start, {**files, **dict(as_script(path, content) for path, content in _texts(site))}


def search_files(site: Site, documents: Iterable[SearchDocument], entries: Iterable[NamedEntry]) -> Files:
    """Everything below `search/`. In whatever order documents and entries come, the files are the same."""
    ordered = sorted(documents, key=lambda document: document.place)
    start, files = begin_search(site, entries, (document.place for document in ordered))
    files |= {f"documents/{number}.json": document.content for number, document in enumerate(ordered)}
    standing = gather(turn_round((number, document.keys) for number, document in enumerate(ordered)))
    naming = gather(turn_round((number, document.names) for number, document in enumerate(ordered)))
    return files | word_files(start, len(ordered), standing, naming)


def word_files(start: Mapping[str, object], documents: int, standing: Standing, naming: Standing) -> Files:
    """The index of words, and what the search begins with: path below `search/` -> content.

    Args:
        start: what `begin_search` gave.
        documents: how many there are.
        standing: the documents of each key.
        naming: those of them that have it in their names.
    """
    words, files = word_index(documents, standing, naming)
    name, script = as_script("start", _json({**start, "words": words}))
    return {**files, name: script}


def _kinds(wiki: Wiki) -> list[object]:
    return [
        [
            kind.id,
            kind.folder,
            _in_order(kind.label, wiki),
            _in_order(kind.plural, wiki),
            kind_class(wiki.vocabulary, kind.id),
        ]
        for kind in wiki.vocabulary.kinds.values()
    ]


def _texts(site: Site) -> Iterator[tuple[str, str]]:
    """The texts among which a reader may choose; and the entries that each of them names or is evidence for."""
    named: dict[str, list[EntryId]] = {id: [] for id in site.wiki.texts}
    for id in site.wiki.entries:
        for text in site.shown[id]:
            named[text].append(id)
    yield "texts", _json([[id, _in_order(text.title, site.wiki)] for id, text in site.wiki.texts.items()])
    for text, ids in named.items():
        yield f"texts/{text}", _json(sorted(ids))


def name_index(entries: Sequence[NamedEntry]) -> tuple[dict[str, object], Files]:
    """The index of names: records of entries by what may be typed for them.

    Args:
        entries: those that are offered sooner first.

    Returns:
        The signposts of both its drawers, and the files. A file of the first, `names`, has a record for each entry
        one of whose keys falls into its run; where more than MANY entries share a key, only of so many, and "#" with
        the key says that there are more. A file of the second, `names-common`, has for each common beginning the
        records of the best.
    """
    parts = [f"{_json(entry.id)}:[{entry.names},{entry.years},{entry.passages},{entry.sounds}]" for entry in entries]
    sharing: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, worth in entry.keys.items():
            sharing[key].append((-worth, number))
    keys = sorted(sharing, key=order)

    def sharers(key: str) -> Iterator[tuple[str, str]]:
        found = sharing[key]
        if len(found) > MANY:
            yield f"#{key}", f"{_json(f'#{key}')}:[]"
        for _, number in sorted(found)[:MANY]:
            yield entries[number].id, parts[number]

    signposts, firsts, files = drawer("names", keys, sharers, WEIGHT_OF_NAMES, as_script)
    best: dict[str, str] = {}
    for beginning, beginning_so in common(firsts, keys):
        found: dict[int, int] = {}
        for key in beginning_so:
            for worth, number in sharing[key]:
                rank = 2 * worth if key == beginning else worth
                if rank < found.get(number, 1):
                    found[number] = rank
        ranked = heapq.nsmallest(BEST, ((rank, number) for number, rank in found.items()))
        shown = ",".join(parts[number] for _, number in ranked)
        best[beginning] = f"{_json(beginning)}:{{{shown}}}"
    common_signposts, _, common_files = drawer(
        "names-common", list(best), lambda key: [(key, best[key])], WEIGHT_OF_NAMES // 4, as_script
    )
    return {"each": signposts, "common": common_signposts}, {**files, **common_files}


def word_index(documents: int, standing: Standing, naming: Standing) -> tuple[dict[str, object], Files]:
    """The index of words: numbers of documents by their keys.

    Args:
        documents: how many there are.
        standing: the documents of each key.
        naming: those of them that have it in their names.

    Returns:
        The signposts of both its drawers, and the files. A file of the first, `words`, has for each key the numbers
        of its documents, packed; after "!" those of them whose names have the key. A file of the second,
        `words-common`, has the same for each common beginning.
    """
    pack = packer(documents)

    def part(key: str, keys: Iterable[str]) -> tuple[str, str]:
        """What is said under a key: of all of some keys."""
        numbers, named = (_union([where[each] for each in keys if each in where]) for where in (standing, naming))
        return key, f'"{key}":"{pack(numbers)}!{pack(named)}"' if named else f'"{key}":"{pack(numbers)}"'

    keys = sorted(standing, key=order)
    of_keys = dict(itertools.chain(*map_chunks(keys, lambda some: [part(key, [key]) for key in some], KEYS_AT_ONCE)))
    signposts, firsts, files = drawer("words", keys, lambda key: [(key, of_keys[key])], WEIGHT_OF_WORDS, as_json)
    of_beginnings = dict(parallel_map(list(common(firsts, keys)), lambda beginning: part(*beginning)))
    common_signposts, _, common_files = drawer(
        "words-common", list(of_beginnings), lambda key: [(key, of_beginnings[key])], WEIGHT_OF_WORDS, as_json
    )
    return {"each": signposts, "common": common_signposts}, {**files, **common_files}


def _union(lists: Sequence[bytes]) -> Collection[int]:
    """The numbers that stand in one of some lists, each once."""
    if len(lists) == 1:  # in which each stands once
        return numbers_in(lists[0])
    return set[int]().union(*map(numbers_in, lists))


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
