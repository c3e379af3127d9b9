"""Tables that a library ships as text: on each line a key, a tab and a value."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path


def read_table(package: str, path: str) -> Mapping[str, str]:
    """Return a table of an installed package; lines without a tab are comments.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    spec = importlib.util.find_spec(package)  # to import the package may cost more than to read its table
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed; see pyproject.toml")
    lines = (Path(spec.origin).parent / path).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if "\t" in line)
