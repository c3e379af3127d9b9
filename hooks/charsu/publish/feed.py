"""The changes as an Atom feed (RFC 4287): one item for each day."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from charsu.i18n.messages import Words
from charsu.model import limits
from charsu.model.changes import ChangeDay
from charsu.view.changes import changed_items
from charsu.view.site import Site


def changes_xml(site: Site, days: Sequence[ChangeDay], words: Words, home: str, site_name: str) -> str:
    """Return `changes.xml` of one language.

    Args:
        days: at least one, the latest first.
        home: full address of the language's home page, with a slash at the end.
        site_name: the author of the feed.
    """
    page, feed = f"{home}changes/", f"{home}changes.xml"
    title = f"{site_name} · {words.say('changes.title')}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(words.language)}>',
        f"<id>{escape(page)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{max(day.last for day in days).isoformat()}</updated>",
        f"<author><name>{escape(site_name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(feed)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
    ]
    for day in days:
        address = f"{page}#{day.id}"
        lines += [
            "<entry>",
            f"<id>{escape(address)}</id>",
            f"<title>{escape(words.date(day.date))}</title>",
            f"<updated>{day.last.isoformat()}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f'<content type="html">{escape(_content(site, day, words, home))}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _content(site: Site, day: ChangeDay, words: Words, home: str) -> str:
    parts: list[str] = []
    for what, items in day.changes.items():
        found = changed_items(site, items, words.language)
        names = [
            f"<li><a href={quoteattr(home + changed.address)}>{escape(changed.name)}</a></li>"
            if changed.address
            else f"<li>{escape(changed.name)}</li>"
            for changed in found[: limits.CHANGES_OF_DAY]
        ]
        if len(found) > limits.CHANGES_OF_DAY:
            names.append(f"<li>{escape(words.say('pages.rest', n=len(found) - limits.CHANGES_OF_DAY))}</li>")
        parts.append(f"<p>{escape(words.say(f'changes.what.{what}'))}</p><ul>{''.join(names)}</ul>")
    return "".join(parts)
