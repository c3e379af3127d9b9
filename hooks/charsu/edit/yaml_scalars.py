"""Values as YAML writes them: plain where that is safe, else in quotes, and always in one line."""

from collections.abc import Iterable

import yaml

_WIDE = 1 << 30
"""Characters: no line is broken."""


def in_line(value: str) -> str:
    """A value behind `key: `, or a key before it."""
    return _dumped({"key": value}, flow=False).removeprefix("key: ").rstrip("\n")


def in_brackets(value: str) -> str:
    """A value between [ and ], or { and }."""
    return _dumped([value], flow=True).strip()[1:-1]


def listed(values: Iterable[str]) -> str:
    """Values between [ and ], with these."""
    return f"[{', '.join(map(in_brackets, values))}]"


def _dumped(value: object, flow: bool) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, width=_WIDE, default_flow_style=flow))
