"""The picture of the figures: time over size, both on scales of powers of ten, so that steady growth is a line."""

import html
import math
from collections.abc import Iterator, Mapping

from bench.contenders import BARE, CHARSU, HUGO, HUGO_ALL, MKDOCS, MKDOCS_BARE
from bench.results import Results

_WIDTH, _HEIGHT = 620, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 190, 44, 52
_LINES = {
    CHARSU: ("ours", "", "circle"),
    BARE: ("ours", "7 4", "circle"),
    HUGO: ("hugo", "", "square"),
    HUGO_ALL: ("hugo", "7 4", "square"),
    MKDOCS: ("mkdocs", "", "triangle"),
    MKDOCS_BARE: ("mkdocs", "7 4", "triangle"),
}
"""Contender -> colour, dashes, and mark: nobody has to tell them by the colour alone."""

_STYLE = """\
  .paper { fill: #fcfbf8; } .ink { fill: #221f1b; } .quiet { fill: #665f55; } .rule { stroke: #ddd6ca; }
  .ours { color: #8c3b22; } .hugo { color: #1d5c86; } .mkdocs { color: #5b5b1e; }
  .line { fill: none; stroke: currentColor; stroke-width: 2.2; } .mark, .label { fill: currentColor; }
  text { font: 14px "Noto Sans", "Segoe UI", system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #1c1a17; } .ink { fill: #ece6da; } .quiet { fill: #aaa294; } .rule { stroke: #3b3731; }
    .ours { color: #e79a7c; } .hugo { color: #86bfe6; } .mkdocs { color: #c9c67a; }
  }
"""


def draw(results: Results, names: Mapping[str, str], x_title: str, y_title: str, numbers: Mapping[float, str]) -> str:
    """An SVG.

    Args:
        results: what it shows.
        names: contender -> how it is called.
        x_title: what stands below.
        y_title: what stands above.
        numbers: the numbers at the axes -> how they are written.
    """
    lines = {
        id: [(size.entries, size.builds[id].seconds) for size in results.sizes if id in size.builds] for id in _LINES
    }
    shown = {id: points for id, points in lines.items() if points}
    title = f"{x_title}: {y_title}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{html.escape(title)}">',
        f"<style>\n{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>',
    ]
    if shown:
        parts += _Scales([point for points in shown.values() for point in points]).draw(shown, names, numbers)
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts += [
        f'<text class="ink" x="{middle:g}" y="{_HEIGHT - 12}" text-anchor="middle">{html.escape(x_title)}</text>',
        f'<text class="ink" x="16" y="26">{html.escape(y_title)}</text>',
        "</svg>",
    ]
    return "\n".join([*parts, ""])


def ticks(values: list[float]) -> list[float]:
    """The powers of ten around values."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


class _Scales:
    def __init__(self, points: list[tuple[int, float]]) -> None:
        self.sizes = sorted({entries for entries, _ in points})
        self.seconds = ticks([seconds for _, seconds in points])
        self.first, self.last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        self.low, self.high = math.log10(self.seconds[0]), math.log10(self.seconds[-1])

    def x(self, entries: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (math.log10(entries) - self.first) / ((self.last - self.first) or 1)

    def y(self, seconds: float) -> float:
        return (
            _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (math.log10(seconds) - self.low) / (self.high - self.low)
        )

    def draw(
        self, lines: Mapping[str, list[tuple[int, float]]], names: Mapping[str, str], numbers: Mapping[float, str]
    ) -> Iterator[str]:
        end = _WIDTH - _RIGHT
        for value in self.seconds:
            y = self.y(value)
            yield f'<path class="rule" d="M{_LEFT} {y:.1f}H{end}"/>'
            yield f'<text class="quiet" x="{_LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">{numbers[value]}</text>'
        for entries in self.sizes:
            x = self.x(entries)
            yield f'<path class="rule" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>'
            label = numbers[float(entries)]
            yield f'<text class="quiet" x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{label}</text>'
        labels = self._apart({id: self.y(points[-1][1]) for id, points in lines.items()})
        for id, points in lines.items():
            colour, dashes, mark = _LINES[id]
            places = [(self.x(entries), self.y(seconds)) for entries, seconds in points]
            path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
            yield f'<g class="{colour}">'
            yield f'<path class="line" d="{path}"{dashed}/>'
            yield from (_MARKS[mark].format(x=round(x, 1), y=round(y, 1)) for x, y in places)
            x, y = places[-1]
            if abs(labels[id] - y) > 3 or x < end - 1:
                yield f'<path class="line" style="stroke-width:.6" d="M{x:.1f} {y:.1f}L{end + 8} {labels[id]:.1f}"/>'
            yield f'<text class="label" x="{end + 12}" y="{labels[id] + 4.5:.1f}">{html.escape(names[id])}</text></g>'

    def _apart(self, wanted: Mapping[str, float]) -> dict[str, float]:
        """Places of the names at the ends of lines, so that none stands on another."""
        found: dict[str, float] = {}
        last = -math.inf
        for id, y in sorted(wanted.items(), key=lambda item: item[1]):
            last = max(y, last + 19)
            found[id] = last
        return found


_MARKS = {
    "circle": '<circle class="mark" cx="{x}" cy="{y}" r="4"/>',
    "square": '<path class="mark" d="M{x} {y}m-4 -4h8v8h-8z"/>',
    "triangle": '<path class="mark" d="M{x} {y}m0 -5l5 9h-10z"/>',
}
