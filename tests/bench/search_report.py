"""What searches cost, as a file and as tables in three languages: the part `search` of the pages on speed."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal

from bench.report import filled, locale_of, pages
from bench.searches import CHARSU, DESKTOP_PROFILE, PAGEFIND, PHONE_PROFILE, SearchCost, Times

RESULTS = Path("docs/speed-search.json")

Costs = Mapping[str, Mapping[str, SearchCost]]
"""Profile -> search -> costs."""

_HEADS = {
    "en": ("", "Charsu, computer", "Pagefind, computer", "Charsu, phone", "Pagefind, phone"),
    "zh": ("", "Charsu，电脑", "Pagefind，电脑", "Charsu，手机", "Pagefind，手机"),
    "vi": ("", "Charsu, máy tính", "Pagefind, máy tính", "Charsu, điện thoại", "Pagefind, điện thoại"),
}

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "first": "first query, as soon as the box opens",
        "pasted": "later queries, pasted",
        "typed": "later queries, typed",
        "all": "{}; all groups",
        "opened_bytes": "loaded when the box opens",
        "bytes": "loaded until the first answer",
        "requests": "requests until then",
        "ms": "{} ms; {} ms",
        "kB": "{} kB",
    },
    "zh": {
        "first": "打开搜索框后的首次查询",
        "pasted": "后续查询，粘贴输入",
        "typed": "后续查询，逐字键入",
        "all": "{}；各组结果齐全",
        "opened_bytes": "打开搜索框时载入",
        "bytes": "到首次答复为止载入",
        "requests": "到那时为止的请求数",
        "ms": "{}毫秒；{}毫秒",
        "kB": "{} kB",
    },
    "vi": {
        "first": "lần tìm đầu tiên, ngay khi mở ô tìm kiếm",
        "pasted": "các lần sau, dán cả cụm từ",
        "typed": "các lần sau, gõ từng phím",
        "all": "{}; đủ mọi nhóm kết quả",
        "opened_bytes": "tải về khi mở ô tìm kiếm",
        "bytes": "tải về cho đến khi có kết quả đầu tiên",
        "requests": "số yêu cầu cho đến lúc đó",
        "ms": "{} ms; {} ms",
        "kB": "{} kB",
    },
}


def write_costs(costs: Costs, file: Path) -> None:
    """Write what was measured as a file."""
    plain = {profile: {id: dataclasses.asdict(cost) for id, cost in of.items()} for profile, of in costs.items()}
    rounded = json.loads(json.dumps(plain), parse_float=lambda number: round(float(number)))
    file.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_costs(file: Path) -> dict[str, dict[str, SearchCost]]:
    """Read such a file."""
    data: dict[str, dict[str, dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    times = ("first", "pasted", "typed")
    return {
        profile: {id: SearchCost(**cost | {key: Times(**cost[key]) for key in times}) for id, cost in of.items()}
        for profile, of in data.items()
    }


def table(costs: Costs, language: str) -> str:
    """Return the costs as a table in Markdown."""
    words = _WORDS[language]
    columns = [costs[profile][id] for profile in (DESKTOP_PROFILE, PHONE_PROFILE) for id in (CHARSU, PAGEFIND)]

    def number(value: float) -> str:
        return str(format_decimal(round(value), "#,##0", locale=locale_of(language)))

    def line(label: str, *cells: str) -> str:
        return f"| {' | '.join([label, *cells])} |"

    lines = [line(*_HEADS[language]), "| --- | --: | --: | --: | --: |"]
    for what in ("first", "pasted", "typed"):
        found: list[Times] = [getattr(cost, what) for cost in columns]
        lines.append(line(words[what], *(words["ms"].format(number(t.median), number(t.p95)) for t in found)))
        every = (words["ms"].format(number(t.all_median), number(t.all_p95)) for t in found)
        lines.append(line(words["all"].format(words[what]), *every))
    # Where Pagefind has its worker, most of what it loads is not seen.
    for what in ("opened_bytes", "bytes"):
        sizes = [number(getattr(cost, what) / 1000) for cost in columns]
        lines.append(line(words[what], *_unseen([words["kB"].format(size) for size in sizes])))
    lines.append(line(words["requests"], *_unseen([number(cost.requests) for cost in columns])))
    return "\n".join(lines)


def _unseen(cells: list[str]) -> list[str]:
    return [cells[0], "–", *cells[2:]]


def publish(costs: Costs, root: Path) -> dict[Path, str]:
    """Return the pages on speed with their tables of searches."""
    return {
        page: filled(page.read_text(encoding="utf-8"), {"search": table(costs, language)})
        for page, language in pages(root).items()
    }
