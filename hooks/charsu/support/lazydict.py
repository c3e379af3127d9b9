"""Lazily: a mapping whose values are made when they are asked for, each once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LazyDict(Mapping[Key, Value]):
    """Knows its keys from the beginning."""

    def __init__(self, keys: Collection[Key], make: Callable[[Key], Value]) -> None:
        """`make` gives the value of a key; it is asked for none but these keys."""
        self._keys = keys
        self._make = make
        self._made: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        try:
            return self._made[key]
        except KeyError:
            if key not in self._keys:
                raise
        value = self._made[key] = self._make(key)
        return value

    def discard(self, keys: Iterable[Key]) -> None:
        """Give free what nobody will ask for any more; if somebody does, it is made again."""
        for key in keys:
            self._made.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
