"""Kept: what was found out of a wiki, for the next state of it, in which hardly anything is otherwise."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from charsu.support.lazydict import LazyDict

Key = TypeVar("Key")
Value = TypeVar("Value")


class DerivedCache:
    """What was found, and of what."""

    def __init__(self, before: "DerivedCache | None" = None) -> None:
        """`before`: that of an older state, which stays as it is."""
        self._values: dict[str, tuple[Any, Any]] = dict(before._values) if before else {}
        self._each: dict[str, dict[Any, tuple[tuple[object, ...], Any]]] = dict(before._each) if before else {}

    def of_equal(self, name: str, given: object, make: Callable[[], Value]) -> Value:
        """What was made of something equal, or is made now.

        Records are equal that stand at different places; so what is made must not tell of places.
        """
        known = self._values.get(name)
        if known is None or known[0] != given:
            known = self._values[name] = (given, make())
        value: Value = known[1]
        return value

    def of_each(
        self, name: str, keys: Collection[Key], given: Callable[[Key], tuple[object, ...]], make: Callable[[Key], Value]
    ) -> LazyDict[Key, Value]:
        """For each key what was made of the very same objects, or is made when it is asked for.

        Args:
            name: what it is called.
            keys: those that may be asked for.
            given: gives the objects of which the value of a key is made, and of nothing else.
            make: makes it.
        """
        known = self._each[name] = {key: found for key, found in self._each.get(name, {}).items() if key in keys}

        def make_or_take(key: Key) -> Value:
            now, found = given(key), known.get(key)
            if found is None or not all(one is other for one, other in zip(found[0], now, strict=True)):
                found = known[key] = (now, make(key))
            value: Value = found[1]
            return value

        return LazyDict(keys, make_or_take)
