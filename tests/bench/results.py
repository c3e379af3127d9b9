"""What was measured, as a file: with the machine that it was measured on, but without its name or its folders."""

import dataclasses
import importlib.metadata
import json
import math
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.contenders import hugo_binary


@dataclasses.dataclass(frozen=True)
class Build:
    """How long one contender takes for one wiki; medians."""

    seconds: float
    working: float
    """Seconds of all cores together."""
    peak: float
    """Megabytes of memory at most."""
    pages: int
    runs: int
    warm: float | None = None
    """Seconds of a second build, nothing changed since the first."""

    @property
    def ms_a_page(self) -> float:
        return self.seconds / self.pages * 1000


@dataclasses.dataclass(frozen=True)
class Size:
    """All that was measured on one wiki."""

    entries: int
    builds: Mapping[str, Build]
    """By contender."""
    stages: Mapping[str, float]
    """Charsu's stages: seconds, in their order."""
    edits: Mapping[str, Mapping[str, float]]
    """By contender and edit: seconds from saving until the page is served."""
    matching: tuple[float, float] | None
    """Seconds to find all names, and to match them barely."""


@dataclasses.dataclass(frozen=True)
class Results:
    """One run of the benchmark."""

    machine: Mapping[str, str | int | float]
    sizes: tuple[Size, ...]
    """The smallest first."""

    def of(self, entries: int) -> Size | None:
        return next((size for size in self.sizes if size.entries == entries), None)

    def largest(self, contender: str) -> Size | None:
        """The largest wiki that a contender built."""
        return next((size for size in reversed(self.sizes) if contender in size.builds), None)


def growth(small: float, large: float, times: float) -> float | None:
    """The exponent by which something grows that is so much when all is so many times as much; 1: in step."""
    return math.log(large / small) / math.log(times) if small > 0 and large > 0 else None


# --- as a file -----------------------------------------------------------------------------------------


def write_results(results: Results, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    rounded = _rounded(dataclasses.asdict(results))
    file.write_text(json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _rounded(value: Any) -> Any:
    """Four digits say more than was measured."""
    match value:
        case float():
            return float(f"{value:.4g}")
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
    return value


def read_results(file: Path) -> Results:
    data = json.loads(file.read_text(encoding="utf-8"))
    sizes = (
        Size(
            entries=size["entries"],
            builds={id: Build(**build) for id, build in size["builds"].items()},
            stages=size["stages"],
            edits=size["edits"],
            matching=tuple(size["matching"]) if size["matching"] else None,
        )
        for size in data["sizes"]
    )
    return Results(data["machine"], tuple(sizes))


# --- the machine ---------------------------------------------------------------------------------------


def this_machine() -> dict[str, str | int | float]:
    """What somebody should know to compare the figures with their own."""
    found: dict[str, str | int | float] = {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "memory": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
    }
    for package in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n"):
        found[package] = importlib.metadata.version(package)
    if binary := hugo_binary():
        told = subprocess.run([binary, "version"], capture_output=True, text=True, check=True).stdout
        found["hugo"] = match[1] if (match := re.search(r"v([\d.]+)", told)) else "?"
    return found


def _processor() -> str:
    """The kind of the processor, where the system tells it."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    match = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return match[1].strip() if match else platform.machine()
