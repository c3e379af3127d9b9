"""Search documents: what is searched.

A search document is a part of a text (some rows in all versions), an entry, a page that people wrote, or a cited
work, in all languages. It has keys for the index; and content that the script searches and shows.
"""

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from charsu.link.mentions import Row
from charsu.model.records import EntryId, Language, Statement, Text, Wiki
from charsu.search.html_text import paragraphs
from charsu.search.name_index import NamedEntry
from charsu.search.prefix_index import to_json
from charsu.search.tokens import index_keys, intern_all
from charsu.search.years import years
from charsu.view.markdown_pages import Document
from charsu.view.markup import render_article
from charsu.view.page_context import PageContext
from charsu.view.page_models import EntryView, TextRow, TextView, WorkView
from charsu.view.site import Site

ROWS_IN_PART = 25
"""Number of rows in one part of a text: few enough to load them for a single hit."""

ENTRIES_OF_WORK = 12
"""Number of entries that are named with a work they cite: many works are cited by hundreds."""

PART, ENTRY, PAGE, WORK = range(4)
"""Kinds of documents."""

DocumentRank = tuple[int, int, str]
"""The order in which documents are numbered: kind first; then parts of texts in reading order, and entries that more
passages name first."""


@dataclasses.dataclass(frozen=True)
class SearchDocument:
    """What the index finds as one."""

    rank: DocumentRank
    keys: Sequence[str]
    """Its keys in the index, each once; see `index_keys`."""
    names: Sequence[str]
    """Those in its names: with them it is found before documents that only mention what is searched for."""
    content: str
    """JSON: what the script searches and shows."""


def search_documents(
    site: Site,
    named: Mapping[EntryId, NamedEntry],
    contexts: Mapping[Language, PageContext],
    texts: Iterable[str],
    entries: Iterable[EntryId],
    written: Sequence[Document],
) -> Iterator[SearchDocument]:
    """Yield the documents of some texts, entries and pages; each is made without the others.

    Args:
        site: the pages.
        named: all entries, as their names are indexed.
        contexts: the context of the home page in each language.
        texts: ids of texts.
        entries: ids of entries.
        written: pages that people wrote, in all their languages.
    """
    order = {id: number for number, id in enumerate(site.wiki.texts)}
    for id in texts:
        yield from text_documents(order[id], site.texts[id], site.wiki, named)
    for id in entries:
        yield entry_document(site.entries[id], named[id], site, contexts)
    for address in dict.fromkeys(document.address for document in written):
        yield page_document(address, [document for document in written if document.address == address])


