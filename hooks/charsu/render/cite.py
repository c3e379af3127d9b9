"""Cite a text: as plain text in every language, BibTeX and CSL-JSON.

Only the browser knows which passage is cited, in which versions, at which address and on which day. So a citation made
here has holes, which `reader.js` fills in.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from charsu.i18n.messages import Words
from charsu.model.dates import Date, Point, Range
from charsu.model.records import Language, Text
from charsu.support.html import Html, trusted

Parts = Sequence[str]
"""Words, and between each two of them the name of a hole: ["seen at ", "address", "."]."""

_EDGE = "\0"
"""Encloses the name of a hole until the words are split; nothing that authors write contains it."""


def hole(name: str) -> str:
    return f"{_EDGE}{name}{_EDGE}"


def cut(words: str) -> Parts:
    return words.split(_EDGE)


def citation_json(text: Text, words: Mapping[Language, Words]) -> Html:
    """Return all that a page needs to cite a text, for a script element of type application/json.

    Holes: `passage` is "3.2" or "3.2–3.4"; `site` the name of the site; `address`; `date`, on which it was
    read, as the language writes it; `day`, the same in ISO 8601.

        plain    language -> {locale, head, segment, segments, versions{version: words}, between, stop, tail}
        bibtex   version -> {head, segment, segments, tail}; a key ends with the passage
        csl      version -> an item without URL, accessed, container-title and section
    """
    found = {
        "plain": {language: plain(text, each) for language, each in words.items()},
        "bibtex": {language: bibtex(text, language) for language in text.versions},
        "csl": {language: csl(text, language) for language in text.versions},
    }
    return for_script(found)


def for_script(data: Any) -> Html:
    """Return JSON for a script element, which nothing in it can end."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # In JSON, these are only within strings, where they can be escaped.
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return trusted(written)  # no character of it means anything in HTML


def author_of(text: Text, language: Language) -> str | None:
    """Return the author of a text, if known."""
    return None if text.anonymous or text.author is None else text.author[language]


# --- plain text -----------------------------------------------------------------------------------


def plain(text: Text, words: Words) -> dict[str, Any]:
    """Return a citation in the language of `words`."""
    language, say = words.language, words.say
    facts = [words.date(text.date)] if text.date else []
    facts.append(say("cite.original", language=words.language_name(text.original)))
    head = say(
        "cite.head",
        author=author_of(text, language) or say("cite.unknown"),
        title=text.title[language],
        facts=say("punctuation.semicolon").join(facts),
    )
    versions = {
        each: say(
            "cite.translation",
            language=words.language_name(each),
            by=version.by,
            status=say(f"texts.status.{version.status}"),
        )
        for each, version in text.versions.items()
        if version.by
    }
    return {
        "locale": words.tag,
        "head": head,
        "segment": cut(say("cite.segment", passage=hole("passage"))),
        "segments": cut(say("cite.segments", passage=hole("passage"))),
        "versions": versions,
        "between": say("punctuation.semicolon"),
        "stop": say("punctuation.stop"),
        "tail": cut(say("cite.tail", site=hole("site"), address=hole("address"), date=hole("date"))),
    }


# --- BibTeX ---------------------------------------------------------------------------------------

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&%#_"},
}


def bibtex_escape(text: str) -> str:
    """Return text as a value within braces. Letters stay as they are: the successors of BibTeX read UTF-8."""
    return "".join(_BIBTEX.get(character, character) for character in " ".join(text.split()))


def bibtex(text: Text, language: Language) -> dict[str, Parts]:
    """Return one version as an entry: its fields before the passage, and those after it."""
    version = text.versions[language]
    fields = []
    if author := author_of(text, language):
        fields.append(("author", f"{{{bibtex_escape(author)}}}"))
    fields.append(("title", f"{{{bibtex_escape(text.title[language])}}}"))
    if version.by:
        fields.append(("translator", f"{{{bibtex_escape(version.by)}}}"))
        fields.append(("origtitle", f"{{{bibtex_escape(text.title[text.original])}}}"))
        fields.append(("origlanguage", text.original))
    if text.date:
        if year := _year(text.date):
            fields.append(("origyear" if version.by else "year", year))
        fields.append(("origdate" if version.by else "date", bibtex_escape(text.date.edtf)))
    fields.append(("language", language))
    if version.status:
        fields.append(("pubstate", version.status))
    tail = [
        ("howpublished", hole("site")),
        ("url", hole("address")),
        ("urldate", hole("day")),
    ]
    return {
        "head": cut(f"@misc{{{text.id}{hole('key')},\n{_lines(fields)}"),
        "segment": cut(_lines([("note", f"\\S\\,{hole('passage')}")])),
        "segments": cut(_lines([("note", f"\\S\\S\\,{hole('passage')}")])),
        "tail": cut(f"{_lines(tail)}}}\n"),
    }


def _lines(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"  {name} = {{{value}}},\n" for name, value in fields)


def _year(date: Date) -> str | None:
    match date.value:
        case Point(precision="day" | "month" | "season" | "year", plain=True, year=year) if year > 0:
            return str(year)
    return None


# --- CSL-JSON -------------------------------------------------------------------------------------


def csl(text: Text, language: Language) -> dict[str, Any]:
    """Return one version as an item of CSL-JSON (https://github.com/citation-style-language/schema)."""
    version = text.versions[language]
    item: dict[str, Any] = {
        "id": text.id,
        "type": "webpage",
        "title": text.title[language],
        "language": language,
    }
    if author := author_of(text, language):
        item["author"] = [{"literal": author}]
    if version.by:
        item["translator"] = [{"literal": version.by}]
        item["original-title"] = text.title[text.original]
    if version.status:
        item["status"] = version.status
    if text.date:
        item["original-date" if version.by else "issued"] = csl_date(text.date)
    return item


def csl_date(date: Date) -> dict[str, Any]:
    """Return a date as CSL has it. What CSL cannot express, such as one of two years, stays as its author wrote it."""
    match date.value:
        case Point() as point if _has_parts(point):
            parts = [_date_parts(point)]
        case Range(start=Point() as start, end=Point() as end) if _has_parts(start) and _has_parts(end):
            parts = [_date_parts(start), _date_parts(end)]
            point = start if not start.plain else end
        case _:
            return {"literal": date.edtf}
    return {"date-parts": parts} if point.plain else {"date-parts": parts, "circa": True}


def _has_parts(point: Point) -> bool:
    return point.precision in ("day", "month", "year") and point.year > 0


def _date_parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part]
