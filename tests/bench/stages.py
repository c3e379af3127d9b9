"""Where Charsu's own time goes: the stages of one build.

A build tells by itself how long its stages took, in the file that `WIKI_TIMES` names: seconds by
stage. One that does not is run in a process here, and the functions of `pipeline` are timed.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.contenders import Contender
from bench.measuring import apart, run

Stages = dict[str, float]
"""Stage -> seconds, in the order in which they run."""


def measure_stages(contender: Contender) -> Stages:
    """Build once more, from nothing, and tell how long each stage took."""
    contender.forget()
    times = contender.root / "times.json"
    result = run(contender.build, contender.root, {**contender.environment, "WIKI_TIMES": str(times)})
    if not times.exists():
        contender.forget()
        return apart(_timed_build, contender.root, dict(contender.environment))
    found = {str(stage): float(seconds) for stage, seconds in json.loads(times.read_text(encoding="utf-8")).items()}
    return found | {"everything else": max(0.0, result.seconds - sum(found.values()))}


_STAGES = {
    "load": ("load", "read_wiki", "read_history"),
    "link": ("link",),
    "views": ("find_backlinks", "view_site"),
    "render and stamp": ("stamp_pages",),
    "cards": ("write_cards",),
    "exports": ("entries_json", "mentions_json", "quality_json", "sitemap_xml", "forwarding_pages", "changes_xml"),
    "search": ("search_documents", "names_js", "write_index"),
}
"""Stage -> the functions of `pipeline` that are its work."""


def _timed_build(root: Path, environment: dict[str, str]) -> Stages:
    os.environ.update(environment)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from charsu import pipeline

    times = dict.fromkeys(_STAGES, 0.0)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*args: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                times[stage] += time.perf_counter() - started

        return measured

    for stage, names in _STAGES.items():
        for name in names:
            if hasattr(pipeline, name):
                setattr(pipeline, name, timed(stage, getattr(pipeline, name)))
    started = time.perf_counter()
    build(load_config(str(root / "mkdocs.yml")))
    total = time.perf_counter() - started
    return times | {"everything else": total - sum(times.values())}
