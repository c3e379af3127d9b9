"""What the theme's own templates need to know: words, sections and links of the frame around each page."""

import re
from collections.abc import Mapping
from typing import Any

from charsu.i18n.messages import direction
from charsu.model.records import Language
from charsu.publish.site_build import SiteBuild

PALETTE: list[dict[str, Any]] = [
    {
        "scheme": scheme,
        "media": f"(prefers-color-scheme: {preference})",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/weather-{icon}", "name": f"theme.{other}"},
    }
    for scheme, preference, icon, other in (("default", "light", "night", "dark"), ("slate", "dark", "sunny", "light"))
]
"""Light and dark, for Material's switch; the colours themselves are in theme/styles/charsu.css."""


def frame_context(build: SiteBuild, language: Language, base: str) -> dict[str, Any]:
    """Return what every frame shows, whatever page is in it.

    Args:
        build: the build.
        language: that of the page.
        base: address of the language's home page, seen from the page.
    """
    words, wiki = build.words[language], build.site.wiki
    base = base.rstrip("/") + "/"
    sections = [
        ("texts/", words.say("texts.title")),
        *((f"{kind.folder}/", kind.plural[language]) for kind in wiki.vocabulary.kinds.values()),
        ("timeline/", words.say("timeline.title")),
        *([("map/", words.say("map.title"))] if build.site.atlas.places else []),
        ("relations/", words.say("graph.title")),
    ]
    more = [
        ("disagreements/", words.say("disagreements.title")),
        ("works/", words.say("works.title")),
        ("changes/", words.say("changes.title")),
        ("quality/", words.say("quality.title")),
        ("random/", words.say("random.title")),
    ]
    return {
        "say": words.say,
        "base": base,
        "sections": [{"address": address, "url": f"{base}{address}", "title": title} for address, title in sections],
        "more": [{"address": address, "url": f"{base}{address}", "title": title} for address, title in more],
        "feed": f"{base}changes.xml" if build.has_feed else None,
        "repository": build.forge.repository if build.forge else None,
    }


def language_menu(names: Mapping[Language, str], urls: Mapping[Language, str], current: str | None) -> list[Any]:
    """Return the links to the other languages.

    Args:
        names: what each language calls itself.
        urls: where each link leads.
        current: the language of the page; None if it speaks all of them.
    """
    return [
        {"language": language, "name": names[language], "url": url, "current": language == current}
        for language, url in urls.items()
    ]


def text_direction(language: Language) -> str:
    """Return "ltr" or "rtl"."""
    return direction(language)


def in_language(html: str, language: Language) -> str:
    """Return a page that says which language it is in; Material states the one of its own interface words."""
    attributes = f'lang="{language}"' + (' dir="rtl"' if direction(language) == "rtl" else "")
    return _LANG.sub(f"<html {attributes}", html, count=1)


_LANG = re.compile(r'<html lang="[^"]*"')
