"""Cards: an entry in a few words, for whoever points at its name on another page.

Beside each entry's page in the default language lies its card, data that a script asks for only when it is wanted.
It is JSON and no page: nothing counts it as one, and the words in it can be nothing but words. It speaks all
languages, so that there are fewer files.
"""

import json
from collections.abc import Mapping
from typing import Any

from charsu.model.records import Language
from charsu.view.page_context import Here, first_sentence
from charsu.view.page_models import ListItem, Site

CARD = "card.json"
"""Its name, in the folder of the entry's page."""


def card_json(item: ListItem, site: Site, heres: Mapping[Language, Here]) -> str:
    """The card of an entry: language -> what it says.

    `heres`: how the home page of each language sees the site.
    """
    return _JSON.encode({language: _card(item, site, here) for language, here in heres.items()})


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _card(item: ListItem, site: Site, here: Here) -> dict[str, Any]:
    """What a card says, in the words of its language; what is not known is left out."""
    entry = item.entry
    kind = site.wiki.vocabulary.kinds[entry.kind]
    card: dict[str, Any] = {
        "colour": here.colour(entry.kind),
        "kind": [here.text(kind.label), *([here.text(kind.types[entry.type])] if entry.type else [])],
        # Each name once: languages that write alike often have the same.
        "names": [(here.language, here.name(entry.id)), *here.other_names(entry.id)],
        "summary": first_sentence(site.links.summaries[entry.id][here.language].text),
    }
    if item.dated_by:
        card["dated"] = here.text(site.wiki.vocabulary.properties[item.dated_by].label)
        card["dates"] = [here.words.date(date) for date in item.dates]
        if item.contested:
            card["contested"] = here.say("entry.disagree")
    if item.passages:
        card["passages"] = here.say("card.passages", n=item.passages)
    return card
