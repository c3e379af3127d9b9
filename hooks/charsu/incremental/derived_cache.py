"""A cache of what was found out about a wiki, for the next state of it, which differs in hardly anything."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from charsu.support.lazydict import LazyDict

Key = TypeVar("Key")
Value = TypeVar("Value")
Inputs = TypeVar("Inputs", bound=tuple[object, ...])


class DerivedCache:
    """Values computed from records.

    Key: a name, and for `derive` the key of a mapping.
    Valid while: the inputs are the very same objects (`derive`), or equal ones (`derive_one`).
    Lives: as long as the states of the wiki that share it; keys that a state no longer has are dropped.
    Cost: one comparison of each input when a value is asked for.
    """

    def __init__(self, before: "DerivedCache | None" = None) -> None:
        """`before`: the cache of an older state, which stays as it is."""
        self._values: dict[str, tuple[Any, Any]] = dict(before._values) if before else {}
        self._each: dict[str, dict[Any, tuple[tuple[object, ...], Any]]] = dict(before._each) if before else {}
        self.computed: dict[str, list[Any]] = {}
        """Name -> keys whose values were computed for this state, and not found; None as the key of a single value."""

    def derive_one(self, name: str, inputs: Inputs, compute: Callable[[Inputs], Value]) -> Value:
        """Return a value computed from equal inputs, or compute it now.

        Records at different places are equal, so the value must not contain places.

        Args:
            name: what it is called.
            inputs: all that the value depends on.
            compute: computes the value from its inputs, and from nothing else.
        """
        known = self._values.get(name)
        if known is None or known[0] != inputs:
            known = self._values[name] = (inputs, compute(inputs))
            self.computed.setdefault(name, []).append(None)
        value: Value = known[1]
        return value

    def derive(
        self,
        name: str,
        keys: Collection[Key],
        inputs_of: Callable[[Key], Inputs],
        compute: Callable[[Inputs], Value],
    ) -> LazyDict[Key, Value]:
        """Return a mapping whose values are computed when they are asked for, unless their inputs are still the same.

        Args:
            name: what the mapping is called.
            keys: the keys of the mapping.
            inputs_of: returns all that the value of a key depends on.
            compute: computes a value from its inputs, and from nothing else.
        """
        known = self._each[name] = {key: found for key, found in self._each.get(name, {}).items() if key in keys}
        computed = self.computed.setdefault(name, [])

        def find_or_compute(key: Key) -> Value:
            inputs, found = inputs_of(key), known.get(key)
            if found is None or not all(one is other for one, other in zip(found[0], inputs, strict=True)):
                found = known[key] = (inputs, compute(inputs))
                computed.append(key)
            value: Value = found[1]
            return value

        return LazyDict(keys, find_or_compute)
