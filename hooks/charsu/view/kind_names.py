"""Kinds in the markup: the class that colours them, and the tokens that scripts filter by."""

from charsu.model.records import Entry, Vocabulary
from charsu.support.html import Html

KIND_COLOURS = 10
"""Number of colours that the style sheet has for kinds."""


def kind_class(vocabulary: Vocabulary, kind: str) -> Html:
    """Return the class of a kind: kinds take the colours of the style sheet in the order of the vocabulary."""
    return Html(f"kind-{list(vocabulary.kinds).index(kind) % KIND_COLOURS + 1}")


def kind_tokens(entry: Entry) -> str:
    """Return the kind and the type of an entry as data-kind has them: "vessel vessel:fishing-boat"."""
    kind = token(entry.kind)
    return f"{kind} {kind_token(entry.kind, entry.type)}" if entry.type else kind


def kind_token(kind: str, type: str) -> str:
    return f"{token(kind)}:{token(type)}"


def token(id: str) -> str:
    """Return the id of a kind or a property as one word, for lists in attributes and for addresses."""
    return id.replace(" ", "-")
