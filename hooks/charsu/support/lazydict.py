"""A mapping whose values are computed when they are asked for, each once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LazyDict(Mapping[Key, Value]):
    """Knows its keys from the beginning, and computes values on demand."""

    def __init__(self, keys: Collection[Key], compute: Callable[[Key], Value]) -> None:
        """`compute` returns the value of a key; it is called for these keys only."""
        self._keys = keys
        self._compute = compute
        self._computed: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        try:
            return self._computed[key]
        except KeyError:
            if key not in self._keys:
                raise
        value = self._computed[key] = self._compute(key)
        return value

    def discard(self, keys: Iterable[Key]) -> None:
        """Free the memory of values that are hardly needed again; if one is, it is computed again."""
        for key in keys:
            self._computed.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
