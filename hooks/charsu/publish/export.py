"""Export: files that other programs read. The same input gives the same bytes."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from charsu.link.mentions import Links, Nested, Prose
from charsu.model.dates import Date
from charsu.model.records import Coordinates, Language, Statement
from charsu.review.quality import Gap
from charsu.view.site import Site
from charsu.view.urls import entry_address


def entries_json(site: Site, homes: Mapping[Language, str]) -> str:
    """Return `data/entries.json`: all entries, sorted by id.

    `homes`: language -> path of its home page from the root of the site, "" or "zh/".
    """
    return _dump(
        {
            "id": id,
            "kind": entry.kind,
            "type": entry.type,
            "name": dict(entry.names),
            "aliases": {language: list(forms) for language, forms in entry.aliases.items()},
            "unverified": {
                language: [form for form in entry.forms(language) if (language, form) in entry.unverified]
                for language in site.wiki.languages
                if any(marked == language for marked, _ in entry.unverified)
            },
            "summary": {language: prose.text for language, prose in site.links.summaries[id].items()},
            "url": {language: f"{home}{entry_address(site, id)}" for language, home in homes.items()},
            "statements": [_statement(statement, site.links) for statement in entry.statements],
        }
        for id, entry in site.wiki.entries.items()
    )


def _statement(statement: Statement, links: Links) -> dict[str, Any]:
    text = links.values.get(statement.place)
    value = _plain(text) if text else _value(statement.value)
    found: dict[str, Any] = {"property": statement.property, "value": value}
    if statement.during:
        found["during"] = statement.during.edtf
    if statement.note:
        found["note"] = _plain(links.notes[statement.place])
    found["sources"] = [source.id for source in statement.sources]
    return found


def _plain(versions: Mapping[Language, Prose]) -> dict[Language, str]:
    """Return the text of each language without the brackets of links."""
    return {language: prose.text for language, prose in versions.items()}


def _value(value: object) -> object:
    match value:
        case Date():
            return value.edtf
        case Coordinates():
            return {"lat": value.latitude, "lon": value.longitude, "accuracy": value.accuracy}
    return value


def mentions_json(site: Site) -> str:
    """Return `data/mentions.json`: all mentions in texts, in reading order; unsure ones have no entry.

    Names within a longer name are in its `within`, so a count of the items in the list leaves them out.
    """
    return _dump(
        {
            "text": row.text,
            "lang": language,
            "segment": row.segment,
            "start": mention.start,
            "end": mention.end,
            "surface": prose.text[mention.start : mention.end],
            "entry": mention.entry,
            "why": mention.why,
            **({"candidates": list(mention.candidates)} if mention.entry is None else {}),
            **({"within": [_nested(nested, prose) for nested in found]} if (found := prose.names_in(mention)) else {}),
        }
        for rows in site.links.rows.values()
        for row in rows
        for language, prose in row.versions.items()
        for mention in prose.mentions
    )


def _nested(nested: Nested, prose: Prose) -> dict[str, Any]:
    return {
        "start": nested.start,
        "end": nested.end,
        "surface": prose.text[nested.start : nested.end],
        "entry": nested.entry,
        "why": "within",
        "because": nested.because,
    }


def quality_json(site: Site) -> str:
    """Return `data/quality.json`: all that the page of what is missing counts.

    `gaps` is a list by kind; within a kind, what readers meet most often comes first:

        gap         no-entry, unsure, stale, untranslated, unverified, no-position, no-date, unmentioned, contested
        entry       id of an entry, and
        text, segment    ids of the text and the segment that have the gap; any of the three may be missing
        languages   those that it concerns; missing if it concerns all
        words       language -> the name in question
        candidates  ids of the entries that an unsure name may stand for
        property    the property on which sources disagree
        what        of what is stale: translation, statements or name; and
        older       the wording of the original from which it was made
        file, line  where to correct it
        met         how often readers meet it; see `charsu.quality`

    `coverage` has `texts`: for each text and language its `standing` (original, reviewed, draft or missing), the
    `rows` of the original, the `segments` of the version, those that are `stale`, and the `percent` of the rows that
    say what the original says now; and `kinds`: for each kind and language the number of `entries`, which all have a
    name and a summary, of their `names`, of those that are `verified`, and of the `articles`.
    """
    quality = site.quality
    gaps = _dump(_gap(gap) for of_kind in quality.gaps.values() for gap in of_kind)
    texts = _dump(
        dataclasses.asdict(covered) | {"percent": covered.percent}
        for _, covered_text in sorted(quality.texts.items())
        for covered in covered_text
    )
    kinds = _dump(dataclasses.asdict(covered) for of_kind in quality.kinds.values() for covered in of_kind)
    return f'{{\n"gaps": {gaps.strip()},\n"coverage": {{"texts": {texts.strip()}, "kinds": {kinds.strip()}}}\n}}\n'


def _gap(gap: Gap) -> dict[str, Any]:
    found: dict[str, Any] = {
        "gap": gap.kind,
        "entry": gap.entry,
        "text": gap.text,
        "segment": gap.segment,
        "languages": list(gap.languages),
        "words": dict(gap.words),
        "candidates": list(gap.candidates),
        "property": gap.property,
        "what": gap.stale and gap.stale.what,
        "older": gap.stale and gap.stale.older,
        "file": gap.place.file,
        "line": gap.place.line,
        "met": gap.met,
    }
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _dump(items: Iterable[dict[str, Any]]) -> str:
    """Return items in JSON, one in each line: small, and a diff of two builds can be read."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items)
    return f"[\n{lines}\n]\n"


