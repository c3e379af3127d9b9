"""The measures of pictures that Python and the scripts in the browser share.

Pictures are laid out here for paper and for pages without scripts; the scripts lay them out again for the window.
Units are those of the picture: about one CSS pixel.
"""

from typing import Literal

Anchor = Literal["start", "middle", "end"]
"""Which part of a label is at its position, as SVG names it."""

# --- time -------------------------------------------------------------------------------------

DAYS_PER_YEAR, DAYS_PER_MONTH = 365.2425, 30.4

DAY_STEPS, MONTH_STEPS, YEAR_STEPS = (1, 2, 5, 10), (1, 3), (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""How many days, months or years there may be from one tick to the next."""

DAY_TICK_WIDTH, TICK_WIDTH = 34, 52
"""Minimum distance of two ticks that name days; and of those that name months or years."""

MIN_SPAN_WIDTH = 5.0
"""Width of the shortest span, and room for a point on each side."""

HALO_WIDTH = 13.0
"""Room for an approximate point on each side."""

STUB_LENGTH = 28.0
"""Length of an arrow at an open end, which does not say how far the time goes on."""

ARROW_LENGTH = 8
"""Length of its head."""

TIMELINE_WIDTH = 960
"""Width of a timeline on paper."""

TIMELINE_ROW, TIMELINE_ROW_WITH_LABEL, TIMELINE_GROUP, TIMELINE_HEAD, TIMELINE_GAP = 19, 34, 24, 68, 26
"""Heights on paper: of a row, of one with its label above, of a heading, of a panel's axis, and between two panels."""

TEXT_SIZE = 12
"""Height of the letters in timelines and graphs."""

# --- maps -------------------------------------------------------------------------------------

MAP_ZOOMS = (0.35, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How many pixels a unit of a map may have: on a telephone, as drawn, and zoomed in."""

SCALE_BAR_HEIGHT = 30
"""Room for the scale bar at the lower edge of a map."""