def number_documents(site: Site, addresses: Iterable[str]) -> dict[DocumentRank, int]:
    """Return the number of each document, before any of them is made.

    Args:
        site: the pages.
        addresses: those of the pages that people wrote.
    """
    ranks: list[DocumentRank] = []
    for number, (id, rows) in enumerate(site.links.rows.items()):
        ranks += [_part_rank(number, part) for part in range(-(-len(rows) // ROWS_IN_PART))]
        ranks.append(_page_rank(f"texts/{id}/"))
    ranks += [_entry_rank(id, item.passages) for id, item in site.items.items()]
    ranks += [_page_rank(address) for address in dict.fromkeys(addresses)]
    ranks += [_work_rank(id) for id in site.wiki.works]
    return {rank: number for number, rank in enumerate(sorted(ranks))}


def _part_rank(text: int, part: int) -> DocumentRank:
    return (PART, text, f"{part:06}")


def _entry_rank(id: EntryId, passages: int) -> DocumentRank:
    # The order is by magnitude only, so one more passage seldom changes the number of an entry.
    return (ENTRY, -passages.bit_length(), id)


def _page_rank(address: str) -> DocumentRank:
    return (PAGE, 0, address)


def _work_rank(id: str) -> DocumentRank:
    return (WORK, 0, id)


def _kind_key(kind: str) -> str:
    """Return the key of all documents that stay when a reader chooses a kind."""
    return f"=kind {kind}"


def _text_key(id: str) -> str:
    """Return the key of all documents that stay when a reader chooses a text."""
    return f"=text {id}"


# --- entries and pages ------------------------------------------------------------------------


def entry_document(
    view: EntryView, entry: NamedEntry, site: Site, contexts: Mapping[Language, PageContext]
) -> SearchDocument:
    """Return the document of an entry: what its page says; it is also found by its names."""
    said = {language: list(_entry_lines(view, site, context)) for language, context in contexts.items()}
    keys = index_keys(text for texts in said.values() for text in texts).union(entry.words)
    keys.add(_kind_key(view.kind.id))
    keys.update(_text_key(group.text.id) for group in view.passages)
    # What it is stands beside its name on its page: "battle of Charasyab" finds the battles there.
    types = {language: context.labels.kind_of(entry.id) for language, context in contexts.items()}
    keys |= index_keys(types.values())
    item = f"{to_json(entry.id)},[{entry.names},{entry.years}]"
    return SearchDocument(
        _entry_rank(entry.id, entry.passages),
        intern_all(keys),
        entry.words,
        f'{{"entry":[{item}],"type":{to_json(types)},"said":{to_json(said)}}}',
    )


def page_document(address: str, documents: Iterable[Document]) -> SearchDocument:
    """Return the document of a page that people wrote, in its languages."""
    said = {document.language: paragraphs(document.html) for document in documents}
    return _page(address, {document.language: document.title for document in documents}, said)


def _page(
    address: str, title: Mapping[Language, str], said: Mapping[Language, list[str]], filter_keys: Iterable[str] = ()
) -> SearchDocument:
    names = index_keys(title.values())
    keys = index_keys(text for texts in said.values() for text in texts).union(names, filter_keys)
    content = to_json({"title": title, "url": address, "said": said})
    return SearchDocument(_page_rank(address), intern_all(keys), intern_all(names), content)


def work_documents(site: Site, contexts: Mapping[Language, PageContext]) -> Iterator[SearchDocument]:
    """Yield the documents of the works cited, which are found by title, author, publisher and site.

    They say what rests on them, so a work is found by the entries that cite it, too.
    """
    for view in site.works:
        work = view.work
        said = {language: list(_work_lines(view, context)) for language, context in contexts.items()}
        names = index_keys(filter(None, [work.title, work.author]))
        keys = names.union(index_keys(text for texts in said.values() for text in texts))
        title = {work.language or "": work.title}
        content = to_json({"title": title, "url": site.work_addresses[work.id], "said": said})
        yield SearchDocument(_work_rank(work.id), intern_all(keys), intern_all(names), content)


def _work_lines(view: WorkView, context: PageContext) -> Iterator[str]:
    """Yield what the list of works says of a work in a language: who made it, where it is, what rests on it."""
    work, say = view.work, context.say
    about = [
        work.author,
        work.publisher,
        context.words.date(work.published) if work.published else None,
        context.text(work.part) if work.part else None,
        urlsplit(work.url).hostname if work.url else None,
    ]
    yield say("punctuation.between").join(filter(None, about))
    if view.evidence:
        names = [context.name(id) for id, _ in view.evidence[:ENTRIES_OF_WORK]]
        listed = say("punctuation.between").join(names)
        yield f"{say('works.statements', n=view.statements)}{say('punctuation.colon')}{listed}"
    if work.note:
        yield context.text(work.note)


def _entry_lines(view: EntryView, site: Site, context: PageContext) -> Iterator[str]:
    """Yield what an entry's page says in a language: summary, article, statements, relations, each on its own line."""
    yield site.links.summaries[view.entry.id][context.language].text
    if context.language in view.entry.articles:
        yield from paragraphs(str(render_article(view.entry.articles[context.language])))
    colon = context.say("punctuation.colon")
    for group in view.statements:
        for statement in group.statements:
            said = f"{context.text(group.property.label)}{colon}{_value(statement, site, context)}"
            yield _statement_line(said, statement, site, context)
    for relations in view.relations:
        for relation in relations.relations:
            said = f"{context.text(relations.label)}{colon}{context.name(relation.entry)}"
            yield _statement_line(said, relation.statement, site, context)


def _value(statement: Statement, site: Site, context: PageContext) -> str:
    prose = site.links.values.get(statement.place)
    return prose[context.language].text if prose else context.labels.plain_value(statement.value)


def _statement_line(said: str, statement: Statement, site: Site, context: PageContext) -> str:
    """Return what is said of a statement, with its date and its note."""
    note = site.links.notes.get(statement.place)
    during = context.words.date(statement.during) if statement.during else None
    between = context.say("punctuation.between")
    return between.join(filter(None, [said, during, note[context.language].text if note else None]))


# --- texts ------------------------------------------------------------------------------------


def text_documents(
    number: int, view: TextView, wiki: Wiki, entries: Mapping[EntryId, NamedEntry]
) -> Iterator[SearchDocument]:
    """Yield the parts of a text, and what its page says besides the text.

    Args:
        number: number of the text among all texts.
        view: its page.
        wiki: the entries.
        entries: all entries, as their names are indexed.
    """
    text = view.text
    for part, start in enumerate(range(0, len(view.rows), ROWS_IN_PART)):
        rows = view.rows[start : start + ROWS_IN_PART]
        prose = [version for row in rows for version in row.row.versions.values()]
        named = [entries[id] for id in dict.fromkeys(m.entry for each in prose for m in each.mentions) if id]
        keys = index_keys(each.text for each in prose).union(*(entry.words for entry in named))
        keys.update({_text_key(text.id)}, (_kind_key(wiki.entries[entry.id].kind) for entry in named))
        numbers = {entry.id: number for number, entry in enumerate(named)}
        row_items = [_row_item(row.row, _evidence(row), numbers) for row in rows]
        items = ",".join(f"[{to_json(entry.id)},[{entry.names}]]" for entry in named)
        about = to_json({"text": text.id, "original": text.original, "title": text.title, "rows": row_items})
        content = f'{about[:-1]},"entries":[{items}]}}'
        yield SearchDocument(_part_rank(number, part), intern_all(keys), (), content)
    beside = {language: list(_about(text, view.rows, language)) for language in wiki.languages}
    yield _page(f"texts/{text.id}/", text.title, beside, [_text_key(text.id)])


def _evidence(row: TextRow) -> list[Statement]:
    return [statement for _, statements in row.evidence for statement in statements]


def _row_item(row: Row, evidence: Iterable[Statement], numbers: Mapping[EntryId, int]) -> dict[str, object]:
    """Return a row as the script reads it.

    `named` has three numbers for each name in a version: start and end, counted in UTF-16 code units as JavaScript
    does, and the number of the entry. `years` are those of the statements that the row is evidence for.
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


def _about(text: Text, rows: Sequence[TextRow], language: Language) -> Iterator[str]:
    """Yield what a text's page says besides the text."""
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