def random_lists(site: Site, each: int) -> dict[str, str]:
    """Return `data/random/N.js`: addresses of entries within a language, `each` in one file, for scripts/random.js."""
    addresses = [entry_address(site, id) for id in site.wiki.entries]
    return {
        f"data/random/{number}.js": f"randomEntries({json.dumps(addresses[start : start + each])});\n"
        for number, start in enumerate(range(0, len(addresses), each))
    }


MOST_URLS, MOST_BYTES = 50_000, 50 * 1024 * 1024
"""What a sitemap may hold, as sitemaps.org says."""

_SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n',
    "</urlset>\n",
)
_SITEMAP_INDEX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
    "</sitemapindex>\n",
)


def sitemaps(addresses: Iterable[str], homes: Mapping[Language, str], site_url: str) -> dict[str, str]:
    """Return `sitemap.xml`: every page, with the same page in the other languages.

    If the site is too large for one sitemap, it is an index of `sitemap-1.xml`, `sitemap-2.xml` …; a page is in the
    same file in all languages.

    Args:
        addresses: addresses of the pages within a language; each exists in all languages.
        homes: language -> path of its home page from the site's root.
        site_url: where the site is published, with a slash at the end.

    Returns:
        Name of a file -> its content.
    """
    parts: list[list[str]] = [[]]
    room = sum(map(len, _SITEMAP))
    size = room
    for address in sorted(addresses):
        urls = {language: escape(f"{site_url}{home}{address}") for language, home in homes.items()}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>' for language, url in urls.items()
        )
        lines = [f"<url><loc>{url}</loc>{links}</url>\n" for url in urls.values()]
        more = sum(len(line.encode()) for line in lines)
        if parts[-1] and (len(parts[-1]) + len(lines) > MOST_URLS or size + more > MOST_BYTES):
            parts.append([])
            size = room
        parts[-1] += lines
        size += more
    written = ["".join([_SITEMAP[0], *lines, _SITEMAP[1]]) for lines in parts]
    if len(written) == 1:
        return {"sitemap.xml": written[0]}
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(written, 1)}
    entries = [f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>\n" for name in named]
    return {"sitemap.xml": "".join([_SITEMAP_INDEX[0], *entries, _SITEMAP_INDEX[1]])} | named
