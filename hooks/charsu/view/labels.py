"""What a language calls things, as plain text: names, values, dates, sources."""

import dataclasses
from collections.abc import Iterable

from charsu.i18n.messages import Words
from charsu.model.dates import Date
from charsu.model.records import Coordinates, EntryId, Language, Localized, Value
from charsu.support.cached_method import cached_method
from charsu.text.ledger import segment_number
from charsu.view.page_models import ShortCitation
from charsu.view.site import Site


class Labels:
    """The names of everything on a site, in one language."""

    def __init__(self, site: Site, words: Words) -> None:
        self._site = site
        self._words = words
        self._language = words.language
        self.language_names = {each: stand_alone(words.language_name(each)) for each in site.wiki.languages}
        """Language of the site -> its name in this language, as a label."""

    def text(self, localized: Localized) -> str:
        return localized[self._language]

    # --- entries ---

    @cached_method
    def name(self, id: EntryId) -> str:
        """Return an entry's name as a label: with a capital, whatever it begins with in running text."""
        return stand_alone(self._site.wiki.entries[id].names[self._language])

    def other_names(self, id: EntryId) -> list[tuple[Language, str]]:
        """Return an entry's names in the other languages, each name once."""
        seen = {self.name(id)}
        found = []
        for language in self.other_languages():
            name = stand_alone(self._site.wiki.entries[id].names[language])
            if name not in seen:
                found.append((language, name))
            seen.add(name)
        return found

    def other_languages(self) -> list[Language]:
        return [language for language in self._site.wiki.languages if language != self._language]

    def kind_of(self, id: EntryId) -> str:
        """Return what an entry is: its type if its author stated one, else its kind."""
        entry = self._site.wiki.entries[id]
        kind = self._site.wiki.vocabulary.kinds[entry.kind]
        return self.text(kind.types[entry.type] if entry.type else kind.label)

    # --- values ---

    def plain_value(self, value: Value) -> str:
        """Return the value of a statement."""
        match value:
            case Date():
                return self._words.date(value)
            case Coordinates():
                point, accuracy = self._words.coordinates(value), self.accuracy([value])
                return self._words.say("geo.place", point=point, accuracy=accuracy)
            case float():
                return self._words.number(value)
            case str():
                return value
        return value[self._language]

    def accuracy(self, points: Iterable[Coordinates]) -> str:
        """Return how exact positions are; of several, the least exact counts."""
        return self._accuracy(max(point.accuracy for point in points))

    @cached_method
    def _accuracy(self, metres: float) -> str:
        return self._words.say("entry.accuracy", distance=self._words.distance(metres))

    def either_date(self, dates: Iterable[Date]) -> str:
        """Return the dates that sources give for one thing."""
        return self._words.either(self._words.date(date) for date in dates)

    def either_property(self, ids: Iterable[str]) -> str:
        """Return the labels of properties, any one of which is enough."""
        return self._words.either(self.text(self._site.wiki.vocabulary.properties[id].label) for id in ids)

    # --- texts and works ---

    def text_title(self, id: str) -> str:
        return self.text(self._site.wiki.texts[id].title)

    def text_choices(self) -> list[tuple[str, str]]:
        """Return the texts to choose from: id and title."""
        return [(id, self.text_title(id)) for id in self._site.texts]

    def segment(self, text: str, segment: str) -> str:
        """Return the name of a segment: its text's title and its number."""
        return f"{self.text_title(text)} {segment_number(segment)}"

    def citation(self, id: str, with_title: bool = True) -> str:
        """Return the short name of a work; with its title where the rest would not tell two works apart."""
        citation = self._site.citations[id]
        return self._citation(citation if with_title else dataclasses.replace(citation, title=None))

    def _citation(self, citation: ShortCitation) -> str:
        name = f"{citation.who} {citation.year}" if citation.year else citation.who
        if citation.part:
            name += self._words.say("punctuation.comma") + self.text(citation.part)
        return name + self._words.say("punctuation.colon") + citation.title if citation.title else name

    @cached_method
    def versions(self, text: str) -> tuple[Language, ...]:
        """Return the languages of a text in the order of the page: its own, the original, the others."""
        versions, original = self._site.wiki.texts[text].versions, self._site.wiki.texts[text].original
        order = dict.fromkeys([self._language, original, *self._site.wiki.languages])
        return tuple(language for language in order if language in versions)


def stand_alone(name: str) -> str:
    """Return a name as a heading: "người Hazara" in running text becomes "Người Hazara"."""
    return name[:1].upper() + name[1:]


def first_sentence(text: str) -> str:
    """Return a text up to the first full stop that ends a sentence, for descriptions."""
    for position, character in enumerate(text):
        if character in "。！？" or (
            character in ".!?" and text[position + 1 : position + 2] in ("", " ") and position > 20
        ):
            return text[: position + 1]
    return text
