"""Write values as YAML: plain where that is safe, otherwise in quotes, and always on one line."""

from collections.abc import Iterable

import yaml

_WIDE = 1 << 30
"""A line width that no value reaches, so that no line is broken."""


def in_line(value: str) -> str:
    """Write a value for the place after `key: `, or a key."""
    return _dumped({"key": value}, flow=False).removeprefix("key: ").rstrip("\n")


def in_brackets(value: str) -> str:
    """Write a value for a place between [ and ], or { and }."""
    return _dumped([value], flow=True).strip()[1:-1]


def listed(values: Iterable[str]) -> str:
    """Write a list of values, including its brackets."""
    return f"[{', '.join(map(in_brackets, values))}]"


def _dumped(value: object, flow: bool) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, width=_WIDE, default_flow_style=flow))
