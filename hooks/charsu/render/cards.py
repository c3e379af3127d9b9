"""Cards: an entry in a few words, shown to readers who point at its name on another page.

Each entry's page in the default language has its card in its folder, data that a script loads only when it is wanted.
It is JSON and no page: nothing counts it as one, and its words can be nothing but words. One card has all languages, so
that there are fewer files.
"""

import json
from collections.abc import Mapping
from typing import Any

from charsu.model.records import Language
from charsu.view.labels import first_sentence
from charsu.view.page_context import PageContext
from charsu.view.page_models import ListItem
from charsu.view.site import Site

CARD = "card.json"
"""Name of the file, in the folder of the entry's page."""


def card_json(item: ListItem, site: Site, contexts: Mapping[Language, PageContext]) -> str:
    """Return the card of an entry: language -> what it says.

    `contexts`: of the home page in each language.
    """
    return _JSON.encode({language: _card(item, site, context) for language, context in contexts.items()})


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _card(item: ListItem, site: Site, context: PageContext) -> dict[str, Any]:
    """Return what a card says in one language; what is not known is left out."""
    entry = item.entry
    kind = site.wiki.vocabulary.kinds[entry.kind]
    card: dict[str, Any] = {
        "colour": context.html.kind_class(entry.kind),
        "kind": [context.text(kind.label), *([context.text(kind.types[entry.type])] if entry.type else [])],
        # Each name once: languages that write alike often have the same.
        "names": [(context.language, context.name(entry.id)), *context.labels.other_names(entry.id)],
        "summary": first_sentence(site.links.summaries[entry.id][context.language].text),
    }
    if item.dated_by:
        card["dated"] = context.text(site.wiki.vocabulary.properties[item.dated_by].label)
        card["dates"] = [context.words.date(date) for date in item.dates]
        if item.contested:
            card["contested"] = context.say("entry.disagree")
    if item.passages:
        card["passages"] = context.say("card.passages", n=item.passages)
    return card
