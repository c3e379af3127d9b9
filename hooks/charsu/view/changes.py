"""What was changed, as pages and the feed name it."""

import dataclasses
from collections.abc import Iterable

from charsu.i18n.collation import sort_key
from charsu.model.changes import ChangedItem
from charsu.model.records import Language
from charsu.view.labels import stand_alone
from charsu.view.site import Site
from charsu.view.urls import entry_address


@dataclasses.dataclass(frozen=True)
class NamedChange:
    """An entry or a text that was changed."""

    name: str
    """In the page's language; the id if it no longer exists."""
    address: str | None
    """Within the language; None if it no longer exists."""
    kind: str | None
    """Kind of an entry that exists."""


def changed_items(site: Site, items: Iterable[ChangedItem], language: Language) -> list[NamedChange]:
    """Return what was changed: texts first, then entries, by name."""
    key = sort_key(language)
    found = [(item, _named(site, item, language)) for item in items]
    return [changed for _, changed in sorted(found, key=lambda pair: (not pair[0].is_text, key(pair[1].name)))]


def _named(site: Site, item: ChangedItem, language: Language) -> NamedChange:
    if item.is_text and item.id in site.wiki.texts:
        return NamedChange(site.wiki.texts[item.id].title[language], f"texts/{item.id}/", None)
    if not item.is_text and item.id in site.wiki.entries:
        entry = site.wiki.entries[item.id]
        return NamedChange(stand_alone(entry.names[language]), entry_address(site, item.id), entry.kind)
    return NamedChange(item.id, None, None)
