"""Methods that compute each value once."""

import functools
from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar, overload

Self = TypeVar("Self")
Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


class cached_method(Generic[Self, Parameters, Value]):  # noqa: N801, a decorator, like functools.cached_property
    """Cache the values of a method in its object, by the arguments, which must be hashable.

    The cache lives as long as the object. So the object must be immutable in all that the method depends on, and the
    number of different arguments must be bounded by what the object describes: the entries of its wiki, say.
    """

    def __init__(self, method: Callable[Concatenate[Self, Parameters], Value]) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "cached_method[Self, Parameters, Value]": ...
    @overload
    def __get__(self, instance: Self, owner: type) -> Callable[Parameters, Value]: ...
    def __get__(
        self, instance: Self | None, owner: type
    ) -> "cached_method[Self, Parameters, Value] | Callable[..., Value]":
        if instance is None:
            return self
        # From now on the object's own attribute is found first, and this descriptor costs nothing.
        cached = functools.cache(functools.partial(self._method, instance))
        vars(instance)[self._name] = cached
        return cached
