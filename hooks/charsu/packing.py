"""Packing: records that go from one process to another by the hundred thousand."""

import dataclasses
import operator
from collections.abc import Iterable
from typing import Any, TypeVar

Record = TypeVar("Record")


def packed(record: type[Record]) -> type[Record]:
    """Makes a frozen dataclass with slots be pickled by its values, of which there are several.

    By themselves such classes look up their fields for each record anew, which takes five times as long.
    """
    names = [field.name for field in dataclasses.fields(record)]  # type: ignore[arg-type]
    values_of = operator.attrgetter(*names)
    setters = [getattr(record, name).__set__ for name in names]  # those of the slots know nothing of being frozen

    def get_state(self: Record) -> tuple[Any, ...]:
        values: tuple[Any, ...] = values_of(self)
        return values

    def set_state(self: Record, values: Iterable[Any]) -> None:
        for set_value, value in zip(setters, values, strict=True):
            set_value(self, value)

    record.__getstate__, record.__setstate__ = get_state, set_state  # type: ignore[attr-defined, method-assign, assignment]
    return record
