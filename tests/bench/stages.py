"""Where Charsu's own time goes: the stages of one build.

A build tells by itself how long its stages took, in the file that `WIKI_TIMES` names: seconds by stage.
"""

import json

from bench.contenders import Contender
from bench.measuring import run
from charsu.support.timings import TIMES

Stages = dict[str, float]
"""Stage -> seconds, in the order in which they run."""


def measure_stages(contender: Contender) -> Stages:
    """Build once more, from nothing, and tell how long each stage took."""
    contender.forget()
    times = contender.root / "times.json"
    result = run(contender.build, contender.root, {**contender.environment, TIMES: str(times)})
    found = {str(stage): float(seconds) for stage, seconds in json.loads(times.read_text(encoding="utf-8")).items()}
    return found | {"everything else": max(0.0, result.seconds - sum(found.values()))}
