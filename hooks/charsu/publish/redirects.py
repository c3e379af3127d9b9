"""Redirects: a small page at each old address of an entry, which leads to the new one.

It has HTML of its own, without the theme, since no reader stays there. A script keeps ?query and #fragment; without
scripts the browser is redirected all the same; and there is a link, if a browser does not follow.
"""

import html
import json
from collections.abc import Mapping

from charsu.i18n.messages import Words
from charsu.model.records import Redirect, Wiki

# The refresh is in <noscript>, because it would overtake the script and lose the fragment.
_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{canonical}">
<script>location.replace({script} + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url={href}"></noscript>
<style>body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}</style>
</head>
<body>
<h1>{title}</h1>
<p>{text}<br><a href="{href}">{name}</a></p>
</body>
</html>
"""


def forwarding_pages(wiki: Wiki, words: Words, home: str, site_url: str | None) -> Mapping[str, str]:
    """Return the redirect pages of one language: path from the root of the site -> HTML.

    Args:
        wiki: has the old addresses.
        words: the interface words of the language.
        home: path of its home page: "" or "zh/".
        site_url: where the site is published, if that is known.
    """
    return {
        f"{home}{redirect.address}/index.html": _page(redirect, wiki, words, f"{site_url}{home}" if site_url else None)
        for redirect in wiki.redirects
    }


def _page(redirect: Redirect, wiki: Wiki, words: Words, home_url: str | None) -> str:
    target = wiki.entries[redirect.target]
    address = f"{wiki.vocabulary.kinds[target.kind].folder}/{target.id}/"
    name, href = target.names[words.language], f"../../{address}"
    return _PAGE.format(
        language=html.escape(words.language),
        direction=words.direction,
        title=html.escape(words.say("moved.title", name=name)),
        text=html.escape(words.say("moved.text")),
        name=html.escape(name),
        href=html.escape(href),
        canonical=html.escape(f"{home_url}{address}" if home_url else href),
        script=json.dumps(href),  # ids and folders are plain, so nothing in it can end the script
    )
